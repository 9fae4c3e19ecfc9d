"""Offices that a title or a local party tells: "Cllr Jas Athwal", "Maine Rep. Jo Bloggs", "Ann Other's CLP".

In: a report's mentions. Out: `Holding`s with their `Office`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import person_nouns
from chiltern.reading.mentions import Mentions
from chiltern.reading.role_bodies import DEMONYMS, MEMBERS
from chiltern.reading.role_holding import Holding
from chiltern.reading.role_names import Office, RoleNames
from chiltern.reading.role_subjects import Subjects

_TITLES: dict[str, dict[str, Any]] = words.load("people")["titles"]
_NAMES = {entry["name"] for entry in words.load("local_parties").values()}
_BRANCHES = sorted((f" {name}" for name in _NAMES), key=lambda name: (-len(name), name))


class Titles:
    """Collects the offices that stand in titles and in the names of local parties."""

    def __init__(self, mentions: Mentions, subjects: Subjects, names: RoleNames) -> None:
        self.mentions, self.text, self.subjects, self.names = mentions, mentions.text, subjects, names
        self._titled_names: dict[tuple[str, str], list[Entity]] | None = None

    def all(self) -> Iterator[tuple[Holding, Office]]:
        yield from self._before_names()
        yield from self._branches()

    def _before_names(self) -> Iterator[tuple[Holding, Office]]:
        """ "Cllr Jas Athwal", "Sen. John Fetterman", "Maine Rep. Jo Bloggs"."""
        tokens = self.text.tokens
        for number, chunk in enumerate(self.mentions.chunks):
            noun = _TITLES.get(chunk.title or "", {}).get("office")
            person = self.subjects.person(number)
            if noun is None or person is None:
                continue
            if chunk.end - chunk.bare == 1 and self._namesake_holds(person, noun):
                continue
            office = self.names.titled(noun)
            before = self.mentions.chunk_of[chunk.first - 1] if chunk.first else -1
            first = chunk.first
            if before >= 0 and self.mentions.chunks[before].kind in ("other", "body", "seat"):
                written = self.text.words(self.mentions.chunks[before].first, chunk.first)
                told = written in DEMONYMS or any((word,) in person_nouns() for word in written.lower().split())
                if written.lower() == "state":
                    office = with_body(office, None)
                elif self.subjects.person(before) is None and not told:
                    office = with_body(office, self.names.place(before, noun))
                    first = self.mentions.chunks[before].first
            elif first and tokens[first - 1].lower == "state":
                office = with_body(office, None)
            place = self._bracketed(chunk.end) if noun in MEMBERS else None
            if place is not None:
                office = with_body(office, place)
            yield Holding(person, first, chunk.end), office

    def _bracketed(self, at: int) -> Ref | None:
        """ "Senator Jo Bloggs (Anambra North)": the seat in brackets."""
        tokens = self.text.tokens
        number = self.mentions.chunk_of[at + 1] if at + 2 < len(tokens) and tokens[at].text == "(" else -1
        if number < 0 or tokens[self.mentions.chunks[number].end].text != ")":
            return None
        chunk = self.mentions.chunks[number]
        seat = chunk.kind in ("seat", "other") and chunk.end - chunk.first > 1
        return self.names.place(number, "MP") if seat else None

    def _namesake_holds(self, person: Entity, noun: str) -> bool:
        """Whether "Senator Cruz" means another Cruz, whom the report calls so in full."""
        if self._titled_names is None:
            self._titled_names = {}
            for number, chunk in enumerate(self.mentions.chunks):
                other, its_noun = self.subjects.person(number), _TITLES.get(chunk.title or "", {}).get("office")
                if other is not None and its_noun is not None and chunk.end - chunk.bare > 1:
                    self._titled_names.setdefault((its_noun, other.name.split()[-1]), []).append(other)
        holders = self._titled_names.get((noun, person.name.split()[-1]), [])
        return bool(holders) and person not in holders

    def _branches(self) -> Iterator[tuple[Holding, Office]]:
        """ "Ann Coffey's CLP, Stockport": a member's local party is that of the member's seat."""
        tokens = self.text.tokens
        for chunk in self.mentions.chunks:
            if chunk.known is None or chunk.known.kind != "local_party" or chunk.first < 2:
                continue
            if tokens[chunk.first - 1].lower not in ("'s", "'"):
                continue
            person = self.subjects.ending_at(chunk.first - 1)
            ending = next((s for s in _BRANCHES if chunk.known.name.endswith(s)), None)
            if person is None or ending is None or chunk.known.name[: -len(ending)].endswith(("'s", "’s")):
                continue
            seat = Ref(chunk.known.name[: -len(ending)], "seat")
            first = self.mentions.chunks[self.mentions.chunk_of[chunk.first - 2]].first
            yield Holding(person, first, chunk.end), Office("MP", "MP", (seat,), False, False, first, chunk.end)


def with_body(office: Office, ref: Ref | None) -> Office:
    """The same office, of this body."""
    return Office(office.noun, office.role, (ref,), ref is None, office.former, office.start, office.end)
