"""`chiltern house`: the page, what is supposed, the picture, and one line for whatever goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

import chiltern
from chiltern.register.model import Division, Vote
from chiltern.register.roll import Roll, load_roll, save_roll
from tests.cli.conftest import HOSTILE, Run
from tests.record.lines import ROLL


@pytest.fixture
def divided(tmp_path: Path) -> str:
    """The built-in roll with one small division."""
    rows = load_roll("uk-commons-2017").rows
    votes = (Vote("theresa-may", "aye"), Vote("philip-hammond", "aye"), Vote("jeremy-corbyn", "no"))
    division = Division("d1", "2019-02-14", "A motion", 331, ayes=2, noes=1, votes=votes)
    save_roll(Roll(replace(rows, divisions=(division,))), tmp_path / "divided.json")
    return "divided.json"


def test_the_page_shows_every_step(run: Run) -> None:
    done = run("house", "--on", "2019-02-18")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "House of Commons, 18 February 2019  649 of 650 seats held; roll uk-commons-2017"
    at = lines.index("Working majority")
    steps = [found[1] for line in lines[at:] if (found := re.match(r"  (?:=| ) +(-?\d+  [\w ]+)", line))]
    assert steps == [
        "650  seats",
        "-1  vacant",
        "-1  Speaker",
        "-3  Deputy Speakers",
        "-7  Sinn Féin",
        "638  members who vote",
        "316  Conservative Party",
        "10  Democratic Unionist Party",
        "326  with the government",
        "312  all others who vote",
        "14  working majority",
    ]
    assert "Vacant since 17 February 2019: Newport West (Paul Flynn, died)" in lines
    assert any(line.startswith("The Independent Group, within Independent: 7  ") for line in lines)
    assert any("pm-statement-on-confidence-and-supply-agreement-with-the-dup" in line for line in lines)
    assert "What the roll cannot know" in lines


def test_without_a_day_it_is_the_last_one_of_the_roll(run: Run) -> None:
    assert run("house").stdout.splitlines()[0] == (
        "House of Commons, 5 November 2019  648 of 650 seats held; roll uk-commons-2017; the roll's last day"
    )


def test_a_record_has_its_roll_and_its_last_day(run: Run, split: str) -> None:
    page = run("house", split).stdout.splitlines()
    assert page[0] == ("Assembly of Moorland, 20 February 2030  5 of 5 seats held; roll moorland-2030;") or page[
        0
    ].startswith("Assembly of Moorland, 20 February 2030  5 of 5 seats held; roll moorland-2030")
    assert "the day of the record's latest report" in " ".join(page[:2])
    assert "What a majority needs  the rules name no government" in page
    told = json.loads(run("house", split, "--on", "2030-02-17", "--json").stdout)
    assert (told["roll"], told["on"], told["majority"]["voting"]) == ("moorland-2030", "2030-02-17", 5)
    assert "number" not in told["majority"]


def test_a_record_without_a_dated_report_shows_the_last_day_of_its_roll(run: Run, roll: str, tmp_path: Path) -> None:
    chiltern.new(tmp_path / "empty.db", roll=tmp_path / roll).close()
    assert "5 May 2032" in run("house", "empty.db").stdout.splitlines()[0]


def test_json_carries_the_steps(run: Run) -> None:
    told = json.loads(run("house", "--on", "2019-02-20", "--json").stdout)
    assert told["majority"]["number"] == 8
    assert [step["number"] for step in told["majority"]["steps"]] == [650, -1, -1, -3, -7, 638, 313, 10, 323, 315, 8]
    deputies = told["majority"]["steps"][3]
    assert deputies["names"] == ["Lindsay Hoyle (Lab)", "Rosie Winterton (Lab)", "Eleanor Laing (Con)"]
    assert deputies["sources"][0]["publisher"] == "UK Parliament"
    assert told["vacancies"][0] == {"seat": "Newport West", "since": "2019-02-17", "last": "Paul Flynn", "why": "died"}
    assert told["layout"] == "westminster"


def test_a_day_outside_the_roll_is_said(run: Run) -> None:
    done = run("house", "--on", "2019-11-06")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "House of Commons, 6 November 2019  roll uk-commons-2017",
        "The roll covers the time from 8 June 2017 until 6 November 2019, not this day.",
        "The roll knows of nobody who sat on this day. Nobody has sat since 6 November 2019 (dissolution).",
    ]


def test_a_roll_that_lacks_members_is_said(run: Run, tmp_path: Path) -> None:
    save_roll(Roll(replace(ROLL.rows, legislature="House of Commons")), tmp_path / "few.json")
    page = run("house", "--roll", "few.json", "--on", "2030-02-18").stdout
    assert "The roll has 5 members that day, far fewer than the House: no majority can be told." in page
    assert "Working majority" not in page


def test_what_if_shows_what_is_supposed_and_the_difference(run: Run) -> None:
    done = run(
        "house", "--on", "2019-02-20", "--join", "The Independent Group:Liberal Democrats", "--vacate", "Maidenhead",
        "--abstain", "DUP", "--move", "Anna Soubry:new:Broxtowe Group", "--move", "Jeremy Corbyn:Labour",
    )  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, "")
    page = done.stdout
    assert "\nSupposed\n  Anna Soubry (Broxtowe) sits for Broxtowe Group  (was Independent)\n" in page
    assert "  Jeremy Corbyn sits for Labour Party already: nothing changes\n" in page
    assert "  The Independent Group sits with Liberal Democrats: 10 members  " in page
    assert "  Maidenhead falls vacant: Theresa May\n" in page
    assert "  Democratic Unionist Party stays away: 10 members  " in page
    assert "  Liberal Democrats: 21 seats, 10 more\n" in page
    assert "  Broxtowe Group: 1 seat, 1 more\n" in page
    assert "Working majority, as supposed\n" in page
    assert "  Without what is supposed it is 8: a difference of -11.\n" in page


def test_what_if_as_json(run: Run) -> None:
    told = json.loads(run("house", "--on", "2019-02-20", "--move", "Mike Gapes:Tories", "--json").stdout)
    assert (told["before"]["majority"]["number"], told["after"]["majority"]["number"], told["difference"]) == (8, 10, 2)
    assert told["effects"][0]["asked"] == {"type": "move", "name": "Mike Gapes", "party": "Tories"}
    assert told["changes"][0] == {"party": "Conservative Party", "before": 314, "after": 315}


def test_how_a_division_would_have_gone(run: Run, divided: str) -> None:
    page = run(
        "house", "--roll", divided, "--on", "2019-02-18", "--move", "Theresa May:Labour", "--division", "331"
    ).stdout
    assert "\nDivision 331, 14 February 2019  A motion\n" in page
    assert "  as declared: ayes 2, noes 1; the ayes have it\n" in page
    assert "  with the new party's majority: ayes 1, noes 2; the noes have it\n" in page
    assert "  with everybody concerned away: ayes 1, noes 1; a tie\n" in page
    assert "    Theresa May: aye, then no\n" in page


def test_the_picture_is_written_and_takes_the_place_of_an_older_one_only(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("house", "--on", "2019-02-18", "--svg", "house.svg").exit_code == 0
    assert "<svg" in (tmp_path / "house.svg").read_text(encoding="utf-8")
    (tmp_path / "split.db").write_text("not a picture")
    done = run("house", "--svg", "split.db")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "chiltern: split.db: exists already and is no .svg; choose another name\n"
    assert (tmp_path / "split.db").read_text() == "not a picture"
    lost = run("house", "--svg", "nowhere/house.svg")
    assert (lost.exit_code, lost.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        (("--move", "Mike Gapes"), 2, "'Mike Gapes' is not of the form NAME:PARTY"),
        (("--join", "Labour"), 2, "'Labour' is not of the form PARTY:PARTY"),
        (("--join", "Plaid Cym:SNP"), 1, "no party 'Plaid Cym'; did you mean Plaid Cymru"),
        (("--move", "Mike Gaps:SNP"), 1, "nobody called 'Mike Gaps' sits on 2019-02-18; did you mean"),
        (("--move", "Mike Gapes:Labor"), 1, "no party 'Labor'; did you mean Labour Party?"),
        (("--move", "Smith:SNP"), 1, "'Smith' fits several: Angela Smith (Penistone and Stocksbridge, Independent); "),
        (("--abstain", "Green"), 1, "'Green' fits several: "),
        (("--vacate", "Ilford"), 1, "no seat 'Ilford' on 2019-02-18; did you mean Ilford North or "),
        (("--move", "Mike Gapes:SNP", "--vacate", "Ilford South"), 2, "are about the same member"),
        (("--division", "1"), 2, "suppose something with --move"),
        (("--move", "Mike Gapes:SNP", "--division", "1"), 1, "has no division '1'"),
        (("--roll", "uk-lords"), 2, "no roll 'uk-lords'"),
        (("none.db",), 2, "none.db: no such record"),
        (("none.db", "--roll", "uk-commons-2017"), 2, "give the record or --roll, not both"),
        (("--on", "soon"), 2, "Invalid value for '--on'"),
    ],
)
def test_a_mistake_is_one_clear_line(run: Run, words: tuple[str, ...], status: int, line: str) -> None:
    day = () if "--on" in words else ("--on", "2019-02-18")
    done = run("house", *words, *day)
    assert (done.exit_code, done.stdout) == (status, "")
    assert done.stderr.count("\n") == 1
    assert line in done.stderr


def test_hostile_names_have_no_power_over_the_terminal(run: Run, tmp_path: Path) -> None:
    rows = ROLL.rows
    parties = tuple(replace(party, name=party.name + HOSTILE) for party in rows.parties)
    persons = tuple(replace(person, name=person.name + HOSTILE) for person in rows.persons)
    save_roll(Roll(replace(rows, parties=parties, persons=persons)), tmp_path / "hostile.json")
    for more in ((), ("--abstain", "p1"), ("--move", f"the Harrow Vale MP:new:{HOSTILE}"), ("--json",)):
        page = run("house", "--roll", "hostile.json", "--on", "2030-02-18", *more).output
        assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(page)


def test_nothing_supposed_is_written_to_a_record(run: Run, split: str, tmp_path: Path) -> None:
    before = (tmp_path / split).read_bytes()
    done = run("house", split, "--on", "2030-02-18", "--move", "Tom Okafor:Moorland Labour", "--vacate", "Harrow Vale")
    assert done.exit_code == 0, done.output
    assert (tmp_path / split).read_bytes() == before
