"""`chiltern count`, `who`, `quotes` and `source`: what a record answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

import chiltern
from chiltern.cli.options import json_option, known_option, on_option, record_argument


@click.command()
@record_argument
@click.argument("act")
@click.option("--of", metavar="PARTY", help="Only what concerns this party or people who sat for it.")
@on_option
@known_option
@json_option
def count(record: Path, act: str, of: str | None, on: date | None, known: str | None, as_json: bool) -> None:
    """Show who stands where on an act, with the words.

    ACT is leave, join, form, remove, resign_seat, confidence_vote, select, stand, lead, referendum or election. The
    number before the words is the claim's, for `chiltern source`.

    \b
    Example:
        chiltern count split.db leave --of "Labour Party" --on 2019-02-18
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        found = opened.count(act, of=of, on=on, known=known)
    if as_json:
        show.show_json(found)
    else:
        show.show_count(show.Page(), found)


@click.command()
@record_argument
@click.argument("name")
@on_option
@known_option
@json_option
def who(record: Path, name: str, on: date | None, known: str | None, as_json: bool) -> None:
    """Show what is known of somebody.

    First the roll: seat, parties, roles. Then what reports say: roles, positions, statements, each with the words.
    NAME is a name as reports write it ("Mr Umunna", "the Streatham MP"), or a number such as #12 where several
    share one.

    \b
    Example:
        chiltern who split.db "Chuka Umunna"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        found = opened.who(name, on=on, known=known)
    if as_json:
        show.show_json(found)
    else:
        show.show_who(show.Page(), found)


@click.command()
@record_argument
@click.option("--by", metavar="NAME", help="Said by this person, party or body.")
@click.option("--about", metavar="NAME", help="That name it, or are about it.")
@click.option("--search", metavar="TEXT", help='With these words; "a phrase"; or a beginning*.')
@on_option
@known_option
@json_option
def quotes(record: Path, as_json: bool, **asked: Any) -> None:
    """Show who said what.

    \b
    Example:
        chiltern quotes split.db --about "Mike Gapes" --search "by-election"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        found = opened.quotes(**asked)
    if as_json:
        show.show_json(found)
    else:
        show.show_quotes(show.Page(), found)


@click.command()
@record_argument
@click.argument("claim")
@known_option
@json_option
def compare(record: Path, claim: str, known: str | None, as_json: bool) -> None:
    """Show where else the same is said, and how many reports found it out for themselves.

    Of a statement the other versions, with the words that differ; of a position, role or figure the other reports of
    it. Reports that copy one another count once. CLAIM is the number before the words in the other commands.

    \b
    Example:
        chiltern compare split.db 3f9a2c71b0
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        found = opened.compare(claim, known=known)
    if as_json:
        show.show_json(found)
    else:
        show.show_compared(show.Page(), found)


@click.command()
@record_argument
@click.argument("claim")
@known_option
@json_option
def source(record: Path, claim: str, known: str | None, as_json: bool) -> None:
    """Show the passage behind a claim, marked in its paragraph.

    CLAIM is the number that stands before the words in the other commands: the first six or more digits will do.

    \b
    Example:
        chiltern source split.db 3f9a2c71b0
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        found = opened.source(claim, known=known)
    if as_json:
        show.show_json(found)
    else:
        show.show_source(show.Page(), found)
