"""A picture of a chamber read back: an SVG document goes in, where its dots and its texts stand comes out."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import numpy as np

from chiltern.house.chamber_ink import width

SVG = "{http://www.w3.org/2000/svg}"


class Disc(NamedTuple):
    x: float
    y: float
    radius: float  # its edge included


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


class Drawing(NamedTuple):
    """What a reader sees: one disc for each place, and the room of each text at most."""

    root: ET.Element
    width: float
    height: float
    places: list[Disc]
    words: list[Box]


def drawing(svg: str) -> Drawing:
    root = ET.fromstring(svg)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    chamber = root.find(f"{SVG}g[@transform]")
    assert chamber is not None
    moved = re.fullmatch(r"translate\((\S+) (\S+)\)", chamber.attrib["transform"])
    assert moved is not None
    dx, dy = map(float, moved.groups())
    places = [
        disc(circle, dx, dy)
        for block in chamber.iterfind(f"{SVG}g[@class='block']")
        for group in (block, *block.iterfind(f"{SVG}g[@class='mover']"))
        for circle in group.iterfind(f"{SVG}circle")
        # Within a mover's ring stands the dot.
        if group is block or circle.attrib["class"] == "ring"
    ]
    inside = set(chamber.iter())
    words = [box(text, *((dx, dy) if text in inside else (0.0, 0.0))) for text in root.iter(f"{SVG}text")]
    return Drawing(root, wide, high, places, words)


def disc(circle: ET.Element, dx: float, dy: float) -> Disc:
    x, y, radius, edge = (float(circle.attrib[name]) for name in ("cx", "cy", "r", "stroke-width"))
    return Disc(x + dx, y + dy, radius + edge / 2)


def box(text: ET.Element, dx: float, dy: float) -> Box:
    size = float(text.attrib["font-size"])
    x, y = float(text.attrib["x"]) + dx, float(text.attrib["y"]) + dy
    wide = width("".join(text.itertext()), size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.attrib["text-anchor"]]
    return Box(left, y - 0.75 * size, left + wide, y + 0.1 * size)


def overlapping(places: list[Disc]) -> int:
    x, y, radius = (np.array(values) for values in zip(*places, strict=True))
    apart = np.hypot(x[:, None] - x, y[:, None] - y) - (radius[:, None] + radius)
    np.fill_diagonal(apart, 1.0)
    return int((apart < 0).sum())


def covered(words: list[Box], places: list[Disc]) -> list[Any]:
    """Pairs of texts, and texts and dots, that lie on each other."""
    found: list[Any] = []
    for number, one in enumerate(words):
        for other in words[number + 1 :]:
            if one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom:
                found.append((one, other))
        for place in places:
            near_x = min(max(place.x, one.left), one.right)
            near_y = min(max(place.y, one.top), one.bottom)
            if (near_x - place.x) ** 2 + (near_y - place.y) ** 2 < (place.radius - 0.5) ** 2:
                found.append((one, place))
    return found
