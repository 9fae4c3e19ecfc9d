"""What the words of a text tell of its names before they are cut: names known beforehand, and surnames in use.

In: a `Text` and a gazetteer. Out: the known names by the token where they begin; the words that stand as surnames.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.lexicon import Gazetteer, Known
from chiltern.reading.text import Text

_ADDRESSES = frozenset(["mr", "mrs", "ms", "miss", "dr"])
_SPEAKING = words.word_set("speech", "plainest")


def surnames_in(text: Text) -> set[str]:
    """Words that somewhere stand as somebody's name: "Mr Chikore", "Chikore said"."""
    tokens = text.tokens
    named = [index - 1 for index in text.where(_SPEAKING) if index]
    named += [index + 1 for index in text.where(_ADDRESSES) if index + 1 < len(tokens)]
    return {tokens[index].lower for index in named if tokens[index].capital and tokens[index].is_word}


def known_by_token(text: Text, known_names: Gazetteer) -> dict[int, tuple[int, Known]]:
    found: dict[int, tuple[int, Known]] = {}
    for start, end, known in known_names.find(text.body):
        first, after = text.token_at(start), text.token_at(end)
        if first < after and text.tokens[first].start == start and text.tokens[after - 1].end == end:
            found[first] = (after, known)
    return found
