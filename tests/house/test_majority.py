"""The working majority: every step, what makes it differ, and the numbers that others published."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from chiltern.house.composition import house_on
from chiltern.house.model import Majority
from chiltern.house.rules import rules_for
from chiltern.register.importing import import_roll
from chiltern.register.model import Affiliation, Role
from chiltern.register.roll import Roll, load_roll
from tests.house.made import DAY, roll, rows

COMMONS = load_roll("uk-commons-2017")
DATA = Path(__file__).parents[2] / "../shared/data"


def majority(made: Roll, day: date) -> Majority:
    found = house_on(made, day).majority
    assert found is not None
    return found


def steps(found: Majority) -> list[tuple[str, str, int]]:
    return [(step.kind, step.label, step.number) for step in found.steps]


def test_every_step_of_a_small_house() -> None:
    found = majority(roll(), DAY)
    assert steps(found) == [
        ("seats", "seats", 11),
        ("chair", "Speaker", -1),
        ("chair", "Deputy Speaker", -1),
        ("unseated", "Sinn Féin", -1),
        ("voting", "members who vote", 8),
        ("government", "Conservative Party", 3),
        ("support", "Democratic Unionist Party", 1),
        ("with", "with the government", 4),
        ("others", "all others who vote", 4),
        ("majority", "working majority", 0),
    ]
    assert (found.number, found.voting, found.government, found.others) == (0, 8, 4, 4)


def test_a_step_says_who_why_since_when_and_on_whose_word() -> None:
    named = {step.label: step for step in majority(roll(), DAY).steps}
    deputy, party, support = named["Deputy Speaker"], named["Conservative Party"], named["Democratic Unionist Party"]
    assert deputy.names == ("Paul Smith (Con)",)
    assert [source.name for source in deputy.sources] == ["Gazette", "Explainer: government majority"]
    assert (party.why, party.since, party.note) == ("governs", "2015-05-08", "4 seats less Paul Smith")
    assert (support.why, support.since) == ("confidence and supply", "2017-06-26")
    assert support.note == "agreement of 26 June 2017 with the Conservative Party"
    assert any(source.url and "gov.uk" in source.url for source in support.sources)
    assert named["Sinn Féin"].names == ("Finn Doran",)


@pytest.mark.parametrize("day", [date(2017, 6, 9), date(2018, 1, 20), date(2019, 2, 20), date(2019, 9, 10)])
def test_the_steps_add_up(day: date) -> None:
    found = majority(COMMONS, day)
    at = {kind: index for index, (kind, _, _) in enumerate(steps(found))}
    numbers = [step.number for step in found.steps]
    assert sum(numbers[: at["voting"]]) == found.voting == numbers[at["voting"]]
    assert sum(numbers[at["voting"] + 1 : at["with"]]) == found.government == numbers[at["with"]]
    assert found.voting == (found.government or 0) + (found.others or 0)
    assert found.number == (found.government or 0) - (found.others or 0)


def test_support_counts_from_the_day_of_the_agreement() -> None:
    before, after = majority(COMMONS, date(2017, 6, 25)), majority(COMMONS, date(2017, 6, 26))
    assert (before.number, after.number) == (-8, 12)
    assert [row.number for row in before.also] == [-16]
    assert [row.number for row in after.also] == [-16, -8]


def test_three_deputies_two_of_them_labour_change_the_majority_by_one() -> None:
    assert majority(COMMONS, date(2017, 6, 27)).number == 12
    assert majority(COMMONS, date(2017, 6, 28)).number == 13
    named = {step.label: step for step in majority(COMMONS, date(2017, 6, 28)).steps}
    assert sorted(named["Deputy Speakers"].names) == [
        "Eleanor Laing (Con)",
        "Lindsay Hoyle (Lab)",
        "Rosie Winterton (Lab)",
    ]


# 18 to 22 February 2019: Newport West is vacant from the 17th, seven leave Labour on the 18th, one on the 19th, three
# leave the Conservatives on the 20th and one leaves Labour on the 22nd.
@pytest.mark.parametrize(
    ("day", "with_government", "others", "number"),
    [(16, 326, 313, 13), (18, 326, 312, 14), (19, 326, 312, 14), (20, 323, 315, 8), (22, 323, 315, 8)],
)
def test_the_days_of_the_split(day: int, with_government: int, others: int, number: int) -> None:
    found = majority(COMMONS, date(2019, 2, day))
    assert (found.government, found.others, found.number) == (with_government, others, number)


# Number, day and where it was published.
PUBLISHED = [
    (13, date(2017, 6, 28), "Statecraft, The Real Balance of Power in the House of Commons, 10 June 2017"),
    (8, date(2019, 2, 20), "LBC, Three Conservative MPs Resign To Join Independent Group, 20 February 2019"),
    (4, date(2019, 7, 21), "The Edition, What is the government's working majority?, 22 July 2019"),
    (2, date(2019, 7, 22), "The Edition, What is the government's working majority?, 22 July 2019"),
    (1, date(2019, 8, 2), "Londra Gazete, Tories hold parliament majority by 1 seat, 2 August 2019: 320 against 319"),
]


@pytest.mark.parametrize(("number", "day", "where"), PUBLISHED)
def test_the_number_is_the_one_published(number: int, day: date, where: str) -> None:
    assert majority(COMMONS, day).number == number, where


def test_the_number_of_3_september_2019_differs_from_the_papers_and_why() -> None:
    """The papers of the day had 319 against 320; the register dates one loss of the whip a day before the others."""
    found = majority(COMMONS, date(2019, 9, 3))
    assert (found.government, found.others) == (318, 321)
    stewart = COMMONS.affiliations_of("rory-stewart")[-1]
    assert (stewart.party, stewart.since, stewart.kind) == ("independent", "2019-09-03", "whip removed")
    assert majority(COMMONS, date(2019, 9, 4)).number == -43


def test_a_coalition_governs_with_each_of_its_parties() -> None:
    old = rows()
    long_ago = replace(
        old,
        since="2010-05-06",
        tenures=tuple(replace(tie, since="2010-05-06") for tie in old.tenures),
        affiliations=tuple(replace(tie, since="2010-05-06") for tie in old.affiliations),
        parties=tuple(replace(one, name="Liberal Democrats") if one.id == "dup" else one for one in old.parties),
    )
    found = majority(Roll(long_ago), date(2012, 1, 1))
    governing = [(step.label, step.number, step.why) for step in found.steps if step.kind == "government"]
    assert governing[1] == ("Liberal Democrats", 1, "governs in coalition")
    assert found.government == 5, "the deputy of 2018 votes in 2012"
    assert majority(Roll(long_ago), date(2010, 5, 10)).government == 3, "Labour until 11 May 2010"


def test_both_labels_of_labour_govern() -> None:
    old = rows()
    ties = tuple(replace(tie, since="2024-07-04", until=None) for tie in old.affiliations)
    made = Roll(
        replace(
            old,
            since=None,
            until=None,
            tenures=tuple(replace(tie, since="2024-07-04", until=None) for tie in old.tenures),
            parties=tuple(
                replace(one, name="Labour and Co-operative") if one.id == "green" else one for one in old.parties
            ),
            affiliations=tuple(replace(tie, party="green") if tie.person == "jas-teller" else tie for tie in ties),
            roles=(),
        )
    )
    assert majority(made, date(2024, 7, 10)).government == 3


def test_without_rules_there_is_only_what_a_majority_needs() -> None:
    found = majority(roll("Assembly of Moorland"), DAY)
    assert steps(found) == [
        ("seats", "seats", 11),
        ("voting", "members", 11),
        ("needed", "needed for a majority of the seats", 6),
        ("largest", "Conservative Party", 4),
        ("over", "short of what is needed", -2),
    ]
    assert (found.number, found.also) == (None, ())


def test_on_a_day_without_a_known_government_the_chair_is_still_taken_off() -> None:
    old = rows()
    made = Roll(
        replace(
            old,
            since=None,
            tenures=tuple(replace(tie, since="1960-01-01") for tie in old.tenures),
            affiliations=tuple(replace(tie, since="1960-01-01") for tie in old.affiliations),
            seats=tuple(replace(seat, places=1) for seat in old.seats),
            legislature="Scottish Parliament",
            roles=(Role("sam-chair", "Presiding Officer", None, "1960-01-01"),),
        )
    )
    found = majority(made, date(1998, 1, 1))
    assert [step.kind for step in found.steps] == ["seats", "chair", "voting", "needed", "largest", "over"]
    assert found.number is None


def test_independents_are_no_largest_party() -> None:
    old = rows("Assembly of Moorland")
    ties = tuple(Affiliation(tie.person, "ind", tie.since, tie.until) for tie in old.affiliations[1:])
    found = majority(Roll(replace(old, affiliations=(old.affiliations[0], *ties))), DAY)
    assert [(step.label, step.number) for step in found.steps if step.kind == "largest"] == [("Conservative Party", 1)]


# With the files of the Members API, of which the built-in roll has only two years.


@cache
def members_api() -> Roll:
    folder = DATA / "members-api-2024-07-31"
    if not folder.is_dir():
        pytest.skip("no files of the Members API lie beside this checkout")
    files = [folder / name for name in ("members.csv", "house-memberships.csv", "party-memberships.csv", "names.csv")]
    return import_roll("members-api", files, retrieved="2024-07-31").roll


@pytest.mark.parametrize(
    ("day", "with_government", "others", "number", "where"),
    [
        (date(2006, 3, 17), 353, 284, 69, "Politaholic, The balance of parties in the Commons, 17 March 2006"),
        (date(2010, 10, 16), 362, 279, 83, "Citizendium, House of Commons State of the Parties, 16 October 2010"),
        (date(2019, 2, 20), 323, 315, 8, "LBC, 20 February 2019"),
        (date(2020, 1, 8), 363, 276, 87, "Wikipedia, composition of the House 2019-2024: 639 voting, majority 87"),
        (
            date(2024, 7, 24),
            403,
            236,
            167,
            "Institute for Government, explainer: 403 voting Labour MPs on 24 July 2024",
        ),
    ],
)
def test_published_numbers_from_an_imported_roll(
    day: date, with_government: int, others: int, number: int, where: str
) -> None:
    found = majority(members_api(), day)
    assert (found.government, found.others, found.number) == (with_government, others, number), where


def test_the_simple_majority_is_that_of_the_institute_for_government() -> None:
    """ "404 seats […] combined total […] 246 […] a simple majority of 158 seats", explainer, 24 July 2024."""
    assert majority(members_api(), date(2024, 7, 24)).also[0].number == 158


def test_an_imported_roll_gives_the_majority_of_the_built_in_one_on_every_first_of_the_month() -> None:
    days = [date(year, month, 1) for year in (2017, 2018, 2019) for month in range(1, 13)]
    days = [day for day in days if date(2017, 7, 1) <= day < date(2019, 11, 1)]
    differing = [day for day in days if majority(members_api(), day).number != majority(COMMONS, day).number]
    assert differing == []


@pytest.mark.parametrize(("year", "seats"), [(1979, 635), (1985, 650), (1998, 659), (2006, 646), (2012, 650)])
def test_the_seats_of_an_imported_roll_are_those_of_the_house(year: int, seats: int) -> None:
    assert house_on(members_api(), date(year, 7, 1)).seats == seats
    assert house_on(members_api(), date(1956, 6, 1)).state == "patchy"


def test_the_chair_is_known_in_every_month_since_1979() -> None:
    for year in range(1980, 2024):
        found = house_on(members_api(), date(year, 2, 1))
        chairs = {
            step.label: -step.number for step in majority(members_api(), date(year, 2, 1)).steps if step.kind == "chair"
        }
        assert chairs == {"Speaker": 1, "Deputy Speakers": 3}, found.on


def test_the_seats_in_the_rules_are_those_of_the_elections() -> None:
    path = DATA / "elections" / "results-1918-2017-by-constituency.csv"
    if not path.is_file():
        pytest.skip("no results of elections lie beside this checkout")
    counted: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counted[row["election"]] = counted.get(row["election"], 0) + int(float(row["seats"] or 1))
    rules = rules_for("House of Commons")
    assert rules is not None
    for size in rules.sizes:
        label = {"1974": "1974F"}.get(size.since[:4], size.since[:4])
        assert counted[label] == size.seats


def test_governments_are_those_of_the_prime_ministers() -> None:
    """Against the Institute for Government's Ministers Database: the party of each, and the day of each change."""
    folder = DATA / "ifg-ministers"
    if not folder.is_dir():
        pytest.skip("no Ministers Database lies beside this checkout")

    def table(name: str) -> list[dict[str, str]]:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    posts = {row["id"] for row in table("post") if row["name"] == "Prime Minister"}
    sat = {row["id"]: row["person_id"] for row in table("representation")}
    spells = [(sat[row["representation_id"]], row) for row in table("representation_characteristics")]
    rules = rules_for("House of Commons")
    assert rules is not None
    ends = set()
    for row in table("appointment"):
        if row["post_id"] not in posts:
            continue
        day = date.fromisoformat(row["start_date"])
        government = rules.government(day)
        assert government is not None
        (party,) = [
            spell["party"]
            for person, spell in spells
            if person == row["person_id"] and spell["start_date"] <= row["start_date"] < (spell["end_date"] or "9999")
        ]
        assert party == government.parties[0]
        ends.add(row["start_date"])
    assert {entry.since for entry in rules.governments} - ends == {"2015-05-08"}, "where the coalition ended"
