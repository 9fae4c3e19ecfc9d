"""Popolo files of real legislatures, whole: how many sat, on which days, for whom; and Wikidata's two forms as one.

Needs the files in ../shared/data beside the repository; without them the tests are skipped and say so.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from chiltern.register.importers import popolo, wikidata
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the files in ../shared/data")

MAN = "everypolitician/popolo-isle-of-man-house-of-keys.json"
WALES = "everypolitician/popolo-wales-assembly.json"
STORMONT = "everypolitician/popolo-northern-ireland-assembly.json"
HOLYROOD = "everypolitician/popolo-scotland-parliament.json"
COMMONS = "wikidata/commons-57.popolo.json"
HOLYROOD_5 = "wikidata/scottish-parliament-5.popolo.json"
LONDON = "wikidata/london-assembly-2016.popolo.json"

# Persons, seats, tenures, affiliations and members of all seats together, of each file.
COUNTS = {
    MAN: ("House of Keys", 24, 15, 24, 24, 24),
    WALES: ("National Assembly for Wales", 60, 45, 60, 60, 60),
    # Seven in East Antrim: the file has Gordon Lyons there for the whole term and Sammy Wilson until August 2015.
    STORMONT: ("Northern Ireland Assembly", 239, 18, 474, 502, 109),
    # Seats of two sets of boundaries; the eight who presided sat for "None".
    HOLYROOD: ("Scottish Parliament", 253, 123, 535, 542, 189),
    COMMONS: ("House of Commons", 652, 650, 652, 660, 650),
    # Eight in South Scotland: Wikidata begins Rachael Hamilton's second seat a year too early.
    HOLYROOD_5: ("Scottish Parliament", 133, 81, 134, 136, 130),
    LONDON: ("London Assembly", 25, 15, 25, 25, 25),
}
# Members on a day, and the largest parties.
DAYS = {
    (MAN, "2015-11-01"): (24, {"Independent": 21, "Liberal Vannin": 3}),
    (WALES, "2015-11-01"): (
        60,
        {"Welsh Labour": 30, "Welsh Conservative Party": 14, "Plaid Cymru": 11, "Welsh Liberal Democrats": 5},
    ),
    (STORMONT, "1999-06-01"): (
        108,
        {"UUP": 28, "Social Democratic and Labour Party": 24, "DUP": 21, "Sinn Féin": 18},
    ),
    (STORMONT, "2007-06-01"): (
        108,
        {"DUP": 35, "Sinn Féin": 28, "UUP": 18, "Social Democratic and Labour Party": 16},
    ),
    (STORMONT, "2015-11-01"): (108, {"DUP": 38, "Sinn Féin": 28}),
    (HOLYROOD, "1999-06-01"): (129, {"Labour": 56, "Scottish National Party": 33}),
    (HOLYROOD, "2003-06-01"): (129, {"Labour": 50, "Scottish National Party": 26}),
    (HOLYROOD, "2007-06-01"): (129, {"Scottish National Party": 47, "Labour": 46}),
    (HOLYROOD, "2012-01-01"): (129, {"Scottish National Party": 68, "Labour": 37}),
    # Between a dissolution and the next election nobody sits.
    (HOLYROOD, "2003-04-15"): (0, {}),
    # Lewisham East was vacant from 9 May to 14 June 2018.
    (COMMONS, "2018-06-01"): (649, {"Conservative Party": 316, "Labour Party": 221}),
    (COMMONS, "2018-12-05"): (
        650,
        {"Conservative Party": 316, "Labour Party": 222, "Labour Co-operative": 36, "Scottish National Party": 35},
    ),
    (HOLYROOD_5, "2018-12-05"): (
        129,
        {"Scottish National Party": 62, "Scottish Conservatives": 31, "Scottish Labour Party": 22},
    ),
    (LONDON, "2018-12-05"): (25, {"Labour Group": 12, "London Conservatives": 8}),
}


def read(*names: str) -> Imported:
    return popolo.read([InFile(name, (DATA / name).read_bytes()) for name in names], Wish())


@pytest.mark.parametrize("name", COUNTS)
def test_a_legislature_comes_in_whole(name: str) -> None:
    made = read(name)
    rows = made.rows
    counts = (len(rows.persons), len(rows.seats), len(rows.tenures), len(rows.affiliations))
    assert made.skipped == ()
    assert (rows.legislature, *counts, sum(seat.places for seat in rows.seats)) == COUNTS[name]


@pytest.mark.parametrize(("name", "day"), DAYS)
def test_members_and_parties_of_a_day(name: str, day: str) -> None:
    roll = Roll(read(name).rows)
    members, largest = DAYS[name, day]
    totals = {roll.parties[party].name: count for party, count in roll.totals(date.fromisoformat(day)).items()}
    assert len(roll.members(date.fromisoformat(day))) == members
    assert dict(list(totals.items())[: len(largest)]) == largest


@pytest.mark.parametrize("name", [name for name in COUNTS if name.startswith("everypolitician")])
def test_every_membership_of_a_file_is_in_the_roll(name: str) -> None:
    """In the middle of each month, the members are those whose memberships hold by the file's own dates."""
    content = json.loads((DATA / name).read_bytes())
    terms = {row["id"]: row for row in content["events"]}
    spells = [
        (
            row["person_id"],
            row.get("start_date") or terms[row["legislative_period_id"]]["start_date"],
            row.get("end_date") or terms[row["legislative_period_id"]].get("end_date", "9999"),
        )
        for row in content["memberships"]
    ]
    roll = Roll(read(name).rows)
    for year in range(1998, 2016):
        for month in range(1, 13):
            day = date(year, month, 15)
            theirs = {person for person, since, last in spells if since <= day.isoformat() <= last}
            ours = {member.person.identifiers["everypolitician"] for member in roll.members(day)}
            assert ours == theirs, day


