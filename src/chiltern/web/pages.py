"""What each page shows: one frozen, documented value a page, which its template draws and its `.json` twin prints.

Dates are ISO text. Whatever comes from a report is a `Words`, so that it opens to its place in the report.
"""

from __future__ import annotations

import msgspec

from chiltern.record.queries.results import Count
from chiltern.web.address import Moment


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every page says of itself and its record.

    `path` is the page's own, `permalink` its address with the day and the moment of knowledge fixed; `legislature` and
    `roll` are whose record it is, `newest` the day of its newest report, `changed` when it last learnt anything.
    """

    path: str
    permalink: str
    moment: Moment
    legislature: str
    roll: str
    newest: str | None = None
    changed: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """`title` names the page in one line."""

    title: str


class CountPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """Who stands where on one act: `count` as `chiltern count --json` prints it."""

    count: Count


class ErrorPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """Why there is no page: `status` is the HTTP status, `candidates` what an ambiguous name may mean."""

    status: int
    message: str
    candidates: tuple[str, ...] = ()
