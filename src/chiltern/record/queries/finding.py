"""Whom a reporter means by a name: the roll is asked first, as of the day, then the record's own entities.

`find` gives one entity or says why not: `AmbiguousName` with the candidates, or `NotFound` with near names. An
entity that shares its name with others is asked for by its number, as `#12`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

from chiltern.dates import PartialDate, covers, day_after, first_day
from chiltern.errors import AmbiguousName, NotFound
from chiltern.names import fold, name_key, surname
from chiltern.record.model import Entity
from chiltern.record.parts import day_of
from chiltern.record.queries.results import RollTime
from chiltern.record.rows import CURRENT, members
from chiltern.record.view import View
from chiltern.register.lookup import Ambiguous, Answer, Candidate, lookup
from chiltern.register.lookup import Found as InRoll
from chiltern.register.model import Party, Person, Seat
from chiltern.register.roll import Roll

# What a name means: of entities that are one, the one that stands for them.
_ENTITY = """SELECT DISTINCT entity.name, entity.kind, entity.register_id, entity.id FROM entities AS named
LEFT JOIN merges AS merged ON merged.entity_id = named.id AND merged.since <= ?1
    AND (merged.until IS NULL OR merged.until > ?1)
JOIN entities AS entity ON entity.id = coalesce(merged.into_id, named.id)"""
# One that a split made means somebody only while the split holds.
_MEANT = """(EXISTS (SELECT 1 FROM links WHERE entity_id = named.id) OR EXISTS (SELECT 1 FROM splits
    WHERE into_id = named.id AND since <= ?1 AND (until IS NULL OR until > ?1)))"""
_SHOWN = 8
_A = {
    "person": "a person",
    "party": "a party",
    "local_party": "a local party",
    "seat": "a seat",
    "legislature": "a legislature",
    "body": "a body",
    "group": "a group",
    "described": "an unnamed source",
    "event": "an event",
}


def find(view: View, text: str, on: date | None = None, kinds: Sequence[str] = ()) -> Entity:
    """The entity that the name means on the day; only those of the kinds, where kinds are given.

    Raises `AmbiguousName` where several fit and `NotFound` where none does.
    """
    numbered = re.fullmatch(r"#(\d{1,18})", text.strip())
    if numbered:
        entity = by_number(view, int(numbered.group(1)))
        if kinds and entity.kind not in kinds:
            raise _of_another_kind(text, [(entity.kind, entity.name)], kinds)
        return entity
    known = _candidates(lookup(view.roll, text, on or default_day(view)))
    in_roll = [one for one in known if not kinds or one.kind in kinds]
    if len(in_roll) == 1:
        return of_register(view, in_roll[0].entity.id, in_roll[0].kind, in_roll[0].entity.name)
    named = _by_name(view, text)
    own = [entity for entity in named if not kinds or entity.kind in kinds]
    if len(own) == 1 and not in_roll:
        return own[0]
    if own or in_roll:
        raise _ambiguous(view, text, in_roll, own)
    if known or named:
        meant: list[tuple[str, str]] = [(one.kind, one.entity.name) for one in known]
        raise _of_another_kind(text, meant or [(one.kind, one.name) for one in named], kinds)
    near = _near(view, text, kinds)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise NotFound(f"{text!r}: neither the roll nor a report knows this name{hint}")


def of_register(view: View, register_id: str, kind: str, name: str) -> Entity:
    """An entity of the view.roll, with the record's number where a report names it."""
    row = view.row("SELECT id FROM entities WHERE register_id = ? AND kind = ?", (register_id, kind))
    return Entity(name, kind, register_id, row[0] if row else None)


def in_roll(roll: Roll, entity: Entity) -> Person | None:
    """The roll's person that the entity is, if it is one."""
    return roll.persons.get(entity.register_id or "") if entity.kind == "person" else None


def default_day(view: View) -> date:
    """The day that names are understood for when none is given: the newest report's, else the roll's last."""
    last = first_day(view.roll.until) - timedelta(days=1) if view.roll.until else date.max
    first = first_day(view.roll.since) if view.roll.since else date.min
    newest = newest_report_day(view)
    return max(first, min(newest, last)) if newest else last


def newest_report_day(view: View) -> date | None:
    """The day of the newest report, of a month or a year the last one; None where no report has a date."""
    return max((day_after(day) - timedelta(days=1) for day in _days_at(view, "DESC")), default=None)


def oldest_report_day(view: View) -> date | None:
    """The day of the oldest report, of a month or a year the first one; None where no report has a date."""
    return min(map(first_day, _days_at(view, "ASC")), default=None)


def _days_at(view: View, order: str) -> list[PartialDate]:
    """The day at one end of the reports, and every month and year that a report gives without a day."""
    versions = f"FROM report_versions AS version WHERE {CURRENT}"
    days = view.rows(
        f"SELECT published {versions} AND length(published) >= 10 ORDER BY published {order} LIMIT 1", (view.known,)
    )
    parts = view.rows(f"SELECT DISTINCT published {versions} AND length(published) < 10", (view.known,))
    return [day for (text,) in (*days, *parts) if (day := day_of(text)) is not None]


def outside(roll: Roll, on: date | None) -> RollTime | None:
    """The time that the roll covers, where the day lies outside it."""
    return RollTime(roll.since, roll.until) if on is not None and not covers(roll.since, roll.until, on) else None


