"""Passages that a new version shares with reports that the record has, found by the fingerprints of its own words."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from chiltern.record.reconcile.copies import Copy, shared_passages
from chiltern.record.reconcile.fingerprints import ReportText, shingles
from chiltern.record.rows import current
from chiltern.record.view import View

# Fewer fingerprints in common are a stock phrase.
_FEWEST = 2
# Reports that a new one is laid beside: those that had its passages first, and those that copied them before it.
_MOST_OWNERS = 4
_MOST_COMPARED = 8

_OWNERS = """
SELECT version.id FROM json_each(?1) AS wanted JOIN passage_keys AS shared ON shared.key = wanted.value
JOIN report_versions AS version ON version.id = shared.version_id WHERE version.report_id != ?2
GROUP BY version.id HAVING count(*) >= ?3 ORDER BY count(*) DESC, version.id LIMIT ?4
"""


def find_copies(view: View, version_id: int) -> None:
    """Notes which versions of other reports share passages with this one, and its fingerprints for those to come."""
    report = report_text(view, version_id)
    found = sorted({number for number, _, _ in shingles(report.body)})
    values = (msgspec.json.encode(found).decode(), report.id, _FEWEST, _MOST_OWNERS)
    owners = [row[0] for row in view.rows(_OWNERS, values)]
    for other in _with_copiers(view, owners, report.id):
        copy = shared_passages(report, report_text(view, other))
        if copy is not None:
            view.store.insert(
                "INSERT OR IGNORE INTO copies (version_id, other_id, json, known_at) VALUES (?, ?, ?, ?)",
                (version_id, other, msgspec.json.encode(copy).decode(), view.known),
            )
    view.store.insert_all(
        "INSERT OR IGNORE INTO passage_keys (key, version_id) VALUES (?, ?)", [(number, version_id) for number in found]
    )


def copies_among(view: View, reports: Iterable[int]) -> list[Copy]:
    """What the newest versions of these reports share with each other."""
    wanted = msgspec.json.encode(sorted(set(reports))).decode()
    rows = view.rows(
        "SELECT copy.json FROM json_each(?2) AS wanted"
        " JOIN report_versions AS one ON one.report_id = wanted.value"
        " JOIN copies AS copy ON copy.version_id = one.id AND copy.known_at <= ?1"
        " JOIN report_versions AS other ON other.id = copy.other_id"
        f" WHERE other.report_id IN (SELECT value FROM json_each(?2)) AND {current('one')} AND {current('other')}"
        " ORDER BY copy.version_id, copy.other_id",
        (view.known, wanted),
    )
    return [msgspec.json.decode(json, type=Copy) for (json,) in rows]


def _with_copiers(view: View, owners: list[int], report: int) -> list[int]:
    rows = view.rows(
        "SELECT DISTINCT copy.version_id FROM json_each(?) AS owner JOIN copies AS copy ON copy.other_id = owner.value"
        " JOIN report_versions AS version ON version.id = copy.version_id WHERE version.report_id != ?"
        " ORDER BY copy.version_id LIMIT ?",
        (msgspec.json.encode(owners).decode(), report, _MOST_COMPARED),
    )
    return list(dict.fromkeys([*owners, *(row[0] for row in rows)]))[:_MOST_COMPARED]


def report_text(view: View, version_id: int) -> ReportText:
    """A version as copies and corrections are looked for in it."""
    row = view.row(
        "SELECT version.report_id, body, published, source.name, title, author FROM report_versions AS version"
        " LEFT JOIN sources AS source ON source.id = version.source_id WHERE version.id = ?",
        (version_id,),
    )
    return ReportText(*row)
