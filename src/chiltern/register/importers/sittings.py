"""Rows that say for whom somebody sat in a seat, as tenures: a row a party goes in, a row a time in the seat comes out.

Many registers write a new row when a member changes party. The seat is held all the while: rows of one person in one
seat that meet are one tenure. How it began is told by the first of them, how it ended by the last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.register.importers.draft import Draft
from chiltern.register.importers.spells import Spell, most_at_once
from chiltern.register.spans import span_of


@dataclass(frozen=True, slots=True)
class Sitting:
    """One row: `person` and `seat` are ids of the draft, `term` what is never joined with another term.

    `seen` is as for a `Tenure`; `sources` are the ids of the row's own sources, none for the draft's.
    """

    person: str
    seat: str
    since: str | None
    until: str | None
    began: str | None = None
    ended: str | None = None
    seen: bool = False
    term: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.since and self.until and first_day(self.until) < first_day(self.since):
            raise BadInput(f"it ends ({self.until}) before it begins ({self.since})")


def joined(sittings: Iterable[Sitting]) -> Iterator[Sitting]:
    """The sittings, those of one person in one seat and term that meet or overlap made one."""
    groups: defaultdict[tuple[str, str, str, bool], list[Sitting]] = defaultdict(list)
    for row in sittings:
        groups[row.person, row.seat, row.term, row.seen].append(row)
    for rows in groups.values():
        rows.sort(key=span_of)
        held = rows[0]
        for row in rows[1:]:
            if span_of(row).start > span_of(held).end:
                yield held
                held = row
            else:
                held = _made_one(held, row)
        yield held


def _made_one(first: Sitting, second: Sitting) -> Sitting:
    ends = (span_of(first).end, span_of(second).end)
    last = second if ends[1] > ends[0] else first
    return replace(
        first,
        until=last.until,
        began=first.began or (second.began if second.since == first.since else None),
        ended=last.ended or (second.ended if ends[0] == ends[1] else None),
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
    )


def add_tenures(draft: Draft, sittings: Iterable[Sitting]) -> None:
    """Gives the draft one tenure for each time in a seat."""
    for row in joined(sittings):
        own = {"sources": row.sources} if row.sources else {}
        draft.tenure(row.person, row.seat, row.since, row.until, began=row.began, ended=row.ended, seen=row.seen, **own)


def set_places(draft: Draft, sittings: Iterable[Sitting], keys: Mapping[str, str]) -> None:
    """Gives every seat as many places as people held it at once. `keys` are the source's keys of the seats, by id."""
    held: defaultdict[str, list[Spell]] = defaultdict(list)
    for row in sittings:
        held[row.seat].append(Spell(row.person, row.seat, row.since, row.until))
    for seat, spells in held.items():
        places = most_at_once(spells)
        if places > 1:
            draft.seat(keys[seat], places=places)
