"""Colours, marks and the room of words: what keeps parties apart and text readable, by day and by night."""

from __future__ import annotations

import re

import pytest

from chiltern.house.chamber import Block, chamber_svg
from chiltern.house.chamber_ink import DARK, LIGHT, MARKS, contrast, fitted, inks, width, wrapped


def test_as_many_parties_as_there_are_marks_and_greys_look_different() -> None:
    looks = inks([None] * 3 * len(MARKS))
    assert len(set(looks)) == 3 * len(MARKS)
    same = inks(["d50000"] * len(MARKS))
    assert len({ink.mark for ink in same}) == len(MARKS)
    assert same[0].mark == 0


@pytest.mark.parametrize(
    "colour", ["red", "d5000", "#d50000", "d50000;", "url(x)", "d50000\n", "１２３４５６", "", '"/><script>', None]
)
def test_what_is_no_colour_is_grey(colour: str | None) -> None:
    (ink,) = inks([colour])
    assert re.fullmatch("[0-9a-f]{6}", ink.colour)
    svg = chamber_svg([Block("x", "X", "X", colour, 1, "government")], layout="westminster", title="X")
    assert set(re.findall(r'fill="(.*?)"', svg)) <= {"none", *(f"#{value}" for value in (*LIGHT.values(), ink.colour))}


@pytest.mark.parametrize("paper", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lines_stand_out_from_the_paper(paper: dict[str, str]) -> None:
    assert contrast(paper["text"], paper["paper"]) >= 4.5
    assert contrast(paper["quiet"], paper["paper"]) >= 4.5
    assert contrast(paper["edge"], paper["paper"]) >= 3
    assert contrast("000000", "ffffff") == pytest.approx(21)


def test_text_is_cut_and_wrapped_to_its_room() -> None:
    assert fitted("Reform Union", 14, 200) == "Reform Union"
    cut = fitted("Reform Union of the Moorland", 14, 100)
    assert cut.endswith("…")
    assert width(cut, 14) <= 100
    lines = wrapped("one two three four five six seven eight nine ten", 14, 120, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width(line, 14) <= 120 for line in lines)
    assert wrapped("", 14, 120, most=2) == []
