"""The record file: the only module that opens it.

`create` makes a record and `Store` opens one, for reading or for writing; both translate what SQLite and the disk
complain of into Chiltern's errors. The tables come from the numbered files in `migrations/`: file 0001 makes them,
each later one changes them, and `PRAGMA user_version` says how far a record has come.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from chiltern.errors import BadInput, NewerRecord, NotARecord
from chiltern.record.connecting import connect
from chiltern.record.faults import check_file, explained, readable
from chiltern.record.indexed import words_in
from chiltern.record.migrating import Migration, migrate, migrations, schema_made, schema_of

# "Chil" in ASCII: tells a record from any other SQLite file.
APPLICATION_ID = 0x4368696C
# How long one writer waits for another, in seconds.
PATIENCE = 5.0
# How long it does so before it asks again.
_BETWEEN = 0.001
# Of SQLite's virtual machine, between two looks at the clock: some milliseconds.
_STEPS = 100_000

__all__ = ["Migration", "Store", "create", "migrate", "migrations", "schema_made"]


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
        explained(path),
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
        self._patience = patience
        check_file(self.path)
        with explained(self.path):
            self._connection = connect(self.path, write, patience)
        try:
            with explained(self.path, self._connection):
                self._check_version(write)
        except BaseException:
            self._connection.close()
            raise

    @classmethod
    def unchecked(cls, path: Path) -> Self:
        """A damaged record, for looking at what is left of it."""
        store = cls.__new__(cls)
        store.path, store._patience = path, PATIENCE
        with explained(path):
            store._connection = connect(path, False, PATIENCE, check=False)
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        with explained(self.path):
            self._connection.close()

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """What the record says of itself: roll, roll_digest, created."""
        return dict(self.rows("SELECT key, value FROM meta"))

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
        """All rows of one query, as tuples."""
        with explained(self.path, self._connection):
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str) -> Iterator[Any]:
        """All rows of one query, one by one: for more than memory holds."""
        with explained(self.path, self._connection):
            yield from self._connection.execute(sql)

    def row(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """The first row, or None."""
        with explained(self.path, self._connection):
            return self._connection.execute(sql, values).fetchone()

    def insert(self, sql: str, values: Sequence[object]) -> int | None:
        """Runs one INSERT; gives the new row's id, or None where the row was there and `OR IGNORE` left it."""
        with explained(self.path, self._connection):
            cursor = self._connection.execute(sql, values)
            return cursor.lastrowid if cursor.rowcount == 1 else None

    def change(self, sql: str, values: Sequence[object] = ()) -> None:
        """Runs one statement that changes or deletes derived rows; claims, versions and decisions refuse it."""
        with explained(self.path, self._connection):
            self._connection.execute(sql, values)

    def insert_all(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        with explained(self.path, self._connection):
            self._connection.executemany(sql, rows)

    def schema(self) -> list[tuple[str, str]]:
        """Name and SQL of every table, index, view and trigger."""
        with explained(self.path, self._connection):
            return schema_of(self._connection)

    def index_words(self, index: str) -> Iterator[tuple[str, int, int]]:
        """Every word of a search index, with the row it stands in and its place there; by word, then row."""
        with explained(self.path, self._connection):
            self._connection.execute("PRAGMA query_only = OFF")
            try:
                # A view of the index, kept in memory: the file is only read.
                self._connection.execute("PRAGMA temp_store = MEMORY")
                yield from words_in(self._connection, index)
            finally:
                self._connection.execute("PRAGMA query_only = ON")

    def copy_to(self, path: Path) -> None:
        """The record as it stands, as another file."""
        with explained(self.path, self._connection), closing(sqlite3.connect(path)) as copy:
            self._connection.backup(copy)

    @contextmanager
    def beside(self, path: Path, name: str) -> Iterator[None]:
        """Another record's tables under a name of their own, for comparing."""
        with explained(path):
            self._connection.execute(f"ATTACH ? AS {name}", (f"{path.absolute().as_uri()}?mode=ro",))
        try:
            yield
        finally:
            with suppress(sqlite3.Error):
                self._connection.execute(f"DETACH {name}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing; waits for another writer, then raises `RecordBusy`."""
        with explained(self.path, self._connection):
            self._begin()
        try:
            with readable(self.path):
                yield
            with explained(self.path, self._connection):
                self._connection.execute("COMMIT")
        except BaseException:
            # SQLite has already rolled back after some errors, such as a full disk.
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
            raise

    def _begin(self) -> None:
        """SQLite asks again only ten times a second, and would seldom meet the moment between two reports of another.

        Of two that add many reports each then waits for one report of the other, not for all of them.
        """
        until = time.monotonic() + self._patience
        self._connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self._connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                        raise
                time.sleep(_BETWEEN)
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {int(1000 * self._patience)}")

    @contextmanager
    def snapshot(self, limit: float | None = None) -> Iterator[None]:
        """Every query inside sees the record as it stood at the first of them.

        With a limit in seconds, one that still runs after it raises `QueryTooLong`.
        """
        if self._connection.in_transaction:
            yield
            return
        with explained(self.path, self._connection):
            self._connection.execute("BEGIN")
        if limit is not None:
            until = time.monotonic() + limit
            self._connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        try:
            with readable(self.path):
                yield
        finally:
            self._connection.set_progress_handler(None, 0)
            # Nothing was written, so there is nothing to keep; a damaged file cannot even end it otherwise.
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

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


def _build(path: Path, meta: Mapping[str, str]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection, migrations())
        connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", sorted(meta.items()))
    finally:
        connection.close()
