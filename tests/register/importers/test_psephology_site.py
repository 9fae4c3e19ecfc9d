"""The election results service's wide table: taken apart into tables that say the same, line for line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from chiltern.register.importers.base import InFile, Wish
from chiltern.register.importers.psephology import read
from chiltern.register.importers.psephology_site import is_site, taken_apart
from chiltern.register.importers.tables import table
from chiltern.register.model import RollRows

DATA = Path(__file__).parents[3] / "../shared/data/elections"
# In the order in which the service gives them, as far as they matter here.
HEADINGS = (
    *("General election polling date", "General election is notional", "Country name", "English region name"),
    *("Constituency name", "Constituency geographic code", "Constituency URL", "Boundary set start date"),
    *("Boundary set end date", "Electorate", "Election polling date", "Election is by-election"),
    *("Election valid vote count", "Election URL", "Candidate family name", "Candidate given name"),
    *("Candidate MNIS ID", "Main party name", "Main party abbreviation", "Main party Electoral Commission ID"),
    *("Main party MNIS ID", "Main party URL", "Adjunct party name", "Candidate is standing as Commons Speaker"),
    *("Candidate is standing as independent", "Candidate vote count", "Majority", "Candidate result position"),
)
SERVICE = "https://results.test"
ASHWORTH = {
    "Election polling date": "2009-05-07",
    "Constituency name": "Vale of Ab",
    "Electorate": "70000",
    "Constituency geographic code": "E14000001",
    "Constituency URL": f"{SERVICE}/constituency-areas/12",
    "Boundary set start date": "2008-01-01",
    "Country name": "England",
    "English region name": "North, East",
    "Election URL": f"{SERVICE}/elections/77",
    "Election valid vote count": "40000",
    "Majority": "1322",
    "Candidate family name": "Ashworth",
    "Candidate given name": "Nell",
    "Candidate MNIS ID": "1001",
    "Main party name": "Labour",
    "Main party abbreviation": "Lab",
    "Main party URL": f"{SERVICE}/political-parties/3",
    "Main party Electoral Commission ID": "PP53",
    "Main party MNIS ID": "15",
    "Adjunct party name": "Co-operative",
    "Candidate vote count": "20661",
    "Candidate result position": "1",
    "Election is by-election": "false",
}
QUILL = ASHWORTH | {
    "Candidate family name": "Quill",
    "Candidate given name": "Ada",
    "Candidate MNIS ID": "",
    "Majority": "",
    "Main party name": "",
    "Main party abbreviation": "",
    "Main party URL": "",
    "Adjunct party name": "",
    "Main party Electoral Commission ID": "",
    "Main party MNIS ID": "",
    "Candidate vote count": "19339",
    "Candidate is standing as independent": "true",
    "Candidate result position": "2",
}


def site(*rows: dict[str, str], headings: tuple[str, ...] = HEADINGS) -> InFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return InFile("candidacies.csv", text.getvalue().encode())


def test_each_table_says_its_part() -> None:
    elections, candidacies, seats, parties, registrations = (
        [row.values for row in table(file, ())] for file in taken_apart(site(ASHWORTH, QUILL)).tables
    )
    assert elections == [
        {
            "kind": "general",
            "election_id": "77",
            "polling_on": "2009-05-07",
            "constituency_id": "12",
            "constituency": "Vale of Ab",
            "constituency_code": "E14000001",
            "electorate": "70000",
            "valid_vote_count": "40000",
            "majority": "1322",
        }
    ]
    assert [(row["family_name"], row["won"], row["party_id"]) for row in candidacies] == [
        ("Ashworth", "True", "3"),
        ("Quill", "False", ""),
    ]
    assert [(row["constituency_id"], row["english_region"]) for row in seats] == [("12", "North, East")]
    assert parties == [{"party_id": "3", "name": "Labour", "abbreviation": "Lab", "mnis_id": "15"}]
    assert registrations == [{"electoral_commission_id": "PP53", "political_party_id": "3"}]


def test_the_tables_make_a_contest() -> None:
    made = read(taken_apart(site(QUILL, ASHWORTH)).tables, Wish())
    (contest,) = made.rows.contests
    (seat,) = made.rows.seats
    assert made.skipped == ()
    assert (contest.date, contest.kind, contest.electorate) == ("2009-05-07", "general", 70000)
    assert (contest.valid_votes, contest.majority) == (40000, 1322)
    assert [(one.name, one.votes, one.elected) for one in contest.candidates] == [
        ("Nell Ashworth", 20661, True),
        ("Ada Quill", 19339, False),
    ]
    assert seat.identifiers == {"psephology": "12", "gss": "E14000001"}
    labour = next(party for party in made.rows.parties if party.name == "Labour Party")
    assert labour.identifiers.items() >= {("psephology", "3"), ("ec", "PP53"), ("mnis", "15")}


def test_a_by_election_is_one() -> None:
    (contest,) = read(taken_apart(site(ASHWORTH | {"Election is by-election": "true"})).tables, Wish()).rows.contests
    assert contest.kind == "by-election"


@pytest.mark.parametrize("column", ["General election is notional", "Election is notional"])
def test_a_notional_election_is_no_contest(column: str) -> None:
    file = site(ASHWORTH | {column: "true"}, QUILL | {column: "true"}, headings=(*HEADINGS, column))
    assert read(taken_apart(file).tables, Wish()).rows.contests == ()


def test_a_sum_of_notional_votes_is_nobody() -> None:
    column = "Candidate is notional political party aggregate"
    file = site(ASHWORTH, QUILL | {column: "true"}, headings=(*HEADINGS, column))
    (contest,) = read(taken_apart(file).tables, Wish()).rows.contests
    assert [one.name for one in contest.candidates] == ["Nell Ashworth"]


def test_a_row_keeps_its_line_and_one_that_does_not_fit_is_told() -> None:
    split = ASHWORTH | {"Constituency name": "Vale\nof Ab", "Election URL": f"{SERVICE}/elections/78"}
    lines = site(QUILL, split, ASHWORTH | {"Candidate vote count": "many"}).content.decode()
    apart = taken_apart(InFile("candidacies.csv", lines.encode() + b"too,short\r\n\r\n"))
    assert [tuple(one) for one in apart.skipped] == [
        ("candidacies.csv", 6, f"2 fields where the header has {len(HEADINGS)}")
    ]
    assert [row.line for row in table(apart.tables[1], ())] == [2, 4, 5]
    assert [(one.line, one.reason) for one in read(apart.tables, Wish()).skipped] == [
        (5, "'many' is no number of votes")
    ]


def test_addresses_may_be_missing() -> None:
    bare = {column: "" for column in HEADINGS if column.endswith("URL")}
    file = site(ASHWORTH | bare, QUILL | bare, ASHWORTH | bare | {"Constituency geographic code": "E14000002"})
    made = read(taken_apart(file).tables, Wish())
    assert [len(contest.candidates) for contest in made.rows.contests] == [2, 1]


def test_columns_may_stand_in_another_order_and_fewer_may_do() -> None:
    few = ("Candidate vote count", "Candidate family name", "Constituency name", "Odd", "Election polling date")
    rows = (ASHWORTH, QUILL | {"Main party name": "Conservative"})
    file = InFile("x.csv", b"\xef\xbb\xbf" + site(*rows, headings=(*few, "Main party name")).content)
    assert is_site(file)
    (contest,) = read(taken_apart(file).tables, Wish()).rows.contests
    assert [(one.name, one.votes) for one in contest.candidates] == [("Ashworth", 20661), ("Quill", 19339)]


def test_another_table_is_not_the_services() -> None:
    assert not is_site(InFile("elections.csv", b"election_id,polling_on\n1,2009-05-07\n"))
    assert not is_site(InFile("empty.csv", b""))


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the results database in ../shared/data/elections")
def test_the_services_table_of_2017_makes_the_same_contests_as_the_database() -> None:
    names = ("elections", "candidacies", "constituencies", "parties")
    tables = {
        name: list(csv.DictReader((DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines())) for name in names
    }
    polled = {row["election_id"]: row for row in tables["elections"] if row["polling_on"] == "2017-06-08"}
    seats = {row["constituency_id"]: row for row in tables["constituencies"]}
    parties = {row["party_id"]: row for row in tables["parties"]}
    stood = [row for row in tables["candidacies"] if row["election_id"] in polled]
    wide = site(*(_wide(row, polled[row["election_id"]], seats, parties) for row in stood))
    kept = {"elections": list(polled.values()), "candidacies": stood, "parties": tables["parties"]}
    kept["constituencies"] = [seats[row["constituency_id"]] for row in polled.values()]
    files = [_file(name, rows) for name, rows in kept.items()]
    found = _contests(read(taken_apart(wide).tables, Wish()).rows)
    assert (len(stood), len(found)) == (3304, 650)
    assert found == _contests(read(files, Wish()).rows)


def _wide(
    row: dict[str, str],
    election: dict[str, str],
    seats: dict[str, dict[str, str]],
    parties: dict[str, dict[str, str]],
) -> dict[str, str]:
    """A candidacy of the database as the service writes it."""
    seat, won = seats[election["constituency_id"]], row["won"] == "true"
    party = parties.get(row["party_id"])
    return {
        "Election polling date": row["polling_on"],
        "Election is by-election": "false",
        "Constituency name": row["constituency"],
        "Constituency geographic code": seat["geographic_code"],
        "Constituency URL": f"{SERVICE}/constituency-areas/{seat['constituency_id']}",
        "Boundary set start date": seat["boundary_set_start"],
        "Boundary set end date": seat["boundary_set_end"],
        "Electorate": election["electorate"],
        "Election valid vote count": election["valid_vote_count"],
        "Election URL": f"{SERVICE}/elections/{row['election_id']}",
        "Majority": election["majority"] if won else "",
        "Candidate family name": row["family_name"],
        "Candidate given name": row["given_name"],
        "Candidate MNIS ID": row["mnis_id"],
        "Candidate vote count": row["vote_count"],
        "Candidate result position": row["position"],
        "Adjunct party name": row["adjunct_party"],
        "Main party name": row["party"],
        "Main party abbreviation": row["party_abbr"],
        "Main party URL": f"{SERVICE}/political-parties/{row['party_id']}" if party else "",
        "Main party MNIS ID": party["mnis_id"] if party else "",
        "Candidate is standing as Commons Speaker": row["is_standing_as_commons_speaker"],
        "Candidate is standing as independent": row["is_standing_as_independent"],
    }


def _file(name: str, rows: list[dict[str, str]]) -> InFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return InFile(f"{name}.csv", text.getvalue().encode())


def _contests(rows: RollRows) -> set[tuple[object, ...]]:
    """The contests with seats, parties and persons by name, since ids are each roll's own."""
    seats = {seat.id: (seat.name, seat.identifiers.get("gss"), seat.since, seat.until) for seat in rows.seats}
    parties = {party.id: party.name for party in rows.parties}
    mnis = {person.id: person.identifiers.get("mnis") for person in rows.persons}
    return {
        (
            seats[contest.seat],
            *(contest.date, contest.kind, contest.electorate, contest.valid_votes, contest.majority),
            tuple(
                (one.name, one.votes, parties[one.party], mnis.get(one.person or ""), one.elected)
                for one in contest.candidates
            ),
        )
        for contest in rows.contests
    }
