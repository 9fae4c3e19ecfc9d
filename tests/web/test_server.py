"""The server as a process: what it says, what it does with bytes that are no request, and where it may listen."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chiltern.errors import BadInput
from chiltern.web.server import listen
from tests.web.serving import address_in, serving


@pytest.fixture(scope="module")
def place(record_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    with serving(record_path, tmp_path_factory.mktemp("served") / "log") as said:
        at = urlsplit(address_in(said[0]))
        assert at.hostname == "127.0.0.1"
        assert at.port
        yield at.hostname, at.port


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\xff\x00\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /count/leave?\x80\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /%ff%fe%00?\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 20_000 + b"\r\n",
        b"POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nx",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_bytes_that_are_no_request_do_no_harm(place: tuple[str, int], sent: bytes) -> None:
    with socket.create_connection(place, timeout=10) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            said = connection.recv(100_000)
        except OSError:
            said = b""  # it hung up on us, as it may
    status = said.split(b" ")[1:2]
    assert not status or status[0] < b"500"
    assert b"Traceback" not in said
    _is_well(place)


def test_one_connection_has_many_answers(place: tuple[str, int]) -> None:
    connection = HTTPConnection(*place, timeout=10)
    for path in ("/", "/count/leave", "/count/leave.json", "/static/chiltern.css"):
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.read()
    connection.close()


def test_it_listens_where_it_is_told_and_sends_at_once() -> None:
    with listen("127.0.0.1", 0) as listening:
        # asyncio switches delays off for sockets that say this, and for no others.
        assert listening.proto == socket.IPPROTO_TCP
        port = listening.getsockname()[1]
        with pytest.raises(BadInput, match="cannot listen there"):
            listen("127.0.0.1", port)
    with pytest.raises(BadInput, match="choose another --port or --host"):
        listen("no such host", 0)


def _is_well(place: tuple[str, int]) -> None:
    connection = HTTPConnection(*place, timeout=10)
    connection.request("GET", "/health")
    assert connection.getresponse().read() == b"ok\n"
    connection.close()
