"""Which positions stand: later supersedes earlier, a thing done stays done, and doubt is not decided."""

from __future__ import annotations

import time
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.record.model import Entity, ReportLine, Words
from chiltern.record.queries.results import Holding, Stood
from chiltern.record.queries.standing import STANCES, group_by_stance, standing
from chiltern.record.queries.succession import OWN, Placed, placed, settle

ADA, TOM, JANE = (
    Entity(name, "person", f"p{n}", n) for n, name in enumerate(("Ada Merrin", "Tom Okafor", "Jane Smith"))
)
REFORM, BENCH = Entity("Reform Union", "party", "reform", 10), Entity("Independent Bench", "party", "bench", 11)
_numbers = count(1)


def stood(
    stance: str,
    day: str | None,
    holder: Entity = ADA,
    *,
    act: str = "leave",
    report: int | None = None,
    start: int = 0,
    published: str | None = None,
    **more: Any,
) -> Stood:
    number = next(_numbers)
    line = ReportLine(report or 1000 + number, "report.txt", published=published or day)
    words = Words(f"{number:064x}", stance, start, start + 1, line)
    return Stood(holder, stance, act, words, day, **more)  # type: ignore[arg-type]


def stances(rows: tuple[Holding, ...]) -> list[str]:
    return [row.stance for row in rows]


def test_a_later_day_supersedes_and_the_earlier_is_kept() -> None:
    (row,) = standing([stood("intends", "2030-02-18"), stood("leaves_open", "2030-02-10")])
    assert row.stance == "intends"
    assert [old.stance for old in row.superseded] == ["leaves_open"]


def test_the_order_in_which_reports_come_does_not_matter() -> None:
    rows = [stood("intends", "2030-02-18"), stood("leaves_open", "2030-02-10"), stood("rules_out", "2030-02-01")]
    assert standing(rows) == standing(rows[::-1])


def test_who_comes_back_to_a_stance_holds_it_since_then() -> None:
    days = [("rules_out", "2030-02-10"), ("leaves_open", "2030-02-12"), ("rules_out", "2030-02-15")]
    (row,) = standing([stood(stance, day) for stance, day in days])
    assert (row.stance, row.since, row.reports) == ("rules_out", "2030-02-15", 1)
    assert [old.stance for old in row.superseded] == ["rules_out", "leaves_open"]


def test_several_reports_of_one_position_are_one_row() -> None:
    (row,) = standing([stood("rules_out", "2030-02-10"), stood("rules_out", "2030-02-11"), stood("rules_out", None)])
    assert (row.reports, len(row.positions), row.superseded) == (3, 3, ())
    assert row.since == "2030-02-10"


def test_twice_in_one_report_is_one_report() -> None:
    (row,) = standing(
        [stood("rules_out", "2030-02-10", report=1), stood("rules_out", "2030-02-10", report=1, start=50)]
    )
    assert (row.reports, len(row.positions)) == (1, 2)


def test_two_reports_of_one_day_that_differ_stand_side_by_side() -> None:
    rows = standing([stood("rules_out", "2030-02-18"), stood("leaves_open", "2030-02-18")])
    assert stances(rows) == ["rules_out", "leaves_open"]


def test_the_hour_decides_within_a_day_where_both_are_known() -> None:
    morning = stood("rules_out", "2030-02-18", published="2030-02-18T09:00:00+01:00")
    evening = stood("leaves_open", "2030-02-18", published="2030-02-18T08:30:00Z")
    assert stances(standing([evening, morning])) == ["leaves_open"]


def test_within_a_report_the_last_word_on_one_s_own_doing_counts() -> None:
    rows = [
        stood("rules_out", "2030-02-18", report=1, start=5),
        stood("conditional", "2030-02-18", report=1, start=90),
    ]
    assert stances(standing(rows)) == ["conditional"]


def test_opinions_in_one_breath_all_stand() -> None:
    rows = [
        stood(stance, "2030-02-18", TOM, report=1, start=start, about=(ADA,))
        for start, stance in enumerate(("regrets", "condemns"))
    ]
    assert stances(standing(rows)) == ["regrets", "condemns"]


@pytest.mark.parametrize("looking_back", ["intends", "leaves_open", "conditional"])
def test_a_thing_done_stays_done_when_a_report_looks_back(looking_back: str) -> None:
    (row,) = standing([stood("done", "2030-02-18"), stood(looking_back, "2030-02-20")])
    assert row.stance == "done"
    assert [old.stance for old in row.superseded] == [looking_back]


def test_done_on_the_same_day_outdoes_a_refusal_but_a_later_denial_outdoes_done() -> None:
    done, denied = stood("done", "2030-02-18"), stood("rules_out", "2030-02-18", published="2030-02-18T22:00:00Z")
    assert stances(standing([done, denied])) == ["done"]
    assert stances(standing([done, stood("rules_out", "2030-02-19")])) == ["rules_out"]
    assert stances(standing([done, stood("rules_out", "2030-02-19"), stood("done", "2030-02-21")])) == ["done"]


def test_what_may_be_done_again_is_not_final() -> None:
    (row,) = standing([stood("done", "2029-05-02", act="stand"), stood("rules_out", "2030-02-20", act="stand")])
    assert row.stance == "rules_out"


