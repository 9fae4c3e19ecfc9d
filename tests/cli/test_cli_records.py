"""`chiltern new` and `add`: what they make, what they say, how they end."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.record.lines import text


def test_new_makes_a_record_and_says_what_is_next(run: Run, roll: str) -> None:
    done = run("new", "split.db", "--roll", roll)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "Made split.db: an empty record for the Assembly of Moorland.\nNext: chiltern add split.db reports/\n"
    )
    assert Path("split.db").is_file()


def test_new_knows_the_commons_unless_told(run: Run) -> None:
    from chiltern.ingest import DEFAULT_ROLL

    done = run("new", "split.db", "--json")
    assert json.loads(done.stdout) == {"record": "split.db", "roll": DEFAULT_ROLL}


def test_new_refuses_an_existing_file(run: Run, roll: str, tmp_path: Path) -> None:
    (tmp_path / "split.db").write_text("notes")
    done = run("new", "split.db", "--roll", roll)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "chiltern: split.db: exists already; choose another name, or `chiltern add` to it\n"


def test_new_with_an_unknown_roll_names_the_known(run: Run) -> None:
    done = run("new", "split.db", "--roll", "moon-1969")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "uk-commons-2017" in done.stderr
    assert not Path("split.db").exists()
    assert run("read", "-", "--roll", "moon-1969", stdin="Words.").exit_code == 2


def test_new_in_a_folder_that_is_not_there_is_bad_use(run: Run, roll: str) -> None:
    done = run("new", "nowhere/split.db", "--roll", roll)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "chiltern: nowhere/split.db: no folder nowhere; make it first, or choose another place\n"


@pytest.mark.usefixtures("reports")
def test_add_sums_up(run: Run, roll: str) -> None:
    run("new", "split.db", "--roll", roll)
    done = run("add", "split.db", "reports")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "2 reports: 2 added; 7 claims added\n", "")
    again = run("add", "split.db", "reports/*.txt")
    assert (again.exit_code, again.stdout) == (0, "2 reports: 2 unchanged; 0 claims added\n")


@pytest.mark.usefixtures("reports")
def test_add_tells_each_failure_on_one_line_and_goes_on(run: Run, roll: str, tmp_path: Path) -> None:
    run("new", "split.db", "--roll", roll)
    (tmp_path / "empty.txt").write_text("")
    done = run("add", "split.db", "empty.txt", "nowhere.txt", "reports/a.txt")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "chiltern: empty.txt: empty: it holds no text",
        "chiltern: nowhere.txt: no such file or folder: check the path",
    ]
    assert done.stdout == "3 reports: 1 added, 2 failed; 5 claims added\n"


def test_add_takes_standard_input_and_what_is_said_of_it(run: Run, roll: str) -> None:
    run("new", "split.db", "--roll", roll)
    report = text("@statement speaker=Ada Merrin; cue=said @ I am here.")
    said = ("--publisher", "Moor Post", "--published", "18 February 2030", "--title", "Here", "--author", "A. Writer")
    done = run("add", "split.db", "-", *said, "--url", "https://moorpost.example/1", "--json", stdin=report)
    (outcome,) = json.loads(done.stdout)
    assert (outcome["status"], outcome["title"], outcome["claims"]) == ("added", "Here", 1)
    with closing(sqlite3.connect("split.db")) as file:
        kept = file.execute("SELECT title, published, author, url FROM report_versions").fetchone()
    assert kept == ("Here", "2030-02-18", "A. Writer", "https://moorpost.example/1")
    revised = run("add", "split.db", "-", "--url", "https://moorpost.example/1", stdin="Other words.")
    assert revised.stdout == "1 report: 1 revised; 0 claims added\n"


@pytest.mark.parametrize(("option", "value"), [("--published", "someday"), ("--url", "javascript:alert(1)")])
def test_add_refuses_what_cannot_be(run: Run, split: str, option: str, value: str) -> None:
    done = run("add", split, "reports/a.txt", option, value)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("option", [("--title", "Here"), ("--url", "https://moorpost.example/1")])
@pytest.mark.parametrize("paths", [("reports",), ("reports/a.txt", "reports/b.txt"), ("lines.jsonl",), ("-",)])
@pytest.mark.usefixtures("reports")
def test_a_title_or_an_address_is_of_one_report(
    run: Run, roll: str, paths: tuple[str, ...], option: tuple[str, str], tmp_path: Path
) -> None:
    lines = '{"body": "One."}\n{"body": "Two."}\n'
    (tmp_path / "lines.jsonl").write_text(lines)
    run("new", "split.db", "--roll", roll)
    done = run("add", "split.db", *paths, *option, stdin=lines)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "a title or an address belongs to one report" in done.stderr
    with closing(sqlite3.connect("split.db")) as file:
        assert file.execute("SELECT count(*) FROM reports").fetchone() == (0,)


def test_the_only_line_of_a_file_takes_a_title(run: Run, split: str, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"body": "One."}\n')
    (outcome,) = json.loads(run("add", split, "one.jsonl", "nowhere.txt", "--title", "Here", "--json").stdout)[:1]
    assert (outcome["status"], outcome["title"]) == ("added", "Here")


def test_the_same_words_again_are_added_with_a_warning(run: Run, split: str, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text("It rained.")
    (tmp_path / "like.txt").write_text("It rained!")
    assert run("add", split, "wire.txt", "like.txt").stderr == ""
    done = run("add", split, "wire.txt", "--publisher", "Moor Post", "--published", "2030-02-18")
    assert (done.exit_code, done.stdout) == (0, "1 report: 1 added; 0 claims added\n")
    assert done.stderr == (
        "chiltern: wire.txt: same words as wire.txt already in the record, counted as another report\n"
    )
    again = run("add", split, "wire.txt", "--publisher", "Moor Post", "--published", "2030-02-18")
    assert (again.stdout, again.stderr) == ("1 report: 1 unchanged; 0 claims added\n", "")


def test_add_to_a_record_in_use(run: Run, split: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("chiltern.records.PATIENCE", 0.05)
    monkeypatch.setattr("chiltern.records.open.__kwdefaults__", {"patience": 0.05})
    (tmp_path / "new.txt").write_text("New words.")
    with closing(sqlite3.connect(split, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = run("add", split, "new.txt")
    assert done.exit_code == 1
    assert done.stderr == "chiltern: split.db: another program is writing to it; try again when it has finished\n"
