"""Dates as people write them in a table: those that are read, and those that would be a guess."""

from __future__ import annotations

import pytest

from chiltern.errors import BadDate
from chiltern.register.importers.plain_table import written_day


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", None),
        ("2019", "2019"),
        ("2019-02", "2019-02"),
        ("2019-02-18", "2019-02-18"),
        ("2019-02-18 00:00:00", "2019-02-18"),
        ("2019/2/8", "2019-02-08"),
        ("03/02/2019", "2019-02-03"),
        ("8.2.2019", "2019-02-08"),
        ("18 February 2019", "2019-02-18"),
        ("Monday, 18th Feb 2019", "2019-02-18"),
        ("Feb 18, 2019", "2019-02-18"),
        ("Sept. 2019", "2019-09"),
        ("May 2019", "2019-05"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, meant: str | None) -> None:
    assert written_day(written) == meant


@pytest.mark.parametrize(
    "words", ["02/18/2019", "18/2/19", "18 February", "yesterday", "spring 2019", "Monday 2019", "31/02/2019", "x" * 99]
)
def test_a_date_that_would_be_a_guess_is_none(words: str) -> None:
    with pytest.raises(BadDate, match=r"the day first"):
        written_day(words)
