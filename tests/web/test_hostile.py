"""Pages of a record whose reports try to be more than text: each part is shown as text, and no page is huge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

import chiltern
from chiltern.web.app import application
from chiltern.web.routes import ROUTES, Route
from tests.web.documents import Document
from tests.web.hostile import hostile_record
from tests.web.kinds import addresses

# The longest report has 800 kB, a title a million letters; and a reader has a telephone.
_LARGEST = 300_000
_RUNS = ("script", "iframe", "object", "embed", "style", "math", "base", "meta", "form", "template")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_record(tmp_path_factory.mktemp("hostile") / "hostile.db")


@pytest.fixture(scope="module")
def hostile(path: Path) -> Iterator[TestClient]:
    with TestClient(application(path), raise_server_exceptions=True) as made:
        yield made


@pytest.fixture(scope="module")
def kinds(path: Path) -> dict[str, tuple[str, ...]]:
    with chiltern.open(path) as record:
        return addresses(record)


@pytest.mark.parametrize("route", ROUTES, ids=[route.path or "front" for route in ROUTES])
def test_what_reports_say_is_text(hostile: TestClient, kinds: dict[str, tuple[str, ...]], route: Route) -> None:
    for address in kinds[route.path]:
        answer = hostile.get(address)
        assert answer.status_code == 200, address
        document = Document(answer.content)
        assert document.faults() == [], address
        assert list(_foreign(document)) == [], address
        assert "49" not in {line.strip() for line in document.text.split()}, address
        assert not {"\u202e", "\u2066", "\u2028"} & set(answer.text), address
        assert len(answer.content) < _LARGEST, address


def _foreign(document: Document) -> Iterator[str]:
    """What no template of ours writes."""
    for one in document.root.iter():
        own = (one.get("src") or one.get("action") or one.get("content") or "").startswith(("/", "width=", "light"))
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in _RUNS and not own and not one.get("charset"):
            yield one.tag
    for link in document.links:
        if urlsplit(link).scheme not in ("", "http", "https"):
            yield link


def test_a_table_of_what_is_shown_has_no_formula(hostile: TestClient) -> None:
    for line in hostile.get("/count/leave.csv").text.splitlines():
        assert not any(cell.startswith(("=", "+", "@", '"=')) for cell in line.split(","))
