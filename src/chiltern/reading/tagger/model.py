"""The trained model as arrays, and what it makes of a text's rows.

A `Model` is read from one `.npz` file: the tables of words and pieces, and the weights of a convolutional network in
two parts. The first runs over the whole text and says where an attribution's cue stands; the second runs once more over
the paragraph of each cue, knowing where the cue is, and says which words are its source and its content. Weights are
stored as half floats and used as single ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from chiltern.reading.tagger.features import CATEGORIES, Rows
from chiltern.reading.tagger.layers import Norm, Steps
from chiltern.reading.tagger.tables import TABLES, Tables
from chiltern.reading.tagger.vectors import Vectors
from chiltern.reading.tagger.windows import Windows

Floats = npt.NDArray[np.float32]

# The columns of categories in two halves: the sum of the vectors of each half is looked up in one table, where an entry
# stands at the sum of its categories, each times its factor.
_HALVES = slice(0, 3), slice(3, 6)
_FACTORS = [np.cumprod((1, *CATEGORIES[half][:0:-1]))[::-1] for half in _HALVES]


class Model:
    """The weights of one trained tagger and the tables its words are looked up in."""

    def __init__(self, file: IO[bytes] | Path) -> None:
        with np.load(file, allow_pickle=False) as stored:
            arrays: dict[str, Floats] = {
                name: stored[name].astype(np.float32) for name in stored.files if stored[name].dtype == np.float16
            }
            tables = Tables([str(stored[name]).split("\n") for name in TABLES])
            first, second = stored["first_distances"].tolist(), stored["second_distances"].tolist()
            self.threshold = float(stored["threshold"])
        self._vectors = Vectors(tables, [arrays[f"{name}.vectors"] for name in TABLES])
        columns = [arrays[f"category{column}.vectors"] for column in range(len(CATEGORIES))]
        self._categories = [_summed(columns[half]) for half in _HALVES]
        self._first = Steps(arrays, "first", first, Norm(arrays, "in"))
        self._second = Steps(arrays, "second", second, Norm(arrays, "middle"))
        self._cue, self._token, self._head = (
            self._first.folded(arrays[f"{name}.weight"], arrays[f"{name}.bias"]) for name in ("cue", "token", "head")
        )
        # The products of a token and of its cue are added, so one of them has the bias of both.
        self._token = self._token[0], self._token[1] + self._head[1]
        self._distance = arrays["distance.vectors"]
        self._out = self._second.folded(arrays["out.weight"], arrays["out.bias"])
        self.gap = self._second.margin

    # -- first part

    def encode(self, rows: Rows, paragraphs: Sequence[tuple[int, int]]) -> Floats:
        """Every row of some paragraphs as a vector that knows its neighbours."""
        begin, end = paragraphs[0][0], paragraphs[-1][1]
        first = rows.first_row(paragraphs)
        place = rows.place[begin:end] - first
        categories = rows.categories[first : first + int(place[-1]) + 1]
        numbers = np.zeros(len(categories), dtype=np.int64)
        numbers[place] = self._vectors.numbers(rows.text.tokens[begin:end])
        vectors = self._vectors.sums.take(numbers, axis=0)
        for half, factors, table in zip(_HALVES, _FACTORS, self._categories, strict=True):
            vectors += table.take(categories[:, half] @ factors, axis=0)
        return self._first(vectors)

    def cues(self, vectors: Floats) -> Floats:
        """For each row how likely it is no cue, the first word of one, or a later word of one: [rows, 3]."""
        return shares(vectors @ self._cue[0] + self._cue[1])

    # -- second part

    def around(self, vectors: Floats, laid: Windows) -> Floats:
        """How likely each row of all windows is [nothing, source begins, source, content begins, content]."""
        rows = (vectors @ self._token[0] + self._token[1]).take(laid.at, axis=0)
        rows += (vectors[laid.heads] @ self._head[0]).take(laid.window, axis=0)
        rows += self._distance.take(laid.apart, axis=0)
        np.maximum(rows, np.float32(0), out=rows)
        return shares(self._second(rows, np.flatnonzero(laid.at < 0)) @ self._out[0] + self._out[1])


def _summed(tables: Sequence[Floats]) -> Floats:
    """The sums of one vector of each table, for every choice of them; the last table's choice changes quickest."""
    sums = tables[0]
    for table in tables[1:]:
        sums = (sums[:, None] + table).reshape(-1, table.shape[1])
    return sums


def shares(scores: Floats) -> Floats:
    """Likelihoods that add up to one in each row (softmax)."""
    # The columns are few: laid out one after another they are added as whole.
    columns = np.ascontiguousarray(scores.T)
    columns -= columns.max(axis=0)
    np.exp(columns, out=columns)
    columns /= columns.sum(axis=0)
    return columns.T


@cache
def shipped() -> Model:
    """The model that comes with the package."""
    with resources.files("chiltern.reading.tagger").joinpath("attribution.npz").open("rb") as file:
        return Model(file)
