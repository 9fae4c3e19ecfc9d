"""Text made fit to print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.cli.plain import clean, one_line
from chiltern.cli.show.page import long_date


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("two\nlines\r\nand a\ttab", "two\nlines\nand a tab"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("bell\x07 and \x9b2J", r"bell\x07 and \x9b2J"),
        ("\u202etxt.exe\u2069", r"\u202etxt.exe\u2069"),
        ("a\rb", r"a\rb"),
        ("half \ud800 letter", r"half \ud800 letter"),
        ("line\u2028end", r"line\u2028end"),
        ("hard\u00a0space, soft\u00adhyphen", "hard space, softhyphen"),
        ("“curly” – dashes… é 漢 👩\u200d🚒", "“curly” – dashes… é 漢 👩\u200d🚒"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
    ],
)
def test_what_a_terminal_could_obey_becomes_visible(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_clean_text_holds_no_control_character(text: str) -> None:
    categories = {unicodedata.category(c) for c in clean(text) if c not in "\n\u200c\u200d"}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def test_one_line_is_cut_between_words() -> None:
    assert one_line("one\n two  three") == "one two three"
    assert one_line("one two three", longest=9) == "one two …"


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2019-02-18", "18 February 2019"),
        ("2019-02-18T09:30:00Z", "18 February 2019"),
        ("2019-02", "February 2019"),
        ("2019", "2019"),
        ("soon", "no date"),
        (None, "no date"),
    ],
)
def test_long_date(date: str | None, shown: str) -> None:
    assert long_date(date) == shown
