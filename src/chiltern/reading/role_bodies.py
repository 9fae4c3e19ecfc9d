"""What stands around an office and says what it is of: the party, seat, council, chamber or place named there.

In: a noun phrase with its chunks. Out: `Ref`s to the bodies named before the noun ("Redbridge's Labour group leader")
or after it ("chair of Luton South Labour", "the Director General (DG) of the campaign", "senator representing X").
"""

from __future__ import annotations

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.chambers import Chambers
from chiltern.reading.lexicon import DETERMINERS, POSSESSIVES
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import PLAIN_ADJECTIVES, NounPhrase
from chiltern.reading.role_objects import Objects

MEMBERS = frozenset[str](words.load("roles")["members"])
SEAT_MEMBERS = frozenset[str](words.load("roles")["seat_members"])
OF_PARTY = frozenset[str](words.load("roles")["of_party"])
WITH_FIELD = frozenset[str](words.load("roles")["with_field"])
DEMONYMS: dict[str, str] = words.load("roles")["demonyms"]
_WITH = words.word_set("roles", "with_body")
_COUNCIL_WORDS = words.word_set("roles", "council_words")
_SEAT_WORDS = words.word_set("roles", "seat_words")
_NAMED_PARTY = words.word_set("roles", "of_named_party")
_CHAMBER_WORDS = frozenset(["assembly", "council", "parliament", "legislature"])
_RANKS = words.word_set("roles", "ranks")
_NO_PLACE = words.word_set("roles", "no_place")
_TAIL = words.word_set("roles", "body_tails")
_LOWER_AREAS = frozenset(["district", "ward", "county", "parish", "town", "city", "borough"])
# Adjectives that open names too.
_IN_NAMES = frozenset(["new", "old", "long"])


