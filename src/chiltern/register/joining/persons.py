"""Which persons of several rolls are one: by number in a register, by seat and time, at last by name alone.

Two sources that have somebody of one family name in one seat on the same days mean one person. Where neither a number
nor a seat says so, a full name joins only if it is the only one of its kind in both rolls, and never a mere candidate.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from chiltern.names import name_key, same_person_name, surname
from chiltern.register.index import name_keys
from chiltern.register.joining.rows import conflicting, made_one, new_id, own_identifiers
from chiltern.register.joining.seats import SeatMap
from chiltern.register.model import Person, RollRows, Seat
from chiltern.register.spans import SAME_EVENT, Span, same_event, span_of

# What importers call somebody of whom a file has only the number.
_NUMBERED = re.compile(r"(?:Member|person) \d+")


def join_persons(
    rolls: Sequence[RollRows], seats: Sequence[Seat], seat_maps: Sequence[SeatMap]
) -> tuple[tuple[Person, ...], list[dict[str, str]]]:
    """The persons of all rolls, and for each roll where its own went; what one roll tells apart stays apart."""
    joined = _Joined({seat.id: seat.places for seat in seats})
    # Those who sat first: a seat and its days say who somebody is, where a list of names does not.
    order = sorted(range(len(rolls)), key=lambda place: (not rolls[place].tenures, place))
    found = {place: joined.take(rolls[place], seat_maps[place]) for place in order}
    return _called(joined.made, [found[place] for place in range(len(rolls))], rolls)


def _called(
    made: dict[str, Person], maps: list[dict[str, str]], rolls: Sequence[RollRows]
) -> tuple[tuple[Person, ...], list[dict[str, str]]]:
    """The persons under the id and name of the first roll that has them, in its order."""
    first: dict[str, Person] = {}
    in_parts: dict[str, Person] = {}  # who says where the given names end knows the family name
    for rows, found in zip(rolls, maps, strict=True):
        for person in rows.persons:
            match = found[person.id]
            if match not in first or (_NUMBERED.fullmatch(first[match].name) and not _NUMBERED.fullmatch(person.name)):
                first[match] = replace(person, id=first.get(match, person).id)
            if person.given:
                in_parts.setdefault(match, person)
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for match, person in first.items():
        ids[match] = new_id(person.id, taken)
        taken.add(ids[match])
    persons = []
    for match, person in first.items():
        names = (made[match].name, *made[match].other_names)
        others = tuple(dict.fromkeys(name for name in names if name != person.name and not _NUMBERED.fullmatch(name)))
        parts = in_parts.get(match, person)
        own = {"name": person.name, "given": parts.given, "family": parts.family}
        persons.append(replace(made[match], id=ids[match], other_names=others, **own))
    return tuple(persons), [{key: ids[match] for key, match in found.items()} for found in maps]


class _Joined:
    """The persons so far, with what finds them."""

    def __init__(self, places: dict[str, int]) -> None:
        self.made: dict[str, Person] = {}
        self._places = places
        self._numbers: dict[tuple[str, str], str] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._sat: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)

    def take(self, rows: RollRows, seat_map: SeatMap) -> dict[str, str]:
        """Joins one roll's persons to those so far; gives where each went."""
        sat: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
        for tie in rows.tenures:
            sat[tie.person].append((seat_map.seat(tie.seat, tie.since, tie.until), span_of(tie)))
        found = self._by_number(rows.persons)
        left = [person for person in rows.persons if person.id not in found]
        for person in left:
            match = self._by_seat(person, sat.get(person.id, ()), set(found.values()))
            if match is not None:
                found[person.id] = match
        # A candidate who never sat often bears a member's name, so that a name alone says nothing.
        tied = {tie.person for tie in rows.affiliations} | {tie.person for tie in rows.roles} | sat.keys()
        self._by_name(rows.persons, found, {person.id for person in left if person.id in tied})
        for person in rows.persons:
            self._add(person, found, sat.get(person.id, ()))
        return found

    def _by_number(self, persons: Sequence[Person]) -> dict[str, str]:
        found: dict[str, str] = {}
        used: set[str] = set()
        unique = own_identifiers(persons)
        for person in persons:
            numbers = [item for item in person.identifiers.items() if item in unique]
            matches = {self._numbers[item] for item in numbers if item in self._numbers} - used
            if len(matches) == 1:
                found[person.id] = matches.pop()
                used.add(found[person.id])
        return found

    def _by_seat(self, person: Person, sat: Iterable[tuple[str, Span]], used: set[str]) -> str | None:
        """Who sat there on those days under a name that can be the same."""
        fits: dict[str, int] = {}
        for seat, days in sat:
            for other_days, match in self._sat[seat]:
                near = other_days.overlap(Span(days.start - SAME_EVENT, days.end + SAME_EVENT))
                alone = self._places[seat] == 1
                together = alone and same_event(days.start, other_days.start)
                if near and match not in used and self._alike(person, match, alone, together):
                    fits[match] = max(fits.get(match, 0), other_days.overlap(days))
        best = [match for match in fits if fits[match] == max(fits.values())]
        return best[0] if len(best) == 1 else None

    def _alike(self, person: Person, match: str, alone: bool, together: bool) -> bool:
        """Whether they may be one: `alone` in a seat with one place, `together` since the same day."""
        other = self.made[match]
        if conflicting(person.identifiers, other.identifiers):
            return False
        if any(same_person_name(a, b) for a in _all_names(person) for b in _all_names(other)):
            return True
        if alone and name_key(surname(person.name)) == name_key(surname(other.name)):
            return True
        # Who marries or takes another family name keeps the given one: Suella Fernandes, Suella Braverman.
        return together and name_key(person.name).split()[:1] == name_key(other.name).split()[:1]

    def _by_name(self, persons: Sequence[Person], found: dict[str, str], open_ones: set[str]) -> None:
        own: defaultdict[str, set[str]] = defaultdict(set)
        for person in persons:
            for key in name_keys(person):
                own[key].add(person.id)
        used = set(found.values())
        for person in persons:
            if person.id in found or person.id not in open_ones:
                continue
            keys = [key for key in name_keys(person) if " " in key and len(own[key]) == 1]
            matches = {match for key in keys for match in self._names[key]} - used
            matches = {match for match in matches if not conflicting(person.identifiers, self.made[match].identifiers)}
            if len(matches) == 1:
                found[person.id] = matches.pop()
                used.add(found[person.id])

    def _add(self, person: Person, found: dict[str, str], sat: Iterable[tuple[str, Span]]) -> None:
        match = found.get(person.id)
        if match is None:
            match = new_id(person.id, self.made)
            self.made[match] = replace(person, id=match)
            found[person.id] = match
        else:
            self.made[match] = made_one(self.made[match], person)
        for item in person.identifiers.items():
            self._numbers.setdefault(item, match)
        for key in name_keys(person):
            self._names[key].add(match)
        for seat, days in sat:
            self._sat[seat].append((days, match))


def _all_names(person: Person) -> tuple[str, ...]:
    return (person.name, *person.other_names)
