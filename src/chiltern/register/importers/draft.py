"""A roll in the making: an importer tells it what one source says, in the source's own ids; it gives the rows.

The same key is the same person, party or seat; what one file leaves blank another fills. A row that cannot be used
is noted with its file and line and left out:

    for row in table(file, needs=("mnis_id", "start_date")):
        with draft.row(file, row):
            draft.tenure(draft.person(row.values["mnis_id"], …), …)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import msgspec

from chiltern.dates import day_after, first_day, parse_date
from chiltern.errors import BadInput
from chiltern.names import fold, name_key, surname
from chiltern.register.importers.base import Imported, InFile, Skipped
from chiltern.register.importers.partybook import PartyBook
from chiltern.register.importers.tables import Row
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

_TIME = re.compile(r"[T ]\d{2}:\d{2}.*$")
_TITLES = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Rt|Hon)\b\.? )+(?=\S+ \S)")
_LETTER = re.compile("[A-Za-z]")
# What sources write where they do not know a day.
UNKNOWN = frozenset(("", "0000-00-00", "9999-12-31", "1900-01-01", "0001-01-01"))
_GENDERS: dict[str, Literal["female", "male", "other"]] = {
    "f": "female", "female": "female", "w": "female", "m": "male", "male": "male", "x": "other", "other": "other",
}  # fmt: skip


def day(text: str | None) -> str | None:
    """A source's date, without its time of day; None where the source has none. Raises `BadDate` for other words."""
    made = _TIME.sub("", (text or "").strip())
    return None if made in UNKNOWN else parse_date(made)


def after(text: str | None) -> str | None:
    """The first day out, of a source that gives the last day in; None where it has none."""
    last = day(text)
    return None if last is None else day_after(last).isoformat()


def last_day(until: str | None) -> str | None:
    """The last day in, for a source that counts it in: the way back from `after`."""
    return None if until is None else date.fromordinal(first_day(until).toordinal() - 1).isoformat()


def gender(text: str | None) -> Literal["female", "male", "other"] | None:
    return _GENDERS.get((text or "").strip().lower())


def plain_name(name: str) -> str:
    """A name without the titles before it: "Rt Hon Sir Keir Starmer" is "Keir Starmer"; "Mr Speaker" stays."""
    return _TITLES.sub("", " ".join(name.split()))


