"""Names as they stand in a text: capitalised phrases and names known beforehand, told apart by what they look like.

In: `Text` and a gazetteer. Out: `Chunk`s, in the order of the text, each a run of tokens that names one thing:
a person ("Mr Umunna", "Jas Athwal"), a party, a seat, another body, or something not yet told ("other").
"""

from __future__ import annotations

from typing import Literal

import msgspec

from chiltern import words
from chiltern.reading.given_names import GivenNames
from chiltern.reading.lexicon import (
    MONTHS,
    OPENERS,
    PRONOUNS,
    WEEKDAYS,
    Gazetteer,
    Known,
    longest_person_noun,
    person_noun_first_words,
    person_nouns,
)
from chiltern.reading.seen_names import known_by_token, surnames_in
from chiltern.reading.text import Text

ChunkKind = Literal["person", "party", "seat", "body", "other"]

_TITLES: dict[str, dict[str, str]] = words.load("people")["titles"]
_ORGANISATION = words.word_set("people", "organisation_words")
_PLACE_OPENERS = words.word_set("people", "place_openers")
_PARTICLES = words.word_set("people", "particles")
# Titles that are also an office's or a person's name: only before a given name and a further name.
_GIVEN_AFTER = frozenset(["chief", "begum", "raja", "malik", "chaudhry", "mian"])
_TITLE_TAILS = words.word_set("people", "title_tails")
_TERRITORIAL = words.word_set("people", "territorial_titles")
_NO_NAME_PREFIXES = words.word_set("people", "no_name_prefixes")
_ARTICLES = frozenset(["the", "a", "an"])
_MEMBER = frozenset(["mp", "msp", "mep", "mla", "td", "ms"])
_TAKES_OF = words.word_set("people", "takes_of")
_TAKES_FOR = words.word_set("people", "takes_for")
_TRUSTED = frozenset(["confidence", "whip", "faith", "trust", "belief"])
_LOCATIVE = frozenset(["in", "at", "near", "across", "outside", "from"])


class Chunk(msgspec.Struct, frozen=True):
    """Tokens [first, end) that name one thing; the name proper begins at `bare`, after a title in lower case."""

    first: int
    end: int
    kind: ChunkKind
    bare: int
    known: Known | None = None
    title: str | None = None


def find_chunks(text: Text, known_names: Gazetteer) -> list[Chunk]:
    """All names of the text, left to right, none overlapping."""
    known = known_by_token(text, known_names)
    chunks: list[Chunk] = []
    capitals = {index for index, token in enumerate(text.tokens) if token.text[0].isupper()}
    surnames = surnames_in(text)
    scan = _Sentence(text, known, (0, 0), known_names.given, surnames)
    reach = 0
    for index in sorted(capitals | known.keys()):
        if index >= scan.end:
            begin, end = text.sentences[text.sentence_of[index]]
            scan, reach = _Sentence(text, known, (begin, end), known_names.given, surnames), begin
        if index >= reach:
            reach = scan.chunk_at(index, chunks)
    return chunks


def _is_pronoun(lower: str) -> bool:
    """ "I", "I'm", "We'll": capitals that name nobody."""
    return lower.partition("'")[0] in PRONOUNS and lower not in ("us",)


