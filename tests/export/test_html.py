"""The page: every claim with its words, and nothing that a report could put into it but text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import chiltern
from chiltern.export.rows import Selection

# All that the page is made of.
TAGS = {
    *["html", "head", "meta", "title", "style", "body"],
    *["h1", "h2", "h3", "p", "nav", "a", "table", "tr", "th", "td", "ul", "li", "b", "span", "blockquote"],
}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "href", "id", "class", "rel"}


class Read(HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(record: chiltern.Record, out: Path) -> tuple[str, Read]:
    chiltern.export_record(record, "html", out)
    content = out.read_text(encoding="utf-8")
    return content, Read(content)


def test_every_claim_is_there_once_and_every_link_within_leads_somewhere(
    record: chiltern.Record, tmp_path: Path
) -> None:
    _, read = page(record, tmp_path / "page.html")
    claims = list(Selection(record.view()).claims())
    assert {f"c-{row.found.words.claim}" for row in claims} <= set(read.ids)
    assert len(read.ids) == len(set(read.ids))
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)
    assert "https://moorpost.example/1" in read.links
    assert "He would not rule out leaving." in read.text
    assert "18 February 2030" in read.text


def test_a_report_can_put_nothing_into_it_but_text(harmed: chiltern.Record, tmp_path: Path) -> None:
    content, read = page(harmed, tmp_path / "page.html")
    assert (read.tags - TAGS, read.attributes - ATTRIBUTES, read.open) == (set(), set(), [])
    assert "default-src 'none'" in content
    assert "<script>alert(1)</script>" in read.text
    assert "{{ 7*7 }}" in read.text
    assert "[U+202E]" in content
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", content)


def test_what_an_editor_rejected_is_struck_and_says_why(record: chiltern.Record, tmp_path: Path) -> None:
    (claim,) = (row.found.words.claim for row in Selection(record.view()).claims("statement"))
    record.decide("reject", claim, by="Ed", why="misheard <b>")
    content, read = page(record, tmp_path / "page.html")
    assert "rejected: misheard <b>" in read.text
    assert 'class="gone"' in content


@pytest.mark.parametrize("known", [None, "2020-01-01"])
def test_an_empty_page_says_so(tmp_path: Path, known: str | None) -> None:
    with chiltern.new(tmp_path / "empty.db") as record:
        chiltern.export_record(record, "html", tmp_path / "page.html", known=known)
    read = Read((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "No positions." in read.text
    assert "No statements." in read.text
