"""A record as it stood at a moment of knowledge: its store, its roll, and the decisions in force by then.

Every query takes one. `known` bounds what the record had learnt: reports and readings that came later, and decisions
made or undone later, are not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from chiltern.record.model import Ruling
from chiltern.record.store import Store
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll, load_roll

# After every time that a record can hold: all that it knows.
NOW = "9999"

_TAKEN_BACK = """
SELECT taken.claim_id, source.name, taken.known_at, coalesce(version.title, version.name) FROM taken_back AS taken
JOIN report_versions AS version ON version.id = taken.version_id
JOIN sources AS source ON source.id = version.source_id WHERE taken.known_at <= ? ORDER BY 1, version.id
"""
_EFFECTS = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected", "note": "noted"}


def roll_of(store: Store) -> Roll:
    """The roll whose people a record knows: one that ships, or the one that it keeps."""
    rows = store.meta.get("roll_rows")
    if rows is not None:
        return Roll(msgspec.json.decode(rows, type=RollRows))
    return load_roll(store.meta["roll"])


class View:
    """`known` is a UTC time as the record keeps it, included; without one, everything is known."""

    def __init__(self, store: Store, roll: Roll, known: str | None = None) -> None:
        self.store = store
        self.roll = roll
        self.known = known or NOW

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
        return self.store.rows(sql, values)

    def row(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        return self.store.row(sql, values)

    @cached_property
    def undone(self) -> frozenset[int]:
        """The decisions that another one, itself in force, undoes."""
        pairs = self.rows(
            "SELECT id, CAST(target AS INTEGER) FROM decisions WHERE action = 'undo' AND made_at <= ? ORDER BY id DESC",
            (self.known,),
        )
        undone: set[int] = set()
        # The last first: an undoing that was itself undone does nothing.
        for number, target in pairs:
            if number not in undone:
                undone.add(target)
        return frozenset(undone)

    @cached_property
    def rulings(self) -> Mapping[int, tuple[Ruling, ...]]:
        """By the claim's row number, what the decisions in force make of it, in the order they were made."""
        rows = self.rows(
            "SELECT ruling.claim_id, ruling.corrected_id, corrected.digest, decision.id, decision.action,"
            " decision.editor, decision.made_at, decision.reason FROM rulings AS ruling"
            " JOIN decisions AS decision ON decision.id = ruling.decision_id"
            " LEFT JOIN claims AS corrected ON corrected.id = ruling.corrected_id"
            " WHERE ruling.known_at <= ? AND decision.made_at <= ? ORDER BY decision.id",
            (self.known, self.known),
        )
        made: defaultdict[int, list[Ruling]] = defaultdict(list)
        for claim, corrected_id, corrected, decision, action, editor, made_at, reason in rows:
            if decision in self.undone:
                continue
            made[claim].append(Ruling(_EFFECTS[action], decision, editor, made_at, reason, corrected))  # type: ignore[arg-type]  # the four effects
            if corrected_id is not None:
                made[corrected_id].append(Ruling("correction", decision, editor, made_at, reason))
        for claim, publisher, known_at, title in self.rows(_TAKEN_BACK, (self.known,)):
            made[claim].append(Ruling("taken back", 0, publisher, known_at, title))
        return {claim: tuple(rulings) for claim, rulings in made.items()}
