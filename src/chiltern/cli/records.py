"""`chiltern new` and `chiltern add`: making a record and filling it."""

from __future__ import annotations

from pathlib import Path

import click

import chiltern
from chiltern.cli.options import ReaderName, document_options, json_option, reader_option, record_argument, roll_option


@click.command()
@record_argument
@roll_option
@json_option
def new(record: Path, roll: str, as_json: bool) -> None:
    """Make an empty record.

    \b
    Example:
        chiltern new split.db --roll uk-commons-2017
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.new(record, roll) as made:
        if as_json:
            show.show_json({"record": str(made.path), "roll": made.roll.name})
        else:
            show.show_new(show.Page(), made.path, made.roll.title)


@click.command()
@record_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@reader_option
@document_options
@json_option
def add(record: Path, paths: tuple[str, ...], reader: ReaderName, as_json: bool, **said: str | None) -> int:
    """Read reports and add what they claim.

    PATH is a file (plain text, HTML, JSON lines), a folder, a pattern, or - for standard input. Each report is
    added whole or not at all; one that is there already changes nothing, so a run that was stopped is simply run
    again. The exit status is 1 where any report could not be read.

    \b
    Example:
        chiltern add split.db reports/ --publisher "Ilford Courier"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.ingest import own_reader  # likewise

    defaults = chiltern.Defaults(**said)
    with chiltern.open(record) as opened:
        outcomes = show.follow(opened.adding(paths, defaults=defaults, reader=own_reader(reader)))
    return show.show_outcomes(outcomes, as_json)


@click.command()
@record_argument
@reader_option
@json_option
def reread(record: Path, reader: ReaderName, as_json: bool) -> int:
    """Read the reports of a record again with this version's reader.

    What it finds more is added, what it no longer finds no longer counts, and nothing is rewritten: with --known a
    question gets the answer of that day. Decisions stay; those whose words are gone are open again.

    \b
    Example:
        chiltern reread split.db
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.ingest import own_reader  # likewise

    with chiltern.open(record) as opened:
        outcomes = show.follow(opened.reading_again(own_reader(reader)))
    return show.show_outcomes(outcomes, as_json)


@click.command()
@record_argument
@json_option
def rebuild(record: Path, as_json: bool) -> None:
    """Derive findings and conflicts again from the claims and decisions of a record.

    Needed by nobody whose record verifies; a record of an older Chiltern is rebuilt by itself.

    \b
    Example:
        chiltern rebuild split.db
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        events = show.counted(opened.rebuilding())
    if as_json:
        show.show_json({"events": events})
    else:
        show.show_rebuilt(show.Page(), events)
