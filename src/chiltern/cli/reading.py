"""`chiltern read`: what reports claim, without a record."""

from __future__ import annotations

import click

import chiltern
from chiltern.cli.options import document_options, roll_option
from chiltern.errors import UnreadableReport


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@roll_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@document_options
def read(files: tuple[str, ...], roll: str, form: str, **said: str | None) -> int:
    """Read reports and print what they claim; needs no record.

    FILE is a file, a folder, a pattern, or - for standard input. With --format jsonl each report is one line:
    statements, positions, roles and figures, with their place as character offsets into the report's text.

    \b
    Example:
        chiltern read reports/ilford.txt
        chiltern read reports/ --format jsonl > readings.jsonl
        chiltern read - --publisher "Ilford Courier" --published 2019-02-18
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    sheet, status, first = show.Page(), 0, True
    for item in chiltern.read(files, roll=roll, defaults=chiltern.Defaults(**said)):
        if isinstance(item, UnreadableReport):
            show.complain(item.where, item.reason)
            status = 1
        elif form == "jsonl":
            click.echo(show.jsonl_line(item.report, item.reading))
        else:
            if not first:
                sheet.parting()
            show.show_reading(sheet, item.report, item.reading)
            first = False
    return status
