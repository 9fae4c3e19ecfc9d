"""The House on any day: its numbers step by step, the chamber, who moved, and what if."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from chiltern.claims import Stance
from chiltern.dates import first_day
from chiltern.errors import BadInput, NotFound
from chiltern.house.composition import house_on, last_day
from chiltern.house.division_lists import find_division
from chiltern.house.hypotheses import Abstain, Hypothesis, Vacate, join, move
from chiltern.house.picture import picture
from chiltern.house.whatif import moved_between, suppose
from chiltern.record.queries.finding import newest_report_day, oldest_report_day
from chiltern.record.view import View
from chiltern.register.changes import changes
from chiltern.register.roll import Roll
from chiltern.web.address import Moment
from chiltern.web.ask import Ask
from chiltern.web.pages import Asked, HousePage

# Where the ticked ones go, beside the parties.
AWAY, VACANT = "stay away", "give up the seat"
_AT_HAND: tuple[Stance, ...] = ("leaves_open", "conditional", "intends", "rules_out", "done")
_MOST_AT_HAND, _MOST_ASKED, _NEAR = 24, 100, timedelta(days=45)


def house_page(ask: Ask) -> HousePage:
    """Raises `BadInput`, `NotFound` or `AmbiguousName` for hypotheses that cannot be, or a day without a number."""
    roll, view = ask.record.roll, ask.view
    first, last = span(roll)
    on = _day(ask, first, last)
    oldest = oldest_report_day(view)
    since = oldest - timedelta(days=1) if oldest else None
    since = since if since is not None and first <= since < on else None
    house = house_on(roll, on)
    asked = _asked(ask, roll, on)
    hypotheses = _hypotheses(asked)
    divisions = [find_division(roll, which) for which in asked.division]
    sitting = sorted(member.person.name for member in roll.members(on))
    return HousePage(
        title=f"{house.legislature or 'The House'} on {on.day} {on:%B} {on.year}",
        house=house,
        on=on,
        first=first,
        last=last,
        since=since,
        moved=moved_between(roll, since, on) if since else (),
        days=days(view),
        near=changes(roll, on - _NEAR, on + _NEAR),
        asked=asked,
        what_if=suppose(roll, on, hypotheses, divisions) if hypotheses else None,
        at_hand=_at_hand(ask, on, set(sitting)),
        members=tuple(sitting),
        parties=tuple(party.name for party in roll.parties.values()),
    )


def house_svg(page: HousePage) -> str:
    """The chamber of the page: as it is, or as supposed."""
    if page.what_if is not None:
        return picture(page.what_if.after, page.what_if.effects, page.moved)
    return picture(page.house, (), page.moved)


def span(roll: Roll) -> tuple[date, date]:
    """The first and the last day of which the roll can tell who sat."""
    starts = [roll.since] if roll.since else [tie.since for tie in roll.tenures if tie.since]
    last = last_day(roll)
    return min(min((first_day(day) for day in starts if day), default=last), last), last


def days(view: View) -> tuple[date, ...]:
    """The days around the reports on which somebody moved, as the roll has them."""
    oldest, newest = oldest_report_day(view), newest_report_day(view)
    if oldest is None or newest is None:
        return ()
    found = changes(view.roll, oldest - _NEAR, newest + _NEAR)
    return tuple(dict.fromkeys(first_day(change.date) for change in found))


def _day(ask: Ask, first: date, last: date) -> date:
    """The day asked for: by the clock of every page, or as the slider counts, from the roll's first day."""
    counted = ask.text("day")
    if counted is not None:
        return first + timedelta(days=ask.number("day", 0, (last - first).days))
    newest = ask.record.newest_report_day
    return ask.on or (min(max(newest, first), last) if newest else last)


def _asked(ask: Ask, roll: Roll, on: date) -> Asked:
    """What the address supposes, with what is ticked put to where it goes."""
    ticked, to = ask.texts("tick"), ask.text("to")
    made: dict[str, list[str]] = {
        name: list(ask.texts(name)) for name in ("move", "join", "vacate", "abstain", "division")
    }
    if ticked and to is None:
        raise BadInput("what is ticked has to go somewhere: choose a party, or that they stay away")
    parties = {party.name for party in roll.parties.values()}
    for name in ticked:
        if to == AWAY:
            made["abstain"].append(name)
        elif to == VACANT:
            made["vacate"].append(_seat_of(roll, name, on))
        else:
            made["join" if name in parties else "move"].append(f"{name}:{to}")
    if sum(map(len, made.values())) > _MOST_ASKED:
        raise BadInput(f"more than {_MOST_ASKED} hypotheses at once")
    return Asked(**{name: tuple(dict.fromkeys(values)) for name, values in made.items()})


def _seat_of(roll: Roll, name: str, on: date) -> str:
    for member in roll.members(on):
        if member.person.name == name:
            return member.seat.name
    raise NotFound(f"{name!r} holds no seat on {on}: nothing can be given up")


def _hypotheses(asked: Asked) -> list[Hypothesis]:
    return [*map(move, asked.move), *map(join, asked.join), *map(Vacate, asked.vacate), *map(Abstain, asked.abstain)]


def _at_hand(ask: Ask, on: date, sitting: Iterable[str]) -> tuple[str, ...]:
    """Members of whom reports say that they may go, or will not, the wavering ones first."""
    # Of all days at once: the members to tick need no count of their own for each day that is looked at.
    found = ask._replace(moment=Moment(known=ask.known)).tally("leave")
    by_stance = {group.stance: group.holdings for group in found.groups}
    names = [row.holder.name for stance in _AT_HAND for row in by_stance.get(stance, ())]
    members = set(sitting)
    return tuple(dict.fromkeys(name for name in names if name in members))[:_MOST_AT_HAND]
