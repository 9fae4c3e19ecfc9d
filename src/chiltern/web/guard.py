"""What stands before every answer: headers that let a page do nothing but be read, and a line in the access log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ASCII = "".join(map(chr, range(128)))
_log = logging.getLogger("chiltern.access")


class Guard:
    """Adds the headers to every answer, and lets no query through that is not ASCII, and none to another host.

    A page of somebody else's whose name is made to mean this machine would otherwise read and send as if it were ours.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None = None) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._hosts is not None and _host(scope) not in self._hosts:
            refused = PlainTextResponse("This server answers to its own name alone.\n", 421)
            # The server first learns that the rest of what was sent is no request, where it is none.
            await asyncio.sleep(0)
            await refused(scope, receive, guarded)
            return
        # Bytes that no address may have would break whoever decodes them.
        asked = quote(scope.get("query_string", b""), safe=_ASCII).encode()
        await self._app({**scope, "query_string": asked}, receive, guarded)


def _host(scope: Scope) -> str:
    """The name that the request was sent to, without the port; nothing where it is no name."""
    try:
        return urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
    except ValueError:
        return ""


class AccessLog:
    """A line for each request, in the common log format."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, size = 500, 0

        async def noted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            client = scope["client"][0] if scope.get("client") else "-"
            query = scope.get("query_string", b"")
            target = scope["raw_path"] + (b"?" + query if query else b"")
            # What lets an editor in stays out of the log.
            if target.startswith(b"/edit/"):
                target = b"/edit/..."
            line = f"{scope['method']} {target.decode('latin-1')} HTTP/{scope['http_version']}"
            when = f"{datetime.now(UTC):%d/%b/%Y:%H:%M:%S %z}"
            _log.info('%s - - [%s] "%s" %s %s', client, when, bare(line), status, size or "-")


def bare(text: str) -> str:
    """On one line, without what a terminal could obey or a reader of logs could mistake for another field."""
    return "".join(letter if letter.isprintable() and letter != '"' else f"\\x{ord(letter):02x}" for letter in text)
