"""Every kind of page as a document: well-formed, each link leading somewhere, each twin as its struct says."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from starlette.testclient import TestClient

import chiltern
from chiltern.web import pages
from chiltern.web.app import application
from chiltern.web.pages import Frame, Page
from chiltern.web.routes import ROUTES, Route
from chiltern.web.sessions import Sessions
from tests.web.documents import Document
from tests.web.kinds import addresses

DOCS = Path(__file__).parents[2] / "docs" / "web.md"
# Pages that the search for dead links opens at most.
_MOST = 1500


@pytest.fixture(scope="session")
def kinds(record_path: Path) -> dict[str, tuple[str, ...]]:
    with chiltern.open(record_path) as record:
        return addresses(record)


each_route = pytest.mark.parametrize("route", ROUTES, ids=[route.path or "front" for route in ROUTES])


@each_route
def test_a_page_is_without_fault(client: TestClient, kinds: dict[str, tuple[str, ...]], route: Route) -> None:
    found = []
    for address in kinds[route.path]:
        answer = client.get(address)
        assert answer.status_code == 200, (address, Document(answer.content).text)
        found += [f"{address}: {fault}" for fault in Document(answer.content).faults()]
    assert found == []


def test_what_an_editor_sees_is_without_fault(record_path: Path, kinds: dict[str, tuple[str, ...]]) -> None:
    sessions = Sessions()
    with TestClient(application(record_path, sessions)) as desk:
        entry = f"/edit/{sessions.key}"
        found = [f"{entry}: {fault}" for fault in Document(desk.get(entry).content).faults()]
        desk.post("/edit", data={"key": sessions.key, "name": "Ed Itor"})
        for address in (several[0] for several in kinds.values()):
            document = Document(desk.get(address).content)
            assert "Ed Itor is editing" in " ".join(document.root.itertext())
            found += [f"{address}: {fault}" for fault in document.faults()]
    assert found == []


@each_route
def test_a_twin_is_what_its_struct_says(client: TestClient, kinds: dict[str, tuple[str, ...]], route: Route) -> None:
    shape = _shape(route)
    for address in kinds[route.path]:
        path, _, query = address.partition("?")
        said = client.get(f"{path if path != '/' else '/index'}.json?{query}").json()
        frame = said.pop("page")
        assert _again(frame, Frame) == frame, address
        assert _again(said, shape) == said, address
        assert said["title"]


@each_route
def test_a_page_has_a_documented_struct(route: Route) -> None:
    shape = _shape(route)
    assert issubclass(shape, Page)
    assert shape.__struct_config__.frozen
    assert shape is not Page
    assert inspect.getdoc(shape) not in (None, inspect.getdoc(Page)), f"{shape.__name__} says nothing of itself"


@each_route
def test_a_page_names_its_twin(client: TestClient, kinds: dict[str, tuple[str, ...]], route: Route) -> None:
    address = kinds[route.path][0]
    document = Document(client.get(address).content)
    twins = [one.get("href", "") for one in document.all("link") if one.get("type") == "application/json"]
    assert len(twins) == 1
    assert client.get(twins[0]).headers["content-type"] == "application/json"


def test_the_pages_are_those_of_the_routes() -> None:
    """No struct is left over whose page is gone."""
    made = {_shape(route).__name__ for route in ROUTES} | {"Page", "ErrorPage", "EditPage"}
    structs = {name for name, one in vars(pages).items() if inspect.isclass(one) and issubclass(one, Page)}
    assert structs == made


def test_the_documentation_lists_every_kind_of_page(client: TestClient) -> None:
    rows = [line.split("|")[1] for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `/")]
    listed = {address for row in rows for address in re.findall(r"`/([^`]*)`", row)}
    kinds = {route.path.partition("/")[0] for route in ROUTES} | {"claims"}
    assert {address.partition("/")[0] for address in listed} == kinds
    for address in (one for one in listed if "…" not in one):
        assert client.get(f"/{address}").status_code == 200, f"{DOCS.name}: /{address}"


def test_no_link_leads_nowhere(client: TestClient) -> None:
    documents: dict[str, Document] = {}
    waiting, nowhere = ["/"], []
    while waiting and len(documents) < _MOST:
        address = waiting.pop()
        if address in documents:
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            nowhere.append(f"{address}: {answer.status_code}")
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        documents[address] = Document(answer.content)
        waiting += (link.partition("#")[0] for link in documents[address].links if _is_plain(link))
    assert nowhere == []
    assert list(_fragments_missing(documents)) == []
    assert len(documents) < _MOST


def _is_plain(link: str) -> bool:
    """Whether it is of this server, and no other view of a page that is looked at anyway."""
    parts = urlsplit(link)
    return not parts.netloc and parts.path.startswith("/") and not re.search(r"(?!from=)\w+=", parts.query)


def _fragments_missing(documents: dict[str, Document]) -> Iterator[str]:
    for address, document in documents.items():
        for link in document.links:
            target, _, fragment = link.partition("#")
            there = documents.get(target)
            if fragment and there is not None and unquote(fragment) not in there.ids:
                yield f"{address}: {link}"


def _shape(route: Route) -> type[Page]:
    builder = route.build.func if isinstance(route.build, partial) else route.build
    built = typing.get_type_hints(builder)["return"]
    assert isinstance(built, type)
    return built


def _again(value: object, shape: type) -> object:
    """The value read as its shape and written again: the same, where the shape has all of it."""
    return msgspec.json.decode(msgspec.json.encode(msgspec.convert(value, shape)))
