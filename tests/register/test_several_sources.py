"""Six readings of the Commons of 2017 to 2019 as one roll: every change found, every disagreement shown.

Needs the files in ../shared/data beside the repository; without them the tests are skipped and say so.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from chiltern.register.changes import Change, changes
from chiltern.register.conflicts import Conflict, conflicts
from chiltern.register.importing import import_roll, merge_rolls
from chiltern.register.roll import Roll, load_roll

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official files in ../shared/data")

API = ("members", "house-memberships", "party-memberships", "names")
SOURCES = {
    "members_api_2024_07_31": "members-api",
    "mnis_2021": "mnis",
    "pdp_2018": "pdp",
    "twfy_2019_10": "twfy",
}


@pytest.fixture(scope="module")
def rolls() -> list[Roll]:
    read = (
        ("members-api", [DATA / "members-api-2024-07-31" / f"{name}.csv" for name in API]),
        ("mnis", sorted((DATA / "mnis-2021").glob("*.csv"))),
        ("mnis", sorted((DATA / "pdp-2018").glob("*.csv"))),
        ("parlparse", [DATA / "party-changes/twfy-2019-10-party-spells.csv"]),
        ("everypolitician", [DATA / "everypolitician/uk-commons-term-57-excerpt.csv"]),
        ("wikidata", [DATA / "wikidata/commons-57.sparql.json"]),
    )
    return [import_roll(kind, paths).roll for kind, paths in read]


@pytest.fixture(scope="module")
def roll(rolls: list[Roll]) -> Roll:
    return merge_rolls(rolls, "commons")


@pytest.fixture(scope="module")
def found(roll: Roll) -> dict[tuple[str, str], Change]:
    moved = [
        change for change in changes(roll, date(2017, 6, 9), date(2019, 11, 7)) if change.from_party and change.to_party
    ]
    return {(roll.persons[change.person_id].identifiers["mnis"], change.date): change for change in moved}


@pytest.fixture(scope="module")
def differing(roll: Roll) -> tuple[Conflict, ...]:
    return conflicts(roll)


def compared() -> list[dict[str, str]]:
    with (DATA / "party-changes/changes-2017-2019-compared.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_one_person_is_one_person_in_every_source(roll: Roll) -> None:
    assert len(roll.persons) == 2735
    umunna = roll.persons["chuka-umunna"].identifiers
    assert (umunna["mnis"], umunna["twfy"], umunna["wikidata"]) == ("4128", "24950", "Q267648")
    sitting = roll.members(date(2019, 2, 18))
    assert len(sitting) == 649
    assert all({"twfy", "wikidata"} <= member.person.identifiers.keys() for member in sitting)


def test_every_change_of_party_is_found_with_the_day_that_each_source_gives(
    found: dict[tuple[str, str], Change],
) -> None:
    rows = compared()
    assert set(found) == {(row["mnis_id"], row["members_api_2024_07_31"]) for row in rows}
    assert len(found) == 103
    for row in rows:
        dates = found[row["mnis_id"], row["members_api_2024_07_31"]].dates
        assert {name: dates.get(source, "") for name, source in SOURCES.items()} == {
            name: row[name] for name in SOURCES
        }


def test_every_change_has_a_kind_and_a_source(found: dict[tuple[str, str], Change]) -> None:
    assert all(change.kind and change.sources for change in found.values())


def test_the_nine_changes_dated_apart_are_conflicts(
    roll: Roll, found: dict[tuple[str, str], Change], differing: tuple[Conflict, ...]
) -> None:
    apart = {(row["mnis_id"], row["members_api_2024_07_31"]) for row in compared() if row["dates_agree"] == "false"}
    assert len(apart) == 9
    told = {
        (roll.persons[one.person_id].identifiers["mnis"], one.since)
        for one in differing
        if one.kind == "date"
        and one.what.startswith("change to")
        and one.person_id
        and (one.since or "") >= "2017-06-09"
    }
    assert apart <= told


def test_labels_that_differ_are_conflicts(differing: tuple[Conflict, ...]) -> None:
    labels = {tuple(side.value for side in one.sides) for one in differing if one.kind == "party"}
    assert ("Labour Party", "Labour and Co-operative") in labels
    assert ("Change UK", "Independent") in labels
    of_leslie = [one for one in differing if one.person == "Chris Leslie" and one.since == "2017-06-08"]
    assert [{side.value: side.sources for side in one.sides} for one in of_leslie] == [
        {
            "Labour Party": ("members-api", "mnis", "pdp"),
            "Labour and Co-operative": ("twfy", "everypolitician", "wikidata"),
        }
    ]


def test_no_conflict_is_made_of_what_a_source_did_not_know(differing: tuple[Conflict, ...]) -> None:
    assert not [one for one in differing if (one.since or "") > "2019-12-12"]
    assert len(differing) < 250


def test_the_preferred_source_gives_the_answer(roll: Roll) -> None:
    boles = next(person.id for person in roll.persons.values() if person.name == "Nick Boles")
    assert [roll.party_of(boles, date(2019, 4, day)) for day in (1, 2)] == [roll.parties["independent"]] * 2
    for day in (date(2017, 6, 9), date(2019, 2, 22), date(2019, 11, 5)):
        assert roll.totals(day) == load_roll("uk-commons-2017").totals(day)


@pytest.mark.parametrize("turned", [1, 3, 5])
def test_whoever_is_preferred_the_same_people_sit_in_the_same_seats(rolls: list[Roll], roll: Roll, turned: int) -> None:
    other = merge_rolls([*rolls[turned:], *rolls[:turned]], "commons")
    assert len(other.persons) == len(roll.persons)
    for day in (date(1990, 1, 1), date(1999, 1, 1), date(2012, 1, 1), date(2018, 6, 1), date(2020, 1, 2)):
        ours, theirs = (
            {(member.person.identifiers["mnis"], member.seat.identifiers["mnis"]) for member in each.members(day)}
            for each in (roll, other)
        )
        assert ours == theirs, day
