"""The real tables of Parliament's results database, in ../shared/data: what they hold, and that it is as known."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.psephology import read
from chiltern.register.model import Contest, Seat
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data/elections"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official tables in ../shared/data")


def real_tables(*names: str) -> Imported:
    return read([InFile(name, (DATA / name).read_bytes()) for name in names], Wish())


def adds_up(contest: Contest) -> bool:
    """Whether majority and valid votes are those of the candidates listed."""
    votes = [row.votes or 0 for row in contest.candidates]
    return sum(votes) == contest.valid_votes and (len(votes) < 2 or votes[0] - votes[1] == contest.majority)


def test_all_tables_together_in_a_few_seconds() -> None:
    started = time.process_time()
    made = real_tables(*(path.name for path in sorted(DATA.glob("*.csv"))))
    assert time.process_time() - started < 10  # 1.7 seconds where this was written
    rows = made.rows
    numbered = [row for row in rows.seats if "psephology" in row.identifiers]
    assert len(numbered) == 1959
    assert sum("gss" in row.identifiers for row in numbered) == 1869
    assert len([row for row in rows.seats if "mnis" in row.identifiers]) == 650 + 3877
    assert len([row for row in rows.parties if "psephology" in row.identifiers]) == 324
    # 3,281 elections, and from the Library's table those of 1918 to 2005: 17,048 rows less 3 of 650.
    assert len(rows.contests) == 3281 + 17048 - 3 * 650
    assert Counter(row.kind for row in rows.contests)["by-election"] == 31
    assert len([tie for tie in rows.tenures if tie.began]) == 3281
    assert len([tie for tie in rows.tenures if not tie.began]) == 1368  # maiden speeches
    registered = [row.identifiers["ec"] for row in rows.parties if "ec" in row.identifiers]
    assert len(registered) == len(set(registered))
    assert [str(row) for row in made.skipped] == [
        "notional-2019-candidacies.csv: notional votes, not those of a contest that was held",
        "constituency-overlaps.csv: how boundaries overlap, which a roll has no place for",
        "notional-2019-elections.csv: 650 notional results, for no election that was held",
        "candidacies.csv, line 11860: the mnis_id 16 of Adam Cleary, which is another person's",
        "candidacies.csv, line 12221: the mnis_id 441 of Michael Boyle, which is another person's",
    ]
    Roll(rows)


def test_every_maiden_speech_was_made_for_a_seat_that_is_known() -> None:
    made = real_tables("maiden-speeches.csv", "constituencies.csv")
    assert len(made.rows.seats) == 1959
    assert len(made.rows.tenures) == 1368


def test_winners_of_each_general_election_are_as_known() -> None:
    roll = Roll(real_tables("elections.csv", "candidacies.csv").rows)
    assert sum(len(row.candidates) for row in roll.contests) == 19538
    known = {
        date(2010, 5, 6): {"conservative": 306, "labour": 258, "liberal-democrats": 57},
        date(2015, 5, 7): {"conservative": 330, "labour": 232, "snp": 56, "liberal-democrats": 8},
        date(2017, 6, 8): {"conservative": 317, "labour": 262, "snp": 35, "liberal-democrats": 12, "dup": 10},
        date(2019, 12, 12): {"conservative": 365, "labour": 202, "snp": 48, "liberal-democrats": 11},
        date(2024, 7, 4): {"labour": 411, "conservative": 121, "liberal-democrats": 72, "reform-uk": 5},
    }
    for day, parties in known.items():
        totals = roll.totals(day)
        assert sum(totals.values()) == len(roll.members(day)) == 650
        assert totals | parties == totals, day
        assert totals["speaker"] == 1


def test_two_results_do_not_add_up_and_are_kept_as_given() -> None:
    made = real_tables("elections.csv", "candidacies.csv")
    wrong = [row for row in made.rows.contests if not adds_up(row)]
    assert [(row.seat, row.date) for row in wrong] == [
        ("sheffield-brightside-and-hillsborough", "2016-05-05"),
        ("sleaford-and-north-hykeham", "2016-12-08"),
    ]
    assert [(row.valid_votes, sum(one.votes or 0 for one in row.candidates)) for row in wrong] == [
        (22581, 23481),
        (32834, 29471),
    ]


def test_candidacies_alone_tell_general_elections_from_by_elections() -> None:
    alone, together = real_tables("candidacies.csv"), real_tables("candidacies.csv", "elections.csv")
    assert Counter((row.date, row.kind) for row in alone.rows.contests) == Counter(
        (row.date, row.kind) for row in together.rows.contests
    )
    assert [row.identifiers for row in alone.rows.persons] == [row.identifiers for row in together.rows.persons]


def test_every_seat_contested_lay_in_its_boundary_set() -> None:
    made = real_tables("elections.csv", "constituencies.csv")
    seats: dict[str, Seat] = {row.id: row for row in made.rows.seats}
    for contest in made.rows.contests:
        seat = seats[contest.seat]
        assert (seat.since or "") <= contest.date < (seat.until or "9999")
    for country in ("Scotland", "Wales", "Northern Ireland"):
        sets = sorted({(row.since or "", row.until or "") for row in seats.values() if row.region == country})
        assert [until for _, until in sets[:-1]] == [since for since, _ in sets[1:]]
