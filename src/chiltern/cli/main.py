"""The `chiltern` command: its groups of commands, and one line with an exit status for whatever goes wrong.

Exit status: 0 done, 1 a finding fails (a name or claim that is not there, a report that cannot be read, a record in
use), 2 bad use (an unknown act or roll, a bad date, a title for several reports, a file that is no record).
"""

from __future__ import annotations

import io
import os
import shlex
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from chiltern import __version__
from chiltern.cli.desk import changes, conflicts, decide, log
from chiltern.cli.division import agreement, division
from chiltern.cli.exporting import export
from chiltern.cli.house import house
from chiltern.cli.keeping import verify
from chiltern.cli.plain import clean
from chiltern.cli.questions import compare, count, quotes, source, who
from chiltern.cli.reading import read
from chiltern.cli.records import add, new, rebuild, reread
from chiltern.cli.roll import roll
from chiltern.cli.web import serve, site
from chiltern.errors import BadInput, ChilternError, NotARecord

BAD_USE = 2
_INTERRUPTED = 130  # what a shell reports for Ctrl-C


class _Commands(click.Group):
    """A group that ends every run with an exit status and at most one line, never with a traceback for bad input."""

    def main(  # type: ignore[override]  # click has two overloads; this one always exits
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A terminal in another encoding gets escapes in place of letters that it does not have.
                stream.reconfigure(errors="backslashreplace")
        try:
            status = super().main(args, prog_name or self.name, standalone_mode=False, **_without(extra))
        except click.ClickException as error:
            _fail(_usage_line(error), error.exit_code)
        except ChilternError as error:
            _fail(str(error), BAD_USE if isinstance(error, BadInput | NotARecord) else 1)
        except click.Abort:
            sys.exit(_INTERRUPTED)
        sys.exit(status if isinstance(status, int) else 0)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of this name; an act in its place gets the command that it was meant for."""
        try:
            return super().resolve_command(context, args)
        except click.UsageError:
            hint = _act_hint(*args)
            if hint is None:
                raise
            raise click.UsageError(hint) from None

    def invoke(self, context: click.Context) -> Any:
        """Runs the command; a reader of its output that goes away, and Ctrl-C, end it without a word."""
        try:
            status = super().invoke(context)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python would complain when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except KeyboardInterrupt:
            raise click.exceptions.Exit(_INTERRUPTED) from None
        return status


@click.group(
    "chiltern",
    cls=_Commands,
    invoke_without_command=True,  # alone, it prints the help
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="The record file comes first: chiltern count split.db leave. `chiltern COMMAND --help` shows an example.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn news reports into a sourced record: who said what, and who stands where.

    \b
    chiltern new split.db
    chiltern add split.db reports/
    chiltern count split.db leave --of "Labour Party"
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


_COMMANDS = (
    *(new, add, reread, count, who, quotes, source, compare, conflicts, changes, decide, log, verify, rebuild),
    *(export, serve, site, read, roll, house, division, agreement),
)
for command in _COMMANDS:
    cli.add_command(command)


def main() -> NoReturn:
    cli.main()


def _usage_line(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f" (see `{context.command_path} --help`)" if context else ""
    return error.format_message().rstrip(".") + hint


def _act_hint(word: str, *rest: str) -> str | None:
    """For `chiltern leave split.db`: what to type in its place; None where the word is no act either."""
    # Here, not above: it loads the claims' types, which only this mistake needs.
    from chiltern.record.queries.count import known_act

    try:
        act = known_act(word)
    except BadInput:
        return None
    record, *options = rest if rest and not rest[0].startswith("-") else ("RECORD", *rest)
    return f"{word} is an act: {shlex.join(('chiltern', 'count', record, act, *options))}"


def _fail(message: str, status: int) -> NoReturn:
    # One line, whatever a file name or a report put into it.
    click.echo(f"chiltern: {clean(' '.join(message.split()))}", err=True)
    sys.exit(status)


def _without(extra: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in extra.items() if key != "standalone_mode"}
