"""The pages under load: requests a second and the slowest hundredth, of one process, by `wrk` over a mix of pages.

Beside them stand a bare Starlette handler that runs the same questions and gives them as JSON, and Datasette's table
page on the same file. `RECORD=path` names the record (it is only read; what is written to is a copy); without it one of
`SIZE=1000` made-up reports is built. `SECONDS=60` is how long each runs, `BENCH_FOLDER` where copies go.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing import Event, Process
from multiprocessing.synchronize import Event as Flag
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_plus

import msgspec

import chiltern
from bench.made_up import made_up
from bench.record_size import Growth
from bench.timing import versions
from chiltern.ingest import ReadReport, own_reader
from chiltern.phrases import ACTS
from chiltern.record.model import Entity
from chiltern.register.roll import load_roll
from chiltern.sample import reports_dir
from chiltern.web.address import entity_path
from chiltern.web.routes import ROUTES

_CONNECTIONS = 8
_SCRIPT = Path(__file__).with_suffix(".lua")
# Seconds until a server must have counted what it is asked for.
_PATIENCE = 600.0
# Of each kind of page so many are asked for, in an order that a seed gives.
_SOME, _SEED = 40, 20190218


class Load(msgspec.Struct, frozen=True):
    """What `wrk` met: `refused` answers were not 2xx or 3xx, `broken` did not come. Times are in microseconds."""

    requests: int
    microseconds: int
    median: int
    p99: int
    refused: int
    broken: int

    @property
    def rate(self) -> float:
        return self.requests * 1e6 / self.microseconds


class Contestant(NamedTuple):
    """A server to load: its command, with `{port}` in it, the addresses, and whether each is to be one never asked."""

    name: str
    command: tuple[str, ...]
    paths: tuple[str, ...]
    anew: bool = False
    writing: Path | None = None


def main() -> None:
    """Prints a line for each contestant."""
    if shutil.which("wrk") is None:
        print("skipped: wrk is not installed (apt-get install wrk)")
        return
    seconds = int(os.environ.get("SECONDS", "60"))
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        given = os.environ.get("RECORD")
        record = Path(given) if given else _built(folder, int(os.environ.get("SIZE", "1000")))
        print(f"{_size(record)}; {seconds} s each, {_CONNECTIONS} connections, one process of each server")
        met: list[Load] = []
        for one in _contestants(record, folder):
            met.append(_loaded(one, folder, seconds))
            _tell(one, met)
    print(versions("starlette", "uvicorn", "jinja2"))


def _contestants(record: Path, folder: Path) -> Iterator[Contestant]:
    mixed = _mixed(record)
    pages = (sys.executable, "-c", "from chiltern.cli.main import main; main()", "serve")
    port = ("--port", "{port}")
    yield Contestant("Chiltern, pages kept while nothing changes", (*pages, str(record), *port), mixed)
    yield Contestant("Chiltern, each page made anew", (*pages, str(record), *port), mixed, anew=True)
    bare = (sys.executable, "-m", "bench.web_bare", str(record), "{port}")
    yield Contestant("bare Starlette, the same questions as JSON", bare, mixed, anew=True)
    datasette = Path(sys.executable).with_name("datasette")
    if datasette.exists():
        tables = tuple(f"/{record.stem}/claims?_next={number * 50}" for number in range(1, 200))
        command = (str(datasette), str(record), *port, "--setting", "num_sql_threads", "4")
        yield Contestant("Datasette, the table page of claims", command, tables)
    else:
        print("  no Datasette beside this Python: make bench sets one up")
    copy = folder / "written.db"
    with closing(sqlite3.connect(record)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    yield Contestant("Chiltern, while reports are added", (*pages, str(copy), *port), mixed, writing=copy)


def _loaded(one: Contestant, folder: Path, seconds: int) -> Load:
    addresses = folder / "addresses.txt"
    addresses.write_text("".join(f"{path}\n" for path in one.paths))
    with _server(one.command) as base, _writer(one.writing, folder):
        # All is met as it is after a while: with the counts made, and the pages that can be kept.
        for path in one.paths:
            _ask(base + path)
        wrk = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "--latency", "-s", str(_SCRIPT)]
        arguments = [base, "--", str(addresses), "anew" if one.anew else "kept"]
        said = subprocess.run([*wrk, *arguments], check=True, capture_output=True)
    result = next(line for line in said.stdout.splitlines() if line.startswith(b"RESULT "))
    return msgspec.json.decode(result.removeprefix(b"RESULT "), type=Load)


def _ask(address: str) -> None:
    """Until there is an answer: counting a large record takes longer than one reader may wait."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=60).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 503 or time.monotonic() > until:
                raise
        time.sleep(1)


