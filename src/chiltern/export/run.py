"""`export_record`: a record in one of the formats, as a file, a folder or on a stream."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from chiltern.errors import BadInput
from chiltern.export import csv_tables, datasette, ftm, html, json_lines, parquet, popolo
from chiltern.export.place import whole_file, whole_folder
from chiltern.export.rows import Selection
from chiltern.ingest import PathLike
from chiltern.record.events import is_derived
from chiltern.records import Record, open

Format = Literal["csv", "json", "jsonl", "parquet", "popolo", "ftm", "html", "datasette"]
FORMATS: tuple[Format, ...] = get_args(Format)

# Formats of one file, and those of several in a folder.
_FILES: dict[str, Callable[[Selection, BinaryIO], None]] = {
    "json": json_lines.write_document,
    "jsonl": json_lines.write_lines,
    "popolo": popolo.write,
    "html": html.write,
}
_FOLDERS: dict[str, Callable[[Selection, Path], None]] = {
    "csv": csv_tables.write,
    "parquet": parquet.write,
    "ftm": ftm.write,
    "datasette": datasette.write,
}


def export_record(
    record: Record | PathLike,
    format: str,
    out: PathLike | BinaryIO,
    *,
    on: date | None = None,
    known: str | None = None,
) -> None:
    """Writes what the record holds, each row with its report and its exact words.

    `out` is a file that is not there yet, or an open binary one; for `csv` and the other formats of several files, a
    folder that is missing or empty. `on` takes only what held on that day, `known` (a UTC time) only what the record
    had learnt by then. It appears whole or not at all. Raises `BadInput` for an unknown format and for a place that
    cannot be written, and what `open` raises.
    """
    if format not in _FILES and format not in _FOLDERS:
        raise BadInput(f"{format!r} is no format: choose {', '.join(FORMATS)}")
    opened = record if isinstance(record, Record) else open(record)
    try:
        if format in _FOLDERS and not is_derived(opened.view().store):
            opened.rebuild()
        view = opened.view(known)
        with view.store.snapshot():
            _write(Selection(view, on, known), format, out)
    finally:
        if opened is not record:
            opened.close()


def _write(selection: Selection, format: str, out: PathLike | BinaryIO) -> None:
    if isinstance(out, str | os.PathLike):
        path = Path(out)
        if format in _FOLDERS:
            with whole_folder(path) as folder:
                _FOLDERS[format](selection, folder)
        else:
            with whole_file(path) as file:
                _FILES[format](selection, file)
    elif format in _FOLDERS:
        raise BadInput(f"{format} makes several files: name a folder for them")
    else:
        _FILES[format](selection, out)