def test_to_be_sorry_for_one_s_own_leaving_does_not_undo_it() -> None:
    rows = standing([stood("done", "2030-02-18", about=(ADA,)), stood("regrets", "2030-02-19", about=(ADA,))])
    assert stances(rows) == ["done", "regrets"]


def test_a_change_of_mind_about_one_leaves_the_others() -> None:
    both = stood("regrets", "2030-02-18", TOM, about=(ADA, JANE))
    one = stood("welcomes", "2030-02-20", TOM, about=(ADA,))
    welcomes, regrets = standing([both, one])
    assert (welcomes.about, regrets.about) == ((ADA,), (JANE,))
    assert welcomes.superseded == (both,)
    assert regrets.superseded == ()


def test_leaving_one_party_is_another_matter_than_leaving_the_next() -> None:
    first = stood("done", "2030-02-18", object=REFORM)
    next_one = stood("leaves_open", "2030-09-01", object=BENCH)
    unnamed = stood("intends", "2030-10-01")
    rows = standing([first, next_one, unnamed])
    assert stances(rows) == ["done", "intends"]
    assert rows[1].superseded == (next_one,)


def test_where_a_party_is_named_once_an_unnamed_one_is_the_same() -> None:
    (row,) = standing([stood("leaves_open", "2030-02-10"), stood("done", "2030-02-18", object=REFORM)])
    assert (row.stance, row.objects) == ("done", (REFORM,))
    assert len(row.superseded) == 1


def test_a_group_s_own_act_is_each_holder_s_own() -> None:
    together = [stood("done", "2030-02-18", holder, about=(ADA, TOM)) for holder in (ADA, TOM)]
    rows = standing([*together, stood("leaves_open", "2030-02-10", TOM)])
    assert [(row.holder, row.about) for row in rows] == [(ADA, ()), (TOM, ())]


def test_groups_follow_the_domain_s_order() -> None:
    rows = standing(
        [stood(stance, "2030-02-18", Entity(stance, "person", None, 50 + n)) for n, stance in enumerate(STANCES)]
    )
    assert [group.stance for group in group_by_stance(reversed(rows))] == list(STANCES)


def test_named_holders_come_first_by_family_name() -> None:
    unnamed = Entity("a party source", "described", None, 3)
    rows = standing([stood("expects", "2030-02-18", holder) for holder in (unnamed, TOM, JANE, ADA)])
    assert [row.holder.name for row in rows] == ["Ada Merrin", "Tom Okafor", "Jane Smith", "a party source"]


PUBLISHED = {1: None, 2: "2030-02-18T09:00:00Z", 3: "2030-02-18T09:00:00+02:00", 4: "2030-02-20", 5: "2030-02-18"}


def from_report(report: int, stance: str, day: str | None, holder: Entity, **more: Any) -> Stood:
    return stood(stance, day, holder, report=report, published=PUBLISHED[report], **more)


POSITIONS = st.builds(
    from_report,
    st.sampled_from(sorted(PUBLISHED)),
    st.sampled_from(STANCES),
    st.sampled_from([None, "2030", "2030-02", "2030-02-18", "2030-02-19"]),
    st.sampled_from([ADA, TOM]),
    act=st.sampled_from(["leave", "stand"]),
    start=st.integers(0, 9),
    about=st.sampled_from([(), (ADA,), (TOM, JANE)]),
    object=st.sampled_from([None, REFORM, BENCH]),
)


@given(st.lists(POSITIONS, max_size=9))
def test_no_position_is_lost_and_every_holder_stands_somewhere(positions: list[Stood]) -> None:
    rows = standing(positions)
    shown = {old.words.claim for row in rows for old in (*row.positions, *row.superseded)}
    assert shown == {position.words.claim for position in positions}
    assert {(row.holder, row.act) for row in rows} == {(position.holder, position.act) for position in positions}
    assert all(old.stance == row.stance for row in rows for old in row.positions)
    assert standing(reversed(positions)) == rows


def later(new: Placed, old: Placed) -> bool:
    """What `succession` says in words, pair by pair."""
    if new.day != old.day:
        return new.day > old.day
    if new.hour and old.hour and new.hour != old.hour:
        return new.hour > old.hour
    return new.report == old.report and {new.stance, old.stance} <= OWN and new.start > old.start


ONE_LINE = st.lists(POSITIONS.filter(lambda position: position.act == "stand"), max_size=9)


@given(ONE_LINE)
def test_a_position_stands_unless_another_stance_is_later(positions: list[Stood]) -> None:
    line = [placed(position) for position in positions]
    beaten = {new.claim: any(later(n, new) and n.stance != new.stance for n in line) for new in line}
    assert {old.position.words.claim: bool(old.beneath) for old in settle(line)} == beaten


def test_thousands_of_positions_of_one_holder_are_settled_at_once() -> None:
    days = [f"2030-02-{day:02}" for day in range(1, 29)]
    many = [
        stood(STANCES[n % 5], days[n % 28], act="stand", published=f"{days[n % 28]}T{n % 24:02}:00Z")
        for n in range(6000)
    ]
    started = time.perf_counter()
    rows = standing(many)
    assert time.perf_counter() - started < 3, "measured: 0.1 s; pair by pair it would take half a minute"
    assert sum(len(row.positions) + len(row.superseded) for row in rows) >= 6000
