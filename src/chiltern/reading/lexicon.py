"""The word lists in the shape that reading needs: inflected verbs, phrase tables, names known beforehand.

In: `chiltern.words` and a Roll. Out: cached sets and `Gazetteer`, which finds every party, seat, body and person
known by name in a body with one pass of an Aho-Corasick automaton, however many names there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal
from weakref import WeakKeyDictionary

import ahocorasick_rs
import msgspec

from chiltern import words
from chiltern.claims import EntityKind
from chiltern.reading.given_names import GivenNames
from chiltern.register.roll import Roll

VerbForm = Literal["base", "s", "past", "participle", "ing"]

DETERMINERS = words.word_set("grammar", "determiners")
POSSESSIVES = frozenset(words.load("grammar")["possessives"])
PRONOUNS = words.word_set("grammar", "pronouns")
AUXILIARIES = words.word_set("grammar", "auxiliaries")
ADVERBS = words.word_set("grammar", "adverbs")
PREPOSITIONS = words.word_set("grammar", "prepositions")
CONJUNCTIONS = words.word_set("grammar", "conjunctions")
NOMINATIVE = words.word_set("grammar", "nominative")
RELATIVES = words.word_set("grammar", "relatives")
OPENERS = words.word_set("grammar", "sentence_openers")
MONTHS: Mapping[str, int] = words.load("grammar")["months"]
# Offices that are a seat in a legislature or council.
SEATED = words.word_set("people", "seated", fold=False)
WEEKDAYS = words.word_set("grammar", "weekdays")
NUMBERS: Mapping[str, int] = words.load("grammar")["numbers"]
_VOWELS = "aeiou"


def inflect(lemma: str) -> dict[str, VerbForm]:
    """The forms of a verb with their kind; a particle ("call on") stays behind each form."""
    irregular: Mapping[str, Iterable[str]] = words.load("verbs")
    verb, _, particle = lemma.partition(" ")
    tail = f" {particle}" if particle else ""
    forms: dict[str, VerbForm] = {verb + tail: "base"}
    if verb in irregular:
        for form in irregular[verb]:
            forms[form + tail] = "ing" if form.endswith("ing") else "s" if form.endswith("s") else "past"
        return forms
    sibilant = verb.endswith(("s", "sh", "ch", "x", "z"))
    consonant_y = verb.endswith("y") and verb[-2] not in _VOWELS
    stem = verb[:-1] if verb.endswith("e") else verb
    forms[(verb[:-1] + "ies" if consonant_y else verb + "es" if sibilant else verb + "s") + tail] = "s"
    forms[(verb[:-1] + "ied" if consonant_y else stem + "ed") + tail] = "past"
    forms[(verb if verb.endswith("ee") else stem) + "ing" + tail] = "ing"
    return forms


@cache
def irregular_forms() -> frozenset[str]:
    """Forms of irregular verbs, which no ending tells from nouns and adjectives."""
    return frozenset(form for lemma, forms in words.load("verbs").items() for form in (lemma, *forms))


class Cue(msgspec.Struct, frozen=True):
    """A verb of saying: its lemma, the ways it takes its content, and the form met."""

    lemma: str
    kinds: frozenset[str]
    form: VerbForm


@cache
def cue_forms() -> dict[tuple[str, ...], Cue]:
    """Every written form of every speech verb, as a tuple of lower-case words."""
    data = words.load("speech")
    kinds: dict[str, set[str]] = {}
    for kind in ("clause", "address", "charge", "label", "request", "demand", "quoted_only"):
        for lemma in data[kind]:
            kinds.setdefault(str(lemma), set()).add(kind)
    forms: dict[tuple[str, ...], Cue] = {}
    for lemma, its_kinds in kinds.items():
        for form, name in inflect(lemma).items():
            forms[tuple(form.split())] = Cue(lemma, frozenset(its_kinds), name)
    return forms


@cache
def cue_first_words() -> frozenset[str]:
    return frozenset(form[0] for form in cue_forms())


class PersonNoun(msgspec.Struct, frozen=True):
    """A noun for people: `office` is the role it claims, None for a mere description."""

    office: str | None
    plural: bool


@cache
def person_nouns() -> dict[tuple[str, ...], PersonNoun]:
    """Offices and descriptions by their lower-case words."""
    data = words.load("people")
    nouns: dict[tuple[str, ...], PersonNoun] = {}
    for word in data["descriptions"]:
        nouns[tuple(word.lower().split())] = PersonNoun(None, _plural(word))
    for office, forms in data["offices"].items():
        for form in forms:
            nouns[tuple(form.lower().split())] = PersonNoun(office, _plural(form))
    return nouns


def _plural(noun: str) -> bool:
    if noun in ("pair", "duo", "trio"):
        return True
    noun = noun.partition(" of ")[0]
    return noun.endswith(("s", "men", "people")) and not noun.endswith("ss")


@cache
def longest_person_noun() -> int:
    return max(map(len, person_nouns()))


@cache
def person_noun_first_words() -> frozenset[str]:
    return frozenset(noun[0] for noun in person_nouns())


class Known(msgspec.Struct, frozen=True):
    """Something that a list knows by name: a party or body of the word lists, or an entity of the roll."""

    name: str
    kind: EntityKind
    id: str | None = None
    country: str | None = None


# Labels that a roll uses as parties and reports use as words.
_NO_PARTIES = frozenset(["Speaker", "Independent"])


# Groups of `parties.yml` that are no country.
_NO_COUNTRIES = frozenset(["bodies", "media"])


class Gazetteer:
    """All names known beforehand, ready to be found in a body."""

    def __init__(self, roll: Roll) -> None:
        names: dict[str, Known] = {}
        for country, parties in words.load("parties").items():
            for name, aliases in parties.items():
                kind: EntityKind = "body" if country in _NO_COUNTRIES else "party"
                known = Known(name, kind, None, None if kind == "body" else country)
                for alias in (name, *aliases):
                    names.setdefault(alias, known)
        for seat in roll.seats.values():
            for alias in (seat.name, *seat.other_names):
                names[alias] = Known(seat.name, "seat", seat.id)
        for party in roll.parties.values():
            before = names.get(party.name)
            known = Known(party.name, "party", party.id, before.country if before else None)
            aliases = [alias for alias, other in names.items() if before is not None and other == before]
            if party.name in _NO_PARTIES:
                continue
            for alias in (party.name, *party.other_names, *aliases):
                names[alias] = known
        # A name that is somebody's own goes before one that another also bears.
        own = [(person.name, person) for person in roll.persons.values()]
        others = [(name, person) for person in roll.persons.values() for name in person.other_names]
        for alias, person in (*own, *others):
            if " " in alias.strip():
                names.setdefault(alias, Known(person.name, "person", person.id))
        offices = {" ".join(noun) for noun, person in person_nouns().items() if person.office is not None}
        self._names = [name for name in names if len(name) > 1 and name.lower() not in offices]
        self._known = [names[name] for name in self._names]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [_plain(name) for name in self._names], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        countries = Counter(known.country for known in names.values() if known.id is not None and known.country)
        self.country: str | None = countries.most_common(1)[0][0] if countries else None
        self.given = GivenNames(roll)

    def find(self, body: str) -> list[tuple[int, int, Known]]:
        """(start, end, what) of each known name that stands in the body as whole words, left to right."""
        plain = _plain(body)
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(plain):
            if (start == 0 or not body[start - 1].isalnum()) and (end == len(body) or not body[end].isalnum()):
                found.append((start, end, self._known[index]))
        return found


@cache
def telling_words() -> tuple[list[str], ahocorasick_rs.AhoCorasick]:
    """For each word that tells a country the country, and what finds all of them in one pass."""
    told = [(country, word) for country, entry in words.load("countries").items() for word in entry["words"]]
    return [country for country, _ in told], ahocorasick_rs.AhoCorasick([word for _, word in told])


def _plain(text: str) -> str:
    """The same length with one kind of apostrophe."""
    return text.replace("’", "'").replace("‘", "'")


_gazetteers: WeakKeyDictionary[Roll, Gazetteer] = WeakKeyDictionary()


def gazetteer(roll: Roll) -> Gazetteer:
    """The roll's gazetteer, built once for each roll (650 seats and their members: about 10 ms)."""
    made = _gazetteers.get(roll)
    if made is None:
        made = _gazetteers[roll] = Gazetteer(roll)
    return made
