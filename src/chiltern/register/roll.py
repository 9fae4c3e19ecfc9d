"""The official roll as one immutable value: rows go in, answers as of any date come out.

A `Roll` holds the persons, parties, seats and the dated ties between them (`register/model.py`), checked once when
it is made. It answers who held a seat, for whom a person sat, who the members were and what the totals were.
`load_roll` reads one from the package or from a file in Chiltern's own format, JSON with one row a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from chiltern.dates import covers, first_day
from chiltern.errors import BadInput
from chiltern.names import name_key, surname
from chiltern.register.check import by_id, check_rows
from chiltern.register.divisions import divisions_once
from chiltern.register.index import ByDay, Member, begins, index, name_keys, word_set
from chiltern.register.model import (
    Affiliation,
    Contest,
    Division,
    Party,
    Person,
    Role,
    RollRows,
    Seat,
    Source,
    Tenure,
)
from chiltern.register.resolve import Preference, answers, elections_once
from chiltern.register.rollfile import decode_rows, encode_rows, write_whole

_DAYS_KEPT = 64  # whose members a roll remembers; a report asks of one or two


class Roll:
    """One legislature over one stretch of time.

    `persons`, `parties`, `seats` and `sources` map id to row; `tenures`, `affiliations`, `roles`, `contests` and
    `divisions` are tuples, of several sources the preferred answer (`register/resolve.py`); `rows` has every claim.
    Raises `BadInput` for a repeated id, a tie to a row that is not there, or a tie that ends before it begins.
    """

    def __init__(self, rows: RollRows) -> None:
        check_rows(rows)
        self.name = rows.name
        self.title = rows.title or rows.name
        self.legislature = rows.legislature
        self.since = rows.since
        self.until = rows.until
        self.sources: Mapping[str, Source] = MappingProxyType(by_id(rows, rows.sources))
        self.persons: Mapping[str, Person] = MappingProxyType(by_id(rows, rows.persons))
        self.parties: Mapping[str, Party] = MappingProxyType(by_id(rows, rows.parties))
        self.seats: Mapping[str, Seat] = MappingProxyType(by_id(rows, rows.seats))
        self._rows = rows
        self._sitting: dict[date, tuple[Member, ...]] = {}

    def __repr__(self) -> str:
        return f"<Roll {self.name}: {len(self.seats)} seats, {len(self.persons)} persons>"

    @property
    def rows(self) -> RollRows:
        """The rows it was built from, as `save_roll` writes them."""
        return self._rows

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        return answers(self._rows.tenures, lambda row: row.person, lambda row: row.seat, self.preference)

    @cached_property
    def affiliations(self) -> tuple[Affiliation, ...]:
        return answers(self._rows.affiliations, lambda row: row.person, lambda row: row.party, self.preference)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        return answers(
            self._rows.roles, lambda row: (row.person, row.role, row.of), lambda row: row.role, self.preference
        )

    @cached_property
    def contests(self) -> tuple[Contest, ...]:
        return elections_once(self._rows.contests, self.preference)

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        return divisions_once(self._rows.divisions, self.preference)

    @cached_property
    def preference(self) -> Preference:
        """Which of its sources is heard first."""
        return Preference(self._rows)

    # Who and for whom, on a date

    def holder(self, seat_id: str, on: date) -> Person | None:
        """Who holds the seat on the day; None while it is vacant, dissolved or unknown; of several, the last."""
        holders = self.holders(seat_id, on)
        return holders[-1] if holders else None

    def holders(self, seat_id: str, on: date) -> tuple[Person, ...]:
        """Everybody who holds a place of the seat on the day, no more than the seat has, in the order of coming."""
        sitting = self._held_by.on(seat_id, on)
        return tuple(self.persons[person] for person in sitting[-self.seats[seat_id].places :]) if sitting else ()

    def seat_of(self, person_id: str, on: date) -> Seat | None:
        """The seat that the person holds on the day."""
        held = self._seats_of.on(person_id, on)
        return self.seats[held[-1]] if held else None

    def party_of(self, person_id: str, on: date) -> Party | None:
        """The party that the person sits for, or belongs to, on the day."""
        sat_for = self._parties_of.on(person_id, on)
        return self.parties[sat_for[-1]] if sat_for else None

    def members(self, on: date) -> tuple[Member, ...]:
        """Everybody who holds a seat on the day, in the order of the seats."""
        if len(self._sitting) > _DAYS_KEPT:
            self._sitting.clear()
        if on not in self._sitting:
            self._sitting[on] = tuple(
                Member(person, seat, self.party_of(person.id, on))
                for seat in self.seats.values()
                for person in self.holders(seat.id, on)
            )
        return self._sitting[on]

    def totals(self, on: date) -> dict[str, int]:
        """Members by party id on the day, largest first; members without a party are not counted."""
        counts = Counter(member.party.id for member in self.members(on) if member.party is not None)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def roles_of(self, person_id: str, on: date | None = None) -> tuple[Role, ...]:
        """The offices that the person held, all of them or those of one day."""
        held = self._roles_by_person.get(person_id, ())
        return held if on is None else tuple(role for role in held if covers(role.since, role.until, on))

    def office_holders(self, role: str, on: date, of: str | None = None) -> tuple[Person, ...]:
        """Who holds the office on the day, in any body or in the one whose id or name is `of`."""
        held = (row for row in self.roles_named(role) if of is None or row.of == of)
        return tuple(dict.fromkeys(self.persons[row.person] for row in held if covers(row.since, row.until, on)))

    def roles_named(self, role: str) -> tuple[Role, ...]:
        """Every time that somebody held an office of this name."""
        return self._roles_by_key.get(name_key(role), ())

    def tenures_of(self, person_id: str) -> tuple[Tenure, ...]:
        """The seats that the person held, in time order."""
        return self._tenures_by_person.get(person_id, ())

    def tenures_in(self, seat_id: str) -> tuple[Tenure, ...]:
        """Everybody's time in the seat, in time order."""
        return self._tenures_by_seat.get(seat_id, ())

    def affiliations_of(self, person_id: str) -> tuple[Affiliation, ...]:
        """The parties that the person sat for, in time order."""
        return self._affiliations_by_person.get(person_id, ())

    def contests_of(self, seat_id: str) -> tuple[Contest, ...]:
        """The elections for the seat, in time order."""
        return self._contests_by_seat.get(seat_id, ())

    def contest_before(self, seat_id: str, on: date) -> Contest | None:
        """The latest election for the seat held on or before the day."""
        past = [contest for contest in self.contests_of(seat_id) if first_day(contest.date) <= on]
        return past[-1] if past else None

    # Names

    def people_by_name(self, key: str) -> tuple[Person, ...]:
        """Everybody one of whose names has this `name_key`, on whatever date."""
        return self._people_by_name.get(key, ())

    def people_by_surname(self, key: str) -> tuple[Person, ...]:
        """Everybody whose family name has this `name_key`."""
        return self._people_by_surname.get(key, ())

    def seats_by_name(self, key: str, on: date | None = None) -> tuple[Seat, ...]:
        """The seats with a name of this `name_key`, "Antrim East" for East Antrim too; of several, those of the day."""
        found = self._seats_by_name.get(key) or self._seats_by_words.get(word_set(key), ())
        if on is None or len(found) < 2:
            return found
        in_force = tuple(seat for seat in found if covers(seat.since, seat.until, on)) or found
        return tuple(seat for seat in in_force if self.holder(seat.id, on) is not None) or in_force

    def parties_by_name(self, key: str) -> tuple[Party, ...]:
        """The parties and groups one of whose names has this `name_key`."""
        return self._parties_by_name.get(key, ())

    def bodies_by_name(self, key: str) -> frozenset[str]:
        """The plain names, as roles give them, of bodies with this `name_key`: committees, cities, houses."""
        return self._bodies_by_name.get(key, frozenset())

    # Indices, made when first asked for

    @cached_property
    def _held_by(self) -> ByDay[Tenure]:
        return ByDay(self._tenures_by_seat, lambda row: row.person)

    @cached_property
    def _seats_of(self) -> ByDay[Tenure]:
        return ByDay(self._tenures_by_person, lambda row: row.seat)

    @cached_property
    def _parties_of(self) -> ByDay[Affiliation]:
        return ByDay(self._affiliations_by_person, lambda row: row.party)

    @cached_property
    def _tenures_by_seat(self) -> dict[str, tuple[Tenure, ...]]:
        return index(sorted(self.tenures, key=begins), lambda row: (row.seat,))

    @cached_property
    def _tenures_by_person(self) -> dict[str, tuple[Tenure, ...]]:
        return index(sorted(self.tenures, key=begins), lambda row: (row.person,))

    @cached_property
    def _affiliations_by_person(self) -> dict[str, tuple[Affiliation, ...]]:
        return index(sorted(self.affiliations, key=begins), lambda row: (row.person,))

    @cached_property
    def _roles_by_person(self) -> dict[str, tuple[Role, ...]]:
        return index(self.roles, lambda row: (row.person,))

    @property
    def role_keys(self) -> Iterable[str]:
        """The `name_key` of every office that anybody held."""
        return self._roles_by_key.keys()

    @cached_property
    def _roles_by_key(self) -> dict[str, tuple[Role, ...]]:
        # Registers put a post's second title behind a comma: "Prime Minister, First Lord of the Treasury".
        return index(self.roles, lambda row: {name_key(row.role), name_key(row.role.partition(",")[0])})

    @cached_property
    def _bodies_by_name(self) -> dict[str, frozenset[str]]:
        bodies = {role.of for role in self.roles if role.of is not None and role.of not in self.parties}
        return {name_key(body): frozenset((body,)) for body in bodies}

    @cached_property
    def _contests_by_seat(self) -> dict[str, tuple[Contest, ...]]:
        return index(sorted(self.contests, key=lambda row: row.date), lambda row: (row.seat,))

    @cached_property
    def _people_by_name(self) -> dict[str, tuple[Person, ...]]:
        return index(self.persons.values(), name_keys)

    @cached_property
    def _people_by_surname(self) -> dict[str, tuple[Person, ...]]:
        return index(self.persons.values(), lambda row: {name_key(row.family), name_key(surname(row.name))} - {""})

    @cached_property
    def _seats_by_name(self) -> dict[str, tuple[Seat, ...]]:
        return index(self.seats.values(), name_keys)

    @cached_property
    def _seats_by_words(self) -> dict[str, tuple[Seat, ...]]:
        return index(self.seats.values(), lambda row: {word_set(key) for key in name_keys(row)})

    @cached_property
    def _parties_by_name(self) -> dict[str, tuple[Party, ...]]:
        return index(self.parties.values(), name_keys)


