"""The vector of each word, kept once a text has asked for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from chiltern.reading.tagger.features import Ints
from chiltern.reading.tagger.tables import BREAK_ID, LONGEST_WORD, Tables
from chiltern.reading.text import Token

Floats = npt.NDArray[np.float32]

# Texts are full of names: so many words are kept, then all are forgotten and begun again.
_KEPT = 50_000


class Vectors:
    """The sum of a word's own vector and those of its pieces; number 0 is the break between paragraphs."""

    def __init__(self, tables: Tables, vectors: Sequence[Floats]) -> None:
        self._tables, self._vectors = tables, vectors
        self._known: dict[str, int] = {}
        self.sums: Floats = np.zeros((1024, vectors[0].shape[1]), dtype=np.float32)
        self.sums[0] = self._sum([BREAK_ID] * len(vectors))

    def numbers(self, tokens: Sequence[Token]) -> Ints:
        """For each token the row of `sums` that holds its vector; no more than `_KEPT` tokens at once."""
        words = [token.text[:LONGEST_WORD] for token in tokens]
        known = self._known
        if new := set(words).difference(known):
            if len(known) + len(new) > _KEPT:
                known.clear()
                new = set(words)
            for word in new:
                self._learn(word)
        return np.fromiter(map(known.__getitem__, words), dtype=np.int64, count=len(words))

    def _learn(self, word: str) -> None:
        number = len(self._known) + 1
        if number == len(self.sums):
            self.sums = np.concatenate((self.sums, np.zeros_like(self.sums)))
        self.sums[number] = self._sum(self._tables.of(word))
        self._known[word] = number

    def _sum(self, numbers: Sequence[int]) -> Floats:
        total: Floats = np.sum(
            [table[number] for table, number in zip(self._vectors, numbers, strict=True)], axis=0, dtype=np.float32
        )
        return total