def _tell(one: Contestant, met: list[Load]) -> None:
    """Ratios are to the first contestant, whose pages are kept, and to the second, who makes each anew."""
    load = met[-1]
    print(f"  {one.name:45} {load.rate:>8,.1f} requests/s", end="")
    print(f"  median {load.median / 1000:>8,.1f} ms  p99 {load.p99 / 1000:>8,.1f} ms", end="")
    ratios = " and ".join(f"{load.rate / other.rate:.2f}" for other in met[:2])
    print(f"  {load.refused} refused, {load.broken} broken; ratio {ratios}", flush=True)


def _mixed(record: Path) -> tuple[str, ...]:
    """Addresses of every kind of page there is, in an order of chance."""
    chance = random.Random(_SEED)
    places = {route.path for route in ROUTES}
    with chiltern.open(record) as opened:
        view = opened.view()
        entities = [Entity(*row) for row in view.rows("SELECT name, kind, register_id, id FROM entities")]
        reports = [f"reports/{number}" for (number,) in view.rows("SELECT id FROM reports")]
        claims = view.rows("SELECT substr(digest, 1, 10) FROM claims WHERE kind = 'statement' AND id <= 20000")
        conflicts = view.rows("SELECT substr(digest, 1, 10) FROM conflicts WHERE closed_at IS NULL LIMIT 2000")
    paths = [path for one in entities if (path := entity_path(one)) is not None]
    kinds = [
        *([path for path in paths if path.startswith(f"{prefix}/")] for prefix in ("people", "parties", "seats")),
        reports,
        [f"statements/{handle}" for (handle,) in claims],
        [f"conflicts/{handle}" for (handle,) in conflicts],
        [f"count/{act}" for act in ACTS],
        [f"house?on=2019-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}" for _ in range(_SOME)],
        [f"search?q={quote_plus(one.name)}" for one in chance.sample(entities, min(_SOME, len(entities)))],
        # Not what is new: of a record that was made at one go that is all of it.
        ["", "count", "people", "reports", "conflicts"],
    ]
    chosen = [path for kind in kinds for path in chance.sample(kind, min(_SOME, len(kind))) if _is_there(path, places)]
    chance.shuffle(chosen)
    return tuple(f"/{path}" for path in chosen)


def _is_there(path: str, places: set[str]) -> bool:
    bare = path.partition("?")[0]
    prefix = bare.rpartition("/")[0]
    return bare in places or any(place.startswith(f"{prefix}/{{") for place in places if prefix)


@contextmanager
def _server(command: tuple[str, ...]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = [part.replace("{port}", str(port)) for part in command]
    with subprocess.Popen(given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            until = time.monotonic() + 60
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    assert running.poll() is None, f"{given[0]} ended"
                    assert time.monotonic() < until, f"{given[0]} does not listen"
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


@contextmanager
def _writer(record: Path | None, folder: Path) -> Iterator[None]:
    """While it is open, made-up reports are added by a process of its own, ten a second."""
    if record is None:
        yield
        return
    stop = Event()
    before = _size(record)
    writing = Process(target=_write, args=(record, folder, stop))
    writing.start()
    try:
        yield
    finally:
        stop.set()
        writing.join()
        assert writing.exitcode == 0, "the writer failed"
        print(f"  written to meanwhile: {before} became {_size(record)}")


def _write(record: Path, folder: Path, stop: Flag) -> None:
    growth = Growth(folder, made_up(_sample(), load_roll("uk-commons-2017"), seed=_SEED + 1), record)
    while not stop.is_set():
        growth.grow(growth.added + 1)
        stop.wait(0.1)


def _built(folder: Path, size: int) -> Path:
    growth = Growth(folder, made_up(_sample(), load_roll("uk-commons-2017")))
    growth.grow(size)
    return growth.path


def _sample() -> list[ReadReport]:
    return [item for item in chiltern.read([reports_dir()], reader=own_reader()) if isinstance(item, ReadReport)]


def _size(record: Path) -> str:
    with chiltern.open(record) as opened:
        reports, claims = opened.view().row("SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM claims)")
    return f"{reports:,} reports, {claims:,} claims"


if __name__ == "__main__":
    main()
