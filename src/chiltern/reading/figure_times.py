"""Figures of time: ages, years in office, "MP since 1992", when a party was founded, dates of acts.

In: a report's mentions, its date and the counts already found. Out: `Count`s. A date counts only in a clause that
names an act or event, and not where it merely says when a majority or a vote was won.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

from chiltern import words
from chiltern.reading.dated import When, find_dates, number_at
from chiltern.reading.figure_counts import Count, approximate_at
from chiltern.reading.lexicon import cue_forms
from chiltern.reading.mentions import Mentions

_ACTS = words.word_set("measures", "acts")
_FOUNDING = words.word_set("measures", "founding")
_POWER = words.word_set("measures", "power_words")
_SEAT = words.word_set("measures", "seat_words")
_JOINING = words.word_set("measures", "joining")
_ELECTING = words.word_set("measures", "electing")
_IN_POWER = words.word_set("measures", "in_power")
_POLITICAL = words.word_set("measures", "political")
_COUNCIL = frozenset(["ward", "council", "councillor"])
_SUPERLATIVES = words.word_set("measures", "superlatives")
_UNITS = {
    "years": ("years", 1),
    "decades": ("years", 10),
    "months": ("months", 1),
    "weeks": ("weeks", 1),
    "days": ("days", 1),
}
_NOT_SPAN = words.word_set("measures", "not_spans")
_LONG = frozenset(["long", "straight", "consecutive", "whole", "full", "solid", "short", "more"])
_CLAUSE_ENDS = frozenset([".", ";", ":", "!", "?", "(", ")", "—", "–", "“", "”", '"'])
_ORDINALS = frozenset(["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"])
_LEAVES = frozenset(["paid", "unpaid", "maternity", "paternity", "parental", "sick", "annual", "family", "medical"])
_HOLDING = frozenset(["held", "holds", "sat", "sits", "sitting", "returned"])
_REACH = 9


class Times:
    """Reads the figures of time in one report. `numbers` are the tokens that begin a number."""

    def __init__(self, mentions: Mentions, published: date | None, counts: list[Count], numbers: list[int]) -> None:
        self.mentions, self.text, self.tokens = mentions, mentions.text, mentions.text.tokens
        self.dates = find_dates(self.text, published)
        self._counts = counts
        self._numbers = numbers
        self._count_firsts = [count.first for count in counts]

    def all(self) -> Iterator[Count]:
        ages = [at + 1 for at in self.text.places.get("age", ()) if self._lower(at + 1) == "of"]
        for index in sorted({*self._numbers, *ages, *self.text.places.get("aged", ())}):
            found = self._age(index) or self._length(index)
            if found is not None:
                yield found
        for when in self._merged():
            found = self._since(when) or self._founded(when) or self._date(when)
            if found is not None:
                yield found

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    # -- ages and lengths

    def _age(self, index: int) -> Count | None:
        """ "aged 16", "at the age of 16", "16 years old", "the 41-year-old", "Jo Bloggs, 58,"."""
        lower = self._lower(index)
        if lower == "aged" or (lower == "of" and self._lower(index - 1) == "age"):
            number = number_at(self.tokens, index + 1)
            return self._if_age(number, index if lower == "aged" else index - 1)
        number = number_at(self.tokens, index)
        if number is None:
            return None
        value, end = number
        if self._lower(end) == "years" and self._lower(end + 1) == "old":
            return self._if_age((value, end + 2), index)
        if self._lower(end) == "-" and self._lower(end + 1) == "year-old":
            return self._if_age((value, end + 2), index)
        person = self.mentions.chunk_of[index - 2] if index > 1 and self._lower(index - 1) == "," else -1
        if person < 0 or self._lower(end) not in (",", ".") or not self.tokens[index].text.isdecimal() or value < 16:
            return None
        entity = self.mentions.cast.of_chunk[person]
        return self._if_age(number, index) if entity is not None and entity.kind == "person" else None

    def _if_age(self, number: tuple[int, int] | None, first: int) -> Count | None:
        if number is None or not 1 <= number[0] <= 115 or self._lower(first - 1) in ("to", "-", "and", "under", "over"):
            return None
        rough = approximate_at(self.text, number[1] - 1)[0]
        return Count(self._age_when(first, number[1]), number[0], first, number[1], rough)

    def _age_when(self, first: int, end: int) -> str:
        """Which age: "47," beside a name is today's, "aged 16" beside "joined" that at joining."""
        named = self._lower(first) != "aged" or self.mentions.chunk_of[first - 2] >= 0
        if self._lower(first - 1) == "," and self._lower(end) in (",", ".") and named:
            return "age"
        begin, limit = self.text.sentences[self.text.sentence_of[first]]
        near = {self._lower(i) for i in range(max(begin, first - _REACH), min(limit, end + 4))}
        if "-" in self._lower(end - 1):
            return "age"
        return "age at joining" if near & _JOINING else "age at election" if near & _ELECTING else "age"

    def _length(self, index: int) -> Count | None:
        """ "for nearly two decades", "18 long years", "fifty years ago", "after nine months"."""
        number = number_at(self.tokens, index)
        if number is None or (
            index and number_at(self.tokens, index - 1) is not None and self._lower(index - 1) != "one"
        ):
            return None
        value, end = number
        while self._lower(end) in _LONG:
            end += 1
        if self._lower(end) not in _UNITS or self._lower(end + 1) == "old":
            return None
        unit, scale = _UNITS[self._lower(end)]
        rough, first = approximate_at(self.text, index)
        before = self._lower(first - 1)
        if self._until_act(end):
            return Count("days until" if unit == "days" else unit, value * scale, first, end + 1, rough)
        if unit == "days" and self._lower(end + 1) == "to" and self._lower(end + 2) == "go":
            return Count("days until", value, first, end + 3, rough)
        if before in _NOT_SPAN or value == 0 or self._lower(end + 1) == "to" or self._lower(index - 1) in _NOT_SPAN:
            return None
        if unit != "years" and not self._act_near(index, end):
            return None
        ago = self._lower(end + 1) == "ago"
        if not self._political(index):
            return None
        measure = self._years(index, end) if unit == "years" else unit
        return Count(measure, value * scale, first, end + 1 + ago, rough)

    def _years(self, index: int, end: int) -> str:
        """ "Joined fifty years ago", "in power for 18 years": what the years are of."""
        begin = self.text.sentences[self.text.sentence_of[index]][0]
        before = {self._lower(i) for i in range(max(begin, index - _REACH), index)}
        if self._lower(end + 1) == "ago":
            return "years since joining" if before & _JOINING else "years"
        return "years in power" if before & _IN_POWER else "years"

    def _until_act(self, unit: int) -> bool:
        """ "26 days before the election"."""
        if self._lower(unit + 1) not in ("before", "until", "till", "to"):
            return False
        return bool({self._lower(i) for i in range(unit + 2, unit + 6)} & _ACTS)

    def _political(self, index: int) -> bool:
        """Whether the sentence is of acts, seats or power."""
        begin, end = self.text.sentences[self.text.sentence_of[index]]
        near = {self._lower(i) for i in range(max(begin, index - 3 * _REACH), min(end, index + 3 * _REACH))}
        return bool(near & (_POWER | _SEAT | _ACTS | _POLITICAL))

    # -- dates

    def _merged(self) -> Iterator[When]:
        """Dates, two that say the same side by side as one ("this morning (February 18)")."""
        held: When | None = None
        for when in self.dates:
            bracket = self._lower(when.first - 1) == "("
            if held is not None and when.first - held.end <= 1 and (bracket or when.value == held.value):
                held = When(held.first, when.end + (self._lower(when.end) == ")"), when.value, held.link)
                continue
            if held is not None:
                yield held
            held = when
        if held is not None:
            yield held

    def _clause(self, when: When) -> tuple[int, int]:
        """The words around a date that belong to one clause, not far from it."""
        begin, limit = self.text.sentences[self.text.sentence_of[when.first]]
        first = when.first
        while first > begin and when.first - first < _REACH + 3 and self.tokens[first - 1].text not in _CLAUSE_ENDS:
            first -= 1
        end = when.end
        while end < limit and end - when.end < _REACH and self.tokens[end].text not in _CLAUSE_ENDS:
            end += 1
        return first, end

    def _since(self, when: When) -> Count | None:
        """ "since 1992": an MP since, in power since, the largest share since."""
        if when.link != "since" and self._lower(when.first - 1) != "since":
            return None
        value: int | str = int(when.value) if len(when.value) == 4 else when.value
        first, _ = self._clause(when)
        near = [self._lower(i) for i in range(first, when.end + 4)]
        measure = "since"
        if set(near) & _ORDINALS:
            measure = "since"
        elif set(near) & _SUPERLATIVES:
            measure = "largest since"
        elif set(near) & _COUNCIL:
            measure = "in office since"
        elif self._of_member(near) or (set(near) & _HOLDING and self._seat_near(first, when)):
            measure = "MP since"
        elif "member" in near or "joined" in near:
            measure = "member since"
        elif set(near) & _POWER or set(near) & {
            "leader",
            "led",
            "chair",
            "president",
            "minister",
            "governor",
            "mayor",
        }:
            measure = "in office since"
        if measure == "since" and not (set(near) & (_ACTS | _SEAT)):
            return None
        return Count(measure, value, when.first - 1, when.end)

    @staticmethod
    def _of_member(near: list[str]) -> bool:
        if {"represented", "mp", "represents"} & set(near):
            return True
        return "member" in near and ("served" in near or "parliament" in near)

    def _seat_near(self, first: int, when: When) -> bool:
        """Whether what has been held is a seat: "Ilford South, which he has held since 1992"."""
        if any(self._lower(i) in ("seat", "constituency", "riding") for i in range(first, when.first)):
            return True
        return any(m.entity is not None and m.entity.kind == "seat" for m in self.mentions.between(first, when.first))

    def _founded(self, when: When) -> Count | None:
        """ "its creation in 1900", "founded in 2004"."""
        near = [self._lower(i) for i in range(max(0, when.first - 5), when.first)]
        told = set(near) & _FOUNDING
        if when.link not in ("in", "on", "") or not told or (told == {"set"} and "up" not in near) or told == {"began"}:
            return None
        if told & {"set", "born", "began", "created", "launched", "formed", "established"} and not self._body_near(
            when
        ):
            return None
        value: int | str = int(when.value) if len(when.value) == 4 and when.value.isdecimal() else when.value
        return Count("founded", value, when.first - (self._lower(when.first - 1) == "in"), when.end)

    def _body_near(self, when: When) -> bool:
        begin = self.text.sentences[self.text.sentence_of[when.first]][0]
        kinds = {m.entity.kind for m in self.mentions.between(max(begin, when.first - 14), when.first) if m.entity}
        return bool(kinds & {"party", "body", "group"})

    def _date(self, when: When) -> Count | None:
        """A date beside an act or an event."""
        if not self._act_in(when) or self._dates_a_count(when) or self._of_saying(when):
            return None
        return Count("date", when.value, when.first, when.end, when.value.endswith("s"))

    def _act_in(self, when: When) -> bool:
        return self._acts(*self._clause(when))

    def _acts(self, first: int, end: int) -> bool:
        """Whether these tokens name an act; "paid leave" is none."""
        return any(
            self._lower(i) in _ACTS and not (self._lower(i) == "leave" and self._lower(i - 1) in _LEAVES)
            for i in range(max(0, first), end)
        )

    def _act_near(self, first: int, end: int) -> bool:
        return self._acts(first - _REACH, end + _REACH)

    def _of_saying(self, when: When) -> bool:
        """ "said Friday that …", "told reporters on Monday": the day of the words, not of an act."""
        near = [self._lower(i) for i in range(max(0, when.first - 4), when.first)]
        return any((word,) in cue_forms() and word not in _ACTS for word in near)

    def _dates_a_count(self, when: When) -> bool:
        """ "1,322 more votes than the Tory in 2017": a year that belongs to the figure before it."""
        if not (when.value.isdecimal() and when.link == "in"):
            return False
        begin = max(self.text.sentences[self.text.sentence_of[when.first]][0], when.first - 3 * _REACH)
        low, high = bisect_left(self._count_firsts, begin), bisect_right(self._count_firsts, when.first)
        return any(when.first - self._counts[i].end <= _REACH for i in range(low, high))
