"""What pages ask of a record: bounded questions that agree with the whole ones."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

import chiltern
from chiltern.record.queries.disputes import conflicts_from
from chiltern.record.queries.report import report, reports
from chiltern.record.queries.search import search
from chiltern.record.queries.standing import ACTS
from chiltern.record.queries.tally import tally, worded
from tests.record.conftest import Add
from tests.record.test_record_rebuild import some_history

SHARED = (
    "Nine members of the harbour committee walked out of a meeting late on Tuesday after the chairman refused to put"
    " the question of the new ferry to a vote, and several of them said that they would not come back this year."
)


@pytest.mark.parametrize("seed", range(6))
def test_a_tally_with_its_words_is_the_count(record: chiltern.Record, tmp_path: Path, seed: int) -> None:
    some_history(record, tmp_path, random.Random(seed))
    moments = [None, *(entry.at for entry in record.log())][:: 1 + seed]
    for act in ACTS:
        for known in moments:
            for on in (None, date(2030, 2, 14)):
                whole = record.count(act, on=on, known=known)
                with record.reading():
                    view = record.view(known)
                    bare = tally(view, act, on=on)
                    assert (bare.holders, bare.unnamed, bare.reports) == (whole.holders, whole.unnamed, whole.reports)
                    for group, other in zip(bare.groups, whole.groups, strict=True):
                        assert worded(view, group.holdings) == other.holdings
                    assert [one.words.claim for one in bare.rejected] == [one.words.claim for one in whole.rejected]


def test_a_tally_of_a_party_is_its_count(record: chiltern.Record, tmp_path: Path) -> None:
    some_history(record, tmp_path, random.Random(99))
    whole = record.count("leave", of="Reform Union")
    with record.reading():
        bare = tally(record.view(), "leave", of="Reform Union")
        rows = [row for group in bare.groups for row in group.holdings]
        assert worded(record.view(), rows) == tuple(row for group in whole.groups for row in group.holdings)


@pytest.mark.parametrize("seed", range(4))
def test_a_page_of_conflicts_is_part_of_all(record: chiltern.Record, tmp_path: Path, seed: int) -> None:
    some_history(record, tmp_path, random.Random(seed))
    whole = record.conflicts()
    with record.reading():
        view = record.view()
        found = [one for start in range(0, len(whole), 2) for one in conflicts_from(view, start, 2)[0]]
        assert found == list(whole)
        assert conflicts_from(view, 0, 1)[1] == len(whole)
        for kind in {one.conflict.kind for one in whole}:
            assert conflicts_from(view, 0, 99, kind)[0] == record.conflicts(kind=kind)


def test_a_report_has_its_claims_versions_and_what_it_shares(add: Add, record: chiltern.Record) -> None:
    claim = "@position holder=Ada Merrin; stance=done; act=leave @ She has left."
    of_a = {"published": "2030-02-18", "url": "https://a.example/1", "publisher": "A"}
    add(claim, f"The first of it. {SHARED}", name="a.txt", **of_a)
    add("Another beginning.", SHARED, published="2030-02-19", publisher="B", name="b.txt")
    add(claim, f"Now the first of it. {SHARED}", modified="2030-02-20", name="a2.txt", **of_a)
    with record.reading():
        found = report(record.view(), 1)
        assert [one.kind for one in found.claims] == ["position"]
        assert [holder.name for holder in found.claims[0].linked["holder"]] == ["Ada Merrin"]
        assert [(copy.report.publisher, copy.from_here) for copy in found.copies] == [("B", True)]
        (before,) = found.versions
        assert any("The first of it." in text for text in before.dropped)
        assert any("Now the first of it." in text for text in before.added)
        assert [line.id for line, _ in reports(record.view(), 0, 9)[0]] == [2, 1]
        assert reports(record.view(), 0, 9, "B")[1] == 1
        with pytest.raises(chiltern.NotFound):
            report(record.view(), 99)


def test_search_finds_words_in_force_alone(add: Add, record: chiltern.Record) -> None:
    add("@statement speaker=Tom Okafor; cue=said @ “A marvellous morning,” he said.", published="2030-02-18")
    with record.reading():
        assert [one.speaker and one.speaker.name for one in search(record.view(), "marvellous").quotes] == [
            "Tom Okafor"
        ]
        assert search(record.view(), "okaf").entities[0].name == "Tom Okafor"
        assert search(record.view(), "18 February 2030").day == date(2030, 2, 18)
    number = record.quotes()[0].words.handle
    record.decide("reject", number, by="R. Editor", why="no")
    with record.reading():
        assert search(record.view(), "marvellous").quotes == ()
