"""`log`: what happened to the record, in the order it was learnt: readings, decisions, and what they opened again."""

from __future__ import annotations

from chiltern.record.decisions import decisions
from chiltern.record.queries.changes import event
from chiltern.record.queries.results import LogEntry
from chiltern.record.rows import report_line
from chiltern.record.view import View


def log(view: View) -> tuple[LogEntry, ...]:
    """All events by the view's moment, the first one first."""
    readings = view.rows(
        "SELECT version.report_id, version.name, version.title, source.name, version.published, version.url,"
        " reading.id, reading.known_at, reading.reader, version.known_at < reading.known_at, EXISTS (SELECT 1 FROM"
        " report_versions AS older WHERE older.report_id = version.report_id AND older.known_at < version.known_at)"
        " FROM readings AS reading JOIN report_versions AS version ON version.id = reading.version_id"
        " LEFT JOIN sources AS source ON source.id = version.source_id WHERE reading.known_at <= ? ORDER BY reading.id",
        (view.known,),
    )
    made = [
        LogEntry(known_at, event(again, revised), report_line(report), reader)
        for *report, _, known_at, reader, again, revised in readings
    ]
    for decision in decisions(view):
        made.append(LogEntry(decision.made_at, "decided", decision=decision))
    opened = view.rows(
        "SELECT reopening.known_at, reopening.decision_id FROM reopenings AS reopening WHERE known_at <= ?",
        (view.known,),
    )
    by_number = {one.id: one for one in decisions(view)}
    made += [LogEntry(known_at, "open again", decision=by_number[number]) for known_at, number in opened]
    return tuple(sorted(made, key=lambda entry: (entry.at, entry.what)))
