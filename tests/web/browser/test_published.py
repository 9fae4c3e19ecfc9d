"""The static copy, opened as files: everything works without a server, and all but its search without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

import chiltern
from chiltern.web.address import Moment
from chiltern.web.site import publish
from tests.web.browser.conftest import Open


@pytest.fixture(scope="module")
def front(record_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("published") / "site"
    with chiltern.open(record_path) as record:
        publish(record, folder, Moment(), lambda _, of: None)
    return (folder / "index.html").as_uri()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_copy_leads_from_the_front_to_the_words(open_page: Open, front: str, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(front)
    page.locator("section", has=page.get_by_role("heading", name="Out", exact=True)).locator(".figure a").click()
    card = page.locator("article", has=page.get_by_role("heading", name="Ian Austin"))
    words = card.locator("blockquote p").first.inner_text()
    card.locator("blockquote footer a").first.click()
    marked = page.locator(":target ~ .claim").first
    expect(marked).to_be_in_viewport()
    assert words.startswith(marked.inner_text())
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="House").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conflicts").click()
    page.get_by_role("main").get_by_role("link", name="Mike Gapes").first.click()
    expect(page.get_by_role("heading", level=2, name="Ilford North")).to_be_visible()


def test_a_copy_has_no_barrier_and_fits_a_telephone(open_page: Open, front: str) -> None:
    page = open_page(width=390)
    for name in ("State of play", "Who stands where", "Conflicts", "House", "Reports", "Changes", "Search", "Method"):
        page.goto(front)
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()
        assert [one["id"] for one in Axe().run(page)["violations"]] == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
