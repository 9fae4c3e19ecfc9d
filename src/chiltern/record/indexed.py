"""The words of a search index, as SQLite keeps them: to compare an index with the texts that it was made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from chiltern.record.migrating import schema_made


def words_of(texts: Sequence[tuple[int, str]]) -> Iterator[tuple[str, int, int]]:
    """The words of texts, by number, as the search index of a record keeps them; see `Store.index_words`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(schema_made()["quotes"])
        connection.executemany("INSERT INTO quotes (rowid, quote) VALUES (?, ?)", texts)
        yield from words_in(connection, "quotes")


def words_in(connection: sqlite3.Connection, index: str) -> Iterator[tuple[str, int, int]]:
    """Every word of an index of the record, with the row it stands in and its place there; by word, then row."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_words USING fts5vocab(main, {index}, instance)"
    )
    yield from connection.execute(f"SELECT term, doc, offset FROM temp.{index}_words")
