"""Statements of invented people for the tests: what stands between ‹ › in a report is the statement."""

from __future__ import annotations

import hashlib
from itertools import count

from chiltern.claims import Span, StatementKind
from chiltern.record.model import Entity, ReportLine
from chiltern.record.reconcile.said import Said

FELL = Entity("Ann Fell", "person", id=1)
MARSH = Entity("Bob Marsh", "person", id=2)
COUNCIL = Entity("Wexcombe council", "body", id=3)
_REPORTS = count(1)


def stated(
    text: str,
    kind: StatementKind = "direct",
    speaker: Entity | None = FELL,
    *,
    report: int | None = None,
    published: str | None = None,
    at: int = 50,
) -> Said:
    """A statement `at` characters into a report of its own, or into report number `report`."""
    line = ReportLine(report or 1000 + next(_REPORTS), "report.txt", published=published)
    claim = hashlib.sha256(repr((line.id, at, kind, text, speaker)).encode()).hexdigest()
    return Said(claim, line, kind, text, at, (Span(at, at + len(text)),), speaker)
