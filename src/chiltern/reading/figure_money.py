"""Sums of money: "£2.5m", "$69,000", "100 million naira", where the words around are of gifts, fines, debts or funds.

In: a text and a token. Out: `Money`, or None where no such sum stands there.
"""

from __future__ import annotations

import re

import msgspec

from chiltern import words
from chiltern.reading.dated import SCALES
from chiltern.reading.text import Text

_WORDS = words.word_set("measures", "money_words")
_UNITS = words.word_set("measures", "money_units")
_SUM = re.compile(r"([£$€])([\d,]{0,15}\d(?:\.\d{1,6})?)")
_BEFORE, _AFTER = 14, 10
# "won" is a verb too: nobody gives so few of the currency.
_FEW = 1000


class Money(msgspec.Struct, frozen=True):
    """Tokens [first, end); `unit` is the currency's sign or word."""

    amount: int | float
    first: int
    end: int
    unit: str


def money_at(text: Text, index: int) -> Money | None:
    """A sum that begins with the sign of its currency."""
    match = _SUM.fullmatch(text.tokens[index].text)
    if match is None:
        return None
    amount, end = float(match[2].replace(",", "")), index + 1
    if end < len(text.tokens) and text.tokens[end].lower in SCALES:
        amount, end = amount * SCALES[text.tokens[end].lower], end + 1
    return _political(text, Money(int(amount) if amount.is_integer() else amount, index, end, match[1]))


def sum_at(text: Text, index: int, value: int | float, end: int) -> Money | None:
    """A number from token `index` to `end`, if the name of a currency follows."""
    unit = text.tokens[end].lower if end < len(text.tokens) else ""
    if unit not in _UNITS or (unit == "won" and value < _FEW):
        return None
    return _political(text, Money(value, index, end + 1, unit))


def _political(text: Text, found: Money) -> Money | None:
    begin, limit = text.sentences[text.sentence_of[found.first]]
    near = {token.lower for token in text.tokens[max(begin, found.first - _BEFORE) : min(limit, found.end + _AFTER)]}
    return found if near & _WORDS else None
