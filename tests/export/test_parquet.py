"""Parquet: the tables as they are, read back by DuckDB; without it, one line that says what to install."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import chiltern
from chiltern.export.rows import Selection
from chiltern.export.tables import TABLES


def test_the_tables_are_those_of_all_exports(harmed: chiltern.Record, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs DuckDB: pip install 'chiltern[parquet]'")
    chiltern.export_record(harmed, "parquet", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{table.name}.parquet" for table in TABLES}
    selection = Selection(harmed.view())
    for table in TABLES:
        found = duckdb.sql(f"SELECT * FROM '{tmp_path / 'out' / table.name}.parquet'")
        assert found.columns == [column.name for column in table.columns]
        assert found.fetchall() == [tuple(row) for row in table.rows(selection)]


def test_a_record_without_claims_keeps_its_columns(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs DuckDB: pip install 'chiltern[parquet]'")
    with chiltern.new(tmp_path / "empty.db") as record:
        chiltern.export_record(record, "parquet", tmp_path / "out")
    assert "stance" in duckdb.sql(f"SELECT * FROM '{tmp_path}/out/positions.parquet'").columns


def test_without_duckdb_it_says_what_to_install(
    record: chiltern.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(chiltern.BadInput, match=r"pip install 'chiltern\[parquet\]'"):
        chiltern.export_record(record, "parquet", tmp_path / "out")
    assert not (tmp_path / "out").exists()
