"""Every place where a text names, describes or points at somebody, with the entity meant.

In: a report and a roll. Out: `Mentions`: names, noun phrases and pronouns in the order of the text. A name tied to
an office ("Ilford South MP Mike Gapes", "Jas Athwal, the leader of …") is one mention of one person.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

from chiltern import words
from chiltern.claims import EntityKind, Span
from chiltern.reading.cast import Cast, Entity
from chiltern.reading.chunks import find_chunks
from chiltern.reading.lexicon import POSSESSIVES, PRONOUNS, gazetteer
from chiltern.reading.local_parties import merge_local_parties
from chiltern.reading.nouns import NounPhrase, find_noun_phrases
from chiltern.reading.text import Text
from chiltern.register.lookup import Found, lookup
from chiltern.register.roll import Roll

_GENDERED: dict[str, list[str]] = words.load("people")["gendered"]
_FIRST_PERSON = frozenset(["i", "me", "my", "myself", "we", "us", "our", "ourselves"])
_PLURAL = frozenset(["they", "them", "their", "themselves"])
SEATED = frozenset(["MP", "MEP", "MSP", "MLA", "TD", "senator", "representative", "lawmaker", "member", "councillor"])
_SPEAKS_FOR = frozenset(["spokesperson"])
_BODY_NOUNS = frozenset("party group council committee union branch association movement campaign".split())
_INSTITUTIONS = frozenset(
    "newspaper office camp team government administration opposition membership cabinet tribunal panel commission police"
    " court leadership".split()
)
_CARRIERS = words.word_set("speech", "carriers")


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


class Mentions:
    """The mentions of one report, with the look-ups that the later steps share."""

    def __init__(self, text: Text, roll: Roll, on: date | None) -> None:
        self.text, self.roll, self.on = text, roll, on
        known = gazetteer(roll)
        self.chunks = merge_local_parties(text, find_chunks(text, known), roll)
        self.chunk_of = [-1] * len(text.tokens)
        for number, chunk in enumerate(self.chunks):
            self.chunk_of[chunk.first : chunk.end] = [number] * (chunk.end - chunk.first)
        self.cast = Cast(text, self.chunks, known, roll, on)
        self._seats_of_owners()
        self.phrases = find_noun_phrases(text, self.chunks, self.chunk_of)
        self.all: list[Mention] = []
        self._collect()
        self._firsts = [mention.first for mention in self.all]
        self._describe()

    def _seats_of_owners(self) -> None:
        """ "Ann Coffey's CLP, Stockport": the member whose local party it is sits for the seat."""
        for number in range(len(self.chunks) - 1):
            owner, branch = self.cast.of_chunk[number], self.cast.of_chunk[number + 1]
            owned = self.chunks[number + 1].first == self.chunks[number].end + 1
            if owned and branch is not None and branch.kind == "local_party" and owner is not None:
                owner.seat = owner.seat or branch.name.rpartition(" ")[0]

    def _collect(self) -> None:
        tokens = self.text.tokens
        for phrase in self.phrases:
            first, end, name = phrase.first, phrase.end, self._apposed(phrase)
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
        for number, chunk in enumerate(self.chunks):
            entity = self.cast.of_chunk[number]
            if entity is not None:
                self.all.append(Mention(chunk.first, chunk.end, "name", entity))
        for index, token in enumerate(tokens):
            if token.lower.partition("'")[0] in PRONOUNS or token.lower in POSSESSIVES:
                self.all.append(Mention(index, index + 1, "pronoun"))
        self.all.sort(key=lambda m: (m.first, -m.end))
        for mention in self.all:
            after = tokens[mention.end].lower if mention.end < len(tokens) else ""
            mention.owner = (
                after in ("'s", "'") or tokens[mention.first].lower in POSSESSIVES and mention.kind == "pronoun"
            )

    def _apposed(self, phrase: NounPhrase) -> int | None:
        """The person whose name stands with the phrase: right after it, after a comma, or before a comma."""
        tokens = self.text.tokens
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
        if name < 0 or self.chunks[name].kind != "person" or phrase.noun.plural:
            return None
        listed = self.chunk_of[phrase.end + 1] if phrase.end + 1 < len(tokens) else -1
        if tokens[phrase.end - 1].is_word and listed >= 0 and self.chunks[listed].kind == "person":
            return None
        return name

    def _closes(self, at: int) -> bool:
        """Whether a name in apposition ends here: a comma, a verb, the sentence's end."""
        tokens = self.text.tokens
        return at >= len(tokens) or tokens[at].lower not in ("and", "or", "'s")

    # -- what descriptions mean

    def _describe(self) -> None:
        for mention in self.all:
            if mention.kind == "noun" and mention.entity is None:
                assert mention.phrase is not None
                mention.entity = self._described(mention, mention.phrase)

    def _described(self, mention: Mention, phrase: NounPhrase) -> Entity | None:
        tokens = self.text.tokens
        head = tokens[phrase.head].lower
        definite = phrase.determiner in ("the", "this", "that") or phrase.determiner in POSSESSIVES
        party = self._party_before(phrase)
        if phrase.noun.office in _SPEAKS_FOR and not phrase.noun.plural:
            return self._spoken_for(phrase, mention, party)
        if head in _CARRIERS:
            return None
        if (
            head in ("campaign", "team", "office", "camp")
            and phrase.determiner in ("his", "her")
            and not phrase.before
        ):
            owner = self._topic_before(mention.first)
            return self.cast.entity(f"{owner.name}'s {head}", "body", mention.first) if owner else None
        if head in _BODY_NOUNS and definite and not phrase.before and not phrase.modifiers and not phrase.complement:
            return self._body_meant(head, mention.first)
        if head in ("party", "association") and [m.lower() for m in phrase.modifiers[-1:]] in (
            ["local"],
            ["constituency"],
        ):
            local = self._branch_meant(mention, phrase)
            if local is not None:
                return local
        if head == "source" and party is not None:
            return self.cast.entity(f"{party.name} source", "described", mention.first)
        if not phrase.noun.plural and (definite or phrase.before or phrase.determiner is None):
            held = self._holder(phrase)
            if held is not None:
                return held
            held = self._in_office(phrase) if definite or phrase.before else None
            if held is not None:
                return held
            if definite and not phrase.complement and phrase.determiner == "the" and not phrase.modifiers:
                if phrase.noun.office or head in ("man", "woman", "year-old"):
                    met = self._latest_with_office(mention.first, phrase.noun.office)
                    if met is not None:
                        return met
        if (
            phrase.determiner in ("his", "her", "their")
            and head in ("colleague", "rival", "opponent")
            and not phrase.noun.plural
        ):
            met = self._topic_before(mention.first)
            if met is not None:
                return met
        if not phrase.noun.plural and phrase.noun.office in SEATED and not phrase.complement and not definite:
            met = self._introduced_later(mention.first)
            if met is not None:
                return met
        if phrase.noun.plural and definite and not phrase.before and not phrase.modifiers and phrase.number is None:
            same = [m for m in self.between(0, mention.first) if m.phrase and self.text.tokens[m.head].lower == head]
            if same and same[-1].entity is not None and same[-1].entity.kind == "group":
                return same[-1].entity
        return self._by_own_words(mention, phrase)

    def _topic_before(self, at: int) -> Entity | None:
        """The person named most before a sentence, and not in it."""
        begin, end = self.text.sentences[self.text.sentence_of[at]]
        here = {m.entity for m in self.between(begin, end)}
        named = Counter(
            m.entity
            for m in self.between(0, begin)
            if m.kind == "name" and m.entity is not None and m.entity.kind == "person" and m.entity not in here
        )
        return named.most_common(1)[0][0] if named else None

    def _introduced_later(self, at: int) -> Entity | None:
        """ "A lawmaker" of the first sentences is the one named soon after: the first person with a seat."""
        if self.text.sentence_of[at] > 1:
            return None
        limit = self.text.sentences[min(self.text.sentence_of[at] + 4, len(self.text.sentences) - 1)][1]
        for mention in self.between(at + 1, limit):
            entity = mention.entity
            if entity is not None and entity.kind == "person" and entity.offices & SEATED - {"councillor"}:
                return entity
        return None

    def _body_meant(self, head: str, at: int) -> Entity | None:
        """ "The party", "the group": the one named last; a group may be a party that calls itself one."""
        if head == "party":
            return self.latest(at, ("party", "local_party"))
        for mention in reversed(self.between(0, at)):
            entity = mention.entity
            if mention.kind == "name" and entity is not None and entity.kind in ("party", "body", "local_party"):
                known = self.chunks[self.chunk_of[mention.first]].known
                if entity.kind == "local_party" or head in entity.name.lower() or (known and known.kind == "body"):
                    return entity
        return None

    def _branch_meant(self, mention: Mention, phrase: NounPhrase) -> Entity | None:
        """ "The local party", "his local party": the branch named last, or that of the seat or member named last."""
        for earlier in reversed(self.between(0, mention.first)):
            entity = earlier.entity
            if entity is None:
                continue
            if entity.kind == "local_party":
                return entity
            if entity.kind == "seat" and phrase.determiner not in ("his", "her"):
                return self.branch_of(entity.name)
            if entity.kind == "person" and entity.seat is not None:
                return self.branch_of(entity.seat)
        return None

    def branch_of(self, seat: str) -> Entity:
        """The local party of a seat: of the party that the report names most, under its usual name."""
        for entity in self.cast.entities:
            if entity.kind == "local_party" and entity.name.startswith(seat):
                return entity
        named = Counter(c.known.name for c in self.chunks if c.kind == "party" and c.known is not None)
        local = words.load("local_parties")
        main = next((name for name, _ in named.most_common() if name in local), "any")
        return self.cast.entity(f"{seat} {local[main]['name'] if main != 'any' else 'local party'}", "local_party", 0)

    def _by_own_words(self, mention: Mention, phrase: NounPhrase) -> Entity:
        """An unnamed source is called by the report's own words, without article or possessive."""
        first = phrase.first
        if (
            phrase.determiner in ("the", "a", "an", "these", "those", "this", "that")
            or phrase.determiner in POSSESSIVES
        ):
            first += 1
        name = self.text.words(min(first, phrase.head), phrase.head_end)
        named = [self.cast.of_chunk[number] for number in phrase.complement]
        of = next((entity for entity in named if entity is not None and entity.kind != "person"), None)
        if of is not None and phrase.noun.office is not None:
            name = f"{phrase.noun.office} of {of.name}"
        elif phrase.complement_at is not None and phrase.noun.office is None:
            name = self.text.words(min(first, phrase.head), phrase.end)
        kind: EntityKind = "group" if phrase.noun.plural else "described"
        if kind == "described" and self.text.tokens[phrase.head].lower in _BODY_NOUNS | _INSTITUTIONS:
            kind = "body"
        made = self.cast.entity(" ".join(name.split()), kind, mention.first)
        made.plural = phrase.noun.plural
        return made

    def _spoken_for(self, phrase: NounPhrase, mention: Mention, party: Entity | None) -> Entity:
        """A spokesman is heard as the body that he speaks for; one of a person is that person's spokesman."""
        if party is not None:
            return party
        if phrase.complement_at is not None and not phrase.complement and "party" in self._words(phrase):
            met = self.latest(mention.first, ("party",))
            if met is not None:
                return met
        for number in phrase.complement:
            entity = self.cast.of_chunk[number]
            if entity is not None:
                if entity.kind == "person":
                    return self.cast.entity(f"{entity.name}'s spokesman", "described", mention.first)
                return entity
        if phrase.determiner == "the":
            earlier = [m for m in self.all if m.first < mention.first and m.phrase and m.entity]
            for other in reversed(earlier):
                if other.phrase is not None and other.phrase.noun.office == phrase.noun.office and other.entity:
                    return other.entity
        if "party" in [word.lower() for word in phrase.modifiers]:
            met = self.latest(mention.first, ("party",))
            if met is not None:
                return met
        return self._by_own_words(mention, phrase)

    def _words(self, phrase: NounPhrase) -> list[str]:
        """The lower-case words of the complement and the next one ("for the party")."""
        return [token.lower for token in self.text.tokens[phrase.head_end : phrase.end + 2]]

    def _party_before(self, phrase: NounPhrase) -> Entity | None:
        for number in phrase.before:
            entity = self.cast.of_chunk[number]
            if entity is not None and entity.kind in ("party", "local_party", "body"):
                return entity
        return None

    def _holder(self, phrase: NounPhrase) -> Entity | None:
        """Who holds the seat that the phrase names ("the Ilford South MP", "MP for Ilford South")."""
        if phrase.noun.office not in ("MP", "member"):
            return None
        for number in (*phrase.before, *phrase.complement):
            seat = self.cast.of_chunk[number]
            if seat is not None and seat.kind == "seat":
                for entity in self.cast.entities:
                    if entity.kind == "person" and entity.seat == seat.name:
                        return entity
                return self.holder_of(seat)
        return None

    def _in_office(self, phrase: NounPhrase) -> Entity | None:
        """Who holds the office by the roll on the report's day ("the prime minister", "the Labour leader")."""
        if (
            self.on is None
            or phrase.noun.office is None
            or phrase.noun.office in SEATED
            or phrase.determiner in ("his", "her")
        ):
            return None
        if self.cast.country not in (None, "United Kingdom"):
            return None
        found = lookup(self.roll, self.text.words(phrase.first, phrase.end), self.on)
        if not isinstance(found, Found) or found.kind != "person":
            return None
        made = self.cast.entity(found.entity.name, "person", phrase.first, found.entity.id)
        made.gender = made.gender or self.roll.persons[found.entity.id].gender
        return made

    def holder_of(self, seat: Entity) -> Entity | None:
        if seat.id is None:
            return None
        if self.on is not None:
            holder = self.roll.holder(seat.id, self.on)
            people = [holder] if holder else []
        else:
            people = [self.roll.persons[t.person] for t in self.roll.tenures if t.seat == seat.id]
        names = {person.id: person for person in people}
        if len(names) != 1:
            return None
        person = people[0]
        made = self.cast.entity(person.name, "person", seat.first, person.id)
        made.gender, made.seat = person.gender, seat.name
        return made

    def _latest_with_office(self, before: int, office: str | None) -> Entity | None:
        """The person last named before; one introduced with the same office first."""
        people = [m for m in self.all if m.first < before and m.entity is not None and m.entity.kind == "person"]
        for mention in reversed(people[-12:]):
            if mention.phrase is not None and mention.phrase.noun.office == office:
                return mention.entity
        same_paragraph = self.text.paragraph_of[before]
        for mention in reversed(people[-8:]):
            if same_paragraph - self.text.paragraph_of[mention.first] <= 1 and not mention.owner:
                return mention.entity
        return None

    def latest(self, before: int, kinds: tuple[str, ...]) -> Entity | None:
        """The entity of these kinds named last before a token."""
        for number in range(bisect_left(self._firsts, before) - 1, -1, -1):
            mention = self.all[number]
            if mention.kind == "name" and mention.entity is not None and mention.entity.kind in kinds:
                return mention.entity
        return None

    # -- finding one's way

    def local_party_of(self, person: Entity) -> Entity | None:
        """The branch that the report calls the person's own, or that of the seat it gives the person."""
        for number in range(len(self.chunks) - 1):
            branch = self.cast.of_chunk[number + 1]
            owned = self.chunks[number + 1].first == self.chunks[number].end + 1
            if owned and branch is not None and branch.kind == "local_party" and self.cast.of_chunk[number] is person:
                return branch
        return self.branch_of(person.seat) if person.seat is not None else None

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

    def pronoun(
        self,
        mention: Mention,
        speaker: Entity | None,
        previous: Sequence[Entity],
        others: Sequence[Entity | None] = (),
    ) -> Entity | None:
        """Whom a pronoun means. `speaker` is who speaks where it stands, `previous` who was in mind, latest last.

        `others` are people whom it cannot mean ("X asked her": not X).
        """
        word = self.text.tokens[mention.first].lower.partition("'")[0]
        if word in _FIRST_PERSON:
            return speaker
        begin = self.text.units[self.text.unit_of[mention.first]][0]
        gender = next((g for g, forms in _GENDERED.items() if word in forms), None)
        outer = self.outermost(begin, mention.first)
        here = [
            m.entity
            for m in outer
            if m.kind != "pronoun" and m.entity is not None and m.entity is not speaker and m.entity not in others
        ]
        if word in _PLURAL:
            return _several(here, previous, word == "they")
        if gender is None:
            bodies = ("party", "local_party", "body")
            return next((e for e in reversed(previous) if e.kind in bodies), None) if word in ("it", "its") else None
        fitting = [e for e in here if e.kind == "person" and e.gender in (None, gender)]
        if fitting:
            return fitting[0]
        recent = tuple(reversed(previous))
        if word in ("him", "her", "his") or speaker is not None:
            unit = self.text.unit_of[mention.first]
            last = self.between(*self.text.units[unit - 1]) if unit else []
            recent = (*(m.entity for m in reversed(last) if m.entity is not None and m.kind == "name"), *recent)
        kinds = ("person", "described") if word in ("he", "she") else ("person",)
        return next(
            (
                e
                for e in recent
                if e is not speaker and e not in others and e.kind in kinds and e.gender in (None, gender)
            ),
            None,
        )


def _several(here: list[Entity], previous: Sequence[Entity], subject: bool) -> Entity | None:
    """Whom "they", "them" or "their" means: people before bodies, but a body that "they" follows as subject."""
    bodies = ("party", "local_party", "body")
    if subject and here and here[0].kind in bodies:
        return here[0]
    plural = [e for e in here if e.plural or e.kind == "group"]
    if plural:
        return plural[0]
    found = next((e for e in reversed(previous) if e.plural or e.kind == "group"), None)
    return found or next((e for e in (*here, *reversed(previous)) if e.kind in bodies), None)
