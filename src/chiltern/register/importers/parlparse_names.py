"""What parlparse calls people and places: which rows are one person, which seat a name meant when, who else is meant.

Rows go in; keys for a draft come out, or further names for people already in it.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.names import fold, name_key, surname
from chiltern.register.importers.draft import Draft, after, day
from chiltern.register.importers.parlparse_tables import Rows
from chiltern.register.spans import Span, span_of

# "The Prime Minister", "Solicitor-General": how Hansard names who holds an office.
_OFFICE = re.compile(
    r"^the |minister\b|\bsecretary\b|-general\b|\bgeneral$|\badvocate\b|\bgeneral for\b", re.IGNORECASE
)


class Member(NamedTuple):
    """Who a row says somebody is: numbers where it has them, the name and the constituency."""

    person: str
    mnis: str
    name: str
    place: str


def person_keys(members: Sequence[Member]) -> list[str]:
    """A key for each row, the same for rows of one person.

    Rows join by TheyWorkForYou's number, then by that of MNIS. A row with neither joins those of its name and
    constituency, where they are one person's. Somebody who moved elsewhere cannot be told from a namesake.
    """
    keys = [f"twfy:{one.person}" if one.person else "" for one in members]
    of_mnis = {one.mnis: key for one, key in zip(members, keys, strict=True) if one.mnis and key}
    keys = [
        key or (of_mnis.get(one.mnis, f"mnis:{one.mnis}") if one.mnis else "")
        for one, key in zip(members, keys, strict=True)
    ]
    # Not `name_key`, which leaves out "Jnr": Ian Paisley's successor in North Antrim was Ian Paisley Jnr.
    places = [f"{fold(one.name)}|{fold(one.place)}" for one in members]
    of_place: defaultdict[str, set[str]] = defaultdict(set)
    for place, key in zip(places, keys, strict=True):
        if key:
            of_place[place].add(key)
    return [
        key or (min(of_place[place]) if len(of_place[place]) == 1 else f"name:{place}")
        for place, key in zip(places, keys, strict=True)
    ]


# Seats


class Place(NamedTuple):
    """A constituency within its dates, as the table of constituencies has it."""

    key: str
    span: Span


class Places:
    """Which constituency a name meant on a day; without a table of them a name is one constituency."""

    def __init__(self) -> None:
        self._named: defaultdict[str, list[Place]] = defaultdict(list)

    def add(self, name: str, place: Place) -> None:
        self._named[fold(name)].append(place)

    def key(self, name: str, since: str | None) -> str:
        """The key of the constituency of this name then, or of the one nearest in time."""
        named = self._named.get(fold(name))
        if not named:
            return fold(name)
        at = first_day(since).toordinal() if since else 0
        return min(named, key=lambda place: max(place.span.start - at, at - place.span.end + 1, 0)).key


def add_places(draft: Draft, rows: Rows) -> Places:
    """Gives the draft the seats of a table of constituencies; a row a spelling, the last day counted in."""
    places = Places()
    for file, row in rows:
        with draft.row(file, row):
            said = row.values
            since, until = day(said.get("start_date")), after(said.get("end_date"))
            key, hansard = said["cons_id"], said.get("hansard_id", "")
            if not key:
                raise BadInput("no cons_id")
            if since is not None and until is not None and first_day(until) < first_day(since):
                raise BadInput(f"it ends ({until}) before it begins ({since})")
            numbers = {"parlparse": key, "hansard": hansard}
            draft.seat(key, said["name"], since=since, until=until, identifiers=numbers)
            places.add(said["name"], Place(key, span_of(Days(since, until))))
    return places


# Other names


class Days(NamedTuple):
    since: str | None
    until: str | None


class Known(NamedTuple):
    """Somebody in the draft: the key, a name, and the seat (its key) held on these days."""

    key: str
    name: str
    seat: str
    span: Span


def add_aliases(draft: Draft, rows: Rows, known: Sequence[Known], places: Places) -> None:
    """Gives people their other names from a table of aliases; offices, and people not in the draft, are passed over.

    A row names somebody by full name, by family name, or as the member for a constituency whose family name the alias
    has too.
    """
    by_name: defaultdict[str, list[Known]] = defaultdict(list)
    by_family: defaultdict[str, list[Known]] = defaultdict(list)
    by_seat: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        for key in {fold(one.name), name_key(one.name)}:
            by_name[key].append(one)
        by_family[fold(surname(one.name))].append(one)
        by_seat[one.seat].append(one)
    for file, row in rows:
        with draft.row(file, row):
            said = row.values
            # Hansard's pages were read with their references to characters left in: "Th&#233;r&#232;se".
            alias = html.unescape(said["alternate"])
            if not alias or _OFFICE.search(alias):
                continue
            full, family, place = (said.get(name, "") for name in ("fullname", "lastname", "constituency"))
            days = Days(day(said.get("from")), after(said.get("to")))
            if full:
                # "Ian Paisley Jnr" is one of two whose `name_key` is the same.
                meant = by_name.get(fold(full)) or by_name.get(name_key(full), [])
            elif place:
                sat = by_seat.get(places.key(place, days.since), [])
                meant = [one for one in sat if fold(surname(one.name)) == fold(surname(alias))]
            else:
                meant = by_family.get(fold(family), [])
            _add_alias(draft, alias, family if not full and not place else "", _then(meant, span_of(days)))


def _then(meant: Sequence[Known], span: Span) -> dict[str, str]:
    """Name by key of those who sat meanwhile, else of all."""
    then = [one for one in meant if one.span.overlap(span)]
    return {one.key: one.name for one in then or meant}


def _add_alias(draft: Draft, alias: str, family: str, meant: Mapping[str, str]) -> None:
    if len(meant) > 1:
        raise BadInput(f"{alias} may be {len(meant)} people: {', '.join(sorted(set(meant.values()))[:4])}")
    for key, name in meant.items():
        draft.person(key, f"{name.removesuffix(family).strip()} {alias}" if family else alias)
