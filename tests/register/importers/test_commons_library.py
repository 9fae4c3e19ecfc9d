"""Results by party group, as the House of Commons Library tabulates them: contests without candidates' names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.psephology import read
from chiltern.register.model import Contest

DATA = Path(__file__).parents[3] / "../shared/data/elections"
real = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official tables in ../shared/data")


def imported(*texts: str) -> Imported:
    files = [InFile(f"{number}.csv", text.encode()) for number, text in enumerate(texts)]
    return read(files, Wish())


def real_tables(*names: str) -> Imported:
    return read([InFile(name, (DATA / name).read_bytes()) for name in names], Wish())


SINCE_1918 = """\
constituency_id,seats,constituency,country/region,electorate,con_votes,lib_votes,lab_votes,natSW_votes,oth_votes,\
total_votes,election,boundary_set
1,1,CHALKFORD-ON-THE-HILL,South East,30000,9000,4000,8000,,0,21000,1918,1918-1935
2,2,HARBOUR,South East,,-2,,,,,-2,1918,1918-1935
1,1,CHALKFORD-ON-THE-HILL,South East,31000,9000,,9500,,11,18511,1929,1918-1935
1,1,GWENT SOUTH,Wales,50000,9000,8000,9500,700,,27200,1974F,1974-1979
1,1,GWENT SOUTH,Wales,50000,,8000,9500,700,,18200,1983,1983-1992
"""


def test_votes_by_party_group_make_contests_without_a_winner() -> None:
    made = imported(SINCE_1918)
    assert [row.date for row in made.rows.contests] == [
        "1918-12-14",
        "1918-12-14",
        "1929-05-30",
        "1974-02-28",
        "1983-06-09",
    ]
    contest = made.rows.contests[0]
    ran = [(row.name, row.party, row.votes, row.elected) for row in contest.candidates]
    assert ran == [
        ("Conservative", "conservative", 9000, False),
        ("Labour", "labour", 8000, False),
        ("Liberal", "liberal", 4000, False),
    ]
    assert (contest.electorate, contest.valid_votes, contest.majority) == (30000, 21000, None)
    assert not made.rows.tenures
    names = {row.date: [one.party for one in row.candidates] for row in made.rows.contests}
    assert names["1929-05-30"] == ["labour", "conservative", "others"]
    assert names["1974-02-28"] == ["labour", "conservative", "liberal", "plaid-cymru"]
    assert names["1983-06-09"][1] == "sdp-liberal-alliance"


def test_seats_of_several_members_say_so_and_those_unopposed_are_elected() -> None:
    made = imported(SINCE_1918)
    harbour = next(row for row in made.rows.seats if row.name == "Harbour")
    assert harbour.places == 2
    contest = next(row for row in made.rows.contests if row.seat == harbour.id)
    assert [(row.party, row.votes, row.elected) for row in contest.candidates] == [("conservative", None, True)]
    assert contest.valid_votes is None


def test_boundary_sets_of_the_library_follow_one_another() -> None:
    made = imported(SINCE_1918)
    spans = [(row.name, row.since, row.until) for row in made.rows.seats]
    assert spans == [
        ("Chalkford-on-the-Hill", "1918-12-14", "1974-02-28"),
        ("Gwent South", "1974-02-28", "1983-06-09"),
        ("Gwent South", "1983-06-09", None),
        ("Harbour", "1918-12-14", "1974-02-28"),
    ]


def test_a_seat_known_by_name_on_the_day_is_that_seat() -> None:
    mnis = "constituency_id,name,start_date,end_date\n4,South Gwent,1974-02-28,1983-06-09\n"
    made = imported(SINCE_1918, mnis)
    contest = next(row for row in made.rows.contests if row.date == "1974-02-28")
    assert next(row for row in made.rows.seats if row.id == contest.seat).identifiers == {"mnis": "4"}


def test_two_seats_of_one_name_in_one_election_stay_two() -> None:
    header = SINCE_1918.splitlines()[0]
    two = f"{header}\n1,1,LOUTH,Lincs,1,2,,,,,2,1918,1918-1935\n,1,LOUTH,Ireland,1,3,,,,,3,1918,1918-1935\n"
    mnis = "constituency_id,name,start_date,end_date\n4,Louth,1918-12-14,1950-02-23\n"
    made = imported(two, mnis)
    assert len({row.seat for row in made.rows.contests}) == 2


ONE_ELECTION = """\
ons_id,constituency_name,region_name,declaration_time,result,first_party,second_party,electorate,valid_votes,\
invalid_votes,majority,con,lab,brexit,other,other_winner
E14000901,Chalkford,South East,2019-12-13T02:41:00,Lab hold,Lab,Con,70000,50000,9,1000,24500,25500,0,0,0
E14000902,Harbour,South East,2019-12-13T03:41:00,Spk hold,Spk,BRX,70000,30000,9,15000,0,0,5000,25000,20000
"""


def test_one_election_by_constituency_knows_day_and_winner() -> None:
    chalkford, harbour = imported(ONE_ELECTION).rows.contests
    assert (chalkford.date, chalkford.kind, chalkford.majority) == ("2019-12-12", "general", 1000)
    ran = [(row.party, row.votes, row.elected) for row in chalkford.candidates]
    assert ran == [("labour", 25500, True), ("conservative", 24500, False)]
    ran = [(row.party, row.votes, row.elected) for row in harbour.candidates]
    assert ran == [("speaker", 20000, True), ("brexit-party", 5000, False), ("others", 5000, False)]


def test_headings_with_capitals_and_spaces_are_the_same_table() -> None:
    header, *rows = ONE_ELECTION.splitlines()
    named = ",".join(name.replace("_", " ").capitalize().replace("Ons", "ONS") for name in header.split(","))
    assert imported("\n".join((named, *rows))).rows.contests == imported(ONE_ELECTION).rows.contests


# The real tables


@real
def test_the_library_agrees_with_the_database_on_2017() -> None:
    library = real_tables("commons-library-2017-by-constituency.csv").rows
    database = real_tables("elections.csv", "candidacies.csv").rows
    gss = {row.id: row.identifiers["gss"] for row in (*library.seats, *database.seats) if "gss" in row.identifiers}
    theirs = {gss[row.seat]: row for row in library.contests}
    assert len(theirs) == 650
    for ours in (row for row in database.contests if row.date == "2017-06-08"):
        other = theirs[gss[ours.seat]]
        assert (ours.electorate, ours.valid_votes, ours.majority) == (
            other.electorate,
            other.valid_votes,
            other.majority,
        )
        assert [row.party for row in ours.candidates if row.elected] == [
            row.party for row in other.candidates if row.elected
        ]
        assert sum(row.votes or 0 for row in other.candidates) == other.valid_votes


@real
def test_the_table_since_1918_has_every_general_election() -> None:
    made = real_tables("results-1918-2017-by-constituency.csv")
    assert len(made.rows.contests) == 17048
    assert not made.skipped
    counts = Counter(row.date for row in made.rows.contests)
    assert len(counts) == 27
    assert (counts["1918-12-14"], counts["1974-02-28"], counts["1974-10-10"]) == (688, 635, 635)
    places = {row.id: row.places for row in made.rows.seats}
    assert sum(places[row.seat] for row in made.rows.contests if row.date == "1918-12-14") == 707
    assert sum(places[row.seat] for row in made.rows.contests if row.date == "1945-07-05") == 640
    unopposed = [row for row in made.rows.contests if any(one.elected for one in row.candidates)]
    assert Counter(row.date[:4] for row in unopposed).most_common(1) == [("1918", 104)]
    # Votes in seats of several members are divided and rounded; 18 in Northern Ireland in 1997 lack a group.
    wrong = [row for row in made.rows.contests if row.valid_votes and not _sums(row)]
    assert Counter(row.date[:4] for row in wrong)["1997"] == 16


def _sums(contest: Contest) -> bool:
    return sum(row.votes or 0 for row in contest.candidates) == contest.valid_votes
