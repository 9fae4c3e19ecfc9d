"""Conflicts with their sides and decisions, as tables."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import chiltern
from tests.record.lines import READER, text


@pytest.fixture
def ruled(record: chiltern.Record, tmp_path: Path) -> chiltern.Record:
    """Two more reports, which cannot both be right, and a decision on one of them that was taken back."""
    said = "@statement speaker=Tom Okafor @ He was a good neighbour and will be {} missed on the moor."
    for name, word in (("c", "deeply"), ("d", "sorely")):
        report = text(said.format(word), published="2030-02-22", publisher=f"Post {name}")
        (tmp_path / f"{name}.txt").write_text(report, encoding="utf-8")
    record.add([tmp_path / "c.txt", tmp_path / "d.txt"], reader=READER)
    claim = next(quote.words.claim for quote in record.quotes() if "sorely" in quote.quote)
    made = record.decide("reject", claim, by="Ed", why="=misprint")
    record.decide("undo", str(made.id), by="Ed", why="none after all")
    return record


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_conflicts_and_their_sides(ruled: chiltern.Record, tmp_path: Path) -> None:
    chiltern.export_record(ruled, "csv", tmp_path / "out")
    disputes = {one.digest: one.conflict for one in ruled.conflicts()}
    listed = rows(tmp_path / "out", "conflicts")
    assert {row["id"]: (row["kind"], row["reason"]) for row in listed} == {
        digest: (one.kind, one.reason) for digest, one in disputes.items()
    }
    (wording,) = (row["id"] for row in listed if row["kind"] == "wording")
    sides = [row for row in rows(tmp_path / "out", "conflict_sides") if row["conflict_id"] == wording]
    assert sorted((side["words"], side["publisher"]) for side in sides) == [
        ("deeply missed", "Post c"),
        ("sorely missed", "Post d"),
    ]


def test_decisions_with_what_undid_them(ruled: chiltern.Record, tmp_path: Path) -> None:
    chiltern.export_record(ruled, "csv", tmp_path / "out")
    found = [
        (row["action"], row["editor"], row["reason"], row["undone"]) for row in rows(tmp_path / "out", "decisions")
    ]
    assert found == [("reject", "Ed", "'=misprint", "true"), ("undo", "Ed", "none after all", "false")]


def test_they_are_in_the_copy_for_datasette(ruled: chiltern.Record, tmp_path: Path) -> None:
    chiltern.export_record(ruled, "datasette", tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / "record.db")) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        sql = "SELECT count(*) FROM conflict_sides JOIN conflicts ON conflicts.id = conflict_id"
        assert file.execute(sql).fetchone()[0] >= 2
