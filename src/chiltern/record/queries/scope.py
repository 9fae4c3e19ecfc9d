"""Which positions concern a party: what `--of PARTY` means, pure, from positions and the roll.

A position names the party itself, as object, subject or holder; or it is on an act of people who sat for it. Leaving
is narrow: an act of leaving another party is none of this one's, and a comment from its benches is not either.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from chiltern.dates import first_day
from chiltern.record.model import Entity
from chiltern.record.queries.finding import in_roll
from chiltern.record.queries.results import Stood
from chiltern.record.queries.standing import concerns
from chiltern.record.queries.succession import OWN, day_held
from chiltern.register.model import Person
from chiltern.register.roll import Roll

# What a party can be written as in a claim: a new group may be no party yet.
PARTIES = ("party", "body", "group", "local_party")


def concerned_with(party: Entity, roll: Roll) -> Callable[[Stood], bool]:
    """A test of whether a position concerns the party."""

    def concerned(position: Stood) -> bool:
        named = position.object
        if named is not None and named.kind in PARTIES:
            if party.same_as(named):
                return True
            if position.act == "leave":
                return False
        people = _people(position)
        if any(party.same_as(one) for one in (*people, position.holder, position.on_behalf_of)):
            return True
        return any(_sat_for(roll, one, party, position) for one in people)

    return concerned


def _people(position: Stood) -> list[Entity]:
    """Whose act it is, or on whom; beyond leaving, also who takes the position."""
    people = [entity for entity in concerns(position) if entity is not None]
    if position.act != "leave":
        people.append(position.holder)
    if position.act in ("remove", "confidence_vote") and position.object is not None:
        people.append(position.object)
    return people


def _sat_for(roll: Roll, entity: Entity, party: Entity, position: Stood) -> bool:
    """Whether the person sat for the party; without a date, at any time."""
    person, day = in_roll(roll, entity), day_held(position)
    if person is None or party.register_id is None:
        return False
    if day == date.min:
        return any(spell.party == party.register_id for spell in roll.affiliations_of(person.id))
    return party.register_id in _parties_meant(roll, person, day, position)


def _parties_meant(roll: Roll, person: Person, day: date, position: Stood) -> set[str]:
    """The person's parties that an act of the day can be about.

    Leaving that is done, or that others judge, is leaving the party last left; leaving that is only thought of is
    leaving that of the day before. Other acts concern every party for which the person has sat by then: who won a
    seat for one party and gave up that party is asked by it to give up the seat.
    """
    spells = roll.affiliations_of(person.id)
    if position.act != "leave":
        return {spell.party for spell in spells if spell.since is None or first_day(spell.since) <= day}
    left = [spell.party for spell in spells if spell.until is not None and first_day(spell.until) <= day]
    if left and (position.stance == "done" or position.stance not in OWN):
        return {left[-1]}
    before = roll.party_of(person.id, day - timedelta(days=1))
    return {before.id} if before is not None else set()
