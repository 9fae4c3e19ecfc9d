"""Wires reports and reading to the record: `new` makes a record, `open` opens one, `Record` is what both give.

Paths go in; what comes out is an outcome for each report, and a record that answers. `read` is the same way without
a record: reports in, readings out.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, Self

import msgspec

from chiltern.claims import Reading
from chiltern.errors import UnreadableReport
from chiltern.record import queries
from chiltern.record.queries.results import Count, Passage, Quote, Who
from chiltern.record.store import PATIENCE, Store, create
from chiltern.record.write import add_reading, has_version, utc_now
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll, builtin_rolls, load_roll
from chiltern.reports.find import FoundFile, find_files
from chiltern.reports.load import load, read_file
from chiltern.reports.model import Defaults, Report

DEFAULT_ROLL = "uk-commons-2017"

PathLike = str | os.PathLike[str]


class Reader(NamedTuple):
    """How reports are read. `version` is kept with each claim, so that a record knows which reader found it."""

    version: str
    read: Callable[[Report, Roll], Reading]


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one report: `where` is its file, `file` of `files` says how far the work has come.

    `claims` counts those added; `reason` says why a report failed.
    """

    where: str
    status: Literal["added", "revised", "unchanged", "failed"]
    file: int
    files: int
    title: str | None = None
    claims: int = 0
    reason: str | None = None


class ReadReport(NamedTuple):
    report: Report
    reading: Reading


def new(path: PathLike, roll: PathLike = DEFAULT_ROLL) -> Record:
    """Makes an empty record for the people of a roll, a built-in one by name or any by its file, and opens it.

    A roll that does not ship is kept in the record. Raises `BadInput` where the path is taken, `NotFound` for an
    unknown roll, `RecordError` where the folder cannot be written.
    """
    known = load_roll(os.fspath(roll))
    rows = msgspec.json.encode(known.rows)
    meta = {"roll": known.name, "roll_digest": hashlib.sha256(rows).hexdigest(), "created": utc_now()}
    if os.fspath(roll) not in builtin_rolls():
        meta["roll_rows"] = rows.decode()
    create(Path(path), meta)
    return open(path)


def open(path: PathLike, *, patience: float = PATIENCE) -> Record:
    """Opens a record. `patience` is how many seconds `add` waits for another writer.

    Raises `NotARecord`, `NewerRecord`, `RecordBusy` or `RecordError`.
    """
    return Record(Store(Path(path), patience=patience), patience)


