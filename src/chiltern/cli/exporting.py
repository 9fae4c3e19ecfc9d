"""`chiltern export`: the record in other programs' formats."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from chiltern.cli.options import known_option, on_option, record_argument


@click.command()
@record_argument
@click.argument(
    "format", type=click.Choice(["csv", "json", "jsonl", "parquet", "popolo", "ftm", "html", "datasette"])
)  # export.run.FORMATS, which loads much
@click.argument("out")
@on_option
@known_option
def export(record: Path, format: str, out: str, on: date | None, known: str | None) -> None:
    """Write the record in another program's format.

    \b
    csv        a folder of tables, safe to open in a spreadsheet
    json       one document
    jsonl      a line for each claim
    parquet    the same tables, for DuckDB, pandas or R (pip install 'chiltern[parquet]')
    popolo     changes of membership that the roll does not have, as a patch
    ftm        FollowTheMoney statements, with a file of their passages
    html       one page that stands alone
    datasette  an SQLite file to publish with Datasette, and its metadata

    OUT is a file, or for tables, ftm and datasette a folder, that is not there yet; or - for standard output where the
    format is one file. It is written whole or not at all. Every row has its report and its exact words. What editors
    rejected is marked so, and left out of popolo and ftm. In csv, text that a spreadsheet could take for a formula has
    an apostrophe before it.

    \b
    Example:
        chiltern export split.db csv tables/ --on 2019-02-18
    """
    from chiltern.export.run import export_record  # loads much, which `chiltern --help` can do without

    export_record(record, format, sys.stdout.buffer if out == "-" else out, on=on, known=known)
