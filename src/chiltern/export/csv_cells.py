"""Cells that no spreadsheet takes for a formula, and back again.

A program that opens a CSV file may run a cell that begins with = + - or @, also where spaces, quotation marks or
invisible characters stand before it, where the sign is a full-width one, or where it follows a semicolon, a tab or a
line break within the cell, since these divide cells in other settings. `safe` puts an apostrophe in front of every
such place, and nowhere else; `original` takes exactly these away. The OWASP page "CSV Injection" has the reasons.
"""

from __future__ import annotations

import re

# Those that NFKC makes one of = + - @ as well, and the minus sign.
_SIGNS = "=+\\-@＝＋－＠﹢﹣﹦﹫−⁺⁻⁼₊₋₌"
_BREAKS = "\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_QUOTES = "'\"`´‘’‚‛“”„‟«»‹›＇＂"
# Spaces, and what is not seen: controls, soft hyphens, joiners, direction marks, byte-order marks.
_UNSEEN = (
    " \xa0\u1680\u2000-\u200a\u202f\u205f\u3000\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_DANGER = f"[{_QUOTES}{_UNSEEN}]*[{_SIGNS}]"
# A break at the very beginning is a danger of its own: some programs drop it.
_BEGIN = f"[{_QUOTES}{_UNSEEN}]*[{_SIGNS}{_BREAKS}]"
_PLACES = re.compile(rf"\A(?={_BEGIN})|(?<=[;{_BREAKS}])(?={_DANGER})")
_MARKED = re.compile(rf"\A'(?={_BEGIN})|(?<=[;{_BREAKS}])'(?={_DANGER})")


def safe(text: str) -> str:
    """The text with an apostrophe wherever a formula could begin; `original` gives the text back."""
    return _PLACES.sub("'", text)


def original(cell: str) -> str:
    """The text of which `safe` made the cell."""
    return _MARKED.sub("", cell)
