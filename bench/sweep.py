"""Party totals on 10,000 dates: Chiltern's sweep against pandas and against a plain SQL join.

All start from the same intervals (who sat for which party from when until when) on arrays, data frames or an indexed
table, and give the same matrix of days by parties, which is checked before anything is timed. The intervals are made
up from a fixed seed, in the shape of the House of Commons: 20 parliaments since 1945, most members chosen again, one
in twenty changing party.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.timing import Contestant, measure, table, versions
from chiltern.register.model import Affiliation, Party, Person, RollRows, Seat, Tenure
from chiltern.register.roll import Roll
from chiltern.register.sweep import Sittings, sittings, sweep

SEED = 20190218
PARTIES = 24
PARLIAMENTS = 20
DATES = 10_000
FIRST, LAST = date(1945, 7, 5).toordinal(), date(2024, 5, 30).toordinal()
# Rows that a cross merge makes at once: some 250 MB.
ROWS_AT_ONCE = 4_000_000

Matrix = NDArray[np.int32]


@dataclass(frozen=True)
class Case:
    """A made-up House over time, and the days asked for."""

    roll: Roll
    intervals: Sittings
    days: NDArray[np.int64]

    @property
    def n_groups(self) -> int:
        return len(self.intervals.parties)


def made_up(seats: int) -> Case:
    """A roll of 20 tenures for each seat, and 10,000 days of its time in no order."""
    random = np.random.default_rng(SEED)
    bounds = np.linspace(FIRST, LAST, PARLIAMENTS + 1).astype(int)
    persons: list[str] = []
    tenures: list[Tenure] = []
    affiliations: list[Affiliation] = []
    for seat in range(seats):
        for number, (begin, end) in enumerate(pairwise(bounds.tolist())):
            if number == 0 or random.random() < 0.35:
                persons.append(f"p{len(persons)}")
                affiliations += _parties(random, persons[-1], begin)
            # A by-election, or a seat that stays empty for some weeks, makes the ends differ.
            until = end - int(random.integers(25, 44)) - int(random.exponential(30))
            tenures.append(Tenure(persons[-1], f"s{seat}", _day(begin), _day(max(until, begin + 1))))
    roll = Roll(
        RollRows(
            "made-up",
            parties=tuple(Party(f"g{number}", f"Party {number}") for number in range(PARTIES)),
            seats=tuple(Seat(f"s{number}", f"Seat {number}", "House") for number in range(seats)),
            persons=tuple(Person(person, person) for person in persons),
            tenures=tuple(tenures),
            affiliations=tuple(affiliations),
        )
    )
    return Case(roll, sittings(roll), random.integers(FIRST, LAST, DATES))


def _parties(random: np.random.Generator, person: str, begin: int) -> list[Affiliation]:
    # A few large parties and many small ones.
    first, second = (f"g{min(int(random.exponential(2.5)), PARTIES - 1)}" for _ in range(2))
    if random.random() < 0.05 and first != second:
        change = _day(min(begin + int(random.integers(30, 3000)), LAST))
        return [Affiliation(person, first, _day(begin), change), Affiliation(person, second, change)]
    return [Affiliation(person, first, _day(begin))]


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def ours(case: Case, days: NDArray[np.int64]) -> Matrix:
    of = case.intervals
    return sweep(of.starts, of.ends, of.groups, days, case.n_groups)


def frame(case: Case) -> pd.DataFrame:
    of = case.intervals
    return pd.DataFrame({"start": of.starts, "end": of.ends, "party": of.groups})


def pandas_merge(case: Case, intervals: pd.DataFrame, days: NDArray[np.int64]) -> Matrix:
    """Every date beside every interval, those kept that hold; in portions that fit in memory."""
    counts = np.zeros((days.size, case.n_groups), np.int32)
    step = max(1, ROWS_AT_ONCE // len(intervals))
    for begin in range(0, days.size, step):
        asked = pd.DataFrame({"day": days[begin : begin + step]}).rename_axis("row").reset_index()
        both = asked.merge(intervals, how="cross")
        held = both[(both["start"] <= both["day"]) & (both["day"] < both["end"])]
        found = held.groupby(["row", "party"]).size()
        rows, parties = (found.index.get_level_values(level).to_numpy() for level in range(2))
        counts[begin + rows, parties] = found.to_numpy()
    return counts


def pandas_masks(case: Case, intervals: pd.DataFrame, days: NDArray[np.int64]) -> Matrix:
    """For each date the intervals that hold, counted by party."""
    counts = np.zeros((days.size, case.n_groups), np.int32)
    for row, day in enumerate(days.tolist()):
        found = intervals.loc[(intervals["start"] <= day) & (day < intervals["end"]), "party"].value_counts()
        counts[row, found.index.to_numpy()] = found.to_numpy()
    return counts


def pandas_running_totals(case: Case, intervals: pd.DataFrame, days: NDArray[np.int64]) -> Matrix:
    """The sweep's own idea in pandas: each party's running total by day of change, then `merge_asof` with the dates."""
    begun = intervals[["start", "party"]].rename(columns={"start": "day"}).assign(change=1)
    ended = intervals[["end", "party"]].rename(columns={"end": "day"}).assign(change=-1)
    changes = pd.concat([begun, ended]).pivot_table(
        index="day", columns="party", values="change", aggfunc="sum", fill_value=0
    )
    running = changes.reindex(columns=range(case.n_groups), fill_value=0).cumsum().reset_index()
    asked = pd.DataFrame({"day": days}).rename_axis("row").reset_index().sort_values("day")
    found = pd.merge_asof(asked, running, on="day").sort_values("row")
    counts: Matrix = found[list(range(case.n_groups))].fillna(0).to_numpy().astype(np.int32)
    return counts


def database(case: Case) -> sqlite3.Connection:
    """The intervals in an indexed table, the numbers of the dates in another."""
    made = sqlite3.connect(":memory:")
    of = case.intervals
    rows = zip(of.starts.tolist(), of.ends.tolist(), of.groups.tolist(), strict=True)
    made.execute("CREATE TABLE intervals (start INTEGER, until INTEGER, party INTEGER)")
    made.executemany("INSERT INTO intervals VALUES (?, ?, ?)", rows)
    made.execute("CREATE INDEX by_days ON intervals (start, until, party)")
    made.execute("CREATE TABLE dates (row INTEGER PRIMARY KEY, day INTEGER)")
    made.execute("ANALYZE")
    return made


def sql_join(case: Case, made: sqlite3.Connection, days: NDArray[np.int64]) -> Matrix:
    counts = np.zeros((days.size, case.n_groups), np.int32)
    made.execute("DELETE FROM dates")
    made.executemany("INSERT INTO dates VALUES (?, ?)", enumerate(days.tolist()))
    rows = made.execute(
        "SELECT row, party, count(*) FROM dates JOIN intervals ON day >= start AND day < until GROUP BY row, party"
    ).fetchall()
    found = np.array(rows, np.int64).reshape(len(rows), 3)
    counts[found[:, 0], found[:, 1]] = found[:, 2]
    return counts


def check(case: Case, ways: list[Callable[[NDArray[np.int64]], Matrix]]) -> None:
    """All ways give one matrix, on a few of the days, and it is what the roll says of these."""
    days = case.days[:12]
    expected = ours(case, days)
    for way in ways:
        if not np.array_equal(way(days), expected):
            raise RuntimeError("the contestants do not agree: nothing was timed")
    parties = case.intervals.parties
    for day, row in zip(days.tolist(), expected.tolist(), strict=True):
        totals = {party: count for party, count in zip(parties, row, strict=True) if party is not None and count}
        if totals != case.roll.totals(date.fromordinal(day)):
            raise RuntimeError("the sweep does not give what the roll gives: nothing was timed")


def compare(seats: int, sql_part: float, merge_rounds: int) -> None:
    case = made_up(seats)
    intervals, made = frame(case), database(case)
    ways: list[Callable[[NDArray[np.int64]], Matrix]] = [
        lambda days: ours(case, days),
        lambda days: pandas_running_totals(case, intervals, days),
        lambda days: pandas_masks(case, intervals, days),
        lambda days: pandas_merge(case, intervals, days),
        lambda days: sql_join(case, made, days),
    ]
    check(case, ways)
    sweep_, running, masks, merge, join = ways
    some = case.days[: round(DATES * sql_part)]
    timings = measure(
        [
            Contestant("Chiltern, sweep on arrays", lambda: sweep_(case.days), rounds=25),
            Contestant("pandas, running totals and merge_asof", lambda: running(case.days)),
            Contestant("pandas, a mask for each date", lambda: masks(case.days), rounds=1),
            Contestant("pandas, cross merge", lambda: merge(case.days), rounds=merge_rounds),
            Contestant("SQLite, join on an index", lambda: join(some), part=sql_part, rounds=1),
        ],
        rounds=5,
    )
    sitting = np.mean(ours(case, case.days).sum(axis=1))
    print(
        table(
            f"{DATES:,} dates, {len(case.roll.tenures):,} tenures ({case.intervals.starts.size:,} intervals, "
            f"{sitting:,.0f} holding on a date), {case.n_groups} parties",
            timings,
        ),
        flush=True,
    )
    made.close()
    prepared(case)


def prepared(case: Case) -> None:
    """What it takes to get from a roll's rows to the intervals, once, and what asking the roll day by day takes."""
    roll = case.roll
    tenures = pd.DataFrame([(row.person, row.since, row.until) for row in roll.tenures], columns=["person", "s", "u"])
    ties = pd.DataFrame(
        [(row.person, row.party, row.since, row.until) for row in roll.affiliations],
        columns=["person", "party", "s2", "u2"],
    )

    def pandas_intervals() -> pd.DataFrame:
        held = tenures.assign(s=pd.to_datetime(tenures["s"]), u=pd.to_datetime(tenures["u"]))
        sat_for = ties.assign(s2=pd.to_datetime(ties["s2"]), u2=pd.to_datetime(ties["u2"]))
        both = held.merge(sat_for, on="person")
        both = both.assign(start=np.maximum(both["s"], both["s2"]), end=np.fmin(both["u"], both["u2"]))
        return both[both["start"] < both["end"]]

    if len(pandas_intervals()) != case.intervals.starts.size:
        raise RuntimeError("the contestants do not find the same intervals: nothing was timed")
    # A roll remembers the members of the days it was asked for, so these are others than those of the check.
    few = [date.fromordinal(day) for day in case.days[1_000:1_100].tolist()]

    def day_by_day() -> None:
        for day in few:
            roll.totals(day)

    timings = measure(
        [
            Contestant("Chiltern, roll to intervals (once for a roll)", lambda: sittings(roll)),
            Contestant("pandas, merge of tenures and affiliations", pandas_intervals),
            Contestant("Chiltern, Roll.totals day by day", day_by_day, part=len(few) / DATES, rounds=1),
        ],
        rounds=5,
    )
    print(table("  before the sweep, and without it", timings), flush=True)


def main() -> None:
    print(versions("numpy", "pandas"), f"SQLite {sqlite3.sqlite_version}, seed {SEED}", sep=", ")
    compare(seats=650, sql_part=1.0, merge_rounds=3)
    compare(seats=5_000, sql_part=0.05, merge_rounds=1)


if __name__ == "__main__":
    main()
