"""Scores a model on held-out examples: of each attribution its content, and its content with the right source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from chiltern.reading.attributed import says
from chiltern.reading.tagger import Model, Tagged, tag
from chiltern.reading.tagger.windows import Range
from chiltern.reading.text import Text
from tools.tagger.corpus import Example, Gold

_KINDS = ("all", "said", "held")
# Contents match if they share half of the words that either holds.
_MATCH = 0.5


def scores(examples: Sequence[Example], model: Model) -> str:
    """Precision, recall and F1 in percent over all examples, one annotator's reading of each report.

    `said` are the attributions whose cue holds a verb or noun of saying, `held` the others: attitudes and intentions.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for example in {example.name: example for example in reversed(examples)}.values():
        text = example.rows.text
        found = [one for one in tag(text, example.found, model) if one.score >= model.threshold]
        paired = {one: gold for gold, one in _pairs(example.gold, found)}
        for gold in example.gold:
            counts.update((kind, "gold") for kind in _kinds(text, gold.cue))
        for one in found:
            gold_one = paired.get(one)
            kinds = _kinds(text, gold_one.cue if gold_one else one.cue)
            counts.update((kind, "found") for kind in kinds)
            if gold_one:
                counts.update((kind, "content") for kind in kinds)
                if _meet(gold_one.source, one.source):
                    counts.update((kind, "with its source") for kind in kinds)
    return "\n".join(_line(kind, measure, counts) for kind in _KINDS for measure in ("content", "with its source"))


def _kinds(text: Text, cue: Range) -> tuple[str, str]:
    return "all", "said" if says([text.tokens[at].lower for at in range(*cue)]) else "held"


def _line(kind: str, measure: str, counts: Counter[tuple[str, str]]) -> str:
    right = counts[kind, measure]
    precision, recall = right / max(1, counts[kind, "found"]), right / max(1, counts[kind, "gold"])
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return (
        f"{kind:5} {measure:16} P {precision:6.1%}  R {recall:6.1%}  F1 {f1:6.1%}"
        f"  gold {counts[kind, 'gold']:5} found {counts[kind, 'found']:5}"
    )


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
