"""Scores a model on held-out examples: of each attribution its content, and its content with the right source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from chiltern.reading.tagger import Model, Tagged, tag
from chiltern.reading.tagger.windows import Range
from tools.tagger.corpus import Example, Gold

# Contents match if they share half of the words that either holds.
_MATCH = 0.5


def scores(examples: Sequence[Example], model: Model) -> str:
    """Precision, recall and F1 in percent over all examples, one annotator's reading of each report."""
    counts: Counter[str] = Counter()
    for example in {example.name: example for example in reversed(examples)}.values():
        rows = example.rows
        found = [one for one in tag(rows.text, example.found, model) if one.score >= model.threshold]
        pairs = list(_pairs(example.gold, found))
        counts["gold"] += len(example.gold)
        counts["found"] += len(found)
        counts["content"] += len(pairs)
        counts["with its source"] += sum(_meet(gold.source, one.source) for gold, one in pairs)
    lines = [f"held out: {counts['gold']} attributions, {counts['found']} found"]
    for measure in ("content", "with its source"):
        precision, recall = counts[measure] / max(1, counts["found"]), counts[measure] / max(1, counts["gold"])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        lines.append(f"  {measure:16} P {precision:6.1%}  R {recall:6.1%}  F1 {f1:6.1%}")
    return "\n".join(lines)


def _pairs(gold: Sequence[Gold], found: Sequence[Tagged]) -> Iterable[tuple[Gold, Tagged]]:
    """Each attribution with the one found for it, the most alike first."""
    wanted, given = [_tokens(one.content) for one in gold], [_tokens(one.content) for one in found]
    alike = [(len(a & b) / len(a | b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(given) if a & b]
    used: set[tuple[str, int]] = set()
    for share, i, j in sorted(alike, reverse=True):
        if share >= _MATCH and not used & {("gold", i), ("found", j)}:
            used |= {("gold", i), ("found", j)}
            yield gold[i], found[j]


def _tokens(ranges: Iterable[Range]) -> set[int]:
    return {at for first, end in ranges for at in range(first, end)}


def _meet(one: Range | None, other: Range | None) -> bool:
    """Whether two sources share a word, or are both missing."""
    if one is None or other is None:
        return one is other
    return one[0] < other[1] and other[0] < one[1]
