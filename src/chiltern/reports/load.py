"""Files, folders, globs and standard input into reports; what cannot be read comes with its reason, the rest goes on.

`load` is the whole way; `find_files` and `read_file` are its two halves, for a caller that shows progress.
The kind of a file is told by its ending, else by its content.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from chiltern.errors import BadInput, UnreadableReport
from chiltern.reports.decode import Undecodable, decode
from chiltern.reports.fields import printable
from chiltern.reports.find import FoundFile, find_files, why_not
from chiltern.reports.html import html_report
from chiltern.reports.jsonl import is_json, is_report_line, jsonl_reports
from chiltern.reports.model import Defaults, Report
from chiltern.reports.text import text_report

LIMIT = 20_000_000  # bytes; trafilatura's own limit for a page
_NO_DEFAULTS = Defaults()
_KINDS = {
    **dict.fromkeys((".txt", ".text", ".md"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
}
_MARKUP = re.compile(
    r"\s*<(?:!doctype|!--|\?xml|html|head|body|meta|title|link|script|style|base|header|nav|main|article|section|div"
    r"|span|table|ul|ol|p|h[1-6]|a|b|i|em|strong|img|figure|blockquote)\b",
    re.IGNORECASE,
)


def load(
    paths: Iterable[str | os.PathLike[str]],
    *,
    defaults: Defaults = _NO_DEFAULTS,
    stdin: BinaryIO | None = None,
    limit: int = LIMIT,
) -> Iterator[Report | UnreadableReport]:
    """Every report that the paths mean, in their order, or, in its place, why one cannot be read.

    `defaults` fills what a document does not say. `stdin` stands for `-` (the program's own, unless given). `limit`
    is the most bytes that a file, or a line of JSON lines, may have. Raises `BadInput` at once for a default title or
    address with several files, since these belong to one document.
    """
    found = list(find_files(paths))
    files = sum(isinstance(item, FoundFile) for item in found)
    if files > 1 and defaults.for_one_document:
        raise BadInput(f"a title or an address belongs to one document, and {files} files are given: name one file")
    return _read_all(found, defaults, stdin, limit)


def read_file(
    file: FoundFile,
    *,
    defaults: Defaults = _NO_DEFAULTS,
    one_of_several: bool = False,
    stdin: BinaryIO | None = None,
    limit: int = LIMIT,
) -> Iterator[Report | UnreadableReport]:
    """The report in one file, those of a JSON-lines file, or why there is none; see `load`.

    `one_of_several` withholds the default title and address, which belong to one document; a caller that would
    rather refuse them asks `defaults.for_one_document`.
    """
    try:
        for item, from_lines in _parse(file, stdin, limit):
            if isinstance(item, Report):
                yield defaults.fill(item, one_of_several=one_of_several or from_lines)
            else:
                yield item
    except UnreadableReport as error:
        yield error
    except OSError as error:
        yield UnreadableReport(file.where, why_not(error, file.path or Path("-")))


def read_path(path: str | os.PathLike[str], *, defaults: Defaults = _NO_DEFAULTS) -> Report:
    """The report in one file. Raises `UnreadableReport`, also where the path means several or none."""
    reports = []
    for item in load([path], defaults=defaults):
        if isinstance(item, UnreadableReport):
            raise item
        reports.append(item)
    if len(reports) != 1:
        raise UnreadableReport(printable(os.fspath(path)), f"{len(reports)} reports, where one is asked for")
    return reports[0]


def _read_all(
    found: Iterable[FoundFile | UnreadableReport], defaults: Defaults, stdin: BinaryIO | None, limit: int
) -> Iterator[Report | UnreadableReport]:
    for item in found:
        if isinstance(item, UnreadableReport):
            yield item
        else:
            yield from read_file(item, defaults=defaults, stdin=stdin, limit=limit)


def _parse(file: FoundFile, stdin: BinaryIO | None, limit: int) -> Iterator[tuple[Report | UnreadableReport, bool]]:
    """What a file holds, each with whether it is a line of JSON lines."""
    if file.path is None:
        data, name, kind = _all_of(stdin or sys.stdin.buffer, file.where, limit), "stdin", None
    else:
        name, kind = printable(file.path.name), _KINDS.get(file.path.suffix.lower())
        with file.path.open("rb") as stream:
            if kind == "jsonl":  # line by line, of any length
                yield from ((item, True) for item in jsonl_reports(stream, name, file.where, limit))
                return
            if os.fstat(stream.fileno()).st_size > limit:
                raise _too_large(file.where, limit)
            data = _all_of(stream, file.where, limit)
    if not data.strip():
        raise UnreadableReport(file.where, "empty: it holds no text")
    if kind is None and _is_json_lines(data, file.where):
        yield from ((item, True) for item in jsonl_reports(io.BytesIO(data), name, file.where, limit))
    else:
        yield _one_report(data, kind, name, file.where), False


def _all_of(stream: BinaryIO, where: str, limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise _too_large(where, limit)
    return data


def _too_large(where: str, limit: int) -> UnreadableReport:
    size = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit:,} bytes"
    return UnreadableReport(where, f"larger than {size}: split it, or give its reports as JSON lines (.jsonl)")


def _is_json_lines(data: bytes, where: str) -> bool:
    """Whether content of no told kind is JSON lines; raises `UnreadableReport` for JSON that is no report."""
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if start[:1] not in (b"{", b"["):
        return False
    if is_report_line(start.split(b"\n", 1)[0]):
        return True
    if is_json(start):
        raise UnreadableReport(where, "JSON, but no report: give one object a line, each with its text as `body`")
    return False


def _one_report(data: bytes, kind: str | None, name: str, where: str) -> Report:
    """The report in a text or a page. Markup is looked for before decoding, since a page may declare its encoding."""
    html = kind == "html" or (kind is None and _MARKUP.match(data[:1000].decode("latin-1")) is not None)
    try:
        text, damaged = decode(data, html=html)
    except Undecodable as error:
        raise UnreadableReport(where, str(error)) from None
    # Again on the characters: a byte-order mark, or two bytes a character, hid the first tag.
    if not html and not (kind is None and _MARKUP.match(text[:1000])):
        return text_report(text, name, where)
    report = html_report(text, name, where)
    if damaged and "\ufffd" in report.body:
        raise UnreadableReport(where, "wrong encoding: some bytes of the article are not UTF-8; save it again as UTF-8")
    return report
