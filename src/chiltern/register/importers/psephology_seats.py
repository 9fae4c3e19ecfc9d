"""Constituencies of Parliament's results database and of MNIS: rows go in, a way from any of their ids to a seat out.

A constituency is a seat within one set of boundaries, so one name is several seats, each with its days. Other files
of the database name a seat by its number, by its ONS code or only by its name; with a day, each leads to one version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from chiltern.dates import PartialDate, covers, first_day
from chiltern.names import name_key
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft, after, day
from chiltern.register.importers.results import GSS, true
from chiltern.register.importers.tables import table
from chiltern.register.index import word_set


class _Version(NamedTuple):
    """A seat's id, and the days of its boundaries as far as they are known."""

    id: str
    since: PartialDate | None
    until: PartialDate | None


class Seats:
    """The seats so far, and what finds them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._versions: dict[str, _Version] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._key_of: dict[str, str] = {}
        self._by: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def add(self, key: str, name: str, identifiers: dict[str, str], **known: Any) -> str:
        """The id of the seat with this key, or with one of these numbers that no two seats share; fills its blanks."""
        own = next((self._keys[item] for item in _own(identifiers) if item in self._keys), key)
        made = self._draft.seat(own, name, identifiers=identifiers, **known)
        if own not in self._versions:
            self._versions[own] = _Version(made, known.get("since"), known.get("until"))
            self._key_of[made] = own
        for item in _own(identifiers):
            self._keys[item] = own
        if "gss" in identifiers:
            self._by["gss", identifiers["gss"]][own] = None
        if name:
            self._by["name", seat_key(name)][own] = None
        return made

    def returns(self, seat: str, places: int) -> None:
        """Notes how many members the seat returns."""
        self._draft.seat(self._key_of[seat], places=places)

    def find(self, scheme: str, value: str, on: PartialDate | None) -> str | None:
        """The id of the one seat with this number, code or name (`scheme`) whose boundaries hold on the day."""
        if (scheme, value) in self._keys:
            return self._versions[self._keys[scheme, value]].id
        choices = [self._versions[key] for key in self._by.get((scheme, value), ())]
        if on is not None:
            choices = [one for one in choices if covers(one.since, one.until, first_day(on))]
        return choices[0].id if len(choices) == 1 else None

    def named(self, name: str, on: PartialDate | None) -> str:
        """The id of the seat of this name on the day; a seat without dates where no version of it is known."""
        key = seat_key(name)
        return self.find("name", key, on) or self._draft.seat(f"name:{key}", name)

    def of_election(self, number: str, name: str, code: str, on: PartialDate) -> str:
        """The id of an election's seat: by number, by ONS code, else a seat that only elections name."""
        codes = {"gss": code} if GSS.fullmatch(code) else {}
        found = self.find("psephology", number, on) if number else None
        if found is None and codes:
            found = self.find("gss", code, on)
        if found is None and not number:
            return self.named(name, on)
        return found or self.add(f"psephology:{number}", name, {"psephology": number, **codes})


def read_constituencies(seats: Seats, draft: Draft, files: Sequence[InFile]) -> None:
    """Reads constituencies.csv: a row for each constituency of each boundary set.

    The end of a set is its last day, though the table's notes call it half-open: sets end on the day of dissolution
    (2024-05-30), the next ones begin on the day after it (2024-05-31).
    """
    for file in files:
        for row in table(file, needs=("constituency_id", "name")):
            with draft.row(file, row):
                values = row.values
                number = _required(values["constituency_id"], "constituency_id")
                code = values.get("geographic_code", "")
                issued = true(values.get("is_geographic_code_issued_by_ons", "true")) and GSS.fullmatch(code)
                seats.add(
                    f"psephology:{number}",
                    values["name"],
                    _given(psephology=number, mnis=values.get("area_mnis_id", ""), gss=code if issued else ""),
                    region=values.get("english_region") or values.get("country"),
                    since=day(values.get("boundary_set_start")),
                    until=after(values.get("boundary_set_end")),
                )


def read_mnis(seats: Seats, draft: Draft, files: Sequence[InFile]) -> None:
    """Reads mnis-constituencies.csv; a version ends on the day on which the next one begins."""
    for file in files:
        for row in table(file, needs=("constituency_id", "name", "start_date")):
            with draft.row(file, row):
                values = row.values
                number = _required(values["constituency_id"], "constituency_id")
                code = values.get("onscode", "")
                seats.add(
                    f"mnis:{number}",
                    values["name"],
                    _given(mnis=number, gss=code if GSS.fullmatch(code) else ""),
                    since=day(values["start_date"]),
                    until=day(values.get("end_date")),
                )


def seat_key(name: str) -> str:
    """What spellings of a seat's name share, whatever the order of its words: "ANTRIM NORTH", "North Antrim"."""
    return word_set(name_key(name))


def _own(identifiers: dict[str, str]) -> list[tuple[str, str]]:
    """The numbers that no two seats share; boundaries left as they were keep their ONS code from set to set."""
    return [item for item in identifiers.items() if item[0] != "gss"]


def _given(**identifiers: str) -> dict[str, str]:
    return {scheme: value for scheme, value in identifiers.items() if value}


def _required(text: str, column: str) -> str:
    if not text:
        raise KeyError(column)
    return text
