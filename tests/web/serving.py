"""`chiltern serve` in a process of its own, as a reader runs it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def serving(record: Path, log: Path, *options: str) -> Iterator[list[str]]:
    """`chiltern serve` at a free port: the lines that it says. Its log may hold no traceback."""
    command = [sys.executable, "-c", "from chiltern.cli.main import main; main()", "serve", str(record), "--port", "0"]
    with (
        log.open("wb") as errors,
        subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=errors, text=True) as running,
    ):
        assert running.stdout is not None
        try:
            said = [running.stdout.readline()]
            if options:
                said.append(running.stdout.readline())
            assert "http://" in "".join(said), log.read_text()
            yield said
        finally:
            running.terminate()
    assert "Traceback" not in log.read_text(), log.read_text()[-3000:]


def address_in(line: str) -> str:
    found = re.search(r"http://[^\s]+", line)
    assert found is not None
    return found[0].rstrip("/")
