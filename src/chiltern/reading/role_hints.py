"""Offices that are told without an office phrase beside a name: by lists, by groups counted before, and by deputies.

In: a report's mentions. Out: `Holding`s with their `Office`: "A and B were elected in 2004",
"Among those are C and D", "his deputy, E", and offices whose holder the report leaves unnamed.
"""

from __future__ import annotations

from collections.abc import Iterator

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import POSSESSIVES
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.role_bodies import MEMBERS, OF_PARTY
from chiltern.reading.role_holders import Holders
from chiltern.reading.role_holding import BECOMING, BEING, CHOOSING, Holding
from chiltern.reading.role_names import Office, RoleNames
from chiltern.reading.role_subjects import Subjects
from chiltern.reading.role_ties import ELECTED_TO, Ties
from chiltern.reading.role_titles import Titles, with_body

# One person at a time holds it in a state: whom "the prime minister" means, the roll tells.
_STATE = words.word_set("roles", "of_state")
_CHOSEN = frozenset(["elected", "re-elected", "appointed", "returned"])
_FAR = 3
_DEFINITE = frozenset(["the", "these", "those"])
_RECENT = 200


class Hints:
    """Collects the offices of one report that no phrase names beside its holder."""

    def __init__(self, mentions: Mentions, subjects: Subjects, holders: Holders, names: RoleNames) -> None:
        self.mentions, self.text = mentions, mentions.text
        self.subjects, self.holders, self.names = subjects, holders, names
        self._titles = Titles(mentions, subjects, names)
        self._ties = Ties(mentions, subjects, names)

    def all(self, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        """Every hint; `loose` are the office phrases for which no holder stood by."""
        yield from self._titles.all()
        yield from self._ties.all()
        yield from self._elected(loose)
        yield from self._among(loose)
        yield from self._by_seat(loose)
        yield from self._groups(loose)
        yield from self._resumed(loose)

    # -- elections

    def _elected(self, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        """ "was elected to the Senate in 2010"; "A and B were elected in 2004", members of what was said before."""
        tokens = self.text.tokens
        for index in self.text.where(_CHOSEN):
            if index + 2 >= len(tokens):
                continue
            after = tokens[index + 1].lower
            if after == "to":
                yield from self._elected_to(index)
            elif after == "in" and tokens[index + 2].text.isdecimal() and tokens[index - 1].lower in ("were", "was"):
                yield from self._elected_in(index, loose)

    def _elected_to(self, index: int) -> Iterator[tuple[Holding, Office]]:
        tokens = self.text.tokens
        limit = self.text.sentences[self.text.sentence_of[index]][1]
        person = self.subjects.of_verb(index)
        if person is None:
            return
        for at in range(index + 2, min(limit, index + 8)):
            number = self.mentions.chunk_of[at]
            if number >= 0 and self.mentions.chunks[number].first == at:
                written = self.text.words(at, self.mentions.chunks[number].end)
                noun = next((n for body, n in ELECTED_TO.items() if written.endswith(body)), None)
                if noun is not None:
                    end = self.mentions.chunks[number].end
                    of = self.names.place(number, noun)
                    yield Holding(person, index, end, verb=True), Office(noun, noun, (of,), False, False, index, end)
                    return
            elif tokens[at].lower == "court":
                office = self.subjects.office_of(person, ("justice", "judge", "chief justice"))
                if office is not None:
                    yield Holding(person, index, self._before_date(at + 1, limit), verb=True), office
                return

    def _before_date(self, at: int, limit: int) -> int:
        """Past a short "as a Democrat" that stands before the year."""
        tokens = self.text.tokens
        if at + 3 < limit and tokens[at].lower == "as":
            number = self.mentions.chunk_of[at + 2]
            return self.mentions.chunks[number].end if number >= 0 else at
        return at

    def _elected_in(self, index: int, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        begin = self.text.sentences[self.text.sentence_of[index]][0]
        persons: list[Entity] = []
        for at in range(begin, index):
            number = self.mentions.chunk_of[at]
            person = self.subjects.person(number)
            if person is not None and self.mentions.chunks[number].first == at and person not in persons:
                persons.append(person)
        if len(persons) < 2:
            return
        for phrase, office in reversed(loose[-_RECENT:]):
            near = self.text.paragraph_of[index] - self.text.paragraph_of[phrase.head]
            if phrase.number == len(persons) and office.noun in MEMBERS | {"member"} and 0 <= near <= _FAR:
                for person in persons:
                    yield Holding(person, begin, index + 1, verb=True), office
                return

    # -- lists and groups told later

    def _among(self, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        """ "six other MPs … Among those are A, B and C": those named belong to the group counted before."""
        tokens = self.text.tokens
        for begin, end in self.text.sentences:
            if end - begin < 5 or tokens[begin].lower != "among":
                continue
            if tokens[begin + 1].lower not in ("those", "them", "these"):
                continue
            persons = []
            for at in range(begin, end):
                number = self.mentions.chunk_of[at]
                person = self.subjects.person(number)
                if person is not None and self.mentions.chunks[number].first == at:
                    persons.append((person, at, self.mentions.chunks[number].end))
            group = self._counted_group(loose, begin, len(persons))
            if group is not None:
                for person, first, last in persons:
                    yield Holding(person, first, last), group

    def _counted_group(self, loose: list[tuple[NounPhrase, Office]], before: int, count: int) -> Office | None:
        for phrase, office in reversed(loose[-_RECENT:]):
            if phrase.head < before and phrase.noun.plural and office.noun in MEMBERS:
                paragraphs = self.text.paragraph_of[before] - self.text.paragraph_of[phrase.head]
                if phrase.number == count or ((phrase.number or 0) > count and paragraphs <= _FAR):
                    return office
        return None

    def _groups(self, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        """Members of a group that the report's other words have named."""
        of = {id(m.phrase): m.entity for m in self.mentions.all if m.phrase is not None}
        for phrase, office in loose:
            group = of.get(id(phrase))
            if group is None or not group.members or office.noun not in MEMBERS:
                continue
            if not any(m.id is not None or office.noun in self.subjects.offices_of(m) for m in group.members):
                continue
            counted = phrase.number == len(group.members)
            if counted or (phrase.determiner in _DEFINITE and not phrase.before):
                for member in group.members:
                    held = [noun for noun in self.subjects.offices_of(member) if noun in MEMBERS]
                    if member.kind == "person" and set(held) <= {office.noun}:
                        yield Holding(member, office.start, office.end), office

    # -- phrases that stand for somebody known

    def _by_seat(self, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        """ "The MP for Ilford South has resigned": whom the seat tells; "The MEP said": who was just named."""
        of = {id(m.phrase): m for m in self.mentions.all if m.phrase is not None}
        claimed: set[str] = set()
        for phrase, office in loose:
            mention = of.get(id(phrase))
            if mention is None or mention.entity is None or mention.entity.kind != "person" or phrase.noun.plural:
                continue
            if office.noun not in MEMBERS | _STATE or office.former:
                continue
            seat = office.of[0] is not None and office.of[0].kind == "seat"
            bare = phrase.determiner == "the" and not phrase.modifiers and not phrase.before and not phrase.complement
            of_state = bare and office.noun in _STATE and mention.entity.id is not None and self._opens(phrase)
            if of_state or (seat and not self._as_before(office.start)):
                yield Holding(mention.entity, office.start, office.end), office
            elif bare and office.noun in MEMBERS and office.noun not in claimed and self._opens(phrase):
                claimed.add(office.noun)
                yield Holding(mention.entity, office.start, office.end), office

    def _resumed(self, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        """ "Derek Hatton has … The former deputy leader of the city council said": the only person named so far."""
        for phrase, office in loose:
            if not office.former or phrase.determiner != "the" or phrase.noun.plural or not self._opens(phrase):
                continue
            before = (m.entity for m in self.mentions.before(phrase.first) if m.kind == "name")
            persons = {entity for entity in before if entity is not None and entity.kind == "person"}
            if len(persons) == 1:
                yield Holding(persons.pop(), office.start, office.end), office

    def _as_before(self, start: int) -> bool:
        """ "served as the MP for X", of somebody whom the words name otherwise."""
        tokens = self.text.tokens
        if start < 1 or (tokens[start - 1].lower == "as" and start > 1 and tokens[start - 2].lower == "serving"):
            return False
        return tokens[start - 1].lower == "as" or tokens[start - 1].lower in BEING | CHOOSING | BECOMING

    def _opens(self, phrase: NounPhrase) -> bool:
        """Whether the phrase is the subject of its sentence and nothing else in it could be."""
        return self.text.sentences[self.text.sentence_of[phrase.first]][0] == phrase.first

    def deputy(self, phrase: NounPhrase) -> Iterator[tuple[Holding, Office]]:
        """ "Edo governor A … his estranged deputy, E": E holds the deputy's office of the office that A holds."""
        if self.text.tokens[phrase.head].lower != "deputy" or phrase.determiner not in POSSESSIVES:
            return
        owner = self.subjects.pronoun(phrase.first)
        held = self.subjects.offices_of(owner)[:1] if owner is not None else []
        for noun in held:
            name = f"deputy {noun}"
            office = Office(name, name, (None,), True, False, phrase.first, phrase.end)
            for holding in self.holders.of(phrase, office):
                yield holding, office

    def unnamed(self, loose: list[tuple[NounPhrase, Office]]) -> Iterator[tuple[Holding, Office]]:
        """ "The chair of Luton South Labour said": an office with a body whose holder the report leaves unnamed."""
        of = {id(m.phrase): m.entity for m in self.mentions.all if m.phrase is not None}
        for phrase, office in loose:
            entity = of.get(id(phrase))
            if entity is None or entity.kind != "described" or phrase.determiner != "the" or office.former:
                continue
            if phrase.noun.plural or (office.noun not in MEMBERS | OF_PARTY):
                continue
            local = self._branch_before(phrase)
            if office.implied and local is not None:
                yield Holding(entity, office.start, office.end), with_body(office, local)
            elif not office.implied and office.of[0] is not None and self._opens(phrase):
                yield Holding(entity, office.start, office.end), office

    def _branch_before(self, phrase: NounPhrase) -> Ref | None:
        """ "Ilford South CLP has …, but the coordinator said": the local party that the sentence is about."""
        begin = self.text.sentences[self.text.sentence_of[phrase.first]][0]
        first = next(iter(self.mentions.between(begin, begin + 2)), None)
        if first is None or first.entity is None or first.entity.kind != "local_party" or first.first == phrase.first:
            return None
        return first.entity.ref
