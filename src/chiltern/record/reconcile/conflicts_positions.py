"""Where two reports have one holder on both sides of an act, and what only looks so: a later day, a wider scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from chiltern.claims import Position
from chiltern.record.model import Entity, Found
from chiltern.record.reconcile.model import Conflict
from chiltern.record.reconcile.sides import Answers, answers, by_value, in_order, side
from chiltern.record.reconcile.topics import concerns, day_told, identity
from chiltern.register.roll import Roll

_PRO = ("demands", "supports", "welcomes")
_CONTRA = ("opposes", "condemns", "regrets")
# Stances that nobody holds on one act at one time.
INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    {
        *(frozenset((pro, contra)) for pro in _PRO for contra in _CONTRA),
        frozenset(("done", "rules_out")),
        frozenset(("intends", "rules_out")),
        frozenset(("leaves_open", "rules_out")),
        frozenset(("conditional", "rules_out")),
    }
)
# Acts that are done once in a while, each time another one: an earlier one is no answer to a later.
_REPEATED = frozenset({"election", "referendum", "confidence_vote", "select"})
_DAY = len("2019-02-18")
_LOCAL = re.compile(r"\b(?:local|constituency|branch|CLP|association)", re.IGNORECASE)
_ACTS = {"leave": "leaving", "resign_seat": "giving up the seat", "join": "joining", "stand": "standing"}


def stance_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Incompatible stances of one holder on one act: hard where two reports give them for one day, else a change."""
    if key.endswith("|past"):
        return ()
    made = _by_stance(answers(key, claims))
    founds = in_order(found for group in made.values() for found in group)
    holder = founds[0].one("holder") if founds else None
    if holder is None or holder.unnamed:
        return ()
    act = key.split("|")[2]
    about = f"{holder.name} on {_ACTS.get(act, act.replace('_', ' '))}" + _whom(founds[0], holder)
    conflicts = []
    for one, other in combinations(sorted(made), 2):
        if frozenset((one, other)) not in INCOMPATIBLE:
            continue
        at_once = _one_day(made[one], made[other])
        if at_once:
            a, b = at_once
            reason = f"Two reports of one day have {holder.name} as “{_say(one)}” and as “{_say(other)}”."
            sides = (side(one, a), side(other, b))
            conflicts.append(Conflict("position", "hard", key, about, reason, by_value(sides)))
        elif act not in _REPEATED and _two_reports(made[one], made[other]):
            days = sorted({day for found in (*made[one], *made[other]) if (day := day_told(found))})
            when = f", between {days[0]} and {days[-1]}" if len(days) > 1 else "; the reports bear no days"
            reason = f"A change of mind rather than a contradiction: {_say(one)} and {_say(other)}{when}."
            sides = (side(one, made[one]), side(other, made[other]))
            conflicts.append(Conflict("position", "time", key, about, reason, by_value(sides)))
    return tuple(conflicts)


def departing_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Regret at somebody's going in some reports, in others the demand to give up the seat: a later position."""
    if key.endswith("|past"):
        return ()
    regret: list[Found] = []
    demand: list[Found] = []
    for founds in answers(key, claims).values():
        for found in founds:
            claim = found.claim
            assert isinstance(claim, Position)
            if claim.act == "leave" and claim.stance == "regrets":
                regret.append(found)
            elif claim.act == "resign_seat" and claim.stance == "demands":
                demand.append(found)
    holder = next((found.one("holder") for found in (*regret, *demand)), None)
    both = {found.words.report.id for found in regret} & {found.words.report.id for found in demand}
    if holder is None or holder.unnamed or not regret or not demand or both:
        return ()
    whom = next(
        (one.name for one in concerns(demand[0]) if one and identity(one, demand[0].words.report.id) == _tail(key)), ""
    )
    reason = (
        f"No contradiction: {holder.name} regrets that {whom} left, and in other reports demands that "
        "the seat be given up. The one does not exclude the other, and may have come later."
    )
    sides = (side("regrets the leaving", regret), side("demands that the seat be given up", demand))
    about = f"whether {holder.name} wants {whom} to give up the seat"
    return (Conflict("position", "time", key, about, reason, by_value(sides)),)


