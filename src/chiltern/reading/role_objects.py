"""Bodies named by more than one name: "the Labour party in Stockport", "the ethics committee", "the group Kisan Ekta".

In: the token at which a verb's or a preposition's object begins. Out: a `Ref` to the body and the token after it, or
None where the words name no body that somebody could lead or chair.
"""

from __future__ import annotations

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.branches import branch_of
from chiltern.reading.lexicon import DETERMINERS, POSSESSIVES
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import STOPS

_BODIES = words.word_set("roles", "run_bodies")
_ORGANISATION = words.word_set("people", "organisation_words")
_LOCAL: dict[str, dict[str, str]] = words.load("local_parties")
_LOCATIVE = frozenset(["in", "at", "on", "near", "of", "across"])
_IN = frozenset(["in", "at", "across"])
_PLAIN = frozenset(["his", "her", "their", "its", "the", "own", "old", "new", "former", "then"])
_MODIFIERS = 4
_SENTENCE = 60


class Objects:
    """Reads the bodies of one report that stand behind a verb or a preposition."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text, self.tokens = mentions, mentions.text, mentions.text.tokens

    def at(self, at: int, *, any_name: bool = False) -> tuple[Ref, int] | None:
        """The body named from a token on. `any_name` takes a name that does not look like a body's."""
        article, definite = self._lower(at) in ("a", "an"), self._lower(at) == "the"
        if self._lower(at) in DETERMINERS or self._lower(at) in POSSESSIVES:
            at += 1
        number = self._chunk(at)
        if number >= 0:
            named = self._named(number, any_name=any_name)
            return self._whole(number) if named is None and definite and any_name else named
        noun = self._noun_after(at)
        if noun < 0:
            return None
        called = self._chunk(noun + 1)
        if called >= 0 and self.mentions.chunks[called].known is None and self.mentions.chunks[called].title is None:
            return self._whole(called)
        return None if article else self._plain(at, noun)

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _chunk(self, at: int) -> int:
        number = self.mentions.chunk_of[at] if 0 <= at < len(self.tokens) else -1
        return number if number >= 0 and self.mentions.chunks[number].first == at else -1

    def _noun_after(self, at: int) -> int:
        """The token of "committee" in "ethics committee": a body's noun behind at most three plain words."""
        for index in range(at, min(len(self.tokens), at + _MODIFIERS)):
            lower = self._lower(index)
            if lower in _BODIES:
                return index
            if self.tokens[index].text in "'’":
                continue
            if not self.tokens[index].is_word or lower in STOPS or self.mentions.chunk_of[index] >= 0:
                return -1
        return -1

    # -- names

    def _named(self, number: int, *, any_name: bool) -> tuple[Ref, int] | None:
        chunk, entity = self.mentions.chunks[number], self.mentions.cast.of_chunk[number]
        if entity is not None and entity.kind in ("person", "seat"):
            return None
        party = entity is not None and entity.kind == "party"
        lower = self._lower(chunk.end)
        if party and lower in _BODIES:
            return self._part(number, chunk.end)
        if party and self._chunk(chunk.end) >= 0 and entity is not None:
            return self._whole(number)
        if party and entity is not None:
            return self._of_place(entity.ref, chunk.end)
        written = self.text.words(chunk.first, chunk.end).lower().split()
        if any_name or chunk.kind == "body" or _ORGANISATION & set(written) or lower in _BODIES:
            return self._whole(number)
        return None

    def _whole(self, number: int) -> tuple[Ref, int]:
        """A body's name with the names that "of" and "for" join to it, and a last word in lower case."""
        chunk, entity = self.mentions.chunks[number], self.mentions.cast.of_chunk[number]
        first, end = chunk.first, chunk.end
        while True:
            joined = self._lower(end) in ("of", "for")
            following = self._chunk(end + joined)
            if following < 0 or (self.mentions.chunks[following].kind == "person" and not joined):
                break
            end = self.mentions.chunks[following].end
        if self._lower(end) in _BODIES:
            end += 1
        if end == chunk.end and entity is not None and entity.kind != "person":
            return entity.ref, end
        return Ref(" ".join(self.text.words(first, end).split()), "body"), end

    def _part(self, number: int, noun: int) -> tuple[Ref, int] | None:
        """ "The Labour party in Stockport", "the Labour group on Oldham council"."""
        entity = self.mentions.cast.of_chunk[number]
        if entity is None:
            return None
        found = self._of_place(entity.ref, noun + 1)
        if found[0] is not entity.ref or self._lower(noun) == "party":
            return found
        at = noun + 1
        place = self._chunk(at + 1 + (self._lower(at + 1) == "the")) if self._lower(at) in _LOCATIVE else -1
        if place >= 0 and self._lower(noun) == "group" and self.mentions.chunks[place].kind != "person":
            end = self.mentions.chunks[place].end
            written = self.text.words(self.mentions.chunks[place].first, end)
            if not written.lower().endswith("council"):
                written = f"{written} Council"
            return Ref(written, "body"), end + (self._lower(end) == "council")
        first = self.mentions.chunks[number].first
        return Ref(" ".join(self.text.words(first, noun + 1).split()), "body"), noun + 1

    def _of_place(self, party: Ref, at: int) -> tuple[Ref, int]:
        """ "The Labour party in Enfield North": the party's branch there, where the party has such branches."""
        place = self._chunk(at + 1) if self._lower(at) in ("in", "of") else -1
        local = _LOCAL.get(party.name)
        if place < 0 or local is None or self.mentions.chunks[place].kind != "seat":
            return party, at
        entity = self.mentions.cast.of_chunk[place]
        seat = entity.name if entity is not None else self.text.words(at + 1, self.mentions.chunks[place].end)
        return Ref(f"{seat} {local['name']}", "local_party"), self.mentions.chunks[place].end

    # -- plain nouns

    def _plain(self, at: int, noun: int) -> tuple[Ref, int] | None:
        """ "The party", "the council", "the ethics committee": the one that the report named, or its own words."""
        lower = self._lower(noun)
        inner = [self._lower(i) for i in range(at, noun) if self._lower(i) not in _PLAIN]
        if lower in ("party", "branch", "association") and set(inner) <= {"local", "constituency"}:
            found = self.local(noun) if inner or lower != "party" else self.mentions.latest(noun, ("party",))
            return (found if isinstance(found, Ref) else found.ref, noun + 1) if found is not None else None
        if lower == "council":
            council = self.council(noun, " ".join(inner))
            return (council, noun + 1) if council is not None else None
        if inner:
            return Ref(" ".join([*inner, lower]), "body"), noun + 1
        body = self.mentions.latest(noun, ("body", "party"))
        if body is not None and body.name.lower().split()[-1] == lower:
            return body.ref, noun + 1
        return None

    def local(self, noun: int) -> Ref | None:
        """The branch that "the local party" means: of the seat in its sentence, else as the report's words tell."""
        begin = self.text.sentences[self.text.sentence_of[noun]][0]
        for mention in reversed(self.mentions.between(max(begin, noun - _SENTENCE), noun)):
            if mention.kind == "name" and mention.entity is not None and mention.entity.kind == "seat":
                return branch_of(self.mentions.cast, mention.entity.name).ref
        for mention in self.mentions.before(noun):
            entity = mention.entity
            if entity is not None and entity.kind == "local_party":
                return entity.ref
            seat = entity.name if entity is not None and entity.kind == "seat" else entity.seat if entity else None
            if seat is not None:
                return branch_of(self.mentions.cast, seat).ref
        return None

    def council(self, noun: int, kind: str) -> Ref | None:
        """ "The council": the one named last, else that of the place named shortly before or just after."""
        body = self.mentions.latest(noun, ("body",))
        if body is not None and body.name.lower().endswith("council"):
            return body.ref
        limit = self.text.sentences[self.text.sentence_of[noun]][1]
        numbers = [self.mentions.chunk_of[i] for i in range(max(0, noun - _SENTENCE), min(limit, noun + 3))]
        name = "City Council" if kind == "city" else "County Council" if kind == "county" else "Council"
        for number in dict.fromkeys(reversed(numbers)):
            chunk = self.mentions.chunks[number] if number >= 0 else None
            if chunk is None or not {self._lower(chunk.first - 1), self._lower(chunk.first - 2)} & _IN:
                continue
            if chunk.kind == "seat" or (chunk.kind == "other" and self.mentions.cast.of_chunk[number] is None):
                return Ref(f"{self.text.words(chunk.first, chunk.end)} {name}", "body")
        return None
