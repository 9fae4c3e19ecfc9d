"""`chiltern roll fetch`: what it prints, what it leaves, how it ends."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import chiltern
from chiltern.cli.main import cli
from tests.fetch.conftest import QUICK, Server, never, status

Run = Callable[..., Result]

# The program, without the pauses that a server on this machine does not need.
IN_A_HURRY = """
from chiltern.fetch import client, run
run.POLITE = client.Manners(pause=0, backoff=0, jitter=0)
from chiltern.cli.main import main
main()
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: Server) -> Run:
    """Fetches from the server, in an empty folder: `run("-o", "x.json")`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("chiltern.fetch.run.POLITE", QUICK)

    def fetch(*words: str) -> Result:
        where = () if "--offline" in words else ("--base", server.base)
        results = () if {"--offline", "--no-results"} & {*words} else ("--results", server.results)
        return CliRunner().invoke(cli, ("roll", "fetch", "uk-commons", "--cache", "kept", *where, *results, *words))

    return fetch


def test_it_says_what_was_made_and_from_what(run: Run) -> None:
    done = run()
    assert (done.exit_code, done.stderr) == (0, "")
    told = " ".join(done.stdout.split())
    assert told.startswith("Made uk-commons.json: House of Commons: 45 persons, ")
    assert told.endswith(", in each party as many as the Members API counts.")
    assert "45 members on " in told
    assert chiltern.load_roll("uk-commons.json").name == "uk-commons"
    assert run("--replace").stdout.splitlines()[-1] == "11 answers, 11 of them kept from before."


def test_json_has_the_same(run: Run) -> None:
    told = json.loads(run("--json", "--no-results").stdout)
    assert (told["roll"], told["chamber"], told["members"]) == ("uk-commons.json", "House of Commons", 45)
    assert (told["answers"], told["from_cache"], told["left_out"], told["differences"]) == (10, 0, [], [])


def test_a_difference_and_a_row_left_out_are_told_on_standard_error(run: Run, server: Server) -> None:
    server.plan(
        "StateOfTheParties",
        status(
            200,
            b'{"items": [{"value": {"party": {"id": 999, "name": "X\x1b[31m"}, "total": 1}}]}'.replace(
                b"\x1b", b"\\u001b"
            ),
        ),
    )
    lines = server.house.results().splitlines()
    server.plan("candidacies", status(200, "\n".join([*lines, "short"]).encode()))
    done = run()
    assert done.exit_code == 0
    assert "left out: 1 fields where the header has" in done.stderr
    assert r"chiltern: uk-commons.json: X\x1b[31m: 0 in the roll, 1 in the state of the parties" in done.stderr
    assert "as many as the Members API counts" not in done.stdout


def test_nobody_there_is_one_line_and_status_1(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = run("--base", f"http://127.0.0.1:{port}/api")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"chiltern: 127.0.0.1:{port} could not be reached: connection refused; check the network and run it again\n"
    )
    assert not Path("uk-commons.json").exists()


def test_a_failure_leaves_the_roll_that_is_there(run: Run, server: Server) -> None:
    Path("uk-commons.json").write_text("mine")
    server.plan("History", status(200, b"<html>"))
    done = run("--replace")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "a web page or XML where JSON should be" in done.stderr
    assert Path("uk-commons.json").read_text() == "mine"
    assert sorted(path.name for path in Path().iterdir()) == ["kept", "uk-commons.json"]


def test_a_roll_that_is_there_is_not_written_over_unless_told(run: Run, server: Server) -> None:
    Path("uk-commons.json").write_text("mine")
    done = run()
    assert (done.exit_code, done.stdout) == (2, "")
    assert "give --replace" in done.stderr
    assert server.asked == []


def test_offline_makes_the_last_fetch_again(run: Run, server: Server) -> None:
    assert "run it once without --offline" in run("--offline").stderr
    run("-o", "first.json")
    asked = len(server.asked)
    done = run("--offline", "-o", "second.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert Path("first.json").read_bytes() == Path("second.json").read_bytes()
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    "words",
    [
        ("--offline", "--refresh"),
        ("--no-results", "--results", "http://x/"),
        ("--base", "nowhere"),
        ("--since", "yesterday week"),
        ("-o", "no/such/folder.json"),
        ("-o", "."),
    ],
)
def test_bad_use_is_one_line_and_status_2(words: tuple[str, ...], run: Run, server: Server) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert server.asked == []


def test_it_names_itself_and_its_version(run: Run, server: Server) -> None:
    run()
    assert server.asked[0].headers["user-agent"].startswith(f"chiltern/{chiltern.__version__} ")


# As a program of its own


def program(server: Server, tmp_path: Path) -> tuple[list[str], dict[str, str]]:
    words = ["roll", "fetch", "uk-commons", "--no-results", "--base", server.base, "--cache", "kept"]
    environment = {
        "PATH": os.defpath,
        "XDG_CACHE_HOME": "own",
        "PYTHONPATH": str(Path(chiltern.__file__).parents[1]),
        "HOME": str(tmp_path),
    }
    return [sys.executable, "-c", IN_A_HURRY, *words], {**environment, "TERM": "xterm", "LANG": "C.UTF-8"}


def test_ctrl_c_ends_it_without_a_word(server: Server, tmp_path: Path) -> None:
    server.plan("History", never)
    command, environment = program(server, tmp_path)
    running = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not any("History" in path for path in server.paths()):
        assert running.poll() is None, running.communicate()
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert (running.returncode, out, err) == (130, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]
    assert len(list((tmp_path / "kept" / "uk-commons").iterdir())) == 2 * 3


def test_a_terminal_sees_how_far_it_has_come(server: Server, tmp_path: Path) -> None:
    command, environment = program(server, tmp_path)
    ours, theirs = pty.openpty()
    server.plan("Search", status(503))
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    seen = b""
    with open(ours, "rb", buffering=0) as terminal:
        try:
            while piece := terminal.read(4096):
                seen += piece
        except OSError:  # how Linux says that the other end is closed
            pass
    assert running.wait() == 0
    words = seen.decode()
    assert "Members" in words
    assert "45/45" in words
    assert "then asking again" in words
