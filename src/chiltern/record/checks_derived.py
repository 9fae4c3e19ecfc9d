"""What `verify` looks at last: findings, conflicts and all else that follows from claims and decisions.

A copy of the record derives everything again, event by event, and each row that differs from the record's is named.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from chiltern.record.checks import Done, Hurt
from chiltern.record.events import is_derived, rebuild
from chiltern.record.store import Store
from chiltern.record.view import roll_of

_REBUILD = "run `chiltern rebuild` on the record"
# Rows of one table that are named: what is wrong with more is wrong with all.
_NAMED = 20

# By table, what makes a row, and by what it is called. The numbers of findings are the record's own affair.
_ROWS = {
    "findings": (
        "SELECT finding.topic, finding.value, filed.claim_id FROM {0}.findings AS finding"
        " JOIN {0}.finding_claims AS filed ON filed.finding_id = finding.id"
    ),
    "conflicts": "SELECT digest, kind, strength, topic, json, opened_at, closed_at FROM {0}.conflicts",
    "merges": "SELECT entity_id, into_id, reason, decision_id, since, until FROM {0}.merges",
    "splits": "SELECT entity_id, report_id, into_id, decision_id, since, until FROM {0}.splits",
    "ambiguities": "SELECT entity_id, candidates, reason, known_at FROM {0}.ambiguities",
    "family_names": "SELECT key, entity_id FROM {0}.family_names",
    "statement_keys": "SELECT key, claim_id FROM {0}.statement_keys",
    "passage_keys": "SELECT key, version_id FROM {0}.passage_keys",
    "notices": "SELECT version_id, source_id FROM {0}.notices",
    "taken_back": "SELECT claim_id, version_id, known_at FROM {0}.taken_back",
    "copies": "SELECT version_id, other_id, json, known_at FROM {0}.copies",
}


def derived(store: Store) -> Iterator[Hurt | Done]:
    """Every derived row that deriving again does not give, and every one that it gives and the record lacks."""
    if not is_derived(store):
        return  # by the rules of another Chiltern, or not yet: it is derived again before anything is asked of it
    with tempfile.TemporaryDirectory(prefix="chiltern-verify-") as folder:
        copy = Path(folder) / "again.db"
        store.copy_to(copy)
        with Store(copy, write=True) as again:
            for done, of in rebuild(again, roll_of(again)):
                yield Done(done, of)
        with Store(copy) as again, again.beside(store.path, "record"):
            for table, rows in _ROWS.items():
                yield from _differing(again, table, rows.format("record"), rows.format("main"))


def _differing(again: Store, table: str, record: str, derived: str) -> Iterator[Hurt]:
    for one, other, what in (
        (record, derived, "does not follow from the claims and decisions"),
        (derived, record, "is missing, and follows from the claims and decisions"),
    ):
        for row in again.rows(f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other}) LIMIT {_NAMED}"):
            yield Hurt(table, " ".join(str(value)[:60] for value in row[:3]), what, _REBUILD)
