"""The server: a record's file goes in, an ASGI application comes out that shows every page and its JSON twin.

It parses the address, asks, and shows; what a page holds is decided by its builder.
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.routing import Route as Endpoint
from starlette.staticfiles import StaticFiles

from chiltern.errors import AmbiguousName, BadInput, ChilternError, NotFound, QueryTooLong, RecordError
from chiltern.record.model import HANDLE
from chiltern.records import open
from chiltern.web.address import Moment, Served, address
from chiltern.web.ask import Ask, ask
from chiltern.web.desk import desk_routes
from chiltern.web.frame import frame
from chiltern.web.guard import HEADERS, AccessLog, Guard
from chiltern.web.kept import Document, Kept, document
from chiltern.web.pages import ErrorPage, Frame, Page
from chiltern.web.pool import Pool
from chiltern.web.render import as_json, html
from chiltern.web.routes import ROUTES, Route
from chiltern.web.sessions import COOKIE, Editor, Sessions

_log = logging.getLogger("chiltern.web")
_ATOM = "application/atom+xml; charset=utf-8"
_HTML, _JSON, _CSV, _SVG = "text/html; charset=utf-8", "application/json", "text/csv; charset=utf-8", "image/svg+xml"


def application(path: Path, sessions: Sessions | None = None, hosts: Collection[str] | None = None) -> Starlette:
    """The pages of a record, read-only but for the editors of `sessions`; for requests to `hosts` alone, if given.

    Raises what opening the record does.
    """
    pool, kept = Pool(path), Kept(open(path))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        kept.close()
        pool.close()

    made = Starlette(
        routes=[*_routes(pool, kept, sessions), *(desk_routes(pool, sessions) if sessions else ())],
        middleware=[
            Middleware(AccessLog),
            Middleware(Guard, hosts=hosts),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
        exception_handlers={HTTPException: _refused, Exception: _failed},
        lifespan=lifespan,
    )
    made.state.pool, made.state.kept = pool, kept
    return made


def _routes(pool: Pool, kept: Kept, sessions: Sessions | None) -> list[BaseRoute]:
    made: list[BaseRoute] = [
        Endpoint("/health", lambda _: PlainTextResponse("ok\n")),
        Mount("/static", StaticFiles(packages=[("chiltern.web", "static")])),
    ]
    made.append(Endpoint("/claims/{handle}", _claim(pool)))
    for route in ROUTES:
        made.append(Endpoint(f"/{route.path or 'index'}.json", _endpoint(pool, kept, route, _JSON)))
        if route.table is not None:
            made.append(Endpoint(f"/{route.path}.csv", _endpoint(pool, kept, route, _CSV)))
        if route.picture is not None:
            made.append(Endpoint(f"/{route.path}.svg", _endpoint(pool, kept, route, _SVG)))
        if route.feed is not None:
            made.append(Endpoint(f"/{route.path}.atom", _endpoint(pool, kept, route, _ATOM)))
        made.append(Endpoint(f"/{route.path}", _endpoint(pool, kept, route, _HTML, sessions)))
    return made


def _endpoint(
    pool: Pool, kept: Kept, route: Route, kind: str, sessions: Sessions | None = None
) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        editor = sessions.editor(request.cookies.get(COOKIE)) if sessions else None
        if editor is not None:
            # Its forms are the editor's own: nobody else may see the page, nor keep it.
            own = await run_in_threadpool(_answer, pool, route, request, kind, editor)
            return Response(own.body, 200, {"Cache-Control": "no-store"}, kind) if isinstance(own, Document) else own
        asked = (request.scope["path"], request.scope["query_string"])
        answer = await kept.answer(asked, partial(_answer, pool, route, request, kind))
        return _cached(request, answer, kind) if isinstance(answer, Document) else answer

    return endpoint


def _claim(pool: Pool) -> Callable[[Request], object]:
    """The way from a claim's number to its place in its report."""

    def found(handle: str, asked: Sequence[tuple[str, str]]) -> str:
        with pool.record() as record:
            moment = ask(record, asked).moment
            passage = record.source(handle, known=moment.known)
            return f"{address(f'reports/{passage.report.id}', moment.query)}#c-{passage.digest[:HANDLE]}"

    async def endpoint(request: Request) -> Response:
        asked = request.query_params.multi_items()
        try:
            to = await run_in_threadpool(found, request.path_params["handle"], asked)
        except ChilternError as error:
            return _explained(request, error, False)
        return RedirectResponse(to, 303)

    return endpoint


