"""parlparse's XML and the tables made from it, how tenures begin and end, what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers import parlparse
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.parlparse_names import Member, person_keys
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll


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
