"""Notices that correct another report of their publisher: which one they mean, and which words they take back."""

from __future__ import annotations

import re
from functools import cache

from chiltern.names import fold
from chiltern.record.parts import day_of
from chiltern.record.reconcile.fingerprints import ReportText
from chiltern.words import load

# A title this short may stand in any text.
_FEWEST_WORDS = 3
# "1,322 votes, not 2,322": what follows is taken back, up to the end of the clause and at most four words.
_NOT = re.compile(r",\s+(?:and\s+)?not\s+((?:[^\s,.;:()]|[.,](?=\w))+(?:\s+[^\s,.;:()]+){0,3})(?=[,.;:)\n]|$)")


def is_notice(report: ReportText) -> bool:
    """Whether its title or its first line begins as notices of corrections do; the words are in `wording.yml`."""
    first = next((line for line in report.body.splitlines() if line.strip()), "")
    return any(_opening().match(line.strip()) is not None for line in (report.title or "", first))


def taken_back(notice: ReportText, other: ReportText) -> tuple[str, ...]:
    """The words of the other report that the notice takes back; none where it means another report.

    It means one of its publisher, no later than itself, whose title it names.
    """
    publishers = {fold(report.publisher or "") for report in (notice, other)}
    title = fold(other.title or "")
    if len(publishers) > 1 or "" in publishers or notice.id == other.id or len(title.split()) < _FEWEST_WORDS:
        return ()
    days = [day_of(report.published) for report in (other, notice)]
    if (days[0] and days[1] and days[0] > days[1]) or f" {title} " not in f" {fold(notice.body)} ":
        return ()
    return tuple(dict.fromkeys(found[1] for found in _NOT.finditer(notice.body)))


def says(text: str, words: str) -> bool:
    """Whether a passage has the words, as whole words or numbers."""
    return re.search(rf"(?<![\w.,]){re.escape(words)}(?![\w]|[.,]\w)", text) is not None


@cache
def _opening() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load("wording")["corrections"])
    return re.compile(rf"(?:{words})\b", re.IGNORECASE)
