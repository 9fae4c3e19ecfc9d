"""The words and pieces of words that the model knows, each by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from chiltern.reading.tagger.features import Ints, Rows
from chiltern.reading.text import Token

# What a word is looked up by, in the order of `pieces`.
TABLES = ("words", "endings", "beginnings", "shapes")
# In every table the unknown has number 0 and the break between paragraphs 1.
UNKNOWN, BREAK_ID, FIRST = 0, 1, 2
# Longer words are nobody's cue; the bound keeps a page without spaces cheap.
_LONGEST_WORD = 40
# Texts are full of names: what so many words are looked up by is kept, then forgotten and begun again.
_REMEMBERED = 50_000
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
    word = word[:_LONGEST_WORD]
    lower = word.lower().replace("’", "'").replace("‘", "'")
    return lower, lower[-3:], lower[:5], shape(word)


class Tables:
    """The entries of each table; what is in none is unknown."""

    def __init__(self, entries: Sequence[Sequence[str]]) -> None:
        self.entries = entries
        self._numbers = [{entry: number for number, entry in enumerate(table, FIRST)} for table in entries]
        self._known: dict[str, tuple[int, ...]] = {}

    def numbers(self, rows: Rows, paragraphs: Sequence[tuple[int, int]]) -> Ints:
        """For each row of some paragraphs where its word and pieces stand in the tables: [rows, tables]."""
        begin, end = paragraphs[0][0], paragraphs[-1][1]
        place = rows.place[begin:end] - rows.first_row(paragraphs)
        found = np.full((int(place[-1]) + 1, len(TABLES)), BREAK_ID, dtype=np.int64)
        found[place] = self._look_up(rows.text.tokens[begin:end])
        return found

    def _look_up(self, tokens: Sequence[Token]) -> list[tuple[int, ...]]:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        known, numbers = self._known, []
        for token in tokens:
            found = known.get(token.text)
            if found is None:
                looked_up = zip(self._numbers, pieces(token.text), strict=True)
                found = tuple(table.get(piece, UNKNOWN) for table, piece in looked_up)
                if len(token.text) <= _LONGEST_WORD:
                    known[token.text] = found
            numbers.append(found)
        return numbers
