"""`conflicts`: where sources cannot all be right, or differ, each with its sides and the words that give them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args

import msgspec

from chiltern.errors import AmbiguousName, BadInput, NotFound
from chiltern.record.derive import compare
from chiltern.record.model import Entity, Found, Ruling
from chiltern.record.queries.finding import find
from chiltern.record.queries.results import Dispute
from chiltern.record.queries.standing import held_by
from chiltern.record.reconcile.model import Conflict, ConflictKind, Strength
from chiltern.record.rows import claims_by_id
from chiltern.record.view import View

STRENGTHS: tuple[Strength, ...] = get_args(Strength)
KINDS: tuple[ConflictKind, ...] = get_args(ConflictKind)
# Reports of one side whose words are shown.
_SHOWN = 20
# Claims of an entity whose conflicts are looked for.
_NAMED = 2000

_OPEN = """SELECT digest, topic, json, opened_at, closed_at FROM conflicts
WHERE opened_at <= ? AND (closed_at IS NULL OR closed_at > ?)"""


def conflicts(
    view: View, *, kind: str | None = None, about: str | None = None, on: date | None = None
) -> tuple[Dispute, ...]:
    """The conflicts open at the view's moment, contradictions first, then by when they were found.

    `kind` is one of `KINDS` or of `STRENGTHS`; `about` names somebody or something that a side is of or about; `on`
    leaves out what did not yet hold on that day. Raises `BadInput` for another kind, `NotFound` or `AmbiguousName`.
    """
    if kind is not None and kind not in (*KINDS, *STRENGTHS):
        raise BadInput(f"{kind!r} is no kind of conflict: the kinds are {', '.join((*KINDS, *STRENGTHS))}")
    named = find(view, about, on) if about is not None else None
    rows = view.rows(_OPEN, (view.known, view.known))
    found = _disputes(view, rows, named, on)
    return tuple(one for one in _in_order(found) if kind in (None, one.conflict.kind, one.conflict.strength))


def conflicts_from(view: View, start: int, most: int, kind: str | None = None) -> tuple[tuple[Dispute, ...], int]:
    """Some of the open conflicts, from number `start` in the order of `conflicts`, and how many there are in all.

    Only those are compared again, so that a page of a large record's costs no more than its own. `kind` as there.
    """
    if kind is not None and kind not in (*KINDS, *STRENGTHS):
        raise BadInput(f"{kind!r} is no kind of conflict: the kinds are {', '.join((*KINDS, *STRENGTHS))}")
    open_now = "opened_at <= ?1 AND (closed_at IS NULL OR closed_at > ?1) AND (?2 IS NULL OR ?2 IN (kind, strength))"
    (total,) = view.row(f"SELECT count(*) FROM conflicts WHERE {open_now}", (view.known, kind))
    out = [
        digest
        for digest, rulings in rulings_on_conflicts(view).items()
        if any(ruling.effect == "rejected" for ruling in rulings)
    ]
    place = " ".join(f"WHEN '{strength}' THEN {number}" for number, strength in enumerate(STRENGTHS))
    rows = view.rows(
        f"SELECT digest, topic, json, opened_at, closed_at FROM conflicts WHERE {open_now} ORDER BY digest IN"
        f" (SELECT value FROM json_each(?3)), CASE strength {place} END, opened_at, digest LIMIT ?4 OFFSET ?5",
        (view.known, kind, msgspec.json.encode(out).decode(), most, start),
    )
    return tuple(_disputes(view, rows, None, None)), total


def conflict(view: View, handle: str) -> Dispute:
    """The conflict whose digest begins so, also one that is closed. Raises `BadInput`, `NotFound`, `AmbiguousName`."""
    prefix = handle.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{6,64}", prefix):
        raise BadInput(f"{handle!r} is no conflict: give at least 6 digits of its number")
    rows = view.rows(
        "SELECT digest, topic, json, opened_at, closed_at FROM conflicts WHERE digest >= ? AND digest < ?"
        " AND opened_at <= ? ORDER BY id DESC",
        (prefix, prefix + "g", view.known),
    )
    digests = list(dict.fromkeys(row[0] for row in rows))
    if not digests:
        raise NotFound(f"no conflict begins with {handle!r}; `chiltern conflicts` shows their numbers")
    if len(digests) > 1:
        raise AmbiguousName(f"several conflicts begin with {handle!r}: {', '.join(digests[:8])}", digests)
    return _disputes(view, rows[:1], None, None)[0]


def between(view: View, since: str) -> tuple[tuple[Dispute, ...], tuple[Dispute, ...]]:
    """The conflicts that opened after a moment and are open, and those that were open and closed after it."""
    opened = view.rows(f"{_OPEN} AND opened_at > ?", (view.known, view.known, since))
    closed = view.rows(
        "SELECT digest, topic, json, opened_at, closed_at FROM conflicts"
        " WHERE opened_at <= ? AND closed_at > ? AND closed_at <= ?",
        (since, since, view.known),
    )
    still = {row[0] for row in view.rows(_OPEN, (view.known, view.known))}
    # One that only grew weaker or stronger is closed and opened at one moment.
    before = {row[0] for row in closed}
    return (
        _in_order(_disputes(view, [row for row in opened if row[0] not in before], None, None)),
        _in_order(_disputes(view, [row for row in closed if row[0] not in still], None, None)),
    )


def disputes_of(view: View, entities: str) -> tuple[Dispute, ...]:
    """The open conflicts whose claims name one of the entities, given by number as JSON; no more than the first few."""
    rows = view.rows(
        f"{_OPEN} AND topic IN (SELECT finding.topic FROM (SELECT link.claim_id FROM json_each(?) AS wanted"
        " JOIN links AS link ON link.entity_id = wanted.value ORDER BY link.claim_id DESC LIMIT ?) AS named"
        " JOIN finding_claims AS filed ON filed.claim_id = named.claim_id"
        " JOIN findings AS finding ON finding.id = filed.finding_id) LIMIT ?",
        (view.known, view.known, entities, _NAMED, _SHOWN),
    )
    return _in_order(_disputes(view, rows, None, None))


def rulings_on_conflicts(view: View) -> dict[str, tuple[Ruling, ...]]:
    """By the conflict's digest, what the decisions in force say of it."""
    rows = view.rows(
        "SELECT target, id, action, editor, made_at, reason FROM decisions WHERE kind = 'conflict' AND made_at <= ?"
        " ORDER BY id",
        (view.known,),
    )
    effects = {"confirm": "confirmed", "reject": "rejected", "note": "noted"}
    made: defaultdict[str, tuple[Ruling, ...]] = defaultdict(tuple)
    for target, number, action, editor, made_at, reason in rows:
        if number not in view.undone:
            made[target] += (Ruling(effects[action], number, editor, made_at, reason),)  # type: ignore[arg-type]  # three of the effects
    return made


