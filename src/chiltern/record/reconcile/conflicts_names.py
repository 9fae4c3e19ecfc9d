"""Names that the roll does not know, and that differ by a slip or an ending from one that it does, or from another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from chiltern.names import name_key
from chiltern.record.model import Found
from chiltern.record.reconcile.model import Conflict, Side
from chiltern.record.reconcile.sides import answers, by_value, pairs, roll_source, side
from chiltern.record.reconcile.topics import blurred
from chiltern.register.roll import Roll

# Letters that may differ: "independence" and "independent" differ in two.
_LETTERS = 3
_ARTICLE = "the "


def name_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Two spellings of one body or seat."""
    _, kind, blur = key.split("|", 2)
    made = answers(key, claims)
    known = _roll_names(roll).get((kind, blur), ())
    conflicts = []
    for value, founds in made.items():
        name = _written(founds, value)
        near = sorted({one for one in known if _one_name(one, name)})
        if len(near) != 1 or any(_bare(one) == _bare(name) for one in known):
            continue
        reason = f"The roll has “{near[0]}”; “{name}” is that name, spelled in another way."
        sides = (side(name, founds, name), Side(near[0], roll=roll_source(roll)))
        conflicts.append(Conflict("name", "spelling", key, near[0], reason, by_value(sides)))
    if known:
        return tuple(conflicts)
    for one, other in pairs(made):
        a, b = _written(made[one], one), _written(made[other], other)
        if _one_name(a, b) and _bare(a) != _bare(b):
            reason = f"“{a}” and “{b}” are one name, spelled in two ways."
            sides = (side(a, made[one], a), side(b, made[other], b))
            conflicts.append(Conflict("name", "spelling", key, a, reason, by_value(sides)))
    return tuple(conflicts)


def _one_name(a: str, b: str) -> bool:
    """Whether two names can be one: as many words, each starting alike, no more than a few letters apart in all."""
    one, other = _bare(a), _bare(b)
    if len(one.split()) != len(other.split()) or min(len(one), len(other)) < 6:
        return False
    return int(OSA.distance(one, other, score_cutoff=_LETTERS)) <= _LETTERS


def _bare(name: str) -> str:
    return name_key(name).removeprefix(_ARTICLE)


def _written(founds: Sequence[Found], key: str) -> str:
    """The name with this `name_key` as the claims write it."""
    entities = (entity for found in founds for part in found.linked.values() for entity in part)
    return min((entity.name for entity in entities if name_key(entity.name) == key), default=key)


@lru_cache(maxsize=4)
def _roll_names(roll: Roll) -> dict[tuple[str, str], tuple[str, ...]]:
    """The names of the roll's parties and seats by kind and blurred name; bodies are looked for among parties."""
    made: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind, rows in (("body", roll.parties.values()), ("seat", roll.seats.values())):
        for row in rows:
            at = (kind, blurred(row.name))
            made[at] = (*made.get(at, ()), row.name)
    return made
