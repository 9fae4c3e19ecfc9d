"""Seats, their members and their local parties, as one report and the roll know them.

In: a report's `Cast`. Out: the entity of a seat's member, of a seat written in some way, and of a local party: the one
that the report names, or one made under the usual name of the party that the report is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chiltern import words
from chiltern.names import name_key
from chiltern.reading.cast import Cast, Entity


def give_owners_seats(cast: Cast) -> None:
    """ "Ann Coffey's CLP, Stockport": the member whose local party it is sits for the seat."""
    for owner, branch in _owned_branches(cast):
        owner.seat = owner.seat or branch.name.rpartition(" ")[0]
        owner.branch = owner.branch or branch


def local_party_of(cast: Cast, person: Entity) -> Entity | None:
    """The branch that the report calls the person's own, or that of the seat it gives the person."""
    return person.branch or (branch_of(cast, person.seat) if person.seat is not None else None)


def _owned_branches(cast: Cast) -> Iterator[tuple[Entity, Entity]]:
    """(member, branch) wherever a branch follows a possessive."""
    for number in range(len(cast.chunks) - 1):
        owner, branch = cast.of_chunk[number], cast.of_chunk[number + 1]
        owned = cast.chunks[number + 1].first == cast.chunks[number].end + 1
        if owned and owner is not None and branch is not None and branch.kind == "local_party":
            yield owner, branch


def branch_of(cast: Cast, seat: str) -> Entity:
    """The local party of a seat: of the party that the report names most, under its usual name."""
    for entity in cast.entities:
        if entity.kind == "local_party" and entity.name.startswith(seat):
            return entity
    named = Counter(chunk.known.name for chunk in cast.chunks if chunk.kind == "party" and chunk.known is not None)
    local = words.load("local_parties")
    main = next((name for name, _ in named.most_common() if name in local), None)
    return cast.entity(f"{seat} {local[main]['name'] if main else 'local party'}", "local_party", 0)


def seat_called(cast: Cast, name: str) -> Entity:
    """The seat of this name, with its id where the roll knows it."""
    seats = cast.roll.seats_by_name(name_key(name), cast.on)
    if len(seats) == 1:
        return cast.entity(seats[0].name, "seat", 0, seats[0].id)
    return cast.find(name, "seat") or cast.entity(name, "seat", 0)


def holder_of(cast: Cast, seat: Entity) -> Entity | None:
    """Who holds the seat by the roll on the report's day; without a day, the only one who ever did."""
    if seat.id is None:
        return None
    if cast.on is not None:
        holder = cast.roll.holder(seat.id, cast.on)
        people = [holder] if holder else []
    else:
        people = [cast.roll.persons[tenure.person] for tenure in cast.roll.tenures_in(seat.id)]
    if len({person.id for person in people}) != 1:
        return None
    person = people[0]
    made = cast.entity(person.name, "person", seat.first, person.id)
    made.gender, made.seat = person.gender, seat.name
    return made
