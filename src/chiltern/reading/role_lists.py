"""Offices that several people hold together: "Senators A, B and C", "two MPs – A and B –", "A and B, both ministers".

In: a plural office phrase. Out: one `Holding` for each person listed with it, before or after.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.cast import Entity
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.role_bodies import MEMBERS
from chiltern.reading.role_holding import ABBREVIATED, BEING, CHOOSING, NOW, SERVING, Holding, closed
from chiltern.reading.role_names import Office
from chiltern.reading.role_subjects import Subjects

_INCLUDING = words.word_set("roles", "including")


class Lists:
    """Finds lists of holders in one report."""

    def __init__(self, mentions: Mentions, subjects: Subjects) -> None:
        self.mentions, self.text, self.subjects = mentions, mentions.text, subjects

    def of(self, phrase: NounPhrase, office: Office) -> list[Holding]:
        """ "Senators A, B and C", "two MPs – A and B –", "chairmen, including A of B", "A and B, both MPs"."""
        tokens = self.text.tokens
        at, after = office.end, None
        if at < len(tokens) and tokens[at].text == "." and tokens[at - 1].lower in ABBREVIATED:
            at += 1
        while at < len(tokens) and (
            tokens[at].text in (",", "–", "—", "-", "(", ":") or tokens[at].lower in _INCLUDING
        ):
            after = tokens[at].lower
            at += 1
        if at + 1 < len(tokens) and tokens[at].lower == "such" and tokens[at + 1].lower == "as":
            at, after = at + 2, "including"
        found = self.list_from(at)
        if after == "," and not (len(found) > 1 and (phrase.number == len(found) or self._ends(found[-1][1]))):
            found = []
        if (after is None and len(found) < 2) or (after in ("–", "—", "-", "(", ":") and len(found) < 2):
            found = []
        if found:
            return [Holding(p, office.start, e, place=place) for p, e, place in found]
        return self._list_before(phrase, office)

    def _ends(self, at: int) -> bool:
        """Whether a list between commas ends here."""
        return at >= len(self.text.tokens) or self.text.tokens[at].text in (",", ".", ";", "–", "—")

    def list_from(self, at: int) -> list[tuple[Entity, int, int | None]]:
        """The persons listed from a token: (who, token after, place named by "of …")."""
        tokens = self.text.tokens
        found: list[tuple[Entity, int, int | None]] = []
        last = False
        while at < len(tokens):
            number = self.mentions.chunk_of[at]
            person = self.subjects.person(number)
            if person is None:
                break
            at, place = self.mentions.chunks[number].end, None
            if at < len(tokens) and tokens[at].lower in ("'s", "'"):
                break
            if at + 1 < len(tokens) and tokens[at].lower == "of" and self.mentions.chunk_of[at + 1] >= 0:
                place = self.mentions.chunk_of[at + 1]
                at = self.mentions.chunks[place].end
            if at < len(tokens) and tokens[at].text == "(":
                closing = next((i for i in range(at, min(at + 8, len(tokens))) if tokens[i].text == ")"), at)
                at = closing + 1
            found.append((person, at, place))
            start = at
            while at < len(tokens) and (tokens[at].text in (",", "&") or tokens[at].lower == "and"):
                at += 1
            if at == start or last:
                break
            last = any(tokens[i].lower in ("and", "&") for i in range(start, at))
        return found

    def _list_before(self, phrase: NounPhrase, office: Office) -> list[Holding]:
        """ "Jo Bloggs and Ann Other, both former ministers," or "… are MPs"."""
        tokens = self.text.tokens
        at = office.start - 1
        while at > 0 and tokens[at].lower in NOW:
            at -= 1
        verb = tokens[at].lower in ("are", "were", "as", "became", "elected")
        if not (tokens[at].text == "," and closed(self.text, office.end, ",")) and not verb:
            return []
        if verb and tokens[at].lower == "as" and tokens[at - 1].lower not in SERVING | CHOOSING:
            return []
        while (
            verb
            and at > 0
            and (tokens[at].lower in BEING | SERVING | CHOOSING or tokens[at].lower in ("as", "have", "became", ","))
        ):
            at -= 1
        end = at + 1 if verb else at
        persons: list[Entity] = []
        while end > 0 and (person := self.subjects.ending_at(end)) is not None:
            persons.insert(0, person)
            first = self.mentions.chunks[self.mentions.chunk_of[end - 1]].first
            end = first
            while end > 0 and (tokens[end - 1].text == "," or tokens[end - 1].lower == "and"):
                end -= 1
            if end == first:
                break
        if len(persons) < 2 or (phrase.number or len(persons)) != len(persons):
            return []
        places: list[int | None] = [None] * len(persons)
        if office.noun in MEMBERS and len(phrase.complement) == len(persons):
            places = list(phrase.complement)
        return [Holding(p, end, office.end, place=q) for p, q in zip(persons, places, strict=True)]
