"""The editor's desk: being let in by the one-time link, ruling on claims and conflicts, undoing, and leaving.

Every form is checked before anything is read of it: whose session, whose token, and that no other site sent it. What
cannot be decided comes back with all that was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Endpoint

from chiltern.errors import ChilternError, NotFound, RecordBusy, RecordError
from chiltern.record.model import Action
from chiltern.web.address import Moment, Served
from chiltern.web.pages import EditPage, Frame
from chiltern.web.pool import Pool
from chiltern.web.render import html
from chiltern.web.sessions import COOKIE, Editor, Sessions

_MOST = 64 * 1024
_ACTIONS: tuple[Action, ...] = get_args(Action)


def desk_routes(pool: Pool, sessions: Sessions) -> list[BaseRoute]:
    """The addresses that exist with editing on, and only then."""

    async def door(request: Request) -> Response:
        key = request.path_params["key"]
        return _door(key) if sessions.is_key(key) else _shut()

    async def enter(request: Request) -> Response:
        fields = await _fields(request)
        session = sessions.let_in(fields.get("key", ""), fields.get("name", "")) if fields is not None else None
        return _seen(RedirectResponse("/", 303), session) if session else _shut()

    async def decide(request: Request) -> Response:
        fields, session = await _fields(request), request.cookies.get(COOKIE, "")
        editor = sessions.may(session, fields.get("token", "")) if fields is not None else None
        if fields is None or editor is None:
            return _shut()
        try:
            await run_in_threadpool(_decided, pool, editor, fields)
        except ChilternError as error:
            return _again(editor, fields, error)
        made, changed = RedirectResponse(_back(fields), 303), sessions.changed(session)
        return _seen(made, changed) if changed is not None else made

    async def leave(request: Request) -> Response:
        fields, session = await _fields(request), request.cookies.get(COOKIE, "")
        if fields is None or sessions.may(session, fields.get("token", "")) is None:
            return _shut()
        sessions.end(session)
        made = RedirectResponse("/", 303)
        made.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return made

    return [
        Endpoint("/edit/{key}", door),
        Endpoint("/edit", enter, methods=["POST"]),
        Endpoint("/decide", decide, methods=["POST"]),
        Endpoint("/leave", leave, methods=["POST"]),
    ]


def _decided(pool: Pool, editor: Editor, fields: Mapping[str, str]) -> None:
    action = next((one for one in _ACTIONS if one == fields.get("action")), None)
    if action is None:
        raise NotFound("choose what to do: confirm, reject, correct or note")
    corrected = {fields["field"]: fields.get("value", "")} if fields.get("field") else None
    with pool.record() as record:
        record.decide(
            action,
            fields.get("target", ""),
            by=editor.name,
            why=fields.get("why", ""),
            into=fields.get("into") or None,
            report=fields.get("report") or None,
            fields=corrected,
        )


async def _fields(request: Request) -> dict[str, str] | None:
    """What a form sent; None for one of another site, of another kind, or too long."""
    origin = request.headers.get("origin")
    # A page without a referrer sends "null": then the token alone decides.
    if origin not in (None, "null") and origin.partition("://")[2] != request.headers.get("host"):
        return None
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return None
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=30))
    except ValueError:
        return None


def _seen(response: Response, session: str) -> Response:
    response.set_cookie(COOKIE, session, path="/", httponly=True, samesite="strict")
    return response


def _back(fields: Mapping[str, str]) -> str:
    """The page that the form stood on, if it is one of ours."""
    back = fields.get("back", "")
    return f"/{back}" if back.isascii() and back.isprintable() and not back.startswith(("/", "\\")) else "/"


def _door(key: str) -> Response:
    return _page(EditPage(title="Who is editing?", key=key), 200)


def _shut() -> Response:
    message = "This form or link is no longer good: the one that `chiltern serve --edit` printed works once."
    return _page(EditPage(title="Not let in", message=message), 403)


def _again(editor: Editor, fields: Mapping[str, str], error: ChilternError) -> Response:
    """What was typed, with the reason why it could not be decided."""
    busy = isinstance(error, RecordBusy)
    message = (
        str(error) if not isinstance(error, RecordError) else "The record cannot be written just now. Send it again."
    )
    typed = {name: value for name, value in fields.items() if name != "token"}
    return _page(EditPage(title="Not decided", message=message, typed=typed), 503 if busy else 400, editor)


def _page(page: EditPage, status: int, editor: Editor | None = None) -> Response:
    around = Frame(path="", permalink="/", moment=Moment(), legislature="", roll="")
    body = html(page, around, Served(Moment()), "edit.html", editor, twin=None, served=True)
    return Response(body, status, {"Cache-Control": "no-store"}, "text/html; charset=utf-8")
