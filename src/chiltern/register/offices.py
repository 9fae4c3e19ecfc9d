"""Offices as reports name them: "the shadow chancellor", "Labour's deputy leader", "chair of the Treasury Committee".

In go a roll, a folded phrase and a day; out come the people who hold, or held before, the office that it names. The
everyday words are data: `words/offices.yml`. `register/lookup.py` turns the people into an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from chiltern.dates import covers, first_day
from chiltern.names import name_key
from chiltern.register.model import Person, Role
from chiltern.register.roll import Roll

_JOINING = frozenset(("of", "for", "the", "to", "and", "in", "at", "on"))


class _Words(NamedTuple):
    forms: dict[str, frozenset[str]]
    synonyms: dict[str, str]
    ranks: dict[str, tuple[str, ...]]
    dropped: frozenset[str]
    former: frozenset[str]


class Phrase(NamedTuple):
    """A phrase without the words that say nothing of whom; `former` where it means an earlier holder."""

    text: str
    former: bool


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(files("chiltern").joinpath("words/offices.yml").read_text(encoding="utf-8"))
    forms: dict[str, set[str]] = {}
    for entry in data["short_forms"]:
        for form in entry["forms"]:
            forms.setdefault(form, set()).add(name_key(entry["role"]))
    return _Words(
        forms={form: frozenset(roles) for form, roles in forms.items()},
        synonyms=data["synonyms"],
        ranks={rank: tuple(starts) for rank, starts in data["ranks"].items()},
        dropped=frozenset(data["dropped"]),
        former=frozenset(data["former"]),
    )


def bare_phrase(folded: str) -> Phrase:
    """Drops articles and adjectives from the front: "the former labour leader" gives "labour leader", former."""
    words, former = folded.split(), False
    while len(words) > 1 and (words[0] in _words().dropped or words[0] in _words().former):
        former = former or words[0] in _words().former
        words = words[1:]
    return Phrase(" ".join(words), former)


def office_holders(roll: Roll, phrase: Phrase, on: date) -> tuple[Person, ...]:
    """Whom the office phrase can mean on the day: the holders, or for a former office those who held it before."""
    held = [role for role in _named_roles(roll, phrase.text, on) if _fits(role, phrase.former, on)]
    found = tuple(dict.fromkeys(roll.persons[role.person] for role in held))
    if not phrase.former:
        return found
    still = {role.person for role in held if covers(role.since, role.until, on)}
    return tuple(person for person in found if person.id not in still)


def ever_held(roll: Roll, phrase: str, person: Person, on: date) -> bool:
    """Whether the person held the office that the phrase names by the day, or holds it."""
    return any(role.person == person.id for role in _named_roles(roll, phrase, on) if _fits(role, True, on))


def _fits(role: Role, former: bool, on: date) -> bool:
    if former:
        return role.since is None or first_day(role.since) <= on
    return covers(role.since, role.until, on)


def _named_roles(roll: Roll, phrase: str, on: date) -> list[Role]:
    """Every time that the office was held which the phrase names, of its own or with the body it belongs to."""
    own = _roles(roll, phrase)
    if own:
        return own
    for office, body in _splits(phrase):
        bodies = _bodies(roll, body)
        if not bodies:
            continue
        roles = _roles(roll, office)
        within = [role for role in roles if role.of in bodies]
        if within:
            return within
        party = [role for role in roles if _sits_for(roll, role, bodies, on)]
        if party:
            return party
    return []


def _sits_for(roll: Roll, role: Role, bodies: frozenset[str], on: date) -> bool:
    """For "the Tory chancellor": the office is the government's, its holder sits for the party."""
    party = roll.party_of(role.person, on)
    return role.of not in roll.parties and party is not None and party.id in bodies


def _splits(phrase: str) -> Iterable[tuple[str, str]]:
    """Ways to read a phrase as office and body: "labour leader", "leader of the snp", "mayor of london"."""
    words = phrase.split()
    for cut in range(1, len(words)):
        left, right = words[:cut], words[cut:]
        if right[0] in ("of", "at", "for") and len(right) > 1:
            yield " ".join(left), " ".join(right[1:])
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _bodies(roll: Roll, text: str) -> frozenset[str]:
    """The ids of parties, or plain names of other bodies, that the words name."""
    key = name_key(text)
    parties = roll.parties_by_name(key) or roll.parties_by_name(key.removesuffix(" party"))
    return frozenset(party.id for party in parties) | roll.bodies_by_name(key)


def _roles(roll: Roll, phrase: str) -> list[Role]:
    """Every holding of the offices that the words name without a body."""
    key = name_key(phrase)
    keys = {key, *_words().forms.get(key, ())} | _ranked(roll, key)
    return [role for name in sorted(keys) for role in roll.roles_named(name)]


def _ranked(roll: Roll, key: str) -> set[str]:
    """Offices named by subject and rank: "shadow health secretary" is the Shadow Secretary of State for Health."""
    words = " ".join(_words().synonyms.get(word, word) for word in key.split()).split()
    shadow = "shadow" in words
    rank = words[-1] if words else ""
    subject = {word for word in words[:-1] if word != "shadow" and word not in _JOINING}
    starts = _words().ranks.get(rank)
    if starts is None or not subject:
        return set()
    found = set()
    for name in roll.role_keys:
        plain = name.removeprefix("shadow ")
        if (plain != name) == shadow and plain.startswith(starts) and subject <= set(plain.split()):
            found.add(name)
    return found
