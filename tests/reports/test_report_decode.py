"""Encodings: what comes out right, and what is refused with which reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiltern.reports.decode import Undecodable, decode

ENGLISH = "“We shall see,” she said – it’s £5m for the café…\r\nMr Marlow didn’t reply.\n"
SAMPLES = {
    "cp1252": ENGLISH,
    "utf-8": ENGLISH,
    "utf-8-sig": ENGLISH,
    "utf-16": ENGLISH,
    "utf-32": ENGLISH,
    "mac_roman": ENGLISH * 3,
    "iso-8859-1": "Sin dudas, señaló la portavoz: «mañana habrá votación».\n",
    "cp1250": "Poseł Żółkiewski opuścił partię i zasiądzie jako niezależny, powiedział rzecznik.\n" * 5,
    "cp1251": "Депутат Иванов вышел из партии и сел как независимый, сообщила пресс-служба.\n" * 5,
    "shift_jis": "議員は月曜日に党を離れ、無所属になると述べた。\n" * 5,
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_the_characters_come_out_as_they_were_written(encoding: str) -> None:
    assert decode(SAMPLES[encoding].encode(encoding)) == (SAMPLES[encoding], False)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_page_s_declared_encoding_is_used(head: str) -> None:
    page = f"{head}<p>Да</p>"
    assert decode(page.encode("cp1251"), html=True).text == page


@pytest.mark.parametrize("label", ["unicode_escape", "utf-7", "hex", "idna", "no-such", "x" * 600])
def test_a_declared_encoding_that_no_browser_knows_is_passed_over(label: str) -> None:
    page = f"<meta charset={label}><p>{ENGLISH}</p>"
    assert decode(page.encode("cp1252"), html=True).text == page


def test_utf8_comes_before_what_is_declared() -> None:
    page = f"<meta charset=iso-8859-1><p>{ENGLISH}</p>"
    assert decode(page.encode(), html=True) == (page, False)


def test_damaged_utf8_is_refused_with_the_line_and_a_page_shows_its_damage() -> None:
    damaged = ENGLISH.encode() + b"It cost \xa35.\n"
    with pytest.raises(Undecodable, match="wrong encoding: not UTF-8 from line 3 on"):
        decode(damaged)
    assert decode(damaged, html=True) == (ENGLISH + "It cost \ufffd5.\n", True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\0", "an archive or office document"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"\x1f\x8b\x08\0", "compressed"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"SQLite format 3\0", "an SQLite file"),
        (b"Words\0and a NUL", "binary"),
        (ENGLISH.encode("utf-16-le"), "binary"),
        (b"\x01\x02\x03 abc", "binary"),
        (bytes(range(1, 256)) * 40, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_kind(data: bytes, reason: str) -> None:
    with pytest.raises(Undecodable, match=f"^{reason}"):
        decode(data)


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    text = "The clerk’s minutes\x0c run to \x1b[1mnine\x1b[0m pages and say nothing at all about the ferry.\n"
    assert decode(text.encode()).text == text


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode), st.booleans())
def test_any_bytes_are_text_or_have_a_reason(data: bytes, html: bool) -> None:
    try:
        text, damaged = decode(data, html=html)
    except Undecodable as error:
        text, damaged = str(error), False
    assert text.encode("utf-8") is not None
    assert "\0" not in text
    assert html or not damaged


def test_windows_1252_that_forms_a_utf8_sequence_by_chance() -> None:
    text = "He said: “She calls it a ‘café’” – and it’s no more than a hut.\n"
    assert "é’”".encode("cp1252").decode("utf-8") == "\u9494"
    assert decode(text.encode("cp1252")).text == text


@settings(deadline=None)
@given(st.text("abc defg.’“”–£é\n"))
def test_windows_1252_prose_comes_out_right(text: str) -> None:
    said = "“It’s said that the council will vote on the ferry again before the end of the month,” he said.\n"
    prose = said * 3 + text + said
    assert decode(prose.encode("cp1252")).text == prose
