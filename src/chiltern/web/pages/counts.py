"""What the front page and the counts show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from chiltern.claims import Act, Stance
from chiltern.record.model import Entity
from chiltern.record.queries.publishers import Publisher
from chiltern.record.queries.results import Dispute, Holding, RollTime, Stood
from chiltern.web.pages.frame import Page


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

    `shown` of the `total` cards that meet the filters, from number `start` on, `size` a page; `parties` and `roles` are
    what can be chosen. Of a card with more than 100 reports `independent` is told of the first 100.
    """

    act: Act
    filters: Filters
    columns: tuple[Column, ...]
    holders: int
    unnamed: int
    reports: int
    total: int
    shown: int
    size: int
    start: int = 0
    parties: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    rejected: tuple[Stood, ...] = ()
    outside_roll: RollTime | None = None
