"""`chiltern division` and `chiltern agreement`: how the chamber voted, and who votes with whom."""

from __future__ import annotations

import click

import chiltern
from chiltern.cli.options import json_option


@click.command()
@click.argument("roll", metavar="ROLL")
@click.argument("which", required=False)
@json_option
def division(roll: str, which: str | None, as_json: bool) -> None:
    """Show how a division went: by party as of that day, rebels, absences, and where the source counts otherwise.

    ROLL is a roll file into which divisions were imported. WHICH is a division's number, its day, both as
    2019-01-15/293, or its id; without it, all divisions of the roll are listed.

    \b
    Example:
        chiltern division commons.json 2019-01-15/293
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.cli.show.division import show_division, show_divisions  # likewise
    from chiltern.house.division_lists import division_lines, find_division  # likewise
    from chiltern.house.divisions import analyse_division  # likewise

    loaded = chiltern.load_roll(roll)
    if which is None:
        lines = division_lines(loaded)
        if as_json:
            show.show_json(lines)
        else:
            show_divisions(show.Page(), lines)
        return
    found = analyse_division(loaded, find_division(loaded, which))
    if as_json:
        show.show_json(found)
    else:
        show_division(show.Page(), found)


@click.command()
@click.argument("roll", metavar="ROLL")
@click.argument("name")
@click.argument("other", required=False)
@click.option(
    "--least",
    type=click.IntRange(min=1),
    metavar="N",
    help="Only who voted in N divisions or more with NAME; by default in a quarter of NAME's.",
)
@json_option
def agreement(roll: str, name: str, other: str | None, least: int | None, as_json: bool) -> None:
    """Show who votes most and least like a member or a party, or how often two vote alike.

    Only divisions where both voted count. NAME is a member or a party, OTHER a member.

    \b
    Example:
        chiltern agreement commons.json "Frank Field" --least 20
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.cli.show.division import show_likeness  # likewise
    from chiltern.house.agreement import likeness  # likewise

    found = likeness(chiltern.load_roll(roll), name, other, least)
    if as_json:
        show.show_json(found)
    else:
        show_likeness(show.Page(), found, whole=other is not None)
