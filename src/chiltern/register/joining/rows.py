"""What joining has in common: where a row of a roll went, and one row made of several."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from chiltern.names import fold
from chiltern.register.model import Party, Person, RollRows, Seat

Entity = TypeVar("Entity", Party, Person, Seat)


# Numbers of one membership, of which a person has several.
_NOT_OF_A_PERSON = frozenset(("parlparse-member",))


def conflicting(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether a register numbers the two differently."""
    return any(other.get(scheme, value) != value for scheme, value in one.items() if scheme not in _NOT_OF_A_PERSON)


def own_identifiers(rows: Iterable[Entity]) -> dict[tuple[str, str], list[Entity]]:
    """The rows of one roll by scheme and number, without numbers that two of them share."""
    found: dict[tuple[str, str], list[Entity]] = {}
    for row in rows:
        for item in row.identifiers.items():
            found.setdefault(item, []).append(row)
    return {item: bearers for item, bearers in found.items() if len(bearers) == 1}


def made_one(have: Entity, other: Entity) -> Entity:
    """The first row with its blanks filled from the second, whose further names and numbers it takes."""
    changes: dict[str, Any] = {
        "other_names": _names(have, other),
        "identifiers": {**other.identifiers, **have.identifiers},
    }
    for field in have.__struct_fields__:
        if field not in ("id", "name", *changes) and getattr(have, field) in (None, ""):
            changes[field] = getattr(other, field)
    if isinstance(have, Seat) and isinstance(other, Seat):
        changes["places"] = max(have.places, other.places)
    return msgspec.structs.replace(have, **changes)


def _names(have: Entity, other: Entity) -> tuple[str, ...]:
    seen = {fold(have.name)}
    names = []
    for name in (*have.other_names, other.name, *other.other_names):
        if fold(name) not in seen:
            seen.add(fold(name))
            names.append(name)
    return tuple(names)


def new_id(wanted: str, taken: Container[str]) -> str:
    """The id, or with the first number that makes it new."""
    made, count = wanted, 2
    while made in taken:
        made, count = f"{wanted}-{count}", count + 1
    return made


def dated_ties(rows: RollRows) -> Sequence[tuple[str, str | None, str | None]]:
    """Every use of a seat: its id and the days, of a tenure or of an election."""
    uses = [(tie.seat, tie.since, tie.until) for tie in rows.tenures]
    return [*uses, *((contest.seat, contest.date, contest.date) for contest in rows.contests)]
