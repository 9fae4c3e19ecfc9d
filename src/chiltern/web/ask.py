"""What a reader asks of a page: the moment and the rest of the address, taken apart and bounded.

Raises `BadInput` for what is no date, number or choice, so that every page refuses the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from chiltern.dates import day_after
from chiltern.errors import BadDate, BadInput
from chiltern.record.parts import known_by
from chiltern.record.queries.publishers import Publisher
from chiltern.record.queries.results import Count
from chiltern.record.view import View
from chiltern.records import Record
from chiltern.reports.fields import iso_date
from chiltern.web.address import Moment
from chiltern.web.tallies import Tallies

# Longer values and more of them than any form of the pages can send.
_LONGEST_VALUE, _MOST_VALUES = 400, 200
# No parliament is older, and a page may reckon on from a day without meeting the calendar's end.
_FIRST_YEAR, _LAST_YEAR = 1200, 2999


@dataclass(frozen=True)
class Ask:
    """A record that is open, the moment, the other fields of the address, each with its values in order, and counts."""

    record: Record
    moment: Moment
    fields: dict[str, list[str]]
    tallies: Tallies

    @cached_property
    def view(self) -> View:
        return self.record.view(self.moment.known)

    @property
    def on(self) -> date | None:
        return self.moment.on

    @property
    def known(self) -> str | None:
        return self.moment.known

    def tally(self, act: str, *, of: str | None = None, on: date | None = None) -> Count:
        """Who stands where on the act; see `chiltern.record.queries.tally`. `on` is a day in place of the page's."""
        return self.tallies.tally(self.view, self.known, act, of, on or self.on)

    def publishers(self) -> tuple[Publisher, ...]:
        """Whose reports the record holds; see `chiltern.record.queries.publishers`."""
        return self.tallies.publishers(self.view, self.known)

    def text(self, name: str) -> str | None:
        """The last value of the name, without spaces around it; None where it is empty or missing."""
        values = [value.strip() for value in self.fields.get(name, ())]
        return next((value for value in reversed(values) if value), None)

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(value.strip() for value in self.fields.get(name, ()) if value.strip())

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        value = self.text(name)
        if value is not None and value not in choices:
            raise BadInput(f"{name}: {value!r} is none of {', '.join(choices)}")
        return value

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to `most`."""
        value = self.text(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) <= most):
            raise BadInput(f"{name}: {value!r} is no whole number up to {most:,}")
        return int(value)

    def day(self, name: str) -> date | None:
        """A day; of a month or a year the last one."""
        value = self.text(name)
        return day(value, name) if value is not None else None


def ask(record: Record, pairs: Sequence[tuple[str, str]], tallies: Tallies | None = None) -> Ask:
    """The question that the fields of an address make."""
    fields: dict[str, list[str]] = {}
    if len(pairs) > _MOST_VALUES:
        raise BadInput(f"the address has {len(pairs)} fields; at most {_MOST_VALUES} are read")
    for name, value in pairs:
        if len(value) > _LONGEST_VALUE:
            raise BadInput(f"{name[:40]}: {len(value)} characters are too long; at most {_LONGEST_VALUE} are read")
        if "\x00" in value or "\x00" in name:
            raise BadInput(f"{name[:40]!r}: a character is not allowed")
        fields.setdefault(name, []).append(value)
    bare = Ask(record, Moment(), fields, tallies or Tallies())
    known = bare.text("known")
    if known is not None:
        known_by(known)  # refuses what is no time
    return replace(bare, moment=Moment(bare.day("on"), known))


def day(text: str, name: str = "on") -> date:
    """A day in the years that pages answer for; of a month or a year the last one."""
    try:
        found = day_after(iso_date(text)[: len("2019-02-18")]) - timedelta(days=1)
    except BadDate as error:
        raise BadInput(f"{name}: {error}") from None
    except (ValueError, OverflowError):
        found = date.max
    return _answered_for(found, text, name)


def _answered_for(found: date, text: str, name: str) -> date:
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise BadInput(f"{name}: {text!r} is not within the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return found
