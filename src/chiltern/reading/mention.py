"""Mentions as they stand: names, noun phrases and pronouns in order, names tied to the offices beside them.

In: a text, a roll and the report's day. Out: `MentionIndex`, which finds mentions by token. What descriptions mean is
told by `descriptions`, what pronouns mean by `pronouns`; `mentions` joins the three.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Literal

from chiltern import words
from chiltern.claims import Span
from chiltern.reading.cast import Cast, Entity
from chiltern.reading.chunks import Chunk, find_chunks
from chiltern.reading.lexicon import POSSESSIVES, PRONOUNS, SEATED, gazetteer
from chiltern.reading.local_parties import merge_local_parties
from chiltern.reading.named_seats import name_seats
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.nouns import find_noun_phrases
from chiltern.reading.text import Text
from chiltern.register.roll import Roll

# How far back a description may look for what it means: in mentions, about ten paragraphs.
_REACH = 300

_BODIES = words.word_set("people", "body_nouns") | words.word_set("people", "institutions")


class Mention:
    """Tokens [first, end). `owner` says that a possessive follows ("Mr Gapes's letter")."""

    __slots__ = ("end", "entity", "first", "head", "kind", "owner", "phrase", "plural")

    def __init__(
        self,
        first: int,
        end: int,
        kind: Literal["name", "noun", "pronoun"],
        entity: Entity | None = None,
        phrase: NounPhrase | None = None,
    ) -> None:
        self.first, self.end, self.kind, self.entity, self.phrase = first, end, kind, entity, phrase
        self.head = phrase.head if phrase else first
        self.plural = bool(phrase and phrase.noun.plural)
        self.owner = False


class MentionIndex:
    """The mentions of one report, found by token."""

    def __init__(self, text: Text, roll: Roll, on: date | None) -> None:
        self.text, self.roll, self.on = text, roll, on
        known = gazetteer(roll)
        named = name_seats(text, find_chunks(text, known), known.given)
        self.chunks = merge_local_parties(text, named, roll)
        self.chunk_of = [-1] * len(text.tokens)
        for number, chunk in enumerate(self.chunks):
            self.chunk_of[chunk.first : chunk.end] = [number] * (chunk.end - chunk.first)
        self.cast = Cast(text, self.chunks, known, roll, on)
        self.chunks = self.cast.chunks
        self.phrases = find_noun_phrases(text, self.chunks, self.chunk_of)
        self.all: list[Mention] = []
        self.held_offices: dict[str, list[Mention]] = {}  # by office, the mentions that give it to somebody by name
        self._collect()
        self._firsts = [mention.first for mention in self.all]

    def _collect(self) -> None:
        tokens = self.text.tokens
        for phrase, second in zip(self.phrases, [*self.phrases[1:], None], strict=False):
            first, end, name = phrase.first, phrase.end, self._apposed(phrase)
            if name is None:
                name = self._joined(phrase, second)
            if name is not None:
                end = max(end, self.chunks[name].end)
                first = min(first, self.chunks[name].first)
            mention = Mention(first, end, "noun", self.cast.of_chunk[name] if name is not None else None, phrase)
            mention.plural = mention.plural and name is None
            if mention.entity is not None and phrase.noun.office is not None:
                mention.entity.offices.add(phrase.noun.office)
            if mention.entity is not None and phrase.noun.office in SEATED:
                named = (self.cast.of_chunk[number] for number in (*phrase.before, *phrase.complement))
                seat = next((entity.name for entity in named if entity is not None and entity.kind == "seat"), None)
                mention.entity.seat = mention.entity.seat or seat
            self.all.append(mention)
            if mention.entity is not None and phrase.noun.office is not None:
                self.held_offices.setdefault(phrase.noun.office, []).append(mention)
        for number, chunk in enumerate(self.chunks):
            entity = self.cast.of_chunk[number]
            if entity is not None:
                first = chunk.first - self._is_local(chunk)
                if first < chunk.first:
                    entity = self.cast.entity(self.text.words(first, chunk.end), "group", first)
                self.all.append(Mention(first, chunk.end, "name", entity))
        contracted = {word for word in self.text.mixed_words if word.partition("'")[0] in PRONOUNS}
        pronouns = self.text.where(PRONOUNS | POSSESSIVES | contracted)
        self.all += [Mention(index, index + 1, "pronoun") for index in pronouns]
        self.all.sort(key=lambda m: (m.first, -m.end))
        for mention in self.all:
            after = tokens[mention.end].lower if mention.end < len(tokens) else ""
            mention.owner = after in ("'s", "'") or (
                tokens[mention.first].lower in POSSESSIVES and mention.kind == "pronoun"
            )

    def _is_local(self, chunk: Chunk) -> bool:
        """ "Local Conservatives": some of a party's members, and not the party."""
        plural = chunk.kind == "party" and self.text.lowers[chunk.end - 1].endswith("s")
        return plural and chunk.first > 0 and self.text.lowers[chunk.first - 1] == "local"

    def _apposed(self, phrase: NounPhrase) -> int | None:
        """The person whose name stands with the phrase: right after it, after a comma, or before a comma."""
        tokens = self.text.tokens
        if phrase.noun.office is None and tokens[phrase.head].lower in _BODIES:
            return None
        at = phrase.end
        if at < len(tokens) and self.text.sentence_of[at] == self.text.sentence_of[phrase.first]:
            comma = tokens[at].text in (",", "‘", "–") and at + 1 < len(tokens)
            name = self.chunk_of[at + 1] if comma else self.chunk_of[at]
            if name >= 0 and self.chunks[name].kind == "person" and not phrase.noun.plural:
                closed = not comma or self._closes(self.chunks[name].end)
                definite = phrase.determiner is not None or phrase.before or phrase.complement or not comma
                if closed and definite:
                    return name
        return self._before(phrase)

    def _joined(self, phrase: NounPhrase, second: NounPhrase | None) -> int | None:
        """ "Former minister and senator Jo Bloggs": the name behind the second of two offices."""
        if second is None or second.first != phrase.end + 1 or second.determiner is not None or phrase.noun.plural:
            return None
        if self.text.tokens[phrase.end].lower != "and" or second.end >= len(self.chunk_of):
            return None
        name = self.chunk_of[second.end]
        return name if name >= 0 and self.chunks[name].kind == "person" else None

    def _before(self, phrase: NounPhrase) -> int | None:
        """ "Jas Athwal, the leader of …", "Robert Jackson, 58, MP for Wantage", "Sanders (the senator"."""
        tokens = self.text.tokens
        at = phrase.first - 1
        begin = self.text.sentences[self.text.sentence_of[phrase.first]][0]
        while at > begin and tokens[at].lower in ("now", "currently", "also", "then", "aged"):
            at -= 1
        if at <= begin or tokens[at].text not in (",", "(", "–", "—"):
            return None
        at -= 1
        if tokens[at].text.isdigit() and at - 2 >= begin and tokens[at - 1].text == ",":
            at -= 2
        name = self.chunk_of[at]
        if name < 0 or not self._names_person(name) or phrase.noun.plural:
            return None
        listed = self.chunk_of[phrase.end + 1] if phrase.end + 1 < len(tokens) else -1
        if tokens[phrase.end - 1].is_word and listed >= 0 and self.chunks[listed].kind == "person":
            return None
        return name

    def _names_person(self, number: int) -> bool:
        """A person's name, or the surname of somebody whom the report has named in full."""
        entity = self.cast.of_chunk[number]
        return self.chunks[number].kind == "person" or (entity is not None and entity.kind == "person")

    def _closes(self, at: int) -> bool:
        """Whether a name in apposition ends here: a comma, a verb, the sentence's end."""
        tokens = self.text.tokens
        return at >= len(tokens) or tokens[at].lower not in ("and", "or", "'s")

    # -- finding one's way

    def between(self, first: int, end: int) -> list[Mention]:
        """The mentions that begin at tokens [first, end)."""
        return self.all[bisect_left(self._firsts, first) : bisect_left(self._firsts, end)]

    def outermost(self, first: int, end: int) -> list[Mention]:
        """The mentions between two tokens that no wider one holds ("Labour" in "the Labour leader" is held)."""
        found: list[Mention] = []
        for mention in self.between(first, end):
            if not found or mention.first >= found[-1].end:
                found.append(mention)
        return found

    def span(self, mention: Mention) -> Span:
        return self.text.span(mention.first, mention.end)

    def before(self, at: int) -> Iterator[Mention]:
        """The mentions that begin before a token, the nearest first, as far back as a description reaches."""
        end = bisect_left(self._firsts, at)
        return reversed(self.all[max(0, end - _REACH) : end])

    def latest(self, before: int, kinds: tuple[str, ...]) -> Entity | None:
        """The entity of these kinds named last before a token."""
        for mention in self.before(before):
            if mention.kind == "name" and mention.entity is not None and mention.entity.kind in kinds:
                return mention.entity
        return None
