"""Adding a reading of a report to the record: one transaction for each version of a report.

In go a report, what was read in it, and the roll whose people it names; out comes whether it was new, a revision
or there already. Nothing that is there is ever changed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from chiltern.claims import Claim, Position, Reading, Ref, Statement, canonical_json, digest, spans_of
from chiltern.record.parts import in_one_report, instant, key_of, kind_of, parts, valid_time
from chiltern.record.store import Store
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

Change = Literal["added", "revised", "unchanged"]


def utc_now() -> str:
    """The time of day as the record keeps it: UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def has_version(store: Store, report: Report) -> bool:
    """Whether the record holds these very words of the report."""
    return store.row("SELECT 1 FROM report_versions WHERE digest = ?", (report.version,)) is not None


def same_words(store: Store, report: Report) -> str | None:
    """The file name of another report in the record with this very body, character for character."""
    row = store.row(
        # The plus signs keep SQLite to the index: it would put the value in place of every `body` or sort by scanning.
        "SELECT version.name FROM report_versions AS version"
        " JOIN reports AS report ON report.id = version.report_id"
        " WHERE length(version.body) = length(:body) AND substr(version.body, 1, 64) = substr(:body, 1, 64)"
        " AND +version.body = :body AND report.identity != :identity ORDER BY +version.id LIMIT 1",
        {"body": report.body, "identity": report.identity},
    )
    return str(row[0]) if row else None


def add_reading(store: Store, roll: Roll, report: Report, reading: Reading, reader: str, known_at: str) -> Change:
    """Adds the version and its claims, all or nothing; `reader` is the reader's version, `known_at` a UTC time."""
    with store.transaction():
        if has_version(store, report):
            return "unchanged"
        row = store.row("SELECT id FROM reports WHERE identity = ?", (report.identity,))
        report_id = row[0] if row else store.insert("INSERT INTO reports (identity) VALUES (?)", (report.identity,))
        assert report_id is not None
        version_id = _add_version(store, report, report_id, known_at)
        linker = _Linker(store, roll, report_id)
        for claim in reading.claims():
            _add_claim(store, linker, claim, report, version_id, reader, known_at)
    return "revised" if row else "added"


def _add_version(store: Store, report: Report, report_id: int, known_at: str) -> int:
    source_id = None
    if report.publisher:
        store.insert("INSERT OR IGNORE INTO sources (name) VALUES (?)", (report.publisher,))
        (source_id,) = store.row("SELECT id FROM sources WHERE name = ?", (report.publisher,))
    version_id = store.insert(
        "INSERT INTO report_versions (report_id, digest, source_id, name, title, published, modified, url, author,"
        " body, revised, known_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            report_id,
            report.version,
            source_id,
            report.name,
            report.title,
            report.published,
            report.modified,
            report.url,
            report.author,
            report.body,
            instant(report.modified) or instant(report.published) or "",
            known_at,
        ),
    )
    assert version_id is not None
    return version_id


def _add_claim(
    store: Store, linker: _Linker, claim: Claim, report: Report, version_id: int, reader: str, known_at: str
) -> None:
    spans = spans_of(claim)
    valid = valid_time(claim, report.published)
    claim_id = store.insert(
        'INSERT OR IGNORE INTO claims (digest, version_id, kind, act, json, start, "end", valid_from, valid_to,'
        " reader, known_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            digest(claim, report.version),
            version_id,
            kind_of(claim),
            claim.act if isinstance(claim, Position) else None,
            canonical_json(claim).decode(),
            min(span.start for span in spans),
            max(span.end for span in spans),
            valid.since,
            valid.until,
            reader,
            known_at,
        ),
    )
    if claim_id is None:
        return
    store.insert_all(
        "INSERT INTO links (claim_id, part, place, entity_id) VALUES (?, ?, ?, ?)",
        [(claim_id, part, place, linker.entity(ref)) for part, place, ref in parts(claim)],
    )
    if isinstance(claim, Statement):
        store.insert("INSERT INTO quotes (rowid, quote) VALUES (?, ?)", (claim_id, claim.quote))


class _Linker:
    """Finds or makes the entity that a reference means, for the claims of one report."""

    def __init__(self, store: Store, roll: Roll, report_id: int) -> None:
        self._store = store
        self._roll = roll
        self._report_id = report_id
        self._known: dict[Ref, int] = {}

    def entity(self, ref: Ref) -> int:
        if ref not in self._known:
            self._known[ref] = self._of_register(ref) if ref.id is not None else self._provisional(ref)
            self._store.insert(
                "INSERT OR IGNORE INTO names (entity_id, written, key) VALUES (?, ?, ?)",
                (self._known[ref], ref.name, key_of(ref.name)),
            )
        return self._known[ref]

    def _of_register(self, ref: Ref) -> int:
        kind, name = _in_roll(self._roll, ref)
        return self._find_or_make(kind, name, ref.id, None)

    def _provisional(self, ref: Ref) -> int:
        return self._find_or_make(ref.kind, ref.name, None, self._report_id if in_one_report(ref) else None)

    def _find_or_make(self, kind: str, name: str, register_id: str | None, report_id: int | None) -> int:
        values: tuple[object, ...]
        if register_id is not None:
            where, values = "register_id = ? AND kind = ?", (register_id, kind)
        elif report_id is not None:
            where, values = "report_id = ? AND key = ? AND kind = ?", (report_id, key_of(name), kind)
        else:
            where = "key = ? AND kind = ? AND register_id IS NULL AND report_id IS NULL"
            values = (key_of(name), kind)
        row = self._store.row(f"SELECT id FROM entities WHERE {where}", values)
        if row is not None:
            return int(row[0])
        made = self._store.insert(
            "INSERT INTO entities (kind, name, key, register_id, report_id) VALUES (?, ?, ?, ?, ?)",
            (kind, name, key_of(name), register_id, report_id),
        )
        assert made is not None
        return made


def _in_roll(roll: Roll, ref: Ref) -> tuple[str, str]:
    """The kind and name that the register gives the reference; its own where the register has no such row."""
    assert ref.id is not None
    if ref.id in roll.persons and ref.kind == "person":
        return "person", roll.persons[ref.id].name
    if ref.id in roll.parties and ref.kind in ("party", "body", "group"):
        return "party", roll.parties[ref.id].name
    if ref.id in roll.seats and ref.kind == "seat":
        return "seat", roll.seats[ref.id].name
    return ref.kind, ref.name
