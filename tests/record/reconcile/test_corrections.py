"""Notices: which report of their publisher they mean, and what they take back."""

from __future__ import annotations

import pytest

import chiltern
from chiltern.record.reconcile.corrections import is_notice, says, taken_back
from chiltern.record.reconcile.fingerprints import ReportText
from tests.record.conftest import Add

BODY = (
    "In the report “Two walk out of the Union” the Post gave a wrong figure. Her majority was 1,322 votes, not 2,322."
)
OTHER = ReportText(1, "A majority of 2,322.", "2030-02-18", "Moor Post", "Two walk out of the Union")


def notice(body: str = BODY, **more: str) -> ReportText:
    fields = {"published": "2030-02-19", "publisher": "Moor Post", "title": "Correction: a majority"} | more
    return ReportText(2, body, **fields)


@pytest.mark.parametrize("title", ["Correction: a majority", "CORRECTION — the vote", "Corrections and clarifications"])
def test_what_a_notice_begins_with(title: str) -> None:
    assert is_notice(notice(title=title))


@pytest.mark.parametrize("title", ["Correctional staff walk out", "A correction of course", "Two walk out"])
def test_what_is_no_notice(title: str) -> None:
    assert not is_notice(notice(title=title))


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (BODY, ("2,322",)),
        ("On “Two walk out of the Union”: he sits for Moor North, not Moor South.", ("Moor South",)),
        (
            "See “Two walk out of the Union”. It was 12.5 per cent, and not 15.2 per cent; we regret it.",
            ("15.2 per cent",),
        ),
        ("See “Two walk out of the Union”. We regret the error.", ()),
        ("In another report the majority was 1,322, not 2,322.", ()),
    ],
)
def test_what_is_taken_back(body: str, wrong: tuple[str, ...]) -> None:
    assert taken_back(notice(body), OTHER) == wrong


def test_only_an_earlier_report_of_the_same_publisher_is_meant() -> None:
    assert taken_back(notice(publisher="Vale Gazette"), OTHER) == ()
    assert taken_back(notice(published="2030-02-17"), OTHER) == ()


def test_a_number_inside_another_is_another() -> None:
    assert says("a majority of 2,322 votes", "2,322")
    assert not says("a majority of 12,322 votes", "2,322")
    assert not says("a majority of 2,322,000", "2,322")


@pytest.mark.parametrize("notice_first", [False, True])
def test_a_claim_that_is_taken_back_no_longer_counts_and_stays(
    add: Add, record: chiltern.Record, notice_first: bool
) -> None:
    told = "@position holder=Ada Merrin; stance=demands; act=remove; object=Tom Okafor @ She wants 2,322 to go."
    report = {"title": "Two walk out of the Union", "published": "2030-02-18", "publisher": "Moor Post"}
    correction = {"title": "Correction: a number", "published": "2030-02-19", "publisher": "Moor Post"}
    if notice_first:
        add(BODY, name="b.txt", **correction)
    add(told, name="a.txt", **report)
    if not notice_first:
        add(BODY, name="b.txt", **correction)
    count = record.count("remove")
    assert count.groups == ()
    (gone,) = count.rejected
    (ruling,) = gone.words.rulings
    assert (ruling.effect, ruling.editor, ruling.reason) == ("taken back", "Moor Post", "Correction: a number")
    assert record.verify() == ()
