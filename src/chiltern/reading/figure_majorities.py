"""Majorities: "a majority of 1,322", "by 22 votes", "whose majority grew from 1,086 to 10,247", "Ms B had 29,466 in C".

In: the mentions of a report. Out: `Count`s of the measure "majority" in the order of the text. A number is one where a
majority, or a margin in a sentence of elections, governs it; where it is the second of a pair or stands in a list
with one; or where a sentence goes on from the last one and says only whose it is and how many.
"""

from __future__ import annotations

from collections.abc import Iterator

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.dated import number_at
from chiltern.reading.figure_counts import NOUN_MEASURES, PEOPLE, Count, approximate_at
from chiltern.reading.lexicon import MONTHS, NUMBERS
from chiltern.reading.mentions import Mentions

_MAJORITY = frozenset(["majority", "majorities"])
_MARGIN = words.word_set("measures", "margins")
_ELECTORAL = words.word_set("measures", "electoral")
_NOUNS = _MAJORITY | _MARGIN
_WINNING = words.word_set("measures", "winning")
_NO_VOTES = words.word_set("measures", "no_votes")
_ROUGH = words.word_set("measures", "before_number")
# Straight before a number they tie it to the majority just before; "was" and the like do so over a few words more.
_TIES = frozenset(["of", "to", "was", "is", "were", "are", "than", "at", "by", "from", "been", ":", "with"])
_FAR_TIES = frozenset(["was", "is", "were", "are", "been", "from", "to", ":"])
_SUPERLATIVES = words.word_set("measures", "superlatives")
_HAVING = frozenset(["had", "has", "have", "held", "holds", "got", "enjoys", "enjoyed", "commands"])
_BREAKS = frozenset([",", ";", "(", ")", "—", "–", "“", "”", '"'])
_NEAR, _FAR, _PAIR = 4, 14, 40
_VOTES = frozenset(["votes", "vote", "ballots"])
_YEARS = range(1800, 2101)


