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
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, Self

import msgspec

from chiltern.claims import Reading
from chiltern.errors import BadInput, UnreadableReport
from chiltern.jobs import Fault, read_all, read_one
from chiltern.record import queries
from chiltern.record.checks import Hurt
from chiltern.record.queries.results import Count, Passage, Quote, Who
from chiltern.record.store import PATIENCE, Store, create
from chiltern.record.verify import verify
from chiltern.record.view import View
from chiltern.record.write import add_reading, has_version, same_words, utc_now
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll, builtin_rolls, load_roll
from chiltern.reports.find import FoundFile, find_files
from chiltern.reports.load import read_file
from chiltern.reports.model import Defaults, Report

DEFAULT_ROLL = "uk-commons-2017"

PathLike = str | os.PathLike[str]


class Reader(NamedTuple):
    """How reports are read. `version` is kept with each claim, so that a record knows which reader found it."""

    version: str
    read: Callable[[Report, Roll], Reading]


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one report: `where` is its file, `file` of `files` says how far the work has come.

    `claims` counts those added; `reason` says why a report failed; `same_words_as` is the file of another report in the
    record with the very same words: a copy under another name, or two papers that print one wire.
    """

    where: str
    status: Literal["added", "revised", "unchanged", "failed"]
    file: int
    files: int
    title: str | None = None
    claims: int = 0
    reason: str | None = None
    same_words_as: str | None = None


class ReadReport(NamedTuple):
    report: Report
    reading: Reading


def new(path: PathLike, roll: PathLike = DEFAULT_ROLL) -> Record:
    """Makes an empty record for the people of a roll, a built-in one by name or any by its file, and opens it.

    A roll that does not ship is kept in the record. Raises `BadInput` where the path is taken, its folder is missing or
    the roll is unknown, `RecordError` where the folder cannot be written.
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
    jobs: int = 1,
) -> Iterator[ReadReport | UnreadableReport]:
    """Reads reports without a record: each with its reading, or, in its place, why it cannot be read.

    `jobs` processes read at once; what comes out is the same, in the same order. A program that asks for more than one
    must be importable: `if __name__ == "__main__":` before what it does. Raises `BadInput` for an unknown roll, and for
    a title or an address in `defaults` with several reports.
    """
    known = roll if isinstance(roll, Roll) else load_roll(os.fspath(roll))
    chosen, said = reader or own_reader(), defaults or Defaults()
    items = (item for file in _files(paths, said) for item in _items(file, said, stdin))
    for item, reading in read_all(items, chosen.read, known, jobs):
        if isinstance(item, UnreadableReport):
            yield item
        elif isinstance(reading, Fault):
            broken = UnreadableReport(item.name, reading.reason)
            broken.__cause__ = reading.cause
            yield broken
        elif reading is not None:
            yield ReadReport(item, reading)


def own_reader(name: Literal["full", "rules"] = "full") -> Reader:
    """Chiltern's own reader: rules and the trained model, or `rules` alone."""
    # Here, not above: it loads word lists, and questions to a record need none.
    from chiltern.reading.read import READER_VERSION, RULES_VERSION, read, read_by_rules

    return Reader(RULES_VERSION, read_by_rules) if name == "rules" else Reader(READER_VERSION, read)


def _files(paths: Iterable[PathLike], defaults: Defaults) -> list[FoundFile | UnreadableReport]:
    """The files that the paths mean. Raises `BadInput` for several where `defaults` are for one document."""
    found = list(find_files(paths))
    files = sum(isinstance(item, FoundFile) for item in found)
    if files > 1 and defaults.for_one_document:
        raise BadInput(f"a title or an address belongs to one report, and {files} files are given: name one file")
    return found


def _items(
    file: FoundFile | UnreadableReport, defaults: Defaults, stdin: BinaryIO | None
) -> Iterator[Report | UnreadableReport]:
    """The reports of a file. Raises `BadInput` before the first of several where `defaults` are for one document."""
    if isinstance(file, UnreadableReport):
        yield file
        return
    items = read_file(file, defaults=defaults, stdin=stdin)
    if not defaults.for_one_document:
        yield from items
        return
    first_two = list(islice(items, 2))
    if len(first_two) > 1:
        raise BadInput(f"{file.where}: a title or an address belongs to one report, and this file holds several")
    # The only line of a JSON-lines file is one document too.
    yield from (item if isinstance(item, UnreadableReport) else defaults.fill(item) for item in first_two)


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

    def view(self, known: str | None = None) -> View:
        """The record as it stood at a moment of knowledge: a UTC time as it keeps them, or None for all it knows."""
        return View(self._store, self.roll, known)

    @property
    def newest_report_day(self) -> date | None:
        """The day of the newest report, of a month or a year the last one; None where no report has a date."""
        with self._store.snapshot():
            return queries.newest_report_day(self.view())

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
        there already changes nothing. Raises `RecordBusy` where another writer does not finish in time, `BadInput`
        for a title or an address in `defaults` with several reports.
        """
        said = defaults or Defaults()
        found = _files(paths, said)
        with Store(self.path, write=True, patience=self._patience) as store:
            for number, file in enumerate(found, start=1):
                for item in _items(file, said, stdin):
                    if isinstance(item, UnreadableReport):
                        yield Outcome(item.where, "failed", number, len(found), reason=item.reason)
                    else:
                        yield self._add(store, item, reader, number, len(found))

    def count(self, act: str, *, of: str | None = None, on: date | None = None, known: str | None = None) -> Count:
        """Who stands where on the act; see `chiltern.record.queries.count`."""
        with self._store.snapshot():
            return queries.count(self.view(known), act, of=of, on=on)

    def who(self, name: str, *, on: date | None = None, known: str | None = None) -> Who:
        """What the roll and the reports know of somebody; see `chiltern.record.queries.people`."""
        with self._store.snapshot():
            return queries.who(self.view(known), name, on=on)

    def quotes(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        search: str | None = None,
        on: date | None = None,
        known: str | None = None,
    ) -> tuple[Quote, ...]:
        """The statements that meet every condition; see `chiltern.record.queries.quotes`."""
        with self._store.snapshot():
            return queries.quotes(self.view(known), by=by, about=about, search=search, on=on)

    def source(self, claim: str, *, known: str | None = None) -> Passage:
        """The words behind a claim; see `chiltern.record.queries.passages`."""
        with self._store.snapshot():
            return queries.source(self.view(known), claim)

    def verify(self) -> tuple[Hurt, ...]:
        """Everything in the record that is not as it was put in; see `chiltern.record.verify`."""
        return tuple(found for found in verify(self.path) if isinstance(found, Hurt))

    def _add(self, store: Store, report: Report, reader: Reader | None, file: int, files: int) -> Outcome:
        if has_version(store, report):
            return Outcome(report.name, "unchanged", file, files, report.title)
        chosen = reader or own_reader()
        reading = read_one(chosen.read, report, self.roll)
        if isinstance(reading, Fault):
            return Outcome(report.name, "failed", file, files, report.title, reason=reading.reason)
        twin = same_words(store, report)
        status = add_reading(store, self.roll, report, reading, chosen.version, utc_now())
        claims = len(set(reading.claims())) if status != "unchanged" else 0
        return Outcome(report.name, status, file, files, report.title, claims, same_words_as=twin)
