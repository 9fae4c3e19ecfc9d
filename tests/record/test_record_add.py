"""Adding reports: once, whole, as versions of one another; whom their names are linked to; when their claims held."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import chiltern
from chiltern.claims import Position, RoleClaim, Span, Statement
from chiltern.record.parts import day_of, instant, valid_time
from chiltern.record.store import Store
from chiltern.record.write import same_words
from tests.record.conftest import Add
from tests.record.lines import READER, ref, text

LEAVES = "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She has left the Reform Union."
STAYS = "@position holder=Tom Okafor; stance=rules_out; act=leave @ He will stay."


def rows(record: chiltern.Record, sql: str) -> list[tuple[object, ...]]:
    with Store(record.path) as store:
        return store.rows(sql)


def everything(record: chiltern.Record) -> dict[str, list[tuple[object, ...]]]:
    tables = ("sources", "reports", "report_versions", "claims", "entities", "names", "links")
    return {table: rows(record, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}


def test_a_report_is_added_with_its_claims(record: chiltern.Record, add: Add) -> None:
    outcome = add(LEAVES, STAYS, title="Merrin quits", publisher="Moor Post", published="2030-02-18")
    assert (outcome.status, outcome.claims, outcome.title, outcome.file, outcome.files) == (
        "added",
        2,
        "Merrin quits",
        1,
        1,
    )
    assert rows(record, "SELECT name FROM sources") == [("Moor Post",)]
    kept = rows(record, "SELECT kind, act, reader, valid_from, valid_to FROM claims ORDER BY id")
    assert kept == [("position", "leave", "lines-1", "2030-02-18", None)] * 2
    assert all(re.fullmatch(r"\d{4}-.*\+00:00", str(at)) for (at,) in rows(record, "SELECT known_at FROM claims"))


def test_the_same_report_again_changes_nothing(record: chiltern.Record, add: Add) -> None:
    add(LEAVES, publisher="Moor Post", title="Merrin quits")
    before = everything(record)
    again = add(LEAVES, publisher="Moor Post", title="Merrin quits")
    in_another_file = add(LEAVES, publisher="Moor Post", title="Merrin quits", name="copy.txt")
    assert [again.status, in_another_file.status] == ["unchanged", "unchanged"]
    assert again.claims == 0
    assert everything(record) == before


def test_the_same_claim_twice_in_one_report_is_one(record: chiltern.Record, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(LEAVES))
    twice = chiltern.Reader(
        "twice",
        lambda report, roll: chiltern.Reading(report.version, positions=READER.read(report, roll).positions * 2),
    )
    (outcome,) = record.add([tmp_path / "a.txt"], reader=twice)
    assert outcome.claims == 1
    assert len(rows(record, "SELECT * FROM claims")) == 1


def test_another_text_at_the_same_address_is_a_revision_and_both_stay(record: chiltern.Record, add: Add) -> None:
    add(LEAVES, url="https://moorpost.example/1", published="2030-02-18")
    revised = add(STAYS, url="https://moorpost.example/1", published="2030-02-18")
    assert revised.status == "revised"
    assert len(rows(record, "SELECT * FROM report_versions")) == 2
    assert [row.holder.name for group in record.count("leave").groups for row in group.holdings] == ["Tom Okafor"]
    old, new = rows(record, "SELECT digest FROM claims ORDER BY id")
    assert record.source(str(old[0])).replaced
    assert not record.source(str(new[0])).replaced


def test_an_older_version_that_comes_late_does_not_count(record: chiltern.Record, tmp_path: Path) -> None:
    def line(claim: str, modified: str) -> str:
        return (
            f'{{"url": "https://moorpost.example/1", "title": "Will he go?", "body": "{claim}",'
            f' "published": "2030-02-18", "modified": "{modified}"}}\n'
        )

    path = tmp_path / "live.jsonl"
    path.write_text(line(STAYS, "2030-02-18T12:00:00+01:00") + line(LEAVES, "2030-02-18T10:30:00Z"))
    outcomes = record.add([path], reader=READER)
    assert [outcome.status for outcome in outcomes] == ["added", "revised"]
    assert [row.holder.name for group in record.count("leave").groups for row in group.holdings] == ["Tom Okafor"]


def test_the_same_words_under_another_identity_are_told(record: chiltern.Record, add: Add) -> None:
    wire = add(LEAVES, publisher="Northern Wire", title="Merrin quits", name="wire.txt")
    paper = add(LEAVES, publisher="Moor Post", title="Merrin quits", name="paper.txt")
    assert [(outcome.status, outcome.same_words_as) for outcome in (wire, paper)] == [
        ("added", None),
        ("added", "wire.txt"),
    ]
    assert add(LEAVES.replace("She", "Ms"), publisher="Vale Gazette", name="other.txt").same_words_as is None
    assert add(LEAVES, publisher="Moor Post", title="Merrin quits", name="again.txt").same_words_as is None


def test_a_revision_is_no_copy_of_its_own_report(add: Add) -> None:
    add(LEAVES, url="https://moorpost.example/1", title="Merrin quits")
    retitled = add(LEAVES, url="https://moorpost.example/1", title="Merrin has quit")
    assert (retitled.status, retitled.same_words_as) == ("revised", None)


def test_the_same_words_are_looked_up_and_not_searched_for(
    record: chiltern.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = []

    def explained(store: Store, sql: str, values: dict[str, object]) -> None:
        plans.append(" / ".join(row[3] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}", values)))

    monkeypatch.setattr(Store, "row", explained)
    with Store(record.path) as store:
        same_words(store, chiltern.Report("a.txt", "It rained."))
    assert plans[0].startswith("SEARCH version USING INDEX versions_by_words (<expr>=? AND <expr>=?)")


def test_bad_files_are_told_and_the_others_go_on(record: chiltern.Record, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(LEAVES))
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(text(STAYS))
    outcomes = record.add([tmp_path / name for name in ("a.txt", "b.txt", "none.txt", "c.txt")], reader=READER)
    assert [outcome.status for outcome in outcomes] == ["added", "failed", "failed", "added"]
    assert outcomes[1].where.endswith("b.txt")
    assert outcomes[1].reason == "empty: it holds no text"
    assert [outcome.file for outcome in outcomes] == [1, 2, 3, 4]


def test_a_report_that_breaks_the_reader_does_not_stop_the_others(record: chiltern.Record, tmp_path: Path) -> None:
    def breaks(report: chiltern.Report, roll: chiltern.Roll) -> chiltern.Reading:
        if report.name == "a.txt":
            raise IndexError("tuple index out of range")
        return READER.read(report, roll)

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text(STAYS, title=name))
    reader = chiltern.Reader("breaks", breaks)
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    outcomes = record.add(paths, reader=reader)
    assert [outcome.status for outcome in outcomes] == ["failed", "added"]
    assert outcomes[0].reason is not None
    assert "IndexError: tuple index out of range" in outcomes[0].reason
    first, second = chiltern.read(paths, roll=record.roll, reader=reader)
    assert isinstance(first, chiltern.UnreadableReport)
    assert isinstance(first.__cause__, IndexError)
    assert isinstance(second, chiltern.ReadReport)
    assert [outcome.status for outcome in record.add(paths, reader=READER)] == ["added", "unchanged"], "mended"


def test_defaults_fill_what_a_report_does_not_say(record: chiltern.Record, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Plain words.")
    record.add(
        [tmp_path / "a.txt"], reader=READER, defaults=chiltern.Defaults(publisher="Moor Post", published="2030-02")
    )
    assert rows(record, "SELECT published FROM report_versions") == [("2030-02",)]
    assert rows(record, "SELECT name FROM sources") == [("Moor Post",)]


def test_a_name_of_the_roll_is_one_entity_however_written(record: chiltern.Record, add: Add) -> None:
    add("@statement speaker=Ada Merrin @ One.", name="a.txt")
    add("@statement speaker=Ada Merrin @ Two.", name="b.txt")
    assert rows(record, "SELECT kind, name, register_id FROM entities") == [("person", "Ada Merrin", "p1")]


@pytest.mark.parametrize(
    ("first", "second", "entities"),
    [
        ("Jas Teller", "Cllr Jas Teller", 1),
        ("body:Dockers Union", "body:The Dockers’ Union", 1),
        ("body:Dockers Union", "body:dockers union", 1),
        ("Teller", "Teller", 2),
        ("described:a party source", "described:a party source", 2),
        ("group:three members", "group:three members", 2),
        ("party:Moor Greens", "body:Moor Greens", 2),
    ],
)
def test_unknown_names_merge_only_where_they_can_mean_one(
    record: chiltern.Record, add: Add, first: str, second: str, entities: int
) -> None:
    add(f"@statement speaker={first} @ One.", name="a.txt")
    add(f"@statement speaker={second} @ Two.", name="b.txt")
    assert len(rows(record, "SELECT * FROM entities WHERE register_id IS NULL")) == entities


def test_a_revision_speaks_of_the_same_unnamed_source(record: chiltern.Record, add: Add) -> None:
    for words in ("One.", "Two."):
        add(f"@statement speaker=described:a party source @ {words}", url="https://moorpost.example/1")
    assert len(rows(record, "SELECT * FROM entities")) == 1


def test_all_parts_of_a_claim_are_linked_in_order(record: chiltern.Record, add: Add) -> None:
    add(
        "@position holder=Jas Teller; on_behalf_of=body:Dockers Union; attributed_to=Lena Brandt; stance=demands;"
        " act=resign_seat; subject=Tom Okafor, Ada Merrin; object=Harrow Vale @ words"
    )
    linked = rows(
        record, "SELECT part, place, name FROM links JOIN entities ON entities.id = entity_id ORDER BY part, place"
    )
    assert linked == [
        ("attributed_to", 0, "Lena Brandt"),
        ("holder", 0, "Jas Teller"),
        ("object", 0, "Harrow Vale"),
        ("on_behalf_of", 0, "Dockers Union"),
        ("subject", 0, "Tom Okafor"),
        ("subject", 1, "Ada Merrin"),
    ]


def position(stance: str, when: str | None) -> Position:
    return Position(ref("Ada Merrin"), stance, "leave", Span(0, 1), when=when)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "published", "held"),
    [
        (position("done", "2030-02-16"), "2030-02-18T09:00:00Z", ("2030-02-16", None)),
        (position("done", "2030-02"), "2030-02-18", ("2030-02", None)),
        (position("done", "2031-01-01"), "2030-02-18", ("2030-02-18", None)),
        (position("done", "2030-02-16"), None, ("2030-02-16", None)),
        (position("intends", "2030-05-02"), "2030-02-18", ("2030-02-18", None)),
        (position("done", "last spring"), "2030-02-18", ("2030-02-18", None)),
        (Statement("direct", "x", (Span(0, 1),)), "2030-02-18", ("2030-02-18", None)),
        (Statement("direct", "x", (Span(0, 1),)), None, (None, None)),
        (RoleClaim(ref("Ada Merrin"), "chair", Span(0, 1), since="1992"), "2030", ("1992", None)),
        (RoleClaim(ref("Ada Merrin"), "chair", Span(0, 1), former=True), "2030-02-18", (None, "2030-02-18")),
    ],
)
def test_when_a_claim_held(
    claim: Position | Statement | RoleClaim, published: str | None, held: tuple[str | None, str | None]
) -> None:
    assert valid_time(claim, published) == held


@pytest.mark.parametrize(
    ("written", "day", "moment"),
    [
        ("2030-02-18", "2030-02-18", "2030-02-18"),
        ("2030-02-18T23:30:00-05:00", "2030-02-18", "2030-02-19T04:30:00"),
        ("2030-02-18T09:30:00", "2030-02-18", "2030-02-18T09:30:00"),
        ("2030", "2030", "2030"),
        ("2030-13-01", None, None),
        ("Monday", None, None),
        (None, None, None),
    ],
)
def test_dates_as_sources_write_them(written: str | None, day: str | None, moment: str | None) -> None:
    assert day_of(written) == day
    assert instant(written) == moment
