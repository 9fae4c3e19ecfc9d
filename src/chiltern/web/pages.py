"""What each page shows: one frozen, documented value a page, which its template draws and its `.json` twin prints.

Dates are ISO text. Whatever comes from a report is a `Words`, so that it opens to its place in the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from chiltern.claims import Act, Stance
from chiltern.house.division_lists import DivisionLine
from chiltern.house.model import House, PartySeats
from chiltern.house.whatif import Moved, WhatIf
from chiltern.record.model import Entity
from chiltern.record.queries.publishers import Publisher
from chiltern.record.queries.results import Dispute, Holding, RollTime, Stood
from chiltern.register.changes import Change
from chiltern.register.model import Source
from chiltern.web.address import Moment


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every page says of itself and its record.

    `path` is the page's own, `permalink` its address with the day and the moment of knowledge fixed; `legislature` and
    `roll` are whose record it is, `newest` the day of its newest report, `changed` when it last learnt anything.
    """

    path: str
    permalink: str
    moment: Moment
    legislature: str
    roll: str
    newest: str | None = None
    changed: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`title` names the page in one line; `fault` is why a part of what was asked cannot be, where the rest can."""

    title: str
    fault: str | None = None


class ActLine(msgspec.Struct, frozen=True):
    """An act on which somebody stands somewhere: how many holders have a name, by stance, and in how many reports."""

    act: Act
    stances: Mapping[Stance, int]
    reports: int


class Standing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer on the front: the holders of some stances on an act.

    `named` and `unnamed` holders; `before` is how many had a name on the day before the newest report. `rows` are the
    first of them, the newest first.
    """

    key: str
    act: Act
    stances: tuple[Stance, ...]
    named: int
    unnamed: int
    before: int
    rows: tuple[Holding, ...]


class Move(msgspec.Struct, frozen=True):
    """What somebody did on one day: left, joined, formed, gave up a seat."""

    holder: Entity
    rows: tuple[Holding, ...]


class HouseLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """The working majority on a day, and on the last day before the first report."""

    on: date
    majority: int | None = None
    before: int | None = None
    before_on: date | None = None


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is supposed, as `chiltern house` takes it: NAME:PARTY, PARTY:PARTY, a seat, a name or party."""

    move: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    vacate: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    division: tuple[str, ...] = ()


class FrontPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """The state of play: who is out, wavers and stays, who demands what, what is disputed, and the House.

    `day` is that of the newest report, `since` the day before, which changes are counted from; `publishers` are those
    with most reports of all `sources` that reports name.
    """

    standing: tuple[Standing, ...]
    acts: tuple[ActLine, ...]
    moved: tuple[Move, ...]
    conflicts: tuple[Dispute, ...]
    open_conflicts: int
    publishers: tuple[Publisher, ...]
    sources: int
    reports: int
    copies: int
    day: date | None = None
    since: date | None = None
    house: HouseLine | None = None


class ActsPage(Page, frozen=True, kw_only=True):
    """Every act with its holders: the table of contents of the counts."""

    acts: tuple[ActLine, ...]


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """A holder's row in a count: what `roles` reports give them, whether they are `sitting` in the House that day."""

    row: Holding
    roles: tuple[str, ...] = ()
    sitting: bool = False


class Column(msgspec.Struct, frozen=True):
    """The cards of one stance that are shown, and how many holders there are before filters."""

    stance: Stance
    holders: int
    cards: tuple[Card, ...]


class Filters(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of a count is shown: `of` is the party that the act concerns, `party` and `role` are the holder's."""

    of: str | None = None
    stances: tuple[Stance, ...] = ()
    party: str | None = None
    role: str | None = None
    sort: str = "name"


class CountPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """Who stands where on one act: a column for each stance, own acts first.

    `shown` of `total` cards meet the filters, from number `start` on; `parties` and `roles` are what can be chosen.
    """

    act: Act
    filters: Filters
    columns: tuple[Column, ...]
    holders: int
    unnamed: int
    reports: int
    total: int
    shown: int
    start: int = 0
    parties: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    rejected: tuple[Stood, ...] = ()
    outside_roll: RollTime | None = None


class PartyLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party's seats on the day, with those that it had before the first report, was elected with, and is supposed to.

    The numbers are None where there is no such House; a party that has no seat on the day stands with none.
    """

    seats: PartySeats
    before: int | None = None
    elected: int | None = None
    supposed: int | None = None


class Bench(msgspec.Struct, frozen=True, omit_defaults=True):
    """A member as a hypothesis calls them; `stance` is the one on leaving that reports name, if any."""

    called: str
    id: str
    name: str
    place: str
    party: str
    stance: Stance | None = None


class WhatIfForm(msgspec.Struct, frozen=True, omit_defaults=True):
    """What can be supposed of the day's House: whom to tick, where they may go, and which divisions can be replayed.

    `wavering` are members whom reports name as leaving or not, `benches` the others whose name, seat or party has the
    words `find`; `ticked` and `whole` are the members and parties ticked so far, without a choice of what they do.
    """

    wavering: tuple[Bench, ...] = ()
    benches: tuple[Bench, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    divisions: tuple[DivisionLine, ...] = ()
    find: str | None = None
    ticked: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class HousePage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """The House on a day: seats, vacancies, the majority step by step, who had moved since a day, and what if.

    `first` and `last` are the days that the roll covers, `days` those around the reports on which somebody moved,
    `turns` all such days of the roll, `earlier` and `later` the next of them, `near` the changes around this day with
    their `sources`. `since` is the day before the first report, `elected` that of the election. With hypotheses
    `what_if` is given, and `house` is the House as it is.
    """

    house: House
    on: date
    first: date
    last: date
    elected: date | None = None
    since: date | None = None
    parties: tuple[PartyLine, ...] = ()
    moved: tuple[Moved, ...] = ()
    days: tuple[date, ...] = ()
    turns: tuple[date, ...] = ()
    earlier: date | None = None
    later: date | None = None
    near: tuple[Change, ...] = ()
    sources: tuple[Source, ...] = ()
    asked: Asked = Asked()
    what_if: WhatIf | None = None
    form: WhatIfForm | None = None


class ErrorPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """Why there is no page: `status` is the HTTP status, `candidates` what an ambiguous name may mean."""

    status: int
    message: str
    candidates: tuple[str, ...] = ()
