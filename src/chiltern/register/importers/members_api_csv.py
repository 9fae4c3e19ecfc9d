"""Tables made of the Members API's answers: CSV files go in, what they say of people and spells is gathered.

`members`, `house-memberships`, `party-memberships` and `names` are one reading of the whole register; `mp-spells` are
the members as successive snapshots showed them. Tables of differences between readings ("deltas") undo the later
ones: with them the register comes out as it was known on the day that the user gives as the day of fetching.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft, after, day, gender
from chiltern.register.importers.parliament import COMMONS, LORDS, House, chamber_of, listed
from chiltern.register.importers.spells import Spell, days
from chiltern.register.importers.tables import Row, header_of, table


class Line(NamedTuple):
    """A row and the file it stands in."""

    file: InFile
    row: Row


# A table is known by its columns; the first kind of which a file has every column is the one it is of.
DELTAS = ("snapshot_before", "snapshot_after", "change", "mnis_id", "start_date", "end_date")
COLUMNS = {
    "house deltas": (*DELTAS, "membership_from", "house"),
    "party deltas": (*DELTAS, "party"),
    "snapshots": ("mnis_id", "name", "party", "constituency", "first_seen", "last_seen"),
    "observed changes": ("mnis_id", "from_party", "to_party", "last_seen_before", "first_seen_after"),
    "houses": ("mnis_id", "start_date", "end_date", "membership_from", "house"),
    "parties": ("mnis_id", "start_date", "end_date", "party"),
    "names": ("mnis_id", "start_date", "end_date", "name"),
    "members": ("mnis_id", "name"),
}


def table_kind(file: InFile) -> str:
    """Which table a CSV file is; raises `BadInput` for one that is none of them."""
    header = set(header_of(file))
    # TheyWorkForYou's tables share column names, but their ends are the last day.
    kinds = [] if "person_id" in header else [kind for kind, columns in COLUMNS.items() if set(columns) <= header]
    if kinds and (kinds[0] != "members" or header & {"is_mp", "is_peer", "is_current", "membership_from"}):
        return kinds[0]
    raise BadInput(
        f"{file.name}: no table of the Members API (it has the columns {listed(header_of(file))}); "
        "give members, house-memberships, party-memberships, names or mp-spells"
    )


def gather_tables(files: Sequence[InFile], draft: Draft, house: House) -> None:
    """Reads every CSV file into the house. Raises `BadInput` for a file that is no such table."""
    lines: dict[str, list[Line]] = {kind: [] for kind in COLUMNS}
    for file in files:
        kind = table_kind(file)
        lines[kind] += [Line(file, row) for row in table(file, COLUMNS[kind])]
    known = draft.source.retrieved
    for kind in ("house", "party"):
        whole = {"house": "houses", "party": "parties"}[kind]
        if lines[f"{kind} deltas"]:
            lines[whole] = as_known(lines[whole], lines[f"{kind} deltas"], known, draft)
    if lines["snapshots"]:
        lines["observed changes"] = []  # they are made of the snapshots
    _kinds_of_peers(lines["houses"])
    readers: dict[str, Callable[[House, Line], None]] = {
        "members": _member, "names": _name, "houses": _sitting, "parties": _party,
        "snapshots": _snapshot, "observed changes": _observed,
    }  # fmt: skip
    for kind, read in readers.items():
        for line in lines[kind]:
            with draft.row(line.file, line.row):
                read(house, line)


# The whole register


def _key(values: Mapping[str, str]) -> str:
    key = values["mnis_id"]
    if not key.isdecimal():
        raise BadInput(f"no member's number: {key!r}" if key else "no member's number")
    return str(int(key))


def _days(
    values: Mapping[str, str], since: str = "start_date", until: str = "end_date"
) -> tuple[str | None, str | None]:
    first, last = day(values[since]), day(values[until])
    if days(first, last).days < 0:
        raise BadInput(f"it ends ({last}) before it begins ({first})")
    return first, last


def _member(house: House, line: Line) -> None:
    """A person, and the house that they are or were last of. What it says of party and seat has no dates to go with.

    `is_current` and `status` are no help: of 942 members marked current on 31 July 2024, 292 had lost their seats.
    """
    values = line.row.values
    known = house.person(_key(values), values["name"], gender=gender(values.get("gender")))
    known.houses |= {chamber for column, chamber in (("is_mp", COMMONS), ("is_peer", LORDS))
                     if values.get(column, "").lower() == "true"}  # fmt: skip


def _name(house: House, line: Line) -> None:
    values = line.row.values
    if not values["name"]:
        raise BadInput("no name")
    house.person(_key(values)).names[(*_days(values), values["name"])] = None


def _sitting(house: House, line: Line) -> None:
    values = line.row.values
    person, chamber = _key(values), chamber_of(values["house"])
    if chamber is None:
        raise BadInput(f"no house {values['house']!r}: Commons or Lords" if values["house"] else "no house")
    if chamber != house.chamber:
        house.sat(chamber, Spell(person, "", None, None))
        return
    since, until = _days(values)
    seat = membership_seat(house, chamber, values["membership_from"], values.get("membership_from_id", ""))
    house.sat(chamber, Spell(person, seat, since, until, file=line.file, line=line.row.line))


def membership_seat(house: House, chamber: str, name: str, number: str) -> str:
    """The key of what a membership is from: a constituency's number in MNIS, or the kind of a peer.

    The numbers of kinds of peers (1 to 10) are others than those of constituencies.
    """
    if not name:
        raise BadInput("no constituency" if chamber == COMMONS else "no kind of membership")
    if not number:
        return house.seat_named(name)
    scheme = "mnis" if chamber == COMMONS else "mnis-lords"
    return house.seat(f"{scheme} {number}", name, identifiers={scheme: number})


def _kinds_of_peers(lines: Iterable[Line]) -> None:
    """Fills the house where a row leaves it blank and every other row of its kind ("Hereditary", 2) is of one house."""
    houses: dict[tuple[str, str], set[str]] = {}
    blank = []
    for line in lines:
        fields = line.row.fields
        kind = (fields.get("membership_from", ""), fields.get("membership_from_id", ""))
        if fields.get("house"):
            houses.setdefault(kind, set()).add(fields["house"])
        else:
            blank.append((kind, fields))
    for kind, fields in blank:
        if len(houses.get(kind, ())) == 1:
            fields["house"] = next(iter(houses[kind]))


def _party(house: House, line: Line) -> None:
    values = line.row.values
    person = _key(values)
    sat = {chamber for chamber, _ in house.sittings.get(person, ())}
    if sat and house.chamber not in sat:
        return
    since, until = _days(values)
    if values["party"].casefold() == "not known":
        return
    if not values["party"]:
        raise BadInput("no party")
    house.belonged(Spell(person, values["party"], since, until, file=line.file, line=line.row.line))


# Snapshots


def _snapshot(house: House, line: Line) -> None:
    """A member as some snapshots showed them: the days are those of the snapshots, not of the events."""
    values = line.row.values
    first, last = day(values["first_seen"]), after(values["last_seen"])
    if first is None or last is None or days(first, last).days < 0:
        raise BadInput("no days on which it was seen")
    _seen(house, line, values["constituency"], values["party"], first, last)


def _observed(house: House, line: Line) -> None:
    """A change between two snapshots: the party before on the last day it was seen, the new one on its first."""
    values = line.row.values
    for column, party in (("last_seen_before", "from_party"), ("first_seen_after", "to_party")):
        first, last = day(values[column]), after(values[column])
        if first is None:
            raise BadInput(f"no {column}")
        _seen(house, line, values.get("constituency", ""), values[party], first, last)


def _seen(house: House, line: Line, seat: str, party: str, since: str, until: str | None) -> None:
    if house.chamber != COMMONS:
        return
    values = line.row.values
    person = _key(values)
    house.person(person, values.get("name", ""))
    at: dict[str, Any] = {"seen": True, "file": line.file, "line": line.row.line}
    if seat:
        house.sat(COMMONS, Spell(person, house.seat_named(seat), since, until, **at))
    if party:
        house.belonged(Spell(person, party, since, until, **at))


# What was known earlier


def as_known(lines: Sequence[Line], deltas: Sequence[Line], known: str | None, draft: Draft) -> list[Line]:
    """The rows as the register had them on an earlier day, by undoing the differences found after it, latest first.

    Without a day, or with one on or after the latest reading, the rows stay as they are. Raises `BadInput` for a day
    before the earliest reading, and where the table that the differences are of is missing.
    """
    file = deltas[0].file
    if not lines:
        raise BadInput(f"{file.name}: differences without the table that they are of; give that too")
    if known is None:
        return list(lines)
    columns = [name for name in deltas[0].row.fields if name not in ("snapshot_before", "snapshot_after", "change")]
    steps: dict[tuple[str, str], list[Line]] = {}
    for line in deltas:
        with draft.row(line.file, line.row):
            values = line.row.values
            if values["change"] not in ("added", "removed"):
                raise BadInput(f"no change {values['change']!r}: added or removed")
            steps.setdefault((_day(values["snapshot_after"]), _day(values["snapshot_before"])), []).append(line)
    wanted = first_day(known).isoformat()
    earliest = min((before for _, before in steps), default=wanted)
    if wanted < earliest:
        raise BadInput(f"{file.name}: goes back to {earliest}, not to {wanted}")
    have = {tuple(line.row.fields.get(name, "") for name in columns): line for line in lines}
    for (later, _), changed in sorted(steps.items(), reverse=True):
        for line in changed if later > wanted else ():
            key = tuple(line.row.fields.get(name, "") for name in columns)
            if line.row.fields["change"] == "removed":
                have[key] = line
            elif have.pop(key, None) is None:
                draft.skip(line.file, line.row.line, "a row added that the table does not have")
    return list(have.values())


def _day(text: str) -> str:
    found = day(text)
    if found is None:
        raise BadInput("no day of a snapshot")
    return found
