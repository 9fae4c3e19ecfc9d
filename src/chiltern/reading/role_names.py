"""What an office is called and what it is of: "Redbridge's Labour group leader", "chair of Luton South Labour".

In: a noun phrase with its chunks. Out: `Office`: the canonical noun, the role's name with its telling modifiers, the
seat, body, party or place it is of, and whether the report takes that for granted (`implied`).
"""

from __future__ import annotations

import msgspec

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.lexicon import DETERMINERS, NUMBERS, POSSESSIVES
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import PLAIN_ADJECTIVES, NounPhrase
from chiltern.reading.nouns import FORMER
from chiltern.reading.role_bodies import DEMONYMS, MEMBERS, OF_PARTY, SEAT_MEMBERS, WITH_FIELD, Bodies

_VERBS = words.word_set("roles", "verbs")
_PLURAL_FIELDS = words.word_set("roles", "plural_fields")
_BEFORE_CAPITAL = words.word_set("roles", "before_capital")
_NO_PART = words.word_set("roles", "no_part")
_LED = frozenset(["leader", "deputy leader", "whip", "chief whip"])
_SENTENCE = 120


class Office(msgspec.Struct, frozen=True):
    """`of` holds more than one body where the words join them ("a member of Unite and Momentum")."""

    noun: str
    role: str
    of: tuple[Ref | None, ...]
    implied: bool
    former: bool
    start: int
    end: int


