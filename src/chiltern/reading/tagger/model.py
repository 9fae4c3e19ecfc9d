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
from chiltern.reading.tagger.tables import TABLES, Tables
from chiltern.reading.tagger.vectors import Vectors
from chiltern.reading.tagger.windows import Windows

Floats = npt.NDArray[np.float32]

_EPSILON = 1e-5
# Where each column of categories begins among all of them.
_FIRST_CATEGORIES = np.cumsum((0, *CATEGORIES[:-1]))


class Layer:
    """One step of the network: each row and its neighbours at a distance, mixed, added to the row, normalised."""

    def __init__(self, arrays: dict[str, Floats], name: str, distance: int) -> None:
        self.before, self.here, self.behind = arrays[f"{name}.weight"]
        self.bias, self.distance = arrays[f"{name}.bias"], distance
        self.scale, self.shift = arrays[f"{name}.scale"], arrays[f"{name}.shift"]

    def __call__(self, rows: Floats, margin: int) -> None:
        """Changes `rows` in place; `margin` rows at either end are empty and stay so."""
        first, end, apart = margin, len(rows) - margin, self.distance
        mixed: Floats = rows[first:end] @ self.here
        beside = rows[first - apart : end - apart] @ self.before
        mixed += beside
        np.matmul(rows[first + apart : end + apart], self.behind, out=beside)
        mixed += beside
        mixed += self.bias
        np.maximum(mixed, 0, out=mixed)
        mixed += rows[first:end]
        rows[first:end] = normalised(mixed, self.scale, self.shift)


def normalised(rows: Floats, scale: Floats, shift: Floats) -> Floats:
    """Each row with mean 0 and variance 1, then scaled and shifted."""
    width = np.float32(rows.shape[1])
    centred: Floats = rows - (rows.sum(axis=1, keepdims=True) / width)
    spread = np.sqrt(np.einsum("ij,ij->i", centred, centred) / width + np.float32(_EPSILON))
    centred *= (1 / spread)[:, None]
    centred *= scale
    centred += shift
    return centred


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
        self._categories = np.concatenate([arrays[f"category{column}.vectors"] for column in range(len(CATEGORIES))])
        self._in = arrays["in.scale"], arrays["in.shift"]
        self._first = [Layer(arrays, f"first{number}", apart) for number, apart in enumerate(first)]
        self._second = [Layer(arrays, f"second{number}", apart) for number, apart in enumerate(second)]
        self._cue = arrays["cue.weight"], arrays["cue.bias"]
        self._token = arrays["token.weight"], arrays["token.bias"]
        self._head = arrays["head.weight"], arrays["head.bias"]
        self._distance = arrays["distance.vectors"]
        self._middle = arrays["middle.scale"], arrays["middle.shift"]
        self._out = arrays["out.weight"], arrays["out.bias"]
        self.gap = max(second)

    # -- first part

    def encode(self, rows: Rows, paragraphs: Sequence[tuple[int, int]]) -> Floats:
        """Every row of some paragraphs as a vector that knows its neighbours."""
        begin, end = paragraphs[0][0], paragraphs[-1][1]
        first = rows.first_row(paragraphs)
        place = rows.place[begin:end] - first
        categories = rows.categories[first : first + int(place[-1]) + 1] + _FIRST_CATEGORIES
        marked = np.zeros((len(categories), sum(CATEGORIES)), dtype=np.float32)
        marked[np.arange(len(categories))[:, None], categories] = 1
        numbers = np.zeros(len(categories), dtype=np.int64)
        numbers[place] = self._vectors.numbers(rows.text.tokens[begin:end])
        vectors = self._vectors.sums[numbers]
        vectors += marked @ self._categories
        margin = max(layer.distance for layer in self._first)
        padded = np.zeros((len(vectors) + 2 * margin, vectors.shape[1]), dtype=np.float32)
        padded[margin : margin + len(vectors)] = normalised(vectors, *self._in)
        for layer in self._first:
            layer(padded, margin)
        return padded[margin : margin + len(vectors)]

    def cues(self, vectors: Floats) -> Floats:
        """For each row how likely it is no cue, the first word of one, or a later word of one: [rows, 3]."""
        return shares(vectors @ self._cue[0] + self._cue[1])

    # -- second part

    def around(self, vectors: Floats, laid: Windows) -> Floats:
        """How likely each row of all windows is [nothing, source begins, source, content begins, content]."""
        rows = (vectors @ self._token[0] + self._token[1])[laid.at]
        rows += (vectors[laid.heads] @ self._head[0] + self._head[1])[laid.window]
        rows += self._distance[laid.apart]
        np.maximum(rows, 0, out=rows)
        padded = np.zeros((len(rows) + 2 * self.gap, rows.shape[1]), dtype=np.float32)
        inner = padded[self.gap : self.gap + len(rows)]
        inner[:] = normalised(rows, *self._middle)
        gaps = np.flatnonzero(laid.at < 0)
        inner[gaps] = 0
        for layer in self._second:
            layer(padded, self.gap)
            inner[gaps] = 0
        return shares(inner @ self._out[0] + self._out[1])


def shares(scores: Floats) -> Floats:
    """Likelihoods that add up to one in each row (softmax)."""
    likely: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    return likely


@cache
def shipped() -> Model:
    """The model that comes with the package."""
    with resources.files("chiltern.reading.tagger").joinpath("attribution.npz").open("rb") as file:
        return Model(file)
