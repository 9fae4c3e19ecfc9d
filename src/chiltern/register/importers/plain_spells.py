"""Spells as a reporter writes them, often without an end.

Rows go in; the same come out, ended where another row of the person ends them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chiltern.register.spans import span_of


class Spell(NamedTuple):
    """One row's word that a person (an id) had a party or a seat (`of`, an id); `seen` is as for a `Tenure`."""

    person: str
    of: str
    since: str | None
    until: str | None
    kind: str | None = None
    reason: str | None = None
    began: str | None = None
    ended: str | None = None
    seen: bool = False
    sources: tuple[str, ...] = ()

    @property
    def only_an_end(self) -> bool:
        return self.since is None and self.until is not None


def until_the_next(spells: Iterable[Spell]) -> list[Spell]:
    """The spells, each one without an end ended by the next thing said of its person.

    That is a later spell of something else, or a row that gives nothing but the end of the same, which is then no
    spell of its own. What is left without any date was only seen.
    """
    by_person: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        by_person[spell.person].append(spell)
    made: list[Spell] = []
    for own in by_person.values():
        ends = [spell for spell in own if spell.only_an_end and not spell.seen]
        used: set[int] = set()
        ended = [spell if spell.until or spell.seen else _ended(spell, own, ends, used) for spell in own]
        made += [spell for spell in ended if id(spell) not in used]
    return [spell._replace(seen=True) if spell.since is None and spell.until is None else spell for spell in made]


def _ended(spell: Spell, own: Sequence[Spell], ends: Sequence[Spell], used: set[int]) -> Spell:
    start = span_of(spell).start
    later = [other for other in own if other.of != spell.of and not other.seen and span_of(other).start > start]
    closing = [other for other in ends if other.of == spell.of and span_of(other).end > start]
    next_start = min(later, key=lambda other: span_of(other).start, default=None)
    next_end = min(closing, key=lambda other: span_of(other).end, default=None)
    if next_end is not None and (next_start is None or span_of(next_end).end <= span_of(next_start).start):
        used.add(id(next_end))
        return spell._replace(
            until=next_end.until,
            ended=spell.ended or next_end.ended,
            # A reason says why a spell began: beside a known kind, that it ended by a death would mislead.
            reason=spell.reason or (next_end.reason if spell.kind is None else None),
            sources=tuple(dict.fromkeys((*spell.sources, *next_end.sources))),
        )
    return spell if next_start is None else spell._replace(until=next_start.since)


def places(spells: Iterable[Spell]) -> dict[str, int]:
    """How many members a seat returns, as far as rows show it: how many people have it from one and the same day.

    Somebody who comes later may be a successor, so a bare overlap says nothing.
    """
    together: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for spell in spells:
        if not spell.seen and (spell.since or not spell.until):
            together[spell.of, spell.since].add(spell.person)
    found: dict[str, int] = {}
    for (seat, _), people in together.items():
        found[seat] = max(found.get(seat, 1), len(people))
    return found
