"""Comparing written names of people, parties and seats: a name goes in as somebody wrote it, a key comes out.

The key is what two spellings of one name share: no case, accents, titles, punctuation or possessive. `surname`
finds the family name, `title_gender` what a title says of its bearer, and `same_person_name` whether two written
names can mean one person. Titles, particles and short forms are data: `words/titles.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml

Gender = Literal["female", "male"]

# Letters that NFKD leaves whole, as English papers spell them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_APOSTROPHES = "'’‘ʼ`´ʻ′"
_POSSESSIVE = re.compile(rf"(?:[{_APOSTROPHES}]s|(?<=s)[{_APOSTROPHES}])\s*$", re.IGNORECASE)
_DROPPED = re.compile(rf"[{_APOSTROPHES}]")
_BETWEEN = re.compile(r"[^\w&]+|_+")
_PART = re.compile(r"[^\s,()]+")


class _Words(NamedTuple):
    titles: dict[str, Gender | None]
    after: frozenset[str]
    generations: frozenset[str]
    particles: frozenset[str]
    forms: dict[str, frozenset[int]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(files("chiltern").joinpath("words/titles.yml").read_text(encoding="utf-8"))
    forms: dict[str, set[int]] = {}
    for number, group in enumerate(data["short_forms"]):
        for word in group:
            forms.setdefault(word, set()).add(number)
    return _Words(
        titles={word: entry.get("gender") for entry in data["titles"] for word in entry["words"]},
        after=frozenset(word for entry in data["after_names"] for word in entry["words"]),
        generations=frozenset(data["generations"]),
        particles=frozenset(data["particles"]),
        forms={word: frozenset(numbers) for word, numbers in forms.items()},
    )


def fold(text: str) -> str:
    """Lower case without accents, punctuation or possessive, words joined by one space; titles stay."""
    if text.isascii():
        plain = _DROPPED.sub("", _POSSESSIVE.sub("", text.strip().lower()))
        return " ".join(_BETWEEN.sub(" ", plain).replace("&", " and ").split())
    # Folded twice: "𝑨" is a capital only once it is taken apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.strip().casefold()).casefold())
    letters = _DROPPED.sub("", _POSSESSIVE.sub("", apart)).translate(_LETTERS)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", bare).replace("&", " and ").split())


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """What spellings of one name share: "Rt Hon Jared O’Mara MP" gives "jared omara"; empty for no name at all."""
    words = fold(text).split()
    start, end = _bare_range(words)
    return " ".join(words[start:end])


def title_gender(text: str) -> Gender | None:
    """The gender that the titles before a name state ("Mrs May": female), None where they state none."""
    words = fold(text).split()
    for word in words[: _bare_range(words)[0]]:
        gender = _words().titles[word]
        if gender is not None:
            return gender
    return None


def surname(text: str) -> str:
    """The family name as written, with its particles: "Ms Rebecca Long-Bailey MP" gives "Long-Bailey".

    A double family name without a hyphen cannot be told from a middle name; its first part is left out.
    """
    parts = _PART.findall(_POSSESSIVE.sub("", text.strip()))
    start, end = _bare_range([fold(part) for part in parts])
    bare = parts[start:end]
    if not bare:
        return ""
    first = len(bare) - 1
    while first > 0 and fold(bare[first - 1]) in _words().particles and (first > 1 or bare[0].islower()):
        first -= 1
    return " ".join(bare[first:]).strip(".")


@lru_cache(maxsize=65536)
def same_person_name(a: str, b: str) -> bool:
    """Whether two written names can mean one person.

    True for equal keys, for a name that ends the other ("Umunna", "Chuka Umunna"), and for one family name with
    given names that agree by initial or short form, in order ("Ken Clarke", "Kenneth Harry Clarke"). Titles that
    state different genders, and empty names, never agree.
    """
    one, other = name_key(a).split(), name_key(b).split()
    if not one or not other:
        return False
    genders = {title_gender(a), title_gender(b)} - {None}
    if len(genders) > 1:
        return False
    short, long = sorted((one, other), key=len)
    if long[-len(short) :] == short:
        return True
    family = name_key(surname(b if short is one else a)).split()
    if short[-len(family) :] != family:
        family = name_key(surname(a if short is one else b)).split()
        if long[-len(family) :] != family:
            return False
    return _given_agree(short[: -len(family)], long[: -len(family)])


def same_given_name(a: str, b: str) -> bool:
    """Whether two given names, as folded words, agree: equal, an initial of the other, or a known short form."""
    if a == b or (1 in (len(a), len(b)) and a[:1] == b[:1]):
        return True
    forms = _words().forms
    return not forms.get(a, frozenset()).isdisjoint(forms.get(b, frozenset()))


def _given_agree(short: list[str], long: list[str]) -> bool:
    """Whether every given name of the shorter list is met, in order, in the longer one."""
    left = iter(long)
    return all(any(same_given_name(mine, theirs) for theirs in left) for mine in short)


def _bare_range(words: list[str]) -> tuple[int, int]:
    """Where the name proper starts and ends among folded words: titles before it, letters and suffixes after it."""
    known = _words()
    start, end = 0, len(words)
    while start < end - 1 and words[start] in known.titles:
        start += 1
    while end > start + 1:
        if words[end - 1] in known.after or words[end - 1] in known.generations:
            end -= 1
        elif end > start + 2 and " ".join(words[end - 2 : end]) in known.after:
            end -= 2
        else:
            break
    return start, end
