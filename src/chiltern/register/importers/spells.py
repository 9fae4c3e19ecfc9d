"""Spells as a register dates them: one person's rows of one tie go in, the same rows come out, made to meet.

Parliament's registers give a spell's first day and the day on which it stopped, mostly the next one's first day; some
give the last day instead, some forget an end, and some overlap by days. `meet` settles that: the day of a change
belongs to the new tie. `polls` finds the general elections and dissolutions in the dates of a whole house.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, zip_longest
from typing import NamedTuple

from chiltern.register.importers.base import InFile
from chiltern.register.spans import NEVER_ENDS, Span, span_of

# Of 8,066 party spells of the Members API 330 end one to seven days before the same person's next one begins, 322 of
# them on the day before: the last day was written, or a weekend lies between. Nobody leaves the house and is back
# within a week: a dissolution lasts 20 days or more, and the quickest way back by a by-election took 22.
GAP_OF_PARTY = 7
# In a seat only the last day written for the first day out is closed: a day more is an absence.
GAP_OF_SEAT = 1
# Below this many on one day no general election and no dissolution is inferred: by-elections held together are at
# most 15 (23 January 1986), and the registers hold fewer than 130 members of any parliament before 1959.
WHOLE_HOUSE = 100
NO_FILE = InFile("", b"")


@dataclass(frozen=True, slots=True)
class Spell:
    """One row: `person` and `of` (a seat or a party) are the source's keys, `file` and `line` where it stands.

    `rank` orders kinds of answers about one person: where a lower one speaks, a higher one is not heard.
    """

    person: str
    of: str
    since: str | None
    until: str | None
    seen: bool = False
    ended: str | None = None
    rank: int = 0
    file: InFile = NO_FILE
    line: int | None = None


def days(since: str | None, until: str | None) -> Span:
    """The days between two dates, either of them open."""
    return span_of(Spell("", "", since, until))


def meet(spells: Iterable[Spell], gap: int, inside: Sequence[Span] | None = None) -> list[Spell]:
    """One person's spells in time order: each ends at the latest where the next begins.

    A gap of up to `gap` days is closed as well: where `inside` is given, only if one of its spans covers the gap.
    Of two that begin together for the same the one with an end stands; for different ones both stay as they are, side
    by side. Spells that were only seen are left alone.
    """
    given = list(spells)
    made: list[Spell] = [spell for spell in given if spell.seen]
    dated = sorted((span_of(spell), spell.of, index) for index, spell in enumerate(given) if not spell.seen)
    groups = [list(group) for _, group in groupby(dated, key=lambda item: item[0].start)]
    for group, later in zip_longest(groups, groups[1:]):
        best: dict[str, tuple[Span, Spell]] = {}
        for span, of, index in group:
            if of not in best or span.end < NEVER_ENDS:
                best[of] = (span, given[index])
        for span, spell in best.values():
            if later is None:
                made.append(spell)
                continue
            starts, since = later[0][0].start, given[later[0][2]].since
            empty = Span(span.end, starts)
            close = 0 < empty.days <= gap and (
                inside is None or any(empty.overlap(one) == empty.days for one in inside)
            )
            made.append(replace(spell, until=since) if empty.days < 0 or close else spell)
    return made


def sat_once(spells: Iterable[Spell], noted: Callable[[Spell, str], None]) -> list[Spell]:
    """Tenures without those that give one person two seats on the very same days: nobody sits twice.

    The seat of fewer people stands: "Excepted Hereditary" says more than "Hereditary". `noted` hears of the others.
    """
    given = list(spells)
    people = Counter(of for _, of in {(spell.person, spell.of) for spell in given})
    stands: dict[Hashable, Spell] = {}
    for spell in given:
        key = (spell.person, spell.since, spell.until, spell.seen)
        have = stands.setdefault(key, spell)
        if (people[spell.of], spell.of) < (people[have.of], have.of):
            stands[key] = spell
    for spell in given:
        standing = stands[spell.person, spell.since, spell.until, spell.seen]
        if standing.of != spell.of:
            noted(spell, "the same days as another kind of membership of this person, which stands")
    return list(stands.values())


class Polls(NamedTuple):
    """The days on which a whole house was elected or dissolved, as its members' dates show them."""

    general: frozenset[str]
    dissolved: frozenset[str]
    starts: Counter[str]
    sitting: Callable[[str], int]

    def began(self, since: str | None) -> str | None:
        """How a tenure that begins on this day began, where the dates tell.

        After the first general election in the rows, a day on which few of the sitting members start (one in ten
        at most) is that of a by-election. A day between is of neither kind: the rows hold a part of a house.
        """
        if since is None or not self.general or len(since) != 10:
            return None
        if since in self.general:
            return "general election"
        few = self.starts[since] * 10 <= self.sitting(since)
        return "by-election" if since > min(self.general) and few else None

    def ended(self, until: str | None) -> str | None:
        """How a tenure that ends on this day ended: with a dissolution, or at the next general election."""
        if until in self.dissolved:
            return "dissolution"
        return "general election" if until in self.general else None


def polls(spells: Iterable[Spell]) -> Polls:
    """General elections and dissolutions among the dates of tenures.

    A general election is a day on which `WHOLE_HOUSE` or more start, at least half of those who then sit. A
    dissolution is a day on which as many stop, at least half of those who sat the day before, and that is no day of
    a general election. A file with fewer members of a house shows neither.
    """
    dated = [spell for spell in spells if not spell.seen]
    first, last = sorted(span_of(spell).start for spell in dated), sorted(span_of(spell).end for spell in dated)
    starts = Counter(spell.since for spell in dated if spell.since and len(spell.since) == 10)
    ends = Counter(spell.until for spell in dated if spell.until and len(spell.until) == 10)

    def sitting(day: str, before: int = 0) -> int:
        ordinal = date.fromisoformat(day).toordinal() - before
        return bisect_right(first, ordinal) - bisect_right(last, ordinal)

    general = frozenset(day for day, count in starts.items() if WHOLE_HOUSE <= count >= sitting(day) / 2)
    dissolved = frozenset(
        day for day, count in ends.items() if day not in general and WHOLE_HOUSE <= count >= sitting(day, 1) / 2
    )
    return Polls(general, dissolved, starts, sitting)


def most_at_once(spells: Iterable[Spell]) -> int:
    """How many people held these spells on the day when they were most."""
    spans = sorted({(spell.person, span_of(spell)) for spell in spells})
    first, last = sorted(span.start for _, span in spans), sorted(span.end for _, span in spans)
    return max((bisect_right(first, day) - bisect_right(last, day) for day in first), default=0)
