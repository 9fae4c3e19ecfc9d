"""What a reporter does with the pages, step by step, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Open


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(open_page: Open, request: pytest.FixtureRequest) -> Page:
    return open_page(javascript=request.param)


def test_the_front_page_says_who_is_out_who_wavers_and_who_stays(page: Page) -> None:
    page.goto("/")
    for heading, name in (
        ("Out", "Ian Austin"),
        ("Wavering", "Justine Greening"),
        ("Staying", "Wes Streeting"),
        ("Want by-elections", "Stockport Momentum"),
    ):
        section = page.locator("section", has=page.get_by_role("heading", name=heading, exact=True))
        expect(section.get_by_role("link", name=name, exact=True)).to_be_visible()
        box = section.get_by_role("link", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["y"] < 700, "not within the first screen"


def test_a_figure_opens_to_the_words_behind_it(page: Page) -> None:
    page.goto("/")
    page.locator("section", has=page.get_by_role("heading", name="Out", exact=True)).locator(".figure a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("leaving")
    card = page.locator("article", has=page.get_by_role("heading", name="Ian Austin"))
    words = card.locator("blockquote p").first.inner_text()
    card.locator("blockquote footer a").first.click()
    marked = page.locator(":target ~ .claim").first
    expect(marked).to_be_in_viewport()
    text = marked.inner_text()
    assert text
    assert words.startswith(text)


def test_a_count_is_narrowed_by_the_form_and_shared_by_its_address(page: Page) -> None:
    page.goto("/count/leave")
    page.get_by_label("Stance").select_option("rules_out")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    shared = page.url
    assert "stance=rules_out" in shared
    shown = page.locator("main").inner_text()
    page.goto("/")
    page.goto(shared)
    assert page.locator("main").inner_text() == shown


def test_the_day_and_the_knowledge_go_along(page: Page) -> None:
    page.goto("/")
    page.get_by_label("As of the day").fill("2019-02-18")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".then")).to_contain_text("What held on 18 February 2019")
    expect(page.locator("main")).not_to_contain_text("Heidi Allen")
    page.get_by_role("link", name="Who stands where").click()
    assert "on=2019-02-18" in page.url
    page.get_by_role("link", name="All that is known now").click()
    assert "on=" not in page.url


def test_a_wrong_address_is_told_in_one_sentence(page: Page) -> None:
    page.goto("/count/wander")
    expect(page.locator("main")).to_contain_text("is no act")
    page.get_by_role("link", name="The state of play").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The state of play")


def test_a_conflict_shows_its_sides_in_context(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conflicts").click()
    page.get_by_label("About").fill("Gapes")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("main").get_by_role("link", name="Mike Gapes").first.click()
    expect(page.get_by_role("heading", level=2, name="Ilford North")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Ilford South")).to_be_visible()
    expect(page.locator("blockquote mark").first).to_be_visible()
    expect(page.get_by_role("button", name="Decide")).to_have_count(0)


def test_the_house_on_another_day_and_what_if_is_shared_by_its_address(page: Page) -> None:
    page.goto("/house")
    page.get_by_label("Any day").fill("2019-02-18")
    page.get_by_role("button", name="Show the day").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("18 February 2019")
    page.get_by_role("checkbox", name="Dominic Grieve").first.check()
    page.get_by_label("The ticked ones").select_option("stay away")
    page.get_by_role("button", name="Suppose").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as supposed")
    shared, shown = page.url, page.get_by_role("main").text_content()
    assert "Dominic" in shared
    page.goto("/")
    page.goto(shared)
    assert page.get_by_role("main").text_content() == shown


def test_a_name_is_found_by_words_of_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("Gapes")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Mike Gapes").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mike Gapes")


def test_what_is_new_since_a_day(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Changes").click()
    page.get_by_label("Since the day").fill("2019-01-01")
    page.get_by_role("button", name="Show", exact=True).first.click()
    expect(page.get_by_role("main")).to_contain_text("Ian Austin")


def test_a_report_is_read_from_claim_to_claim_by_the_keyboard(open_page: Open) -> None:
    page = open_page()
    page.goto("/reports/1")
    page.keyboard.press("n")
    first = page.url
    page.keyboard.press("n")
    assert "#c-" in first
    assert page.url != first
    page.keyboard.press("p")
    assert page.url == first
