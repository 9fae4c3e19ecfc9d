"""`chiltern serve` and `chiltern site`: the pages of a record in a browser, and as files to publish."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import chiltern
from chiltern.cli.options import known_option, on_option, record_argument


@click.command()
@record_argument
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; the default is this machine alone.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8700, show_default=True, help="0 takes any that is free."
)
@click.option("--open", "show", is_flag=True, help="Open the front page in the browser.")
@click.option("--edit", is_flag=True, help="Print a link by which one editor can rule on claims and conflicts.")
def serve(record: Path, host: str, port: int, show: bool, edit: bool) -> None:
    """Show the record's pages in a browser, until Ctrl-C.

    Nobody can change anything, but for an editor let in by the link that --edit prints.

    \b
    Examples:
        chiltern serve split.db
        chiltern serve split.db --port 9000 --open
        chiltern serve split.db --edit
    """
    from chiltern.web.server import run  # loads Starlette, which no other command needs

    run(record, host, port, click.echo, show=click.launch if show else None, edit=edit)


@click.command()
@record_argument
@click.argument("folder", type=click.Path(path_type=Path))
@on_option
@known_option
def site(record: Path, folder: Path, on: date | None, known: str | None) -> None:
    """Write the record's pages as files that any web host can serve.

    All links are relative. The same record gives the same files; publishing again writes only what changed.

    \b
    Examples:
        chiltern site split.db public/
        chiltern site split.db public/ --on 2019-02-18
    """
    from chiltern.cli.show.adding import pages_done  # loads rich and the templates, which no other command needs
    from chiltern.web.address import Moment  # likewise
    from chiltern.web.site import publish  # likewise

    with chiltern.open(record) as opened, pages_done() as told:
        made = publish(opened, folder, Moment(on, known), told)
    click.echo(
        f"{made.pages} pages; {made.written} files written, {made.removed} removed. Open {folder / 'index.html'}"
    )
