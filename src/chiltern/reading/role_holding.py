"""What the finders of office holders share: the tie itself, the words around it, and where an aside ends."""

from __future__ import annotations

import msgspec

from chiltern import words
from chiltern.reading.cast import Entity
from chiltern.reading.text import Text

CHOOSING = words.word_set("roles", "choosing")
SERVING = words.word_set("roles", "serving")
BEING = words.word_set("roles", "being")
BECOMING = words.word_set("roles", "becoming")
ABBREVIATED = frozenset(["gov", "sen", "rep", "cllr", "govs", "sens", "reps", "cllrs"])
# They may stand between a name's comma or a verb and the office.
NOW = frozenset(["now", "currently", "also", "then", "aged", "formerly", "still", "both", "all", "once", "previously"])
_CLOSERS = frozenset([",", ".", ")", ";", "—", "–", "-", ":", "”", '"', "’", "?", "!", "and", "who", "but", "("])
_GO_ON = frozenset(["in", "since", "from", "at", "for", "until", "on", "representing", "between"])


class Holding(msgspec.Struct, frozen=True):
    """One person's tie to the office; tokens [first, end) say it. `place` is a seat named with the person alone."""

    person: Entity
    first: int
    end: int
    former: bool = False
    verb: bool = False
    place: int | None = None


def closed(text: Text, end: int, comma: str) -> bool:
    """Whether an aside ends after a phrase, perhaps after a short "in …" or "since …"."""
    tokens = text.tokens
    if end >= len(tokens) or text.sentence_of[end] != text.sentence_of[end - 1]:
        return True
    if tokens[end].text in _CLOSERS:
        return True
    if tokens[end].lower not in _GO_ON:
        return False
    following = tokens[end + 1 : end + 7]
    return any(token.text in (",", ".", ")", comma, "—", "–", "and") for token in following)
