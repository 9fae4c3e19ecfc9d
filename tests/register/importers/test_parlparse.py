"""parlparse's XML and the tables made from it, TheyWorkForYou's party spells, what joins them; then the real files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers import parlparse
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.parlparse_names import Member, person_keys
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="needs the files in ../shared/data")


def member(number: int, name: str, place: str, party: str, days: str, why: str, more: str = "") -> str:
    """One element; `days` and `why` are the two ends with a space between."""
    first, last = name.split(" ", 1)
    (begins, ends), (came, went) = days.split(), why.split()
    return (
        f'<member\n id="uk.org.publicwhip/member/{number}" house="commons" title="" firstname="{first}"\n'
        f' lastname="{last}" constituency="{place}" party="{party}" fromdate="{begins}" todate="{ends}"\n'
        f' fromwhy="{came}" towhy="{went}" {more}/>\n'
    )


def xml(*elements: str, encoding: str = "ISO-8859-1") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<publicwhip>\n<!-- a remark -->\n'
    return f"{head}{''.join(elements)}</publicwhip>\n".encode(encoding)


GENERAL = "general_election general_election"
TERM = "1997-05-01 2001-05-14"
SPLIT = xml(
    member(1, "Nell Ashworth", "Calder &amp; Vale", "Lab", "1997-05-01 1999-02-17", "general_election changed_party"),
    member(2, "Nell Ashworth", "Calder &amp; Vale", "Ind", "1999-02-18 2001-05-14", "changed_party general_election"),
    member(3, "Zoë Garth", "Tarn, Bridge", "Lab/Co-op", "1997-05-01 2000-03-01", "general_election died"),
    member(4, "Ada Moss", "Tarn, Bridge", "SPK", "2000-05-04 9999-12-31", "by_election still_in_office"),
)


def imported(*contents: bytes | str, wish: Wish | None = None) -> Imported:
    made = [content if isinstance(content, bytes) else content.encode() for content in contents]
    return parlparse.read([InFile(f"{number}.txt", content) for number, content in enumerate(made)], wish or Wish())


def real_files(*names: str) -> Imported:
    return parlparse.read([InFile(name, (DATA / name).read_bytes()) for name in names], Wish())


def tenures(rows: RollRows) -> list[tuple[str, str, str | None, str | None, str | None, str | None]]:
    return [(row.person, row.seat, row.since, row.until, row.began, row.ended) for row in rows.tenures]


def spells(rows: RollRows) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(row.person, row.party, row.since, row.until, row.kind) for row in rows.affiliations]


def test_a_row_is_a_spell_in_one_party_and_rows_that_meet_are_one_tenure() -> None:
    made = imported(SPLIT)
    assert made.skipped == ()
    assert tenures(made.rows) == [
        ("ada-moss", "tarn-bridge", "2000-05-04", None, "by-election", None),
        ("nell-ashworth", "calder-vale", "1997-05-01", "2001-05-15", "general election", "dissolution"),
        ("zoe-garth", "tarn-bridge", "1997-05-01", "2000-03-02", "general election", "died"),
    ]
    assert spells(made.rows) == [
        ("ada-moss", "speaker", "2000-05-04", None, "elected"),
        ("nell-ashworth", "labour", "1997-05-01", "1999-02-18", "elected"),
        ("nell-ashworth", "independent", "1999-02-18", "2001-05-15", None),
        ("zoe-garth", "labour-co-operative", "1997-05-01", "2000-03-02", "elected"),
    ]
    assert [row.name for row in made.rows.seats] == ["Calder & Vale", "Tarn, Bridge"]
    assert (made.rows.sources[0].id, made.rows.sources[0].licence) == ("parlparse", None)


def test_the_last_day_is_counted_in() -> None:
    roll = Roll(imported(SPLIT).rows)
    parties = {day: roll.totals(date.fromisoformat(day)) for day in ("1999-02-17", "1999-02-18", "2000-03-01")}
    assert parties["1999-02-17"] == {"labour": 1, "labour-co-operative": 1}
    assert parties["1999-02-18"] == {"independent": 1, "labour-co-operative": 1}
    assert len(roll.members(date(2000, 3, 1))) == 2
    assert len(roll.members(date(2000, 3, 2))) == 1


def test_labels_of_the_chair_say_what_a_member_became() -> None:
    made = imported(
        xml(
            member(1, "Nell Ashworth", "Weir", "Lab", "1997-05-01 2000-10-23", "general_election changed_party"),
            member(2, "Nell Ashworth", "Weir", "SPK", "2000-10-24 2001-05-14", "changed_party general_election"),
            member(3, "Owen Garth", "Fell", "Con", "1997-05-01 1997-05-13", "general_election changed_party"),
            member(4, "Owen Garth", "Fell", "DCWM", "1997-05-14 2001-05-14", "changed_party general_election"),
        )
    )
    assert [(row.party, row.kind) for row in made.rows.affiliations] == [
        ("labour", "elected"),
        ("speaker", "became Speaker"),
        ("conservative", "elected"),
        ("deputy-speaker", "became Deputy Speaker"),
    ]


@pytest.mark.parametrize(
    ("why", "began", "ended"),
    [
        ("general_election general_election_not_standing", "general election", "dissolution"),
        ("by_election resigned", "by-election", "resigned the seat"),
        ("reinstated disqualified", "reinstated", "disqualified"),
        ("unknown became_peer", None, "became a peer"),
        ("general_election declared_void", "general election", "election void"),
        ("by_election recall_petition", "by-election", "recall petition"),
        ("by_election unknown", "by-election", None),
        ("regional_election lost_its_seat", "regional election", "lost its seat"),
    ],
)
def test_how_a_tenure_began_and_ended(why: str, began: str | None, ended: str | None) -> None:
    (tenure,) = imported(xml(member(1, "Nell Ashworth", "Weir", "Lab", TERM, why))).rows.tenures
    assert (tenure.began, tenure.ended) == (began, ended)


def test_members_still_in_office_left_before_the_next_election_in_the_files() -> None:
    earlier = member(1, "Nell Ashworth", "Weir", "Lab", "2005-05-05 9999-12-31", "general_election still_in_office")
    alone = imported(xml(earlier)).rows
    assert alone.tenures[0].until is None
    later = member(2, "Owen Garth", "Weir", "Con", "2010-05-06 2015-03-30", GENERAL)
    together = imported(xml(earlier), xml(later)).rows
    # Parliament was dissolved on 12 April 2010.
    assert [(row.since, row.until, row.ended) for row in together.tenures] == [
        ("2005-05-05", "2010-04-13", None),
        ("2010-05-06", "2015-03-31", "dissolution"),
    ]
    assert together.affiliations[0].until == "2010-04-13"


def test_rows_without_numbers_join_by_name_and_constituency() -> None:
    rows = imported(
        xml(
            member(1, "Nell Ashworth", "Calder &amp; Vale", "Lab", TERM, GENERAL),
            member(
                2, "Nell Ashworth", "Calder and Vale", "Lab", "2001-06-07 2005-04-11", GENERAL, 'datadotparl_id="7"'
            ),
            member(3, "Nell Ashworth", "Weir", "Lab", "2005-05-05 2010-04-12", GENERAL),
        )
    ).rows
    assert [(row.id, row.identifiers) for row in rows.persons] == [
        ("nell-ashworth", {"mnis": "7"}),
        ("nell-ashworth-2", {}),
    ]
    assert [row.person for row in rows.tenures] == ["nell-ashworth", "nell-ashworth", "nell-ashworth-2"]


def test_a_father_and_a_son_in_one_constituency_are_two() -> None:
    rows = imported(
        xml(
            member(1, "Ian Moss", "Weir", "DUP", TERM, GENERAL),
            member(2, "Ian Moss Jnr", "Weir", "DUP", "2001-06-07 2005-04-11", GENERAL),
        )
    ).rows
    assert len(rows.persons) == 2


def test_a_namesake_in_the_same_constituency_stays_apart_where_numbers_say_so() -> None:
    keys = person_keys(
        [
            Member("10", "", "Ian Moss", "Weir"),
            Member("11", "", "Ian Moss", "Weir"),
            Member("", "", "Ian Moss", "Weir"),
            Member("", "5", "Ada Reed", "Fell"),
            Member("12", "5", "Ada Reed-Lane", "Tarn"),
        ]
    )
    assert keys == ["twfy:10", "twfy:11", "name:ian moss|weir", "twfy:12", "twfy:12"]


PERSONS = (
    "person_id,latest_name,member_id\n10,Lady Ashworth,uk.org.publicwhip/member/1\n10,Lady Ashworth,2\n12,Ada Moss,4\n"
)
NUMBERS = "person_id,mnis_id\nuk.org.publicwhip/person/10,77\n99,78\nbroken\n"


def test_tables_of_persons_give_the_numbers() -> None:
    made = imported(SPLIT, PERSONS, NUMBERS)
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
    rows = imported(SPLIT, people).rows
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
    rows = imported(SPLIT, MEMBERS).rows
    assert (len(rows.tenures), len(rows.affiliations), len(rows.persons)) == (3, 4, 3)


SEATS = """\
cons_id,hansard_id,name,name_kind,start_date,end_date
1,5,Calder and Vale,main,1918,1997-04-30
2,6,Calder and Vale,main,1997-05-01,2005-05-04
2,6,"Vale, Calder and",other,1997-05-01,2005-05-04
3,,Weir,main,2005-05-05,
"""


def test_a_seat_is_the_constituency_of_that_name_then() -> None:
    rows = imported(SPLIT, SEATS).rows
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
    made = imported(SPLIT, aliases)
    names = {row.id: row.other_names for row in made.rows.persons}
    assert names["nell-ashworth"] == ("Nelly Ashworth", "Nell Ashwurth", "Ellen Ashworth")
    assert names["zoe-garth"] == ("Zoë H Garth",)
    assert [row.line for row in made.skipped] == [9]


def test_an_alias_that_two_people_may_have_is_left_out() -> None:
    rows = xml(member(1, "Ian Moss", "Weir", "Lab", TERM, GENERAL), member(2, "Ian Moss", "Fell", "Lab", TERM, GENERAL))
    made = imported(rows, "fullname,lastname,constituency,alternate,from,to\nIan Moss,,,Ian J Moss,,\n")
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
    made = imported(SPLIT, PERSONS, SPELLS)
    assert [row.name for row in made.rows.sources] == ["parlparse and TheyWorkForYou"]
    assert [row.id for row in made.rows.persons] == ["ada-moss", "nell-ashworth", "zoe-garth", "zoe-garth-2"]


def test_another_house_is_read_when_it_is_wanted() -> None:
    holyrood = member(9, "Owen Garth", "Fell", "SNP", "1999-05-06 2003-03-31", GENERAL)
    holyrood = holyrood.replace("<member", "<member_sp").replace('"commons"', '"scotland"')
    second = holyrood.replace("/9", "/10").replace("Owen", "Isla").replace("SNP", "Lab")
    content = SPLIT.replace(b"</publicwhip>", f"{holyrood}{second}</publicwhip>".encode())
    assert imported(content).rows.legislature == "House of Commons"
    rows = imported(content, wish=Wish(chamber="scottish parliament")).rows
    assert (rows.legislature, len(rows.persons)) == ("Scottish Parliament", 2)
    # A region returns several members.
    assert [row.places for row in rows.seats] == [2]
    with pytest.raises(BadInput, match="House of Commons, Scottish Parliament"):
        imported(content, wish=Wish(chamber="House of Keys"))


@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1252", "UTF-16"])
def test_other_encodings_as_the_xml_declares_them(encoding: str) -> None:
    rows = imported(xml(member(3, "Zoë Garth", "Weir", "Lab", TERM, GENERAL), encoding=encoding)).rows
    assert rows.persons[0].name == "Zoë Garth"


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f'<!DOCTYPE p [<!ENTITY l0 "ha">{LAUGHS}]><publicwhip><member id="&l9;"/></publicwhip>', "declares an entity"),
        ('<!DOCTYPE p [<!ENTITY x SYSTEM "secret.txt">]><publicwhip>&x;</publicwhip>', "declares an entity"),
        ('<!DOCTYPE p [<!ENTITY % x SYSTEM "secret.dtd">%x;]><publicwhip/>', "declares an entity"),
        ("<publicwhip><member", "line 1: no XML"),
        ("<publicwhip>&what;</publicwhip>", "undefined entity"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "unknown encoding"),
        ("<a>" * 50_000 + "</a>" * 50_000, "XML without members"),
        ("<publicwhip><speech/></publicwhip>", "it has <publicwhip>, <speech>"),
        ('{"persons": []}', "import it as popolo"),
        ("commit_date,commit,subject,body\n", "a list of changes to people.json, no roll"),
        ("person_id,mnis_id\n1,2\n", "without the people"),
        ("fullname,lastname,constituency,alternate,from,to\n", "without the people"),
        ("a,b\n", "its columns are a, b"),
        ("", "its columns are none"),
    ],
)
def test_another_file_is_one_line(content: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        imported(content)
    assert str(caught.value).startswith("0.txt")
    assert "\n" not in str(caught.value)


def test_malformed_elements_are_noted_with_their_line() -> None:
    made = imported(xml("<member id='1'/>\n", member(2, "Nell Ashworth", "Weir", "Lab", "1997-13-01 2001", GENERAL)))
    assert [(row.line, row.reason) for row in made.skipped] == [
        (4, "no constituency"),
        (5, "'1997-13-01' is no day of the calendar"),
    ]
    assert made.rows.persons == ()


# The real files

XML = ("parlparse/all-members.xml", "parlparse/all-members-2010.xml")
JOINS = ("parlparse/person-members.csv", "parlparse/person-mnis.csv")
NAMES = ("parlparse/member-aliases.csv", "parlparse/constituency-names.csv")
# Members at the poll, after it and before dissolution. In 2005 South Staffordshire voted in June, in 2010 Thirsk and
# Malton on 27 May. The file of 2009 ends with 646 sitting, none of whom it saw leave.
DAYS = {
    # Cheadle was vacant from 30 May 2005.
    "1997-04-30": 0, "1997-05-01": 659, "1997-05-02": 659, "2001-05-14": 659, "2001-05-15": 0, "2005-04-11": 659,
    "2005-05-06": 645, "2005-06-24": 645, "2009-02-23": 646, "2010-04-12": 646, "2010-04-13": 0, "2010-05-07": 649,
    "2010-05-27": 650, "2014-10-09": 647, "2015-03-30": 650, "2015-03-31": 0,
}  # fmt: skip


def counts(rows: RollRows) -> list[int]:
    return [len(kind) for kind in (rows.persons, rows.seats, rows.tenures, rows.affiliations, rows.parties)]


@real
def test_real_xml() -> None:
    made = real_files(*XML)
    assert made.skipped == ()
    # 2,037 and 672 rows, of which 38 begin with a change of party.
    assert counts(made.rows) == [1268, 789, 2671, 2709, 21]
    roll = Roll(made.rows)
    assert {day: len(roll.members(date.fromisoformat(day))) for day in DAYS} == DAYS


@real
def test_real_xml_with_every_table_beside_it() -> None:
    made = real_files(*XML, *JOINS, *NAMES)
    assert counts(made.rows) == [1160, 2227, 2671, 2709, 21]
    roll = Roll(made.rows)
    assert {day: len(roll.members(date.fromisoformat(day))) for day in DAYS} == DAYS
    assert [row.line for row in made.skipped] == [119, 122, 177, 264, 379, 407]
    assert all("may be 2 people" in row.reason for row in made.skipped)
    (abbott,) = [row for row in made.rows.persons if row.name == "Diane Abbott"]
    assert abbott.identifiers == {"twfy": "10001", "mnis": "172"}
    dated = [row for row in made.rows.seats if row.since]
    assert len(dated) == 2227


@real
def test_joining_by_name_and_constituency_joins_nobody_wrongly() -> None:
    """The XML by itself against the table that has everybody's number."""
    rows = [row.split(",") for row in (DATA / "parlparse/person-members.csv").read_text("utf-8").splitlines()[1:]]
    person_of = {row[-1]: row[0] for row in rows}
    alone = parlparse.read([InFile(name, (DATA / name).read_bytes()) for name in XML], Wish())
    numbered = real_files("parlparse/members-1997-2015.csv")
    twfy = {row.id: row.identifiers["twfy"] for row in numbered.rows.persons}
    assert set(twfy.values()) <= set(person_of.values())

    def held(rows: RollRows) -> dict[tuple[str, str | None, str | None], str]:
        names = {row.id: row.name for row in rows.seats}
        return {(names[row.seat], row.since, row.until): row.person for row in rows.tenures}

    theirs = {key: twfy[person] for key, person in held(numbered.rows).items()}
    ours: dict[str, set[str]] = {}
    for key, person in held(alone.rows).items():
        ours.setdefault(person, set()).add(theirs[key])
    assert {len(numbers) for numbers in ours.values()} == {1}
    # 108 more persons than there are: members who moved to another constituency, or whose name is written otherwise.
    assert (len(ours), len(set(theirs.values()))) == (1268, 1160)


