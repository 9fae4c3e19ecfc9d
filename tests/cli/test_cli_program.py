"""The program as a process: start-up, pipes that close, interrupts, encodings, and help with examples."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import chiltern
from chiltern.cli.main import cli
from chiltern.reports.load import read_path
from tests.cli.conftest import Run
from tests.record.lines import READER, text

COMMAND = [sys.executable, "-m", "chiltern.cli"]
# Without coverage or other hooks of the tests, and from wherever the package is.
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))},
    "PYTHONPATH": str(Path(chiltern.__file__).parents[1]),
}


def chiltern_process(*words: str, **extra: object) -> subprocess.CompletedProcess[str]:
    options: dict[str, object] = {"env": ENVIRONMENT, "capture_output": True, "encoding": "utf-8", **extra}
    return subprocess.run([*COMMAND, *words], **options)  # type: ignore[call-overload,no-any-return]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom chiltern.cli.main import cli\ntry: cli(['count', '--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'msgspec', 'rich', 'sqlite3', 'yaml', 'trafilatura'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, encoding="utf-8")
    assert done.stderr == "[]\n"


def test_version() -> None:
    assert chiltern_process("--version").stdout == f"chiltern {chiltern.__version__}\n"


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize(("path", "command"), list(commands(cli)), ids=[" ".join(path) for path, _ in commands(cli)])
def test_every_command_has_help_with_an_example(run: Run, path: tuple[str, ...], command: click.Command) -> None:
    page = run(*path, "--help").stdout
    assert re.search(rf"Examples?:\n +chiltern {' '.join(path)} ", page)
    assert ("--json" in page) == (path not in (("read",), ("changes",), ("export",), ("serve",), ("site",)))
    if any(param.name == "record" for param in command.params):
        assert command.params[0].name == "record", "the record file comes first"


def test_a_reader_that_goes_away_is_no_error(split: str, tmp_path: Path) -> None:
    lines = [f"@statement speaker=Ada Merrin; cue=said @ Word {number}. {'word ' * 40}" for number in range(2000)]
    (tmp_path / "long.txt").write_text(text(*lines))
    with chiltern.open(split) as record:
        record.add([tmp_path / "long.txt"], reader=READER)
    for form in ((), ("--json",)):
        process = subprocess.Popen(
            [*COMMAND, "quotes", split, *form],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait(10) == 0


def test_interrupting_is_quiet_and_loses_nothing(split: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "add", split, "-"],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    with process:
        time.sleep(1.0)  # it now waits for standard input
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""
    with chiltern.open(tmp_path / split) as record:
        assert len(record.quotes()) == 1


def test_a_terminal_without_the_letters_gets_escapes(split: str, tmp_path: Path) -> None:
    done = chiltern_process("quotes", split, cwd=tmp_path, env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert r"\u201cI am sorry that Merrin goes.\u201d" in done.stdout


def test_colour_is_for_terminals_only(split: str, tmp_path: Path) -> None:
    plain = chiltern_process("count", split, "leave", cwd=tmp_path)
    loud = {**ENVIRONMENT, "FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "xterm-256color"}
    assert chiltern_process("count", split, "leave", cwd=tmp_path, env=loud).stdout == plain.stdout
    assert max(map(len, plain.stdout.splitlines())) <= 100


def test_a_terminal_gets_colour_and_a_progress_bar(split: str, tmp_path: Path) -> None:
    main_end, terminal = pty.openpty()
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Words {number}.")
    done = subprocess.run(
        [*COMMAND, "add", split, "0.txt", "1.txt", "none.txt"],
        env={**ENVIRONMENT, "TERM": "xterm-256color"},
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        cwd=tmp_path,
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            piece = os.read(main_end, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(main_end)
    assert done.returncode == 1
    assert b"Reading" in shown
    assert b"3/3" in shown
    assert b"chiltern: none.txt: no such file or folder" in shown
    assert b"3 reports: 2 added, 1 failed" in shown


def test_read_prints_a_page(run: Run, roll: str, reports: Path) -> None:
    done = run("read", "reports/a.txt", "--roll", roll)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "Merrin quits\n"
        "Moor Post, 18 February 2030, a.txt\n"
        "1 statement, 2 positions, 1 role, 1 figure\n"
        "\n"
        "Leaving\n"
        "  Ada Merrin  done: Reform Union\n"
        "      She has left the Reform Union.\n"
        "  Tom Okafor  leaves open\n"
        "      He would not rule out leaving.\n"
        "\n"
        "Statements\n"
        "  Tom Okafor said:\n"
        "      “I am sorry that Merrin goes.”\n"
        "\n"
        "Roles\n"
        "  Jas Teller  chair, Dockers Union, since 2021\n"
        "      Jas Teller, the dockers’ chair\n"
        "\n"
        "Figures\n"
        "  Harrow Vale, majority  about 12,345\n"
        "      some 12,345 votes\n"
    )


def test_read_prints_one_line_of_json_a_report(run: Run, roll: str, reports: Path) -> None:
    done = run("read", "reports", "nowhere.txt", "--roll", roll, "--format", "jsonl")
    assert done.exit_code == 1
    assert done.stderr == "chiltern: nowhere.txt: no such file or folder: check the path\n"
    first, second = map(json.loads, done.stdout.splitlines())
    body = read_path(reports / "a.txt").body
    assert list(first) == ["report", "statements", "positions", "roles", "figures", "attributions"]
    assert first["report"] == "a.txt"
    (statement,) = first["statements"]
    ((start, end),) = statement["segments"]
    assert statement == {
        "speaker": "Tom Okafor",
        "speaker_text": None,
        "cue": "said",
        "kind": "direct",
        "speech": True,
        "quote": body[start:end],
        "segments": [[start, end]],
    }
    done_, _ = first["positions"]
    assert body[done_.pop("start") : done_.pop("end")] == "She has left the Reform Union."
    assert done_ == {
        "holder": "Ada Merrin",
        "stance": "done",
        "act": "leave",
        "subject": [],
        "object": "Reform Union",
    }
    assert second["positions"][1]["subject"] == ["Ada Merrin"]
    assert second["positions"][1]["on_behalf_of"] == "Dockers Union"
    assert set(first["roles"][0]) == {"person", "role", "of", "since", "start", "end"}
    assert set(first["figures"][0]) == {"about", "measure", "value", "approximate", "start", "end"}


def test_read_parts_one_report_from_the_next(run: Run, roll: str, reports: Path) -> None:
    rule = "\n\n" + "=" * 60 + "\n\n"
    for words in (("reports",), ("reports/*.txt",)):
        first, second = run("read", *words, "--roll", roll).stdout.split(rule)
        assert first.startswith("Merrin quits\n")
        assert second.startswith("Okafor stays\n")
        assert "\nGiving up a seat\n  Jas Teller  demands, for Dockers Union, about Ada Merrin: Harrow Vale\n" in second
    assert "=====" not in run("read", "reports/a.txt", "--roll", roll).stdout


def test_read_says_that_nothing_was_found(run: Run, roll: str) -> None:
    done = run("read", "-", "--roll", roll, stdin="It rained.")
    assert done.stdout == "stdin\nno date\nNothing found: no statement, position, role or figure.\n"


@pytest.mark.parametrize("name", ["referendum", "event:referendum"])
def test_read_does_not_say_referendum_twice(run: Run, roll: str, name: str) -> None:
    line = f"@position holder=Ada Merrin; stance=supports; act=referendum; object={name} @ for it"
    page = run("read", "-", "--roll", roll, stdin=line).stdout
    assert "A referendum\n  Ada Merrin  supports\n" in page


def test_read_takes_what_a_document_does_not_say(run: Run, roll: str) -> None:
    said = ("--publisher", "Moor Post", "--published", "18/02/2030", "--title", "Here", "--author", "A. Writer")
    done = run("read", "-", "--roll", roll, *said, "--url", "https://moorpost.example/1", stdin="It rained.")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Here\nMoor Post, 18 February 2030, stdin\n")
    assert run("read", "-", "--roll", roll, "--published", "someday", stdin="It rained.").exit_code == 2


@pytest.mark.usefixtures("reports")
def test_read_gives_one_title_to_one_report_only(run: Run, roll: str) -> None:
    done = run("read", "reports", "--roll", roll, "--title", "Here")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "chiltern: a title or an address belongs to one report, and 2 files are given: name one file\n"
    )


def test_the_program_alone_prints_its_help(run: Run) -> None:
    alone = run()
    assert (alone.exit_code, alone.stderr) == (0, "")
    assert alone.stdout == run("--help").stdout
    assert alone.stdout.startswith("Usage: chiltern [OPTIONS] COMMAND [ARGS]...\n")
    assert re.search(r"\n  count +Show who stands where", alone.stdout)


def test_read_takes_standard_input(run: Run, roll: str) -> None:
    done = run("read", "-", "--roll", roll, stdin="Title: T\n\n@statement speaker=Ada Merrin @ Here.")
    assert done.stdout.splitlines()[0] == "T"
    assert "“Here.”" in done.stdout


def test_read_prints_attributions_as_ranges_of_characters(run: Run, roll: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text("@statement speaker=Ada Merrin; cue=said @ I am sorry."), encoding="utf-8")
    done = run("read", "a.txt", "--roll", roll, "--format", "attributions")
    assert done.exit_code == 0
    line = json.loads(done.stdout)
    assert line["report"] == "a"
    (statement,) = line["statements"]
    ((start, end),) = statement["content"]
    assert read_path(tmp_path / "a.txt").body[start:end] == "I am sorry."
    assert set(statement) == {"speaker_text", "speaker", "cue", "content"}


def test_jobs_change_nothing_but_the_time(run: Run) -> None:
    from chiltern.sample import reports_dir

    command = [*COMMAND, "read", str(reports_dir()), "--format", "jsonl"]
    one, two = (
        subprocess.run([*command, "--jobs", jobs], env=ENVIRONMENT, capture_output=True, check=True).stdout
        for jobs in ("1", "2")
    )
    assert one == two
    assert len(one.splitlines()) == 14


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "65"])
def test_jobs_that_are_no_number_of_processes_are_bad_use(run: Run, jobs: str) -> None:
    assert run("read", "a.txt", "--jobs", jobs).exit_code == 2
