"""The stretch of a paragraph around each cue, laid out row by row for the second part of the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from chiltern.reading.tagger.features import Ints, Rows

Range = tuple[int, int]

# How far from its cue a token may stand, in tokens.
_REACH = 70
# The buckets of that distance; a word of the cue itself has the last one.
DISTANCES = 33


class Cue(NamedTuple):
    """Where a cue may stand: its tokens, the tokens of its window, and how likely it is one."""

    tokens: Range
    window: Range
    likely: float = 1.0


class Windows(NamedTuple):
    """Windows one after another, with empty rows between. `starts` has the first row of each.

    For each row: `at`, the row of the text (-1 between windows); `window`, the number of its window; `apart`, the
    bucket of its distance to the cue. `heads` has the text's row of each window's cue.
    """

    starts: Ints
    at: Ints
    window: Ints
    apart: Ints
    heads: Ints


def reach_of(cue: Range, paragraph: Range) -> Range:
    """The tokens near enough to a cue, within its paragraph: what training sees."""
    return max(paragraph[0], cue[0] - _REACH), min(paragraph[1], cue[1] + _REACH)


def window_of(rows: Rows, cue: Range, paragraph: Range) -> Range:
    """The tokens that may be of a cue: those within its reach, or of its sentence alone if none of them is quoted.

    A quotation goes on from sentence to sentence; the reporter's own words seldom do.
    """
    begin, end = reach_of(cue, paragraph)
    if rows.quoted[begin] < rows.quoted[end]:
        return begin, end
    sentences, sentence_of = rows.text.sentences, rows.text.sentence_of
    return max(begin, sentences[sentence_of[cue[0]]][0]), min(end, sentences[sentence_of[cue[1] - 1]][1])


def lay_out(rows: Rows, cues: Sequence[Cue], gap: int, base: int = 0) -> Windows:
    """The windows of some cues, with `gap` empty rows behind each; the text's rows are counted from `base`."""
    begins = np.array([cue.window[0] for cue in cues])
    sizes = np.array([cue.window[1] for cue in cues]) - begins
    starts = np.concatenate(([0], np.cumsum(sizes + gap)[:-1]))
    window = np.repeat(np.arange(len(cues)), sizes + gap)
    step = np.arange(len(window)) - starts[window]
    token = begins[window] + step
    at = np.where(step < sizes[window], rows.place[np.minimum(token, len(rows.place) - 1)] - base, -1)
    first = np.array([cue.tokens[0] for cue in cues])
    last = np.array([cue.tokens[1] - 1 for cue in cues])
    return Windows(starts, at, window, _buckets(token, first[window], last[window]), rows.place[first] - base)


def _buckets(token: Ints, first: Ints, last: Ints) -> Ints:
    """The distance of each token to a cue from token `first` to `last`: exact near it, coarse far off."""
    behind = token > last
    apart = np.where(behind, token - last, first - token)
    middle = 8 + np.minimum(4, (apart - 8) // 6)
    far = 13 + np.minimum(2, (apart - 32) // 16)
    size = np.where(apart < 8, apart, np.where(apart < 32, middle, far))
    return np.where(behind, size, np.where(token < first, 16 + size, DISTANCES - 1))
