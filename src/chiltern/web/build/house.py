"""The House on any day: its numbers step by step, the chamber, who moved, and what if."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from chiltern.dates import first_day
from chiltern.errors import BadInput, NotFound
from chiltern.house.composition import compose, described, house_on, last_day
from chiltern.house.division_lists import find_division
from chiltern.house.model import House, PartySeats
from chiltern.house.picture import picture
from chiltern.house.whatif import WhatIf, moved_between, suppose
from chiltern.record.queries.finding import newest_report_day, oldest_report_day
from chiltern.record.view import View
from chiltern.register.changes import Change, changes
from chiltern.register.model import Source
from chiltern.register.roll import Roll
from chiltern.register.terms import terms_of
from chiltern.web.ask import Ask
from chiltern.web.build.supposing import asked_of, bare_asked, form, hypotheses
from chiltern.web.pages import Asked, HousePage, PartyLine

# Days around the reports that may matter to them.
_NEAR = timedelta(days=45)
# Changes that are listed before the day and after it, and days marked beside the slider.
_BEFORE, _AFTER, _MOST_TURNS = 12, 6, 400


def house_page(ask: Ask) -> HousePage:
    """Hypotheses that cannot be are the page's `fault`. Raises `BadInput` for a day that is none."""
    roll, view = ask.record.roll, ask.view
    first, last = span(roll)
    on = _day(ask, first, last)
    composition = compose(roll, on)
    house = described(composition, roll)
    since, elected = _before_reports(view, first, on), _elected(roll, on)
    asked, what_if, fault = _supposed(ask, roll, on)
    turns = changes(roll)
    days_of_turns = _days(turns)
    if roll.until is None and days_of_turns:
        last = max(last, days_of_turns[-1])
    near = _near(turns, on)
    return HousePage(
        title=f"{house.legislature or 'The House'} on {on.day} {on:%B} {on.year}",
        fault=fault,
        house=house,
        on=on,
        first=first,
        last=last,
        elected=elected,
        since=since,
        parties=_lines(house, [house_on(roll, day) if day else None for day in (since, elected)], what_if),
        moved=moved_between(roll, since, on) if since else (),
        days=days(view),
        turns=tuple(day for day in days_of_turns if first <= day <= last)[-_MOST_TURNS:],
        earlier=_beside(days_of_turns, bisect_left(days_of_turns, on) - 1),
        later=_beside(days_of_turns, bisect_right(days_of_turns, on)),
        near=near,
        sources=_cited(roll, near),
        asked=asked,
        what_if=what_if,
        form=form(ask, composition, failed=fault is not None) if house.members else None,
    )


def house_svg(page: HousePage) -> str:
    """The chamber of the page: as it is, or as supposed. Raises `BadInput` for a day on which nobody sits."""
    if page.what_if is not None:
        return picture(page.what_if.after, page.what_if.effects, page.moved)
    return picture(page.house, (), page.moved)


def span(roll: Roll) -> tuple[date, date]:
    """The first and the last day of which the roll can tell who sat."""
    starts = [roll.since] if roll.since else [tie.since for tie in roll.tenures if tie.since]
    last = last_day(roll)
    return min(min((first_day(day) for day in starts if day), default=last), last), last


def days(view: View) -> tuple[date, ...]:
    """The days around the reports on which somebody moved, as the roll has them: those worth a page of their own."""
    oldest, newest = oldest_report_day(view), newest_report_day(view)
    if oldest is None or newest is None:
        return ()
    return _days(changes(view.roll, oldest - _NEAR, newest + _NEAR))


def _day(ask: Ask, first: date, last: date) -> date:
    newest = ask.record.newest_report_day
    return ask.on or (min(max(newest, first), last) if newest else last)


def _before_reports(view: View, first: date, on: date) -> date | None:
    """The day before the first report, where the roll has it and it is past."""
    oldest = oldest_report_day(view)
    since = oldest - timedelta(days=1) if oldest else None
    return since if since is not None and first <= since < on else None


def _elected(roll: Roll, on: date) -> date | None:
    """The day on which this House was elected as a whole, where it is past."""
    past = [day for ordinal in terms_of(roll).elected if (day := date.fromordinal(ordinal)) < on]
    return past[-1] if past else None


def _supposed(ask: Ask, roll: Roll, on: date) -> tuple[Asked, WhatIf | None, str | None]:
    """What is supposed, what comes of it, and why it cannot be."""
    try:
        asked = asked_of(ask)
        divisions = [find_division(roll, which) for which in asked.division]
        meant = hypotheses(asked)
        return asked, suppose(roll, on, meant, divisions) if meant else None, None
    except (BadInput, NotFound) as error:
        return bare_asked(ask), None, str(error)


def _lines(house: House, earlier: Sequence[House | None], what_if: WhatIf | None) -> tuple[PartyLine, ...]:
    """The parties of the day, then those that had seats on the other days, or are supposed to have some."""
    others = [*earlier, what_if.after if what_if is not None else None]
    rows: dict[str, PartySeats] = {row.name: row for row in house.parties}
    for row in (row for other in others if other is not None for row in other.parties):
        rows.setdefault(row.name, replace(row, seats=0, not_voting=0, within=(), standing=None))
    return tuple(PartyLine(row, *(_seats(other, name) for other in others)) for name, row in rows.items())


def _seats(house: House | None, party: str) -> int | None:
    if house is None or not house.members:
        return None
    return sum(row.seats for row in house.parties if row.name == party)


def _near(turns: Sequence[Change], on: date) -> tuple[tuple[Change, ...], ...]:
    """The last changes up to the day and the next ones after it, whole days, those that are alike together."""
    dates = [first_day(change.date) for change in turns]
    here = bisect_right(dates, on)
    first = bisect_left(dates, dates[max(0, here - _BEFORE)]) if turns and here else here
    end = bisect_right(dates, dates[min(here + _AFTER, len(dates)) - 1]) if turns else here
    alike: dict[tuple[object, ...], list[Change]] = {}
    for change in turns[first:end]:
        parties = change.from_party_id, change.to_party_id
        alike.setdefault((change.date, change.kind, change.reason, parties, change.dates_differ), []).append(change)
    return tuple(map(tuple, alike.values()))


def _days(found: Sequence[Change]) -> tuple[date, ...]:
    return tuple(sorted({first_day(change.date) for change in found}))


def _beside(found: Sequence[date], place: int) -> date | None:
    return found[place] if 0 <= place < len(found) else None


def _cited(roll: Roll, near: Sequence[Sequence[Change]]) -> tuple[Source, ...]:
    ids = dict.fromkeys(source for alike in near for change in alike for source in change.sources)
    return tuple(roll.sources[one] for one in ids if one in roll.sources)
