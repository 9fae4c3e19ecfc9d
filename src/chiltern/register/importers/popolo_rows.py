"""The rows of Popolo JSON as typed values: a file's bytes go in, its lists of persons, posts, memberships come out.

Every shape of Popolo in use is read: that of parlparse (`posts`, `redirect` rows, names in parts), EveryPolitician's
(`areas`, `events`) and Wikidata's with names by language. A field of another type than expected makes its row a fault
and leaves the others alone; a list that is none, and JSON that is no Popolo, is one clear line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

import msgspec

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile, Skipped

# Text, or text by language: {"lang:en": "House of Commons"}.
Words = str | dict[str, str | None] | None

Row = TypeVar("Row")


class Name(msgspec.Struct, gc=False):
    """One of the names of a person; a peer's is in parts of its own."""

    name: Words = None
    note: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    honorific_prefix: str | None = None
    surname: str | None = None
    lordname: str | None = None
    lordofname: str | None = None
    start_date: str | None = None
    end_date: str | None = None


class Identifier(msgspec.Struct, gc=False):
    identifier: str | int | None = None
    scheme: str | None = None


class PersonRow(msgspec.Struct, gc=False):
    id: str
    redirect: str | None = None
    name: Words = None
    given_name: str | None = None
    family_name: str | None = None
    gender: Words = None
    birth_date: str | None = None
    death_date: str | None = None
    other_names: tuple[Name, ...] | None = None
    names: tuple[Name, ...] | None = None
    identifiers: tuple[Identifier, ...] | None = None


class Organization(msgspec.Struct, gc=False):
    id: str
    name: Words = None
    classification: str | None = None
    other_names: Any = None
    identifiers: tuple[Identifier, ...] | None = None


class Area(msgspec.Struct, gc=False):
    id: str | None = None
    name: Words = None
    parent_id: str | None = None
    other_names: Any = None
    identifiers: tuple[Identifier, ...] | None = None


class Post(msgspec.Struct, gc=False):
    id: str
    organization_id: str | None = None
    area: Area | None = None
    area_id: str | None = None
    role: Words = None
    label: Words = None
    start_date: str | None = None
    end_date: str | None = None
    identifiers: tuple[Identifier, ...] | None = None


class Membership(msgspec.Struct, gc=False):
    """`person_id` may be missing from a redirect, which stands for another membership of the file."""

    id: str | None = None
    redirect: str | None = None
    person_id: str | None = None
    organization_id: str | None = None
    post_id: str | None = None
    area_id: str | None = None
    on_behalf_of_id: str | None = None
    legislative_period_id: str | None = None
    role: Words = None
    role_code: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    start_reason: str | None = None
    end_reason: str | None = None
    source: Any = None
    area: Area | None = None
    name: Any = None


class Event(msgspec.Struct, gc=False):
    id: str
    start_date: str | None = None
    end_date: str | None = None


class Numbered(msgspec.Struct, Generic[Row]):
    """The rows of one list that could be read, with their numbers in it, from 1."""

    rows: list[Row]
    numbers: list[int] | None = None

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        return zip(self.numbers, self.rows, strict=True) if self.numbers else enumerate(self.rows, start=1)


class PopoloFile(msgspec.Struct):
    """One file's lists, and the rows of them that could not be read."""

    file: InFile
    persons: Numbered[PersonRow]
    organizations: Numbered[Organization]
    posts: Numbered[Post]
    areas: Numbered[Area]
    events: Numbered[Event]
    memberships: Numbered[Membership]
    skipped: list[Skipped]


_LISTS: dict[str, type[Any]] = {
    "persons": PersonRow,
    "organizations": Organization,
    "posts": Post,
    "areas": Area,
    "events": Event,
    "memberships": Membership,
}
_FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def rows_of(file: InFile) -> PopoloFile:
    """The file's rows; raises `BadInput` for a file that is no Popolo JSON."""
    content = file.content.removeprefix(b"\xef\xbb\xbf").strip()
    if not content:
        raise BadInput(f"{file.name}: an empty file; Popolo JSON was expected")
    try:
        found = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except msgspec.ValidationError:
        raise BadInput(f"{file.name}: no Popolo: JSON with persons and memberships was expected") from None
    except _FAULTS as error:
        raise BadInput(f"{file.name}: no JSON: {error}") from None
    if "results" in found and "head" in found:
        raise BadInput(f"{file.name}: no Popolo but results of a SPARQL query; import them as wikidata")
    if "persons" not in found and "memberships" not in found:
        keys = ", ".join(sorted(found)[:5]) or "nothing"
        raise BadInput(f"{file.name}: no Popolo: neither persons nor memberships (it has {keys[:200]})")
    skipped: list[Skipped] = []
    lists = {key: _rows(file, key, found.get(key), skipped) for key in _LISTS}
    return PopoloFile(file=file, skipped=skipped, **lists)


def _rows(file: InFile, key: str, raw: msgspec.Raw | None, skipped: list[Skipped]) -> Numbered[Any]:
    if raw is None or bytes(raw) == b"null":
        return Numbered([])
    kind = _LISTS[key]
    try:
        return Numbered(msgspec.json.decode(raw, type=list[kind]))  # type: ignore[valid-type]  # a type chosen at run time
    except _FAULTS:
        # Some row is not as it should be. Row by row it takes three times as long, so only now.
        return _readable(file, key, raw, skipped)


def _readable(file: InFile, key: str, raw: msgspec.Raw, skipped: list[Skipped]) -> Numbered[Any]:
    try:
        single = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except _FAULTS:
        raise BadInput(f"{file.name}: no Popolo: {key} is no list") from None
    decoder = msgspec.json.Decoder(_LISTS[key])
    rows, numbers, faults = [], [], {}
    for number, row in enumerate(single, start=1):
        try:
            rows.append(decoder.decode(row))
            numbers.append(number)
        except _FAULTS as error:
            faults[number] = f"row of {key}: {error}"
    lines = line_numbers(file.content, raw)
    skipped += [Skipped(file.name, lines[number - 1], reason) for number, reason in faults.items()]
    return Numbered(rows, numbers)


def lines_of_memberships(file: InFile) -> list[int]:
    """The line of the file on which each membership begins."""
    content = file.content.removeprefix(b"\xef\xbb\xbf")
    return line_numbers(content, msgspec.json.decode(content, type=dict[str, msgspec.Raw])["memberships"])


def line_numbers(content: bytes, array: msgspec.Raw) -> list[int]:
    """The line on which each row of a file's array begins; the row's number where the whole file is one line."""
    rows = msgspec.json.decode(array, type=list[msgspec.Raw])
    if b"\n" not in content.strip():
        return list(range(1, len(rows) + 1))
    at = content.index(bytes(array))
    line, lines = 1 + content.count(b"\n", 0, at), []
    for row in map(bytes, rows):
        start = content.index(row, at)
        line += content.count(b"\n", at, start)
        lines.append(line)
        line += row.count(b"\n")
        at = start + len(row)
    return lines
