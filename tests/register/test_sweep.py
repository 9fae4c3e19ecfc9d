"""Party totals on many dates by one sweep: always those that the roll gives for each date."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from chiltern.register.model import Affiliation, Party, Person, RollRows, Seat, Source, Tenure
from chiltern.register.roll import Roll, load_roll
from chiltern.register.sweep import Sittings, sittings, sweep, totals_over

PARTIES = ("reform", "bench", "labour")
PERSONS = ("ada", "tom", "nell")
SEATS = (Seat("vale", "Harrow Vale", "Assembly"), Seat("north", "Moor North", "Assembly", places=2))

# Few years, months and days, so that spells touch, overlap and begin on one day.
PARTIAL = st.one_of(
    st.sampled_from(["2019", "2020", "2021"]),
    st.sampled_from(["2019-02", "2019-12", "2020-01", "2020-02"]),
    st.dates(date(2019, 12, 28), date(2020, 1, 4)).map(date.isoformat),
)
DATES = st.lists(
    st.one_of(st.dates(date(2018, 12, 30), date(2021, 1, 3)), st.sampled_from([date.min, date.max])), max_size=12
)


@st.composite
def spells(draw: st.DrawFn) -> tuple[str | None, str | None]:
    bounds = sorted([draw(PARTIAL), draw(PARTIAL)], key=lambda text: (text + "-01-01")[:10])
    since, until = (draw(st.sampled_from([bound, None])) for bound in bounds)
    return since, until


@st.composite
def rolls(draw: st.DrawFn) -> Roll:
    sources = (Source("gazette", "Gazette", retrieved="2020-06-01"), Source("list", "List"))
    told = st.sampled_from([("gazette",), ("list",), ()])
    tenures = [
        Tenure(draw(st.sampled_from(PERSONS)), draw(st.sampled_from(SEATS)).id, since, until, sources=draw(told))
        for since, until in draw(st.lists(spells(), max_size=6))
    ]
    affiliations = [
        Affiliation(draw(st.sampled_from(PERSONS)), draw(st.sampled_from(PARTIES)), since, until, sources=draw(told))
        for since, until in draw(st.lists(spells(), max_size=6))
    ]
    return Roll(
        RollRows(
            "moorland",
            sources=sources,
            parties=tuple(Party(party, party.title()) for party in PARTIES),
            seats=SEATS,
            persons=tuple(Person(person, person.title()) for person in PERSONS),
            tenures=tuple(tenures),
            affiliations=tuple(affiliations),
        )
    )


def small_roll(*affiliations: Affiliation, tenures: tuple[Tenure, ...]) -> Roll:
    return Roll(
        RollRows(
            "moorland",
            parties=tuple(Party(party, party.title()) for party in PARTIES),
            seats=SEATS,
            persons=tuple(Person(person, person.title()) for person in PERSONS),
            tenures=tenures,
            affiliations=affiliations,
        )
    )


@given(rolls(), DATES)
def test_every_row_is_what_the_roll_says_of_the_day(roll: Roll, dates: list[date]) -> None:
    totals = totals_over(roll, dates)
    assert totals.dates == tuple(dates)
    for number, day in enumerate(dates):
        assert totals.row(number) == roll.totals(day)
        assert int(totals.counts[number].sum()) == len(roll.members(day))


def test_the_built_in_roll_on_every_day_of_its_parliament() -> None:
    roll = load_roll("uk-commons-2017")
    first = date(2017, 6, 8)
    days = [first + timedelta(days=number) for number in range((date(2019, 11, 6) - first).days + 1)]
    totals = totals_over(roll, days)
    for number, day in enumerate(days):
        assert totals.row(number) == roll.totals(day), day
    assert (totals.of("labour")[days.index(date(2019, 2, 17))], totals.of("labour")[days.index(date(2019, 2, 18))]) == (
        255,
        248,
    )


def test_a_day_of_change_belongs_to_the_new_party() -> None:
    roll = small_roll(
        Affiliation("ada", "reform", "2019", "2020-02-18"),
        Affiliation("ada", "bench", "2020-02-18"),
        tenures=(Tenure("ada", "vale", "2019"),),
    )
    totals = totals_over(roll, [date(2020, 2, 17), date(2020, 2, 18)])
    assert [totals.row(0), totals.row(1)] == [{"reform": 1}, {"bench": 1}]


def test_members_without_a_party_have_a_column_of_their_own() -> None:
    roll = small_roll(
        Affiliation("ada", "reform", "2020", "2021"), tenures=(Tenure("ada", "vale"), Tenure("tom", "north"))
    )
    totals = totals_over(roll, [date(2019, 6, 1), date(2020, 6, 1)])
    assert totals.parties == ("reform", None)
    assert totals.counts.tolist() == [[0, 2], [1, 1]]
    assert totals.row(0) == {}
    assert totals.of(None).tolist() == [2, 1]
    assert totals.of("nobody's party").tolist() == [0, 0]


def test_a_seat_counts_no_more_members_than_it_has_places() -> None:
    roll = small_roll(
        Affiliation("ada", "reform"),
        Affiliation("tom", "bench"),
        Affiliation("nell", "labour"),
        tenures=(Tenure("ada", "north", "2019"), Tenure("tom", "north", "2020"), Tenure("nell", "north", "2021")),
    )
    days = [date(2019, 5, 1), date(2020, 5, 1), date(2021, 5, 1)]
    totals = totals_over(roll, days)
    assert [totals.row(number) for number in range(3)] == [
        {"reform": 1},
        {"bench": 1, "reform": 1},
        {"bench": 1, "labour": 1},
    ]


def test_dates_may_repeat_and_come_in_any_order() -> None:
    roll = load_roll("uk-commons-2017")
    days = [date(2019, 2, 22), date(2017, 7, 1), date(2019, 2, 22)]
    found = sittings(roll)
    totals = totals_over(found, days)
    assert isinstance(found, Sittings)
    assert totals.counts[0].tolist() == totals.counts[2].tolist()
    assert totals.row(1) == roll.totals(days[1])


def test_no_dates_and_no_members_give_empty_tables() -> None:
    assert totals_over(load_roll("uk-commons-2017"), []).counts.shape[0] == 0
    nobody = totals_over(small_roll(tenures=()), [date(2020, 1, 1)])
    assert nobody.parties == (None,)
    assert nobody.counts.tolist() == [[0]]


@given(
    st.integers(0, 12).flatmap(
        lambda size: st.tuples(
            arrays(np.int64, size, elements=st.integers(-40, 40)),
            arrays(np.int64, size, elements=st.integers(-40, 40)),
            arrays(np.int64, size, elements=st.integers(0, 3)),
        )
    ),
    arrays(np.int64, st.integers(0, 9), elements=st.one_of(st.integers(-45, 45), st.sampled_from([-(10**6), 10**7]))),
)
def test_the_sweep_counts_as_counting_one_by_one_does(
    intervals: tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...], days: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> None:
    starts, ends, groups = intervals
    counted = sweep(starts, ends, groups, days, 4)
    assert counted.dtype == np.int32
    assert counted.shape == (days.size, 4)
    for row, day in zip(counted.tolist(), days.tolist(), strict=True):
        holding = [group for start, end, group in zip(*intervals, strict=True) if start <= day < end]
        assert row == [holding.count(group) for group in range(4)]


@pytest.mark.parametrize("group", [-1, 2])
def test_a_group_that_is_not_there_is_refused(group: int) -> None:
    one = np.array([1])
    with pytest.raises(ValueError, match="groups go from 0 to 1"):
        sweep(one, one + 1, np.array([group]), one, 2)


def test_nothing_that_every_command_loads_imports_the_sweep() -> None:
    code = "import sys, chiltern.cli.main; print('numpy' in sys.modules or 'chiltern.register.sweep' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
