"""Claims that a publisher has taken back: found when the notice comes, or the report that an earlier notice means."""

from __future__ import annotations

from chiltern.record.derive_copies import report_text
from chiltern.record.reconcile.corrections import is_notice, says, taken_back
from chiltern.record.view import View

# Reports of a publisher that a notice is held against, the newest first.
_MOST = 500


def take_back(view: View, version_id: int) -> list[int]:
    """Notes which claims a notice takes back, of this version or of others; gives their rows."""
    (source,) = view.row("SELECT source_id FROM report_versions WHERE id = ?", (version_id,))
    if source is None:
        return []
    report = report_text(view, version_id)
    if is_notice(report):
        view.store.insert("INSERT OR IGNORE INTO notices (version_id, source_id) VALUES (?, ?)", (version_id, source))
        others = view.rows(
            "SELECT id FROM report_versions WHERE source_id = ? AND id != ? AND known_at <= ? ORDER BY id DESC LIMIT ?",
            (source, version_id, view.known, _MOST),
        )
        pairs = [(version_id, other) for (other,) in others]
    else:
        pairs = [
            (notice, version_id)
            for (notice,) in view.rows("SELECT version_id FROM notices WHERE source_id = ? ORDER BY 1", (source,))
        ]
    return [claim for notice, other in pairs for claim in _claims(view, notice, other)]


def _claims(view: View, notice: int, other: int) -> list[int]:
    wrong = taken_back(report_text(view, notice), report_text(view, other))
    if not wrong:
        return []
    rows = view.rows(
        'SELECT claim.id, substr(version.body, claim.start + 1, claim."end" - claim.start) FROM claims AS claim'
        " JOIN report_versions AS version ON version.id = claim.version_id"
        " WHERE claim.version_id = ? AND claim.kind != 'statement' AND claim.known_at <= ?",
        (other, view.known),
    )
    found = [claim for claim, text in rows if any(says(text, words) for words in wrong)]
    view.store.insert_all(
        "INSERT OR IGNORE INTO taken_back (claim_id, version_id, known_at) VALUES (?, ?, ?)",
        [(claim, notice, view.known) for claim in found],
    )
    return found
