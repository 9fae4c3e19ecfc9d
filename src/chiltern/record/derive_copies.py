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
SELECT shared.version_id FROM json_each(?1) AS wanted JOIN passage_keys AS shared ON shared.key = wanted.value
GROUP BY shared.version_id HAVING count(*) >= ?2 ORDER BY count(*) DESC, shared.version_id LIMIT ?3
"""
# Of the reports that had the passages, or copied them, the newest version: what an earlier one shared is no more.
_OTHERS = f"""
SELECT other.id FROM (
    SELECT version.report_id FROM json_each(?2) AS owner JOIN report_versions AS version ON version.id = owner.value
    UNION SELECT version.report_id FROM json_each(?2) AS owner JOIN copies AS copy ON copy.other_id = owner.value
    JOIN report_versions AS version ON version.id = copy.version_id
) AS named JOIN report_versions AS other ON other.report_id = named.report_id
WHERE named.report_id != ?3 AND {current("other")} ORDER BY other.id LIMIT ?4
"""


def find_copies(view: View, version_id: int) -> None:
    """Notes which versions of other reports share passages with this one, and its fingerprints for those to come."""
    report = report_text(view, version_id)
    found = sorted({number for number, _, _ in shingles(report.body)})
    owners = [row[0] for row in view.rows(_OWNERS, (msgspec.json.encode(found).decode(), _FEWEST, _MOST_OWNERS))]
    for other in _others(view, owners, report.id):
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


def _others(view: View, owners: list[int], report: int) -> list[int]:
    """The versions to lay beside a report's: its own earlier versions tell who copied them."""
    rows = view.rows(_OTHERS, (view.known, msgspec.json.encode(owners).decode(), report, _MOST_COMPARED))
    return [row[0] for row in rows]


def report_text(view: View, version_id: int) -> ReportText:
    """A version as copies and corrections are looked for in it."""
    row = view.row(
        "SELECT version.report_id, body, published, source.name, title, author FROM report_versions AS version"
        " LEFT JOIN sources AS source ON source.id = version.source_id WHERE version.id = ?",
        (version_id,),
    )
    return ReportText(*row)