def test_posts_of_parliament_are_offices_of_numbered_persons() -> None:
    made = read("parlparse/posts-2020-10.json")
    rows = made.rows
    assert [(fault.line, fault.reason) for fault in made.skipped] == [
        (4385, "it ends (first day out 2002-06-01) before it begins (2011-04-20)")
    ]
    # Of 4,939 posts twelve are told twice.
    assert (len(rows.persons), len(rows.roles), len(rows.tenures)) == (1137, 4926, 0)
    assert all(one.identifiers.keys() >= {"twfy", "mnis"} for one in rows.persons)
    abbott = next(one for one in rows.persons if one.identifiers["mnis"] == "172")
    assert (abbott.name, abbott.identifiers["twfy"]) == ("person 10001", "10001")
    held = {role.role for role in rows.roles if role.person == abbott.id and role.since == "2016-10-06"}
    assert held == {"Shadow Home Secretary"}


@pytest.mark.parametrize("name", ["commons-57", "scottish-parliament-5", "london-assembly-2016"])
def test_wikidatas_popolo_and_sparql_say_the_same_of_every_day(name: str) -> None:
    file = f"wikidata/{name}.sparql.json"
    results = wikidata.read([InFile(file, (DATA / file).read_bytes())], Wish())
    assert results.skipped == ()
    one, other = Roll(results.rows), Roll(read(f"wikidata/{name}.popolo.json").rows)

    def members(roll: Roll, day: date) -> set[tuple[str | None, ...]]:
        return {
            tuple(row.identifiers["wikidata"] if row else None for row in (member.person, member.seat, member.party))
            for member in roll.members(day)
        }

    day, checked = date(2016, 5, 1), 0
    while day < date(2019, 1, 1):
        assert members(one, day) == members(other, day), day
        checked += bool(one.members(day))
        day += timedelta(days=1)
    assert checked > 500
    assert len(one.rows.tenures) == len(other.rows.tenures)
