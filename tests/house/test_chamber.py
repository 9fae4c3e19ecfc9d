"""Pictures of the chamber: a dot for every member, nothing on top of anything else, and text that stays text."""

from __future__ import annotations

import re
from typing import get_args
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiltern.house.chamber import Block, chamber_svg
from chiltern.house.chamber_ink import plain
from chiltern.house.model import Side
from chiltern.house.rules import Layout
from tests.house.drawn import SVG, covered, drawing, overlapping

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


def texts(root: ET.Element, kind: str) -> list[str]:
    return ["".join(text.itertext()) for text in root.iterfind(f".//{SVG}g[@class='{kind}']/{SVG}text")]


def test_the_sides_face_each_other_from_the_chair_to_the_cross_benches() -> None:
    made = drawing(chamber_svg(COMMONS, layout="westminster", title="The House", vacancies=1))
    con, lab = made.places[:314], made.places[314:560]
    chair, cross = made.places[595], made.places[596:616]
    assert max(place.x for place in con) < made.width / 2 < min(place.x for place in lab)
    assert chair.x == pytest.approx(made.width / 2)
    assert chair.y < min(place.y for place in made.places[:595])
    assert min(place.y for place in cross) > max(place.y for place in made.places[:595])
    # Both sides begin at the floor, as far from the table.
    assert made.width / 2 - max(place.x for place in con) == pytest.approx(
        min(place.x for place in lab) - made.width / 2
    )


def test_the_wedges_go_from_left_to_right_and_the_chair_is_at_the_desk() -> None:
    made = drawing(chamber_svg(HOLYROOD, layout="hemicycle", title="Holyrood"))
    ends = np.cumsum([6, 62, 23, 5, 31, 1])
    middles = [float(block[:, 0].mean()) for block in np.split(np.array(made.places[:128]), ends[:-1])]
    assert middles == sorted(middles)
    desk = made.places[128]
    assert desk.x == pytest.approx(made.width / 2)
    assert desk.y > max(place.y for place in made.places[:128])


def test_every_party_is_told_by_words_beside_its_dots_and_in_the_key() -> None:
    root = drawing(chamber_svg(COMMONS, layout="westminster", title="The House", vacancies=1)).root
    assert texts(root, "block") == ["Con 314", "Lab 245", "Lab Co-op 1", "SNP 35", "Spk 1", "Ind 20", "Vacant 1"]
    key = texts(root, "key")
    for block in COMMONS:
        at = key.index(block.label)
        assert key[at - 1] == block.short
        assert key[at + 1] == str(block.seats)
    assert key[-3:-1] == ["Vacant", "1"]


def test_the_numbers_are_told_in_words() -> None:
    root = drawing(chamber_svg(COMMONS, layout="westminster", title="The House", vacancies=1)).root
    assert root.attrib["role"] == "img"
    named = {element.attrib["id"]: element.text for element in root if "id" in element.attrib}
    assert named[root.attrib["aria-labelledby"]] == "The House"
    assert named[root.attrib["aria-describedby"]] == (
        "616 members. Government, 314: Conservative Party 314. Opposition, 281: Labour Party 245, Labour and "
        "Co-operative 1, Scottish National Party 35. In the chair, 1: Speaker 1. Cross benches, 20: Independent 20. "
        "Vacant: 1. Marked as having moved: Nell Ashworth (Independent), Ada Merrin (Independent)."
    )
    arcs = drawing(chamber_svg(HOLYROOD, layout="hemicycle", title="Holyrood")).root
    words = arcs.findtext(f"{SVG}desc") or ""
    assert words.startswith("129 members. From left to right: Scottish Greens 6, Scottish National Party 62,")
    assert words.endswith("In the chair: Presiding Officer 1.")


def test_those_who_moved_have_a_ring_and_their_name() -> None:
    root = drawing(chamber_svg(COMMONS, layout="westminster", title="The House")).root
    movers = root.findall(f".//{SVG}g[@class='mover']")
    assert [mover.findtext(f"{SVG}title") for mover in movers] == [
        "Nell Ashworth (Independent)",
        "Ada Merrin (Independent)",
    ]
    for mover in movers:
        ring, dot = mover.iterfind(f"{SVG}circle")
        assert (ring.attrib["class"], dot.attrib["class"]) == ("ring", "dot")
        assert float(dot.attrib["r"]) < float(ring.attrib["r"]) - float(ring.attrib["stroke-width"])
    assert texts(root, "key")[-1] == "Moved (2): Nell Ashworth, Ada Merrin"


def test_more_movers_than_members_are_no_more_dots_than_members() -> None:
    block = Block("ind", "Independent", "Ind", None, 1, "cross", ("Nell Ashworth", "Ada Merrin"))
    assert len(drawing(chamber_svg([block], layout="westminster", title="The House")).places) == 1


