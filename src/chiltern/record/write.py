"""Adding readings of reports to the record: one transaction for each.

In go a report, what was read in it, and the roll whose people it names; out comes whether it was new, a revision
or there already. Nothing that is there is ever changed: a later reading adds what it finds and says what it no longer
finds. What follows from it, findings and conflicts, is derived in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from chiltern.claims import Claim, Position, Reading, Ref, Statement, canonical_json, digest, spans_of
from chiltern.record.model import Found
from chiltern.record.parts import in_one_report, instant, key_of, kind_of, parts, valid_time
from chiltern.record.rows import EDITOR, claims_where
from chiltern.record.store import Store
from chiltern.record.view import View
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

Change = Literal["added", "revised", "unchanged"]


class ReadVersion(NamedTuple):
    """A version of a report in the record."""

    id: int
    report_id: int
    digest: str
    published: str | None


class NewReading(NamedTuple):
    """What one reading changed of a report: what stood before it, and when the record learnt it.

    `new_version` is the row of a version that came with it.
    """

    reading_id: int
    report_id: int
    known_at: str
    before: Sequence[Found]
    new_version: int | None = None


def moment(store: Store) -> str:
    """Now, but after all that the record has learnt: its knowledge has an order even where a clock is set back."""
    (last,) = store.row(
        "SELECT max(coalesce((SELECT max(known_at) FROM readings), ''),"
        " coalesce((SELECT max(made_at) FROM decisions), ''))"
    )
    now = utc_now()
    if now > last:
        return now
    return (datetime.fromisoformat(last) + timedelta(microseconds=1)).isoformat(timespec="microseconds")


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


def add_version(store: Store, roll: Roll, report: Report, reading: Reading, reader: str) -> NewReading | None:
    """Adds the version and its claims, inside a transaction; None where it is there already."""
    if has_version(store, report):
        return None
    known_at = moment(store)
    row = store.row("SELECT id FROM reports WHERE identity = ?", (report.identity,))
    report_id = row[0] if row else store.insert("INSERT INTO reports (identity) VALUES (?)", (report.identity,))
    assert report_id is not None
    before = claims_of(View(store, roll), report_id) if row else []
    version_id = _add_version(store, report, report_id, known_at)
    version = ReadVersion(version_id, report_id, report.version, report.published)
    writer = ClaimWriter(store, roll, version)
    for claim in reading.claims():
        writer.add(claim, reader, known_at)
    return NewReading(_add_reading(store, version_id, reader, known_at), report_id, known_at, before, version_id)


def add_again(store: Store, roll: Roll, version: ReadVersion, reading: Reading, reader: str) -> NewReading:
    """Adds another reading of a version, inside a transaction: claims that are new, and which are found no longer."""
    known_at = moment(store)
    before = claims_of(View(store, roll), version.report_id)
    stood = dict(
        store.rows(
            "SELECT claim.id, coalesce((SELECT found FROM claim_changes WHERE claim_id = claim.id"
            " ORDER BY reading_id DESC LIMIT 1), 1) FROM claims AS claim WHERE version_id = ? AND reader != ?",
            (version.id, EDITOR),
        )
    )
    reading_id = _add_reading(store, version.id, reader, known_at)
    writer = ClaimWriter(store, roll, version)
    found = {writer.add(claim, reader, known_at) for claim in reading.claims()}
    changed = [(claim, 0) for claim, there in stood.items() if there and claim not in found]
    changed += [(claim, 1) for claim, there in stood.items() if not there and claim in found]
    store.insert_all(
        "INSERT INTO claim_changes (claim_id, reading_id, found, known_at) VALUES (?, ?, ?, ?)",
        [(claim, reading_id, there, known_at) for claim, there in changed],
    )
    return NewReading(reading_id, version.report_id, known_at, before)


def claims_of(view: View, report_id: int) -> list[Found]:
    """What stands of a report."""
    return claims_where(view, "version.report_id = ?", [report_id])


def _add_reading(store: Store, version_id: int, reader: str, known_at: str) -> int:
    made = store.insert(
        "INSERT INTO readings (version_id, reader, known_at) VALUES (?, ?, ?)", (version_id, reader, known_at)
    )
    assert made is not None
    return made


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


class ClaimWriter:
    """Adds claims of one version of a report."""

    def __init__(self, store: Store, roll: Roll, version: ReadVersion) -> None:
        self._store = store
        self._version = version
        self._linker = _Linker(store, roll, version.report_id)

    def add(self, claim: Claim, reader: str, known_at: str) -> int:
        """Adds the claim and gives its row, or that of the same claim if it is there."""
        spans, number = spans_of(claim), digest(claim, self._version.digest)
        valid = valid_time(claim, self._version.published)
        row = self._store.insert(
            'INSERT OR IGNORE INTO claims (digest, version_id, kind, act, json, start, "end", valid_from, valid_to,'
            " reader, known_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                self._version.id,
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
        if row is None:
            return int(self._store.row("SELECT id FROM claims WHERE digest = ?", (number,))[0])
        self._store.insert_all(
            "INSERT INTO links (claim_id, part, place, entity_id) VALUES (?, ?, ?, ?)",
            [(row, part, place, self._linker.entity(ref)) for part, place, ref in parts(claim)],
        )
        if isinstance(claim, Statement):
            self._store.insert("INSERT INTO quotes (rowid, quote) VALUES (?, ?)", (row, claim.quote))
        return row


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
