"""Who does what a verb says: the person before it, behind "who", a pronoun or an aside between commas.

In: a token number of a verb. Out: the person as an Entity, or None where the words do not say or say it of nobody
real ("if he became …", "he could become …"). Used for offices, which a report often gives in a clause of their own.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import ADVERBS, AUXILIARIES
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.role_names import Office

UNREAL = words.word_set("roles", "unreal")
_CLAUSE = frozenset(["if", "unless", "whether", "could", "would", "hopes", "wants"])
_LOOK_BACK = 40
# No sentence that a reader follows is longer; it keeps a page without full stops linear.
_SENTENCE = 120
_AFTER_PREPOSITION = frozenset(["of", "to", "for", "with", "by", "from", "against", "under", "about", "between"])


class Subjects:
    """Finds the persons of clauses in one report, remembering whom the last sentences were about."""

    def __init__(self, mentions: Mentions, author: Entity | None) -> None:
        self.mentions, self.text, self.author = mentions, mentions.text, author
        self._held: dict[str, list[Entity]] = {}
        self._offices: dict[Entity, dict[str, Office]] = {}
        self._topic: list[Entity | None] = []
        previous: list[Entity] = []
        for begin, end in self.text.units:
            subject = self._first_person(begin, end, previous)
            if subject is not None:
                if subject in previous:
                    previous.remove(subject)
                previous.append(subject)
                del previous[:-8]
            self._topic.append(previous[-1] if previous else None)

    def holds(self, person: Entity, office: Office) -> None:
        """Remember who was said to hold an office."""
        held = self._held.setdefault(office.noun, [])
        if person not in held:
            held.append(person)
        self._offices.setdefault(person, {}).setdefault(office.noun, office)

    def office_of(self, person: Entity, nouns: tuple[str, ...]) -> Office | None:
        """The first of these offices that the person was said to hold."""
        offices = self._offices.get(person, {})
        return next((offices[noun] for noun in nouns if noun in offices), None)

    def only_holder(self, office: str) -> Entity | None:
        """The one person said so far to hold an office."""
        held = self._held.get(office, [])
        return held[0] if len(held) == 1 else None

    def offices_of(self, person: Entity) -> list[str]:
        """The offices said so far to be held by a person."""
        return list(self._offices.get(person, {}))

    def person(self, number: int) -> Entity | None:
        """The person that a chunk names, if it names one."""
        if number < 0:
            return None
        entity = self.mentions.cast.of_chunk[number]
        return entity if entity is not None and entity.kind == "person" else None

    def ending_at(self, end: int) -> Entity | None:
        """The person whose name ends right before a token."""
        if end <= 0:
            return None
        number = self.mentions.chunk_of[end - 1]
        return self.person(number) if number >= 0 and self.mentions.chunks[number].end == end else None

    def of_verb(self, verb: int, *, real: bool = True) -> Entity | None:
        """Whom the verb at this token is said of. `real` refuses wishes, conditions and denials."""
        tokens = self.text.tokens
        begin = self.text.sentences[self.text.sentence_of[verb]][0]
        if real and self._conditional(begin, verb):
            return None
        at = verb - 1
        while at >= begin and (
            tokens[at].lower in AUXILIARIES or tokens[at].lower in ADVERBS or tokens[at].lower.endswith("ly")
        ):
            if real and tokens[at].lower in UNREAL:
                return None
            if tokens[at].lower.endswith(("'s", "'ve", "'d", "'m")) and len(tokens[at].lower) > 2:
                break
            at -= 1
        if real and at >= begin and tokens[at].lower in UNREAL:
            return None
        if not real:
            while at >= begin and tokens[at].lower in ("to", "should", "must", "would", "n't", "not"):
                at -= 1
        return self._ending(at, begin, verb)

    def _conditional(self, begin: int, verb: int) -> bool:
        tokens = self.text.tokens
        for index in range(verb - 1, max(begin, verb - 12) - 1, -1):
            if tokens[index].lower in _CLAUSE:
                return True
            if tokens[index].text in (",", ";", ":") and index < verb - 1:
                return False
        return False

    def _ending(self, at: int, begin: int, verb: int) -> Entity | None:
        """The person that the words up to token `at` end with."""
        tokens = self.text.tokens
        if at < begin:
            return self._participle(verb)
        lower = tokens[at].lower
        named = self.ending_at(at + 1)
        if named is not None:
            return named
        if lower == "who":
            return self.antecedent(at, begin)
        if self._is_pronoun(lower):
            return self.pronoun(at)
        if tokens[at].text in (",", ")", "–", "—"):
            aside = self._before_aside(at, begin)
            if aside is not None or tokens[at].text == ")":
                return aside
            return self._sentence_subject(begin, verb)
        if lower in ("and", "but", "before", "after", "then"):
            return self._sentence_subject(begin, verb)
        for mention in self.mentions.between(max(begin, at - 12), at + 1):
            if mention.phrase is not None and mention.phrase.end == at + 1:
                return self.described(mention)
        return None

    @staticmethod
    def _is_pronoun(lower: str) -> bool:
        return lower.partition("'")[0] in ("he", "she", "i", "him", "her")

    def described(self, mention: Mention) -> Entity | None:
        """A definite phrase's own person, where its name or its seat tells ("the Streatham MP became …")."""
        entity, phrase = mention.entity, mention.phrase
        if entity is None or phrase is None or entity.kind != "person":
            return None
        return entity if phrase.complement or phrase.before else None

    def antecedent(self, who: int, begin: int) -> Entity | None:
        """The person before ", who": an age or brackets may stand between."""
        tokens = self.text.tokens
        at = who - 1
        if at >= begin and tokens[at].text == ",":
            at -= 1
        if at >= begin and tokens[at].text.isdecimal() and tokens[at - 1].text == ",":
            at -= 2
        if at >= begin and tokens[at].text == ")":
            at = self._opening(at, begin) - 1
        return self.ending_at(at + 1) or self._described_before(at, begin)

    def _described_before(self, at: int, begin: int) -> Entity | None:
        """ "Bob Lane, a Democrat who …": the name before a short description."""
        tokens = self.text.tokens
        for index in range(at, max(begin, at - 8), -1):
            if tokens[index].text == ",":
                return self.ending_at(index) if tokens[index + 1].lower in ("a", "an", "the") else None
        return None

    def _opening(self, at: int, begin: int) -> int:
        for index in range(at, max(begin, at - 12) - 1, -1):
            if self.text.tokens[index].text == "(":
                return index
        return at

    def _before_aside(self, at: int, begin: int) -> Entity | None:
        """ "Moore, 70, had been", "Jo Bloggs (Lab) was", "Cllr Rao, who leads the group, became"."""
        tokens = self.text.tokens
        opening = "(" if tokens[at].text == ")" else tokens[at].text
        for index in range(at - 1, max(begin, at - _LOOK_BACK), -1):
            if tokens[index].text == opening:
                named = self.ending_at(index)
                if named is not None:
                    return named
                if opening == "(":
                    return None
        return None

    def _sentence_subject(self, begin: int, verb: int, gender: str | None = None) -> Entity | None:
        """The person with whom the sentence begins, for a second verb: "X left in May and became …"."""
        for mention in self.mentions.between(max(begin, verb - _SENTENCE), verb):
            if mention.owner or self.text.tokens[mention.first - 1].lower in _AFTER_PREPOSITION:
                continue
            if self.text.quote_of[mention.first] != self.text.quote_of[verb]:
                continue
            if mention.kind == "pronoun":
                if gender is None:
                    lower = self.text.tokens[mention.first].lower
                    return self.pronoun(mention.first) if self._is_pronoun(lower) else None
                continue
            entity = mention.entity
            if entity is None or entity.kind != "person":
                continue
            if gender is None or entity.gender in (None, gender):
                return entity
        return None

    def _participle(self, verb: int) -> Entity | None:
        """ "Serving as the MP for X is the greatest honour": the author; "Elected in 2015, Jo Bloggs": the name."""
        tokens = self.text.tokens
        end = self.text.sentences[self.text.sentence_of[verb]][1]
        for index in range(verb, min(end, verb + 25)):
            if tokens[index].text == "," and index + 1 < end:
                number = self.mentions.chunk_of[index + 1]
                named = self.person(number)
                if named is not None:
                    return named
        return self.author if self.text.quote_of[verb] < 0 and tokens[verb].lower.endswith("ing") else None

    # -- pronouns

    def pronoun(self, at: int) -> Entity | None:
        """Whom a pronoun means: in the reporter's words somebody named before, in the first person the author."""
        lower = self.text.tokens[at].lower.partition("'")[0]
        if lower in ("i", "my", "me", "we", "our"):
            return self.author if self.text.quote_of[at] < 0 else None
        if self.text.quote_of[at] >= 0:
            return None
        gender = "male" if lower in ("he", "his", "him") else "female"
        begin = self.text.units[self.text.unit_of[at]][0]
        if at - 2 >= begin and self.text.tokens[at - 1].lower in (
            "when",
            "after",
            "before",
            "since",
            "while",
            "until",
        ):
            beside = self.ending_at(at - 1)
            if beside is not None and beside.gender in (None, gender):
                return beside
        unit = self.text.unit_of[at]
        topic = self._topic[unit - 1] if unit else None
        for entity in (self._sentence_subject(begin, at, gender), topic):
            if entity is not None and entity.gender in (None, gender):
                return entity
        return None

    def _first_person(self, begin: int, end: int, previous: list[Entity]) -> Entity | None:
        """Whom a sentence is about: its first person who is neither owner nor behind a preposition."""
        for mention in self.mentions.between(begin, end):
            if mention.owner or self.text.quote_of[mention.first] >= 0:
                continue
            if mention.first > begin and self.text.tokens[mention.first - 1].lower in _AFTER_PREPOSITION:
                continue
            if mention.kind == "pronoun":
                if self.text.tokens[mention.first].lower in ("he", "she"):
                    return self.mentions.pronoun(mention, None, previous[-4:])
                continue
            if mention.entity is not None and mention.entity.kind == "person":
                return mention.entity
        return None
