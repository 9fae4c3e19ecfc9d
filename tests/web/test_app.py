"""What holds for every answer of the server: its headers, its methods, and its line in the access log."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chiltern.web.app import application
from chiltern.web.guard import POLICY, bare

PAGE = "/count/leave"


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.json", f"{PAGE}.csv", "/count/wander", "/nowhere", "/health"])
def test_every_answer_has_the_headers_that_bind_the_browser(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


def test_the_policy_lets_nothing_inline_run_and_nothing_foreign_load() -> None:
    assert "'unsafe-inline'" not in POLICY
    assert "default-src 'none'" in POLICY
    assert all(source in ("'self'", "'none'") for rule in POLICY.split(";") for source in rule.split()[1:])


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (PAGE, "text/html; charset=utf-8"),
        (f"{PAGE}.json", "application/json"),
        (f"{PAGE}.csv", "text/csv; charset=utf-8"),
        ("/static/chiltern.css", "text/css; charset=utf-8"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_each_kind_of_document_says_what_it_is(client: TestClient, address: str, kind: str) -> None:
    assert client.get(address).headers["content-type"] == kind


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.json", "/static/chiltern.css"])
def test_a_reader_who_has_the_page_is_sent_nothing(client: TestClient, address: str) -> None:
    tag = client.get(address).headers["etag"]
    again = client.get(address, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_another_page_has_another_tag(client: TestClient) -> None:
    assert client.get(PAGE).headers["etag"] != client.get("/count/join").headers["etag"]


def test_a_page_is_sent_small_to_those_who_can_unpack_it(client: TestClient) -> None:
    packed = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    plain = client.get(PAGE, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert "Accept-Encoding" in packed.headers["vary"]


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.json", f"{PAGE}.csv", "/health", "/static/icon.svg"])
def test_head_tells_what_get_would(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    told = ("content-type", "etag", "content-encoding", "content-length")
    assert {name: head.headers.get(name) for name in told} == {name: got.headers.get(name) for name in told}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.json", "/health"])
def test_pages_can_only_be_read(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_health_is_short(client: TestClient) -> None:
    assert client.get("/health").text == "ok\n"


def test_an_unknown_address_is_told_so_in_the_form_asked_for(client: TestClient) -> None:
    assert "There is no page at this address." in client.get("/nowhere").text
    assert client.get("/nowhere.json").json()["message"] == "There is no page at this address."


@pytest.mark.parametrize(
    "address", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/static//etc/passwd"]
)
def test_no_other_file_is_given_out(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_record_that_cannot_be_read_is_no_news_of_the_disk(
    record_path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(record_path.read_bytes())
    app = application(copy)
    copy.write_bytes(b"no record" * 1000)
    with TestClient(app) as client:
        answer = client.get(PAGE)
    assert answer.status_code == 503
    assert "The record cannot be read just now." in answer.text
    assert str(tmp_path) not in answer.text
    assert str(tmp_path) in caplog.text


def test_a_fault_of_our_own_shows_no_traceback(record_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the inner workings")

    monkeypatch.setattr("chiltern.web.app.frame", broken)
    with TestClient(application(record_path), raise_server_exceptions=False) as client:
        page, twin = client.get(PAGE), client.get(f"{PAGE}.json")
    assert page.status_code == twin.status_code == 500
    assert "The server made a mistake" in page.text
    assert "inner workings" not in page.text + twin.text
    assert page.headers["content-security-policy"] == POLICY


def test_each_request_is_a_line_of_the_common_log_format(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "chiltern.access"):
        size = client.get(PAGE, headers={"Accept-Encoding": "identity"}).headers["content-length"]
        client.get('/nowhere?a="b"%0a%1b[31m')
    line, odd = (record.getMessage() for record in caplog.records if record.name == "chiltern.access")
    common = r'testclient - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET (\S+) HTTP/1\.1" (\d{3}) (\d+)'
    found = re.fullmatch(common, line)
    assert found is not None
    assert found.groups() == (PAGE, "200", size)
    assert re.fullmatch(common, odd)


def test_a_line_of_the_log_stays_one_line() -> None:
    assert bare('a"b\n\x1b[31m\u202e') == "a\\x22b\\x0a\\x1b[31m\\x202e"
