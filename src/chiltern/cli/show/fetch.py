"""`chiltern roll fetch`: how far the download has come, and what was written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chiltern.cli.show.adding import complain
from chiltern.cli.show.page import Page, long_date, show_json
from chiltern.cli.show.roll import complain_of_rows, show_made
from chiltern.fetch.client import Watch
from chiltern.fetch.run import Outcome
from chiltern.phrases import plural

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bars(Watch):
    """A bar for each part of a fetch."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def step(self, part: str, done: int, total: int) -> None:
        if part not in self._bars:
            self._bars[part] = self._progress.add_task(part.capitalize(), total=total)
        self._progress.update(self._bars[part], completed=done, total=total)

    def wait(self, host: str, seconds: float) -> None:
        self._progress.console.print(f"{host}: waiting {seconds:.0f} s, then asking again", style="dim")


@contextmanager
def watching() -> Iterator[Watch | None]:
    """Bars on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    # Only here: 0.04 s that no other command should pay.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Page(error=True).console, transient=True) as progress:
        yield Bars(progress)


def show_fetched(page: Page, outcome: Outcome, *, as_json: bool) -> None:
    """What was written and from what; rows left out and differences are told on standard error."""
    made, fetched = outcome.made, outcome.fetched
    cached = sum(answer.cached for answer in fetched.answers)
    complain_of_rows(made.skipped)
    for line in made.differences:
        complain(str(outcome.output), line)
    if as_json:
        show_json(
            {
                "roll": str(outcome.output),
                "chamber": made.roll.legislature,
                "day": fetched.day,
                "members": made.members,
                "answers": len(fetched.answers),
                "from_cache": cached,
                "left_out": [row._asdict() for row in made.skipped],
                "differences": made.differences,
            }
        )
        return
    show_made(page, outcome.output, made.roll, made.skipped)
    on = long_date(fetched.day.isoformat())
    agree = "" if made.differences else ", in each party as many as the Members API counts"
    page.line(f"{plural(made.members, 'member')} on {on}{agree}.")
    if cached:
        page.line((f"{plural(len(fetched.answers), 'answer')}, {cached:,} of them kept from before.", "dim"))
