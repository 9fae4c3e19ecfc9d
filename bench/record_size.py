"""A record that grows: time, memory and file at 1,000, 10,000 and 100,000 made-up reports of 30 claims each.

The reports are the sample's, varied from a seed (`bench/made_up.py`), with their claims ready, so that what is measured
is the record and not the reader. They are added by `Record.adding`, the way of `chiltern add`, one durable commit for
each report. The floor is plain `sqlite3`: the same rows, ready-made, into the same tables, a transaction for each.
`SIZES=1000,10000,100000` says how far it goes; without it, to 10,000.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec

import chiltern
from bench.made_up import made_up
from bench.timing import versions
from chiltern.claims import Reading
from chiltern.errors import ChilternError
from chiltern.ingest import Reader, ReadReport, own_reader
from chiltern.record.migrating import migrate, migrations
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.model import Report
from chiltern.sample import reports_dir

_PORTION = 500
_SIZES = "1000,10000"
# Somebody in the news every day, somebody seldom in it, and words that every report has or few.
_COMMON, _RARE = 3, 560
_DAY = date(2019, 2, 18)


class Growth:
    """A record that made-up reports are added to, a new one where none is given, and what that took."""

    def __init__(self, folder: Path, reports: Iterator[ReadReport], path: Path | None = None) -> None:
        self.path, self._folder, self._reports = path or folder / "made-up.db", folder, reports
        self._ready: dict[str, Reading] = {}
        self._reading = 0.0
        self.added, self.claims = 0, 0
        self.seconds: list[float] = []
        if path is None:
            chiltern.new(self.path).close()

    def grow(self, size: int) -> None:
        """Adds reports until there are so many."""
        with chiltern.open(self.path) as record:
            while self.added < size:
                portion = list(islice(self._reports, min(_PORTION, size - self.added)))
                source = self._folder / "portion.jsonl"
                source.write_bytes(b"\n".join(msgspec.json.encode(_line(one.report)) for one in portion))
                self._ready = {one.report.version: one.reading for one in portion}
                began = time.perf_counter()
                for outcome in record.adding([source], reader=Reader("made-up-1", self._read)):
                    assert outcome.status in ("added", "revised"), outcome
                    self.claims += outcome.claims
                    self.seconds.append(time.perf_counter() - began)
                    began = time.perf_counter()
                self.added += len(portion)

    def _read(self, report: Report, roll: Roll) -> Reading:
        return self._ready[report.version]


def main() -> None:
    """Prints for each size what adding took, how large the record is, and how long it takes to answer."""
    sizes = [int(size) for size in os.environ.get("SIZES", _SIZES).split(",")]
    roll = load_roll("uk-commons-2017")
    read = [item for item in chiltern.read([reports_dir()], reader=own_reader()) if isinstance(item, ReadReport)]
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        growth = Growth(Path(name), made_up(read, roll))
        print(f"a commit that reaches the disk: {_commit(Path(name)):.2f} ms")
        for size in sizes:
            growth.grow(size)
            _tell(growth, size)
            _answers(growth.path, roll)
            if size == sizes[0]:
                _floor(growth, Path(name))
        _verified(growth.path)
    print(versions() + f", SQLite {sqlite3.sqlite_version}")


def _tell(growth: Growth, size: int) -> None:
    last = sorted(growth.seconds[-1000:])
    mean = 1000 * sum(last) / len(last)
    file = growth.path.stat().st_size
    print(f"{size:,} reports, {growth.claims:,} claims")
    print(f"  added in {sum(growth.seconds):,.1f} s; of the last 1,000, a report {mean:.2f} ms on average,", end="")
    print(f" half under {1000 * last[len(last) // 2]:.2f}, the slowest {1000 * last[-1]:.1f}")
    print(f"  file {file / 1e6:,.0f} MB, {file / growth.claims:,.0f} bytes a claim; memory at most {_memory():,.0f} MB")


def _answers(path: Path, roll: Roll) -> None:
    """How long each question takes, with the record opened for it."""
    people = [person.name for person in roll.persons.values()]
    asked: dict[str, Callable[[chiltern.Record], object]] = {
        "count leave": lambda record: record.count("leave").reports,
        "count leave --of Labour --on a day": lambda record: record.count("leave", of="Labour", on=_DAY).reports,
        "count stand": lambda record: record.count("stand").reports,
        f"who {people[_COMMON]}": lambda record: len(record.who(people[_COMMON]).statements),
        f"who {people[_RARE]}": lambda record: len(record.who(people[_RARE]).statements),
        "who, a misspelt name": lambda record: record.who("Zaphod Coreman"),
        f"quotes --by {people[_RARE]}": lambda record: len(record.quotes(by=people[_RARE])),
        f"quotes --about {people[_RARE]}": lambda record: len(record.quotes(about=people[_RARE])),
        'quotes --search "good to be back"': lambda record: len(record.quotes(search='"good to be back"')),
        "quotes --search, rare words": lambda record: len(record.quotes(search="fortnight voters")),
        "source": lambda record: record.source(_some_claim(path)).kind,
    }
    for name, ask in asked.items():
        began = time.perf_counter()
        with chiltern.open(path) as record:
            try:
                answer = ask(record)
            except ChilternError as error:
                answer = type(error).__name__
        print(f"  {name:40} {1000 * (time.perf_counter() - began):>10,.1f} ms   {answer}", flush=True)
    print(f"  memory at most {_memory():,.0f} MB")


def _some_claim(path: Path) -> str:
    with closing(sqlite3.connect(path)) as file:
        return str(file.execute("SELECT digest FROM claims WHERE id = 17").fetchone()[0])


def _floor(growth: Growth, folder: Path) -> None:
    """The same rows into the same tables with nothing but `sqlite3`."""
    with closing(sqlite3.connect(growth.path)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM pragma_table_list WHERE schema = 'main'")]
        tables = {name: file.execute(f"SELECT * FROM {name}").fetchall() for name in names if name in _BY_REPORT}
        others = {name: file.execute(f"SELECT * FROM {name}").fetchall() for name in _SHARED}
        quotes = file.execute("SELECT id, json ->> 'quote' FROM claims WHERE kind = 'statement'").fetchall()
    versions = {row[0]: row for row in tables["report_versions"]}
    version_of = {row[0]: row[2] for row in tables["claims"]}
    by_version: dict[int, dict[str, list[tuple[object, ...]]]] = {
        number: {"claims": [], "links": [], "quotes": []} for number in versions
    }
    for row in tables["claims"]:
        by_version[row[2]]["claims"].append(row)
    for row in tables["links"]:
        by_version[version_of[row[0]]]["links"].append(row)
    for row in quotes:
        by_version[version_of[row[0]]]["quotes"].append(row)
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = FULL")
        migrate(file, migrations())
        began = time.perf_counter()
        file.execute("BEGIN")
        for name, rows in others.items():
            _insert(file, name, rows)
        file.execute("COMMIT")
        for number, version in versions.items():
            file.execute("BEGIN IMMEDIATE")
            _insert(file, "report_versions", [version])
            _insert(file, "claims", by_version[number]["claims"])
            _insert(file, "links", by_version[number]["links"])
            file.executemany("INSERT INTO quotes (rowid, quote) VALUES (?, ?)", by_version[number]["quotes"])
            file.execute("COMMIT")
        floor = time.perf_counter() - began
    ours = sum(growth.seconds)
    print(f"  the same rows by sqlite3 alone: {1000 * floor / len(versions):.2f} ms a report", end="")
    print(f"; Chiltern takes {ours / floor:.1f} times as long")


_BY_REPORT = ("report_versions", "claims", "links")
_SHARED = ("sources", "reports", "entities", "names")


def _insert(file: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        file.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _verified(path: Path) -> None:
    began = time.perf_counter()
    with chiltern.open(path) as record:
        found = record.verify()
    print(f"  verify: {time.perf_counter() - began:,.1f} s, {len(found)} findings, memory at most {_memory():,.0f} MB")
    for hurt in found[:5]:
        print(f"    {hurt}")


def _commit(folder: Path) -> float:
    """What a commit of one small row costs, in milliseconds."""
    with closing(sqlite3.connect(folder / "commits.db", isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = FULL")
        file.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY)")
        began = time.perf_counter()
        for _ in range(200):
            file.execute("INSERT INTO rows DEFAULT VALUES")
        return (time.perf_counter() - began) * 1000 / 200


def _memory() -> float:
    """The most memory that this process had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def _line(report: Report) -> dict[str, object]:
    return {name: getattr(report, name) for name in report.__struct_fields__}


if __name__ == "__main__":
    main()
