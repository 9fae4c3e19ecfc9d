"""A people.json of parlparse's shape and size, made up: nothing goes in but a seed, the same bytes come out every time.

Two centuries of a House of Commons with 650 seats and six sets of boundaries, its members with their names, numbers
and changes of party, a House of Lords that some of them go up to, and a Scottish Parliament with lists of seven. The
keys, their order, the indentation and the share of each kind of row are those of members/people.json, which is
20 MB. No person, seat or party in it exists.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

SEED = 20190218
FIRST_TERM, TERM_YEARS, TERMS, SEATS = 1825, 4, 50, 650
TERMS_PER_BOUNDARIES = 8
# Chances that fit the real file's ratio of persons to memberships, and its share of each reason.
RETURNED, BY_ELECTION, CHANGED_PARTY, ENNOBLED, RENAMED = 0.62, 0.04, 0.012, 0.08, 0.02
WHIP = "uk.org.publicwhip"
_PARTIES = ("Amber", "Azure", "Crimson", "Emerald", "Indigo", "Ochre", "Scarlet", "Violet", "Independent", "Speaker")
_SYLLABLES = (
    "al",
    "ber",
    "cor",
    "dun",
    "el",
    "far",
    "gar",
    "hol",
    "in",
    "kel",
    "lan",
    "mor",
    "nor",
    "pen",
    "ros",
    "wen",
)
_ENDINGS = ("bury", "by", "combe", "field", "ford", "ham", "ley", "ston", "thwaite", "ton", "wick", "worth")
_GIVEN = (
    "Ada",
    "Ben",
    "Cora",
    "Dan",
    "Edie",
    "Finn",
    "Greta",
    "Hal",
    "Ivy",
    "Jem",
    "Kit",
    "Lena",
    "Max",
    "Nell",
    "Otto",
)


@dataclass
class _House:
    """The rows so far."""

    dice: random.Random
    persons: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    memberships: list[dict[str, Any]] = field(default_factory=list)

    def word(self) -> str:
        middle = self.dice.choice(_SYLLABLES) if self.dice.random() < 0.6 else ""
        return (self.dice.choice(_SYLLABLES) + middle + self.dice.choice(_ENDINGS)).capitalize()

    def person(self) -> str:
        """A new person's id."""
        number = 10001 + len(self.persons)
        key = f"{WHIP}/person/{number}"
        family, given = self.word(), f"{self.dice.choice(_GIVEN)} {self.word()}"
        names = [{"family_name": family, "given_name": given, "note": "Main"}]
        if self.dice.random() < RENAMED:
            names.append({"family_name": family, "given_name": given.split(" ")[0], "note": "Alternate"})
        identifiers = [{"identifier": f"mr-{given}-{family}".lower(), "scheme": "historichansard_id"}]
        if number % 4 == 0:
            identifiers.append({"identifier": str(number % 5000), "scheme": "datadotparl_id"})
        self.persons.append({"id": key, "identifiers": identifiers, "other_names": names})
        return key

    def membership(self, person: str, post: str, party: str, days: tuple[date, date], why: tuple[str, str]) -> None:
        (since, last), (start_reason, end_reason) = days, why
        self.memberships.append(
            {
                "end_date": last.isoformat(),
                "end_reason": end_reason,
                "id": f"{WHIP}/member/{len(self.memberships) + 1}",
                "on_behalf_of_id": party,
                "person_id": person,
                "post_id": post,
                "start_date": since.isoformat(),
                "start_reason": start_reason,
            }
        )

    def term(self, seats: list[str], holders: list[tuple[str, str]], polling: date, body: tuple[str, str]) -> None:
        """One term: who is returned, who comes new, who changes party, who dies."""
        chosen, ended = body
        last = polling + timedelta(days=TERM_YEARS * 365 - 40)
        for index, post in enumerate(seats):
            if not holders[index][0] or self.dice.random() > RETURNED:
                holders[index] = (self.person(), self.dice.choice(_PARTIES[:8]).lower())
            person, party = holders[index]
            chance = self.dice.random()
            day = polling + timedelta(days=self.dice.randrange(60, 1200))
            if chance < BY_ELECTION:
                self.membership(person, post, party, (polling, day), (chosen, "died"))
                holders[index] = (self.person(), self.dice.choice(_PARTIES[:8]).lower())
                days = (day + timedelta(days=45), last)
                self.membership(holders[index][0], post, holders[index][1], days, ("by_election", ended))
            elif chance < BY_ELECTION + CHANGED_PARTY:
                other = self.dice.choice(_PARTIES).lower()
                self.membership(person, post, party, (polling, day), (chosen, "changed_party"))
                self.membership(person, post, other, (day + timedelta(1), last), ("changed_party", ended))
                holders[index] = (person, other)
            else:
                self.membership(person, post, party, (polling, last), (chosen, ended))
            if self.dice.random() < ENNOBLED * (1 - RETURNED):
                self.ennoble(holders[index][0], last)
                holders[index] = ("", "")

    def ennoble(self, person: str, last: date) -> None:
        """The person becomes a peer: a second Main name, and a seat in the other house."""
        row = self.persons[int(person.rpartition("/")[2]) - 10001]
        names = row["other_names"]
        names[0]["end_date"] = (last + timedelta(days=20)).isoformat()
        since = last + timedelta(days=21)
        title = {"given_name": names[0]["given_name"], "honorific_prefix": "Lord", "lordname": names[0]["family_name"]}
        place = {"lordofname": "", "lordofname_full": self.word(), "county": f"the County of {self.word()}"}
        names.append({**place, **title, "note": "Main", "start_date": since.isoformat()})
        self.memberships.append(
            {
                "id": f"{WHIP}/lord/{100000 + len(self.memberships)}",
                "identifiers": [{"identifier": "L", "scheme": "peeragetype"}],
                "label": "Peer",
                "on_behalf_of_id": self.dice.choice(_PARTIES[:8]).lower(),
                "organization_id": "house-of-lords",
                "person_id": person,
                "role": "Peer",
                "start_date": since.isoformat(),
                "end_date": (since + timedelta(days=self.dice.randrange(2000, 9000))).isoformat(),
                "end_reason": "died",
            }
        )

    def seat(self, name: str, body: str, role: str, days: tuple[str, str | None]) -> str:
        key = f"{WHIP}/cons/{len(self.posts) + 1}"
        row: dict[str, Any] = {
            "area": {"name": name, "other_names": [f"{name}, The"] if len(self.posts) % 5 == 0 else []},
            "id": key,
            "label": f"{role} for {name}",
            "organization_id": body,
            "role": role,
            "start_date": days[0],
        }
        self.posts.append(row | ({"end_date": days[1]} if days[1] else {}))
        return key


