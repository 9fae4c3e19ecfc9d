"""What `verify` looks at first: the file as SQLite sees it, and the tables as they were made."""

from __future__ import annotations

from collections.abc import Iterator

from chiltern.errors import RecordError
from chiltern.record.checks import RESTORE, Done, Hurt
from chiltern.record.scan import reason_of
from chiltern.record.store import Store, schema_made

_MOST = 100
_PORTION = 10_000
_INDEX = "what is asked through it may be missing; restore the record from a copy"


def file(store: Store) -> Iterator[Hurt | Done]:
    """SQLite's own check of every page and index, then that no row names one that is not there."""
    for (found,) in store.rows(f"PRAGMA integrity_check({_MOST})"):
        if found == "ok":
            continue
        # SQLite tells several things of one page in one text.
        for what in filter(None, (line.strip() for line in str(found).splitlines())):
            if not what.startswith("***"):
                yield Hurt("file", "", what, _INDEX if " index " in what else RESTORE)
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield Hurt(table, str(row) if row is not None else "", f"names a row of {parent} that is not there", RESTORE)


def tables(store: Store) -> Iterator[Hurt | Done]:
    """Tables, indexes, views and triggers are those that this version of the record has."""
    made, there = schema_made(), dict(store.schema())
    for name, sql in made.items():
        if name not in there:
            yield Hurt(name, "", "is not there", RESTORE)
        elif there[name] != sql:
            yield Hurt(name, "", "is not made as this program makes it", RESTORE)


def rows(store: Store) -> Iterator[Hurt | Done]:
    """Every row of every table can be read; of the derived ones, what they say is looked at elsewhere."""
    for name, sql in schema_made().items():
        if not sql.startswith("CREATE TABLE") or name.startswith("quotes"):
            continue
        try:
            for number, _ in enumerate(store.each(f"SELECT * FROM {name}"), start=1):
                if number % _PORTION == 0:
                    yield Done(number, 0)
        except RecordError as error:
            yield Hurt(name, "", f"a row cannot be read: {reason_of(error)}", RESTORE)
