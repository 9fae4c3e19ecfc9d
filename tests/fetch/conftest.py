"""A server on this machine that answers for an invented House, and misbehaves when told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from chiltern.fetch.cache import AnswerCache
from chiltern.fetch.client import Client, Manners
from tests.fetch.house import House

NOW = datetime(2010, 3, 1, 12, tzinfo=UTC)
# Nothing waits: what a wait would be is told to `sleep`, and the timeout is for servers that never answer.
QUICK = Manners(pause=0, timeout=0.2, backoff=0, jitter=0)


class Asked(NamedTuple):
    path: str
    query: str
    headers: dict[str, str]


Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Plain answers with an ETag; before them whatever the test has planned for this path."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # 40 ms a request

    def do_GET(self) -> None:  # the name http.server calls
        path, _, query = self.path.partition("?")
        self.server.asked.append(Asked(path, query, {name.lower(): value for name, value in self.headers.items()}))
        planned = next((part for part in self.server.planned if part in path), None)
        if planned is not None and self.server.planned[planned]:
            self.server.planned[planned].pop(0)(self)
            return
        text = self.server.house.answer(path, query)
        if text is None:
            self.answer(404, b"{}")
            return
        etag = f'"{sha256(text.encode()).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, b"", ETag=etag)
        else:
            self.answer(200, text.encode(), ETag=etag)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.house = House()
        self.asked: list[Asked] = []
        self.planned: dict[str, list[Behaviour]] = {}
        self.over = threading.Event()  # set at the end, for handlers that would never answer
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def base(self) -> str:
        return f"{self.root}/api"

    @property
    def results(self) -> str:
        return f"{self.root}/general-elections/9/candidacies.csv"

    def plan(self, path: str, *behaviours: Behaviour) -> None:
        """The next requests for a path that holds these words meet these behaviours, one each."""
        self.planned.setdefault(path, []).extend(behaviours)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def stop(self) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()
        self.thread.join()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many tests are about."""


def status(code: int, body: bytes = b"busy", **headers: str) -> Behaviour:
    return lambda handler: handler.answer(code, body, **headers)


def cut_off(handler: Handler) -> None:
    """Announces more than it sends, and hangs up."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"items": [')
    handler.close_connection = True


def cut_off_chunk(handler: Handler) -> None:
    """Hangs up within a chunk."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'400\r\n{"items": [')
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    """Not a word."""
    handler.close_connection = True


def never(handler: Handler) -> None:
    """Keeps the client waiting for as long as the test lasts."""
    handler.close_connection = True
    handler.server.over.wait()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the environment of the tests says must not matter; nor may they touch the user's own cache."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own-cache"))


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "cache" / "uk-commons")


class Sleeper:
    """Takes the place of `time.sleep`, and remembers how long it would have slept."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


MakeClient = Callable[..., Client]


@pytest.fixture
def client(cache: AnswerCache, sleeper: Sleeper) -> Iterator[MakeClient]:
    """Makes a client that never really sleeps: `client(now=…, refresh=…, manners=…)`."""
    made: list[Client] = []

    def make(now: datetime = NOW, refresh: bool = False, manners: Manners = QUICK, **more: object) -> Client:
        one = Client(cache, "chiltern/test", now, refresh=refresh, manners=manners, sleep=sleeper, **more)  # type: ignore[arg-type]
        made.append(one)
        return one

    yield make
    for one in made:
        one.__exit__(None, None, None)
