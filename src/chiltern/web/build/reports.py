"""A report with every claim in its place, the list of reports, and a statement in all its versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from chiltern.claims import Span, spans_of
from chiltern.errors import NotFound
from chiltern.record.queries.passages import source
from chiltern.record.queries.report import ClaimHere, report, reports
from chiltern.reports.model import Report
from chiltern.web.ask import Ask
from chiltern.web.pages import Piece, ReportPage, ReportsPage, StatementPage

# A report of a million characters is a transcript: nobody reads it in a browser as one page.
_LONGEST = 150_000
_LISTED, _VERSIONS = 100, 30


def reports_page(ask: Ask) -> ReportsPage:
    start, publisher = ask.number("from", 0, 10_000_000), ask.text("publisher")
    found, total = reports(ask.view, start, _LISTED, publisher)
    return ReportsPage(title="Reports", reports=found, total=total, size=_LISTED, start=start, publisher=publisher)


def report_page(ask: Ask, number: str) -> ReportPage:
    """Raises `NotFound` for what is no number of a report."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotFound(f"{number[:40]!r} is no number of a report")
    found = report(ask.view, int(number))
    body = found.body[:_LONGEST]
    return ReportPage(
        title=found.report.title or found.report.name,
        found=found,
        paragraphs=tuple(_pieces(body, Span(one.start, one.end), found.claims) for one in Report("", body).paragraphs),
        cut=len(found.body) - len(body),
    )


def statement_page(ask: Ask, handle: str) -> StatementPage:
    """Raises `BadInput`, `NotFound` or `AmbiguousName` for the number of the claim."""
    passage = source(ask.view, handle)
    compared = ask.record.compare(passage.digest, known=ask.known)
    others = [version.words.claim for version in compared.versions[:_VERSIONS]]
    return StatementPage(
        title="What was said, by whom, and where" if passage.kind == "statement" else f"A {passage.kind} and its words",
        passage=passage,
        compared=compared,
        passages=tuple(source(ask.view, other) for other in others),
    )


def _pieces(body: str, paragraph: Span, claims: Sequence[ClaimHere]) -> tuple[Piece, ...]:
    """The paragraph cut wherever a claim begins or ends in it."""
    inside = [
        (number, Span(max(span.start, paragraph.start), min(span.end, paragraph.end)))
        for number, claim in enumerate(claims)
        for span in spans_of(claim.claim)
        if span.start < paragraph.end and span.end > paragraph.start
    ]
    begins = {number: min(span.start for span in spans_of(claims[number].claim)) for number, _ in inside}
    edges = sorted({paragraph.start, paragraph.end, *(edge for _, span in inside for edge in (span.start, span.end))})
    made = []
    for start, end in pairwise(edges):
        here = _distinct(number for number, span in inside if span.start <= start and span.end >= end)
        made.append(
            Piece(
                body[start:end],
                here,
                tuple(dict.fromkeys(claims[number].kind for number in here)),
                tuple(number for number in here if begins[number] == start),
            )
        )
    return tuple(made)


def _distinct(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))
