"""`chiltern verify`: whether a record is still what was put into it."""

from __future__ import annotations

from pathlib import Path

import click

from chiltern.cli.options import json_option, record_argument


@click.command()
@record_argument
@json_option
def verify(record: Path, as_json: bool) -> int:
    """Check a record: the file, the digest of every report and claim, and all that was derived from them.

    Names each row that differs from what was put in, and what to do. A damaged file is read as far as it goes. Nothing
    is changed. The exit status is 1 where anything is hurt.

    \b
    Example:
        chiltern verify split.db
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.record.verify import verify as verified  # likewise

    return show.show_verified(record, verified(record), as_json)
