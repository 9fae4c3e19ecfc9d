"""Open records for many requests at once: each works with one of its own, and no more than so many are at work.

A request that finds none free waits; one whose queries take too long ends in `QueryTooLong`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from chiltern.errors import RecordBusy
from chiltern.records import Record, open
from chiltern.web.tallies import Tallies

# Python runs one at a time; a few more let one wait for the disk.
_MOST = 4
# Seconds that a request waits for its turn, and that its queries may take.
WAIT, LIMIT = 20.0, 10.0


class Pool:
    def __init__(self, path: Path, limit: float = LIMIT) -> None:
        self.path = path
        self._limit = limit
        self.tallies = Tallies(path)
        self._free: LifoQueue[Record | None] = LifoQueue()
        with open(path) as record:
            self.roll = record.roll
        for _ in range(_MOST):
            self._free.put(None)

    @contextmanager
    def record(self) -> Iterator[Record]:
        """A record for one request, seen as it stands when first asked. Raises `RecordBusy`."""
        try:
            held = self._free.get(timeout=WAIT)
        except Empty:
            raise RecordBusy(f"{self.path.name}: too many readers at once; ask again in a moment") from None
        try:
            held = held or open(self.path)
            with held.reading(self._limit):
                yield held
        except BaseException:
            # What went wrong may be the connection itself, so the next one opens anew.
            if held is not None:
                held.close()
                held = None
            raise
        finally:
            self._free.put(held)

    def warm(self) -> None:
        """Begins to make what the front page needs, before anybody asks."""
        with self.record() as record:
            self.tallies.warm(record.newest_report_day)

    def close(self) -> None:
        self.tallies.close()
        for _ in range(_MOST):
            held = self._free.get(timeout=WAIT)
            if held is not None:
                held.close()
