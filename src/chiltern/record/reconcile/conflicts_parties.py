"""Conflicts over which party somebody left or joined, and on which day."""

from __future__ import annotations

from collections.abc import Sequence

from chiltern.dates import PartialDate, first_day
from chiltern.names import name_key
from chiltern.record.model import Entity, Found
from chiltern.record.reconcile.model import Conflict, Side
from chiltern.record.reconcile.sides import (
    Answers,
    answers,
    any_together,
    apart,
    by_value,
    named,
    pairs,
    roll_source,
    shared,
    short_form,
    side,
)
from chiltern.register.roll import Roll

# Two days for one act further apart than this are two acts: somebody may join, leave and join again.
_ONE_ACT = 60
_LAG = 1  # a roll may note a change on the day after
_DAY = len("2019-02-18")


def party_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Somebody who leaves, or joins, two parties at once, or leaves one that the roll never had him or her in."""
    made = answers(key, claims)
    person = shared(made, "holder")
    if person is None or person.unnamed:
        return ()
    verb = "left" if key.startswith("left|") else "joined"
    names = {value: named(founds, "object") for value, founds in made.items()}
    sat_for = _sat_for(roll, person)
    conflicts = []
    for one, other in pairs(made):
        if len({found.words.report.id for found in (*made[one], *made[other])}) < 2:
            continue  # one report tells of a life's joinings in order
        known = verb == "left" and sat_for and all(_in_party(made[value], sat_for, roll) for value in (one, other))
        if known or short_form(names[one], names[other]) or any_together(made[one], made[other]) is not True:
            continue
        reason = f"{person.name} cannot have {verb} both {names[one]} and {names[other]} at once."
        sides = (side(names[one], made[one], names[one]), side(names[other], made[other], names[other]))
        conflicts.append(Conflict("party", "hard", key, person.name, reason, by_value(sides)))
    if verb == "left" and sat_for and len(made) == 1:
        ((value, founds),) = made.items()
        if not _in_party(founds, sat_for, roll):
            held = ", then ".join(roll.parties[party].name for party in sat_for)
            reason = f"The roll has {person.name} as {held}, never as {names[value]}."
            sides = (side(names[value], founds, names[value]), Side(held, roll=roll_source(roll)))
            conflicts.append(Conflict("party", "roll", key, person.name, reason, by_value(sides)))
    return tuple(conflicts)


def day_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """One act on two days that exclude each other."""
    made = answers(key, claims)
    holder = shared(made, "holder")
    if holder is None or holder.unnamed:
        return ()
    act = key.split("|")[2].replace("_", " ")
    about = f"when {holder.name} did {act}"
    conflicts = []
    for one, other in pairs(made):
        gap = abs((first_day(one) - first_day(other)).days)
        if apart(one, other) and min(len(one), len(other)) == _DAY and gap <= _ONE_ACT:
            reason = f"One act of {holder.name} ({act}) cannot be of {one} and of {other}."
            sides = (side(one, made[one]), side(other, made[other]))
            conflicts.append(Conflict("date", "hard", key, about, reason, by_value(sides)))
    left = _left_by_roll(made, holder, roll) if act == "leave" else None
    for value, founds in made.items() if left is not None else ():
        gap = abs((first_day(value) - first_day(left)).days) if left is not None else 0
        if left is not None and apart(value, left) and len(value) == len(left) == _DAY and _LAG < gap <= _ONE_ACT:
            reason = f"By the roll {holder.name} left on {left}, not on {value}."
            conflicts.append(
                Conflict("date", "roll", key, about, reason, (side(value, founds), Side(left, roll=roll_source(roll))))
            )
    return tuple(conflicts)


def _left_by_roll(made: Answers, person: Entity, roll: Roll) -> PartialDate | None:
    """The day on which the roll ends the person's time in the party that the claims name; None unless there is one."""
    party = shared(made, "object")
    if person.register_id is None or party is None:
        return None
    ends = {row.until for row in roll.affiliations_of(person.register_id) if row.party == party.register_id}
    return ends.pop() if len(ends) == 1 else None


def _sat_for(roll: Roll, person: Entity) -> tuple[str, ...]:
    """The ids of the parties that the person sat for, in time order."""
    if person.register_id is None:
        return ()
    return tuple(dict.fromkeys(row.party for row in roll.affiliations_of(person.register_id)))


def _in_party(founds: Sequence[Found], sat_for: tuple[str, ...], roll: Roll) -> bool:
    """Whether the party that the claims name is, by id or by a word of its name, one that the roll gives."""
    party = shared({"": list(founds)}, "object")
    if party is None or party.register_id is None or party.register_id not in roll.parties:
        return True
    row = roll.parties[party.register_id]
    own = [roll.parties[held] for held in sat_for]
    words = set(name_key(row.name).split()) - {"party", "group", "the"}
    alike = any(words & set(name_key(held.name).split()) for held in own)
    return row.kind != "party" or row.id in sat_for or alike
