"""A statement as comparing needs it: its words with offsets, the pieces that stand in quotation marks, and its keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

import msgspec

from chiltern.claims import Span, Statement, StatementKind
from chiltern.reading.quotations import find_quotations
from chiltern.record.model import Entity, Found, ReportLine, Words
from chiltern.record.reconcile.wording import LONGEST, WRITTEN, Word, common_words, is_content, normal, words_of

# A statement gives at most so many keys: those with the smallest hashes, so that two long versions keep the same ones.
MOST_KEYS = 192
# A sentence of a quotation is placed as a whole, up to so many words at a time.
LONGEST_UNIT = 60
# Characters of one statement that are compared; a speech of an hour has more.
_LONGEST_READ = 40_000
# Places of one word that are tried: a text of one word a thousand times over must not cost a thousand times more.
_MOST_PLACES = 24


class View:
    """Some of a statement's words, as a list to align: the quoted ones, or all.

    `units` are the pieces that are looked for in another statement, as ranges of `words`: sentences, or fragments.
    """

    def __init__(self, words: Sequence[Word], breaks: frozenset[int]) -> None:
        self.words = tuple(words[:LONGEST])
        self.norms = [word.norm for word in self.words]
        opens = {index for index, word in enumerate(self.words) if word.opens or index in breaks}
        starts = sorted({0} | opens)
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

    @cached_property
    def _sums(self) -> tuple[list[int], list[int]]:
        """How many words of sense, and rare ones among them, stand before each word."""
        common = common_words()
        content = [is_content(norm) for norm in self.norms]
        rare = [sense and norm not in common for sense, norm in zip(content, self.norms, strict=True)]
        return [0, *accumulate(content)], [0, *accumulate(rare)]

    def content(self, first: int, end: int) -> int:
        """How many words of a range have a sense of their own."""
        sums = self._sums[0]
        return sums[end] - sums[first]

    def telling(self, first: int, end: int) -> int:
        """How many words of a range have a sense and are not in every second report."""
        sums = self._sums[1]
        return sums[end] - sums[first]


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
        for segment in _read(self):
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
    found: set[int] = set()
    for segment in _read(statement):
        text = statement.characters(segment.start, segment.end)
        before = last = 0
        for written in WRITTEN.findall(text):
            for number in _numbers(written):
                # The lowest bit says that every second report has the word.
                if last and not number & last & 1:
                    found.add(_pair(number, last))
                if before and not number & before & 1:
                    found.add(_pair(number, before))
                before, last = last, number
    return tuple(sorted(found)[:MOST_KEYS])


@lru_cache(maxsize=50_000)
def _numbers(written: str) -> tuple[int, ...]:
    """A number above zero for each word of sense in a written word."""
    numbers = []
    for norm in normal(written):
        if is_content(norm):
            digest = int.from_bytes(hashlib.blake2b(norm.encode("utf-8", "replace"), digest_size=8).digest(), "little")
            numbers.append(digest >> 2 << 1 | (norm in common_words()) or 2)
    return tuple(numbers)


def _pair(one: int, other: int) -> int:
    """The same for both orders of two words."""
    low, high = (one, other) if one < other else (other, one)
    mixed = (low * 0x9E3779B97F4A7C15 ^ (high + 0x7F4A7C15F39CC060)) * 0xD6E8FEB86659FD93 & 0xFFFFFFFFFFFFFFFF
    return (mixed ^ mixed >> 32) - (1 << 63)


def _read(statement: Said) -> Iterator[Span]:
    """The statement's segments, as far as they are compared."""
    left = _LONGEST_READ
    for segment in statement.segments:
        yield Span(segment.start, min(segment.end, segment.start + left))
        left -= segment.end - segment.start
        if left <= 0:
            return


def _piece(statement: Said, span: Span) -> tuple[Word, ...]:
    """The words of a part of the statement; whoever printed it may have left words out before it."""
    words = words_of(statement.characters(span.start, span.end), span.start)
    return (words[0]._replace(gap=True), *words[1:]) if words else ()


def _quoted(statement: Said) -> View:
    words: list[Word] = []
    breaks: set[int] = set()
    for segment in _read(statement):
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
