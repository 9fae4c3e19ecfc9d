"""Somebody described by an office first ("The leader of Quill council said …") and named with it later.

In: the mentions of a report and a description in its first paragraphs. Out: the one person whom the report, later on,
names with the same office of the same body; None where there is none or more than one.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import SEATED
from chiltern.reading.mention import MentionIndex
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.nouns import FORMER

_BODY_NOUNS = words.word_set("people", "body_nouns")
_EMPTY = frozenset(["the", "a", "an", "'s"])
# Further down, whoever is described without a name has been named, or is not going to be. It keeps the cost linear too.
_FIRST_PARAGRAPHS = 6


def named_ahead(index: MentionIndex, phrase: NounPhrase) -> Entity | None:
    """The one person to whom the report gives the office by name, behind the description."""
    office = phrase.noun.office
    if office is None or office in SEATED or phrase.determiner != "the" or _past(phrase):
        return None
    if index.text.paragraph_of[phrase.first] >= _FIRST_PARAGRAPHS or office not in index.held_offices:
        return None
    body = _body_words(index, phrase)
    found: set[Entity] = set()
    for other in index.held_offices[office] if body else ():
        if other.phrase is None or other.entity is None or other.entity.kind != "person" or _past(other.phrase):
            continue
        if other.first > phrase.first and _same_body(index, body, _body_words(index, other.phrase)):
            found.add(other.entity)
    return found.pop() if len(found) == 1 else None


def _past(phrase: NounPhrase) -> bool:
    return any(word.lower() in FORMER for word in phrase.modifiers)


def _same_body(index: MentionIndex, one: frozenset[str], other: frozenset[str]) -> bool:
    """The same words, or some of them where those name more than a party, which has many bodies."""
    if one == other:
        return True
    parties = {word for e in index.cast.entities if e.kind == "party" for word in e.name.lower().split()}
    return (one < other or other < one) and not (one & other) <= parties | _BODY_NOUNS


def _body_words(index: MentionIndex, phrase: NounPhrase) -> frozenset[str]:
    """The words that tell of what an office is: behind it ("of Quill council"), else the names before it."""
    spans = [(phrase.complement_at, phrase.end)] if phrase.complement_at is not None and phrase.complement else []
    spans = spans or [(index.chunks[at].first, index.chunks[at].end) for at in phrase.before]
    tokens = (index.text.tokens[at] for first, end in spans for at in range(first, end))
    return frozenset(t.lower.removesuffix("'s") for t in tokens if t.is_word and t.lower not in _EMPTY)
