"""Wires reports to reading: paths go in, what comes out is each report with what it claims."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO, Literal, NamedTuple

import msgspec

from chiltern.claims import Reading
from chiltern.errors import BadInput, UnreadableReport
from chiltern.jobs import Fault, read_all
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.find import FoundFile, find_files
from chiltern.reports.load import read_file
from chiltern.reports.model import Defaults, Report

DEFAULT_ROLL = "uk-commons-2017"

PathLike = str | os.PathLike[str]


class Reader(NamedTuple):
    """How reports are read. `version` is kept with each claim, so that a record knows which reader found it."""

    version: str
    read: Callable[[Report, Roll], Reading]


Status = Literal["added", "revised", "unchanged", "read again", "failed"]


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one report: `where` is its file, `file` of `files` says how far the work has come.

    `claims` counts those added; `reason` says why a report failed; `same_words_as` is the file of another report in the
    record with the very same words: a copy under another name, or two papers that print one wire. `superseded` counts
    the claims that a reading again no longer finds.
    """

    where: str
    status: Status
    file: int
    files: int
    title: str | None = None
    claims: int = 0
    reason: str | None = None
    same_words_as: str | None = None
    superseded: int = 0


class ReadReport(NamedTuple):
    report: Report
    reading: Reading


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
    items = (item for file in files_of(paths, said) for item in items_of(file, said, stdin))
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


def files_of(paths: Iterable[PathLike], defaults: Defaults) -> list[FoundFile | UnreadableReport]:
    """The files that the paths mean. Raises `BadInput` for several where `defaults` are for one document."""
    found = list(find_files(paths))
    files = sum(isinstance(item, FoundFile) for item in found)
    if files > 1 and defaults.for_one_document:
        raise BadInput(f"a title or an address belongs to one report, and {files} files are given: name one file")
    return found


def items_of(
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