def people_json(terms: int = TERMS, seats: int = SEATS, seed: int = SEED) -> bytes:
    """The file's bytes: 20 MB with the defaults; fewer `terms` or `seats` make it smaller in proportion."""
    house = _House(random.Random(seed))
    holders = [("", "")] * seats
    regional = [("", "")] * 56
    posts: list[str] = []
    polling = [date(FIRST_TERM + TERM_YEARS * number, 5, 1 + number % 28) for number in range(terms + 1)]
    for number in range(terms):
        if number % TERMS_PER_BOUNDARIES == 0:
            after = number + TERMS_PER_BOUNDARIES
            end = None if after >= terms else (polling[after] - timedelta(days=1)).isoformat()
            names = [f"{house.word()} {house.dice.choice(('North', 'South', 'East', 'West'))}" for _ in range(seats)]
            posts = [house.seat(name, "house-of-commons", "MP", (polling[number].isoformat(), end)) for name in names]
            if number == 0:
                regions = [
                    house.seat(house.word(), "scottish-parliament", "MSP", ("1999-05-06", None)) for _ in range(8)
                ]
        house.term(posts, holders, polling[number], ("general_election", "general_election_standing"))
        if number >= terms - 6:
            lists = [regions[place % 8] for place in range(56)]
            house.term(lists, regional, polling[number], ("regional_election", "dissolution"))
    redirects = [
        {"id": f"{WHIP}/person/{90001 + number}", "redirect": f"{WHIP}/person/{10001 + number * 7}"}
        for number in range(20)
    ]
    bodies = {"house-of-commons": "House of Commons", "house-of-lords": "House of Lords"}
    bodies |= {"scottish-parliament": "Scottish Parliament"}
    content = {
        "memberships": house.memberships,
        "organizations": [
            *({"classification": "chamber", "id": key, "name": name} for key, name in bodies.items()),
            *({"classification": "party", "id": name.lower(), "name": name} for name in _PARTIES),
        ],
        "persons": [*house.persons, *redirects],
        "posts": house.posts,
    }
    return json.dumps(content, indent=2).encode()
