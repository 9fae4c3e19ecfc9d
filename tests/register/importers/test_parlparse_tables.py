"""Tables beside parlparse's members: who is one person, other names, constituencies, party spells of TheyWorkForYou."""

from __future__ import annotations

from chiltern.register.importers import parlparse
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.model import RollRows


def element(number: int, name: str, place: str, party: str, since: str, last: str, why: str) -> str:
    """One element; `why` is how it began and ended with a space between."""
    (first, family), (came, went) = name.split(), why.split()
    return (
        f'<member id="uk.org.publicwhip/member/{number}" firstname="{first}" lastname="{family}" constituency="{place}"'
        f' party="{party}" fromdate="{since}" todate="{last}" fromwhy="{came}" towhy="{went}"/>\n'
    )


CALDER, TARN = "Calder &amp; Vale", "Tarn, Bridge"
ROWS = (
    element(1, "Nell Ashworth", CALDER, "Lab", "1997-05-01", "1999-02-17", "general_election changed_party"),
    element(2, "Nell Ashworth", CALDER, "Ind", "1999-02-18", "2001-05-14", "changed_party general_election"),
    element(3, "Zoë Garth", TARN, "Lab/Co-op", "1997-05-01", "2000-03-01", "general_election died"),
    element(4, "Ada Moss", TARN, "SPK", "2000-05-04", "9999-12-31", "by_election still_in_office"),
)
XML = f"<publicwhip>\n{''.join(ROWS)}</publicwhip>\n"


def imported(*contents: str) -> Imported:
    files = [InFile(f"{number}.txt", content.encode()) for number, content in enumerate(contents)]
    return parlparse.read(files, Wish())


def tenures(rows: RollRows) -> list[tuple[str, str, str | None, str | None, str | None, str | None]]:
    return [(row.person, row.seat, row.since, row.until, row.began, row.ended) for row in rows.tenures]


def spells(rows: RollRows) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(row.person, row.party, row.since, row.until, row.kind) for row in rows.affiliations]


PERSONS = (
    "person_id,latest_name,member_id\n10,Lady Ashworth,uk.org.publicwhip/member/1\n10,Lady Ashworth,2\n12,Ada Moss,4\n"
)
NUMBERS = "person_id,mnis_id\nuk.org.publicwhip/person/10,77\n99,78\nbroken\n"


def test_tables_of_persons_give_the_numbers() -> None:
    made = imported(XML, PERSONS, NUMBERS)
    assert {row.id: row.identifiers for row in made.rows.persons} == {
        "nell-ashworth": {"twfy": "10", "mnis": "77"},
        "zoe-garth": {},
        "ada-moss": {"twfy": "12"},
    }
    assert next(row for row in made.rows.persons if row.id == "nell-ashworth").other_names == ("Lady Ashworth",)
    assert [(row.file, row.line) for row in made.skipped] == [("2.txt", 4)]


def test_a_table_of_persons_alone_is_a_roll_of_persons() -> None:
    rows = imported(PERSONS, NUMBERS).rows
    assert [(row.name, row.identifiers) for row in rows.persons] == [
        ("Ada Moss", {"twfy": "12"}),
        ("Lady Ashworth", {"twfy": "10", "mnis": "77"}),
    ]


def test_people_xml_joins_as_its_table_does() -> None:
    people = (
        '<publicwhip><person id="uk.org.publicwhip/person/10" latestname="Nell Ashworth">'
        '<office id="uk.org.publicwhip/member/1"/><office id="uk.org.publicwhip/member/2" current="yes"/>'
        "</person></publicwhip>"
    )
    rows = imported(XML, people).rows
    assert {row.id: row.identifiers for row in rows.persons}["nell-ashworth"] == {"twfy": "10"}


MEMBERS = """\
member_id,person_id,mnis_id,title,firstname,lastname,constituency,party,fromdate,todate,fromwhy,towhy
1,10,77,,Nell,Ashworth,Calder & Vale,Lab,1997-05-01,1999-02-17,general_election,changed_party
2,10,77,,Nell,Ashworth,Calder & Vale,Ind,1999-02-18,2001-05-14,changed_party,general_election
5,13,,,Sam,,,Lab,1997-05-01,2001-05-14,general_election,general_election
6,14,,,Sam,Fell,Weir,,1997-05-01,2001-05-14,general_election,general_election
7,15,,,Sam,Fell,Weir,Lab,1997-05-32,2001-05-14,general_election,general_election
8,16,,,Sam,Fell,Weir,Lab,2001-05-14,1997-05-01,general_election,general_election
9,17,,,Sam
"""


def test_the_table_of_members_says_what_the_xml_says() -> None:
    made = imported(MEMBERS)
    assert tenures(made.rows) == [
        ("nell-ashworth", "calder-vale", "1997-05-01", "2001-05-15", "general election", "dissolution")
    ]
    assert sorted(row.line or 0 for row in made.skipped) == [4, 5, 6, 7, 8]
    assert len(made.rows.persons) == 1


