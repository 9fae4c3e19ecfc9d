"""`chiltern division` and `chiltern agreement`: pages, JSON, what to type where a name fits none or several."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from chiltern.register.model import Affiliation, Division, Party, Person, Role, RollRows, Seat, Source, Tenure, Vote
from chiltern.register.roll import Roll, save_roll
from tests.cli.conftest import HOSTILE, Run

SITS = {"Ada Merrin": "reform", "Tom Okafor": "reform", "Lena Brandt": "reform", "Jane Smith": "labour"}


def key(name: str) -> str:
    return name.split()[0].lower()


def votes(ayes: str, noes: str, tellers: str = "") -> tuple[Vote, ...]:
    return tuple(
        Vote(
            one,
            "aye" if one in ayes.split() else "no",
            one in tellers.split(),
            party="reform" if one == "jane" else None,
        )
        for one in f"{ayes} {noes}".split()
    )


FERRIES = Division(
    "commons-7", "2030-02-17", "Ferries Bill: Second Reading", 12, 1, 2, votes("ada", "tom jane lena", "lena"),
    {"reform": (1, 2), "labour": (0, 1)}, tellers_counted=True, sources=("votes",),
)  # fmt: skip
DUES = Division("commons-8", "2030-02-17", f"Harbour Dues {HOSTILE}", 13, 4, 4)
LATER = Division("commons-9", "2031-05-01", "Ferries Bill: Third Reading", 12, 1, 1, votes("ada tom", "jane", "tom"))


@pytest.fixture
def moorland(tmp_path: Path) -> str:
    rows = RollRows(
        name="moorland",
        legislature="House of Commons",
        sources=(Source("votes", "Votes of Moorland"),),
        parties=(Party("reform", "Reform Union"), Party("labour", "Labour Party")),
        seats=tuple(Seat(f"seat-{key(name)}", f"Seat of {name}", "House of Commons") for name in [*SITS, "Sam Orr"]),
        persons=tuple(Person(key(name), name) for name in [*SITS, "Sam Orr"]),
        tenures=tuple(Tenure(key(name), f"seat-{key(name)}", "2028-05-04") for name in [*SITS, "Sam Orr"]),
        affiliations=tuple(Affiliation(key(name), party, "2028-05-04") for name, party in SITS.items()),
        roles=(Role("sam", "Speaker", "House of Commons", "2028-05-04"),),
        divisions=(FERRIES, DUES, LATER),
    )
    save_roll(Roll(rows), tmp_path / "moorland.json")
    return "moorland.json"


def test_without_a_name_the_divisions_are_listed(run: Run, moorland: str) -> None:
    done = run("division", moorland)
    assert done.exit_code == 0
    assert done.output.startswith("3 divisions\n")
    (line,) = (line for line in done.output.splitlines() if "Second Reading" in line)
    assert line.split() == ["2030-02-17", "12", "1", "2", "4", "Ferries", "Bill:", "Second", "Reading"]
    lines = msgspec.json.decode(run("division", moorland, "--json").output)
    assert [(row["id"], row.get("named")) for row in lines] == [("commons-7", 4), ("commons-8", None), ("commons-9", 3)]


def test_a_roll_without_divisions_says_how_to_bring_them_in(run: Run) -> None:
    done = run("division", "uk-commons-2017")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "0 divisions",
        "Bring some in: chiltern roll import divisions FILE… --into ROLL -o ROLL",
    ]


def test_a_division_shows_parties_rebels_absences_and_differences(run: Run, moorland: str) -> None:
    done = run("division", moorland, "2030-02-17/12")
    assert done.exit_code == 0
    page = done.output
    assert page.startswith("Ferries Bill: Second Reading  17 February 2030, division 12\n")
    assert "The noes have it: 1 aye, 2 noes" in page
    assert "Tellers for the noes: Lena Brandt" in page
    assert "Against most of their party: 1\n  Reform Union, aye, 1: Ada Merrin" in page
    assert "Never vote: 1\n  Speaker, 1: Sam Orr" in page
    assert "Reform Union, noes: 2 in the source, 1 here\n    +1  the source counts tellers: Lena Brandt" in page
    assert "on a free vote nobody rebels" in page
    assert "Source: Votes of Moorland" in page
    assert "Not known" not in page  # a column in which nobody is counted


def test_a_division_is_json_whole(run: Run, moorland: str) -> None:
    made = msgspec.json.decode(run("division", moorland, "commons-7", "--json").output)
    assert (made["ayes"], made["outcome"], made["listed"]) == (1, "no", [1, 2])
    assert [row["name"] for row in made["rebels"]] == ["Ada Merrin"]
    assert made["differences"][0]["reasons"][0]["kind"] == "tellers"
    assert len(made["votes"]) == 4


def test_totals_alone_are_shown_without_control_characters(run: Run, moorland: str) -> None:
    done = run("division", moorland, "13")
    assert done.exit_code == 0
    assert "A tie, which the chair decides by precedent: 4 ayes, 4 noes" in done.output
    assert "\x1b" not in done.output
    assert "[bold]not bold[/bold]" in done.output


def test_several_divisions_of_a_name_are_listed_with_status_1(run: Run, moorland: str) -> None:
    done = run("division", moorland, "12")
    assert done.exit_code == 1
    assert done.output == (
        "chiltern: '12' fits 2 divisions: 2030-02-17/12 Ferries Bill: Second Reading; "
        "2031-05-01/12 Ferries Bill: Third Reading\n"
    )


def test_a_division_or_a_roll_that_is_not_there_is_one_line(run: Run, moorland: str) -> None:
    done = run("division", moorland, "99")
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert "has no division '99'; it has 3 divisions" in done.output
    gone = run("division", "nowhere.json")
    assert (gone.exit_code, gone.output.count("\n")) == (2, 1)


def test_who_votes_most_like_a_member_stands_first(run: Run, moorland: str) -> None:
    done = run("agreement", moorland, "Ada Merrin", "--least", "1")
    assert done.exit_code == 0
    assert done.output.startswith("Voting with Ada Merrin  2 divisions; shared by others: at least 1\n")
    rows = [line.split() for line in done.output.splitlines() if line.endswith("%")]
    assert [(row[0], *row[-3:]) for row in rows] == [
        ("Tom", "1", "2", "50%"),
        ("Jane", "0", "2", "0%"),
        ("Lena", "0", "1", "0%"),
    ]
    made = msgspec.json.decode(run("agreement", moorland, "Ada Merrin", "--json").output)
    assert next((row["name"], row["share"]) for row in made["members"]) == ("Tom Okafor", 0.5)


def test_a_party_s_name_works_too(run: Run, moorland: str) -> None:
    done = run("agreement", moorland, "Reform Union", "--least", "2")
    assert "Voting with Reform Union" in done.output
    assert "2 members with fewer divisions in common left out (--least)." in done.output


def test_two_names_give_one_sentence(run: Run, moorland: str) -> None:
    done = run("agreement", moorland, "Ada Merrin", "Tom Okafor")
    assert done.output == "Ada Merrin and Tom Okafor both voted in 2 divisions: in the same lobby in 1, 50%.\n"
    none = run("agreement", moorland, "Ada Merrin", "Sam Orr")
    assert none.output == "Ada Merrin and Sam Orr both voted in 0 divisions: in the same lobby in 0.\n"


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("Nobody",), 1, "has no person 'Nobody'"),
        (("Reform Union", "Labour Party"), 2, "are two parties"),
        (("Ada Merrin", "--least", "0"), 2, "--least"),
    ],
)
def test_bad_names_and_options_are_one_line(
    run: Run, moorland: str, words: tuple[str, ...], status: int, says: str
) -> None:
    done = run("agreement", moorland, *words)
    assert (done.exit_code, done.output.count("\n")) == (status, 1)
    assert says in done.output
