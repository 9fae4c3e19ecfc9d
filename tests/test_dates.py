"""Partial dates as half-open intervals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.dates import covers, day_after, first_day, parse_date
from chiltern.errors import BadDate


@pytest.mark.parametrize(
    ("partial", "first", "after"),
    [
        ("2019", date(2019, 1, 1), date(2020, 1, 1)),
        ("2019-02", date(2019, 2, 1), date(2019, 3, 1)),
        ("2019-12", date(2019, 12, 1), date(2020, 1, 1)),
        ("2019-02-18", date(2019, 2, 18), date(2019, 2, 19)),
        ("2019-12-31", date(2019, 12, 31), date(2020, 1, 1)),
        ("2020-02-28", date(2020, 2, 28), date(2020, 2, 29)),
    ],
)
def test_days_covered(partial: str, first: date, after: date) -> None:
    assert first_day(partial) == first
    assert day_after(partial) == after


@pytest.mark.parametrize("text", ["", "18 February 2019", "2019-2-18", "2019-13", "2019-02-30", "19", "0000-01-01"])
def test_no_date(text: str) -> None:
    with pytest.raises(BadDate, match=r"is no (date|day)"):
        parse_date(text)


def test_a_date_is_kept_as_written() -> None:
    assert parse_date(" 2019-02 ") == "2019-02"


def test_the_start_counts_and_the_end_does_not() -> None:
    assert covers("2019-02-18", "2019-04-18", date(2019, 2, 18))
    assert not covers("2019-02-18", "2019-04-18", date(2019, 4, 18))
    assert not covers("2019-02-18", None, date(2019, 2, 17))
    assert covers(None, None, date(1832, 6, 7))


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31)))
def test_a_day_meets_the_next(day: date) -> None:
    partial = day.isoformat()
    assert first_day(partial) == day
    assert covers(partial, day_after(partial).isoformat(), day)
    assert not covers(partial, partial, day)
