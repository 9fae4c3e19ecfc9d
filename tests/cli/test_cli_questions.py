"""`chiltern count`, `who`, `quotes` and `source`: plain pages, JSON, and one line for whatever goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import chiltern
from tests.cli.conftest import HOSTILE, Run
from tests.record.lines import READER, text


def unnumbered(page: str) -> str:
    """The page with every claim's number as 0123456789."""
    return re.sub(r"\b[0-9a-f]{10}\b", "0123456789", page)


def test_count_shows_who_stands_where_with_the_words(run: Run, split: str) -> None:
    done = run("count", split, "leave", "--of", "Reform")
    assert (done.exit_code, done.stderr) == (0, "")
    assert unnumbered(done.stdout) == (
        "Leave of Reform Union  2 holders, 2 reports\n"
        "\n"
        "done: 1  did it, or are reported to have\n"
        "  Ada Merrin  (Independent Bench)  · 1 report, since 18 February 2030\n"
        "      0123456789  She has left the Reform Union.  (Moor Post, 18 February 2030)\n"
        "\n"
        "rules out: 1  say they will not\n"
        "  Tom Okafor  (Reform Union)  · 1 report, since 20 February 2030\n"
        "      0123456789  He stays after all.  (Vale Gazette, 20 February 2030)\n"
        "      superseded, 18 February 2030: leaves open\n"
        "        0123456789  He would not rule out leaving.  (Moor Post, 18 February 2030)\n"
    )


def test_count_on_a_day_or_by_the_end_of_a_month(run: Run, split: str) -> None:
    assert "leaves open: 1" in run("count", split, "leave", "--on", "2030-02-19").stdout
    assert "rules out: 1" in run("count", split, "leave", "--on", "2030-02").stdout
    nobody = run("count", split, "leave", "--on", "2029")
    assert (nobody.exit_code, nobody.stdout) == (0, "Nobody takes a position on leave, by 31 December 2029.\n")


def test_count_of_others_acts_says_about_whom_and_for_whom(run: Run, split: str) -> None:
    assert "  Jas Teller, for Dockers Union, about Ada Merrin: Harrow Vale  · 1 report" in (
        run("count", split, "resign_seat").stdout
    )


def test_many_words_are_cut_and_the_rest_has_a_command(run: Run, split: str, tmp_path: Path) -> None:
    for number in range(5):
        line = f"@position holder=Tom Okafor; stance=rules_out; act=leave @ No, {number}."
        (tmp_path / f"{number}.txt").write_text(text(line, publisher=f"Paper {number}", published="2030-02-21"))
    with chiltern.open(split) as record:
        record.add([tmp_path / f"{number}.txt" for number in range(5)], reader=READER)
    assert "      and 3 reports more: see `chiltern who`\n" in run("count", split, "leave").stdout
    assert run("who", split, "Tom Okafor").stdout.count("No, ") == 5


def test_who_shows_the_roll_and_then_the_reports(run: Run, split: str) -> None:
    done = run("who", split, "Okafor")
    assert unnumbered(done.stdout) == (
        "Tom Okafor\n"
        "Member for Stone Bridge, Reform Union\n"
        "\n"
        "Seats\n"
        "  Stone Bridge  from 4 May 2028 until 6 May 2032; general election  (Moorland Gazette)\n"
        "\n"
        "Parties\n"
        "  Reform Union  from 4 May 2028; elected  (Moorland Gazette)\n"
        "\n"
        "Positions\n"
        "  rules out: leave  · 1 report, since 20 February 2030\n"
        "      0123456789  He stays after all.  (Vale Gazette, 20 February 2030)\n"
        "      superseded, 18 February 2030: leaves open\n"
        "        0123456789  He would not rule out leaving.  (Moor Post, 18 February 2030)\n"
        "\n"
        "Statements\n"
        "  0123456789  “I am sorry that Merrin goes.”  (Moor Post, 18 February 2030)\n"
    )


def test_who_is_unknown_to_the_roll_says_so(run: Run, split: str) -> None:
    page = run("who", split, "Jas Teller").stdout
    assert "whom the roll does not know" in page
    assert "  chair, Dockers Union since 2021  · 1 report\n" in page


def test_who_on_a_day_sits_for_that_day_s_party(run: Run, split: str) -> None:
    page = run("who", split, "Ada Merrin", "--on", "2030-02-17").stdout
    assert page.startswith("Ada Merrin  as of 17 February 2030\nMember for Harrow Vale, Reform Union\n")


def test_quotes(run: Run, split: str) -> None:
    done = run("quotes", split, "--about", "Ada Merrin", "--search", "sorry goes")
    assert unnumbered(done.stdout) == (
        "1 statement\n\nTom Okafor said:\n  0123456789  “I am sorry that Merrin goes.”  (Moor Post, 18 February 2030)\n"
    )
    assert run("quotes", split, "--by", "Ada Merrin").stdout == "No statement fits.\n"


