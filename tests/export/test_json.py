"""JSON and JSON lines: exact claims, which digest to their numbers, and the same by a day and a time of knowledge."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chiltern
from chiltern.claims import Claim, digest
from chiltern.export import rows
from chiltern.export.json_lines import ClaimLine, encoded


def lines(record: chiltern.Record, on: date | None = None, known: str | None = None) -> list[ClaimLine]:
    held = io.BytesIO()
    chiltern.export_record(record, "jsonl", held, on=on, known=known)
    return [msgspec.json.decode(line, type=ClaimLine) for line in held.getvalue().splitlines()]


def test_a_line_for_each_claim_that_digests_to_its_number(harmed: chiltern.Record) -> None:
    found = lines(harmed)
    assert len(found) == 12
    for line in found:
        assert digest(line.claim, line.version) == line.digest
        assert harmed.source(line.digest).claim == line.claim
        assert line.end - line.start == len(line.words)


def test_it_does_not_hang_on_how_much_is_read_at_once(harmed: chiltern.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lines(harmed)
    monkeypatch.setattr(rows, "CHUNK", 1)
    assert lines(harmed) == whole


def test_one_document(record: chiltern.Record, tmp_path: Path) -> None:
    chiltern.export_record(record, "json", tmp_path / "split.json", on=date(2030, 2, 19))
    document = json.loads((tmp_path / "split.json").read_bytes())
    assert (document["on"], document["known"], document["record"]["roll"]) == ("2030-02-19", None, "moorland-2030")
    assert [(row["name"], row["claims"]) for row in document["reports"]] == [("a.txt", 7), ("b.txt", 3)]
    assert {row["name"] for row in document["entities"]} >= {"Ada Merrin", "Jas Teller", "Dockers Union"}
    claims = msgspec.convert([row["claim"] for row in document["claims"]], list[Claim])
    # Not what was said on the 20th, nor what had ended by then.
    assert len(claims) == 7


def test_what_held_on_a_day(record: chiltern.Record) -> None:
    assert {line.report.name for line in lines(record, on=date(2030, 2, 18))} == {"a.txt", "b.txt"}
    first = [line.words for line in lines(record, on=date(2030, 2, 17))]
    assert first == [
        "Jas Teller, the dockers’ chair",
        "Brandt, once of Old Quay",
        "some 12,345 votes",
        "a high turnout",
    ]


def test_what_was_known_at_a_time(record: chiltern.Record) -> None:
    assert lines(record, known="2020-01-01") == []
    assert len(lines(record, known="9998-01-01")) == 10


@given(st.text() | st.text('\x7f\x80\x9f\u061c\u200e\u2028\u202e\u2066\u2069a\\"'))
def test_no_hidden_character_is_written_as_itself(text: str) -> None:
    made = encoded({"text": text})
    assert json.loads(made) == {"text": text}
    assert not re.search("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", made.decode())