class Bodies:
    """Reads the bodies around the offices of one report."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text = mentions, mentions.text
        self.chunks, self.of_chunk = mentions.chunks, mentions.cast.of_chunk
        self.chambers = Chambers(self.text, mentions.cast.country)
        self.objects = Objects(mentions)

    def before(self, phrase: NounPhrase, noun: str, start: int, before: list[int], used: list[int]) -> list[Ref]:
        """The body among the names before the noun; `used` gets the chunks that name it."""
        tokens = self.text.tokens
        party = next((n for n in reversed(before) if self.kind(n) in ("party", "local_party")), None)
        place = next((n for n in reversed(before) if self.is_place(n, noun, phrase)), None)
        outside = [i for i in range(start, phrase.head) if self.mentions.chunk_of[i] not in (place, party)]
        modifiers = [tokens[i].lower for i in outside]
        if noun in ("council leader", "councillor", "group leader") or (
            noun in ("leader", "deputy leader") and _COUNCIL_WORDS & set(modifiers)
        ):
            if place is not None and (noun != "group leader" or phrase.possessor == place or party is not None):
                used.append(place)
                return [self.council(place, modifiers)]
            return []
        if place is not None and party is not None and self._one_name(party, place):
            used += [place, party]
            return [Ref(self.text.words(self.chunks[party].first, self.chunks[place].end), "body")]
        if place is not None and party is not None and place < party and noun in OF_PARTY:
            used += [place, party]
            if self.chunks[place].kind == "body" and self.written(place) in self.chambers.full:
                return [self.ref(place)]
            return [Ref(self.text.words(self.chunks[place].bare, self.chunks[party].end), "local_party")]
        named = party is not None and noun in _NAMED_PARTY and self._by_name(party)
        if party is not None and (noun in OF_PARTY or named):
            used.append(party)
            return [self.ref(party)]
        if place is not None:
            used.append(place)
            return [self.ref(place)]
        return []

    def _one_name(self, party: int, place: int) -> bool:
        """ "Democratic National Committee": a party's adjective and a body that are one name."""
        last = self.text.tokens[self.chunks[place].end - 1].lower
        return self.chunks[party].end == self.chunks[place].first and last in _TAIL

    def _by_name(self, party: int) -> bool:
        """ "BJP president" has a party's name before the noun, "Republican president" an adjective."""
        last = self.text.tokens[self.chunks[party].end - 1]
        return last.text.isupper() or last.lower == "party"

    def kind(self, number: int) -> str:
        entity = self.of_chunk[number]
        return entity.kind if entity is not None else self.chunks[number].kind

    def written(self, number: int) -> str:
        chunk = self.chunks[number]
        first = chunk.bare
        while first < chunk.end - 1 and (
            self.text.tokens[first].lower in PLAIN_ADJECTIVES - _IN_NAMES
            or self.text.tokens[first].lower.endswith(("-wing", "-led", "-born", "-based", "-run"))
        ):
            first += 1
        return self.text.words(first, chunk.end)

    def is_place(self, number: int, noun: str, phrase: NounPhrase) -> bool:
        kind = self.kind(number)
        if kind == "person" and noun in MEMBERS and number != phrase.possessor:
            return self.chunks[number].end - self.chunks[number].first > 1  # "Lok Sabha MP X": two names do not abut
        if kind in ("party", "local_party", "person"):
            return False
        written = self.written(number)
        if written.lower() in _COUNCIL_WORDS | _RANKS | _NO_PLACE:
            return False
        if noun in MEMBERS and written in DEMONYMS:
            return False
        if noun == "spokesperson" and written.isupper() and len(written) > 2:
            return True  # "PTI spokesperson"
        if noun in WITH_FIELD and number != phrase.possessor:
            return written in DEMONYMS or written in DEMONYMS.values()
        return True

    def council(self, place: int, modifiers: list[str]) -> Ref:
        name = self.written(place)
        if name.lower().endswith("council") or _LOWER_AREAS & set(modifiers) - {"council"}:
            return self.ref(place)
        return Ref(f"{name} Council", "body")

    def ref(self, number: int) -> Ref:
        written = self.written(number)
        full = self.chambers.full.get(written) or DEMONYMS.get(written)
        entity = self.of_chunk[number]
        if full is None and entity is not None and entity.kind != "person" and self.chunks[number].known is not None:
            return entity.ref
        if full is None and entity is not None and entity.kind == "party":
            return entity.ref
        return Ref(full or written, "body")

    def in_full(self, ref: Ref) -> Ref:
        """ "The State Assembly", where the report also names the Edo State House of Assembly: the longer name."""
        told = ref.name.split()
        if ref.kind != "body" or len(told) > 3 or told[-1].lower() not in _CHAMBER_WORDS:
            return ref
        names = {self.written(n) for n, c in enumerate(self.chunks) if c.kind in ("body", "other")}
        longer = [name for name in names if set(told) < set(name.split()) and name.split()[-1] == told[-1]]
        full = max(longer, key=lambda name: (len(name), name), default="")
        alike = all(set(name.split()) <= set(full.split()) for name in longer)
        return Ref(full, "body") if full and alike else ref

    def only_council(self) -> Ref | None:
        """The council whose councillors a report means without saying so: the only one that it names."""
        names = {self.written(n) for n, c in enumerate(self.chunks) if self._lower(c.end - 1) == "council"}
        return Ref(names.pop(), "body") if len(names) == 1 else None

    def _lower(self, token: int) -> str:
        return self.text.tokens[token].lower

    def seat_near(self, phrase: NounPhrase) -> Ref | None:
        """ "Members of Ilford South CLP … their MP": the seat, or the branch's, named before in the sentence."""
        begin = self.text.sentences[self.text.sentence_of[phrase.head]][0]
        for mention in reversed(self.mentions.between(begin, phrase.first)):
            entity = mention.entity
            if entity is not None and entity.kind == "seat":
                return entity.ref
            if entity is not None and entity.kind == "local_party":
                chunk = self.chunks[self.mentions.chunk_of[mention.first]]
                return self._seat_of(chunk.first, chunk.end)
        return None

    def _seat_of(self, first: int, end: int) -> Ref | None:
        """The seat that a branch's name begins with ("Luton South CLP", "Luton South Labour")."""
        written = self.text.words(first, end)
        terms = (term for entry in words.load("local_parties").values() for term in entry["terms"])
        ending = max((f" {t}" for t in terms if written.endswith(f" {t}")), key=len, default="")
        return Ref(written.removesuffix(ending), "seat") if ending else None

    # -- after the noun

    def after(self, phrase: NounPhrase) -> tuple[int, list[Ref]]:
        """(token after the phrase, what the words after the noun name); a body's lower-case tail belongs to it."""
        tokens = self.text.tokens
        limit = self.text.sentences[self.text.sentence_of[phrase.head]][1]
        at, first, end = phrase.head_end, phrase.complement_at, phrase.end
        named = list(phrase.complement)
        if first is None:
            first, end, named = self._after_brackets(at, limit)
        if first is None:
            return self._that_seat(phrase) or self._with_body(phrase) or self._representing(phrase.end, limit)
        while end < limit and tokens[end].is_word and tokens[end].lower in _TAIL:
            end += 1
        while end + 1 < limit and tokens[end].lower == "of" and self.mentions.chunk_of[end + 1] >= 0 and named:
            end = self.chunks[self.mentions.chunk_of[end + 1]].end
        inner = [tokens[i].lower for i in range(first, end)]
        if not named:
            return end, self._plain_body(inner, end - 1, phrase)
        if phrase.noun.office in OF_PARTY and self.kind(named[0]) == "party":
            part = self.objects.at(first)
            if part is not None and part[0].kind == "local_party":
                return part[1], [part[0]]
        joined = self._joined_seat(phrase, named)
        if joined is not None:
            return end, [joined]
        if "council" in inner and self.kind(named[0]) not in ("party",):
            return end, [self.council(named[0], [])]
        whole = self.chunks[named[-1]].end >= end
        if phrase.noun.office in MEMBERS or (whole and (len(named) == 1 or "and" in inner)):
            return end, [self.ref(number) for number in named if self.kind(number) != "person"]
        locals_ = [n for n in named if self.kind(n) == "local_party"]
        if locals_:
            return end, [self.ref(locals_[0])]
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
                return self.chunks[number].end, [self.ref(number)]
        return end, []

    def _plain_body(self, inner: list[str], noun: int, phrase: NounPhrase) -> list[Ref]:
        """ "vice chair of the local party", "leader of the council": the party or body last named."""
        if not inner:
            return []
        if inner[-1] in _SEAT_WORDS and phrase.noun.office in MEMBERS:
            seat = self.mentions.latest(phrase.head, ("seat",))
            return [seat.ref] if seat else []
        if inner[-1] in ("party", "association", "branch") and {"local", "constituency"} & set(inner):
            local = self.objects.local(noun)
            return [local] if local else []
        if inner[-1] == "party":
            party = self.mentions.latest(phrase.head, ("party",))
            return [party.ref] if party else []
        if inner[-1] == "council":
            council = self.objects.council(noun, inner[-2] if len(inner) > 1 else "")
            return [council] if council else []
        if inner[-1] in ("committee", "union", "group", "association"):
            body = self.mentions.latest(phrase.head, ("body",))
            if body is not None and body.name.lower().endswith(inner[-1]):
                return [body.ref]
            told = [word for word in inner if word not in DETERMINERS and word not in POSSESSIVES]
            return [Ref(" ".join(told), "body")] if len(told) > 1 else []
        return []

    def _joined_seat(self, phrase: NounPhrase, named: list[int]) -> Ref | None:
        """ "MP for Yorkshire and the Humber": one member sits for one seat."""
        if phrase.noun.office not in MEMBERS or phrase.noun.plural or len(named) != 2:
            return None
        first, last = self.chunks[named[0]], self.chunks[named[1]]
        if self.text.tokens[first.end].lower != "and" or "person" in (self.kind(named[0]), self.kind(named[1])):
            return None
        return Ref(" ".join(self.text.words(first.first, last.end).split()), "seat")

    def _that_seat(self, phrase: NounPhrase) -> tuple[int, list[Ref]] | None:
        """ "the MP for that seat": the seat named last."""
        at = phrase.head_end
        after = [token.lower for token in self.text.tokens[at : at + 3]]
        if phrase.noun.office not in MEMBERS or len(after) < 3 or after[0] not in ("for", "of"):
            return None
        if after[1] not in ("that", "the", "this") or after[2] not in ("seat", "constituency", "riding", "area"):
            return None
        seat = self.mentions.latest(phrase.head, ("seat",))
        return (at + 3, [seat.ref]) if seat is not None else None

    def _with_body(self, phrase: NounPhrase) -> tuple[int, list[Ref]] | None:
        """ "an organiser with the group Kisan Ekta"."""
        at = phrase.head_end
        if phrase.noun.office not in _WITH or at >= len(self.text.tokens):
            return None
        if self.text.tokens[at].lower not in ("with", "at"):
            return None
        found = self.objects.at(at + 1)
        return (found[1], [found[0]]) if found is not None else None
