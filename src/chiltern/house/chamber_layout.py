"""Where everything stands in a picture of the chamber: numbers of members go in, places of dots and labels come out.

`westminster` faces two sides of benches, the chair at the head and the cross benches at the foot. `hemicycle` is in
`house/chamber_arcs.py`. Lengths are units of the picture; x goes right and y goes down. No dot overlaps another.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Literal, NamedTuple

SIZE = 14.0  # of the text of labels
LINE = 18.0  # what one label takes of the height
_DOT = 0.42  # a dot's radius as a part of the distance between dots
_CLOSEST, _WIDEST = 11.0, 24.0  # distance between dots
_HEIGHT = 400.0  # of the longer side's benches, where the dots leave the choice
_LENGTHWISE = 1.7  # benches are that many times longer than a side is deep
_FLOOR = 120.0  # between the sides
_BETWEEN = 6.0  # what parts one party's dots from the next one's, more than the dots of one
_APART = 26.0  # between groups that stand in one line
_BESIDE = 9.0  # between dots and the words beside them
_HEADING = 30.0

Anchor = Literal["start", "middle", "end"]


class Spot(NamedTuple):
    x: float
    y: float


class Words(NamedTuple):
    """Where a line of text stands: the middle of its height, and its start, middle or end."""

    at: Spot
    anchor: Anchor


class Placed(NamedTuple):
    """One group: a spot for each of its members, where its label stands, and the line that leads from dots to label."""

    spots: tuple[Spot, ...]
    label: Words
    leader: tuple[Spot, ...] = ()


class Plan(NamedTuple):
    """A drawing of the chamber from 0, 0 to `width`, `height`; `groups` in the order in which they were given.

    `headings` are what the picture has beside the groups: the names of the sides, or the number in the middle.
    `table` is the left upper and the right lower corner of the table between the sides.
    """

    width: float
    height: float
    radius: float
    groups: tuple[Placed, ...]
    headings: tuple[Words, ...]
    table: tuple[Spot, Spot] | None = None


class Group(NamedTuple):
    """What the layout needs to know of a party: its members, and how wide its label is."""

    seats: int
    label: float


class Lines(NamedTuple):
    """Groups that stand in lines, each with its label on the right."""

    groups: tuple[Placed, ...]
    height: float


def radius(pitch: float) -> float:
    return pitch * _DOT


def westminster(
    government: Sequence[Group],
    opposition: Sequence[Group],
    chair: Sequence[Group],
    cross: Sequence[Group],
    least: float,
) -> Plan:
    """The groups of the plan are those of the government, of the opposition, in the chair and across, in this order.

    Headings: government, opposition, and across where anybody sits there. `least` is how wide the plan is at least.
    """
    sides = (government, opposition)
    columns, pitch = _benches(max(sum(group.seats for group in side) for side in sides), sides)
    labels = max((group.label for side in sides for group in side), default=0.0) + _BESIDE
    depth = columns * pitch
    width = max(least, 2 * (labels + depth) + _FLOOR)
    middle = width / 2
    head = in_lines(chair, pitch, Spot(middle, 0), width, axis=True)
    top = head.height + _HEADING
    left = _side(government, columns, pitch, Spot(middle - _FLOOR / 2, top), -1, depth)
    right = _side(opposition, columns, pitch, Spot(middle + _FLOOR / 2, top), 1, depth)
    bottom = top + max(left.height, right.height)
    headings = [
        Words(Spot(middle - _FLOOR / 2, top - _HEADING / 2), "end"),
        Words(Spot(middle + _FLOOR / 2, top - _HEADING / 2), "start"),
    ]
    foot = Lines((), 0.0)
    if cross:
        headings.append(Words(Spot(middle, bottom + _HEADING * 0.7), "middle"))
        foot = in_lines(cross, pitch, Spot(middle, bottom + _HEADING * 1.2), width)
        bottom += _HEADING * 1.2 + foot.height
    length = max(left.height, right.height)
    table = (Spot(middle - 16, top + 4), Spot(middle + 16, top + max(24.0, length * 0.45)))
    groups = (*left.groups, *right.groups, *head.groups, *foot.groups)
    return Plan(width, bottom, radius(pitch), groups, tuple(headings), table)


def in_lines(groups: Sequence[Group], pitch: float, top: Spot, room: float, *, axis: bool = False) -> Lines:
    """Groups side by side, as many in a line as there is room for, each line about the middle of `top`.

    With `axis` the dots of a group that is alone stand about the middle, not the dots with their label.
    """
    most = max(1, min(30, int((room - max((group.label for group in groups), default=0) - _BESIDE) / pitch)))
    lines: list[list[Group]] = []
    for group in groups:
        if lines and sum(_long(one, most, pitch) + _APART for one in lines[-1]) + _long(group, most, pitch) <= room:
            lines[-1].append(group)
        else:
            lines.append([group])
    placed: list[Placed] = []
    y = top.y
    for line in lines:
        height = max(max(LINE, ceil(group.seats / most) * pitch) for group in line)
        x = top.x - (sum(_long(group, most, pitch) + _APART for group in line) - _APART) / 2
        if axis and len(groups) == 1:
            long = _long(groups[0], most, pitch)
            x = min(top.x - min(groups[0].seats, most) * pitch / 2, top.x + room / 2 - long)
        for group in line:
            rows, columns = ceil(group.seats / most), min(group.seats, most)
            first = Spot(x + pitch / 2, y + height / 2 - (rows - 1) * pitch / 2)
            spots = _grid(group.seats, columns, first, pitch, 1)
            label = Words(Spot(x + columns * pitch + _BESIDE, y + height / 2), "start")
            placed.append(Placed(spots, label))
            x += _long(group, most, pitch) + _APART
        y += height + _BETWEEN
    return Lines(tuple(placed), y - top.y)


def _long(group: Group, most: int, pitch: float) -> float:
    return min(group.seats, most) * pitch + _BESIDE + group.label


def _benches(members: int, sides: Sequence[Sequence[Group]]) -> tuple[int, float]:
    """How many dots deep the sides are, and how far apart the dots: as far as the height allows."""
    columns = max(1, round(sqrt(members / _LENGTHWISE)))
    pitch = _WIDEST
    while pitch > _CLOSEST and max(_tall(side, columns, pitch) for side in sides) > _HEIGHT:
        pitch -= 0.5
    return columns, pitch


def _tall(side: Sequence[Group], columns: int, pitch: float) -> float:
    return sum(max(LINE, ceil(group.seats / columns) * pitch) + _BETWEEN for group in side)


def _side(
    side: Sequence[Group], columns: int, pitch: float, corner: Spot, outward: Literal[-1, 1], depth: float
) -> Lines:
    """One side's groups from the chair down, each on rows of its own that begin at the floor; labels stand outside."""
    placed: list[Placed] = []
    y = corner.y
    outside = corner.x + outward * (depth + _BESIDE)
    for group in side:
        rows = ceil(group.seats / columns)
        height = max(LINE, rows * pitch)
        first = Spot(corner.x + outward * pitch / 2, y + height / 2 - (rows - 1) * pitch / 2)
        spots = _grid(group.seats, columns, first, pitch, outward)
        # The label stands at the middle, beside a full row where there is one.
        row = (rows - 1) // 2
        level = y + height / 2 if rows % 2 or rows * columns == group.seats else first.y + row * pitch
        last = spots[min((row + 1) * columns, group.seats) - 1]
        near = Spot(last.x + outward * pitch * 0.75, last.y)
        far = Spot(outside - outward * _BESIDE / 2, last.y)
        leads = (far.x - near.x) * outward > 2 * pitch
        label = Words(Spot(outside, last.y if leads else level), "start" if outward > 0 else "end")
        placed.append(Placed(spots, label, (near, far) if leads else ()))
        y += height + _BETWEEN
    return Lines(tuple(placed), y - corner.y)


def _grid(seats: int, columns: int, first: Spot, pitch: float, outward: int) -> tuple[Spot, ...]:
    return tuple(
        Spot(first.x + outward * (number % columns) * pitch, first.y + number // columns * pitch)
        for number in range(seats)
    )
