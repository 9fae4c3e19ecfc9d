"""What the pages of people, parties, local parties, seats and other bodies show."""

from __future__ import annotations

import msgspec

from chiltern.dates import PartialDate
from chiltern.record.model import Entity
from chiltern.record.queries.entity import Listed, SaidOf
from chiltern.record.queries.results import Who
from chiltern.register.changes import Change
from chiltern.register.history import MemberLine, SeatHistory
from chiltern.web.pages.frame import Page


class Band(msgspec.Struct, frozen=True, omit_defaults=True):
    """A tie over time: from `left` to `right` of a chart that is 1,000 wide.

    `lane` says what kind of tie, `who` with whom; `note` how it began or ended; `colour` is a party's.
    """

    lane: str
    who: str
    left: int
    right: int
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: str | None = None
    colour: str | None = None
    path: str | None = None


class EntityPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody or something: its ties over time, where it stands, what it said, and what others say of it.

    `first` and `last` are the years of the chart. Of a party, `members` sit for it on the day and `changes` are those
    who came and went; of a seat, `histories` are its holders and elections. Statements come from number `start` on,
    `size` a page.
    """

    entity: Entity
    who: Who
    of: SaidOf
    statements: int
    size: int
    start: int = 0
    bands: tuple[Band, ...] = ()
    first: int = 0
    last: int = 0
    members: tuple[MemberLine, ...] = ()
    changes: tuple[Change, ...] = ()
    histories: tuple[SeatHistory, ...] = ()


class EntitiesPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """The entities of one kind that reports name, by name: `size` a page from number `start` on, and whether `more`."""

    prefix: str
    entities: tuple[Listed, ...]
    size: int
    start: int = 0
    more: bool = False
