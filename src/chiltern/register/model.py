"""The rows of an official roll: who was chosen for which seat, who sat for which party, who held which office.

Three ties are kept apart because each changes on its own days: a Tenure joins person and seat, an Affiliation
joins person and party, a Contest is the election that chose. A Division is who voted how in the chamber. All
intervals are half-open: `until` is the first day on which the tie no longer holds; None means open.

Rows are claims: where sources differ, a roll holds what each of them says, and the order of its sources is the order
of preference (`register/resolve.py`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from chiltern.dates import PartialDate

# The rows hold no cycles, so the collector need not look at them: a fifth of the time of a large import.
PartyKind = Literal["party", "group", "faction", "union", "campaign", "other"]


class Source(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where rows come from: an official roll, a results file, a documented fact."""

    id: str
    name: str
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None


class Person(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    id: str
    name: str
    given: str = ""
    family: str = ""
    gender: Literal["female", "male", "other"] | None = None
    other_names: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    born: PartialDate | None = None
    died: PartialDate | None = None

    def __hash__(self) -> int:
        return hash(self.id)


class Party(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """`colour` is six hexadecimal digits, as the party or its register uses it."""

    id: str
    name: str
    short: str = ""
    kind: PartyKind = "party"
    other_names: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    colour: str | None = None

    def __hash__(self) -> int:
        return hash(self.id)


class Seat(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A constituency within one set of boundaries; `places` is how many members it returns."""

    id: str
    name: str
    legislature: str
    region: str | None = None
    other_names: tuple[str, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    identifiers: dict[str, str] = {}
    places: int = 1

    def __hash__(self) -> int:
        return hash(self.id)


class Tenure(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """`seen` marks a spell that a source only saw to hold on these days: it says nothing of when it began and ended."""

    person: str
    seat: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    began: str | None = None
    ended: str | None = None
    sources: tuple[str, ...] = ()
    seen: bool = False


class Affiliation(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """`kind` names the change that began it (elected, resigned the whip, whip suspended, joined, …).

    `seen` is as for a Tenure.
    """

    person: str
    party: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    kind: str | None = None
    reason: str | None = None
    sources: tuple[str, ...] = ()
    seen: bool = False


class Role(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """`of` is the id of a party, seat or legislature, or the plain name of another body."""

    person: str
    role: str
    of: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[str, ...] = ()


class Candidacy(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    name: str
    party: str
    votes: int | None = None
    person: str | None = None
    elected: bool = False


class Contest(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One election for one seat. `majority` is the winner's lead in votes; candidates stand in order of votes."""

    seat: str
    date: PartialDate
    kind: Literal["general", "by-election"]
    candidates: tuple[Candidacy, ...] = ()
    electorate: int | None = None
    valid_votes: int | None = None
    majority: int | None = None
    sources: tuple[str, ...] = ()


class Vote(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """`party` is the party's id as the division's source gives it, often that of the day of download.

    A teller counts for a lobby and is not in its total; `absent` is somebody whom the source lists as not voting.
    """

    person: str
    lobby: Literal["aye", "no", "absent"]
    teller: bool = False
    party: str | None = None
    proxy: str | None = None


class Division(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One vote of the chamber. `ayes` and `noes` are the declared totals, tellers left out.

    `votes` is empty where only the totals are known. `party_totals` are the source's own, by party id: ayes and noes;
    `tellers_counted` says whether these (not `ayes` and `noes`) include tellers.
    """

    id: str
    date: PartialDate
    title: str
    number: int | None = None
    ayes: int | None = None
    noes: int | None = None
    votes: tuple[Vote, ...] = ()
    party_totals: dict[str, tuple[int, int]] = {}
    tellers_counted: bool = False
    sources: tuple[str, ...] = ()


class RollRows(msgspec.Struct, frozen=True):
    """All rows of one roll, and what it is a roll of: the content of a roll file."""

    name: str
    title: str = ""
    legislature: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    parties: tuple[Party, ...] = ()
    seats: tuple[Seat, ...] = ()
    persons: tuple[Person, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    roles: tuple[Role, ...] = ()
    contests: tuple[Contest, ...] = ()
    divisions: tuple[Division, ...] = ()
