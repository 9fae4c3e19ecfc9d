"""Asking a server politely: an address goes in, the bytes of its answer come out, from the network or from the cache.

One request at a time with a pause between them, a time limit and a size limit on each, certificates checked, no
redirect to another server. What may pass (no connection, a timeout, a cut-off answer, 429, 5xx) is tried again, each
wait twice as long as the one before, or as long as the server asks. Whatever else goes wrong is a `FetchError` in one
line. An answer is kept only when it is whole and of the form asked for.
"""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from types import TracebackType
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
import urllib3
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError, SSLError
from urllib3.util import Retry, Timeout

from chiltern.errors import FetchError
from chiltern.fetch.cache import Answer, AnswerCache, Form, Kept, Meta
from chiltern.fetch.faults import TooSlow, checked, given_up, host, place, redirected, refused

FRESH = timedelta(days=1)
_AGAIN = frozenset((429, *range(500, 600)))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ACCEPT: Mapping[Form, str] = {"json": "application/json", "csv": "text/csv"}
_PIECE = 1 << 16


@dataclass(frozen=True)
class Manners:
    """How to behave; times in seconds.

    The pause makes at most two requests a second. The longest wait is the most that a server's Retry-After may ask
    for; one that asks for more is left alone.
    """

    pause: float = 0.5
    timeout: float = 30.0  # to connect, and between two pieces of an answer
    longest_answer: float = 180.0  # from the first piece to the last
    largest_answer: int = 64 << 20  # bytes; a general election's candidacies are some 4 MB
    retries: int = 5
    # Somebody without a network should not wait half a minute to be told so.
    retries_to_connect: int = 2
    backoff: float = 1.0
    jitter: float = 1.0
    longest_wait: float = 60.0
    redirects: int = 3


POLITE = Manners()


class Watch:
    """Somebody who looks on while answers come in; this one looks away."""

    def step(self, part: str, done: int, total: int) -> None:
        """So many of a part's things are here."""

    def wait(self, host: str, seconds: float) -> None:
        """The host is given time before it is asked again."""


class _Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class _Patience(Retry):
    """urllib3's count of what is left to try. It waits before the first new try too; odd headers are no matter."""

    def get_backoff_time(self) -> float:
        wait = float(self.backoff_factor * 2 ** (len(self.history) - 1))
        return min(self.backoff_max, wait) + random.uniform(0, self.backoff_jitter)

    def parse_retry_after(self, retry_after: str) -> float:
        try:
            return super().parse_retry_after(retry_after)
        except (InvalidHeader, ValueError, OverflowError):
            return 0


class Client:
    """Asks for answers and keeps them. `agent` is the User-Agent; `now` is the time of this fetch, with its zone.

    An answer that is kept and not older than a day is not asked for again, unless `refresh` says so; an older one
    is asked for on condition that it changed.
    """

    def __init__(
        self,
        cache: AnswerCache,
        agent: str,
        now: datetime,
        *,
        refresh: bool = False,
        manners: Manners = POLITE,
        watch: Watch | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.watch = watch or Watch()
        self.cache, self._agent, self._now, self._refresh = cache, agent, now, refresh
        self._manners, self._sleep, self._clock = manners, sleep, clock
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._asked: float | None = None

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in self._pools.values():
            pool.clear()

    def get(self, name: str, url: str, form: Form) -> Answer:
        """The answer of an address, kept under a plain name; raises `FetchError` where there is none to be had."""
        kept = self.cache.find(name, url)
        if kept is not None and not self._refresh and timedelta() <= self._now - kept.meta.at < FRESH:
            return Answer(url, self.cache.folder / name, form, kept.content, kept.meta.at, cached=True)
        reply = self._follow(url, form, kept)
        if reply.status == 304 and kept is not None:
            content, cached = kept.content, True
        else:
            content, cached = checked(reply.body, url, form), False
        meta = Meta(
            url,
            self._now,
            sha256(content).hexdigest(),
            reply.headers.get("ETag") or (kept.meta.etag if cached and kept else None),
            reply.headers.get("Last-Modified") or (kept.meta.modified if cached and kept else None),
        )
        return Answer(url, self.cache.keep(name, content, meta), form, content, self._now, cached)

    def _follow(self, url: str, form: Form, kept: Kept | None) -> _Reply:
        """The reply to an address, after redirects on one and the same server."""
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT[form], "Accept-Encoding": "gzip"}
        if kept is not None and kept.meta.etag:
            headers["If-None-Match"] = kept.meta.etag
        if kept is not None and kept.meta.modified:
            headers["If-Modified-Since"] = kept.meta.modified
        at = url
        for _ in range(self._manners.redirects + 1):
            reply = self._ask(at, headers)
            if reply.status == 200 or (reply.status == 304 and kept is not None):
                return reply
            if reply.status not in _REDIRECTS or "Location" not in reply.headers:
                raise refused(at, reply.status)
            at = redirected(at, reply.headers["Location"])
        raise FetchError(f"{place(url)}: redirected more than {self._manners.redirects} times")

    def _ask(self, url: str, headers: Mapping[str, str]) -> _Reply:
        """One reply, asked for as often as manners allow."""
        manners = self._manners
        patience = _Patience(
            total=manners.retries,
            connect=manners.retries_to_connect,
            status_forcelist=_AGAIN,
            backoff_factor=manners.backoff,
            backoff_max=manners.longest_wait,
            backoff_jitter=manners.jitter,
        )
        while True:
            failure: HTTPError | None = None
            response: urllib3.BaseHTTPResponse | None = None
            try:
                response = self._open(url, headers)
                try:
                    if response.status not in _AGAIN:
                        return _Reply(response.status, response.headers, self._body(response, url))
                finally:
                    response.close()  # what is not read yet is not worth reading
                    response.release_conn()
            except SSLError as error:
                raise FetchError(f"{host(url)}: no safe connection: {error}; nothing was read") from None
            except HTTPError as error:
                failure, response = error, None
            try:
                patience = patience.increment("GET", url, response=response, error=failure)
            except MaxRetryError:
                status = response.status if response else None
                raise given_up(url, failure, status, len(patience.history) + 1, manners.timeout) from None
            self._wait(url, response, patience)

    def _open(self, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        if self._asked is not None:
            self._sleep(max(0.0, self._asked + self._manners.pause - self._clock()))
        self._asked = self._clock()
        return self._pool(url).request(
            "GET",
            url,
            headers=headers,
            timeout=Timeout(connect=self._manners.timeout, read=self._manners.timeout),
            retries=False,
            redirect=False,
            preload_content=False,
        )

    def _body(self, response: urllib3.BaseHTTPResponse, url: str) -> bytes:
        """The whole body. It is read piece by piece, so that neither its size nor its slowness has to be believed."""
        body, end = bytearray(), self._clock() + self._manners.longest_answer
        while piece := response.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > self._manners.largest_answer:
                raise FetchError(f"{place(url)}: an answer of more than {self._manners.largest_answer:,} bytes")
            if self._clock() > end:
                raise TooSlow(place(url))
        return bytes(body)

    def _wait(self, url: str, response: urllib3.BaseHTTPResponse | None, patience: _Patience) -> None:
        asked = (response and patience.get_retry_after(response)) or 0.0
        if asked > self._manners.longest_wait:
            raise FetchError(
                f"{host(url)}: the server asks to be left alone for {asked:,.0f} s; run it again after that"
            )
        seconds = asked or patience.get_backoff_time()
        self.watch.wait(host(url), seconds)
        self._sleep(seconds)

    def _pool(self, url: str) -> urllib3.PoolManager:
        """One connection to one server, through the proxy that the environment names for it."""
        parts = urlsplit(url)
        if parts.netloc not in self._pools:
            context = _certificates() if parts.scheme == "https" else None
            proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
            if proxy:
                made: urllib3.PoolManager = urllib3.ProxyManager(proxy, maxsize=1, ssl_context=context)
            else:
                made = urllib3.PoolManager(maxsize=1, ssl_context=context)
            self._pools[parts.netloc] = made
        return self._pools[parts.netloc]


def _certificates() -> ssl.SSLContext:
    """Whom to trust: the system's certificates, and certifi's for a Python that finds none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
