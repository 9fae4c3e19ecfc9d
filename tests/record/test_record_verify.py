"""`verify`: a sound record has nothing to tell, and every row that was tampered with is named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import chiltern
from chiltern.record.checks import Done, Hurt
from chiltern.record.store import Store
from chiltern.record.verify import CHECKS, Check, Progress, run, verify
from tests.record.conftest import Add

CLAIMS = (
    "@statement speaker=Ada Merrin; cue=said @ I am going, and not before time.",
    "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She has left the Reform Union.",
    "@position holder=described:a source; stance=expects; act=leave; subject=Tom Okafor, Jane Smith @ Two more go.",
    "@role person=Lena Brandt; role=leader; of=Moorland Labour @ Lena Brandt, the leader of Moorland Labour",
    "@figure measure=majority; value=1234; about=Harrow Vale @ a majority of 1,234",
)


@pytest.fixture
def path(add: Add, record: chiltern.Record) -> Path:
    add(*CLAIMS, title="Two go", publisher="Moor Post", published="2030-02-18")
    add("@statement speaker=Tom Okafor @ I stay.", title="One stays", publisher="Vale Gazette", name="b.txt")
    record.close()
    return record.path


def tamper(path: Path, *changes: str) -> None:
    """Changes rows as only a fault of the disk, or somebody with another program, can."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        triggers = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        for change in changes:
            file.execute(change)
        for _, sql in triggers:
            file.execute(sql)


def hurts(path: Path) -> list[Hurt]:
    return [found for found in verify(path) if isinstance(found, Hurt)]


def test_a_sound_record_has_nothing_to_tell(path: Path) -> None:
    found = list(verify(path))
    assert [item for item in found if isinstance(item, Hurt)] == []
    assert {item.check for item in found if isinstance(item, Progress)} == {check.name for check in CHECKS}
    with chiltern.open(path) as record:
        assert record.verify() == ()


@pytest.mark.parametrize(
    ("change", "table", "what"),
    [
        ("UPDATE claims SET json = replace(json, 'done', 'intends') WHERE kind = 'position'", "claims", "digest"),
        ("UPDATE claims SET json = substr(json, 2) WHERE id = 1", "claims", "cannot be read"),
        ("UPDATE claims SET digest = replace(digest, substr(digest, 1, 4), 'aaaa') WHERE id = 1", "claims", "digest"),
        ("UPDATE claims SET act = 'join' WHERE act = 'leave'", "claims", "filed as position join"),
        ("UPDATE claims SET start = start + 1 WHERE id = 2", "claims", "other characters"),
        ("UPDATE claims SET valid_from = '2031-01-01' WHERE id = 1", "claims", "time for which it holds"),
        ("UPDATE claims SET known_at = 'yesterday' WHERE id = 1", "claims", "no time"),
        ("UPDATE claims SET version_id = 2 WHERE id = 1", "claims", "another digest"),
        ("DELETE FROM claims WHERE id = 2", "links", "not there"),
        ("UPDATE report_versions SET body = replace(body, 'going', 'coming')", "claims", "quotation is not what"),
        ("UPDATE report_versions SET body = replace(body, 'going', 'coming')", "report_versions", "its words"),
        ("UPDATE report_versions SET title = 'Three go' WHERE id = 1", "report_versions", "title"),
        ("UPDATE report_versions SET revised = '2029'", "report_versions", "revision"),
        ("UPDATE reports SET identity = 'url:http://other' WHERE id = 1", "report_versions", "another report"),
        ("UPDATE sources SET name = 'Moor Past' WHERE id = 1", "report_versions", "publisher"),
        ("DELETE FROM links WHERE part = 'holder'", "links", "'Ada Merrin' is not linked"),
        ("UPDATE links SET entity_id = 2 WHERE part = 'speaker'", "links", "linked to another"),
        ("INSERT INTO links VALUES (1, 'about', 0, 1)", "links", "linked as its about whom it does not name"),
        ("UPDATE entities SET key = 'somebody' WHERE id = 1", "entities", "not found under the key"),
        ("UPDATE entities SET register_id = 'p9' WHERE register_id = 'p1'", "links", "linked to another"),
        ("UPDATE names SET written = 'Ada' WHERE written = 'Ada Merrin'", "names", "not among the names"),
        ("INSERT INTO quotes (rowid, quote) VALUES (2, 'more words')", "quotes", "no statement"),
        ("INSERT INTO quotes (rowid, quote) VALUES (1, 'more words')", "quotes", "other words"),
        ("INSERT INTO quotes (quotes) VALUES ('delete-all')", "quotes", "other words"),
        ("UPDATE meta SET value = replace(value, 'Merrin', 'Marrin') WHERE key = 'roll_rows'", "meta", "the roll"),
        ("DROP INDEX claims_of_act", "claims_of_act", "not there"),
        ("DROP TABLE names", "names", "not there"),
    ],
)
def test_what_differs_is_named(path: Path, change: str, table: str, what: str) -> None:
    tamper(path, change)
    found = hurts(path)
    assert any(hurt.table == table and what in hurt.what for hurt in found), found
    assert all(hurt.do for hurt in found)


def test_a_trigger_that_is_gone_is_named(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("DROP TRIGGER claims_stay")
    assert [(hurt.table, hurt.what) for hurt in hurts(path)] == [("claims_stay", "is not there")]


def test_a_claim_is_named_by_its_row_and_its_digits(path: Path) -> None:
    with Store(path) as store:
        ((digest,),) = store.rows("SELECT digest FROM claims WHERE id = 1")
    tamper(path, "UPDATE claims SET known_at = 'never' WHERE id = 1")
    assert [(hurt.table, hurt.row) for hurt in hurts(path)] == [("claims", f"1 ({digest[:10]})")]


def test_verify_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    assert hurts(path) == []
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir() if entry.name.startswith("split.db")] == ["split.db"]


def test_another_check_is_one_line(path: Path) -> None:
    def words(store: Store):  # type: ignore[no-untyped-def]
        yield Done(1, 2)
        yield Hurt("findings", "1", "is another", "run `chiltern rebuild`")

    with Store(path) as store:
        found = list(run(store, (Check("findings", words),)))
    assert found == [
        Progress("findings", 0, 0),
        Progress("findings", 1, 2),
        Hurt("findings", "1", "is another", "run `chiltern rebuild`"),
    ]


@pytest.mark.parametrize("content", [b"", b"notes", b"SQLite format 3\0" + b"x" * 84])
def test_another_kind_of_file_is_told_apart(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(chiltern.NotARecord):
        hurts(path)
    with pytest.raises(chiltern.NotARecord, match="no such record"):
        hurts(tmp_path / "nowhere.db")
