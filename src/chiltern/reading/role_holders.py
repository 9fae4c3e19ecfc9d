"""Who holds an office that a noun phrase names: by apposition, by a verb, by a list.

In: a noun phrase with its extent. Out: `Holding`s, one for each person, with the words that say it and whether it is
over. Only ties that the words make are used; a bare "the president" is left to `roles`.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.cast import Entity
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.role_holding import ABBREVIATED, BEING, NOW, Holding, closed
from chiltern.reading.role_lists import Lists
from chiltern.reading.role_names import Office
from chiltern.reading.role_subjects import Subjects
from chiltern.reading.role_verbs import Verbs

_TITLES = words.word_set("roles", "titles")
_ONCE = frozenset(["once", "formerly", "previously"])
# They may stand between an office and the comma before its holder's name.
_BETWEEN = words.word_set("roles", "between")


class Holders:
    """Finds holders in one report."""

    def __init__(self, mentions: Mentions, subjects: Subjects) -> None:
        self.mentions, self.text, self.subjects = mentions, mentions.text, subjects
        self._lists = Lists(mentions, subjects)
        self._verbs = Verbs(mentions, subjects)

    def of(self, phrase: NounPhrase, office: Office) -> list[Holding]:
        if phrase.noun.plural:
            return self._lists.of(phrase, office)
        one = (
            self._named_after(phrase, office)
            or self._verbs.of(phrase, office)
            or self._named_before(office)
            or self._after_comma(phrase, office)
            or self._is_person(phrase, office)
            or self._joined(phrase, office)
        )
        if one is None:
            return []
        follower = self._verbs.follower(office) if one.former else None
        return [one, follower] if follower is not None else [one]

    # -- one person

    def _named_after(self, phrase: NounPhrase, office: Office) -> Holding | None:
        """ "UKIP leader Roger Knapman", "Maine Gov. Janet Mills", "President Obama"."""
        tokens = self.text.tokens
        at = office.end
        if at < len(tokens) and tokens[at].text == "." and tokens[at - 1].lower in ABBREVIATED:
            at += 1
        if at >= len(tokens) or (at == office.end and self.text.sentence_of[at] != self.text.sentence_of[at - 1]):
            return None
        number = self.mentions.chunk_of[at]
        if number < 0 or self.mentions.chunks[number].first != at:
            return None
        person = self.subjects.person(number) or self._bare_surname(number, phrase)
        if person is None or (phrase.determiner in ("a", "an") and phrase.complement):
            return None
        return Holding(person, office.start, self.mentions.chunks[number].end)

    def _joined(self, phrase: NounPhrase, office: Office) -> Holding | None:
        """ "Former health minister and senator Jo Bloggs": the name behind the second office."""
        if office.end >= len(self.text.tokens) or self.text.tokens[office.end].lower != "and":
            return None
        for mention in self.mentions.between(phrase.first, phrase.first + 1):
            named = mention.phrase is phrase and mention.entity is not None and mention.entity.kind == "person"
            if named and mention.end > office.end + 1 and mention.entity is not None:
                return Holding(mention.entity, office.start, mention.end)
        return None

    def _bare_surname(self, number: int, phrase: NounPhrase) -> Entity | None:
        """ "President Mbeki", where no fuller name tells that this is a person."""
        chunk = self.mentions.chunks[number]
        written = self.text.words(chunk.first, chunk.end)
        known = chunk.known is None and self.mentions.cast.of_chunk[number] is None
        head = self.text.tokens[phrase.head]
        if chunk.kind == "other" and known and head.capital and phrase.noun.office in _TITLES and written.istitle():
            return self.mentions.cast.entity(written, "person", chunk.first)
        return None

    def _named_before(self, office: Office) -> Holding | None:
        """ "Jas Athwal, the leader of …,", "Robert Jackson, 58, MP for …", "Sanders (the senator)"."""
        tokens = self.text.tokens
        begin = self.text.sentences[self.text.sentence_of[office.start]][0]
        at = office.start - 1
        over = office.former or (at > begin and tokens[at].lower in _ONCE)
        while at > begin and tokens[at].lower in NOW:
            at -= 1
        if at > begin and tokens[at].lower == "and":
            at = self._before_and(at, begin)
        if at <= begin or tokens[at].text not in (",", "(", "–", "—"):
            return None
        comma = tokens[at].text
        if not closed(self.text, office.end, comma):
            return None
        at -= 1
        if tokens[at].text.isdecimal() and tokens[at - 1].text in (",", "aged"):
            at -= 2 if tokens[at - 1].text == "," else 3
        if tokens[at].text == ")":
            while at > begin and tokens[at].text != "(":
                at -= 1
            at -= 1
        person = self.subjects.ending_at(at + 1)
        if person is None or (tokens[at + 1].text == "," and self._in_list(at, office)):
            return None
        first = self.mentions.chunks[self.mentions.chunk_of[at]].first
        return Holding(person, first, office.end, over)

    def _before_and(self, at: int, begin: int) -> int:
        """ "Moore, a Christian conservative and former chief justice": the comma before the first description."""
        for index in range(at - 1, max(begin, at - 12), -1):
            token = self.text.tokens[index]
            if token.text == ",":
                return index if index < at - 1 else at
            if token.lower in BEING or token.lower in ("who", "and", "he", "she"):
                return at
        return at

    def _in_list(self, at: int, office: Office) -> bool:
        """ "with Jo Bloggs, party chair Ann Other and …": the next name holds the office, not the one before."""
        number = self.mentions.chunk_of[office.end] if office.end < len(self.text.tokens) else -1
        return self.subjects.person(number) is not None

    def _after_comma(self, phrase: NounPhrase, office: Office) -> Holding | None:
        """ "Ukip's economic spokesman, Patrick O'Flynn, told", "As leader, Jo Bloggs cut"."""
        tokens = self.text.tokens
        begin, limit = self.text.sentences[self.text.sentence_of[office.start]]
        definite = phrase.determiner or phrase.before or phrase.complement or office.end > phrase.end
        if not definite and tokens[office.start].lower not in ("former", "then"):
            return None
        at = office.end
        for at in range(office.end, min(limit, office.end + 16)):
            if tokens[at].text == ",":
                break
            if at > office.end and not (self.mentions.chunk_of[at] >= 0 or tokens[at].lower in _BETWEEN):
                if not (self._inside_phrase(at) or tokens[at].text.isdecimal()):
                    return None
            elif at == office.end and tokens[at].lower not in ("and", "in", "for", "at", "on", "("):
                return None
        if at + 1 >= limit or tokens[at].text != ",":
            return None
        number = self.mentions.chunk_of[at + 1]
        person = self.subjects.person(number)
        if person is None or self.mentions.chunks[number].first != at + 1:
            return None
        after = self.mentions.chunks[number].end
        opens = begin == office.start - 1 and tokens[begin].lower == "as"
        opens = opens or (begin == office.start and office.former and phrase.determiner in ("a", "an", None))
        if after < limit and tokens[after].text not in (",", ".", ")", ";", "—", "–", "”", '"', ":", "(") and not opens:
            return None
        return Holding(person, office.start, after)

    def _inside_phrase(self, at: int) -> bool:
        return any(
            m.phrase is not None and m.first <= at < m.phrase.end
            for m in self.mentions.between(max(0, at - 10), at + 1)
        )

    def _is_person(self, phrase: NounPhrase, office: Office) -> Holding | None:
        """ "The chair of Ann Coffey's CLP is local councillor Charlie Stewart"."""
        tokens = self.text.tokens
        limit = self.text.sentences[self.text.sentence_of[office.start]][1]
        at = office.end
        if at < limit and tokens[at].text == ",":
            at += 1
        if at >= limit or tokens[at].lower not in ("is", "was") or phrase.determiner in ("a", "an"):
            return None
        for index in range(at + 1, min(limit, at + 8)):
            number = self.mentions.chunk_of[index]
            if self.subjects.person(number) is not None:
                after = self.mentions.chunks[number].end
                if after < limit and tokens[after].lower == "'s":
                    return None
                person = self.subjects.person(number)
                assert person is not None
                return Holding(person, office.start, after)
            if not (self._inside_phrase(index) or tokens[index].lower in ("the", "now", "also", "still")):
                return None
        return None
