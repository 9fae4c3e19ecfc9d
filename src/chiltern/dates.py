"""Partial dates and half-open intervals: "2019", "2019-02" and "2019-02-18" are dates, each as wide as it says.

A partial date is ISO 8601 text of a year, a month or a day, so that it sorts, compares and prints as it is.
`first_day` and `day_after` give the days it covers, end excluded; `covers` asks whether a day lies in an interval.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

import msgspec

from chiltern.errors import BadDate

PartialDate = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def parse_date(text: str) -> PartialDate:
    """The ISO text of a year, month or day; raises `BadDate` for anything else, and for days no calendar has."""
    made = text.strip()
    if _ISO.fullmatch(made) is None:
        raise BadDate(f"{text!r} is no date: write 2019, 2019-02 or 2019-02-18")
    try:
        first_day(made)
    except ValueError:
        raise BadDate(f"{text!r} is no day of the calendar") from None
    return made


@lru_cache(maxsize=65536)
def first_day(partial: PartialDate) -> date:
    """The first day covered."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=65536)
def day_after(partial: PartialDate) -> date:
    """The first day no longer covered."""
    year, month, day = _parts(partial)
    if day:
        return date(year, month, day) + timedelta(days=1)
    if month:
        return date(year + month // 12, month % 12 + 1, 1)
    return date(year + 1, 1, 1)


def covers(since: PartialDate | None, until: PartialDate | None, day: date) -> bool:
    """Whether `day` lies in [since, until): an open side has no bound; a partial bound means its first day."""
    if since is not None and day < first_day(since):
        return False
    return until is None or day < first_day(until)


def _parts(partial: PartialDate) -> tuple[int, int, int]:
    numbers = [int(part) for part in partial.split("-")]
    year, month, day = numbers + [0] * (3 - len(numbers))
    return year, month, day
