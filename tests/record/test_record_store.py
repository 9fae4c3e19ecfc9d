"""The record file: made whole, told apart from other files, never changed behind its back, each trouble one line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import chiltern
from chiltern.record.store import APPLICATION_ID, Migration, Store, create, migrate, migrations
from tests.record.conftest import Add


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as any SQLite program opens it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def test_a_new_record_says_what_it_is(record: chiltern.Record) -> None:
    with raw(record.path) as file:
        assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert file.execute("PRAGMA user_version").fetchone() == (migrations()[-1].number,)
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        meta = dict(file.execute("SELECT key, value FROM meta"))
    assert meta["roll"] == "moorland-2030"
    assert len(meta["roll_digest"]) == 64


def test_a_record_carries_a_roll_that_does_not_ship(record: chiltern.Record, roll_file: Path) -> None:
    roll_file.unlink()
    with chiltern.open(record.path) as again:
        assert again.roll.title == "the Assembly of Moorland"
        assert "Ada Merrin" in [person.name for person in again.roll.persons.values()]


def test_nothing_is_left_beside_a_closed_record(tmp_path: Path) -> None:
    create(tmp_path / "a.db", {})
    with Store(tmp_path / "a.db") as store:
        store.rows("SELECT * FROM claims")
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_new_never_replaces_a_file(tmp_path: Path, roll_file: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("my notes")
    with pytest.raises(chiltern.BadInput, match=r"notes\.db: exists already"):
        chiltern.new(path, roll=roll_file)
    assert path.read_text() == "my notes"


def test_new_in_a_folder_that_is_not_there(tmp_path: Path, roll_file: Path) -> None:
    with pytest.raises(chiltern.BadInput, match=r"a\.db: no folder .*nowhere; make it first"):
        chiltern.new(tmp_path / "nowhere" / "a.db", roll=roll_file)


def test_new_for_a_roll_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(chiltern.BadInput, match="no roll 'moon-1969'"):
        chiltern.new(tmp_path / "a.db", roll="moon-1969")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_record_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(chiltern.NotARecord, match=r"no such record; make one with `chiltern new .*a\.db`"):
        chiltern.open(tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite", b"Title: a report\n\nText.", b"\0" * 5000])
def test_another_kind_of_file_is_no_record(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(chiltern.NotARecord, match=r"a\.db: no Chiltern record"):
        chiltern.open(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(chiltern.NotARecord, match="a folder"):
        chiltern.open(tmp_path)


def test_another_program_s_database_is_no_record(tmp_path: Path) -> None:
    with raw(tmp_path / "shop.db") as file:
        file.execute("CREATE TABLE claims (id)")
    with pytest.raises(chiltern.NotARecord, match="a SQLite file, but no Chiltern record"):
        chiltern.open(tmp_path / "shop.db")


def test_a_newer_record_is_left_alone(record: chiltern.Record) -> None:
    record.close()
    with raw(record.path) as file:
        file.execute("PRAGMA user_version = 999")
    with pytest.raises(chiltern.NewerRecord, match=f"record version 999, this program knows {migrations()[-1].number}"):
        chiltern.open(record.path)


@pytest.mark.parametrize("keep", [0.5, 0.9])
def test_a_truncated_record_is_damaged_and_says_so(add: Add, record: chiltern.Record, keep: float) -> None:
    for number in range(40):
        add(
            *(f"@statement speaker=Ada Merrin; cue=said @ Word {n} of {number}." for n in range(50)),
            title=str(number),
        )
    record.close()
    whole = record.path.read_bytes()
    record.path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(chiltern.NotARecord, match="damaged"), chiltern.open(record.path) as again:
        [again.quotes(by="Ada Merrin"), again.quotes(search="word")]


@pytest.mark.parametrize("table", ["claims", "report_versions"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET known_at = 'never'"])
def test_what_is_recorded_is_never_changed(add: Add, record: chiltern.Record, table: str, change: str) -> None:
    add("@statement speaker=Ada Merrin @ I am here.")
    with raw(record.path) as file, pytest.raises(sqlite3.IntegrityError, match="is never"):
        file.execute(change.format(table))


def test_replacing_a_claim_is_refused_too(add: Add, record: chiltern.Record) -> None:
    add("@statement speaker=Ada Merrin @ I am here.")
    with Store(record.path, write=True) as store, pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        store.insert("INSERT OR REPLACE INTO claims SELECT * FROM claims", ())


def test_a_question_cannot_write(record: chiltern.Record) -> None:
    with Store(record.path) as store, pytest.raises(chiltern.RecordError, match="read-only"):
        store.insert("INSERT INTO sources (name) VALUES ('x')", ())


def test_a_second_writer_waits_and_then_adds(record: chiltern.Record) -> None:
    def hold(seconds: float) -> None:
        with raw(record.path) as other:
            other.execute("BEGIN IMMEDIATE")
            held.set()
            time.sleep(seconds)
            other.execute("INSERT INTO sources (name) VALUES ('Moor Post')")
            other.execute("COMMIT")

    held = threading.Event()
    first = threading.Thread(target=hold, args=(0.4,))
    first.start()
    assert held.wait(5)
    started = time.monotonic()
    with Store(record.path, write=True, patience=10) as store:
        with store.transaction():
            waited = time.monotonic() - started
            store.insert("INSERT INTO sources (name) VALUES ('Vale Gazette')", ())
        first.join()
        assert waited > 0.1
        assert store.rows("SELECT name FROM sources ORDER BY id") == [("Moor Post",), ("Vale Gazette",)]


def test_a_writer_that_never_finishes_is_named_as_the_reason(record: chiltern.Record, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    with raw(record.path) as other, chiltern.open(record.path, patience=0.1) as impatient:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(chiltern.RecordBusy, match="another program is writing"):
            impatient.add([tmp_path / "a.txt"], reader=chiltern.Reader("1", lambda r, _: chiltern.Reading(r.version)))
        assert impatient.quotes() == (), "a reader does not wait"


def test_a_failed_transaction_leaves_nothing(record: chiltern.Record) -> None:
    with Store(record.path, write=True) as store:
        with pytest.raises(sqlite3.OperationalError), store.transaction():
            [store.insert(f"INSERT INTO {table} (name) VALUES ('x')", ()) for table in ("sources", "nowhere")]
        assert store.rows("SELECT * FROM sources") == []


def test_a_full_disk_is_one_line(add: Add, record: chiltern.Record) -> None:
    add("@statement speaker=Ada Merrin @ I am here.", title="before")
    with Store(record.path, write=True) as store:
        # SQLite then answers as it does when the disk is full.
        (pages,) = store.row("PRAGMA page_count")
        store.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(chiltern.RecordError, match="the disk is full"), store.transaction():
            store.insert("INSERT INTO meta (key, value) VALUES ('x', ?)", ("x" * 100_000,))
    assert len(record.quotes()) == 1


def test_migrations_are_numbered_from_one() -> None:
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_migration_is_whole_or_not_at_all(record: chiltern.Record) -> None:
    newest = migrations()[-1].number
    broken = Migration(
        newest + 1, "CREATE TABLE extra (a); INSERT INTO extra VALUES (1); INSERT INTO nothing VALUES (1);"
    )
    sound = Migration(newest + 1, "CREATE TABLE extra (a);\nINSERT INTO extra\n VALUES ('a;b');\n")
    with raw(record.path) as file:
        with pytest.raises(sqlite3.OperationalError):
            migrate(file, [*migrations(), broken])
        assert file.execute("PRAGMA user_version").fetchone() == (newest,)
        assert file.execute("SELECT * FROM sqlite_master WHERE name = 'extra'").fetchall() == []
        migrate(file, [*migrations(), sound])
        assert file.execute("SELECT a FROM extra").fetchall() == [("a;b",)]
        assert file.execute("PRAGMA user_version").fetchone() == (newest + 1,)


FIRST_TABLES = ("meta", "sources", "reports", "report_versions", "claims", "entities", "names", "links")


def test_a_record_of_the_first_version_is_brought_up_to_date(add: Add, record: chiltern.Record, tmp_path: Path) -> None:
    add("@statement speaker=Ada Merrin @ I am here.")
    record.close()
    old = tmp_path / "old.db"
    with raw(old) as file:
        migrate(file, migrations()[:1])
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute("ATTACH ? AS new", (str(record.path),))
        for table in FIRST_TABLES:
            file.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
        file.execute("DETACH new")
    with chiltern.open(old) as again:
        assert len(again.quotes()) == 1
    with raw(old) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (migrations()[-1].number,)
        assert file.execute("SELECT reader FROM readings").fetchall() == [("lines-1",)]


AS_NOBODY = """
import os, sys
import chiltern

