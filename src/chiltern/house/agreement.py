"""Who votes with whom: how often two members, or a member and a party, went into the same lobby.

A roll and its divisions go in, counts come out. Only divisions where both voted count: an absence says nothing.
Tellers vote with their lobby, proxies with their member; who was in both lobbies of a division was in neither.
A member is compared with a party by the lobby of most of its other voters, as it was made up on the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from chiltern.dates import first_day
from chiltern.errors import BadInput, NotFound
from chiltern.house.division_differences import unlisted
from chiltern.house.divisions import has_line, party_lobby
from chiltern.names import name_key
from chiltern.register.lookup import Found, lookup
from chiltern.register.model import Division, Party, Person
from chiltern.register.questions import find_party, find_person
from chiltern.register.roll import Roll


class Agreement(msgspec.Struct, frozen=True, omit_defaults=True):
    """Two that voted in `both` divisions, `same` of them in one lobby: a `share` from 0 to 1, None for no division.

    `party` is that of the member's last vote.
    """

    id: str
    name: str
    same: int
    both: int
    share: float | None
    party: str | None = None


class Likeness(msgspec.Struct, frozen=True, omit_defaults=True):
    """Members beside somebody, those who vote most alike first; `least` is the fewest divisions that count.

    `divisions` is in how many the one compared voted (of a party: had a lobby); `too_few` members share fewer than
    `least` with it.
    """

    id: str
    name: str
    divisions: int
    least: int
    members: tuple[Agreement, ...] = ()
    too_few: int = 0


class _Bits(NamedTuple):
    """Somebody's votes as two numbers, one bit for each division."""

    ayes: int
    noes: int


_NONE = _Bits(0, 0)
_PART = 4  # of the divisions of the one compared, how large a part others must share with it


def agreement(roll: Roll, divisions: Sequence[Division], one: str, other: str) -> Agreement:
    """How often two members, by id, voted alike; the result names the second."""
    votes = _votes(divisions)
    mine, theirs = votes.get(one, _NONE), votes.get(other, _NONE)
    return _agreement(roll, divisions, other, theirs, *_compared(mine, theirs))


