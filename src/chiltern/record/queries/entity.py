"""Entities by what their pages are called, what others say of them, and lists of them; each bounded.

An entity goes in, and the newest claims in which others speak of it come out: positions, figures, offices.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from chiltern.claims import Figure
from chiltern.errors import NotFound
from chiltern.record.model import Entity, Words
from chiltern.record.queries.disputes import disputes_of
from chiltern.record.queries.finding import by_number
from chiltern.record.queries.independence import with_independence
from chiltern.record.queries.results import Dispute, Holding
from chiltern.record.queries.standing import standing
from chiltern.record.queries.typed import as_role, as_stood
from chiltern.record.rows import claims_by_id, members, names
from chiltern.record.view import View
from chiltern.register.model import Party, Person, Seat

# Newest claims of others about an entity that are looked at, and mentions that are counted.
_MOST, _COUNTED = 300, 999
_ABOUT = ("subject", "object", "on_behalf_of", "of", "about")

# The claims that name an entity and were known by then.
_NAMING = """SELECT 1 FROM links AS link JOIN claims AS claim ON claim.id = link.claim_id
    WHERE link.entity_id = entity.id AND claim.known_at <= ?1"""
_LISTED = f"""SELECT entity.name, entity.kind, entity.register_id, entity.id,
    (SELECT count(*) FROM ({_NAMING} LIMIT {_COUNTED + 1}))
FROM entities AS entity WHERE entity.kind = ?2 AND entity.report_id IS NULL AND entity.key != ''
AND EXISTS ({_NAMING})
AND NOT EXISTS (SELECT 1 FROM merges WHERE entity_id = entity.id AND since <= ?1 AND (until IS NULL OR until > ?1))
ORDER BY entity.key, entity.id LIMIT ?3 OFFSET ?4"""


class FigureSaid(msgspec.Struct, frozen=True):
    figure: Figure
    words: Words


class Officer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who holds, or held, an office of the entity, as reports have it."""

    person: Entity
    role: str
    words: Words
    former: bool = False


class SaidOf(msgspec.Struct, frozen=True, omit_defaults=True):
    """What others say of an entity; `whole` is false where only the newest claims were looked at."""

    positions: tuple[Holding, ...] = ()
    figures: tuple[FigureSaid, ...] = ()
    officers: tuple[Officer, ...] = ()
    conflicts: tuple[Dispute, ...] = ()
    whole: bool = True


class Listed(NamedTuple):
    """An entity that claims name, and in how many places, counted up to 1,000."""

    entity: Entity
    named: int


def entity_of(view: View, kind: str, register_id: str | None, number: int | None) -> Entity:
    """The entity of this kind by its id in the register, or by its number; one merged away gives the one it is now.

    Raises `NotFound`.
    """
    if register_id is None:
        found = by_number(view, number or 0)
        if found.kind == kind or {found.kind, kind} <= {"body", "legislature"}:
            return found
        raise NotFound(f"#{number} is a {found.kind.replace('_', ' ')}, not a {kind.replace('_', ' ')}")
    roll = view.roll
    tables: Mapping[str, Mapping[str, Person | Party | Seat]] = {
        "person": roll.persons,
        "party": roll.parties,
        "seat": roll.seats,
    }
    known = tables.get(kind, {}).get(register_id)
    row = view.row("SELECT name, id FROM entities WHERE register_id = ? AND kind = ?", (register_id, kind))
    if known is None and row is None:
        raise NotFound(f"{register_id!r}: neither the roll nor a report knows a {kind.replace('_', ' ')} of this id")
    return Entity(known.name if known else row[0], kind, register_id, row[1] if row else None)


def is_named(view: View, kind: str, register_id: str) -> bool:
    """Whether a report that was known by then names this entity of the register."""
    found = view.row(
        f"SELECT 1 FROM entities AS entity WHERE register_id = ?2 AND kind = ?3 AND EXISTS ({_NAMING})",
        (view.known, register_id, kind),
    )
    return found is not None


def said_of(view: View, entity: Entity) -> SaidOf:
    """What others hold of the entity, the figures about it, who holds its offices, and the conflicts it stands in."""
    ids = msgspec.json.encode(members(view, entity)).decode()
    parts = ", ".join(f"'{part}'" for part in _ABOUT)
    rows = view.rows(
        "SELECT DISTINCT link.claim_id FROM json_each(?2) AS wanted JOIN links AS link ON link.entity_id = wanted.value"
        f" AND link.part IN ({parts}) JOIN claims AS claim ON claim.id = link.claim_id AND claim.known_at <= ?1"
        " ORDER BY link.claim_id DESC LIMIT ?3",
        (view.known, ids, _MOST + 1),
    )
    claims = [
        found
        for found in claims_by_id(view, [row[0] for row in rows[:_MOST]])
        if found.words.in_force and names(found, entity, *_ABOUT)
    ]
    stood = [as_stood(one) for one in claims if "holder" in one.linked and not names(one, entity, "holder")]
    return SaidOf(
        positions=with_independence(view, standing(one for one in stood if not one.historical)),
        figures=tuple(FigureSaid(one.claim, one.words) for one in claims if isinstance(one.claim, Figure)),
        officers=tuple(
            Officer(one.linked["person"][0], as_role(one).role, one.words, as_role(one).former)
            for one in claims
            if "person" in one.linked
        ),
        conflicts=disputes_of(view, ids),
        whole=len(rows) <= _MOST,
    )


def listed(view: View, kind: str, start: int, most: int) -> tuple[Listed, ...]:
    """The entities of a kind that claims name, by name, from number `start` on."""
    rows = view.rows(_LISTED, (view.known, kind, most, start))
    return tuple(Listed(Entity(*fields), min(named, _COUNTED + 1)) for *fields, named in rows)
