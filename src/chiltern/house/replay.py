"""A division as it would have gone: a roll, a division, and the House before and after hypotheses go in.

Out come the declared totals and two others: with those who change party in the lobby of most of their new party, and
with everybody concerned away. Who gives up a seat or stays away is away in both. Tellers stay tellers, and nobody
else's vote is touched; the declared totals are the base, so that votes without a name in the list are not lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from chiltern.dates import PartialDate, first_day
from chiltern.house.arithmetic import Sides
from chiltern.house.composition import compose
from chiltern.house.division_model import Lobby
from chiltern.house.divisions import carried, party_lobby
from chiltern.house.model import Composition, Sitting
from chiltern.house.rules import rules_for
from chiltern.register.model import Division, Vote
from chiltern.register.roll import Roll

Cast = Literal["aye", "no", "both", "absent"]


class Tally(msgspec.Struct, frozen=True):
    ayes: int
    noes: int

    @property
    def outcome(self) -> Literal["aye", "no", "tie"]:
        return carried(self.ayes, self.noes)


class Recast(msgspec.Struct, frozen=True, omit_defaults=True):
    """One member's vote: as it was, and with the new party; `why` where it stays, or nobody can tell."""

    id: str
    name: str
    was: Cast
    then: Cast
    why: str | None = None


class Replay(msgspec.Struct, frozen=True, omit_defaults=True):
    """A division as declared, with the new parties, and with everybody concerned away; None where nobody can tell.

    The outcomes say which side had more votes; a tie is the chair's to decide.
    """

    id: str
    date: PartialDate
    title: str
    number: int | None = None
    declared: Tally | None = None
    with_party: Tally | None = None
    away: Tally | None = None
    outcomes: tuple[Literal["aye", "no", "tie"], ...] = ()
    votes: tuple[Recast, ...] = ()
    note: str | None = None


def replay(roll: Roll, division: Division, before: Composition, after: Composition) -> Replay:
    """How the division would have gone had the hypotheses held then."""
    made = Replay(division.id, division.date, division.title, division.number)
    cast = _cast(division)
    if not any(vote != "absent" for vote in cast.values()):
        return msgspec.structs.replace(made, note="the roll does not say who voted how in it")
    declared = _declared(division, cast)
    concerned = _concerned(before, after)
    bound = _bound(roll, division, first_day(division.date))
    new_lobby = _Lobbies(roll, division, after, frozenset(concerned))
    votes = []
    then, away = declared, declared
    for person, member in concerned.items():
        was = cast.get(person, "absent")
        name = roll.persons[person].name
        if person in bound:
            votes.append(Recast(person, name, was, was, bound[person]))
            continue
        new, why = new_lobby.of(member, was)
        votes.append(Recast(person, name, was, new, why))
        then = _instead(then, was, new)
        away = _instead(away, was, "absent")
    return msgspec.structs.replace(
        made,
        declared=declared,
        with_party=then,
        away=away,
        outcomes=(declared.outcome, then.outcome, away.outcome),
        votes=tuple(votes),
    )


class _Lobbies:
    """Where those who change party would have gone."""

    def __init__(self, roll: Roll, division: Division, after: Composition, without: frozenset[str]) -> None:
        self._roll, self._division, self._after, self._without = roll, division, after, without
        self._sides = Sides(after, rules_for(roll.legislature))
        self._known: dict[str, Lobby | None] = {}

    def of(self, member: Sitting | None, was: Cast) -> tuple[Cast, str | None]:
        """The lobby of the new party's majority; the old vote where it has none."""
        if member is None or member.away or member.party is None:
            return "absent", None
        name = self._after.party_name(member.party)
        if self._sides.is_unseated(member):
            return "absent", f"{name} takes no seats"
        if member.party not in self._known:
            self._known[member.party] = party_lobby(self._roll, self._division, member.party, self._without)
        lobby = self._known[member.party]
        return (lobby, None) if lobby is not None else (was, f"{name} had no majority lobby: the vote stays")


def _concerned(before: Composition, after: Composition) -> dict[str, Sitting | None]:
    """By person id everybody who sits, or stays, otherwise than before; None for who left."""
    now = {member.person: member for member in after.sitting}
    changed: dict[str, Sitting | None] = {}
    for member in before.sitting:
        then = now.get(member.person)
        if then is None or then.party != member.party or then.away != member.away:
            changed[member.person] = then
    return changed


def _bound(roll: Roll, division: Division, on: date) -> dict[str, str]:
    """Whose vote no hypothesis touches, and why: tellers, the chair, and who did not sit that day."""
    then = compose(roll, on)
    sat = {member.person for member in then.sitting}
    found = {person: "did not sit that day" for person in roll.persons if person not in sat}
    found |= {member.person: f"{member.chair} that day" for member in then.sitting if member.chair is not None}
    return found | {vote.person: "told the votes" for vote in division.votes if vote.teller}


def _cast(division: Division) -> dict[str, Cast]:
    """Everybody's vote; a member may be in both lobbies."""
    found: dict[str, Cast] = {}
    for vote in division.votes:
        earlier = found.get(vote.person)
        found[vote.person] = vote.lobby if earlier in (None, "absent", vote.lobby) else _both(earlier, vote)
    return found


def _both(earlier: Cast | None, vote: Vote) -> Cast:
    return "both" if vote.lobby != "absent" else earlier or "absent"


def _declared(division: Division, cast: dict[str, Cast]) -> Tally:
    """The declared totals; where the source has none, those who are listed, tellers left out."""
    tellers = {vote.person for vote in division.votes if vote.teller}
    listed = [vote for person, vote in cast.items() if person not in tellers]
    return Tally(
        division.ayes if division.ayes is not None else _in(listed, "aye"),
        division.noes if division.noes is not None else _in(listed, "no"),
    )


def _in(votes: Iterable[Cast], lobby: Lobby) -> int:
    return sum(vote in (lobby, "both") for vote in votes)


def _instead(tally: Tally, was: Cast, then: Cast) -> Tally:
    return Tally(
        tally.ayes - (was in ("aye", "both")) + (then in ("aye", "both")),
        tally.noes - (was in ("no", "both")) + (then in ("no", "both")),
    )
