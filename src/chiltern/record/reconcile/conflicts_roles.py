"""Conflicts over who holds what: seats and offices, and since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chiltern.names import name_key, same_person_name
from chiltern.record.model import Entity, Found
from chiltern.record.reconcile.model import Conflict, ConflictKind, Side
from chiltern.record.reconcile.sides import (
    Answers,
    answers,
    any_together,
    apart,
    by_value,
    day_out,
    named,
    pairs,
    roll_source,
    same_spelling,
    shared,
    short_form,
    side,
)
from chiltern.record.reconcile.topics import blurred
from chiltern.register.model import Seat
from chiltern.register.roll import Roll


def seat_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """One person in two seats, or in a seat that is not the roll's."""
    made = answers(key, claims)
    person = shared(made, "person")
    if person is None:
        return ()
    names = {value: named(founds, "of") for value, founds in made.items()}
    found = [
        _two_answers(key, "seat", person.name, one, other, made, names, _agrees_seat(roll), _TWO_SEATS, roll)
        for one, other in pairs(made)
    ]
    conflicts = [conflict for conflict in found if conflict is not None]
    told = {name for conflict in conflicts for name in (one.value for one in conflict.sides)}
    if key.startswith("seat-of|mp|"):
        for value, founds in made.items():
            seats = {seat.name: seat for seat in map(_roll_seat(roll), founds) if seat is not None}
            if names[value] in told or len(seats) != 1:
                continue
            (seat,) = seats.values()
            given, source = names[value], roll_source(roll)
            sides = by_value((side(given, founds, given), Side(seat.name, roll=source)))
            if short_form(seat.name, given):
                continue
            if not same_spelling(seat.name, given):
                reason = f"The roll has {person.name} as the member for {seat.name} then, not for {given}."
                conflicts.append(Conflict("seat", "roll", key, person.name, reason, sides))
            elif blurred(seat.name) != blurred(given):  # what starts alike is found among the names
                reason = f"The roll has “{seat.name}”; “{given}” is that name, spelled in another way."
                conflicts.append(Conflict("name", "spelling", key, seat.name, reason, sides))
    return tuple(conflicts)


def holder_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Two members for one seat, or one name spelled in two ways."""
    made = answers(key, claims)
    seat = shared(made, "of")
    if seat is None or _places(roll, seat) > 1:
        return ()
    names = {value: named(founds, "person") for value, founds in made.items()}
    found = [
        _two_answers(key, "seat", seat.name, one, other, made, names, _agrees_seat(roll), _TWO_MEMBERS, roll)
        for one, other in pairs(made)
    ]
    return tuple(conflict for conflict in found if conflict is not None)


def office_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Two holders of an office that one person holds, in reports of one time."""
    made = answers(key, claims)
    body = shared(made, "of")
    if body is None:
        return ()
    role = key.split("|")[1]
    about = f"{role} of {body.name}"
    names = {value: named(founds, "person") for value, founds in made.items()}
    conflicts = []
    for one, other in pairs(made):
        # Offices change hands: only what is surely of one time can be at odds, and one report tells of a change.
        reports = {found.words.report.id for found in (*made[one], *made[other])}
        if len(reports) < 2 or any_together(made[one], made[other]) is not True:
            continue
        conflict = _two_answers(key, "role", about, one, other, made, names, lambda _: None, _TWO_HOLDERS, roll)
        if conflict is not None:
            conflicts.append(conflict)
    return tuple(conflicts)


def since_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Since when somebody holds a seat or an office: two days, or a day that is not the roll's."""
    made = answers(key, claims)
    person = shared(made, "person")
    if person is None:
        return ()
    role = key.split("|")[2]
    about = f"{person.name}, {role.upper() if role == 'mp' else role} since"
    conflicts = []
    for one, other in pairs(made):
        if apart(one, other):
            reason = f"{person.name} cannot have become {role} both in {one} and in {other}."
            sides = (side(one, made[one], one[:4]), side(other, made[other], other[:4]))
            conflicts.append(Conflict("date", "hard", key, about, reason, by_value(sides)))
    if role != "mp" or person.register_id is None:
        return tuple(conflicts)
    tenures = roll.tenures_of(person.register_id)
    first = tenures[0] if tenures else None
    # A roll that begins with a tenure says nothing of what was before it.
    if first is None or first.since is None or roll.since is None or first.since <= roll.since:
        return tuple(conflicts)
    for value, founds in made.items():
        if apart(value, first.since):
            reason = f"By the roll {person.name} came in on {first.since}, not in {value}."
            sides = (side(value, founds, value[:4]), Side(first.since, roll=roll_source(roll, first.sources)))
            conflicts.append(Conflict("date", "roll", key, about, reason, by_value(sides)))
    return tuple(conflicts)


