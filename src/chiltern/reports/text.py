"""Plain text into a report: the characters of a file, and an optional block of `Key: value` lines at its head.

Without such a block the body is exactly the text given, so that offsets are the file's own. With one, the body is
exactly what follows the blank lines after it.
"""

from __future__ import annotations

import re

from chiltern.errors import BadDate, UnreadableReport
from chiltern.reports.fields import iso_date, one_line, printable, web_address
from chiltern.reports.model import Report

_KEY = re.compile(r"(title|publisher|published|modified|url|author)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def text_report(text: str, name: str, where: str | None = None) -> Report:
    """The report in a plain text; `where` is what messages call it (the name, unless given).

    Raises `UnreadableReport` for a text of white space only, and for a header with a bad date, a bad address or a
    key given twice, naming the line.
    """
    where = where or name
    header, start = _header(text)
    body = text[start:]
    if not body or body.isspace():
        raise UnreadableReport(where, "a header without any text below it" if header else "empty: it holds no text")
    fields: dict[str, str] = {}
    for number, (key, written) in enumerate(header, start=1):
        line = f"{where}:{number}"
        if key in fields:
            raise UnreadableReport(line, f"{key} is given twice in the header: keep one")
        value = one_line(written)
        if value is not None:
            fields[key] = _checked(key, value, line)
    return Report(name=name, body=body, **fields)


def _header(text: str) -> tuple[list[tuple[str, str]], int]:
    """The pairs of the header block in order, and where the body starts: no pair and 0 where there is no block."""
    pairs: list[tuple[str, str]] = []
    ended = False
    for line in _LINE.finditer(text):
        if not line.group(1).strip():
            if not pairs:
                return [], 0
            ended = True
        elif ended:
            return pairs, line.start()
        elif pair := _KEY.fullmatch(line.group(1)):
            pairs.append((pair.group(1).lower(), pair.group(2)))
        else:
            return [], 0
    return pairs, len(text)


def _checked(key: str, value: str, line: str) -> str:
    if key in ("published", "modified"):
        try:
            return iso_date(value)
        except BadDate as error:
            raise UnreadableReport(line, str(error)) from None
    if key == "url" and not web_address(value):
        raise UnreadableReport(line, f"{printable(value)!r} is no web address: begin it with http:// or https://")
    return value