@real
def test_real_changes_of_party() -> None:
    made = real_files("parlparse/members-1997-2015.csv")
    assert counts(made.rows) == [1160, 789, 2671, 2709, 21]
    spink = next(row for row in made.rows.persons if row.name == "Bob Spink")
    own = [(row.party, row.since, row.until) for row in made.rows.affiliations if row.person == spink.id]
    assert own == [
        ("conservative", "2001-06-07", "2005-04-12"),
        ("conservative", "2005-05-05", "2008-03-13"),
        ("independent-conservative", "2008-03-13", "2008-04-22"),
        ("ukip", "2008-04-22", "2008-11-25"),
        ("independent", "2008-11-25", "2010-04-13"),
    ]
    assert [(row.since, row.until) for row in made.rows.tenures if row.person == spink.id] == [
        ("2001-06-07", "2005-04-12"),
        ("2005-05-05", "2010-04-13"),
    ]
    winchester = sorted(
        (row.since or "", row.until, row.began, row.ended) for row in made.rows.tenures if row.seat == "winchester"
    )
    assert winchester[:2] == [
        ("1997-05-01", "1997-10-07", "general election", "election void"),
        ("1997-11-20", "2001-05-15", "by-election", "dissolution"),
    ]


@real
def test_real_party_spells_of_theyworkforyou() -> None:
    made = real_files("party-changes/twfy-2019-10-party-spells.csv")
    assert made.skipped == ()
    assert counts(made.rows) == [652, 0, 0, 746, 13]
    names = {row.id: row.name for row in made.rows.persons}
    left = {day: sorted(names[row.person] for row in made.rows.affiliations if row.until == day) for day in TWFY_DAYS}
    assert left == TWFY_DAYS
    roll = Roll(made.rows)
    umunna = next(key for key, name in names.items() if name == "Chuka Umunna")
    parties = [roll.party_of(umunna, date(2019, 2, day)) for day in (17, 18)]
    assert [party.id for party in parties if party] == ["labour", "independent"]


