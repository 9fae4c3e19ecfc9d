"""CSV for spreadsheets: a folder with a file for each table.

UTF-8 with a byte-order mark, without which Excel takes it for another encoding; lines end as RFC 4180 has them. Text
is made safe to open (`csv_cells`); numbers stay numbers, flags are true and false.
"""

from __future__ import annotations

import csv
from pathlib import Path

from chiltern.export.columns import Cell
from chiltern.export.csv_cells import safe
from chiltern.export.rows import Selection
from chiltern.export.tables import TABLES


def write(selection: Selection, folder: Path) -> None:
    """Writes `reports.csv`, `entities.csv`, `statements.csv`, … into the folder."""
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([column.name for column in table.columns])
            writer.writerows([_cell(cell) for cell in row] for row in table.rows(selection))


def _cell(cell: Cell) -> str | int | float:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return safe(cell)
    return "" if cell is None else cell
