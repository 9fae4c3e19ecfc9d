"""The divisions of a roll as a list, and the one that somebody means: a roll and words in, divisions out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from chiltern.dates import PartialDate
from chiltern.errors import AmbiguousName, BadDate, NotFound
from chiltern.register.divisions import named_votes
from chiltern.register.model import Division
from chiltern.register.roll import Roll
from chiltern.reports.fields import iso_date

_DAY = len("2019-01-15")
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_TOLD = 12  # candidates named where several fit
_LETTERS = 60  # of a candidate's title


class DivisionLine(Struct, frozen=True, omit_defaults=True):
    """A division in a list; `named` is how many votes the roll has names for."""

    id: str
    date: PartialDate
    title: str
    number: int | None = None
    ayes: int | None = None
    noes: int | None = None
    named: int = 0


def division_lines(roll: Roll) -> tuple[DivisionLine, ...]:
    """All divisions of a roll, in time order."""
    return tuple(
        DivisionLine(row.id, row.date, row.title, row.number, row.ayes, row.noes, named_votes(row))
        for row in roll.divisions
    )


def find_division(roll: Roll, which: str) -> Division:
    """The division of an id (commons-562), a number, a day, or a day and number (2019-01-15/293).

    Raises `NotFound` for none and `AmbiguousName` for several.
    """
    divisions = roll.divisions
    words = which.strip()
    day, number = _meant(words)
    found = (
        [row for row in divisions if row.id == words]
        or _fitting(divisions, day, number)
        or _fitting(divisions, f"{words}-" if _NUMBER.fullmatch(words) else None, None)  # a year
    )
    if not found:
        had = f"{len(divisions)} divisions: `chiltern division` without a name lists them" if divisions else "none"
        raise NotFound(f"the roll {roll.name} has no division {which!r}; it has {had}")
    if len(found) > 1:
        candidates = [f"{called(row)} {row.title[:_LETTERS]}".strip() for row in found]
        more = f"; and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        raise AmbiguousName(f"{which!r} fits {len(found)} divisions: {'; '.join(candidates[:_TOLD])}{more}", candidates)
    return found[0]


def called(division: Division) -> str:
    """What finds the division: day and number, without a number the id."""
    return f"{division.date[:_DAY]}/{division.number}" if division.number is not None else division.id


def _fitting(divisions: Sequence[Division], day: str | None, number: int | None) -> list[Division]:
    if day is None and number is None:
        return []
    return [row for row in divisions if row.date.startswith(day or "") and number in (None, row.number)]


def _meant(which: str) -> tuple[str | None, int | None]:
    """The day (or the month) and the number that the words name, as far as they name them."""
    if _NUMBER.fullmatch(which):
        return None, int(which)
    day = _day(which)
    if day is not None:
        return day, None
    before, _, number = which.rpartition("/")
    return (_day(before), int(number)) if _NUMBER.fullmatch(number) else (None, None)


def _day(words: str) -> str | None:
    try:
        return iso_date(words)[:_DAY]
    except BadDate:
        return None
