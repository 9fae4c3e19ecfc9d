"""Dates, addresses and lines: what is accepted, and how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiltern.errors import BadDate
from chiltern.reports.fields import iso_date, one_line, printable, web_address


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2019", "2019"),
        ("2019-02", "2019-02"),
        (" 2019-02-18 ", "2019-02-18"),
        ("20190218", "2019-02-18"),
        ("2019-02-18T10:05", "2019-02-18T10:05:00"),
        ("2019-02-18 10:05:06 +0100", "2019-02-18T10:05:06+01:00"),
        ("2019-02-18T10:05:06.123Z", "2019-02-18T10:05:06+00:00"),
        ("2019-02-18T00:00:00Z", "2019-02-18T00:00:00+00:00"),
        ("20190218T100500Z", "2019-02-18T10:05:00+00:00"),
        ("18 February 2019", "2019-02-18"),
        ("Monday 18th February 2019", "2019-02-18"),
        ("February 18, 2019", "2019-02-18"),
        ("03/02/2019", "2019-02-03"),
        ("18.02.2019", "2019-02-18"),
        ("18 February 2019, 4.30pm", "2019-02-18T16:30:00"),
        ("Mon, 18 Feb 2019 10:00:00 GMT", "2019-02-18T10:00:00+00:00"),
        ("Mon, 18 Feb 2019 10:00:00 +0100", "2019-02-18T10:00:00+01:00"),
        ("18 July 2019 10:00 BST", "2019-07-18T10:00:00+01:00"),
    ],
)
def test_a_date_is_written_in_iso_with_its_own_precision(written: str, iso: str) -> None:
    assert iso_date(written) == iso
    assert iso_date(iso) == iso


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "two days ago", "Monday", "10:00", "31 February 2019", "2019-02-31", "2019-02-18T25:00"),
        *(
            "12",
            "2019-13",
            "0000",
            "0000-01-01T10:00",
            "2019-W08-1",
            "18 February",
            "1550484000",
            "9" * 5000,
            "\x1b[m",
        ),
    ],
)
def test_no_date_is_guessed(written: str) -> None:
    with pytest.raises(BadDate) as caught:
        iso_date(written)
    assert str(caught.value).isprintable()


@settings(deadline=None)
@given(st.text() | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. T]\d{1,4}( \d{1,2}:\d\d)?", fullmatch=True))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        iso = iso_date(text)
    except BadDate:
        return
    assert iso_date(iso) == iso


def test_one_line_drops_what_a_terminal_or_a_page_could_obey() -> None:
    assert one_line(" A\n\tB\xa0C\x1b[2J\u202eD\u200b\x00 ") == "A B C[2JD"
    assert one_line("\u200b \n") is None
    assert one_line(None) is None


@pytest.mark.parametrize("text", ["http://a.example", "https://a.example/b?c=d#e", " HTTPS://A.example/é "])
def test_web_addresses(text: str) -> None:
    assert web_address(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *(
            None,
            "",
            "a.example/b",
            "/b",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "http://[",
            "https:a",
        ),
        *("ftp://a.example", "https://a.example/\x1b[2J", "https://a.example/a b", "https://a.example/\nb"),
    ],
)
def test_what_is_no_web_address(text: str | None) -> None:
    assert web_address(text) is None


@settings(deadline=None)
@given(st.text(st.characters()))
def test_printable_text_is_printable(text: str) -> None:
    assert printable(text).isprintable()
    assert printable(text) == text or not text.isprintable()
