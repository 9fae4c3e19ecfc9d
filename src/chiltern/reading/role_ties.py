"""Offices that a verb or a bare apposition tells: "represents X", "X, which P has held", "chairs Y", "led the party".

In: a report's mentions. Out: `Holding`s with their `Office`: who sits for a seat, and who leads, heads or chairs a
party, council, committee or other body. A verb counts only with a named seat or body, or with "the party" and its like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.cast import Entity
from chiltern.reading.mentions import Mentions
from chiltern.reading.role_bodies import MEMBERS
from chiltern.reading.role_holding import Holding
from chiltern.reading.role_names import Office, RoleNames
from chiltern.reading.role_subjects import Subjects

ELECTED_TO: dict[str, str] = words.load("roles")["elected_to"]
_REPRESENT = frozenset(["represents", "represented", "represent"])
_SIT = frozenset(["sits", "sat", "sitting"])
_HOLD = frozenset(["held", "holds", "hold"])
_RUN: dict[str, str] = {form: noun for noun, forms in words.load("roles")["running"].items() for form in forms}
_PRESENT = words.word_set("roles", "running_now")
_SEAT_WORDS = words.word_set("roles", "seat_words")
_STANDING = words.word_set("roles", "standing")
_PERFECT = frozenset(["has", "have", "'ve", "'s"])
_TYING = _REPRESENT | _SIT | _HOLD | _SEAT_WORDS | _RUN.keys() | {"in"}
_REACH = 12


class Ties:
    """Collects the offices of one report that stand in verbs and in appositions to a seat."""

    def __init__(self, mentions: Mentions, subjects: Subjects, names: RoleNames) -> None:
        self.mentions, self.text, self.tokens = mentions, mentions.text, mentions.text.tokens
        self.subjects, self.names, self.objects = subjects, names, names.bodies.objects
        nouns = Counter(p.noun.office for p in mentions.phrases if p.noun.office in MEMBERS)
        self._usual = nouns.most_common(1)[0][0] if nouns else None

    def all(self) -> Iterator[tuple[Holding, Office]]:
        for index in self.text.where(_TYING):
            lower = self.text.lowers[index]
            if index + 1 == len(self.tokens):
                continue
            if lower in _REPRESENT:
                yield from self._for_seat(index, self._past_article(index + 1))
            elif lower in _SIT and self._lower(index + 1) == "for":
                yield from self._for_seat(index, self._past_article(index + 2))
            elif lower in _HOLD:
                yield from self._held(index)
            elif lower in _SEAT_WORDS:
                yield from self._seat_of(index)
            elif lower in _RUN:
                yield from self._runs(index, _RUN[lower])
            elif lower == "in":
                yield from self._in_seat(index)

    # -- words

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _past_article(self, at: int) -> int:
        return at + (self._lower(at) == "the")

    def _chunk(self, at: int) -> int:
        """The chunk that begins at a token; -1 where none does."""
        number = self.mentions.chunk_of[at] if 0 <= at < len(self.tokens) else -1
        return number if number >= 0 and self.mentions.chunks[number].first == at else -1

    def _ending(self, end: int) -> int:
        """The chunk that ends before a token; -1 where none does."""
        number = self.mentions.chunk_of[end - 1] if 0 < end <= len(self.tokens) else -1
        return number if number >= 0 and self.mentions.chunks[number].end == end else -1

    def _made(
        self, person: Entity | None, noun: str | None, of: Ref | None, first: int, end: int, former: bool = False
    ) -> Iterator[tuple[Holding, Office]]:
        if person is not None and noun is not None:
            yield (
                Holding(person, first, end, former, verb=True),
                Office(noun, noun, (of,), False, False, first, end),
            )

    # -- seats

    def _for_seat(self, verb: int, at: int) -> Iterator[tuple[Holding, Office]]:
        """ "has represented Ilford South since 1992", "sits for Luton South"."""
        while self._lower(at) in ("neighbouring", "nearby", "neighboring", "next-door"):
            at += 1
        number = self._chunk(at)
        if number < 0 or self.mentions.chunks[number].kind in ("person", "party"):
            return
        of, end = self._whole_place(number)
        person = self.subjects.of_verb(verb) or self._inverted(verb)
        if person is not None:
            noun = self._member_office(person) or self._chamber_after(end) or self._kind_of_member(number)
            yield from self._made(person, noun, of, verb, end)

    def _inverted(self, verb: int) -> Entity | None:
        """ "Among them is Tunde Alabi, who represents": the subject of the relative clause stands after its verb."""
        begin = self.text.sentences[self.text.sentence_of[verb]][0]
        return self.subjects.antecedent(verb - 1, begin) if self._lower(verb - 1) == "who" else None

    def _kind_of_member(self, number: int) -> str | None:
        """The office of whoever sits for a place: an MP's for a known seat, else the one the report speaks of."""
        if self.mentions.chunks[number].kind == "seat":
            return "MP"
        return self._usual if self._usual != "councillor" else None

    def _member_office(self, person: Entity) -> str | None:
        """The office of a member that the report gives the person elsewhere."""
        return next((office for office in self.subjects.offices_of(person) if office in MEMBERS), None)

    def _chamber_after(self, at: int) -> str | None:
        """ "represents Oyo North in the Senate"."""
        if at + 2 >= len(self.tokens) or self._lower(at) not in ("in", "at"):
            return None
        first = self._past_article(at + 1)
        number = self.mentions.chunk_of[first]
        end = self.mentions.chunks[number].end if number >= 0 else first + 1
        written = self.text.words(first, end)
        return next((noun for body, noun in ELECTED_TO.items() if written.endswith(body)), None)

    def _whole_place(self, number: int) -> tuple[Ref, int]:
        """ "Yorkshire and the Humber": two names that one seat joins."""
        chunk = self.mentions.chunks[number]
        if chunk.kind != "seat" and self._lower(chunk.end) == "and":
            other = self._chunk(self._past_article(chunk.end + 1))
            if other >= 0 and self.mentions.chunks[other].kind in ("other", "body"):
                end = self.mentions.chunks[other].end
                return Ref(" ".join(self.text.words(chunk.first, end).split()), "seat"), end
        return self.names.place(number, "MP"), chunk.end

    def _held(self, verb: int) -> Iterator[tuple[Holding, Office]]:
        """ "Ilford South, which Mr Gapes has held since 1992", "holds the seat of X", "X, held by P"."""
        person = self.subjects.of_verb(verb)
        begin = self.text.sentences[self.text.sentence_of[verb]][0]
        number = self._chunk(verb + 1)
        if number >= 0 and self.mentions.chunks[number].kind == "seat":
            yield from self._made(person, "MP", self._seat(number), verb, self.mentions.chunks[number].end)
            return
        which = next((i for i in range(verb - 1, max(begin, verb - 8), -1) if self._lower(i) == "which"), -1)
        if which > begin:
            number = self._ending(which - (self._lower(which - 1) == ","))
            if number >= 0 and self._is_seat(number) and person is not None:
                yield from self._made(person, self._seat_noun(number), self._seat(number), which - 1, verb + 1)
        elif self._lower(verb + 1) == "by":
            number = self._ending(verb - (self._lower(verb - 1) in (",", "is", "was")))
            holder = self.subjects.person(self._chunk(verb + 2))
            if number >= 0 and holder is not None and self._is_seat(number):
                end = self.mentions.chunks[self._chunk(verb + 2)].end
                yield from self._made(holder, self._seat_noun(number), self._seat(number), verb - 1, end)

    def _is_seat(self, number: int) -> bool:
        """A seat that the roll knows, or a place in a sentence of elections."""
        chunk = self.mentions.chunks[number]
        if chunk.kind == "seat":
            return True
        begin, end = self.text.sentences[self.text.sentence_of[chunk.first]]
        near = {self._lower(i) for i in range(max(begin, chunk.first - 3 * _REACH), min(end, chunk.end + 3 * _REACH))}
        return chunk.kind != "party" and bool(near & (_SEAT_WORDS | {"majority", "votes", "by-election"}))

    def _seat_noun(self, number: int) -> str:
        return self._kind_of_member(number) or "MP"

    def _seat(self, number: int) -> Ref:
        ref = self.names.place(number, "MP")
        return ref if ref.kind == "seat" else Ref(ref.name, "seat")

    def _seat_of(self, index: int) -> Iterator[tuple[Holding, Office]]:
        """ "X, the seat of P", "X, P's seat", "the seat of X", "P, whose seat is X", "her X constituency"."""
        if self._lower(index + 1) == "of":
            number = self._chunk(self._past_article(index + 2))
            holder = self.subjects.person(number)
            place = self._before_comma(index - (self._lower(index - 1) == "the"))
            if holder is not None and place >= 0:
                end = self.mentions.chunks[number].end
                first = self.mentions.chunks[place].first
                yield from self._made(holder, self._seat_noun(place), self._seat(place), first, end)
            elif number >= 0 and holder is None and self.mentions.chunks[number].kind not in ("party",):
                yield from self._named_seat(index, number)
        elif self._lower(index + 1) in ("is", "was") and self._lower(index - 1) == "whose":
            number = self._chunk(index + 2)
            begin = self.text.sentences[self.text.sentence_of[index]][0]
            if number >= 0 and self.mentions.chunks[number].kind not in ("person", "party"):
                person = self.subjects.antecedent(index - 1, begin)
                end = self.mentions.chunks[number].end
                yield from self._made(person, self._seat_noun(number), self._seat(number), index - 1, end)
        else:
            yield from self._owned_seat(index)

    def _before_comma(self, at: int) -> int:
        """The seat that an aside at a token is about: "Lewes, the seat of"."""
        number = self._ending(at - 1) if self._lower(at - 1) == "," else -1
        return number if number >= 0 and self.mentions.chunks[number].kind in ("seat", "other", "body") else -1

    def _named_seat(self, index: int, number: int) -> Iterator[tuple[Holding, Office]]:
        """ "holds the riding of Windsor West", "Mr X's seat of Stockport"."""
        end, of = self.mentions.chunks[number].end, self._seat(number)
        at = index - 1
        if self._lower(at) == "the" and self._lower(at - 1) in _HOLD:
            yield from self._made(self.subjects.of_verb(at - 1), self._seat_noun(number), of, at - 1, end)
        elif self._lower(at) in ("'s", "'", "his", "her"):
            yield from self._made(self._owner(at), self._seat_noun(number), of, at, end)

    def _owner(self, at: int) -> Entity | None:
        return self.subjects.pronoun(at) if self._lower(at) in ("his", "her", "my") else self.subjects.ending_at(at)

    def _owned_seat(self, index: int) -> Iterator[tuple[Holding, Office]]:
        """ "Wellington Central, Hana Rangi's seat", "her Broxtowe constituency"."""
        if self._lower(index - 1) in ("'s", "'"):
            owner = self._ending(index - 1)
            place = self._before_comma(self.mentions.chunks[owner].first) if owner >= 0 else -1
            if place >= 0:
                first = self.mentions.chunks[place].first
                yield from self._made(
                    self.subjects.person(owner), self._seat_noun(place), self._seat(place), first, index + 1
                )
            return
        number = self._ending(index)
        if number >= 0 and self.mentions.chunks[number].kind == "seat":
            at = self.mentions.chunks[number].first - 1
            if self._lower(at) in ("'s", "'", "his", "her", "my"):
                yield from self._made(self._owner(at), "MP", self._seat(number), at, index + 1)

    def _in_seat(self, index: int) -> Iterator[tuple[Holding, Office]]:
        """ "In Ilford North, Labour's P": the party's member there; "P's majority in X", "P was elected in X"."""
        number = self._chunk(index + 1)
        if number < 0 or self.mentions.chunks[number].kind != "seat":
            return
        begin, limit = self.text.sentences[self.text.sentence_of[index]]
        end = self.mentions.chunks[number].end
        if any(self._lower(i) in _STANDING for i in range(max(begin, index - _REACH), min(limit, end + _REACH))):
            return
        if self._lower(index - 1) == "majority" and self._lower(index - 2) in ("'s", "'", "his", "her"):
            yield from self._made(self._owner(index - 2), "MP", self._seat(number), index - 1, end)
        elif self._lower(index - 1) in ("elected", "re-elected", "returned"):
            yield from self._made(self.subjects.of_verb(index - 1), "MP", self._seat(number), index - 1, end)
        elif self._lower(end) == "," and index - begin < 6:
            party = self._chunk(end + 1)
            if party >= 0 and self.mentions.chunks[party].kind == "party":
                after = self.mentions.chunks[party].end
                holder = self._chunk(after + 1) if self._lower(after) in ("'s", "'") else -1
                if holder >= 0:
                    last = self.mentions.chunks[holder].end
                    yield from self._made(self.subjects.person(holder), "MP", self._seat(number), index, last)

    # -- bodies

    def _runs(self, verb: int, noun: str) -> Iterator[tuple[Holding, Office]]:
        """ "who chaired Labour Friends of Israel", "led the party from 1983 to 1992", "is led by P"."""
        if self._lower(verb + 1) == "by":
            yield from self._run_by(verb, noun)
            return
        named = self.objects.at(verb + 1, any_name=noun != "leader")
        if named is None:
            return
        of, end = named
        if self._lower(end) == "by" or (
            self._lower(end) == "in" and "polls" in (self._lower(end + 1), self._lower(end + 2))
        ):
            return
        person = self.subjects.of_verb(verb)
        auxiliaries = {self._lower(i) for i in range(max(0, verb - 3), verb)}
        former = self._lower(verb) not in _PRESENT and not auxiliaries & _PERFECT
        noun = "council leader" if noun == "leader" and of.name.lower().endswith("council") else noun
        for holding, office in self._made(person, noun, of, verb, end, former):
            role = "leader" if noun == "council leader" else noun
            yield holding, Office(office.noun, role, office.of, False, False, office.start, office.end)

    def _run_by(self, verb: int, noun: str) -> Iterator[tuple[Holding, Office]]:
        """ "the caucus is led by P", "Kisan Ekta, headed by P"."""
        number = self._chunk(verb + 2)
        person = self.subjects.person(number)
        if person is None:
            return
        end = verb - (self._lower(verb - 1) in ("is", "was", ",", "now"))
        body = self._ending(end)
        entity = self.mentions.cast.of_chunk[body] if body >= 0 else None
        of = entity.ref if entity is not None and entity.kind in ("party", "body", "local_party") else None
        if of is not None:
            yield from self._made(person, noun, of, verb - 1, self.mentions.chunks[number].end)
