"""`chiltern read`: what reports claim, without a record."""

from __future__ import annotations

import click

import chiltern
from chiltern.cli.options import ReaderName, document_options, reader_option, roll_option
from chiltern.errors import UnreadableReport


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@roll_option
@reader_option
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl", "attributions"]), default="text", show_default=True
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes read.")
@document_options
def read(files: tuple[str, ...], roll: str, reader: ReaderName, form: str, jobs: int, **said: str | None) -> int:
    """Read reports and print what they claim; needs no record.

    FILE is a file, a folder, a pattern, or - for standard input. With --format jsonl each report is one line:
    statements, positions, roles and figures, with their place as character offsets into the report's text, and
    apart from the statements other attributions: what people think, feel or mean to do. With --format attributions
    a line has all that is given to somebody, as ranges: source (speaker), cue and content. More processes read
    faster; what comes out is the same, in the same order.

    \b
    Example:
        chiltern read reports/ilford.txt
        chiltern read reports/ --format jsonl --jobs 4 > readings.jsonl
        chiltern read - --publisher "Ilford Courier" --published 2019-02-18
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.ingest import own_reader  # likewise

    sheet, status, first = show.Page(), 0, True
    chosen = own_reader(reader)
    items = chiltern.read(files, roll=roll, defaults=chiltern.Defaults(**said), reader=chosen, jobs=jobs)
    for item in show.watched(items):
        if isinstance(item, UnreadableReport):
            show.complain(item.where, item.reason)
            status = 1
        elif form == "jsonl":
            click.echo(show.jsonl_line(item.report, item.reading))
        elif form == "attributions":
            click.echo(show.attributions_line(item.report, item.reading))
        else:
            if not first:
                sheet.parting()
            show.show_reading(sheet, item.report, item.reading)
            first = False
    return status