TWFY_DAYS = {
    "2019-02-17": [],
    "2019-02-18": [
        "Angela Smith", "Ann Coffey", "Chris Leslie", "Chuka Umunna", "Gavin Shuker", "Luciana Berger", "Mike Gapes",
    ],
    "2019-02-19": ["Joan Ryan"],
    "2019-02-20": ["Anna Soubry", "Heidi Allen", "Sarah Wollaston"],
}  # fmt: skip


@real
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("parlparse/all-members.xml", [948, 694, 2000, 2037, 19]),
        ("parlparse/all-members-2010.xml", [669, 650, 671, 672, 14]),
        ("parlparse/person-members.csv", [12129, 0, 0, 0, 0]),
        ("parlparse/constituency-names.csv", [0, 2227, 0, 0, 0]),
    ],
)
def test_real_files_by_themselves(name: str, expected: list[int]) -> None:
    made = real_files(name)
    assert made.skipped == ()
    assert counts(made.rows) == expected


@real
@pytest.mark.parametrize("name", ["person-mnis", "member-aliases", "people-json-commits"])
def test_real_files_that_are_no_roll_by_themselves(name: str) -> None:
    with pytest.raises(BadInput, match=rf"^parlparse/{name}\.csv: "):
        real_files(f"parlparse/{name}.csv")
