"""Entities that are one, and names that mean another in one report: applied as of a moment, and taken back."""

from __future__ import annotations

import msgspec

from chiltern.record.derive import refile
from chiltern.record.model import Entity, Found
from chiltern.record.rows import claims_by_id, claims_where, linked_to
from chiltern.record.view import View

_PARTS = ("speaker", "holder", "subject", "object", "on_behalf_of", "attributed_to", "person", "of", "about")


def merge(view: View, entity: int, into: int, decision: int | None, reason: str) -> None:
    """From now on the entity, and what was merged into it, is the other; its claims are compared anew."""
    into = stands_for(view, into)
    if into == entity:
        return
    moved = [found.id for found in claims_naming(view, entity)]
    rows = view.rows(
        "SELECT id, entity_id, reason FROM merges WHERE into_id = ? AND until IS NULL ORDER BY id", (entity,)
    )
    for row, member, why in rows:
        view.store.change("UPDATE merges SET until = ? WHERE id = ?", (view.known, row))
        join(view, member, into, why, decision)
    join(view, entity, into, reason, decision)
    refile(view, claims_by_id(view, moved))


def split(view: View, entity: int, report: int, into: int, decision: int) -> None:
    """From now on the name of the entity means another one in this report."""
    claims = [found for found in claims_naming(view, entity) if found.words.report.id == report]
    ids = msgspec.json.encode([found.id for found in claims]).decode()
    named = view.rows(
        "SELECT DISTINCT link.entity_id FROM json_each(?) AS wanted JOIN links AS link ON link.claim_id = wanted.value"
        " LEFT JOIN merges AS merged ON merged.entity_id = link.entity_id AND merged.until IS NULL"
        " WHERE coalesce(merged.into_id, link.entity_id) = ? ORDER BY 1",
        (ids, entity),
    )
    for (member,) in named:
        view.store.insert(
            "INSERT INTO splits (entity_id, report_id, into_id, decision_id, since) VALUES (?, ?, ?, ?, ?)",
            (member, report, into, decision, view.known),
        )
    refile(view, claims_by_id(view, [found.id for found in claims]))


def unjoin(view: View, decision: int) -> None:
    """Takes back what a decision merged or split."""
    rows = view.rows(
        "SELECT id, entity_id, into_id, reason FROM merges WHERE decision_id = ? AND until IS NULL", (decision,)
    )
    (target,) = view.row("SELECT CAST(target AS INTEGER) FROM decisions WHERE id = ?", (decision,))
    touched: set[int] = set()
    for into in sorted({into for _, _, into, _ in rows}):
        touched |= {found.id for found in claims_naming(view, into)}
    for row, member, _, why in rows:
        view.store.change("UPDATE merges SET until = ? WHERE id = ?", (view.known, row))
        if member != target:
            join(view, member, target, why, None)
    for entity, into in view.rows(
        "SELECT entity_id, into_id FROM splits WHERE decision_id = ? AND until IS NULL", (decision,)
    ):
        touched |= {found.id for found in claims_naming(view, into)}
        view.store.change(
            "UPDATE splits SET until = ? WHERE decision_id = ? AND entity_id = ?", (view.known, decision, entity)
        )
    refile(view, claims_by_id(view, touched))


def stands_for(view: View, entity: int) -> int:
    """The entity that stands for this one."""
    row = view.row("SELECT into_id FROM merges WHERE entity_id = ? AND until IS NULL", (entity,))
    return int(row[0]) if row else entity


def claims_naming(view: View, entity: int) -> list[Found]:
    """The claims that name the entity in any part."""
    one = Entity("", "", None, entity)
    condition, values = linked_to(view, one, *_PARTS)
    found = claims_where(view, condition, values)
    return [item for item in found if any(named.id == entity for part in item.linked.values() for named in part)]


def join(view: View, entity: int, into: int, reason: str, decision: int | None) -> None:
    view.store.insert(
        "INSERT INTO merges (entity_id, into_id, reason, decision_id, since) VALUES (?, ?, ?, ?, ?)",
        (entity, into, reason, decision, view.known),
    )
