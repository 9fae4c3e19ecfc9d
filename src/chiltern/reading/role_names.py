"""What an office is called and what it is of: "Redbridge's Labour group leader", "chair of Luton South Labour".

In: a noun phrase with its chunks. Out: `Office`: the canonical noun, the role's name with its telling modifiers, the
seat, body, party or place it is of, and whether the report takes that for granted (`implied`).
"""

from __future__ import annotations

import msgspec

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.chambers import Chambers
from chiltern.reading.lexicon import DETERMINERS, NUMBERS, POSSESSIVES
from chiltern.reading.mentions import Mentions
from chiltern.reading.nouns import FORMER, PLAIN_ADJECTIVES, NounPhrase

_LISTS: dict[str, list[str]] = words.load("roles")
MEMBERS = frozenset(_LISTS["members"])
OF_PARTY = frozenset(_LISTS["of_party"])
_WITH_FIELD = frozenset(_LISTS["with_field"])
_VERBS = words.word_set("roles", "verbs")
_NO_PART = words.word_set("roles", "no_part")
_COUNCIL_WORDS = words.word_set("roles", "council_words")
DEMONYMS: dict[str, str] = words.load("roles")["demonyms"]
_ORGANISATION = words.word_set("people", "organisation_words")
_TAIL = frozenset("council group campaign committee party arm team organisation organization division branch caucus".split()) | {
    "conference", "assembly", "board", "wing", "office", "department", "union", "association", "government"
}  # fmt: skip
_LOWER_AREAS = frozenset(["district", "ward", "county", "parish", "town", "city", "borough"])


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
        self.chunks, self.of_chunk = mentions.chunks, mentions.cast.of_chunk
        self.chambers = Chambers(self.text, mentions.cast.country)

    def office(self, phrase: NounPhrase) -> Office | None:
        """The office that a phrase names, or None for a mere description."""
        noun = phrase.noun.office
        if noun is None:
            return None
        start = self._start(phrase)
        end, of = self._complement(phrase)
        before = [number for number in phrase.before if self.chunks[number].first >= start]
        used: list[int] = []
        if not of:
            of = self._of_before(phrase, noun, before, used)
        if noun in MEMBERS:
            of = [ref for ref in of if ref.kind != "party"]
        implied = not of
        former = self._former(phrase, start)
        found: tuple[Ref | None, ...] = tuple(of) or (self.implied(noun, phrase, start),)
        return Office(noun, self._role(phrase, noun, start, before, used), found, implied, former, start, end)

    def titled(self, noun: str) -> Office:
        """The office that a title before a name claims ("Cllr", "Sen")."""
        return Office(noun, self.chambers.called.get(noun, noun), (self.chambers.of(noun),), True, False, 0, 0)

    def place(self, number: int, noun: str) -> Ref:
        """The place or body that a chunk names, as what an office of this kind is of."""
        if noun in ("councillor", "council leader"):
            return self._council(number, [])
        return self._ref(number)

    def implied(self, noun: str, phrase: NounPhrase, start: int) -> Ref | None:
        """What the report takes for granted: the country's chamber or state, or the party last named."""
        before = [token.lower for token in self.text.tokens[start : phrase.head]]
        if "presidential" in before:
            return self.chambers.of("president")
        if "party" in before or ("shadow" in before and noun in _WITH_FIELD):
            party = self.mentions.latest(phrase.head, ("party",))
            return party.ref if party else None
        if phrase.determiner in ("its", "their") and noun in OF_PARTY:
            body = self.mentions.latest(phrase.head, ("party", "body", "local_party"))
            return body.ref if body else None
        if noun == "nominee":
            return next((self.chambers.of(word) for word in before if word in self.chambers.offices), None)
        begin = self.text.sentences[self.text.sentence_of[phrase.head]][0]
        named = [self._written(n) for n in range(len(self.chunks)) if begin <= self.chunks[n].first < start]
        return self.chambers.near(noun, named) or self.chambers.of(noun)

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

    def _of_before(self, phrase: NounPhrase, noun: str, before: list[int], used: list[int]) -> list[Ref]:
        """The body among the names before the noun; `used` gets the chunks that name it."""
        tokens = self.text.tokens
        party = next((n for n in reversed(before) if self._kind(n) in ("party", "local_party")), None)
        place = next((n for n in reversed(before) if self._is_place(n, noun, phrase)), None)
        outside = [i for i in range(self._start(phrase), phrase.head) if self.mentions.chunk_of[i] not in (place, party)]
        modifiers = [tokens[i].lower for i in outside]
        if noun in ("council leader", "councillor", "group leader") or (
            noun in ("leader", "deputy leader") and _COUNCIL_WORDS & set(modifiers)
        ):
            if place is not None and (noun != "group leader" or phrase.possessor == place or party is not None):
                used.append(place)
                return [self._council(place, modifiers)]
            return []
        if place is not None and party is not None and place < party and noun in OF_PARTY:
            used += [place, party]
            if self.chunks[place].kind == "body" and self._written(place) in self.chambers.full:
                return [self._ref(place)]
            return [Ref(self.text.words(self.chunks[place].bare, self.chunks[party].end), "local_party")]
        if party is not None and noun in OF_PARTY:
            used.append(party)
            return [self._ref(party)]
        if place is not None:
            used.append(place)
            return [self._ref(place)]
        return []

    def _kind(self, number: int) -> str:
        entity = self.of_chunk[number]
        return entity.kind if entity is not None else self.chunks[number].kind

    def _written(self, number: int) -> str:
        chunk = self.chunks[number]
        first = chunk.bare
        while first < chunk.end - 1 and "-" in self.text.tokens[first].text:
            if not self.text.tokens[first].lower.endswith(("-wing", "-led", "-born", "-based", "-run")):
                break
            first += 1
        return self.text.words(first, chunk.end)

    def _is_place(self, number: int, noun: str, phrase: NounPhrase) -> bool:
        kind = self._kind(number)
        if kind in ("party", "local_party", "person"):
            return False
        written = self._written(number)
        if written.lower() in _COUNCIL_WORDS:
            return False
        if noun in MEMBERS and written in DEMONYMS:
            return False
        if noun in _WITH_FIELD and number != phrase.possessor:
            return written in DEMONYMS or written in DEMONYMS.values()
        return True

    def _council(self, place: int, modifiers: list[str]) -> Ref:
        name = self._written(place)
        if name.lower().endswith("council") or _LOWER_AREAS & set(modifiers) - {"council"}:
            return self._ref(place)
        return Ref(f"{name} Council", "body")

    def _ref(self, number: int) -> Ref:
        written = self._written(number)
        full = self.chambers.full.get(written) or DEMONYMS.get(written)
        entity = self.of_chunk[number]
        if full is None and entity is not None and entity.kind != "person" and self.chunks[number].known is not None:
            return entity.ref
        if full is None and entity is not None and entity.kind == "party":
            return entity.ref
        return Ref(full or written, "body")

    # -- after the noun

    def _complement(self, phrase: NounPhrase) -> tuple[int, list[Ref]]:
        """(token after the phrase, what the words after the noun name); a body's lower-case tail belongs to it."""
        tokens = self.text.tokens
        limit = self.text.sentences[self.text.sentence_of[phrase.head]][1]
        at, first, end = phrase.head_end, phrase.complement_at, phrase.end
        named = list(phrase.complement)
        if first is None:
            first, end, named = self._after_brackets(at, limit)
        if first is None:
            return self._representing(phrase.end, limit)
        while end < limit and tokens[end].is_word and tokens[end].lower in _TAIL:
            end += 1
        while end + 1 < limit and tokens[end].lower == "of" and self.mentions.chunk_of[end + 1] >= 0 and named:
            end = self.chunks[self.mentions.chunk_of[end + 1]].end
        inner = [tokens[i].lower for i in range(first, end)]
        if not named:
            return end, self._plain_body(inner, phrase)
        if "council" in inner and self._kind(named[0]) not in ("party",):
            return end, [self._council(named[0], [])]
        whole = self.chunks[named[-1]].end >= end
        if phrase.noun.office in MEMBERS or (whole and (len(named) == 1 or "and" in inner)):
            return end, [self._ref(number) for number in named if self._kind(number) != "person"]
        locals_ = [n for n in named if self._kind(n) == "local_party"]
        if locals_:
            return end, [self._ref(locals_[0])]
        while inner and (tokens[first].lower in DETERMINERS or tokens[first].lower in POSSESSIVES):
            first, inner = first + 1, inner[1:]
        return end, [Ref(" ".join(self.text.words(first, end).split()), "body")] if end > first else []

    def _after_brackets(self, at: int, limit: int) -> tuple[int | None, int, list[int]]:
        """ "the Director General (DG) of the APC campaign": the name after an abbreviation in brackets."""
        tokens = self.text.tokens
        if at + 4 < limit and tokens[at].text == "(" and tokens[at + 2].text == ")" and tokens[at + 3].lower == "of":
            first = at + 4 + (tokens[at + 4].lower in DETERMINERS)
            number = self.mentions.chunk_of[first] if first < limit else -1
            if number >= 0:
                return first, self.chunks[number].end, [number]
        return None, at, []

    def _representing(self, end: int, limit: int) -> tuple[int, list[Ref]]:
        tokens = self.text.tokens
        if end + 1 < limit and tokens[end].lower == "representing":
            at = end + 1 + (tokens[end + 1].lower in DETERMINERS)
            number = self.mentions.chunk_of[at] if at < limit else -1
            if number >= 0:
                return self.chunks[number].end, [self._ref(number)]
        return end, []

    def _plain_body(self, inner: list[str], phrase: NounPhrase) -> list[Ref]:
        """ "vice chair of the party", "leader of the council": the party or body last named."""
        if inner and inner[-1] == "party":
            party = self.mentions.latest(phrase.head, ("party",))
            return [party.ref] if party else []
        if inner and inner[-1] in ("council", "committee", "union", "group", "association"):
            body = self.mentions.latest(phrase.head, ("body",))
            if body is not None and body.name.lower().endswith(inner[-1]):
                return [body.ref]
        return []

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
                written = self._written(number)
                if self._kind(number) in ("party", "person", "seat") and noun != "group leader":
                    continue
                if written not in DEMONYMS and index == self.chunks[number].first:
                    kept += [w.lower() if w.istitle() else w for w in written.split()]
            elif self._tells(index, phrase.head):
                kept.append(tokens[index].text if tokens[index].text.isupper() else lower)
        if noun == "group leader" and (party := next((n for n in before if self._kind(n) == "party"), None)) is not None:
            kept = [self._written(party)]
        kept = [word for word in kept[-3:] if word not in head.split()]
        role = " ".join([*kept, head])
        if phrase.complement_at is not None and not phrase.complement and noun in _WITH_FIELD:
            role += " " + " ".join(self.text.words(phrase.complement_at - 1, phrase.end).split())
        return role


    def _head(self, phrase: NounPhrase, noun: str) -> str:
        written = self.text.words(phrase.head, phrase.head_end).lower()
        kept = noun == "spokesperson" or (noun == "councillor" and not written.startswith(("cll", "councillor", "ex-")))
        return written if kept and not phrase.noun.plural else self.chambers.called.get(noun, noun)

    def _tells(self, index: int, head: int) -> bool:
        """Whether a plain word before the noun belongs to the office's name."""
        token = self.text.tokens[index]
        after = self.text.tokens[index + 1].lower
        if not token.is_word or (after in ("'s", "'") and index + 1 < head):
            return False
        if token.lower == "local" and after == "government":
            return True
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
