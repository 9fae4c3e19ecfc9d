"""`chiltern count`, `who`, `quotes` and `source`: plain pages, JSON, and one line for whatever goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import chiltern
from chiltern.claims import Act
from chiltern.phrases import ACTS, act_and_objects, act_and_party
from tests.cli.conftest import HOSTILE, Run
from tests.record.lines import READER, text


def unnumbered(page: str) -> str:
    """The page with every claim's number as 0123456789."""
    return re.sub(r"\b[0-9a-f]{10}\b", "0123456789", page)


def test_count_shows_who_stands_where_with_the_words(run: Run, split: str) -> None:
    done = run("count", split, "leave", "--of", "Reform")
    assert (done.exit_code, done.stderr) == (0, "")
    assert unnumbered(done.stdout) == (
        "Leaving the Reform Union  2 holders, 2 reports\n"
        "\n"
        "done: 1  did it, or are reported to have\n"
        "  Ada Merrin  (was Reform Union, now Independent Bench)  · 1 report, since 18 February 2030\n"
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
    assert (nobody.exit_code, nobody.stdout) == (0, "No report takes a position on leaving, by 31 December 2029.\n")


@pytest.mark.parametrize("day", ["19 February 2030", "19/02/2030", "2030-02-19", " 2030-02-19T08:00 ", "19.2.2030"])
def test_a_day_is_taken_in_every_form_that_published_takes(run: Run, split: str, day: str) -> None:
    page = run("count", split, "leave", "--on", day).stdout
    assert page.startswith("Leaving, by 19 February 2030  2 holders, 1 report\n")


@pytest.mark.parametrize("day", ["yesterday", "Feb 2030", "31/02/2030", "18 Feb", "", "0000"])
def test_what_is_no_day_is_one_clear_line(run: Run, split: str, day: str) -> None:
    done = run("who", split, "Ada Merrin", "--on", day)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(
        r"chiltern: Invalid value for '--on': .* is no (date: write .*|day of the calendar).*\n", done.stderr
    )


def test_the_roll_says_whom_its_time_does_not_cover(run: Run, split: str) -> None:
    line = "The roll covers the time from 4 May 2028 until 6 May 2032, not this day."
    for words in (("who", split, "Ada Merrin"), ("count", split, "leave")):
        late = run(*words, "--on", "2040")
        assert late.stdout.splitlines()[1] == line
        told = json.loads(run(*words, "--on", "6 May 2032", "--json").stdout)
        assert told["outside_roll"] == {"since": "2028-05-04", "until": "2032-05-06"}
        assert "The roll covers" not in run(*words, "--on", "5 May 2032").stdout
        assert "outside_roll" not in json.loads(run(*words, "--json").stdout)
    assert run("count", split, "leave", "--on", "2020").stdout.splitlines()[1] == line


def test_every_act_reads_as_english(run: Run, split: str, tmp_path: Path) -> None:
    first = {
        "leave": "Leaving",
        "join": "Joining",
        "form": "Forming a party",
        "remove": "Removals",
        "resign_seat": "Giving up a seat",
        "confidence_vote": "Votes of confidence",
        "select": "Selecting candidates",
        "stand": "Standing for election",
        "lead": "Leading",
        "referendum": "A referendum",
        "election": "An election",
    }
    assert list(first) == list(ACTS)
    lines = [f"@position holder=Lena Brandt; stance=expects; act={act} @ She expects {act}." for act in first]
    (tmp_path / "all.txt").write_text(text(*lines, published="2030-02-25"))
    with chiltern.open(split) as record:
        record.add([tmp_path / "all.txt"], reader=READER)
    for act, title in first.items():
        assert run("count", split, act).stdout.startswith(f"{title}  ")
    page = run("who", split, "Lena Brandt").stdout
    assert all(f"  expects: {words}  · 1 report" in page for words in ACTS.values())


@pytest.mark.parametrize(
    ("act", "party", "phrase"),
    [
        ("leave", "Labour Party", "leaving the Labour Party"),
        ("leave", "Change UK", "leaving Change UK"),
        ("leave", "Liberal Democrats", "leaving the Liberal Democrats"),
        ("leave", "The Independent Group", "leaving The Independent Group"),
        ("leave", "Momentum", "leaving Momentum"),
        ("join", "Labour Party", "joining (Labour Party)"),
        ("leave", None, "leaving"),
    ],
)
def test_an_act_and_a_party_read_as_a_phrase(act: Act, party: str | None, phrase: str) -> None:
    assert act_and_party(act, party) == phrase


@pytest.mark.parametrize(
    ("act", "objects", "phrase"),
    [
        ("leave", ["Labour Party"], "leaving the Labour Party"),
        ("join", ["Change UK", "Green Party"], "joining Change UK and the Green Party"),
        ("form", ["The Independent Group"], "forming The Independent Group"),
        ("form", [], "forming a party"),
        ("resign_seat", ["Ilford South"], "giving up a seat: Ilford South"),
        ("referendum", ["referendum"], "a referendum"),
    ],
)
def test_an_act_and_its_objects_read_as_a_phrase(act: Act, objects: list[str], phrase: str) -> None:
    assert act_and_objects(act, objects) == phrase


def test_nobody_on_leaving_a_party(run: Run, split: str) -> None:
    assert run("count", split, "leave", "--of", "Moorland Labour").stdout == (
        "No report takes a position on leaving Moorland Labour.\n"
    )


def test_a_party_that_was_left_is_said_once(run: Run, split: str) -> None:
    page = run("count", split, "leave").stdout
    assert "  Ada Merrin  (was Reform Union, now Independent Bench)  · 1 report" in page
    assert "  done: leaving the Reform Union  · 1 report" in run("who", split, "Ada Merrin").stdout


def test_long_words_are_cut_in_a_count(run: Run, split: str, tmp_path: Path) -> None:
    words = "He stays " + " ".join(f"word{number}" for number in range(100))
    line = f"@position holder=Tom Okafor; stance=rules_out; act=stand @ {words}"
    (tmp_path / "long.txt").write_text(text(line, published="2030-02-25", publisher="Moor Post"))
    with chiltern.open(split) as record:
        record.add([tmp_path / "long.txt"], reader=READER)
    _, shown = " ".join(run("count", split, "stand").stdout.split()).split(" He stays ")
    kept, _ = shown.split(" … (Moor Post")
    assert 190 < len(f"He stays {kept}") <= 200
    assert words.startswith(f"He stays {kept} ")
    assert "word70" in run("who", split, "Tom Okafor").stdout, "a page about one holder has room"


def test_named_people_come_before_unnamed_sources(run: Run, split: str, tmp_path: Path) -> None:
    for number in range(2):
        lines = [
            "@position holder=described:a party source; stance=expects; act=election @ A vote will come.",
            "@position holder=group:nine members; stance=expects; act=election @ A vote, they think.",
            "@position holder=Tom Okafor; stance=expects; act=election @ A vote, says he.",
        ]
        (tmp_path / f"{number}.txt").write_text(text(*lines, title=str(number), published="2030-02-25"))
    with chiltern.open(split) as record:
        record.add([tmp_path / "0.txt", tmp_path / "1.txt"], reader=READER)
    page = run("count", split, "election").stdout
    assert page.startswith("An election  1 holder and 4 unnamed, 2 reports\n"), "an unnamed source is its own report's"
    holders = [line.split("  ")[1] for line in page.splitlines() if re.match(r"  \S", line)]
    assert holders == ["Tom Okafor", "a party source", "a party source", "nine members", "nine members"]


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
        "  rules out: leaving  · 1 report, since 20 February 2030\n"
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
    assert "Position  Tom Okafor: rules out: leaving\n" in done.stdout
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
        (("count", "split.db", "leave", "--of", "Ada Merrin"), 1, "chiltern: 'Ada Merrin' is a person, not a party\n"),
        (("count", "split.db", "leave", "--of", "Merrin"), 1, "'Merrin' is a person (Ada Merrin), not a party\n"),
        (("count", "split.db", "leave", "--of", "Harrow Vale"), 1, "'Harrow Vale' is a seat, not a party\n"),
        (("count", "split.db", "leave", "--of", "Reforn"), 1, "did you mean Reform Union?\n"),
        (("leave", "split.db"), 2, "chiltern: leave is an act: chiltern count split.db leave\n"),
        (("resign-seat", "my split.db", "--of", "Reform"), 2, "chiltern count 'my split.db' resign_seat --of Reform"),
        (("leave",), 2, "leave is an act: chiltern count RECORD leave"),
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
