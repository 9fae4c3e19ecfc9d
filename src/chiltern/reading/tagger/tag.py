"""Runs the model over a text: cues, then each cue's source and content, then the likelier of two that overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from threadpoolctl import ThreadpoolController

from chiltern.claims import Statement
from chiltern.reading.tagger.decode import Tagged, decode
from chiltern.reading.tagger.features import Rows
from chiltern.reading.tagger.model import Floats, Model
from chiltern.reading.tagger.windows import Cue, Range, lay_out, window_of
from chiltern.reading.text import Text

# A word less likely to be a cue than this is not looked at again; a word joins the cue before it from `_GOES_ON` on.
_WORTH_A_LOOK = 0.3
_GOES_ON = 0.4
# The rows of windows that are worked on at once: enough to be quick, few enough to bound the memory.
_BATCH = 6000
# Two attributions with this share of words in common are one.
_SAME = 0.5


def tag(text: Text, found: Sequence[Statement], model: Model) -> list[Tagged]:
    """The attributions of a text, in the order of their cues; `found` are the statements by rules.

    Most that score less than the model's threshold are left out, and no other depends on them.
    """
    rows = Rows(text, found)
    tagged: list[Tagged] = []
    # The products are too small to share out: more threads only wait for one another.
    with _libraries().limit(limits=1, user_api="blas"):
        for paragraphs in rows.parts():
            tagged += _in_portion(model, rows, paragraphs)
    return sorted(_distinct(tagged))


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def _in_portion(model: Model, rows: Rows, paragraphs: Sequence[Range]) -> Iterator[Tagged]:
    vectors = model.encode(rows, paragraphs)
    base = rows.first_row(paragraphs)
    tokens = slice(paragraphs[0][0], paragraphs[-1][1])
    for batch in _batches(_cues(rows, paragraphs, model.cues(vectors[rows.place[tokens] - base]))):
        yield from _around(model, rows, vectors, batch, base)


def _cues(rows: Rows, paragraphs: Sequence[Range], likely: Floats) -> Iterator[Cue]:
    """Every stretch of tokens that may be a cue; `likely` has a row for each token of the paragraphs."""
    offset = paragraphs[0][0]
    begins = (np.flatnonzero(likely[:, 1] > _WORTH_A_LOOK) + offset).tolist()
    goes_on = (likely[:, 2] > _GOES_ON) & (likely[:, 2] > likely[:, 1])
    paragraph, reached = 0, 0
    for first in begins:
        if first < reached:
            continue
        while paragraphs[paragraph][1] <= first:
            paragraph += 1
        reached = first + 1
        while reached < paragraphs[paragraph][1] and goes_on[reached - offset]:
            reached += 1
        window = window_of(rows, (first, reached), paragraphs[paragraph])
        yield Cue((first, reached), window, float(likely[first - offset, 1]))


def _batches(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    batch: list[Cue] = []
    size = 0
    for cue in cues:
        batch.append(cue)
        size += cue.window[1] - cue.window[0]
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _around(model: Model, rows: Rows, vectors: Floats, cues: Sequence[Cue], base: int) -> Iterator[Tagged]:
    """Each cue's window through the second part of the network, all windows of the batch in one pass."""
    laid = lay_out(rows, cues, model.gap, base)
    return decode(rows, cues, laid, model.around(vectors, laid), model.threshold)


def _distinct(found: Iterable[Tagged]) -> Iterator[Tagged]:
    """Of attributions with about the same content the likeliest alone."""
    sizes: list[int] = []
    owners: dict[int, list[int]] = {}
    for one in sorted(found, key=lambda each: (-each.score, each.cue)):
        tokens = [at for begin, end in one.content for at in range(begin, end)]
        shared = [owner for at in tokens if at in owners for owner in owners[at]]
        whole = len(tokens)
        if shared and any(n >= _SAME * (whole + sizes[owner] - n) for owner, n in Counter(shared).items()):
            continue
        for at in tokens:
            owners.setdefault(at, []).append(len(sizes))
        sizes.append(len(tokens))
        yield one
