"""JSON lines into reports: one object a line, `{url, title, published, modified, publisher, author, body, name}`.

Only `body` must be there; other keys are passed over. A bad line is one result among the others: it names the file
and the line, and the next line is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from chiltern.errors import BadDate, UnreadableReport
from chiltern.reports.decode import is_binary
from chiltern.reports.fields import iso_date, one_line, printable, web_address
from chiltern.reports.model import Report

_BOM = b"\xef\xbb\xbf"
_NOT_JSON = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class _Line(msgspec.Struct):
    body: str
    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    author: str | list[str] | None = None


_DECODER = msgspec.json.Decoder(_Line)


def jsonl_reports(file: BinaryIO, name: str, where: str, limit: int) -> Iterator[Report | UnreadableReport]:
    """Each line's report, named `file.jsonl:3` unless it names itself, or why that line yields none.

    `limit` is the most bytes that a line may have; only one line is held in memory.
    """
    number, any_line = 0, False
    while data := file.readline(limit + 1):
        number += 1
        line = f"{where}:{number}"
        if number == 1:
            data = data.removeprefix(_BOM)
            if b"\0" in data:
                yield UnreadableReport(where, "binary, not JSON lines: give one JSON object a line, in UTF-8")
                return
        if not data.strip():
            continue
        any_line = True
        if len(data) > limit:
            _skip_line(file, data, limit)
            yield UnreadableReport(line, f"a line longer than {limit:,} bytes: split the report")
            continue
        try:
            yield _report(data, f"{name}:{number}", line)
        except UnreadableReport as error:
            yield error
    if not any_line:
        yield UnreadableReport(where, "empty: it holds no text")


def is_report_line(data: bytes) -> bool:
    """Whether this is one line of such a file, for content whose kind nothing else tells."""
    return _decodes(_DECODER, data)


def is_json(data: bytes) -> bool:
    """Whether this is any JSON."""
    return _decodes(msgspec.json.Decoder(), data)


def _decodes(decoder: msgspec.json.Decoder[Any], data: bytes) -> bool:
    try:
        decoder.decode(data)
    except _NOT_JSON:
        return False
    return True


def _skip_line(file: BinaryIO, data: bytes, limit: int) -> None:
    while data and not data.endswith(b"\n"):
        data = file.readline(limit)


def _report(data: bytes, name: str, where: str) -> Report:
    try:
        line = _DECODER.decode(data)
    except _NOT_JSON as error:
        if "missing required field `body`" in str(error):
            raise UnreadableReport(where, "no `body`: give the report’s text as `body`") from None
        raise UnreadableReport(where, f"no report in JSON: {printable(str(error))}") from None
    if not line.body or line.body.isspace():
        raise UnreadableReport(where, "empty: its body holds no text")
    if is_binary(line.body):
        raise UnreadableReport(where, "binary: its body holds control characters, not text")
    author = line.author if isinstance(line.author, str | None) else ", ".join(line.author)
    return Report(
        name=one_line(line.name) or name,
        body=line.body,
        title=one_line(line.title),
        publisher=one_line(line.publisher),
        published=_date(line.published, where),
        modified=_date(line.modified, where),
        url=_address(line.url, where),
        author=one_line(author),
    )


def _date(text: str | None, where: str) -> str | None:
    try:
        return iso_date(text) if text and text.strip() else None
    except BadDate as error:
        raise UnreadableReport(where, str(error)) from None


def _address(text: str | None, where: str) -> str | None:
    if not text or not text.strip():
        return None
    address = web_address(text)
    if address is None:
        raise UnreadableReport(where, f"{printable(text)!r} is no web address: begin it with http:// or https://")
    return address
