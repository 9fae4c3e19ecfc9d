"""Web pages: the article's words without what stands around them, and the fields that the page states."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiltern.errors import UnreadableReport
from chiltern.reports import Report, html_report, read_path

PAGES = Path(__file__).parents[1] / "data" / "pages"
PROSE = "<p>The group will meet on Monday to choose a leader, and its chair says that she expects two to stand.</p>"
MORE = "<p>Three of its councillors have left since the vote on the ferry, and each of them has kept the seat.</p>"


def page(name: str) -> Report:
    return read_path(PAGES / name)


def made(head: str, body: str = PROSE + MORE) -> Report:
    return html_report(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", "made.html")


def test_json_ld_comes_before_open_graph() -> None:
    report = page("news-jsonld.html")
    assert report.name == "news-jsonld.html"
    assert report.title == "Councillor Orla Penhale quits the Harbour Party over ferry vote"
    assert report.publisher == "Aldermere Gazette"
    assert report.published == "2021-03-04T08:30:00+01:00"
    assert report.modified == "2021-03-04T11:05:00+01:00"
    assert report.author == "Tamsin Rook, Idris Vale"
    assert report.url == "https://gazette.example/news/councillor-quits-ferry-vote"


def test_the_body_is_the_article_a_paragraph_a_line() -> None:
    body = page("news-jsonld.html").body.split("\n")
    assert (
        "Orla Penhale, who represents Quayside on Aldermere council, told the chamber: "
        "“I cannot vote to strand the people who sent me here.”" in body
    )
    assert "She said she would sit as an independent, and ruled out standing down before the May election." in body
    assert body[-1] == "The motion to end the night ferry passed by 21 votes to 19."
    assert not {"Home", "Most read", "Swan blocks lifeboat ramp for the third day running", "Privacy"} & set(body)


def test_open_graph() -> None:
    report = page("opengraph.html")
    assert report.title == "Marlow must go, says branch chair"
    assert report.publisher == "The Tideline"
    assert report.published == "2021-03-05T17:45:10+00:00"
    assert report.modified == "2021-03-05T18:00:00+00:00"
    assert report.url == "https://tideline.example/2021/03/marlow-must-go"
    assert report.author == "Bryony Catt", "article:author holds an address here, and an address is no name"
    assert "Nobody joined this party to close a ferry. We ask Gethin to think again, and then to go." in report.body
    assert "Share this" not in report.body


def test_a_live_page_keeps_every_post() -> None:
    report = page("live-page.html")
    assert report.title == "As it happened: Harbour Party split"
    assert report.published == "2021-03-06T07:00:00+00:00"
    assert report.url == "https://coast.example/live/harbour-split"
    for words in ("“I shall not be the last,”", "is to speak outside the town hall", "would hand the council"):
        assert words in report.body


def test_banner_and_navigation_are_left_out_and_dublin_core_is_read() -> None:
    report = page("cookie-banner.html")
    assert (report.title, report.publisher) == ("Statement on my future", "Office of Nia Prowse")
    assert (report.published, report.author) == ("2021-03-06", "Nia Prowse")
    assert "I shall stay." in report.body
    for words in ("partners", "privacy", "Surgeries", "Promoted by"):
        assert words not in report.body


def test_a_declared_latin_1_is_windows_1252_as_browsers_read_it() -> None:
    report = page("windows-1252.html")
    assert (report.title, report.author) == ("Café row splits council", "Zoë Hartnell")
    assert report.published == "2021-03-08T12:00:00+00:00"
    assert report.body.startswith("A £40,000 grant for a seafront café")
    assert "“It was the coffee that broke me,” said Len Aubrey – who had told this paper on Saturday that he’d" in (
        report.body
    )


def test_malformed_markup() -> None:
    report = page("malformed.html")
    assert report.title == "Parish clerk & chair at odds"
    assert report.published == "2021-03-07"
    lines = report.body.split("\n")
    assert "The clerk of Lower Sallow, Edda Finch, has resigned after a row about the parish accounts." in lines
    assert "Mr Blay said that was untrue." in lines, "a line break within a paragraph ends a line"
    assert any("five to four < six" in line for line in lines)


def test_a_hostile_page_gives_plain_words_and_no_bad_address() -> None:
    report = page("hostile.html")
    assert report.title == "<script>alert(1)</script> Harbour[31m vote", (
        "words like any other, to be escaped where shown"
    )
    assert (report.url, report.published, report.author, report.publisher) == (None, None, None, None)
    assert "This sentence was written by a script" not in report.body
    assert "The whip, Cerys Dole, said the rules left her no room to do anything else." in report.body


@pytest.mark.parametrize("name", ["section-front.html", "script-only.html"])
def test_a_page_without_an_article(name: str) -> None:
    with pytest.raises(UnreadableReport, match=f"{name}: a page without an article"):
        page(name)


@pytest.mark.parametrize("text", ["", " \n", "<html></html>", "<", "no markup at all", "<!-- only a comment -->"])
def test_no_page_at_all(text: str) -> None:
    with pytest.raises(UnreadableReport):
        html_report(text, "none.html")


def test_an_article_that_stands_only_in_json_ld() -> None:
    words = "The group met on Monday.&lt;/p&gt; &amp; all" + " and its chair said that nothing had been settled." * 4
    report = made(
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Only here", '
        f'"articleBody": "<p>{words}</p>\\n<p>No more.</p>"}}</script>',
        '<div id="app"></div>',
    )
    assert report.title == "Only here"
    assert report.body.split("\n")[-1] == "No more."
    assert "<p>" not in report.body
    assert "said that nothing had been settled." in report.body


@pytest.mark.parametrize(
    ("json_ld", "title"),
    [
        ('{"@type": "https://schema.org/ReportageNewsArticle", "headline": "A &amp; B"}', "A & B"),
        ('{"@type": "WebPage", "name": "No", "mainEntity": {"@type": "Article", "headline": "Yes"}}', "Yes"),
        ('[[{"@type": "BlogPosting", "name": "Nested"}]]', "Nested"),
        ('{"@type": "NewsArticle", "headline": "Line\nbreak"}', "Line break"),
        ('{"@type": "NewsArticle", "headline": "By address", "url": "https://a.example/own"}', "By address"),
        ('{"@type": "ListItem", "headline": "No article"}', "Fallback"),
        ('{"@type": "NewsArticle", "headline": ', "Fallback"),
        ("[" * 100_000, "Fallback"),
    ],
)
def test_the_forms_that_json_ld_takes(json_ld: str, title: str) -> None:
    first = '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": []}</script>'
    head = f'{first}<meta property="og:title" content="Fallback"><script type="application/ld+json">{json_ld}</script>'
    assert made(head).title == title


def test_of_several_articles_the_one_with_the_page_s_address_counts() -> None:
    items = '[{"@type":"NewsArticle","headline":"Other","url":"https://a.example/other"},' + (
        '{"@type":"NewsArticle","headline":"Own","mainEntityOfPage":"https://a.example/own"}]'
    )
    head = f'<link rel="canonical" href="https://a.example/own"><script type="application/ld+json">{items}</script>'
    report = made(head)
    assert (report.title, report.url) == ("Own", "https://a.example/own")


def test_a_bad_value_gives_way_to_the_next_source() -> None:
    report = made(
        '<meta property="article:published_time" content="soon"><meta name="pubdate" content="4 March 2021 9:30am">'
        '<meta property="og:url" content="/relative"><meta name="parsely-link" content="https://a.example/full">'
        '<meta name="author" content="By Tamsin Rook">'
    )
    assert report.published == "2021-03-04T09:30:00"
    assert report.url == "https://a.example/full"
    assert report.author == "Tamsin Rook"


@pytest.mark.parametrize("reference", ["&#0;", "&#27;", "&#x1B;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#99999999;"])
def test_references_to_characters_that_no_text_has(reference: str) -> None:
    assert "chair says that she expects" in made("", f"<p>Before{reference} it.</p>{PROSE}{MORE}").body


def test_a_fragment_is_a_page_too() -> None:
    assert html_report(PROSE + MORE, "fragment.html").body.startswith("The group will meet on Monday")


@settings(deadline=None)
@given(st.text("<>/!-&#;x\"'= pdiv\x1bhtml{}[]\n") | st.text())
def test_any_characters_give_a_report_or_one_line(text: str) -> None:
    try:
        shown = html_report(f"<html>{text}{PROSE}{text}</html>", "any.html").version
    except UnreadableReport as error:
        shown = str(error)
    assert shown.isprintable()


def test_a_bad_page_leaves_no_other_line_on_the_terminal() -> None:
    code = "from chiltern.reports import load; import sys; print(*load(sys.argv[1:]), sep='\\n')"
    pages = [str(PAGES / "section-front.html"), str(PAGES / "script-only.html")]
    run = subprocess.run([sys.executable, "-c", code, *pages], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert len(run.stdout.splitlines()) == 2


def test_the_heavy_libraries_are_not_imported_before_they_are_needed() -> None:
    code = "import chiltern.reports, sys; print({'trafilatura', 'dateparser', 'charset_normalizer'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
