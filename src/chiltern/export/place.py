"""Where an export goes: a file or a folder that appears whole or not at all.

It is written beside its place under another name and then renamed, so that a run that fails or is stopped leaves
nothing behind that looks finished.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chiltern.errors import BadInput


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A new file, open for writing. Raises `BadInput` where something is there already or nothing can be written."""
    if os.path.lexists(out):
        raise _taken(out)
    with _explained(out), _beside(out) as folder:
        draft = folder / "draft"
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            # Unlike a rename, a link never replaces a file that came meanwhile.
            os.link(draft, out)
        except FileExistsError:
            raise _taken(out) from None
        except OSError:
            # A file system without links, such as a memory card's.
            draft.rename(out)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A new folder to write files into; at its place may be an empty one. Raises `BadInput` as `whole_file` does."""
    with _explained(out):
        _check_empty(out)
    with _explained(out), _beside(out) as folder:
        draft = folder / "draft"
        draft.mkdir()
        yield draft
        _check_empty(out)
        try:
            # Only an empty folder gives way: whatever came meanwhile stays.
            draft.replace(out)
        except OSError:
            # One that cannot be replaced, such as a mounted one.
            _check_empty(out)
            for file in sorted(draft.iterdir()):
                shutil.move(file, out / file.name)


def _check_empty(out: Path) -> None:
    if os.path.lexists(out) and (out.is_symlink() or not out.is_dir() or any(out.iterdir())):
        raise BadInput(f"{out}: exists already; choose another name, or an empty folder")


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    if not out.parent.is_dir():
        raise BadInput(f"{out}: no folder {out.parent}; make it first, or choose another place")
    place = out.absolute()  # of "." the folder around it
    with tempfile.TemporaryDirectory(prefix=f".{place.name}.", suffix=".new", dir=place.parent) as folder:
        yield Path(folder)


@contextmanager
def _explained(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadInput(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _taken(out: Path) -> BadInput:
    return BadInput(f"{out}: exists already; choose another name")
