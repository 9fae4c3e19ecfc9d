"""`source`: the words behind a claim, in their paragraphs, with the report and how the record came by them."""

from __future__ import annotations

import re

import msgspec

from chiltern.claims import Claim, Span, spans_of
from chiltern.errors import AmbiguousName, BadInput, NotFound
from chiltern.record.model import HANDLE, ReportLine
from chiltern.record.parts import kind_of
from chiltern.record.queries.results import Paragraph, Passage
from chiltern.record.rows import STANDS
from chiltern.record.view import View
from chiltern.reports.model import Report

# Fewer digits would fit too many claims to be worth asking for.
SHORTEST = 6
_SHOWN = 8


def source(view: View, claim: str) -> Passage:
    """The passage of the claim with this digest, or with the only digest that begins so (at least 6 digits).

    Raises `BadInput` for what is no digest, `NotFound` for an unknown one, `AmbiguousName` where several begin so.
    """
    digest = digest_of(view, claim)
    row = view.row(
        "SELECT claim.id, claim.json, claim.reader, claim.known_at, claim.valid_from, claim.valid_to, version.digest,"
        f" version.body, NOT ({STANDS}),"
        " version.report_id, version.name, version.title, source.name, version.published, version.url"
        " FROM claims AS claim JOIN report_versions AS version ON version.id = claim.version_id"
        " LEFT JOIN sources AS source ON source.id = version.source_id WHERE claim.digest = ?2",
        (view.known, digest),
    )
    number, json, reader, known_at, valid_from, valid_to, version, body, replaced, *report = row
    made = msgspec.json.decode(json, type=Claim)
    return Passage(
        digest=digest,
        kind=kind_of(made),
        claim=made,
        paragraphs=_paragraphs(body, spans_of(made)),
        report=ReportLine(*report),
        version=version,
        reader=reader,
        known_at=known_at,
        valid_from=valid_from,
        valid_to=valid_to,
        replaced=bool(replaced),
        rulings=view.rulings.get(number, ()),
    )


def digest_of(view: View, claim: str) -> str:
    """The digest that begins so. Raises `BadInput`, `NotFound` or `AmbiguousName`."""
    prefix = claim.strip().lower()
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", prefix):
        raise BadInput(f"{claim!r} is no claim: give at least {SHORTEST} digits of the number in front of its words")
    # "g" sorts after every hexadecimal digit.
    bounds = (prefix, prefix + "g", _SHOWN + 1)
    rows = view.rows("SELECT digest FROM claims WHERE digest >= ? AND digest < ? ORDER BY digest LIMIT ?", bounds)
    if not rows:
        raise NotFound(f"no claim begins with {claim!r}; `chiltern count` and `chiltern quotes` show their numbers")
    if len(rows) > 1:
        length = max(HANDLE, len(prefix) + 2)
        candidates = [digest[:length] for (digest,) in rows[:_SHOWN]]
        more = " and more" if len(rows) > _SHOWN else ""
        raise AmbiguousName(f"several claims begin with {claim!r}: {', '.join(candidates)}{more}", candidates)
    return str(rows[0][0])


def _paragraphs(body: str, spans: tuple[Span, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs that hold any of the characters, each with its own part of them."""
    found = []
    for paragraph in Report("", body).paragraphs:
        marks = tuple(
            Span(max(span.start, paragraph.start) - paragraph.start, min(span.end, paragraph.end) - paragraph.start)
            for span in spans
            if span.start < paragraph.end and span.end > paragraph.start
        )
        if marks:
            found.append(Paragraph(paragraph.start, body[paragraph.start : paragraph.end], marks))
    return tuple(found)
