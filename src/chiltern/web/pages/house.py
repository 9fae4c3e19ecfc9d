"""What the page of the House shows, and what may be supposed there."""

from __future__ import annotations

from datetime import date

import msgspec

from chiltern.claims import Stance
from chiltern.house.division_lists import DivisionLine
from chiltern.house.model import House, PartySeats
from chiltern.house.whatif import Moved, WhatIf
from chiltern.register.changes import Change
from chiltern.register.model import Source
from chiltern.web.pages.frame import Page


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is supposed, as `chiltern house` takes it: NAME:PARTY, PARTY:PARTY, a seat, a name or party."""

    move: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    vacate: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    division: tuple[str, ...] = ()


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
    words `find`; `ticked` and `whole` are the members and parties ticked so far, without a choice of what they do, and
    `hidden` those of them who are in neither list. Parties are as a hypothesis calls them, with their names: `groups`
    can act as one, `parties` have seats, `others` have none.
    """

    wavering: tuple[Bench, ...] = ()
    benches: tuple[Bench, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    hidden: tuple[Bench, ...] = ()
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
    near: tuple[tuple[Change, ...], ...] = ()
    sources: tuple[Source, ...] = ()
    asked: Asked = Asked()
    what_if: WhatIf | None = None
    form: WhatIfForm | None = None
