"""The commands, run in this process with a reader whose every claim is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import chiltern
from chiltern.cli.main import cli
from chiltern.register.roll import save_roll
from tests.record.lines import READER, ROLL, text

Run = Callable[..., Result]

HOSTILE = "\x1b[31mred\x1b[0m \x9b2J \u202eback\u2069 [bold]not bold[/bold]\x07"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in an empty folder: `run("count", "split.db", "leave")`."""
    monkeypatch.chdir(tmp_path)
    # What a command prints must not depend on how well reports are read.
    monkeypatch.setattr("chiltern.ingest.own_reader", lambda name="full": READER)

    def run_command(*words: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, words, input=stdin)

    return run_command


@pytest.fixture
def roll(tmp_path: Path) -> str:
    save_roll(ROLL, tmp_path / "moorland.json")
    return "moorland.json"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of two reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(
        text(
            "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She has left the Reform Union.",
            "@position holder=Tom Okafor; stance=leaves_open; act=leave @ He would not rule out leaving.",
            "@statement speaker=Tom Okafor; cue=said @ I am sorry that Merrin goes.",
            "@role person=Jas Teller; role=chair; of=body:Dockers Union; since=2021 @ Jas Teller, the dockers’ chair",
            "@figure about=Harrow Vale; measure=majority; value=12345; approximate=yes @ some 12,345 votes",
            title="Merrin quits",
            publisher="Moor Post",
            published="2030-02-18",
        ),
        encoding="utf-8",
    )
    (folder / "b.txt").write_text(
        text(
            "@position holder=Tom Okafor; stance=rules_out; act=leave @ He stays after all.",
            "@position holder=Jas Teller; on_behalf_of=body:Dockers Union; stance=demands; act=resign_seat;"
            " subject=Ada Merrin; object=Harrow Vale @ called on her to stand down",
            title="Okafor stays",
            publisher="Vale Gazette",
            published="2030-02-20",
        ),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def split(run: Run, roll: str, reports: Path, tmp_path: Path) -> str:
    """A record of both reports."""
    with chiltern.new(tmp_path / "split.db", roll=tmp_path / roll) as record:
        record.add([reports], reader=READER)
    return "split.db"