def scope_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """A report that has all local bodies hold something which, for some of them, it does not show."""
    act = key.split("|")[1]
    founds = in_order(found for group in answers(key, claims).values() for found in group)
    conflicts = []
    for group in founds:
        holder, subjects = group.one("holder"), group.linked.get("subject", ())
        if holder is None or holder.kind != "group" or not _LOCAL.search(holder.name) or len(subjects) < 2:
            continue
        stance = _stance(group)
        single = [found for found in founds if found is not group and not _is_group(found)]
        shown = [found for found in single if _stance(found) == stance and _by_body(found)]
        if not shown:
            continue  # the report speaks of none of them, so nothing tells its scope
        open_ = [
            subject
            for subject in subjects
            if not any(subject.same_as(one) for found in shown for one in found.linked["subject"])
        ]
        others = [found for found in single if not _by_body(found) or _stance(found) != stance]
        other = [
            found
            for found in others
            if len(found.linked["subject"]) == 1 and any(one.same_as(found.linked["subject"][0]) for one in open_)
        ]
        apart = other + [
            found
            for found in others
            if len(found.linked["subject"]) == 1 and _stance(found) != stance and _ties_local(found)
        ]
        if not open_ or not apart:
            continue
        names = ", ".join(sorted(one.name for one in open_))
        reason = (
            f"“{holder.name}” as a whole are said to hold this; no body of its own is shown to for {names}. "
            "The wider claim says too much rather than the contrary."
        )
        sides = (side(f"{holder.name}: {stance}", [group]), side("not all of them", apart))
        about = f"how many of “{holder.name}” take a stand on {_ACTS.get(act, act)}: “{_say(stance)}”"
        conflicts.append(Conflict("position", "scope", key, about, reason, sides))
    once = {conflict.about: conflict for conflict in reversed(conflicts)}
    return tuple(once[about] for about in sorted(once))


def _by_stance(made: Answers) -> dict[str, list[Found]]:
    """The claims of all days by stance; what others say of a holder's own doing does not count."""
    grouped: dict[str, list[Found]] = {}
    for value, founds in made.items():
        own = [found for found in founds if found.one("attributed_to") is None]
        if own:
            grouped.setdefault(value.partition("@")[0], []).extend(own)
    return grouped


def _one_day(ones: Sequence[Found], others: Sequence[Found]) -> tuple[list[Found], list[Found]] | None:
    """The claims of both sides that are of one known day; a report that gives both stances tells of a change."""
    both = {found.words.report.id for found in ones} & {found.words.report.id for found in others}
    sides = [
        [found for found in group if found.words.report.id not in both and len(day_told(found)) == _DAY]
        for group in (ones, others)
    ]
    days = {day_told(found) for found in sides[0]} & {day_told(found) for found in sides[1]}
    first, second = ([found for found in group if day_told(found) in days] for group in sides)
    return (first, second) if days else None


def _two_reports(ones: Sequence[Found], others: Sequence[Found]) -> bool:
    """Whether no report gives both stances, so that a reader of one does not know of the other."""
    return not {found.words.report.id for found in ones} & {found.words.report.id for found in others}


def _stance(found: Found) -> str:
    assert isinstance(found.claim, Position)
    return found.claim.stance


def _is_group(found: Found) -> bool:
    holder = found.one("holder")
    return holder is None or holder.kind == "group"


def _by_body(found: Found) -> bool:
    """Whether a local body holds it, itself or through somebody who speaks for it."""
    holder, behalf = found.one("holder"), found.one("on_behalf_of")
    return any(one is not None and one.kind == "local_party" for one in (holder, behalf))


def _ties_local(found: Found) -> bool:
    holder = found.one("holder")
    return holder is not None and holder.kind in ("local_party", "person", "described")


def _whom(found: Found, holder: Entity) -> str:
    whom = [entity.name for entity in concerns(found) if entity is not None and not entity.same_as(holder)]
    return f" ({', '.join(whom[:3])}{' and others' if len(whom) > 3 else ''})" if whom else ""


def _tail(key: str) -> str:
    return key.rpartition("|")[2]


def _say(stance: str) -> str:
    return stance.replace("_", " ")
