"""A small invented parliament, and a reader for reports that say outright what they claim.

Tests of the record need readings whose every claim is known. In these reports a paragraph may carry a claim:

    @position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She has left the Reform Union.

The words after the second mark are the evidence. A name that the roll has is the roll's; any other is a person's,
unless a kind stands before it: `body:Dockers Union`.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from chiltern.claims import Claim, Reading, Ref
from chiltern.ingest import Reader
from chiltern.register.model import Affiliation, Party, Person, Role, RollRows, Seat, Source, Tenure
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

_LINE = re.compile(r"@(\w+) ([^@]*)@ *([^\n]+)")

ROLL = Roll(
    RollRows(
        name="moorland-2030",
        title="the Assembly of Moorland",
        legislature="Assembly of Moorland",
        since="2028-05-04",
        until="2032-05-06",
        sources=(Source("gazette", "Moorland Gazette"),),
        parties=(
            Party("reform", "Reform Union", "RU", other_names=("Reform",)),
            Party("bench", "Independent Bench", "IB", kind="group"),
            Party("labour", "Moorland Labour", "ML"),
        ),
        seats=(
            Seat("vale", "Harrow Vale", "Assembly of Moorland"),
            Seat("bridge", "Stone Bridge", "Assembly of Moorland"),
            Seat("north", "Moor North", "Assembly of Moorland"),
            Seat("south", "Moor South", "Assembly of Moorland"),
            Seat("quay", "Old Quay", "Assembly of Moorland"),
        ),
        persons=(
            Person("p1", "Ada Merrin", "Ada", "Merrin", "female"),
            Person("p2", "Tom Okafor", "Tom", "Okafor", "male"),
            Person("p3", "Jane Smith", "Jane", "Smith", "female"),
            Person("p4", "Paul Smith", "Paul", "Smith", "male"),
            Person("p5", "Lena Brandt", "Lena", "Brandt", "female", ("Helena Brandt",)),
        ),
        tenures=tuple(
            Tenure(person, seat, "2028-05-04", "2032-05-06", "general election", sources=("gazette",))
            for person, seat in (("p1", "vale"), ("p2", "bridge"), ("p3", "north"), ("p4", "south"), ("p5", "quay"))
        ),
        affiliations=(
            Affiliation("p1", "reform", "2028-05-04", "2030-02-18", "elected", sources=("gazette",)),
            Affiliation("p1", "bench", "2030-02-18", None, "joined", "left the party", ("gazette",)),
            Affiliation("p2", "reform", "2028-05-04", None, "elected", sources=("gazette",)),
            Affiliation("p3", "reform", "2028-05-04", None, "elected", sources=("gazette",)),
            Affiliation("p4", "labour", "2028-05-04", None, "elected", sources=("gazette",)),
            Affiliation("p5", "labour", "2028-05-04", None, "elected", sources=("gazette",)),
        ),
        roles=(Role("p5", "leader", "labour", "2029-01-10", None, ("gazette",)),),
    )
)


def read(report: Report, roll: Roll) -> Reading:
    found: dict[str, list[Any]] = {"statement": [], "position": [], "role": [], "figure": []}
    for line in _LINE.finditer(report.body):
        fields = dict(field.strip().split("=", 1) for field in line[2].split(";") if field.strip())
        found[line[1]].append(_claim(line[1], fields, line.span(3), line[3], roll))
    statements, positions, roles, figures = (tuple(rows) for rows in found.values())
    return Reading(report.version, statements, positions, roles, figures)


READER = Reader("lines-1", read)


def _claim(kind: str, fields: dict[str, str], span: tuple[int, int], words: str, roll: Roll) -> Claim:
    row: dict[str, Any] = {"claim": kind, "span": span}
    if kind == "statement":
        row = {"claim": kind, "kind": "direct", "quote": words, "segments": [span]}
    for key, value in fields.items():
        row[key] = ref(value, roll) if key in _REFS else value == "yes" if key in _FLAGS else value
    row["subject"] = [ref(name.strip(), roll) for name in fields.get("subject", "").split(",") if name.strip()]
    if fields.get("value", "").isdigit():
        row["value"] = int(fields["value"])
    claim: Claim = msgspec.convert(msgspec.to_builtins(row), Claim)
    return claim


_FLAGS = ("historical", "former", "approximate")
_REFS = ("speaker", "holder", "object", "on_behalf_of", "attributed_to", "person", "of", "about")


def ref(name: str, roll: Roll = ROLL) -> Ref:
    kind, _, bare = name.partition(":")
    if bare:
        return Ref(bare, kind)  # type: ignore[arg-type]  # the tests write only kinds there are
    for person in roll.persons.values():
        if person.name == name:
            return Ref(name, "person", person.id)
    for party in roll.parties.values():
        if party.name == name:
            return Ref(name, "party", party.id)
    for seat in roll.seats.values():
        if seat.name == name:
            return Ref(name, "seat", seat.id)
    return Ref(name, "person")


def text(*claims: str, **header: str) -> str:
    """A report as a file holds it: header lines, then a paragraph for each claim."""
    lines = [f"{key.capitalize() if key != 'url' else 'URL'}: {value}" for key, value in header.items()]
    return "\n".join(lines) + "\n\n" + "\n\n".join(claims) + "\n"
