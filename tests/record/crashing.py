"""Kills a process at random moments while it writes to a record, many times over: `python -m tests.record.crashing`.

One process that has loaded everything is copied for each run, so that a run costs milliseconds and not a start of
Python. A run tells of each thing that is done; after the kill, the record must open, verify, and hold all it was told.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import chiltern
from chiltern.record.checks import Hurt
from chiltern.record.migrating import migrate, migrations
from chiltern.record.model import Action
from chiltern.record.store import APPLICATION_ID
from chiltern.record.verify import verify
from chiltern.register.roll import save_roll
from tests.record.lines import READER, ROLL, text

Tell = Callable[[str], None]
REPORTS, DECISIONS = 12, 20


class Operation(NamedTuple):
    """`run` does it on a record and tells of each part that is done, `kept` gives the parts that a record holds.

    Each run starts from a copy of the record `start`; one that goes on starts where the last one was killed.
    """

    run: Callable[[Path, Tell], None]
    kept: Callable[[sqlite3.Connection], set[str]]
    start: str
    goes_on: bool = False


def add(path: Path, tell: Tell) -> None:
    with chiltern.open(path) as record:
        for outcome in record.adding([path.parent / "reports"], reader=READER):
            assert outcome.status in ("added", "unchanged"), outcome
            tell(str(outcome.title))


def decide(path: Path, tell: Tell) -> None:
    """So many decisions, each on a claim that has none; a later run goes on where one before it was killed."""
    with chiltern.open(path) as record:
        decided = {entry.decision.target for entry in record.log() if entry.decision is not None}
        claims = [quote.words.claim for quote in record.quotes()][:DECISIONS]
        for number, claim in enumerate(claims):
            if claim not in decided:
                action: Action = ("reject", "confirm", "note")[number % 3]
                made = record.decide(action, claim, by="A. Editor", why=f"No. {number}")
                tell(str(made.id))


def rebuild(path: Path, tell: Tell) -> None:
    with chiltern.open(path) as record:
        record.rebuild()
        tell("derived")


def bring_up(path: Path, tell: Tell) -> None:
    chiltern.open(path).close()
    tell(str(migrations()[-1].number))


def _titles(file: sqlite3.Connection) -> set[str]:
    return {title for (title,) in file.execute("SELECT title FROM report_versions")}


def _decisions(file: sqlite3.Connection) -> set[str]:
    return {str(number) for (number,) in file.execute("SELECT id FROM decisions")}


def _derived(file: sqlite3.Connection) -> set[str]:
    """Whatever rebuild was stopped, what is derived is there whole."""
    found = file.execute("SELECT count(*) FROM findings").fetchone()[0]
    return {"derived"} if found else set()


def _version(file: sqlite3.Connection) -> set[str]:
    assert file.execute("SELECT count(*) FROM report_versions").fetchone()[0] == REPORTS
    return {str(file.execute("PRAGMA user_version").fetchone()[0])}


OPERATIONS = {
    "add": Operation(add, _titles, "empty.db", goes_on=True),
    "decide": Operation(decide, _decisions, "full.db"),
    "migrate": Operation(bring_up, _version, "old.db"),
    "rebuild": Operation(rebuild, _derived, "full.db"),
}


def prepare(folder: Path) -> None:
    """Reports, and records to start from: an empty one, a full one, and a full one of the first version."""
    (folder / "reports").mkdir()
    for number in range(REPORTS):
        claims = [
            f"@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She left, {number}.",
            f"@figure measure=majority; value={1200 + number}; about=Harrow Vale @ {1200 + number} votes",
            *(f"@statement speaker=Person Number{n}; cue=said @ Word {n} of {number}, she said." for n in range(6)),
        ]
        header = {"publisher": f"Paper {number % 7}", "published": f"2030-02-{number + 1:02}", "title": f"T{number}"}
        (folder / "reports" / f"{number:03}.txt").write_text(text(*claims, **header))
    save_roll(ROLL, folder / "roll.json")
    chiltern.new(folder / "empty.db", roll=folder / "roll.json").close()
    shutil.copy(folder / "empty.db", folder / "full.db")
    add(folder / "full.db", lambda _: None)
    _older(folder / "full.db", folder / "old.db")


def _older(full: Path, old: Path) -> None:
    """The same claims in the tables of the first version."""
    with closing(sqlite3.connect(old, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(file, migrations()[:1])
        file.execute("ATTACH ? AS full", (str(full),))
        for table in ("meta", "sources", "reports", "report_versions", "claims", "entities", "names", "links"):
            columns = ", ".join(f'"{row[1]}"' for row in file.execute(f"PRAGMA main.table_info({table})").fetchall())
            file.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM full.{table}")
        file.execute(
            "INSERT INTO quotes (rowid, quote) SELECT id, json ->> 'quote' FROM claims WHERE kind = 'statement'"
        )
        file.execute("DELETE FROM meta WHERE key = 'derived'")


def told_by(operation: Operation, path: Path, after: float | None) -> tuple[list[str], bool]:
    """Runs it in a process of its own and kills that after so many seconds; what it told, and whether it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            operation.run(path, lambda part: _write(writing, part))
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as told:
        lines = told.read().split("\n")
    _, status = os.waitpid(child, 0)
    assert status == 0 or os.WIFSIGNALED(status), "it broke by itself"
    # The last piece is empty, or was not told to its end.
    return lines[:-1], os.WIFSIGNALED(status)


def _write(pipe: int, part: str) -> None:
    os.write(pipe, f"{part}\n".encode())


def kill_often(name: str, folder: Path, kills: int, seed: int) -> dict[str, int]:
    """So many kills at random moments of an operation; raises `AssertionError` for what was lost or hurt.

    `amid` counts those that came before the operation had ended by itself.
    """
    operation, chance = OPERATIONS[name], random.Random(seed)
    path, start = folder / f"{name}.db", folder / operation.start
    shutil.copy(start, path)
    began = time.perf_counter()
    whole = set(told_by(operation, path, None)[0])
    length = time.perf_counter() - began
    amid, told = 0, set(whole)
    for _ in range(kills):
        if not operation.goes_on or told >= whole:
            told = set()
            for left in folder.glob(f"{path.name}-*"):
                left.unlink()
            shutil.copy(start, path)
        now, killed = told_by(operation, path, chance.uniform(0, length))
        told |= set(now)
        amid += killed
        hurt = [found for found in verify(path) if isinstance(found, Hurt)]
        assert not hurt, hurt[:3]
        with closing(sqlite3.connect(path)) as file:
            kept = operation.kept(file)
        assert told <= kept, f"told and lost: {sorted(told - kept)}"
    return {"kills": kills, "amid": amid, "milliseconds": round(1000 * length)}


def main() -> None:
    folder, seed, *each = sys.argv[1:]
    prepare(Path(folder))
    for one in each:
        name, _, kills = one.partition("=")
        print(json.dumps({name: kill_often(name, Path(folder), int(kills), int(seed))}), flush=True)


if __name__ == "__main__":
    main()
