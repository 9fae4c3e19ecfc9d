"""Results of SPARQL queries: names of variables, labels, unknown values, repeated rows, and results that are none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers import wikidata
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data/wikidata"
real = pytest.mark.skipif(not DATA.is_dir(), reason="needs the files in ../shared/data")

ITEM = "http://www.wikidata.org/entity/"
GENID = "http://www.wikidata.org/.well-known/genid/0123abcd"


def value(text: str) -> dict[str, str]:
    """A value of a result: an item by its number, a moment, a label with its language ("cy: Nel"), or plain text."""
    if text.startswith("Q") and text[1:].isdecimal():
        return {"type": "uri", "value": ITEM + text}
    if text == GENID:
        return {"type": "uri", "value": text}
    if text[:4].isdecimal() and text[4:5] == "-":
        kind = "http://www.w3.org/2001/XMLSchema#dateTime"
        return {"type": "literal", "datatype": kind, "value": f"{text}T00:00:00Z"}
    language, mark, label = text.partition(": ")
    return {"type": "literal", "xml:lang": language, "value": label} if mark else {"type": "literal", "value": text}


def sat(**fields: str) -> dict[str, str]:
    """A row of a query with the usual variables; "" leaves one out."""
    row = {
        "item": "Q1",
        "itemLabel": "en: Nell Ashworth",
        "party": "Q11",
        "partyLabel": "en: Blue Party",
        "district": "Q21",
    }
    row |= {
        "districtLabel": "en: Calder Vale",
        "org": "Q31",
        "orgLabel": "en: House of Keys",
        "start": "2017-06-08",
        **fields,
    }
    return {name: text for name, text in row.items() if text}


def results(*rows: dict[str, str]) -> dict[str, Any]:
    bindings = [{name: value(text) for name, text in row.items()} for row in rows]
    return {
        "head": {"vars": list(dict.fromkeys(name for row in rows for name in row))},
        "results": {"bindings": bindings},
    }


def imported(*contents: Any, chamber: str | None = None, retrieved: str | None = None) -> Imported:
    files = [
        InFile(f"{number}.json", content if isinstance(content, bytes) else json.dumps(content, indent=1).encode())
        for number, content in enumerate(contents, start=1)
    ]
    return wikidata.read(files, Wish(chamber=chamber, retrieved=retrieved))


def rows(*found: dict[str, str], chamber: str | None = None) -> RollRows:
    made = imported(results(*found), chamber=chamber)
    assert made.skipped == ()
    return made.rows


def tenures(made: RollRows) -> list[tuple[str, str, str | None, str | None]]:
    return [(tie.person, tie.seat, tie.since, tie.until) for tie in made.tenures]


def parties(made: RollRows) -> list[tuple[str, str, str | None, str | None]]:
    return [(tie.person, tie.party, tie.since, tie.until) for tie in made.affiliations]


def test_an_end_is_the_first_day_out_and_the_day_of_change_the_new_partys() -> None:
    made = rows(sat(start="2018-04-30", party="Q12", partyLabel="en: independent politician"), sat(end="2018-04-30"))
    assert tenures(made) == [("nell-ashworth", "calder-vale", "2017-06-08", None)]
    assert parties(made) == [
        ("nell-ashworth", "blue-party", "2017-06-08", "2018-04-30"),
        ("nell-ashworth", "independent-politician", "2018-04-30", None),
    ]
    roll = Roll(made)
    found = [roll.party_of("nell-ashworth", date(2018, 4, day)) for day in (29, 30)]
    assert [party.name if party else None for party in found] == ["Blue Party", "independent politician"]
    assert roll.parties["independent-politician"].kind == "other"


def test_rows_that_repeat_a_statement_in_other_words_are_one() -> None:
    statement = ITEM + "statement/Q1-A"
    made = rows(
        sat(statement=statement, partyLabel="en: Blue Party"),
        sat(statement=statement, partyLabel="en: Blue Party", party_name_cy="cy: Y Blaid Las"),
        sat(statement=statement),
    )
    assert (len(made.tenures), len(made.affiliations)) == (1, 1)
    assert made.parties[0].other_names == ("Y Blaid Las",)


USUAL = ("item", "itemLabel", "party", "partyLabel", "district", "districtLabel", "org", "orgLabel", "start")


@pytest.mark.parametrize(
    "names",
    [
        "item name_en party party_name_en district district_name_en org org_en start",
        "person personLabel group group_label constituency constituencyName legislature legislatureLabel start_date",
        "MP MPLabel Party PARTY_LABEL seat seatLabel_en house houseLabel startTime",
    ],
)
def test_variables_are_known_by_many_names(names: str) -> None:
    renamed = dict(zip(USUAL, names.split(), strict=True))
    made = rows({renamed[name]: text for name, text in sat().items()})
    assert tenures(made) == [("nell-ashworth", "calder-vale", "2017-06-08", None)]
    assert parties(made) == [("nell-ashworth", "blue-party", "2017-06-08", None)]
    assert made.legislature == "House of Keys"
    named = (made.persons[0].identifiers, made.seats[0].identifiers, made.parties[0].identifiers)
    assert named == ({"wikidata": "Q1"}, {"wikidata": "Q21"}, {"wikidata": "Q11"})


def test_english_goes_first_and_other_languages_are_other_names() -> None:
    made = rows(
        sat(itemLabel="", name_cy="cy: Nel Ashworth", name_en="en: Nell Ashworth", district_cy="cy: Dyffryn Calder")
    )
    assert (made.persons[0].name, made.persons[0].other_names) == ("Nell Ashworth", ("Nel Ashworth",))
    assert made.seats[0].other_names == ("Dyffryn Calder",)


def test_other_variables_that_begin_alike_are_no_labels() -> None:
    made = rows(sat(party_id="PP99", memberOf="Q99", org_seat_count="24", org_jurisdiction="Q9", personal="x"))
    assert (made.parties[0].other_names, made.persons[0].other_names, made.legislature) == ((), (), "House of Keys")


@pytest.mark.parametrize("unknown", [GENID, "_:b0", "t2049"])
def test_a_value_that_wikidata_does_not_know_is_none(unknown: str) -> None:
    made = rows(
        sat(party=unknown, partyLabel="en: t2049", end=unknown, start=unknown, district=unknown, districtLabel=unknown)
    )
    assert tenures(made) == [("nell-ashworth", "house-of-keys", None, None)]
    assert (made.parties, made.affiliations) == ((), ())


def test_a_blank_node_is_none() -> None:
    content = results(sat())
    content["results"]["bindings"][0]["party"] = {"type": "bnode", "value": "b12"}
    assert imported(content).rows.affiliations == ()


def test_a_thing_without_a_label_goes_by_its_number() -> None:
    made = rows(sat(itemLabel="Q1", partyLabel="", districtLabel="Q21"))
    assert (made.persons[0].name, made.parties[0].name, made.seats[0].name) == ("Q1", "Q11", "Q21")


def test_a_label_stands_for_an_item_that_only_this_row_lacks() -> None:
    made = rows(sat(end="2018-04-30"), sat(start="2018-04-30", party="", partyLabel="independent politician"))
    assert [row[1] for row in parties(made)] == ["blue-party", "independent-politician"]


def test_labels_without_items_will_do() -> None:
    made = rows({"personLabel": "Nell Ashworth", "partyLabel": "Blue Party", "constituencyLabel": "Calder Vale"})
    assert tenures(made) == [("nell-ashworth", "calder-vale", None, None)]
    assert parties(made) == [("nell-ashworth", "blue-party", None, None)]
    assert made.persons[0].identifiers == {}


def test_further_facts_and_numbers_are_taken() -> None:
    made = rows(sat(gender="Q6581072", dateOfBirth="1970-04-01", mnis="4711", gss_code="E14009999"))
    nell = made.persons[0]
    assert (nell.gender, nell.born, nell.identifiers) == ("female", "1970-04-01", {"wikidata": "Q1", "mnis": "4711"})
    assert made.seats[0].identifiers == {"wikidata": "Q21", "gss": "E14009999"}


def test_the_download_of_the_query_service_is_read_too() -> None:
    plain = [{name: value(text)["value"] for name, text in sat().items()}]
    assert imported(plain).rows == imported(results(sat())).rows


def test_two_terms_that_meet_are_two_tenures() -> None:
    made = rows(sat(end="2019-11-06", term="Q57"), sat(start="2019-11-06", term="Q58"))
    assert [row[2:] for row in tenures(made)] == [("2017-06-08", "2019-11-06"), ("2019-11-06", None)]
    assert len(made.affiliations) == 1


def test_a_seat_has_as_many_places_as_members_sat_at_once() -> None:
    made = rows(sat(), sat(item="Q2", itemLabel="en: Owen Garth"))
    assert made.seats[0].places == 2
    assert len(Roll(made).members(date(2018, 1, 1))) == 2


def test_of_several_chambers_one_is_read() -> None:
    other = sat(item="Q2", itemLabel="en: Owen Garth", org="Q32", orgLabel="en: Diet")
    assert [one.name for one in rows(sat(), sat(district="Q22"), other).persons] == ["Nell Ashworth"]
    assert [one.name for one in rows(sat(), other, chamber="diet").persons] == ["Owen Garth"]
    with pytest.raises(BadInput, match=r"1\.json: no chamber 'Senate'; there is Diet, House of Keys$"):
        rows(sat(), other, chamber="Senate")
    assert rows(sat(org="", orgLabel=""), chamber="Senate").legislature == "Senate"


NO_RESULTS = "1.json: no results of a SPARQL query: JSON with head and results was expected"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1.json: no JSON: "),
        (b"item,party\nQ1,Q2\n", "1.json: no JSON: "),
        (b"[" * 100_000, "1.json: no JSON: "),
        (b"{}", NO_RESULTS),
        (b'{"head": {}, "boolean": true}', NO_RESULTS),
        (b'{"results": {"bindings": {}}}', NO_RESULTS),
        (b'{"memberships": []}', f"{NO_RESULTS}; import it as popolo"),
        (b'{"head": {"vars": ["item"]}, "results": {"bindings": []}}', "1.json: the query found nothing"),
        (
            b'{"results": {"bindings": [{"x": {"value": "1"}}]}}',
            "1.json: no variable for the person; call it item or person (there is x)",
        ),
    ],
)
def test_a_file_without_results_is_one_line(content: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        imported(content)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_row_that_cannot_be_used_is_told_with_its_line_and_left_out() -> None:
    content = results(
        sat(item=GENID),
        sat(start="2017-13-01"),
        sat(start="2018-01-01", end="2017-01-01"),
        sat(item="Q2", itemLabel="en: Owen Garth"),
    )
    content["results"]["bindings"].append(["no", "row"])
    made = imported(content)
    assert [fault.reason for fault in made.skipped] == [
        "no row of results",
        "no person (none, or one that Wikidata marks as unknown)",
        "'2017-13-01' is no day of the calendar",
        "it ends (first day out 2017-01-01) before it begins (2018-01-01)",
    ]
    lines = json.dumps(content, indent=1).splitlines()
    assert [lines[(fault.line or 0) - 1] for fault in made.skipped] == ["   [", "   {", "   {", "   {"]
    assert [one.name for one in made.rows.persons] == ["Owen Garth"]
    Roll(made.rows)


def test_a_bad_date_of_birth_does_not_cost_the_person() -> None:
    made = imported(results(sat(born="unknown")))
    assert [fault.reason for fault in made.skipped] == ["born: 'unknown' is no date: write 2019, 2019-02 or 2019-02-18"]
    assert made.rows.persons[0].born is None


def test_the_source_says_when_it_was_read() -> None:
    made = imported(results(sat()), retrieved="2018-12-05").rows
    assert [(one.id, one.licence, one.retrieved) for one in made.sources] == [("wikidata", "CC0", "2018-12-05")]


@real
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("commons-57", ("House of Commons", 652, 650, 11, 652, 660)),
        ("scottish-parliament-5", ("Scottish Parliament", 133, 81, 6, 134, 136)),
        ("london-assembly-2016", ("London Assembly", 25, 15, 5, 25, 25)),
    ],
)
def test_real_results_come_in_whole(name: str, counts: tuple[str | int, ...]) -> None:
    made = wikidata.read([InFile(name, (DATA / f"{name}.sparql.json").read_bytes())], Wish())
    found = made.rows
    sizes = (found.persons, found.seats, found.parties, found.tenures, found.affiliations)
    assert made.skipped == ()
    assert (found.legislature, *map(len, sizes)) == counts
