"""A run that is killed at any moment: the record opens, is whole, and the same run again completes it."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import chiltern
from tests.record.lines import READER, text

ROOT = Path(__file__).parents[2]
REPORTS, KILLS = 40, 6
# At any moment of each of these; see tests/record/crashing.py.
KILLED_AMID = {"add": 50, "decide": 50, "migrate": 50, "rebuild": 50}
RUN = """
import sys
import chiltern
from tests.record.lines import READER
with chiltern.open(sys.argv[1]) as record:
    for outcome in record.adding([sys.argv[2]], reader=READER):
        print(outcome.status, flush=True)
"""
TABLES = {
    "meta": "key, CASE key WHEN 'created' THEN '' ELSE value END",
    "sources": "*",
    "reports": "*",
    "report_versions": "id, report_id, digest, source_id, name, title, published, url, body, revised",
    "claims": 'id, digest, version_id, kind, act, json, start, "end", valid_from, valid_to, reader',
    "entities": "*",
    "names": "*",
    "links": "*",
    "quotes_data": "*",
}


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows, apart from times."""
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        return {table: file.execute(f"SELECT {columns} FROM {table}").fetchall() for table, columns in TABLES.items()}


def claims_per_version(path: Path) -> set[int]:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute(
            "SELECT count(claims.id) FROM report_versions AS version LEFT JOIN claims ON version_id = version.id"
            " GROUP BY version.id"
        )
        return {number for (number,) in rows}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(REPORTS):
        claims = [
            f"@position holder=Ada Merrin; stance=rules_out; act=leave @ She stays, {number}.",
            f"@position holder=described:source {number}; stance=expects; act=leave; subject=Tom Okafor @ He goes.",
            *(f"@statement speaker=Person Number{n}; cue=said @ Word {n} of report {number}." for n in range(20)),
        ]
        published = f"2030-02-{number % 27 + 1:02}"
        (made / f"{number:03}.txt").write_text(text(*claims, publisher=f"Paper {number % 7}", published=published))
    return made


def started_run(record: Path, folder: Path) -> subprocess.Popen[str]:
    """`add` in a process of its own, which tells of each report when it is kept."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(record), str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(chiltern.__file__).parents[1])])},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def killed_run(record: Path, folder: Path, after: int, pause: float) -> int:
    """Starts a run and kills it once it has told of some reports; gives how many it told."""
    with started_run(record, folder) as process:
        assert process.stdout is not None
        told = [line.strip() for line, _ in zip(process.stdout, range(after), strict=False)]
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        told += [line.strip() for line in process.stdout]
    return sum(line in ("added", "unchanged") for line in told)


def test_two_runs_at_once_share_the_work(tmp_path: Path, folder: Path, roll_file: Path) -> None:
    path = tmp_path / "shared.db"
    chiltern.new(path, roll=roll_file).close()
    runs = [started_run(path, folder) for _ in range(2)]
    told = [line for run in runs for line in run.communicate(timeout=60)[0].split()]
    assert [run.returncode for run in runs] == [0, 0]
    assert (told.count("added"), told.count("unchanged")) == (REPORTS, REPORTS)
    assert claims_per_version(path) == {22}
    assert len(content(path)["report_versions"]) == REPORTS


def test_a_killed_run_leaves_a_whole_record_and_is_completed_by_the_next(
    tmp_path: Path, folder: Path, roll_file: Path
) -> None:
    undisturbed, killed = tmp_path / "undisturbed.db", tmp_path / "killed.db"
    with chiltern.new(undisturbed, roll=roll_file) as record:
        record.add([folder], reader=READER)
    chiltern.new(killed, roll=roll_file).close()
    chance, partly = random.Random(18022019), 0
    for attempt in range(KILLS):
        told = killed_run(killed, folder, chance.randint(0, 4 + attempt * 4), chance.uniform(0, 0.004))
        assert claims_per_version(killed) <= {22}, "every version has all of its claims"
        kept = len(content(killed)["report_versions"])
        assert kept >= told, "what was told is kept"
        partly += 0 < kept < REPORTS
    assert partly >= 2, "the kills must fall into the work"
    with chiltern.open(killed) as record:
        outcomes = record.add([folder], reader=READER)
        assert {outcome.status for outcome in outcomes} <= {"added", "unchanged"}
    assert content(killed) == content(undisturbed)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies a process, which Windows cannot")
def test_two_hundred_kills_lose_nothing_that_was_told(tmp_path: Path) -> None:
    """During adding, deciding, bringing an older record up to date and rebuilding; each in a process of its own."""
    runs = {}
    for number, (name, kills) in enumerate(KILLED_AMID.items()):
        folder = tmp_path / name
        folder.mkdir()
        runs[name] = subprocess.Popen(
            [sys.executable, "-m", "tests.record.crashing", str(folder), str(18022019 + number), f"{name}={kills}"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(chiltern.__file__).parents[1])])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    done = {name: run.communicate(timeout=300) for name, run in runs.items()}
    assert {name: run.returncode for name, run in runs.items()} == dict.fromkeys(runs, 0), done
    told = {name: json.loads(out)[name] for name, (out, _) in done.items()}
    print(told)
    assert sum(one["kills"] for one in told.values()) == 200
    # Most kills fall into the work and not after it.
    assert all(one["amid"] > one["kills"] / 4 for one in told.values()), told
