"""The House on one day, as frozen values that print, compare and encode as JSON.

A `Composition` is who sits where and for whom, which a hypothesis may change; a `House` is what is said of it: the
seats by party, the vacancies, the working majority as a list of steps, and what the roll cannot know. Dates are ISO.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from chiltern.dates import PartialDate
from chiltern.house.rules import Layout
from chiltern.record.queries.results import RollTime
from chiltern.register.model import Party, PartyKind, Source

Side = Literal["government", "opposition", "cross", "chair"]
Standing = Literal["governs", "supports the government", "official opposition"]
State = Literal["sitting", "dissolved", "patchy", "unknown"]
StepKind = Literal[
    "seats", "vacant", "chair", "unseated", "away", "voting", "government", "support", "with", "others", "majority",
    "needed", "largest", "over",
]  # fmt: skip


class Sitting(msgspec.Struct, frozen=True):
    """One member: by id whom and for whom, and by `chair` which office keeps them from voting.

    `sources` say who holds that office; `away` marks who stays away in a hypothesis.
    """

    person: str
    name: str
    seat: str
    place: str
    party: str | None
    chair: str | None = None
    sources: tuple[Source, ...] = ()
    groups: tuple[str, ...] = ()
    away: bool = False


class Vacancy(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place that nobody holds: since when, who held it and why that ended, as far as the roll says."""

    seat: str
    since: PartialDate | None = None
    last: str | None = None
    why: str | None = None


class Composition(msgspec.Struct, frozen=True):
    """Who sits on a day. `parties` has every party by id, also one that a hypothesis made up."""

    legislature: str
    on: date
    seats: int
    sitting: tuple[Sitting, ...]
    vacancies: tuple[Vacancy, ...]
    parties: Mapping[str, Party]

    def party_name(self, party: str | None) -> str:
        return self.parties[party].name if party is not None else "no party known"


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the sum: what it adds, or, for a result, what it comes to; whom it is about; why, and who says so.

    `since` is the day from which the reason holds; `note` is what else there is to say.
    """

    kind: StepKind
    label: str
    number: int
    names: tuple[str, ...] = ()
    why: str | None = None
    since: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()


class Definition(msgspec.Struct, frozen=True):
    """The majority by another definition."""

    label: str
    number: int


class Majority(msgspec.Struct, frozen=True, omit_defaults=True):
    """The working majority: those who vote with the government less all others who vote.

    `number` is None where the rules name no government; the steps then end with what a majority needs.
    """

    steps: tuple[Step, ...]
    number: int | None = None
    voting: int | None = None
    government: int | None = None
    others: int | None = None
    also: tuple[Definition, ...] = ()


class Within(msgspec.Struct, frozen=True):
    """A group within a party's number: its members hold the role "Member" of it, and sit under the party's label."""

    group: str
    members: tuple[str, ...]


class PartySeats(msgspec.Struct, frozen=True, omit_defaults=True):
    """The seats of one party; `id` is None for members whose party the roll does not give.

    `standing` is its part that day, as the rules have it; `not_voting` counts those in the chair, away, or not taking
    their seats.
    """

    id: str | None
    name: str
    short: str
    seats: int
    side: Side
    standing: Standing | None = None
    kind: PartyKind = "party"
    colour: str | None = None
    not_voting: int = 0
    within: tuple[Within, ...] = ()


class House(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that `chiltern house` shows of a day.

    `state` is "dissolved" between dissolution and election, "patchy" where the roll lacks too many members for a sum,
    "unknown" for a day of which it knows nothing; `majority` is given for "sitting" alone. Where nobody sits,
    `members_until` is the day from which nobody sat, and `ended` by what, as the roll says.
    """

    legislature: str
    roll: str
    on: date
    state: State
    seats: int
    members: int
    parties: tuple[PartySeats, ...]
    vacancies: tuple[Vacancy, ...] = ()
    majority: Majority | None = None
    unknown: tuple[str, ...] = ()
    layout: Layout = "hemicycle"
    members_until: PartialDate | None = None
    ended: str | None = None
    outside_roll: RollTime | None = None
