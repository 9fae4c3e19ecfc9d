"""The values that describe a report: one line of text, a web address, a date; each cleaned, or refused.

What a document says about itself is written by strangers. `one_line` drops what a terminal or a page could obey,
`web_address` lets only http and https through, and `iso_date` turns a date, in ISO form or in English words, into
ISO text of the same precision. `printable` is for names and reasons in messages.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from chiltern.dates import parse_date
from chiltern.errors import BadDate

_PARTIAL = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DATE_TIME = re.compile(r"(?:\d{4}-\d{2}-\d{2}[T ]|\d{8}T?)(?:\d{2}:?\d{2}.*)?", re.IGNORECASE)
_LONGEST_DATE = 80  # "Wednesday, 18 September 2019 at 10:00:00 (GMT+01:00)" has 53 characters
_WORDS = {"DATE_ORDER": "DMY", "PARSERS": ["absolute-time"], "STRICT_PARSING": True}


def printable(text: str) -> str:
    """The text with every character that a terminal could obey written as an escape such as `\\x1b`."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def one_line(text: str | None) -> str | None:
    """The text on one line, single-spaced, without control and invisible characters; None where nothing is left."""
    if text is None:
        return None
    kept = (" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())
    return " ".join("".join(kept).split()) or None


def web_address(text: str | None) -> str | None:
    """The text, where it is an http or https address with a host; else None."""
    made = (text or "").strip()
    if not made.isprintable() or " " in made:
        return None
    try:
        parts = urlsplit(made)
    except ValueError:  # such as "http://[": no address
        return None
    return made if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def iso_date(text: str) -> str:
    """ISO text of a date or a date-time; the offset is kept where one is given. Raises `BadDate`.

    >>> iso_date("Mon, 18 Feb 2019 10:00:00 GMT")
    '2019-02-18T10:00:00+00:00'
    >>> iso_date("18 February 2019")
    '2019-02-18'
    """
    made = text.strip()
    if _PARTIAL.fullmatch(made):
        return parse_date(made)
    found = _from_iso(made) if _DATE_TIME.fullmatch(made) else None
    if found is None and len(made) <= _LONGEST_DATE:
        found = _from_words(made)
    if found is None:
        shown = printable(made[:_LONGEST_DATE])
        raise BadDate(f"{shown!r} is no date: write 2019-02-18, 2019-02-18T10:00 or 18 February 2019")
    if found.tzinfo is None and (found.hour, found.minute, found.second) == (0, 0, 0):
        return found.date().isoformat()
    return found.replace(microsecond=0).isoformat()


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.upper().replace(" +", "+").replace(" Z", "Z"))
    except ValueError:
        return None


def _from_words(text: str) -> datetime | None:
    """A full date in English, day before month where both are numbers; nothing relative, no guessed part."""
    import dateparser  # 0.1 s to import, and most dates are ISO

    try:
        found = dateparser.parse(text, languages=["en"], settings=_WORDS)
    except (ValueError, OverflowError):  # such as a year 0, or an hour no clock has
        return None
    return found if isinstance(found, datetime) else None
