"""The built-in roll by itself: exact totals, exact majorities, and what must hold on every day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from chiltern.names import name_key
from chiltern.register import roll as roll_module
from chiltern.register.roll import load_roll

ROLL = load_roll("uk-commons-2017")
FIRST, DISSOLVED = date(2017, 6, 8), date(2019, 11, 6)
EVERY_DAY = [FIRST + timedelta(days=number) for number in range((DISSOLVED - FIRST).days)]

AFTER_ELECTION = {
    "conservative": 317,
    "labour": 262,
    "snp": 35,
    "liberal-democrats": 12,
    "dup": 10,
    "sinn-fein": 7,
    "plaid-cymru": 4,
    "green": 1,
    "independent": 1,
    "speaker": 1,
}


def test_totals_after_the_election() -> None:
    assert ROLL.totals(date(2017, 6, 9)) == AFTER_ELECTION
    assert len(ROLL.members(date(2017, 6, 9))) == 650
    assert list(ROLL.totals(date(2017, 6, 9)))[:3] == ["conservative", "labour", "snp"]


def test_the_day_of_the_split() -> None:
    before, after = ROLL.totals(date(2019, 2, 17)), ROLL.totals(date(2019, 2, 18))
    assert len(ROLL.members(date(2019, 2, 18))) == 649
    assert after["independent"] - before["independent"] == 7
    assert before["labour"] - after["labour"] == 7
    assert ROLL.holder("newport-west", date(2019, 2, 18)) is None


def test_totals_on_the_last_day() -> None:
    assert ROLL.totals(date(2019, 11, 5)) == {
        "conservative": 298,
        "labour": 243,
        "snp": 35,
        "independent": 23,
        "liberal-democrats": 21,
        "dup": 10,
        "sinn-fein": 7,
        "independent-group-for-change": 5,
        "plaid-cymru": 4,
        "green": 1,
        "speaker": 1,
    }
    assert ROLL.members(DISSOLVED) == ()
    assert ROLL.members(date(2017, 6, 7)) == ()


@pytest.mark.parametrize(
    ("seat", "member", "majority"),
    [
        ("penistone-and-stocksbridge", "Angela Smith", 1322),
        ("ilford-south", "Mike Gapes", 31647),
        ("streatham", "Chuka Umunna", 26285),
        ("north-east-fife", "Stephen Gethins", 2),
    ],
)
def test_majorities(seat: str, member: str, majority: int) -> None:
    day = date(2019, 2, 18)
    holder, contest = ROLL.holder(seat, day), ROLL.contest_before(seat, day)
    assert holder is not None
    assert contest is not None
    assert (holder.name, contest.majority) == (member, majority)


def test_every_day_has_one_holder_a_seat_one_seat_and_one_party_a_person() -> None:
    for day in EVERY_DAY:
        text = day.isoformat()
        tenures = [row for row in ROLL.tenures if (row.since or "") <= text < (row.until or "9999")]
        assert max(Counter(row.seat for row in tenures).values()) == 1
        assert max(Counter(row.person for row in tenures).values()) == 1
        spells = [row for row in ROLL.affiliations if (row.since or "") <= text < (row.until or "9999")]
        assert max(Counter(row.person for row in spells).values()) == 1
        assert {row.person for row in tenures} <= {row.person for row in spells}, day


def test_a_sitting_member_always_has_a_party() -> None:
    for person in {row.person for row in ROLL.tenures}:
        (tenure,) = ROLL.tenures_of(person)
        spells = ROLL.affiliations_of(person)
        assert (spells[0].since, spells[-1].until) == (tenure.since, tenure.until)
        assert [row.until for row in spells[:-1]] == [row.since for row in spells[1:]]


def test_soubry_has_no_overlap() -> None:
    spells = [(row.party, row.since, row.until) for row in ROLL.affiliations_of("anna-soubry")]
    assert spells == [
        ("conservative", "2017-06-08", "2019-02-20"),
        ("independent", "2019-02-20", "2019-04-18"),
        ("change-uk", "2019-04-18", "2019-07-05"),
        ("independent-group-for-change", "2019-07-05", "2019-11-06"),
    ]


def test_every_change_of_party_has_kind_reason_and_source() -> None:
    sitting = {row.person for row in ROLL.tenures}
    spells = [row for row in ROLL.affiliations if row.person in sitting]
    changes = [row for row in spells if row.kind != "elected"]
    assert len(spells) - len(changes) == 655
    assert len(changes) == 103
    for row in changes:
        assert row.reason is not None, row
        assert row.reason.endswith("."), row
        assert "members-api" in row.sources
    assert Counter(row.kind for row in changes) == {
        "whip removed": 22,
        "resigned the whip": 18,
        "whip restored": 17,
        "whip suspended": 14,
        "group formed": 11,
        "joined": 8,
        "left the party": 6,
        "group renamed": 5,
        "crossed the floor": 1,
        "became Speaker": 1,
    }


def test_the_misnomer_is_no_name() -> None:
    assert ROLL.parties_by_name(name_key("The Independence Group")) == ()
    assert [row.kind for row in ROLL.parties_by_name(name_key("The Independent Group"))] == ["group"]


def test_the_group_before_the_register_knew_it() -> None:
    def members(day: date) -> int:
        return len(ROLL.office_holders("Member", day, of="the-independent-group"))

    assert [members(date(2019, 2, day)) for day in (17, 18, 19, 20)] == [0, 7, 8, 11]
    assert ROLL.totals(date(2019, 4, 18))["change-uk"] == 11


def test_by_elections() -> None:
    held = [row for row in ROLL.contests if row.kind == "by-election"]
    assert [(row.seat, row.date, row.candidates[0].name, row.majority) for row in held] == [
        ("west-tyrone", "2018-05-03", "Órfhlaith Begley", 7956),
        ("lewisham-east", "2018-06-14", "Janet Daby", 5629),
        ("newport-west", "2019-04-04", "Ruth Jones", 1951),
        ("peterborough", "2019-06-06", "Lisa Forbes", 683),
        ("brecon-and-radnorshire", "2019-08-01", "Jane Dodds", 1425),
    ]
    for contest in held:
        holder = ROLL.holder(contest.seat, date.fromisoformat(contest.date))
        assert holder is not None
        assert contest.candidates[0].person == holder.id


def test_every_contest_adds_up() -> None:
    assert len(ROLL.contests) == 655
    for contest in ROLL.contests:
        votes = [row.votes or 0 for row in contest.candidates]
        assert votes == sorted(votes, reverse=True), contest.seat
        assert sum(votes) == contest.valid_votes, contest.seat
        assert votes[0] - votes[1] == contest.majority, contest.seat
        assert [row.elected for row in contest.candidates] == [True] + [False] * (len(votes) - 1)


def test_winners_sat() -> None:
    for contest in ROLL.contests:
        holder = ROLL.holder(contest.seat, date.fromisoformat(contest.date))
        assert holder is not None
        assert contest.candidates[0].person == holder.id


@pytest.mark.parametrize(
    "office", ["Prime Minister", "Leader of the Opposition", "Speaker", "Chancellor of the Exchequer"]
)
def test_an_office_never_has_two_holders(office: str) -> None:
    for day in EVERY_DAY:
        assert len(ROLL.office_holders(office, day)) == 1, day


def test_the_roll_is_read_once() -> None:
    path = Path(roll_module.__file__).parent / "builtin" / "uk-commons-2017.json"
    assert load_roll(path).rows == ROLL.rows
    assert load_roll("uk-commons-2017") is ROLL


def test_the_file_has_one_row_a_line() -> None:
    path = Path(roll_module.__file__).parent / "builtin" / "uk-commons-2017.json"
    rows = sum(len(getattr(ROLL.rows, field)) for field in ("sources", "parties", "seats", "persons", "tenures"))
    rows += sum(len(getattr(ROLL.rows, field)) for field in ("affiliations", "roles", "contests"))
    assert sum(line.startswith('{"') for line in path.read_text(encoding="utf-8").splitlines()) == rows
