"""The state of play: what a reader wants to know first, each number with a way to the words behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from chiltern.claims import Act, Stance
from chiltern.house.composition import house_on
from chiltern.record.model import Entity
from chiltern.record.queries.disputes import conflicts_from
from chiltern.record.queries.finding import oldest_report_day
from chiltern.record.queries.results import Count, Dispute, Holding
from chiltern.record.queries.standing import ACTS
from chiltern.record.queries.tally import worded
from chiltern.register.roll import Roll
from chiltern.web.ask import Ask
from chiltern.web.build.counts import act_line
from chiltern.web.pages import FrontPage, HouseLine, Move, Standing


class _Question(NamedTuple):
    key: str
    act: Act
    stances: tuple[Stance, ...]


_QUESTIONS = (
    _Question("out", "leave", ("done",)),
    _Question("wavering", "leave", ("intends", "leaves_open", "conditional")),
    _Question("staying", "leave", ("rules_out",)),
    _Question("by-elections", "resign_seat", ("demands", "supports")),
)
_MOVES: tuple[Act, ...] = ("leave", "join", "form", "resign_seat")
_NAMES, _MOVED, _CONFLICTS, _PUBLISHERS = 14, 8, 3, 10


def front_page(ask: Ask) -> FrontPage:
    day = ask.on or ask.record.newest_report_day
    since = day - timedelta(days=1) if day else None
    found = {act: ask.tally(act) for act in ACTS}
    disputes, total = _disputes(ask)
    papers = ask.publishers()
    return FrontPage(
        title="State of play",
        day=day,
        since=since,
        standing=tuple(_standing(ask, one, found[one.act], since) for one in _QUESTIONS),
        acts=tuple(act_line(count) for count in found.values() if count.groups),
        moved=_moved(ask, found),
        conflicts=disputes,
        open_conflicts=total,
        house=_house(ask, day),
        publishers=papers[:_PUBLISHERS],
        sources=sum(bool(one.name) for one in papers),
        reports=sum(one.reports for one in papers),
        copies=sum(one.copies for one in papers),
    )


def _standing(ask: Ask, question: _Question, found: Count, since: date | None) -> Standing:
    rows = _of(found, question.stances)
    before = ask.tally(question.act, on=since) if since else found
    return Standing(
        key=question.key,
        act=question.act,
        stances=question.stances,
        named=len({row.holder for row in rows if not row.holder.unnamed}),
        unnamed=len({row.holder for row in rows if row.holder.unnamed}),
        before=len({row.holder for row in _of(before, question.stances) if not row.holder.unnamed}),
        rows=worded(ask.view, _once(row for row in rows if not row.holder.unnamed)[:_NAMES], 1),
    )


def _disputes(ask: Ask) -> tuple[tuple[Dispute, ...], int]:
    """The first conflicts and how many there are; those of a day have all to be compared."""
    if ask.on is None:
        return conflicts_from(ask.view, 0, _CONFLICTS)
    found = ask.record.conflicts(on=ask.on, known=ask.known)
    return found[:_CONFLICTS], len(found)


def _moved(ask: Ask, found: Mapping[Act, Count]) -> tuple[Move, ...]:
    """What each did who moved, those who did so last first; of one day it is one move."""
    moves: dict[tuple[Entity, str], list[Holding]] = {}
    for row in _newest(row for act in _MOVES for row in _of(found[act], ("done",)) if not row.holder.unnamed):
        move = moves.setdefault((row.holder, _when(row)), [])
        # Who joins a group on the day it is formed is told once.
        if not (row.act == "form" and any(set(row.objects) & set(other.objects) for other in move)):
            move.append(row)
    newest = list(moves.items())[:_MOVED]
    return tuple(Move(holder, rows) for (holder, _), kept in newest if (rows := worded(ask.view, kept, 1)))


def _of(found: Count, stances: Iterable[Stance]) -> list[Holding]:
    wanted = set(stances)
    return [row for group in found.groups if group.stance in wanted for row in group.holdings]


def _once(rows: Iterable[Holding]) -> list[Holding]:
    """The first row of each holder, in the order of the newest report that says so."""
    return list({row.holder: row for row in reversed(_newest(rows))}.values())[::-1]


def _newest(rows: Iterable[Holding]) -> list[Holding]:
    """Those that happened last first; where no day is known, the day of the first report that says so."""
    return sorted(rows, key=_when, reverse=True)


def _when(row: Holding) -> str:
    return str(row.since or min(position.words.report.published or "" for position in row.positions))[:10]


def _house(ask: Ask, day: date | None) -> HouseLine | None:
    """The majority on the day, and before the first report of the record; None where the roll has no House then."""
    if day is None:
        return None
    roll, first = ask.record.roll, oldest_report_day(ask.view)
    before = first - timedelta(days=1) if first else None
    now = _majority(roll, day)
    return HouseLine(day, now, _majority(roll, before) if before else None, before) if now is not None else None


def _majority(roll: Roll, day: date) -> int | None:
    majority = house_on(roll, day).majority
    return majority.number if majority else None
