"""The tables and hand-kept facts behind the roll of 2017 to 2019: parties, persons, seats and tenures.

In go official tables as CSV and the YAML in `uk-commons-2017/`; out come rows with ids. Every fact that names a
member is checked against the tables, so that a slip of an id stops the compiler.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from chiltern.errors import BadInput
from chiltern.names import name_key, same_person_name, surname
from chiltern.register.model import Party, Person, Seat, Tenure

SINCE, UNTIL = "2017-06-08", "2019-11-06"
API = "members-api-2024-07-31"
TITLE = re.compile(r"^((Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Rt Hon)\.? )+")
GENDERS: dict[str, Any] = {"F": "female", "M": "male"}

Table = list[dict[str, str]]


class Register:
    """The tables of a data directory and the facts kept by hand, read once, with ids given to every row."""

    def __init__(self, data: Path, facts: Path) -> None:
        self.data = data
        self.facts = {
            name: yaml.load((facts / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
            for name in ("sources", "parties", "changes", "seats", "people", "offices")
        }

    def table(self, name: str) -> Table:
        with (self.data / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    # Parties

    @cached_property
    def results(self) -> Table:
        """The candidacies of the general election that began the Parliament."""
        return [row for row in self.table("elections/candidacies") if row["polling_on"] == SINCE]

    @cached_property
    def party_ids(self) -> dict[str, str]:
        """The party id for every name that the tables or the facts use."""
        found: dict[str, str] = {}
        for fact in self.facts["parties"]:
            for name in (*fact.get("register", ()), *fact.get("ballot", ()), fact["name"], *_names(fact)):
                found.setdefault(name, fact["id"])
        return found | {row["party"]: party.id for party, row in self._ballot_parties.values()}

    @cached_property
    def _ballot_parties(self) -> dict[str, tuple[Party, dict[str, str]]]:
        """The parties that only stood candidates, by their name in the results."""
        listed = {name for fact in self.facts["parties"] for name in fact.get("ballot", ())}
        ids = {fact["id"] for fact in self.facts["parties"]}
        found: dict[str, tuple[Party, dict[str, str]]] = {}
        for row in sorted(self.results, key=lambda row: row["party"]):
            if row["party"] not in listed and row["party"] not in found:
                name = row["party"].removeprefix("The ")
                found[row["party"]] = Party(_slug(name, ids), name, row["party_abbr"]), row
        return found

    def parties(self) -> tuple[Party, ...]:
        """The listed parties, then those that only stood candidates, by name."""
        listed = (
            Party(fact["id"], fact["name"], fact.get("short", ""), fact.get("kind", "party"), _names(fact))
            for fact in self.facts["parties"]
        )
        return (*listed, *(party for party, _ in self._ballot_parties.values()))

    # Persons

    @cached_property
    def sitting(self) -> dict[str, dict[str, str]]:
        """The spells of membership within the roll, by Members API id; nobody sat for two seats."""
        rows = [row for row in self.table(f"{API}/house-memberships") if row["house"] == "Commons"]
        spells = [row for row in rows if SINCE <= row["start_date"] < UNTIL]
        found = {row["mnis_id"]: row for row in sorted(spells, key=lambda row: int(row["mnis_id"]))}
        if len(found) != len(spells):
            raise BadInput("house-memberships.csv: somebody has two spells in one Parliament")
        return found

    @cached_property
    def members(self) -> dict[str, Person]:
        """Every member of the Parliament, by Members API id."""
        said = self.spellings()
        details = {row["mnis_id"]: row for row in self.table("mnis-2021/members")}
        twfy = {row["mnis_id"]: row["person_id"] for row in self.table("parlparse/person-mnis")}
        ids: set[str] = set()
        made = {}
        for mnis in self.sitting:
            fact = self.facts["people"]["members"].get(mnis, {})
            name = fact.get("name") or _plain(said[mnis][0])
            others = [other for other in map(_plain, said[mnis]) if " " in other and same_person_name(other, name)]
            family = details[mnis]["family_name"]
            if not name_key(name).endswith(name_key(family)):
                family = surname(name)
            made[mnis] = Person(
                id=_slug(name, ids),
                name=name,
                given=name[: -len(family)].strip(),
                family=family,
                gender=GENDERS[details[mnis]["gender"]],
                other_names=_distinct(name, [*_names(fact), *others]),
                identifiers={"mnis": mnis} | ({"twfy": twfy[mnis]} if mnis in twfy else {}),
            )
        return made

    def spellings(self) -> dict[str, list[str]]:
        """Each member's names in the tables, the Members API's name of 2019 first; later peerages left out."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        rows = self.table(f"{API}/names")
        for row in sorted(rows, key=lambda row: (row["start_date"] < UNTIL, row["start_date"]), reverse=True):
            said[row["mnis_id"]].append(row["name"])
        for row in self.table("mnis-2021/members"):
            said[row["mnis_id"]].append(f"{row['given_name']} {row['family_name']}")
        for row in self.results:
            said[row["mnis_id"]].append(f"{row['given_name']} {row['family_name']}")
        peer = re.compile(r"^(Lord|Baroness|Viscount)\b|\(")
        return {mnis: [name for name in names if not peer.search(name)] for mnis, names in said.items()}

    @cached_property
    def outsiders(self) -> dict[str, Person]:
        """The people outside the House whom the facts name, by name."""
        ids = {person.id for person in self.members.values()}
        return {
            fact["name"]: Person(
                id=_slug(fact["name"], ids),
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
        """The 650 seats by the `name_key` of the official name, which the tables write in several ways."""
        ids: set[str] = set()
        facts = self.facts["seats"]
        made = {}
        for row in sorted(self.table("elections/constituencies"), key=lambda row: row["name"]):
            if row["boundary_set_start"] > SINCE or row["boundary_set_end"] < UNTIL:
                continue
            town, _, rest = row["name"].partition(", ")
            name = f"{town} {rest}" if town in facts["towns"] else row["name"]
            official = [row["name"]] if name != row["name"] else []
            made[name_key(row["name"])] = Seat(
                id=_slug(name, ids),
                name=name,
                legislature="House of Commons",
                region=row["english_region"] or row["country"],
                other_names=(*official, *facts["other_names"].get(row["name"], ())),
                identifiers={"gss": row["geographic_code"], "mnis": row["area_mnis_id"]},
            )
        return made

    def seat_of(self, mnis: str) -> str:
        return self.seats[name_key(self.sitting[mnis]["membership_from"])].id

    def tenures(self) -> tuple[Tenure, ...]:
        ended = self.facts["seats"]["ended"]
        made = []
        for mnis, spell in self.sitting.items():
            why = "dissolution" if spell["end_date"] == UNTIL else ended[mnis][1]
            if mnis in ended:
                self.member(mnis, ended[mnis][0])
            made.append(
                Tenure(
                    person=self.members[mnis].id,
                    seat=self.seat_of(mnis),
                    since=spell["start_date"],
                    until=spell["end_date"],
                    began="general election" if spell["start_date"] == SINCE else "by-election",
                    ended=why,
                    sources=("members-api",),
                )
            )
        return tuple(sorted(made, key=lambda row: (row.seat, row.since)))


def _names(fact: dict[str, Any]) -> tuple[str, ...]:
    return tuple(fact.get("other_names", ()))


def _plain(name: str) -> str:
    """A name without its titles."""
    return TITLE.sub("", name).strip()


def _distinct(name: str, others: list[str]) -> tuple[str, ...]:
    """The other names whose key is not that of the name, each key once."""
    found = {name_key(other): other for other in reversed(others)}
    return tuple(found[key] for key in sorted(found) if key != name_key(name))


def _slug(name: str, taken: set[str]) -> str:
    """An id made of the name's letters; a second bearer of the name gets a number."""
    letters = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    base = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[’']", "", plain)).strip("-")
    made, count = base, 2
    while made in taken:
        made, count = f"{base}-{count}", count + 1
    taken.add(made)
    return made
