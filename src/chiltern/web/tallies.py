"""Counts that were made already: a page of a record that has not changed costs no second counting.

While a record is being written to, a count is made again only when it is ten times as old as the time it took, so that
no more than a tenth of the time goes into counting; one that takes long is made again behind the reader's back. Until
then the last one is shown.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from chiltern.errors import ChilternError, QueryTooLong
from chiltern.record.queries.publishers import Publisher, publishers
from chiltern.record.queries.results import Count
from chiltern.record.queries.standing import ACTS
from chiltern.record.queries.tally import tally
from chiltern.record.view import View
from chiltern.records import open

_log = logging.getLogger("chiltern.web")
_KEPT = 200
_PATIENCE = 10.0
# Seconds: what takes longer no reader waits for, where there is an older one to show.
_LONG = 0.5
# Seconds that a reader waits for a count that is being made for the first time.
_WAIT = 8.0
_Key = tuple[object, ...]
_Make = Callable[[View], Any]


class Counted(NamedTuple):
    """What was made; `state` is how far the record had come, `made` and `took` are seconds."""

    found: Any
    state: tuple[int, int]
    made: float
    took: float


class Tallies:
    """The last counts of a record, for all its readers. `behind` is when one was last shown that is no longer true.

    With the record's path, what takes long is made again in a thread of its own; `close` ends it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.behind = 0.0
        self._path = path
        self._kept: OrderedDict[_Key, Counted] = OrderedDict()
        self._lock = Lock()
        self._making: dict[_Key, Future[None]] = {}
        self._thread = ThreadPoolExecutor(1, "counting")

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def tally(self, view: View, known: str | None, act: str, of: str | None, on: date | None) -> Count:
        """Raises what `count` does."""
        found: Count = self._get(("tally", act, of, on), known, view, lambda seen: tally(seen, act, of=of, on=on))
        return found

    def publishers(self, view: View, known: str | None) -> tuple[Publisher, ...]:
        found: tuple[Publisher, ...] = self._get(("publishers",), known, view, publishers)
        return found

    def warm(self, newest: date | None) -> None:
        """Begins to make what the front page of today shows, the act that it leads with first."""
        since = newest - timedelta(days=1) if newest else None
        days: list[tuple[str, date | None]] = [("leave", None), ("leave", since), ("resign_seat", since)]
        for act, on in [*days, *((act, None) for act in ACTS if act != "leave")]:
            self._begin(("tally", act, None, on), None, _tallied(act, on))
        self._begin(("publishers",), None, publishers)

    def _get(self, what: _Key, known: str | None, view: View, make: _Make) -> Any:
        key, state, now = (*what, known), state_of(view), time.monotonic()
        with self._lock:
            kept, making = self._kept.get(key), self._making.get(key)
        if kept is not None and kept.state == state:
            return kept.found
        if kept is not None and now - kept.made < _PATIENCE * kept.took:
            self.behind = now
            return kept.found
        if kept is not None and kept.took > _LONG and self._path is not None:
            self.behind = now
            self._begin(what, known, make)
            return kept.found
        if kept is None and making is not None:
            return self._awaited(key, making)
        return self._make(key, state, view, make)

    def _awaited(self, key: _Key, making: Future[None]) -> Any:
        try:
            making.result(_WAIT)
        except TookTooLong:
            raise QueryTooLong("the record's counts are being made; ask again in a moment") from None
        return self._kept[key].found

    def _begin(self, what: _Key, known: str | None, make: _Make) -> None:
        """Has it made in the thread, unless it is being made already."""
        key = (*what, known)
        with self._lock:
            if key not in self._making:
                self._making[key] = self._thread.submit(self._apart, key, known, make)

    def _apart(self, key: _Key, known: str | None, make: _Make) -> None:
        assert self._path is not None
        try:
            with open(self._path) as record, record.reading():
                view = record.view(known)
                self._make(key, state_of(view), view, make)
        except ChilternError as error:
            # Whoever waits is told; nobody may be waiting.
            _log.warning("%s: %s", key, error)
            raise
        finally:
            with self._lock:
                del self._making[key]

    def _make(self, key: _Key, state: tuple[int, int], view: View, make: _Make) -> Any:
        began = time.monotonic()
        found = make(view)
        done = time.monotonic()
        with self._lock:
            self._kept[key] = Counted(found, state, done, done - began)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


def _tallied(act: str, on: date | None) -> _Make:
    return lambda view: tally(view, act, on=on)


def state_of(view: View) -> tuple[int, int]:
    """The last reading and the last decision: what a count depends on, and nothing else does."""
    readings, decisions = view.row(
        "SELECT coalesce((SELECT max(id) FROM readings), 0), coalesce((SELECT max(id) FROM decisions), 0)"
    )
    return readings, decisions
