"""Sums of money: "£2.5m", "$69,000", "100 million naira", where the words around are of gifts, fines, debts or funds.

In: a text and a token. Out: (amount, first token, token after), or None where no such sum stands there.
"""

from __future__ import annotations

import re

from chiltern import words
from chiltern.reading.dated import SCALES
from chiltern.reading.text import Text

_WORDS = words.word_set("measures", "money_words")
_UNITS = words.word_set("measures", "money_units")
_SUM = re.compile(r"[£$€]([\d,]{0,15}\d(?:\.\d{1,6})?)")
_BEFORE, _AFTER = 14, 10
# "won" is a verb too: nobody gives so few of the currency.
_FEW = 1000


def money_at(text: Text, index: int) -> tuple[int | float, int, int] | None:
    """A sum that begins with the sign of its currency."""
    match = _SUM.fullmatch(text.tokens[index].text)
    if match is None:
        return None
    amount, end = float(match[1].replace(",", "")), index + 1
    if end < len(text.tokens) and text.tokens[end].lower in SCALES:
        amount, end = amount * SCALES[text.tokens[end].lower], end + 1
    return _political(text, int(amount) if amount.is_integer() else amount, index, end)


def sum_at(text: Text, index: int, value: int | float, end: int) -> tuple[int | float, int, int] | None:
    """A number from token `index` to `end`, if the name of a currency follows."""
    unit = text.tokens[end].lower if end < len(text.tokens) else ""
    if unit not in _UNITS or (unit == "won" and value < _FEW):
        return None
    return _political(text, value, index, end + 1)


def _political(text: Text, value: int | float, index: int, end: int) -> tuple[int | float, int, int] | None:
    begin, limit = text.sentences[text.sentence_of[index]]
    near = {token.lower for token in text.tokens[max(begin, index - _BEFORE) : min(limit, end + _AFTER)]}
    return (value, index, end) if near & _WORDS else None
