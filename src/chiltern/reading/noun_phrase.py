"""The shape of a noun phrase for people, and the words at which every phrase stops."""

from __future__ import annotations

import msgspec

from chiltern import words
from chiltern.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    PersonNoun,
)

PLAIN_ADJECTIVES = words.word_set("people", "plain_adjectives")
STOPS = (AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | PRONOUNS | RELATIVES | (ADVERBS - PLAIN_ADJECTIVES)) - DETERMINERS


class NounPhrase(msgspec.Struct, frozen=True):
    """Tokens [first, end); the noun itself is [head, head_end). Chunks are numbers in the list of chunks."""

    first: int
    head: int
    head_end: int
    end: int
    noun: PersonNoun
    determiner: str | None = None
    number: int | None = None
    possessor: int | None = None
    before: tuple[int, ...] = ()
    modifiers: tuple[str, ...] = ()
    complement: tuple[int, ...] = ()
    complement_at: int | None = None