_TWO_SEATS = "{about} cannot sit for {one} and for {other} at once."
_TWO_MEMBERS = "{about} has one member at a time: not {one} and {other} at once."
_TWO_HOLDERS = "One person at a time is {about}: not {one} and {other} at once."


def _two_answers(
    key: str,
    kind: ConflictKind,
    about: str,
    one: str,
    other: str,
    made: Answers,
    names: dict[str, str],
    agrees: Callable[[Found], bool | None],
    template: str,
    roll: Roll,
) -> Conflict | None:
    """What two answers make: nothing for a short form, or where the roll bears out both at their own time."""
    a, b = names[one], names[other]
    person = kind == "role" or template is _TWO_MEMBERS
    if same_spelling(a, b) and name_key(a) != name_key(b) and not _both_known(made[one], made[other], person):
        reason = f"“{a}” and “{b}” are one name, spelled in two ways."
        sides = (side(a, made[one], a), side(b, made[other], b))
        return Conflict("name", "spelling", key, about, reason, by_value(sides))
    if same_person_name(a, b) if person else short_form(a, b):
        return None
    borne = {value: {agrees(found) for found in made[value]} for value in (one, other)}
    if False not in borne[one] | borne[other] and all(True in borne[value] for value in (one, other)):
        return None
    at_once = any_together(made[one], made[other])
    by_roll = any({True} <= borne[value] for value in (one, other)) and any(False in borne[v] for v in (one, other))
    if not (at_once or by_roll):
        if at_once is None:
            reason = f"{a} and {b} exclude each other at one time, but the reports bear no dates."
            return Conflict(kind, "time", key, about, reason, by_value(_sides(one, other, made, names)))
        return None
    reason = template.format(about=about, one=a, other=b)
    by_source = {value: roll_source(roll) if True in borne[value] else None for value in (one, other)}
    both = (side(names[value], made[value], roll=by_source[value]) for value in (one, other))
    return Conflict(kind, "hard", key, about, reason, by_value(both))


def _both_known(ones: Sequence[Found], others: Sequence[Found], person: bool) -> bool:
    """Whether the roll knows both names, each as somebody or somewhere of its own."""
    part = "person" if person else "of"
    found = [entity.register_id if entity else None for entity in (ones[0].one(part), others[0].one(part))]
    return None not in found and found[0] != found[1]


def _sides(one: str, other: str, made: Answers, names: dict[str, str]) -> tuple[Side, ...]:
    return tuple(side(names[value], made[value]) for value in (one, other))


def _agrees_seat(roll: Roll) -> Callable[[Found], bool | None]:
    """Whether the roll has the claim's person in the claim's seat at its time; None where it does not know."""
    seat_then = _roll_seat(roll)

    def agrees(found: Found) -> bool | None:
        seat, told = seat_then(found), found.one("of")
        return None if seat is None or told is None else name_key(seat.name) == name_key(told.name)

    return agrees


def _roll_seat(roll: Roll) -> Callable[[Found], Seat | None]:
    """The seat that the roll gives the claim's person on the report's day; of an undated report, the only one."""

    def seat_then(found: Found) -> Seat | None:
        person = found.one("person")
        if person is None or person.register_id is None or person.register_id not in roll.persons:
            return None
        day = day_out(found)
        if day is not None:
            return roll.seat_of(person.register_id, day)
        seats = {tenure.seat for tenure in roll.tenures_of(person.register_id)}
        return roll.seats[seats.pop()] if len(seats) == 1 else None

    return seat_then


def _places(roll: Roll, seat: Entity) -> int:
    known = roll.seats.get(seat.register_id) if seat.register_id else None
    return known.places if known else 1
