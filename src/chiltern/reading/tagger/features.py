"""What the model sees of a text: numbers for each word, its form, and where it stands.

In: a text and the statements found by rules. Out: `Rows`, one row a token, with two empty rows before each paragraph,
so that a window of the network feels where a paragraph begins. Training and reading share this module; a change here
asks for a new model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chiltern.claims import Span, Statement
from chiltern.reading.text import Text

Ints = npt.NDArray[np.int64]

# Rows between paragraphs.
BREAK = 2
# Where a word stands. Columns, with how many values each has: how far behind an opening mark; place in the sentence;
# how much of the sentence is quoted; the kind of quotation; what the rules made of the token; how the paragraph
# before ended.
CATEGORIES: tuple[int, ...] = (8, 8, 3, 8, 6, 4)
_KINDS = {"direct": 1, "indirect": 2, "mixed": 3}
_SOURCE, _CUE = 4, 5

# Tokens that the network works on at once: bounds the memory for long texts.
_PORTION = 3000


class Rows:
    """A text as rows of numbers. `place[token]` is a token's row, `count` how many rows there are."""

    def __init__(self, text: Text, found: Sequence[Statement]) -> None:
        self.text = text
        self.paragraphs = list(_paragraphs(np.asarray(text.paragraph_of, dtype=np.int64)))
        opens = np.zeros(len(text.tokens), dtype=np.int64)
        opens[[begin for begin, _ in self.paragraphs]] = 1
        self.place: Ints = np.arange(len(opens)) + BREAK * np.cumsum(opens)
        self.count = len(opens) + BREAK * len(self.paragraphs)
        self.words = np.array([lower[0].isalnum() for lower in text.lowers], dtype=bool)
        quoted = np.asarray(text.quote_of, dtype=np.int64) >= 0
        # How many tokens up to each are quoted.
        self.quoted: Ints = np.concatenate(([0], np.cumsum(quoted)))
        self.categories = np.zeros((self.count, len(CATEGORIES)), dtype=np.int64)
        self.categories[self.place] = self._categories(found, quoted)

    def first_row(self, paragraphs: Sequence[tuple[int, int]]) -> int:
        """The row where a portion of paragraphs begins, with the break before it."""
        return int(self.place[paragraphs[0][0]]) - BREAK

    def parts(self) -> Iterator[list[tuple[int, int]]]:
        """The paragraphs in portions that are small enough to work on at once."""
        portion: list[tuple[int, int]] = []
        for begin, end in self.paragraphs:
            if portion and end - portion[0][0] > _PORTION:
                yield portion
                portion = []
            portion.append((begin, end))
        if portion:
            yield portion

    def _categories(self, found: Sequence[Statement], quoted: npt.NDArray[np.bool_]) -> Ints:
        text = self.text
        columns = np.zeros((len(text.tokens), len(CATEGORIES)), dtype=np.int64)
        if not text.tokens:
            return columns
        begins = np.array([begin for begin, _ in text.sentences])
        sizes = np.diff(begins, append=len(quoted))
        columns[:, 1] = np.minimum(7, np.arange(len(quoted)) - np.repeat(begins, sizes))
        inside = self.quoted[begins + sizes] - self.quoted[begins]
        columns[:, 2] = np.repeat(np.where(inside == 0, 0, np.where(inside == sizes, 2, 1)), sizes)
        for quotation in text.tops:
            first, end = text.tokens_in(quotation.outer)
            if end > first:
                columns[first:end, 0] = 1 + np.minimum(6, np.arange(end - first))
                columns[first:end, 3] = self._kind(first, end, quotation.closed)
        columns[:, 4] = rule_labels(text, found)
        self._paragraph_ends(columns)
        return columns

    def _kind(self, first: int, end: int, closed: bool) -> int:
        """Short, middling or long (1-3), opened in small letters (4-6), never closed (7)."""
        if not closed:
            return 7
        length = end - first - 1
        opening = self.text.tokens[min(first + 1, end - 1)]
        return (1 if length < 5 else 2 if length < 9 else 3) + (0 if opening.capital else 3)

    def _paragraph_ends(self, columns: Ints) -> None:
        ended = 0
        for begin, end in self.paragraphs:
            columns[begin:end, 5] = ended
            last = self.text.quote_of[end - 1]
            open_or_closed = 1 if last >= 0 and self.text.tops[last].closed else 2
            ended = open_or_closed if last >= 0 else 3 * bool(self.quoted[begin] < self.quoted[end])


def _paragraphs(paragraph_of: Ints) -> Iterator[tuple[int, int]]:
    """Token ranges of the paragraphs; one that is longer than a portion is cut."""
    begins = np.flatnonzero(np.diff(paragraph_of, prepend=-1)).tolist()
    for begin, end in pairwise([*begins, len(paragraph_of)]):
        for cut in range(begin, end, _PORTION):
            yield cut, min(cut + _PORTION, end)


def rule_labels(text: Text, found: Iterable[Statement]) -> list[int]:
    """For each token what the rules made of it: 0 nothing, 1-3 content by kind, 4 source, 5 cue."""
    labels = [0] * len(text.tokens)
    for statement in found:
        marked = [(span, _KINDS[statement.kind]) for span in statement.segments]
        marked += [(span, label) for span, label in ((statement.speaker_at, _SOURCE), (statement.cue_at, _CUE)) if span]
        for span, label in marked:
            first, end = tokens_over(text, span)
            labels[first:end] = [label] * (end - first)
    return labels


def tokens_over(text: Text, span: Span) -> tuple[int, int]:
    """The tokens that share a character with a span."""
    first, end = text.tokens_in(span)
    if first and text.tokens[first - 1].end > span.start:
        first -= 1
    return first, max(first, end)
