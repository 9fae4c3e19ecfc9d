"""A statement as comparing needs it: its words with offsets, the pieces that stand in quotation marks, and its keys."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import msgspec

from chiltern.claims import Span, Statement, StatementKind
from chiltern.reading.quotations import find_quotations
from chiltern.record.model import Entity, Found, ReportLine, Words
from chiltern.record.reconcile.wording import LONGEST, Word, common_words, is_content, words_of

# A statement gives at most so many keys: those with the smallest hashes, so that two long versions keep the same ones.
MOST_KEYS = 192
# A sentence of a quotation is placed as a whole, up to so many words at a time.
LONGEST_UNIT = 60
# Places of one word that are tried: a text of one word a thousand times over must not cost a thousand times more.
_MOST_PLACES = 24


class View:
    """Some of a statement's words, as a list to align: the quoted ones, or all.

    `units` are the pieces that are looked for in another statement, as ranges of `words`: sentences, or fragments.
    """

    def __init__(self, words: Sequence[Word], breaks: frozenset[int]) -> None:
        self.words = tuple(words[:LONGEST])
        self.norms = [word.norm for word in self.words]
        starts = sorted({0, *breaks} | {index for index, word in enumerate(self.words) if word.opens})
        self.units: list[tuple[int, int]] = []
        for first, end in zip(starts, [*starts[1:], len(self.words)], strict=True):
            cuts = [*range(first, end, LONGEST_UNIT), end]
            self.units += [(low, high) for low, high in pairwise(cuts) if low < high]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """For each word with a sense of its own, where it stands: the first 24 places."""
        found: dict[str, list[int]] = {}
        for index, norm in enumerate(self.norms):
            if is_content(norm):
                listed = found.setdefault(norm, [])
                if len(listed) < _MOST_PLACES:
                    listed.append(index)
        return found

    def telling(self, first: int, end: int) -> int:
        """How many words of a range have a sense and are not in every second report."""
        common = common_words()
        return sum(is_content(norm) and norm not in common for norm in self.norms[first:end])


class Said(msgspec.Struct, frozen=True, dict=True):
    """One statement of one report. `text` is the report's body from `start` to the statement's last character."""

    claim: str
    report: ReportLine
    kind: StatementKind
    text: str
    start: int
    segments: tuple[Span, ...]
    speaker: Entity | None = None

    @cached_property
    def quoted(self) -> View:
        """The words in quotation marks; of an indirect statement there are none."""
        return _quoted(self)

    @cached_property
    def whole(self) -> View:
        """All words of the statement, also the reporter's."""
        words: list[Word] = []
        breaks: set[int] = set()
        for segment in self.segments:
            breaks.add(len(words))
            words += _piece(self, segment)
        return View(words, frozenset(breaks))

    def characters(self, first: int, end: int) -> str:
        """The body's characters [first, end), which lie within the statement."""
        return self.text[first - self.start : end - self.start]

    def passage(self, span: Span) -> Words:
        return Words(self.claim, self.characters(span.start, span.end), span.start, span.end, self.report)

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sorts statements by publication, then place; a report without a date comes last."""
        return (self.report.published or "~", self.report.id, self.start, self.claim)


def said(found: Found) -> Said:
    """The statement behind a claim of the record; the claim must be one."""
    claim = found.claim
    assert isinstance(claim, Statement)
    words = found.words
    return Said(words.claim, words.report, claim.kind, words.text, words.start, claim.segments, found.one("speaker"))


def keys(statement: Said) -> tuple[int, ...]:
    """Hashes by which other versions of the statement are found: signed 64-bit numbers, sorted, at most 192.

    Each stands for two words that follow each other or stand one apart, words without a sense left out; a pair of
    words that every report of this kind has is no key. Two versions that keep three words in a row share one.
    """
    common = common_words()
    found: set[int] = set()
    before = last = ""
    for norm in statement.whole.norms:
        if not is_content(norm):
            continue
        for other in (last, before):
            if other and not (norm in common and other in common):
                found.add(_pair(norm, other))
        before, last = last, norm
    return tuple(sorted(found)[:MOST_KEYS])


@lru_cache(maxsize=50_000)
def _number(norm: str) -> int:
    return int.from_bytes(hashlib.blake2b(norm.encode(), digest_size=8).digest(), "little")


def _pair(one: str, other: str) -> int:
    """The same for both orders of two words."""
    low, high = sorted((_number(one), _number(other)))
    mixed = (low * 0x9E3779B97F4A7C15 ^ (high + 0x7F4A7C15F39CC060)) * 0xD6E8FEB86659FD93 & 0xFFFFFFFFFFFFFFFF
    return (mixed ^ mixed >> 32) - (1 << 63)


def _piece(statement: Said, span: Span) -> tuple[Word, ...]:
    """The words of a part of the statement; whoever printed it may have left words out before it."""
    words = words_of(statement.characters(span.start, span.end), span.start)
    return (words[0]._replace(gap=True), *words[1:]) if words else ()


def _quoted(statement: Said) -> View:
    words: list[Word] = []
    breaks: set[int] = set()
    for segment in statement.segments:
        for inner in _inside_marks(statement, segment):
            breaks.add(len(words))
            words += _piece(statement, inner)
    return View(words, frozenset(breaks))


def _inside_marks(statement: Said, segment: Span) -> list[Span]:
    """The parts of a segment that are given as the speaker's very words."""
    if statement.kind == "direct":
        return [segment]
    if statement.kind == "indirect":
        return []
    text = statement.characters(segment.start, segment.end)
    inner = [mark.inner for mark in find_quotations(text, [Span(0, len(text))]) if mark.depth == 0]
    return [Span(span.start + segment.start, span.end + segment.start) for span in inner]