def test_a_membership_in_both_counts_once() -> None:
    rows = imported(XML, MEMBERS).rows
    assert (len(rows.tenures), len(rows.affiliations), len(rows.persons)) == (3, 4, 3)


SEATS = """\
cons_id,hansard_id,name,name_kind,start_date,end_date
1,5,Calder and Vale,main,1918,1997-04-30
2,6,Calder and Vale,main,1997-05-01,2005-05-04
2,6,"Vale, Calder and",other,1997-05-01,2005-05-04
3,,Weir,main,2005-05-05,
"""


def test_a_seat_is_the_constituency_of_that_name_then() -> None:
    rows = imported(XML, SEATS).rows
    seat = next(row for row in rows.seats if row.id == rows.tenures[1].seat)
    assert (seat.since, seat.until, seat.identifiers) == (
        "1997-05-01", "2005-05-05", {"parlparse": "2", "hansard": "6"},
    )  # fmt: skip
    assert seat.other_names == ("Vale, Calder and", "Calder & Vale")
    assert len(rows.seats) == 4


def test_a_table_of_constituencies_alone_is_a_roll_of_seats() -> None:
    made = imported(SEATS + "4,,,main,,\n,,Fell,main,,\n5,,Fell,main,1885,1880\n")
    assert [(row.name, row.since, row.until) for row in made.rows.seats][:2] == [
        ("Calder and Vale", "1918", "1997-05-01"),
        ("Calder and Vale", "1997-05-01", "2005-05-05"),
    ]
    assert [row.line for row in made.skipped] == [6, 7, 8]
    assert made.rows.tenures == ()


def test_constituencies_xml_is_read_as_its_table_is() -> None:
    places = (
        '<publicwhip><constituency id="uk.org.publicwhip/cons/2" fromdate="1997-05-01" todate="2005-05-04">'
        '<name text="Weir"/><name text="Weir Town"/></constituency></publicwhip>'
    )
    (seat,) = imported(places).rows.seats
    assert (seat.name, seat.other_names, seat.until) == ("Weir", ("Weir Town",), "2005-05-05")
    assert seat.identifiers == {"parlparse": "2"}


def test_aliases_are_other_names_and_offices_are_none() -> None:
    aliases = (
        "fullname,lastname,constituency,alternate,from,to\n"
        "Nell Ashworth,,,Nelly Ashworth,,\nZoë Garth,,,Zo&#235; H Garth,,\n,Ashworth,,Ashwurth,,\n"
        ",,Calder and Vale,Ellen Ashworth,1997-05-01,1998-01-01\n,,Calder and Vale,Robin Fell,,\n"
        "Nell Ashworth,,,The Prime Minister,1997-05-02,\nNobody Here,,,Nobody There,,\nAda Moss,,,A Moss,soon,\n"
    )
    made = imported(XML, aliases)
    names = {row.id: row.other_names for row in made.rows.persons}
    assert names["nell-ashworth"] == ("Nelly Ashworth", "Nell Ashwurth", "Ellen Ashworth")
    assert names["zoe-garth"] == ("Zoë H Garth",)
    assert [row.line for row in made.skipped] == [9]


def test_an_alias_that_two_people_may_have_is_left_out() -> None:
    days = ("Lab", "1997-05-01", "2001-05-14", "general_election general_election")
    rows = element(1, "Ian Moss", "Weir", *days) + element(2, "Ian Moss", "Fell", *days)
    made = imported(
        f"<publicwhip>{rows}</publicwhip>",
        "fullname,lastname,constituency,alternate,from,to\nIan Moss,,,Ian J Moss,,\n",
    )
    assert [row.reason for row in made.skipped] == ["Ian J Moss may be 2 people: Ian Moss"]


SPELLS = """\
person_id,mnis_id,name,party,start_date,end_date
10,77,Nell Ashworth,Labour,1997-05-01,1999-02-17
10,,Nell Ashworth,Independent,1999-02-18,
11,,Zoë Garth,Labour/Co-operative,1997-05-01,
,,Sam Fell,Labour,1997-05-01,
12,,Ada Moss,Labour,1997-05-01,1996-05-01
"""


def test_party_spells_of_theyworkforyou_are_a_source_of_their_own() -> None:
    made = imported(SPELLS, "person_id,mnis_id\n11,78\n")
    assert [(row.id, row.name) for row in made.rows.sources] == [("twfy", "TheyWorkForYou")]
    assert spells(made.rows) == [
        ("nell-ashworth", "labour", "1997-05-01", "1999-02-18", None),
        ("nell-ashworth", "independent", "1999-02-18", None, None),
        ("zoe-garth", "labour-co-operative", "1997-05-01", None, None),
    ]
    assert [row.identifiers["mnis"] for row in made.rows.persons] == ["77", "78"]
    assert [row.line for row in made.skipped] == [5, 6]


def test_party_spells_beside_members_are_of_one_source() -> None:
    made = imported(XML, PERSONS, SPELLS)
    assert [row.name for row in made.rows.sources] == ["parlparse and TheyWorkForYou"]
    assert [row.id for row in made.rows.persons] == ["ada-moss", "nell-ashworth", "zoe-garth", "zoe-garth-2"]
