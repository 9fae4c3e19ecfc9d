"""Counts that were made already: a page of a record that has not changed costs no second counting.

While a record is being written to, a count is made again only when it is ten times as old as the time it took, so that
no more than a tenth of the time goes into counting; until then the last one is shown, with the moment it is of.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import NamedTuple

from chiltern.record.queries.results import Count
from chiltern.record.queries.tally import tally
from chiltern.record.view import View

_KEPT = 200
_PATIENCE = 10.0
_Key = tuple[str, str | None, date | None, str | None]


class Counted(NamedTuple):
    """A count; `state` is how far the record had come, `made` and `took` are seconds."""

    found: Count
    state: tuple[int, int]
    made: float
    took: float


class Tallies:
    """The last counts of a record, for all its readers. `behind` is when one was last shown that is no longer true."""

    def __init__(self) -> None:
        self.behind = 0.0
        self._kept: OrderedDict[_Key, Counted] = OrderedDict()
        self._lock = Lock()

    def tally(self, view: View, known: str | None, act: str, of: str | None, on: date | None) -> Count:
        """Raises what `count` does."""
        key, state = (act, of, on, known), state_of(view)
        with self._lock:
            kept = self._kept.get(key)
        now = time.monotonic()
        if kept is not None and kept.state == state:
            return kept.found
        if kept is not None and now - kept.made < _PATIENCE * kept.took:
            self.behind = now
            return kept.found
        made = tally(view, act, of=of, on=on)
        done = time.monotonic()
        with self._lock:
            self._kept[key] = Counted(made, state, done, done - now)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def state_of(view: View) -> tuple[int, int]:
    """The last reading and the last decision: what a count depends on, and nothing else does."""
    readings, decisions = view.row(
        "SELECT coalesce((SELECT max(id) FROM readings), 0), coalesce((SELECT max(id) FROM decisions), 0)"
    )
    return readings, decisions
