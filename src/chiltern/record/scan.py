"""Reading the rows of a table one after the other, as far as they can be read: what a damaged file allows.

`scan` never holds more than a few rows and never stops at a page that is hurt: it goes on behind it and says which
rows it could not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from chiltern.errors import RecordError
from chiltern.record.store import Store

_LARGEST = 2**63 - 1


class Unread(NamedTuple):
    """Rows from `first` to `last` that cannot be read, and what SQLite says of them."""

    first: int
    last: int
    reason: str


def scan(store: Store, table: str, columns: str, *, batch: int = 500) -> Iterator[list[Any] | Unread]:
    """The rows in the order of their numbers, in portions; each row begins with its number.

    `table` has an integer key `id`; `columns` are SQL. What cannot be read comes as `Unread` in its place.
    """
    last = 0
    end = highest(store, table)
    while True:
        try:
            rows = store.rows(
                f"SELECT id, {columns} FROM {table} WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                (last, _LARGEST if end is None else end, batch),
            )
        except RecordError as error:
            if end is None:
                yield Unread(last + 1, last + 1, f"nor what comes after it: {error}")
                return
            until = min(end, last + batch)
            yield from _one_by_one(store, table, columns, range(last + 1, until + 1))
            last = until
            if last >= end:
                return
            continue
        if rows:
            yield rows
            last = rows[-1][0]
        if len(rows) < batch:
            return


def highest(store: Store, table: str) -> int | None:
    """The number of the last row; 0 for an empty table, None where even that cannot be read."""
    for order in (f"SELECT max(id) FROM {table}", f"SELECT max(id) FROM (SELECT id FROM {table} ORDER BY +id)"):
        try:
            return int(store.row(order)[0] or 0)
        except RecordError:
            continue
    return None


def _one_by_one(store: Store, table: str, columns: str, numbers: Sequence[int]) -> Iterator[list[Any] | Unread]:
    """Rows of a portion that could not be read whole; neighbours that cannot be read are told together."""
    hurt: Unread | None = None
    for number in numbers:
        try:
            row = store.row(f"SELECT id, {columns} FROM {table} WHERE id = ?", (number,))
        except RecordError as error:
            hurt = Unread(hurt.first if hurt else number, number, hurt.reason if hurt else reason_of(error))
            continue
        if row is not None:
            if hurt:
                yield hurt
                hurt = None
            yield [row]
    if hurt:
        yield hurt


def reason_of(error: RecordError) -> str:
    """SQLite's own words for the damage, without those around it."""
    return str(error.__cause__ or error)
