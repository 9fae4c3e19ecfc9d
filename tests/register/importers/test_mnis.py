"""MNIS and the Data Platform: their tables alone and together, posts, and MNIS's own answers as XML and JSON."""

from __future__ import annotations

import json

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.mnis import read

MEMBERS = """\
mnis_id,given_name,family_name,display_name,full_title,gender,date_of_death
9001,Eleanor,Ashworth,Ms Nell Ashworth,Nell Ashworth MP,F,
9002,Thomas,Brook,Lord Brook of Calder,The Lord Brook of Calder,M,2020-01-02
"""
SEATS = """\
mnis_id,display_name,constituency_mnis_id,constituency_name,seat_incumbency_start_date,seat_incumbency_end_date
9001,Ms Nell Ashworth,4001,Calder Mills,2005-05-05,2010-04-12
9001,Ms Nell Ashworth,5001,Calder Mills,2010-05-06,
9002,Lord Brook of Calder,5002,Aire North,2001-06-07,2005-04-11
9002,Lord Brook of Calder,5002,Aire North,2001-06-07,2005-04-11
"""
PARTIES = """\
mnis_id,display_name,party_mnis_id,party_name,party_membership_start_date,party_membership_end_date
9001,Ms Nell Ashworth,15,Labour,1900-01-01,2010-04-12
9001,Ms Nell Ashworth,15,Labour,2010-05-06,2018-12-19
9001,Ms Nell Ashworth,8,Independent,2018-12-20,
9002,Lord Brook of Calder,17,Liberal Democrat,2001-06-07,2005-04-11
9002,Lord Brook of Calder,6,Crossbench,2006-01-01,
"""
COLLAPSED = """\
mnis_id,display_name,party_mnis_id,party_name,party_membership_start_date,party_membership_end_date
9001,Ms Nell Ashworth,15,Labour,1900-01-01,2018-12-19
9001,Ms Nell Ashworth,8,Independent,2018-12-20,
9002,Lord Brook of Calder,17,Liberal Democrat,2001-06-07,2005-04-11
9002,Lord Brook of Calder,6,Crossbench,2006-01-01,
"""


def posts(kind: str, *rows: str) -> str:
    columns = f"mnis_id,{kind}_name,{kind}_incumbency_start_date,{kind}_incumbency_end_date"
    return "\n".join((columns, *rows, ""))


def imported(*texts: str, chamber: str | None = None, retrieved: str | None = None) -> Imported:
    found = [InFile(f"file-{number}", text.encode()) for number, text in enumerate(texts, 1)]
    return read(found, Wish(chamber, retrieved))


def test_the_tables_of_mnis_are_a_roll_of_the_commons() -> None:
    made = imported(MEMBERS, SEATS, PARTIES, retrieved="2021-03")
    rows = made.rows
    assert made.skipped == ()
    (source,) = rows.sources
    assert (source.id, source.retrieved, source.licence) == ("mnis", "2021-03", "Open Parliament Licence v3.0")
    assert [(tie.person, tie.since, tie.until) for tie in rows.tenures] == [
        ("nell-ashworth", "2005-05-05", "2010-04-12"),
        ("nell-ashworth", "2010-05-06", None),
        ("thomas-brook", "2001-06-07", "2005-04-11"),  # given twice, told once
    ]
    assert sorted(seat.identifiers["mnis"] for seat in rows.seats) == ["4001", "5001", "5002"]


def test_a_later_peerage_is_another_name() -> None:
    person = next(person for person in imported(MEMBERS, SEATS, PARTIES).rows.persons if person.died)
    assert (person.name, person.other_names, person.died) == ("Thomas Brook", ("Lord Brook of Calder",), "2020-01-02")
    assert (person.given, person.family, person.gender) == ("Thomas", "Brook", "male")


def test_the_day_of_change_belongs_to_the_new_party() -> None:
    rows = imported(MEMBERS, SEATS, PARTIES).rows
    assert [(tie.party, tie.since, tie.until) for tie in rows.affiliations] == [
        ("labour", None, "2010-04-12"),
        ("labour", "2010-05-06", "2018-12-20"),
        ("independent", "2018-12-20", None),
        ("liberal-democrats", "2001-06-07", "2005-04-11"),
    ]


