"""CSV: nothing that a spreadsheet would run, and every cell as it was once read back."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import chiltern
from chiltern.export.csv_cells import original, safe
from chiltern.export.rows import Selection
from chiltern.export.tables import TABLES
from tests.export.conftest import HARM

# Signs, what may hide them, what may divide cells, and plain letters.
HOSTILE = st.text("=+-@＝＋－＠﹢− \t\r\n;'\"‘“«\xa0\u200b\ufeff\u202e\x00a1", max_size=12)


@given(st.one_of(HOSTILE, st.text()))
@example("'\t=1")
@example("a;=1")
@example("\ufeff =1")
@example("＝1")
def test_a_safe_cell_begins_no_formula_and_can_be_read_back(text: str) -> None:
    cell = safe(text)
    assert original(cell) == text
    for piece in re.split("[;\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", cell):
        seen = unicodedata.normalize("NFKC", piece)
        # What some program may drop before it looks at the first character.
        dropped = "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp"))
        assert dropped[:1] not in ("=", "+", "-", "@", "−")


@pytest.mark.parametrize(
    "text", ["", "She stays.", "'We stay'", "a = b", "e-mail", "12,345", "“No” - she said", "– no"]
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-1", "@SUM(A1)", " =1", '"=1"', "'=1", "\t1", "\r1", "＝1", "\u200b=1"]
)
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert safe(text) == "'" + text


def test_a_folder_with_a_file_for_each_table(harmed: chiltern.Record, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    chiltern.export_record(harmed, "csv", out)
    assert {path.name for path in out.iterdir()} == {f"{table.name}.csv" for table in TABLES}
    selection = Selection(harmed.view())
    for table in TABLES:
        content = (out / f"{table.name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        with (out / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [column.name for column in table.columns]
        kept = [[_written(cell) for cell in row] for row in table.rows(selection)]
        assert [[original(cell) for cell in row] for row in rows] == kept
    words = (out / "statements.csv").read_text(encoding="utf-8-sig")
    assert HARM[:10] in words
    assert not re.search(r'(?:^|,)"?[=+\-@]', words, re.MULTILINE)


def _written(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def test_numbers_stay_numbers(record: chiltern.Record, tmp_path: Path) -> None:
    chiltern.export_record(record, "csv", tmp_path / "tables")
    with (tmp_path / "tables" / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["measure"], row["value"], row["number"], row["approximate"]) for row in rows] == [
        ("majority", "12345", "12345", "true"),
        ("turnout", "high", "", "false"),
    ]


def test_every_claim_has_its_words_and_its_report(record: chiltern.Record, tmp_path: Path) -> None:
    chiltern.export_record(record, "csv", tmp_path / "tables")
    for name in ("statements", "positions", "roles", "figures"):
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                body = (tmp_path / "reports" / row["report"]).read_text(encoding="utf-8").partition("\n\n")[2]
                assert body[int(row["start"]) : int(row["end"])] == original(row["words"])
                assert record.source(row["claim"]).report.publisher == row["publisher"]
                assert (row["published"][:7], bool(row["url"])) == ("2030-02", row["report"] == "a.txt")
