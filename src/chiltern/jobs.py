"""Reading on several processes: reports go in, their readings come out in the same order.

One report says nothing of another, so any number of processes may read; what comes out is the same as from one. Only
so many reports are under way at a time, so that an archive of any size needs little memory.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

from chiltern.claims import Reading
from chiltern.errors import ChilternError, UnreadableReport
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

Read = Callable[[Report, Roll], Reading]
Item = Report | UnreadableReport


class Fault(NamedTuple):
    """Where the reader itself broke: words for the user, and the exception, which no other process can send."""

    reason: str
    cause: Exception | None = None


Result = Reading | Fault

_BATCH = 8  # reports sent at once, so that sending costs little beside reading
_AHEAD = 4  # batches for each process that wait to be fetched


class _Work:
    """What a reading process keeps from its start to its end."""

    read: Read
    roll: Roll


def read_one(read: Read, report: Report, roll: Roll) -> Result:
    """The reading; where the reader itself breaks, what broke, so that one report never stops the others."""
    try:
        return read(report, roll)
    except Exception as error:
        told = f"the reader broke on it ({type(error).__name__}: {error})"
        return Fault(f"{told}; this is a fault of Chiltern, please report it", error)


def read_all(items: Iterable[Item], read: Read, roll: Roll, jobs: int) -> Iterator[tuple[Item, Result | None]]:
    """Each item with its reading, in order; None for one that could not be loaded.

    With several jobs `read` must be a function of a module, which another process can import. Raises `ChilternError`
    where a process dies.
    """
    if jobs <= 1:
        for item in items:
            yield item, None if isinstance(item, UnreadableReport) else read_one(read, item, roll)
        return
    waiting: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
    source = iter(items)
    # Not forked: a copy of a process with threads may hang, and macOS and Windows do not fork.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (read, roll.rows))
    try:
        while batch := list(islice(source, _BATCH)):
            reports = [item for item in batch if isinstance(item, Report)]
            waiting.append((batch, pool.submit(_read_batch, reports)))
            if len(waiting) > _AHEAD * jobs:
                yield from _fetched(*waiting.popleft())
        while waiting:
            yield from _fetched(*waiting.popleft())
    except BrokenProcessPool:
        raise ChilternError("a reading process ended before its work was done: try again with --jobs 1") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _fetched(batch: Sequence[Item], future: Future[list[Result]]) -> Iterator[tuple[Item, Result | None]]:
    results = iter(future.result())
    for item in batch:
        yield item, None if isinstance(item, UnreadableReport) else next(results)


def _begin(read: Read, rows: RollRows) -> None:
    # Ctrl-C is for the process that the user sees; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Work.read, _Work.roll = staticmethod(read), Roll(rows)


def _read_batch(reports: Sequence[Report]) -> list[Result]:
    results = (read_one(_Work.read, report, _Work.roll) for report in reports)
    return [Fault(result.reason) if isinstance(result, Fault) else result for result in results]
