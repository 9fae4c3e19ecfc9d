"""Text made fit to print: no power over a terminal, one line where one is wanted.

Whatever comes from a report is hostile: `clean` writes every character that a terminal could obey as an escape.
"""

from __future__ import annotations

import re

# Joiners are part of some scripts and of emoji; the dropped ones are invisible and of no use on a page.
_KEPT = "\n\u200c\u200d"
_DROPPED = re.compile("[\u00ad\u200b\ufeff]")
LONGEST = 600  # characters of a passage in a list; `chiltern source` shows it whole


def clean(text: str) -> str:
    """The text without power over a terminal: escapes, direction marks and other controls become visible."""
    spaced = _DROPPED.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    if spaced.isprintable():
        return spaced
    return "".join(c if c.isprintable() or c in _KEPT else _visible(c) for c in spaced)


def one_line(text: str, longest: int = LONGEST) -> str:
    """Clean text on one line, cut between words where it is too long."""
    joined = " ".join(clean(text).split())
    if len(joined) <= longest:
        return joined
    return joined[:longest].rsplit(" ", 1)[0] + " …"


def _visible(character: str) -> str:
    """A plain space for the wide and narrow ones, an escape such as `\\x1b` for all else."""
    if character > "\x7f" and character.isspace() and character not in "\x85\u2028\u2029":
        return " "
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")