def read(
    paths: Iterable[PathLike],
    *,
    roll: PathLike | Roll = DEFAULT_ROLL,
    defaults: Defaults | None = None,
    reader: Reader | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[ReadReport | UnreadableReport]:
    """Reads reports without a record: each with its reading, or, in its place, why it cannot be read."""
    known = roll if isinstance(roll, Roll) else load_roll(os.fspath(roll))
    chosen = reader or own_reader()
    for item in load(paths, defaults=defaults or Defaults(), stdin=stdin):
        if isinstance(item, UnreadableReport):
            yield item
            continue
        reading = _read(chosen, item, known)
        yield reading if isinstance(reading, UnreadableReport) else ReadReport(item, reading)


def own_reader() -> Reader:
    """Chiltern's own reader."""
    # Here, not above: it loads word lists, and questions to a record need none.
    from chiltern.reading.read import READER_VERSION, read

    return Reader(READER_VERSION, read)


def _read(reader: Reader, report: Report, roll: Roll) -> Reading | UnreadableReport:
    """The reading; where the reader itself breaks, what broke, so that one report never stops the others."""
    try:
        return reader.read(report, roll)
    except Exception as error:
        reason = (
            f"the reader broke on it ({type(error).__name__}: {error}); this is a fault of Chiltern, please report it"
        )
        broken = UnreadableReport(report.name, reason)
        broken.__cause__ = error
        return broken


class Record:
    """A record that is open; close it, or use it in a `with` statement.

    Questions see the record as it stands when they are asked and never wait for a writer.
    """

    def __init__(self, store: Store, patience: float = PATIENCE) -> None:
        self._store = store
        self._patience = patience

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Record {self.path}>"

    def close(self) -> None:
        self._store.close()

    @property
    def path(self) -> Path:
        return self._store.path

    @cached_property
    def roll(self) -> Roll:
        """The roll whose people the record knows."""
        rows = self._store.meta.get("roll_rows")
        if rows is not None:
            return Roll(msgspec.json.decode(rows, type=RollRows))
        return load_roll(self._store.meta["roll"])

    def add(
        self,
        paths: Iterable[PathLike],
        *,
        defaults: Defaults | None = None,
        reader: Reader | None = None,
        stdin: BinaryIO | None = None,
    ) -> list[Outcome]:
        """Adds all reports that the paths mean and says what became of each; see `adding`."""
        return list(self.adding(paths, defaults=defaults, reader=reader, stdin=stdin))

    def adding(
        self,
        paths: Iterable[PathLike],
        *,
        defaults: Defaults | None = None,
        reader: Reader | None = None,
        stdin: BinaryIO | None = None,
    ) -> Iterator[Outcome]:
        """Adds reports one by one, each in a transaction of its own, so that stopping at any time loses nothing.

        `defaults` fills what a report does not say of itself; `-` among the paths is `stdin`. A report that is
        there already changes nothing. Raises `RecordBusy` where another writer does not finish in time.
        """
        found = list(find_files(paths))
        with Store(self.path, write=True, patience=self._patience) as store:
            for number, file in enumerate(found, start=1):
                for item in self._items(file, defaults or Defaults(), len(found) > 1, stdin):
                    if isinstance(item, UnreadableReport):
                        yield Outcome(item.where, "failed", number, len(found), reason=item.reason)
                    else:
                        yield self._add(store, item, reader, number, len(found))

    def count(self, act: str, *, of: str | None = None, on: date | None = None) -> Count:
        """Who stands where on the act; see `chiltern.record.queries.count`."""
        with self._store.snapshot():
            return queries.count(self._store, self.roll, act, of=of, on=on)

    def who(self, name: str, *, on: date | None = None) -> Who:
        """What the roll and the reports know of somebody; see `chiltern.record.queries.people`."""
        with self._store.snapshot():
            return queries.who(self._store, self.roll, name, on=on)

    def quotes(
        self, *, by: str | None = None, about: str | None = None, search: str | None = None, on: date | None = None
    ) -> tuple[Quote, ...]:
        """The statements that meet every condition; see `chiltern.record.queries.quotes`."""
        with self._store.snapshot():
            return queries.quotes(self._store, self.roll, by=by, about=about, search=search, on=on)

    def source(self, claim: str) -> Passage:
        """The words behind a claim; see `chiltern.record.queries.passages`."""
        with self._store.snapshot():
            return queries.source(self._store, claim)

    def _items(
        self, file: FoundFile | UnreadableReport, defaults: Defaults, several: bool, stdin: BinaryIO | None
    ) -> Iterator[Report | UnreadableReport]:
        if isinstance(file, UnreadableReport):
            yield file
        else:
            yield from read_file(file, defaults=defaults, one_of_several=several, stdin=stdin)

    def _add(self, store: Store, report: Report, reader: Reader | None, file: int, files: int) -> Outcome:
        if has_version(store, report):
            return Outcome(report.name, "unchanged", file, files, report.title)
        chosen = reader or own_reader()
        reading = _read(chosen, report, self.roll)
        if isinstance(reading, UnreadableReport):
            return Outcome(report.name, "failed", file, files, report.title, reason=reading.reason)
        status = add_reading(store, self.roll, report, reading, chosen.version, utc_now())
        claims = len(set(reading.claims())) if status != "unchanged" else 0
        return Outcome(report.name, status, file, files, report.title, claims)
