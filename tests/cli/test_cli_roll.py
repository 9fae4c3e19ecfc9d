"""`chiltern roll`: what each command shows, writes, refuses, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chiltern.register.model import Party, RollRows
from chiltern.register.roll import Roll, load_roll, save_roll
from tests.cli.conftest import HOSTILE, Run
from tests.register.lines import roll_rows

TENURES = "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-06\nTom Pym | Southcliff | 2017-06-08 | 2018-03-01"
SPELLS = """
Nell Ashworth | Blue Party | 2017-06-08 | {day}
Nell Ashworth | Independent | {day} | 2019-11-06
Tom Pym | Blue Party | 2017-06-08 | 2018-03-01
"""
TABLE = (
    "name,party,seat,since,until\nNell Ashworth,Blue Party,Northcliff,2017-06-08,2019-11-06\n,Blue Party,Southcliff,,\n"
)


@pytest.fixture
def rolls(tmp_path: Path) -> None:
    for name, day in (("a", "2019-02-18"), ("b", "2019-02-20")):
        save_roll(Roll(roll_rows(name, TENURES, SPELLS.format(day=day))), tmp_path / f"{name}.json")


@pytest.fixture
def merged(run: Run, rolls: None) -> str:
    assert run("roll", "merge", "a.json", "b.json", "-o", "m.json").exit_code == 0
    return "m.json"


def test_import_writes_a_roll_and_tells_the_rows_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "keys.csv").write_text(TABLE)
    done = run("roll", "import", "table", "keys.csv", "-o", "keys.json", "--title", "The Keys")
    assert done.exit_code == 0
    assert done.stdout.startswith("Made keys.json: ")
    assert done.stdout.endswith("1 row left out.\n")
    assert "keys.csv, line 3: left out: " in done.stderr
    roll = load_roll("keys.json")
    assert (roll.name, roll.title, list(roll.persons)) == ("keys", "The Keys", ["nell-ashworth"])


def test_import_as_json_lists_what_was_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "keys.csv").write_text(TABLE)
    made = json.loads(run("roll", "import", "table", "keys.csv", "-o", "keys.json", "--json").stdout)
    assert (made["roll"], made["persons"]) == ("keys.json", 1)
    assert [row["line"] for row in made["left_out"]] == [3]


def test_import_into_a_roll_joins_the_two(run: Run, rolls: None, tmp_path: Path) -> None:
    (tmp_path / "keys.csv").write_text(
        "name,seat,since\nNell Ashworth,Northcliff,2017-06-08\nSam Wren,Eastcliff,2017-06-08\n"
    )
    assert run("roll", "import", "table", "keys.csv", "--into", "a.json", "-o", "more.json").exit_code == 0
    roll = load_roll("more.json")
    assert list(roll.persons) == ["nell-ashworth", "tom-pym", "sam-wren"]
    assert len(roll.tenures_of("nell-ashworth")) == 1


def test_a_file_that_is_there_is_not_written_over_unless_told(run: Run, rolls: None, tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("notes")
    done = run("roll", "merge", "a.json", "-o", "notes.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "chiltern: notes.json is there already: choose another name, or give --replace\n"
    assert (tmp_path / "notes.json").read_text() == "notes"
    assert run("roll", "merge", "a.json", "-o", "notes.json", "--replace").exit_code == 0
    assert load_roll("notes.json").persons


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("import", "spreadsheet", "x.csv"), "no importer 'spreadsheet': choose from popolo, "),
        (("import", "popolo", "x.json"), "no file 'x.json'"),
        (("import", "popolo", "empty.json"), "empty.json: "),
        (("import", "popolo", "."), ".: cannot be read: Is a directory"),
        (("merge", "no.json"), "no roll 'no.json'"),
        (("merge", "empty.json"), "empty.json: no roll in Chiltern's format"),
        (("merge", "a.json", "senedd.json"), "rolls of different chambers do not merge: House of Keys, Senedd"),
        (
            ("import", "table", "keys.csv", "--into", "senedd.json", "--chamber", "House of Keys"),
            "rolls of different chambers",
        ),
    ],
)
def test_what_cannot_be_used_is_one_line_and_writes_nothing(
    run: Run, rolls: None, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    (tmp_path / "empty.json").write_bytes(b"")
    (tmp_path / "keys.csv").write_text(TABLE)
    save_roll(Roll(RollRows(name="s", legislature="Senedd")), tmp_path / "senedd.json")
    done = run("roll", *words, "-o", "out.json")
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert done.stderr.splitlines()[0].startswith(f"chiltern: {message}")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("*out.json*"))


def test_a_place_that_cannot_be_written_is_one_line(run: Run, rolls: None) -> None:
    done = run("roll", "merge", "a.json", "-o", "nowhere/out.json")
    assert (done.exit_code, done.stderr) == (
        2,
        "chiltern: nowhere/out.json cannot be written: No such file or directory\n",
    )


def test_what_is_no_file_is_not_replaced(run: Run, rolls: None, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = run("roll", "merge", "a.json", "-o", "folder", "--replace")
    assert (done.exit_code, done.stderr) == (2, "chiltern: folder is no file: choose another name\n")


def test_members_of_a_day(run: Run, rolls: None) -> None:
    shown = run("roll", "members", "a.json", "--on", "2018-01-01").stdout
    assert shown.startswith("2 members  1 January 2018\n")
    assert "Northcliff   Nell Ashworth   Blue Party   2017-06-08" in shown
    assert shown.endswith("    2  Blue Party\n")
    after = json.loads(run("roll", "members", "a.json", "--on", "2019-02-18", "--json").stdout)
    assert after == [
        {
            "id": "nell-ashworth",
            "name": "Nell Ashworth",
            "seat": "Northcliff",
            "party": "Independent",
            "since": "2017-06-08",
        }
    ]
    assert run("roll", "members", "a.json", "--on", "2030-01-01").stdout == "0 members  1 January 2030\n"


def test_members_of_a_party(run: Run, rolls: None) -> None:
    shown = run("roll", "members", "a.json", "--on", "2019-02-18", "--party", "blue").stdout
    assert shown.startswith("0 members")
    done = run("roll", "members", "a.json", "--on", "2019-02-18", "--party", "Bleu Party")
    assert (done.exit_code, done.stderr) == (
        1,
        "chiltern: the roll a has no party 'Bleu Party'; did you mean Blue Party?\n",
    )


def test_history_has_every_tie_and_where_the_sources_differ(run: Run, merged: str) -> None:
    shown = run("roll", "history", merged, "Ashworth").stdout
    assert "Northcliff  from 8 June 2017 until 6 November 2019  (A; B)" in shown
    assert "Independent  from 18 February 2019 until 6 November 2019  (A; B)" in shown
    assert "change to Independent\n      18 February 2019  A\n      20 February 2019  B\n" in shown
    told = json.loads(run("roll", "history", merged, "nell-ashworth", "--json").stdout)
    assert [tie["party"] for tie in told["parties"]] == ["Blue Party", "Independent"]
    assert run("roll", "history", merged, "Nobody").exit_code == 1


def test_history_of_a_name_that_several_bear_lists_them(run: Run, tmp_path: Path) -> None:
    rows = roll_rows(
        "a", "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-06\nTom Ashworth | Southcliff | 2017-06-08"
    )
    save_roll(Roll(rows), tmp_path / "two.json")
    done = run("roll", "history", "two.json", "Ashworth")
    assert done.exit_code == 1
    assert (
        "nell-ashworth: Nell Ashworth, Northcliff 2017–2019; tom-ashworth: Tom Ashworth, Southcliff 2017" in done.stderr
    )


def test_changes_say_what_why_and_on_whose_word(run: Run, merged: str) -> None:
    shown = run("roll", "changes", merged, "--from", "2019-02", "--to", "2019-02").stdout
    assert "Nell Ashworth, Northcliff: Blue Party → Independent; [became independent]" in shown
    assert "(18 February 2019: A; 20 February 2019: B)" in shown
    told = json.loads(run("roll", "changes", merged, "--party", "blue party", "--json").stdout)
    assert [(one["kind"], one["date"]) for one in told][-1] == ("became independent", "2019-02-18")
    assert run("roll", "changes", merged, "--from", "2020").stdout == "0 changes\n"


def test_seats_have_their_holders(run: Run, merged: str) -> None:
    shown = run("roll", "seats", merged, "north cliff")
    assert (shown.exit_code, shown.stderr) == (
        1,
        "chiltern: the roll m has no seat 'north cliff'; did you mean Northcliff, Southcliff?\n",
    )
    assert (
        "Nell Ashworth (Blue Party, then Independent)  from 8 June 2017"
        in run("roll", "seats", merged, "NORTHCLIFF").stdout
    )


def test_conflicts_group_what_many_share(run: Run, tmp_path: Path) -> None:
    names = [f"Member {letter}" for letter in "ABCDE"]
    for source, party in (("a", "Blue Party"), ("b", "Blue and Co-operative")):
        lines = "\n".join(f"{name} | {party} | 2017-06-08 | 2019-11-06" for name in names)
        seats = "\n".join(f"{name} | Seat {name} | 2017-06-08 | 2019-11-06" for name in names)
        save_roll(Roll(roll_rows(source, seats, lines)), tmp_path / f"{source}.json")
    run("roll", "merge", "a.json", "b.json", "-o", "m.json")
    shown = run("roll", "conflicts", "m.json").stdout
    assert shown.startswith("5 conflicts  the preferred side first\n")
    assert (
        "  Member A; Member B; Member C and 2 more: sat for\n      Blue Party  A\n      Blue and Co-operative  B\n"
        in shown
    )
    assert len(json.loads(run("roll", "conflicts", "m.json", "--json").stdout)) == 5
    assert run("roll", "conflicts", "m.json", "--person", "Member A").stdout.startswith("1 conflict ")
    assert run("roll", "conflicts", "a.json").stdout == "0 conflicts\n"


def test_names_from_a_roll_have_no_power_over_the_terminal(run: Run, tmp_path: Path) -> None:
    rows = roll_rows(
        "a", f"{HOSTILE} Ashworth | {HOSTILE} Cliff | 2017-06-08", f"{HOSTILE} Ashworth | {HOSTILE} | 2017-06-08"
    )
    hostile = Party("p", HOSTILE)
    save_roll(
        Roll(
            RollRows(**{**{f: getattr(rows, f) for f in rows.__struct_fields__}, "parties": (*rows.parties, hostile)})
        ),
        tmp_path / "h.json",
    )
    for words in (("members", "h.json", "--on", "2018"), ("changes", "h.json"), ("conflicts", "h.json")):
        shown = run("roll", *words).output
        assert not any(mark in shown for mark in ("\x1b", "\x9b", "\u202e", "\x07"))


def test_the_builtin_roll_answers_by_name(run: Run) -> None:
    shown = run("roll", "members", "uk-commons-2017", "--on", "2019-02-22").stdout
    assert shown.startswith("649 members  22 February 2019\n")
    assert "  316  Conservative Party\n" in shown or "  314  Conservative Party\n" in shown
