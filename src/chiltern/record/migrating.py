"""The numbered SQL files that make the tables of a record, and bringing an older record up to the last of them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Migration(NamedTuple):
    number: int
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """The numbered SQL files, in order: 1, 2, 3, …"""
    found = [entry for entry in files("chiltern").joinpath("record/migrations").iterdir() if entry.name[:4].isdigit()]
    return tuple(sorted(Migration(int(entry.name[:4]), entry.read_text(encoding="utf-8")) for entry in found))


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    """Brings the tables up to the last step, each step in one transaction together with its number."""
    while True:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        step = next((step for step in steps if step.number > version), None)
        if step is None:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another program may have taken this step while we waited.
            if connection.execute("PRAGMA user_version").fetchone() == (version,):
                for statement in _statements(step.sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {step.number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end the transaction."""
    held = ""
    for piece in re.split(r"(?<=;)", sql):
        held += piece
        if sqlite3.complete_statement(held):
            yield held
            held = ""
    if held.strip():
        yield held


@cache
def schema_made() -> Mapping[str, str]:
    """By name, the SQL of every table, index, view and trigger that the steps make."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, migrations())
        return dict(schema_of(connection))


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Names and SQL; what SQLite adds by itself is left out."""
    return connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
