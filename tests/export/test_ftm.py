"""FollowTheMoney statements: read, put together and validated by the `followthemoney` library where it is there."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import chiltern

Entities = dict[str, dict[str, Any]]


def exported(record: chiltern.Record, out: Path) -> Entities:
    """The entities of the statements as plain values; each entity's statements stand together."""
    chiltern.export_record(record, "ftm", out)
    found: Entities = {}
    last = ""
    with (out / "statements.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, dialect="unix"):
            number, prop = row["entity_id"], row["prop"]
            if number != last:
                assert number not in found
                found[number] = {"schema": row["schema"], "properties": defaultdict(list), "origin": row["origin"]}
                last = number
            if prop != "id":
                found[number]["properties"][prop].append(row["value"])
            key = f"{row['dataset']}.{number}.{prop}.{row['value']}"
            assert row["id"] == hashlib.sha1(key.encode()).hexdigest()
    return found


def of(entities: Entities, schema: str) -> list[dict[str, list[str]]]:
    return [dict(one["properties"]) for one in entities.values() if one["schema"] == schema]


def named(entities: Entities, name: str) -> str:
    things = ((number, one) for number, one in entities.items() if one["schema"] != "Mention")
    (number,) = (number for number, one in things if name in one["properties"]["name"])
    return number


def test_people_offices_and_spells(record: chiltern.Record, tmp_path: Path) -> None:
    found = exported(record, tmp_path / "ftm")
    ada, union = named(found, "Ada Merrin"), named(found, "Reform Union")
    spells = [one for one in of(found, "Membership") if one["member"] == [ada] and one["organization"] == [union]]
    # The roll's, whose last day is the one before, and what the report says.
    assert [(one.get("startDate"), one["endDate"], one["publisher"]) for one in spells] == [
        (["2028-05-04"], ["2030-02-17"], ["Moorland Gazette"]),
        (None, ["2030-02-17"], ["Moor Post"]),
    ]
    assert spells[1]["description"] == ["She has left."]
    chairs = [one for one in of(found, "Occupancy") if one["holder"] == [named(found, "Jas Teller")]]
    assert [found[one["post"][0]]["properties"]["name"] for one in chairs] == [["chair, Dockers Union"]]
    assert chairs[0]["startDate"] == ["2021"]
    seats = [one for one in of(found, "Occupancy") if one.get("constituency") == ["Old Quay"]]
    assert [(one.get("status"), one.get("endDate")) for one in seats] == [
        (None, ["2032-05-05"]),
        (["ended"], None),
    ]
    assert {body["name"][0] for body in of(found, "PublicBody")} == {"Assembly of Moorland"}


def test_notes_open_to_their_words(record: chiltern.Record, tmp_path: Path) -> None:
    found = exported(record, tmp_path / "ftm")
    passages = [json.loads(line) for line in (tmp_path / "ftm" / "passages.jsonl").read_text().splitlines()]
    assert {row["entity_id"] for row in passages} <= set(found)
    for row in passages:
        article = found[row["document"]]["properties"]
        body = (tmp_path / "reports" / article["fileName"][0]).read_text(encoding="utf-8").partition("\n\n")[2]
        assert body[row["start"] : row["end"]] == row["words"]
        assert found[row["entity_id"]]["properties"]["proof"] == [row["document"]]
    tom = named(found, "Tom Okafor")
    notes = [one for one in of(found, "Note") if tom in one.get("entity", ())]
    assert {note["keywords"][0] for note in notes} == {"statement", "position"}
    mentions = [one for one in of(found, "Mention") if one["resolved"] == [tom]]
    assert [(one["name"], one["detectedSchema"]) for one in mentions] == [(["Tom Okafor"], ["Person"])] * 2


def test_ids_are_the_same_in_another_record_of_the_same_reports(record: chiltern.Record, tmp_path: Path) -> None:
    from tests.record.lines import READER

    with chiltern.new(tmp_path / "other.db", roll=tmp_path / "moorland.json") as other:
        other.add([tmp_path / "reports" / "b.txt", tmp_path / "reports" / "a.txt"], reader=READER)
        assert exported(other, tmp_path / "other") == exported(record, tmp_path / "ftm")


def test_the_library_itself_takes_them(harmed: chiltern.Record, tmp_path: Path) -> None:
    pytest.importorskip(
        "followthemoney",
        reason="needs followthemoney: pip install followthemoney (libicu-dev and a compiler for its pyicu)",
    )
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity, read_statements

    plain = exported(harmed, tmp_path / "ftm")
    about = json.loads((tmp_path / "ftm" / "index.json").read_text())
    dataset = Dataset.make(about)
    groups = defaultdict(list)
    with (tmp_path / "ftm" / "statements.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["id"]: row["prop_type"] for row in csv.DictReader(file, dialect="unix")}
    for statement in read_statements(io.BytesIO((tmp_path / "ftm" / "statements.csv").read_bytes()), "csv"):
        assert statement.generate_key() == statement.id
        assert statement.prop_type == kinds[statement.id]
        groups[statement.canonical_id].append(statement)
    assert set(groups) == set(plain)
    for group in groups.values():
        entity = StatementEntity.from_statements(dataset, group)
        entity.schema.validate({"properties": {prop: entity.get(prop) for prop in entity.properties}})
        assert all(entity.get(prop) for prop in entity.schema.required)
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                target = plain[value]["schema"]
                assert model[target].is_a(prop.range), (prop, target)
            else:
                assert prop.type.clean(value) == value, (prop.name, value)