def test_collapsed_spells_give_way_to_the_fine_ones() -> None:
    fine = imported(MEMBERS, SEATS, PARTIES).rows
    assert imported(MEMBERS, SEATS, COLLAPSED, PARTIES).rows == fine
    assert imported(MEMBERS, SEATS, PARTIES, COLLAPSED).rows == fine
    assert len(imported(MEMBERS, SEATS, COLLAPSED).rows.affiliations) == 3


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("government_role", "9001,Assistant Whip (HM Treasury)", ("Assistant Whip (HM Treasury)", "HM Government")),
        ("opposition_role", "9001,Shadow Minister (Health)", ("Shadow Minister (Health)", "Official Opposition")),
        ("opposition_role", "9002,Shadow Spokesperson (Health)", ("Shadow Spokesperson (Health)", "liberal-democrats")),
        ("parliamentary_role", "9001,Leader of the Labour Party", ("Leader", "labour")),
        ("parliamentary_role", '9001,"Vice-Chair, Conservative Party"', ("Vice-Chair", "conservative")),
        ("parliamentary_role", '9001,"Chair, Mills Commission"', ("Chair", "Mills Commission")),
        ("parliamentary_role", "9001,Deputy Speaker", ("Deputy Speaker", "House of Commons")),
        ("parliamentary_role", "9001,First Minister of Scotland", ("First Minister of Scotland", None)),
        ("other_parliaments", "9001,European Parliament", ("Member", "European Parliament")),
    ],
)  # fmt: skip
def test_a_post_is_of_its_body(kind: str, row: str, expected: tuple[str, str | None]) -> None:
    (role,) = imported(MEMBERS, SEATS, PARTIES, posts(kind, f"{row},2002-01-01,2003-01-01")).rows.roles
    assert (role.role, role.of) == expected
    assert (role.since, role.until) == ("2002-01-01", "2003-01-01")


def test_faulty_rows_are_told_and_left_out() -> None:
    faulty = SEATS + "x,,5001,Calder Mills,2001-01-01,\n9001,,5001,,2001-01-01,\n9001,,5001,Calder Mills,soon,\n"
    made = imported(
        MEMBERS, faulty, PARTIES, posts("government_role", "9001,,2001-01-01,", "9001,Whip,2002-01-01,2001-01-01")
    )
    assert [str(row) for row in made.skipped] == [
        "file-2, line 6: no member's number",
        "file-2, line 7: no constituency",
        "file-2, line 8: 'soon' is no date: write 2019, 2019-02 or 2019-02-18",
        "file-4, line 2: no name for an office",
        "file-4, line 3: it ends (2001-01-01) before it begins (2002-01-01)",
    ]
    assert made.rows == imported(MEMBERS, SEATS, PARTIES).rows


def test_what_is_no_table_is_one_line() -> None:
    with pytest.raises(
        BadInput, match=r"^file-1: no table of MNIS or the Data Platform \(it has the columns a, b\); give"
    ):
        imported("a,b\n1,2\n")
    with pytest.raises(BadInput, match="nothing of the House of Lords in these files"):
        imported(MEMBERS, SEATS, PARTIES, chamber="Lords")


# The Data Platform

PLATFORM_SEATS = """\
person_id,mnis_id,display_name,constituency_id,constituency_name,constituency_ons_id,seat_incumbency_id,\
seat_incumbency_start_date,seat_incumbency_end_date
https://id.parliament.uk/AbCd1234,9001,Nell Ashworth,R3uF0ypo,Calder Mills,E14009001,a,2010-05-06,
AbCd1234,9001,Nell Ashworth,R3uF0ypo,Calder Mills,E14009001,b,2010-05-06,
"""
PLATFORM_POSTS = """\
person_id,mnis_id,display_name,position_id,position_name,opposition_incumbency_id,opposition_incumbency_start_date,\
opposition_incumbency_end_date
AbCd1234,9001,Nell Ashworth,p,Shadow Minister (Health),i,2011-01-01,
"""


def test_the_data_platform_is_a_source_of_its_own() -> None:
    rows = imported(PLATFORM_SEATS, PLATFORM_POSTS).rows
    assert [source.id for source in rows.sources] == ["pdp"]
    (person,), (seat,), (role,) = rows.persons, rows.seats, rows.roles
    assert len(rows.tenures) == 1
    assert person.identifiers == {"pdp": "AbCd1234", "mnis": "9001"}
    assert seat.identifiers == {"pdp": "R3uF0ypo", "gss": "E14009001"}
    assert (role.role, role.of) == ("Shadow Minister (Health)", "Official Opposition")
    with pytest.raises(BadInput, match="two sources: import each for itself"):
        imported(PLATFORM_SEATS, SEATS)


def test_lords_of_the_data_platform_sit_by_their_kind() -> None:
    table = "person_id,mnis_id,display_name,seat_type_name,seat_incumbency_start_date,seat_incumbency_end_date\n"
    rows = imported(
        table + "A,1,Lord Pike,Life Peer,2001-01-01,\nB,2,Lady Dee,Life Peer,2002-01-01,\n", chamber="lords"
    ).rows
    assert [(seat.name, seat.places, seat.legislature) for seat in rows.seats] == [("Life Peer", 2, "House of Lords")]


