"""Bytes into characters: UTF-8 first, then what an HTML page declares, then Windows-1252 or what can be detected.

The result is exact: no line end is translated and nothing but a byte-order mark is dropped. Content that is no text
(a picture, an archive, a PDF) and text that no encoding explains are refused with a reason that says what to do.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_BINARY = (
    (b"%PDF-", "a PDF: save its text first, for example with pdftotext"),
    (b"PK\x03\x04", "an archive or office document: save it as plain text or HTML first"),
    (b"\xd0\xcf\x11\xe0", "an office document: save it as plain text or HTML first"),
    (b"{\\rtf", "an RTF document: save it as plain text or HTML first"),
    (b"\x1f\x8b", "compressed: unpack it first"),
    (b"BZh", "compressed: unpack it first"),
    (b"SQLite format 3\0", "an SQLite file, no report"),
    *((mark, "a picture, no report") for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
)
_BINARY = "binary, not text: give plain text, HTML or JSON lines"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_CONTROLS_ALLOWED = 2  # in a text of any length
_CONTROL_SHARE = 0.05  # evenly spread bytes have 24 %, prose none
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w:.-]+)|<meta[^>]{1,500}?charset\s*=\s*["']?\s*([\w:.-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # bytes; browsers look through the first 1,024
# What a browser reads under these names (WHATWG Encoding): the two Latin ones mean Windows-1252.
_LABELS = {"ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252"} | {
    name: name
    for name in (
        *(f"windows-125{n}" for n in range(9)),
        *(f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *("koi8-r", "koi8-u", "macintosh", "ibm866", "big5", "gbk", "gb2312", "gb18030"),
        *("shift_jis", "euc-jp", "euc-kr"),
    )
}
# Windows-1252 as English prose uses it: typographic marks and Latin letters, no capital right after a small letter
# (which is what curly quotes of another encoding turn into), and few letters outside a-z.
_WESTERN_MARKS = "‘’‚“”„–—…•€£¢¥§©®™°½¼¾²·«»¡¿ªº´\xa0\xad‹›†‡‰"
_UNLIKELY_WESTERN = re.compile(rf"[a-z][À-ÖØ-Þ]|[^\x00-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ{_WESTERN_MARKS}]")
_WESTERN_SHARE = 0.12  # of all letters; French has fewer, Cyrillic read as Windows-1252 nearly all
_UTF8_PROSE = re.compile("[\x80-\u017f\u2010-\u2122]")
_SAMPLE = 65536  # bytes given to the detector, from around the first that is not ASCII: 0.04 s, where 20 MB take 0.3


class Decoded(NamedTuple):
    """The characters; `damaged` where bytes that no encoding explains stand in them as U+FFFD (HTML only)."""

    text: str
    damaged: bool = False


class Undecodable(ValueError):
    """No text: the message is the reason."""


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """The characters of a file; raises `Undecodable` with the reason.

    An HTML page that is UTF-8 but for some stray bytes is decoded as browsers do, with U+FFFD for each, since
    the bytes often stand outside the article; the caller looks whether they do.
    """
    for mark, reason in _KNOWN_BINARY:
        if data.startswith(mark):
            raise Undecodable(reason)
    for mark, encoding in _BOMS:
        if data.startswith(mark) and (text := _strictly(data[len(mark) :], encoding)) is not None:
            return Decoded(_plain(text))
    if b"\0" in data:
        raise Undecodable(_BINARY)
    if (text := _strictly(data, "utf-8")) is not None:
        return Decoded(_plain(text))
    return _not_utf8(data, html)


def is_binary(text: str) -> bool:
    """Whether the characters are no prose: a NUL, or control characters beyond a small share."""
    return "\0" in text or len(_CONTROLS.findall(text)) > max(_CONTROLS_ALLOWED, _CONTROL_SHARE * len(text))


def _not_utf8(data: bytes, html: bool) -> Decoded:
    declared = _declared(data) if html else None
    if declared and (text := _strictly(data, declared)) is not None:
        return Decoded(_plain(text))
    escaped = data.decode("utf-8", "surrogateescape")
    bad = len(re.findall("[\udc80-\udcff]", escaped))
    good = len(re.findall("[^\x00-\x7f]", escaped)) - bad
    western = _strictly(data, "cp1252")
    likely_western = western is not None and _likely_western(western)
    # Text in another encoding forms few UTF-8 sequences by chance. Windows-1252 prose forms some (é’” is one, for a
    # Chinese character), but hardly ever one for a letter or a mark that English prose has.
    if good > bad or (likely_western and 20 * len(_UTF8_PROSE.findall(escaped)) > bad):
        if html:
            return Decoded(_plain(data.decode("utf-8", "replace")), damaged=True)
        line = 1 + re.split("[\udc80-\udcff]", escaped, maxsplit=1)[0].count("\n")
        raise Undecodable(f"wrong encoding: not UTF-8 from line {line} on; save it again as UTF-8")
    if western is not None and likely_western:
        return Decoded(_plain(western))
    detected = _detected(data)
    if detected and (text := _strictly(data, detected)) is not None:
        return Decoded(_plain(text))
    # Bytes that make control characters in any reading are no text in a strange encoding.
    if is_binary(data.decode("cp1252", "ignore")) or data.count(b"\n") * 2000 < len(data) > _SAMPLE:
        raise Undecodable(_BINARY)
    raise Undecodable("wrong encoding: neither UTF-8 nor one that can be told; save it again as UTF-8")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _plain(text: str) -> str:
    if is_binary(text):
        raise Undecodable(_BINARY)
    return text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return _LABELS.get((found.group(1) or found.group(2)).decode("ascii", "replace").lower()) if found else None


def _likely_western(text: str) -> bool:
    if _UNLIKELY_WESTERN.search(text):
        return False
    foreign = len(re.findall("[À-ÿŒœŠšŽžŸ]", text))
    return foreign <= _WESTERN_SHARE * (foreign + len(re.findall("[A-Za-z]", text)))


def _detected(data: bytes) -> str | None:
    import charset_normalizer  # start-up time: most files are UTF-8

    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    best = charset_normalizer.from_bytes(
        data[start : start + _SAMPLE], cp_exclusion=["utf_7", "utf_16", "utf_32"]
    ).best()
    return best.encoding if best else None
