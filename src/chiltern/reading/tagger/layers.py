"""The steps of the network as few passes over the numbers as they can be, which is most of the time a report takes.

In training a step is `normalise(relu(mix(rows)) + rows) * scale + shift`. Here `shift` is left out of the rows that are
passed on, and added to what reads them: to the bias of the next step, or of the last product. So an empty row, which is
zero in training, is `-shift` here. The numbers differ from those in training by no more than rounding does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_EPSILON = np.float32(1e-5)
# So many rows are worked on at once that they, what is made of them and the weights stay in the processor's cache.
_BLOCK = 512


class Norm:
    """Each row with mean 0 and variance 1, then scaled; `shift` is for the reader to add."""

    def __init__(self, arrays: dict[str, Floats], name: str) -> None:
        self.scale, self.shift = arrays[f"{name}.scale"], arrays[f"{name}.shift"]
        self._mean = np.full(len(self.scale), 1 / len(self.scale), dtype=np.float32)

    def __call__(self, rows: Floats, out: Floats, spare: Floats) -> None:
        """Fills `out`; uses up `rows` and `spare`, both of its size."""
        mean = rows @ self._mean
        np.multiply(rows, rows, out=spare)
        spread = spare @ self._mean
        spread -= mean * mean
        # Rounding may take the difference a little below zero.
        np.maximum(spread, np.float32(0), out=spread)
        spread += _EPSILON
        np.sqrt(spread, out=spread)
        rows -= mean[:, None]
        rows /= spread[:, None]
        np.multiply(rows, self.scale, out=out)


class Step(NamedTuple):
    """Each row and its neighbours at a distance, mixed, added to the row, normalised."""

    before: Floats
    here: Floats
    behind: Floats
    bias: Floats
    least: Floats
    distance: int
    norm: Norm


class Steps:
    """The steps of one part of the network, one after another."""

    def __init__(self, arrays: dict[str, Floats], part: str, distances: Sequence[int], first: Norm) -> None:
        self.first, self.margin = first, max(distances)
        self._steps: list[Step] = []
        shift = first.shift
        for number, distance in enumerate(distances):
            weights, norm = arrays[f"{part}{number}.weight"], Norm(arrays, f"{part}{number}")
            # relu(mixed + bias) + shift is the greater of mixed + bias + shift and shift.
            bias = arrays[f"{part}{number}.bias"] + shift @ weights.sum(axis=0) + shift
            before, here, behind = weights
            self._steps.append(Step(before, here, behind, bias, shift, distance, norm))
            shift = norm.shift
        self.shift = shift

    def folded(self, weight: Floats, bias: Floats) -> tuple[Floats, Floats]:
        """The weight and bias of a product that reads what the last step gives."""
        return weight, bias + self.shift @ weight

    def __call__(self, rows: Floats, empty: Ints | None = None) -> Floats:
        """What the steps make of some rows; the rows numbered in `empty` stay empty. Uses up `rows`."""
        margin, count = self.margin, len(rows)
        shape = count + 2 * margin, rows.shape[1]
        now, then = np.empty(shape, dtype=np.float32), np.empty(shape, dtype=np.float32)
        mixed, spare = (np.empty((min(_BLOCK, count), shape[1]), dtype=np.float32) for _ in range(2))
        for begin in range(0, count, _BLOCK):
            block = rows[begin : begin + _BLOCK]
            self.first(block, now[margin + begin : margin + begin + len(block)], spare[: len(block)])
        for step in self._steps:
            now[:margin] = now[margin + count :] = -step.least
            if empty is not None:
                now[empty + margin] = -step.least
            for begin in range(margin, margin + count, _BLOCK):
                size = min(_BLOCK, margin + count - begin)
                _apply(step, now, then[begin : begin + size], begin, mixed[:size], spare[:size])
            now, then = then, now
        return now[margin : margin + count]


def _apply(step: Step, rows: Floats, out: Floats, begin: int, mixed: Floats, spare: Floats) -> None:
    """One step for a block of rows from `begin` on."""
    end, apart = begin + len(out), step.distance
    np.matmul(rows[begin:end], step.here, out=mixed)
    np.matmul(rows[begin - apart : end - apart], step.before, out=spare)
    mixed += spare
    np.matmul(rows[begin + apart : end + apart], step.behind, out=spare)
    mixed += spare
    mixed += step.bias
    np.maximum(mixed, step.least, out=mixed)
    mixed += rows[begin:end]
    step.norm(mixed, out, spare)
