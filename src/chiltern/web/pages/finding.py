"""What the pages of search, changes and method show."""

from __future__ import annotations

from typing import Any

import msgspec

from chiltern.record.queries.publishers import Publisher
from chiltern.record.queries.results import Changes
from chiltern.record.queries.search import SearchFound
from chiltern.register.model import Source
from chiltern.web.pages.frame import Page


class SearchPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """What fits a line of text, by kind; nothing where nothing was asked."""

    asked: str | None = None
    found: SearchFound | None = None


class ChangesPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """What the record learnt after `since`; `claims` counts the new claims, which their reports show.

    `cut` says that it learnt too much since the time asked for, so that only the newest readings are told.
    """

    since: str
    changes: Changes
    claims: int
    cut: bool = False


class Reader(msgspec.Struct, frozen=True):
    """A reader's version, and how many readings it made."""

    version: str
    readings: int


class MethodPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """How each thing is found and how well: `measured` are rows of a table, each with what it was measured on and how.

    `sources` are those of the roll with their licences, `publishers` those of the reports.
    """

    measured: tuple[dict[str, Any], ...]
    readers: tuple[Reader, ...]
    sources: tuple[Source, ...]
    publishers: tuple[Publisher, ...]
    reports: int