@LAYOUTS
def test_parties_of_one_colour_bear_different_marks(layout: Layout) -> None:
    root = drawing(chamber_svg(COMMONS, layout=layout, title="The House")).root
    blocks = {
        (block.findtext(f"{SVG}text") or "").strip(): block for block in root.iterfind(f".//{SVG}g[@class='block']")
    }
    assert not blocks["Lab"].findall(f"{SVG}path")
    assert len(blocks["Lab Co-op"].findall(f"{SVG}path")) == 1
    assert len(blocks["Spk"].findall(f"{SVG}path")) == 1  # grey, as the Independents are


def test_a_party_with_members_on_its_benches_and_in_the_chair_looks_one() -> None:
    blocks = (
        Block("lab", "Labour", "", None, 37, "opposition"),
        Block("snp", "Scottish National Party", "SNP", None, 64, "government"),
        Block("lab", "Labour", "", None, 1, "chair"),
    )
    root = drawing(chamber_svg(blocks, layout="hemicycle", title="Holyrood")).root
    fills = [
        block.find(f"{SVG}circle[@class='dot']").attrib["fill"]  # type: ignore[union-attr]
        for block in root.iterfind(f".//{SVG}g[@class='block']")
    ]
    assert fills[0] == fills[2] != fills[1]
    assert "Labour, in the chair" in texts(root, "key")


def test_parties_of_one_short_name_are_called_by_their_names() -> None:
    blocks = (
        Block("lib", "Liberal Party", "Lib", None, 2, "opposition"),
        Block("libertarian", "Libertarians", "Lib", None, 3, "opposition"),
    )
    root = drawing(chamber_svg(blocks, layout="westminster", title="The House")).root
    assert texts(root, "block") == ["Liberal Party 2", "Libertarians 3"]


HOSTILE = "</title><script>alert(1)</script>&\x00\x1b[31m\u202e\ud800\ufffe<!--]]>\"' onload=x"


@LAYOUTS
def test_hostile_names_stay_text(layout: Layout) -> None:
    block = Block(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 3, "government", (HOSTILE,))
    svg = chamber_svg([block, block._replace(side="chair")], layout=layout, title=HOSTILE, vacancies=1)
    svg.encode("utf-8")
    root = ET.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "g", "circle", "path", "polyline", "text", "tspan")
    }
    assert not {name for element in root.iter() for name in element.attrib if name.startswith("on")}
    assert "<script>alert(1)</script>" in (root.findtext(f"{SVG}title") or "")


@LAYOUTS
@given(text=st.text(max_size=30), short=st.text(max_size=30))
@settings(deadline=None, max_examples=40)
def test_whatever_the_text_it_is_well_formed(layout: Layout, text: str, short: str) -> None:
    block = Block(text, text, short, text, 2, "opposition", (text,))
    made = drawing(chamber_svg([block], layout=layout, title=text))
    assert made.root.findtext(f"{SVG}title") == (plain(text) or "The chamber")


@LAYOUTS
def test_nothing_is_fetched_and_nothing_runs(layout: Layout) -> None:
    svg = chamber_svg(COMMONS, layout=layout, title="The House", vacancies=1)
    assert svg.count("://") == 1  # the name of the format
    assert not re.search(r"script|href|url\(|@import|foreignObject", svg)


@LAYOUTS
def test_the_same_blocks_give_the_same_bytes_and_others_another_name(layout: Layout) -> None:
    svg = chamber_svg(COMMONS, layout=layout, title="The House")
    assert svg == chamber_svg(list(COMMONS), layout=layout, title="The House")
    other = ET.fromstring(chamber_svg(COMMONS[1:], layout=layout, title="The House"))
    assert ET.fromstring(svg).attrib["id"] != other.attrib["id"]


def test_the_style_reaches_nothing_outside_the_picture() -> None:
    root = ET.fromstring(chamber_svg(COMMONS, layout="westminster", title="The House"))
    style = root.findtext(f"{SVG}style") or ""
    rules = re.fullmatch(r"@media \(prefers-color-scheme:dark\)\{(.*)\}", style)
    assert rules
    for selectors in re.findall(r"([^{}]+)\{", rules[1]):
        assert all(selector.startswith(f"#{root.attrib['id']} .") for selector in selectors.split(","))


@LAYOUTS
def test_a_house_of_nobody_is_a_title_and_an_empty_floor(layout: Layout) -> None:
    made = drawing(chamber_svg([Block("x", "X", "X", None, 0, "cross")], layout=layout, title="Dissolved"))
    assert made.places == []
    assert made.root.findtext(f"{SVG}desc") == "0 members."
