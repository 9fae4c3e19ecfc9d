"""What is derived as reports come is what deriving everything again gives."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import chiltern
from chiltern.sample import reports_dir
from tests.record.conftest import Add
from tests.record.lines import READER, text

TABLES = {
    "findings": "SELECT finding.topic, finding.value, claim.digest FROM findings AS finding"
    " JOIN finding_claims AS filed ON filed.finding_id = finding.id JOIN claims AS claim ON claim.id = filed.claim_id",
    "conflicts": "SELECT digest, kind, strength, topic, json, opened_at, closed_at FROM conflicts",
    "merges": "SELECT entity_id, into_id, reason, decision_id, since, until FROM merges",
    "splits": "SELECT entity_id, report_id, into_id, decision_id, since, until FROM splits",
    "statement_keys": "SELECT key, claim_id FROM statement_keys",
    "passage_keys": "SELECT key, version_id FROM passage_keys",
    "copies": "SELECT version_id, other_id, json, known_at FROM copies",
}
PEOPLE = ("Ada Merrin", "Tom Okafor", "Jane Smith", "Paul Smith", "Lena Brandt", "Una Vale", "Ivo Stern")


def derived(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as file:
        return {table: sorted(file.execute(sql), key=repr) for table, sql in TABLES.items()}


def some_claim(dice: random.Random) -> str:
    """A claim that may agree with others, differ, or contradict them."""
    person, other = dice.sample(PEOPLE, 2)
    match dice.randrange(5):
        case 0:
            stance = dice.choice(["done", "rules_out", "intends", "leaves_open"])
            return f"@position holder={person}; stance={stance}; act=leave; object=Reform Union @ {person}: {stance}."
        case 1:
            seat = dice.choice(["Harrow Vale", "Stone Bridge", "Moor North"])
            return f"@role person={person}; role=MP; of={seat} @ {person}, MP for {seat}"
        case 2:
            votes = dice.choice(["1200", "1322", "1300"])
            return f"@figure about={person}; measure=majority; value={votes} @ a majority of {votes}"
        case 3:
            missed = dice.choice(["deeply", "sorely"])
            return f"@statement speaker={person} @ He was a good neighbour and will be {missed} missed on the moor."
    return f"@position holder={person}; stance=demands; act=resign_seat; subject={other} @ {person} of {other}"


def test_the_sample_derived_again_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    with chiltern.new(path) as record:
        record.add([reports_dir()])
        before = derived(path)
        assert before["conflicts"]
        record.rebuild()
    assert derived(path) == before


@pytest.mark.parametrize("seed", range(12))
def test_any_history_derived_again_is_the_same(record: chiltern.Record, tmp_path: Path, seed: int) -> None:
    some_history(record, tmp_path, random.Random(seed))
    before = derived(record.path)
    record.rebuild()
    assert derived(record.path) == before


def some_history(record: chiltern.Record, tmp_path: Path, dice: random.Random) -> None:
    """Reports, newer versions of them, and decisions, in any order."""
    for step in range(14):
        if step > 3 and dice.random() < 0.4:
            some_decision(record, dice)
            continue
        claims = [some_claim(dice) for _ in range(dice.randrange(1, 6))]
        path = tmp_path / f"{step}.txt"
        header = {"published": f"2030-02-{dice.randrange(10, 20)}", "publisher": dice.choice("ABC")}
        if dice.random() < 0.4:
            header["url"] = f"https://example.org/{dice.randrange(3)}"
        path.write_text(text(*claims, **header), encoding="utf-8")
        record.add([path], reader=READER)


def some_decision(record: chiltern.Record, dice: random.Random) -> None:
    """A decision that an editor may make; one that does not fit is refused and changes nothing."""
    handles = [row.positions[0].words.handle for group in record.count("leave").groups for row in group.holdings]
    made = [entry.decision for entry in record.log() if entry.what == "decided" and entry.decision]
    try:
        match dice.randrange(5):
            case 0 if made:
                record.decide("undo", str(dice.choice(made).id), by="R. Editor", why="second thoughts")
            case 1 if handles:
                fields = {"stance": dice.choice(["intends", "done"])}
                record.decide("correct", dice.choice(handles), by="R. Editor", why="as it says", fields=fields)
            case 2:
                record.decide("merge", "Una Vale", into="Ivo Stern", by="R. Editor", why="one and the same")
            case 3:
                report = f"{dice.randrange(14)}.txt"
                record.decide("split", "Una Vale", report=report, by="R. Editor", why="another Una Vale")
            case _ if handles:
                record.decide("reject", dice.choice(handles), by="R. Editor", why="misread")
    except (chiltern.NotFound, chiltern.BadInput):
        pass


def test_what_a_report_touches_is_settled_with_it(add: Add, record: chiltern.Record) -> None:
    said = "@statement speaker=Tom Okafor @ He was a good neighbour and will be {} missed on the moor."
    add(said.format("deeply"), published="2030-02-18", name="a.txt", publisher="A")
    assert record.conflicts() == ()
    one = record.log()[-1].at
    add(said.format("sorely"), published="2030-02-18", name="b.txt", publisher="B")
    (found,) = record.conflicts()
    assert (found.conflict.kind, found.conflict.strength) == ("wording", "hard")
    assert {side.value for side in found.conflict.sides} == {"deeply missed", "sorely missed"}
    assert record.conflicts(known=one) == ()
    two = record.log()[-1].at
    number = next(quote.words.handle for quote in record.quotes() if "sorely" in quote.quote)
    record.decide("reject", number, by="R. Editor", why="no such words")
    assert record.conflicts() == ()
    assert len(record.conflicts(known=two)) == 1
    assert record.conflict(found.handle).closed_at is not None
    assert [one.digest for one in record.changes(two).closed] == [found.digest]
    assert [one.digest for one in record.changes(one).opened] == []
    record.decide("undo", "1", by="R. Editor", why="they were said")
    assert [one.digest for one in record.conflicts()] == [found.digest]
