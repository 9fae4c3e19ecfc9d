"""A report's body cut into tokens, sentences and quotations, all keeping their offsets.

In: a Report. Out: `Text`, on which every later step works by token number. A sentence ends at a full stop that
ends one, also inside a quotation; `unit_of` joins the sentences that one quotation spans, so that the reporter's
own sentence ("…," he said. "…") stays together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Set as AbstractSet
from functools import cached_property

import msgspec

from chiltern.claims import Span
from chiltern.reading.quotations import Quotation, find_quotations
from chiltern.reports.model import Report

_TOKEN = re.compile(
    # Most words, by the quickest way; the rest says the same of them.
    r"[A-Za-z][a-z]++(?=[\s,.])"
    r"|[£$€]?\d[\d,.]*\d%?|[£$€]?\d%?"
    r"|(?:[A-Z]\.){2,}"
    r"|['’‘](?:s|S)(?!\w)"
    r"|[^\W\d_]+(?:['’‘\-‑](?!(?:s|S)(?!\w))[^\W_]+)*\d*(?:n['’]t)?"
    r"|\w+"
    r"|\.{3}|[^\w\s]"
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "sen",
        "sens",
        "rep",
        "reps",
        "gov",
        "lt",
        "gen",
        "col",
        "capt",
        "sgt",
        "hon",
        "rt",
        "st",
        "no",
        "nos",
        "vs",
        "jr",
        "sr",
        "cllr",
        "fr",
        "bros",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "est",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "al",
        "ave",
        "blvd",
        "pa",
        "va",
        "md",
    ]
)
# Text without full stops is cut here, so that the cost of reading stays linear: in tokens.
_LONGEST_SENTENCE = 300
_LONGEST_UNIT = 1500
_STOPS = frozenset([".", "!", "?", "…", "..."])
_CLOSERS = "”\"’'»)]"
_OPENERS = "“\"‘'«(["


class Token(msgspec.Struct, gc=False):
    """One word, number or mark: its text, where it stands, and its lower case with one kind of apostrophe."""

    text: str
    start: int
    end: int
    lower: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


class _Lower(dict[str, str]):
    """The lower case of each word of a text, made once a word."""

    def __missing__(self, text: str) -> str:
        lower = text.lower()
        self[text] = lower = lower if lower.isascii() else lower.replace("’", "'").replace("‘", "'")
        return lower


class Text:
    """A report's body with its tokens, sentences (token ranges), paragraphs and quotations."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.body = report.body
        self.paragraphs = report.paragraphs
        self.quotations: tuple[Quotation, ...] = find_quotations(self.body, self.paragraphs)
        self.tops: tuple[Quotation, ...] = tuple(q for q in self.quotations if q.depth == 0)
        self._opening = {quotation.outer.start for quotation in self.quotations}
        self.tokens: list[Token] = []
        self.sentences: list[tuple[int, int]] = []
        self.sentence_of: list[int] = []
        self.paragraph_of: list[int] = []
        self._lower = _Lower()
        for number, paragraph in enumerate(self.paragraphs):
            self._add_paragraph(number, paragraph)
        self._starts = [token.start for token in self.tokens]
        self.lowers = [token.lower for token in self.tokens]
        self._where: dict[frozenset[str], list[int]] = {}

    def _add_paragraph(self, number: int, paragraph: Span) -> None:
        first = len(self.tokens)
        self.tokens += [
            Token(word := match[0], match.start(), match.end(), self._lower[word])
            for match in _TOKEN.finditer(self.body, paragraph.start, paragraph.end)
        ]
        begin, limit = first, len(self.tokens)
        stops = [index for index in range(first, limit) if self.tokens[index].text in _STOPS]
        for index in (*stops, limit):
            while index + 1 - begin > _LONGEST_SENTENCE:
                begin = self._end_sentence(begin, begin + _LONGEST_SENTENCE - 1, limit, number)
            if index < limit and (index + 1 - begin == _LONGEST_SENTENCE or self._ends_sentence(index, limit)):
                begin = self._end_sentence(begin, index, limit, number)
        if begin < limit:
            self._add_sentence(begin, limit, number)

    def _end_sentence(self, begin: int, last: int, limit: int, paragraph: int) -> int:
        """End the sentence behind a token and the marks that close it; gives where the next one begins."""
        end = self._past_closers(last + 1, limit)
        self._add_sentence(begin, end, paragraph)
        return end

    def _add_sentence(self, begin: int, end: int, paragraph: int) -> None:
        self.sentence_of += [len(self.sentences)] * (end - begin)
        self.paragraph_of += [paragraph] * (end - begin)
        self.sentences.append((begin, end))

    def _past_closers(self, index: int, limit: int) -> int:
        while index < limit and self.tokens[index].text in _CLOSERS and not self._gap(index):
            if self.tokens[index].start in self._opening:
                break
            index += 1
        return index

    def _gap(self, index: int) -> bool:
        """Whether white space stands before the token."""
        return index > 0 and self.tokens[index - 1].end < self.tokens[index].start

    def _ends_sentence(self, index: int, limit: int) -> bool:
        token = self.tokens[index]
        if index + 1 >= limit:
            return False
        following = self._past_closers(index + 1, limit)
        if following >= limit:
            return False
        after = self.tokens[following]
        if not self._gap(following):
            return self._run_together(index, following)
        if after.text in _OPENERS and following + 1 < limit:
            after = self.tokens[following + 1]
        if not (after.capital or after.text[0].isdigit() or after.text in _OPENERS):
            return False
        if token.text != ".":
            return token.text in "!?" or after.capital
        return following > index + 1 or not self._is_abbreviation(index, after)

    def _is_abbreviation(self, index: int, after: Token) -> bool:
        before = self.tokens[index - 1] if index else None
        if before is None or before.end != self.tokens[index].start:
            return False
        if before.lower in _ABBREVIATIONS:
            # "No. 2", "Dec. 12", but "She said no. He left.": an abbreviation is capitalised or a title.
            return before.capital
        return len(before.text) == 1 and before.capital and before.text not in ("I", "A") and after.capital

    def _run_together(self, index: int, following: int) -> bool:
        """Whether two sentences were printed without the space between them ("…the seat.As police…")."""
        if index == 0 or self.tokens[index].text != ".":
            return False
        before, after = self.tokens[index - 1], self.tokens[following]
        if after.start in self._opening:
            return len(before.text) > 2 and before.text[-1].islower()
        if following > index + 1:
            return after.capital and len(after.text) > 1
        return (len(before.text) > 2 and before.text[-1].islower() and after.capital and after.text[1:].islower()) or (
            before.text in ")]" and after.capital
        )

    # -- finding one's way by offset or token number

    def token_at(self, offset: int) -> int:
        """The number of the first token that starts at or after the offset."""
        return bisect_left(self._starts, offset)

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """The range of tokens that start inside a span of the body."""
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)

    def span(self, first: int, end: int) -> Span:
        """The characters from token `first` to before token `end`."""
        return Span(self.tokens[first].start, self.tokens[end - 1].end)

    def words(self, first: int, end: int) -> str:
        """The body's text from token `first` to before token `end`."""
        return self.body[self.tokens[first].start : self.tokens[end - 1].end] if end > first else ""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """For each word, in lower case, the tokens that are it: rules look there instead of at every token."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index, lower in enumerate(self.lowers):
            found[lower].append(index)
        return dict(found)

    @cached_property
    def mixed_words(self) -> list[str]:
        """The few words of the text that hold more than letters: "18", "£5", "they've", "two-seat", ","."""
        return [word for word in self.places if not word.isalpha()]

    def where(self, words: AbstractSet[str]) -> list[int]:
        """The tokens that are one of these words, left to right."""
        places = self.places
        # The shorter of the two is gone through: a report has some 400 words of its own, a list up to 1,000.
        few, many = (words, places) if len(words) < len(places) else (places, words)
        return sorted([index for word in few if word in many for index in places[word]])

    def within(self, words: frozenset[str], first: int, end: int) -> list[int]:
        """The tokens from `first` to before `end` that are one of these words; each list is looked up once a text."""
        found = self._where.get(words)
        if found is None:
            found = self._where[words] = self.where(words)
        return found[bisect_left(found, first) : bisect_left(found, end)]

    @cached_property
    def quote_of(self) -> list[int]:
        """For each token the number of the top-level quotation it stands in (its marks included), or -1."""
        numbers = [-1] * len(self.tokens)
        for number, quotation in enumerate(self.tops):
            first, end = self.tokens_in(quotation.outer)
            numbers[first:end] = [number] * (end - first)
        return numbers

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """Token ranges of the reporter's sentences: the sentences that one quotation spans are one unit."""
        joined: list[tuple[int, int]] = []
        spans = [self.tokens_in(q.outer) for q in self.tops]
        ends = dict(spans)
        firsts = sorted(ends)
        reach = 0
        for begin, end in self.sentences:
            if joined and begin < reach and end - joined[-1][0] <= _LONGEST_UNIT:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((begin, end))
            for first in firsts[bisect_left(firsts, begin) : bisect_right(firsts, end - 1)]:
                reach = max(reach, ends[first])
        return joined

    @cached_property
    def unit_of(self) -> list[int]:
        numbers = [0] * len(self.tokens)
        for number, (begin, end) in enumerate(self.units):
            numbers[begin:end] = [number] * (end - begin)
        return numbers
