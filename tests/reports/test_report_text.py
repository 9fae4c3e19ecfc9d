"""Plain text: the body is the file's own characters, the header block is read or refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.errors import UnreadableReport
from chiltern.reports import Report, load, read_path, text_report

HEADER = """Title: Harbour split deepens
PUBLISHER:Aldermere Gazette
published: Thursday 4 March 2021
Modified: 2021-03-05T10:00+01:00
Author:
url: https://gazette.example/split

"""


def test_without_a_header_the_body_is_the_file(tmp_path: Path) -> None:
    written = "\ufeff\r\n  Nia Prowse stays.\r\rShe said:\u2028“I mean it.”\x0b \n\n"
    path = tmp_path / "stays.txt"
    path.write_bytes(written.encode("utf-8"))
    assert read_path(path) == Report(name="stays.txt", body=written.removeprefix("\ufeff"))


def test_a_header_gives_the_fields_and_the_body_starts_after_the_blank_lines() -> None:
    report = text_report(HEADER + " \n\t\n  First line.\n\nAuthor: is no header here\n", "split.txt")
    assert report == Report(
        name="split.txt",
        body="  First line.\n\nAuthor: is no header here\n",
        title="Harbour split deepens",
        publisher="Aldermere Gazette",
        published="2021-03-04",
        modified="2021-03-05T10:00:00+01:00",
        url="https://gazette.example/split",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_header_may_have_any_line_ends(end: str) -> None:
    report = text_report(f"Title: One{end}Author: Two{end}{end}Three{end}", "a.txt")
    assert (report.title, report.author, report.body) == ("One", "Two", f"Three{end}")


@pytest.mark.parametrize(
    "text",
    [
        "Statement: I am leaving.\n\nThat is all.",
        "\nTitle: after a blank line\n\nBody",
        "Title: One\nI am leaving the party.\n\nBody",
        "A first line\nTitle: One\n\nBody",
    ],
)
def test_what_is_no_header_block_belongs_to_the_body(text: str) -> None:
    assert text_report(text, "a.txt").body == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Title: One\nPublished: last Tuesday\n\nBody", "a.txt:2: 'last Tuesday' is no date"),
        ("Published: 2021-02-30\n\nBody", "a.txt:1: '2021-02-30' is no day of the calendar"),
        ("URL: javascript:alert(1)\n\nBody", "a.txt:1: 'javascript:alert(1)' is no web address"),
        ("Title: One\nTitle: Two\n\nBody", "a.txt:2: title is given twice"),
        ("Title: One\n\n \n", "a.txt: a header without any text below it"),
        ("Title: One", "a.txt: a header without any text below it"),
    ],
)
def test_a_bad_header_names_its_line(text: str, line: str) -> None:
    with pytest.raises(UnreadableReport) as caught:
        text_report(text, "a.txt")
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t"), min_size=1))
def test_any_text_keeps_its_characters(text: str) -> None:
    try:
        report = text_report(text, "any.txt")
    except UnreadableReport:
        assert not text.strip()
    else:
        assert report.body == text


@given(st.text("ab \r\n\t\u2028\x85é“"))
def test_paragraphs_are_whole_lines_in_order_and_not_blank(text: str) -> None:
    report = Report(name="any.txt", body=text)
    end = 0
    for span in report.paragraphs:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
        assert not set("\r\n") & set(text[span.start : span.end])
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()


SHARED = Path(__file__).parents[3] / "shared" / "reports"


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/reports beside the checkout")
def test_the_real_reports_keep_their_characters() -> None:
    reports = list(load([SHARED]))
    files = {path.name: path for path in SHARED.rglob("*.txt")}
    assert [type(report) for report in reports] == [Report] * len(files)
    for report in reports:
        assert isinstance(report, Report)
        assert report.body == files[report.name].read_bytes().decode("utf-8")
        assert report.paragraphs
