"""`compare`: where else the same is said: other versions of a statement, word by word, or other reports of a fact."""

from __future__ import annotations

from chiltern.claims import Span, Statement
from chiltern.record.derive_statements import SAID
from chiltern.record.filed import topics_filed
from chiltern.record.model import Found
from chiltern.record.queries.independence import origins_of
from chiltern.record.queries.passages import digest_of
from chiltern.record.queries.results import Compared, Difference, Version
from chiltern.record.reconcile.said import said
from chiltern.record.reconcile.statements import same_statement
from chiltern.record.reconcile.wording import difference, words_of
from chiltern.record.rows import claims_by_id, claims_where
from chiltern.record.view import View

# Versions that are laid beside the one asked for.
_MOST = 200


def compare(view: View, claim: str) -> Compared:
    """The claim, all that say the same, and how many of their reports are independent.

    Raises `BadInput`, `NotFound` or `AmbiguousName` for the number.
    """
    digest = digest_of(view, claim)
    (row,) = view.row("SELECT id FROM claims WHERE digest = ?", (digest,))
    asked = next(iter(claims_where(view, "claim.id = ?", [row])), None)
    others = [found for found in _filed_with(view, row) if found.id != row and found.words.in_force]
    stand = [*([asked] if asked else []), *others]
    found = origins_of(view, [one.words for one in stand]) if stand else None
    return Compared(
        claim=digest,
        words=asked.words if asked else None,
        kind=found.kind if found else "one report",
        reports=found.reports if found else 0,
        independent=found.origins if found else 0,
        versions=tuple(_version(asked, one) for one in others),
    )


def _filed_with(view: View, claim: int) -> list[Found]:
    """All versions of a statement; of another claim those that give the same answer to its first question."""
    topics = topics_filed(view, [claim])
    group = next((topic for topic in topics if topic.startswith(SAID)), None)
    if group is not None:
        condition, value = "finding.topic = ?", group
    else:
        condition, value = "finding.id = (SELECT min(finding_id) FROM finding_claims WHERE claim_id = ?)", str(claim)
    rows = view.rows(
        "SELECT filed.claim_id FROM findings AS finding JOIN finding_claims AS filed ON filed.finding_id = finding.id"
        f" WHERE {condition} ORDER BY filed.claim_id LIMIT ?",
        (value, _MOST),
    )
    return claims_by_id(view, [row[0] for row in rows])


def _version(asked: Found | None, other: Found) -> Version:
    speaker = other.one("speaker")
    if asked is None or not isinstance(asked.claim, Statement) or not isinstance(other.claim, Statement):
        return Version(other.words, speaker=speaker)
    match = same_statement(said(asked), said(other))
    before, after = (words_of(one.words.text) for one in (asked, other))
    texts = (asked.words.text, other.words.text)
    differences = tuple(
        Difference(one.change, _cut(texts[0], one.before), _cut(texts[1], one.after))
        for one in difference(before, after)
    )
    return Version(other.words, match.kind if match else None, speaker, differences)


def _cut(text: str, span: Span | None) -> str:
    return text[span.start : span.end] if span else ""
