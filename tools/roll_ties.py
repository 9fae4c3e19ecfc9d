"""The dated ties of the roll of 2017 to 2019: changes of party, offices and elections.

In goes the `Register` of tables and facts; out come affiliations, roles and contests. Party spells of the Members API
are taken as half-open and made to meet: where two overlap or leave a day between them, the later one's start rules.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from chiltern.errors import BadInput
from chiltern.names import name_key
from chiltern.register.model import Affiliation, Candidacy, Contest, Role
from tools.roll_register import API, SINCE, UNTIL, Register

HAND = ("public-facts",)
ROLE_TABLES = {"parliamentary": "mnis-2021/parliamentary-roles", "government": "mnis-2021/government-roles",
               "opposition": "mnis-2021/opposition-roles"}  # fmt: skip


def affiliations(register: Register) -> tuple[Affiliation, ...]:
    """For whom each member sat, spell by spell, and the parties of the people outside the House."""
    changes = _changes(register)
    spells: dict[str, list[dict[str, str]]] = {mnis: [] for mnis in register.sitting}
    for row in register.table(f"{API}/party-memberships"):
        seat = register.sitting.get(row["mnis_id"])
        if seat and row["start_date"] < seat["end_date"] and (row["end_date"] or "9999") > seat["start_date"]:
            spells[row["mnis_id"]].append(row)
    made = [row for mnis, rows in spells.items() for row in _joined(register, mnis, rows, changes)]
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


def _joined(
    register: Register, mnis: str, rows: list[dict[str, str]], changes: dict[tuple[str, str], tuple[str, str]]
) -> list[Affiliation]:
    """One member's spells, cut to the tenure and made to meet; each change takes its reason from `changes`."""
    seat = register.sitting[mnis]
    rows = sorted(rows, key=lambda row: row["start_date"])
    ends = [row["start_date"] for row in rows[1:]] + [seat["end_date"]]
    made = []
    for row, end in zip(rows, ends, strict=True):
        own = row["end_date"] or end
        if abs((date.fromisoformat(own) - date.fromisoformat(end)).days) > 7 and end != seat["end_date"]:
            raise BadInput(f"party-memberships.csv: {mnis} has a gap or overlap of more than a week before {end}")
        first = row is rows[0]
        kind, reason = ("elected", None) if first else changes.pop((mnis, row["start_date"]))
        made.append(
            Affiliation(
                person=register.members[mnis].id,
                party=register.party_ids[row["party"]],
                since=max(row["start_date"], seat["start_date"]),
                until=end,
                kind=kind,
                reason=reason,
                sources=("members-api",) if first else ("members-api", *HAND),
            )
        )
    return made


def roles(register: Register) -> tuple[Role, ...]:
    """Offices of members from the official lists, those the lists lack, and those of people outside the House."""
    found = {role for kind, table in ROLE_TABLES.items() for role in _official(register, kind, table)}
    for fact in register.facts["people"]["member_roles"]:
        person = register.member(fact["member"], fact["name"]).id
        found.add(Role(person, fact["role"], fact["of"], fact.get("since"), fact.get("until"), HAND))
    for fact in register.facts["people"]["others"]:
        for role, of, *dates in fact.get("roles", ()):
            since, until = (*dates, None, None)[:2]
            found.add(Role(register.outsiders[fact["name"]].id, role, of, since, until, HAND))
    return tuple(sorted(_merged(found), key=lambda row: (row.person, row.since or "", row.role, row.of or "")))


def _official(register: Register, kind: str, table: str) -> list[Role]:
    rules = register.facts["offices"]
    made = []
    for row in register.table(table):
        since, until = (row[f"{kind}_role_incumbency_{side}_date"] for side in ("start", "end"))
        if row["mnis_id"] not in register.members or since >= UNTIL:
            continue
        role, of = _office(register, row[f"{kind}_role_name"], rules[kind], since)
        before = until != "" and until <= SINCE
        if role == "drop" or (before and re.fullmatch(rules["kept_from_before"], role) is None):
            continue
        made.append(Role(register.members[row["mnis_id"]].id, role, of, since, until or None, ("mnis",)))
    return made


def _office(register: Register, name: str, rules: list[list[str]], since: str) -> tuple[str, str]:
    """The office and its body, by the first rule that fits the official name."""
    for pattern, role, body in rules:
        match = re.fullmatch(pattern, name)
        if match is None:
            continue
        of = match.expand(body)
        if of.startswith("party:"):
            of = register.party_ids[of.removeprefix("party:")]
        if of == "front bench":
            of = next(party for before, party in register.facts["offices"]["front_bench"] if since < before)
        return match.expand(role), of
    raise BadInput(f"offices.yml: no rule fits the post {name!r}")


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
    by_seat: dict[str, list[dict[str, str]]] = {}
    for row in register.results:
        by_seat.setdefault(row["election_id"], []).append(row)
    made = []
    for row in register.table("elections/elections"):
        if row["polling_on"] != SINCE:
            continue
        votes = [_candidacy(register, candidate) for candidate in by_seat[row["election_id"]]]
        made.append(
            Contest(
                seat=register.seats[name_key(row["constituency"])].id,
                date=SINCE,
                kind="general",
                candidates=tuple(sorted(votes, key=lambda candidate: -(candidate.votes or 0))),
                electorate=int(row["electorate"]),
                valid_votes=int(row["valid_vote_count"]),
                majority=int(row["majority"]),
                sources=("psephology",),
            )
        )
    made.sort(key=lambda contest: contest.seat)
    return (*made, *(_by_election(register, fact) for fact in register.facts["seats"]["by_elections"]))


def _candidacy(register: Register, row: dict[str, str]) -> Candidacy:
    person = register.members.get(row["mnis_id"])
    return Candidacy(
        name=f"{row['given_name']} {row['family_name']}".strip(),
        party=register.party_ids[row["party"]],
        votes=int(row["vote_count"]),
        person=person.id if person else None,
        elected=row["won"] == "true",
    )


def _by_election(register: Register, fact: dict[str, Any]) -> Contest:
    seat = register.seats[name_key(fact["seat"])].id
    people = {person.name: mnis for mnis, person in register.members.items()}
    chosen = [mnis for mnis, spell in register.sitting.items() if spell["start_date"] == fact["date"]]
    candidates = []
    for name, party, votes in fact["votes"]:
        mnis = people.get(name)
        same = mnis is not None and (mnis in chosen or register.seat_of(mnis) == seat)
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
