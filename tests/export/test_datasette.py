"""The copy for Datasette: whole, safe to publish, and served by Datasette itself where it is there."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import chiltern
from chiltern.export.rows import Selection
from chiltern.export.tables import TABLES


@pytest.fixture
def copy(harmed: chiltern.Record, tmp_path: Path) -> Path:
    chiltern.export_record(harmed, "datasette", tmp_path / "copy")
    return tmp_path / "copy"


def rows(copy: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(copy / "record.db")) as file:
        return file.execute(sql).fetchall()


def test_the_tables_are_those_of_all_exports(copy: Path, harmed: chiltern.Record) -> None:
    selection = Selection(harmed.view())
    for table in TABLES:
        assert rows(copy, f"SELECT * FROM {table.name}") == [tuple(row) for row in table.rows(selection)]
    assert rows(copy, "PRAGMA foreign_key_check") == []
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]


def test_the_views_read_by_themselves(copy: Path) -> None:
    sql = "SELECT holder, stance, act, words, publisher FROM who_stands_where WHERE holder = 'Tom Okafor'"
    assert rows(copy, sql) == [
        ("Tom Okafor", "leaves_open", "leave", "He would not rule out leaving.", "Moor Post"),
        ("Tom Okafor", "rules_out", "leave", "He stays after all.", "Vale Gazette"),
    ]
    assert ("leave", "done", 1, 1, 1) in rows(copy, "SELECT * FROM stances_counted")
    found = rows(copy, "SELECT rowid FROM positions_fts WHERE positions_fts MATCH 'okafor'")
    assert len(found) == 3


def test_no_whole_text_of_a_report_is_in_it(copy: Path, tmp_path: Path) -> None:
    body = (tmp_path / "reports" / "a.txt").read_text(encoding="utf-8").partition("\n\n")[2]
    content = (copy / "record.db").read_bytes()
    assert body.strip().encode() not in content
    assert b"Jas Teller, the dockers" in content


def test_what_an_editor_rejected_is_in_the_table_and_not_in_the_view(harmed: chiltern.Record, tmp_path: Path) -> None:
    (claim,) = (
        row.found.words.claim for row in Selection(harmed.view()).claims("statement") if "sorry" in row.found.words.text
    )
    harmed.decide("reject", claim, by="Ed", why="not said")
    chiltern.export_record(harmed, "datasette", tmp_path / "copy")
    assert rows(tmp_path / "copy", f"SELECT decision FROM statements WHERE claim = '{claim}'") == [("rejected",)]
    assert rows(tmp_path / "copy", f"SELECT * FROM who_said_what WHERE claim = '{claim}'") == []


def test_metadata_says_what_each_column_means_and_whose_it_is(copy: Path) -> None:
    about = json.loads((copy / "metadata.json").read_text())
    assert "Moor Post" in about["source"]
    assert "Moorland Gazette" in about["source"]
    assert "publishers" in about["license"]
    described = about["databases"]["record"]["tables"]
    with closing(sqlite3.connect(copy / "record.db")) as file:
        for table in TABLES:
            columns = [row[1] for row in file.execute(f"PRAGMA table_info({table.name})")]
            assert list(described[table.name]["columns"]) == columns


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/", "What reports say of"),
        ("/record", "who_stands_where"),
        ("/record/positions?act=leave", "He stays after all."),
        ("/record/who_said_what?_search=sorry", "Tom Okafor"),
        ("/record/who_stands_where.json?_shape=array&holder=Ada+Merrin", "She has left."),
        ("/record/statements", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("/record/stances_counted", "leaves_open"),
        ("/record/entities/1", "person"),
    ],
)
def test_datasette_serves_it(copy: Path, page: str, words: str) -> None:
    pytest.importorskip("datasette", reason="needs datasette: pip install datasette")
    program = [sys.executable, "-m", "datasette", str(copy / "record.db"), "-m", str(copy / "metadata.json")]
    done = subprocess.run([*program, "--get", page], capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    assert words in done.stdout
    assert ".json" in page or "<script>alert(1)" not in done.stdout
