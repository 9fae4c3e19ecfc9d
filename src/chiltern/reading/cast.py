"""Who a report is about: its entities, gathered from its names and introductions, each tied to the roll if known.

In: the chunks of a text, the roll and the report's date. Out: `Cast`, which gives the entity of each name and finds
entities by surname, given name or abbreviation. Within one report a surname means the person introduced by it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import date

from chiltern import words
from chiltern.claims import EntityKind, Ref
from chiltern.names import name_key, title_gender
from chiltern.reading.abbreviations import introduced
from chiltern.reading.chunks import Chunk
from chiltern.reading.country import as_at_home, country_of
from chiltern.reading.lexicon import ADVERBS, Gazetteer, person_nouns
from chiltern.reading.text import Text
from chiltern.register.lookup import Found, bearer, lookup
from chiltern.register.model import Person
from chiltern.register.roll import Roll

_TITLES = words.load("people")["titles"]
# The plainest verbs of saying: a bare name beside one is a speaker.
_SPEAKING = words.word_set("speech", "plainest")
# Before a bare name they make it a place: "Jo Bloggs of Dayton said".
_OF_PLACE = frozenset(["of", "in", "from", "at", "near"])
# Named so often, somebody is whom a report means by a surname, whoever else bears it too.
_OFTEN = 3


class Entity:
    """One person, party, seat or body as this report knows it; filled while the report is read."""

    __slots__ = ("branch", "first", "gender", "id", "kind", "members", "name", "offices", "plural", "seat")

    def __init__(self, name: str, kind: EntityKind, first: int, identifier: str | None = None) -> None:
        self.name = name
        self.kind = kind
        self.id = identifier
        self.first = first
        self.gender: str | None = None
        self.seat: str | None = None
        self.branch: Entity | None = None  # the local party that the report calls the person's own
        self.offices: set[str] = set()
        self.plural = False
        self.members: tuple[Entity, ...] = ()

    @property
    def ref(self) -> Ref:
        return Ref(self.name, self.kind, self.id)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}>"


def _ends(name: str) -> tuple[str, str]:
    """First and last word of a name; "Kilroy-Silk" is one word."""
    parts = [key for key in map(name_key, name.split()) if key]
    return (parts[0], parts[-1]) if parts else ("", "")


class Cast:
    """The entities of one report."""

    def __init__(self, text: Text, chunks: list[Chunk], known: Gazetteer, roll: Roll, on: date | None) -> None:
        self.country = country_of(text, chunks)
        chunks = as_at_home(text, chunks, self.country)
        self.text, self.chunks, self.roll, self.on = text, chunks, roll, on
        self._known = known
        self.entities: list[Entity] = []
        self._by_key: dict[tuple[str, str], Entity] = {}
        self._by_last: dict[str, list[Entity]] = {}
        self._by_first: dict[str, list[Entity]] = {}
        self._by_ends: dict[tuple[str, str], list[Entity]] = {}
        self._party_names = {c.known.name: c.known for c in chunks if c.kind == "party" and c.known is not None}
        self.of_chunk: list[Entity | None] = [None] * len(chunks)
        self._named: dict[Entity, list[int]] = {}
        self._looked_up: dict[str, Person | None] = {}
        self._abbreviations = self._introduced()
        for number, chunk in enumerate(chunks):
            if chunk.kind == "person" and chunk.end - chunk.bare > 1:
                person = self.of_chunk[number] = self._person(chunk)
                self._named.setdefault(person, []).append(chunk.first)
        for number, chunk in enumerate(chunks):
            if self.of_chunk[number] is None:
                other = self.of_chunk[number] = self._other(chunk)
                if other is not None and other.kind == "person":
                    insort(self._named.setdefault(other, []), chunk.first)

    def entity(self, name: str, kind: EntityKind, first: int, identifier: str | None = None) -> Entity:
        """The entity of this name and kind, made if it is new; names keep one kind of apostrophe."""
        name = name.replace("’", "'").replace("‘", "'")
        key = (kind, name_key(name) or name)
        if key not in self._by_key:
            made = Entity(name, kind, first, identifier)
            self._by_key[key] = made
            self.entities.append(made)
        return self._by_key[key]

    def find(self, name: str, kind: EntityKind) -> Entity | None:
        return self._by_key.get((kind, name_key(name)))

    # -- persons

    def _person(self, chunk: Chunk) -> Entity:
        written = self.text.words(chunk.bare, chunk.end)
        name, identifier = written, None
        person = bearer(self.roll, written, self.on) if self._in_time() else None
        if person is not None:
            name, identifier = person.name, person.id
        known = self._same_person(name)
        if known is not None:
            self._title_office(known, chunk)
            return known
        made = self.entity(name, "person", chunk.first, identifier)
        self._index(made, written)
        made.gender = (person.gender if person else None) or self._gender(chunk, written)
        self._title_office(made, chunk)
        return made

    def _title_office(self, entity: Entity, chunk: Chunk) -> None:
        """ "Cllr", "Sen.", "Rep.": titles that say an office."""
        office = _TITLES.get(chunk.title or "", {}).get("office")
        if office is not None:
            entity.offices.add(office)

    def _same_person(self, name: str) -> Entity | None:
        """The person already met under this name, or under a longer or shorter form of it."""
        key = name_key(name)
        if ("person", key) in self._by_key:
            return self._by_key["person", key]
        parts = key.split()
        for other in self._by_ends.get(_ends(name), ()) if parts else ():
            theirs = set(name_key(other.name).split())
            if theirs <= set(parts) or set(parts) <= theirs:
                return other
        return self._shortened(key) if len(parts) > 1 else None

    def _shortened(self, key: str) -> Entity | None:
        """Whose name ends or begins with these words: "Te Whare" is Aroha Te Whare, "Wan Azizah" Wan Azizah Ismail."""
        first, last = key.split()[0], key.split()[-1]
        ending = [e for e in self._by_last.get(last, ()) if name_key(e.name).endswith(f" {key}")]
        beginning = [e for e in self._by_first.get(first, ()) if name_key(e.name).startswith(f"{key} ")]
        found = ending or beginning
        return found[0] if len(found) == 1 else None

    def _index(self, entity: Entity, written: str) -> None:
        self._by_ends.setdefault(_ends(entity.name), []).append(entity)
        for name in (entity.name, written):
            # "Kilroy-Silk" stays one surname.
            parts = [key for key in map(name_key, name.split()) if key]
            if parts:
                for index, part in ((self._by_last, parts[-1]), (self._by_first, parts[0])):
                    if entity not in index.setdefault(part, []):
                        index[part].append(entity)

    def _gender(self, chunk: Chunk, written: str) -> str | None:
        told = title_gender(f"{chunk.title} {written}") if chunk.title else None
        return told or self._known.given.gender(written)

    def person_called(self, word: str, before: int, gender: str | None = None) -> Entity | None:
        """The person whom a surname, or a given name, alone means here: the one met last before, else the first.

        `gender` is what a title says ("Mr Trump" is not Ivana).
        """
        key = name_key(word)
        for index in (self._by_last, self._by_first):
            fitting = [entity for entity in index.get(key, []) if not gender or entity.gender in (None, gender)]
            if fitting:
                return max(fitting, key=lambda entity: self._in_mind(entity, before))
        return None

    def _in_mind(self, entity: Entity, before: int) -> tuple[bool, int]:
        """Whether the report is about the entity, and where it was named last before a place; later is never."""
        named = self._named.get(entity, [])
        at = bisect_left(named, before)
        return at >= _OFTEN, named[at - 1] if at else -1 - (named[0] if named else 0)

    # -- everything else

    def _other(self, chunk: Chunk) -> Entity | None:
        written = self.text.words(chunk.bare, chunk.end)
        if chunk.known is not None and chunk.kind != "person":
            name, kind = chunk.known.name, chunk.known.kind
            if kind == "party":
                return self._party(chunk, name)
            seats = self.roll.seats_by_name(name_key(name), self.on) if kind == "seat" else ()
            return self.entity(name, kind, chunk.first, seats[0].id if len(seats) == 1 else chunk.known.id)
        if chunk.kind == "person" or chunk.end - chunk.bare == 1:
            gender = _TITLES.get(chunk.title or "", {}).get("gender")
            met = self.person_called(written, chunk.first, gender)
            if met is not None and not written.isupper():
                met.gender = met.gender or gender
                return met
        elif chunk.kind == "other" and (tail := self._shortened(name_key(written))) is not None:
            return tail
        if written in self._abbreviations:
            return self._abbreviations[written]
        if chunk.kind == "person":
            return self._titled(chunk, written)
        if chunk.kind == "body":
            return None if written in ("CLP", "CLPs") else self.entity(written, "body", chunk.first)
        found = None
        opens = self.text.sentences[self.text.sentence_of[chunk.first]][0] == chunk.first
        if chunk.kind == "other" and self._in_time() and not opens:
            found = self._from_roll(chunk, written)
        return found or (self._unintroduced(chunk, written) if chunk.kind == "other" else None)

    def _unintroduced(self, chunk: Chunk, written: str) -> Entity | None:
        """ "Obama said", "President Obama": a bare surname that speaks or holds an office is a person."""
        tokens = self.text.tokens
        before = tokens[chunk.first - 1].lower if chunk.first else ""
        after = tokens[chunk.end].lower if chunk.end < len(tokens) else ""
        office = person_nouns().get((before,))
        headed = office is not None and office.office is not None and tokens[chunk.first - 1].capital
        quoted = chunk.first > 1 and self.text.quote_of[chunk.first - 2] >= 0
        if after == "," and chunk.end + 2 < len(tokens) and tokens[chunk.end + 2].text == ",":
            after = tokens[chunk.end + 3].lower if tokens[chunk.end + 1].lower in ADVERBS else ""
        speaks = (after in _SPEAKING and before not in _OF_PLACE) or (before in _SPEAKING and quoted)
        if chunk.end - chunk.bare != 1 or written.isupper() or not (headed or speaks):
            return None
        made = self.entity(written, "person", chunk.first)
        self._index(made, written)
        return made

    def _titled(self, chunk: Chunk, written: str) -> Entity:
        made = self._from_roll(chunk, f"{chunk.title} {written}") if self._in_time() else None
        if made is None:
            made = self.entity(written, "person", chunk.first)
            made.gender = self._gender(chunk, written)
            self._index(made, written)
        return made

    def _from_roll(self, chunk: Chunk, written: str) -> Entity | None:
        """A surname that only one member bears; without a date it needs a title before it."""
        if self.on is None and chunk.title is None:
            return None
        person = self._sitting(written)
        if person is None:
            return None
        made = self.entity(person.name, "person", chunk.first, person.id)
        made.gender = person.gender
        self._index(made, person.name)
        return made

    def _sitting(self, written: str) -> Person | None:
        """Whom the roll knows by the words on the day; without a day, the only one who ever bore the surname."""
        if self.on is None:
            named = self.roll.people_by_surname(name_key(written))
            return named[0] if len(named) == 1 else None
        if written not in self._looked_up:
            found = lookup(self.roll, written, self.on)
            person = found.entity.id if isinstance(found, Found) and found.kind == "person" else ""
            self._looked_up[written] = self.roll.persons.get(person)
        return self._looked_up[written]

    def _party(self, chunk: Chunk, name: str) -> Entity:
        """A party; a shorter name means the longer one that the report gives ("Democratic Party" of Korea)."""
        known = chunk.known
        assert known is not None
        abroad = known.country is not None and self.country is not None and known.country != self.country
        written = self.text.words(chunk.first, chunk.end)
        for full, other in self._party_names.items() if abroad else ():
            if full != name and other.country == self.country and name_key(full).startswith(name_key(written)):
                return self.entity(full, "party", chunk.first, other.id)
        return self.entity(name, "party", chunk.first, None if abroad else known.id)

    def _introduced(self) -> dict[str, Entity]:
        """Abbreviations and new parties' names, as the report introduces them."""
        found: dict[str, Entity] = {}
        for short, full, kind in introduced(self.text, self.chunks):
            if full.known is not None and kind == "party":
                found[short] = self._party(full, full.known.name)
            else:
                found[short] = self.entity(self.text.words(full.first, full.end), kind, full.first)
        return found

    @property
    def at_home(self) -> bool:
        """Whether the report is about the roll's country, as far as its words tell."""
        return self.country in (None, self._known.country)

    def _in_time(self) -> bool:
        """Whether the roll covers the report's day; a report without a date is taken to be of the roll's time."""
        if self.on is None:
            return True
        since, until = self.roll.since, self.roll.until
        return (since is None or self.on.isoformat() >= since) and (until is None or self.on.isoformat() < until)
