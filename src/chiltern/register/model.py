"""The rows of an official roll: who was chosen for which seat, who sat for which party, who held which office.

Three ties are kept apart because each changes on its own days: a Tenure joins person and seat, an Affiliation
joins person and party, a Contest is the election that chose. All intervals are half-open: `until` is the first
day on which the tie no longer holds; None means open.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from chiltern.dates import PartialDate

PartyKind = Literal["party", "group", "faction", "union", "campaign", "other"]


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where rows come from: an official roll, a results file, a documented fact."""

    id: str
    name: str
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    id: str
    name: str
    given: str = ""
    family: str = ""
    gender: Literal["female", "male", "other"] | None = None
    other_names: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}

    def __hash__(self) -> int:
        return hash(self.id)


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    id: str
    name: str
    short: str = ""
    kind: PartyKind = "party"
    other_names: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}

    def __hash__(self) -> int:
        return hash(self.id)


class Seat(msgspec.Struct, frozen=True, omit_defaults=True):
    id: str
    name: str
    legislature: str
    region: str | None = None
    other_names: tuple[str, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    identifiers: dict[str, str] = {}

    def __hash__(self) -> int:
        return hash(self.id)


class Tenure(msgspec.Struct, frozen=True, omit_defaults=True):
    person: str
    seat: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    began: str | None = None
    ended: str | None = None
    sources: tuple[str, ...] = ()


class Affiliation(msgspec.Struct, frozen=True, omit_defaults=True):
    """`kind` names the change that began it (elected, resigned the whip, whip suspended, joined, …)."""

    person: str
    party: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    kind: str | None = None
    reason: str | None = None
    sources: tuple[str, ...] = ()


class Role(msgspec.Struct, frozen=True, omit_defaults=True):
    """`of` is the id of a party, seat or legislature, or the plain name of another body."""

    person: str
    role: str
    of: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[str, ...] = ()


class Candidacy(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    party: str
    votes: int | None = None
    person: str | None = None
    elected: bool = False


class Contest(msgspec.Struct, frozen=True, omit_defaults=True):
    """One election for one seat. `majority` is the winner's lead in votes; candidates stand in order of votes."""

    seat: str
    date: PartialDate
    kind: Literal["general", "by-election"]
    candidates: tuple[Candidacy, ...] = ()
    electorate: int | None = None
    valid_votes: int | None = None
    majority: int | None = None
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
