"""Putting a patch into a Popolo file such as parlparse's people.json: JSON in, the file with the changes out.

Persons are found by their ids, else by a number that both have; posts by their ids, else by the name of their place;
organisations by their ids, else by their names. The membership in force on the last day is ended, and the one that
begins takes over its end, which the file knows better than the patch.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from chiltern.names import fold
from chiltern.register.importers.popolo_names import identifiers, other_texts, own_identifier, place_name, text
from chiltern.register.importers.popolo_rows import Identifier
from chiltern.register.index import party_key

Row = dict[str, Any]

_NUMBERED = re.compile(r"(.*/)(\d+)")
_ENDS = ("end_date", "end_reason")


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
        self._posts = _matched(patch["posts"], people["posts"], _post_marks)
        self._parties = {row["id"]: row for row in patch["organizations"]}
        # How the membership ended, before the patch, that the next one follows.
        self._ends: dict[tuple[str, str], Row] = {}

    def end(self, row: Row) -> str | None:
        """Ends the membership that is in force on the last day; gives what hinders it."""
        last = row["end_date"]
        spell = next((one for one in self._of(row) if _covers(one, last)), None)
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
        key = (row["person_id"], row["post_id"])
        ends = self._ends.get(key, {})
        if row.get("end_reason") == "changed_party":
            ends = {key: row[key] for key in _ENDS}
        made = {name: value for name, value in row.items() if name not in _ENDS} | ends
        made["id"] = self._next_id(spells[-1])
        made["person_id"], made["post_id"] = spells[-1]["person_id"], spells[-1]["post_id"]
        made["on_behalf_of_id"] = self._party(row["on_behalf_of_id"])
        self._memberships.insert(self._memberships.index(spells[-1]) + 1, made)
        return None

    def _of(self, row: Row) -> list[Row]:
        """The person's memberships of this post, in time order."""
        person, post = self._persons.get(row["person_id"]), self._posts.get(row["post_id"])
        spells = [
            one
            for one in self._memberships
            if one.get("person_id") in (person or ()) and one.get("post_id") in (post or ())
        ]
        return sorted(spells, key=lambda one: one.get("start_date") or "")

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
        posts = {one["id"]: one.get("organization_id") for one in self.people["posts"]}
        chamber = posts.get(like.get("post_id"))
        known = [one for one in self._memberships if posts.get(one.get("post_id")) == chamber]
        numbered = [found for one in known if (found := _NUMBERED.fullmatch(str(one.get("id"))))]
        last = max(numbered, key=lambda found: int(found[2]), default=None)
        return f"{last[1]}{int(last[2]) + 1}" if last else f"membership/{len(self._memberships) + 1}"


def _covers(one: Row, day: str) -> bool:
    return (one.get("start_date") or "") <= day <= (one.get("end_date") or "9999")


def _matched(rows: Iterable[Row], theirs: Iterable[Row], marks: Any) -> dict[str, frozenset[str]]:
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
    numbers = identifiers(msgspec.convert(row.get("identifiers") or (), list[Identifier])) | own_identifier(
        row["id"], {"person": "twfy"}
    )
    yield from (f"{scheme} {number}" for scheme, number in numbers.items())


def _post_marks(row: Row) -> Iterator[str]:
    yield row["id"]
    area = row.get("area")
    if isinstance(area, dict):
        yield fold(place_name(text(area.get("name"))))
