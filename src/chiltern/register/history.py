"""What a roll knows of one person, one seat or one day, with names in place of ids: for people and for JSON.

A roll goes in, and a person, a seat or a day; typed rows come out, each with the names of its sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from chiltern.dates import PartialDate
from chiltern.register.changes import Change, changes
from chiltern.register.conflicts import Conflict, conflicts
from chiltern.register.model import Contest, Seat
from chiltern.register.roll import Roll


class SeatHeld(msgspec.Struct, frozen=True, omit_defaults=True):
    seat: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    began: str | None = None
    ended: str | None = None
    sources: tuple[str, ...] = ()


class PartyHeld(msgspec.Struct, frozen=True, omit_defaults=True):
    """`kind` is the change that began it, `reason` why."""

    party: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    kind: str | None = None
    reason: str | None = None
    sources: tuple[str, ...] = ()


class Office(msgspec.Struct, frozen=True, omit_defaults=True):
    """A role as the roll has it."""

    role: str
    of: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[str, ...] = ()


class History(msgspec.Struct, frozen=True, omit_defaults=True):
    """All of one person's ties, what changed and where the sources differ about them."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    seats: tuple[SeatHeld, ...] = ()
    parties: tuple[PartyHeld, ...] = ()
    offices: tuple[Office, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class MemberLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who sits on a day, for which seat and party; `since` is the first day of this tenure."""

    id: str
    name: str
    seat: str
    party: str | None = None
    since: PartialDate | None = None
    identifiers: dict[str, str] = {}


class Elected(msgspec.Struct, frozen=True, omit_defaults=True):
    """One election for a seat: the winner, the party and the lead in votes."""

    date: PartialDate
    kind: Literal["general", "by-election"]
    winner: str | None = None
    party: str | None = None
    votes: int | None = None
    majority: int | None = None
    electorate: int | None = None
    candidates: int = 0
    sources: tuple[str, ...] = ()


class HeldBy(msgspec.Struct, frozen=True, omit_defaults=True):
    """A tenure of the seat, with the parties sat for meanwhile, in time order."""

    person: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    parties: tuple[str, ...] = ()
    began: str | None = None
    ended: str | None = None
    sources: tuple[str, ...] = ()


class SeatHistory(msgspec.Struct, frozen=True, omit_defaults=True):
    """A seat within one set of boundaries. Without dates of its own, `since` and `until` are None."""

    id: str
    name: str
    region: str | None = None
    places: int = 1
    since: PartialDate | None = None
    until: PartialDate | None = None
    other_names: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    held: tuple[HeldBy, ...] = ()
    elections: tuple[Elected, ...] = ()


def seats_held(roll: Roll, person: str) -> tuple[SeatHeld, ...]:
    """The seats of a person, by id, in time order."""
    return tuple(
        SeatHeld(roll.seats[tie.seat].name, tie.since, tie.until, tie.began, tie.ended, named(roll, tie.sources))
        for tie in roll.tenures_of(person)
    )


def parties_held(roll: Roll, person: str) -> tuple[PartyHeld, ...]:
    """The parties that a person sat for, in time order."""
    return tuple(
        PartyHeld(roll.parties[tie.party].name, tie.since, tie.until, tie.kind, tie.reason, named(roll, tie.sources))
        for tie in roll.affiliations_of(person)
    )


def offices_held(roll: Roll, person: str, on: date | None = None) -> tuple[Office, ...]:
    """The offices of a person, all of them or those of a day, in time order."""
    return tuple(
        Office(row.role, body_name(roll, row.of), row.since, row.until, named(roll, row.sources))
        for row in sorted(roll.roles_of(person, on), key=lambda row: row.since or "")
    )


def history(roll: Roll, person: str) -> History:
    """Everything that the roll has of a person, by id."""
    row = roll.persons[person]
    return History(
        id=person,
        name=row.name,
        other_names=row.other_names,
        identifiers=row.identifiers,
        seats=seats_held(roll, person),
        parties=parties_held(roll, person),
        offices=offices_held(roll, person),
        changes=tuple(change for change in changes(roll) if change.person_id == person),
        conflicts=tuple(conflict for conflict in conflicts(roll) if conflict.person_id == person),
    )


def members(roll: Roll, on: date) -> tuple[MemberLine, ...]:
    """Everybody who sits on the day, in the order of the seats."""
    lines = []
    for person, seat, party in roll.members(on):
        tie = next(tie for tie in reversed(roll.tenures_of(person.id)) if tie.seat == seat.id and _holds(tie.since, on))
        party_name = party.name if party else None
        lines.append(MemberLine(person.id, person.name, seat.name, party_name, tie.since, person.identifiers))
    return tuple(lines)


def seat_histories(roll: Roll, seats: Iterable[Seat]) -> tuple[SeatHistory, ...]:
    """The seats, versions of one name in time order, with who held them and their elections."""
    made = [_seat(roll, seat) for seat in seats]
    return tuple(sorted(made, key=lambda seat: seat.since or next((one.since or "" for one in seat.held), "")))


def _seat(roll: Roll, seat: Seat) -> SeatHistory:
    held = []
    for tie in roll.tenures_in(seat.id):
        spells = [
            row
            for row in roll.affiliations_of(tie.person)
            if (row.until or "9999") > (tie.since or "") and (row.since or "") < (tie.until or "9999")
        ]
        parties = tuple(dict.fromkeys(roll.parties[row.party].name for row in spells))
        held.append(
            HeldBy(
                roll.persons[tie.person].name, tie.since, tie.until, parties, tie.began, tie.ended,
                named(roll, tie.sources),
            )
        )  # fmt: skip
    return SeatHistory(
        id=seat.id,
        name=seat.name,
        region=seat.region,
        places=seat.places,
        since=seat.since,
        until=seat.until,
        other_names=seat.other_names,
        identifiers=seat.identifiers,
        held=tuple(held),
        elections=tuple(_elected(roll, contest) for contest in roll.contests_of(seat.id)),
    )


def _elected(roll: Roll, contest: Contest) -> Elected:
    winner = next((one for one in contest.candidates if one.elected), None)
    return Elected(
        date=contest.date,
        kind=contest.kind,
        winner=winner.name if winner else None,
        party=roll.parties[winner.party].name if winner else None,
        votes=winner.votes if winner else None,
        majority=contest.majority,
        electorate=contest.electorate,
        candidates=len(contest.candidates),
        sources=named(roll, contest.sources),
    )


def named(roll: Roll, sources: Iterable[str]) -> tuple[str, ...]:
    """The names of sources, each with the day it was read where two of the roll have one name."""
    names = [source.name for source in roll.sources.values()]
    made = []
    for source in (roll.sources[key] for key in sources):
        dated = f"{source.name}, {source.retrieved}" if source.retrieved else f"{source.name} ({source.id})"
        made.append(source.name if names.count(source.name) == 1 else dated)
    return tuple(made)


def body_name(roll: Roll, of: str | None) -> str | None:
    """The name of a party or seat; of any other body the roll gives the name itself."""
    if of is None:
        return None
    row = roll.parties.get(of) or roll.seats.get(of)
    return row.name if row else of


def _holds(since: PartialDate | None, on: date) -> bool:
    return (since or "") <= on.isoformat()
