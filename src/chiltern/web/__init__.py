"""The pages of a record: `application` serves them, `publish` writes them as files.

A page is built from the record by a builder, as a frozen value; its template draws it and its JSON twin prints it.
"""
