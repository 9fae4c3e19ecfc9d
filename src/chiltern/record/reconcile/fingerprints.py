"""A report's own words, without what it quotes and what every page carries, and fingerprints by which copies are found.

The fingerprints are winnowed (Schleimer, Wilkerson and Aiken, 2003): of each 8 hashes of 6 words in a row the smallest
is kept. So two reports that share 13 words in a row share a fingerprint, and none stands for fewer than 6 words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from chiltern.claims import Span
from chiltern.reading.quotations import find_quotations
from chiltern.words import load, word_set

# Words in a row that one hash stands for, and hashes in a row of which one is kept.
RUN = 6
WINDOW = 8
# Any run of so many words that two reports share is found.
GUARANTEE = RUN + WINDOW - 1
# A line that is no sentence and has fewer words than this is a heading, a byline, a button or a caption.
_SHORT_LINE = 12
# A line that asks to subscribe or share is at most so long.
_LONGEST_NOTICE = 60

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]\s]*$")


class OwnWords(NamedTuple):
    """Words outside quotation marks in lower case, and where each begins and ends in the body."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def span(self, first: int, end: int) -> Span:
        return Span(self.starts[first], self.ends[end - 1])


class ReportText(msgspec.Struct, frozen=True, dict=True):
    """A report as copies are looked for in it. `id` is the record's, the same for all versions; dates are ISO text."""

    id: int
    body: str
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None

    @cached_property
    def own(self) -> OwnWords:
        """The report's own words."""
        return own_words(self.body)


# The same few reports are laid beside each new one of their day.
@lru_cache(maxsize=64)
def own_words(body: str) -> OwnWords:
    """The words of a body without quotations, headings, bylines and notices."""
    lowered = body.lower()
    if len(lowered) != len(body):
        # A few letters grow in lower case; offsets are worth more than they.
        lowered = "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in body)
    found = list(_WORD.finditer("".join(_kept(lowered, list(_lines(body)), body))))
    return OwnWords([match[0] for match in found], [match.start() for match in found], [match.end() for match in found])


def _kept(lowered: str, lines: list[Span], body: str) -> Iterator[str]:
    """The text with spaces in place of quotations and of what stands between the lines."""
    quoted = [mark.outer for mark in find_quotations(body, lines) if mark.depth == 0]
    at = number = 0
    for line in lines:
        yield " " * (line.start - at)
        at = line.start
        while number < len(quoted) and quoted[number].start < line.end:
            mark = quoted[number]
            yield lowered[at : max(at, mark.start)]
            yield " " * (mark.end - max(at, mark.start))
            at, number = max(at, mark.end), number + 1
        yield lowered[at : line.end]
        at = max(at, line.end)


def shingles(body: str) -> list[tuple[int, int, int]]:
    """The fingerprints of a body as (signed 64-bit hash, start, end), in order; start and end are characters.

    Two bodies that share 13 words in a row outside quotation marks share a hash.
    """
    own = own_words(body)
    if len(own.words) < RUN:
        return []
    hashes = _run_hashes(own.words)
    kept = _winnowed(hashes)
    signed = hashes.view(np.int64)[kept].tolist()
    return [(key, own.starts[at], own.ends[at + RUN - 1]) for key, at in zip(signed, kept, strict=True)]


def _winnowed(hashes: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> list[int]:
    """The place of the smallest hash of each window, the last of equal ones; a place that stays is kept once."""
    if len(hashes) <= WINDOW:
        return [len(hashes) - 1 - int(hashes[::-1].argmin())]
    windows = sliding_window_view(hashes, WINDOW)[:, ::-1]
    places = np.arange(len(windows)) + WINDOW - 1 - windows.argmin(axis=1)
    return [int(place) for place in np.unique(places)]


def _run_hashes(words: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """A hash of each six words in a row."""
    numbers = np.array([_number(word) for word in words], dtype=np.uint64)
    count = len(words) - RUN + 1
    total = np.zeros(count, dtype=np.uint64)
    for place in range(RUN):
        total = total * np.uint64(0x9E3779B97F4A7C15) + numbers[place : place + count]
    # The low bits of a sum of products are poor; the smallest hash must be any run's with the same chance.
    total ^= total >> np.uint64(31)
    total *= np.uint64(0xD6E8FEB86659FD93)
    return total ^ (total >> np.uint64(32))


@lru_cache(maxsize=100_000)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _lines(body: str) -> Iterator[Span]:
    """The lines that somebody wrote about the matter: no headings, no notices, none a second time."""
    seen: set[str] = set()
    for match in _LINE.finditer(body):
        text = match[0].strip()
        if not text or text in seen or is_furniture(text):
            continue
        seen.add(text)
        yield Span(*match.span())


def is_furniture(line: str) -> bool:
    """Whether a line is a heading, a byline, a button or a notice rather than a sentence."""
    spaces = line[:400].count(" ")
    if spaces < _SHORT_LINE and not _SENTENCE_END.search(line[-20:]):
        return True
    return spaces < _LONGEST_NOTICE and _boilerplate().search(line.lower()) is not None


@cache
def _boilerplate() -> re.Pattern[str]:
    phrases = sorted(load("wording")["boilerplate"], key=len, reverse=True)
    return re.compile(r"^\W*(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)")


@cache
def agencies() -> re.Pattern[str]:
    """A news agency as reports sign it: in brackets, at the end of the text, or as the author."""
    names = sorted(word_set("wording", "agencies"), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in names))
