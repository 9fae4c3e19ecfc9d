"""Trains the network on examples and keeps a running mean of its weights, which reads better than their last state."""

from __future__ import annotations

import copy
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from chiltern.reading.tagger.features import Ints, Rows
from chiltern.reading.tagger.tables import BREAK_ID, FIRST, TABLES, Tables, pieces
from chiltern.reading.tagger.windows import Cue, lay_out, reach_of
from tools.tagger.corpus import Example, Gold
from tools.tagger.network import Network, Shape

# A word or piece is an entry of its table if it stands so often in the examples.
_LEAST = (3, 5, 5, 3)
_TOGETHER = 8  # portions of text that one step of training sees
_RATE, _DECAY, _WARM_UP = 2e-3, 0.01, 50
_MEAN = 0.99  # how much of the running mean of the weights one step keeps
# Cues are rare among tokens: their loss counts for more.
_CUE_WEIGHT = 4.0
_IGNORED = -100


class Portion(NamedTuple):
    """What the network sees of a portion of a text, and what it should say."""

    found: Tensor
    categories: Tensor
    is_cue: Tensor
    rows: Rows
    base: int
    cues: list[Cue]
    labels: list[Ints]


def tables(examples: Sequence[Example]) -> Tables:
    """The words and pieces that the examples hold often enough, the commonest first."""
    counts: list[Counter[str]] = [Counter() for _ in TABLES]
    for name in {example.name: example for example in examples}.values():
        for token in name.rows.text.tokens:
            for count, piece in zip(counts, pieces(token.text), strict=True):
                count[piece] += 1
    return Tables(
        [
            sorted(
                (piece for piece in count if count[piece] >= least and "\n" not in piece), key=lambda p: (-count[p], p)
            )
            for count, least in zip(counts, _LEAST, strict=True)
        ]
    )


def train(
    examples: Sequence[Example], words: Tables, shape: Shape, rounds: int, told: Callable[[str], None]
) -> Network:
    """A network trained on the examples, in so many rounds; the same input gives the same network."""
    torch.manual_seed(1)
    shuffler = random.Random(1)
    portions = [portion for example in examples for portion in _portions(example, words)]
    network = Network([FIRST + len(table) for table in words.entries], shape)
    mean = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = rounds * math.ceil(len(portions) / _TOGETHER)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    for number in range(rounds):
        network.train()
        shuffler.shuffle(portions)
        losses = []
        for begin in range(0, len(portions), _TOGETHER):
            loss = _loss(network, portions[begin : begin + _TOGETHER])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
            _follow(mean, network, _MEAN if number else 0.9)
        told(f"round {number + 1} of {rounds}: loss {sum(losses) / len(losses):.3f}")
    mean.eval()
    return mean


def _rate(step: int, steps: int) -> float:
    """The share of the learning rate at a step: up in the beginning, then down along a cosine."""
    return min(1.0, (step + 1) / _WARM_UP) * (0.02 + 0.49 * (1 + math.cos(math.pi * min(1.0, step / steps))))


def _follow(mean: Network, network: Network, kept: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.parameters(), network.parameters(), strict=True):
            old.mul_(kept).add_(new, alpha=1 - kept)


def _loss(network: Network, portions: Sequence[Portion]) -> Tensor:
    """How wrong the network is about the cues, and about the source and content of each."""
    vectors = network.encode(
        torch.cat([portion.found for portion in portions]), torch.cat([portion.categories for portion in portions])
    )
    loss = _CUE_WEIGHT * functional.cross_entropy(network.cue(vectors), torch.cat([p.is_cue for p in portions]))
    scores, labels, begin = [], [], 0
    for portion in portions:
        rows = vectors[begin : begin + len(portion.found)]
        begin += len(portion.found)
        if portion.cues:
            gap = max(network.shape.second_distances)
            laid = lay_out(portion.rows, portion.cues, gap, portion.base)
            scores.append(network.around(rows, laid))
            labels += [np.concatenate([label, np.full(gap, _IGNORED)]) for label in portion.labels]
    if scores:
        wanted = torch.from_numpy(np.concatenate(labels))
        loss = loss + functional.cross_entropy(torch.cat(scores), wanted, ignore_index=_IGNORED)
    return loss


def _portions(example: Example, words: Tables) -> Iterator[Portion]:
    rows = example.rows
    for paragraphs in rows.parts():
        base = rows.first_row(paragraphs)
        found = _numbers(rows, paragraphs, words)
        here = [gold for gold in example.gold if paragraphs[0][0] <= gold.cue[0] < paragraphs[-1][1]]
        is_cue = np.zeros(len(found), dtype=np.int64)
        for gold in here:
            is_cue[rows.place[range(*gold.cue)] - base] = 2
        for gold in here:
            is_cue[rows.place[gold.cue[0]] - base] = 1
        around = [next(p for p in paragraphs if p[0] <= gold.cue[0] < p[1]) for gold in here]
        cues = [Cue(gold.cue, reach_of(gold.cue, paragraph)) for gold, paragraph in zip(here, around, strict=True)]
        yield Portion(
            torch.from_numpy(found),
            torch.from_numpy(rows.categories[base : base + len(found)]),
            torch.from_numpy(is_cue),
            rows,
            base,
            cues,
            [_labels(gold, cue.window) for gold, cue in zip(here, cues, strict=True)],
        )


def _numbers(rows: Rows, paragraphs: Sequence[tuple[int, int]], words: Tables) -> Ints:
    """For each row where its word and pieces stand in the tables: [rows, tables]."""
    begin, end = paragraphs[0][0], paragraphs[-1][1]
    place = rows.place[begin:end] - rows.first_row(paragraphs)
    found = np.full((int(place[-1]) + 1, len(TABLES)), BREAK_ID, dtype=np.int64)
    found[place] = [words.of(token.text) for token in rows.text.tokens[begin:end]]
    return found


def _labels(gold: Gold, window: tuple[int, int]) -> Ints:
    """What each token of a cue's window is: nothing, a source's first or later word, a content's first or later."""
    labels = np.zeros(window[1] - window[0], dtype=np.int64)
    for ranges, label in ((gold.content, 3), ((gold.source,) if gold.source else (), 1)):
        for first, end in ranges:
            inside = range(max(first, window[0]) - window[0], min(end, window[1]) - window[0])
            labels[inside] = label + 1
            if len(inside) and first >= window[0]:
                labels[inside[0]] = label
    return labels
