"""Parquet: a folder with a file for each table, for DuckDB, pandas, Polars, R and others.

DuckDB writes them; it is an extra, since few need it (`pip install 'chiltern[parquet]'`). Of the libraries that write
Parquet it is the smallest by far: 67 MB installed, where pyarrow, fastparquet and Polars take 169 to 180.
"""

from __future__ import annotations

import errno
from pathlib import Path

import msgspec

from chiltern.errors import BadInput
from chiltern.export.columns import Table
from chiltern.export.rows import Selection
from chiltern.export.tables import TABLES

_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "flag": "BOOLEAN"}
# Nothing is fetched, and whatever does not fit into memory goes to the folder itself.
_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": "1GB"}


def write(selection: Selection, folder: Path) -> None:
    """Writes `reports.parquet`, `entities.parquet`, `statements.parquet`, … Raises `BadInput` without DuckDB."""
    try:
        # Here, not above: an extra that most do without.
        import duckdb
    except ImportError:
        raise BadInput("parquet needs DuckDB, which is not installed: pip install 'chiltern[parquet]'") from None
    lines = folder / "lines.json"
    try:
        with duckdb.connect(config={**_CONFIG, "temp_directory": str(folder)}) as connection:
            for table in TABLES:
                _write_lines(table, selection, lines)
                connection.execute(_copy(table, lines, folder / f"{table.name}.parquet"))
                lines.unlink()
    except duckdb.Error as error:
        raise OSError(errno.EIO, str(error).splitlines()[0]) from error


def _write_lines(table: Table, selection: Selection, lines: Path) -> None:
    """The rows as JSON, which DuckDB reads as fast as anything and without guessing where the types are told."""
    names = [column.name for column in table.columns]
    encode = msgspec.json.Encoder().encode
    with lines.open("wb") as file:
        for row in table.rows(selection):
            file.write(encode(dict(zip(names, row, strict=True))) + b"\n")


def _copy(table: Table, lines: Path, out: Path) -> str:
    columns = ", ".join(f"{_quoted(column.name)}: '{_TYPES[column.kind]}'" for column in table.columns)
    read = f"read_json({_quoted(str(lines))}, format = 'newline_delimited', columns = {{{columns}}})"
    return f"COPY (SELECT * FROM {read}) TO {_quoted(str(out))} (FORMAT parquet, COMPRESSION zstd)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
