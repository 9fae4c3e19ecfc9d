"""An editor at work: let in by a link that works once, ruling on a conflict, undoing it, leaving."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Open
from tests.web.serving import address_in, serving


@pytest.fixture
def editing(record_path: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of the pages and the link to edit by."""
    copy = Path(shutil.copy(record_path, tmp_path / "edited.db"))
    with serving(copy, tmp_path / "log", "--edit") as (pages, edit):
        yield address_in(pages), address_in(edit)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_an_editor_rules_on_a_conflict_and_undoes_it(
    open_page: Open, editing: tuple[str, str], javascript: bool
) -> None:
    base, link = editing
    page = open_page(javascript=javascript, base_url=base)
    page.goto(link)
    page.get_by_label("Your name").fill("Ed Itor")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Conflicts").click()
    page.get_by_role("main").get_by_role("link", name="Mike Gapes").first.click()
    page.get_by_label("Decide").select_option("reject")
    page.get_by_label("Why").fill("A slip of the pen")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("main")).to_contain_text("rejected by Ed Itor")
    _is_seen_by_others(open_page, base, page.url)
    page.get_by_label("Why").last.fill("It was no slip")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("main")).not_to_contain_text("rejected by Ed Itor")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("button", name="Leave")).to_have_count(0)


def test_the_link_works_once(open_page: Open, editing: tuple[str, str]) -> None:
    base, link = editing
    first = open_page(base_url=base)
    first.goto(link)
    first.get_by_label("Your name").fill("Ed Itor")
    first.get_by_role("button", name="Begin").click()
    expect(first.get_by_text("Ed Itor is editing")).to_be_visible()
    second: Page = open_page(base_url=base)
    second.goto(link)
    expect(second.get_by_label("Your name")).to_have_count(0)


def _is_seen_by_others(open_page: Open, base: str, address: str) -> None:
    reader = open_page(base_url=base)
    reader.goto(address)
    expect(reader.get_by_role("main")).to_contain_text("rejected by Ed Itor")
    expect(reader.get_by_role("button", name="Decide")).to_have_count(0)
