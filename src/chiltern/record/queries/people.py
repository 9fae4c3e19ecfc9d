"""`who`: what the roll and the reports know of somebody, kept apart and each with its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from chiltern.claims import Statement
from chiltern.dates import covers
from chiltern.names import fold, name_key
from chiltern.record.decisions import decisions
from chiltern.record.model import Entity, Found
from chiltern.record.queries.count import with_party
from chiltern.record.queries.finding import default_day, find, names_of, of_register, outside
from chiltern.record.queries.independence import with_independence
from chiltern.record.queries.quotes import as_quote
from chiltern.record.queries.results import RoleSaid, Who
from chiltern.record.queries.standing import held_by, standing
from chiltern.record.queries.typed import as_role, as_stood
from chiltern.record.rows import claims_where, linked_to, names
from chiltern.record.view import View
from chiltern.register.history import PartyHeld, SeatHeld, offices_held, parties_held, seats_held

Tie = TypeVar("Tie", SeatHeld, PartyHeld)


def who(view: View, name: str, *, on: date | None = None) -> Who:
    """Seat, party history, roles, positions and statements of whom the name means on the day.

    The name of a seat means who holds it. Positions that lie behind the events come last and supersede nothing.
    Raises `NotFound` or `AmbiguousName`.
    """
    return who_is(view, _holder_of(view, find(view, name, on), on), on=on)


def who_is(view: View, entity: Entity, *, on: date | None = None) -> Who:
    """What the roll and the reports know of an entity."""
    roll = view.roll
    found, rejected = _claims(view, entity)
    stood = [as_stood(item) for item in found["position"] if held_by(item.valid_from, on)]
    of_now = [position for position in stood if not position.historical]
    of_old = [position for position in stood if position.historical]
    person = entity.register_id if entity.kind == "person" and entity.register_id in roll.persons else None
    seats = seats_held(roll, person) if person else ()
    parties = parties_held(roll, person) if person else ()
    return Who(
        entity=entity,
        on=on,
        outside_roll=outside(roll, on),
        other_names=tuple(name for name in names_of(view, entity) if fold(name) != fold(entity.name)),
        seat=_of_day(seats, on),
        party=_of_day(parties, on),
        seats=seats,
        parties=parties,
        offices=offices_held(roll, person, on) if person else (),
        roles=_roles(item for item in found["role"] if on is None or covers(item.valid_from, item.valid_to, on)),
        positions=with_independence(
            view, [with_party(row, roll, on) for row in (*standing(of_now), *standing(of_old))]
        ),
        statements=tuple(as_quote(item) for item in found["statement"] if held_by(item.valid_from, on)),
        rejected=tuple(item.words for item in rejected if held_by(item.valid_from, on)),
        unclear=_unclear(view, entity),
        decisions=tuple(
            one for one in decisions(view) if one.kind == "entity" and str(entity.id) in (one.target, one.other)
        ),
    )


def _holder_of(view: View, entity: Entity, on: date | None) -> Entity:
    """Of a seat, its member on the day; anybody else unchanged, as is a seat that nobody holds."""
    if entity.kind != "seat" or entity.register_id is None:
        return entity
    holder = view.roll.holder(entity.register_id, on or default_day(view))
    return of_register(view, holder.id, "person", holder.name) if holder else entity


def _claims(view: View, entity: Entity) -> tuple[dict[str, list[Found]], list[Found]]:
    """The claims that are the entity's own, by kind (what was said, stood for and held), and those rejected."""
    found: dict[str, list[Found]] = {"statement": [], "position": [], "role": []}
    rejected: list[Found] = []
    own = ("speaker", "holder", "person")
    condition, values = linked_to(view, entity, *own)
    for item in claims_where(view, condition, values):
        if not names(item, entity, *own):
            continue
        kind = "statement" if isinstance(item.claim, Statement) else "role" if "person" in item.linked else "position"
        (found[kind] if item.words.in_force else rejected).append(item)
    return found, rejected


def _unclear(view: View, entity: Entity) -> str | None:
    """Why nobody can tell who a provisional entity is; None where nothing is in doubt, or an editor has decided."""
    row = view.row(
        "SELECT reason FROM ambiguities WHERE entity_id = ?1 AND known_at <= ?2"
        " AND NOT EXISTS (SELECT 1 FROM merges WHERE entity_id = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2))"
        " AND NOT EXISTS (SELECT 1 FROM splits WHERE entity_id = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2))",
        (entity.id, view.known),
    )
    return str(row[0]) if row else None


def _of_day(ties: Sequence[Tie], on: date | None) -> Tie | None:
    """The tie of the day, or the last one; of two, the one that began later."""
    held = [tie for tie in ties if on is None or covers(tie.since, tie.until, on)]
    return held[-1] if held else None


def _roles(found: Iterable[Found]) -> tuple[RoleSaid, ...]:
    """Roles as reports have them: one row for each role and body, in the order in which reports came to it."""
    groups: defaultdict[tuple[str, str, bool], list[Found]] = defaultdict(list)
    for item in found:
        role, of = as_role(item), item.one("of")
        groups[fold(role.role), name_key(of.name) if of else "", role.former].append(item)
    return tuple(_role(group) for group in groups.values())


def _role(group: Sequence[Found]) -> RoleSaid:
    first, of = as_role(group[0]), group[0].one("of")
    return RoleSaid(
        role=first.role,
        reports=len({item.words.report.id for item in group}),
        words=tuple(item.words for item in group),
        of=of.name if of else None,
        since=next((role.since for role in map(as_role, group) if role.since), None),
        former=first.former,
    )
