"""The client against a real server on this machine: what is tried again, what is refused, what is kept."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from chiltern.errors import BadInput, FetchError
from chiltern.fetch.cache import AnswerCache, cache_folder
from chiltern.fetch.client import Manners
from tests.fetch.conftest import (
    NOW,
    QUICK,
    MakeClient,
    Server,
    Sleeper,
    cut_off,
    cut_off_chunk,
    hang_up,
    never,
    status,
)

STATE = "/api/Parties/StateOfTheParties/Commons/2010-03-01"
GOOD = status(200, b'{"items": []}')


def fetch(client: MakeClient, server: Server, path: str = STATE, **how: Any) -> bytes:
    return client(**how).get("state.json", server.root + path, "json").content


def fault(client: MakeClient, server: Server, **how: Any) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(client, server, **how)
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(server.root.removeprefix("http://"), "HOST")


# What may pass


@pytest.mark.parametrize("failure", [status(503), status(500), cut_off, cut_off_chunk, hang_up, never])
def test_what_may_pass_is_tried_again(failure: object, client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", failure, failure, GOOD)  # type: ignore[arg-type]
    assert fetch(client, server) == b'{"items": []}'
    assert len(server.asked) == 3


def test_each_wait_is_twice_the_one_before(client: MakeClient, server: Server, sleeper: Sleeper) -> None:
    server.plan("StateOfTheParties", *[status(502)] * 4, GOOD)
    fetch(client, server, manners=replace(QUICK, backoff=1))
    assert [wait for wait in sleeper.slept if wait] == [1, 2, 4, 8]


def test_jitter_only_lengthens_a_wait(client: MakeClient, server: Server, sleeper: Sleeper) -> None:
    server.plan("StateOfTheParties", *[status(502)] * 3, GOOD)
    fetch(client, server, manners=replace(QUICK, backoff=1, jitter=0.5))
    waits = [wait for wait in sleeper.slept if wait]
    assert all(least <= wait <= least + 0.5 for least, wait in zip((1, 2, 4), waits, strict=True))


def test_a_server_that_says_when_is_believed(client: MakeClient, server: Server, sleeper: Sleeper) -> None:
    server.plan("StateOfTheParties", status(429, Retry_After="7"), GOOD)
    fetch(client, server, manners=replace(QUICK, backoff=1))
    assert [wait for wait in sleeper.slept if wait] == [7]


@pytest.mark.parametrize("words", ["soon", "9" * 5000, "-1", "", "Thu, 99 Foo 2010", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_a_retry_after_that_is_no_time_is_passed_over(
    words: str, client: MakeClient, server: Server, sleeper: Sleeper
) -> None:
    server.plan("StateOfTheParties", status(429, Retry_After=words), GOOD)
    fetch(client, server, manners=replace(QUICK, backoff=1))
    assert [wait for wait in sleeper.slept if wait] == [1]


def test_a_server_that_asks_for_too_long_is_left_alone(client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", status(429, Retry_After="3600"))
    said = fault(client, server)
    assert said == "HOST: the server asks to be left alone for 3,600 s; run it again after that"
    assert len(server.asked) == 1


def test_a_server_that_stays_broken_is_given_up(client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", *[status(503)] * 9)
    assert fault(client, server) == f"HOST{STATE}: the server answers 503 (asked 6 times); run it again later"
    assert len(server.asked) == 6


def test_a_server_that_never_answers_is_given_up(client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", *[never] * 9)
    said = fault(client, server, manners=replace(QUICK, retries=1))
    assert said == f"HOST{STATE}: no answer within 0.2 s (asked 2 times); run it again later"


def test_an_answer_that_trickles_is_given_up(client: MakeClient, server: Server) -> None:
    ticks = count(step=200)  # each look at the clock is 200 seconds after the last
    said = fault(client, server, manners=replace(QUICK, retries=1), clock=lambda: float(next(ticks)))
    assert said == f"HOST{STATE}: the answer came too slowly (asked 2 times); run it again later"


def test_a_broken_off_answer_is_given_up(client: MakeClient, server: Server, cache: AnswerCache) -> None:
    server.plan("StateOfTheParties", *[cut_off] * 9)
    assert fault(client, server) == f"HOST{STATE}: the answer broke off (asked 6 times); run it again later"
    assert cache.find("state.json", server.root + STATE) is None


def test_nobody_there_is_said_soon(client: MakeClient, sleeper: Sleeper) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchError) as caught:
        client(manners=replace(QUICK, backoff=1)).get("state.json", f"http://127.0.0.1:{port}/x", "json")
    assert str(caught.value) == (
        f"127.0.0.1:{port} could not be reached: connection refused; check the network and run it again"
    )
    assert [wait for wait in sleeper.slept if wait] == [1, 2]


# What will not pass


@pytest.mark.parametrize(
    ("code", "words"), [(404, "the address may have changed"), (403, "try another network"), (418, "")]
)
def test_another_status_is_not_tried_again(code: int, words: str, client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", status(code))
    said = fault(client, server)
    assert said.startswith(f"HOST{STATE}: the server answers {code}")
    assert words in said
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><title>Sorry</title>", "a web page or XML where JSON should be"),
        (b"\xef\xbb\xbf \n<html>", "a web page or XML where JSON should be"),
        (b'{"items": [', "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"", "an empty answer"),
    ],
)
def test_an_answer_of_another_form_is_refused_and_not_kept(
    body: bytes, words: str, client: MakeClient, server: Server, cache: AnswerCache
) -> None:
    server.plan("StateOfTheParties", status(200, body))
    assert words in fault(client, server)
    assert cache.find("state.json", server.root + STATE) is None


def test_a_page_in_place_of_csv_is_refused(client: MakeClient, server: Server) -> None:
    server.plan("candidacies", status(200, b"<html>"))
    with pytest.raises(FetchError, match="a web page or XML where CSV should be"):
        client().get("candidacies.csv", server.results, "csv")


def test_an_answer_that_is_too_large_is_refused(client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", status(200, b"[" + b" " * 5000 + b"]"))
    assert fault(client, server, manners=replace(QUICK, largest_answer=1000)) == (
        f"HOST{STATE}: an answer of more than 1,000 bytes"
    )
    assert len(server.asked) == 1


def test_an_answer_that_unpacks_to_too_much_is_refused(client: MakeClient, server: Server) -> None:
    packed = gzip.compress(b" " * 10_000_000)
    server.plan("StateOfTheParties", status(200, packed, Content_Encoding="gzip"))
    assert "an answer of more than 100,000 bytes" in fault(
        client, server, manners=replace(QUICK, largest_answer=100_000)
    )


def test_a_packed_answer_is_unpacked(client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", status(200, gzip.compress(b"[1]"), Content_Encoding="gzip"))
    assert fetch(client, server) == b"[1]"
    server.plan("StateOfTheParties", *[status(200, b"no gzip", Content_Encoding="gzip")] * 9)
    assert "broke off" in fault(client, server, refresh=True)


def test_a_redirect_on_the_same_server_is_followed(client: MakeClient, server: Server) -> None:
    server.plan("/old", status(302, Location=STATE))
    assert b"Labour" in fetch(client, server, path="/old")


def test_a_redirect_to_another_server_is_not_followed(client: MakeClient, server: Server) -> None:
    other = Server()
    server.plan("StateOfTheParties", status(301, Location=other.root + STATE))
    try:
        assert "redirected to another server" in fault(client, server)
        assert other.asked == []
    finally:
        other.stop()


@pytest.mark.parametrize(
    "location", ["https://[", "ftp://127.0.0.1/", "//elsewhere.test/x", "http://\x1b[31m" + "x" * 999]
)
def test_an_odd_redirect_is_one_line(location: str, client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", status(301, Location=location))
    assert len(fault(client, server)) < 400


def test_redirects_in_a_circle_end(client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", *[status(302, Location=STATE)] * 9)
    assert fault(client, server) == f"HOST{STATE}: redirected more than 3 times"


# Manners


def test_it_says_who_it_is_and_pauses_between_requests(client: MakeClient, server: Server, sleeper: Sleeper) -> None:
    one = client(manners=replace(QUICK, pause=0.5), clock=lambda: 10.0)
    for number in range(3):
        one.get(f"{number}.json", server.root + STATE, "json")
    assert sleeper.slept == [0.5, 0.5]
    headers = server.asked[0].headers
    assert (headers["user-agent"], headers["accept"]) == ("chiltern/test", "application/json")


def test_it_is_polite_unless_told() -> None:
    polite = Manners()
    assert polite.pause >= 0.5
    assert polite.retries <= 5
    assert polite.longest_wait <= 60


def test_certificates_are_checked(client: MakeClient, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    made = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2")
    where = ("-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "own.pem"))
    subprocess.run([openssl, *made, *where], check=True, capture_output=True)
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    try:
        with pytest.raises(FetchError, match=r"no safe connection: .*certificate.*; nothing was read"):
            client().get("state.json", server.root.replace("http", "https") + STATE, "json")
        assert server.asked == []
    finally:
        server.stop()


def test_the_proxy_of_the_environment_is_used(
    client: MakeClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.root)
    server.plan("members.test", GOOD)
    assert client().get("state.json", "http://members.test/api/x", "json").content == b'{"items": []}'


# What is kept


def test_a_fresh_answer_is_not_asked_for_again(client: MakeClient, server: Server) -> None:
    first = client().get("state.json", server.root + STATE, "json")
    later = client(now=NOW + timedelta(hours=23)).get("state.json", server.root + STATE, "json")
    assert (first.cached, later.cached, later.at) == (False, True, NOW)
    assert later.content == first.content
    assert len(server.asked) == 1


@pytest.mark.parametrize("how", [{"now": NOW + timedelta(days=1)}, {"now": NOW - timedelta(days=2)}, {"refresh": True}])
def test_an_old_answer_is_asked_for_on_condition_that_it_changed(
    how: dict[str, object], client: MakeClient, server: Server
) -> None:
    first = client().get("state.json", server.root + STATE, "json")
    again = client(**how).get("state.json", server.root + STATE, "json")
    assert server.asked[1].headers["if-none-match"].startswith('"')
    assert (again.content, again.cached, again.at) == (first.content, True, how.get("now", NOW))
    server.plan("StateOfTheParties", status(200, b"[2]", Last_Modified="Mon, 01 Mar 2010 00:00:00 GMT"))
    assert client(refresh=True).get("state.json", server.root + STATE, "json").content == b"[2]"
    server.plan("StateOfTheParties", status(304))
    assert client(refresh=True).get("state.json", server.root + STATE, "json").content == b"[2]"
    assert server.asked[3].headers["if-modified-since"] == "Mon, 01 Mar 2010 00:00:00 GMT"
    assert "if-none-match" not in server.asked[3].headers


def test_not_modified_without_a_question_is_no_answer(client: MakeClient, server: Server) -> None:
    server.plan("StateOfTheParties", status(304))
    assert "the server answers 304" in fault(client, server)


def test_a_damaged_answer_is_fetched_again(client: MakeClient, server: Server, cache: AnswerCache) -> None:
    whole = fetch(client, server)
    for name in ("state.json", "state.json.meta"):
        for damage in (b"", b"[1]", b"\xff"):
            (cache.folder / name).write_bytes(damage)
            assert fetch(client, server) == whole
    (cache.folder / "state.json").unlink()
    assert fetch(client, server) == whole
    assert len(server.asked) == 8


def test_an_answer_belongs_to_its_address(client: MakeClient, server: Server) -> None:
    fetch(client, server)
    server.plan("elsewhere", status(200, b"[3]"))
    assert fetch(client, server, path="/elsewhere") == b"[3]"


def test_a_cache_that_cannot_be_is_bad_input(tmp_path: Path, server: Server, client: MakeClient) -> None:
    (tmp_path / "cache").write_text("notes")
    with pytest.raises(BadInput, match=r"no folder for the cache: .*; choose one with --cache"):
        fetch(client, server)


def test_answers_are_kept_in_the_cache_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert cache_folder(tmp_path) == tmp_path
    assert "chiltern" in str(cache_folder(None)).lower()