class RoleNames:
    """Names the offices of one report."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text = mentions, mentions.text
        self.chunks = mentions.chunks
        self.bodies = Bodies(mentions)
        self.chambers = self.bodies.chambers

    def office(self, phrase: NounPhrase) -> Office | None:
        """The office that a phrase names, or None for a mere description."""
        noun = phrase.noun.office
        if noun is None:
            return None
        start = self._start(phrase)
        end, of = self.bodies.after(phrase)
        before = [number for number in phrase.before if self.chunks[number].first >= start]
        if noun == "member" and of and of[0] is not None and of[0].kind == "seat":
            noun = "MP"
        used: list[int] = []
        if not of:
            of = self.bodies.before(phrase, noun, start, before, used)
        of = [self.bodies.in_full(ref) for ref in of]
        if noun == "member" and of and of[0] is not None and of[0].name.endswith("Council"):
            noun = "councillor"
        if noun in MEMBERS:
            of = [ref for ref in of if ref.kind != "party"]
        implied = not of
        former = self._former(phrase, start)
        found: tuple[Ref | None, ...] = tuple(of) or (self.implied(noun, phrase, start),)
        return Office(noun, self._role(phrase, noun, start, before, used), found, implied, former, start, end)

    def titled(self, noun: str) -> Office:
        """The office that a title before a name claims ("Cllr", "Sen")."""
        of = self.chambers.of(noun) or (self.bodies.only_council() if noun == "councillor" else None)
        return Office(noun, self.chambers.called.get(noun, noun), (of,), True, False, 0, 0)

    def place(self, number: int, noun: str) -> Ref:
        """The place or body that a chunk names, as what an office of this kind is of."""
        if noun in ("councillor", "council leader"):
            return self.bodies.council(number, [])
        return self.bodies.ref(number)

    def implied(self, noun: str, phrase: NounPhrase, start: int) -> Ref | None:
        """What the report takes for granted: the country's chamber or state, or the party last named."""
        before = [token.lower for token in self.text.tokens[start : phrase.head]]
        if "presidential" in before:
            return self.chambers.of("president")
        if "party" in before or ("shadow" in before and noun in WITH_FIELD):
            party = self.mentions.latest(phrase.head, ("party",))
            return party.ref if party else None
        if ("state" in before and noun in MEMBERS) or (self._of_province(phrase)):
            return None
        if phrase.determiner in ("its", "their") and noun in OF_PARTY:
            body = self.mentions.latest(phrase.head, ("party", "body", "local_party"))
            return body.ref if body else None
        if phrase.determiner in ("its", "their") and noun in SEAT_MEMBERS:
            return self.bodies.seat_near(phrase)
        if "council" in before and (council := self.bodies.objects.council(phrase.head, "")) is not None:
            return council
        if noun == "co-leader" or (phrase.determiner in ("his", "her") and noun in _LED):
            party = self.mentions.latest(phrase.head, ("party",))
            return party.ref if party else None
        if noun == "councillor":
            return self.bodies.only_council()
        if noun == "nominee":
            return next((self.chambers.of(word) for word in before if word in self.chambers.offices), None)
        begin = self.text.sentences[self.text.sentence_of[phrase.head]][0]
        numbers = {self.mentions.chunk_of[i] for i in range(max(begin, start - _SENTENCE), start)} - {-1}
        named = [self.bodies.written(number) for number in sorted(numbers)]
        return self.chambers.near(noun, named) or self.chambers.of(noun)

    def _of_province(self, phrase: NounPhrase) -> bool:
        """ "The premier" leads a province or state where a country has those."""
        country = self.mentions.cast.country
        provinces = country is not None and words.load("countries").get(country, {}).get("provinces", False)
        return bool(provinces) and self.text.lowers[phrase.head] == "premier"

    # -- before the noun

    def _start(self, phrase: NounPhrase) -> int:
        """Where the phrase begins, once verbs that it swallowed are left out."""
        tokens = self.text.tokens
        for index in range(phrase.head - 1, phrase.first - 1, -1):
            lower = tokens[index].lower
            if self.mentions.chunk_of[index] < 0 and (lower in _VERBS or lower == "that"):
                return index + 1
        return phrase.first

    def _former(self, phrase: NounPhrase, start: int) -> bool:
        tokens = self.text.tokens
        if tokens[phrase.head].lower.startswith("ex-"):
            return True
        at = start
        return any(
            tokens[i].lower in FORMER and not (tokens[i].lower == "late" and tokens[i - 1].lower == "of")
            for i in range(max(0, at - 1), phrase.head)
            if self.mentions.chunk_of[i] < 0
        )

    # -- the role's own name

    def _role(self, phrase: NounPhrase, noun: str, start: int, before: list[int], used: list[int]) -> str:
        tokens = self.text.tokens
        head = self._head(phrase, noun)
        if noun in MEMBERS:
            return head
        kept: list[str] = []
        for index in range(start, phrase.head):
            number = self.mentions.chunk_of[index]
            lower = tokens[index].lower
            if number >= 0:
                if number in used or number not in before or number == phrase.possessor:
                    continue
                written = self.bodies.written(number)
                if self.bodies.kind(number) in ("party", "person", "seat") and noun != "group leader":
                    continue
                if written not in DEMONYMS and index == self.chunks[number].first:
                    kept += [w.lower() if w.istitle() else w for w in written.split()]
            elif self._tells(index, phrase.head):
                kept.append(tokens[index].text if tokens[index].text.isupper() else lower)
        if (
            noun == "group leader"
            and (party := next((n for n in before if self.bodies.kind(n) == "party"), None)) is not None
        ):
            kept = [self.bodies.written(party)]
        kept = [word for word in kept[-3:] if word not in head.split()]
        role = " ".join([*kept, head])
        if phrase.complement_at is not None and not phrase.complement and noun in WITH_FIELD:
            field = " ".join(self.text.words(phrase.complement_at - 1, phrase.end).split())
            role += f" {field}" if field.islower() else ""
        return role

    def _head(self, phrase: NounPhrase, noun: str) -> str:
        written = self.text.words(phrase.head, phrase.head_end).lower()
        kept = (
            noun == "spokesperson"
            or written == "premier"
            or (noun == "councillor" and not written.startswith(("cll", "councillor", "ex-")))
        )
        return written if kept and not phrase.noun.plural else self.chambers.called.get(noun, noun)

    def _tells(self, index: int, head: int) -> bool:
        """Whether a plain word before the noun belongs to the office's name."""
        token = self.text.tokens[index]
        after = self.text.tokens[index + 1].lower
        if not token.is_word or (after in ("'s", "'") and index + 1 < head):
            return False
        if token.lower == "local" and after == "government":
            return True
        if token.lower.endswith("s") and not token.lower.endswith("ss") and token.lower not in _PLURAL_FIELDS:
            return False
        if self.text.tokens[head].capital and not token.capital and token.lower not in _BEFORE_CAPITAL:
            return False
        return not _is_filler(token.lower) and token.lower not in PLAIN_ADJECTIVES


def _is_filler(lower: str) -> bool:
    return (
        lower in DETERMINERS
        or lower in POSSESSIVES
        or lower in NUMBERS
        or lower in FORMER
        or lower in _NO_PART
        or lower.isdigit()
        or lower in ("'s", "s")
        or lower.endswith(("-term", "-time", "-year-old", "-wing", "-old", "-backed"))
    )
