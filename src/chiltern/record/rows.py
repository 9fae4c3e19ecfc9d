"""From rows of the record to typed values: the claims that a condition selects, with their report and entities."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from chiltern.claims import Claim
from chiltern.errors import NotARecord
from chiltern.record.model import HANDLE, Entity, Found, ReportLine, Words
from chiltern.record.view import View

# Who makes the claims that corrections put in the place of others.
EDITOR = "editor"

_decode = msgspec.json.Decoder(Claim).decode


# ?1 is a moment of knowledge: the newest version by then, and what its last reading by then still finds.
def current(version: str) -> str:
    """The condition that a row of `report_versions` is the newest of its report by ?1."""
    return f"""{version}.known_at <= ?1 AND NOT EXISTS (
    SELECT 1 FROM report_versions AS newer WHERE newer.report_id = {version}.report_id
    AND (newer.revised, newer.id) > ({version}.revised, {version}.id) AND newer.known_at <= ?1
)"""


CURRENT = current("version")
STANDS = f"""claim.known_at <= ?1 AND coalesce((
    SELECT found FROM claim_changes WHERE claim_id = claim.id AND known_at <= ?1 ORDER BY reading_id DESC LIMIT 1
), 1) AND {CURRENT}"""

_CLAIMS = f"""
SELECT claim.id, claim.digest, claim.json, claim.start, claim."end", claim.valid_from, claim.valid_to, claim.reader,
    claim.known_at, substr(version.body, claim.start + 1, claim."end" - claim.start),
    version.digest, version.report_id, version.name, version.title, source.name, version.published, version.url
FROM claims AS claim
JOIN report_versions AS version ON version.id = claim.version_id
LEFT JOIN sources AS source ON source.id = version.source_id
WHERE {STANDS}
"""

# A name may mean somebody else in one report (a split), and two entities may be one (a merge).
_LINKS = """
SELECT link.claim_id, link.part, entity.name, entity.kind, entity.register_id, entity.id
FROM json_each(?2) AS wanted
JOIN links AS link ON link.claim_id = wanted.value
JOIN claims AS claim ON claim.id = link.claim_id
JOIN report_versions AS version ON version.id = claim.version_id
LEFT JOIN splits AS split ON split.entity_id = link.entity_id AND split.report_id = version.report_id
    AND split.since <= ?1 AND (split.until IS NULL OR split.until > ?1)
LEFT JOIN merges AS merged ON merged.entity_id = coalesce(split.into_id, link.entity_id)
    AND merged.since <= ?1 AND (merged.until IS NULL OR merged.until > ?1)
JOIN entities AS entity ON entity.id = coalesce(merged.into_id, split.into_id, link.entity_id)
ORDER BY link.claim_id, link.part, link.place
"""


def claims_where(view: View, condition: str, values: Iterable[object] = ()) -> list[Found]:
    """The claims that an SQL condition on `claim` and `version` selects, by publication, then place in the text.

    Claims that an editor rejected or replaced are among them: `words.in_force` tells.
    """
    order = " ORDER BY version.published, version.report_id, claim.start, claim.id"
    rows = view.rows(f"{_CLAIMS} AND ({condition}){order}", (view.known, *values))
    links = _links(view, [row[0] for row in rows])
    found = (_found(view, row, links[row[0]]) for row in rows)
    return [one for one in found if one is not None]


def claims_by_id(view: View, ids: Iterable[int]) -> list[Found]:
    """Of these rows the claims that stand."""
    wanted = msgspec.json.encode(sorted(ids)).decode()
    return claims_where(view, "claim.id IN (SELECT value FROM json_each(?))", [wanted])


def linked_to(view: View, entity: Entity, *parts: str) -> tuple[str, tuple[object, ...]]:
    """The condition that a claim names the entity, or one that is the same, in one of these parts, and its values.

    Wide: where a name was split, `names` tells which of the claims are really of the entity.
    """
    marks = ", ".join("?" * len(parts))
    ids = msgspec.json.encode(members(view, entity)).decode()
    found = (
        "claim.id IN (SELECT link.claim_id FROM json_each(?) AS wanted JOIN links AS link"
        f" ON link.entity_id = wanted.value AND link.part IN ({marks}))"
    )
    return found, (ids, *parts)


def members(view: View, entity: Entity) -> list[int]:
    """The rows whose names can mean the entity: itself, those merged into it, and what it was split from."""
    if entity.id is None:
        return []
    span = "since <= ?1 AND (until IS NULL OR until > ?1)"
    merged = view.rows(f"SELECT entity_id FROM merges WHERE into_id = ?2 AND {span}", (view.known, entity.id))
    ids = [entity.id, *(row[0] for row in merged)]
    split = view.rows(
        f"SELECT entity_id FROM splits WHERE into_id IN (SELECT value FROM json_each(?2)) AND {span}",
        (view.known, msgspec.json.encode(ids).decode()),
    )
    return list(dict.fromkeys([*ids, *(row[0] for row in split)]))


def names(found: Found, entity: Entity, *parts: str) -> bool:
    """Whether the claim names the entity in one of the parts."""
    return any(entity.same_as(one) for part in parts for one in found.linked.get(part, ()))


def as_put_in(digest: str, version: str, json: str) -> bool:
    """Whether a claim's JSON, and the digest of its version, are those that gave it its digest."""
    return hashlib.sha256(f"{version}\n{json}".encode()).hexdigest() == digest


def report_line(row: Sequence[Any]) -> ReportLine:
    """From report id, file name, title, publisher, published, url."""
    return ReportLine(*row)


def _found(view: View, row: Sequence[Any], linked: Mapping[str, tuple[Entity, ...]]) -> Found | None:
    """The claim; None for a correction whose decision is not in force."""
    claim_id, digest, json, start, end, valid_from, valid_to, reader, known_at, text, version, *report = row
    if not as_put_in(digest, version, json):
        raise NotARecord(
            f"{view.store.path}: the record is damaged: claim {digest[:HANDLE]} is not what was put in;"
            " `chiltern verify` says what else; restore it from a copy"
        )
    rulings = view.rulings.get(claim_id, ())
    if reader == EDITOR and not any(ruling.effect == "correction" for ruling in rulings):
        return None
    words = Words(digest, text, start, end, report_line(report), rulings)
    return Found(_decode(json), words, valid_from, valid_to, linked, claim_id, known_at)


def _links(view: View, claim_ids: list[int]) -> Mapping[int, Mapping[str, tuple[Entity, ...]]]:
    rows = view.rows(_LINKS, (view.known, msgspec.json.encode(claim_ids).decode()))
    made: defaultdict[int, dict[str, tuple[Entity, ...]]] = defaultdict(dict)
    for claim_id, part, *fields in rows:
        parts = made[claim_id]
        parts[part] = (*parts.get(part, ()), Entity(*fields))
    return made
