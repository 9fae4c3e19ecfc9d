"""`chiltern read`: a reading as a page that a person enjoys, or as one line of JSON."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from chiltern.claims import Act, Figure, Position, Reading, Ref, RoleClaim, Span, Statement
from chiltern.cli.show.count import names
from chiltern.cli.show.page import Page, json_text, long_date
from chiltern.cli.show.source import figure_value
from chiltern.phrases import ACTS, plural, says_more, spoken
from chiltern.record.model import Entity
from chiltern.reports.model import Report

_NOTHING = "Nothing found: no statement, position, role or figure."


def show_reading(page: Page, report: Report, reading: Reading) -> None:
    """Title and origin; positions by act; statements; roles; figures; each with its words."""
    page.heading(report.title or report.name)
    page.line(", ".join(filter(None, (report.publisher, long_date(report.published), report.title and report.name))))
    kinds = (("statement", reading.statements), ("position", reading.positions), ("role", reading.roles))
    counts = [plural(len(found), noun) for noun, found in (*kinds, ("figure", reading.figures))]
    page.line((", ".join(counts) if reading.claims() else _NOTHING, "dim"))
    _show_positions(page, report, reading.positions)
    _show_statements(page, reading.statements)
    _show_roles(page, report, reading.roles)
    _show_figures(page, report, reading.figures)


def _show_positions(page: Page, report: Report, positions: Iterable[Position]) -> None:
    """By act, in the order of the text; who says the same with the same words, or once more, shares a row."""
    acts: dict[Act, dict[tuple[Span, str], list[Ref]]] = {}
    for position in positions:
        said = acts.setdefault(position.act, {}).setdefault((position.span, _scope(position)), [])
        said.append(position.holder)
    for act, said_there in acts.items():
        _section(page, ACTS[act].capitalize())
        rows: dict[tuple[tuple[Ref, ...], str], list[Span]] = {}
        for (span, scope), holders in said_there.items():
            rows.setdefault((tuple(holders), scope), []).append(span)
        for (who, scope), spans in rows.items():
            page.line((names(map(_entity, who)), "bold"), f"  {scope}", indent=2, hang=2)
            for span in spans:
                _words(page, report, span)


def _scope(position: Position) -> str:
    """Stance, then for whom, about whom and what: "demands, for Streatham CLP, about Chuka Umunna: Streatham"."""
    own = position.holder in position.subject
    about = "" if own else names(map(_entity, position.subject))
    parts = [
        f"for {position.on_behalf_of.name}" if position.on_behalf_of else "",
        f"about {about}" if about else "",
    ]
    scope = "".join(f", {part}" for part in parts if part)
    named = position.object if position.object and says_more(position.act, position.object.name) else None
    scope += f": {named.name}" if named else ""
    parts = [
        " ".join(filter(None, (position.result, position.tally))),
        f"according to {position.attributed_to.name}" if position.attributed_to else "",
        position.when or "",
        "in the past" if position.historical else "",
    ]
    return spoken(position.stance) + scope + "".join(f", {part}" for part in parts if part)


def _show_statements(page: Page, statements: Iterable[Statement]) -> None:
    for number, statement in enumerate(statements):
        if number == 0:
            _section(page, "Statements")
        speaker = statement.speaker.name if statement.speaker else statement.speaker_text or "unnamed"
        page.line((speaker, "bold"), f" {statement.cue}" if statement.cue else "", ":", indent=2, hang=2)
        quoted = f"“{statement.quote}”" if statement.kind == "direct" else statement.quote
        page.line(quoted, indent=6)


def _show_roles(page: Page, report: Report, roles: Iterable[RoleClaim]) -> None:
    for number, role in enumerate(roles):
        if number == 0:
            _section(page, "Roles")
        of = f", {role.of.name}" if role.of else ""
        since = f", since {long_date(role.since)}" if role.since else ""
        former = "former " if role.former else ""
        page.line((role.person.name, "bold"), f"  {former}{role.role}{of}{since}", indent=2, hang=2)
        _words(page, report, role.span)


def _show_figures(page: Page, report: Report, figures: Iterable[Figure]) -> None:
    for number, figure in enumerate(figures):
        if number == 0:
            _section(page, "Figures")
        about = f"{figure.about.name}, " if figure.about else ""
        page.line((f"{about}{figure.measure}", "bold"), f"  {figure_value(figure)}", indent=2, hang=2)
        _words(page, report, figure.span)


def jsonl_line(report: Report, reading: Reading) -> str:
    """One report as one line of JSON; people and parties are plain names, places are character offsets."""
    return json_text(
        {
            "report": report.name,
            "statements": [_statement(statement) for statement in reading.statements],
            "positions": [_position(position) for position in reading.positions],
            "roles": [_role(role) for role in reading.roles],
            "figures": [_figure(figure) for figure in reading.figures],
            "attributions": [_statement(statement) for statement in reading.attributions],
        }
    )


def attributions_line(report: Report, reading: Reading) -> str:
    """One report as one line in the form of attribution corpora: source, cue and content as ranges of characters."""
    # Several who say the same are one source there.
    told = {(each.cue_at, each.segments): each for each in (*reading.statements, *reading.attributions)}
    statements = [
        {
            "speaker_text": statement.speaker_text,
            "speaker": [statement.speaker_at] if statement.speaker_at else None,
            "cue": [statement.cue_at] if statement.cue_at else None,
            "content": _beside_cue(report, statement),
        }
        for statement in told.values()
    ]
    return json_text({"report": PurePath(report.name).stem, "statements": statements})


def _beside_cue(report: Report, statement: Statement) -> list[Span]:
    """The segments in the paragraph of the cue: in attribution corpora an attribution keeps to one paragraph."""
    at = statement.cue_at or statement.segments[0]
    paragraph = next(p for p in report.paragraphs if p.start <= at.start < p.end)
    near = [span for span in statement.segments if span.start < paragraph.end and paragraph.start < span.end]
    return near or list(statement.segments)


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "speaker": _name(statement.speaker),
        "speaker_text": statement.speaker_text,
        "cue": statement.cue,
        "kind": statement.kind,
        "speech": statement.speech,
        "quote": statement.quote,
        "segments": statement.segments,
    }


def _position(position: Position) -> dict[str, object]:
    extras = {
        "on_behalf_of": _name(position.on_behalf_of),
        "attributed_to": _name(position.attributed_to),
        "result": position.result,
        "tally": position.tally,
        "when": position.when,
        "historical": position.historical or None,
    }
    return {
        "holder": position.holder.name,
        "stance": position.stance,
        "act": position.act,
        "subject": [ref.name for ref in position.subject],
        "object": _name(position.object),
        "start": position.span.start,
        "end": position.span.end,
        **{key: value for key, value in extras.items() if value is not None},
    }


def _role(role: RoleClaim) -> dict[str, object]:
    """An unnamed holder is no person: the report's own words for it stand under `described`."""
    unnamed = role.person.kind in ("described", "group")
    return {
        "person": None if unnamed else role.person.name,
        "role": role.role,
        "of": _name(role.of),
        "since": role.since,
        "start": role.span.start,
        "end": role.span.end,
        **({"former": True} if role.former else {}),
        **({"described": role.person.name} if unnamed else {}),
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "about": _name(figure.about),
        "measure": figure.measure,
        "value": figure.value,
        "approximate": figure.approximate,
        "start": figure.span.start,
        "end": figure.span.end,
        **({"unit": figure.unit} if figure.unit else {}),
    }


def _name(ref: Ref | None) -> str | None:
    return ref.name if ref is not None else None


def _entity(ref: Ref) -> Entity:
    return Entity(ref.name, ref.kind, ref.id)


def _section(page: Page, title: str) -> None:
    page.blank()
    page.heading(title)


def _words(page: Page, report: Report, span: Span) -> None:
    page.line((report.body[span.start : span.end], "italic"), indent=6)
