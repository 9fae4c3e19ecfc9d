"""Who speaks: of the statements that the gold reports and the reader share, how many have the right speaker.

A speaker is right, wrong (the name of somebody else) or unresolved: none, or the report's own words for an unnamed
source or group, where the gold has a name. A wrong name does more harm than none, so it has a ceiling of its own.
The reports lie beside the project; without them the gate is skipped and says so.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from chiltern.claims import Ref, Statement
from chiltern.reading.read import read
from chiltern.register.roll import load_roll
from chiltern.reports.model import Report

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "tools" / "score_reading.py"

# In percent of the statements found: right rounded down, wrong rounded up. Tighten them when a change beats them.
RIGHT = {"split-2019": 96.9, "others": 90.5}
WRONG = {"split-2019": 0.0, "others": 1.4}
# What the project set out to keep below, whatever the figures above.
MOST_WRONG = 3.0
# Not a name: a source or a group that the report calls only by a noun phrase ("the party's council" is a body).
OWN_WORDS = ("described", "group")


@cache
def scorer() -> ModuleType:
    """The scorer as a module, so that statements and names are matched as it matches them."""
    if not SCORER.is_file():
        pytest.skip(f"the gate needs the scorer {SCORER}")
    spec = importlib.util.spec_from_file_location("score_reading", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def verdict(wanted: str, found: Ref | None) -> str:
    if found is not None and scorer().same_name(wanted, found.name):
        return "right"
    own_words = found is None or found.kind in OWN_WORDS or found.name[0].islower()
    return "unresolved" if own_words else "wrong"


def shared_statements(gold: dict[str, Any], text: str) -> list[tuple[str, Ref | None]]:
    """The speaker by the gold and by the reader, for each statement that both have."""
    score = scorer()
    firm = [row for row in gold["statements"] if not row.get("borderline")]
    found = read(Report(gold["report"], text), load_roll("uk-commons-2017")).statements

    def characters(spans: list[Any]) -> set[int]:
        return set(score.characters([[span[0], span[1]] for span in spans], text))

    def fits(row: dict[str, Any], said: Statement) -> float:
        own = characters([(span.start, span.end) for span in said.segments])
        overlap = float(score.iou(characters(score.spans(row)), own))
        return overlap if overlap >= 0.5 else 0.0

    pairs, _, _ = score.match(firm, list(found), fits)
    return [(row["speaker"], said.speaker) for row, said in pairs]


@cache
def verdicts(name: str) -> dict[str, float]:
    """Right, wrong and unresolved in percent of the statements that both have."""
    folder = SHARED / "reports" / name
    if not (folder / "gold").is_dir():
        pytest.skip(f"the gate needs the gold reports in {folder}")
    counts: Counter[str] = Counter()
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(gold, dict) and "statements" in gold:
            with (folder / gold["report"]).open(encoding="utf-8", newline="") as file:
                text = file.read()
            counts.update(verdict(wanted, ref) for wanted, ref in shared_statements(gold, text))
    total = counts.total()
    assert total > 30
    return {kind: round(100 * counts[kind] / total, 6) for kind in ("right", "wrong", "unresolved")}


@pytest.mark.parametrize("name", RIGHT)
def test_speakers_are_the_right_ones(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    reached = verdicts(name)
    with capsys.disabled():
        print(f"\n{name}: speakers " + ", ".join(f"{kind} {share:.1f} %" for kind, share in reached.items()))
    assert reached["right"] >= RIGHT[name]
    assert reached["wrong"] <= WRONG[name]


def test_a_wrong_name_is_rare() -> None:
    assert all(ceiling < MOST_WRONG for ceiling in WRONG.values())
