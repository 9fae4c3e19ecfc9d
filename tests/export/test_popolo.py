"""The Popolo patch: from a people.json to a roll, a record, a patch, and back into the file and a roll of it."""

from __future__ import annotations

import copy
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

import chiltern
from chiltern.export.popolo_patch import apply
from chiltern.register.importers.base import InFile, Wish
from chiltern.register.importers.draft import last_day
from chiltern.register.importers.popolo import read
from chiltern.register.roll import Roll, save_roll
from chiltern.sample import reports_dir
from tests.record.lines import READER, text
from tests.register.importers.popolo_files import NELL, OWEN, people, rows, spell

TERM = {"since": "2017-06-08", "last": "2019-11-06", "why": "general_election", "then": "general_election_standing"}
PEOPLE = people(
    spell(9001, 801, "labour", **TERM),
    spell(9002, 802, "conservative", **TERM),
    persons=[{**NELL, "identifiers": [{"scheme": "datadotparl_id", "identifier": 77}]}, OWEN],
)
LEFT = "@position holder=Nell Ashworth; stance=done; act=leave; object=Labour; when=2018-02-18 @ has left Labour"
ADDRESS = {"publisher": "Tarn Post", "title": "Out", "url": "https://tarn.example/1"}


DATA = Path(__file__).parents[2] / "../shared/data/everypolitician"


class Made:
    """What comes of reports on a people.json: the patch, the file with it, and the roll of that file."""

    def __init__(self, folder: Path, *reports: str, file: dict[str, Any] = PEOPLE) -> None:
        save_roll(Roll(rows(file)), folder / "roll.json")
        folder.joinpath("reports").mkdir()
        for number, report in enumerate(reports):
            folder.joinpath("reports", f"{number}.txt").write_text(report, encoding="utf-8")
        with chiltern.new(folder / "split.db", roll=folder / "roll.json") as record:
            assert all(done.status == "added" for done in record.add([folder / "reports"], reader=READER))
            held = io.BytesIO()
            chiltern.export_record(record, "popolo", held)
        self.patch = json.loads(held.getvalue())
        before = copy.deepcopy(file)
        self.people, self.left_out = apply(file, self.patch)
        assert file == before
        assert apply(self.people, self.patch).people == self.people
        self.roll = Roll(rows(self.people))

    def spells(self) -> list[tuple[str, ...]]:
        keys = ("person_id", "on_behalf_of_id", "start_date", "start_reason", "end_date", "end_reason")
        return [tuple(str(row[key]).rpartition("/")[2] for key in keys) for row in self.people["memberships"]]

    def party(self, name: str, day: str) -> str | None:
        (person,) = (one.id for one in self.roll.persons.values() if one.name == name)
        party = self.roll.party_of(person, date.fromisoformat(day))
        return party.name if party else None


def test_who_left_sits_as_an_independent_from_that_day(tmp_path: Path) -> None:
    made = Made(tmp_path, text(LEFT, published="2018-02-19", **ADDRESS))
    assert made.spells() == [
        ("9001", "labour", "2017-06-08", "general_election", "2018-02-17", "changed_party"),
        ("9001", "independent", "2018-02-18", "changed_party", "2019-11-06", "general_election_standing"),
        ("9002", "conservative", "2017-06-08", "general_election", "2019-11-06", "general_election_standing"),
    ]
    assert (made.party("Nell Ashworth", "2018-02-17"), made.party("Nell Ashworth", "2018-02-18")) == (
        "Labour",
        "Independent",
    )
    assert made.people["memberships"][1]["source"] == "https://tarn.example/1"
    (evidence,) = made.patch["evidence"]
    assert (evidence["day"], evidence["day_from"]) == ("2018-02-18", "the words")
    assert evidence["reports"][0]["words"] == "has left Labour"
    # One seat still, held throughout.
    assert len(made.roll.tenures) == 2


