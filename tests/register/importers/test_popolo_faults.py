"""Popolo that is none, and rows that cannot be used: what is said of them, and that the rest stays."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.errors import BadInput
from chiltern.register.roll import Roll
from tests.register.importers.popolo_files import CALDER, NELL, WHIP, imported, people, person, post, rows, spell

GOOD = spell(9001, 801, "labour", "2017-06-08")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1.json: an empty file; Popolo JSON was expected"),
        (b" \n\t", "1.json: an empty file; Popolo JSON was expected"),
        (b"name,party\nNell,Blue\n", "1.json: no JSON: "),
        (b'{"persons": [', "1.json: no JSON: "),
        (b"\xff\xfe{\x00}\x00", "1.json: no JSON: "),
        (b"[" * 100_000, "1.json: no "),
        (b'{"persons": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "1.json: no "),
        (b"[]", "1.json: no Popolo: JSON with persons and memberships was expected"),
        (b"42", "1.json: no Popolo: JSON with persons and memberships was expected"),
        (b"{}", "1.json: no Popolo: neither persons nor memberships (it has nothing)"),
        (b'{"rows": [], "count": 0}', "1.json: no Popolo: neither persons nor memberships (it has count, rows)"),
        (b'{"head": {}, "results": {}}', "1.json: no Popolo but results of a SPARQL query; import them as wikidata"),
        (b'{"persons": {"9001": {}}, "memberships": []}', "1.json: no Popolo: persons is no list"),
        (b'{"persons": [], "memberships": "none"}', "1.json: no Popolo: memberships is no list"),
        (
            b'{"persons": [{"id": "a", "name": "Nell"}]}',
            "1.json: no memberships, so nobody sits; give the file that has",
        ),
        (b'{"persons": null, "memberships": null}', "1.json: no memberships, so nobody sits; give the file that has"),
    ],
)
def test_a_file_that_is_no_popolo_is_one_line(content: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        imported(content)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_chamber_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(BadInput, match=r"1\.json: no chamber 'Diet'; there is House of Commons$"):
        imported(people(GOOD), chamber="Diet")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (spell(9009, 801, "labour"), f"membership: no person '{WHIP}/person/9009' in the files"),
        (GOOD | {"person_id": None}, "membership: no person_id"),
        (spell(9001, 809, "labour"), f"membership: no post '{WHIP}/cons/809' in the files"),
        (spell(9001, 801, "blue"), "membership: no organization 'blue' in the files"),
        (spell(9001, 801, "labour", "8 June 2017"), "'8 June 2017' is no date: write 2019, 2019-02 or 2019-02-18"),
        (spell(9001, 801, "labour", "2017-02-30"), "'2017-02-30' is no day of the calendar"),
        (spell(9001, 801, "labour", "2017", "9999-12"), "not as expected: year 10000 is out of range"),
        (
            spell(9001, 801, "labour", "2017-06-08", "2017-06-01"),
            "it ends (first day out 2017-06-02) before it begins (2017-06-08)",
        ),
        (GOOD | {"start_date": 2017}, "row of memberships: Expected `str | null`, got `int` - at `$.start_date`"),
        ("nobody", "row of memberships: Expected `object`, got `str`"),
        (GOOD | {"post_id": None, "area_id": "weir"}, "membership: no area 'weir' in the files"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_left_out(row: Any, reason: str) -> None:
    made = imported(people(spell(9002, 802, "labour", "2017-06-08"), row))
    assert [fault.reason for fault in made.skipped] == [reason]
    assert [tie.person for tie in made.rows.tenures] == ["owen-garth"]
    assert [one.name for one in made.rows.persons] == ["Owen Garth"]
    assert [seat.name for seat in made.rows.seats] == ["Tarn Bridge"]
    Roll(made.rows)


def test_a_fault_has_the_line_on_which_its_row_begins() -> None:
    text = json.dumps(people(GOOD, spell(9009, 801, "labour"), GOOD | {"role": 1}), indent=1)
    made = imported(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    lines = text.splitlines()
    at = [
        number
        for number, line in enumerate(lines, start=1)
        if line == "  {" and number > lines.index(' "memberships": [')
    ]
    assert sorted(fault.line or 0 for fault in made.skipped) == at[1:]
    on_one_line = imported(json.dumps(people(GOOD, spell(9009, 801, "labour"))).encode())
    assert [fault.line for fault in on_one_line.skipped] == [2]


def test_other_rows_that_cannot_be_read_are_told_too() -> None:
    broken = people(GOOD, persons=[NELL, {"other_names": []}], posts=[CALDER, {"id": 7}])
    made = imported(broken)
    assert [fault.reason.split(":")[0] for fault in made.skipped] == ["row of persons", "row of posts"]
    assert len(made.rows.tenures) == 1


def test_somebody_redirected_in_a_circle_is_nobody() -> None:
    circle = [{"id": f"{WHIP}/person/{one}", "redirect": f"{WHIP}/person/{other}"} for one, other in ((1, 2), (2, 1))]
    made = imported(people(GOOD, spell(1, 801, "labour"), persons=[NELL, *circle]))
    assert [fault.reason for fault in made.skipped] == [f"the person '{WHIP}/person/1' is redirected in a circle"]


def test_a_bad_date_of_birth_does_not_cost_the_person() -> None:
    made = imported(people(GOOD, persons=[person(9001, {"name": "Nell Ashworth"}, birth_date="about 1970")]))
    assert [fault.reason for fault in made.skipped] == [
        "birth_date of the person: 'about 1970' is no date: write 2019, 2019-02 or 2019-02-18"
    ]
    assert (made.rows.persons[0].born, len(made.rows.tenures)) == (None, 1)


def test_names_of_nothing_and_hostile_text_are_data() -> None:
    hostile = "=HYPERLINK(1)\u202e\x00 <b>\n" + "x" * 200_000
    made = imported(people(GOOD, posts=[post(801, hostile)]))
    assert made.rows.seats[0].name.startswith("=HYPERLINK(1)")
    nameless = imported(people(GOOD, persons=[person(9001, {"name": "…"})]))
    assert [fault.reason for fault in nameless.skipped] == [f"no name for the person '{WHIP}/person/9001'"]
    assert len(imported(people(spell(9001, 801, "z" * 200_000))).skipped[0].reason) < 400


def test_unknown_keys_and_empty_values_are_passed_over() -> None:
    nell = NELL | {
        "links": [{"url": "x"}],
        "images": {},
        "identifiers": [{"scheme": None, "identifier": None}],
        "gender": "",
    }
    made = rows(
        people(GOOD | {"sources": [], "extra": {"a": [1]}, "end_date": ""}, persons=[nell], meta={"sources": []})
    )
    assert made.tenures[0].until is None


def test_the_same_file_twice_is_the_same_roll() -> None:
    content = people(GOOD)
    assert rows(content, content) == rows(content)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["Q1", "2019-02-18", "labour"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "lang:en"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_FIELDS = (
    "id",
    "person_id",
    "post_id",
    "area_id",
    "organization_id",
    "on_behalf_of_id",
    "start_date",
    "end_date",
    "role",
    "name",
)
_ROWS = st.lists(st.dictionaries(st.sampled_from(_FIELDS), _VALUES, max_size=5) | _VALUES, max_size=4)


@given(
    st.dictionaries(st.sampled_from(["persons", "memberships", "organizations", "areas", "events"]), _ROWS | _VALUES)
)
def test_any_json_is_read_or_refused(content: dict[str, Any]) -> None:
    made = None
    with contextlib.suppress(BadInput):
        made = imported(content)
    if made is not None:
        Roll(made.rows)
        assert msgspec.json.encode(made.rows)
