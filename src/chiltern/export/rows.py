"""What is exported: the one place from which every format reads claims, reports and entities.

Claims come in the order of publication and then of the text, a few reports at a time, so that memory does not grow with
the record. Claims that an editor rejected or replaced are among them, with the decision; `in_force` leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

import msgspec

from chiltern.claims import Claim
from chiltern.dates import covers
from chiltern.record.model import Entity, Found
from chiltern.record.parts import ClaimKind
from chiltern.record.rows import CURRENT, claims_where
from chiltern.record.view import View

# Claims that are in memory at once: more save no time.
CHUNK = 2_000

_ENTITIES = """
WITH merged AS (
    SELECT entity_id, into_id FROM merges WHERE since <= ?1 AND (until IS NULL OR until > ?1)
), named AS (
    SELECT link.entity_id AS id, min(claim.known_at) AS known_at
    FROM links AS link JOIN claims AS claim ON claim.id = link.claim_id
    WHERE claim.known_at <= ?1 GROUP BY link.entity_id
)
SELECT entity.name, entity.kind, entity.register_id, entity.id,
    (SELECT json_group_array(written) FROM names
     WHERE entity_id = entity.id OR entity_id IN (SELECT entity_id FROM merged WHERE into_id = entity.id)),
    (SELECT into_id FROM merged WHERE entity_id = entity.id),
    entity.key, report.identity, named.known_at
FROM entities AS entity
LEFT JOIN named ON named.id = entity.id
LEFT JOIN reports AS report ON report.id = entity.report_id
WHERE named.id IS NOT NULL OR entity.id IN (SELECT into_id FROM merged) OR entity.id IN (SELECT into_id FROM splits)
ORDER BY entity.id
"""


class Sourced(NamedTuple):
    """A claim with the digest of the report version that it was read from."""

    found: Found
    version: str

    @property
    def claim(self) -> Claim:
        return self.found.claim


class ReportRow(NamedTuple):
    """One report in the version that the record had then. `id` is the same for all its versions."""

    id: int
    name: str
    title: str | None
    publisher: str | None
    published: str | None
    modified: str | None
    url: str | None
    author: str | None
    version: str
    known_at: str
    claims: int


class EntityRow(NamedTuple):
    """Somebody or something that claims name, with all that reports call it. `merged_into` is the number of another row
    that is the same; `key` is what spellings of the name share, `only_in` the report in which alone the name means it,
    `known_at` when a claim first named it."""

    entity: Entity
    names: tuple[str, ...]
    merged_into: int | None
    key: str
    only_in: str | None
    known_at: str


class Selection:
    """A record as it stood at a moment (`view`), and of that what held on a day."""

    def __init__(self, view: View, on: date | None = None, known: str | None = None) -> None:
        self.view = view
        self.on = on
        self.known = known

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """What the record says of itself, without the rows of its roll."""
        return {key: value for key, value in self.view.store.meta.items() if key != "roll_rows"}

    def claims(self, kind: ClaimKind | None = None) -> Iterator[Sourced]:
        """All claims, or those of one kind, that held on the day."""
        condition = "claim.version_id IN (SELECT value FROM json_each(?))"
        wanted: tuple[str, ...] = ()
        if kind is not None:
            condition, wanted = f"{condition} AND claim.kind = ?", (kind,)
        for chunk in self._chunks(kind):
            digests = {report_id: digest for _, report_id, digest in chunk}
            ids = msgspec.json.encode([version_id for version_id, _, _ in chunk]).decode()
            for found in claims_where(self.view, condition, (ids, *wanted)):
                if self.on is None or covers(found.valid_from, found.valid_to, self.on):
                    yield Sourced(found, digests[found.words.report.id])

    def in_force(self, kind: ClaimKind | None = None) -> Iterator[Sourced]:
        """The claims that no editor has rejected or replaced."""
        return (row for row in self.claims(kind) if row.found.words.in_force)

    def reports(self) -> Iterator[ReportRow]:
        """All reports, by publication. `claims` counts what the record has of each, whatever the day."""
        rows = self.view.rows(
            "SELECT version.report_id, version.name, version.title, source.name, version.published, version.modified,"
            " version.url, version.author, version.digest, version.known_at,"
            " (SELECT count(*) FROM claims WHERE version_id = version.id AND known_at <= ?1)"
            " FROM report_versions AS version LEFT JOIN sources AS source ON source.id = version.source_id"
            f" WHERE {CURRENT} ORDER BY version.published, version.report_id",
            (self.view.known,),
        )
        return (ReportRow(*row) for row in rows)

    def entities(self) -> Iterator[EntityRow]:
        """Everybody and everything that a claim names, by number."""
        rows = self.view.rows(_ENTITIES, (self.view.known,))
        for name, kind, register_id, number, names, merged_into, key, only_in, known_at in rows:
            one = Entity(name, kind, register_id, number)
            yield EntityRow(one, tuple(msgspec.json.decode(names)), merged_into, key, only_in, known_at or "")

    def _chunks(self, kind: str | None) -> Iterator[list[tuple[int, int, str]]]:
        """Versions with claims (row number, report, digest), a few thousand claims together."""
        rows = self.view.rows(
            "SELECT version.id, version.report_id, version.digest, count(*) FROM report_versions AS version"
            " JOIN claims AS claim ON claim.version_id = version.id"
            f" WHERE {CURRENT} AND (?2 IS NULL OR claim.kind = ?2)"
            " GROUP BY version.id ORDER BY version.published, version.report_id",
            (self.view.known, kind),
        )
        chunk: list[tuple[int, int, str]] = []
        size = 0
        for version_id, report_id, digest, claims in rows:
            if chunk and size + claims > CHUNK:
                yield chunk
                chunk, size = [], 0
            chunk.append((version_id, report_id, digest))
            size += claims
        if chunk:
            yield chunk
