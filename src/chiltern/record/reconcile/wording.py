"""The words of a passage in a normal form that keeps their offsets, and how two passages differ, word by word.

Case, marks, hyphens, apostrophes, contractions and house spellings are no difference of words: `antisemitic` is
`anti-Semitic`, `I'm` is `I am`. What stands in brackets is the editor's, and three dots say that words are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from chiltern.claims import Span
from chiltern.words import load, word_set

Change = Literal["equal", "replaced", "dropped", "added"]

# A word and what may stand before it that matters: dots that leave words out, the end of a sentence, a bracket.
_WRITTEN = r"[^\W_]+(?:[.,](?=\d)[^\W_]+|['’‘ʼ`´\-‐‑][^\W_]+)*+|%"
WRITTEN = re.compile(_WRITTEN)
_TOKEN = re.compile(
    _WRITTEN + r"|(?P<gap>…|\.(?:\s?\.){2,}+)|(?P<stop>[.!?]|\n)|(?P<open>[\[(])"
    r"|(?P<close>[\])])"
)
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_HYPHENS = re.compile(r"[-‐‑']")
_BRACKET = {"[": "]", "(": ")"}
# An editor's insertion is short; a bracket that never closes is none.
_LONGEST_INSERTION = 120


class Word(NamedTuple):
    """One word: its normal form and the characters [start, end) of the body it stands at.

    `gap` says that words are left out before it, `opens` that a sentence or paragraph begins with it, `editor` that
    it stands in brackets. A contraction is two Words at one place.
    """

    norm: str
    start: int
    end: int
    gap: bool = False
    opens: bool = False
    editor: bool = False


class Difference(NamedTuple):
    """A run of words of both sides: `before` and `after` are the characters in either body, None where one has none."""

    change: Change
    before: Span | None
    after: Span | None


@cache
def _contractions() -> tuple[dict[str, list[str]], dict[str, str]]:
    lists = load("wording")
    return lists["contractions"], lists["contracted"]


@cache
def _spellings() -> dict[str, str]:
    return {_HYPHENS.sub("", one): _HYPHENS.sub("", other) for one, other in load("wording")["spellings"].items()}


def plain(text: str) -> str:
    """One word in lower case, without accents, with straight apostrophes."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).lower())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


@lru_cache(maxsize=20_000)
def normal(text: str) -> tuple[str, ...]:
    """The normal form of a word: one word, or the two words of a contraction."""
    folded = plain(text[:80])
    whole, endings = _contractions()
    if folded in whole:
        return tuple(whole[folded])
    for ending, meaning in endings.items():
        if folded.endswith(ending) and len(folded) > len(ending):
            return _spelt(folded[: -len(ending)]), meaning
    return (_spelt(folded),)


def _spelt(folded: str) -> str:
    """One spelling for all house styles, without hyphens and apostrophes."""
    bare = _HYPHENS.sub("", folded)
    if bare[:1].isdigit():
        return bare.replace(",", "")
    bare = _spellings().get(bare, bare)
    return re.sub(r"(?<=\w{3})is(e[ds]?|ers?|ing|ations?)$", r"iz\1", bare) if len(bare) > 5 else bare


def words_of(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of a text, in order, placed `offset` characters into the body."""
    found: list[Word] = []
    gap, opens, editor, closing = False, True, -1, ""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "gap":
            gap = True
        elif kind == "stop":
            opens = opens or _ends(text, match.start())
        elif kind == "open":
            closing = _BRACKET[match[0]]
            editor = text.find(closing, match.end(), match.end() + _LONGEST_INSERTION)
        elif kind is None:
            inside = match.start() < editor
            if inside and not found:
                gap = True
            for norm in normal(match[0]):
                found.append(Word(norm, match.start() + offset, match.end() + offset, gap, opens, inside))
                gap = opens = False
    return tuple(found)


def _ends(text: str, at: int) -> bool:
    """Whether a full stop ends a sentence: no letter or figure follows, and no initial stands before."""
    if text[at] == "\n":
        return True
    after = text[at + 1 : at + 2]
    initial = text[at] == "." and at > 0 and text[at - 1].isupper() and (at < 2 or not text[at - 2].isalpha())
    return not initial and (not after or after.isspace() or not after.isalnum())


@cache
def little_words() -> frozenset[str]:
    """Normal forms of the words without a sense of their own."""
    lists = ("determiners", "pronouns", "nominative", "auxiliaries", "prepositions", "conjunctions", "relatives")
    written = set[str]().union(*(word_set("grammar", name) for name in lists), word_set("wording", "little"))
    written |= set(load("grammar")["possessives"]) - {""}
    return frozenset(norm for word in written for norm in normal(word)) - negations()


@cache
def negations() -> frozenset[str]:
    return frozenset(norm for word in word_set("wording", "negations") for norm in normal(word)) - {"can"}


@cache
def common_words() -> frozenset[str]:
    """Normal forms of words that every second political report has."""
    return frozenset(norm for word in word_set("wording", "common") for norm in normal(word))


def is_content(norm: str) -> bool:
    """Whether a normal form has a sense of its own."""
    return norm not in little_words() and len(norm) > 1


def opcodes(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """The alignment of two lists of normal forms with the fewest changes: (tag, a from, a to, b from, b to)."""
    found = Levenshtein.opcodes(a, b)
    return [(code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end) for code in found]


# Longer passages are compared in part: the alignment's memory grows with the product of both lengths.
LONGEST = 4000


def difference(before: Sequence[Word], after: Sequence[Word]) -> tuple[Difference, ...]:
    """How two wordings differ, in runs of words, for showing side by side: at most 4,000 words of each are compared.

    A pair that only spelling, case or marks tell apart is equal here; compare the characters to show it.
    """
    before, after = before[:LONGEST], after[:LONGEST]
    names: dict[str, Change] = {"equal": "equal", "replace": "replaced", "delete": "dropped", "insert": "added"}
    return tuple(
        Difference(names[tag], hull(before[a0:a1]), hull(after[b0:b1]))
        for tag, a0, a1, b0, b1 in opcodes([word.norm for word in before], [word.norm for word in after])
    )


def hull(words: Iterable[Word]) -> Span | None:
    """The characters from the first word to the last; None for no words."""
    listed = list(words)
    return Span(listed[0].start, listed[-1].end) if listed else None


@cache
def _numbers() -> dict[str, str]:
    return {norm: str(value) for norm, value in load("grammar")["numbers"].items()}


def number_of(norm: str) -> str:
    """A word that is a number, in figures; any other word as it is."""
    return _numbers().get(norm, norm)
