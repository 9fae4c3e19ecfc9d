"""What SQLite and the disk complain of, as Chiltern's errors: one line each, with what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from chiltern.errors import NotARecord, QueryTooLong, RecordBusy, RecordError
from chiltern.record.migrating import schema_made, schema_of


def check_file(path: Path) -> None:
    """Raises `NotARecord` for what no record can be, `RecordError` for what cannot be read.

    It never opens the file: closing it again would take away the locks that SQLite holds on it elsewhere in this
    process, and another program could then clear away the log of a record in use.
    """
    if not path.exists():
        raise NotARecord(f"{path}: no such record; make one with `chiltern new {path}`")
    if path.is_dir():
        raise NotARecord(f"{path}: a folder, no record")
    if not os.access(path, os.R_OK):
        raise RecordError(f"{path}: cannot be read: permission denied")
    if path.stat().st_size == 0:
        raise NotARecord(f"{path}: no Chiltern record")


def is_damage(error: NotARecord) -> bool:
    """Whether it tells of a damaged file, and not of another kind of file or of none."""
    cause = error.__cause__
    return isinstance(cause, sqlite3.Error) and getattr(cause, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_NOTADB


@contextmanager
def explained(path: Path, connection: sqlite3.Connection | None = None) -> Iterator[None]:
    """Turns what SQLite and the system say of the file into one line each; anything else is a fault of ours.

    With the connection, what may be a fault of ours is told from one of the file: a damaged one fails in many ways.
    """
    try:
        yield
    except sqlite3.Error as error:
        reason = _explanation(path, error) or _damage(path, error, connection)
        if reason is None:
            raise
        raise reason from error
    except OSError as error:
        raise RecordError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns JSON of the record that is none any more into one line: nothing else in a record is decoded."""
    try:
        yield
    except msgspec.DecodeError as error:
        raise NotARecord(_damaged(path, str(error))) from error


def _damaged(path: Path, what: str) -> str:
    return f"{path}: the record is damaged ({what}); `chiltern verify` says where; restore it from a copy"


def _explanation(path: Path, error: sqlite3.Error) -> RecordError | None:
    # What cannot be decoded may be long, and is no text to show.
    what = str(error).partition(" with text ")[0]
    damage = _damaged(path, what)
    # Python itself complains of text that is no UTF-8, without a code.
    if "Could not decode to UTF-8" in str(error):
        return NotARecord(damage)
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return RecordBusy(f"{path}: another program is writing to it; try again when it has finished")
        case sqlite3.SQLITE_INTERRUPT:
            return QueryTooLong(f"{path}: the question took too long; ask for less")
        case sqlite3.SQLITE_NOTADB:
            return NotARecord(f"{path}: no Chiltern record")
        case sqlite3.SQLITE_CORRUPT:
            return NotARecord(damage)
        case sqlite3.SQLITE_FULL:
            return RecordError(f"{path}: the disk is full; nothing of this report was added")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return RecordError(f"{path}: cannot be written: the file or its folder is read-only")
        case sqlite3.SQLITE_IOERR:
            return RecordError(f"{path}: the disk failed ({error})")
    return None


def _damage(path: Path, error: sqlite3.Error, connection: sqlite3.Connection | None) -> RecordError | None:
    """The error as damage, where the file is damaged; else None."""
    if connection is None:
        return None
    try:
        there = dict(schema_of(connection))
        sound = all(there.get(name) == sql for name, sql in schema_made().items())
        if sound and connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",):
            return None
    except sqlite3.Error:
        pass
    return NotARecord(f"{path}: the record is damaged ({error}); `chiltern verify` says where; restore it from a copy")
