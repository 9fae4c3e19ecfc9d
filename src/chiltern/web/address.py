"""Where each page lives: an entity or a claim goes in, the page's path comes out; a path becomes a link.

A path names a page without a leading stroke or an ending: `count/leave`. `Served` links to the running server and
carries the moment along; `Published` links from one file of a static copy to another, and knows which there are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Protocol
from urllib.parse import quote, urlencode

import msgspec

from chiltern.record.model import Entity, Words

Query = Mapping[str, str | Iterable[str]]

_PREFIX = {
    "person": "people",
    "party": "parties",
    "local_party": "local-parties",
    "seat": "seats",
    "body": "bodies",
    "legislature": "bodies",
}
KIND_OF = {prefix: kind for kind, prefix in reversed(_PREFIX.items())}
# Longer ones would not do as the name of a file.
_LONGEST = 100


class Moment(msgspec.Struct, frozen=True, omit_defaults=True):
    """The two clocks of a page: the day it answers for, and what the record had learnt; None for all and for now."""

    on: date | None = None
    known: str | None = None

    @property
    def query(self) -> dict[str, str]:
        made = {"on": self.on.isoformat() if self.on else None, "known": self.known}
        return {key: value for key, value in made.items() if value is not None}


class Links(Protocol):
    """Turns a page's path and query into what stands in `href`; None where no such page is there."""

    def page(self, path: str, query: Query) -> str | None: ...

    def file(self, name: str) -> str: ...


class Served:
    """Links of the running server: from its root, with the moment that the reader chose."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment

    def page(self, path: str, query: Query) -> str | None:
        return address(path, {**self._moment.query, **query})

    def file(self, name: str) -> str:
        return f"/static/{name}"


class Published:
    """Links of one file of a static copy. `file_of` gives the file of the page of a path and a query, if it has one."""

    def __init__(self, here: str, file_of: Callable[[str, Query], str | None]) -> None:
        self._folder = posixpath.dirname(here)
        self._file_of = file_of

    def page(self, path: str, query: Query) -> str | None:
        file = self._file_of(path, query)
        return self.to(file) if file is not None else None

    def file(self, name: str) -> str:
        return self.to(f"static/{name}")

    def to(self, file: str) -> str:
        return quote(posixpath.relpath(file, self._folder or "."))


def address(path: str, query: Query) -> str:
    """From the server's root, with the query in the order of its names; what is empty is left out."""
    given = {key: value if isinstance(value, str) else list(value) for key, value in sorted(query.items())}
    written = urlencode({key: value for key, value in given.items() if value}, doseq=True)
    return f"/{quote(path)}{'?' if written else ''}{written}"


def entity_path(entity: Entity) -> str | None:
    """The page of an entity; None for what only a report's own words call so."""
    prefix = _PREFIX.get(entity.kind)
    if prefix is None or (entity.register_id is None and entity.id is None):
        return None
    return f"{prefix}/{key_of(entity)}"


def key_of(entity: Entity) -> str:
    """What stands for an entity in an address and as a file's name: the register's id, or `~` and its number."""
    written = None if entity.register_id is None else "".join(map(_spelt, entity.register_id))
    if written is not None and written.startswith("."):
        written = f"~2e~{written[1:]}"
    if written is None or len(written) > _LONGEST:
        return f"~{entity.id}" if entity.id is not None else f"{(written or '')[:_LONGEST]}"
    return written


def register_id(key: str) -> str | None:
    """The register's id that a key spells; None for a number."""
    if re.fullmatch(r"~\d+", key):
        return None
    return re.sub(r"~([0-9a-f]{1,6})~", lambda found: _letter(int(found[1], 16)), key)


def passage_path(words: Words) -> tuple[str, str]:
    """The page that has a claim's words, and the fragment of its place there."""
    return f"reports/{words.report.id}", f"c-{words.handle}"


def _spelt(letter: str) -> str:
    # Files of two names that differ in case alone would be one on many disks.
    return letter if re.fullmatch(r"[a-z0-9._-]", letter) else f"~{ord(letter):x}~"


def _letter(code: int) -> str:
    """Nothing for what is no letter: beyond the last one, or half of one."""
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
