"""The record as tables of plain columns, for formats that have rows: CSV, Parquet, Datasette.

`TABLES` lists them; a further table is a further line there. A cell is text, a number, a flag or None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from chiltern.claims import Figure, Position, RoleClaim, Statement
from chiltern.export.columns import Cells, Column, Table, flag, number, text
from chiltern.export.rows import Selection, Sourced
from chiltern.export.tables_rulings import RULINGS
from chiltern.record.model import Entity

# Every table of claims ends with these: the words, and where they stand.
SOURCED = (
    text("words", "the exact words of the report"),
    text("claim", "number of the claim (SHA-256); `chiltern source` shows its passage"),
    text("valid_from", "since when it held: a year, a month or a day"),
    text("valid_to", "the first day on which it no longer held"),
    text("known_at", "when the record learnt it, UTC"),
    text("decision", "what editors decided of it: confirmed, rejected, corrected, correction, noted"),
    text("corrected_by", "number of the claim that an editor put in its place"),
    number("report_id", "number of the report"),
    text("report", "the report's file name"),
    text("title", "the report's title"),
    text("publisher", "who published it"),
    text("published", "when it was published"),
    text("url", "its address"),
    number("start", "the first character of the words in the report's text, counted from 0"),
    number("end", "the character after the last"),
    text("version", "digest of the report's text as it was read"),
)


def _sourced(row: Sourced) -> Cells:
    found, words, report = row.found, row.found.words, row.found.words.report
    return (
        words.text,
        words.claim,
        found.valid_from,
        found.valid_to,
        found.known_at,
        "; ".join(dict.fromkeys(ruling.effect for ruling in words.rulings)) or None,
        next((ruling.corrected for ruling in reversed(words.rulings) if ruling.corrected), None),
        report.id,
        report.name,
        report.title,
        report.publisher,
        report.published,
        report.url,
        words.start,
        words.end,
        row.version,
    )


def _who(part: str, meaning: str) -> tuple[Column, ...]:
    return (
        text(part, meaning),
        number(f"{part}_id", f"{part}: number in the record's entities"),
        text(f"{part}_register_id", f"{part}: id in the roll, where it has one"),
    )


def _cells(entity: Entity | None) -> Cells:
    return (entity.name, entity.id, entity.register_id) if entity else (None, None, None)


def _several(entities: Iterable[Entity]) -> Cells:
    found = list(entities)
    numbers, ids = [str(one.id) for one in found], [one.register_id or "" for one in found]
    return tuple("; ".join(texts) or None for texts in ([one.name for one in found], numbers, ids))


def _statements(selection: Selection) -> Iterator[Cells]:
    for row in selection.claims("statement"):
        claim, linked = row.claim, row.found
        assert isinstance(claim, Statement)
        segments = msgspec.json.encode(claim.segments).decode()
        said = (claim.speaker_text, claim.cue, claim.kind, claim.speech, claim.quote, segments)
        yield (*_cells(linked.one("speaker")), *said, *_sourced(row))


def _positions(selection: Selection) -> Iterator[Cells]:
    for row in selection.claims("position"):
        claim, linked = row.claim, row.found
        assert isinstance(claim, Position)
        yield (
            *_cells(linked.one("holder")),
            claim.stance,
            claim.act,
            *_several(linked.linked.get("subject", ())),
            *_cells(linked.one("object")),
            *_cells(linked.one("on_behalf_of")),
            *_cells(linked.one("attributed_to")),
            claim.result,
            claim.tally,
            claim.when,
            claim.historical,
            *_sourced(row),
        )


def _roles(selection: Selection) -> Iterator[Cells]:
    for row in selection.claims("role"):
        claim, linked = row.claim, row.found
        assert isinstance(claim, RoleClaim)
        held = (claim.role, *_cells(linked.one("of")), claim.since, claim.former)
        yield (*_cells(linked.one("person")), *held, *_sourced(row))


def _figures(selection: Selection) -> Iterator[Cells]:
    for row in selection.claims("figure"):
        claim, linked = row.claim, row.found
        assert isinstance(claim, Figure)
        counted = None if isinstance(claim.value, str) else claim.value
        value = (str(claim.value), counted, claim.unit, claim.approximate)
        yield (claim.measure, *value, *_cells(linked.one("about")), *_sourced(row))


def _reports(selection: Selection) -> Iterator[Cells]:
    return iter(selection.reports())


def _entities(selection: Selection) -> Iterator[Cells]:
    for row in selection.entities():
        one = row.entity
        yield (one.id, one.name, one.kind, one.register_id, "; ".join(row.names), row.merged_into)


TABLES: tuple[Table, ...] = (
    Table(
        "reports",
        "Reports",
        (
            number("id", "number of the report"),
            text("name", "its file name"),
            text("title", "its title"),
            text("publisher", "who published it"),
            text("published", "when it was published"),
            text("modified", "when it was last changed"),
            text("url", "its address"),
            text("author", "who wrote it"),
            text("version", "digest of its text as it was read"),
            text("known_at", "when the record learnt it, UTC"),
            number("claims", "how many claims the record has of it"),
        ),
        _reports,
    ),
    Table(
        "entities",
        "People, parties, seats and bodies that claims name",
        (
            number("id", "number in the record"),
            text("name", "its name: the roll's where the roll has it"),
            text("kind", "person, party, local_party, seat, legislature, body, group, described or event"),
            text("register_id", "its id in the roll; empty where the roll does not know it"),
            text("names", "all that reports call it"),
            number("merged_into", "number of another row that is the same"),
        ),
        _entities,
    ),
    Table(
        "statements",
        "Who said what",
        (
            *_who("speaker", "who said it"),
            text("speaker_text", "the words that name the speaker there"),
            text("cue", "said, accused, tweeted, …"),
            text("kind", "direct, indirect or mixed"),
            flag("speech", "whether a verb or noun of saying gives it to the speaker"),
            text("quote", "the exact content"),
            text("segments", "its characters in the report's text: pairs of start and end"),
            *SOURCED,
        ),
        _statements,
    ),
    Table(
        "positions",
        "Who stands where on which act",
        (
            *_who("holder", "who takes the position"),
            text("stance", "done, intends, rules_out, leaves_open, conditional, demands, supports, opposes, …"),
            text("act", "leave, join, form, remove, resign_seat, confidence_vote, select, stand, lead, …"),
            text("subject", "whose act it is; several divided by semicolons"),
            text("subject_id", "subject: numbers in the record's entities"),
            text("subject_register_id", "subject: ids in the roll"),
            *_who("object", "the party, seat or person that the act is about"),
            *_who("on_behalf_of", "for whom the holder speaks"),
            *_who("attributed_to", "who says so, where that is not the report nor the holder"),
            text("result", "of a vote: won, lost or called"),
            text("tally", "of a vote: its numbers"),
            text("when", "the day or time of the act, where the words give one"),
            flag("historical", "whether the act lies behind the events reported"),
            *SOURCED,
        ),
        _positions,
    ),
    Table(
        "roles",
        "Who holds which office",
        (
            *_who("person", "who holds it"),
            text("role", "the office"),
            *_who("of", "the seat, else the chamber or organisation"),
            text("since", "since when, where the words say so"),
            flag("former", "whether it was held earlier"),
            *SOURCED,
        ),
        _roles,
    ),
    Table(
        "figures",
        "Figures",
        (
            text("measure", "what is measured"),
            text("value", "the value as it stands in the claim: digits, a date, or words"),
            Column("number", "number", "the value where it is a number"),
            text("unit", "years, %, a currency; empty for plain counts"),
            flag("approximate", "whether the words say about or some"),
            *_who("about", "what it is about"),
            *SOURCED,
        ),
        _figures,
    ),
    *RULINGS,
)
