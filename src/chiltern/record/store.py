"""The record file: the only module that opens it.

`create` makes a record and `Store` opens one, for reading or for writing; both translate what SQLite and the disk
complain of into Chiltern's errors. The tables come from the numbered files in `migrations/`: file 0001 makes them,
each later one changes them, and `PRAGMA user_version` says how far a record has come.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Self

from chiltern.errors import BadInput, NewerRecord, NotARecord, RecordBusy, RecordError

# "Chil" in ASCII: tells a record from any other SQLite file.
APPLICATION_ID = 0x4368696C
# How long one writer waits for another, in seconds.
PATIENCE = 5.0

_HEADER = b"SQLite format 3\0"


class Migration(NamedTuple):
    number: int
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """The numbered SQL files, in order: 1, 2, 3, …"""
    found = [entry for entry in files("chiltern").joinpath("record/migrations").iterdir() if entry.name[:4].isdigit()]
    return tuple(sorted(Migration(int(entry.name[:4]), entry.read_text(encoding="utf-8")) for entry in found))


def create(path: str | Path, meta: Mapping[str, str]) -> None:
    """Makes an empty record with these facts about itself.

    It appears whole or not at all: it is built beside its place and then linked to it. Raises `BadInput` where
    something is there already or the folder is missing, `RecordError` where the folder cannot be written.
    """
    path = Path(path)
    if os.path.lexists(path):
        raise BadInput(f"{path}: exists already; choose another name, or `chiltern add` to it")
    if not path.parent.is_dir():
        raise BadInput(f"{path}: no folder {path.parent}; make it first, or choose another place")
    with (
        _explained(path),
        tempfile.TemporaryDirectory(prefix=f".{path.name}.", suffix=".new", dir=path.parent) as folder,
    ):
        draft = Path(folder) / "record"
        _build(draft, meta)
        try:
            # Unlike a rename, a link never replaces a file that came meanwhile.
            os.link(draft, path)
        except FileExistsError:
            raise BadInput(f"{path}: exists already; choose another name, or `chiltern add` to it") from None
        except OSError:
            # A file system without links, such as a memory card's.
            os.rename(draft, path)


@contextmanager
def new_database(path: Path) -> Iterator[Callable[..., object]]:
    """An SQLite file that is no record, in the making: gives a function that runs a statement, once or for each row.

    Raises `OSError` where it cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as made:
            made.execute("BEGIN")
            yield lambda sql, rows=None: made.execute(sql) if rows is None else made.executemany(sql, rows)
            made.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from error


class Store:
    """A record that is open. Close it, or use it in a `with` statement.

    `write` asks for a connection that may change it; a reader never waits for a writer. Raises `NotARecord`,
    `NewerRecord`, `RecordBusy` or `RecordError`, each naming the file.
    """

    def __init__(self, path: str | Path, *, write: bool = False, patience: float = PATIENCE) -> None:
        self.path = Path(path)
        _check_file(self.path)
        with _explained(self.path):
            self._connection = _connect(self.path, write, patience)
        try:
            with _explained(self.path):
                self._check_version(write)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        with _explained(self.path):
            self._connection.close()

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """What the record says of itself: roll, roll_digest, created."""
        return dict(self.rows("SELECT key, value FROM meta"))

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
        """All rows of one query, as tuples."""
        with _explained(self.path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """The first row, or None."""
        with _explained(self.path):
            return self._connection.execute(sql, values).fetchone()

    def insert(self, sql: str, values: Sequence[object]) -> int | None:
        """Runs one INSERT; gives the new row's id, or None where the row was there and `OR IGNORE` left it."""
        with _explained(self.path):
            cursor = self._connection.execute(sql, values)
            return cursor.lastrowid if cursor.rowcount == 1 else None

    def insert_all(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        with _explained(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing; waits for another writer, then raises `RecordBusy`."""
        with _explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with _explained(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            # SQLite has already rolled back after some errors, such as a full disk.
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every query inside sees the record as it stood at the first of them."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def _check_version(self, write: bool) -> None:
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise NotARecord(f"{self.path}: a SQLite file, but no Chiltern record")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        newest = migrations()[-1].number
        if version > newest:
            raise NewerRecord(
                f"{self.path}: written by a newer Chiltern (record version {version}, this program knows {newest}); "
                "install the newer Chiltern to open it"
            )
        if version < newest:
            self._connection.execute("PRAGMA query_only = OFF")
            migrate(self._connection, migrations())
            self._connection.execute(f"PRAGMA query_only = {'OFF' if write else 'ON'}")


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    """Brings the tables up to the last step, each step in one transaction together with its number."""
    while True:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        step = next((step for step in steps if step.number > version), None)
        if step is None:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another program may have taken this step while we waited.
            if connection.execute("PRAGMA user_version").fetchone() == (version,):
                for statement in _statements(step.sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {step.number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end the transaction."""
    held = ""
    for piece in re.split(r"(?<=;)", sql):
        held += piece
        if sqlite3.complete_statement(held):
            yield held
            held = ""
    if held.strip():
        yield held


def _build(path: Path, meta: Mapping[str, str]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection, migrations())
        connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", sorted(meta.items()))
    finally:
        connection.close()


def _check_file(path: Path) -> None:
    if not path.exists():
        raise NotARecord(f"{path}: no such record; make one with `chiltern new {path}`")
    if path.is_dir():
        raise NotARecord(f"{path}: a folder, no record")
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except OSError as error:
        raise RecordError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    if start != _HEADER:
        raise NotARecord(f"{path}: no Chiltern record")


def _connect(path: Path, write: bool, patience: float) -> sqlite3.Connection:
    """A reader opens the file as a writer would, so that closing tidies the log away, and then gives up writing."""
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=rw", uri=True, isolation_level=None, timeout=patience)
    try:
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # In a folder that cannot be written there is nowhere to keep the log; without one, nobody is writing.
            if write or os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists():
                raise
            connection.close()
            connection = sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it, INSERT OR REPLACE would delete rows past the triggers that refuse it.
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system say of the file into one line each; anything else is a fault of ours."""
    try:
        yield
    except sqlite3.Error as error:
        reason = _explanation(path, error)
        if reason is None:
            raise
        raise reason from error
    except OSError as error:
        raise RecordError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _explanation(path: Path, error: sqlite3.Error) -> RecordError | None:
    damage = f"{path}: the record is damaged ({error}); restore it from a copy"
    # Python itself complains of text that is no UTF-8, without a code.
    if "Could not decode to UTF-8" in str(error):
        return NotARecord(damage)
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return RecordBusy(f"{path}: another program is writing to it; try again when it has finished")
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
