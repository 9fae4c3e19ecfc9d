"""`chiltern serve`: the pages of a record in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from chiltern.cli.options import record_argument


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
def serve(record: Path, host: str, port: int, show: bool) -> None:
    """Show the record's pages in a browser, until Ctrl-C.

    \b
    Examples:
        chiltern serve split.db
        chiltern serve split.db --port 9000 --open
    """
    from chiltern.web.server import run  # loads Starlette, which no other command needs

    run(record, host, port, lambda line: click.echo(line), show=click.launch if show else None)
