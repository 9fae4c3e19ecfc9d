"""What every importer takes and gives: files in, the rows of one source and the rows left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chiltern.register.model import RollRows


class InFile(NamedTuple):
    """One file as it was found: what to call it in messages, and its bytes."""

    name: str
    content: bytes


class Skipped(NamedTuple):
    """A row that could not be used, and why. `line` is that of the file, or the row's number where it has no lines."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.reason}"


class Imported(NamedTuple):
    """The rows of one source, whole enough to be a roll, and what was left out of them."""

    rows: RollRows
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What the user says of the files: the chamber wanted where they hold several, and when they were fetched."""

    chamber: str | None = None
    retrieved: str | None = None


Importer = Callable[[Sequence[InFile], Wish], Imported]
