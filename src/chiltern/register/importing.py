"""Official files into a roll: paths and a kind go in, a roll and the rows left out come back.

The importers themselves see only bytes (`register/importers/`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from chiltern.errors import BadInput, NotFound
from chiltern.register.importers import importer
from chiltern.register.importers.base import InFile, Skipped, Wish
from chiltern.register.merge import merge_rows
from chiltern.register.roll import Roll
from chiltern.register.rollfile import decode_rows, encode_rows

LARGEST = 512 * 1024 * 1024  # bytes of one file; people.json, the largest of its kind, has 20 million


class ImportedRoll(NamedTuple):
    roll: Roll
    skipped: tuple[Skipped, ...]


def import_roll(
    kind: str,
    paths: Sequence[str | Path],
    *,
    into: Roll | None = None,
    chamber: str | None = None,
    retrieved: str | None = None,
    name: str | None = None,
    title: str | None = None,
) -> ImportedRoll:
    """The roll of official files of one kind (`chiltern.register.importers.KINDS`).

    `into` is a roll that they are merged into, and that is preferred to them. `chamber` picks one of several,
    `retrieved` is the day on which the files were fetched. Rows that cannot be used are left out and come back as
    `skipped`. Raises `NotFound` for a missing file, `BadInput` for an unknown kind or a file that is not of that kind.
    """
    read = importer(kind)
    found = read([_opened(Path(path)) for path in paths], Wish(chamber, retrieved))
    # Through the file format and back: what an importer makes can be read again, or is told now.
    rows = decode_rows(encode_rows(found.rows), kind)
    roll = Roll(replace(rows, name=name or rows.name, title=title or rows.title))
    if into is not None:
        roll = merge_rolls([into, roll], name or into.name, title or into.title)
    return ImportedRoll(roll, found.skipped)


def merge_rolls(rolls: Sequence[Roll], name: str | None = None, title: str | None = None) -> Roll:
    """Several rolls as one, the first preferred. Raises `BadInput` for none, and for rolls of different chambers."""
    if not rolls:
        raise BadInput("no roll to merge")
    chambers = list(dict.fromkeys(roll.legislature for roll in rolls if roll.legislature))
    if len(chambers) > 1:
        raise BadInput(f"rolls of different chambers do not merge: {', '.join(chambers)}")
    merged = merge_rows([roll.rows for roll in rolls], name or rolls[0].name, title or "")
    return Roll(merged)


def _opened(path: Path) -> InFile:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path}: larger than {LARGEST // 1024 // 1024} MB; give its parts one by one")
        return InFile(str(path), path.read_bytes())
    except FileNotFoundError:
        raise NotFound(f"no file {str(path)!r}") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None
