"""Putting a patch into a Popolo file such as parlparse's people.json: JSON in, the file with the changes out.

Persons are found by their ids, else by a number that both have; posts by their ids, else by the name of their place;
organisations by their ids, else by their names. The membership in force on the last day is ended, and the one that
begins takes over its end, which the file knows better than the patch. Files with posts (parlparse) and with areas
(EveryPolitician) are known; of Wikidata's, whose ends are the first day out, none is.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any, NamedTuple

import msgspec

from chiltern.names import fold
from chiltern.register.importers.popolo_names import (
    everypolitician_identifier,
    identifiers,
    other_texts,
    own_identifier,
    place_name,
    text,
)
from chiltern.register.importers.popolo_rows import Identifier
from chiltern.register.index import party_key

Row = dict[str, Any]

_NUMBERED = re.compile(r"(.*/)(\d+)")
_ENDS = ("end_date", "end_reason")
# What says where a membership is; the next one of the same place has it too.
_PLACE = ("person_id", "post_id", "area_id", "organization_id", "role", "legislative_period_id")


class Applied(NamedTuple):
    """`people` is the whole file; `left_out` says of each membership that could not be put in why."""

    people: Row
    left_out: tuple[str, ...]


def apply(people: Row, patch: Row) -> Applied:
    """The file with the patch in it; applied twice it changes nothing. What is given stays as it was."""
    file = _File(copy.deepcopy(people), patch)
    began = {one["began"] for one in patch["evidence"]}
    left_out = []
    for row in patch["memberships"]:
        fault = file.begin(row) if row["id"] in began else file.end(row)
        if fault:
            left_out.append(f"{row['person_id']} at {row['post_id']} for {row['on_behalf_of_id']}: {fault}")
    return Applied(file.people, tuple(left_out))


class _File:
    """A Popolo file, and what the patch calls its persons, posts and parties."""

    def __init__(self, people: Row, patch: Row) -> None:
        self.people = people
        self._memberships: list[Row] = people["memberships"]
        self._persons = _matched(patch["persons"], people["persons"], _person_marks)
        self._places = _matched(patch["posts"], [*people.get("posts", ()), *people.get("areas", ())], _place_marks)
        self._terms: dict[str, Row] = {row["id"]: row for row in people.get("events") or ()}
        self._parties = {row["id"]: row for row in patch["organizations"]}
        self._chambers = {one["id"]: one.get("organization_id") for one in people.get("posts", ())}
        self._taken = {row.get("id") for row in self._memberships}
        self._held: defaultdict[str | None, list[Row]] = defaultdict(list)
        # The last number given to a membership of each chamber, with what stands before it.
        self._last: dict[str | None, tuple[int, str]] = {}
        for row in self._memberships:
            self._held[row.get("person_id")].append(row)
            numbered = _NUMBERED.fullmatch(str(row.get("id")))
            if numbered:
                chamber = self._chambers.get(row.get("post_id"))
                self._last[chamber] = max(self._last.get(chamber, (0, "")), (int(numbered[2]), numbered[1]))
        # How the membership ended, before the patch, that the next one follows.
        self._ends: dict[tuple[str, str], Row] = {}

    def end(self, row: Row) -> str | None:
        """Ends the membership that is in force on the last day; gives what hinders it."""
        last = row["end_date"]
        spell = next((one for one in self._of(row) if self._begin(one) <= last <= self._end(one)), None)
        if spell is None:
            return f"no membership in the file on {last}"
        if spell.get("end_date") != last:
            self._ends[row["person_id"], row["post_id"]] = {key: spell.pop(key) for key in _ENDS if key in spell}
        spell.update({key: row[key] for key in _ENDS})
        return None

    def begin(self, row: Row) -> str | None:
        """Adds the membership after the one that it follows; gives what hinders it."""
        spells = self._of(row)
        if not spells:
            return "the membership that it follows is not in the file"
        if any(one.get("start_date") == row["start_date"] for one in spells):
            return None
        before = max(
            (one for one in spells if self._begin(one) < row["start_date"]), key=self._begin, default=spells[0]
        )
        ends = {key: row[key] for key in _ENDS if key in row}
        if row.get("end_reason") not in ("changed_party", "resigned"):
            ends = self._ends.get((row["person_id"], row["post_id"]), ends)
        made = {"id": self._next_id(before)} if "id" in before else {}
        made |= {key: before[key] for key in _PLACE if key in before}
        made["on_behalf_of_id"] = self._party(row["on_behalf_of_id"])
        made |= {key: row[key] for key in ("start_date", "start_reason", "source")} | ends
        self._memberships.insert(self._memberships.index(before) + 1, made)
        self._held[made["person_id"]].append(made)
        return None

    def _of(self, row: Row) -> list[Row]:
        """The person's memberships of this place, in time order."""
        persons, places = self._persons[row["person_id"]], self._places[row["post_id"]]
        found = (one for person in persons for one in self._held[person] if _place(one) in places)
        return sorted(found, key=self._begin)

    def _begin(self, one: Row) -> str:
        return one.get("start_date") or self._term(one).get("start_date") or ""

    def _end(self, one: Row) -> str:
        return one.get("end_date") or self._term(one).get("end_date") or "9999"

    def _term(self, one: Row) -> Row:
        """The term of a membership, whose dates are those that the membership leaves blank."""
        return self._terms.get(one.get("legislative_period_id", ""), {})

    def _party(self, party: str) -> str:
        """The file's id of the organisation; one that it does not have is added."""
        row, rows = self._parties[party], self.people["organizations"]
        for one in rows:
            if one["id"] == party:
                return party
        names = {party_key(name) for name in (row["name"], *other_texts(row.get("other_names")))}
        for one in rows:
            if party_key(text(one.get("name"))) in names:
                return str(one["id"])
        rows.append({key: row[key] for key in ("id", "name", "classification")})
        return party

    def _next_id(self, like: Row) -> str:
        """An id after those of the same chamber, where they are numbered; to give another is for the keepers."""
        chamber = self._chambers.get(like.get("post_id"))
        last, prefix = self._last.get(chamber, (len(self._memberships), "membership/"))
        # The numbers that follow may be another chamber's.
        number = next(one for one in count(last + 1) if f"{prefix}{one}" not in self._taken)
        self._last[chamber] = (number, prefix)
        return f"{prefix}{number}"


def _place(one: Row) -> str | None:
    return one.get("post_id") or one.get("area_id")


def _matched(
    rows: Iterable[Row], theirs: Iterable[Row], marks: Callable[[Row], Iterable[str]]
) -> dict[str, frozenset[str]]:
    """The file's ids of each of the patch's rows: those that share a mark."""
    by_mark: dict[str, set[str]] = {}
    for row in theirs:
        for mark in marks(row):
            by_mark.setdefault(mark, set()).add(row["id"])
    found = {}
    for row in rows:
        ids = next((by_mark[mark] for mark in marks(row) if mark in by_mark), set())
        found[row["id"]] = frozenset(ids)
    return found


def _person_marks(row: Row) -> Iterator[str]:
    yield row["id"]
    listed = msgspec.convert(row.get("identifiers") or (), list[Identifier])
    own = own_identifier(row["id"], {"person": "twfy"}) | everypolitician_identifier(row["id"])
    yield from (f"{scheme} {number}" for scheme, number in (identifiers(listed) | own).items())


def _place_marks(row: Row) -> Iterator[str]:
    yield row["id"]
    area = row["area"] if isinstance(row.get("area"), dict) else row
    if area.get("name"):
        yield fold(place_name(text(area["name"])))
