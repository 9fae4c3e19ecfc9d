"""Where sources differ, the one listed first gives the answer, and no day gets two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.dates import covers
from chiltern.register.merge import merge_rows
from chiltern.register.model import Affiliation, Party, Person, RollRows, Seat, Source, Tenure
from chiltern.register.roll import Roll
from tests.register.lines import roll_rows

SEAT = "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-06"


def two(first: str, second: str, **options: str) -> Roll:
    one = roll_rows("first", SEAT, first, retrieved=options.get("first_read"))
    other = roll_rows("second", SEAT, second, retrieved=options.get("second_read"))
    return Roll(merge_rows([one, other], "both"))


def spells(roll: Roll) -> list[tuple[str, str | None, str | None, tuple[str, ...]]]:
    return [(row.party, row.since, row.until, row.sources) for row in roll.affiliations_of("nell-ashworth")]


def test_the_same_spell_from_two_sources_is_one_with_two_sources() -> None:
    line = "Nell Ashworth | Blue Party | 2017-06-08 | 2019-11-06"
    assert spells(two(line, line)) == [("blue-party", "2017-06-08", "2019-11-06", ("first", "second"))]


def test_of_two_dates_of_one_change_the_first_sources_stands_and_both_are_kept() -> None:
    roll = two(
        "Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-18\nNell Ashworth | Independent | 2019-02-18 | 2019-11-06",
        "Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-20\nNell Ashworth | Independent | 2019-02-20 | 2019-11-06",
    )
    assert spells(roll) == [
        ("blue-party", "2017-06-08", "2019-02-18", ("first", "second")),
        ("independent", "2019-02-18", "2019-11-06", ("first", "second")),
    ]
    assert len(roll.rows.affiliations) == 4


def test_what_only_the_second_source_has_is_taken_from_it() -> None:
    roll = two(
        "Nell Ashworth | Blue Party | 2018-06-08 | 2019-11-06",
        "Nell Ashworth | Green Party | 2017-06-08 | 2018-06-08\nNell Ashworth | Green Party | 2018-06-08 | 2019-11-06",
    )
    assert spells(roll) == [
        ("green-party", "2017-06-08", "2018-06-08", ("second",)),
        ("blue-party", "2018-06-08", "2019-11-06", ("first",)),
    ]


def test_an_open_end_holds_no_longer_than_its_source_knows() -> None:
    roll = two(
        "Nell Ashworth | Blue Party | 2017-06-08",
        "Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-18\nNell Ashworth | Independent | 2019-02-18",
        first_read="2018-12-06",
    )
    assert [row[:3] for row in spells(roll)] == [
        ("blue-party", "2017-06-08", "2019-02-18"),
        ("independent", "2019-02-18", None),
    ]
    assert roll.party_of("nell-ashworth", date(2018, 12, 1)) == roll.parties["blue-party"]
    assert roll.party_of("nell-ashworth", date(2020, 1, 1)) == roll.parties["independent"]


def test_an_open_end_says_nothing_against_a_source_that_has_the_end() -> None:
    roll = Roll(
        merge_rows([roll_rows("first", SEAT), roll_rows("second", "Nell Ashworth | Northcliff | 2017-06-08")], "both")
    )
    assert [(tie.since, tie.until, tie.sources) for tie in roll.tenures] == [
        ("2017-06-08", "2019-11-06", ("first", "second"))
    ]


def test_a_day_more_of_the_second_source_is_no_spell() -> None:
    roll = Roll(
        merge_rows(
            [roll_rows("first", SEAT), roll_rows("second", "Nell Ashworth | Northcliff | 2017-06-07 | 2019-11-07")],
            "both",
        )
    )
    assert [(tie.since, tie.until) for tie in roll.tenures] == [("2017-06-08", "2019-11-06")]


def test_a_source_that_knows_the_end_is_believed_against_one_that_goes_on() -> None:
    died = roll_rows(
        "first", "Nell Ashworth | Northcliff | 2015-05-07 | 2016-06-16\nTom Pym | Southcliff | 2015-05-07 | 2019-11-06"
    )
    stale = roll_rows("second", "Nell Ashworth | Northcliff | 2015-05-07 | 2017-05-04")
    roll = Roll(merge_rows([died, stale], "both"))
    assert [tie.until for tie in roll.tenures_of("nell-ashworth")] == ["2016-06-16"]


def test_a_source_that_stops_at_a_dissolution_leaves_the_rest_to_others() -> None:
    names = [f"Member {letter}" for letter in "ABCDEFGHIJKL"]
    seats = "\n".join(f"{name} | Seat {name} | 2010-05-06 | 2015-03-30" for name in names)
    term = roll_rows("term", seats, "\n".join(f"{name} | Blue Party | 2010-05-06 | 2015-03-30" for name in names))
    career = roll_rows(
        "career", "", "Member A | Blue Party | 2005-05-05 | 2019-02-18\nMember A | Independent | 2019-02-18"
    )
    roll = Roll(merge_rows([term, career], "both"))
    assert [(row.party, row.since, row.until) for row in roll.affiliations_of("member-a")] == [
        ("blue-party", "2005-05-05", "2010-05-06"),
        ("blue-party", "2010-05-06", "2015-03-30"),
        ("blue-party", "2015-03-30", "2019-02-18"),
        ("independent", "2019-02-18", None),
    ]


def test_an_open_spell_of_a_single_source_stays_open() -> None:
    roll = Roll(roll_rows("only", "Nell Ashworth | Northcliff | 2017-06-08", retrieved="2018-01-01"))
    assert roll.holder("northcliff", date(2030, 1, 1)) is not None


def test_what_was_only_seen_fills_what_is_left() -> None:
    rows = RollRows(
        name="r",
        sources=(Source("list", "List"), Source("roll", "Roll")),
        parties=(Party("blue", "Blue Party"), Party("red", "Red Party")),
        persons=(Person("nell", "Nell Ashworth"),),
        affiliations=(
            Affiliation("nell", "red", "2018-01-01", "2018-01-02", sources=("list",), seen=True),
            Affiliation("nell", "red", "2016-01-01", "2016-01-02", sources=("list",), seen=True),
            Affiliation("nell", "blue", "2017-06-08", "2019-11-06", sources=("roll",)),
        ),
    )
    roll = Roll(rows)
    assert roll.party_of("nell", date(2018, 1, 1)) == roll.parties["blue"]
    assert roll.party_of("nell", date(2016, 1, 1)) == roll.parties["red"]


def test_an_open_spell_goes_on_after_it_was_only_seen_to_hold() -> None:
    rows = RollRows(
        name="r",
        sources=(Source("roll", "Roll"), Source("list", "List")),
        parties=(Party("blue", "Blue Party"), Party("red", "Red Party")),
        persons=(Person("nell", "Nell Ashworth"), Person("tom", "Tom Pym")),
        affiliations=(
            Affiliation("nell", "blue", "2017-06-08", sources=("roll",)),
            Affiliation("nell", "blue", "2018-01-01", "2018-01-02", sources=("list",), seen=True),
            Affiliation("tom", "blue", "2017-06-08", sources=("roll",)),
            Affiliation("tom", "red", "2018-01-01", "2018-01-02", sources=("list",), seen=True),
        ),
    )
    roll = Roll(rows)
    assert [(row.since, row.until, row.sources) for row in roll.affiliations_of("nell")] == [
        ("2017-06-08", None, ("roll", "list"))
    ]
    assert [(row.party, row.until) for row in roll.affiliations_of("tom")] == [
        ("blue", "2018-01-01"),
        ("red", "2018-01-02"),
    ]


def test_details_come_from_whichever_source_has_them() -> None:
    def rows(source: str, began: str | None, ended: str | None, until: str) -> RollRows:
        return RollRows(
            name=source,
            sources=(Source(source, source),),
            seats=(Seat("northcliff", "Northcliff", "House of Keys"),),
            persons=(Person("nell", "Nell Ashworth"),),
            tenures=(Tenure("nell", "northcliff", "2017-06-08", until, began, ended, (source,)),),
        )

    roll = Roll(merge_rows([rows("a", None, None, "2019-11-06"), rows("b", "by-election", "died", "2019-11-07")], "ab"))
    (tie,) = roll.tenures
    assert (tie.until, tie.began, tie.ended) == ("2019-11-06", "by-election", "died")


days = st.dates(date(2017, 1, 1), date(2020, 12, 31))


@st.composite
def claims(draw: st.DrawFn) -> list[Affiliation]:
    made = []
    for _ in range(draw(st.integers(1, 8))):
        since, until = sorted((draw(days), draw(days)))
        made.append(
            Affiliation(
                "nell",
                draw(st.sampled_from(("blue", "red"))),
                draw(st.sampled_from((since.isoformat(), since.isoformat()[:7], None))),
                draw(st.sampled_from((until.isoformat(), None))),
                sources=(draw(st.sampled_from(("a", "b", "c"))),),
                seen=draw(st.booleans()),
            )
        )
    return made


@given(claims(), days)
def test_no_day_has_two_answers_and_each_answer_is_somebodys_claim(rows: list[Affiliation], day: date) -> None:
    roll = Roll(
        RollRows(
            name="r",
            sources=(Source("a", "A"), Source("b", "B"), Source("c", "C")),
            parties=(Party("blue", "Blue Party"), Party("red", "Red Party")),
            persons=(Person("nell", "Nell Ashworth"),),
            affiliations=tuple(rows),
        )
    )
    holding = [row for row in roll.affiliations if covers(row.since, row.until, day)]
    assert len(holding) <= 1
    for row in holding:
        assert any(claim.party == row.party and set(claim.sources) & set(row.sources) for claim in rows)


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_the_order_of_the_rolls_is_the_preference(order: tuple[str, str]) -> None:
    rows = {
        "first": roll_rows("first", SEAT, "Nell Ashworth | Blue Party | 2017-06-08 | 2019-11-06"),
        "second": roll_rows("second", SEAT, "Nell Ashworth | Red Party | 2017-06-08 | 2019-11-06"),
    }
    roll = Roll(merge_rows([rows[name] for name in order], "both"))
    party = roll.party_of("nell-ashworth", date(2018, 1, 1))
    assert party is not None
    assert party.name == {"first": "Blue Party", "second": "Red Party"}[order[0]]
