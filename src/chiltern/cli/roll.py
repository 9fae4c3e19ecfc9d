"""`chiltern roll`: official rolls in, and what they answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import chiltern
from chiltern.cli.fetch import fetch
from chiltern.cli.options import Day, json_option

if TYPE_CHECKING:
    from chiltern.register.totals import Every

roll_argument = click.argument("roll", metavar="ROLL")
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="ROLL", help="The roll file to write."
)
replace_option = click.option("--replace", "replacing", is_flag=True, help="Write over a file that is there.")
title_option = click.option("--title", help="What to call the roll.")


@click.group(
    "roll",
    invoke_without_command=True,  # alone, it prints the help
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def roll(context: click.Context) -> None:
    """Official rolls: who sat where, for whom, on any date, on whose word.

    ROLL is the path of a roll file, or a built-in roll (uk-commons-2017).

    \b
    chiltern roll import popolo people.json -o commons.json
    chiltern roll members uk-commons-2017 --on 2019-02-18
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@roll.command("import")
@click.argument("kind", metavar="KIND")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_option
@click.option("--into", metavar="ROLL", help="A roll to join them to; where they differ, it is preferred.")
@click.option("--chamber", metavar="NAME", help="Which chamber, where the files hold several.")
@click.option("--retrieved", type=Day(), metavar="DATE", help="When the files were fetched from their source.")
@title_option
@replace_option
@json_option
def import_(
    kind: str,
    files: tuple[Path, ...],
    output: Path,
    into: str | None,
    chamber: str | None,
    retrieved: date | None,
    title: str | None,
    replacing: bool,
    as_json: bool,
) -> None:
    """Make a roll of official files.

    KIND says what they are: popolo, members-api, mnis, psephology, democracy-club, wikidata, everypolitician,
    parlparse, divisions, or table for a CSV written by hand. A row that cannot be used is told with its file and
    line and left out; a file that cannot be used changes nothing.

    \b
    Example:
        chiltern roll import popolo people.json -o commons.json
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    found = chiltern.import_roll(
        kind,
        files,
        into=chiltern.load_roll(into) if into else None,
        chamber=chamber,
        retrieved=retrieved.isoformat() if retrieved else None,
        name=output.stem,
        title=title,
    )
    chiltern.save_roll(found.roll, output, replacing=replacing)
    show.complain_of_rows(found.skipped)
    show.show_made(None if as_json else show.Page(), output, found.roll, found.skipped)


@roll.command()
@click.argument("rolls", metavar="ROLL ROLL...", nargs=-1, required=True)
@output_option
@title_option
@replace_option
@json_option
def merge(rolls: tuple[str, ...], output: Path, title: str | None, replacing: bool, as_json: bool) -> None:
    """Make one roll of several.

    Where they differ every claim is kept, and the roll named first gives the answer: see `chiltern roll conflicts`.

    \b
    Example:
        chiltern roll merge members-api.json mnis.json twfy.json -o commons.json
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    made = chiltern.merge_rolls([chiltern.load_roll(each) for each in rolls], name=output.stem, title=title)
    chiltern.save_roll(made, output, replacing=replacing)
    show.show_made(None if as_json else show.Page(), output, made, ())


@roll.command()
@roll_argument
@click.option("--on", type=Day(), metavar="DATE", help="The day. [default: the roll's last day]")
@click.option("--party", metavar="NAME", help="Only members who sat for this party.")
@json_option
def members(roll: str, on: date | None, party: str | None, as_json: bool) -> None:
    """Show who sat on a day, and for whom.

    \b
    Example:
        chiltern roll members uk-commons-2017 --on 2019-02-18 --party "Sinn Féin"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.house.composition import last_day  # likewise

    loaded = chiltern.load_roll(roll)
    day = on or last_day(loaded)
    found = chiltern.roll_members(loaded, day, party=party)
    if as_json:
        show.show_json(found)
    else:
        show.show_members(show.Page(), found, day)


@roll.command()
@roll_argument
@click.argument("name")
@click.option("--on", type=Day(), metavar="DATE", help="Whom the name means on a day.")
@json_option
def history(roll: str, name: str, on: date | None, as_json: bool) -> None:
    """Show all ties of a person, why they changed, and where the sources differ.

    \b
    Example:
        chiltern roll history uk-commons-2017 "Chuka Umunna"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    loaded = chiltern.load_roll(roll)
    found = chiltern.roll_history(loaded, name, on=on)
    if as_json:
        show.show_json(found)
    else:
        show.show_history(show.Page(), loaded, found)


@roll.command()
@roll_argument
@click.option("--from", "since", type=Day(first=True), metavar="DATE", help="The first day.")
@click.option("--to", "until", type=Day(), metavar="DATE", help="The last day.")
@click.option("--party", metavar="NAME", help="Only who left or joined this party.")
@json_option
def changes(roll: str, since: date | None, until: date | None, party: str | None, as_json: bool) -> None:
    """Show who came, left, or changed party: when, why, and on whose word.

    General elections and dissolutions are left out. A kind in brackets is inferred from the labels alone.

    \b
    Example:
        chiltern roll changes uk-commons-2017 --from 2019-02-18 --to 2019-02-22
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    loaded = chiltern.load_roll(roll)
    found = chiltern.roll_changes(loaded, since=since, last=until, party=party)
    if as_json:
        show.show_json(found)
    else:
        show.show_changes(show.Page(), loaded, found)


@roll.command()
@roll_argument
@click.argument("name")
@json_option
def seats(roll: str, name: str, as_json: bool) -> None:
    """Show a seat's boundaries by date, who held it, and its elections.

    \b
    Example:
        chiltern roll seats uk-commons-2017 "Newport West"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    found = chiltern.roll_seats(chiltern.load_roll(roll), name)
    if as_json:
        show.show_json(found)
    else:
        show.show_seats(show.Page(), found)


@roll.command()
@roll_argument
@click.option("--person", metavar="NAME", help="Only about this person.")
@json_option
def conflicts(roll: str, person: str | None, as_json: bool) -> None:
    """Show where the sources of a roll differ, the preferred side first.

    \b
    Example:
        chiltern roll conflicts commons.json
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    loaded = chiltern.load_roll(roll)
    found = chiltern.roll_conflicts(loaded, person=person)
    if as_json:
        show.show_json(found)
    else:
        show.show_conflicts(show.Page(), loaded, found)


@roll.command()
@roll_argument
@click.option("--from", "since", type=Day(first=True), metavar="DATE", help="The first day.")
@click.option("--to", "last", type=Day(), metavar="DATE", help="The last day.")
@click.option(
    "--every",
    type=click.Choice(["change", "day", "week", "month", "year"]),
    default="change",
    show_default=True,
    help="On which days: whenever a total changes, or regularly.",
)
@json_option
def totals(roll: str, since: date | None, last: date | None, every: Every, as_json: bool) -> None:
    """Show how many sat for each party, over time.

    \b
    Example:
        chiltern roll totals uk-commons-2017 --from 2019-02-17 --to 2019-02-28
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    loaded = chiltern.load_roll(roll)
    found = chiltern.roll_totals(loaded, since, last, every)
    if as_json:
        show.show_json(found)
    else:
        show.show_totals(show.Page(), loaded, found)


roll.add_command(fetch)