def test_who_joins_a_party_sits_for_it_and_a_new_one_is_added(tmp_path: Path) -> None:
    joined = "@position holder=Nell Ashworth; stance=done; act=join; object=party:River League; when={} @ joined it"
    report = text(LEFT, joined.format("2018-02-18"), published="2018-02-19")
    made = Made(tmp_path, report)
    assert made.party("Nell Ashworth", "2018-02-18") == "River League"
    assert made.people["organizations"][-1] == {"id": "river-league", "name": "River League", "classification": "party"}


def test_leaving_and_joining_later_are_two_changes(tmp_path: Path) -> None:
    joined = "@position holder=Nell Ashworth; stance=done; act=join; object=Conservative; when=2018-06-01 @ joined it"
    made = Made(
        tmp_path,
        text(LEFT, published="2018-02-19", url="https://a.example/"),
        text(joined, published="2018-06-02", url="https://b.example/"),
    )
    assert [spell[1:5] for spell in made.spells()[:3]] == [
        ("labour", "2017-06-08", "general_election", "2018-02-17"),
        ("independent", "2018-02-18", "changed_party", "2018-05-31"),
        ("conservative", "2018-06-01", "changed_party", "2019-11-06"),
    ]
    sources = [row.get("source") for row in made.patch["memberships"]]
    assert sources == ["https://a.example/", "https://a.example/; https://b.example/", "https://b.example/"]


def test_who_forms_a_group_on_leaving_sits_for_it(tmp_path: Path) -> None:
    formed = (
        "@position holder=Nell Ashworth; stance=done; act=form; object=group:River League; when=2018-02-18 @ formed it"
    )
    joined = formed.replace("act=form", "act=join").replace("formed", "joined")
    made = Made(tmp_path, text(LEFT, formed, joined, published="2018-02-19"))
    assert made.party("Nell Ashworth", "2018-02-18") == "River League"
    assert [row["act"] for row in made.patch["evidence"]] == ["leave", "join", "form"]
    assert made.patch["left_out"] == []


def test_the_sample_finds_the_twelve_who_moved(tmp_path: Path) -> None:
    whole = chiltern.load_roll("uk-commons-2017")
    early = tuple(
        msgspec.structs.replace(tie, until=whole.rows.until) if tie.until and tie.until > "2019-02-17" else tie
        for tie in whole.affiliations
        if tie.since is None or tie.since < "2019-02-18"
    )
    save_roll(Roll(msgspec.structs.replace(whole.rows, affiliations=early)), tmp_path / "early.json")
    with chiltern.new(tmp_path / "sample.db", roll=tmp_path / "early.json") as record:
        record.add([reports_dir()])
        held = io.BytesIO()
        chiltern.export_record(record, "popolo", held)
    patch = json.loads(held.getvalue())
    ended = {row["person_id"]: row["end_date"] for row in patch["memberships"] if row["end_date"] < "2019-03"}
    names = {row["id"]: row["name"] for row in patch["persons"]}
    known = {
        whole.persons[tie.person].name: last_day(tie.until)
        for tie in whole.affiliations
        if tie.party in ("labour", "conservative") and tie.until and "2019-02-18" <= tie.until <= "2019-02-22"
    }
    # Joan Ryan left late in the evening; the report of the next day does not say when, and the patch says so.
    known["Joan Ryan"] = "2019-02-19"
    assert {names[person]: day for person, day in ended.items()} == known
    assert len(known) == 12


