"""The built-in roll against the official tables it stands for, and against readings of them on other days.

Needs the tables in ../shared/data beside the repository; without them the tests are skipped and say so.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from chiltern.names import name_key
from chiltern.register.roll import load_roll
from tools.roll_register import official

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official tables in ../shared/data")

ROLL = load_roll("uk-commons-2017")
BY_MNIS = {row.identifiers["mnis"]: row.id for row in ROLL.persons.values() if "mnis" in row.identifiers}
BY_GSS = {row.identifiers["gss"]: row.id for row in ROLL.seats.values()}
DAYS = (
    *("2017-06-09", "2018-01-16", "2018-06-01", "2018-12-05", "2019-02-17", "2019-02-18", "2019-03-01"),
    *("2019-04-18", "2019-05-01", "2019-06-06", "2019-07-30", "2019-09-05", "2019-10-29", "2019-11-05"),
)

# Where the sources give one change on different days the roll follows the Members API; here is every such case,
# with the day of the roll and the days that some source gives instead.
OTHER_DAYS = {
    ("4661", "2017-10-25"): {"2017-10-26"},
    ("4629", "2018-12-20"): {"2019-01-04"},
    ("3995", "2019-04-01"): {"2019-04-02"},
    ("4128", "2019-06-13"): {"2019-06-14"},
    ("4137", "2019-09-03"): {"2019-09-04"},
    ("3983", "2019-09-07"): {"2019-09-08"},
    ("1564", "2019-09-08"): {"2019-09-07"},
    ("4644", "2019-09-22"): {"2019-09-23"},
    ("520", "2019-10-07"): {"2019-10-08"},
}

# Register names of parties that the roll calls by their everyday name.
LABELS = {
    "Change UK - The Independent Group": "change-uk",
    "The Independent Group for Change": "independent-group-for-change",
}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def party_id(name: str) -> str:
    if name in LABELS:
        return LABELS[name]
    (party,) = ROLL.parties_by_name(name_key(name))
    return party.id


def sitting(rows: list[dict[str, str]], day: str, start: str, end: str) -> set[str]:
    return {row["mnis_id"] for row in rows if row[start] <= day < (row[end] or "9999")}


@pytest.mark.parametrize("day", DAYS)
def test_members_are_those_of_both_official_readings(day: str) -> None:
    ours = {member.person.identifiers["mnis"] for member in ROLL.members(date.fromisoformat(day))}
    api = [row for row in table("members-api-2024-07-31/house-memberships") if row["house"] == "Commons"]
    assert ours == sitting(api, day, "start_date", "end_date")
    mnis = table("mnis-2021/commons-memberships")
    assert ours == sitting(mnis, day, "seat_incumbency_start_date", "seat_incumbency_end_date")


@pytest.mark.parametrize("day", DAYS)
def test_parties_are_those_of_the_register(day: str) -> None:
    rows = table("mnis-2021/party-memberships")
    starts, ends = "party_membership_start_date", "party_membership_end_date"
    for member in ROLL.members(date.fromisoformat(day)):
        mnis = member.person.identifiers["mnis"]
        spells = [row for row in rows if row["mnis_id"] == mnis and row[starts] <= day < (row[ends] or "9999")]
        theirs = {party_id(row["party_name"]) for row in spells}
        assert member.party is not None
        if (member.person.name, day) == ("Anna Soubry", "2019-04-18"):
            assert theirs == {"independent", "change-uk"}  # the register's spells overlap by five days
        elif day == "2019-10-29" and not theirs:
            # Ten spells end on the day before the whip was given back; the roll keeps them until then.
            assert member.party.id == "independent"
        else:
            assert theirs == {member.party.id}, member


def test_every_result_equals_the_library_edition() -> None:
    rows = table("elections/commons-library-2017-by-constituency")
    assert len(rows) == 650
    for row in rows:
        contest = ROLL.contest_before(BY_GSS[row["ons_id"]], date(2017, 6, 8))
        assert contest is not None
        theirs = (int(row["majority"]), int(row["electorate"]), int(row["valid_votes"]))
        assert (contest.majority, contest.electorate, contest.valid_votes) == theirs, row["constituency_name"]
        seat = ROLL.seats[contest.seat]
        assert seat in ROLL.seats_by_name(name_key(row["constituency_name"]))


def test_every_candidate_and_vote_is_there() -> None:
    rows = [row for row in table("elections/candidacies") if row["polling_on"] == "2017-06-08"]
    theirs = sorted((name_key(f"{row['given_name']} {row['family_name']}"), int(row["vote_count"])) for row in rows)
    general = [contest for contest in ROLL.contests if contest.kind == "general"]
    assert theirs == sorted((name_key(row.name), row.votes or 0) for contest in general for row in contest.candidates)
    elected = [row for row in rows if row["won"] == "true"]
    assert len(elected) == 650
    for row in elected:
        (tenure,) = ROLL.tenures_of(BY_MNIS[row["mnis_id"]])
        assert ROLL.seats[tenure.seat] in ROLL.seats_by_name(name_key(row["constituency"]))


def test_every_change_of_party_is_the_compared_one() -> None:
    rows = table("party-changes/changes-2017-2019-compared")
    theirs = {
        (
            BY_MNIS[row["mnis_id"]],
            row["members_api_2024_07_31"],
            party_id(row["from_party"]),
            party_id(row["to_party"]),
        )
        for row in rows
    }
    ours = set()
    for person in BY_MNIS.values():
        spells = ROLL.affiliations_of(person)
        ours |= {(person, str(new.since), old.party, new.party) for old, new in pairwise(spells)}
    assert len(rows) == 103
    assert ours == theirs


def test_the_days_that_sources_dispute_are_listed() -> None:
    disputed = {}
    for row in table("party-changes/changes-2017-2019-compared"):
        day = row["members_api_2024_07_31"]
        days = {row["mnis_2021"], row["pdp_2018"], row["twfy_2019_10"]} - {day, ""}
        assert bool(days) == (row["dates_agree"] == "false")
        if days:
            disputed[row["mnis_id"], day] = days
    assert disputed == OTHER_DAYS


@pytest.mark.parametrize(
    ("post", "office"),
    [
        ("Prime Minister", "Prime Minister"),
        ("Chancellor of the Exchequer", "Chancellor of the Exchequer"),
        ("Secretary of State for the Home Department", "Home Secretary"),
        ("Secretary of State for Exiting the European Union", "Secretary of State for Exiting the European Union"),
        ("Secretary of State for Education", "Secretary of State for Education"),
    ],
)
def test_cabinet_posts_agree_with_another_compiler(post: str, office: str) -> None:
    """The Institute for Government's dates, in the middle of every month; theirs include the last day."""
    posts = {row["id"] for row in table("ifg-ministers/post") if row["name"] == post}
    held = [row for row in table("ifg-ministers/appointment") if row["post_id"] in posts]
    people = {row["id"]: row["id_parliament"].removesuffix(".0") for row in table("ifg-ministers/person")}
    checked = 0
    for month in range(6, 29):
        day = date(2017 + month // 12, month % 12 + 1, 15)
        theirs = {
            people[row["person_id"]]
            for row in held
            if row["start_date"] <= day.isoformat() < (row["end_date"] or "9999")
        }
        if theirs:
            checked += 1
            assert {BY_MNIS[mnis] for mnis in theirs} == {row.id for row in ROLL.office_holders(office, day)}, day
    assert checked > 20


def test_the_shipped_file_is_what_the_compiler_makes(tmp_path: Path) -> None:
    made = tmp_path / "roll.json"
    command = [sys.executable, "-m", "tools.compile_roll", str(DATA), "-o", str(made)]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert run.returncode == 0, run.stderr
    assert made.read_bytes() == (ROOT / "src/chiltern/register/builtin/uk-commons-2017.json").read_bytes()


def test_the_compiler_names_what_is_missing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.compile_roll", str(tmp_path), "-o", str(tmp_path / "roll.json")]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert run.returncode == 1
    assert run.stderr.startswith("compile_roll: ")
    assert run.stderr.count("\n") == 1


def test_what_the_roll_has_that_the_importers_do_not() -> None:
    """The importers give who sat where for whom, and the results; what is kept by hand is listed here, and no more."""
    imported = official(DATA)
    by_mnis = {row.identifiers["mnis"]: row.id for row in imported.persons.values() if "mnis" in row.identifiers}
    theirs = {key: by_mnis[mnis] for mnis, key in BY_MNIS.items()}
    for tie in ROLL.tenures:
        (same,) = (row for row in imported.tenures_of(theirs[tie.person]) if row.since == tie.since)
        assert (same.until, same.began) == (tie.until, tie.began)
        assert imported.seats[same.seat].identifiers["gss"] == ROLL.seats[tie.seat].identifiers["gss"]
    for spell in (row for row in ROLL.affiliations if row.person in theirs):
        same_days = [row for row in imported.affiliations_of(theirs[spell.person]) if row.since == spell.since]
        assert [row.party for row in same_days] == [spell.party], spell

    named = {person for person, key in theirs.items() if ROLL.persons[person].name != imported.persons[key].name}
    assert len(named) == 12, sorted(named)  # the name that reports use
    ended = [tie.person for tie in ROLL.tenures if tie.ended not in (None, "dissolution")]
    assert len(ended) == 7  # why seven tenures ended early
    sources = [row.sources for row in ROLL.roles] + [row.sources for row in ROLL.contests]
    assert (
        len([one for one in sources if set(one) <= {"public-facts", "by-elections"}]) == 124
    )  # offices that the lists lack, and five by-elections
    reasons = [row for row in ROLL.affiliations if row.reason]
    assert len(reasons) == 103  # of every change of party
