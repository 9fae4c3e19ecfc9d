"""Fair timing of several ways of doing one thing: contestants go in, a table with the ratio to each comes out.

The contestants take turns, so that a slow moment of the machine hits them all, and the time is that of the processor
(`time.process_time`), so that other people's work counts less.
"""

from __future__ import annotations

import gc
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Contestant:
    """One way of doing it. `part` is the share of the work that `run` does: the time is divided by it and says so.

    `rounds` is for slow ones, which need no more than one or two.
    """

    name: str
    run: Callable[[], Any]
    part: float = 1.0
    rounds: int | None = None


@dataclass(frozen=True)
class Timing:
    """Seconds of processor time for the whole work."""

    name: str
    best: float
    median: float
    rounds: int
    part: float


def measure(contestants: Sequence[Contestant], rounds: int = 7) -> list[Timing]:
    """Runs each in turn, `rounds` times over, after one round that does not count for those that have more than one."""
    times: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
    for contestant in contestants:
        if _rounds(contestant, rounds) > 1:
            contestant.run()
    for number in range(max(_rounds(contestant, rounds) for contestant in contestants)):
        for contestant in contestants:
            if number < _rounds(contestant, rounds):
                times[contestant.name].append(_seconds(contestant.run) / contestant.part)
    return [
        Timing(one.name, min(times[one.name]), median(times[one.name]), len(times[one.name]), one.part)
        for one in contestants
    ]


def table(title: str, timings: Sequence[Timing]) -> str:
    """The timings as text; each ratio is how many times longer than the first contestant's it took, by the best."""
    ours = timings[0]
    width = max(len(_label(timing)) for timing in timings)
    lines = [title, f"  {'':{width}}  {'best':>11}  {'median':>11}  {'ratio':>9}  runs"]
    lines += [
        f"  {_label(timing):{width}}  {_spoken(timing.best):>11}  {_spoken(timing.median):>11}"
        f"  {timing.best / ours.best:>8.1f}x  {timing.rounds:>4}"
        for timing in timings
    ]
    return "\n".join(lines)


def versions(*packages: str) -> str:
    """One line that says on what it was measured."""
    found = [f"Python {platform.python_version()}", *(f"{package} {version(package)}" for package in packages)]
    return ", ".join(found) + f" ({platform.system()} {platform.machine()})"


def _rounds(contestant: Contestant, rounds: int) -> int:
    return rounds if contestant.rounds is None else contestant.rounds


def _label(timing: Timing) -> str:
    return timing.name if timing.part == 1 else f"{timing.name} (from {timing.part:.1%} of the work)"


def _spoken(seconds: float) -> str:
    return f"{seconds:,.2f} s" if seconds >= 1 else f"{seconds * 1000:,.2f} ms"


def _seconds(run: Callable[[], Any]) -> float:
    """Processor time of one run, the collector of earlier runs' rubbish left out; freeing the result counts."""
    gc.collect()
    began = time.process_time()
    run()
    return time.process_time() - began
