"""Pictures of the chamber: a dot for every member, nothing on top of anything else, and text that stays text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, get_args
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiltern.house.chamber import Block, chamber_svg
from chiltern.house.chamber_ink import width
from chiltern.house.model import Side
from chiltern.house.rules import Layout

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = pytest.mark.parametrize("layout", get_args(Layout))

COMMONS = (
    Block("con", "Conservative Party", "Con", "0063ba", 314, "government"),
    Block("lab", "Labour Party", "Lab", "d50000", 245, "opposition"),
    Block("lab-co-op", "Labour and Co-operative", "Lab Co-op", "d50000", 1, "opposition"),
    Block("snp", "Scottish National Party", "SNP", "fff685", 35, "opposition"),
    Block("spk", "Speaker", "Spk", None, 1, "chair"),
    Block("ind", "Independent", "Ind", "909090", 20, "cross", ("Nell Ashworth", "Ada Merrin")),
)
HOLYROOD = (
    Block("green", "Scottish Greens", "Green", "78b82a", 6, "opposition"),
    Block("snp", "Scottish National Party", "SNP", "fff685", 62, "government"),
    Block("lab", "Scottish Labour", "Lab", "d50000", 23, "opposition"),
    Block("ld", "Scottish Liberal Democrats", "LD", "faa01a", 5, "opposition"),
    Block("con", "Scottish Conservatives", "Con", "0063ba", 31, "opposition"),
    Block("ind", "Independent", "Ind", "909090", 1, "cross"),
    Block("po", "Presiding Officer", "PO", None, 1, "chair"),
)


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


@st.composite
def houses(draw: st.DrawFn) -> tuple[list[Block], int]:
    """From 1 to 800 members in 1 to 30 parties, some of them alike in name and colour."""
    members = draw(st.integers(1, 800))
    parties = draw(st.integers(1, min(30, members)))
    bounds = sorted(draw(st.lists(st.integers(0, members), min_size=parties - 1, max_size=parties - 1)))
    seats = [end - begin for begin, end in zip([0, *bounds], [*bounds, members], strict=True)]
    sides = draw(st.sampled_from([get_args(Side), ("opposition",), ("government", "opposition"), ("cross", "chair")]))
    blocks = [
        Block(
            f"p{number}",
            draw(st.sampled_from(["Reform Union", "The Moorland Party of the Long Name", "漢字の党", "W" * 60])),
            draw(st.sampled_from(["", "RU", "Moorland", "漢字", "WWWWWWWWWWWWWWWWWWWW"])),
            draw(st.sampled_from([None, "0063ba", "fff685", "222221"])),
            size,
            draw(st.sampled_from(sides)),
            ("Nell Ashworth",) * draw(st.integers(0, 3)),
        )
        for number, size in enumerate(seats)
    ]
    return blocks, draw(st.integers(0, 5))


def one_each(side: Side) -> tuple[list[Block], int]:
    return [Block(f"p{n}", f"Party {n}", f"P{n}", None, 1, side) for n in range(30)], 1


@LAYOUTS
@given(house=houses())
@example(house=one_each("opposition"))
@example(house=one_each("chair"))
@example(house=([Block("p", "Party", "P", None, 800, "government")], 0))
@example(house=([Block("p", "Party", "P", None, 800, "chair")], 800))
@example(house=([*one_each("cross")[0][:29], Block("p", "Party", "P", None, 771, "cross")], 0))
@settings(deadline=None, max_examples=60)
def test_every_house_has_a_dot_for_each_place_and_none_on_another(
    layout: Layout, house: tuple[list[Block], int]
) -> None:
    blocks, vacancies = house
    made = drawing(chamber_svg(blocks, layout=layout, title="A House", vacancies=vacancies))
    assert len(made.places) == sum(block.seats for block in blocks) + vacancies
    assert not overlapping(made.places)
    for place in made.places:
        assert place.radius <= place.x <= made.width - place.radius
        assert place.radius <= place.y <= made.height - place.radius
    for words in made.words:
        assert words.left >= 0
        assert words.right <= made.width
        assert words.top >= 0
        assert words.bottom <= made.height
    assert covered(made.words, made.places) == []
