"""Files as rows: CSV with its line numbers, JSON as plain values; a file that is neither is one clear line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile

# A field holds a name, a date or a title; the csv module's own limit of 131,072 characters stands.


class Row(NamedTuple):
    """One row of a table, with the line of the file that it ends on."""

    line: int
    fields: dict[str, str]
    fault: str | None = None

    @property
    def values(self) -> dict[str, str]:
        """Text by column; raises `BadInput` for a row that does not fit the header."""
        if self.fault:
            raise BadInput(self.fault)
        return self.fields


def text_of(file: InFile, encoding: str = "utf-8-sig") -> str:
    """The file's text; raises `BadInput` where its bytes are in another encoding."""
    try:
        return file.content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(f"{file.name}: not {encoding} text (byte {error.start}); save it as UTF-8") from None


def header_of(file: InFile) -> tuple[str, ...]:
    """The column names of a CSV file, from its first line."""
    reader = csv.reader(io.StringIO(text_of(file), newline=""))
    try:
        return tuple(name.strip() for name in next(reader, []))
    except csv.Error as error:
        raise BadInput(f"{file.name}, line 1: no CSV: {error}") from None


def table(file: InFile, needs: Sequence[str], skip: int = 0) -> Iterator[Row]:
    """The rows of a CSV file, values stripped, empty text for none; the first `skip` lines are passed over.

    Raises `BadInput` where a column of `needs` is missing or the file is no CSV, before any row is given out
    where it can be known by then.
    """
    # Not `splitlines`, for which a line separator inside a name ends the row.
    lines = io.StringIO(text_of(file), newline="")
    for _ in range(skip):
        lines.readline()
    reader = csv.reader(lines)
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = [name for name in needs if name not in header]
        if missing:
            found = ", ".join(header[:8]) or "nothing"
            raise BadInput(f"{file.name}: no column {', '.join(missing)} (it has {found})")
        for fields in reader:
            if fields:
                yield _row(header, fields, reader.line_num + skip)
    except csv.Error as error:
        raise BadInput(f"{file.name}, line {reader.line_num + skip}: no CSV: {error}") from None


def _row(header: list[str], fields: list[str], line: int) -> Row:
    if len(fields) != len(header):
        return Row(line, {}, f"{len(fields)} fields where the header has {len(header)}")
    return Row(line, {name: field.strip() for name, field in zip(header, fields, strict=True)})


def json_of(file: InFile) -> Any:
    """The file's JSON as dicts, lists and plain values."""
    try:
        return msgspec.json.decode(file.content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{file.name}: no JSON: {error}") from None
