"""The terms of a chamber, read off its tenures: on which days it was elected as a whole, and on which it was dissolved.

A roll goes in; the days come out. A day on which half of a chamber's members or more begin is an election of the whole
chamber, and one on which as many end is its dissolution, whatever the sources call it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from chiltern.dates import first_day
from chiltern.register.roll import Roll

_LEAST = 10  # members that must begin or end together; a handful is a by-election day or an excerpt
_SHARE = 0.5


@dataclass(frozen=True)
class Terms:
    """Ordinals of the days on which the chamber was elected, and of those from which it was dissolved, in order."""

    elected: tuple[int, ...]
    dissolved: tuple[int, ...]

    def end_after(self, day: int) -> int | None:
        """The first dissolution on or after the day."""
        at = bisect_left(self.dissolved, day)
        return self.dissolved[at] if at < len(self.dissolved) else None


def terms_of(roll: Roll) -> Terms:
    """When the chamber was elected and dissolved."""
    known = [tie for tie in roll.tenures if not tie.seen]
    begins = Counter(first_day(tie.since).toordinal() for tie in known if tie.since)
    ends = Counter(first_day(tie.until).toordinal() for tie in known if tie.until)
    whole = max((*begins.values(), *ends.values()), default=0)
    least = max(_LEAST, whole * _SHARE)
    return Terms(_days(begins, least), _days(ends, least))


def _days(counts: Counter[int], least: float) -> tuple[int, ...]:
    return tuple(sorted(day for day, number in counts.items() if number >= least))
