"""From likelihoods to ranges: which words are a cue's source and content, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chiltern.reading.tagger.vectors import Floats
from chiltern.reading.tagger.windows import Cue, Range, Windows
from chiltern.reading.text import Text

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

# No single word decides alone; the source is taken a little more readily than not.
_CLIP = 6.0
_SOURCE_BONUS = 1.0
# A content with so much evidence in all counts half: one of a word or two is seldom right.
_HALF = 5.0
# What scores less is nothing.
_LEAST = 0.1
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
    sums = np.cumsum(weights, axis=1)
    sums = np.concatenate((np.zeros((len(sums), 1), dtype=sums.dtype), sums), axis=1)
    gains = sums - np.minimum.accumulate(sums, axis=1)
    end = gains.argmax(axis=1)
    columns = np.arange(sums.shape[1])
    first = np.where(columns[None, :] <= end[:, None], sums, np.inf).argmin(axis=1)
    return first, end, np.take_along_axis(gains, end[:, None], axis=1)[:, 0]


def decode(text: Text, cues: Sequence[Cue], laid: Windows, logs: Floats, words: Bools) -> Iterator[Tagged]:
    """The source and content of each cue that has any; `logs` has a row for each row of the windows.

    `words` says of each token of the text whether it is a word, not a mark.
    """
    sizes = np.array([end - begin for _, (begin, end), _ in cues])
    begins = np.array([begin for _, (begin, _), _ in cues])
    columns = np.arange(sizes.max())
    inside = columns < sizes[:, None]
    rows = np.where(inside, laid.starts[:, None] + columns, 0)
    nothing = logs[rows, 0]
    source = np.logaddexp(logs[rows, 1], logs[rows, 2])
    content = np.logaddexp(logs[rows, 3], logs[rows, 4])
    first, last = (np.array([cue.tokens[side] for cue in cues]) - begins for side in (0, 1))
    free = _between(columns, first, last)
    weights = np.clip(source - np.logaddexp(nothing, content) + np.float32(_SOURCE_BONUS), -_CLIP, _CLIP)
    weights[free | ~inside] = -_CLIP
    source_first, source_end, gain = best_runs(weights)
    free |= _between(columns, source_first, source_end) & (gain > 0)[:, None]
    weights = np.clip(content - np.logaddexp(nothing, source), -_CLIP, _CLIP)
    weights[free] = 0
    # A comma beside the cue or the source ends nothing.
    beside = _beside(free) & ~words[np.minimum(begins[:, None] + columns, len(words) - 1)]
    weights[beside] = np.maximum(weights[beside], 0)
    weights[~inside] = -_CLIP
    content_first, content_end, evidence = best_runs(weights)
    likely = np.array([cue.likely for cue in cues])
    for number in np.flatnonzero(likely * evidence / (evidence + _HALF) >= _LEAST).tolist():
        cue, window = cues[number].tokens, cues[number].window
        stretch = slice(int(content_first[number]), int(content_end[number]))
        ranges = _ranges(text, window[0], stretch, weights[number], free[number])
        held = [at - window[0] for a, b in ranges for at in range(max(a, window[0]), min(b, window[1])) if words[at]]
        if not held:
            continue
        sure = float(np.exp(content[number, held]).mean())
        score = float(likely[number]) * sure**2 * float(evidence[number]) / (float(evidence[number]) + _HALF)
        named = window[0] + int(source_first[number]), window[0] + int(source_end[number])
        yield Tagged(cue, named if gain[number] > 0 else None, tuple(ranges), score)


def _between(columns: Ints, first: Ints, end: Ints) -> Bools:
    return (columns >= first[:, None]) & (columns < end[:, None])


def _beside(marked: Bools) -> Bools:
    """The marked columns with their neighbours."""
    beside = marked.copy()
    beside[:, 1:] |= marked[:, :-1]
    beside[:, :-1] |= marked[:, 1:]
    return beside


def _ranges(text: Text, begin: int, stretch: slice, weights: Floats, free: Bools) -> list[Range]:
    """The tokens of a stretch, without the cue, the source and long doubtful passages, as ranges."""
    kept: list[int] = []
    doubtful: list[int] = []
    for at, (weight, left_out) in enumerate(zip(weights[stretch].tolist(), free[stretch].tolist(), strict=True)):
        if left_out:
            continue
        if weight < 0:
            doubtful.append(at)
            continue
        kept += [*(doubtful if len(doubtful) < _HOLE else ()), at]
        doubtful = []
    tokens = _whole_quotations(text, {begin + stretch.start + at for at in kept})
    return [(a, b) for a, b in _runs(tokens) if any(token.is_word for token in text.tokens[a:b])]


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
