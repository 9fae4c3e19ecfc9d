"""The reports of a real split, kept outside the project: what they misquote and repeat is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import chiltern
from chiltern.record.reconcile.attribution import attribution_conflicts
from chiltern.record.reconcile.copies import shared_passages
from chiltern.record.reconcile.fingerprints import ReportText
from chiltern.record.reconcile.misquoted import wording_conflicts
from chiltern.record.reconcile.model import Conflict
from chiltern.record.reconcile.places import Sets
from chiltern.record.reconcile.statements import Said, keys, said, same_statement
from chiltern.record.rows import claims_where

REPORTS = Path(__file__).parents[4] / "shared" / "reports" / "split-2019"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="../shared/reports is not here")

STRENGTHS = {"hard": "hard", "orthographic": "spelling", "paraphrase": "wording"}


@pytest.fixture(scope="module")
def gold() -> Any:
    return json.loads((REPORTS / "gold" / "conflicts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> list[Said]:
    path = tmp_path_factory.mktemp("gold") / "split.db"
    with chiltern.new(path) as record:
        list(record.add(sorted(REPORTS.glob("*.txt"))))
    with chiltern.open(path) as record:
        return [said(found) for found in claims_where(record.view(), "claim.kind = 'statement'")]


@pytest.fixture(scope="module")
def groups(statements: list[Said]) -> list[list[Said]]:
    """The versions of each statement, as the record brings them together: by a key in common, then by alignment."""
    sets: Sets[int] = Sets()
    known = [set(keys(each)) for each in statements]
    for i, j in combinations(range(len(statements)), 2):
        if known[i] & known[j] and same_statement(statements[i], statements[j]) is not None:
            sets.join(i, j)
    return [[statements[number] for number in group] for group in sets.all()]


@pytest.fixture(scope="module")
def conflicts(groups: list[list[Said]]) -> list[Conflict]:
    return [found for group in groups for found in wording_conflicts(group)]


def misquoted(gold: Any) -> Iterator[Any]:
    return (each for each in gold["conflicts"] if each["kind"] == "quote_wording" and each["strength"] != "external")


def touches(report: str, start: int, end: int, side: Any) -> bool:
    return bool(report == side["report"] and start < side["end"] and side["start"] < end)


def covers(conflict: Conflict, wanted: Any) -> bool:
    """Whether each passage of the gold conflict is on some side, and not all on one."""
    found = [
        {
            number
            for number, side in enumerate(conflict.sides)
            for words in side.words
            if touches(words.report.name, words.start, words.end, place)
        }
        for place in wanted["sides"]
    ]
    return conflict.strength == STRENGTHS[wanted["strength"]] and all(found) and len(set.union(*found)) > 1


def test_every_misquotation_is_found(gold: Any, conflicts: list[Conflict], statements: list[Said]) -> None:
    for wanted in misquoted(gold):
        read = [
            any(touches(each.report.name, part.start, part.end, side) for each in statements for part in each.segments)
            for side in wanted["sides"]
        ]
        if all(read):  # else the reader has not read one of them as a statement
            assert any(covers(conflict, wanted) for conflict in conflicts), wanted["about"]


def test_nothing_else_is_listed(gold: Any, conflicts: list[Conflict], statements: list[Said]) -> None:
    wrong = [found.about for found in conflicts if not any(covers(found, wanted) for wanted in misquoted(gold))]
    assert len(wrong) <= 0.2 * len(conflicts), wrong
    assert attribution_conflicts(statements) == ()


def test_repeated_quotations_are_one_statement(gold: Any, groups: list[list[Said]]) -> None:
    def holding(side: Any) -> set[int]:
        return {
            number
            for number, group in enumerate(groups)
            for each in group
            for part in each.segments
            if touches(each.report.name, part.start, part.end, side)
        }

    for wanted in gold["corroborated"]:
        if wanted["kind"] == "quotation":
            assert set.intersection(*map(holding, wanted["sides"])), wanted["claim"]


def test_shared_quotation_is_no_copy() -> None:
    texts = [
        ReportText(number, path.read_text(encoding="utf-8"))
        for number, path in enumerate(sorted(REPORTS.glob("*.txt")))
    ]
    assert [shared_passages(one, other) for one, other in combinations(texts, 2)] == [None] * 6
