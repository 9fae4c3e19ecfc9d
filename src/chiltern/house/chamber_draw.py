"""The pieces of a picture of the chamber: places and inks go in, one SVG document comes out.

The document is a tree of elements, so that no name can be taken for markup, and its style reaches only itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple
from xml.etree import ElementTree as ET

from chiltern.house.chamber_ink import DARK, FONT, LIGHT, MARKS, Ink, fitted, width, wrapped
from chiltern.house.chamber_layout import SIZE, Placed, Plan, Spot, Words
from chiltern.house.model import Side

_TITLE = 20.0  # size of the title's text
_ROW = 23.0  # height of a line of the key
_SWATCH = 6.0  # radius of a dot in the key
_INDENT = 3.5 * _SWATCH  # of the words beside that dot
_NAME_ROOM = 330.0  # for a party's name in the key
_COLUMNS, _BETWEEN = 3, 34.0  # of the key: how many at most, and what is between two
_NOTE_LINES = 4
_MIDDLE_OF_TEXT = 0.35  # from the middle of a line of text down to its foot, as a part of its size


class Drawn(NamedTuple):
    """A block as the picture shows it, its text made fit; without an ink its dots are hollow, for vacant places."""

    label: str
    short: str
    seats: int
    ink: Ink | None = None
    side: Side | None = None
    movers: tuple[str, ...] = ()

    @property
    def label_width(self) -> float:
        return width(f"{self.short} {self.seats:,}", SIZE) * 1.05  # the number is bold

    @property
    def abbreviation(self) -> str:
        """The short name, where it is more than the beginning of the full one."""
        name = self.label.partition(", ")[0]
        return "" if self.short == name or self.short.endswith("…") else self.short

    @property
    def told(self) -> str:
        return f"{self.label}: {self.seats:,}" + (f", {self.side}" if self.side else "")


class _Column(NamedTuple):
    """A column of the key, and how wide it is: the short names, and all."""

    drawn: Sequence[Drawn]
    shorts: float
    long: float

    @classmethod
    def of(cls, drawn: Sequence[Drawn]) -> _Column:
        shorts = max((width(one.abbreviation, SIZE) * 1.05 + 10 for one in drawn if one.abbreviation), default=0.0)
        names = max(min(width(one.label, SIZE), _NAME_ROOM) for one in drawn)
        numbers = max(width(f"{one.seats:,}", SIZE) * 1.05 + 14 for one in drawn)
        return cls(drawn, shorts, _INDENT + shorts + names + numbers)


class Picture:
    """An SVG that grows downwards: heading, chamber, key, and a note of those who moved."""

    def __init__(self, name: str, title: str, words: str, wide: float, margin: float) -> None:
        self._name, self._wide, self._margin = name, wide, margin
        self._left = self._y = margin
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "id": name,
                "role": "img",
                "aria-labelledby": f"{name}-title",
                "aria-describedby": f"{name}-words",
                "font-family": FONT,
            },
        )
        ET.SubElement(self._root, "title", {"id": f"{name}-title"}).text = title
        ET.SubElement(self._root, "desc", {"id": f"{name}-words"}).text = words
        ET.SubElement(self._root, "style").text = _style(name)
        self._paper = ET.SubElement(self._root, "rect", {"class": "paper", "fill": f"#{LIGHT['paper']}"})

    def text(self) -> str:
        high = self._y + self._margin
        self._root.set("viewBox", f"0 0 {_n(self._wide)} {_n(high)}")
        self._paper.attrib |= {"width": _n(self._wide), "height": _n(high)}
        return ET.tostring(self._root, encoding="unicode") + "\n"

    def heading(self, title: str) -> None:
        for line in wrapped(title, _TITLE * 1.05, self._wide - 2 * self._margin, most=2):
            self._y += _TITLE * 1.3
            at = Spot(self._wide / 2, self._y - _TITLE / 2)
            self._words(self._root, line, Words(at, "middle"), _TITLE, bold=True)
        self._y += _TITLE * 0.9

    def chamber(self, plan: Plan, order: Sequence[Drawn], headings: Sequence[str]) -> None:
        """The groups of the plan are the blocks in this order."""
        across = (self._wide - plan.width) / 2
        whole = ET.SubElement(self._root, "g", {"transform": f"translate({_n(across)} {_n(self._y)})"})
        if plan.table is not None:
            _box(whole, *plan.table)
        size = SIZE if len(plan.headings) > 1 else SIZE * 2
        for at, words in zip(plan.headings, headings, strict=False):
            if words:
                self._words(whole, words, at, size, quiet=len(plan.headings) > 1, bold=len(plan.headings) == 1)
        for placed, one in zip(plan.groups, order, strict=True):
            self._block(whole, placed, one, plan.radius)
        self._y += plan.height

    def key(self, drawn: Sequence[Drawn]) -> None:
        """Every block by its full name, in as many columns as there is room for, the numbers in a column of each."""
        if not drawn:
            return
        self._y += _ROW
        most = min(len(drawn), _COLUMNS)
        for count in range(most, 0, -1):
            rows = ceil(len(drawn) / count)
            columns = [_Column.of(drawn[at : at + rows]) for at in range(0, len(drawn), rows)]
            long = sum(column.long for column in columns) + _BETWEEN * (len(columns) - 1)
            if long <= self._wide - 2 * self._margin:
                break
        self._left = x = max(self._margin, (self._wide - long) / 2)
        for column in columns:
            self._column(column, x)
            x += column.long + _BETWEEN
        self._y += rows * _ROW

    def _column(self, column: _Column, x: float) -> None:
        for row, one in enumerate(column.drawn):
            y = self._y + (row + 0.5) * _ROW
            line = ET.SubElement(self._root, "g", {"class": "key"})
            _dots(line, [Spot(x + _SWATCH, y)], one._replace(movers=()), _SWATCH)
            if one.abbreviation:
                self._words(line, one.abbreviation, Words(Spot(x + _INDENT, y), "start"), SIZE, bold=True)
            name = Words(Spot(x + _INDENT + column.shorts, y), "start")
            self._words(line, fitted(one.label, SIZE, _NAME_ROOM), name, SIZE)
            self._words(line, f"{one.seats:,}", Words(Spot(x + column.long, y), "end"), SIZE, bold=True)

    def moved(self, names: Sequence[str]) -> None:
        """What the ring means, and whom it stands for."""
        if not names:
            return
        self._y += _ROW / 2
        line = ET.SubElement(self._root, "g", {"class": "key"})
        x, y = self._left, self._y + _ROW / 2
        _ring(line, Spot(x + _SWATCH, y), _SWATCH)
        _dot(line, Spot(x + _SWATCH, y), _SWATCH * 0.5, f"#{LIGHT['edge']}")
        x += _INDENT
        told = f"Moved ({len(names):,}): {', '.join(names)}"
        for words in wrapped(told, SIZE, self._wide - x - self._margin, _NOTE_LINES):
            self._words(line, words, Words(Spot(x, self._y + _ROW / 2), "start"), SIZE, quiet=True)
            self._y += _ROW * 0.85

    def _block(self, parent: ET.Element, placed: Placed, one: Drawn, radius: float) -> None:
        group = ET.SubElement(parent, "g", {"class": "block"})
        ET.SubElement(group, "title").text = one.told
        if placed.leader:
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in placed.leader)
            edge = {"class": "line", "fill": "none", "stroke": f"#{LIGHT['edge']}", "stroke-width": "0.8"}
            ET.SubElement(group, "polyline", {"points": points, **edge})
        _dots(group, placed.spots, one, radius)
        label = self._words(group, one.short + " ", placed.label, SIZE)
        ET.SubElement(label, "tspan", {"font-weight": "600"}).text = f"{one.seats:,}"

    def _words(
        self, parent: ET.Element, text: str, words: Words, size: float, *, quiet: bool = False, bold: bool = False
    ) -> ET.Element:
        kind = "quiet" if quiet else "text"
        at = {"x": _n(words.at.x), "y": _n(words.at.y + size * _MIDDLE_OF_TEXT)}
        style = {"class": kind, "fill": f"#{LIGHT[kind]}", "font-size": _n(size), "text-anchor": words.anchor}
        made = ET.SubElement(parent, "text", {**at, **style, **({"font-weight": "600"} if bold else {})})
        made.text = text
        return made


def _dots(parent: ET.Element, spots: Sequence[Spot], one: Drawn, radius: float) -> None:
    """The dots of a block; its movers are the last of them."""
    if one.ink is None:
        for spot in spots:
            edge = {
                "class": "hollow",
                "fill": "none",
                "stroke": f"#{LIGHT['edge']}",
                "stroke-dasharray": _n(radius / 2),
            }
            _circle(parent, spot, radius * 0.9, {**edge, "stroke-width": _n(radius * 0.2)})
        return
    stay = len(spots) - min(len(one.movers), len(spots))
    for spot in spots[:stay]:
        _dot(parent, spot, radius, f"#{one.ink.colour}")
    _marks(parent, spots[:stay], one.ink, radius)
    for spot, name in zip(spots[stay:], one.movers, strict=False):
        mover = ET.SubElement(parent, "g", {"class": "mover"})
        ET.SubElement(mover, "title").text = f"{name} ({one.label})"
        _ring(mover, spot, radius)
        _dot(mover, spot, radius * 0.58, f"#{one.ink.colour}")
        _marks(mover, [spot], one.ink, radius * 0.58)


def _dot(parent: ET.Element, spot: Spot, radius: float, colour: str) -> None:
    # A pale dot on white paper and a dark one on black are seen by their edge.
    edge = {"stroke": f"#{LIGHT['edge']}", "stroke-width": _n(min(1.0, radius * 0.14))}
    _circle(parent, spot, radius - min(0.5, radius * 0.07), {"class": "dot", "fill": colour, **edge})


def _ring(parent: ET.Element, spot: Spot, radius: float) -> None:
    wide = min(max(1.2, radius * 0.22), 2.2)
    edge = {"fill": "none", "stroke": f"#{LIGHT['text']}", "stroke-width": _n(wide)}
    _circle(parent, spot, radius * 1.08 - wide / 2, {"class": "ring", **edge})


def _circle(parent: ET.Element, spot: Spot, radius: float, look: dict[str, str]) -> None:
    ET.SubElement(parent, "circle", {"cx": _n(spot.x), "cy": _n(spot.y), "r": _n(radius), **look})


def _marks(parent: ET.Element, spots: Sequence[Spot], ink: Ink, radius: float) -> None:
    for spot in spots if ink.mark else ():
        where = f"translate({_n(spot.x)} {_n(spot.y)}) scale({_n(radius)})"
        look = {"fill": "none", "stroke": f"#{ink.mark_colour}", "stroke-width": "0.26"}
        ET.SubElement(parent, "path", {"class": "mark", "d": MARKS[ink.mark], "transform": where, **look})


def _box(parent: ET.Element, corner: Spot, opposite: Spot) -> None:
    size = {"width": _n(opposite.x - corner.x), "height": _n(opposite.y - corner.y), "rx": "4"}
    look = {"class": "table", "fill": "none", "stroke": f"#{LIGHT['faint']}", "stroke-width": "1.5"}
    ET.SubElement(parent, "rect", {"x": _n(corner.x), "y": _n(corner.y), **size, **look})


def _style(name: str) -> str:
    """Dark paper for those who prefer it; light colours are attributes too, for programs that know no style."""
    rules = (
        (".paper", "fill", "paper"),
        (".text", "fill", "text"),
        (".quiet", "fill", "quiet"),
        (".ring", "stroke", "text"),
        (".dot,.hollow,.line", "stroke", "edge"),
        (".table", "stroke", "faint"),
    )
    dark = "".join(
        ",".join(f"#{name} {kind}" for kind in kinds.split(",")) + f"{{{what}:#{DARK[colour]}}}"
        for kinds, what, colour in rules
    )
    return f"@media (prefers-color-scheme:dark){{{dark}}}"


def _n(number: float) -> str:
    """A length with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number else "0"
