"""From likelihoods to ranges: which words are a cue's source and content, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from chiltern.reading.tagger.features import Rows
from chiltern.reading.tagger.vectors import Floats
from chiltern.reading.tagger.windows import Cue, Range, Windows
from chiltern.reading.text import Text

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

# No single word decides alone; the source is taken a little more readily than not.
_CLIP = 6.0
_TINY = np.float32(1e-6)
_SOURCE_BONUS = 1.0
# A content with so much evidence in all counts half: one of a word or two is seldom right.
_HALF = 5.0
# Doubtful words within a content, as an aside of one or two, stay in it.
_HOLE = 3
# Of a quotation that a content touches: from here on all of it is meant, up to here none of it.
_WHOLE, _NONE = 0.6, 0.35


class Tagged(NamedTuple):
    """An attribution as token ranges [first, end). `score`, from 0 to 1, says how likely it is right."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    score: float


def best_runs(weights: Floats) -> tuple[Ints, Ints, Floats]:
    """For each row the stretch [first, end) of columns with the greatest sum, and that sum, which is never negative."""
    sums = _sums(weights)
    gains = sums - np.minimum.accumulate(sums, axis=1)
    end = gains.argmax(axis=1)
    columns = np.arange(sums.shape[1])
    first = np.where(columns[None, :] <= end[:, None], sums, np.inf).argmin(axis=1)
    return first, end, np.take_along_axis(gains, end[:, None], axis=1)[:, 0]


def decode(rows: Rows, cues: Sequence[Cue], laid: Windows, likely: Floats, least: float = 0.1) -> Iterator[Tagged]:
    """The source and content of each cue that has any; `likely` is what `Model.around` gives.

    What surely scores less than `least` is left out.
    """
    begins = np.array([cue.window[0] for cue in cues])
    sizes = np.array([cue.window[1] for cue in cues]) - begins
    columns = np.arange(sizes.max())
    outside = columns >= sizes[:, None]
    at = np.where(outside, 0, laid.starts[:, None] + columns)
    source, content = likely[:, 1] + likely[:, 2], likely[:, 3] + likely[:, 4]
    words = rows.words[np.minimum(begins[:, None] + columns, len(rows.words) - 1)] & ~outside
    free = _between(columns, *(np.array([cue.tokens[side] for cue in cues]) - begins for side in (0, 1)))
    weights = _odds(source, _SOURCE_BONUS)[at]
    weights[free | outside] = -_CLIP
    source_first, source_end, gain = best_runs(weights)
    free |= _between(columns, source_first, source_end) & (gain > 0)[:, None]
    weights = _odds(content)[at]
    weights[free] = 0
    # A comma beside the cue or the source ends nothing.
    beside = _beside(free) & ~words
    weights[beside] = np.maximum(weights[beside], 0)
    weights[outside] = -_CLIP
    first, end, evidence = best_runs(weights)
    scores = np.array([cue.likely for cue in cues]) * evidence / (evidence + _HALF)
    sure = _sums(content[at] * words), _sums(words)
    # A stretch without the cue, the source, doubtful and quoted words is one range as it stands.
    every = np.arange(len(cues))
    odd, quoted = _sums(free | (weights < 0)), rows.quoted[begins + end] > rows.quoted[begins + first]
    plain = ~quoted & (odd[every, end] == odd[every, first])
    for number in np.flatnonzero(scores >= least).tolist():
        cue, window = cues[number].tokens, cues[number].window
        stretch = slice(int(first[number]), int(end[number]))
        ranges = [(window[0] + stretch.start, window[0] + stretch.stop)]
        if not plain[number]:
            ranges = _ranges(rows, _kept(ranges[0], weights[number, stretch], free[number, stretch]))
        held = [_within(each[number], ranges, window) for each in sure]
        if held[1]:
            named = window[0] + int(source_first[number]), window[0] + int(source_end[number])
            score = float(scores[number]) * (held[0] / held[1]) ** 2
            yield Tagged(cue, named if gain[number] > 0 else None, tuple(ranges), score)


def _within(sums: npt.NDArray[Any], ranges: Sequence[Range], window: Range) -> float:
    """What a row of running sums adds up to in some ranges of tokens, as far as they lie in the window."""
    total = 0.0
    for begin, end in ranges:
        first, last = max(begin, window[0]) - window[0], min(end, window[1]) - window[0]
        if last > first:
            total += float(sums[last]) - float(sums[first])
    return total


def _sums(columns: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The sum of the columns before each, and of all: one column more."""
    sums = np.zeros(
        (columns.shape[0], columns.shape[1] + 1), dtype=np.int64 if columns.dtype == bool else columns.dtype
    )
    np.cumsum(columns, axis=1, out=sums[:, 1:])
    return sums


def _odds(likely: Floats, bonus: float = 0.0) -> Floats:
    """Logarithms of the odds, within bounds."""
    return np.clip(np.log((likely + _TINY) / (1 + _TINY - likely)) + np.float32(bonus), -_CLIP, _CLIP)


def _between(columns: Ints, first: Ints, end: Ints) -> Bools:
    return (columns >= first[:, None]) & (columns < end[:, None])


def _beside(marked: Bools) -> Bools:
    """The marked columns with their neighbours."""
    beside = marked.copy()
    beside[:, 1:] |= marked[:, :-1]
    beside[:, :-1] |= marked[:, 1:]
    return beside


def _kept(stretch: Range, weights: Floats, free: Bools) -> list[int]:
    """The tokens of a stretch, without the cue, the source and long doubtful passages."""
    kept: list[int] = []
    doubtful: list[int] = []
    for at, (weight, left_out) in enumerate(zip(weights.tolist(), free.tolist(), strict=True), stretch[0]):
        if left_out:
            continue
        if weight < 0:
            doubtful.append(at)
            continue
        if doubtful:
            kept += doubtful if len(doubtful) < _HOLE else ()
            doubtful = []
        kept.append(at)
    return kept


def _ranges(rows: Rows, kept: list[int]) -> list[Range]:
    """The tokens as ranges that hold words, with quotations whole."""
    if kept and rows.quoted[kept[-1] + 1] > rows.quoted[kept[0]]:
        kept = _whole_quotations(rows.text, set(kept))
    return [(a, b) for a, b in _runs(kept) if rows.words[a:b].any()]


def _whole_quotations(text: Text, kept: set[int]) -> list[int]:
    """A quotation belongs to a content with all its words or with none."""
    for quotation in sorted({text.quote_of[at] for at in kept} - {-1}):
        members = range(*text.tokens_in(text.tops[quotation].outer))
        held = sum(at in kept for at in members)
        if held >= _WHOLE * len(members):
            kept.update(members)
        elif held <= _NONE * len(members) and len(members) - held > _HOLE:
            kept.difference_update(members)
    return sorted(kept)


def _runs(tokens: list[int]) -> list[Range]:
    runs: list[Range] = []
    for at in tokens:
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs
