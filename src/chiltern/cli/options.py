"""Words that several commands take: the record, a day, what a document does not say, `--json`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import click

from chiltern.errors import BadDate

Decorated = Callable[..., Any]


class Day(click.ParamType[date]):
    """A day, in any form that `--published` takes; of a month or a year the last one: 2019-02 is 28 February.

    With `first`, the first one: for the beginning of a stretch of time.
    """

    name = "date"

    def __init__(self, first: bool = False) -> None:
        self._first = first

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from chiltern.dates import day_after, first_day  # here: it needs msgspec, and `chiltern --help` does not
        from chiltern.reports.fields import iso_date  # likewise

        try:
            day = iso_date(value)[: len("2019-02-18")]
            return first_day(day) if self._first else day_after(day) - timedelta(days=1)
        except BadDate as error:
            self.fail(str(error), param, context)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is the end of the calendar", param, context)


ReaderName = Literal["full", "rules"]

record_argument = click.argument("record", type=click.Path(path_type=Path))
on_option = click.option(
    "--on",
    type=Day(),
    metavar="DATE",
    help="As of a day: 18 February 2019, 18/02/2019 or 2019-02-18; a month (2019-02) or a year means its end.",
)
known_option = click.option(
    "--known",
    metavar="TIME",
    help="As the record stood then: 2019-02-18 (the end of that day) or 2019-02-18T09:30 (UTC).",
)
roll_option = click.option(
    "--roll",
    metavar="NAME",
    default="uk-commons-2017",  # chiltern.ingest.DEFAULT_ROLL, which would load much
    show_default=True,
    help="The roll whose people it knows: a built-in one, or the path of a file.",
)
reader_option = click.option(
    "--reader",
    type=click.Choice(["full", "rules"]),
    default="full",
    show_default=True,
    help="With the trained model that finds who said what, or by rules alone.",
)
_DOCUMENT_OPTIONS = (
    click.option("--publisher", help="Who published them, where they do not say."),
    click.option("--published", metavar="DATE", help="When they were published, where they do not say."),
    click.option("--title", help="The title of a single report."),
    click.option("--url", help="The address of a single report."),
    click.option("--author", help="Who wrote them, where they do not say."),
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def document_options(command: Decorated) -> Decorated:
    """Options for what documents do not say of themselves; they arrive as the fields of `chiltern.Defaults`."""
    for option in reversed(_DOCUMENT_OPTIONS):
        command = option(command)
    return command
