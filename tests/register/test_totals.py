"""Totals over time: on each change, or regularly."""

from __future__ import annotations

from datetime import date

import pytest

from chiltern.errors import BadInput
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll, load_roll
from chiltern.register.totals import roll_totals
from tests.register.lines import roll_rows

ROLL = Roll(
    roll_rows(
        "a",
        "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-06\nTom Pym | Southcliff | 2017-06-08",
        "Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-18\nNell Ashworth | Independent | 2019-02-18 | 2019-11-06",
    )
)


def test_a_row_for_each_change_and_one_for_the_first_day() -> None:
    assert [(day.date.isoformat(), day.members, day.parties) for day in roll_totals(ROLL)] == [
        ("2017-06-08", 2, {"Blue Party": 1, "no party known": 1}),
        ("2019-02-18", 2, {"Independent": 1, "no party known": 1}),
        ("2019-11-06", 1, {"no party known": 1}),
    ]


def test_regular_days() -> None:
    first, last = date(2018, 11, 30), date(2019, 2, 18)
    counted = {every: len(roll_totals(ROLL, first, last, every)) for every in ("day", "week", "month", "year")}
    assert counted == {"day": 81, "week": 12, "month": 4, "year": 2}
    assert [day.date.isoformat() for day in roll_totals(ROLL, first, last, "month")] == [
        "2018-11-30", "2018-12-01", "2019-01-01", "2019-02-01",
    ]  # fmt: skip


def test_the_end_of_the_calendar_is_an_end() -> None:
    assert len(roll_totals(ROLL, date(9999, 12, 1), date.max, "day")) == 31
    assert len(roll_totals(ROLL, date(9999, 12, 1), date.max, "month")) == 1


def test_days_the_wrong_way_round_and_a_roll_without_days_are_refused() -> None:
    with pytest.raises(BadInput, match="2019-01-01, is before the first, 2019-02-01"):
        roll_totals(ROLL, date(2019, 2, 1), date(2019, 1, 1))
    with pytest.raises(BadInput, match="no dates"):
        roll_totals(Roll(RollRows(name="empty")))


def test_the_split_of_february_2019() -> None:
    days = roll_totals(load_roll("uk-commons-2017"), date(2019, 2, 17), date(2019, 2, 28))
    told = [(f"{day.date:%d}", day.parties["Labour Party"], day.parties["Independent"]) for day in days]
    assert told == [("17", 255, 8), ("18", 248, 15), ("19", 247, 16), ("20", 247, 19), ("22", 246, 20), ("27", 245, 21)]
