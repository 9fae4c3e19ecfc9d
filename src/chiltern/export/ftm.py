"""FollowTheMoney: a folder with `statements.csv` as the `followthemoney` library reads them, and their passages.

`passages.jsonl` has the exact characters behind each note, occupancy and membership, which FollowTheMoney has no
properties for; `index.json` describes the data set.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from chiltern.claims import RoleClaim, spans_of
from chiltern.export import ftm_things as things
from chiltern.export.ftm_roll import RollThings
from chiltern.export.ftm_things import Known, Thing
from chiltern.export.rows import EntityRow, Selection, Sourced
from chiltern.names import fold
from chiltern.record.model import Entity
from chiltern.record.parts import parts

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_SECONDS = len("2019-02-18T09:30:00")


def write(selection: Selection, folder: Path) -> None:
    """Writes the three files into the folder."""
    dataset = "chiltern_" + (fold(selection.view.roll.name).replace(" ", "_") or "record")
    with (
        (folder / "statements.csv").open("w", encoding="utf-8", newline="") as statements,
        (folder / "passages.jsonl").open("wb") as passages,
    ):
        # The dialect that the library reads.
        rows = csv.writer(statements, dialect="unix")
        rows.writerow(COLUMNS)
        for thing, row in _things(selection):
            rows.writerows(_rows(thing, dataset))
            if row is not None:
                passages.write(msgspec.json.encode(_passage(thing, row)) + b"\n")
    title = f"What reports say of the {selection.view.roll.title}"
    about = {"name": dataset, "title": title, "summary": "Claims of reports, with their words, and the roll's spells."}
    files = [{"name": "statements.csv", "mime_type": "text/csv"}, {"name": "passages.jsonl"}]
    (folder / "index.json").write_bytes(msgspec.json.format(msgspec.json.encode(about | {"resources": files})) + b"\n")


def _rows(thing: Thing, dataset: str) -> Iterator[tuple[str, ...]]:
    seen = thing.seen[:_SECONDS]
    for prop, value in (("id", thing.id), *thing.values):
        kind = "id" if prop == "id" else things.TYPES.get(prop, "string")
        # As the library makes the keys of statements.
        key = hashlib.sha1(f"{dataset}.{thing.id}.{prop}.{value}".encode()).hexdigest()
        yield (
            thing.id, thing.id, prop, kind, thing.schema, value, dataset, thing.origin, "", "", "f", seen, seen, key,
        )  # fmt: skip


def _things(selection: Selection) -> Iterator[tuple[Thing, Sourced | None]]:
    """Everything, each thing once and whole; with its claim where it is made of one."""
    roll = RollThings(selection.view.roll, selection.meta["created"])
    known: dict[int, Known] = {}
    for somebody in selection.entities():
        one, found = somebody.entity, things.party(somebody, roll.name)
        if found is None or somebody.merged_into is not None or one.id is None:
            continue
        known[one.id] = found
        if found.id not in roll.given:
            roll.given.add(found.id)
            yield _somebody(somebody, found, roll), None
        if one.register_id is not None:
            roll.named.append((one.kind, one.register_id))
    yield from ((thing, None) for thing in roll.ties())
    for report in selection.reports():
        yield things.article(report), None
    mentioned: set[tuple[str, str, str]] = set()
    version = ""
    for row in selection.in_force():
        if row.version != version:
            version = row.version
            mentioned.clear()
        yield from _of_claim(row, known, roll, mentioned)


def _somebody(row: EntityRow, found: Known, roll: RollThings) -> Thing:
    one = row.entity
    return Thing(
        found.id,
        found.schema,
        things.values(
            ("name", one.name),
            *(("alias", name) for name in row.names if name != one.name),
            *roll.details(one),
        ),
        row.known_at,
    )


def _of_claim(
    row: Sourced, known: dict[int, Known], roll: RollThings, mentioned: set[tuple[str, str, str]]
) -> Iterator[tuple[Thing, Sourced | None]]:
    claim = row.claim
    person = row.found.one("person")
    holder = known.get(person.id or 0) if person else None
    if isinstance(claim, RoleClaim) and holder is not None and holder.schema == "Person":
        body = row.found.one("of")
        post, fresh = roll.post(claim.role, _body(body, known, roll), body)
        if fresh is not None:
            yield fresh, None
        yield things.occupancy(row, post, holder.id, body.name if body and body.kind == "seat" else None), row
    else:
        yield things.note(row, known), row
        belongs = things.membership(row, known)
        if belongs is not None:
            yield belongs, row
    for part, place, ref in parts(claim):
        linked = row.found.linked.get(part, ())
        one = known.get(linked[place].id or 0) if place < len(linked) else None
        key = (row.version, ref.name, one.id if one else "")
        if one is not None and key not in mentioned:
            mentioned.add(key)
            yield things.mention(row.version, ref.name, one, row.found.known_at), None


def _body(body: Entity | None, known: dict[int, Known], roll: RollThings) -> str | None:
    """The organisation that an office is of: a seat's is its legislature."""
    if body is None:
        return None
    if body.kind == "seat":
        return roll.legislature
    found = known.get(body.id or 0)
    return found.id if found is not None and found.schema in ("Organization", "PublicBody") else None


def _passage(thing: Thing, row: Sourced) -> dict[str, Any]:
    words = row.found.words
    return {
        "entity_id": thing.id,
        "schema": thing.schema,
        "claim": words.claim,
        "document": things.article_id(row.version),
        "version": row.version,
        "start": words.start,
        "end": words.end,
        "spans": spans_of(row.claim),
        "words": words.text,
    }
