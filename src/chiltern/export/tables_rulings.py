"""Tables of what follows from claims, and of what editors decided: conflicts with their sides, decisions."""

from __future__ import annotations

from collections.abc import Iterator

from chiltern.export.columns import Cells, Table, flag, number, text
from chiltern.export.rows import Selection
from chiltern.record.decisions import decisions
from chiltern.record.queries.disputes import conflicts


def _conflicts(selection: Selection) -> Iterator[Cells]:
    for one in conflicts(selection.view, on=selection.on):
        found = one.conflict
        decided = "; ".join(dict.fromkeys(ruling.effect for ruling in one.rulings)) or None
        yield (one.digest, found.kind, found.strength, found.about, found.reason, one.opened_at, decided)


def _sides(selection: Selection) -> Iterator[Cells]:
    """A row for each passage of a side, and one for a side that the roll alone gives."""
    for one in conflicts(selection.view, on=selection.on):
        for place, side in enumerate(one.conflict.sides, start=1):
            if not side.words:
                yield (one.digest, place, side.value, side.roll, *([None] * 9))
            for words in side.words:
                report = words.report
                told = (words.text, words.claim, report.id, report.name, report.publisher, report.published, report.url)
                yield (one.digest, place, side.value, side.roll, *told, words.start, words.end)


def _decisions(selection: Selection) -> Iterator[Cells]:
    for one in decisions(selection.view):
        about = (one.action, one.kind, one.target, one.other, one.report, one.reason)
        yield (one.id, one.made_at, one.editor, *about, one.undone, one.open_again)


RULINGS: tuple[Table, ...] = (
    Table(
        "conflicts",
        "Where sources cannot all be right, or differ",
        (
            text("id", "number of the conflict (SHA-256); `chiltern conflicts` shows it"),
            text("kind", "seat, figure, wording, attribution, position, …"),
            text("strength", "whether it is a contradiction, or a difference that is none"),
            text("about", "what it is about"),
            text("reason", "why the sides cannot both hold"),
            text("opened_at", "when the record found it, UTC"),
            text("decision", "what editors decided of it"),
        ),
        _conflicts,
    ),
    Table(
        "conflict_sides",
        "The sides of each conflict, with their words",
        (
            text("conflict_id", "number of the conflict"),
            number("side", "which side, from 1"),
            text("value", "what this side says"),
            text("roll", "the roll's source, where the roll says so"),
            text("words", "the exact words of a report"),
            text("claim", "number of the claim; `chiltern source` shows its passage"),
            number("report_id", "number of the report"),
            text("report", "the report's file name"),
            text("publisher", "who published it"),
            text("published", "when it was published"),
            text("url", "its address"),
            number("start", "the first character of the words in the report's text, counted from 0"),
            number("end", "the character after the last"),
        ),
        _sides,
    ),
    Table(
        "decisions",
        "What editors decided",
        (
            number("id", "number of the decision"),
            text("made_at", "when, UTC"),
            text("editor", "who decided"),
            text("action", "confirm, reject, correct, merge, split, note or undo"),
            text("kind", "what it rules on: claim, entity, conflict or decision"),
            text("target", "its number"),
            text("other", "number of what takes its place"),
            number("report_id", "of a split: number of the report in which the name means another"),
            text("reason", "why"),
            flag("undone", "whether a later decision took it back"),
            flag("open_again", "whether the words it judged are gone, so that it has to be decided again"),
        ),
        _decisions,
    ),
)
