"""`chiltern conflicts`, `changes`, `log`, `decide`, `compare`, `reread`, `rebuild`: pages, JSON, slips of the pen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from chiltern.ingest import Reader
from tests.cli.conftest import HOSTILE, Run
from tests.record.lines import READER, read, text

SAID = "@statement speaker=Tom Okafor; cue=said @ He was a good neighbour and will be {} missed on the moor."
BY = ("--by", "R. Editor", "--why", "as the words say")


def number(page: str) -> str:
    found = re.search(r"\b[0-9a-f]{10}\b", page)
    assert found, page
    return found.group()


@pytest.fixture
def differ(run: Run, split: str, tmp_path: Path) -> str:
    """A record in which two reports quote one statement differently."""
    for name, word in (("c.txt", "deeply"), ("d.txt", "sorely")):
        (tmp_path / name).write_text(text(SAID.format(word), published="2030-02-21", publisher=f"Paper {name}"))
        assert run("add", split, name).exit_code == 0
    return split


def test_conflicts_show_both_passages_and_the_reason(run: Run, differ: str) -> None:
    done = run("conflicts", differ)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "They cannot all be right" in done.stdout
    assert "deeply missed  (Paper c.txt, 21 February 2030)" in done.stdout
    assert "sorely missed  (Paper d.txt, 21 February 2030)" in done.stdout
    whole = run("conflicts", differ, number(done.stdout))
    assert "deeply missed" in whole.stdout
    assert run("conflicts", differ, "--kind", "seat").stdout == "No conflict.\n"
    assert "deeply" in run("conflicts", differ, "--about", "Tom Okafor").stdout
    assert run("conflicts", differ, "--about", "Ada Merrin").stdout == "No conflict.\n"
    assert run("conflicts", differ, "--known", "2001").stdout == "No conflict.\n"
    found, mind = json.loads(run("conflicts", differ, "--json").stdout)
    assert (found["conflict"]["kind"], found["conflict"]["strength"]) == ("wording", "hard")
    assert (mind["conflict"]["kind"], mind["conflict"]["strength"]) == ("position", "time")


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        (("conflicts", "split.db", "zz"), 2, "'zz' is no conflict"),
        (("conflicts", "split.db", "0123456789"), 1, "no conflict begins with '0123456789'"),
        (("conflicts", "split.db", "--kind", "odd"), 2, "'odd' is no kind of conflict"),
        (("conflicts", "split.db", "--about", "Nemo"), 1, "'Nemo': neither the roll nor a report knows this name"),
        (("changes", "split.db"), 2, "Missing option '--since'"),
        (("changes", "split.db", "--since", "soon"), 2, "'soon' is no date"),
        (("count", "split.db", "leave", "--known", "2019-13"), 2, "'2019-13' is no day of the calendar"),
        (("log", "none.db"), 2, "none.db: no such record"),
        (("decide", "split.db", "reject", "zz", *BY), 2, "'zz' is no claim or conflict"),
        (("decide", "split.db", "reject", "0123456789", *BY), 1, "no claim and no conflict begins with"),
        (("decide", "split.db", "merge", "Jas Teller", *BY), 2, "merge takes another name after its target"),
        (("decide", "split.db", "undo", "9", *BY), 1, "no decision 9"),
        (("decide", "split.db", "correct", "0123456789", "stance", *BY), 2, "a correction is FIELD=VALUE"),
        (("compare", "split.db", "0123456789"), 1, "no claim begins with"),
    ],
)
def test_a_slip_of_the_pen_gets_one_line(run: Run, split: str, words: tuple[str, ...], status: int, line: str) -> None:
    done = run(*words)
    assert done.exit_code == status
    assert line in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_decision_needs_a_name_and_a_reason(run: Run, split: str, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = number(run("count", split, "leave").stdout)
    assert "give --by NAME" in run("decide", split, "reject", claim, "--why", "misread").stderr
    monkeypatch.setenv("CHILTERN_EDITOR", "R. Editor")
    assert "give --why TEXT" in run("decide", split, "reject", claim).stderr
    assert run("decide", split, "reject", claim, "--why", "misread").exit_code == 0


def test_what_is_rejected_is_shown_as_that_and_can_be_undone(run: Run, split: str) -> None:
    claim = number(run("count", split, "leave").stdout)
    done = run("decide", split, "reject", claim, *BY)
    assert done.stdout.startswith("Decision 1: 1. R. Editor: reject claim")
    page = run("count", split, "leave").stdout
    assert "Not counted: 1  rejected, corrected or taken back" in page
    assert "rejected by R. Editor" in page
    assert "rejected by R. Editor" in run("source", split, claim).stdout
    assert "reject claim" in run("log", split).stdout
    assert run("decide", split, "undo", "1", *BY).exit_code == 0
    assert "Not counted" not in run("count", split, "leave").stdout
    assert "(undone)" in run("log", split).stdout


def test_a_conflict_is_rejected_too(run: Run, differ: str) -> None:
    conflict = number(run("conflicts", differ).stdout)
    assert run("decide", differ, "reject", conflict, *BY).exit_code == 0
    assert "rejected by R. Editor" in run("conflicts", differ).stdout


def test_compare_shows_the_words_that_differ(run: Run, differ: str) -> None:
    claim = number(run("quotes", differ, "--search", "deeply").stdout)
    page = run("compare", differ, claim).stdout
    assert page.startswith("2 reports")
    assert "[deeply → sorely]" in page
    found = json.loads(run("compare", differ, claim, "--json").stdout)
    assert (found["reports"], len(found["versions"])) == (2, 1)


def test_changes_in_every_form(run: Run, differ: str) -> None:
    page = run("changes", differ, "--since", "2001").stdout
    for section in ("Moved: 1", "Conflicts found: 2", "Reports: 4"):
        assert section in page
    assert json.loads(run("changes", differ, "--since", "2001", "--format", "json").stdout)["since"].startswith("2001")
    assert run("changes", differ, "--since", "2001", "--format", "html").stdout.startswith("<!doctype html>")
    assert run("changes", differ, "--since", "2001", "--format", "atom").stdout.startswith("<?xml")


def test_hostile_text_obeys_nothing(run: Run, split: str, tmp_path: Path) -> None:
    claims = [f"@statement speaker=Tom Okafor @ {HOSTILE} and will be {word} missed." for word in ("deeply", "sorely")]
    for name, claim in zip(("c.txt", "d.txt"), claims, strict=True):
        (tmp_path / name).write_text(text(claim, published="2030-02-21", title=HOSTILE), encoding="utf-8")
    run("add", split, "c.txt", "d.txt")
    pages = [run("conflicts", split), run("changes", split, "--since", "2001"), run("log", split)]
    pages += [run("changes", split, "--since", "2001", "--format", form) for form in ("json", "html", "atom")]
    for done in pages:
        assert done.exit_code == 0
        for evil in ("\x1b", "\x9b", "\u202e", "\x07"):
            assert evil not in done.stdout


def test_reread_and_rebuild(run: Run, split: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("reread", split).stdout == "No report to read.\n"
    later = Reader("lines-2", read)
    monkeypatch.setattr("chiltern.ingest.own_reader", lambda name="full": later)
    assert run("reread", split).stdout == "2 reports: 2 read again; 0 claims added\n"
    assert run("rebuild", split).stdout == "Derived again from 4 events in the log.\n"
    assert json.loads(run("rebuild", split, "--json").stdout) == {"events": 4}
    assert READER.version in run("log", split).stdout
