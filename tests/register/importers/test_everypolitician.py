"""EveryPolitician's CSV: blank dates and the terms they mean, changes of party, other legislatures, real files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers import everypolitician
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data/everypolitician"
real = pytest.mark.skipif(not DATA.is_dir(), reason="needs the files in ../shared/data")

HEADER = "id,name,sort_name,group,group_id,area_id,area,chamber,term,start_date,end_date,gender\n"
COMMONS = HEADER + (
    'a1,Nell Ashworth,"Ashworth, Nell",Labour,labour,uk.org.publicwhip/cons/1,Calder Vale,House of Commons,57,'
    ",2019-02-17,female\n"
    "a1,Nell Ashworth,Nell Ashworth,Independent,independent,uk.org.publicwhip/cons/1,Calder Vale,House of Commons,57,"
    "2019-02-18,,female\n"
    "a2,Owen Garth,Owen Garth,Labour/Co-operative,labourco-operative,,Tarn Bridge,House of Commons,57,,,male\n"
)
ELSEWHERE = "id,name,group,term,area,chamber,start_date,end_date\n"


def imported(*texts: str, wish: Wish | None = None) -> Imported:
    files = [InFile(f"{number}.csv", text.encode()) for number, text in enumerate(texts)]
    return everypolitician.read(files, wish or Wish())


def real_file(*names: str, wish: Wish | None = None) -> Imported:
    return everypolitician.read([InFile(name, (DATA / name).read_bytes()) for name in names], wish or Wish())


def tenures(rows: RollRows) -> list[tuple[str, str | None, str | None]]:
    return [(row.person, row.since, row.until) for row in rows.tenures]


def parties(rows: RollRows) -> list[tuple[str, str, str | None, str | None]]:
    return [(row.person, row.party, row.since, row.until) for row in rows.affiliations]


def test_a_blank_date_is_that_of_the_term() -> None:
    rows = imported(COMMONS).rows
    assert tenures(rows) == [("nell-ashworth", "2017-06-08", "2019-11-06"), ("owen-garth", "2017-06-08", "2019-11-06")]


def test_rows_that_meet_are_one_tenure_and_the_last_day_is_counted_in() -> None:
    rows = imported(COMMONS).rows
    assert parties(rows)[:2] == [
        ("nell-ashworth", "labour", "2017-06-08", "2019-02-18"),
        ("nell-ashworth", "independent", "2019-02-18", "2019-11-06"),
    ]
    assert len(rows.tenures) == 2


def test_every_number_is_kept() -> None:
    rows = imported(
        COMMONS.replace("gender\n", "gender,wikidata,wikidata_area,wikidata_group\n", 1).replace(
            "male\n", "male,Q1,Q2,Q3\n"
        )
    ).rows
    nell, _ = rows.persons
    assert (nell.given, nell.family, nell.gender) == ("Nell", "Ashworth", "female")
    assert nell.identifiers == {"everypolitician": "a1", "wikidata": "Q1"}
    assert rows.seats[0].identifiers == {"parlparse": "1", "wikidata": "Q2"}
    assert {row.id: row.identifiers["everypolitician"] for row in rows.parties} == {
        "independent": "independent",
        "labour": "labour",
        "labour-co-operative": "labourco-operative",
    }


def test_before_the_end_of_a_term_nobody_knows_who_stays() -> None:
    rows = imported(COMMONS, wish=Wish(retrieved="2019-03-01")).rows
    assert [until for _, _, until in tenures(rows)] == [None, None]
    assert rows.sources[0].retrieved == "2019-03-01"
    rows = imported(COMMONS, wish=Wish(retrieved="2019-12-01")).rows
    assert [until for _, _, until in tenures(rows)] == ["2019-11-06", "2019-11-06"]


def test_two_terms_are_two_tenures() -> None:
    later = COMMONS.splitlines()[3].replace(",57,", ",58,")
    rows = imported(COMMONS, f"{HEADER}{later}\n").rows
    assert tenures(rows)[1:] == [
        ("owen-garth", "2017-06-08", "2019-11-06"),
        ("owen-garth", "2019-12-12", "2024-05-31"),
    ]


def test_a_member_who_comes_back_has_two_tenures() -> None:
    rows = imported(
        ELSEWHERE + "1,Nell Ashworth,Blue,2010,Weir,Diet,,2012-01-31\n1,Nell Ashworth,Red,2010,Weir,Diet,2012-03-01,\n"
    ).rows
    assert tenures(rows) == [("nell-ashworth", "2010", "2012-02-01"), ("nell-ashworth", "2012-03-01", None)]


def test_a_term_named_for_its_year_ends_with_the_next() -> None:
    text = ELSEWHERE + "1,Nell Ashworth,Blue,2010,Weir,Diet,,\n1,Nell Ashworth,Red,2014-18,Weir,Diet,,\n"
    assert tenures(imported(text).rows) == [("nell-ashworth", "2010", "2014"), ("nell-ashworth", "2014", None)]


def test_a_term_of_unknown_days_is_said_and_its_members_only_seen() -> None:
    made = imported(ELSEWHERE + "1,Nell Ashworth,Blue,3,Weir,Diet,,\n2,Owen Garth,Blue,3,Fell,Diet,2012-01-05,\n")
    (note,) = made.skipped
    assert str(note).startswith("0.csv: the days of the term 3, which no file says")
    assert [(row.since, row.until, row.seen) for row in made.rows.tenures] == [
        (None, None, True),
        ("2012-01-05", None, False),
    ]


def test_two_terms_of_unknown_days_are_refused_and_their_list_settles_it() -> None:
    text = ELSEWHERE + "1,Nell Ashworth,Blue,3,Weir,Diet,,\n1,Nell Ashworth,Red,4,Weir,Diet,,\n"
    with pytest.raises(BadInput, match=r"^0.csv: when the term 3 was is not known.*terms\.csv"):
        imported(text)
    terms = "id,name,start_date,end_date\nterm/3,Third,2004-05-01,2008-04-30\n4,Fourth,2008-06-01,\n5,,soon,\n"
    made = imported(text, terms)
    assert tenures(made.rows) == [
        ("nell-ashworth", "2004-05-01", "2008-05-01"),
        ("nell-ashworth", "2008-06-01", None),
    ]
    assert [(row.file, row.line) for row in made.skipped] == [("1.csv", 4)]
    popolo = '{"events": [{"id": "term/3", "start_date": "2004-05-01"}, {"id": "term/4", "start_date": "2008"}, {}]}'
    assert tenures(imported(text, popolo).rows)[0] == ("nell-ashworth", "2004-05-01", "2008")


def test_a_house_of_commons_elsewhere_has_parties_of_its_own() -> None:
    text = "id,name,group,term,area,area_id,chamber\n1,Nell Ashworth,Liberal,42,Weir,{}Weir,House of Commons\n"
    abroad = imported(text.format("ocd-division/country:ca/ed:")).rows
    assert [row.name for row in abroad.parties] == ["Liberal"]
    assert [row.name for row in imported(text.format("")).rows.parties] == ["Liberal Party"]


def test_members_without_an_area_sit_for_the_legislature() -> None:
    rows = imported(ELSEWHERE + "1,Nell Ashworth,Blue,2010,,Diet,,\n2,Owen Garth,unknown,2010,,Diet,,\n").rows
    assert [(row.name, row.legislature, row.places) for row in rows.seats] == [("Diet", "Diet", 2)]
    assert [row.person for row in rows.affiliations] == ["nell-ashworth"]
    assert len(Roll(rows).members(date(2011, 1, 1))) == 2


def test_one_chamber_of_several() -> None:
    text = (
        ELSEWHERE
        + "1,Nell Ashworth,Blue,2010,A,Upper,,\n2,Owen Garth,Red,2010,B,Lower,,\n3,Ada Moss,Red,2010,C,Lower,,\n"
    )
    made = imported(text)
    assert (made.rows.legislature, len(made.rows.persons), made.skipped) == ("Lower", 2, ())
    assert imported(text, wish=Wish(chamber="upper")).rows.legislature == "Upper"
    with pytest.raises(BadInput, match="they have Lower, Upper"):
        imported(text, wish=Wish(chamber="Senate"))


def test_malformed_rows_are_noted_and_the_rest_kept() -> None:
    made = imported(
        "\ufeff"
        + ELSEWHERE.replace("\n", ",extra\r\n")
        + "1,Nell Ashworth,Blue,2010,A,Diet,,,\r\n,Owen Garth,Red,2010,B,Diet,,,\r\n3,,Red,2010,B,Diet,,,\r\n4,Ada\r\n"
        "5,Ada Moss,Red,2010,B,Diet,2010-02-30,,\r\n6,Sam Fell,Red,2010,B,Diet,2013,2011,\r\n"
    )
    assert [row.line for row in made.skipped] == [3, 4, 5, 6, 7]
    assert [row.name for row in made.rows.persons] == ["Nell Ashworth"]
    assert len(made.rows.seats) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,name\n", "no column group, term"),
        ("", "no column id, name, group, term"),
        ('{"persons": []}', "no list of terms"),
        ("id,start_date,end_date\n", "only dates of terms"),
        ("[", "no JSON"),
    ],
)
def test_another_file_is_one_line(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        imported(text)
    assert str(caught.value).startswith("0.csv")


# The real files


@real
@pytest.mark.parametrize(
    ("name", "people", "sat", "spells", "seats", "groups"),
    [
        ("uk-commons-term-55.csv", 669, 671, 672, 650, 14),
        ("uk-commons-term-56.csv", 650, 650, 651, 650, 14),
        ("uk-commons-term-57-excerpt.csv", 17, 17, 32, 17, 7),
    ],
)
def test_real_terms(name: str, people: int, sat: int, spells: int, seats: int, groups: int) -> None:
    made = real_file(name)
    rows = made.rows
    assert made.skipped == ()
    assert rows.legislature == "House of Commons"
    counts = [len(kind) for kind in (rows.persons, rows.tenures, rows.affiliations, rows.seats, rows.parties)]
    assert counts == [people, sat, spells, seats, groups]
    assert {row.places for row in rows.seats} == {1}


@real
def test_real_members_on_days() -> None:
    names = ("uk-commons-term-55.csv", "uk-commons-term-56.csv", "uk-commons-term-57-excerpt.csv")
    made = real_file(*names)
    roll = Roll(made.rows)
    # Thirsk and Malton voted on 27 May 2010; Clacton was vacant from 30 August to 9 October 2014, Heywood and Middleton
    # from 8 September, Rochester and Strood from 1 October.
    days = {
        "2010-05-05": 0, "2010-05-06": 649, "2010-05-07": 649, "2010-05-26": 649, "2010-05-27": 650, "2014-08-29": 650,
        "2014-08-30": 649, "2014-10-09": 647, "2014-10-10": 649, "2014-11-21": 650, "2015-03-30": 650, "2015-03-31": 0,
        "2015-05-08": 650, "2015-10-20": 650, "2015-10-21": 649, "2017-05-03": 649, "2017-05-04": 0, "2019-02-18": 16,
    }  # fmt: skip
    assert {day: len(roll.members(date.fromisoformat(day))) for day in days} == days
    assert (len(made.rows.persons), len(made.rows.tenures), len(made.rows.affiliations)) == (854, 1338, 1355)


@real
def test_real_changes_of_party_belong_to_the_new_one() -> None:
    made = real_file("uk-commons-term-57-excerpt.csv")
    names = {row.id: row.name for row in made.rows.persons}
    left = [names[row.person] for row in made.rows.affiliations if row.until == "2019-02-18"]
    assert left == ["Angela Smith", "Ann Coffey", "Chris Leslie", "Chuka Umunna"]
    williamson = [
        (row.party, row.since, row.until) for row in made.rows.affiliations if names[row.person] == "Chris Williamson"
    ]
    assert williamson == [
        ("labour", "2017-06-08", "2019-02-27"),
        ("independent", "2019-02-27", "2019-06-26"),
        ("labour", "2019-06-26", "2019-06-28"),
        ("independent", "2019-06-28", "2019-11-06"),
    ]
    leslie = next(row for row in made.rows.affiliations if names[row.person] == "Chris Leslie")
    assert leslie.party == "labour-co-operative"