def builtin_rolls() -> tuple[str, ...]:
    """The names of the rolls that ship with the package."""
    names = (entry.name for entry in files("chiltern").joinpath("register/builtin").iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def load_roll(name_or_path: str | Path) -> Roll:
    """A built-in roll by name, or a roll file by path.

    Raises `BadInput` where neither exists and for a file that is no roll. A built-in roll is read once.
    """
    if str(name_or_path) in builtin_rolls():
        return _load_builtin(str(name_or_path))
    path = Path(name_or_path)
    if not path.is_file():
        known = ", ".join(builtin_rolls())
        raise BadInput(f"no roll {str(name_or_path)!r}: give the path of a roll file, or a built-in roll ({known})")
    return Roll(decode_rows(path.read_bytes(), str(path)))


def save_roll(roll: Roll, path: str | Path, *, replacing: bool = True) -> None:
    """Writes the roll as JSON, one row a line, so that two versions compare line by line: the whole file or nothing.

    Raises `BadInput` where the file cannot be written, or is there already and not to be replaced.
    """
    write_whole(Path(path), encode_rows(roll.rows), replacing=replacing)


@lru_cache(maxsize=4)
def _load_builtin(name: str) -> Roll:
    return Roll(decode_rows(files("chiltern").joinpath(f"register/builtin/{name}.json").read_bytes(), name))
