"""What a table of an export is: its columns, each with what it means, and the rows that fill them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from chiltern.export.rows import Selection

Cell = str | int | float | bool | None
Cells = tuple[Cell, ...]


class Column(NamedTuple):
    name: str
    kind: Literal["text", "integer", "number", "flag"]
    meaning: str


class Table(NamedTuple):
    """`rows` gives the cells in the order of the columns."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Selection], Iterator[Cells]]


def text(name: str, meaning: str) -> Column:
    return Column(name, "text", meaning)


def number(name: str, meaning: str) -> Column:
    return Column(name, "integer", meaning)


def flag(name: str, meaning: str) -> Column:
    return Column(name, "flag", meaning)
