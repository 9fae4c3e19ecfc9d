"""The CSV that a reporter writes by hand: its columns, dates and gaps, and what becomes of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers import plain
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll

SPLIT = """\
name,party,seat,since,until,why,reason,source
Nell Ashworth,Labour,Calder Vale,2017-06-08,2019-02-18,elected,,Returning officer
Nell Ashworth,Independent,Calder Vale,2019-02-18,,resigned the whip,She could not stand on it.,https://example.org/nell
Owen Garth,Conservative,Tarn Bridge,2017-06-08,2019-03-01,,,
"""


def imported(text: str, wish: Wish | None = None, name: str = "changes.csv") -> Imported:
    return plain.read([InFile(name, text.encode())], wish or Wish())


def rows_of(text: str, wish: Wish | None = None) -> RollRows:
    made = imported(text, wish)
    assert made.skipped == ()
    return made.rows


def spells(rows: RollRows) -> list[tuple[str, str, str | None, str | None]]:
    return [(row.person, row.party, row.since, row.until) for row in rows.affiliations]


def tenures(rows: RollRows) -> list[tuple[str, str, str | None, str | None]]:
    return [(row.person, row.seat, row.since, row.until) for row in rows.tenures]


def seat_places(rows: RollRows) -> Mapping[str, int]:
    return {row.id: row.places for row in rows.seats}


def test_two_parties_in_one_seat_are_one_tenure() -> None:
    rows = rows_of(SPLIT)
    assert tenures(rows) == [
        ("nell-ashworth", "calder-vale", "2017-06-08", None),
        ("owen-garth", "tarn-bridge", "2017-06-08", "2019-03-01"),
    ]
    assert spells(rows)[:2] == [
        ("nell-ashworth", "labour", "2017-06-08", "2019-02-18"),
        ("nell-ashworth", "independent", "2019-02-18", None),
    ]
    assert [row.kind for row in rows.affiliations] == ["elected", "resigned the whip", None]
    assert rows.affiliations[1].reason == "She could not stand on it."


def test_the_day_of_a_change_belongs_to_the_new_party() -> None:
    roll = Roll(rows_of(SPLIT))
    before, after = roll.party_of("nell-ashworth", date(2019, 2, 17)), roll.party_of("nell-ashworth", date(2019, 2, 18))
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Labour", "Independent")


def test_the_last_day_in_is_one_day_before_the_first_day_out() -> None:
    rows = rows_of("name,party,since,last_day\nNell Ashworth,Labour,2017-06-08,2019-02-17\n")
    assert spells(rows) == [("nell-ashworth", "labour", "2017-06-08", "2019-02-18")]


def test_each_source_is_a_source_of_its_own_and_the_file_is_that_of_the_rest() -> None:
    rows = rows_of(SPLIT)
    names = {row.id: (row.name, row.publisher, row.url) for row in rows.sources}
    assert list(names.values()) == [
        ("changes.csv", None, None),
        ("Returning officer", None, None),
        ("https://example.org/nell", "example.org", "https://example.org/nell"),
    ]
    own = [[names[source][0] for source in row.sources] for row in rows.affiliations]
    assert own == [["Returning officer"], ["https://example.org/nell"], ["changes.csv"]]
    # Who held the seat all the while is known from both of her rows.
    assert [names[source][0] for source in rows.tenures[0].sources] == ["Returning officer", "https://example.org/nell"]


def test_a_source_may_be_words_and_an_address() -> None:
    rows = rows_of('name,party,source\nNell Ashworth,Labour,"Her statement, https://example.org/a.html."\n')
    (source,) = rows.sources
    assert (source.name, source.url) == ("Her statement", "https://example.org/a.html")


def test_a_spell_without_an_end_ends_where_the_next_begins() -> None:
    rows = rows_of(
        "name,party,seat,since\nNell Ashworth,Independent,Calder Vale,2019-02-18\n"
        "Nell Ashworth,Labour,Calder Vale,2017-06-08\nNell Ashworth,Labour,Calder Vale,2019-07-01\n"
    )
    assert spells(rows) == [
        ("nell-ashworth", "labour", "2017-06-08", "2019-02-18"),
        ("nell-ashworth", "independent", "2019-02-18", "2019-07-01"),
        ("nell-ashworth", "labour", "2019-07-01", None),
    ]
    assert tenures(rows) == [("nell-ashworth", "calder-vale", "2017-06-08", None)]


def test_an_end_may_stand_in_a_row_of_its_own() -> None:
    text = (
        "name,party,seat,since,until,why,source\nNell Ashworth,Labour,Calder Vale,2017-06-08,,elected,A\n"
        "Nell Ashworth,Labour,Calder Vale,,2019-02-18,died,B\n"
    )
    rows = rows_of(text)
    assert spells(rows) == [("nell-ashworth", "labour", "2017-06-08", "2019-02-18")]
    (tenure,) = rows.tenures
    assert (tenure.until, tenure.ended, len(tenure.sources)) == ("2019-02-18", "died", 2)


def test_somebody_left_and_nothing_is_known_of_the_beginning() -> None:
    (row,) = rows_of("name,party,until,why\nNell Ashworth,Labour,2019-02-18,resigned the whip\n").affiliations
    assert (row.since, row.until, row.kind, row.reason) == (None, "2019-02-18", None, "resigned the whip")


def test_a_list_without_dates_was_only_seen() -> None:
    rows = rows_of("name,party,seat\nNell Ashworth,Labour,Calder Vale\n")
    assert (rows.tenures[0].seen, rows.affiliations[0].seen) == (True, True)
    assert len(Roll(rows).members(date(2019, 2, 18))) == 1


def test_a_row_with_an_office_dates_the_office() -> None:
    rows = rows_of(
        "name,party,seat,office,of,since,source\nNell Ashworth,Labour,Calder Vale,Leader,Labour,2018-01-01,The party\n"
        "Owen Garth,,,Chair,Calder Vale,2018-01-01,\nPriya Rawle,,,Chair,Board of Bees,,\n"
    )
    assert [(row.person, row.role, row.of, row.since) for row in rows.roles] == [
        ("nell-ashworth", "Leader", "labour", "2018-01-01"),
        ("owen-garth", "Chair", "calder-vale", "2018-01-01"),
        ("priya-rawle", "Chair", "Board of Bees", None),
    ]
    assert [row.sources for row in rows.roles] == [("by-hand-the-party",), *2 * [("by-hand-changes-csv",)]]
    assert (rows.tenures[0].seen, rows.affiliations[0].seen) == (True, True)


def test_columns_come_in_any_order_case_and_spelling() -> None:
    rows = rows_of(
        " Seat ,SOURCE URL,Party,Other-Names,NAME,since,notes\nCalder Vale,,Labour,Ellen Ashworth,Nell Ashworth,,x\n"
    )
    (person,) = rows.persons
    assert (person.name, person.other_names) == ("Nell Ashworth", ("Ellen Ashworth",))
    assert (len(rows.tenures), len(rows.affiliations)) == (1, 1)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spreadsheets_of_many_countries(sign: str, encoding: str, end: str) -> None:
    lines = [["", "", ""], ["Name", "Party", "Since"], ["Zoë Ashworth", "Labour", "18.02.2019"], ["", "", ""]]
    text = end.join(sign.join(line) for line in lines) + end
    made = plain.read([InFile("sheet.csv", text.encode(encoding))], Wish())
    assert made.skipped == ()
    assert spells(made.rows) == [("zoe-ashworth", "labour", "2019-02-18", None)]


def test_rows_that_cannot_be_used_are_noted_with_file_and_line() -> None:
    made = imported(
        "name,party,seat,since,until\nNell Ashworth,Labour,Calder Vale,18 Febuary 2019,\n,Labour,Calder Vale,,\n"
        "Owen Garth,,,,\nPriya Rawle,Labour,Tarn Bridge,2019,2018\nSam Fell,Labour,,,,,extra\nAda Moss,Labour\n"
    )
    assert [(row.file, row.line) for row in made.skipped] == [("changes.csv", line) for line in (2, 3, 4, 5, 6)]
    assert [row.reason for row in made.skipped][1:3] == ["no name", "no party, seat or office"]
    assert [row.name for row in made.rows.persons] == ["Ada Moss"]
    assert made.rows.seats == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("name,notes\n", "party, seat or office"),
        ("party,seat\n", "it needs the columns name"),
        ("name,party,end\n", "last_day or until"),
        ("name,party,group\n", "both mean party"),
        ("name,party\n" + "x" * 200_000, "line 2: no CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        imported(text)
    assert str(caught.value).startswith("changes.csv")
    assert "\n" not in str(caught.value)


def test_another_encoding_is_one_line() -> None:
    with pytest.raises(BadInput, match="save it as UTF-8"):
        plain.read([InFile("changes.csv", "name,party\nZoë,Labour\n".encode("latin-1"))], Wish())


def test_hostile_text_is_data() -> None:
    rows = rows_of(
        'name,party,source\n"=cmd|\' /C calc\'!A1",=1+1,"javascript:alert(1)"\n"Nell\u2028Ash\x1b[2Jworth",Labour,\n'
    )
    assert len(rows.persons) == 2
    assert rows.sources[0].url is None


def test_people_are_told_apart_by_number() -> None:
    made = imported(
        "name,party,mnis,twfy,wikidata\nChris Moss,Labour,7,,\nChristopher Moss,Labour,7,uk.org.publicwhip/person/10,\n"
        "Ada Reed,Labour,8,,\nAda Reed,Green,9,,\nAda Reed,Green,,,\nMoss Lane,Green,,11,\n"
        "Moss Lane,Green,,,https://www.wikidata.org/wiki/Q4\nMoss Lane,Green,,,\n"
    )
    assert [(row.name, row.identifiers) for row in made.rows.persons] == [
        ("Ada Reed", {"mnis": "8"}),
        ("Ada Reed", {"mnis": "9"}),
        ("Chris Moss", {"mnis": "7", "twfy": "10"}),
        ("Moss Lane", {"twfy": "11", "wikidata": "Q4"}),
    ]
    assert [row.line for row in made.skipped] == [6]


def test_a_title_makes_no_second_person_but_a_generation_does() -> None:
    rows = rows_of("name,party\nDr Ian Moss,Labour\nIan Moss,Labour\nIan Moss Jnr,Labour\n")
    assert [row.name for row in rows.persons] == ["Ian Moss", "Ian Moss Jnr"]


LEAGUES = """\
name,party,seat,legislature,since
Nell Ashworth,Labour,Calder Vale,House of Commons,2017
Owen Garth,Lab Co-op,Tarn Bridge,House of Commons,2017
Priya Rawle,Labour,Onchan,House of Keys,2017
"""


def test_one_legislature_of_several_and_its_own_book_of_parties() -> None:
    rows = rows_of(LEAGUES)
    assert rows.legislature == "House of Commons"
    assert [(row.id, row.name) for row in rows.parties] == [
        ("labour", "Labour Party"),
        ("labour-co-operative", "Labour and Co-operative"),
    ]
    keys = rows_of(LEAGUES, Wish(chamber="house of keys"))
    assert [row.name for row in keys.parties] == ["Labour"]
    with pytest.raises(BadInput, match="House of Commons, House of Keys"):
        imported(LEAGUES, Wish(chamber="House of Lords"))


def test_a_table_that_names_no_legislature_belongs_to_the_one_asked_for() -> None:
    assert rows_of(SPLIT).parties[0].name == "Conservative"
    assert rows_of(SPLIT, Wish(chamber="House of Commons")).parties[0].name == "Conservative Party"


def test_a_seat_has_as_many_places_as_people_came_in_together() -> None:
    rows = rows_of(
        "name,seat,since,places,why\nNell Ashworth,Calder,2017-05-04,,\nOwen Garth,Calder,2017-05-04,,\n"
        "Priya Rawle,Tarn,2017-05-04,,\nSam Fell,Tarn,2019-02-18,,by-election\nAda Moss,Weir,2017-05-04,3,\n"
    )
    assert seat_places(rows) == {"calder": 2, "tarn": 1, "weir": 3}
    assert [row.began for row in rows.tenures if row.person == "sam-fell"] == ["by-election"]
    holder = Roll(rows).holder("tarn", date(2019, 3, 1))
    assert holder is not None
    assert holder.name == "Sam Fell"


def test_an_election_is_how_the_seat_was_won() -> None:
    rows = rows_of(
        "name,party,seat,since,why,gss,region\nSam Fell,Labour,Tarn,2019-02-18,by-election,E14000927,North\n"
    )
    assert (rows.tenures[0].began, rows.affiliations[0].kind) == ("by-election", "elected")
    assert (rows.seats[0].identifiers, rows.seats[0].region) == ({"gss": "E14000927"}, "North")


def test_several_files_are_one_roll() -> None:
    files = [
        InFile("a/one.csv", b"name,party\nNell Ashworth,Labour\n"),
        InFile("two.csv", b"name;seat\nNell Ashworth;Calder\n"),
    ]
    made = plain.read(files, Wish(retrieved="2019-03-01"))
    assert [(row.name, row.retrieved) for row in made.rows.sources] == [
        ("one.csv", "2019-03-01"),
        ("two.csv", "2019-03-01"),
    ]
    assert (len(made.rows.persons), len(made.rows.tenures), len(made.rows.affiliations)) == (1, 1, 1)
