"""What if: a composition and hypotheses go in, the changed composition and what it does to the House come out.

Pure: neither the roll nor a record is ever written. Hypotheses take effect in one order, whatever the order in which
they were asked: moves, then parties that join others, then seats given up, then those who stay away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from chiltern.house.composition import compose, described
from chiltern.house.hypotheses import Abstain, Hypothesis, Join, Move, Understood, Vacate, understood
from chiltern.house.model import Composition, House, Sitting, Vacancy
from chiltern.house.replay import Replay, replay
from chiltern.register.model import Division
from chiltern.register.roll import Roll

_ORDER = (Move, Join, Vacate, Abstain)


class Moved(msgspec.Struct, frozen=True, omit_defaults=True):
    """A member whom a hypothesis concerns: for whom they sat and for whom they would, None where they leave."""

    id: str
    name: str
    seat: str
    before: str
    after: str | None = None


class Effect(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one hypothesis does; with a `note` where it changes nothing. `of` is the party that it is about, if one."""

    asked: Hypothesis
    of: str | None = None
    members: tuple[Moved, ...] = ()
    note: str | None = None


class PartyChange(msgspec.Struct, frozen=True):
    party: str
    before: int
    after: int


class WhatIf(msgspec.Struct, frozen=True, omit_defaults=True):
    """The House as it is and as it would be. `difference` is by how much the working majority changes."""

    before: House
    after: House
    effects: tuple[Effect, ...]
    changes: tuple[PartyChange, ...]
    difference: int | None = None
    divisions: tuple[Replay, ...] = ()


def suppose(roll: Roll, on: date, hypotheses: Iterable[Hypothesis], divisions: Sequence[Division] = ()) -> WhatIf:
    """The House of a day under hypotheses, and how divisions would have gone.

    Raises `NotFound` and `AmbiguousName` for names, `BadInput` for hypotheses that cannot all be.
    """
    before = compose(roll, on)
    meant = sorted(understood(roll, before, hypotheses), key=lambda one: _ORDER.index(type(one.asked)))
    after, effects = apply(before, meant)
    houses = described(before, roll), described(after, roll)
    numbers = [house.majority.number if house.majority is not None else None for house in houses]
    return WhatIf(
        before=houses[0],
        after=houses[1],
        effects=tuple(effects),
        changes=_changes(*houses),
        difference=numbers[1] - numbers[0] if numbers[0] is not None and numbers[1] is not None else None,
        divisions=tuple(replay(roll, division, before, after) for division in divisions),
    )


def moved_between(roll: Roll, before: date, on: date) -> tuple[Moved, ...]:
    """Who sits on both days, for another party on the second than on the first, in the order of the seats."""
    then = {member.person.id: member.party for member in roll.members(before)}
    return tuple(
        Moved(now.person.id, now.person.name, now.seat.name, party.name, now.party.name)
        for now in roll.members(on)
        if (party := then.get(now.person.id)) is not None and now.party is not None and now.party.id != party.id
    )


def apply(house: Composition, meant: Iterable[Understood]) -> tuple[Composition, list[Effect]]:
    """The composition after the hypotheses, taken one after the other."""
    effects = []
    for one in meant:
        house, effect = _applied(house, one)
        effects.append(effect)
    return house, effects


def _applied(house: Composition, one: Understood) -> tuple[Composition, Effect]:
    match one.asked:
        case Move() | Join():
            return _moved(house, one)
        case Vacate():
            return _vacated(house, one)
        case Abstain():
            return _stayed_away(house, one)


def _moved(house: Composition, one: Understood) -> tuple[Composition, Effect]:
    into = one.into
    if into is None:
        return house, Effect(one.asked)
    concerned = [member for member in house.sitting if _concerns(one, member)]
    if one.of is not None and not concerned:
        return house, Effect(one.asked, note=f"Nobody sits for {one.of.name}: nothing changes")
    if all(member.party == into.id for member in concerned):
        who = concerned[0].name if isinstance(one.asked, Move) else one.of.name if one.of is not None else ""
        return house, Effect(one.asked, note=f"{who} sits for {into.name} already: nothing changes")
    ids = {member.person for member in concerned}
    # Whoever changes party leaves the group within it.
    changed = msgspec.structs.replace(
        house,
        sitting=tuple(
            msgspec.structs.replace(member, party=into.id, groups=()) if member.person in ids else member
            for member in house.sitting
        ),
        parties={**house.parties, into.id: into},
    )
    return changed, Effect(one.asked, _of(one), tuple(_as_moved(house, member, into.name) for member in concerned))


def _vacated(house: Composition, one: Understood) -> tuple[Composition, Effect]:
    leaving = [member for member in house.sitting if member.person in one.members]
    if not leaving:
        name = one.seat.name if one.seat is not None else str(one.asked)
        return house, Effect(one.asked, note=f"{name} is vacant already: nothing changes")
    empty = tuple(Vacancy(member.place, house.on.isoformat(), member.name, "as supposed") for member in leaving)
    changed = msgspec.structs.replace(
        house,
        sitting=tuple(member for member in house.sitting if member.person not in one.members),
        vacancies=(*house.vacancies, *empty),
    )
    return changed, Effect(one.asked, _of(one), tuple(_as_moved(house, member, None) for member in leaving))


def _stayed_away(house: Composition, one: Understood) -> tuple[Composition, Effect]:
    concerned = [member for member in house.sitting if _concerns(one, member) and not member.away]
    if not concerned:
        there = [member for member in house.sitting if _concerns(one, member)]
        name = one.of.name if one.of is not None else there[0].name if there else str(one.asked)
        note = f"{name} stays away already" if there else f"Nobody sits for {name}"
        return house, Effect(one.asked, note=f"{note}: nothing changes")
    ids = {member.person for member in concerned}
    changed = msgspec.structs.replace(
        house,
        sitting=tuple(
            msgspec.structs.replace(member, away=True) if member.person in ids else member for member in house.sitting
        ),
    )
    moved = (_as_moved(house, member, house.party_name(member.party)) for member in concerned)
    return changed, Effect(one.asked, _of(one), tuple(moved))


def _concerns(one: Understood, member: Sitting) -> bool:
    """A group is joined or stays away whole, whether its members sit under its name or under another label."""
    if one.of is None:
        return member.person in one.members
    return member.party == one.of.id or one.of.id in member.groups


def _of(one: Understood) -> str | None:
    return one.of.name if one.of is not None else None


def _as_moved(house: Composition, member: Sitting, after: str | None) -> Moved:
    return Moved(member.person, member.name, member.place, house.party_name(member.party), after)


def _changes(before: House, after: House) -> tuple[PartyChange, ...]:
    """The parties whose seats change, by what they had."""
    seats = [{row.name: row.seats for row in house.parties} for house in (before, after)]
    names = dict.fromkeys((*seats[0], *seats[1]))
    made = [PartyChange(name, seats[0].get(name, 0), seats[1].get(name, 0)) for name in names]
    return tuple(change for change in made if change.before != change.after)
