"""From likelihoods to ranges: which words are a cue's source and content, and how sure that is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chiltern.reading.tagger.model import Floats
from chiltern.reading.tagger.windows import Cue, Range
from chiltern.reading.text import Text

# No single word decides alone; the source is taken a little more readily than not.
_CLIP = 6.0
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


def best_run(weights: npt.NDArray[np.float64]) -> tuple[int, int, float]:
    """The stretch [first, end) with the greatest sum, and the sum; empty where no weight is positive."""
    sums = np.concatenate(([0.0], np.cumsum(weights)))
    lowest = np.minimum.accumulate(sums)
    gains = sums - lowest
    end = int(np.argmax(gains))
    return int(np.argmin(sums[: end + 1])), end, float(gains[end])


def decode(text: Text, place: Cue, logs: Floats) -> Tagged | None:
    """The source and content of one cue; None where it has no content.

    `logs` has a row for each token of the cue's window.
    """
    cue, window, likely = place
    begin = window[0]
    nothing = logs[:, 0].astype(np.float64)
    source = np.logaddexp(logs[:, 1], logs[:, 2]).astype(np.float64)
    content = np.logaddexp(logs[:, 3], logs[:, 4]).astype(np.float64)
    weights = np.clip(source - np.logaddexp(nothing, content) + _SOURCE_BONUS, -_CLIP, _CLIP)
    weights[cue[0] - begin : cue[1] - begin] = -_CLIP
    first, end, gain = best_run(weights)
    speaker = (begin + first, begin + end) if gain > 0 else None
    weights = np.clip(content - np.logaddexp(nothing, source), -_CLIP, _CLIP)
    free = np.zeros(len(weights), dtype=bool)
    free[cue[0] - begin : cue[1] - begin] = True
    if speaker:
        free[first:end] = True
    weights[free] = 0
    # A comma beside the cue or the source ends nothing.
    beside = free.copy()
    beside[1:] |= free[:-1]
    beside[:-1] |= free[1:]
    for at in np.flatnonzero(beside).tolist():
        if not text.tokens[begin + at].is_word:
            weights[at] = max(weights[at], 0.0)
    evidence = best_run(weights)[2]
    ranges = _ranges(text, window, weights, free)
    if not ranges:
        return None
    held = [at - begin for a, b in ranges for at in range(max(a, begin), min(b, window[1])) if text.tokens[at].is_word]
    sure = float(np.exp(content[held]).mean()) if held else 0.0
    score = likely * sure**2 * evidence / (evidence + _HALF)
    return Tagged(cue, speaker, tuple(ranges), score)


def _ranges(text: Text, window: Range, weights: npt.NDArray[np.float64], free: npt.NDArray[np.bool_]) -> list[Range]:
    """The tokens of the best stretch, without the cue, the source and long doubtful passages, as ranges."""
    first, end, gain = best_run(weights)
    if gain <= 0:
        return []
    kept: list[int] = []
    doubtful: list[int] = []
    for at in (np.flatnonzero(~free[first:end]) + first).tolist():
        if weights[at] < 0:
            doubtful.append(at)
            continue
        kept += [*(doubtful if len(doubtful) < _HOLE else ()), at]
        doubtful = []
    begin = window[0]
    tokens = _whole_quotations(text, {begin + at for at in kept})
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
