"""The hemicycle: arcs of dots in wedges, one for each party, from left to right; numbers go in, a `Plan` comes out.

A wedge takes the angle that its members need at the largest distance between dots that lets all wedges stand in the
half circle. Small parties fill the outer rows first, so that each wedge reaches the rim, where its label stands.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from chiltern.house.chamber_layout import SIZE, Group, Placed, Plan, Spot, Words, in_lines, radius

_RIM = 300.0  # radius of the outermost row
_SMALLEST_RIM = 110.0  # that of a few members, who need one row only
_HOLE = 0.36  # radius of the innermost row at least, as a part of the rim
_WIDEST = 30.0  # distance between dots
_PARTING, _WIDEST_PARTING = 0.7, 10.0  # what parts two parties more: a share of that distance, up to a length
_OUTSIDE = 20.0  # from the rim to the labels
_ASIDE = 60.0  # how much farther out a label may stand so that its line does not cut through the arcs
_LABEL = SIZE + 4.0  # what one label takes of the height
_TRIES = 30  # halvings in the search for the distance between dots: finer than a billionth


class _Wedge(NamedTuple):
    """The dots of a party in each row from the rim inwards, and the angle that they need."""

    rows: tuple[int, ...]
    angle: float


class _Arcs(NamedTuple):
    """A whole hemicycle: the distance between dots, the radius of each row, the wedges."""

    pitch: float
    radii: tuple[float, ...]
    wedges: tuple[_Wedge, ...]

    @property
    def angle(self) -> float:
        return sum(wedge.angle for wedge in self.wedges)


class _Tag(NamedTuple):
    """A label that wants to stand at an angle, 0 at the left end and pi at the right end."""

    number: int
    angle: float
    width: float


def hemicycle(groups: Sequence[Group], desk: Sequence[Group], least: float) -> Plan:
    """The groups of the plan are those of the arcs, then those at the desk below; the heading is in the middle."""
    arcs = _arcs([group.seats for group in groups])
    rim = arcs.radii[0]
    placed: list[tuple[Spot, ...]] = []
    tags: list[_Tag] = []
    begin, stretch = 0.0, pi / arcs.angle if arcs.angle else 1.0
    for number, wedge in enumerate(arcs.wedges):
        end = begin + wedge.angle * stretch
        placed.append(_dots(wedge, arcs, begin, end, stretch))
        tags.append(_Tag(number, (begin + end) / 2, groups[number].label))
        begin = end
    labels = _labels(tags, rim, radius(arcs.pitch))
    side = max([rim + radius(arcs.pitch), *(abs(words.at.x) + tags[n].width for n, (words, _) in labels.items())])
    width = max(least, 2 * side)
    over = max([rim + arcs.pitch, *(_LABEL / 2 - words.at.y for words, _ in labels.values())])
    under = max([radius(arcs.pitch) + 8, *(words.at.y + _LABEL / 2 for words, _ in labels.values())])
    middle = Spot(width / 2, over)
    foot = in_lines(desk, arcs.pitch, Spot(middle.x, over + under), width, axis=True)
    moved = [
        Placed(_moved(spots, middle), Words(_moved([words.at], middle)[0], words.anchor), _moved(leader, middle))
        for spots, (words, leader) in zip(placed, (labels[number] for number in range(len(placed))), strict=True)
    ]
    height = over + under + (foot.height if desk else 0.0)
    heading = Words(Spot(middle.x, over - max(0.0, arcs.radii[-1] - arcs.pitch) * 0.3), "middle")
    return Plan(width, height, radius(arcs.pitch), (*moved, *foot.groups), (heading,))


def _arcs(seats: Sequence[int]) -> _Arcs:
    """The largest distance between dots at which all stand in the half circle; few members have a smaller circle."""
    if _at(_WIDEST, _RIM, seats).angle > pi:
        return _tightest(lambda pitch: _at(pitch, _RIM, seats), 0.0, _WIDEST)
    if _at(_WIDEST, _SMALLEST_RIM, seats).angle > pi:
        return _tightest(lambda rim: _at(_WIDEST, rim, seats), _RIM, _SMALLEST_RIM)
    rows = next(rows for rows in range(1, 9) if _at(_WIDEST, _SMALLEST_RIM, seats, rows).angle <= pi)
    return _at(_WIDEST, _SMALLEST_RIM, seats, rows)


def _tightest(made: Callable[[float], _Arcs], loose: float, tight: float) -> _Arcs:
    """What is made at the value nearest to `tight` at which all wedges still stand in the half circle."""
    best = made(loose) if loose else None
    for _ in range(_TRIES):
        middle = (loose + tight) / 2
        tried = made(middle)
        if tried.angle <= pi:
            loose, best = middle, tried
        else:
            tight = middle
    return best or made(loose)


def _at(pitch: float, rim: float, seats: Sequence[int], rows: int | None = None) -> _Arcs:
    """The hemicycle with dots at this distance, in so many rows or in all that there is room for."""
    count = rows or int(rim * (1 - _HOLE) / pitch) + 1
    radii = tuple(rim - row * pitch for row in range(count))
    return _Arcs(pitch, radii, tuple(_wedge(number, radii, pitch) for number in seats))


def _parting(pitch: float) -> float:
    """The distance between dots of two parties in one row."""
    return pitch + min(_PARTING * pitch, _WIDEST_PARTING)


def _wedge(seats: int, radii: Sequence[float], pitch: float) -> _Wedge:
    """The narrowest wedge: each dot stands in the row that has room for it at the smallest angle."""
    parting = _parting(pitch)
    ready = [(parting / length, row) for row, length in enumerate(radii)]
    rows = [0] * len(radii)
    angle = 0.0
    for _ in range(seats):
        angle, row = ready[0]
        rows[row] += 1
        heapq.heapreplace(ready, ((parting + rows[row] * pitch) / radii[row], row))
    return _Wedge(tuple(rows), angle)


def _dots(wedge: _Wedge, arcs: _Arcs, begin: float, end: float, stretch: float) -> tuple[Spot, ...]:
    """The dots of a wedge from left to right, evenly from edge to edge in each row."""
    found: list[tuple[float, Spot]] = []
    for count, length in zip(wedge.rows, arcs.radii, strict=True):
        margin = _parting(arcs.pitch) / 2 / length * stretch
        first, last = begin + margin, end - margin
        for number in range(count):
            angle = first + (last - first) * number / (count - 1) if count > 1 else (begin + end) / 2
            found.append((angle, _spot(length, angle)))
    return tuple(spot for _, spot in sorted(found))


def _spot(length: float, angle: float) -> Spot:
    """A place about the middle of the half circle."""
    return Spot(-length * cos(angle), -length * sin(angle))


def _labels(tags: Sequence[_Tag], rim: float, dot: float) -> dict[int, tuple[Words, tuple[Spot, ...]]]:
    """For each wedge where its label stands and the line that leads there; no label covers another or a dot."""
    reach = rim + dot + _OUTSIDE
    if len(tags) == 1:
        at = Spot(0.0, -reach - _LABEL / 2)
        return {tags[0].number: (Words(at, "middle"), (_spot(rim + dot + 3, tags[0].angle), Spot(0.0, -reach)))}
    found: dict[int, tuple[Words, tuple[Spot, ...]]] = {}
    for outward in (-1, 1):
        half = [tag for tag in tags if (tag.angle < pi / 2) == (outward < 0)]
        half.sort(key=lambda tag: tag.angle * outward)
        heights = _spread([-reach * sin(tag.angle) for tag in half], _LABEL, 6.0)
        for tag, y in zip(half, heights, strict=True):
            start = _spot(rim + dot + 3, tag.angle)
            circle = sqrt(max(0.0, reach**2 - y**2)) if y < 0 else reach
            x = max(circle, min(_clear(start, y), circle + _ASIDE), abs(start.x), 7.0)
            words = Words(Spot(outward * x, y), "start" if outward > 0 else "end")
            found[tag.number] = (words, (start, Spot(outward * (x - 4), y)))
    return found


def _clear(start: Spot, y: float) -> float:
    """How far out a line from `start` must end at the height `y` so that it does not cut through the arcs."""
    away = abs(start.x)
    if away < 1:
        return 0.0
    return (start.x**2 + start.y**2 - start.y * y) / away


def _spread(wanted: Sequence[float], apart: float, lowest: float) -> list[float]:
    """Heights as near as can be to those wanted, which go up, at least `apart` from each other; none below `lowest`."""
    # Labels too close form a heap about the mean of what they want; heaps that meet become one.
    heaps: list[tuple[float, int]] = []
    for number, height in enumerate(wanted):
        total, count = height - number * apart, 1
        while heaps and heaps[-1][0] / heaps[-1][1] >= total / count:
            before = heaps.pop()
            total, count = total + before[0], count + before[1]
        heaps.append((total, count))
    level = [total / count for total, count in heaps for _ in range(count)]
    made = [height + number * apart for number, height in enumerate(level)]
    for number in range(len(made) - 1, -1, -1):
        made[number] = min(made[number], lowest - (len(made) - 1 - number) * apart)
    return made


def _moved(spots: Sequence[Spot], by: Spot) -> tuple[Spot, ...]:
    return tuple(Spot(spot.x + by.x, spot.y + by.y) for spot in spots)
