"""JSON lines: a report a line; a bad line is named and the next one is read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiltern.errors import UnreadableReport
from chiltern.reports import Defaults, Report, load
from chiltern.reports.jsonl import jsonl_reports

GOOD: dict[str, object] = {
    "url": "https://gazette.example/1",
    "title": "One\nline",
    "published": "Thu, 04 Mar 2021 08:30:00 +0100",
    "modified": "2021-03-05",
    "publisher": "Aldermere Gazette",
    "author": ["Tamsin Rook", "Idris Vale"],
    "body": " Orla Penhale left.\r\nShe said so. ",
    "section": {"passed": "over"},
}


def results(*lines: bytes | str | dict[str, object], limit: int = 10_000) -> list[Report | UnreadableReport]:
    made = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    data = b"\n".join(line.encode() if isinstance(line, str) else line for line in made)
    return list(jsonl_reports(io.BytesIO(data), "feed.jsonl", "in/feed.jsonl", limit))


def test_every_key_is_read_and_the_body_is_kept_exactly() -> None:
    assert results(GOOD) == [
        Report(
            name="feed.jsonl:1",
            body=" Orla Penhale left.\r\nShe said so. ",
            title="One line",
            publisher="Aldermere Gazette",
            published="2021-03-04T08:30:00+01:00",
            modified="2021-03-05",
            url="https://gazette.example/1",
            author="Tamsin Rook, Idris Vale",
        )
    ]


def test_a_line_may_name_itself_and_blank_lines_count_but_give_nothing() -> None:
    found = results(b"\xef\xbb\xbf" + b'{"body": "A", "name": "penhale.txt"}', "", "  ", {"body": "B"})
    assert [report.name for report in found if isinstance(report, Report)] == ["penhale.txt", "feed.jsonl:4"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no report in JSON"),
        ("[]", "no report in JSON"),
        ('{"title": "No body"}', "no `body`: give the report’s text as `body`"),
        ('{"body": 7}', "no report in JSON"),
        ('{"body": " \\n"}', "empty"),
        ('{"body": "a\\u0000b"}', "binary"),
        ('{"body": "\\ud800"}', "no report in JSON"),
        (b'{"body": "caf\xe9"}', "no report in JSON"),
        ('{"x": ' + "[" * 5000, "no report in JSON"),
        ('{"body": "A", "published": "soon"}', "'soon' is no date"),
        ('{"body": "A", "url": "file:///etc/passwd"}', "'file:///etc/passwd' is no web address"),
        ('{"body": "' + "A" * 10_000 + '"}', "a line longer than 10,000 bytes"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(line: bytes | str, reason: str) -> None:
    before, bad, after = results({"body": "A"}, line, {"body": "B"})
    assert isinstance(before, Report)
    assert isinstance(after, Report)
    assert after.name == "feed.jsonl:3"
    assert isinstance(bad, UnreadableReport)
    assert str(bad).startswith(f"in/feed.jsonl:2: {reason}")
    assert str(bad).isprintable()


def test_a_file_of_many_lines_may_be_larger_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "feed.ndjson"
    path.write_text('{"body": "A short one."}\n' * 100)
    assert len(list(load([path], limit=100))) == 100


def test_a_title_and_an_address_are_never_given_to_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"body": "A"}\n{"body": "B", "publisher": "Own"}\n')
    known = Defaults(title="T", url="https://a.example/", publisher="P", published="4 March 2021")
    first, second = load([path], defaults=known)
    assert first == Report(name="feed.jsonl:1", body="A", publisher="P", published="2021-03-04")
    assert second == Report(name="feed.jsonl:2", body="B", publisher="Own", published="2021-03-04")


@pytest.mark.parametrize("data", [b"", b"\n \n", b'{"body"\0: 1}\n' * 3])
def test_a_file_without_lines_gives_one_reason(data: bytes) -> None:
    found = list(jsonl_reports(io.BytesIO(data), "a.jsonl", "a.jsonl", 1000))
    assert [type(item) for item in found] == [UnreadableReport]


@settings(deadline=None)
@given(st.lists(st.binary(max_size=60)), st.integers(1, 50))
def test_any_bytes_give_reports_or_reasons(lines: list[bytes], limit: int) -> None:
    for item in results(*lines, limit=limit):
        assert isinstance(item, Report) or str(item).isprintable()


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_body_comes_back(body: str) -> None:
    (item,) = results({"body": body})
    assert not isinstance(item, Report) or item.body == body
