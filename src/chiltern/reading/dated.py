"""Dates in words: "18 February 2019", "last May", "on Monday", "this week", "in the 1980s".

In: `Text` and the report's own date, if it is known. Out: `When`s in the order of the text, each with ISO text: a
day, a month, a year, a week ("2019-W08") or a decade ("1980s"). What the words leave open is settled by the report's
date; where that is missing, by a full date that stands beside "today" or a weekday; otherwise nothing is said.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from chiltern import words
from chiltern.reading.lexicon import MONTHS, NUMBERS, WEEKDAYS
from chiltern.reading.text import Text, Token

_DAYS = {name: number for number, name in enumerate(words.load("grammar")["weekdays"])}
_EVENTS = words.word_set("measures", "year_nouns")
_PARTS_OF_DAY = frozenset(["morning", "afternoon", "evening", "night", "lunchtime"])
_UNITS = frozenset(["week", "month", "year", "decade", "summer", "spring", "autumn", "winter", "fall"])
_BEFORE_YEAR = words.word_set("measures", "before_year")
_BEFORE_MONTH = words.word_set("measures", "before_month")
_TO_COME = frozenset(["will", "would", "due", "next", "to", "shall", "'ll", "plans", "set", "expected"])
_OPENING = frozenset(["today", "tonight", "yesterday", "this", "last", "next"]) | MONTHS.keys() | WEEKDAYS
_REACH = 8
# "in September" without a year is the last one, unless that lies so far back that the next one is meant.
_MONTHS_BACK = 8
# A day no further back than this is meant even where the sentence looks ahead ("to leave a September 11 event").
_NEAR = 45


class When(msgspec.Struct, frozen=True):
    """Tokens [first, end) that give a date, its ISO text, and the preposition before it."""

    first: int
    end: int
    value: str
    link: str = ""


def find_dates(text: Text, published: date | None) -> list[When]:
    """All dates of the text that can be settled, left to right."""
    dated = published is not None and published.year in _YEARS
    reader = _Reader(text, published if dated else _anchor(text), exact=dated)
    found: list[When] = []
    for index in text.where(_date_words(text)):
        when = reader.at(index) if not found or index >= found[-1].end else None
        if when is not None:
            found.append(when)
    return found


def _date_words(text: Text) -> set[str]:
    """The words of the text with which a date can begin."""
    return {word for word in text.mixed_words if word[0].isdecimal()} | _OPENING


def _anchor(text: Text) -> date | None:
    """The day of a full date that the report itself calls today or a day of this week."""
    reader = _Reader(text, None)
    for index in text.where({word for word in text.mixed_words if word.isdecimal()} | MONTHS.keys()):
        when = reader.day(index)
        if when is not None and len(when.value) == 10:
            near = text.lowers[max(0, index - 3) : index]
            if any(word in WEEKDAYS or word in ("today", "tonight", "this") for word in near):
                return date.fromisoformat(when.value)
    return None


class _Reader:
    """Reads the date that begins at a token, if one does."""

    def __init__(self, text: Text, anchor: date | None, *, exact: bool = True) -> None:
        self.tokens, self.text, self.anchor, self.exact = text.tokens, text, anchor, exact

    def at(self, index: int) -> When | None:
        token = self.tokens[index]
        if not (token.is_word or token.text[0] in "'’"):
            return None
        if token.text[0].isdecimal():
            return self.day(index) or self._decade(index) or self._year(index)
        lower = token.lower
        if lower in MONTHS and token.capital:
            return self.day(index) or self._month(index)
        if lower in WEEKDAYS and token.capital:
            return self._weekday(index)
        if lower in ("today", "tonight", "yesterday") and not token.text.isupper():
            return self._made(index, index + 1, self._shifted(-1 if lower == "yesterday" else 0))
        return self._deictic(index) if lower in ("this", "last", "next") else None

    # -- days

    def day(self, index: int) -> When | None:
        """ "18 February 2019", "18th of February", "February 18, 2019", "Dec. 12"."""
        first, month, number, at = index, None, None, index
        if self._lower(at) in MONTHS:
            month, at = MONTHS[self._lower(at)], at + 1
            at += self._text(at) == "." and self._text(at + 1).isdecimal()
            number, at = self._number(at), at + 1
            if self._lower(at) in ("st", "nd", "rd", "th"):
                at += 1
            if number is not None and self._text(at) == "," and self._four(at + 1) is not None:
                at += 1
        else:
            number, at = self._number(at), at + 1
            if self._lower(at) in ("st", "nd", "rd", "th"):
                at += 1
            if self._lower(at) == "of":
                at += 1
            month, at = MONTHS.get(self._lower(at)) if self._text(at)[:1].isupper() else None, at + 1
        if number is None or month is None:
            return None
        year = self._four(at)
        if year is not None:
            return self._made(first, at + 1, _iso_day(year, month, number))
        return self._made(first, at, self._nearest(month, number, first))

    def _number(self, index: int) -> int | None:
        text = self._text(index)
        return int(text) if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31 else None

    def _nearest(self, month: int, number: int, index: int) -> str | None:
        """A day without a year: the one nearest to the report, later where the sentence looks ahead."""
        if self.anchor is None:
            return None
        years = (self.anchor.year - 1, self.anchor.year, self.anchor.year + 1)
        days = [day for year in years if (day := _iso_day(year, month, number)) is not None]
        ahead = self._looks_ahead(index)
        anchor = self.anchor
        nearest = min(days, key=lambda d: abs((date.fromisoformat(d) - anchor).days), default=None)
        if nearest is not None and ahead and date.fromisoformat(nearest) < anchor - timedelta(days=_NEAR):
            return next((d for d in days if d > anchor.isoformat()), nearest)
        return nearest

    def _weekday(self, index: int) -> When | None:
        following = self.day(index + 1) or (self.day(index + 2) if self._text(index + 1) in (",", "(") else None)
        if following is not None and following.first - index <= 2:
            return self._made(index, following.end, following.value)
        end = index + 1 + (self._lower(index + 1) in _PARTS_OF_DAY)
        if self.anchor is None:
            return None
        ago = (self.anchor.weekday() - _DAYS[self._lower(index)]) % 7
        before = self._lower(index - 1)
        if not self.exact and before not in ("next", "last"):
            # The day of the report is near the anchor, before it or after it: the nearest such weekday is meant.
            return self._made(index, end, self._shifted(-ago if ago <= 3 else 7 - ago))
        if before == "next" or (ago and before != "last" and self._looks_ahead(index)):
            return self._made(index - (before == "next"), end, self._shifted((7 - ago) or 7))
        if before == "last" and ago == 0:
            ago = 7
        return self._made(index - (before == "last"), end, self._shifted(-ago))

    # -- months, years, decades

    def _month(self, index: int) -> When | None:
        month = MONTHS[self._lower(index)]
        at = index + 1 + (self._text(index + 1) == ",")
        year = self._four(at)
        if year is not None:
            return self._made(index, at + 1, f"{year:04d}-{month:02d}")
        before = self._lower(index - 1)
        if before not in _BEFORE_MONTH or self.anchor is None or self._text(index + 1)[:1].isupper():
            return None
        year = self.anchor.year
        if before == "next" or (before not in ("last", "since") and self._looks_ahead(index)):
            year += month < self.anchor.month
        else:
            ago = (self.anchor.month - month) % 12
            last = before in ("last", "since") or ago <= _MONTHS_BACK
            year -= last and (month > self.anchor.month or (before == "last" and ago == 0))
        first = index - (before in ("last", "next", "this", "early", "late", "mid"))
        return self._made(first, index + 1, f"{year:04d}-{month:02d}")

    def _year(self, index: int) -> When | None:
        year = self._four(index)
        if year is None:
            return None
        before, after = self._lower(index - 1), self._lower(index + 1)
        tied = before in _BEFORE_YEAR or (before == "and" and self._lower(index - 3) in ("between", "and", "in"))
        if (after in _EVENTS or self._lower(index + 2) in _EVENTS) and after not in ("people", "votes"):
            tied = True
        return self._made(index, index + 1, f"{year:04d}") if tied else None

    def _four(self, index: int) -> int | None:
        text = self._text(index)
        return int(text) if len(text) == 4 and text.isdecimal() and int(text) in _YEARS else None

    def _decade(self, index: int) -> When | None:
        year = self._four(index)
        if year is None or year % 10 or self._lower(index + 1) != "s" or self._gap(index + 1):
            return None
        return self._made(index, index + 2, f"{year}s")

    def _gap(self, index: int) -> bool:
        return self.tokens[index - 1].end < self.tokens[index].start

    # -- "this week", "last year"

    def _deictic(self, index: int) -> When | None:
        which, unit = self._lower(index), self._lower(index + 1)
        step = {"this": 0, "last": -1, "next": 1}[which]
        if unit in _PARTS_OF_DAY:
            return self._made(index, index + 2, self._shifted(step))
        if self.anchor is None or unit not in _UNITS:
            return None
        day = self.anchor
        value = None
        if unit == "week":
            calendar = (day + timedelta(weeks=step)).isocalendar()
            value = f"{calendar.year:04d}-W{calendar.week:02d}"
        elif unit == "month":
            months = day.year * 12 + day.month - 1 + step
            value = f"{months // 12:04d}-{months % 12 + 1:02d}"
        elif unit != "decade":
            value = f"{day.year + step:04d}"
        return self._made(index, index + 2, value)

    # -- helpers

    def _looks_ahead(self, index: int) -> bool:
        """Whether the words around the date, in its sentence, speak of the future."""
        begin, end = self.text.sentences[self.text.sentence_of[index]]
        before = self.tokens[max(begin, index - _REACH) : index]
        after = self.tokens[index : min(end, index + _REACH)]
        return any(token.lower in _TO_COME for token in before) or any(token.lower == "will" for token in after)

    def _shifted(self, days: int) -> str | None:
        return (self.anchor + timedelta(days=days)).isoformat() if self.anchor else None

    def _made(self, first: int, end: int, value: str | None) -> When | None:
        if value is None:
            return None
        before = self._lower(first - 1)
        if before in ("the", "early", "late", "of", "earlier") and self._lower(first - 2) in _BEFORE_YEAR:
            before = self._lower(first - 2)
        link = before if before in _BEFORE_YEAR or before == "on" else ""
        return When(first, min(end, len(self.tokens)), value, link)

    def _text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""


def _iso_day(year: int, month: int, number: int) -> str | None:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
SCALES |= {"trillion": 1_000_000_000_000, "m": 1_000_000, "bn": 1_000_000_000, "k": 1000}
_NO_NUMBERS = frozenset(["both", "decade", "pair", "trio", "quartet"])
# A year of the past or the near future that reports speak of.
_YEARS = range(1700, 2101)


def number_at(tokens: list[Token], index: int) -> tuple[int, int] | None:
    """(value, token after it) of a number in words or figures: "seven", "twenty-five", "1,322", "two dozen"."""
    if index >= len(tokens):
        return None
    value = _value(tokens[index].lower)
    if value is None:
        return None
    end = index + 1
    while end < len(tokens) and (scale := SCALES.get(tokens[end].lower)) is not None:
        value, end = value * scale, end + 1
    return value, end


def number_starts(text: Text) -> list[int]:
    """The tokens at which `number_at` finds a number, left to right."""
    return text.where({word for word in (*NUMBERS, *text.mixed_words) if _value(word) is not None})


def _value(word: str) -> int | None:
    """What one word or figure says, before any "hundred" or "million" behind it."""
    if word[0].isdecimal():
        plain = word.replace(",", "")
        return int(plain) if plain.isdecimal() and len(plain) <= 12 else None
    if word in NUMBERS:
        return None if word in _NO_NUMBERS else NUMBERS[word]
    if "-" not in word and "‑" not in word:
        return None
    tens, _, ones = word.replace("‑", "-").partition("-")
    if NUMBERS.get(tens, 0) in range(20, 100, 10) and NUMBERS.get(ones, 0) in range(1, 10):
        return NUMBERS[tens] + NUMBERS[ones]
    return None
