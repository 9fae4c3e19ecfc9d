"""A disk that is full, at any moment of adding: one clear line, and a record that holds what was there before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import chiltern
from tests.record.conftest import Add
from tests.record.damage import asked, hurt

RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from chiltern.cli.main import cli
cli.main(sys.argv[2:])
"""
REPORT = "Title: Stays\nPublisher: Moor Post\n\n“I stay,” said Ada Merrin, who has left nobody. {}\n"


def limited(size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that may write no file larger than so many bytes: writing fails as on a full disk."""
    return subprocess.run(
        [sys.executable, "-c", RUN, str(size), *words],
        env={**os.environ, "PYTHONPATH": str(Path(chiltern.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of Unix")
def test_a_disk_that_fills_up_while_adding(add: Add, record: chiltern.Record, tmp_path: Path) -> None:
    add("@statement speaker=Ada Merrin @ I am here.", title="before", published="2030-02-01")
    record.close()
    for number in range(40):
        (tmp_path / f"more{number}.txt").write_text(REPORT.format(f"Number {number}. " + "Words. " * 200))
    size = record.path.stat().st_size
    for limit in (0, 40_000, size + 60_000):
        told = limited(limit, "add", str(record.path), str(tmp_path / "more*.txt"), "--reader", "rules")
        assert told.returncode == 1, told
        assert told.stderr.startswith(f"chiltern: {record.path}: "), told.stderr
        assert told.stderr.count("\n") == 1
        assert "full" in told.stderr or "disk failed" in told.stderr or "cannot be written" in told.stderr
        assert hurt(record.path) == []
        assert asked(record.path, "quotes", "--search", "here")[0] == 0
    status, output = asked(record.path, "add", str(tmp_path / "more*.txt"), "--reader", "rules")
    assert (status, "failed" in output) == (0, False)
    assert hurt(record.path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of Unix")
def test_a_disk_that_is_full_when_a_record_is_made(tmp_path: Path) -> None:
    told = limited(20_000, "new", str(tmp_path / "a.db"))
    assert (told.returncode, told.stderr.count("\n")) == (1, 1), told
    assert list(tmp_path.iterdir()) == []