def most_like(roll: Roll, divisions: Sequence[Division], who: Person | Party, least: int | None = None) -> Likeness:
    """The members beside a member or a party, by falling share of divisions in the same lobby.

    Only who shares `least` divisions with it is listed: by default a quarter of its own, so that nobody leads with a
    handful of votes. Of equal shares the one with more divisions stands first. A member's own vote does not count for
    the party. Raises `NotFound` for a label that is no party: independents have no common lobby.
    """
    votes = _votes(divisions)
    compared, counted = _beside(roll, divisions, who, votes)
    enough = max(counted // _PART if least is None else least, 1)
    members = [
        _agreement(roll, divisions, person, votes[person], same, both)
        for person, (same, both) in compared.items()
        if both >= enough
    ]
    members.sort(key=lambda row: (-(row.share or 0), -row.both, row.name))
    return Likeness(who.id, who.name, counted, enough, tuple(members), len(compared) - len(members))


def between(roll: Roll, divisions: Sequence[Division], who: Person | Party, other: Person) -> Likeness:
    """One member beside another member or a party, in however few divisions."""
    votes = _votes(divisions)
    compared, counted = _beside(roll, divisions, who, votes)
    same, both = compared.get(other.id, (0, 0))
    row = _agreement(roll, divisions, other.id, votes.get(other.id, _NONE), same, both)
    return Likeness(who.id, who.name, counted, 1, (row,))


def likeness(roll: Roll, name: str, other: str | None = None, least: int | None = None) -> Likeness:
    """`most_like` or `between` with names as people write them, over all divisions of a roll."""
    divisions = roll.divisions
    who = find_voter(roll, divisions, name)
    if other is None:
        return most_like(roll, divisions, who, least)
    member = find_voter(roll, divisions, other)
    if isinstance(member, Party):
        who, member = member, who
    if isinstance(member, Party):
        raise BadInput(f"{who.name} and {member.name} are two parties: compare a member with a member or a party")
    return between(roll, divisions, who, member)


def find_voter(roll: Roll, divisions: Sequence[Division], name: str) -> Person | Party:
    """The member or the party of a name as of the last division; raises `NotFound` and `AmbiguousName`."""
    on = max((first_day(division.date) for division in divisions), default=date.max)
    answer = lookup(roll, name, on)
    if isinstance(answer, Found) and isinstance(answer.entity, Person | Party):
        return answer.entity
    if name not in roll.persons and (name in roll.parties or roll.parties_by_name(name_key(name))):
        return find_party(roll, name)
    return find_person(roll, name, on)


def _beside(
    roll: Roll, divisions: Sequence[Division], who: Person | Party, votes: Mapping[str, _Bits]
) -> tuple[dict[str, tuple[int, int]], int]:
    """Everybody else: divisions in the same lobby, divisions where both voted; and how many `who` voted in."""
    if isinstance(who, Party):
        return _beside_party(roll, divisions, who, votes)
    own = votes.get(who.id, _NONE)
    compared = {person: _compared(own, bits) for person, bits in votes.items() if person != who.id}
    return compared, (own.ayes | own.noes).bit_count()


def _agreement(roll: Roll, divisions: Sequence[Division], person: str, bits: _Bits, same: int, both: int) -> Agreement:
    last = (bits.ayes | bits.noes).bit_length() - 1
    party = roll.party_of(person, first_day(divisions[last].date)) if last >= 0 else None
    share = same / both if both else None
    return Agreement(person, roll.persons[person].name, same, both, share, party.name if party else None)


def _votes(divisions: Sequence[Division]) -> dict[str, _Bits]:
    """The votes of everybody who ever voted, as bits."""
    # 650 members in 600 divisions are 650 pairs of numbers of 600 bits: measured 0.13 s for all 210,925 pairs.
    ayes: defaultdict[str, int] = defaultdict(int)
    noes: defaultdict[str, int] = defaultdict(int)
    for at, division in enumerate(divisions):
        bit = 1 << at
        for vote in division.votes:
            if vote.lobby == "aye":
                ayes[vote.person] |= bit
            elif vote.lobby == "no":
                noes[vote.person] |= bit
    return {
        person: _Bits(ayes[person] & ~noes[person], noes[person] & ~ayes[person])
        for person in dict.fromkeys((*ayes, *noes))
    }


def _compared(one: _Bits, other: _Bits) -> tuple[int, int]:
    """In how many divisions both were in one lobby, and in how many both voted."""
    same = (one.ayes & other.ayes | one.noes & other.noes).bit_count()
    return same, same + (one.ayes & other.noes | one.noes & other.ayes).bit_count()


def _beside_party(
    roll: Roll, divisions: Sequence[Division], party: Party, votes: Mapping[str, _Bits]
) -> tuple[dict[str, tuple[int, int]], int]:
    """Everybody beside the party's other members, and in how many divisions the party had a lobby."""
    if not has_line(party):
        raise NotFound(f"{party.name} is no party: those who sit so have no common lobby")
    sat = _days_in(roll, divisions, party, votes)
    ayes = noes = 0
    # Where the party's sides are level or one apart, a member's own vote decides and is taken away.
    close: dict[str, tuple[int, _Bits]] = {}
    for at, division in enumerate(divisions):
        bit = 1 << at
        cast = {
            person: 1 if votes[person].ayes & bit else -1
            for person, days in sat.items()
            if days & bit and (votes[person].ayes | votes[person].noes) & bit
        }
        lead = sum(cast.values())
        unsure = bool(lead) and unlisted(division, "no" if lead > 0 else "aye") >= abs(lead)
        if unsure and party_lobby(roll, division, party.id) is None:
            continue
        ayes |= bit if lead > 0 else 0
        noes |= bit if lead < 0 else 0
        if abs(lead) <= 1:
            for person, own in cast.items():
                days, rest = close.get(person, (0, _NONE))
                close[person] = (
                    days | bit,
                    _Bits(rest.ayes | (bit if lead > own else 0), rest.noes | (bit if lead < own else 0)),
                )
    compared = {}
    for person, bits in votes.items():
        days, rest = close.get(person, (0, _NONE))
        compared[person] = _compared(bits, _Bits(ayes & ~days | rest.ayes, noes & ~days | rest.noes))
    return compared, (ayes | noes).bit_count()


def _days_in(roll: Roll, divisions: Sequence[Division], party: Party, votes: Mapping[str, _Bits]) -> dict[str, int]:
    """The divisions, as bits, on whose day somebody sat for the party."""
    bits: defaultdict[date, int] = defaultdict(int)
    for at, division in enumerate(divisions):
        bits[first_day(division.date)] |= 1 << at
    members = {row.person for row in roll.affiliations if row.party == party.id and row.person in votes}
    return {
        person: sum(days for day, days in bits.items() if (own := roll.party_of(person, day)) and own.id == party.id)
        for person in members
    }
