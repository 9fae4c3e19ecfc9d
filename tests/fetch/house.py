"""An invented House of 45 members, as the Members API and the election results service would answer for it.

Nell Ashworth (1001) left Labour on 18 February 2010; Tom Okafor (1002) sat for another seat before. All others are
plain. Answers are made for any page of any list.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

ELECTED = "2009-05-03"
LABOUR, CONSERVATIVE, INDEPENDENT = (15, "Labour", "Lab"), (4, "Conservative", "Con"), (8, "Independent", "Ind")
NAMES = {1001: "Nell Ashworth", 1002: "Tom Okafor"}
PARTIES = {LABOUR: 30, CONSERVATIVE: 14, INDEPENDENT: 1}
HEADINGS = (
    "General election polling date,General election is notional,Country name,English region name,Constituency name,"
    "Constituency geographic code,Constituency URL,Boundary set start date,Boundary set end date,Electorate,"
    "Election polling date,Election is by-election,Election valid vote count,Majority,Election URL,"
    "Candidate family name,Candidate given name,Candidate MNIS ID,Main party name,Main party abbreviation,"
    "Main party Electoral Commission ID,Main party MNIS ID,Main party URL,Adjunct party name,"
    "Candidate is standing as Commons Speaker,Candidate is standing as independent,"
    "Candidate is notional political party aggregate,Candidate vote count,Candidate result position"
)


def letters(number: int) -> str:
    return chr(65 + number // 26) + chr(97 + number % 26)


@dataclass
class House:
    """Who sits, and how the API wraps it; a test may change the parts."""

    ids: list[int] = field(default_factory=lambda: list(range(1001, 1046)))
    said: int | None = None  # totalResults, where it lies
    forgotten: set[int] = field(default_factory=set)  # members without a history

    def answer(self, path: str, query: str) -> str | None:
        """The text of an answer, None where the address is unknown."""
        asked = parse_qs(query)
        if path == "/api/Members/Search":
            return self._page([self._member(one) for one in self.ids], asked)
        if path == "/api/Members/History":
            ids = [int(one) for one in asked["ids"]]
            return json.dumps([{"value": self._history(one)} for one in ids if one not in self.forgotten])
        if path == "/api/Location/Constituency/Search":
            return self._page([self._seat(one) for one in self.ids], asked)
        if path.startswith("/api/Parties/StateOfTheParties/Commons/"):
            items = [{"value": {"party": _party(party), "total": total}} for party, total in PARTIES.items()]
            return json.dumps({"items": items, "totalResults": 0})
        if path == "/general-elections/9/candidacies.csv":
            return self.results()
        return None

    def results(self) -> str:
        rows = [row for one in self.ids[:3] for row in self._candidates(one)]
        return "\n".join([HEADINGS, *(",".join(row) for row in rows)]) + "\n"

    def _page(self, values: list[dict[str, Any]], asked: dict[str, list[str]]) -> str:
        skip, take = int(asked["skip"][0]), int(asked["take"][0])
        items = [{"value": value, "links": []} for value in values[skip : skip + take]]
        total = len(values) if self.said is None else self.said
        return json.dumps({"items": items, "totalResults": total, "skip": skip, "take": take, "links": []})

    def _member(self, one: int) -> dict[str, Any]:
        return {
            "id": one,
            "nameDisplayAs": self.name(one),
            "nameListAs": self.name(one),
            "latestParty": _party(INDEPENDENT if one == 1001 else self._party(one)),
            "gender": "F" if one % 2 else "M",
            "latestHouseMembership": self._membership(one, self.seat(one), one + 3000, ELECTED, None),
        }

    def _history(self, one: int) -> dict[str, Any]:
        spells: list[tuple[tuple[int, str, str], str, str | None]] = [(self._party(one), ELECTED, None)]
        if one == 1001:
            spells = [(LABOUR, ELECTED, "2010-02-18"), (INDEPENDENT, "2010-02-18", None)]
        seats = [self._membership(one, self.seat(one), one + 3000, ELECTED, None)]
        if one == 1002:
            seats.insert(0, self._membership(one, "Old Mill", 3999, "2004-06-10", "2009-03-30"))
        return {
            "id": one,
            "nameHistory": [],
            "partyHistory": [
                {"startDate": _time(since), "endDate": _time(until), "party": _party(party)}
                for party, since, until in spells
            ],
            "houseMembershipHistory": seats,
        }

    def _membership(self, one: int, seat: str, number: int, since: str, until: str | None) -> dict[str, Any]:
        return {
            "membershipFrom": seat,
            "membershipFromId": number,
            "house": 1,
            "membershipStartDate": _time(since),
            "membershipEndDate": _time(until),
            "membershipEndReason": None,
            "membershipEndReasonNotes": None,
            "membershipStatus": None,
        }

    def _seat(self, one: int) -> dict[str, Any]:
        seat: dict[str, Any] = {"id": one + 3000, "name": self.seat(one), "startDate": _time("2008-01-01")}
        membership = self._membership(one, self.seat(one), one + 3000, ELECTED, None)
        held = {"member": {"value": self._member(one)}, "representation": membership}
        return {**seat, "endDate": None, "currentRepresentation": held}

    def _candidates(self, one: int) -> list[list[str]]:
        """The winner, with the majority, and somebody else."""
        code, number = f"E14{one:06}", str(one)
        shared = ["2009-05-03", "false", "England", '"North, East"', f'"{self.seat(one)}"', code]
        shared += [f"https://results.test/constituency-areas/{number}", "2008-01-01", "", "70000"]
        election = f"https://results.test/elections/{number}"
        party = ["Labour", "Lab", "PP53", "15", "https://results.test/political-parties/3"]
        other = ["Conservative", "Con", "PP52", "4", "https://results.test/political-parties/1"]
        given, family = self.name(one).split()
        tail = ["", "false", "false", "false"]
        return [
            [
                *shared,
                "2009-05-03",
                "false",
                "40000",
                "1322",
                election,
                family,
                given,
                number,
                *party,
                *tail,
                "20661",
                "1",
            ],
            [*shared, "2009-05-03", "false", "40000", "", election, "Quill", "Ada", "", *other, *tail, "19339", "2"],
        ]

    def _party(self, one: int) -> tuple[int, str, str]:
        return LABOUR if one <= 1031 else CONSERVATIVE

    def name(self, one: int) -> str:
        return NAMES.get(one) or f"{letters(one - 1000)}da Member{letters(one - 1000).lower()}"

    def seat(self, one: int) -> str:
        return f"Vale of {letters(one - 1000)}"


def _party(party: tuple[int, str, str]) -> dict[str, Any]:
    number, name, short = party
    return {
        "id": number,
        "name": name,
        "abbreviation": short,
        "backgroundColour": "d50000",
        "isIndependentParty": False,
    }


def _time(day: str | None) -> str | None:
    return None if day is None else f"{day}T00:00:00"
