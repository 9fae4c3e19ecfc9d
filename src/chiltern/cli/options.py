"""Words that several commands take: the record, a day, `--json`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from chiltern.errors import BadDate

Decorated = Callable[..., Any]


class Day(click.ParamType[date]):
    """A day; of a month or a year the last one, so that `--on 2019-02` means by the end of February."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        # Here, not above: the module needs msgspec, and `chiltern --help` does not.
        from chiltern.dates import day_after, parse_date

        try:
            return day_after(parse_date(value)) - timedelta(days=1)
        except BadDate as error:
            self.fail(str(error), param, context)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is the end of the calendar", param, context)


record_argument = click.argument("record", type=click.Path(path_type=Path))
on_option = click.option("--on", type=Day(), metavar="DATE", help="As of a day: 2019-02-18; a month means its end.")
roll_option = click.option(
    "--roll",
    metavar="NAME",
    default="uk-commons-2017",  # chiltern.ingest.DEFAULT_ROLL, which would load much
    show_default=True,
    help="The roll whose people it knows: a built-in one, or the path of a file.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
