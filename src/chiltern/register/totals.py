"""Party totals over time: a roll and two days in, the totals on each change, day, week, month or year out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from chiltern.errors import BadInput
from chiltern.register.roll import Roll
from chiltern.register.spans import ALWAYS, NEVER_ENDS, span_of
from chiltern.register.sweep import Totals, totals_over

Every = Literal["change", "day", "week", "month", "year"]


class DayTotals(msgspec.Struct, frozen=True):
    """Members by party on a day, by the parties' names, largest first; who sits for none is under "no party known"."""

    date: date
    members: int
    parties: dict[str, int]


def roll_totals(
    roll: Roll, since: date | None = None, last: date | None = None, every: Every = "change"
) -> tuple[DayTotals, ...]:
    """The totals from the first to the last day, both included; without them over all days that the roll covers.

    `every` "change" gives the first day and each day on which a total is another than on the day before. Raises
    `BadInput` for a last day before the first and for a roll without dates.
    """
    first, final = _bounds(roll, since, last)
    if final < first:
        raise BadInput(f"the last day, {final}, is before the first, {first}")
    found = totals_over(roll, list(_days(first, final, every)))
    return tuple(
        _named(roll, found, number) for number in range(len(found.dates)) if every != "change" or _new(found, number)
    )


def _bounds(roll: Roll, since: date | None, last: date | None) -> tuple[date, date]:
    spans = [span_of(tie) for tie in roll.tenures]
    known = [bound for span in spans for bound in span if ALWAYS < bound < NEVER_ENDS]
    if not known and (since is None or last is None):
        raise BadInput(f"the roll {roll.name} has no dates: give the first and the last day")
    return since or date.fromordinal(min(known)), last or date.fromordinal(max(known))


def _days(first: date, last: date, every: Every) -> Iterator[date]:
    day: date | None = first
    while day is not None and day <= last:
        yield day
        day = _next(day, every)


def _next(day: date, every: Every) -> date | None:
    """The next day to count; None at the end of the calendar."""
    try:
        match every:
            case "change" | "day":
                return day + timedelta(days=1)
            case "week":
                return day + timedelta(days=7)
            case "month":
                return date(day.year + day.month // 12, day.month % 12 + 1, 1)
            case "year":
                return date(day.year + 1, 1, 1)
    except (OverflowError, ValueError):
        return None


def _new(found: Totals, number: int) -> bool:
    return number == 0 or bool((found.counts[number] != found.counts[number - 1]).any())


def _named(roll: Roll, found: Totals, number: int) -> DayTotals:
    counts: Sequence[int] = found.counts[number].tolist()
    parties = {roll.parties[key].name: count for key, count in found.row(number).items()}
    if counts[-1]:
        parties["no party known"] = counts[-1]
    return DayTotals(found.dates[number], sum(counts), parties)
