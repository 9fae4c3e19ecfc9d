"""Every kind of page in the browser: readable by all, on a telephone, in the dark, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

import chiltern
from chiltern.web.routes import ROUTES, Route
from tests.web.browser.conftest import Open
from tests.web.kinds import addresses

each_route = pytest.mark.parametrize("route", ROUTES, ids=[route.path or "front" for route in ROUTES])
# Of each kind so many are looked at: the others differ in their words alone.
_SOME = 4
_NARROW = 390


@pytest.fixture(scope="module")
def kinds(record_path: Path) -> dict[str, tuple[str, ...]]:
    with chiltern.open(record_path) as record:
        return addresses(record)


@each_route
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_keeps_a_reader_out(
    open_page: Open, kinds: dict[str, tuple[str, ...]], route: Route, dark: bool
) -> None:
    page = open_page(dark=dark)
    for address in kinds[route.path][:_SOME]:
        page.goto(address)
        assert _barriers(page) == [], address


@each_route
def test_a_telephone_shows_it_without_moving_sideways(
    open_page: Open, kinds: dict[str, tuple[str, ...]], route: Route
) -> None:
    page = open_page(width=_NARROW)
    for address in kinds[route.path]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= _NARROW, (address, _widest(page))


@each_route
def test_the_keyboard_reaches_all_there_is(open_page: Open, kinds: dict[str, tuple[str, ...]], route: Route) -> None:
    """The first stop leads past the frame; each is seen, and marked as the one that has the focus."""
    page = open_page()
    page.goto(kinds[route.path][0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator(":focus").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "(() => { const it = document.activeElement, look = getComputedStyle(it), box = it.getBoundingClientRect();"
            " return it === document.body ? null :"
            " {tag: it.outerHTML.slice(0, 120), line: look.outlineStyle, seen: box.width > 0 && box.height > 0} })()"
        )
        if focus is None:
            return
        assert focus["line"] != "none", focus
        assert focus["seen"], focus


def _barriers(page: Page) -> list[str]:
    found = Axe().run(page)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def _widest(page: Page) -> object:
    return page.evaluate(
        "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth)"
        ".slice(0, 5).map(one => one.outerHTML.slice(0, 120))"
    )
