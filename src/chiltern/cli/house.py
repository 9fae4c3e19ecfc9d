"""`chiltern house`: the House on a day, its working majority, and what if."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import chiltern
from chiltern.cli.options import Day, json_option
from chiltern.errors import BadInput, NotARecord

if TYPE_CHECKING:
    from chiltern.house.hypotheses import Hypothesis

_DEFAULT_ROLL = "uk-commons-2017"  # chiltern.ingest.DEFAULT_ROLL, which would load much


@click.command()
@click.argument("record", required=False, type=click.Path(path_type=Path))
@click.option("--roll", metavar="ROLL", help=f"The path of a roll file, or a built-in roll. [default: {_DEFAULT_ROLL}]")
@click.option(
    "--on", type=Day(), metavar="DATE", help="The day. [default: the record's latest report, or the roll's last day]"
)
@click.option("--move", "moves", multiple=True, metavar="NAME:PARTY", help="Suppose that a member sits for the party.")
@click.option(
    "--join", "joins", multiple=True, metavar="PARTY:PARTY", help="Suppose that all of one sit with the other."
)
@click.option("--vacate", "vacated", multiple=True, metavar="SEAT", help="Suppose that the seat is given up.")
@click.option("--abstain", "abstaining", multiple=True, metavar="PARTY|NAME", help="Suppose that they stay away.")
@click.option("--division", "divisions", multiple=True, metavar="ID", help="How a division would have gone.")
@click.option("--svg", type=click.Path(path_type=Path), metavar="FILE", help="Draw the chamber into a file.")
@json_option
def house(
    record: Path | None,
    roll: str | None,
    on: date | None,
    moves: tuple[str, ...],
    joins: tuple[str, ...],
    vacated: tuple[str, ...],
    abstaining: tuple[str, ...],
    divisions: tuple[str, ...],
    svg: Path | None,
    as_json: bool,
) -> None:
    """Show who holds the majority, step by step, and what if.

    Seats by party, vacancies, who does not vote, who governs, and the working majority. RECORD is a record, for its
    roll; without one, --roll says which. What is supposed may be repeated, and is never written anywhere. A group that
    does not exist is named with new: before it.

    \b
    Examples:
        chiltern house --on 2019-02-18
        chiltern house --on 2019-02-18 --move "Mike Gapes:Liberal Democrats" --abstain DUP
        chiltern house --on 2019-02-18 --move "Mike Gapes:new:Centre Group" --svg house.svg
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.house import composition, division_lists, picture, whatif  # likewise

    loaded, day, why = _roll_and_day(record, roll, on)
    supposed = _supposed(moves, joins, vacated, abstaining)
    if divisions and not supposed:
        raise BadInput("--division says how a division would have gone: suppose something with --move or the like")
    if not supposed:
        found = composition.house_on(loaded, day)
        if svg is not None:
            _write(svg, picture.picture(found))
        show.show_json(found) if as_json else show.show_house(show.Page(), found, why)
        return
    chosen = [division_lists.find_division(loaded, which) for which in divisions]
    what_if = whatif.suppose(loaded, day, supposed, chosen)
    if svg is not None:
        _write(svg, picture.picture(what_if.after, what_if.effects))
    show.show_json(what_if) if as_json else show.show_what_if(show.Page(), what_if, why)


def _supposed(
    moves: Iterable[str], joins: Iterable[str], vacated: Iterable[str], abstaining: Iterable[str]
) -> list[Hypothesis]:
    """What the options suppose. Raises `BadInput` for a pair without its colon."""
    from chiltern.house import hypotheses  # loads msgspec and the roll, which `chiltern --help` can do without

    return [
        *map(hypotheses.move, moves),
        *map(hypotheses.join, joins),
        *map(hypotheses.Vacate, vacated),
        *map(hypotheses.Abstain, abstaining),
    ]


def _roll_and_day(record: Path | None, roll: str | None, on: date | None) -> tuple[chiltern.Roll, date, str | None]:
    """The roll to ask, the day to ask for, and where nobody named a day, which one it is."""
    from chiltern.house.composition import last_day  # loads msgspec, which `--help` can do without

    if record is not None and roll is not None:
        raise BadInput(f"{record} has a roll of its own: give the record or --roll, not both")
    if record is not None:
        try:
            with chiltern.open(record) as opened:
                loaded, reported = opened.roll, opened.newest_report_day
        except NotARecord as error:
            raise NotARecord(f"{error}; the path of a roll goes behind --roll") from None
        if on is None and reported is not None:
            return loaded, reported, "the day of the record's latest report"
    else:
        loaded = chiltern.load_roll(roll or _DEFAULT_ROLL)
    return (loaded, on, None) if on is not None else (loaded, last_day(loaded), "the roll's last day")


def _write(path: Path, text: str) -> None:
    """A picture takes the place of an older picture, and of no other file."""
    if path.exists() and path.suffix.lower() != ".svg":
        raise BadInput(f"{path}: exists already and is no .svg; choose another name")
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None
