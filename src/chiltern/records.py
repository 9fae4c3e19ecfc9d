"""Wires reports, reading and editors to the record: `new` makes one, `open` opens one, `Record` is what both give.

Paths go in; what comes out is an outcome for each report, and a record that answers.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from chiltern.errors import UnreadableReport
from chiltern.ingest import DEFAULT_ROLL, Outcome, PathLike, Reader, files_of, items_of, own_reader
from chiltern.jobs import Fault, read_one
from chiltern.record import editing, events, queries
from chiltern.record.checks import Hurt
from chiltern.record.model import Action, Decision
from chiltern.record.parts import known_by
from chiltern.record.queries.results import Changes, Compared, Count, Dispute, LogEntry, Passage, Quote, Who
from chiltern.record.store import PATIENCE, Store, create
from chiltern.record.verify import explained_by_damage, verify
from chiltern.record.view import View, roll_of
from chiltern.record.write import has_version, same_words, utc_now
from chiltern.register.roll import Roll, builtin_rolls, load_roll
from chiltern.reports.model import Defaults, Report


def new(path: PathLike, roll: PathLike = DEFAULT_ROLL) -> Record:
    """Makes an empty record for the people of a roll, a built-in one by name or any by its file, and opens it.

    A roll that does not ship is kept in the record. Raises `BadInput` where the path is taken, its folder is missing or
    the roll is unknown, `RecordError` where the folder cannot be written.
    """
    known = load_roll(os.fspath(roll))
    rows = msgspec.json.encode(known.rows)
    meta = {
        "roll": known.name,
        "roll_digest": hashlib.sha256(rows).hexdigest(),
        "created": utc_now(),
        "derived": events.DERIVED,
    }
    if os.fspath(roll) not in builtin_rolls():
        meta["roll_rows"] = rows.decode()
    create(Path(path), meta)
    return open(path)


def open(path: PathLike, *, patience: float = PATIENCE) -> Record:
    """Opens a record. `patience` is how many seconds `add` waits for another writer.

    Raises `NotARecord`, `NewerRecord`, `RecordBusy` or `RecordError`.
    """
    return Record(Store(Path(path), patience=patience), patience)


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
        return roll_of(self._store)

    @property
    def state(self) -> int:
        """A number that is another one as soon as anybody else has changed the record."""
        changes: int = self._store.row("PRAGMA data_version")[0]
        return changes

    def view(self, known: str | None = None) -> View:
        """The record as it stood at a moment: a date or date-time as text (a day means its end), None for now.

        Raises `BadDate`.
        """
        return View(self._store, self.roll, known_by(known) if known is not None else None)

    @property
    def newest_report_day(self) -> date | None:
        """The day of the newest report, of a month or a year the last one; None where no report has a date."""
        with self._asking():
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
        self._derived()
        said = defaults or Defaults()
        found = files_of(paths, said)
        with self._writing() as store:
            for number, file in enumerate(found, start=1):
                for item in items_of(file, said, stdin):
                    if isinstance(item, UnreadableReport):
                        yield Outcome(item.where, "failed", number, len(found), reason=item.reason)
                    else:
                        yield self._add(store, item, reader, number, len(found))

    def reading_again(self, reader: Reader | None = None) -> Iterator[Outcome]:
        """Reads the newest version of each report again, where this reader has not; each in a transaction of its own.

        What it finds more is added, what it no longer finds is superseded, and nothing is rewritten.
        """
        self._derived()
        chosen = reader or own_reader()
        with self._writing() as store:
            waiting = events.not_read_by(store, chosen.version)
            for number, version in enumerate(waiting, start=1):
                report = events.report_of(store, version)
                reading = read_one(chosen.read, report, self.roll)
                if isinstance(reading, Fault):
                    yield Outcome(report.name, "failed", number, len(waiting), report.title, reason=reading.reason)
                    continue
                new, gone = events.read_again(store, self.roll, version, reading, chosen.version)
                yield Outcome(report.name, "read again", number, len(waiting), report.title, new, superseded=gone)

    def count(self, act: str, *, of: str | None = None, on: date | None = None, known: str | None = None) -> Count:
        """Who stands where on the act; see `chiltern.record.queries.count`."""
        with self._asking():
            return queries.count(self.view(known), act, of=of, on=on)

    def who(self, name: str, *, on: date | None = None, known: str | None = None) -> Who:
        """What the roll and the reports know of somebody; see `chiltern.record.queries.people`."""
        with self._asking():
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
        with self._asking():
            return queries.quotes(self.view(known), by=by, about=about, search=search, on=on)

    def source(self, claim: str, *, known: str | None = None) -> Passage:
        """The words behind a claim; see `chiltern.record.queries.passages`."""
        with self._asking():
            return queries.source(self.view(known), claim)

    def compare(self, claim: str, *, known: str | None = None) -> Compared:
        """Where else the same is said; see `chiltern.record.queries.elsewhere`."""
        self._derived()
        with self._asking():
            return queries.compare(self.view(known), claim)

    def conflicts(
        self, *, kind: str | None = None, about: str | None = None, on: date | None = None, known: str | None = None
    ) -> tuple[Dispute, ...]:
        """Where sources cannot all be right, or differ; see `chiltern.record.queries.disputes`."""
        self._derived()
        with self._asking():
            return queries.conflicts(self.view(known), kind=kind, about=about, on=on)

    def conflict(self, number: str, *, known: str | None = None) -> Dispute:
        """One conflict, by the first digits of its number; also one that is closed."""
        with self._asking():
            return queries.conflict(self.view(known), number)

    def changes(self, since: str, *, known: str | None = None) -> Changes:
        """What the record learnt after a moment; see `chiltern.record.queries.changes`."""
        self._derived()
        with self._asking():
            return queries.changes(self.view(known), known_by(since))

    def log(self, *, known: str | None = None) -> tuple[LogEntry, ...]:
        """What happened to the record, the first first."""
        with self._asking():
            return queries.log(self.view(known))

    def decide(
        self,
        action: Action,
        target: str,
        *,
        by: str,
        why: str,
        into: str | None = None,
        report: str | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> Decision:
        """An editor's decision, a row of its own that another can undo; see `chiltern.record.editing`."""
        self._derived()
        with self._writing() as store:
            view = View(store, self.roll)
            return editing.make(view, action, target, editor=by, reason=why, into=into, report=report, fields=fields)

    def verify(self) -> tuple[Hurt, ...]:
        """Everything in the record that is not as it was put in; see `chiltern.record.verify`."""
        return tuple(found for found in verify(self.path) if isinstance(found, Hurt))

    def rebuilding(self) -> Iterator[tuple[int, int]]:
        """Derives findings and conflicts again, in one transaction; yields how many events of how many are done."""
        with self._writing() as store:
            yield from events.rebuild(store, self.roll)

    def rebuild(self) -> None:
        """Derives findings and conflicts again from claims and decisions."""
        for _ in self.rebuilding():
            pass

    @contextmanager
    def reading(self, limit: float | None = None) -> Iterator[None]:
        """Every question inside sees the record as it stood at the first of them.

        With a limit in seconds, one that takes longer raises `QueryTooLong`.
        """
        with explained_by_damage(self.path), self._store.snapshot(limit):
            yield

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with explained_by_damage(self.path), self._store.snapshot():
            yield

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        with explained_by_damage(self.path), Store(self.path, write=True, patience=self._patience) as store:
            yield store

    def _derived(self) -> None:
        """Derives everything again where an older Chiltern did it by other rules."""
        if not events.is_derived(self._store):
            self.rebuild()

    def _add(self, store: Store, report: Report, reader: Reader | None, file: int, files: int) -> Outcome:
        if has_version(store, report):
            return Outcome(report.name, "unchanged", file, files, report.title)
        chosen = reader or own_reader()
        reading = read_one(chosen.read, report, self.roll)
        if isinstance(reading, Fault):
            return Outcome(report.name, "failed", file, files, report.title, reason=reading.reason)
        twin = same_words(store, report)
        status = events.add_reading(store, self.roll, report, reading, chosen.version)
        claims = len(set(reading.claims())) if status != "unchanged" else 0
        return Outcome(report.name, status, file, files, report.title, claims, same_words_as=twin)
