"""`log`: what happened to the record, in the order it was learnt: readings, decisions, and what they opened again."""

from __future__ import annotations

from chiltern.record.decisions import decisions
from chiltern.record.queries.changes import readings_since
from chiltern.record.queries.results import LogEntry
from chiltern.record.view import View


def log(view: View) -> tuple[LogEntry, ...]:
    """All events by the view's moment, the first one first."""
    by_number = {one.id: one for one in decisions(view)}
    opened = view.rows("SELECT known_at, decision_id FROM reopenings WHERE known_at <= ?", (view.known,))
    made = [LogEntry(one.known_at, one.what, one.report, one.reader) for one in readings_since(view, "")]
    made += [LogEntry(one.made_at, "decided", decision=one) for one in by_number.values()]
    made += [LogEntry(known_at, "open again", decision=by_number[number]) for known_at, number in opened]
    return tuple(sorted(made, key=lambda entry: (entry.at, entry.what)))
