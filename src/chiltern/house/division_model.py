"""What is said of a division: who voted how, the parties' parts, the whole, and where its source counts otherwise."""

from __future__ import annotations

from typing import Literal

import msgspec

from chiltern.dates import PartialDate

Lobby = Literal["aye", "no"]
Kind = Literal["tellers", "moved", "label", "not listed"]


class Reason(msgspec.Struct, frozen=True):
    """Part of a difference: how many votes more (or fewer) it makes in the source, and why."""

    kind: Kind
    votes: int
    says: str


class Difference(msgspec.Struct, frozen=True, omit_defaults=True):
    """One number of the source that the roll does not give: a party's votes in a lobby, or without a party the total.

    `unexplained` is what the reasons leave over.
    """

    lobby: Lobby
    source: int
    ours: int
    party_id: str | None = None
    party: str | None = None
    reasons: tuple[Reason, ...] = ()
    unexplained: int = 0


class Voter(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody in a division, with the seat and the party of that day where the roll has them."""

    id: str
    name: str
    lobby: Literal["aye", "no", "absent"]
    party_id: str | None = None
    party: str | None = None
    seat: str | None = None
    teller: bool = False
    proxy: str | None = None
    why: str | None = None


class PartyVotes(msgspec.Struct, frozen=True):
    """One party's part: tellers are counted apart from ayes and noes, and as voters for `lobby`.

    `lobby` is that of most of its voters: None for a tie, for nobody, and for those who sit for no party. `absent`
    could have voted and did not; `never_vote` are those in the chair and those who do not take their seats; of
    `unknown` members the source says nothing.
    """

    id: str | None
    name: str
    sitting: int
    ayes: int
    noes: int
    aye_tellers: int
    no_tellers: int
    absent: int
    never_vote: int
    unknown: int
    lobby: Lobby | None
    rebels: int


class DivisionResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """A division as a roll sees it. `ayes` and `noes` are the declared totals, `listed` those of the list of votes.

    `never_vote` did not vote because of their office or their party, which `why` names; `both` were in both lobbies;
    `strangers` voted by the source, but do not sit by the roll. Of `unknown` sitting members the list says nothing.
    """

    id: str
    date: PartialDate
    title: str
    number: int | None
    ayes: int | None
    noes: int | None
    outcome: Literal["aye", "no", "tie"] | None
    listed: tuple[int, int]
    sitting: int
    parties: tuple[PartyVotes, ...]
    votes: tuple[Voter, ...] = ()
    rebels: tuple[Voter, ...] = ()
    absent: tuple[Voter, ...] = ()
    never_vote: tuple[Voter, ...] = ()
    both: tuple[Voter, ...] = ()
    strangers: tuple[Voter, ...] = ()
    unknown: int = 0
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
