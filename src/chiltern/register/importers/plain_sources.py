"""What a row of a hand-written table names as its source, as a `Source`: words or an address go in."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import slug
from chiltern.register.model import Source

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LONGEST_ID = 60


class Sources:
    """A `Source` for each source that the rows name, in the order of their first mention."""

    def __init__(self, retrieved: str | None) -> None:
        self._retrieved = retrieved
        self._found: dict[str, Source] = {}
        self._taken: set[str] = set()

    @property
    def all(self) -> tuple[Source, ...]:
        return tuple(self._found.values())

    def of(self, file: InFile, said: str) -> Source:
        """The source of a row: its words or address, else the file."""
        key = " ".join(said.split()) or f"\0{file.name}"
        if key not in self._found:
            self._found[key] = self._file(file) if key.startswith("\0") else self._said(key)
        return self._found[key]

    def _file(self, file: InFile) -> Source:
        name = PurePath(file.name).name
        return Source(self._id(name), name, retrieved=self._retrieved)

    def _said(self, words: str) -> Source:
        found = _ADDRESS.search(words)
        if found is None:
            return Source(self._id(words), words)
        url = found[0].rstrip(".,;)")
        named = words.replace(url, "").strip(" .,;:()<>-–")
        return Source(self._id(words), named or url, publisher=_host(url), url=url)

    def _id(self, words: str) -> str:
        return slug(f"by hand {words[:_LONGEST_ID]}", self._taken)


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:  # such as "http://[": no address
        return None
