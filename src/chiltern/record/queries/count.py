"""`count`: who stands where on an act, with the party of each on the day and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import msgspec

from chiltern.claims import Act
from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.record.queries.finding import find, in_roll, outside
from chiltern.record.queries.independence import with_independence
from chiltern.record.queries.results import Count, Holding, Stood
from chiltern.record.queries.scope import PARTIES, concerned_with
from chiltern.record.queries.standing import ACTS, group_by_stance, held_by, standing
from chiltern.record.queries.succession import day_held
from chiltern.record.queries.typed import as_stood
from chiltern.record.rows import claims_where
from chiltern.record.view import View
from chiltern.register.model import Party, Person
from chiltern.register.roll import Roll


def count(view: View, act: str, *, of: str | None = None, on: date | None = None) -> Count:
    """Who stands where on the act, as of the day or of all that is known; what lies behind the events is left out.

    `of` names a party; see `scope` for what concerns it. Raises `BadInput` for an unknown act, `NotFound` or
    `AmbiguousName` for the party.
    """
    known = known_act(act)
    positions = [as_stood(found) for found in claims_where(view, "claim.act = ?", [known])]
    found = counted(view, known, positions, of=of, on=on)
    groups = [
        msgspec.structs.replace(group, holdings=with_independence(view, group.holdings)) for group in found.groups
    ]
    return msgspec.structs.replace(found, groups=tuple(groups))


def counted(view: View, act: Act, stood: Iterable[Stood], *, of: str | None, on: date | None) -> Count:
    """The count of positions on one act, without saying how independent their reports are."""
    roll = view.roll
    party = find(view, of, on, PARTIES) if of is not None else None
    positions = [position for position in stood if not position.historical and held_by(position.since, on)]
    if party is not None:
        concerned = concerned_with(party, roll)
        positions = [position for position in positions if concerned(position)]
    rejected = tuple(position for position in positions if not position.words.in_force)
    positions = [position for position in positions if position.words.in_force]
    holdings = [with_party(row, roll, on) for row in standing(positions)]
    holders = {row.holder for row in holdings}
    unnamed = sum(holder.unnamed for holder in holders)
    return Count(
        act=act,
        groups=group_by_stance(holdings),
        holders=len(holders) - unnamed,
        unnamed=unnamed,
        reports=len({position.words.report.id for position in positions}),
        of=party,
        on=on,
        outside_roll=outside(roll, on),
        rejected=rejected,
    )


def known_act(text: str) -> Act:
    """The act of this name, dashes and case aside; raises `BadInput` with all of them and the nearest."""
    wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
    for act in ACTS:
        if act == wanted:
            return act
    near = get_close_matches(wanted, ACTS, n=2)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise BadInput(f"{text!r} is no act: {hint}The acts are {', '.join(ACTS)}")


def with_party(row: Holding, roll: Roll, on: date | None) -> Holding:
    """The row with the parties that the roll has of its holder, on the day or else on that of the position."""
    person = in_roll(roll, row.holder)
    day = on or max(day_held(position) for position in row.positions)
    if person is None or day == date.min:
        return row
    party = roll.party_of(person.id, day)
    left = _left(row, roll, person, day)
    gone = left.name if left and left != party else None
    return msgspec.structs.replace(row, party=party.name if party else None, left=gone)


def _left(row: Holding, roll: Roll, person: Person, day: date) -> Party | None:
    """The party that the holder left by this act, where the roll has that time end by the day.

    Where no words name the party, only a change on the very day is sure to be the one that is meant.
    """
    if (row.act, row.stance) != ("leave", "done"):
        return None
    named, days = {entity.register_id for entity in row.objects}, {day_held(position) for position in row.positions}
    ended = [(spell, first_day(spell.until)) for spell in roll.affiliations_of(person.id) if spell.until]
    over = [spell for spell, end in ended if end <= day and (spell.party in named if named else end in days)]
    return roll.parties[over[-1].party] if over else None
