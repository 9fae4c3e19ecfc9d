"""Rows by what they are looked up by: in go rows and how to key them, out come tuples of rows by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from chiltern.names import fold, name_key
from chiltern.register.model import Party, Person, Seat
from chiltern.register.spans import Dated, span_of

_CHAIRS = ("speaker", "lord speaker", "presiding officer", "initial presiding officer")

Row = TypeVar("Row")
DatedRow = TypeVar("DatedRow", bound=Dated)


def begins(row: Dated) -> str:
    return row.since or ""


class Member(NamedTuple):
    """Somebody who sits on a date; `party` is None where the roll does not say for whom."""

    person: Person
    seat: Seat
    party: Party | None


class ByDay(Generic[DatedRow]):
    """What holds on a day, by key: of each row its days as numbers, and the one thing asked of it."""

    def __init__(self, groups: Mapping[str, Iterable[DatedRow]], value: Callable[[DatedRow], str]) -> None:
        self._rows = {key: [(*span_of(row), value(row)) for row in rows] for key, rows in groups.items()}

    def on(self, key: str, day: date) -> list[str]:
        """The values of the day, in the order of the rows."""
        ordinal = day.toordinal()
        return [value for start, end, value in self._rows.get(key, ()) if start <= ordinal < end]


def name_keys(row: Person | Party | Seat) -> set[str]:
    return {name_key(name) for name in (row.name, *row.other_names)}


def word_set(key: str) -> str:
    """The words of a name in alphabetical order, without "and": what its word orders share."""
    return " ".join(sorted(word for word in key.split() if word != "and"))


def index(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]]) -> dict[str, tuple[Row, ...]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            found[key].append(row)
    return {key: tuple(group) for key, group in found.items()}


def party_key(name: str) -> str:
    """What spellings of one party's name share: no case, no "the" before it, no "party" after it."""
    # Not `name_key`, which takes "Lord Speaker" for a Speaker with a title.
    key = fold(name)
    return key.removeprefix("the ").removesuffix(" party") or key


def is_independent(party: Party) -> bool:
    """Whether the label says that somebody sits for no party."""
    return party.kind == "other" and party_key(party.name).split(" ")[0] in (
        "independent",
        "independents",
        "nonpartisan",
    )


def is_chair(party: Party) -> bool:
    """Whether the label is the chair's: registers give the Speaker one in place of a party."""
    return party.kind == "other" and party_key(party.name).startswith(_CHAIRS)


def one_label(one: Party, other: Party) -> bool:
    """Whether one label is the other with more to it: Labour, Labour and Co-operative."""
    short, long = sorted((party_key(one.name), party_key(other.name)), key=len)
    return long.startswith(f"{short} and ") and not (is_independent(one) or is_independent(other))
