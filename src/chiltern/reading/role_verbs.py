"""Offices given or ended by a verb: "served as mayor", "was elected leader", "became chair", "resigned as whip".

In: an office phrase. Out: the `Holding` of the person whom the verb is said of, and whether it is over.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.cast import Entity
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.role_holding import BECOMING, BEING, CHOOSING, NOW, SERVING, Holding
from chiltern.reading.role_names import Office
from chiltern.reading.role_subjects import UNREAL, Subjects

_SUCCEEDING = words.word_set("roles", "succeeding")
_LEAVING = words.word_set("roles", "leaving")
_LEAVING_NOUNS = words.word_set("roles", "leaving_nouns")
_HOLDING_NOUNS = words.word_set("roles", "holding_nouns")


class Verbs:
    """Reads the verbs around offices in one report."""

    def __init__(self, mentions: Mentions, subjects: Subjects) -> None:
        self.mentions, self.text, self.subjects = mentions, mentions.text, subjects

    def of(self, phrase: NounPhrase, office: Office) -> Holding | None:
        """ "served as …", "was elected …", "became …", "resigned as …", "is …", "his time as …"."""
        tokens = self.text.tokens
        begin = self.text.sentences[self.text.sentence_of[office.start]][0]
        at = office.start - 1
        while at > begin and tokens[at].lower in NOW:
            at -= 1
        if at < begin:
            return None
        lower = tokens[at].lower
        if lower in ("as", "to"):
            return self._as(at, office, begin) if lower == "as" else None
        if lower in BECOMING:
            return self._made(self._became(at, begin), at, office)
        if lower in CHOOSING:
            return self._chosen(at, office)
        if lower in BEING or (lower.endswith(("'s", "'m")) and len(lower) > 2):
            return self._copula(at, phrase, office, begin)
        named = self.subjects.ending_at(at + 1)
        if named is not None:
            verb = self.mentions.chunks[self.mentions.chunk_of[at]].first - 1
            if verb >= begin and tokens[verb].lower in CHOOSING:
                return self._made(named, verb + 1, office)
        return None

    def _became(self, verb: int, begin: int) -> Entity | None:
        """ "became", "has become"; "should she become …" and "when she becomes …" are still to come."""
        tokens = self.text.tokens
        lower = tokens[verb].lower
        before = [token.lower for token in tokens[max(begin, verb - 6) : verb]]
        if lower == "become" and not {"has", "have", "had", "'ve"} & set(before):
            return None
        if lower != "became" and {"when", "once", "until", "before", "after"} & set(before):
            return None
        return self.subjects.of_verb(verb)

    def _copula(self, at: int, phrase: NounPhrase, office: Office, begin: int) -> Holding | None:
        tokens = self.text.tokens
        if at + 1 < len(tokens) and tokens[at + 1].lower in ("not", "no", "never"):
            return None
        if phrase.determiner in ("any", "no", "another", "every") or tokens[at].lower == "be":
            return None
        glued = len(tokens[at].lower) > 3 and tokens[at].lower.endswith(("'s", "'m"))
        person = self.subjects.pronoun(at) if glued else self.subjects.of_verb(at)
        if tokens[at].lower == "'s" and person is not None and self.mentions.chunk_of[at - 1] >= 0:
            return None
        over = tokens[at].lower == "was" and self._says_until(office.end)
        over = over or any(token.lower in ("formerly", "once", "previously") for token in tokens[at + 1 : office.start])
        return self._made(person, at, office, over)

    def _says_until(self, end: int) -> bool:
        return any(t.lower in ("until", "till", "between", "from") for t in self.text.tokens[end : end + 6])

    def _as(self, at: int, office: Office, begin: int) -> Holding | None:
        tokens = self.text.tokens
        verb = at - 1
        while verb > begin and tokens[verb].lower in ("in", "twice", "briefly", "again", "recently", "unanimously"):
            verb -= 1
        if verb < begin:
            return None
        lower = tokens[verb].lower
        if lower == "over" and tokens[verb - 1].lower in ("took", "takes", "taken", "taking"):
            return self._made(self.subjects.of_verb(verb - 1), verb - 1, office)
        if lower in SERVING or lower in CHOOSING:
            if lower in CHOOSING and tokens[verb - 1].lower not in BEING:
                return self._chosen(verb, office)
            over = lower == "served" and (self._says_until(office.end) or tokens[verb - 1].lower not in ("has", "have"))
            return self._made(self.subjects.of_verb(verb), verb, office, over)
        if lower in _LEAVING:
            first = verb - (lower == "down")
            person = self.subjects.of_verb(first, real=False) or self._told(first, begin)
            past = tokens[first].lower.endswith("ed") or tokens[first].lower == "quit"
            over = past and tokens[first - 1].lower not in UNREAL
            return self._made(person, first, office, over, gives=False)
        if lower in _LEAVING_NOUNS or lower in _HOLDING_NOUNS:
            leaves = lower in _LEAVING_NOUNS
            return self._made(self._owner(verb, begin), verb, office, leaves, gives=not leaves)
        named = self.subjects.ending_at(verb + 1)
        if named is not None:
            before = self.mentions.chunks[self.mentions.chunk_of[verb]].first - 1
            if before >= begin and (tokens[before].lower in CHOOSING or tokens[before].lower in _SUCCEEDING):
                replaced = tokens[before].lower in _SUCCEEDING
                return self._made(named, before, office, replaced, gives=not replaced)
            return None
        if tokens[verb].text == ",":
            return self._made(self.subjects.ending_at(verb), verb, office) or self._of_office(verb, office)
        return None

    def _told(self, verb: int, begin: int) -> Entity | None:
        """ "called on Jo Bloggs to stand down as", "urged her to resign as"."""
        at = verb - 1
        if at < begin or self.text.tokens[at].lower != "to":
            return None
        return self.subjects.ending_at(at)

    def _of_office(self, comma: int, office: Office) -> Holding | None:
        """ "the former treasurer, as the then chief whip, …": the one known to hold that office."""
        for mention in self.mentions.between(max(0, comma - 8), comma):
            if mention.phrase is not None and mention.phrase.end == comma and mention.entity is not None:
                entity = mention.entity
                if entity.kind == "described" and mention.phrase.noun.office is not None:
                    entity = self.subjects.only_holder(mention.phrase.noun.office) or entity
                if entity.kind == "person":
                    return Holding(entity, mention.first, office.end, office.former, True)
        return None

    def _owner(self, noun: int, begin: int) -> Entity | None:
        """Whose resignation or term it is: "X's resignation", "his time"."""
        tokens = self.text.tokens
        for index in range(noun - 1, max(begin, noun - 4) - 1, -1):
            lower = tokens[index].lower
            if lower in ("'s", "'"):
                return self.subjects.ending_at(index)
            if lower in ("his", "her", "my"):
                return self.subjects.pronoun(index)
        return None

    def _chosen(self, verb: int, office: Office) -> Holding | None:
        """ "was elected leader", "Jo Bloggs, elected leader in 2015,"."""
        tokens = self.text.tokens
        passive = tokens[verb - 1].lower in BEING or tokens[verb - 1].lower in ("been", "being", "first", "re")
        if passive or tokens[verb - 2].lower in BEING:
            return self._made(self.subjects.of_verb(verb), verb, office)
        if tokens[verb - 1].text == ",":
            return self._made(self.subjects.ending_at(verb - 1), verb, office)
        return None

    def _made(
        self, person: Entity | None, verb: int, office: Office, over: bool = False, *, gives: bool = True
    ) -> Holding | None:
        if person is None:
            return None
        begin = self.text.sentences[self.text.sentence_of[verb]][0]
        first = verb
        for mention in self.mentions.between(max(begin, verb - 12), verb):
            if mention.entity is person or mention.kind == "pronoun":
                first = mention.first
                break
        return Holding(person, min(first, office.start), max(office.end, verb + 1), over, gives)

    def follower(self, office: Office) -> Holding | None:
        """ "Eve Holt replaced Tom Field as leader": who holds it now."""
        tokens = self.text.tokens
        number = self.mentions.chunk_of[office.start - 2] if office.start > 2 else -1
        verb = self.mentions.chunks[number].first - 1 if number >= 0 else -1
        if verb < 1 or tokens[office.start - 1].lower != "as" or tokens[verb].lower not in _SUCCEEDING:
            return None
        return self._made(self.subjects.of_verb(verb), verb, office)