class Draft:
    """What one source says. `parties` are the parties that its labels are looked up in, where they are known."""

    def __init__(self, source: Source, legislature: str = "", parties: PartyBook | None = None) -> None:
        self.source = source
        self._sources = (source.id,)
        self.legislature = legislature
        self.book = parties or PartyBook(())
        self.skipped: list[Skipped] = []
        self._persons: dict[str, Person] = {}
        self._parties: dict[str, Party] = {}
        self._seats: dict[str, Seat] = {}
        self._fresh: list[tuple[dict[str, Any], str]] = []
        self._taken: dict[str, set[str]] = {"person": set(), "party": self.book.ids, "seat": set()}
        self._tenures: dict[Tenure, None] = {}
        self._affiliations: dict[Affiliation, None] = {}
        self._roles: dict[Role, None] = {}
        self._contests: list[Contest] = []
        self._divisions: dict[str, Division] = {}

    # Rows that cannot be used

    @contextmanager
    def row(self, file: InFile, row: Row | int | None) -> Iterator[None]:
        """Notes a row whose reading fails, forgets whom only that row named, and goes on with the next."""
        line = row.line if isinstance(row, Row) else row
        self._fresh.clear()
        try:
            yield
            return
        except BadInput as error:
            self.skip(file, line, str(error))
        except KeyError as error:
            self.skip(file, line, f"no {error.args[0]}")
        except (TypeError, AttributeError, ValueError, msgspec.ValidationError) as error:
            self.skip(file, line, f"not as expected: {error}")
        for made, key in self._fresh:
            del made[key]

    def skip(self, file: InFile, line: int | None, reason: str) -> None:
        self.skipped.append(Skipped(file.name, line, reason if len(reason) <= 300 else f"{reason[:300]}…"))

    # Entities

    def person(self, key: str, name: str = "", **known: Any) -> str:
        """The id of the person whom the source calls `key`; `known` are further fields of `Person`, blanks allowed.

        A second name for one person joins the other names. Raises `BadInput` without a name for somebody new.
        """
        name = plain_name(name)
        if key not in self._persons:
            # A Latin letter is a name; only what begins otherwise needs the slow look.
            if not _LETTER.match(name) and not name_key(name):
                raise BadInput(f"no name for the person {key!r}")
            self._fresh.append((self._persons, key))
            family = known.get("family") or ""
            # Finding the surname takes a quarter of all that a person takes; a source that has it says so.
            known_family = bool(family) and name.endswith(f" {family}")
            self._persons[key] = Person(
                self._slug("person", name), name, family=family if known_family else surname(name)
            )
        have = self._persons[key]
        self._persons[key] = _filled(have, name, known)
        return have.id

    def party(self, label: str, **known: Any) -> str:
        """The id of the party that the source labels so; one of the book's where it has the label."""
        label = " ".join(label.split())
        key = fold(label) or label.casefold()
        if not key:
            raise BadInput("no name for a party")
        known_as = self.book.find(label)
        if known_as is not None:
            key = fold(known_as.name)  # "Lab" and "Labour" are one row
        if key not in self._parties:
            self._fresh.append((self._parties, key))
            self._parties[key] = known_as or Party(self._slug("party", label), label)
        self._parties[key] = _filled(self._parties[key], "", known)
        return self._parties[key].id

    def seat(self, key: str, name: str = "", **known: Any) -> str:
        """The id of the seat that the source calls `key`; boundary versions of one name have keys of their own."""
        name = " ".join(name.split())
        if key not in self._seats:
            if not name:
                raise BadInput(f"no name for the seat {key!r}")
            self._fresh.append((self._seats, key))
            self._seats[key] = Seat(self._slug("seat", name), name, known.pop("legislature", None) or self.legislature)
        have = self._seats[key]
        self._seats[key] = _filled(have, name, known)
        return have.id

    def knows_person(self, key: str) -> bool:
        return key in self._persons

    def knows_seat(self, key: str) -> bool:
        return key in self._seats

    # Ties

    def tenure(self, person: str, seat: str, since: str | None, until: str | None, **more: Any) -> None:
        _ordered(since, until)
        more.setdefault("sources", (self.source.id,))
        self._tenures[Tenure(person, seat, since, until, **more)] = None

    def affiliation(self, person: str, party: str, since: str | None, until: str | None, **more: Any) -> None:
        _ordered(since, until)
        more.setdefault("sources", (self.source.id,))
        self._affiliations[Affiliation(person, party, since, until, **more)] = None

    def role(self, person: str, role: str, of: str | None, since: str | None, until: str | None) -> None:
        _ordered(since, until)
        if not role.strip():
            raise BadInput("no name for an office")
        self._roles[Role(person, " ".join(role.split()), of, since, until, self._sources)] = None

    def contest(self, contest: Contest) -> None:
        """Adds an election; its `sources` are set here."""
        self._contests.append(msgspec.structs.replace(contest, sources=self._sources))

    def division(self, division: Division) -> None:
        """Adds a division, or fills the blanks of one with the same id; its `sources` are set here."""
        made = msgspec.structs.replace(division, sources=self._sources)
        have = self._divisions.get(division.id)
        if have is not None:
            made = msgspec.structs.replace(
                made, **{field: getattr(have, field) for field in have.__struct_fields__ if not getattr(made, field)}
            )
        self._divisions[division.id] = made

    # The end

    def imported(self, name: str, title: str = "") -> Imported:
        """The rows, each kind in a fixed order, and what was left out."""
        rows = RollRows(
            name=name,
            title=title or self.source.name,
            legislature=self.legislature,
            sources=(self.source,),
            parties=_by_id(self._parties),
            seats=_by_id(self._seats),
            persons=_by_id(self._persons),
            tenures=tuple(sorted(self._tenures, key=lambda row: (row.person, row.since or "", row.until or "9999"))),
            affiliations=tuple(
                sorted(self._affiliations, key=lambda row: (row.person, row.since or "", row.until or "9999"))
            ),
            roles=tuple(sorted(self._roles, key=lambda row: (row.person, row.since or "", row.role, row.of or ""))),
            contests=tuple(sorted(self._contests, key=lambda row: (row.date, row.seat))),
            divisions=tuple(sorted(self._divisions.values(), key=lambda row: (row.date, row.number or 0, row.id))),
        )
        return Imported(rows, tuple(self.skipped))

    def _slug(self, kind: str, name: str) -> str:
        return slug(name, self._taken[kind])


def slug(name: str, taken: set[str]) -> str:
    """An id made of the name's letters, added to `taken`; a second bearer of the name gets a number."""
    letters = name.lower()
    if not letters.isascii():
        apart = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    base = re.sub(r"[\W_]+", "-", re.sub(r"[’']", "", letters)).strip("-") or "unnamed"
    made, count = base, 2
    while made in taken:
        made, count = f"{base}-{count}", count + 1
    taken.add(made)
    return made


def _filled(have: Any, name: str, known: Mapping[str, Any]) -> Any:
    """The row with its blanks filled; identifiers are joined, and another name is kept."""
    changes: dict[str, Any] = {}
    if name or known.get("other_names"):
        others = dict.fromkeys((*have.other_names, *known.get("other_names", ()), *([name] if name else ())))
        fresh = tuple(other for other in others if other and other != have.name)
        if fresh != have.other_names:
            changes["other_names"] = fresh
    identifiers = {scheme: value for scheme, value in known.get("identifiers", {}).items() if value}
    if identifiers and identifiers.items() - have.identifiers.items():
        changes["identifiers"] = identifiers | have.identifiers
    for field, value in known.items():
        if field in ("other_names", "identifiers") or value in (None, "", getattr(have, field)):
            continue
        default = {"kind": "party", "places": 1}.get(field)
        if getattr(have, field) in (None, "", default) or (
            field == "family" and name_key(have.name).endswith(name_key(value))
        ):
            changes[field] = value
    return msgspec.structs.replace(have, **changes) if changes else have


def _by_id(rows: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(sorted({row.id: row for row in rows.values()}.values(), key=lambda row: row.id))


@lru_cache(maxsize=65536)
def _ordered(since: str | None, until: str | None) -> None:
    if since is not None and until is not None and first_day(until) < first_day(since):
        raise BadInput(f"it ends ({until}) before it begins ({since})")
