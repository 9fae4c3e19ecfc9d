"""The chamber of a day drawn: a House, and what a hypothesis did to it, go in; an SVG document comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from chiltern.errors import BadInput
from chiltern.house.chamber import Block, chamber_svg
from chiltern.house.model import House, Side
from chiltern.house.whatif import Effect, Moved

_SIDES: tuple[Side, ...] = ("government", "cross", "opposition", "chair")


def picture(house: House, effects: Iterable[Effect] = (), moved: Iterable[Moved] = ()) -> str:
    """The House as an SVG, with those marked whom a hypothesis moved to another party, and those who had `moved`.

    Raises `BadInput` for a day on which nobody sits.
    """
    if not house.members:
        raise BadInput(f"nobody sat on {house.on}: there is no chamber to draw")
    movers: defaultdict[str, list[str]] = defaultdict(list)
    taken = [effect for effect in effects if effect.note is None]
    supposed = {member.id: member for effect in taken for member in effect.members}
    # Whom a hypothesis moves once more sits where that puts them.
    for member in ({member.id: member for member in moved} | supposed).values():
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
