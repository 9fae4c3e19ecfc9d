"""Official rolls from the network: addresses go in, a roll made by the importers comes out.

`client` asks politely, `cache` keeps every answer on disk, `uk_commons` knows what to ask for, and `rolls` hands the
answers to the importers. Nothing else in Chiltern opens a connection.
"""
