"""What the record learns, one event after the other: readings of reports and decisions of editors.

Each event is added together with what follows from it, in one transaction. `rebuild` forgets what was derived and lets
all events happen again, each at its own moment, so that it comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from chiltern.claims import Claim, Reading
from chiltern.record.decisions import NewDecision, add_decision, carry_over, decision_of, rule
from chiltern.record.derive import settle_claims
from chiltern.record.derive_copies import find_copies
from chiltern.record.derive_corrections import take_back
from chiltern.record.derive_entities import join_new
from chiltern.record.joining import merge, split, unjoin
from chiltern.record.model import Decision, Found
from chiltern.record.rows import claims_by_id
from chiltern.record.store import Store
from chiltern.record.view import View
from chiltern.record.write import Change, NewReading, ReadVersion, add_again, add_version, claims_of
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

# Raised when the rules of reconciling change: a record derived by older ones is rebuilt before anything is added.
DERIVED = "2"
# The tables that `rebuild` makes again.
_DERIVED = (
    *("conflicts", "finding_claims", "findings", "merges", "splits"),
    *("statement_keys", "passage_keys", "copies", "family_names", "ambiguities"),
    *("notices", "taken_back"),
)


def add_reading(store: Store, roll: Roll, report: Report, reading: Reading, reader: str) -> Change:
    """Adds the version, its claims and what follows, all or nothing; `reader` is the reader's version."""
    with store.transaction():
        new = add_version(store, roll, report, reading, reader)
        if new is None:
            return "unchanged"
        carry_over(View(store, roll, new.known_at), new)
        _after_reading(store, roll, new)
    return "revised" if _versions(store, new.report_id) > 1 else "added"


def read_again(store: Store, roll: Roll, version: ReadVersion, reading: Reading, reader: str) -> tuple[int, int]:
    """Adds another reading of a version; gives how many claims it adds and how many it no longer finds."""
    with store.transaction():
        new = add_again(store, roll, version, reading, reader)
        carry_over(View(store, roll, new.known_at), new)
        return _after_reading(store, roll, new)


def not_read_by(store: Store, reader: str) -> list[ReadVersion]:
    """The newest version of each report whose last reading was by another reader."""
    rows = store.rows(
        "SELECT version.id, version.report_id, version.digest, version.published FROM current_versions AS version"
        " WHERE (SELECT reader FROM readings WHERE version_id = version.id ORDER BY id DESC LIMIT 1) IS NOT ?"
        " ORDER BY version.id",
        (reader,),
    )
    return [ReadVersion(*row) for row in rows]


def report_of(store: Store, version: ReadVersion) -> Report:
    """The version as a report."""
    row = store.row(
        "SELECT version.name, body, title, source.name, published, modified, url, author FROM report_versions"
        " AS version LEFT JOIN sources AS source ON source.id = version.source_id WHERE version.id = ?",
        (version.id,),
    )
    return Report(*row)


def decide(view: View, new: NewDecision, claim: Found | None = None, corrected: Claim | None = None) -> Decision:
    """Makes a decision: on a claim that stands, on entities, on a conflict, or to undo another."""
    store, roll = view.store, view.roll
    with store.transaction():
        number, made_at = add_decision(view, new)
        if claim is not None:
            rule(view, number, made_at, claim, corrected)
        moment = View(store, roll, made_at)
        decision = decision_of(moment, number)
        _after_decision(moment, decision)
    return decision


def rebuild(store: Store, roll: Roll) -> Iterator[tuple[int, int]]:
    """Derives everything again, in one transaction; yields how many events of how many are done."""
    with store.transaction():
        for table in _DERIVED:
            store.change(f"DELETE FROM {table}")
        events = store.rows(
            "SELECT known_at, 'reading', id FROM readings UNION ALL"
            " SELECT made_at, 'decision', id FROM decisions ORDER BY 1, 3"
        )
        last = ""
        for number, (known_at, kind, row) in enumerate(events, start=1):
            if kind == "reading":
                _after_reading(store, roll, _reading(View(store, roll, last or known_at), row, known_at))
            else:
                view = View(store, roll, known_at)
                _after_decision(view, decision_of(view, row))
            last = known_at
            yield number, len(events)
        store.change("INSERT OR REPLACE INTO meta (key, value) VALUES ('derived', ?)", (DERIVED,))


def is_derived(store: Store) -> bool:
    """Whether findings and conflicts are those of this program's rules."""
    return bool(store.row("SELECT value FROM meta WHERE key = 'derived'") == (DERIVED,))


def _after_reading(store: Store, roll: Roll, new: NewReading) -> tuple[int, int]:
    view = View(store, roll, new.known_at)
    before, after = {found.id for found in new.before}, claims_of(view, new.report_id)
    there = {found.id for found in after}
    fresh = [found for found in after if found.id not in before]
    gone = before - there
    if join_new(view, new.report_id, fresh):
        fresh = claims_by_id(view, [found.id for found in fresh])
    settle_claims(view, fresh, gone)
    if new.new_version is not None:
        find_copies(view, new.new_version)
    (version,) = store.row("SELECT version_id FROM readings WHERE id = ?", (new.reading_id,))
    back = take_back(view, version)
    if back:
        settle_claims(View(store, roll, new.known_at), (), back)
    return len(fresh), len(gone)


def _reading(view: View, reading_id: int, known_at: str) -> NewReading:
    """A reading that is there, with what stood of its report at the moment before it, the view's."""
    report_id, version_id, first = view.row(
        "SELECT version.report_id, version.id, NOT EXISTS (SELECT 1 FROM readings AS earlier"
        " WHERE earlier.version_id = version.id AND earlier.id < reading.id)"
        " FROM readings AS reading JOIN report_versions AS version ON version.id = reading.version_id"
        " WHERE reading.id = ?",
        (reading_id,),
    )
    before = claims_of(view, report_id) if view.known < known_at else []
    return NewReading(reading_id, report_id, known_at, before, version_id if first else None)


def _after_decision(view: View, decision: Decision) -> None:
    judged = decision_of(view, int(decision.target)) if decision.kind == "decision" else decision
    undoing = judged is not decision
    if judged.kind == "claim":
        ruled = view.rows(
            "SELECT claim_id FROM rulings WHERE decision_id = ?1"
            " UNION SELECT corrected_id FROM rulings WHERE decision_id = ?1 AND corrected_id IS NOT NULL",
            (judged.id,),
        )
        ids = [row[0] for row in ruled]
        settle_claims(view, claims_by_id(view, ids), ids)
    elif judged.action == "merge" and judged.other is not None:
        if undoing and judged.undone:
            unjoin(view, judged.id)
        else:
            merge(view, int(judged.target), int(judged.other), judged.id, judged.reason)
    elif judged.action == "split" and judged.other is not None and judged.report is not None:
        if undoing and judged.undone:
            unjoin(view, judged.id)
        else:
            split(view, int(judged.target), judged.report, int(judged.other), judged.id)


def _versions(store: Store, report_id: int) -> int:
    return int(store.row("SELECT count(*) FROM report_versions WHERE report_id = ?", (report_id,))[0])
