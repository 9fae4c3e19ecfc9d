"""What changed, when, why, on whose word; and what the labels alone can say."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from chiltern.register.changes import Change, changes
from chiltern.register.merge import merge_rows
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll
from tests.register.lines import roll_rows

NAMES = ("Nell Ashworth", "Tom Pym", *(f"Member {letter}" for letter in "ABCDEFGHIJ"))
HOUSE = "\n".join(f"{name} | Seat {number} | 2017-06-08 | 2019-11-06" for number, name in enumerate(NAMES))


def told(parties: str, tenures: str = HOUSE) -> list[tuple[str, str, str]]:
    return [(one.date, one.person, one.kind) for one in changes(Roll(roll_rows("a", tenures, parties)))]


def test_a_general_election_and_a_dissolution_are_no_changes() -> None:
    assert told("\n".join(f"{name} | Blue Party | 2017-06-08 | 2019-11-06" for name in NAMES)) == []


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("Blue Party, Independent", ["became independent"]),
        ("Blue Party, Independent, Blue Party", ["became independent", "whip restored"]),
        ("Blue Party, Independent, Red Party", ["became independent", "joined"]),
        ("Blue Party, Red Party", ["joined"]),
        ("Blue Party, Speaker", ["became Speaker"]),
        ("Speaker, Blue Party", ["left the chair"]),
        ("Blue Party, Blue and Co-operative", ["label changed"]),
    ],
)
def test_the_kind_that_labels_alone_can_say(path: str, kinds: list[str]) -> None:
    days = ["2017-06-08", "2018-01-01", "2018-06-01", "2019-11-06"]
    labels = path.split(", ")
    spells = [
        f"Nell Ashworth | {label} | {days[at]} | {days[at + 1] if at + 1 < len(labels) else days[-1]}"
        for at, label in enumerate(labels)
    ]
    # Somebody who stays, so that no party is new.
    others = [
        f"Tom Pym | {label} | 2017-01-0{at + 1} | 2017-01-0{at + 2}"
        for at, label in enumerate(("Red Party", "Blue Party"))
    ]
    found = told("\n".join([*spells, *others, "Member A | Red Party | 2017-06-08 | 2019-11-06"]))
    assert [kind for _, person, kind in found if person == "Nell Ashworth"] == kinds


def test_two_who_leave_for_a_party_that_nobody_sat_for_form_a_group_and_rename_it_together() -> None:
    found = told(
        """
        Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-18
        Nell Ashworth | Change | 2019-02-18 | 2019-07-05
        Nell Ashworth | Change Again | 2019-07-05 | 2019-11-06
        Tom Pym | Blue Party | 2017-06-08 | 2019-02-18
        Tom Pym | Change | 2019-02-18 | 2019-07-05
        Tom Pym | Change Again | 2019-07-05 | 2019-11-06
        Member A | Blue Party | 2017-06-08 | 2019-11-06
        """
    )
    assert [kind for _, _, kind in found] == ["group formed", "group formed", "group renamed", "group renamed"]


def test_the_sources_word_goes_before_the_labels() -> None:
    rows = roll_rows(
        "a", HOUSE, "Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-18\nNell Ashworth | Independent | 2019-02-18"
    )
    last = replace(rows.affiliations[1], kind="whip removed", reason="A vote against the tides.")
    (change,) = changes(Roll(replace(rows, affiliations=(rows.affiliations[0], last))))
    assert (change.kind, change.reason, change.inferred) == ("whip removed", "A vote against the tides.", False)


def test_a_by_election_a_death_and_a_resignation() -> None:
    tenures = HOUSE.replace("Seat 0 | 2017-06-08 | 2019-11-06", "Seat 0 | 2017-06-08 | 2018-03-01")
    rows = roll_rows("a", f"{tenures}\nSam Wren | Seat 0 | 2018-05-03 | 2019-11-06")
    first = replace(rows.tenures[0], ended="resigned the seat over the tides")
    found = changes(Roll(replace(rows, tenures=(first, *rows.tenures[1:]))))
    assert [(one.date, one.person, one.kind, one.seat, one.reason, one.inferred) for one in found] == [
        ("2018-03-01", "Nell Ashworth", "resigned the seat", "Seat 0", "resigned the seat over the tides", False),
        ("2018-05-03", "Sam Wren", "elected", "Seat 0", None, True),
    ]


def test_each_source_gives_its_own_day() -> None:
    def left(source: str, day: str) -> RollRows:
        spells = f"Nell Ashworth | Blue Party | 2017-06-08 | {day}\nNell Ashworth | Independent | {day} | 2019-11-06"
        return roll_rows(source, HOUSE, spells)

    roll = Roll(merge_rows([left("a", "2019-02-18"), left("b", "2019-02-20"), roll_rows("c", HOUSE)], "m"))
    (change,) = changes(roll)
    assert change.dates == {"a": "2019-02-18", "b": "2019-02-20"}
    assert change.dates_differ


def test_days_and_parties_choose() -> None:
    spells = "Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-18\nNell Ashworth | Independent | 2019-02-18"
    roll = Roll(roll_rows("a", HOUSE, spells))

    def days(**only: object) -> list[Change]:
        return list(changes(roll, **only))  # type: ignore[arg-type]  # keywords of three types

    assert len(days(since=date(2019, 2, 18), until=date(2019, 2, 19))) == 1
    assert days(until=date(2019, 2, 18)) == days(since=date(2019, 2, 19)) == []
    assert len(days(party="blue-party")) == len(days(party="independent")) == 1
    assert days(party="nobody") == []