class Majorities:
    """Reads the majorities of one report, sentence by sentence. `numbers` are the tokens that begin a number."""

    def __init__(self, mentions: Mentions, numbers: list[int]) -> None:
        self.mentions, self.text, self.tokens = mentions, mentions.text, mentions.text.tokens
        hyphenated = {word for word in self.text.mixed_words if word.endswith(("-seat", "-vote"))}
        self._numbers = sorted({*numbers, *self.text.where(hyphenated)})

    def all(self) -> Iterator[Count]:
        """Every majority; `going_on` says that the sentence before was of majorities."""
        going_on, paragraph = False, -1
        named = {self.text.sentence_of[at] for at in self.text.where(_MAJORITY)}
        numbers: dict[int, list[int]] = {}
        for at in self._numbers:
            numbers.setdefault(self.text.sentence_of[at], []).append(at)
        for sentence, (begin, end) in enumerate(self.text.sentences):
            here = self.text.paragraph_of[begin] if begin < end else paragraph
            its_own = numbers.get(sentence, [])
            found = list(self._in_sentence(begin, end, its_own, going_on and here - paragraph <= 1)) if its_own else []
            yield from found
            going_on = bool(found) or sentence in named
            paragraph = here

    def _in_sentence(self, begin: int, end: int, numbers: list[int], going_on: bool) -> Iterator[Count]:
        noun, previous = -1, None
        margins = self._electoral(begin, end)
        reach = begin
        for index in sorted({*numbers, *self.text.within(_NOUNS, begin, end)}):
            if index < reach:
                continue
            lower = self._lower(index)
            if lower in _MAJORITY or (lower in _MARGIN and margins):
                noun = index
            number = self._value(index)
            if number is None:
                continue
            value, after = number
            if not self._counts_others(index, after):
                found = (
                    self._tied(index, value, after, noun)
                    or self._joined(index, value, after, previous)
                    or self._by_votes(index, value, after, begin, margins)
                    or (self._gone_on(index, value, after, begin) if going_on or noun >= 0 else None)
                )
                if found is not None:
                    previous = found
                    yield found
            reach = after

    # -- numbers

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _value(self, index: int) -> tuple[int, int] | None:
        """A whole number that is neither a year nor the day of a month."""
        token = self.tokens[index]
        if not (token.text[0].isdigit() or token.text[0].isalpha()):
            return None
        if index and self.tokens[index - 1].end == token.start and self.tokens[index - 1].text in ("-", "/", "."):
            return None
        number = self._hyphenated(index) or number_at(self.tokens, index)
        if number is None:
            return None
        if token.text.isdecimal() and len(token.text) == 4 and number[0] in _YEARS:
            return None
        return None if self._lower(number[1]) in MONTHS or self._lower(index - 1) in MONTHS else number

    def _hyphenated(self, index: int) -> tuple[int, int] | None:
        """ "two-seat", written as one word before its majority."""
        word, _, unit = self._lower(index).partition("-")
        if unit not in ("seat", "vote") or self._lower(index + 1) not in _MAJORITY:
            return None
        number = NUMBERS.get(word)
        return (number, index + 1) if number is not None else None

    def _counts_others(self, index: int, after: int) -> bool:
        """Whether the number counts something else: people, per cent, pounds, "12 of 15", "94 to 4"."""
        lower = self._lower(after)
        if lower in _NO_VOTES or lower in PEOPLE or (lower in ("-", "–") and self._lower(after + 1).isdecimal()):
            return True
        if lower in ("of", "in") and number_at(self.tokens, after + 1) is not None and self._lower(after + 1) != "the":
            return not self._lower(after + 1).isdecimal() or int(self._lower(after + 1)[:9]) not in _YEARS
        if NOUN_MEASURES.get(lower, "votes") not in ("votes", "seats"):
            return True
        to = after + (lower in _VOTES)
        tally = self._lower(to) == "to" and number_at(self.tokens, to + 1) is not None
        return tally and self._lower(self._before(index)) != "from"

    def _made(self, value: int, first: int, after: int, place: bool = True) -> Count:
        rough, begin = approximate_at(self.text, first)
        rough = rough or [self._lower(after), self._lower(after + 1)] == ["or", "so"]
        return Count("majority", value, begin, after, rough, self._place_after(after) if place else None)

    def _place_after(self, after: int) -> Ref | None:
        """The seat of "31,647 in Ilford South"."""
        at = after + (self._lower(after) in _VOTES)
        if self._lower(at) not in ("in", "at"):
            return None
        number = self.mentions.chunk_of[at + 1] if at + 1 < len(self.tokens) else -1
        if number < 0:
            return None
        chunk, entity = self.mentions.chunks[number], self.mentions.cast.of_chunk[number]
        if entity is not None:
            return entity.ref if entity.kind in ("seat", "body") else None
        return Ref(self.text.words(chunk.first, chunk.end), "seat") if chunk.kind == "other" else None

    def _before(self, index: int) -> int:
        """The token before a number and its "just", "only", "about", "one of" or "as much as"."""
        at = index - 1
        while at >= 0 and self._lower(at) in _ROUGH:
            at -= 1
        return at

    # -- a majority's own numbers

    def _tied(self, index: int, value: int, after: int, noun: int) -> Count | None:
        """ "majority of 1,322", "majority in Totnes was 13,477", "a two-seat majority", "majorities from 9 to 3"."""
        unit = after
        if self._lower(unit) in ("-", "vote", "seat"):
            unit += 1 + (self._lower(unit) == "-")
        if self._lower(unit) == "majority":
            return self._made(value, index, unit + 1, place=False)
        tie = self._before(index)
        if noun < 0 or not 0 < tie - noun <= _FAR or self._lower(tie) not in _TIES:
            return None
        gap = [self._lower(i) for i in range(noun + 1, tie)]
        if _BREAKS & set(gap) or (gap and self._lower(tie) not in _FAR_TIES | {"at", "by"}):
            return None
        if gap and gap[0] == "of" and self.mentions.chunk_of[noun + 2] < 0:
            return None
        found = self._made(value, index, after + (self._lower(after) in _VOTES and bool(gap)))
        if len(gap) + 2 > _NEAR:
            return found
        return Count("majority", value, noun, after, found.approximate, found.about)

    def _joined(self, index: int, value: int, after: int, previous: Count | None) -> Count | None:
        """ "from 1,086 in 2015 to 10,247", "26,285 in A, or 29,466 in B"."""
        if previous is None or index - previous.end > _PAIR:
            return None
        before = self._before(index)
        if self._lower(before) == "to" and self._from(previous):
            return self._made(value, index, after)
        listed = self._lower(before) in ("and", "or", ",") and self._place_after(after) is not None
        return self._made(value, index, after) if listed and index - previous.end < _FAR else None

    def _from(self, count: Count) -> bool:
        return any(self._lower(i) == "from" for i in range(max(0, count.first - 1), count.end))

    # -- votes by which somebody won

    def _by_votes(self, index: int, value: int, after: int, begin: int, electoral: bool) -> Count | None:
        """ "by 22 votes", "1,204 more votes than", "won the seat by 22", "5,629 more than the Greens"."""
        back = [self._lower(i) for i in range(max(begin, index - 4), index)]
        if self._lower(after) == "more" and self._lower(after + 1) == "votes" and self._lower(after + 2) == "than":
            return self._made(value, index, after + 2)
        if self._lower(after) in _VOTES and "by" in back[-3:]:
            return self._made(value, index, after + 1)
        more = self._lower(after) in ("more", "ahead") and self._lower(after + 1) in ("than", "of")
        votes = _VOTES & {self._lower(i) for i in range(max(begin, index - _FAR), index)}
        if more and votes and self._name_after(after + 2):
            return self._made(value, index, after)
        won = {self._lower(i) for i in range(max(begin, index - _FAR), index)} & _WINNING
        ends = not self.tokens[after].is_word if after < len(self.tokens) else True
        if electoral and won and self._lower(self._before(index)) == "by" and (ends or self._lower(after) == "in"):
            return self._made(value, index, after)
        return None

    def _name_after(self, at: int) -> bool:
        at += self._lower(at) in ("the", "her", "his")
        return at < len(self.tokens) and (self.mentions.chunk_of[at] >= 0 or self._lower(at) in ("next", "nearest"))

    def _electoral(self, begin: int, end: int) -> bool:
        if self.text.within(_ELECTORAL, begin, end):
            return True
        chunks = self.mentions.chunks
        numbers = {self.mentions.chunk_of[i] for i in range(begin, end)} - {-1}
        return any(chunks[n].kind == "seat" for n in numbers)

    # -- sentences that go on

    def _gone_on(self, index: int, value: int, after: int, begin: int) -> Count | None:
        """ "Ms Berger had 29,466 in Wavertree", "Eve Holt's is 312", "has one of 24,543", "the smallest, at 346"."""
        ends = after >= len(self.tokens) or not self.tokens[after].is_word or self._lower(after) in ("in", "at", "and")
        if not ends:
            return None
        before = self._before(index)
        lower = self._lower(before)
        one = lower == "of" and self._lower(before - 1) == "one" and self._lower(before - 2) in _HAVING
        if one:
            return self._made(value, index, after, place=False)
        owner = self._lower(before - 1) in ("'s", "'", "hers", "his", "theirs", "mine")
        if lower in ("is", "was") and owner:
            return self._made(value, index, after, place=False)
        named = before > begin and self.mentions.chunk_of[before - 1] >= 0
        if lower in _HAVING and named and self._place_after(after) is not None:
            return self._made(value, index, after, place=False)
        near = {self._lower(i) for i in range(max(begin, before - _NEAR), before)}
        return self._made(value, index, after) if lower == "at" and near & _SUPERLATIVES else None
