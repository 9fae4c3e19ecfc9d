"""The command-line reference is what the program says of itself."""

from __future__ import annotations

from chiltern.cli.main import cli
from tools.cli_reference import PAGE, reference


def test_the_reference_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run make docs"


def test_the_reference_has_every_command() -> None:
    page = reference()
    assert all(f"## `chiltern {name}`" in page for name in cli.commands)
