"""Answers of the Members API as they stand in files: bytes go in, one value after another comes out, with its links.

An answer stands as the API gave it, wrapped in `value` or `items`, or bare, or several in a list, or one on each line.
The functions below take the fields of a value: a word, a number or a date that is none raises `BadInput`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import day
from chiltern.register.importers.spells import days
from chiltern.register.importers.tables import json_of

Answer = dict[str, Any]
_DEEPEST = 12  # an answer holds another at most four deep: items, value, member, value


class Item(NamedTuple):
    """One answer: the value, the addresses of its links, the file and the line or number it stands at."""

    value: Answer
    links: tuple[str, ...]
    file: InFile
    line: int


class Document(NamedTuple):
    """The JSON of a file or of one of its lines; `line` is 0 for a file, `fault` says why a line could not be read."""

    line: int
    content: Any
    fault: str = ""


def documents(file: InFile) -> Iterator[Document]:
    """The file's JSON, or that of each of its lines; raises `BadInput` where the file is neither."""
    try:
        yield Document(0, json_of(file))
        return
    except BadInput:
        lines = file.content.removeprefix(b"\xef\xbb\xbf").splitlines()
        if len(lines) < 2 or not isinstance(_json_line(lines[0]), dict | list):
            raise
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = _json_line(line)
            yield Document(number, found) if found is not None else Document(number, None, "no JSON")


def _json_line(line: bytes) -> Any:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def items(file: InFile, document: Document) -> list[Item]:
    """The answers within a document, numbered where the file has one document."""
    found = unwrapped(document.content, ())
    return [Item(value, links, file, document.line or number) for number, (value, links) in enumerate(found, 1)]


def unwrapped(document: Any, links: tuple[str, ...], depth: int = 0) -> Iterator[tuple[Answer, tuple[str, ...]]]:
    """The values within a document, each with its own links or those of what holds it; no answer is an empty value."""
    if depth > _DEEPEST or not isinstance(document, dict | list):
        yield {}, links
    elif isinstance(document, list):
        for part in document:
            yield from unwrapped(part, links, depth + 1)
    else:
        own = document.get("links")
        links = tuple(link["href"] for link in own if _has_address(link)) if own and isinstance(own, list) else links
        wrapped = [document[key] for key in ("items", "value") if isinstance(document.get(key), dict | list)]
        if wrapped:
            yield from unwrapped(wrapped[0], links, depth + 1)
        else:
            yield document, links


def _has_address(link: object) -> bool:
    return isinstance(link, dict) and isinstance(link.get("href"), str)


# Fields


def text(value: Answer, key: str) -> str:
    """A word or number as text, empty for none."""
    found = value.get(key)
    if isinstance(found, bool) or not isinstance(found, str | int | None):
        raise BadInput(f"{key} is no text")
    return "" if found is None else str(found).strip()


def number(value: Answer, key: str) -> str:
    """An id of the register, without leading zeros."""
    found = text(value, key)
    if not (found.isascii() and found.isdecimal()):
        raise BadInput(f"no {key}")
    return str(int(found))


def count(value: Answer, key: str) -> int | None:
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def parts(value: Answer, key: str) -> list[Answer]:
    """The values of a list, none where there is no list."""
    found = value.get(key) or []
    if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
        raise BadInput(f"{key} is no list of answers")
    return found


def spell_days(value: Answer, since: str = "startDate", until: str = "endDate") -> tuple[str | None, str | None]:
    """The first day and the day on which it stopped."""
    first, last = day(text(value, since)), day(text(value, until))
    if days(first, last).days < 0:
        raise BadInput(f"it ends ({last}) before it begins ({first})")
    return first, last


def party(value: object) -> tuple[str, dict[str, str]]:
    """A party's label, and what else the answer knows of it."""
    if not isinstance(value, dict) or not text(value, "name"):
        raise BadInput("no party")
    known = {"mnis": text(value, "id"), "short": text(value, "abbreviation")}
    known["colour"] = text(value, "backgroundColour")
    known["kind"] = "other" if value.get("isIndependentParty") is True else ""
    return text(value, "name"), known
