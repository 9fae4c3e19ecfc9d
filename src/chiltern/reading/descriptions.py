"""What a description means: "the Ilford South MP", "his deputy", "the party", "a Labour source", "critics".

In: the mentions of a report whose names are known. Out: for each noun phrase without a name the entity meant: one that
the report has named, the roll's holder of the seat or office, or a source known by the report's own words alone.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

from chiltern import words
from chiltern.claims import EntityKind
from chiltern.reading.branches import branch_of, holder_of
from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import POSSESSIVES, SEATED
from chiltern.reading.mention import Mention, MentionIndex
from chiltern.reading.named_ahead import named_ahead
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.nouns import FORMER
from chiltern.register.lookup import Found, lookup

_BODY_NOUNS = words.word_set("people", "body_nouns")
_INSTITUTIONS = words.word_set("people", "institutions")
_CARRIERS = words.word_set("speech", "carriers")
_OWNED = frozenset(["campaign", "team", "office", "camp"])
_PEERS = frozenset(["colleague", "rival", "opponent"])
_SECONDS = frozenset(["deputy", "successor", "predecessor"])
_PLAIN = frozenset(["man", "woman", "year-old"])
_ARTICLES = frozenset(["the", "a", "an", "these", "those", "this", "that"])
# Offices that one person holds in a state or city.
_OF_STATE = words.word_set("roles", "of_state") | {"governor", "chief minister", "mayor", "president"}
_IN_PARLIAMENT = SEATED - {"councillor"}
_GENDERS = {noun: gender for gender, nouns in words.load("people")["gendered_nouns"].items() for noun in nouns}
# A person described before being named stands in the first sentences, and is named soon after.
_LEAD = 1
_SOON = 4


class Descriptions:
    """Resolves the noun phrases of one report."""

    def __init__(self, index: MentionIndex) -> None:
        self.index, self.text, self.cast = index, index.text, index.cast

    def meant(self, mention: Mention, phrase: NounPhrase) -> Entity | None:
        """The entity that the phrase means; None for what only carries somebody's words ("the statement")."""
        head = self._lower(phrase.head)
        if head in _CARRIERS:
            return None
        found = self._body(mention, phrase, head)
        if found is None:
            found = self._several(mention, phrase, head) if phrase.noun.plural else self._one(mention, phrase, head)
        return found or self._by_own_words(mention, phrase)

    def _lower(self, token: int) -> str:
        return self.text.tokens[token].lower

    def _definite(self, phrase: NounPhrase) -> bool:
        return phrase.determiner in ("the", "this", "that") or phrase.determiner in POSSESSIVES

    # -- bodies

    def _body(self, mention: Mention, phrase: NounPhrase, head: str) -> Entity | None:
        if phrase.noun.plural:
            return None
        party = self._party_before(phrase)
        if phrase.noun.office == "spokesperson":
            return self._spoken_for(phrase, mention, party)
        if head == "source" and party is not None:
            return self.cast.entity(f"{party.name} source", "described", mention.first)
        if head in _OWNED and phrase.determiner in ("his", "her") and not phrase.before:
            owner = self._topic_before(mention.first)
            return self.cast.entity(f"{owner.name}'s {head}", "body", mention.first) if owner else None
        bare = not phrase.before and not phrase.modifiers and not phrase.complement
        described = head == "group" and not phrase.before and not phrase.complement  # "the campaign group"
        if head in _BODY_NOUNS and self._definite(phrase) and (bare or described):
            return self._body_named(head, mention.first)
        if (
            head in ("party", "association")
            and phrase.modifiers
            and phrase.modifiers[-1].lower() in ("local", "constituency")
        ):
            return self._branch(mention, phrase)
        return None

    def _body_named(self, head: str, at: int) -> Entity | None:
        """ "The party", "the group": the one named last; a group may be a party that calls itself one."""
        if head == "party":
            return self.index.latest(at, ("party", "local_party"))
        for mention in self.index.before(at):
            entity = mention.entity
            if mention.kind == "name" and entity is not None and entity.kind in ("party", "body", "local_party"):
                known = self.index.chunks[self.index.chunk_of[mention.first]].known
                if entity.kind == "local_party" or head in entity.name.lower() or (known and known.kind == "body"):
                    return entity
        return None

    def _branch(self, mention: Mention, phrase: NounPhrase) -> Entity | None:
        """ "The local party", "his local party": the branch named last, or that of the seat or member named last."""
        for earlier in self.index.before(mention.first):
            entity = earlier.entity
            if entity is None:
                continue
            if entity.kind == "local_party":
                return entity
            if entity.kind == "seat" and phrase.determiner not in ("his", "her"):
                return branch_of(self.cast, entity.name)
            if entity.kind == "person" and entity.seat is not None:
                return branch_of(self.cast, entity.seat)
        return None

    def _spoken_for(self, phrase: NounPhrase, mention: Mention, party: Entity | None) -> Entity | None:
        """A spokesman is heard as the body that he speaks for; one of a person is that person's spokesman."""
        if party is not None:
            return party
        for number in phrase.complement:
            entity = self.cast.of_chunk[number]
            if entity is not None and entity.kind == "person":
                return self.cast.entity(f"{entity.name}'s spokesman", "described", mention.first)
            if entity is not None:
                return entity
        around = [self._lower(at) for at in range(phrase.first, min(phrase.end + 2, len(self.text.tokens)))]
        if "party" in around:
            return self.index.latest(mention.first, ("party",))
        if phrase.determiner == "the":
            for other in self.index.before(mention.first):
                if other.phrase is not None and other.phrase.noun.office == "spokesperson" and other.entity:
                    return other.entity
        return None

    def _party_before(self, phrase: NounPhrase) -> Entity | None:
        for number in phrase.before:
            entity = self.cast.of_chunk[number]
            if entity is not None and entity.kind in ("party", "local_party", "body"):
                return entity
        return None

    # -- people

    def _several(self, mention: Mention, phrase: NounPhrase, head: str) -> Entity | None:
        """ "The leaders" once more: the group described before by the same noun."""
        bare = not phrase.before and not phrase.modifiers and phrase.number is None
        if not bare or not self._definite(phrase):
            return None
        for earlier in self.index.before(mention.first):
            if earlier.phrase is not None and self._lower(earlier.head) == head:
                return earlier.entity if earlier.entity is not None and earlier.entity.kind == "group" else None
        return None

    def _one(self, mention: Mention, phrase: NounPhrase, head: str) -> Entity | None:
        definite = self._definite(phrase)
        ahead = named_ahead(self.index, phrase)
        if ahead is not None:
            return ahead
        if definite or phrase.before or phrase.determiner is None:
            found = self._member(phrase) or self._introduced(mention.first, phrase)
            if found is None and (definite or phrase.before):
                found = self._in_office(phrase)
            found = found or self._in_focus(mention.first, phrase)
            if found is not None:
                return found
        bare = phrase.determiner == "the" and not phrase.complement and not phrase.modifiers
        if bare and (phrase.noun.office or head in _PLAIN):
            return self._latest_with_office(mention.first, phrase)
        if phrase.determiner in ("his", "her", "their", "its") and head in _SECONDS:
            return self._second(mention.first, head)
        if phrase.determiner in ("his", "her", "their") and head in _PEERS:
            return self._topic_before(mention.first)
        if phrase.noun.office in SEATED and not phrase.complement and not definite:
            return self._introduced_later(mention.first)
        return None

    def _second(self, at: int, head: str) -> Entity | None:
        """ "His deputy" once more: whom the report called so by name."""
        for mention in self.index.before(at):
            if mention.phrase is not None and self._lower(mention.head) == head and mention.entity is not None:
                return mention.entity if mention.entity.kind == "person" else None
        return None

    def _member(self, phrase: NounPhrase) -> Entity | None:
        """Who holds the seat that the phrase names ("the Ilford South MP", "MP for Ilford South")."""
        if phrase.noun.office not in ("MP", "member"):
            return None
        for number in (*phrase.before, *phrase.complement):
            seat = self.cast.of_chunk[number]
            if seat is not None and seat.kind == "seat":
                named = (e for e in self.cast.entities if e.kind == "person" and e.seat == seat.name)
                return next(named, None) or holder_of(self.cast, seat)
        return None

    def _introduced(self, at: int, phrase: NounPhrase) -> Entity | None:
        """ "The premier", "the former minister": whom the report gave this office, now or formerly, by name."""
        office = phrase.noun.office
        if office is None or office in SEATED or phrase.determiner != "the" or phrase.before or phrase.complement:
            return None
        past = self._past(phrase)
        for mention in self.index.before(at):
            other = mention.phrase
            if other is None or other.noun.office != office or mention.entity is None or other.noun.plural:
                continue
            if mention.entity.kind == "person" and self._past(other) == past:
                return mention.entity
        return None

    def _past(self, phrase: NounPhrase) -> bool:
        return any(word.lower() in FORMER for word in phrase.modifiers)

    def _in_focus(self, at: int, phrase: NounPhrase) -> Entity | None:
        """ "The former health minister said", "the Labour MP added": the only person named in these two paragraphs."""
        told = self._past(phrase) or (phrase.noun.office in SEATED and phrase.before)
        if phrase.determiner != "the" or not told or phrase.complement or phrase.possessor is not None:
            return None
        here = self.text.paragraph_of[at]
        named: set[Entity] = set()
        for mention in self.index.before(at):
            if here - self.text.paragraph_of[mention.first] > 1:
                break
            if mention.entity is not None and mention.entity.kind == "person" and mention.kind == "name":
                named.add(mention.entity)
        return named.pop() if len(named) == 1 else None

    def _in_office(self, phrase: NounPhrase) -> Entity | None:
        """Who holds the office by the roll on the report's day ("the prime minister", "the Labour leader")."""
        office, on = phrase.noun.office, self.index.on
        if on is None or office is None or office in SEATED or phrase.determiner in ("his", "her"):
            return None
        if not self.cast.at_home or self._past(phrase):
            return None  # "the former minister" may have held it long before the roll begins
        found = lookup(self.index.roll, self.text.words(phrase.first, phrase.end), on)
        if not isinstance(found, Found) or found.kind != "person":
            return None
        person = self.index.roll.persons[found.entity.id]
        made = self.cast.entity(person.name, "person", phrase.first, person.id)
        made.gender = made.gender or person.gender
        return made

    def _latest_with_office(self, at: int, phrase: NounPhrase) -> Entity | None:
        """The person last named before; one introduced with the same office first, alone where a party is named."""
        office = phrase.noun.office
        found = (m for m in self.index.before(at) if m.entity is not None and m.entity.kind == "person")
        people = list(islice(found, 12))
        for mention in people:
            other = mention.phrase.noun.office if mention.phrase is not None else None
            if other is not None and (other == office or {other, office} <= _IN_PARLIAMENT):
                return mention.entity
        if (phrase.before and office not in SEATED) or office in _OF_STATE:
            return None  # there is one of them, and the report does not name whom it means
        here = self.text.paragraph_of[at]
        near = (m for m in people[:8] if here - self.text.paragraph_of[m.first] <= 1 and not m.owner)
        return next((m.entity for m in near), None)

    def _topic_before(self, at: int) -> Entity | None:
        """The person named most before a sentence, and not in it."""
        begin, end = self.text.sentences[self.text.sentence_of[at]]
        here = {mention.entity for mention in self.index.between(begin, end)}
        named = [m.entity for m in self.index.before(begin) if m.kind == "name" and m.entity is not None]
        people = Counter(entity for entity in reversed(named) if entity.kind == "person" and entity not in here)
        return people.most_common(1)[0][0] if people else None

    def _introduced_later(self, at: int) -> Entity | None:
        """ "A lawmaker" of the first sentences is the one named soon after: the first person with a seat."""
        sentence = self.text.sentence_of[at]
        if sentence > _LEAD:
            return None
        limit = self.text.sentences[min(sentence + _SOON, len(self.text.sentences) - 1)][1]
        for mention in self.index.between(at + 1, limit):
            entity = mention.entity
            if entity is not None and entity.kind == "person" and entity.offices & SEATED - {"councillor"}:
                return entity
        return None

    def _by_own_words(self, mention: Mention, phrase: NounPhrase) -> Entity:
        """An unnamed source is called by the report's own words, without article or possessive."""
        first = phrase.first + (phrase.determiner in _ARTICLES or phrase.determiner in POSSESSIVES)
        name = self.text.words(min(first, phrase.head), phrase.head_end)
        named = [self.cast.of_chunk[number] for number in phrase.complement]
        of = next((entity for entity in named if entity is not None and entity.kind != "person"), None)
        if of is not None and phrase.noun.office is not None:
            name = f"{phrase.noun.office} of {of.name}"
        elif phrase.first == phrase.head and phrase.number is not None:  # "seven of my friends"
            name = self.text.words(phrase.first, phrase.end)
        elif phrase.complement_at is not None and phrase.noun.office is None:
            name = self.text.words(min(first, phrase.head), phrase.end)
        kind: EntityKind = "group" if phrase.noun.plural else "described"
        if kind == "described" and self._lower(phrase.head) in _BODY_NOUNS | _INSTITUTIONS:
            kind = "body"
        made = self.cast.entity(" ".join(name.split()), kind, mention.first)
        made.plural = phrase.noun.plural
        made.gender = made.gender or _GENDERS.get(self._lower(phrase.head))
        return made