class _Sentence:
    """Scans one sentence; a chunk never crosses its end."""

    def __init__(
        self,
        text: Text,
        known: dict[int, tuple[int, Known]],
        sentence: tuple[int, int],
        given: GivenNames,
        surnames: set[str],
    ) -> None:
        self.text, self.known, self.given, self.surnames = text, known, given, surnames
        self.begin, self.end = sentence

    def chunk_at(self, index: int, found: list[Chunk]) -> int:
        """Add what is named from a token on, if anything is; gives the token from which to go on."""
        tokens = self.text.tokens
        if index in self.known:
            after, known = self.known[index]
            after = min(after, self.end)
            if not self._longer_name(index, after, known):
                kind: ChunkKind = known.kind if known.kind in ("person", "party", "seat") else "body"
                found.append(Chunk(index, after, kind, index, known))
                return after
        token = tokens[index]
        if not token.capital or not token.is_word or _is_pronoun(token.lower):
            return index + 1
        title = _TITLES.get(token.lower) is not None or token.lower.rstrip(".") in _TITLES
        if token.lower == "tan" and index + 1 < self.end and tokens[index + 1].lower in _TITLE_TAILS:
            title = True  # "Tan Sri"; Tan alone is a name
        if token.lower in _GIVEN_AFTER:
            title = index + 2 < self.end and self.text.lowers[index + 1] in self.given and tokens[index + 2].capital
        if title and self._capital_after(index):
            return self._titled(index, found)
        opener = token.lower in OPENERS and token.text not in ("May", "Will") and not self._new_place(index)
        if opener and self._opens_sentence(index):
            return index + 1
        if token.lower in WEEKDAYS or (token.lower in MONTHS and self._is_date(index)):
            return index + 1
        return self._plain(index, found)

    def _new_place(self, index: int) -> bool:
        """ "New Jersey Gov. Jo Bloggs" at the beginning of a sentence."""
        following = index + 1 not in self.known and self._capital_after(index)
        return following and self.text.lowers[index] == "new" and self.text.tokens[index + 1].lower not in _ORGANISATION

    def _longer_name(self, first: int, after: int, known: Known) -> bool:
        """Whether the known name is only part of a longer one ("Reading" in "Reading Borough Council")."""
        if after >= self.end or after in self.known or known.kind not in ("seat", "person"):
            return False
        follows = self.text.tokens[after]
        if known.kind == "seat" and after == first + 1 and self.text.lowers[first] in self.given:
            # "Angus Tolmie": a seat's name that is somebody's given name.
            return follows.capital and follows.is_word and (follows.lower,) not in person_nouns()
        return (
            follows.capital
            and follows.lower in _ORGANISATION
            and follows.lower not in ("clp", "labour", "conservatives")
        )

    def _titled(self, index: int, found: list[Chunk]) -> int:
        tokens = self.text.tokens
        title = tokens[index].lower.rstrip(".")
        name = index + 1
        if tokens[name].text == ".":
            name += 1
        while tokens[name].lower in _TITLE_TAILS and self._capital_after(name):
            name += 1
        if tokens[name].lower.rstrip(".") in _TITLES and self._capital_after(name):
            return name  # "Rt Hon Dr X", "Senator Tan Sri X": the last title stands before the name
        end = self._run(name)
        if title in _TERRITORIAL and end < self.end and tokens[end].lower == "of" and self._capital_after(end):
            end = self._run(end + 1)
        if name in self.known and self.known[name][1].kind == "person":
            end = max(end, self.known[name][0])
        role = self._last_person_noun(name, end)
        if role is not None and role[1] < end:
            return name  # "Senator Majority Leader X": let the office be read on its own
        end = role[0] if role is not None and role[0] > name else end
        known = self.known[name][1] if name in self.known and self.known[name][0] == end else None
        if known is not None and known.kind != "person":
            known = None
        found.append(Chunk(index, end, "person", name, known, title))
        return end

    def _plain(self, index: int, found: list[Chunk]) -> int:
        end = self._run(index)
        if end == index + 1 and (self.text.tokens[index].lower,) in person_nouns():
            return end
        role = self._last_person_noun(index, end)
        if role is not None and self.text.tokens[max(index, role[0] - 1)].lower != "of":
            first, after = role
            if first > index:
                self._add(index, first, found)
            if after < end and self.text.lowers[after] in _TITLES:
                return after  # "Backbencher Sir Jo Bloggs"
            if after < end:
                self._add(after, end, found)
            return end
        self._add(index, end, found)
        return end

    def _add(self, first: int, end: int, found: list[Chunk]) -> None:
        found.append(Chunk(first, end, self._kind(first, end), first))

    def _kind(self, first: int, end: int) -> ChunkKind:
        tokens = self.text.tokens
        lowers = [token.lower for token in tokens[first:end] if token.is_word]
        if lowers and lowers[-1] in _ORGANISATION:
            return "body"
        if any(lower in _ORGANISATION for lower in lowers) and lowers[0] not in self.given:
            return "other"
        if len(lowers) < 2 or len(lowers) > 4 or lowers[0] in _PLACE_OPENERS:
            return "other"
        capitals = [
            token.text.isupper() and len(token.text) > 1 and "." not in token.text for token in tokens[first:end]
        ]
        if any(capitals) and not all(token.text.isupper() for token in tokens[first:end]):
            return "other"
        before = tokens[first - 1].lower if first > self.begin else ""
        if before in _ARTICLES and lowers[0] not in self.given:
            return "body" if before == "the" else "other"  # "the Luton Mercury", "a Nazi Totenkopf"
        if before in _LOCATIVE and lowers[0] not in self.given and lowers[-1] not in self.surnames:
            return "person" if self._in_somebody(first) else "other"
        return "person"

    def _in_somebody(self, first: int) -> bool:
        """ "no confidence in X", "the whip from X": here the preposition leads to a person."""
        return first - 2 >= self.begin and self.text.tokens[first - 2].lower in _TRUSTED

    def _run(self, index: int) -> int:
        """The end of the run of capitalised words that starts here."""
        tokens = self.text.tokens
        end = index
        while end < self.end:
            token = tokens[end]
            if end > index and (end in self.known and self.known[end][1].kind != "seat"):
                break
            if token.is_word and token.capital and not (end > index and _is_pronoun(token.lower)):
                if token.lower in WEEKDAYS or (token.lower in MONTHS and end > index and self._is_date(end)):
                    break
                end += 1
            elif (
                (end > index and (self._particle(end) or self._lower_name(token.text)))
                or (token.text == "." and end > index and self._initial(end))
                or (end > index and self._goes_on_with(end))
            ):
                end += 1
            else:
                break
        return end

    def _goes_on_with(self, index: int) -> bool:
        """ "House of Commons", "Center for Policy": small words inside a body's name."""
        lower, before = self.text.lowers[index], self.text.lowers[index - 1]
        takes = (lower == "of" and before in _TAKES_OF) or (lower == "for" and before in _TAKES_FOR)
        return takes and self._capital_after(index)

    def _particle(self, index: int) -> bool:
        """Whether small words that belong to a family name stand here: "van der Merwe", "de la Croix"."""
        at = index
        while at < self.end and at - index < 3 and self.text.tokens[at].lower in _PARTICLES:
            at += 1
        return at > index and at < self.end and self.text.tokens[at].capital and self.text.tokens[at].is_word

    @staticmethod
    def _lower_name(text: str) -> bool:
        """ "ul-Haq", "ffrench-Davies": a family name whose first letter alone is small."""
        small, joined, rest = text.partition("-")
        return bool(joined) and small.islower() and small not in _NO_NAME_PREFIXES and rest[:1].isupper()

    def _initial(self, index: int) -> bool:
        """Whether the full stop follows an initial or "St" inside a name."""
        before = self.text.tokens[index - 1]
        return (len(before.text) == 1 or before.lower == "st") and self._capital_after(index)

    def _capital_after(self, index: int) -> bool:
        tokens = self.text.tokens
        following = index + 1
        if following < self.end and tokens[following].text == ".":
            following += 1
        return following < self.end and tokens[following].is_word and tokens[following].capital

    def _is_date(self, index: int) -> bool:
        """ "May 5", "5 May", "in May", "May 2019" against Mrs May and Mark Mark."""
        tokens = self.text.tokens
        before = tokens[index - 1] if index > self.begin else None
        after = tokens[index + 1] if index + 1 < self.end else None
        if before is not None and (
            before.text[0].isdigit() or before.lower in ("in", "last", "next", "since", "until", "of")
        ):
            return True
        if after is not None and (after.text[0].isdigit() or (after.text == "." and tokens[index].lower != "may")):
            return True
        return tokens[index].lower not in ("may", "march", "mar", "jun", "jan", "april", "june", "august", "dec")

    def _opens_sentence(self, index: int) -> bool:
        if index == self.begin:
            return True
        before = self.text.tokens[index - 1].text
        return before in "“\"‘'([:–—-"

    def _last_person_noun(self, first: int, end: int) -> tuple[int, int] | None:
        """The last office or description among capitalised words: (its first token, the token after it)."""
        tokens, lowers, nouns, longest = self.text.tokens, self.text.lowers, person_nouns(), longest_person_noun()
        starts = [at for at in range(first, end) if lowers[at] in person_noun_first_words()]
        for after in range(end, first, -1) if starts else ():
            for start in starts:
                key = tuple(lowers[start:after]) if 0 < after - start <= longest else ()
                if key in nouns and nouns[key].office is not None:
                    if key[0] in _MEMBER and not tokens[after - 1].text.isupper():
                        continue
                    return start, after
        return None
