"""Popolo: a patch that the keepers of a roll can take, with what reports state and the roll does not have.

It is itself a Popolo file. Of every member who moved it has the membership that ended, with `end_date` (the last day
in, as Popolo counts) and `end_reason`, and the one that began, with `start_reason` and `source`; `evidence` has the
words of every report, and `left_out` what could not be taken, with the reason. `popolo_patch.apply` puts it in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from chiltern.export.json_lines import encoded
from chiltern.export.popolo_moves import Done, LeftOut, Move, done_acts, moves
from chiltern.export.rows import Selection
from chiltern.names import fold
from chiltern.record.model import Entity
from chiltern.record.queries.results import Stood
from chiltern.register.importers.draft import last_day
from chiltern.register.model import Tenure
from chiltern.register.roll import Roll

Row = dict[str, Any]

PUBLIC_WHIP = "uk.org.publicwhip"
SAYS = "Changes of membership that reports state and the roll does not have. End dates are the last day in."
# How a membership began and ended, in the words of parlparse (`MembershipReason` in mySociety's validator).
_BEGAN = {"general election": "general_election", "by-election": "by_election"}
_ENDED = {
    "dissolution": "dissolution",
    "died": "died",
    "became a peer": "became_peer",
    "election void": "declared_void",
    "recall petition": "recall_petition",
}
_CHANGED, _RESIGNED = "changed_party", "resigned"


def write(selection: Selection, file: BinaryIO) -> None:
    """One JSON document, indented as parlparse's is."""
    roll = selection.view.roll
    found, left_out = moves(done_acts(selection.in_force("position"), roll), roll)
    asked = {"on": selection.on, "known": selection.known}
    document = {
        "patch": {"says": SAYS, "record": dict(selection.meta), **asked},
        **patch(found, roll),
        "left_out": [_left_out(one, roll) for one in left_out],
    }
    file.write(msgspec.json.format(encoded(document), indent=2) + b"\n")


def patch(found: Iterable[Move], roll: Roll) -> Row:
    """The lists of a Popolo file: memberships, their evidence, and the persons, bodies and posts that they name."""
    persons: dict[str, Row] = {}
    bodies: dict[str, Row] = {}
    posts: dict[str, Row] = {}
    memberships: dict[str, Row] = {}
    evidence: list[Row] = []
    for move in found:
        persons[move.person] = _person(roll, move.person)
        chamber = roll.seats[move.tenure.seat].legislature
        bodies[slug(chamber)] = {"id": slug(chamber), "name": chamber, "classification": "chamber"}
        posts[move.tenure.seat] = _post(roll, move.tenure.seat)
        for party in (move.before, move.after):
            if party is not None:
                bodies[_party_id(party)] = _party(roll, party)
        ended, begun = _memberships(move, roll)
        # Who moves twice ends the membership that the first move began.
        before = memberships.get(ended["id"])
        sources = [before["source"]] if before else []
        memberships[ended["id"]] = (before or ended) | {
            "end_date": ended["end_date"],
            "end_reason": ended["end_reason"],
            "source": _source(move.done, sources),
        }
        if begun is not None:
            memberships[begun["id"]] = begun | {"source": _source(move.done, [])}
        evidence += [_evidence(one, ended["id"], begun["id"] if begun else None) for one in move.done]
    return {
        "persons": list(persons.values()),
        "organizations": list(bodies.values()),
        "posts": list(posts.values()),
        "memberships": list(memberships.values()),
        "evidence": evidence,
    }


def slug(name: str) -> str:
    return fold(name).replace(" ", "-") or "none"


def _memberships(move: Move, roll: Roll) -> tuple[Row, Row | None]:
    """The one that ends, and the one that begins; none does where the seat is given up."""
    tenure, day = move.tenure, move.day.isoformat()
    began = _BEGAN.get(tenure.began or "", "") if move.since == tenure.since else _CHANGED
    ended = _membership(roll, move.person, tenure, move.before, move.since, began)
    ended |= {"end_date": last_day(day), "end_reason": _CHANGED if move.after else _RESIGNED}
    if move.after is None:
        return ended, None
    begun = _membership(roll, move.person, tenure, move.after, day, _CHANGED)
    if tenure.until is not None:
        begun |= {"end_date": last_day(tenure.until), "end_reason": _ENDED.get(tenure.ended or "", "")}
    return ended, begun


