"""Who does not vote because of an office: a roll, the rules and a day's members go in, the holders come out.

The roll's own roles go first, and parties that stand for the office; the rules name the holders only where the roll
names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from chiltern.dates import covers
from chiltern.house.rules import Chair, Holder, Rules
from chiltern.names import name_key
from chiltern.register.index import Member, party_key
from chiltern.register.model import Party, Person, Role, Source
from chiltern.register.roll import Roll


class InChair(NamedTuple):
    """The office of a member, and who says so."""

    office: str
    sources: tuple[Source, ...]


def in_the_chair(roll: Roll, rules: Rules, members: Sequence[Member], on: date) -> dict[str, InChair]:
    """By person id everybody who sits and holds an office that does not vote; of two offices the first of the rules."""
    found: dict[str, InChair] = {}
    for office in rules.chairs:
        held = _by_roll(roll, rules, office, members, on) or _by_rules(rules, office, members, on)
        for person, sources in held.items():
            found.setdefault(person, InChair(office.office, sources))
    return found


def _by_roll(
    roll: Roll, rules: Rules, office: Chair, members: Sequence[Member], on: date
) -> dict[str, tuple[Source, ...]]:
    roles = dict(_by_role(roll, rules, office, on))
    labels = {party_key(label) for label in office.labels}
    parties = {member.party for member in members if member.party is not None}
    labelled = {party.id for party in parties if labels & _names(party)}
    return {
        member.person.id: roles.get(member.person.id, ())
        for member in members
        if member.person.id in roles or (member.party is not None and member.party.id in labelled)
    }


def _by_role(roll: Roll, rules: Rules, office: Chair, on: date) -> Iterator[tuple[str, tuple[Source, ...]]]:
    for name in office.roles:
        for role in roll.roles_named(name):
            if covers(role.since, role.until, on) and _of_this_house(role, rules):
                yield role.person, tuple(roll.sources[one] for one in role.sources if one in roll.sources)


def _of_this_house(role: Role, rules: Rules) -> bool:
    return role.of is None or name_key(role.of) in rules.names


def _names(party: Party) -> set[str]:
    return {party_key(name) for name in (party.name, party.short, *party.other_names) if name}


def _by_rules(rules: Rules, office: Chair, members: Iterable[Member], on: date) -> dict[str, tuple[Source, ...]]:
    sources = rules.cited(office.holders_sources)
    holders = [holder for holder in office.holders if covers(holder.since, holder.until, on)]
    return {member.person.id: sources for member in members if any(_same(holder, member.person) for holder in holders)}


def _same(holder: Holder, person: Person) -> bool:
    """By a number that both have; without one, by name."""
    shared = holder.identifiers.keys() & person.identifiers.keys()
    if shared:
        return any(holder.identifiers[scheme] == person.identifiers[scheme] for scheme in shared)
    return name_key(holder.name) in map(name_key, (person.name, *person.other_names))