def names_of(view: View, entity: Entity) -> tuple[str, ...]:
    """Every name the entity goes by: the roll's, those that reports use, and a family name that is nobody else's."""
    names = [entity.name]
    names += [
        written
        for one in members(view, entity)
        for (written,) in view.rows("SELECT written FROM names WHERE entity_id = ?", (one,))
    ]
    person = in_roll(view.roll, entity)
    if person is not None:
        names += [*person.other_names]
        family = person.family or surname(person.name)
        if len(view.roll.people_by_surname(name_key(family))) == 1:
            names.append(family)
    elif entity.kind == "person" and entity.register_id is None:
        names += _family_name(view, entity)
    elif entity.kind == "party" and (entity.register_id or "") in view.roll.parties:
        names += view.roll.parties[entity.register_id or ""].other_names
    return tuple(dict.fromkeys(name for name in names if name))


def _family_name(view: View, entity: Entity) -> list[str]:
    """The family name of somebody unknown to the view.roll, where nobody else in the roll or the record bears it."""
    family = surname(entity.name)
    bearers = [one for one in _ending_so(view, name_key(family)) if one != entity]
    return [] if bearers or view.roll.people_by_surname(name_key(family)) else [family]


def by_number(view: View, number: int) -> Entity:
    """The entity of this number, or the one that it is now. Raises `NotFound`."""
    row = view.row(f"{_ENTITY} WHERE named.id = ?2", (view.known, number))
    if row is None:
        raise NotFound(f"#{number}: the record has no entity of this number")
    return Entity(*row)


def _by_name(view: View, text: str) -> list[Entity]:
    """Entities one of whose names has the same key; else provisional people whose name ends so."""
    key = name_key(text) or fold(text)
    if not key:
        return []
    exact = view.rows(
        f"{_ENTITY} WHERE named.id IN (SELECT id FROM entities WHERE key = ?2 UNION"
        f" SELECT entity_id FROM names WHERE key = ?2) AND {_MEANT} ORDER BY entity.id",
        (view.known, key),
    )
    return [Entity(*row) for row in exact] or _ending_so(view, key)


def _ending_so(view: View, key: str) -> list[Entity]:
    """People whose name has more words and ends with these."""
    rows = view.rows(
        f"{_ENTITY} WHERE named.kind = 'person' AND substr(named.key, ?2) = ?3 AND {_MEANT} ORDER BY entity.id",
        (view.known, -len(key) - 1, f" {key}"),
    )
    return [Entity(*row) for row in rows]


def _candidates(found: Answer) -> tuple[Candidate, ...]:
    match found:
        case InRoll():
            return (Candidate(found.entity, found.kind),)
        case Ambiguous():
            return found.candidates
    return ()


def _ambiguous(view: View, text: str, in_roll: Sequence[Candidate], own: Sequence[Entity]) -> AmbiguousName:
    ids = {candidate.entity.id for candidate in in_roll}
    others = [entity for entity in own if entity.register_id not in ids]
    candidates = [*map(str, in_roll), *(_described(view, entity, others) for entity in others)]
    shown = "; ".join(candidates[:_SHOWN]) + (f"; and {len(candidates) - _SHOWN} more" if candidates[_SHOWN:] else "")
    return AmbiguousName(f"{text!r} fits several: {shown}", candidates)


def _described(view: View, entity: Entity, others: Sequence[Entity]) -> str:
    """A name that finds this entity and no other: with its number where the name alone does not."""
    if entity.id is None or sum(name_key(other.name) == name_key(entity.name) for other in others) == 1:
        return entity.name
    row = view.row(
        "SELECT version.title FROM entities AS entity JOIN report_versions AS version"
        " ON version.report_id = entity.report_id WHERE entity.id = ? ORDER BY version.id",
        (entity.id,),
    )
    where = f" in “{row[0]}”" if row and row[0] else f" ({entity.kind})"
    return f"#{entity.id} {entity.name}{where}"


def _of_another_kind(text: str, meant: Sequence[tuple[str, str]], kinds: Sequence[str]) -> NotFound:
    """The name is known, but what it means, by kind and name, is none of the kinds asked for."""
    found = " or ".join(dict.fromkeys(_A.get(kind, kind) for kind, _ in meant))
    (name, *others) = dict.fromkeys(name for _, name in meant)
    full = f" ({name})" if not others and fold(name) != fold(text) else ""
    return NotFound(f"{text!r} is {found}{full}, not {_A.get(kinds[0], kinds[0])}")


def _near(view: View, text: str, kinds: Sequence[str]) -> list[str]:
    """Names that are spelt much like this one, of the kinds where kinds are given."""
    tables: dict[str, Iterable[Person | Party | Seat]] = {
        "person": view.roll.persons.values(),
        "party": view.roll.parties.values(),
        "seat": view.roll.seats.values(),
    }
    rows = [row for kind, table in tables.items() if not kinds or kind in kinds for row in table]
    folded = {fold(other): row.name for row in rows for other in row.other_names} | {
        fold(row.name): row.name for row in rows
    }
    # Of the record's names, which may be many, only those that begin alike.
    alike = "SELECT DISTINCT name, kind FROM entities WHERE kind != 'described' AND key >= ? AND key < ?"
    first = fold(text)[:1]
    own = view.rows(alike, (first, first + "\U0010ffff"))
    folded |= {fold(name): name for name, kind in own if not kinds or kind in kinds}
    # A misspelt surname is near none of the full names, so surnames are tried too.
    families = {fold(surname(row.name)): row.name for row in rows if isinstance(row, Person)}
    close = get_close_matches(fold(text), folded, n=3, cutoff=0.75)
    close_families = get_close_matches(fold(text), families, n=2, cutoff=0.75)
    found = [folded[key] for key in close] + [families[key] for key in close_families]
    return list(dict.fromkeys(found))[:3]
