"""Which provisional entities of several reports are one: people and bodies by name, role and context.

The caller looks up the candidates, those that share the family name of a person or the name key of a body, and gives
profiles; what comes back is a merge into one of them, or the ambiguity with every candidate, or nothing. Nothing is
merged on a name alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from chiltern.names import name_key, same_person_name, title_gender
from chiltern.record.reconcile.topics import SEATED, office

# Offices too common to tell anybody by, unless the body is the same.
_BODIES = frozenset({"party", "local_party", "body", "legislature", "group"})


class Held(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """An office as a report gives it; `of` is the name of the seat or body, None where no report gives one."""

    role: str
    of: str | None = None


class Profile(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the record knows of an entity. `names` are all as written, `reports` the ids of those that name it.

    `register_id` stands where the roll knows it, and `days` are the ISO days of its reports.
    """

    id: int
    kind: str
    name: str
    names: tuple[str, ...] = ()
    roles: tuple[Held, ...] = ()
    reports: tuple[int, ...] = ()
    days: tuple[str, ...] = ()
    register_id: str | None = None


class Merge(msgspec.Struct, frozen=True):
    """`entity` is `into`; `reason` is a sentence."""

    entity: int
    into: int
    reason: str


class Ambiguity(msgspec.Struct, frozen=True):
    """`entity` may be any of `candidates` (ids, ascending), or none of them; `reason` is a sentence."""

    entity: int
    candidates: tuple[int, ...]
    reason: str


def merges(entity: Profile, candidates: Iterable[Profile]) -> Merge | Ambiguity | None:
    """What becomes of a provisional entity among the candidates; None where it is none of them, or is in the roll.

    The answer does not depend on the order of the candidates. Of two provisional entities the later number goes into
    the earlier, so that both ways round give one result.
    """
    if entity.register_id is not None or entity.kind == "described":
        return None
    others = sorted({other.id: other for other in candidates if other.id != entity.id}.values(), key=_rank)
    if entity.kind == "person":
        return _person(entity, [other for other in others if _one_person(entity, other)])
    if entity.kind in _BODIES - {"group"}:
        return _body(entity, [other for other in others if _one_body(entity, other)])
    return None


def namesakes(entity: Profile, elsewhere: Profile) -> Ambiguity | None:
    """Doubt about one name of two reports: what the new one says of its bearer, and what earlier ones do.

    They stay one, since nothing but the office tells them apart, and an editor is asked.
    """
    for mine in sorted(entity.roles):
        for theirs in sorted(elsewhere.roles):
            if _excludes(mine, theirs):
                reason = f"“{entity.name}” is {mine.role} of {mine.of} in one report, {theirs.role} of {theirs.of} in"
                return Ambiguity(entity.id, (), f"{reason} another: two people of one name, two offices, or a mistake.")
    return None


def _person(entity: Profile, named: list[Profile]) -> Merge | Ambiguity | None:
    """Of those whose name agrees: the one whose office agrees; several are an ambiguity, and so is a clash."""
    borne_out = [other for other in named if _shared(entity, other) is not None]
    if len(borne_out) > 1:
        return _unclear(entity, borne_out, "hold the same office under a name that agrees")
    if borne_out:
        (other,) = borne_out
        shared = _shared(entity, other)
        assert shared is not None
        where = f"{shared.role} of {shared.of}" if shared.of else shared.role
        reason = f"“{entity.name}” and “{other.name}” agree in name, and both are {where}."
        return _merge(entity, other, reason)
    if not named:
        return None
    full = [other for other in named if len(name_key(other.name).split()) > 1]
    if len(name_key(entity.name).split()) > 1 and full:
        clash = [other for other in full if _clash(entity, other)]
        if clash:
            return _unclear(entity, clash, "bear the same name and hold offices elsewhere")
    return _unclear(entity, named, "bear a name that agrees, but nothing else tells that they are one")


def _body(entity: Profile, named: list[Profile]) -> Merge | Ambiguity | None:
    known = [other for other in named if other.register_id is not None]
    targets = known or named
    if len(targets) > 1 and len({(other.kind, name_key(other.name)) for other in targets}) > 1:
        return _unclear(entity, targets, "bear a name that agrees")
    if not targets:
        return None
    return _merge(entity, targets[0], f"“{entity.name}” and “{targets[0].name}” are one name of one body.")


def _merge(entity: Profile, other: Profile, reason: str) -> Merge | None:
    """The merge, into the one that the roll knows, whose name is fuller, or that came first."""
    if _rank(other) < _rank(entity):
        return Merge(entity.id, other.id, reason)
    return None


def _rank(profile: Profile) -> tuple[bool, int, int]:
    return (profile.register_id is None, -len(name_key(profile.name).split()), profile.id)


def _unclear(entity: Profile, others: list[Profile], what: str) -> Ambiguity:
    names = ", ".join(dict.fromkeys(f"“{other.name}”" for other in sorted(others, key=lambda other: other.id)))
    one = len(others) == 1
    words = what.replace("bear ", "bears ").replace("hold ", "holds ") if one else what
    reason = f"{names} {words}."
    return Ambiguity(entity.id, tuple(sorted(other.id for other in others)), reason)


def _one_person(entity: Profile, other: Profile) -> bool:
    """Whether some name of each agrees and no title says otherwise; one report tells two people apart itself."""
    if other.kind != "person" or (set(entity.reports) & set(other.reports) and other.register_id is None):
        return False
    mine, theirs = (_names(profile) for profile in (entity, other))
    genders = {title_gender(name) for name in mine | theirs} - {None}
    return len(genders) < 2 and any(same_person_name(a, b) for a in mine for b in theirs)


def _one_body(entity: Profile, other: Profile) -> bool:
    """Whether a body is one: the same name, and both bodies; a local party is never its party."""
    if other.kind not in _BODIES or (entity.kind == "local_party") != (other.kind == "local_party"):
        return False
    return bool({name_key(name) for name in _names(entity)} & {name_key(name) for name in _names(other)} - {""})


def _names(profile: Profile) -> frozenset[str]:
    return frozenset((profile.name, *profile.names))


def _shared(entity: Profile, other: Profile) -> Held | None:
    """An office that both hold in the same place; one without a place tells nobody from his namesake."""
    theirs = {(office(held.role), name_key(held.of)) for held in other.roles if held.of}
    both = [held for held in sorted(entity.roles) if held.of and (office(held.role), name_key(held.of)) in theirs]
    return both[0] if both else None


def _clash(entity: Profile, other: Profile) -> bool:
    """Whether one office of each excludes the other."""
    return any(_excludes(mine, theirs) for mine in entity.roles for theirs in other.roles)


def _excludes(mine: Held, theirs: Held) -> bool:
    """The same office, or a seat, in two places."""
    same = office(mine.role) == office(theirs.role) or (office(mine.role) in SEATED and office(theirs.role) in SEATED)
    return bool(same and mine.of and theirs.of and name_key(mine.of) != name_key(theirs.of))