# MNIS's own answers

PRESENT = (
    '<Member Member_Id="9001" Dods_Id="1"><DisplayAs>Ms Nell Ashworth</DisplayAs><ListAs>Ashworth, Ms Nell</ListAs>'
    "<DateOfBirth>1970-03-14T00:00:00</DateOfBirth>"
    '<DateOfDeath xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/><Gender>F</Gender>'
    '<Party Id="15">Labour</Party><House>Commons</House><MemberFrom>Calder Mills</MemberFrom>'
    "<HouseStartDate>2005-05-05T00:00:00</HouseStartDate><HouseEndDate/>"
    '<CurrentStatus Id="0" IsActive="True"><Name>Current Member</Name><Reason/>'
    "<StartDate>2010-05-06T00:00:00</StartDate></CurrentStatus>{lists}</Member>"
)
LISTS = (
    '<Constituencies><Constituency Id="5001"><Name>Calder Mills</Name><StartDate>2010-05-06T00:00:00</StartDate>'
    "<EndDate>2015-03-30T00:00:00</EndDate><EndReason>Death</EndReason></Constituency></Constituencies>"
    '<Parties><Party Id="15"><Name>Labour</Name><StartDate>2010-05-06T00:00:00</StartDate><EndDate/></Party></Parties>'
    '<GovernmentPosts><GovernmentPost Id="3"><Name>Whip</Name><StartDate>2011-01-01T00:00:00</StartDate>'
    "<EndDate/></GovernmentPost></GovernmentPosts>"
)


def test_an_xml_answer_shows_what_is_so_now() -> None:
    rows = imported(f"<Members>{PRESENT.format(lists='')}</Members>").rows
    (person,), (tenure,), (affiliation,) = rows.persons, rows.tenures, rows.affiliations
    assert (person.name, person.born, person.gender, person.family) == (
        "Nell Ashworth",
        "1970-03-14",
        "female",
        "Ashworth",
    )
    assert (tenure.since, tenure.until, tenure.seen) == ("2010-05-06", None, True)
    assert (affiliation.party, affiliation.since, affiliation.seen) == ("labour", "2010-05-06", True)


def test_its_lists_are_heard_before_the_present_state() -> None:
    rows = imported(f"<Members>{PRESENT.format(lists=LISTS)}</Members>").rows
    (tenure,), (affiliation,), (role,) = rows.tenures, rows.affiliations, rows.roles
    assert (tenure.since, tenure.until, tenure.ended, tenure.seen) == ("2010-05-06", "2015-03-30", "died", False)
    assert (affiliation.since, affiliation.until) == ("2010-05-06", None)
    assert (role.role, role.of) == ("Whip", "HM Government")


def test_a_json_answer_is_the_same() -> None:
    nil = {"@xsi:nil": "true"}
    spell = {"StartDate": "2010-05-06T00:00:00", "EndDate": nil}
    member = {
        "@Member_Id": "9001", "DisplayAs": "Ms Nell Ashworth", "Gender": "F", "House": "Commons",
        "MemberFrom": "Calder Mills", "HouseStartDate": "2010-05-06T00:00:00", "HouseEndDate": nil,
        "Party": {"@Id": "15", "#text": "Labour"},
        "Constituencies": {"Constituency": {"@Id": "5001", "Name": "Calder Mills", **spell}},
        "Parties": {"Party": [{"@Id": "15", "Name": "Labour", **spell}]},
    }  # fmt: skip
    rows = imported("\ufeff" + json.dumps({"Members": {"Member": member}})).rows
    assert [(tie.since, tie.until, tie.seen) for tie in rows.tenures] == [("2010-05-06", None, False)]
    assert [(tie.party, tie.until, tie.seen) for tie in rows.affiliations] == [("labour", None, False)]


@pytest.mark.parametrize("text", ["<Members/>", "<a><b/></a>", "[]", "{}", '{"Members": {"Member": 5}}'])
def test_an_answer_without_members_is_one_line(text: str) -> None:
    with pytest.raises(BadInput, match=r"^file-1: no members; give an answer of MNIS's service"):
        imported(text)


def test_broken_xml_is_one_line_and_entities_are_not_read() -> None:
    with pytest.raises(BadInput, match=r"^file-1: no XML: ") as caught:
        imported("<Members><Member")
    assert "\n" not in str(caught.value)
    hostile = '<!DOCTYPE Members [<!ENTITY a "Nell"><!ENTITY b "&a;&a;">]>'
    made = imported(
        f'{hostile}<Members><Member Member_Id="1"><DisplayAs>&b;</DisplayAs><House>Commons</House></Member></Members>'
    )
    assert [person.name for person in made.rows.persons] == ["Member 1"]
