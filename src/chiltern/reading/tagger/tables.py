"""The words and pieces of words that the model knows, each by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What a word is looked up by, in the order of `pieces`.
TABLES = ("words", "endings", "beginnings", "shapes")
# In every table the unknown has number 0 and the break between paragraphs 1.
UNKNOWN, BREAK_ID, FIRST = 0, 1, 2
# Longer words are nobody's cue; the bound keeps a page without spaces cheap.
LONGEST_WORD = 40
_SHAPE = (
    (re.compile(r"[A-Z]"), "X"),
    (re.compile(r"[a-z]"), "x"),
    (re.compile(r"\d"), "d"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def shape(word: str) -> str:
    """A word's outline: "McDonald" is "XxXx", "1,322" is "d,d"."""
    for pattern, by in _SHAPE:
        word = pattern.sub(by, word)
    return word[:6]


def pieces(word: str) -> tuple[str, str, str, str]:
    """What a word is looked up by: itself in lower case, its last three letters, its first five, its outline."""
    word = word[:LONGEST_WORD]
    lower = word.lower().replace("’", "'").replace("‘", "'")
    return lower, lower[-3:], lower[:5], shape(word)


class Tables:
    """The entries of each table; what is in none is unknown."""

    def __init__(self, entries: Sequence[Sequence[str]]) -> None:
        self.entries = entries
        self._numbers = [{entry: number for number, entry in enumerate(table, FIRST)} for table in entries]

    def of(self, word: str) -> list[int]:
        """Where a word and its pieces stand in the tables."""
        return [table.get(piece, UNKNOWN) for table, piece in zip(self._numbers, pieces(word), strict=True)]
