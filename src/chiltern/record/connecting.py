"""A connection to a record's file, set up for reading or for writing; only the store asks for one."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path


def connect(path: Path, write: bool, patience: float, *, check: bool = True) -> sqlite3.Connection:
    """A reader opens the file as a writer would, so that closing tidies the log away, and then gives up writing.

    Without `check` a damaged file is opened too, as far as it goes.
    """
    address = path.absolute().as_uri()
    # A connection may pass from one thread to the next, as those of a server do, but serves one at a time.
    opened = partial(sqlite3.connect, uri=True, isolation_level=None, check_same_thread=False)
    connection = opened(f"{address}?mode=rw", timeout=patience)
    try:
        if not check:
            # Tables whose SQL cannot be understood are left out, and the others are there.
            connection.execute("PRAGMA writable_schema = ON")
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # In a folder that cannot be written there is nowhere to keep the log; without one, nobody is writing.
            if write or os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists():
                raise
            connection.close()
            connection = opened(f"{address}?immutable=1")
        except sqlite3.DatabaseError:
            if check:
                raise
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it, INSERT OR REPLACE would delete rows past the triggers that refuse it.
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
        if write:
            # Digests fall all over their index: 64 MB hold the pages that reports have in common, and a log of 32 MB
            # brings each of them to the file once for many reports. A commit reaches the disk all the same.
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
    except BaseException:
        connection.close()
        raise
    return connection