def _answer(pool: Pool, route: Route, request: Request, kind: str, editor: Editor | None = None) -> Document | Response:
    began = time.monotonic()
    try:
        with pool.record() as record:
            asked = ask(record, request.query_params.multi_items(), pool.tallies)
            page = route.build(asked, **request.path_params)
            around = frame(asked, route.path.format(**request.path_params))
            body = _body(page, around, asked, route, kind, editor)
    except ChilternError as error:
        return _explained(request, error, kind == _JSON)
    if page.fault is not None:
        return Response(body, 400, media_type=kind)
    return document(body, current=pool.tallies.behind < began)


def _body(page: Page, around: Frame, asked: Ask, route: Route, kind: str, editor: Editor | None) -> bytes:
    if kind == _JSON:
        return as_json(page, around)
    if kind == _CSV and route.table is not None:
        return route.table(page)
    if kind == _SVG and route.picture is not None:
        return route.picture(page).encode()
    if kind == _ATOM and route.feed is not None:
        return route.feed(page, Served(asked.moment)).encode()
    return _drawn(page, around, asked, route, editor)


def _drawn(page: Page, around: Frame, asked: Ask, route: Route, editor: Editor | None) -> bytes:
    fields = {name: values for name, values in asked.fields.items() if name not in ("on", "known")}
    query = {**fields, **asked.moment.query}
    twin = address(f"{around.path or 'index'}.json", query)
    table = address(f"{around.path}.csv", query) if route.table is not None else None
    picture = address(f"{around.path}.svg", query) if route.picture is not None else None
    feed = address(f"{around.path}.atom", query) if route.feed is not None else None
    kept = [(name, value) for name, values in fields.items() for value in values]
    also = {"twin": twin, "table": table, "picture": picture, "feed": feed}
    return html(
        page, around, Served(asked.moment), route.template, editor, **also, kept=kept, query=fields, served=True
    )


def _cached(request: Request, document: Document, kind: str) -> Response:
    """The document with its ETag, or 304 where the reader has it already."""
    headers = {"ETag": document.tag, "Cache-Control": "no-cache"}
    if document.tag in (one.strip() for one in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    return Response(document.body, media_type=kind, headers=headers)


def _explained(request: Request, error: ChilternError, twin: bool) -> Response:
    match error:
        case NotFound():
            status = 404
        case BadInput():
            status = 400
        case _:
            status = 503
            _log.warning("%s: %s", request.url.path, error)
    candidates = error.candidates if isinstance(error, AmbiguousName) else ()
    match error:
        case QueryTooLong():
            message = "This takes longer than a reader may wait: ask for less, or again in a moment."
        case RecordError():
            # The path of the file is the server's own business.
            message = "The record cannot be read just now."
        case _:
            message = str(error)
    return error_response(status, message, twin, candidates)


def error_response(status: int, message: str, twin: bool = False, candidates: tuple[str, ...] = ()) -> Response:
    titles: Mapping[int, str] = {400: "Not understood", 404: "Not found", 405: "Not allowed", 503: "Not now"}
    page = ErrorPage(title=titles.get(status, "An error"), status=status, message=message, candidates=candidates)
    around = Frame(path="", permalink="/", moment=Moment(), legislature="", roll="")
    body = as_json(page, around) if twin else html(page, around, Served(Moment()), "error.html", twin=None, served=True)
    return Response(body, status_code=status, media_type=_JSON if twin else _HTML)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    messages = {404: "There is no page at this address.", 405: "This page can only be read."}
    made = error_response(
        error.status_code, messages.get(error.status_code, error.detail), request.url.path.endswith(".json")
    )
    made.headers.update(error.headers or {})
    return made


def _failed(request: Request, error: Exception) -> Response:
    made = error_response(500, "The server made a mistake; it is in its log.", request.url.path.endswith(".json"))
    # Starlette answers a failure outside the middleware, so past the guard.
    made.headers.update(HEADERS)
    return made
