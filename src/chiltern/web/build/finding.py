"""Search, what has changed since, and how everything is found."""

from __future__ import annotations

from datetime import timedelta

from msgspec import structs

from chiltern.dates import first_day
from chiltern.export.news import atom
from chiltern.record.parts import known_by
from chiltern.record.queries.changes import changes
from chiltern.record.queries.search import search
from chiltern.web.address import Links
from chiltern.web.ask import Ask
from chiltern.web.pages import ChangesPage, MethodPage, Reader, SearchPage
from chiltern.words import load

# Readings that a page of changes tells of, and publishers that a page names.
_READINGS, _PUBLISHERS = 60, 200


def search_page(ask: Ask) -> SearchPage:
    asked = ask.text("q")
    return SearchPage(title="Search", asked=asked, found=search(ask.view, asked) if asked else None)


def changes_page(ask: Ask) -> ChangesPage:
    """Since the time asked for, else the day before the last event; of many readings the newest alone."""
    view = ask.view
    last = view.row("SELECT max(known_at) FROM readings WHERE known_at <= ?", (view.known,))[0]
    asked = ask.text("since")
    day_before = known_by((first_day(last[:10]) - timedelta(days=1)).isoformat()) if last else ""
    since = known_by(asked) if asked else day_before
    bound = view.row(
        "SELECT known_at FROM readings WHERE known_at <= ? ORDER BY id DESC LIMIT 1 OFFSET ?", (view.known, _READINGS)
    )
    cut = bound is not None and bound[0] > since
    found = changes(view, bound[0] if cut else since)
    return ChangesPage(
        title="What is new",
        since=found.since,
        changes=structs.replace(found, claims=()),
        claims=len(found.claims),
        cut=cut,
    )


def changes_feed(page: ChangesPage, links: Links) -> str:
    """The page as Atom, with a way from each entry to what is behind it."""

    def to(path: str, place: str) -> str | None:
        made = links.page(path, {})
        return f"{made}#{place}" if made is not None and place else made

    return atom(page.changes, "the record", to)


def method_page(ask: Ask) -> MethodPage:
    view, roll = ask.view, ask.record.roll
    papers = ask.publishers()
    readers = view.rows(
        "SELECT reader, count(*) FROM readings WHERE known_at <= ? GROUP BY reader ORDER BY max(id) DESC", (view.known,)
    )
    return MethodPage(
        title="How it is found",
        measured=tuple(load("measured")),
        readers=tuple(Reader(*row) for row in readers),
        sources=tuple(roll.sources.values()),
        publishers=papers[:_PUBLISHERS],
        reports=sum(one.reports for one in papers),
    )
