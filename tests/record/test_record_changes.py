"""Two clocks: what was known when, and what has come since."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

import chiltern
from chiltern.export.news import atom, html
from chiltern.record.parts import known_by
from tests.record.conftest import Add

OPEN = "@position holder=Ada Merrin; stance=leaves_open; act=leave; object=Reform Union @ She would not rule it out."
LEFT = "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She has left the Union."
START = "2000"


def at(record: chiltern.Record) -> str:
    return record.log()[-1].at


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-02-18", "2019-02-18T23:59:59.999999+00:00"),
        ("2019-02", "2019-02-28T23:59:59.999999+00:00"),
        ("2019", "2019-12-31T23:59:59.999999+00:00"),
        ("2019-02-18T09:30", "2019-02-18T09:30:00.000000+00:00"),
        ("2019-02-18T09:30:00+01:00", "2019-02-18T08:30:00.000000+00:00"),
    ],
)
def test_a_moment_of_knowledge(text: str, moment: str) -> None:
    assert known_by(text) == moment


@pytest.mark.parametrize("text", ["yesterday", "2019-02-30", "2019-02-18T25:00", "", "9999"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(chiltern.BadDate):
        known_by(text)


def test_a_question_as_of_a_moment_knows_nothing_that_came_later(add: Add, record: chiltern.Record) -> None:
    add(OPEN, published="2030-02-17", name="a.txt")
    before = at(record)
    add(LEFT, published="2030-02-18", name="b.txt")
    assert [group.stance for group in record.count("leave").groups] == ["done"]
    assert [group.stance for group in record.count("leave", known=before).groups] == ["leaves_open"]
    assert record.count("leave", known="2001").groups == ()
    assert record.quotes(known=before) == ()


def test_the_version_that_was_the_newest_then(add: Add, record: chiltern.Record) -> None:
    url = "https://example.org/a"
    add(OPEN, published="2030-02-17", url=url)
    before = at(record)
    add(LEFT, published="2030-02-17", url=url, name="again.txt")
    (then,) = record.count("leave", known=before).groups
    assert then.stance == "leaves_open"
    (now,) = record.count("leave").groups
    assert now.stance == "done"


def test_what_came_since(add: Add, record: chiltern.Record) -> None:
    add(OPEN, published="2030-02-17", name="a.txt")
    before = at(record)
    add(LEFT, "@statement speaker=Tom Okafor @ I am sorry.", published="2030-02-18", name="b.txt")
    news = record.changes(before)
    assert [(change.report.name, change.what) for change in news.reports] == [("b.txt", "added")]
    assert sorted(line.kind for line in news.claims) == ["position", "statement"]
    (change,) = news.positions
    assert [row.stance for row in change.before] == ["leaves_open"]
    assert [row.stance for row in change.now] == ["done"]
    (moved,) = news.moved
    assert (moved.holder.name, moved.act) == ("Ada Merrin", "leave")
    assert record.changes(at(record)).claims == ()
    assert record.changes(at(record)).positions == ()


def test_a_position_that_a_new_version_no_longer_has_is_a_change(add: Add, record: chiltern.Record) -> None:
    url = "https://example.org/a"
    add(LEFT, published="2030-02-17", url=url)
    before = at(record)
    add("Nothing of that kind.", published="2030-02-17", url=url, name="again.txt")
    (change,) = record.changes(before).positions
    assert [row.stance for row in change.before] == ["done"]
    assert change.now == ()


def test_a_rejected_claim_is_a_change_and_so_is_the_undoing(add: Add, record: chiltern.Record) -> None:
    add(LEFT, published="2030-02-17")
    added = at(record)
    (row,) = record.count("leave").groups[0].holdings
    record.decide("reject", row.positions[0].words.handle, by="R. Editor", why="misread")
    rejected = at(record)
    assert record.changes(added).positions[0].now == ()
    record.decide("undo", "1", by="R. Editor", why="it was right")
    assert record.changes(rejected).positions[0].before == ()
    assert record.changes(added).positions == ()


def test_a_position_that_its_publisher_takes_back_is_a_change(add: Add, record: chiltern.Record) -> None:
    told = LEFT.replace("has left the Union", "has left 7 friends")
    add(told, title="A member leaves the Union", publisher="Moor Post", published="2030-02-17", name="a.txt")
    before = at(record)
    notice = "In “A member leaves the Union” we gave a wrong number. She has left 8 friends, not 7 friends."
    add(notice, title="Correction: a number", publisher="Moor Post", published="2030-02-18", name="b.txt")
    (change,) = record.changes(before).positions
    assert [row.stance for row in change.before] == ["done"]
    assert change.now == ()


HOSTILE = (
    "@position holder=<script>alert(1)</script>; stance=done; act=leave @"
    ' "><img src=x onerror=alert(1)> \u202eevil\u2066 & ]]> {{ 7*7 }}'
)


def test_news_as_html_is_whole_and_text_from_reports_is_data(add: Add, record: chiltern.Record) -> None:
    add(HOSTILE, LEFT, published="2030-02-17", title="<b>Title</b>")
    page = html(record.changes(START), "split.db")
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>Title" not in page
    assert "\u202e" not in page
    assert "[U+202E]" in page
    assert "{{ 7*7 }}" in page
    assert "http" not in page
    (row,) = [row for row in record.changes(START).moved if row.holder.name == "Ada Merrin"]
    assert f"chiltern source split.db {row.positions[0].words.handle}" in page


def test_news_as_a_feed_is_well_formed(add: Add, record: chiltern.Record) -> None:
    add(HOSTILE, LEFT, published="2030-02-17", title="Title \x07 & <b>")
    feed = ET.fromstring(atom(record.changes(START), "split.db"))
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", space)
    assert len(entries) >= 3
    ids = [entry.findtext("a:id", namespaces=space) for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in [feed, *entries]:
        assert entry.findtext("a:updated", namespaces=space)
        assert entry.findtext("a:title", namespaces=space)
