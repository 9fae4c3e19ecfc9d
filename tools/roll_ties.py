"""The dated ties of the roll of 2017 to 2019: changes of party, offices and elections.

In goes the `Register` of official rolls and facts; out come affiliations, roles and contests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from chiltern.errors import BadInput
from chiltern.register.model import Affiliation, Candidacy, Contest, Role
from chiltern.register.spans import span_of
from tools.roll_register import SINCE, UNTIL, Register

HAND = ("public-facts",)


def affiliations(register: Register) -> tuple[Affiliation, ...]:
    """For whom each member sat, spell by spell, and the parties of the people outside the House."""
    changes = _changes(register)
    made = [row for mnis in register.sitting for row in _spells(register, mnis, changes)]
    if changes:
        raise BadInput(f"changes.yml: not in the party memberships: {sorted(changes)}")
    for fact in register.facts["people"]["others"]:
        if "party" in fact:
            person = register.outsiders[fact["name"]].id
            made.append(Affiliation(person, fact["party"], until=fact.get("party_until"), sources=HAND))
    return tuple(sorted(made, key=lambda row: (row.person, row.since or "")))


def _changes(register: Register) -> dict[tuple[str, str], tuple[str, str]]:
    """Kind and reason of each change of party, by Members API id and date."""
    found = {}
    for fact in register.facts["changes"]:
        for mnis, name in fact["members"].items():
            register.member(mnis, name)
            found[mnis, fact["date"]] = (fact["kind"], fact["reason"])
    return found


def _spells(register: Register, mnis: str, changes: dict[tuple[str, str], tuple[str, str]]) -> Iterator[Affiliation]:
    """One member's spells, cut to the tenure; each change takes its reason from `changes`."""
    seat = register.sitting[mnis]
    inside = span_of(seat)
    for row in register.official.affiliations_of(seat.person):
        if not span_of(row).overlap(inside):
            continue
        first = span_of(row).start <= inside.start
        kind, reason = ("elected", None) if first else changes.pop((mnis, str(row.since)))
        yield Affiliation(
            person=register.members[mnis].id,
            party=register.party_ids[row.party],
            since=seat.since if first else row.since,
            until=min(row.until or UNTIL, seat.until or UNTIL),
            kind=kind,
            reason=reason,
            sources=row.sources if first else (*row.sources, *HAND),
        )


def roles(register: Register) -> tuple[Role, ...]:
    """Offices of members from the official lists, those the lists lack, and those of people outside the House."""
    found = {role for mnis in register.members for role in _official(register, mnis)}
    for fact in register.facts["people"]["member_roles"]:
        person = register.member(fact["member"], fact["name"]).id
        found.add(Role(person, fact["role"], fact["of"], fact.get("since"), fact.get("until"), HAND))
    for fact in register.facts["people"]["others"]:
        for role, of, *dates in fact.get("roles", ()):
            since, until = (*dates, None, None)[:2]
            found.add(Role(register.outsiders[fact["name"]].id, role, of, since, until, HAND))
    return tuple(sorted(_merged(found), key=lambda row: (row.person, row.since or "", row.role, row.of or "")))


def _official(register: Register, mnis: str) -> Iterator[Role]:
    rules = register.facts["offices"]
    for row in register.official.roles_of(register.sitting[mnis].person):
        since = row.since or ""
        if since >= UNTIL:
            continue
        role, of = _office(register, row, rules)
        before = row.until is not None and row.until <= SINCE
        if role == "drop" or (before and re.fullmatch(rules["kept_from_before"], role) is None):
            continue
        yield Role(register.members[mnis].id, role, of, since, row.until, row.sources)


def _office(register: Register, row: Role, rules: dict[str, Any]) -> tuple[str, str]:
    """The office and its body, by the first rule of the kind that fits the official name of the post."""
    kind = {"HM Government": "government", "Official Opposition": "opposition"}.get(row.of or "", "parliamentary")
    for pattern, role, body in rules[kind]:
        match = re.fullmatch(pattern, row.role)
        if match is None:
            continue
        of = match.expand(body) if body else register.party_ids.get(row.of or "", row.of or "")
        if of.startswith("party:"):
            of = register.party_ids[of.removeprefix("party:")]
        if of == "front bench":
            of = next(party for before, party in rules["front_bench"] if (row.since or "") < before)
        return match.expand(role), of
    raise BadInput(f"offices.yml: no rule fits the post {row.role!r}")


def _merged(found: set[Role]) -> list[Role]:
    """Spells of one office by one person that touch or overlap become one."""
    made: list[Role] = []
    for role in sorted(found, key=lambda row: (row.person, row.role, row.of or "", row.since or "")):
        last = made[-1] if made else None
        same = last is not None and (last.person, last.role, last.of) == (role.person, role.role, role.of)
        if last is not None and same and (last.until is None or (role.since or "") <= last.until):
            until = None if None in (last.until, role.until) else max(str(last.until), str(role.until))
            made[-1] = Role(last.person, last.role, last.of, last.since, until, last.sources)
        else:
            made.append(role)
    return made


def contests(register: Register) -> tuple[Contest, ...]:
    """The general election in every seat, in the order of the seats, then the by-elections."""
    made = []
    for contest in register.official.contests:
        if contest.date == SINCE:
            candidates = tuple(_candidacy(register, candidate) for candidate in contest.candidates)
            made.append(replace(contest, seat=register.seats[contest.seat].id, candidates=candidates))
    made.sort(key=lambda contest: contest.seat)
    return (*made, *(_by_election(register, fact) for fact in register.facts["seats"]["by_elections"]))


def _candidacy(register: Register, row: Candidacy) -> Candidacy:
    known = register.official.persons[row.person] if row.person else None
    person = register.members.get(known.identifiers.get("mnis", "")) if known else None
    return replace(row, party=register.party_ids[row.party], person=person.id if person else None)


def _by_election(register: Register, fact: dict[str, Any]) -> Contest:
    (seat,) = (row.id for row in register.seats.values() if row.name == fact["seat"])
    people = {person.name: mnis for mnis, person in register.members.items()}
    chosen = [mnis for mnis, tie in register.sitting.items() if tie.since == fact["date"]]
    candidates = []
    for name, party, votes in fact["votes"]:
        mnis = people.get(name)
        same = mnis is not None and (mnis in chosen or register.seats[register.sitting[mnis].seat].id == seat)
        person = register.members[mnis].id if mnis is not None and same else None
        candidates.append(Candidacy(name, party, int(votes), person, elected=mnis in chosen))
    if [candidate.elected for candidate in candidates] != [True] + [False] * (len(candidates) - 1):
        raise BadInput(f"seats.yml: the by-election in {fact['seat']} was not won by the candidate listed first")
    counts = [candidate.votes or 0 for candidate in candidates]
    electorate = int(fact["electorate"]) if "electorate" in fact else None
    return Contest(
        seat, fact["date"], "by-election", tuple(candidates), electorate, sum(counts), counts[0] - counts[1],
        ("by-elections",),
    )  # fmt: skip
