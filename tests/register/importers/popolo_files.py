"""Popolo files for tests, written as rows: people of no parliament, in the three shapes that publishers use."""

from __future__ import annotations

import json
from typing import Any

from chiltern.register.importers import popolo
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.model import RollRows

WHIP = "uk.org.publicwhip"
BODIES = (
    {"id": "house-of-commons", "name": "House of Commons"},
    {"id": "house-of-lords", "name": "House of Lords"},
    {"id": "labour", "name": "Labour"},
    {"id": "labourco-operative", "name": "Labour/Co-operative"},
    {
        "id": "conservative",
        "name": "Conservative",
        "identifiers": [{"scheme": "electoral_commission", "identifier": "PP9"}],
    },
    {"id": "independent", "name": "Independent"},
    {"id": "speaker", "name": "Speaker"},
)


def main_name(given: str, family: str, **dates: str) -> dict[str, str]:
    return {"given_name": given, "family_name": family, "note": "Main", **dates}


def person(number: int, *names: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"id": f"{WHIP}/person/{number}", "other_names": list(names), **more}


def post(number: int, name: str, body: str = "house-of-commons", **more: Any) -> dict[str, Any]:
    area = {"name": name, "other_names": more.pop("other_names", [])}
    return {
        "id": f"{WHIP}/cons/{number}",
        "area": area,
        "label": f"MP for {name}",
        "organization_id": body,
        "role": "MP",
        **more,
    }


def spell(
    who: int, seat: int, party: str | None, since: str = "", last: str = "", why: str = "", then: str = ""
) -> dict[str, Any]:
    """A membership of parlparse: from `since` to `last`, the last day, and why it began and ended."""
    row: dict[str, Any] = {
        "id": f"{WHIP}/member/{who}{seat}{since}",
        "person_id": f"{WHIP}/person/{who}",
        "post_id": f"{WHIP}/cons/{seat}",
        "on_behalf_of_id": party,
    }
    row |= {"start_date": since, "start_reason": why} if since else {}
    return row | ({"end_date": last, "end_reason": then} if last else {})


NELL = person(9001, main_name("Nell", "Ashworth"))
OWEN = person(9002, main_name("Owen", "Garth"))
CALDER, TARN = post(801, "Calder Vale"), post(802, "Tarn Bridge")


def people(*memberships: dict[str, Any], **lists: Any) -> dict[str, Any]:
    """A people.json of two persons and two seats, with these memberships; `lists` replace the other lists."""
    return {
        "persons": [NELL, OWEN],
        "posts": [CALDER, TARN],
        "organizations": list(BODIES),
        "memberships": list(memberships),
        **lists,
    }


def imported(*contents: Any, chamber: str | None = None, retrieved: str | None = None) -> Imported:
    """What comes of files with this content: bytes as they are, anything else as JSON."""
    files = [
        InFile(f"{number}.json", content if isinstance(content, bytes) else json.dumps(content, indent=1).encode())
        for number, content in enumerate(contents, start=1)
    ]
    return popolo.read(files, Wish(chamber=chamber, retrieved=retrieved))


def rows(*contents: Any, chamber: str | None = None) -> RollRows:
    """The rows of files in which there is no fault."""
    found = imported(*contents, chamber=chamber)
    assert found.skipped == ()
    return found.rows


def tenures(made: RollRows) -> list[tuple[str, str, str | None, str | None]]:
    return [(tie.person, tie.seat, tie.since, tie.until) for tie in made.tenures]


def parties(made: RollRows) -> list[tuple[str, str, str | None, str | None]]:
    return [(tie.person, tie.party, tie.since, tie.until) for tie in made.affiliations]
