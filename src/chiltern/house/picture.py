"""The chamber of a day drawn: a House, and what a hypothesis did to it, go in; an SVG document comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from chiltern.errors import BadInput
from chiltern.house.chamber import Block, chamber_svg
from chiltern.house.model import House, Side
from chiltern.house.whatif import Effect

_SIDES: tuple[Side, ...] = ("government", "cross", "opposition", "chair")


def picture(house: House, effects: Iterable[Effect] = ()) -> str:
    """The House as an SVG, with those whom a hypothesis moved to another party marked.

    Raises `BadInput` for a day on which nobody sits.
    """
    if not house.members:
        raise BadInput(f"nobody sat on {house.on}: there is no chamber to draw")
    movers: defaultdict[str, list[str]] = defaultdict(list)
    taken = [effect for effect in effects if effect.note is None]
    for member in (member for effect in taken for member in effect.members):
        if member.after is not None and member.after != member.before:
            movers[member.after].append(member.name)
    blocks = [
        Block(
            id=party.id or "",
            label=party.name,
            short=party.short,
            colour=party.colour,
            seats=party.seats,
            side=party.side,
            movers=tuple(movers.get(party.name, ())),
        )
        for party in sorted(house.parties, key=lambda party: _SIDES.index(party.side))
    ]
    day = f"{house.on.day} {house.on:%B} {house.on.year}"
    title = f"{house.legislature or 'The House'}, {day}{', as supposed' if taken else ''}"
    return chamber_svg(blocks, layout=house.layout, title=title, vacancies=len(house.vacancies))
