"""The terms of a chamber, read off its tenures: on which days it was elected as a whole, and on which it was dissolved.

A roll goes in; the days come out. A day on which half of a chamber's members or more begin is an election of the whole
chamber, and one on which as many end is its dissolution, whatever the sources call it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from chiltern.register.roll import Roll
from chiltern.register.spans import ALWAYS, NEVER_ENDS, span_of

_LEAST = 10  # members that must begin or end together; a handful is a by-election day or an excerpt
_SHARE = 0.5  # of those who sit on the day, or sat on the day before


@dataclass(frozen=True)
class Terms:
    """Ordinals of the days on which the chamber was elected, and of those from which it was dissolved, in order."""

    elected: tuple[int, ...]
    dissolved: tuple[int, ...]


def terms_of(roll: Roll) -> Terms:
    """When the chamber was elected and dissolved."""
    spans = [span_of(tie) for tie in roll.tenures if not tie.seen]
    starts, ends = sorted(span.start for span in spans), sorted(span.end for span in spans)
    return Terms(
        _days(starts, lambda day: bisect_right(starts, day) - bisect_right(ends, day)),
        _days(ends, lambda day: bisect_left(starts, day) - bisect_left(ends, day)),
    )


def _days(turns: list[int], sitting: Callable[[int], int]) -> tuple[int, ...]:
    """The days on which half of those who sit begin or end."""
    counts = Counter(day for day in turns if ALWAYS < day < NEVER_ENDS)
    together = ((day, number) for day, number in counts.items() if number >= _LEAST)
    return tuple(sorted(day for day, number in together if number >= _SHARE * sitting(day)))
