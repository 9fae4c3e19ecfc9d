"""Provisional people and bodies of a new report: which of them earlier reports have named too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import structs

from chiltern.claims import RoleClaim
from chiltern.record.joining import join, stands_for
from chiltern.record.model import Entity, Found
from chiltern.record.reconcile.entities import Ambiguity, Held, Merge, Profile, merges, namesakes
from chiltern.record.view import View

# Of a family name that many bear, so many are looked at: those in the roll, and with full names, first.
_MOST_NAMESAKES = 12
_MOST_KNOWN = 20
_MOST_ROLES = 100


def join_new(view: View, report_id: int, claims: Sequence[Found]) -> bool:
    """Merges the entities that a report names first with those they are sure to be; gives whether any was.

    What may be one of several, or none, is noted as that.
    """
    joined = False
    for entity, kind, key in _first_named(view, report_id, claims):
        if kind == "person":
            family = key.split()[-1]
            view.store.insert("INSERT OR IGNORE INTO family_names (key, entity_id) VALUES (?, ?)", (family, entity))
            others = _namesakes(view, family, key, entity)
        else:
            others = _same_name(view, key, entity)
        found = merges(_profile(view, entity), [_profile(view, other) for other in others]) if others else None
        if isinstance(found, Merge):
            join(view, entity, stands_for(view, found.into), found.reason, None)
            joined = True
        elif isinstance(found, Ambiguity):
            _note(view, found)
    for one, elsewhere in _named_before(view, report_id, claims):
        doubt = namesakes(one, elsewhere)
        if doubt is not None:
            _note(view, doubt)
    return joined


def _note(view: View, found: Ambiguity) -> None:
    view.store.insert(
        "INSERT OR IGNORE INTO ambiguities (entity_id, candidates, reason, known_at) VALUES (?, ?, ?, ?)",
        (found.entity, msgspec.json.encode(found.candidates).decode(), found.reason, view.known),
    )


def _named_before(view: View, report_id: int, claims: Iterable[Found]) -> list[tuple[Profile, Profile]]:
    """People whom the roll does not know, with the offices that this report and that earlier ones give them."""
    here: defaultdict[Entity, list[Held]] = defaultdict(list)
    for found in claims:
        person, of = found.one("person"), found.one("of")
        if isinstance(found.claim, RoleClaim) and not found.claim.former and person and of and not person.register_id:
            here[person].append(Held(found.claim.role, of.name))
    made = []
    for person, held in here.items():
        if person.id is None:
            continue
        # Of somebody often named the first offices tell enough, and the look-up stays one.
        before = view.rows(
            "SELECT DISTINCT json_extract(claim.json, '$.role'), json_extract(claim.json, '$.of.name')"
            " FROM (SELECT claim_id FROM links WHERE entity_id = ?1 AND part = 'person' LIMIT ?4) AS link"
            " JOIN claims AS claim ON claim.id = link.claim_id"
            " JOIN report_versions AS version ON version.id = claim.version_id"
            " WHERE version.report_id != ?2 AND claim.known_at <= ?3"
            " AND NOT coalesce(json_extract(claim.json, '$.former'), 0) ORDER BY 1, 2",
            (person.id, report_id, view.known, _MOST_ROLES),
        )
        bare = Profile(id=person.id, kind=person.kind, name=person.name)
        earlier = tuple(Held(role, of) for role, of in before)
        made.append((structs.replace(bare, roles=tuple(held)), structs.replace(bare, roles=earlier)))
    return made


def _first_named(view: View, report_id: int, claims: Iterable[Found]) -> list[tuple[int, str, str]]:
    """Number, kind and key of the entities that no other report has named and the roll does not know."""
    named = {one.id for found in claims for part in found.linked.values() for one in part if one.register_id is None}
    rows = view.rows(
        "SELECT entity.id, entity.kind, entity.key FROM json_each(?1) AS wanted"
        " JOIN entities AS entity ON entity.id = wanted.value WHERE entity.kind NOT IN ('described', 'group', 'event')"
        " AND entity.key != '' AND NOT EXISTS (SELECT 1 FROM merges WHERE entity_id = entity.id AND until IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM links AS link JOIN claims AS claim ON claim.id = link.claim_id"
        "  JOIN report_versions AS version ON version.id = claim.version_id"
        "  WHERE link.entity_id = entity.id AND version.report_id != ?2 AND claim.known_at <= ?3)"
        " ORDER BY entity.id",
        (msgspec.json.encode(sorted(one for one in named if one is not None)).decode(), report_id, view.known),
    )
    return [tuple(row) for row in rows]


def _namesakes(view: View, family: str, key: str, entity: int) -> list[int]:
    """People with this family name: of the roll as far as reports name them, and provisional ones that stand alone."""
    rows = view.rows(
        "SELECT other.id FROM (SELECT entity_id AS id FROM family_names WHERE key = ?1"
        " UNION SELECT entity_id FROM names JOIN entities ON entities.id = names.entity_id"
        "  WHERE entities.register_id IS NOT NULL AND entities.kind = 'person' AND names.key IN (?1, ?3)) AS bearer"
        " JOIN entities AS other ON other.id = bearer.id WHERE other.id != ?2"
        " AND NOT EXISTS (SELECT 1 FROM merges WHERE entity_id = other.id AND until IS NULL)"
        " ORDER BY other.register_id IS NULL, instr(other.key, ' ') = 0, other.id LIMIT ?4",
        (family, entity, key, _MOST_NAMESAKES),
    )
    return [row[0] for row in rows]


def _same_name(view: View, key: str, entity: int) -> list[int]:
    rows = view.rows(
        "SELECT id FROM entities WHERE key = ?1 AND id != ?2 AND report_id IS NULL AND id < ?2 ORDER BY id LIMIT ?3",
        (key, entity, _MOST_NAMESAKES),
    )
    return [row[0] for row in rows]


def _profile(view: View, entity: int) -> Profile:
    kind, name, register_id = view.row("SELECT kind, name, register_id FROM entities WHERE id = ?", (entity,))
    written = view.rows("SELECT written FROM names WHERE entity_id = ? LIMIT ?", (entity, _MOST_KNOWN))
    held = view.rows(
        "SELECT DISTINCT json_extract(claim.json, '$.role'), json_extract(claim.json, '$.of.name')"
        " FROM links AS link JOIN claims AS claim ON claim.id = link.claim_id AND claim.kind = 'role'"
        " WHERE link.entity_id = ? AND link.part = 'person' AND claim.known_at <= ? ORDER BY 1, 2 LIMIT ?",
        (entity, view.known, _MOST_KNOWN),
    )
    named_in = view.rows(
        "SELECT version.report_id FROM links AS link JOIN claims AS claim ON claim.id = link.claim_id"
        " JOIN report_versions AS version ON version.id = claim.version_id"
        " WHERE link.entity_id = ? AND claim.known_at <= ? LIMIT ?",
        (entity, view.known, _MOST_KNOWN),
    )
    return Profile(
        id=entity,
        kind=kind,
        name=name,
        names=tuple(row[0] for row in written),
        roles=tuple(Held(role, of) for role, of in held),
        reports=tuple(sorted({row[0] for row in named_in})),
        register_id=register_id,
    )
