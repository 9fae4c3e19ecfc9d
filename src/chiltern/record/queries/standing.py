"""Which of many positions still stand: pure, from positions as reports word them to one row a holder and stance.

A later position by the same holder on the same act about the same subject supersedes the earlier; `succession` says
what is later. What is superseded is kept, beneath what took its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import get_args

from chiltern.claims import Act, Stance
from chiltern.dates import PartialDate, first_day
from chiltern.names import fold, surname
from chiltern.record.model import Entity
from chiltern.record.queries.results import Holding, StanceGroup, Stood
from chiltern.record.queries.succession import OWN, Placed, placed, settle

ACTS: tuple[Act, ...] = get_args(Act)
STANCES: tuple[Stance, ...] = get_args(Stance)
_Thread = tuple[Entity, Entity | None, str]


def concerns(position: Stood) -> tuple[Entity | None, ...]:
    """Whom the act is about: the holder for an own act, else each subject, else nobody that is named."""
    if position.stance in OWN and (not position.about or position.holder in position.about):
        return (position.holder,)
    return position.about or (None,)


def group_by_stance(holdings: Iterable[Holding]) -> tuple[StanceGroup, ...]:
    """A group for each stance that anybody holds, in the domain's order: own acts first, then what others think."""
    rows = list(holdings)
    return tuple(
        StanceGroup(stance, tuple(row for row in rows if row.stance == stance))
        for stance in STANCES
        if any(row.stance == stance for row in rows)
    )


def standing(positions: Iterable[Stood]) -> tuple[Holding, ...]:
    """One row for each holder, act and stance that stands: named holders first, by family name."""
    threads: defaultdict[_Thread, list[Placed]] = defaultdict(list)
    for place in sorted(map(placed, positions)):
        family = place.position.act + (" own" if place.stance in OWN else "")
        for subject in concerns(place.position):
            threads[place.position.holder, subject, family].append(place)
    rows: defaultdict[tuple[Entity, str, Stance], _Row] = defaultdict(_Row)
    for (holder, subject, _), thread in threads.items():
        for line in _by_object(thread):
            for position, beneath in settle(line):
                if not beneath:
                    rows[holder, position.act, position.stance].add(position, subject)
                for stance in beneath:
                    rows[holder, position.act, stance].superseded[position.words.claim] = position
    made = [row.holding() for row in rows.values()]
    return tuple(sorted(made, key=_row_order))


class _Row:
    """A row while its threads are settled one after the other."""

    def __init__(self) -> None:
        self.stand: dict[str, Stood] = {}
        self.about: dict[Entity, None] = {}
        self.superseded: dict[str, Stood] = {}

    def add(self, position: Stood, subject: Entity | None) -> None:
        self.stand[position.words.claim] = position
        if subject is not None and subject != position.holder:
            self.about[subject] = None

    def holding(self) -> Holding:
        positions = _in_order(self.stand.values())
        first = positions[0]
        return Holding(
            holder=first.holder,
            stance=first.stance,
            act=first.act,
            reports=len({position.words.report.id for position in positions}),
            positions=positions,
            since=next((position.since for position in positions if position.since), None),
            about=tuple(self.about),
            objects=_distinct(position.object for position in positions),
            on_behalf_of=_distinct(position.on_behalf_of for position in positions),
            superseded=_in_order(old for claim, old in self.superseded.items() if claim not in self.stand),
        )


def _by_object(thread: list[Placed]) -> list[list[Placed]]:
    """Leaving one party is another matter than leaving the next; an unnamed one is the one last named."""
    named = [place.position.object for place in thread if place.position.object is not None]
    lines: dict[Entity | None, list[Placed]] = {}
    last = named[0] if named else None
    for place in thread:
        last = place.position.object or last
        lines.setdefault(last, []).append(place)
    return list(lines.values())


def _in_order(positions: Iterable[Stood]) -> tuple[Stood, ...]:
    return tuple(place.position for place in sorted(map(placed, positions)))


def _row_order(row: Holding) -> tuple[tuple[bool, str, str, int], int, int]:
    return _holder_order(row.holder), ACTS.index(row.act), STANCES.index(row.stance)


def _holder_order(holder: Entity) -> tuple[bool, str, str, int]:
    family = surname(holder.name) if holder.kind == "person" else holder.name
    return holder.unnamed, fold(family), fold(holder.name), holder.id or 0


def _distinct(entities: Iterable[Entity | None]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(entity for entity in entities if entity is not None))


def held_by(since: PartialDate | None, on: date | None) -> bool:
    """Whether something that began then had begun on the day; what has no date always had."""
    return on is None or since is None or first_day(since) <= on
