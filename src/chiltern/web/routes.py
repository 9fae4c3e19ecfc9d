"""Every page by the shape of its path: who builds it, and the template that draws it.

The server and the static copy both work from this table. A builder takes what was asked and the path's parts, and gives
the page; it raises `NotFound`, `AmbiguousName` or `BadInput`, as the queries do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from chiltern.web.build import conflicts, counts, entities, finding, front, house, reports, tables
from chiltern.web.pages import Page


class Route(NamedTuple):
    """`path` as Starlette writes it, without the leading stroke.

    `table` gives what the page shows as CSV, `picture` as an SVG and `feed` as Atom: at the same address plus `.csv`,
    `.svg` or `.atom`.
    """

    path: str
    build: Callable[..., Page]
    template: str
    table: Callable[..., bytes] | None = None
    picture: Callable[..., str] | None = None
    feed: Callable[..., str] | None = None


ROUTES = (
    Route("", front.front_page, "front.html"),
    Route("count", counts.acts_page, "acts.html"),
    Route("count/{act}", counts.count_page, "count.html", tables.count_csv),
    Route("house", house.house_page, "house.html", picture=house.house_svg),
    Route("reports", reports.reports_page, "reports.html"),
    Route("reports/{number}", reports.report_page, "report.html"),
    Route("statements/{handle}", reports.statement_page, "statement.html"),
    Route("conflicts", conflicts.conflicts_page, "conflicts.html"),
    Route("search", finding.search_page, "search.html"),
    Route("changes", finding.changes_page, "changes.html", feed=finding.changes_feed),
    Route("method", finding.method_page, "method.html"),
    Route("conflicts/{handle}", conflicts.conflict_page, "conflict.html"),
    *(Route(prefix, entities.entities_of(prefix), "entities.html") for prefix in entities.TITLES),
    *(Route(f"{prefix}/{{key}}", entities.entity_in(prefix), "entity.html") for prefix in entities.TITLES),
)
