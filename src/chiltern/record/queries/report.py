"""`report`: one report whole, with every claim in its place, its earlier versions, and what it shares with others."""

from __future__ import annotations

from difflib import SequenceMatcher

import msgspec

from chiltern.claims import Claim, Span
from chiltern.errors import NotFound
from chiltern.record.model import Entity, ReportLine, Words
from chiltern.record.parts import ClaimKind, kind_of
from chiltern.record.reconcile.copies import Copy
from chiltern.record.rows import CURRENT, claims_where, current
from chiltern.record.view import View
from chiltern.reports.model import Report

_VERSIONS = """SELECT version.id, version.digest, version.known_at, version.modified, version.author, version.body,
    version.report_id, version.name, version.title, source.name, version.published, version.url
FROM report_versions AS version LEFT JOIN sources AS source ON source.id = version.source_id
WHERE version.report_id = ?2 AND version.known_at <= ?1 ORDER BY version.revised DESC, version.id DESC"""
_COPIES = f"""SELECT copy.json, other.report_id, other.name, other.title, source.name, other.published, other.url
FROM copies AS copy
JOIN report_versions AS other ON other.id = CASE copy.version_id WHEN ?2 THEN copy.other_id ELSE copy.version_id END
LEFT JOIN sources AS source ON source.id = other.source_id
WHERE (copy.version_id = ?2 OR copy.other_id = ?2) AND copy.known_at <= ?1 AND {current("other")}
ORDER BY other.published, other.report_id LIMIT 100"""
_PAPERS = f"""FROM report_versions AS version LEFT JOIN sources AS source ON source.id = version.source_id
WHERE {CURRENT} AND (?2 IS NULL OR source.name = ?2)"""


class ClaimHere(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim of the report, and who plays which part in it; `words` says where it stands and what editors decided."""

    kind: ClaimKind
    claim: Claim
    words: Words
    linked: dict[str, tuple[Entity, ...]] = {}


class CopyHere(msgspec.Struct, frozen=True, omit_defaults=True):
    """What another report shares with this one: how many words in which passages of this one's body.

    `from_here` says that this one likely had them first, None where both had them from elsewhere.
    """

    report: ReportLine
    words: int
    share: float
    reason: str
    passages: tuple[Span, ...]
    from_here: bool | None = None
    agency: str | None = None


class VersionHere(msgspec.Struct, frozen=True, omit_defaults=True):
    """An earlier version, and the paragraphs that the one after it dropped and added."""

    digest: str
    known_at: str
    title: str | None = None
    modified: str | None = None
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class WholeReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report in its newest version by then, `versions` before it with the newest first."""

    report: ReportLine
    body: str
    digest: str
    known_at: str
    claims: tuple[ClaimHere, ...]
    author: str | None = None
    modified: str | None = None
    copies: tuple[CopyHere, ...] = ()
    versions: tuple[VersionHere, ...] = ()


def report(view: View, number: int) -> WholeReport:
    """The report of this number. Raises `NotFound`."""
    rows = view.rows(_VERSIONS, (view.known, number)) if number < 2**63 else []
    if not rows:
        raise NotFound(f"report {number}: the record has none of this number")
    (version, digest, known_at, modified, author, body, *line), *before = rows
    claims = [
        ClaimHere(kind_of(found.claim), found.claim, found.words, dict(found.linked))
        for found in claims_where(view, "version.id = ?", [version])
    ]
    return WholeReport(
        report=ReportLine(*line),
        body=body,
        digest=digest,
        known_at=known_at,
        claims=tuple(claims),
        author=author,
        modified=modified,
        copies=tuple(_copy(number, *row) for row in view.rows(_COPIES, (view.known, version))),
        versions=tuple(_version(older, newer) for newer, older in zip(rows, before, strict=False)),
    )


def reports(
    view: View, start: int, most: int, publisher: str | None = None
) -> tuple[tuple[tuple[ReportLine, int], ...], int]:
    """Some reports with the number of their claims, the newest first from number `start` on, and how many there are."""
    (total,) = view.row(f"SELECT count(*) {_PAPERS}", (view.known, publisher))
    rows = view.rows(
        "SELECT version.report_id, version.name, version.title, source.name, version.published, version.url,"
        f" (SELECT count(*) FROM claims WHERE version_id = version.id) {_PAPERS}"
        " ORDER BY version.published DESC, version.report_id DESC LIMIT ?3 OFFSET ?4",
        (view.known, publisher, most, start),
    )
    return tuple((ReportLine(*line), claims) for *line, claims in rows), total


def _copy(number: int, json: str, *line: object) -> CopyHere:
    found = msgspec.json.decode(json, type=Copy)
    here = 0 if found.first == number else 1
    return CopyHere(
        report=ReportLine(*line),  # type: ignore[arg-type]  # the columns of _COPIES
        words=found.words,
        share=(found.first_share, found.second_share)[here],
        reason=found.reason,
        passages=tuple((passage.first, passage.second)[here] for passage in found.passages),
        from_here=None if found.source is None else found.source == number,
        agency=found.agency,
    )


def _version(older: tuple[object, ...], newer: tuple[object, ...]) -> VersionHere:
    before, after = (_paragraphs(str(row[5])) for row in (older, newer))
    dropped: list[str] = []
    added: list[str] = []
    for change, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change != "equal":
            dropped += before[a:b]
            added += after[c:d]
    _, digest, known_at, modified, *_ = older
    title = older[8]
    return VersionHere(
        str(digest), str(known_at), str(title) if title else None, str(modified) if modified else None,
        tuple(dropped), tuple(added),
    )  # fmt: skip


def _paragraphs(body: str) -> list[str]:
    return [body[one.start : one.end] for one in Report("", body).paragraphs]
