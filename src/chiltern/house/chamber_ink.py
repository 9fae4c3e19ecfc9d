"""What a picture of a chamber is drawn with: colours, marks, the room that words take, and text fit for an SVG.

Names and colours of a roll go in, whatever they hold; out come colours a browser can trust, marks that tell parties
apart where their colours do not, and text that fits its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

# Text and lines on paper, by day and by night. Every text has a contrast of at least 4.5 to 1 (WCAG 2.2, AA), every
# line that carries a meaning at least 3 to 1.
LIGHT = {"paper": "ffffff", "text": "1b1f24", "quiet": "57606a", "edge": "767c85", "faint": "d5dae0"}
DARK = {"paper": "14181d", "text": "e9edf2", "quiet": "a3adb8", "edge": "8b949e", "faint": "39414a"}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

_HEX = re.compile(r"[0-9a-fA-F]{6}")
# Where a roll gives no colour, or none that is one: greys by turns.
_GREYS = ("8f959d", "565c64", "cbd0d6")
# Drawn on every dot of a party whose colour is too near to an earlier one's; in units of the dot's radius.
MARKS = (
    "",
    "M-.28 0a.28 .28 0 1 0 .56 0a.28 .28 0 1 0-.56 0",
    "M-.6 0h1.2",
    "M0-.6v1.2",
    "M-.6 0h1.2M0-.6v1.2",
    "M-.45-.45l.9 .9M-.45 .45l.9-.9",
    "M-.45 .45l.9-.9",
    "M-.45-.45l.9 .9",
    "M-.5-.25h1M-.5 .25h1",
    "M-.25-.5v1M.25-.5v1",
)
# Colours nearer than this in CIELAB are one to many eyes and on paper. In the House of 2019 Labour's two labels are 0
# apart, Plaid Cymru and the Greens, whom people do tell apart by colour, 31.
_NEAR = 18.0

# Widths of letters as parts of the size of the text, of the widest of the fonts above (DejaVu Sans).
_NARROW, _WIDE = set("iljtfrI.,;:!|'’()[]-·/ "), set("MWmw@%—…")


class Ink(NamedTuple):
    """How a party's dots look: six hexadecimal digits, a mark of `MARKS`, and the colour of the mark."""

    colour: str
    mark: int
    mark_colour: str


def inks(colours: Sequence[str | None]) -> list[Ink]:
    """An ink for each party, so that no two look the same while there are marks left."""
    made: list[Ink] = []
    unknown = 0
    for colour in colours:
        if colour is None or _HEX.fullmatch(colour) is None:
            own = _GREYS[unknown % len(_GREYS)]
            unknown += 1
        else:
            own = colour.lower()
        taken = {ink.mark for ink in made if _distance(ink.colour, own) < _NEAR}
        free = [mark for mark in range(len(MARKS)) if mark not in taken]
        made.append(Ink(own, free[0] if free else len(made) % len(MARKS), _mark_colour(own)))
    return made


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def plain(text: str) -> str:
    """The text on one line without what XML cannot hold or a reader cannot see: controls, direction marks, halves."""
    joiners = "\u200c\u200d"
    return " ".join("".join(c if c.isprintable() or c in joiners else " " for c in text).split())


def width(text: str, size: float) -> float:
    """How wide the text is at most, at a size."""
    return sum(map(_em, text)) * size


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut where it is wider than the room."""
    if width(text, size) <= room:
        return text
    kept, used = 0, width("…", size)
    for character in text:
        used += _em(character) * size
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """The text in at most so many lines, the last one cut where it does not fit."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = [words.pop(0)]
        while words and width(" ".join([*line, words[0]]), size) <= room:
            line.append(words.pop(0))
        lines.append(" ".join([*line, *words] if len(lines) == most - 1 else line))
    return [fitted(line, size, room) for line in lines]


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.4
    if character in _WIDE:
        return 1.02
    if east_asian_width(character) in "WF":
        return 1.05
    return 0.8 if not character.isascii() else 0.76 if character.isupper() else 0.64


def _mark_colour(colour: str) -> str:
    return max("000000", "ffffff", key=lambda one: contrast(one, colour))


def _linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: str) -> tuple[float, float, float]:
    """CIELAB of an sRGB colour under D65."""
    red, green, blue = _linear(colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _distance(one: str, other: str) -> float:
    pairs = zip(_lab(one), _lab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)
