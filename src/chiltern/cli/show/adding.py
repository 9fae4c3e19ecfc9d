"""`chiltern new` and `add`: what became of each report, and how far the work has come."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from chiltern.cli.plain import clean
from chiltern.cli.show.page import Page, show_json
from chiltern.phrases import plural

if TYPE_CHECKING:
    from rich.progress import Progress

    from chiltern.ingest import Outcome, Status

Item = TypeVar("Item")

_STATUSES: tuple[Status, ...] = ("added", "revised", "unchanged", "read again", "failed")


def show_new(page: Page, path: Path, roll: str) -> None:
    page.line(f"Made {path}: an empty record for {roll}.")
    page.line(f"Next: chiltern add {shlex.quote(str(path))} reports/")


def follow(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Every outcome; a failed or a doubled one is told at once, and a terminal sees a bar move."""
    done = []
    progress = progress_bar() if sys.stderr.isatty() else None
    with progress or nullcontext():
        task = progress.add_task("Reading") if progress else None
        for outcome in outcomes:
            done.append(outcome)
            if outcome.status == "failed":
                complain(outcome.where, outcome.reason or "")
            elif outcome.same_words_as is not None:
                twin = f"same words as {outcome.same_words_as} already in the record, counted as another report"
                complain(outcome.where, twin)
            if progress and task is not None:
                # A file may hold many reports: their number moves when that of the files does not.
                told = f"Reading: {plural(len(done), 'report')}"
                progress.update(task, description=told, total=outcome.files, completed=outcome.file)
    return done


def watched(items: Iterable[Item]) -> Iterator[Item]:
    """The items; a terminal sees their number grow while what comes of them goes into a file."""
    progress = progress_bar() if sys.stderr.isatty() and not sys.stdout.isatty() else None
    with progress or nullcontext():
        task = progress.add_task("Reading", total=None) if progress else None
        for number, item in enumerate(items, start=1):
            yield item
            if progress and task is not None:
                progress.update(task, description=f"Reading: {plural(number, 'report')}", completed=number)


@contextmanager
def pages_done() -> Iterator[Callable[[int, int], None]]:
    """A bar of how many pages of how many are done, where the terminal can show one."""
    progress = progress_bar() if sys.stderr.isatty() else None
    with progress or nullcontext():
        task = progress.add_task("Writing pages") if progress else None

        def told(done: int, known: int) -> None:
            if progress and task is not None:
                progress.update(task, completed=done, total=known)

        yield told


def complain(where: str, reason: str) -> None:
    """One line on standard error."""
    click.echo(clean(" ".join(f"chiltern: {where}: {reason}".split())), err=True)


def show_outcomes(outcomes: Sequence[Outcome], as_json: bool) -> int:
    """What became of each, or how many came to what; gives the exit status."""
    if as_json:
        show_json(outcomes)
    else:
        show_summary(Page(), outcomes)
    return 1 if any(outcome.status == "failed" for outcome in outcomes) else 0


def show_summary(page: Page, outcomes: Sequence[Outcome]) -> None:
    """How many reports came to what: "12 reports: 10 added, 1 revised, 1 unchanged; 843 claims"."""
    counts = Counter(outcome.status for outcome in outcomes)
    parts = [f"{counts[status]:,} {status}" for status in _STATUSES if counts[status]]
    claims = plural(sum(outcome.claims for outcome in outcomes), "claim")
    gone = sum(outcome.superseded for outcome in outcomes)
    told = f"; {plural(gone, 'claim')} superseded" if gone else ""
    reports = plural(len(outcomes), "report")
    page.line(f"{reports}: {', '.join(parts)}; {claims} added{told}" if outcomes else "No report to read.")


def counted(steps: Iterable[tuple[int, int]]) -> int:
    """How many steps were made; a terminal sees a bar move."""
    done, progress = 0, progress_bar() if sys.stderr.isatty() else None
    with progress or nullcontext():
        task = progress.add_task("Deriving") if progress else None
        for done, total in steps:
            if progress and task is not None:
                progress.update(task, total=total, completed=done)
    return done


def show_rebuilt(page: Page, events: int) -> None:
    page.line(f"Derived again from {plural(events, 'event')} in the log.")


def progress_bar() -> Progress:
    """A bar on standard error that goes when the work is done."""
    # Every command prints, but only this one draws a bar: 0.04 s.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Page(error=True).console, transient=True)
