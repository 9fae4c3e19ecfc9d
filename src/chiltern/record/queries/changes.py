"""`changes`: what the record has learnt since a moment, as a page that is worth reading every morning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from chiltern.claims import Position
from chiltern.record.decisions import decisions
from chiltern.record.model import Entity, Found
from chiltern.record.parts import kind_of
from chiltern.record.queries.count import with_party
from chiltern.record.queries.disputes import between
from chiltern.record.queries.results import Changes, ClaimLine, Holding, PositionChange, ReportChange
from chiltern.record.queries.standing import standing
from chiltern.record.queries.typed import as_stood
from chiltern.record.rows import STANDS, claims_by_id, claims_where, linked_to, names, report_line
from chiltern.record.view import View

# What changes a tie: who did one of these since is a member who moved.
_MOVES = ("leave", "join", "form", "resign_seat")


def changes(view: View, since: str) -> Changes:
    """What came after `since`, a moment as the record keeps times, up to the view's own."""
    then = View(view.store, view.roll, since)
    new = claims_where(view, "claim.known_at > ?", [since])
    changed = _positions(view, then, [*new, *_gone(view, then)])
    opened, closed = between(view, since)
    made = [one for one in decisions(view) if one.made_at > since]
    before = {one.id for one in decisions(then) if one.open_again}
    return Changes(
        since=since,
        until=None if view.known > "9" else view.known,
        reports=readings_since(view, since),
        claims=tuple(ClaimLine(kind_of(found.claim), found.claim, found.words) for found in new),
        positions=tuple(changed),
        moved=tuple(_moved(changed)),
        opened=opened,
        closed=closed,
        decisions=tuple(made),
        open_again=tuple(one for one in decisions(view) if one.open_again and one.id not in before),
    )


def readings_since(view: View, since: str) -> tuple[ReportChange, ...]:
    """The readings after a moment up to the view's own, the first one first; "" is before all."""
    rows = view.rows(
        "SELECT version.report_id, version.name, version.title, source.name, version.published, version.url,"
        " reading.known_at, reading.reader, version.known_at < reading.known_at, EXISTS (SELECT 1 FROM report_versions"
        " AS older WHERE older.report_id = version.report_id AND older.known_at < version.known_at)"
        " FROM readings AS reading JOIN report_versions AS version ON version.id = reading.version_id"
        " LEFT JOIN sources AS source ON source.id = version.source_id"
        " WHERE reading.known_at > ? AND reading.known_at <= ? ORDER BY reading.id",
        (since, view.known),
    )
    made = []
    for *report, known_at, reader, again, revised in rows:
        what: Literal["added", "revised", "read again"] = "read again" if again else "revised" if revised else "added"
        made.append(ReportChange(report_line(report), what, known_at, reader))
    return tuple(made)


def _gone(view: View, then: View) -> list[Found]:
    """The positions that stood then and stand no more."""
    rows = then.rows(
        "SELECT claim.id FROM claims AS claim JOIN report_versions AS version ON version.id = claim.version_id"
        f" WHERE claim.kind = 'position' AND {STANDS} AND (version.report_id IN (SELECT newer.report_id"
        " FROM report_versions AS newer WHERE newer.known_at > ?1 AND newer.known_at <= ?2)"
        " OR claim.id IN (SELECT claim_id FROM claim_changes WHERE known_at > ?1 AND known_at <= ?2)"
        " OR claim.id IN (SELECT claim_id FROM rulings WHERE known_at > ?1 AND known_at <= ?2)"
        " OR claim.id IN (SELECT claim_id FROM taken_back WHERE known_at > ?1 AND known_at <= ?2)"
        " OR claim.id IN (SELECT claim_id FROM rulings JOIN decisions AS undoing"
        "  ON undoing.kind = 'decision' AND undoing.target = rulings.decision_id"
        "  WHERE undoing.made_at > ?1 AND undoing.made_at <= ?2))",
        (then.known, view.known),
    )
    return claims_by_id(then, [row[0] for row in rows])


def _positions(view: View, then: View, touched: Iterable[Found]) -> list[PositionChange]:
    """Holders whose standing on an act is another one than it was."""
    threads = {
        (found.one("holder"), found.claim.act)
        for found in touched
        if isinstance(found.claim, Position) and not found.claim.historical
    }
    made = []
    for holder, act in sorted(threads, key=lambda thread: (str(thread[0] and thread[0].name), thread[1])):
        if holder is None or holder.unnamed:
            continue
        before, now = _standing(then, holder, act), _standing(view, holder, act)
        if {_gist(row) for row in before} != {_gist(row) for row in now}:
            made.append(PositionChange(holder, act, before, now))
    return made


def _standing(view: View, holder: Entity, act: str) -> tuple[Holding, ...]:
    condition, values = linked_to(view, holder, "holder")
    found = claims_where(view, f"claim.act = ? AND {condition}", [act, *values])
    stood = [
        as_stood(item)
        for item in found
        if item.words.in_force and names(item, holder, "holder") and not as_stood(item).historical
    ]
    return tuple(with_party(row, view.roll, None) for row in standing(stood))


def _gist(row: Holding) -> tuple[object, ...]:
    return row.stance, frozenset(one.name for one in row.about), frozenset(one.name for one in row.objects)


def _moved(changed: Iterable[PositionChange]) -> Iterable[Holding]:
    """Who did since then what changes a tie."""
    for one in changed:
        done = {_gist(row) for row in one.before if row.stance == "done"}
        for row in one.now:
            if row.act in _MOVES and row.stance == "done" and row.holder.kind == "person" and _gist(row) not in done:
                yield row
