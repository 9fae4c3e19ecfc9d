"""The official rolls and the hand-kept facts behind the roll of 2017 to 2019: parties, persons, seats and tenures.

In go official tables, through the package's own importers, and the YAML in `uk-commons-2017/`; out come rows with
ids. Every fact that names a member is checked against the tables, so that a slip of an id stops the compiler.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from chiltern.errors import BadInput
from chiltern.names import name_key, same_person_name, surname
from chiltern.register.importers.draft import slug
from chiltern.register.importing import import_roll
from chiltern.register.merge import merge_rows
from chiltern.register.model import Party, Person, Seat, Tenure
from chiltern.register.roll import Roll

SINCE, UNTIL = "2017-06-08", "2019-11-06"
# What is read below the data directory, by importer, with the day of which it is.
TABLES = {
    "members-api": (
        "2024-07-31",
        ("members", "house-memberships", "party-memberships", "names"),
        "members-api-2024-07-31",
    ),
    "mnis": ("2021-03", ("members", "government-roles", "opposition-roles", "parliamentary-roles"), "mnis-2021"),
    "psephology": ("2026-05-23", ("elections", "candidacies", "constituencies", "parties"), "elections"),
}
PEER = re.compile(r"^(Lord|Baroness|Viscount)\b")  # later peerages, which nobody used in this Parliament


def official(data: Path) -> Roll:
    """What the official tables say, as one roll."""
    rolls = [
        import_roll(kind, [data / folder / f"{name}.csv" for name in names], retrieved=day).roll.rows
        for kind, (day, names, folder) in TABLES.items()
    ]
    return Roll(merge_rows(rolls, "official"))


class Register:
    """The official roll and the facts kept by hand, read once, with the ids of the roll that ships."""

    def __init__(self, data: Path, facts: Path) -> None:
        self.official = official(data)
        # TheyWorkForYou gives its numbers of persons and nothing else.
        with (data / "parlparse" / "person-mnis.csv").open(encoding="utf-8", newline="") as lines:
            self._twfy = {row["mnis_id"]: row["person_id"] for row in csv.DictReader(lines)}
        self.facts = {
            name: yaml.load((facts / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
            for name in ("sources", "parties", "changes", "seats", "people", "offices")
        }

    # Parties

    @cached_property
    def party_ids(self) -> dict[str, str]:
        """The party id for every id and name of the official roll and every name of the facts."""
        found = {fact["id"]: fact["id"] for fact in self.facts["parties"]}
        for fact in self.facts["parties"]:
            for name in (fact["name"], *fact.get("official", ()), *_names(fact)):
                found.setdefault(name, fact["id"])
        return found | {key: party.id for key, party in self._ballot.items()}

    @cached_property
    def _ballot(self) -> dict[str, Party]:
        """The parties that only stood candidates, by their id in the official roll."""
        taken = {fact["id"] for fact in self.facts["parties"]}
        contests = [contest for contest in self.official.contests if contest.date == SINCE]
        stood = {candidate.party for contest in contests for candidate in contest.candidates} - taken
        found = {}
        for party in sorted((self.official.parties[key] for key in stood), key=lambda party: party.name):
            name = party.name.removeprefix("The ")
            found[party.id] = Party(slug(name, taken), name, party.short)
        return found

    def parties(self) -> tuple[Party, ...]:
        """The listed parties, then those that only stood candidates, by name."""
        listed = []
        for fact in self.facts["parties"]:
            known = self.official.parties.get(fact["id"])
            listed.append(
                Party(
                    fact["id"],
                    fact["name"],
                    fact.get("short", ""),
                    fact.get("kind", "party"),
                    _names(fact),
                    colour=known.colour if known else None,
                )
            )
        return (*listed, *self._ballot.values())

    # Persons

    @cached_property
    def sitting(self) -> dict[str, Tenure]:
        """The tenures within the roll, by Members API id; nobody sat for two seats."""
        spells = [tie for tie in self.official.tenures if not tie.seen and SINCE <= (tie.since or "") < UNTIL]
        found = {self.official.persons[tie.person].identifiers["mnis"]: tie for tie in spells}
        if len(found) != len(spells):
            raise BadInput("house-memberships.csv: somebody has two spells in one Parliament")
        return {mnis: found[mnis] for mnis in sorted(found, key=int)}

    @cached_property
    def members(self) -> dict[str, Person]:
        """Every member of the Parliament, by Members API id."""
        ids: set[str] = set()
        made = {}
        for mnis, tie in self.sitting.items():
            known = self.official.persons[tie.person]
            fact = self.facts["people"]["members"].get(mnis, {})
            name = fact.get("name") or known.name
            spellings = (known.name, *known.other_names, f"{known.given} {known.family}")
            others = [
                other
                for other in spellings
                if " " in name_key(other) and not PEER.match(other) and same_person_name(other, name)
            ]
            family = known.family if name_key(name).endswith(name_key(known.family)) else surname(name)
            made[mnis] = Person(
                id=slug(name, ids),
                name=name,
                given=name[: -len(family)].strip(),
                family=family,
                gender=known.gender,
                other_names=_distinct(name, [*_names(fact), *others]),
                identifiers={"mnis": mnis} | ({"twfy": self._twfy[mnis]} if mnis in self._twfy else {}),
            )
        return made

    @cached_property
    def outsiders(self) -> dict[str, Person]:
        """The people outside the House whom the facts name, by name."""
        ids = {person.id for person in self.members.values()}
        return {
            fact["name"]: Person(
                id=slug(fact["name"], ids),
                name=fact["name"],
                given=fact["name"].removesuffix(surname(fact["name"])).strip(),
                family=surname(fact["name"]),
                gender=fact["gender"],
                other_names=_names(fact),
            )
            for fact in self.facts["people"]["others"]
        }

    def member(self, mnis: str, name: str) -> Person:
        """The member with this id, who must bear this name."""
        person = self.members.get(mnis)
        if person is None or not any(same_person_name(name, own) for own in (person.name, *person.other_names)):
            raise BadInput(f"facts: member {mnis} is {person.name if person else 'unknown'}, not {name}")
        return person

    # Seats and who held them

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """The 650 seats by their id in the official roll."""
        ids: set[str] = set()
        facts = self.facts["seats"]
        day = date.fromisoformat(SINCE)
        used = {contest.seat for contest in self.official.contests if contest.date == day.isoformat()}
        made = {}
        for seat in sorted((self.official.seats[key] for key in used), key=lambda seat: seat.name):
            # The results set a town before a comma where the memberships do not.
            spellings = (seat.name, *seat.other_names)
            whole = next((name for name in spellings if name.partition(", ")[0] in facts["towns"]), seat.name)
            town, _, rest = whole.partition(", ")
            name = f"{town} {rest}" if town in facts["towns"] else seat.name
            official_name = [whole] if name != whole else []
            made[seat.id] = Seat(
                id=slug(name, ids),
                name=name,
                legislature="House of Commons",
                region=seat.region,
                other_names=(*official_name, *facts["other_names"].get(whole, ())),
                identifiers={scheme: seat.identifiers[scheme] for scheme in ("gss", "mnis")},
            )
        return made

    def tenures(self) -> tuple[Tenure, ...]:
        ended = self.facts["seats"]["ended"]
        made = []
        for mnis, tie in self.sitting.items():
            if mnis in ended:
                self.member(mnis, ended[mnis][0])
            made.append(
                replace(
                    tie,
                    person=self.members[mnis].id,
                    seat=self.seats[tie.seat].id,
                    ended=ended[mnis][1] if mnis in ended else tie.ended,
                )
            )
        return tuple(sorted(made, key=lambda row: (row.seat, row.since or "")))


def _names(fact: dict[str, Any]) -> tuple[str, ...]:
    return tuple(fact.get("other_names", ()))


def _distinct(name: str, others: list[str]) -> tuple[str, ...]:
    """The other names whose key is not that of the name, each key once."""
    found = {name_key(other): other for other in reversed(others)}
    return tuple(found[key] for key in sorted(found) if key != name_key(name))
