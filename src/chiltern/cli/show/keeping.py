"""What `chiltern verify` prints: each thing that is hurt, and a last line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from chiltern.cli.show.adding import progress_bar
from chiltern.cli.show.page import Page, show_json
from chiltern.phrases import plural

if TYPE_CHECKING:
    from chiltern.record.checks import Hurt
    from chiltern.record.verify import Progress


def show_verified(record: Path, found: Iterable[Hurt | Progress], as_json: bool) -> int:
    """Shows findings as they come; gives the exit status."""
    looked_at: dict[str, int] = {}
    hurts = _hurts(found, looked_at)
    if as_json:
        told = list(hurts)
        show_json({"record": str(record), "looked_at": looked_at, "hurt": told})
        return 1 if told else 0
    page, number = Page(), 0
    for hurt in hurts:
        number += 1
        place = f"{hurt.table} {hurt.row}".rstrip()
        page.line((place, "bold"), f": {hurt.what}. ", (f"{hurt.do[:1].upper()}{hurt.do[1:]}.", "dim"), hang=4)
    if number:
        page.line(f"{record}: {plural(number, 'finding')}; what is not named here is as it was put in.")
        return 1
    counted = ", ".join(f"{rows:,} {check}" for check, rows in looked_at.items() if rows)
    page.line(f"{record}: as it was put in{f' ({counted})' if counted else ''}.")
    return 0


def _hurts(found: Iterable[Hurt | Progress], looked_at: dict[str, int]) -> Iterator[Hurt]:
    """The findings; a terminal sees how far the work has come."""
    from chiltern.record.verify import Progress  # here: the other commands can do without

    bar = progress_bar() if sys.stderr.isatty() else None
    with bar or nullcontext():
        task = bar.add_task("Verifying", total=None) if bar else None
        for item in found:
            if not isinstance(item, Progress):
                yield item
                continue
            looked_at[item.check] = item.done
            if bar and task is not None:
                bar.update(task, description=f"Verifying {item.check}", completed=item.done, total=item.of or None)
