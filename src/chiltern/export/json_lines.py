"""JSON: one document with everything, or lines with a claim each. Both are written as they are read from the record.

A claim is exact: `claim` holds its canonical JSON, and SHA-256 over the report version and that text is its digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import msgspec

from chiltern.claims import Claim
from chiltern.export.rows import ReportRow, Selection, Sourced
from chiltern.record.model import Entity, ReportLine, Ruling

# Raised when a reader of the files would have to change.
FORMAT = 1

# DEL and what a terminal or a page could obey: C1 controls, direction marks, line and paragraph separators.
_HIDDEN = re.compile(b"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
_to_json = msgspec.json.Encoder(order="deterministic").encode


class ClaimLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim as it is exported. `words` are characters [start, end) of the report's body, dates are half-open.

    `version` is the digest of the report version; `linked` gives the entities by the part they play.
    """

    digest: str
    claim: Claim
    words: str
    start: int
    end: int
    report: ReportLine
    version: str
    known_at: str
    valid_from: str | None = None
    valid_to: str | None = None
    linked: Mapping[str, tuple[Entity, ...]] = {}
    rulings: tuple[Ruling, ...] = ()


def encoded(value: object) -> bytes:
    """The JSON of a value, with hidden characters as escapes: it means the same and can be printed anywhere."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found.group().decode()):04x}".encode(), _to_json(value))


def claim_line(row: Sourced) -> ClaimLine:
    found, words = row.found, row.found.words
    return ClaimLine(
        digest=words.claim,
        claim=found.claim,
        words=words.text,
        start=words.start,
        end=words.end,
        report=words.report,
        version=row.version,
        known_at=found.known_at,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        linked=dict(found.linked),
        rulings=words.rulings,
    )


def write_lines(selection: Selection, file: BinaryIO) -> None:
    """A line for each claim."""
    for row in selection.claims():
        file.write(encoded(claim_line(row)) + b"\n")


def write_document(selection: Selection, file: BinaryIO) -> None:
    """One object: what it is, then the lists of reports, entities and claims, one row a line."""
    head = {
        "chiltern_export": FORMAT,
        "record": selection.meta,
        "on": selection.on,
        "known": selection.known,
    }
    file.write(encoded(head)[:-1])
    _list(file, "reports", (_fields(row) for row in selection.reports()))
    _list(
        file,
        "entities",
        (
            {**msgspec.to_builtins(row.entity), "names": row.names, "merged_into": row.merged_into}
            for row in selection.entities()
        ),
    )
    _list(file, "claims", (claim_line(row) for row in selection.claims()))
    file.write(b"}\n")


def _fields(row: ReportRow) -> dict[str, Any]:
    return {key: value for key, value in row._asdict().items() if value is not None}


def _list(file: BinaryIO, name: str, rows: Iterable[object]) -> None:
    file.write(b",\n" + encoded(name) + b":[")
    before = b"\n"
    for row in rows:
        file.write(before + encoded(row))
        before = b",\n"
    file.write(b"\n]")
