"""Seats by boundary set and parties by registration, from the tables of Parliament's results database."""

from __future__ import annotations

import pytest

from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.psephology import read
from chiltern.register.model import Party

ELECTIONS = """\
election_id,kind,polling_on,parliament_id,constituency_id,constituency,constituency_code,electorate,valid_vote_count,majority
1,general,2017-06-08,57,10,Chalkford,E14000901,70000,50000,1000
2,by-election,2018-05-03,57,10,Chalkford,E14000901,69000,30000,
"""
CANDIDACIES = """\
candidacy_id,election_id,polling_on,constituency,won,given_name,family_name,party_id,party,mnis_id
100,1,2017-06-08,Chalkford,true,Nell,Ashworth,3,Labour,9001
103,2,2018-05-03,Chalkford,true,Owen,Pike,1,Conservative,9002
"""
CONSTITUENCIES = """\
constituency_id,name,geographic_code,is_geographic_code_issued_by_ons,area_mnis_id,country,english_region,\
boundary_set_start,boundary_set_end
9,Chalkford,S19970001,false,50,Scotland,,1997-04-09,2010-04-12
10,Chalkford,E14000901,true,3300,England,South East,2010-04-13,2024-05-30
11,Chalkford,E14001901,true,4300,England,South East,2024-05-31,
"""
PARTIES = """\
party_id,name,abbreviation,mnis_id,has_been_parliamentary_party,disclaimer
3,Labour,Lab,15,true,
1,Conservative,Con,4,true,
153,The Brexit Party,BRX,1006,false,
257,Reform UK,RUK,1036,true,
700,Old Harbour Party,OHP,7700,false,
701,New Harbour Party,NHP,7701,false,
702,Twin Harbour Party,THP,7702,false,
703,Liberal,Libx,7703,false,
"""
REGISTRATIONS = """\
id,electoral_commission_id,start_on,end_on,political_party_name_last_updated_on,political_party_id,country_id
1,PP7931,2019-02-05,,2021-01-06,257,1
2,PP7931,2019-02-05,,2021-01-06,153,1
3,PP9701,2010-01-01,,2012-01-01,700,1
4,PP9701,2010-01-01,,2016-01-01,701,1
5,PP9702,2011-01-01,,,702,4
6,PP9703,2010-01-01,2012-01-01,,702,1
7,PP9704,2015-01-01,,,702,1
"""


def imported(*texts: str) -> Imported:
    files = [InFile(f"{number}.csv", text.encode()) for number, text in enumerate(texts)]
    return read(files, Wish())


def party(made: Imported, name: str) -> Party:
    return next(row for row in made.rows.parties if name in (row.name, *row.other_names))


# Seats


def test_boundary_sets_are_seats_with_days_and_meet_without_a_gap() -> None:
    made = imported(CONSTITUENCIES)
    spans = sorted((row.since or "", row.until) for row in made.rows.seats)
    assert spans == [("1997-04-09", "2010-04-13"), ("2010-04-13", "2024-05-31"), ("2024-05-31", None)]
    by_number = {row.identifiers["psephology"]: row for row in made.rows.seats}
    assert by_number["10"].identifiers == {"psephology": "10", "mnis": "3300", "gss": "E14000901"}
    assert (by_number["10"].region, by_number["10"].legislature) == ("South East", "House of Commons")
    assert "gss" not in by_number["9"].identifiers
    assert by_number["9"].region == "Scotland"


@pytest.mark.parametrize("also", [ELECTIONS, ""], ids=["by number", "by name"])
def test_a_contest_is_for_the_version_of_the_seat_in_force(also: str) -> None:
    made = imported(*filter(None, (CANDIDACIES, also, CONSTITUENCIES)))
    seats = {row.id: row for row in made.rows.seats}
    assert len(seats) == 3
    assert {seats[row.seat].since for row in made.rows.contests} == {"2010-04-13"}


def test_mnis_rows_join_the_same_seat_by_number() -> None:
    mnis = (
        "constituency_id,name,constituency_type,start_date,end_date,onscode\n"
        "3300,Chalkford (Downs),County,2010-05-06,,E14000901\n"
        "77,Chalkford,,1900-01-01,1950-02-23,\n"
    )
    made = imported(CONSTITUENCIES, mnis)
    joined = next(row for row in made.rows.seats if row.identifiers.get("psephology") == "10")
    assert (joined.since, joined.other_names) == ("2010-04-13", ("Chalkford (Downs)",))
    old = next(row for row in made.rows.seats if row.identifiers == {"mnis": "77"})
    assert (old.since, old.until) == (None, "1950-02-23")
    assert len(made.rows.seats) == 4


def test_elections_find_seats_of_mnis_by_their_code() -> None:
    mnis = "constituency_id,name,start_date,end_date,onscode\n3300,Chalkford,2010-05-06,,E14000901\n"
    made = imported(ELECTIONS, mnis)
    assert [row.identifiers for row in made.rows.seats] == [{"mnis": "3300", "gss": "E14000901"}]


# Parties


def test_parties_are_those_of_the_book_with_their_numbers() -> None:
    made = imported(PARTIES, REGISTRATIONS)
    labour = party(made, "Labour")
    assert labour.id == "labour"
    assert labour.identifiers == {"psephology": "3", "mnis": "15", "ec": "PP53", "wikidata": "Q9630"}


def test_a_renamed_party_and_its_successor_never_share_a_registration() -> None:
    made = imported(PARTIES, REGISTRATIONS)
    assert party(made, "Reform UK").identifiers["ec"] == "PP7931"
    assert "ec" not in party(made, "The Brexit Party").identifiers
    assert party(made, "New Harbour Party").identifiers["ec"] == "PP9701"
    assert "ec" not in party(made, "Old Harbour Party").identifiers


def test_of_several_registrations_the_one_in_force_for_great_britain_counts() -> None:
    assert party(imported(PARTIES, REGISTRATIONS), "Twin Harbour Party").identifiers["ec"] == "PP9704"


def test_another_party_of_a_known_name_is_its_own() -> None:
    made = imported(PARTIES)
    assert party(made, "Liberal (Libx)").identifiers == {"psephology": "703", "mnis": "7703"}
    assert all(row.id != "liberal" for row in made.rows.parties)
