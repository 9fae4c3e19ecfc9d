"""Where an export goes: whole or not at all, one line for whatever hinders it, and standard output for one file."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import chiltern
from chiltern.cli.main import cli
from chiltern.export import run
from chiltern.export.rows import Selection

FILES, FOLDERS = sorted(run._FILES), sorted(set(run._FOLDERS) - {"parquet"})


def test_the_command_knows_every_format() -> None:
    (choice,) = (one.type for one in cli.commands["export"].params if one.name == "format")
    assert tuple(choice.choices) == run.FORMATS  # type: ignore[attr-defined]  # the option is a choice
    assert set(run.FORMATS) == {*run._FILES, *run._FOLDERS}


@pytest.mark.parametrize("format", [*FILES, *FOLDERS])
def test_the_command_writes_it_and_says_nothing(record: chiltern.Record, tmp_path: Path, format: str) -> None:
    done = CliRunner().invoke(cli, ["export", str(record.path), format, str(tmp_path / "out")])
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / "out").is_dir() is (format in FOLDERS)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("format", FILES)
def test_standard_output(record: chiltern.Record, tmp_path: Path, format: str) -> None:
    done = CliRunner().invoke(cli, ["export", str(record.path), format, "-"])
    chiltern.export_record(record.path, format, tmp_path / "out")
    assert (done.exit_code, done.stdout_bytes) == (0, (tmp_path / "out").read_bytes())


@pytest.mark.parametrize("format", FOLDERS)
def test_several_files_need_a_folder(record: chiltern.Record, format: str) -> None:
    done = CliRunner().invoke(cli, ["export", str(record.path), format, "-"])
    assert (done.exit_code, done.stderr) == (2, f"chiltern: {format} makes several files: name a folder for them\n")


def test_a_day_and_a_time(record: chiltern.Record) -> None:
    words = ["export", str(record.path), "json", "-", "--on", "2030-02-18", "--known", "2020-01-01"]
    done = CliRunner().invoke(cli, words)
    assert [json.loads(done.stdout)[key] for key in ("on", "known", "claims")] == ["2030-02-18", "2020-01-01", []]
    bad = CliRunner().invoke(cli, [*words[:-1], "someday"])
    assert (bad.exit_code, len(bad.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("format", [*FILES, *FOLDERS])
def test_what_is_there_is_never_touched(record: chiltern.Record, tmp_path: Path, format: str) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(chiltern.BadInput, match="exists already"):
        chiltern.export_record(record, format, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").write_text("mine")
    with pytest.raises(chiltern.BadInput, match="exists already"):
        chiltern.export_record(record, format, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["kept"]


def test_an_empty_folder_is_filled(record: chiltern.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    chiltern.export_record(record, "csv", tmp_path / "out")
    assert (tmp_path / "out" / "positions.csv").is_file()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    chiltern.export_record(record, "csv", ".")
    assert (tmp_path / "here" / "positions.csv").is_file()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(chiltern.BadInput, match="exists already"):
        chiltern.export_record(record, "csv", tmp_path / "link")


@pytest.mark.parametrize("format", [*FILES, *FOLDERS])
def test_a_folder_that_is_missing(record: chiltern.Record, tmp_path: Path, format: str) -> None:
    with pytest.raises(chiltern.BadInput, match=r"no folder .*nowhere; make it first"):
        chiltern.export_record(record, format, tmp_path / "nowhere" / "out")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to the superuser")
@pytest.mark.parametrize("format", ["json", "csv"])
def test_a_folder_that_cannot_be_written(record: chiltern.Record, tmp_path: Path, format: str) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(chiltern.BadInput, match="cannot be written: permission denied"):
        chiltern.export_record(record, format, folder / "out")


@pytest.mark.parametrize("format", [*FILES, *FOLDERS])
def test_a_full_disk_leaves_nothing(
    record: chiltern.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    claims = Selection.claims

    def full(self: Selection, *kind: Any) -> Iterator[Any]:
        yield next(claims(self, *kind))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Selection, "claims", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(chiltern.BadInput) as told:
        chiltern.export_record(record, format, tmp_path / "out")
    assert str(told.value) == f"{tmp_path / 'out'}: cannot be written: no space left on device"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("format", [*FILES, *FOLDERS])
def test_a_fault_of_ours_leaves_nothing(
    record: chiltern.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    def broken(self: Selection, *kind: Any) -> Iterator[Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Selection, "claims", broken)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        chiltern.export_record(record, format, tmp_path / "out")
    assert sorted(tmp_path.iterdir()) == before


def test_an_unknown_format_and_a_record_that_is_none(record: chiltern.Record, tmp_path: Path) -> None:
    with pytest.raises(chiltern.BadInput, match="'xml' is no format: choose csv"):
        chiltern.export_record(record, "xml", io.BytesIO())
    with pytest.raises(chiltern.NotARecord):
        chiltern.export_record(tmp_path / "no.db", "json", io.BytesIO())


def test_it_is_one_moment_of_the_record(
    record: chiltern.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.record.lines import READER, text

    claims = Selection.claims

    def meanwhile(self: Selection, *kind: Any) -> Iterator[Any]:
        path = tmp_path / "late.txt"
        if not path.exists():
            path.write_text(text("@statement speaker=Ada Merrin; cue=said @ Late words.", published="2030-02-25"))
            with chiltern.open(record.path) as other:
                other.add([path], reader=READER)
        yield from claims(self, *kind)

    monkeypatch.setattr(Selection, "claims", meanwhile)
    chiltern.export_record(record, "json", tmp_path / "out.json", on=date(2030, 3, 1))
    assert "late.txt" not in (tmp_path / "out.json").read_text(encoding="utf-8")
