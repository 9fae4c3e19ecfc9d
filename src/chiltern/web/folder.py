"""A folder of published files: written where they change, removed where they are no more, nobody else's touched.

A list of the files, with their digests, stands in the folder itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from chiltern.errors import BadInput

_LIST = ".chiltern-site.json"


class Folder:
    """Raises `BadInput` for a folder with files that were not published, or one that cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._now: dict[str, str] = {}
        self._written = 0
        try:
            listed = _listed(path)
        except OSError as error:
            raise BadInput(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
        if listed is None:
            # So that publishing which is broken off can be taken up again.
            self._put(path / _LIST, b"{}")
        self._before = listed or {}

    def write(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self._now[name] = digest
        target = self._path / name
        if self._before.get(name) == digest and target.is_file() and target.stat().st_size == len(content):
            return
        self._put(target, content)
        self._written += 1

    def finish(self) -> tuple[int, int]:
        """Removes what was published before and is no more; gives how many files were written and removed."""
        gone = [name for name in self._before if name not in self._now]
        try:
            self._remove(gone)
        except OSError as error:
            raise BadInput(f"{self._path}: cannot be tidied: {(error.strerror or str(error)).lower()}") from None
        if self._now != self._before:
            listed = msgspec.json.encode(dict(sorted(self._now.items())))
            self._put(self._path / _LIST, msgspec.json.format(listed, indent=1))
        return self._written, len(gone)

    def _remove(self, names: Iterable[str]) -> None:
        files = [self._path / name for name in names]
        for file in files:
            file.unlink(missing_ok=True)
        for folder in sorted({file.parent for file in files}, key=lambda one: -len(one.parts)):
            if folder != self._path and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _put(self, target: Path, content: bytes) -> None:
        """Whole or not at all: a reader never meets half a page."""
        draft = target.with_name(f".{target.name}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(content)
            os.replace(draft, target)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise BadInput(f"{target}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _listed(path: Path) -> dict[str, str] | None:
    """What was published before; None where nothing was."""
    if not path.exists():
        return None
    if not path.is_dir():
        raise BadInput(f"{path}: is no folder; choose another place for the pages")
    listed = path / _LIST
    if not listed.is_file():
        if any(path.iterdir()):
            raise BadInput(f"{path}: holds files that are no published pages; choose an empty folder, or a new one")
        return None
    try:
        found = msgspec.json.decode(listed.read_bytes(), type=dict[str, str])
    except msgspec.MsgspecError:
        raise BadInput(f"{listed}: cannot be read; remove the folder, or choose another") from None
    # A list that somebody else wrote must not make us remove what lies elsewhere.
    return {name: digest for name, digest in found.items() if ".." not in name.split("/") and not name.startswith("/")}
