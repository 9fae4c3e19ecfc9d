"""The bar chart of a page: columns that align, bars of one scale, in whatever a stream can write."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from chiltern.cli.show.bars import Row, show_bars
from chiltern.cli.show.page import Page

HOUSE: list[Row] = [
    ("Reform Union", 314, "government"),
    ("Moorland Labour", 157, ""),
    ("Møre Folkeparti", 10, "does not vote"),
    ("Independent", 0, ""),
]


def shown(rows: list[Row], monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8", width: int = 100) -> list[str]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    monkeypatch.setattr(sys, "stdout", stream)
    page = Page()
    page.width = width
    show_bars(page, rows)
    stream.seek(0)
    return stream.read().splitlines()


def bar(line: str, marks: str = "█▏▎▍▌▋▊▉#") -> int:
    return sum(line.count(mark) for mark in marks)


def test_numbers_stand_in_a_column_and_bars_share_a_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(HOUSE, monkeypatch)
    assert [line[:22] for line in lines] == [
        "Reform Union     314  ",
        "Moorland Labour  157  ",
        "Møre Folkeparti   10  ",
        "Independent        0",
    ]
    assert bar(lines[0]) == 60
    assert bar(lines[1]) == 30
    assert bar(lines[2]) == 2
    assert lines[0].endswith("█  government")
    assert lines[2].endswith("▉  does not vote")


@pytest.mark.parametrize(
    ("encoding", "drawn"), [("ascii", "#"), ("latin-1", "#"), ("cp437", "█▌"), ("cp1252", "#"), ("utf-8", "█▍")]
)
def test_a_stream_gets_the_bars_that_it_can_write(encoding: str, drawn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown([("Con", 314, ""), ("SF", 7, "")], monkeypatch, encoding)
    assert lines[0] == "Con  314  " + drawn[0] * 60
    assert lines[1] == "SF     7  " + drawn


def test_letters_that_a_stream_lacks_do_not_shift_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown([("Møre", 10, ""), ("Lab", 10, "")], monkeypatch, "ascii")
    assert [line.partition("#")[0] for line in lines] == [r"M\xf8re  10  ", "Lab      10  "]


def test_every_number_above_nought_has_a_bar_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown([("A", 100_000, ""), ("B", 1, ""), ("C", 0, "none"), ("D", -3, "")], monkeypatch)
    assert [bool(bar(line)) for line in lines] == [True, True, False, False]
    assert lines[0].startswith("A  100,000  █")
    assert lines[2] == "C        0  none"


def test_a_long_label_is_cut_and_a_long_note_has_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    note = "a note of many words that " * 5
    lines = shown([("The Party of the Long Name " * 4, 7, note), ("Lab", 3, "")], monkeypatch)
    assert lines[0].startswith("The Party of the Long Name The Party of…  7  █")
    assert lines[1].strip().startswith("a note of many words")
    assert lines[-1].startswith("Lab" + " " * 37 + "  3  █")


def test_no_rows_print_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown([], monkeypatch) == []


def test_a_house_of_nobody_has_no_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown([("Labour", 0, ""), ("SNP", 0, "")], monkeypatch) == ["Labour  0", "SNP     0"]


def test_a_name_has_no_power_over_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown([("\x1b[31mred\n[bold]x", 1, "\x9b2J\u202e")], monkeypatch)
    assert lines[0].startswith(r"\x1b[31mred [bold]x  1  █")
    assert lines[0].endswith(r"\x9b2J\u202e")


@given(
    st.lists(st.tuples(st.text(max_size=60), st.integers(-2, 10**6), st.text(max_size=90)), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "ascii", "cp1252"]),
    st.integers(60, 120),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_rows_no_line_is_wider_than_the_page(
    monkeypatch: pytest.MonkeyPatch, rows: list[Row], encoding: str, width: int
) -> None:
    lines = shown(rows, monkeypatch, encoding, width)
    assert len(lines) >= len(rows)
    assert all(cell_len(line) <= width for line in lines)
