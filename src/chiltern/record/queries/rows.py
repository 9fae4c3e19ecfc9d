"""From rows of the record to typed values: the claims that a condition selects, with their report and entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from chiltern.claims import Claim, Position, RoleClaim
from chiltern.record.model import Entity, Found, ReportLine, Words
from chiltern.record.queries.results import Stood
from chiltern.record.store import Store

_decode = msgspec.json.Decoder(Claim).decode

_CLAIMS = """
SELECT claim.id, claim.digest, claim.json, claim.start, claim."end", claim.valid_from, claim.valid_to,
    substr(version.body, claim.start + 1, claim."end" - claim.start),
    version.report_id, version.name, version.title, source.name, version.published, version.url
FROM claims AS claim
JOIN current_versions AS version ON version.id = claim.version_id
LEFT JOIN sources AS source ON source.id = version.source_id
"""


def claims_where(store: Store, condition: str, values: Iterable[object]) -> list[Found]:
    """The claims that an SQL condition on `claim` and `version` selects, by publication, then place in the text."""
    order = " ORDER BY version.published, version.report_id, claim.start, claim.id"
    rows = store.rows(f"{_CLAIMS} WHERE {condition}{order}", tuple(values))
    links = _links(store, [row[0] for row in rows])
    return [_found(row, links[row[0]]) for row in rows]


def linked_to(entity: Entity, *parts: str) -> tuple[str, tuple[object, ...]]:
    """The condition that a claim names the entity in one of these parts, and its values."""
    marks = ", ".join("?" * len(parts))
    found = f"claim.id IN (SELECT claim_id FROM links WHERE entity_id = ? AND part IN ({marks}))"
    return found, (entity.id, *parts)


def as_stood(found: Found) -> Stood:
    """A position with its entities; its claim must be one."""
    claim = found.claim
    assert isinstance(claim, Position)
    holder = found.one("holder")
    assert holder is not None
    return Stood(
        holder=holder,
        stance=claim.stance,
        act=claim.act,
        words=found.words,
        since=found.valid_from,
        about=tuple(dict.fromkeys(found.linked.get("subject", ()))),
        object=found.one("object"),
        on_behalf_of=found.one("on_behalf_of"),
        attributed_to=found.one("attributed_to"),
        result=claim.result,
        tally=claim.tally,
        historical=claim.historical,
    )


def as_role(found: Found) -> RoleClaim:
    assert isinstance(found.claim, RoleClaim)
    return found.claim


def report_line(row: tuple[Any, ...]) -> ReportLine:
    """From report id, file name, title, publisher, published, url."""
    return ReportLine(*row)


def _found(row: tuple[Any, ...], linked: Mapping[str, tuple[Entity, ...]]) -> Found:
    _, digest, json, start, end, valid_from, valid_to, text, *report = row
    words = Words(digest, text, start, end, report_line(tuple(report)))
    return Found(_decode(json), words, valid_from, valid_to, linked)


def _links(store: Store, claim_ids: list[int]) -> Mapping[int, Mapping[str, tuple[Entity, ...]]]:
    rows = store.rows(
        "SELECT link.claim_id, link.part, entity.name, entity.kind, entity.register_id, entity.id"
        " FROM json_each(?) AS wanted JOIN links AS link ON link.claim_id = wanted.value"
        " JOIN entities AS entity ON entity.id = link.entity_id"
        " ORDER BY link.claim_id, link.part, link.place",
        (msgspec.json.encode(claim_ids).decode(),),
    )
    made: defaultdict[int, dict[str, tuple[Entity, ...]]] = defaultdict(dict)
    for claim_id, part, *fields in rows:
        parts = made[claim_id]
        parts[part] = (*parts.get(part, ()), Entity(*fields))
    return made
