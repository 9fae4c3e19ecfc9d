"""Numbers of people, votes, seats and money: "six other rebel MPs", "94 votes to 4", "16.1% of the vote".

In: a text's tokens. Out: `Count`s in the order of the text: a measure of the closed vocabulary in
`words/measures.yml`, the number and the tokens that say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.dated import SCALES, number_at
from chiltern.reading.figure_money import Money, money_at, sum_at
from chiltern.reading.lexicon import MONTHS
from chiltern.reading.text import Text

_DATA = words.load("measures")
NOUN_MEASURES: dict[str, str] = {form.lower(): measure for measure, forms in _DATA["nouns"].items() for form in forms}
PEOPLE = words.word_set("measures", "people")
_PEOPLE_VERBS = words.word_set("measures", "people_verbs")
_VAGUE = words.word_set("measures", "vague")
_APPROXIMATE = words.word_set("measures", "approximate")
_BEFORE_APPROXIMATE: dict[str, list[str]] = _DATA["approximate_before"]
_PERCENT: dict[str, list[str]] = _DATA["percent_words"]
_STOPS = words.word_set("measures", "stops")
_DECIMAL = re.compile(r"\d{1,12}\.\d{1,6}")
_CHAMBERS: dict[str, str] = {word: measure for measure, those in _DATA["chambers"].items() for word in those}
_SIT = 6
_LONGEST = 12
_REACH = 4
# No party or electorate counts more members; larger numbers are of religions or of the world.
_SHARED = frozenset(["seats", "MPs", "lawmakers", "councillors", "votes"])
_MOST = 1_000_000_000


class Count(msgspec.Struct, frozen=True):
    measure: str
    value: int | float | str
    first: int
    end: int
    approximate: bool = False
    about: Ref | None = None
    unit: str | None = None


def approximate_at(text: Text, first: int) -> tuple[bool, int]:
    """Whether the words before a number make it a rough one, and where those words begin."""
    tokens = text.tokens
    at = first - 1
    if at < 0 or tokens[at].lower not in _APPROXIMATE:
        return False, first
    needed = _BEFORE_APPROXIMATE.get(tokens[at].lower)
    if needed is None:
        return True, at
    return (True, at - 1) if at and tokens[at - 1].lower in needed else (False, first)


class Counts:
    """Reads the counts of one text. `numbers` are the tokens that begin a number."""

    def __init__(self, text: Text, numbers: list[int]) -> None:
        self.text, self.tokens, self._numbers = text, text.tokens, numbers

    def all(self) -> Iterator[Count]:
        signed = {w for w in self.text.mixed_words if w[0].isdecimal() or w[0] in "£$€" or w[-1] == "%"}
        reach = 0
        for index in sorted({*self._numbers, *self.text.where(signed | _VAGUE)}):
            found = self._at(index) if index >= reach else None
            if found is not None:
                yield found
                more = list(self._others(found))
                yield from more
                reach = max([index, *(count.end - 1 for count in (found, *more))]) + 1

    def _at(self, index: int) -> Count | None:
        token = self.tokens[index]
        if token.lower in _VAGUE:
            return self._vague(index)
        if token.text[0] in "£$€" or token.text.endswith("%"):
            return self._money(money_at(self.text, index)) or self._percent(index)
        if not (token.text[0].isdigit() or token.text[0].isalpha()):
            return None
        number = self._number(index)
        if number is None:
            return None
        value, end = number
        limit = self._limit(index)
        return (
            self._tally(index, value, end, limit)
            or self._percent(index)
            or self._noun(index, value, end, limit)
            or self._money(sum_at(self.text, index, value, end))
        )

    def _limit(self, index: int) -> int:
        return self.text.sentences[self.text.sentence_of[index]][1]

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _number(self, index: int) -> tuple[int | float, int] | None:
        if index and self.tokens[index - 1].text in ("-", ".", "/", ":", "#") and not self._gap(index):
            return None
        text = self.tokens[index].text
        if _DECIMAL.fullmatch(text):
            scale = SCALES.get(self._lower(index + 1), 0)
            return (round(float(text) * scale), index + 2) if scale else (float(text), index + 1)
        return number_at(self.tokens, index)

    def _gap(self, index: int) -> bool:
        return self.tokens[index - 1].end < self.tokens[index].start

    def _made(self, measure: str, value: int | float | str, first: int, end: int) -> Count:
        rough, begin = approximate_at(self.text, first)
        after = [token.lower for token in self.tokens[end : end + 2]]
        return Count(measure, value, begin, end, rough or after == ["or", "so"])

    def _money(self, found: Money | None) -> Count | None:
        if found is None:
            return None
        return msgspec.structs.replace(self._made("money", found.amount, found.first, found.end), unit=found.unit)

    # -- what the number counts

    def _noun(self, index: int, value: int | float, end: int, limit: int) -> Count | None:
        """A number, up to four plain words, then a noun of the vocabulary."""
        if value == 1 or isinstance(value, float) or value > _MOST:
            return None
        if self._lower(index - 1) in ("of", "in") and index > 1 and number_at(self.tokens, index - 2) is not None:
            return None
        for at in range(end, min(limit, end + _REACH)):
            lower = self._lower(at)
            if lower in ("of", "more") and at == end and self._lower(end + 1) in ("its", "the", "their", "his", "our"):
                return None
            measure = self._measure(at)
            if measure is not None:
                if self._lower(at + 1) in ("'s", "'"):
                    return None
                return self._made(self._sitting(measure, at, limit), value, index, at + 1)
            if lower in PEOPLE:
                return self._people(index, value, at, limit)
            if lower in _STOPS or not self.tokens[at].is_word or self.tokens[at].text[0].isdigit():
                return None
        return None

    def _measure(self, at: int) -> str | None:
        two = f"{self._lower(at)} {self._lower(at + 1)} {self._lower(at + 2)}"
        if two in NOUN_MEASURES:
            return NOUN_MEASURES[two]
        if self._lower(at) in ("ms", "tds") and not self.tokens[at].text[:-1].isupper():
            return None
        return NOUN_MEASURES.get(self._lower(at))

    def _sitting(self, measure: str, at: int, limit: int) -> str:
        """ "nine members in the Senate" are lawmakers, "six members will sit in parliament" MPs."""
        if measure != "members":
            return measure
        for index in range(at + 1, min(limit, at + _SIT)):
            if self._lower(index) in (",", ";", "of"):
                break
            if self._lower(index) == "in":
                where = {self._lower(index + 1), self._lower(index + 2)}
                told = next((found for word, found in _CHAMBERS.items() if word in where), None)
                if told is not None:
                    return told
        return measure

    def _people(self, index: int, value: int | float | str, at: int, limit: int) -> Count | None:
        """ "35,000 people in Wavertree voted": people count where they act."""
        for verb in range(at + 1, min(limit, at + 9)):
            lower = self._lower(verb)
            if lower in _PEOPLE_VERBS:
                return self._made("votes" if lower in ("voted", "vote") else "people", value, index, verb + 1)
            if lower in (",", ";", "that") or (lower == "who" and self._lower(verb + 1) not in _PEOPLE_VERBS):
                return None
        return None

    def _others(self, count: Count) -> Iterator[Count]:
        """ "… holds 50 seats and Fianna Fáil 44, the Greens two": whose name comes next has as many of the same."""
        at = count.end
        while count.measure in _SHARED and isinstance(count.value, int) and self._lower(at) in (",", ";", "and"):
            limit = self._limit(at)
            first = at = at + 1 + (self._lower(at + 1) == "and")
            at += self._lower(at) == "the"
            while at < limit and self.tokens[at].capital:
                at += 1
            at += self._lower(at) == "to" == self._lower(count.first - 1)
            at += self._lower(at) in ("with", "has", "had", "on", "holds", "won", "took")
            number = number_at(self.tokens, at) if first < at < limit else None
            if number is None or (
                number[1] < limit and self.tokens[number[1]].is_word and self._lower(number[1]) != "and"
            ):
                return
            if not any(self.tokens[i].capital for i in range(first, at)) or self._of_month(at):
                return
            yield Count(count.measure, number[0], at, number[1])
            at = number[1]

    def _of_month(self, at: int) -> bool:
        return self._lower(at - 1) in MONTHS or self._lower(at - 1) in ("in", "on")

    def _vague(self, index: int) -> Count | None:
        """ "hundreds of cases", "thousands of members"."""
        value = self._lower(index)
        at = index + 1
        if value == "tens" and self._lower(index + 2) not in _VAGUE:
            return None
        if self._lower(at) == "of" and self._lower(at + 1) in _VAGUE | {"thousands"}:
            value, at = f"{value} of {self._lower(at + 1)}", at + 2
        if self._lower(at) != "of":
            return None
        for noun in range(at + 1, min(self._limit(index), at + 4)):
            measure = self._measure(noun)
            if measure is not None:
                return Count(measure, value, index, noun + 1, True)
            if self._lower(noun) in PEOPLE:
                made = self._people(index, value, noun, self._limit(index))
                return msgspec.structs.replace(made, approximate=True) if made else None
            if self._lower(noun) in _STOPS:
                return None
        return None

    # -- votes

    def _tally(self, index: int, value: int | float, end: int, limit: int) -> Count | None:
        """ "by 94 votes to 4", "voted 19-15", "94 to 4"."""
        at = end + (self._lower(end) in ("votes", "members", "mps"))
        joined = self._lower(at) in ("-", "–", "to") and (self._lower(at) == "to" or not self._gap(at))
        other = number_at(self.tokens, at + 1) if joined and at + 1 < limit else None
        if other is None or isinstance(value, float):
            return None
        near = {self._lower(i) for i in range(max(0, index - 6), min(limit, other[1] + 4))}
        if {self._lower(i) for i in range(other[1], other[1] + 5)} & {"would", "could", "might", "if"}:
            return None
        voting = {
            "vote",
            "votes",
            "voted",
            "voting",
            "ballot",
            "defeated",
            "carried",
            "passed",
            "approved",
            "rejected",
        }
        if not near & (voting | {"decision", "ruling"}) or "percent" in near or "per" in near or "%" in near:
            return None
        return Count("tally", f"{value}-{other[0]}", index, other[1])

    def _percent(self, index: int) -> Count | None:
        """ "16.1% of the vote", "a turnout of 67 per cent"; other percentages are no figures here."""
        text = self.tokens[index].text
        if text.endswith("%"):
            value, end = _plain(text[:-1]), index + 1
        else:
            value = _plain(text)
            if value is None:
                number = self._number(index)
                value, end = number if number is not None else (None, index)
            else:
                end = index + 1
            if self._lower(end) in ("%", "percent", "percentage"):
                end += 1
            elif self._lower(end) == "per" and self._lower(end + 1) == "cent":
                end += 2
            else:
                return None
        if value is None or self._lower(end) in ("point", "points"):
            return None
        begin, limit = self.text.sentences[self.text.sentence_of[index]]
        near = [self._lower(i) for i in range(max(begin, index - 8), min(limit, end + 9))]
        for measure, its_words in _PERCENT.items():
            if any(word in near for word in its_words):
                made = self._made(measure, value, index, end)
                return msgspec.structs.replace(made, unit="%") if measure == "turnout" else made
        return None


def _plain(text: str) -> int | float | None:
    text = text.replace(",", "")[:_LONGEST]
    if text.isdecimal():
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else None
