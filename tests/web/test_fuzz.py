"""Addresses, fields, methods and headers that nobody should send: each gets a short, plain answer, and none breaks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

import chiltern
from chiltern.web.app import application
from chiltern.web.routes import ROUTES
from chiltern.web.sessions import COOKIE, Sessions
from tests.web.documents import Document
from tests.web.kinds import all_addresses
from tests.web.wire import Answer, send

# The largest page of the sample has 300 kB.
_LARGEST = 1_500_000
_INJECTED = "<i id=zz>\"'"
_NASTY = (
    "",
    ".",
    "..",
    "../../etc/passwd",
    "%2e%2e%2f",
    "/",
    "//evil.example",
    "\\\\evil",
    "\x00",
    "a\x00b",
    "\ufffe",
    "\udcff",
    "\u202eevil",
    "\u2066x",
    "🦊" * 40,
    _INJECTED,
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "' OR 1=1 --",
    '"',
    "*",
    'NEAR("a" "b", 99999999999999999999)',
    "a AND (",
    "-1",
    "1e999",
    "٣",
    "½",
    "99999999999999999999999",
    "9" * 5000,
    "x" * 390,
    "x" * 100_000,
    "2019-02-18",
    "2019-02-30",
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "9999-12-31T23:59:59.999999Z",
    "2019-W07",
    "2019-02-18T00:00:00+99:99",
    "=cmd|'/c calc'!A1",
    "~1",
    "~99999999999999999999",
    "~2e~",
    "~110000~",
    "~d800~",
    "leave",
    "Labour Party",
    "javascript:alert(1)",
    "on",
    "true",
)
_FIELDS = (
    *("on", "known", "from", "of", "stance", "party", "role", "sort", "kind", "about", "strength", "by", "publisher"),
    *(
        "q",
        "act",
        "since",
        "until",
        "move",
        "join",
        "vacate",
        "abstain",
        "to",
        "division",
        "legislature",
        "new",
        "form",
    ),
)
_texts = st.sampled_from(_NASTY) | st.text(max_size=60)
_bytes = st.builds(lambda text: text.encode("utf-8", "surrogatepass"), _texts) | st.binary(max_size=60)
_places = st.sampled_from([route.path for route in ROUTES])
_endings = st.sampled_from([b"", b".json", b".csv", b"/", b".svg", b".html", b"%00", b";x", b"//"])
_queries = st.lists(st.tuples(st.sampled_from(_FIELDS) | _texts, _bytes), max_size=5)
_methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X" * 300])
_letters = st.characters(min_codepoint=32, max_codepoint=255)
_headers = st.lists(
    st.tuples(
        st.sampled_from([b"accept-encoding", b"if-none-match", b"cookie", b"range", b"origin", b"accept", b"host"]),
        st.text(_letters, max_size=200).map(lambda text: text.encode("latin-1")),
    ),
    max_size=4,
)
fuzzed = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def app(record_path: Path) -> Iterator[Starlette]:
    made = application(record_path)
    yield made
    made.state.kept.close()
    made.state.pool.close()


@fuzzed
@given(_places, st.lists(_bytes, min_size=2, max_size=2), _endings)
@example("count/{act}", [b"..%2f..%2f", b""], b".json")
def test_no_path_breaks_a_page(app: Starlette, place: str, parts: list[bytes], ending: bytes) -> None:
    filled = [quote(part).encode() for part in parts]
    pieces = re.split(r"\{\w+\}", place)
    target = b"/" + b"".join(piece.encode() + part for piece, part in zip(pieces, [*filled, b""], strict=False))
    _is_plain(send(app, target + ending))


@fuzzed
@given(st.binary(max_size=200))
@example(b"//evil.example/%2e%2e")
@example(b"*")
@example(b"http://evil.example/count")
@example(b"/static/%2e%2e/%2e%2e/app.py")
@example(b"/static/" + b"a" * 5000)
@example(b"/" + b"%2e%2e/" * 2000)
@example(b"/count/leave?" + b"a=b&" * 100_000)
def test_no_bytes_break_the_server(app: Starlette, target: bytes) -> None:
    _is_plain(send(app, target))


@fuzzed
@given(st.data(), _queries)
def test_no_fields_break_a_page(
    app: Starlette, known: tuple[str, ...], data: st.DataObject, query: list[tuple[str, bytes]]
) -> None:
    target = data.draw(st.sampled_from(known)).partition("?")[0].encode()
    ending = data.draw(st.sampled_from([b"", b".json", b".csv"]))
    written = "&".join(f"{quote(name, errors='surrogatepass')}={quote(value)}" for name, value in query)
    _is_plain(send(app, (target if target != b"/" else b"/index") + ending + b"?" + written.encode()))


@fuzzed
@given(st.sampled_from([f"/{route.path}" for route in ROUTES]), _methods, _headers, st.binary(max_size=2000))
def test_no_method_header_or_body_breaks_a_page(
    app: Starlette, path: str, method: str, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    _is_plain(send(app, path.replace("{act}", "leave").encode(), method, headers, body))


@pytest.fixture(scope="module")
def known(record_path: Path) -> tuple[str, ...]:
    with chiltern.open(record_path) as record:
        return all_addresses(record)


@pytest.fixture(scope="module")
def fields(client: TestClient, known: tuple[str, ...]) -> list[tuple[str, str]]:
    """An address of each kind of page with each field that its forms have."""
    kinds = {one.partition("?")[0].rpartition("/")[0]: one.partition("?")[0] for one in reversed(known)}
    made = []
    for address in {*kinds.values(), *(f"/{route.path}" for route in ROUTES if "{" not in route.path)}:
        document = Document(client.get(address).content)
        names = {one.get("name") for one in document.all("input", "select", "textarea")} - {None}
        made += [(address, str(name)) for name in sorted(names | {"on", "known", "from"}, key=str)]
    return sorted(made)


@fuzzed
@given(st.sampled_from([b"/decide", b"/edit", b"/leave"]), st.booleans(), _queries, st.binary(max_size=300))
def test_no_form_breaks_the_desk(
    desk: tuple[Starlette, bytes, str], path: bytes, ours: bool, query: list[tuple[str, bytes]], rest: bytes
) -> None:
    """Also one with the token of its editor, as if from a page of ours."""
    app, cookie, token = desk
    fields = [("token", token.encode()), ("action", b"undo"), *query] if ours and path != b"/leave" else query
    body = "&".join(f"{quote(name, errors='surrogatepass')}={quote(value)}" for name, value in fields).encode()
    kind = (b"content-type", b"application/x-www-form-urlencoded")
    origin = (b"origin", b"http://127.0.0.1")
    _is_plain(send(app, path, "POST", [(b"cookie", cookie), kind, origin], body + rest))


@pytest.fixture(scope="module")
def desk(record_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Starlette, bytes, str]]:
    """A desk of a record of its own, with an editor's cookie and token."""
    copy = shutil.copy(record_path, tmp_path_factory.mktemp("desk") / "desk.db")
    sessions = Sessions()
    made = application(Path(copy), sessions)
    with TestClient(made) as let_in:
        let_in.post("/edit", data={"key": sessions.key, "name": "Ed Itor"})
        found = re.search(r'name="token" value="([^"]+)"', let_in.get("/").text)
        assert found is not None
        yield made, f"{COOKIE}={let_in.cookies[COOKIE]}".encode(), found[1]


@pytest.mark.parametrize("nasty", _NASTY)
def test_every_page_takes_every_nasty_value(
    app: Starlette, known: tuple[str, ...], fields: list[tuple[str, str]], nasty: str
) -> None:
    value = quote(nasty, errors="surrogatepass", safe="").encode()
    for path in {one.partition("?")[0].rpartition("/")[0] for one in known}:
        _is_plain(send(app, f"{path}/".encode() + value))
    for address, name in fields:
        _is_plain(send(app, f"{address}?{quote(name)}=".encode() + value))


def test_what_a_reader_typed_comes_back_as_text(client: TestClient, fields: list[tuple[str, str]]) -> None:
    for address, name in fields:
        assert "<i id=zz" not in client.get(address, params={name: _INJECTED}).text, (address, name)


def _is_plain(answer: Answer) -> None:
    assert answer.status < 500, answer
    assert len(answer.body) < _LARGEST
    assert b"Traceback" not in answer.body
    assert b"chiltern/web/" not in answer.body
    # As data it stands as it was typed: no reader takes it for a page.
    as_data = answer.headers.get("content-type") == "application/json"
    assert as_data or b"<i id=zz" not in answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
