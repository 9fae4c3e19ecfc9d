"""Writes docs/reference/cli.md from the commands themselves: `python tools/cli_reference.py`.

Each command's page is its own `--help`, at one width, so that the reference says what the program says.
`tests/cli/test_cli_reference.py` fails while the file is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from chiltern.cli.main import cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cli.md"
WIDTH = 100
OPENING = """\
# Command line

Written from the program by `tools/cli_reference.py`: each section is what `--help` prints.

The record file comes first. Every command that takes a record also takes `--json`. Results go to standard output,
complaints to standard error, one line each. The exit status is 0 when done, 1 when a finding fails (a name or a claim
that is not there, a report that cannot be read, a record in use), and 2 for bad use (an unknown act or roll, a bad
date, a title for several reports, a folder that is not there, a file that is no record).
"""


def reference() -> str:
    """The whole page, in Markdown."""
    sections = [OPENING]
    for path, context in contexts(cli, None):
        sections.append(f"{'#' * (len(path) + 1)} `{' '.join(path)}`\n\n```text\n{context.get_help().rstrip()}\n```\n")
    return "\n".join(sections)


def contexts(command: click.Command, parent: click.Context | None) -> Iterator[tuple[tuple[str, ...], click.Context]]:
    """Each command with the words that call it, a group before its commands, these in alphabetical order."""
    settings = {**command.context_settings, "terminal_width": WIDTH}
    context = click.Context(command, info_name=command.name, parent=parent, **settings)
    yield tuple(context.command_path.split()), context
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from contexts(command.commands[name], context)


def main() -> int:
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
