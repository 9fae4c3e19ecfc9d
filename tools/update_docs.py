"""Runs what the docs show, and writes the real output back where it differs: `python tools/update_docs.py [PAGE…]`.

In README.md and under docs/, the commands of every ```console block (lines that begin with "$ ") run through the
shell, and the examples of every ```python block (lines that begin with ">>> ") run as doctests: in the order of the
page, in one new folder for each page that holds the sample reports as `reports/`. A shown "..." stands for anything.
A block whose commands fail on purpose says so: ```console status=1. A block with save=NAME, such as
```csv save=changes.csv, is written to that file of the folder. Blocks fenced as sh or text are never run.
`tests/test_docs.py` uses the same functions to check that every page shows what really comes out.
"""

from __future__ import annotations

import contextlib
import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chiltern.sample import reports_dir

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^( *)(`{3,})(.*)$")
WIDTH = 100
SLOWEST_COMMAND = 120  # seconds


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the words after it, and its lines; `line` counts the page's lines from 0."""

    language: str
    options: tuple[str, ...]
    indent: str
    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A command or an example that ran: what the page shows in lines [start, end), and what came out."""

    command: str
    start: int
    end: int
    indent: str
    shown: str
    got: str
    problem: str = ""

    @property
    def agrees(self) -> bool:
        checker = doctest.OutputChecker()
        return not self.problem and checker.check_output(tidy(self.shown), tidy(self.got), doctest.ELLIPSIS)


def pages() -> list[Path]:
    return [page for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))] if page.is_file()]


def tidy(output: str) -> str:
    """Without the spaces at the ends of lines and the empty lines at the end, which no reader sees."""
    return "\n".join(line.rstrip() for line in output.rstrip().splitlines()) + "\n"


def blocks(text: str) -> Iterator[Block]:
    opened: tuple[str, str, str, int] | None = None
    lines = text.splitlines()
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if fence is None:
            continue
        indent, ticks, info = fence.groups()
        if opened is None:
            opened = indent, ticks, info, number
        elif ticks == opened[1] and not info.strip():
            indent, _, info, start = opened
            language, *options = info.split() or [""]
            inner = tuple(line.removeprefix(indent) for line in lines[start + 1 : number])
            yield Block(language, tuple(options), indent, start + 1, inner)
            opened = None


def run_page(text: str, folder: Path) -> list[Step]:
    """Runs a page's blocks in order, in `folder`, which is made ready first."""
    shutil.copytree(reports_dir(), folder / "reports")
    (folder / "home").mkdir()
    names: dict[str, object] = {"__name__": "__main__"}
    steps: list[Step] = []
    for block in blocks(text):
        for name in (option.removeprefix("save=") for option in block.options if option.startswith("save=")):
            (folder / Path(name).name).write_text("\n".join(block.lines) + "\n", encoding="utf-8")
        if block.language == "console":
            steps += run_console(block, folder)
        elif block.language == "python" and any(line.startswith(">>> ") for line in block.lines):
            steps += run_python(block, folder, names)
    return steps


def run_console(block: Block, folder: Path) -> Iterator[Step]:
    starts = [at for at, line in enumerate(block.lines) if line.startswith("$ ")]
    wanted = next((int(option[7:]) for option in block.options if option.startswith("status=")), 0)
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        first = start + 1
        while block.lines[first - 1].endswith("\\"):
            first += 1
        while end > first and not block.lines[end - 1].strip():
            end -= 1
        command = "\n".join(block.lines[start:first])[2:]
        got, status = run_command(command, folder)
        problem = "" if status == wanted else f"exit status {status}, not {wanted}"
        if "Traceback (most recent call last)" in got:
            problem = "a traceback"
        shown = "\n".join(block.lines[first:end])
        yield Step(command, block.line + first, block.line + end, block.indent, shown, got, problem)


def run_command(command: str, folder: Path) -> tuple[str, int]:
    """Output and errors as one text, and the exit status; nothing of the caller's own set-up is seen."""
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": str(folder / "home"),
        "COLUMNS": str(WIDTH),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=SLOWEST_COMMAND,
        check=False,
    )
    return done.stdout.replace(str(folder) + os.sep, ""), done.returncode


class Recorder(doctest.DocTestRunner):
    """Keeps what each example printed, instead of reporting it."""

    def __init__(self) -> None:
        super().__init__(verbose=False, optionflags=doctest.ELLIPSIS)
        self.got: dict[int, str] = {}
        self.problems: dict[int, str] = {}

    def report_success(self, out: object, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self.got[example.lineno] = got

    def report_failure(self, out: object, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self.got[example.lineno] = got

    def report_unexpected_exception(
        self, out: object, test: doctest.DocTest, example: doctest.Example, exc_info: object
    ) -> None:
        self.problems[example.lineno] = f"raised {exc_info[1]!r}" if isinstance(exc_info, tuple) else "raised"


def run_python(block: Block, folder: Path, names: dict[str, object]) -> Iterator[Step]:
    test = doctest.DocTestParser().get_doctest("\n".join(block.lines) + "\n", names, "page", None, 0)
    recorder = Recorder()
    with contextlib.chdir(folder):
        recorder.run(test, out=lambda _: None, clear_globs=False)
    names.update(test.globs)
    for example in test.examples:
        start = block.line + example.lineno + example.source.count("\n")
        end = start + example.want.count("\n")
        got, problem = recorder.got.get(example.lineno, ""), recorder.problems.get(example.lineno, "")
        got = re.sub(r"(?m)^$(?=\n)", "<BLANKLINE>", got)
        yield Step(example.source.rstrip(), start, end, block.indent, example.want, got, problem)


def rewritten(text: str, steps: list[Step]) -> str:
    """The page with the real output in place of what it shows, wherever the two disagree."""
    lines = text.splitlines()
    for step in sorted(steps, key=lambda step: step.start, reverse=True):
        if not step.agrees:
            real = tidy(step.got).splitlines() if step.got.strip() else []
            lines[step.start : step.end] = [(step.indent + line).rstrip() for line in real]
    return "\n".join(lines) + "\n"


def main() -> int:
    failed = False
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            steps = run_page(text, Path(folder))
        for step in steps:
            if step.problem:
                failed = True
                print(f"{page.name}:{step.start}: {step.command}: {step.problem}\n{step.got}", file=sys.stderr)
        made = rewritten(text, steps)
        if made != text:
            page.write_text(made, encoding="utf-8")
        changed = sum(not step.agrees for step in steps)
        print(f"{page.relative_to(ROOT)}: {len(steps)} examples, {changed} rewritten")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
