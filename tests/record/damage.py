"""Every question that a record answers, asked of a file that may be damaged: without a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from chiltern.cli.main import cli

QUESTIONS = (
    ("count", "leave"),
    ("who", "Ada Merrin"),
    ("quotes", "--about", "Tom Okafor"),
    ("quotes", "--search", "word"),
    ("conflicts",),
    ("log",),
    ("changes", "--since", "2000-01-01"),
)


def asked(path: Path, *words: str) -> tuple[int, str]:
    """The exit status and all that was printed; a traceback is an error of the test."""
    command, *rest = words
    ran = CliRunner().invoke(cli, [command, str(path), *rest], catch_exceptions=True)
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    if ran.exit_code != 0 and command != "verify":
        assert ran.output.startswith("chiltern: "), ran.output
        assert ran.output.count("\n") == 1, ran.output
    return ran.exit_code, ran.output


def answers(path: Path) -> Iterator[tuple[int, str]]:
    for question in QUESTIONS:
        yield asked(path, *question)


def hurt(path: Path) -> list[dict[str, str]]:
    """What `chiltern verify` finds; a file that is no record at all counts as one finding."""
    status, output = asked(path, "verify", "--json")
    if status == 0:
        return []
    if output.startswith("chiltern: "):
        return [{"table": "file", "what": output}]
    found: list[dict[str, str]] = json.loads(output)["hurt"]
    return found