def test_source_marks_the_words(run: Run, split: str) -> None:
    number = re.search(r"([0-9a-f]{10})  He stays", run("count", split, "leave").stdout)
    assert number is not None
    done = run("source", split, number[1])
    assert done.stdout.startswith("Okafor stays\nVale Gazette, 20 February 2030\n\n  @position")
    assert "»He stays after all.«" in done.stdout
    assert "Position  Tom Okafor: rules out: leave\n" in done.stdout
    assert re.search(r"^Read      \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC by reader lines-1$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    "words",
    [
        ("count", "leave"),
        ("count", "leave", "--of", "Reform Union", "--on", "2030-02-20"),
        ("who", "Ada Merrin"),
        ("quotes",),
    ],
)
def test_json_says_the_same(run: Run, split: str, words: tuple[str, ...]) -> None:
    done = run(words[0], split, *words[1:], "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    if words[0] == "count":
        holder = found["groups"][0]["holdings"][0]["holder"]
        assert (holder["name"], holder["kind"], holder["register_id"]) == ("Ada Merrin", "person", "p1")
        claim = found["groups"][0]["holdings"][0]["positions"][0]["words"]["claim"]
        source = json.loads(run("source", split, claim, "--json").stdout)
        assert (source["digest"], source["claim"]["stance"]) == (claim, "done")


def test_the_same_question_gives_the_same_bytes(run: Run, split: str) -> None:
    for words in (("count", split, "leave"), ("who", split, "Ada Merrin"), ("quotes", split, "--json")):
        assert run(*words).stdout_bytes == run(*words).stdout_bytes


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        (("count", "split.db", "leaf"), 2, "'leaf' is no act: did you mean"),
        (("count", "split.db", "leave", "--on", "2030-02-31"), 2, "'2030-02-31' is no day of the calendar"),
        (("count", "split.db", "leave", "--on", "9999"), 2, "end of the calendar"),
        (
            ("count", "split.db", "leave", "--of", "Nobody’s Party"),
            1,
            "neither the roll nor a report knows",
        ),
        (("count", "split.db"), 2, "Missing argument 'ACT' (see `chiltern count --help`)"),
        (("count", "none.db", "leave"), 2, "no such record; make one with `chiltern new none.db`"),
        (("who", "split.db", "Smith"), 1, "'Smith' fits several: Jane Smith (Moor North"),
        (("who", "split.db", "Okafur"), 1, "did you mean Tom Okafor"),
        (("source", "split.db", "abc"), 2, "at least 6 digits"),
        (("source", "split.db", "abcdef"), 1, "no claim begins with"),
        (("quotes", "split.db", "--search", "--"), 2, "no word to search for"),
        (("quotes", "reports/a.txt"), 2, "reports/a.txt: no Chiltern record"),
        (("quotes", "split.db", "--colour"), 2, "No such option"),
        (("fly", "split.db"), 2, "No such command 'fly'"),
    ],
)
@pytest.mark.usefixtures("split")
def test_what_goes_wrong_is_one_line_and_a_status(run: Run, words: tuple[str, ...], status: int, line: str) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (status, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("chiltern: ")
    assert line in done.stderr


def test_text_from_reports_has_no_power_over_the_terminal(run: Run, split: str, tmp_path: Path) -> None:
    lines = [
        f"@position holder=described:{HOSTILE}; stance=expects; act=lead @ {HOSTILE}",
        f"@statement speaker={HOSTILE}; cue={HOSTILE} @ {HOSTILE}",
        f"@role person=Jas Teller; role={HOSTILE}; of=body:{HOSTILE} @ {HOSTILE}",
    ]
    (tmp_path / "h.txt").write_text("Plain words.")

    def read(report: chiltern.Report, roll: chiltern.Roll) -> chiltern.Reading:
        return READER.read(chiltern.Report("h", "\n".join(lines)), roll)

    with chiltern.open(split) as record:
        record.add([tmp_path / "h.txt"], reader=chiltern.Reader(HOSTILE, read))
        claim = record.quotes(search="not bold")[0].words.claim
    for words in (
        ("count", split, "lead"),
        ("who", split, "Jas Teller"),
        ("quotes", split),
        ("source", split, claim),
    ):
        for form in ((), ("--json",)):
            done = run(*words, *form)
            assert done.exit_code == 0
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout), words
    assert r"\x1b[31mred\x1b[0m" in run("quotes", split).stdout
    assert "[bold]not bold[/bold]" in run("quotes", split).stdout
    missing = run("who", split, HOSTILE + "x")
    assert missing.exit_code == 1
    assert "\x1b" not in missing.stderr