def _disputes(view: View, rows: Sequence[Any], named: Entity | None, on: date | None) -> list[Dispute]:
    rulings = rulings_on_conflicts(view)
    topics: dict[str, tuple[list[Found], dict[str, Conflict]]] = {}
    made = []
    for digest, topic, json, opened_at, closed_at in rows:
        if topic not in topics:
            claims = [found for found in _claims(view, topic) if held_by(found.valid_from, on)]
            topics[topic] = (claims, {one.digest: one for one in compare(view, topic, claims)})
        claims, now = topics[topic]
        if named is not None and not _names(claims, named):
            continue
        if on is not None and digest not in now:
            continue
        whole = now.get(digest) or msgspec.json.decode(json, type=Conflict)
        made.append(Dispute(digest, whole, opened_at, closed_at, rulings.get(digest, ())))
    return made


def _names(claims: Iterable[Found], named: Entity) -> bool:
    return any(named.same_as(one) for found in claims for part in found.linked.values() for one in part)


def _claims(view: View, topic: str) -> list[Found]:
    """The claims that give the answers to a topic: of each answer the first ones."""
    rows = view.rows(
        "SELECT claim_id FROM (SELECT filed.claim_id, row_number() OVER"
        " (PARTITION BY filed.finding_id ORDER BY filed.claim_id) AS place"
        " FROM findings AS finding JOIN finding_claims AS filed ON filed.finding_id = finding.id"
        " WHERE finding.topic = ?) WHERE place <= ?",
        (topic, _SHOWN),
    )
    return [found for found in claims_by_id(view, [row[0] for row in rows]) if found.words.in_force]


def _in_order(found: Iterable[Dispute]) -> tuple[Dispute, ...]:
    def order(one: Dispute) -> tuple[bool, int, str, str]:
        out = any(ruling.effect == "rejected" for ruling in one.rulings)
        return out, STRENGTHS.index(one.conflict.strength), one.opened_at, one.digest

    return tuple(sorted(found, key=order))
