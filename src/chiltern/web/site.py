"""The static copy of a record's pages: a record goes in, a folder of files that any host can serve comes out.

The copy begins with the front page and follows its links, so every page in it is led to and no link leads nowhere. The
same record gives the same bytes; what is there already as it should be is not written again.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import msgspec

from chiltern.record.derive_statements import SAID
from chiltern.record.queries.entity import is_named
from chiltern.record.view import View
from chiltern.records import Record
from chiltern.web.address import KIND_OF, Moment, Published, Query, register_id
from chiltern.web.ask import Ask
from chiltern.web.folder import Folder
from chiltern.web.frame import frame
from chiltern.web.pages import EntityPage, HousePage, Page, ReportPage
from chiltern.web.render import as_json, html
from chiltern.web.routes import ROUTES, Route
from chiltern.web.tallies import Tallies

# Entries of the index that is searched in the reader's browser: some megabytes.
_INDEXED = 50_000
_SAID = """SELECT count(*) FROM claims AS claim JOIN finding_claims AS filed ON filed.claim_id = claim.id
JOIN findings AS finding ON finding.id = filed.finding_id AND substr(finding.topic, 1, ?2) = ?3
JOIN finding_claims AS other ON other.finding_id IN (SELECT id FROM findings WHERE topic = finding.topic)
WHERE claim.digest >= ?1 AND claim.digest < ?1 || 'g'"""


class Copy(NamedTuple):
    """How many pages the copy has, how many files were written, and how many removed."""

    pages: int
    written: int
    removed: int


class _Job(NamedTuple):
    route: Route
    parts: Mapping[str, str]
    query: Mapping[str, str]
    path: str
    base: str  # its files without an ending


def publish(record: Record, folder: Path, moment: Moment, told: Callable[[int, int], object]) -> Copy:
    """Writes the copy. `told` hears how many pages are done of how many known of.

    Raises `BadInput` for a folder that holds anything else, and what the pages raise.
    """
    target = Folder(folder)
    with record.reading():
        site = _Site(record, moment)
        pages = 0
        for job in site.jobs():
            for name, content in site.files(job):
                target.write(name, content)
            pages += 1
            told(pages, site.known)
        target.write("static/search-index.js", site.index())
    for asset in sorted(resources.files("chiltern.web").joinpath("static").iterdir(), key=lambda one: one.name):
        target.write(f"static/{asset.name}", asset.read_bytes())
    return Copy(pages, *target.finish())


class _Site:
    def __init__(self, record: Record, moment: Moment) -> None:
        self._record, self._moment, self._tallies = record, moment, Tallies()
        self._view: View = record.view(moment.known)
        self._files: dict[tuple[str, str], str | None] = {}
        self._waiting: deque[_Job] = deque()
        self._index: list[tuple[str, str, str]] = []
        self.known = 0  # pages, done or not

    def jobs(self) -> Iterator[_Job]:
        """Every page, in the order in which links lead to it."""
        self._base("", {})
        while self._waiting:
            yield self._waiting.popleft()

    def files(self, job: _Job) -> Iterator[tuple[str, bytes]]:
        """The page's files: HTML and JSON, and whatever else the page is shown as."""
        asked = self._ask(job)
        page = job.route.build(asked, **job.parts)
        around = frame(asked, job.path)
        links = Published(f"{job.base}.html", self._file_of)
        also = {
            name: links.to(f"{job.base}.{name}")
            for name, made in (("csv", job.route.table), ("svg", job.route.picture), ("atom", job.route.feed))
            if made is not None and not (name == "svg" and not _drawable(page))
        }
        yield (
            f"{job.base}.html",
            html(
                page,
                around,
                links,
                job.route.template,
                twin=links.to(f"{job.base}.json"),
                table=also.get("csv"),
                picture=also.get("svg"),
                feed=also.get("atom"),
                kept=(),
                query={},
                served=False,
            ),
        )
        yield f"{job.base}.json", as_json(page, around)
        if job.route.table is not None:
            yield f"{job.base}.csv", job.route.table(page)
        if job.route.picture is not None and "svg" in also:
            yield f"{job.base}.svg", job.route.picture(page).encode()
        if job.route.feed is not None:
            yield f"{job.base}.atom", job.route.feed(page, links).encode()
        self._note(page, job)

    def index(self) -> bytes:
        """The names, titles and publishers of the pages, as a script that puts them where the search looks."""
        rows = msgspec.json.encode(self._index[:_INDEXED]).decode()
        return f'"use strict";\nglobalThis.chilternIndex = {rows};\n'.encode()

    def _ask(self, job: _Job) -> Ask:
        fields = {name: [value] for name, value in job.query.items()}
        moment = self._moment
        if "on" in fields:
            moment = msgspec.structs.replace(moment, on=msgspec.convert(job.query["on"], type=date))
        return Ask(self._record, moment, fields, self._tallies)

    def _note(self, page: Page, job: _Job) -> None:
        if isinstance(page, EntityPage):
            self._index.append((page.title, page.entity.kind.replace("_", " "), f"{job.base}.html"))
        elif isinstance(page, ReportPage):
            publisher = page.found.report.publisher or "report"
            self._index.append((page.title[:200], publisher[:80], f"{job.base}.html"))

    def _file_of(self, path: str, query: Query) -> str | None:
        """The file that a link leads to; a picture's page is made with it."""
        path, _, ending = path.rpartition(".") if path.endswith(".svg") else (path, "", "html")
        base = self._base(path, {name: str(value) for name, value in query.items() if value})
        return f"{base}.{ending}" if base is not None else None

    def _base(self, path: str, query: Mapping[str, str]) -> str | None:
        if path == "house" and self._moment.on is not None and query.get("on") == self._moment.on.isoformat():
            query = {}
        key = (path, "&".join(f"{name}={value}" for name, value in sorted(query.items())))
        if key not in self._files:
            found = _routed(path) if _worth(path, query) else None
            if found is None or not self._exists(*found):
                self._files[key] = None
            else:
                suffix = "".join(f"/~{name}-{value}" for name, value in sorted(query.items()))
                self._files[key] = base = f"{path or 'index'}{suffix}"
                self._waiting.append(_Job(*found, query, path, base))
                self.known += 1
        return self._files[key]

    def _exists(self, route: Route, parts: Mapping[str, str]) -> bool:
        """Whether the page is worth a file: of entities those that reports name, of statements those said again."""
        if route.path.endswith("{key}"):
            own, kind = register_id(parts["key"]), KIND_OF[route.path.partition("/")[0]]
            return own is None or is_named(self._view, kind, own)
        if route.path == "statements/{handle}":
            return int(self._view.row(_SAID, (parts["handle"], len(SAID), SAID))[0]) > 1
        return True


def _worth(path: str, query: Mapping[str, str]) -> bool:
    """Pages further on in a list, and days of the House, have files; other questions need a server."""
    return not query or set(query) == {"from"} or (path == "house" and set(query) == {"on"})


def _routed(path: str) -> tuple[Route, Mapping[str, str]] | None:
    for route, pattern in _PATTERNS:
        found = pattern.fullmatch(path)
        if found:
            return route, found.groupdict()
    return None


def _drawable(page: Page) -> bool:
    return not isinstance(page, HousePage) or bool(page.house.members)


_PATTERNS = [(route, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(route.path)))) for route in ROUTES]
