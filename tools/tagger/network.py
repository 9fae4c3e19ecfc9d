"""The network while it is trained, in PyTorch: the same two parts as `chiltern.reading.tagger.model`, with dropout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from chiltern.reading.tagger.features import CATEGORIES
from chiltern.reading.tagger.tables import BREAK_ID, TABLES, UNKNOWN
from chiltern.reading.tagger.windows import DISTANCES, Windows


class Shape(NamedTuple):
    """How big the network is and how it is kept from learning its examples by heart."""

    first_width: int = 96
    second_width: int = 64
    first_distances: tuple[int, ...] = (1, 1, 2, 4)
    second_distances: tuple[int, ...] = (1, 2, 4, 8)
    dropout: float = 0.33
    word_dropout: float = 0.15


class Step(nn.Module):
    """A convolution over a row and its neighbours at a distance, added to the row, normalised."""

    def __init__(self, width: int, distance: int, dropout: float) -> None:
        super().__init__()
        self.mix = nn.Conv1d(width, width, 3, padding=distance, dilation=distance)
        self.norm = nn.LayerNorm(width)
        self.dropout = dropout

    def forward(self, rows: Tensor) -> Tensor:
        mixed = functional.relu(self.mix(rows.T[None])[0].T)
        normed: Tensor = self.norm(rows + functional.dropout(mixed, self.dropout, self.training))
        return normed


class Network(nn.Module):
    """`sizes` are the lengths of the tables of words and pieces, unknown and break included."""

    def __init__(self, sizes: Sequence[int], shape: Shape) -> None:
        super().__init__()
        wide, narrow = shape.first_width, shape.second_width
        self.shape = shape
        self.tables = nn.ModuleList(nn.Embedding(size, wide) for size in sizes)
        self.categories = nn.ModuleList(nn.Embedding(size, wide) for size in CATEGORIES)
        for table in (*self.tables, *self.categories):
            nn.init.normal_(table.weight, 0, 0.1)
        self.into = nn.LayerNorm(wide)
        self.first = nn.ModuleList(Step(wide, apart, shape.dropout) for apart in shape.first_distances)
        self.cue = nn.Linear(wide, 3)
        self.token, self.head = nn.Linear(wide, narrow), nn.Linear(wide, narrow)
        self.distance = nn.Embedding(DISTANCES, narrow)
        self.middle = nn.LayerNorm(narrow)
        self.second = nn.ModuleList(Step(narrow, apart, shape.dropout) for apart in shape.second_distances)
        self.out = nn.Linear(narrow, 5)

    def encode(self, found: Tensor, categories: Tensor) -> Tensor:
        """Rows as vectors; `found` [rows, tables] and `categories` [rows, categories] are numbers of table entries."""
        words = found[:, 0]
        if self.training:
            dropped = (torch.rand(len(words)) < self.shape.word_dropout) & (words != BREAK_ID)
            words = torch.where(dropped, UNKNOWN, words)
        vectors = self.tables[0](words)
        for column, table in enumerate(self.tables[1:], 1):
            vectors = vectors + table(found[:, column])
        for column, table in enumerate(self.categories):
            vectors = vectors + table(categories[:, column])
        vectors = functional.dropout(self.into(vectors), self.shape.dropout, self.training)
        for step in self.first:
            vectors = step(vectors)
        return vectors

    def around(self, vectors: Tensor, laid: Windows) -> Tensor:
        """Scores of the five labels for each row of all windows; see `Model.around`."""
        at, heads, window, apart = map(torch.from_numpy, (laid.at, laid.heads, laid.window, laid.apart))
        present = (at >= 0)[:, None]
        rows = self.token(vectors)[at.clamp(min=0)] + self.head(vectors[heads])[window] + self.distance(apart)
        rows = self.middle(functional.relu(rows)) * present
        for step in self.second:
            rows = step(rows) * present
        scores: Tensor = self.out(rows)
        return scores

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights under the names that `Model` reads, as half floats."""
        kept: dict[str, Tensor] = {}
        kept |= {f"{name}.vectors": table.weight for name, table in zip(TABLES, self.tables, strict=True)}
        kept |= {f"category{number}.vectors": table.weight for number, table in enumerate(self.categories)}
        kept["distance.vectors"] = self.distance.weight
        for name, norm in (("in", self.into), ("middle", self.middle)):
            kept |= {f"{name}.scale": norm.weight, f"{name}.shift": norm.bias}
        for name, linear in (("cue", self.cue), ("token", self.token), ("head", self.head), ("out", self.out)):
            kept |= {f"{name}.weight": linear.weight.T, f"{name}.bias": linear.bias}
        for part, steps in (("first", self.first), ("second", self.second)):
            for number, step in enumerate(steps):
                kept |= {
                    f"{part}{number}.weight": step.mix.weight.permute(2, 1, 0),
                    f"{part}{number}.bias": step.mix.bias,
                    f"{part}{number}.scale": step.norm.weight,
                    f"{part}{number}.shift": step.norm.bias,
                }
        arrays = {name: np.ascontiguousarray(value.detach().numpy().astype(np.float16)) for name, value in kept.items()}
        arrays["first_distances"] = np.array(self.shape.first_distances)
        arrays["second_distances"] = np.array(self.shape.second_distances)
        return arrays
