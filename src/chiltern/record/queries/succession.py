"""Which of one holder's positions on one act come after which: pure, and linear in their number.

Later is decided by the day it held, then by the hour of the report where both reports give one, then, for what one
report says of a holder's own doing, by the place in the text. Where neither is later, both stand, side by side: two
reports of one day that differ are a disagreement, not a change of mind, and somebody may regret and condemn in one
breath.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from chiltern.claims import Stance
from chiltern.dates import PartialDate, day_after
from chiltern.record.parts import day_of, instant
from chiltern.record.queries.results import Stood

# What a holder says of an own act; the other stances judge anybody's.
OWN: frozenset[Stance] = frozenset({"done", "intends", "rules_out", "leaves_open", "conditional"})
# What is done here is done: a report that looks back on the wavering before does not undo it, only a later denial.
_FINAL = frozenset({"leave", "join", "form", "remove", "resign_seat"})


class Placed(NamedTuple):
    """A position with its place in time: sorts from the first to the last. `hour` is UTC, "" where none is given."""

    day: date
    hour: str
    report: int
    start: int
    claim: str
    position: Stood

    @property
    def stance(self) -> Stance:
        return self.position.stance


class Settled(NamedTuple):
    """Where one position came to: standing, or beneath the stances that superseded it."""

    position: Stood
    beneath: frozenset[Stance]


def placed(position: Stood) -> Placed:
    words = position.words
    made = instant(words.report.published)
    hour = made if made and len(made) > len("2019-02-18") else ""
    return Placed(day_held(position), hour, words.report.id, words.start, words.claim, position)


def day_held(position: Stood) -> date:
    """The last day that the date of a position can mean, no later than its report; undated ones come first."""
    return _day_held(position.since, position.words.report.published)


# Many positions share their day and their report's.
@lru_cache(maxsize=65536)
def _day_held(since: PartialDate | None, published: PartialDate | None) -> date:
    last_days = [day_after(partial) - timedelta(days=1) for partial in (since, day_of(published)) if partial]
    return min(last_days, default=date.min)


def settle(line: Iterable[Placed]) -> list[Settled]:
    """What becomes of each position of one holder on one act, about one subject and object."""
    positions = list(line)
    if _is_done(positions):
        done: frozenset[Stance] = frozenset({"done"})
        return [Settled(old.position, done - {old.stance}) for old in positions]
    latest = _Latest(positions)
    stand = [old for old in positions if not latest.after(old)]
    standing = _Latest(stand)
    every = frozenset(old.stance for old in stand)
    settled = []
    for old in positions:
        # Who came back to an earlier stance is shown with it: what came in between stands no more.
        beneath = (standing.after(old) or every) if latest.after(old) else frozenset[Stance]()
        settled.append(Settled(old.position, beneath))
    return settled


def _is_done(positions: list[Placed]) -> bool:
    """Whether the act is done for good: no report of a later day denies it."""
    done = [old.day for old in positions if old.stance == "done" and old.position.act in _FINAL]
    denied = [old.day for old in positions if old.stance == "rules_out"]
    return bool(done) and max(denied, default=date.min) <= max(done)


class _Latest:
    """The last day, hour and place at which each stance was held, to ask what comes after a position."""

    def __init__(self, positions: Iterable[Placed]) -> None:
        self._day: dict[Stance, date] = {}
        self._hour: defaultdict[date, dict[Stance, str]] = defaultdict(dict)
        self._start: defaultdict[tuple[date, int], dict[Stance, int]] = defaultdict(dict)
        for new in positions:
            stance, hours, starts = new.stance, self._hour[new.day], self._start[new.day, new.report]
            self._day[stance] = max(self._day.get(stance, date.min), new.day)
            if new.hour:
                hours[stance] = max(hours.get(stance, ""), new.hour)
            if stance in OWN:
                starts[stance] = max(starts.get(stance, 0), new.start)

    def after(self, old: Placed) -> frozenset[Stance]:
        """The other stances that are held later than this position."""
        found = {stance for stance, day in self._day.items() if day > old.day}
        if old.hour:
            found |= {stance for stance, hour in self._hour[old.day].items() if hour > old.hour}
        if old.stance in OWN:
            found |= {stance for stance, start in self._start[old.day, old.report].items() if start > old.start}
        return frozenset(found - {old.stance})
