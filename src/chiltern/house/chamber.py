"""The chamber as a picture: blocks of members go in, an SVG that scales and reads without colour comes out.

Each party's dots stand together with its short name and number beside them; the key below gives names in full. Dots of
two parties with one colour bear marks, those who moved have a ring, vacant places are hollow. The picture follows the
reader's preference for light or dark, a screen reader finds the numbers in words, and nothing in it runs or is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from chiltern.house.chamber_arcs import hemicycle
from chiltern.house.chamber_draw import Drawn, Picture
from chiltern.house.chamber_ink import fitted, inks, plain
from chiltern.house.chamber_layout import SIZE, Group, Plan, westminster
from chiltern.house.model import Side
from chiltern.house.rules import Layout

_MARGIN = 24.0
_LEAST = 740.0  # width, so that the title and the key have room
_SHORT_ROOM = 150.0  # for a short name beside its block
_SIDES: tuple[Side, ...] = ("government", "opposition", "chair", "cross")
_SIDE_NAMES = {
    "government": "Government",
    "opposition": "Opposition",
    "chair": "In the chair",
    "cross": "Cross benches",
}


class Block(NamedTuple):
    """The members of one party on one side. `colour` is six hexadecimal digits; `movers` are names, of some of them."""

    id: str
    label: str
    short: str
    colour: str | None
    seats: int
    side: Side
    movers: tuple[str, ...] = ()


def chamber_svg(blocks: Sequence[Block], *, layout: Layout, title: str, vacancies: int = 0) -> str:
    """An SVG document with one dot for each seat of each block and a hollow one for each vacancy.

    In a `westminster` the sides face each other, each party from the chair down in the order given; in a `hemicycle`
    the wedges go from left to right in the order given, and the chair is at the desk. Blocks of no seats are left out.
    The same blocks give the same bytes.
    """
    drawn = _drawn(blocks)
    vacant = [Drawn("Vacant", "Vacant", vacancies)] if vacancies > 0 else []
    plan, order, headings = (_benches if layout == "westminster" else _arcs)(drawn, vacant)
    told, words = plain(title) or "The chamber", _in_words(drawn, vacant, layout)
    name = f"chamber-{crc32(f'{layout} {told} {words}'.encode()):08x}"
    picture = Picture(name, told, words, plan.width + 2 * _MARGIN, _MARGIN)
    picture.heading(told)
    picture.chamber(plan, order, headings)
    picture.key([*drawn, *vacant])
    picture.moved([mover for one in drawn for mover in one.movers])
    return picture.text()


def _drawn(blocks: Sequence[Block]) -> list[Drawn]:
    """The blocks that have members, with text made fit and an ink for each party, in the order given."""
    seated = [block for block in blocks if block.seats > 0]
    # One party may sit in two blocks: its own benches and the chair.
    parties: dict[str, Block] = {}
    for block in seated:
        parties.setdefault(_party(block), block)
    # Of parties of one colour the largest stays without a mark.
    largest = sorted(parties.values(), key=lambda block: -block.seats)
    ink = dict(zip(map(_party, largest), inks([block.colour for block in largest]), strict=True))
    shorts = [plain(block.short) for block in parties.values()]
    made = []
    for block in seated:
        label = plain(block.label) or plain(block.id) or "Unnamed"
        short = plain(block.short)
        # Two parties of one short name are told apart by their names.
        beside = fitted(short if short and shorts.count(short) == 1 else label, SIZE, _SHORT_ROOM)
        twice = sum(_party(other) == _party(block) for other in seated) > 1
        name = f"{label}, {_SIDE_NAMES[block.side].lower()}" if twice and block.side == "chair" else label
        movers = tuple(plain(mover) for mover in block.movers[: block.seats])
        made.append(Drawn(name, beside, block.seats, ink[_party(block)], block.side, movers))
    return made


def _party(block: Block) -> str:
    return block.id or block.label


def _benches(drawn: Sequence[Drawn], vacant: Sequence[Drawn]) -> tuple[Plan, list[Drawn], list[str]]:
    """The plan, the blocks in its order, and its headings; vacant places stand across, where nobody is near them."""
    sides = [_on(drawn, side) for side in _SIDES]
    headings = [f"{_SIDE_NAMES[side]} {_members(_on(drawn, side)):,}" for side in ("government", "opposition")]
    headings.append(f"{_SIDE_NAMES['cross']} {_members(sides[3]):,}" if sides[3] else "")
    sides[3] += vacant
    government, opposition, chair, cross = ([_group(one) for one in side] for side in sides)
    order = [one for side in sides for one in side]
    return westminster(government, opposition, chair, cross, _LEAST), order, headings


def _arcs(drawn: Sequence[Drawn], vacant: Sequence[Drawn]) -> tuple[Plan, list[Drawn], list[str]]:
    chair = _on(drawn, "chair")
    wedges = [one for one in drawn if one.side != "chair"]
    desk = [*chair, *vacant]
    plan = hemicycle([_group(one) for one in wedges], [_group(one) for one in desk], _LEAST)
    return plan, [*wedges, *desk], [f"{_members(drawn):,}"]


def _group(one: Drawn) -> Group:
    return Group(one.seats, one.label_width)


def _on(drawn: Sequence[Drawn], side: Side) -> list[Drawn]:
    return [one for one in drawn if one.side == side]


def _members(drawn: Sequence[Drawn]) -> int:
    return sum(one.seats for one in drawn)


def _in_words(drawn: Sequence[Drawn], vacant: Sequence[Drawn], layout: Layout) -> str:
    """What the picture shows, for those who do not see it."""
    total = _members(drawn)
    told = [f"{total:,} {'member' if total == 1 else 'members'}."]
    if layout == "westminster":
        told += [
            f"{_SIDE_NAMES[side]}, {_members(on):,}: {_counts(on)}." for side in _SIDES if (on := _on(drawn, side))
        ]
    elif drawn:
        told.append(f"From left to right: {_counts([one for one in drawn if one.side != 'chair'])}.")
        told += [f"In the chair: {_counts(chair)}." for chair in [_on(drawn, "chair")] if chair]
    told += [f"Vacant: {one.seats:,}." for one in vacant]
    movers = [f"{mover} ({one.label})" for one in drawn for mover in one.movers]
    if movers:
        told.append(f"Marked as having moved: {', '.join(movers)}.")
    return " ".join(told)


def _counts(drawn: Sequence[Drawn]) -> str:
    return ", ".join(f"{one.label} {one.seats:,}" for one in drawn)
