"""Reports that try to run: in a real browser nothing of theirs runs, loads or turns the page around."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import chiltern
from chiltern.web.routes import ROUTES, Route
from tests.web.browser.conftest import Open
from tests.web.hostile import hostile_record
from tests.web.kinds import addresses
from tests.web.serving import address_in, serving

# What the policy stops is written to the console, which fails the test by itself.
_RAN = "window.ran !== undefined || document.title === 'ran' || document.querySelector('main img[src=x]') !== null"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_record(tmp_path_factory.mktemp("hostile") / "hostile.db")


@pytest.fixture(scope="module")
def hostile_base(path: Path) -> Iterator[str]:
    with serving(path, path.parent / "log") as said:
        yield address_in(said[0])


@pytest.mark.parametrize("route", ROUTES, ids=[route.path or "front" for route in ROUTES])
def test_nothing_of_a_report_runs(open_page: Open, path: Path, hostile_base: str, route: Route) -> None:
    page = open_page(width=390, base_url=hostile_base)
    with chiltern.open(path) as record:
        known = addresses(record)[route.path]
    for address in known:
        page.goto(address)
        assert not page.evaluate(_RAN), address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
