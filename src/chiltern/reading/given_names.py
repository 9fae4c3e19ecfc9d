"""Given names: whether a word is one, and the gender that the words of a name tell.

In: `words/given_names.yml` and the roll's members. Out: `GivenNames`. The roll goes before the list, but for names that
the list calls of either gender.
"""

from __future__ import annotations

from functools import cache

from chiltern import words
from chiltern.names import name_key
from chiltern.register.roll import Roll


@cache
def _listed() -> tuple[dict[str, str], dict[str, str]]:
    """The gender of each given name, "" where it tells none, and of each word of descent."""
    groups = dict(words.load("given_names"))
    descent = {_plain(word): gender for gender, listed in groups.pop("descent").items() for word in listed}
    told: dict[str, set[str]] = {}
    for group in groups.values():
        for gender, names in group.items():
            for name in names:
                told.setdefault(name, set()).add(gender)
    return {name: _only(genders - {"either"}, "either" in genders) for name, genders in told.items()}, descent


def _only(genders: set[str], either: bool = False) -> str:
    return next(iter(genders)) if len(genders) == 1 and not either else ""


class GivenNames:
    """The given names that lists and roll know."""

    def __init__(self, roll: Roll) -> None:
        listed, self._descent = _listed()
        seen: dict[str, set[str]] = {}
        for person in roll.persons.values():
            if person.gender and person.given:
                seen.setdefault(_plain(person.given.split()[0].lower()), set()).add(person.gender)
        own = {given: _only(genders) for given, genders in seen.items() if listed.get(given) != ""}
        self._genders = listed | {given: gender for given, gender in own.items() if gender}

    def __contains__(self, lower: str) -> bool:
        return _plain(lower) in self._genders

    def gender(self, written: str) -> str | None:
        """What a name's words tell: a word of descent ("binti"), else a given name ("Amy Lee", "Kang Min-seo").

        Behind an unknown word the last one may be a family name, unless a hyphen or a third word tells otherwise.
        """
        parts = [_plain(part) for part in written.lower().split()]
        told = next((self._descent[part] for part in parts[1:] if part in self._descent), None)
        if told is None:
            behind = [part for part in parts[1:] if "-" in part or (len(parts) > 2 and parts[0] not in self._genders)]
            told = next((gender for part in (*parts[:1], *behind) if (gender := self._genders.get(part))), None)
        return told


def _plain(lower: str) -> str:
    return lower if lower.isascii() else name_key(lower)