def test_giving_up_the_seat_ends_it(tmp_path: Path) -> None:
    gone = "@position holder=Owen Garth; stance=done; act=resign_seat; object=Tarn Bridge; when=2018-05-10 @ stood down"
    made = Made(tmp_path, text(gone, published="2018-05-11", publisher="Tarn Post", title="Gone"))
    assert made.spells()[-1] == ("9002", "conservative", "2017-06-08", "general_election", "2018-05-09", "resigned")
    assert made.party("Owen Garth", "2018-05-09") == "Conservative"
    assert made.roll.holder(made.roll.tenures[1].seat, date(2018, 5, 10)) is None
    assert made.patch["memberships"][0]["source"] == "Tarn Post, Gone, 2018-05-11"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        # The first report's day stands in for one that is not told.
        (LEFT.replace("; when=2018-02-18", ""), None),
        (LEFT.replace("2018-02-18", "2018-02"), None),
        (LEFT.replace("object=Labour", "object=Conservative"), "as the roll has it, this member sat for Labour"),
        (LEFT.replace("2018-02-18", "2015-02-18"), "no member on the day before, as the roll has it"),
        (
            "@position holder=Nell Ashworth; stance=done; act=join; object=Labour @ is in it",
            "the roll has this member with Labour already",
        ),
        (
            "@position holder=Nell Ashworth; stance=done; act=join; object=group:Tea Circle @ joined",
            "joining a group is no change of party where none is left",
        ),
    ],
)
def test_what_cannot_be_taken_is_told(tmp_path: Path, claim: str, reason: str | None) -> None:
    made = Made(tmp_path, text(claim, published="2018-02-19"))
    assert [row["reason"] for row in made.patch["left_out"]] == ([reason] if reason else [])
    assert bool(made.patch["memberships"]) is (reason is None)
    if reason is None:
        assert made.patch["evidence"][0]["day_from"] == "the first report"
        assert made.spells()[1][2] == "2018-02-19"


@pytest.mark.parametrize(
    "claim",
    [
        LEFT.replace("stance=done", "stance=intends"),
        LEFT.replace("stance=done", "stance=done; historical=yes"),
        LEFT.replace("Nell Ashworth", "Jo Public"),
        LEFT.replace("; act", "; subject=Owen Garth; act"),
    ],
)
def test_plans_history_and_others_are_no_changes(tmp_path: Path, claim: str) -> None:
    made = Made(tmp_path, text(claim, published="2018-02-19"))
    assert (made.patch["memberships"], made.patch["left_out"], made.people) == ([], [], PEOPLE)


def test_a_denial_on_a_later_day_takes_it_back(tmp_path: Path) -> None:
    denied = LEFT.replace("stance=done", "stance=rules_out").replace("2018-02-18", "2018-02-20")
    made = Made(tmp_path, text(LEFT, published="2018-02-19"), text(denied, published="2018-02-20"))
    assert made.patch["memberships"] == []


def test_the_day_is_that_of_most_reports(tmp_path: Path) -> None:
    other = LEFT.replace("2018-02-18", "2018-02-17")
    made = Made(
        tmp_path,
        *(text(one, published="2018-02-19", url=f"https://a.example/{n}") for n, one in enumerate((LEFT, LEFT, other))),
    )
    assert made.spells()[1][2] == "2018-02-18"
    assert made.patch["evidence"][0]["other_days"] == ["2018-02-17"]


def test_what_the_roll_has_is_no_change(tmp_path: Path) -> None:
    made = Made(tmp_path, text(LEFT, published="2018-02-19"))
    known = tmp_path / "again"
    known.mkdir()
    again = Made(known, text(LEFT.replace("2018-02-18", "2018-02-20"), published="2018-02-21"), file=made.people)
    assert [row["reason"] for row in again.patch["left_out"]] == [
        "the roll has a change of party: Independent from 2018-02-18"
    ]


def test_the_patch_alone_is_popolo(tmp_path: Path) -> None:
    made = Made(tmp_path, text(LEFT, published="2018-02-19"))
    found = read([InFile("patch.json", json.dumps(made.patch).encode())], Wish())
    assert found.skipped == ()
    roll = Roll(found.rows)
    (person,) = roll.persons.values()
    assert (person.name, person.identifiers) == ("Nell Ashworth", {"mnis": "77", "twfy": "9001"})
    assert [roll.parties[tie.party].name for tie in roll.affiliations] == ["Labour", "Independent"]


