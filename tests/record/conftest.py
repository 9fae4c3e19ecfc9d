"""An empty record of the invented parliament, and a way to put reports into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import chiltern
from chiltern.register.roll import save_roll
from tests.record.lines import READER, ROLL, text

Add = Callable[..., chiltern.Outcome]


@pytest.fixture
def roll_file(tmp_path: Path) -> Path:
    path = tmp_path / "moorland.json"
    save_roll(ROLL, path)
    return path


@pytest.fixture
def record(tmp_path: Path, roll_file: Path) -> Iterator[chiltern.Record]:
    with chiltern.new(tmp_path / "split.db", roll=roll_file) as made:
        yield made


@pytest.fixture
def add(record: chiltern.Record, tmp_path: Path) -> Add:
    """Writes a report with these claims and adds it: `add("@position …", published="2030-02-18")`."""

    def add_report(*claims: str, name: str = "report.txt", **header: str) -> chiltern.Outcome:
        path = tmp_path / name
        path.write_text(text(*claims, **header), encoding="utf-8")
        (outcome,) = record.add([path], reader=READER)
        return outcome

    return add_report
