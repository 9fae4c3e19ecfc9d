"""The conflicts of four real reports, marked by hand and kept outside the project: every hard one, most of the others.

A marked conflict is found where one of the conflicts that the record lists has sides at two of its passages, or at one
of them and in the roll. What only looks like a conflict must not be listed as a contradiction between its passages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import chiltern
from chiltern.record.queries.results import Dispute

REPORTS = Path(__file__).parents[3] / "shared" / "reports" / "split-2019"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="../shared/reports is not here")

# Its other side is in no report and not in the roll.
OUTSIDE = {"external"}
# What is reached of those that are not hard, the one whose other side is elsewhere included.
FLOOR = 0.85


@pytest.fixture(scope="module")
def gold() -> Any:
    return json.loads((REPORTS / "gold" / "conflicts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dispute, ...]:
    path = tmp_path_factory.mktemp("gold") / "split.db"
    with chiltern.new(path) as record:
        record.add(sorted(REPORTS.glob("*.txt")))
        return record.conflicts()


def touches(words: chiltern.Words, side: Any) -> bool:
    return bool(words.report.name == side["report"] and words.start < side["end"] and side["start"] < words.end)


def found_by(marked: Any, dispute: Dispute) -> bool:
    """Whether different sides of the listed one stand at different passages of the marked one."""
    met = {
        (number, at)
        for number, side in enumerate(dispute.conflict.sides)
        for at, passage in enumerate(marked["sides"])
        if passage["report"] and any(touches(words, passage) for words in side.words)
    }
    if any(side.roll is not None for side in dispute.conflict.sides) and met:
        return True
    return any(one[0] != other[0] and one[1] != other[1] for one in met for other in met)


def test_every_hard_conflict_is_found(gold: Any, listed: tuple[Dispute, ...]) -> None:
    hard = [marked for marked in gold["conflicts"] if marked["strength"] == "hard"]
    missed = [one["id"] for one in hard if not any(found_by(one, dispute) for dispute in listed)]
    assert not missed
    assert all(any(dispute.conflict.strength == "hard" for dispute in listed if found_by(one, dispute)) for one in hard)


def test_most_of_the_others_are_found(gold: Any, listed: tuple[Dispute, ...]) -> None:
    soft = [marked for marked in gold["conflicts"] if marked["strength"] != "hard"]
    found = [one["id"] for one in soft if any(found_by(one, dispute) for dispute in listed)]
    print(f"{len(found)} of {len(soft)}: {', '.join(found)}")
    assert len(found) >= FLOOR * len(soft)
    assert {one["id"] for one in soft if one["strength"] not in OUTSIDE} == set(found)


def test_what_only_looks_like_a_conflict_is_none(gold: Any, listed: tuple[Dispute, ...]) -> None:
    for alike in gold["look_alikes"]:
        assert not [dispute.conflict.about for dispute in listed if found_by(alike, dispute)], alike["about"]


def test_little_else_is_listed(gold: Any, listed: tuple[Dispute, ...]) -> None:
    """One of the eleven is a name that the roll spells otherwise; another says the first one of the seat."""
    others = [
        dispute.conflict.about for dispute in listed if not any(found_by(one, dispute) for one in gold["conflicts"])
    ]
    assert len(others) <= 0.2 * len(listed), others
