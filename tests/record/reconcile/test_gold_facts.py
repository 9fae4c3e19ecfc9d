"""The conflicts of fact that were marked by hand in four real reports, found among the claims marked by hand in them.

The reports lie beside the project and are not part of it: without them the test is skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chiltern.claims import Claim, Figure, Position, RoleClaim, Span
from chiltern.record.model import Found, Words
from chiltern.record.reconcile.model import Conflict
from chiltern.register.roll import load_roll
from tests.record.reconcile.facts import World, conflicts

GOLD = Path(__file__).parents[4] / "shared" / "reports" / "split-2019" / "gold"
# What claims of fact can show: the others are of wordings.
FACTS = {
    "c1": ("seat", "hard"),
    "c20": ("figure", "rounding"),
    "c22": ("position", "time"),
    "c23": ("position", "scope"),
}

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the real reports are not here")


def _kind(name: str, of: Any, world: World) -> str:
    if world.ref(name, "party").id:
        return "party"
    if world.ref(name, "seat").id:
        return "seat"
    if "local" in name.lower() and "parties" in name.lower():
        return "group"
    if any(word in name for word in ("CLP", "Momentum")) and " of " not in name and "coordinator" not in name:
        return "local_party"
    if of == "described":
        return "described"
    return "body" if any(word in name for word in ("Council", "Party", "Group")) else "person"


def _founds(world: World) -> list[Found]:
    made = []
    for number, path in enumerate(sorted(GOLD.glob("*.json")), 1):
        data = json.loads(path.read_text(encoding="utf-8"))
        if "positions" not in data:
            continue
        for row in (*data["positions"], *data["roles"], *data["figures"]):
            claim = _claim(row, world)
            if claim is not None:
                found = world.found(claim, row["evidence"], number)
                line = found.words.report
                words = Words(
                    found.words.claim, row["evidence"], row["start"], row["end"], type(line)(number, data["report"])
                )
                made.append(found._replace(words=words))
    return made


def _claim(row: dict[str, Any], world: World) -> Claim | None:
    span = Span(row["start"], row["end"])

    def ref(name: str | None, of: Any = None) -> Any:
        return world.ref(name, _kind(name, of, world)) if name else None

    if "stance" in row:
        return Position(
            ref(row["holder"], "described" if row.get("described") else None),
            row["stance"],
            row["act"],
            span,
            tuple(ref(name) for name in row["subject"]),
            ref(row["object"]),
            on_behalf_of=ref(row.get("on_behalf_of")),
            tally=row.get("tally"),
            result=row.get("result"),
            when=row.get("when"),
        )
    if "role" in row:
        person, of, since = ref(row["person"]), ref(row["of"]), row["since"]
        return RoleClaim(person, row["role"], span, of, since and str(since)) if person else None
    return Figure(row["measure"], row["value"], span, ref(row["about"]), row.get("approximate", False))


def _touches(conflict: Conflict, side: dict[str, Any]) -> bool:
    return any(
        words.report.name == side["report"] and words.start < side["end"] and side["start"] < words.end
        for one in conflict.sides
        for words in one.words
    )


@pytest.fixture(scope="module")
def found() -> tuple[Conflict, ...]:
    roll = load_roll("uk-commons-2017")
    return conflicts(_founds(World(roll)), roll)


@pytest.mark.parametrize("name", FACTS)
def test_each_marked_conflict_of_fact_is_found(name: str, found: tuple[Conflict, ...]) -> None:
    marked = next(
        one
        for one in json.loads((GOLD / "conflicts.json").read_text(encoding="utf-8"))["conflicts"]
        if one["id"] == name
    )
    fitting = [
        conflict
        for conflict in found
        if (conflict.kind, conflict.strength) == FACTS[name]
        and any(side["report"] and _touches(conflict, side) for side in marked["sides"])
    ]
    assert fitting, f"{name}: {marked['about']}"


def test_no_look_alike_is_listed(found: tuple[Conflict, ...]) -> None:
    for alike in json.loads((GOLD / "conflicts.json").read_text(encoding="utf-8"))["look_alikes"]:
        for conflict in found:
            assert not all(side["report"] and _touches(conflict, side) for side in alike["sides"]), alike["about"]
