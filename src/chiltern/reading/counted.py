"""People meant by their number alone: "the seven", "all three", "three who left", "three Conservatives".

In: a text, its chunks and a token. Out: the noun phrase that begins with a number there, if one does.
"""

from __future__ import annotations

from chiltern.reading.chunks import Chunk
from chiltern.reading.lexicon import DETERMINERS, NUMBERS, PersonNoun, cue_forms
from chiltern.reading.noun_phrase import STOPS, NounPhrase
from chiltern.reading.text import Text

# Verbs that follow a number standing for people ("the seven left").
_VERBS = frozenset(
    [
        "left",
        "quit",
        "stood",
        "sat",
        "said",
        "say",
        "support",
        "supports",
        "back",
        "oppose",
        "want",
        "meanwhile",
        "plan",
        "vote",
        "voted",
        "went",
        "go",
    ]
)

_MINE = frozenset(["my", "our", "his", "her", "their", "its"])


def counted_people(
    text: Text, chunks: list[Chunk], chunk_of: list[int], index: int, begin: int, limit: int
) -> NounPhrase | None:
    """People meant by their number alone: "the seven", "all three", "three who left", "three Conservatives"."""
    tokens = text.tokens
    number = NUMBERS.get(tokens[index].lower)
    if number is None or not 2 <= number <= 20 or chunk_of[index] >= 0 or index + 1 >= limit:
        return None
    before = tokens[index - 1].lower if index > begin else ""
    definite = before in ("the", "all", "these", "those")
    first = index - 1 if definite else index
    noun = PersonNoun(None, True)
    following = tokens[index + 1]
    if chunk_of[index + 1] >= 0:
        chunk = chunks[chunk_of[index + 1]]
        if (
            chunk.kind == "party"
            and tokens[chunk.end - 1].text.endswith("s")
            and not _names_more(text, chunk.end, limit)
        ):
            noun = PersonNoun("MP", True)
            return NounPhrase(
                first,
                index + 1,
                chunk.end,
                chunk.end,
                noun,
                before if definite else None,
                number,
                before=(chunk_of[index + 1],),
            )
        return None
    if following.lower == "of" and index + 2 < limit and tokens[index + 2].lower in _MINE:
        return NounPhrase(first, index, index + 1, _past_of(text, chunk_of, index + 2, limit), noun, None, number)
    alone = definite or tokens[index].lower == "both"
    if following.lower in ("who", "others") or (alone and _ends_phrase(following.lower, following.is_word)):
        end = index + 2 if following.lower == "others" else index + 1
        if following.lower == "of" and end + 1 < limit and tokens[end + 1].lower in ("the", "them", "those"):
            end = _past_of(text, chunk_of, end + 1, limit)
        return NounPhrase(first, index, index + 1, end, noun, before if definite else None, number)
    return None


def _ends_phrase(lower: str, is_word: bool) -> bool:
    """Whether the word after a number cannot be the noun counted."""
    return (
        not is_word
        or lower in STOPS
        or lower in DETERMINERS
        or lower in _VERBS
        or (lower,) in cue_forms()
        or lower.endswith("ed")
    )


def _names_more(text: Text, at: int, limit: int) -> bool:
    return (
        at < limit and text.tokens[at].is_word and text.tokens[at].lower in ("mps", "members", "councillors", "peers")
    )


def _past_of(text: Text, chunk_of: list[int], at: int, limit: int) -> int:
    """Past "of the departing members": up to a verb, a name or the next phrase."""
    end = at + 1
    while end < limit and chunk_of[end] < 0 and not _ends_phrase(text.tokens[end].lower, text.tokens[end].is_word):
        end += 1
    return end