def _membership(roll: Roll, person: str, tenure: Tenure, party: Entity, since: str | None, began: str) -> Row:
    who, where, of = _person_id(roll, person), _post_id(roll, tenure.seat), _party_id(party)
    number = hashlib.sha256("\n".join((who, where, of, since or "")).encode()).hexdigest()[:16]
    row = {"id": f"chiltern/member/{number}", "person_id": who, "post_id": where, "on_behalf_of_id": of}
    return row | ({"start_date": since} if since else {}) | {"start_reason": began}


# Ids as the sources of the roll have them: parlparse's where the roll knows its numbers, else the roll's own


def _person_id(roll: Roll, person: str) -> str:
    known = roll.persons[person].identifiers
    if "twfy" in known:
        return f"{PUBLIC_WHIP}/person/{known['twfy']}"
    return known.get("everypolitician") or known.get("wikidata") or person


def _post_id(roll: Roll, seat: str) -> str:
    number = roll.seats[seat].identifiers.get("parlparse")
    return f"{PUBLIC_WHIP}/cons/{number}" if number else seat


def _party_id(party: Entity) -> str:
    return party.register_id or slug(party.name)


def _person(roll: Roll, person: str) -> Row:
    row = roll.persons[person]
    numbers = [{"scheme": scheme, "identifier": number} for scheme, number in sorted(row.identifiers.items())]
    names = {"name": row.name, "other_names": [{"name": name, "note": "Alternate"} for name in row.other_names]}
    return {"id": _person_id(roll, person), **names, "identifiers": numbers}


def _party(roll: Roll, party: Entity) -> Row:
    known = roll.parties.get(party.register_id or "")
    others = (*known.other_names, *filter(None, (known.short,))) if known else ()
    names = {"name": party.name, "other_names": [{"name": name} for name in others]}
    return {"id": _party_id(party), **names, "classification": "party"}


def _post(roll: Roll, seat: str) -> Row:
    row = roll.seats[seat]
    area = {"name": row.name, "other_names": list(row.other_names)}
    numbers = [{"scheme": scheme, "identifier": number} for scheme, number in sorted(row.identifiers.items())]
    made = {"id": _post_id(roll, seat), "label": f"Member for {row.name}", "role": "member", "area": area}
    return {**made, "organization_id": slug(row.legislature), "identifiers": numbers}


# What it rests on


def _source(done: Iterable[Done], before: Iterable[str]) -> str:
    """The addresses of the reports; of one without an address its publisher, title and date."""
    found = list(before)
    for one in done:
        for position in one.said:
            report = position.words.report
            found.append(report.url or ", ".join(filter(None, (report.publisher, report.title, report.published))))
    return "; ".join(dict.fromkeys(one for one in found if one))


def _evidence(done: Done, ended: str, begun: str | None) -> Row:
    return {"ended": ended, "began": begun, **_act(done)}


def _left_out(one: LeftOut, roll: Roll) -> Row:
    return {
        "reason": one.reason,
        "person_id": _person_id(roll, one.done.person),
        "name": roll.persons[one.done.person].name,
        **_act(one.done),
    }


def _act(done: Done) -> Row:
    return {
        "act": done.act,
        "object": done.object.name if done.object else None,
        "day": done.day.isoformat() if done.day else None,
        "day_from": "the words" if done.stated else "the first report",
        "other_days": list(done.other_days),
        "reports": [_said(position) for position in done.said],
    }


def _said(position: Stood) -> Row:
    words, report = position.words, position.words.report
    return {
        "claim": words.claim,
        "words": words.text,
        "start": words.start,
        "end": words.end,
        "report": report.name,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
    }
