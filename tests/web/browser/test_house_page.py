"""The House in a browser: the slider and the list of members with scripts, all of it without."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Open


def _wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_the_slider_tells_its_day_and_shows_it_when_let_go(open_page: Open) -> None:
    page = open_page()
    page.goto("/house")
    slider = page.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "22 February 2019")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#day-shown")).to_have_text("19 February 2019")
    expect(page.get_by_label("Any day")).to_have_value("2019-02-19")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("19 February 2019")
    box = page.get_by_role("slider").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(lambda url: "on=201" in url and "2019-02-19" not in url)


def test_without_scripts_the_date_and_the_button_do(open_page: Open) -> None:
    page = open_page(javascript=False)
    page.goto("/house")
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_label("Any day").fill("2019-02-20")
    page.get_by_role("button", name="Show the day").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("20 February 2019")


def test_a_what_if_is_ticked_shared_and_taken_back(open_page: Open) -> None:
    for javascript in (True, False):
        page = open_page(width=390, javascript=javascript)
        page.goto("/house")
        page.get_by_role("checkbox", name="Dominic Grieve").check()
        page.get_by_role("checkbox", name="all of the Democratic Unionist Party").check()
        page.get_by_label("The ticked ones").select_option("stay away")
        page.get_by_role("button", name="Suppose", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("as supposed")
        expect(page.get_by_role("region", name="What is supposed")).to_contain_text("Dominic Grieve")
        assert _wide(page) <= 390
        page.get_by_role("link", name="The address of this, to share").click()
        assert "abstain=Dominic" in page.url
        page.get_by_role("checkbox", name="Dominic Grieve stays away").uncheck()
        page.get_by_role("button", name="Suppose", exact=True).click()
        expect(page.get_by_role("region", name="What is supposed")).not_to_contain_text("Dominic Grieve")
        expect(page.get_by_role("region", name="What is supposed")).to_contain_text("Democratic Unionist Party")


def test_the_list_of_members_narrows_while_a_name_is_typed(open_page: Open) -> None:
    page = open_page()
    page.goto("/house")
    page.get_by_text("Any other member").click()
    page.get_by_label("A name, a seat or a party").fill("gapes")
    expect(page.locator("#bench label:visible")).to_have_count(1)
    expect(page.locator("#bench-told")).to_have_text("1 fits")
    page.get_by_role("checkbox", name="Mike Gapes").check()
    page.get_by_label("A name, a seat or a party").fill("órfhlaith")
    expect(page.locator("#bench label:visible")).to_have_count(1)
    page.get_by_label("The ticked ones").select_option("Liberal Democrats")
    page.get_by_role("button", name="Suppose", exact=True).click()
    expect(page.get_by_role("region", name="What is supposed")).to_contain_text("Mike Gapes")


def test_what_cannot_be_is_said_in_the_page(open_page: Open) -> None:
    page = open_page(width=390, dark=True)
    page.goto("/house?move=Smith:Labour")
    expect(page.get_by_role("alert")).to_contain_text("fits several")
    assert _wide(page) <= 390
    expect(page.locator("figure img")).to_be_visible()
