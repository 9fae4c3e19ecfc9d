"""The questions that people put to a roll, with names as they write them: what `chiltern roll` and Python ask.

Raises `NotFound` for a name that the roll does not have, `AmbiguousName` for one that several bear.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from chiltern.errors import AmbiguousName, NotFound
from chiltern.names import fold, name_key
from chiltern.register.changes import Change, changes
from chiltern.register.conflicts import Conflict, conflicts
from chiltern.register.history import History, MemberLine, SeatHistory, history, members, seat_histories
from chiltern.register.index import party_key
from chiltern.register.lookup import Ambiguous, Found, lookup
from chiltern.register.model import Party, Person
from chiltern.register.roll import Roll

_NEAR = 3  # names told where one is not found


def roll_members(roll: Roll, on: date, *, party: str | None = None) -> tuple[MemberLine, ...]:
    """Who sat on the day, in the order of the seats; only those of a party, where one is named."""
    wanted = find_party(roll, party).name if party else None
    return tuple(line for line in members(roll, on) if wanted is None or line.party == wanted)


def roll_history(roll: Roll, name: str, *, on: date | None = None) -> History:
    """All that the roll has of a person; `on` says of what day the name is."""
    return history(roll, find_person(roll, name, on).id)


def roll_changes(
    roll: Roll, *, since: date | None = None, last: date | None = None, party: str | None = None
) -> tuple[Change, ...]:
    """Who came, left or changed party from the first to the last day, both included."""
    until = None if last is None or last == date.max else last + timedelta(days=1)
    return changes(roll, since, until, find_party(roll, party).id if party else None)


def roll_seats(roll: Roll, name: str) -> tuple[SeatHistory, ...]:
    """The seats of this name, each set of boundaries by itself, in time order."""
    found = [roll.seats[name]] if name in roll.seats else list(roll.seats_by_name(name_key(name)))
    if not found:
        raise NotFound(_none(roll, "seat", name, (seat.name for seat in roll.seats.values())))
    return seat_histories(roll, found)


def roll_conflicts(roll: Roll, *, person: str | None = None) -> tuple[Conflict, ...]:
    """Where the sources differ, in time order; only about a person, where one is named."""
    wanted = find_person(roll, person).id if person else None
    return tuple(conflict for conflict in conflicts(roll) if wanted in (None, conflict.person_id))


def find_person(roll: Roll, name: str, on: date | None = None) -> Person:
    """The person of an id, or of a name on whatever day, or of a name as reports write it on a day."""
    if name in roll.persons:
        return roll.persons[name]
    if on is not None:
        answer = lookup(roll, name, on)
        if isinstance(answer, Found) and isinstance(answer.entity, Person):
            return answer.entity
        if isinstance(answer, Ambiguous):
            raise AmbiguousName(*_several(roll, name, [str(candidate) for candidate in answer.candidates]))
    key = name_key(name)
    people = roll.people_by_name(key) or roll.people_by_surname(key)
    if not people:
        raise NotFound(_none(roll, "person", name, (person.name for person in roll.persons.values())))
    if len(people) > 1:
        raise AmbiguousName(*_several(roll, name, [_told(roll, person) for person in people]))
    return people[0]


def find_party(roll: Roll, name: str) -> Party:
    """The party of an id, a name, or one of its other names."""
    if name in roll.parties:
        return roll.parties[name]
    by_name = [party for party in roll.parties.values() if party_key(party.name) == party_key(name)]
    found = by_name or list(roll.parties_by_name(name_key(name)))
    if not found:
        raise NotFound(_none(roll, "party", name, (party.name for party in roll.parties.values())))
    if len(found) > 1:
        raise AmbiguousName(*_several(roll, name, [f"{party.name} ({party.id})" for party in found]))
    return found[0]


def _none(roll: Roll, kind: str, name: str, known: Iterable[str]) -> str:
    """That the roll has nothing of the name, and up to three names that may have been meant."""
    names = {fold(one): one for one in known}
    words = fold(name)
    near = [key for key in names if words and words in key][:_NEAR] or get_close_matches(words, names, _NEAR)
    hint = f"; did you mean {', '.join(names[key] for key in near)}?" if near else ""
    return f"the roll {roll.name} has no {kind} {name!r}{hint}"


def _several(roll: Roll, name: str, candidates: list[str]) -> tuple[str, list[str]]:
    return f"{name!r} fits several in the roll {roll.name}: {'; '.join(candidates)}", candidates


def _told(roll: Roll, person: Person) -> str:
    """A person with the id, and the last seat and its days, which tell bearers of one name apart."""
    held = roll.tenures_of(person.id)
    if not held:
        return f"{person.id}: {person.name}"
    years = "–".join(day[:4] for day in (held[0].since, held[-1].until) if day)
    return f"{person.id}: {person.name}, {roll.seats[held[-1].seat].name} {years}".rstrip()