def test_a_file_without_the_person_says_so(tmp_path: Path) -> None:
    made = Made(tmp_path, text(LEFT, published="2018-02-19"))
    other = people(spell(9002, 802, "conservative", **TERM), persons=[OWEN])
    applied = apply(other, made.patch)
    assert applied.people == other
    assert len(applied.left_out) == 2


def test_the_keepers_own_library_takes_the_file(tmp_path: Path) -> None:
    popolo = pytest.importorskip(
        "mysoc_validator", reason="needs mysoc-validator, mySociety's own reader of people.json"
    )
    numbered = [{**row, "id": f"uk.org.publicwhip/member/{n}"} for n, row in enumerate(PEOPLE["memberships"], start=40)]
    made = Made(tmp_path, text(LEFT, published="2018-02-19"), file={**PEOPLE, "memberships": numbered})
    taken = popolo.Popolo.from_json_str(json.dumps(made.people))
    assert [(one.id, str(one.end_date), str(one.end_reason)) for one in taken.memberships][:2] == [
        ("uk.org.publicwhip/member/40", "2018-02-17", "changed_party"),
        ("uk.org.publicwhip/member/42", "2019-11-06", "general_election_standing"),
    ]


# Who left whom, for whom, and on which day: as the files themselves have it.
CHANGES: dict[str, list[tuple[str, str | None, str | None, str]]] = {
    "popolo-scotland-parliament.json": [
        ("John Finnie", "Scottish National Party", None, "2012-10-23"),
        ("John Wilson", "Scottish National Party", None, "2014-09-24"),
        ("Brian Monteith", "Conservative", None, "2005-11-09"),
    ],
    "popolo-northern-ireland-assembly.json": [
        ("Peter Weir", "UUP", None, "2001-11-09"),
        ("Peter Weir", None, "DUP", "2002-04-30"),
        ("Paul Berry", "DUP", None, "2006-02-21"),
    ],
}


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the files in ../shared/data")
@pytest.mark.parametrize("name", CHANGES)
def test_a_real_file_gets_back_the_changes_that_were_taken_out_of_it(name: str, tmp_path: Path) -> None:
    whole = json.loads((DATA / name).read_bytes())
    reports: list[str] = []
    for who, left, joined, day in CHANGES[name]:
        act = f"act=leave; object={left}" if left else f"act=join; object={joined}"
        claim = f"@position holder={who}; stance=done; {act}; when={day} @ {who} on {day}"
        reports.append(text(claim, published=day, url=f"https://gazette.example/{len(reports)}"))
    made = Made(tmp_path, *reports, file=stale(whole, {who: day for who, _, _, day in reversed(CHANGES[name])}))
    assert (made.left_out, made.patch["left_out"]) == ((), [])
    there, here = parties_of(Roll(rows(whole))), parties_of(made.roll)
    assert there == here
    assert there != parties_of(Roll(rows(stale(whole, {who: day for who, _, _, day in CHANGES[name]}))))


def stale(whole: dict[str, Any], days: dict[str, str]) -> dict[str, Any]:
    """The file as it was before these persons changed party, each on the first of their days."""
    made = copy.deepcopy(whole)
    names = {row["id"]: row["name"] for row in whole["persons"]}
    terms = {row["id"]: row.get("start_date", "") for row in whole["events"]}
    for who, day in days.items():
        held = [row for row in made["memberships"] if names[row["person_id"]] == who]
        now = max(
            (row for row in held if terms[row["legislative_period_id"]] < day),
            key=lambda row: terms[row["legislative_period_id"]],
        )
        term = [row for row in held if row["legislative_period_id"] == now["legislative_period_id"]]
        first, *later = sorted(term, key=lambda row: row.get("start_date", ""))
        del first["end_date"]
        made["memberships"] = [row for row in made["memberships"] if row not in later]
    return made


def parties_of(roll: Roll) -> set[tuple[str, str, str | None, str | None]]:
    ties = roll.affiliations
    return {(roll.persons[tie.person].name, roll.parties[tie.party].name, tie.since, tie.until) for tie in ties}
