"""What the pages of reports, statements and conflicts show."""

from __future__ import annotations

import msgspec

from chiltern.record.model import ReportLine
from chiltern.record.parts import ClaimKind
from chiltern.record.queries.report import WholeReport
from chiltern.record.queries.results import Compared, Dispute, Passage
from chiltern.web.pages.frame import Page


class Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """A run of a report's characters; `claims` are the numbers in `ReportPage.claims` of those it belongs to.

    `begins` are those whose first character is here.
    """

    text: str
    claims: tuple[int, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    begins: tuple[int, ...] = ()


class ReportPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """A report: its paragraphs cut into pieces where claims begin and end, the claims, copies, and earlier versions.

    `cut` is how many characters of a very long report are left out at the end.
    """

    found: WholeReport
    paragraphs: tuple[tuple[Piece, ...], ...]
    cut: int = 0


class ReportsPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """The reports with the number of their claims, the newest first: from number `start` of `total`, `size` a page."""

    reports: tuple[tuple[ReportLine, int], ...]
    total: int
    size: int
    start: int = 0
    publisher: str | None = None


class StatementPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """A statement, or any other claim, with its versions in other reports, each in its paragraph."""

    passage: Passage
    compared: Compared
    passages: tuple[Passage, ...] = ()


class ConflictsPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """The open conflicts, contradictions first: from number `start` of `total`, `size` a page; `kind`
    and `about` are what was chosen."""

    conflicts: tuple[Dispute, ...]
    total: int
    size: int
    start: int = 0
    kind: str | None = None
    about: str | None = None


class ConflictPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """A conflict, and for each side some of its passages in their paragraphs."""

    found: Dispute
    passages: tuple[tuple[Passage, ...], ...]