def ask():
    with chiltern.open(sys.argv[1]) as record:
        print(len(record.quotes()))
        record.add([sys.argv[2]], reader=chiltern.Reader("1", lambda report, roll: chiltern.Reading(report.version)))

ask()  # as root, so that all modules are loaded: nobody may not read them
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    ask()
except chiltern.RecordError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs users and permissions of Unix")
def test_a_read_only_folder_can_be_read_and_not_written(add: Add, record: chiltern.Record, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody without rights")
    add("@statement speaker=Ada Merrin @ I am here.")
    record.close()
    for folder in [tmp_path, *tmp_path.parents]:
        if os.access(folder, os.W_OK) and folder.stat().st_uid == os.geteuid() and len(folder.parts) > 2:
            folder.chmod(0o755)
    (tmp_path / "a.txt").write_text("Some text.")
    told = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(record.path), str(tmp_path / "a.txt")],
        env={**os.environ, "PYTHONPATH": str(Path(chiltern.__file__).parents[1])},
        capture_output=True,
        encoding="utf-8",
    )
    assert told.stdout.splitlines() == [
        "1",
        "1",
        f"{record.path}: cannot be written: the file or its folder is read-only",
    ], told.stderr


def test_opening_again_keeps_the_locks_of_this_process(record: chiltern.Record) -> None:
    """A second opening must not let another program take the log away: it is there as long as the record is open."""
    with Store(record.path, write=True) as store:
        with store.transaction():
            store.insert("INSERT INTO sources (name) VALUES ('Moor Post')", ())
        Store(record.path).close()
        another = "import sys, chiltern; chiltern.open(sys.argv[1]).close()"
        environment = {**os.environ, "PYTHONPATH": str(Path(chiltern.__file__).parents[1])}
        subprocess.run([sys.executable, "-c", another, str(record.path)], env=environment, check=True)
        assert record.path.with_name(record.path.name + "-wal").exists()
        with store.transaction():
            store.insert("INSERT INTO sources (name) VALUES ('Vale Gazette')", ())
    with raw(record.path) as file:
        assert file.execute("SELECT count(*) FROM sources").fetchone() == (2,)
