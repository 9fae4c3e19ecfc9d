"""parlparse's and TheyWorkForYou's real files: counts, members on days, changes of party, who is joined with whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers import parlparse
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.model import RollRows
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the files in ../shared/data")


def real_files(*names: str) -> Imported:
    return parlparse.read([InFile(name, (DATA / name).read_bytes()) for name in names], Wish())


XML = ("parlparse/all-members.xml", "parlparse/all-members-2010.xml")
JOINS = ("parlparse/person-members.csv", "parlparse/person-mnis.csv")
NAMES = ("parlparse/member-aliases.csv", "parlparse/constituency-names.csv")
# Members at the poll, after it and before dissolution. In 2005 South Staffordshire voted in June, in 2010 Thirsk and
# Malton on 27 May. The file of 2009 ends with 646 sitting, none of whom it saw leave.
DAYS = {
    # Cheadle was vacant from 30 May 2005.
    "1997-04-30": 0, "1997-05-01": 659, "1997-05-02": 659, "2001-05-14": 659, "2001-05-15": 0, "2005-04-11": 659,
    "2005-05-06": 645, "2005-06-24": 645, "2009-02-23": 646, "2010-04-12": 646, "2010-04-13": 0, "2010-05-07": 649,
    "2010-05-27": 650, "2014-10-09": 647, "2015-03-30": 650, "2015-03-31": 0,
}  # fmt: skip


def counts(rows: RollRows) -> list[int]:
    return [len(kind) for kind in (rows.persons, rows.seats, rows.tenures, rows.affiliations, rows.parties)]


def test_real_xml() -> None:
    made = real_files(*XML)
    assert made.skipped == ()
    # 2,037 and 672 rows, of which 38 begin with a change of party.
    assert counts(made.rows) == [1268, 789, 2671, 2709, 21]
    roll = Roll(made.rows)
    assert {day: len(roll.members(date.fromisoformat(day))) for day in DAYS} == DAYS


def test_real_xml_with_every_table_beside_it() -> None:
    made = real_files(*XML, *JOINS, *NAMES)
    assert counts(made.rows) == [1160, 2227, 2671, 2709, 21]
    roll = Roll(made.rows)
    assert {day: len(roll.members(date.fromisoformat(day))) for day in DAYS} == DAYS
    assert [row.line for row in made.skipped] == [119, 122, 177, 264, 379, 407]
    assert all("may be 2 people" in row.reason for row in made.skipped)
    (abbott,) = [row for row in made.rows.persons if row.name == "Diane Abbott"]
    assert abbott.identifiers == {"twfy": "10001", "mnis": "172"}
    dated = [row for row in made.rows.seats if row.since]
    assert len(dated) == 2227


def test_joining_by_name_and_constituency_joins_nobody_wrongly() -> None:
    """The XML by itself against the table that has everybody's number."""
    rows = [row.split(",") for row in (DATA / "parlparse/person-members.csv").read_text("utf-8").splitlines()[1:]]
    person_of = {row[-1]: row[0] for row in rows}
    alone = parlparse.read([InFile(name, (DATA / name).read_bytes()) for name in XML], Wish())
    numbered = real_files("parlparse/members-1997-2015.csv")
    twfy = {row.id: row.identifiers["twfy"] for row in numbered.rows.persons}
    assert set(twfy.values()) <= set(person_of.values())

    def held(rows: RollRows) -> dict[tuple[str, str | None, str | None], str]:
        names = {row.id: row.name for row in rows.seats}
        return {(names[row.seat], row.since, row.until): row.person for row in rows.tenures}

    theirs = {key: twfy[person] for key, person in held(numbered.rows).items()}
    ours: dict[str, set[str]] = {}
    for key, person in held(alone.rows).items():
        ours.setdefault(person, set()).add(theirs[key])
    assert {len(numbers) for numbers in ours.values()} == {1}
    # 108 more persons than there are: members who moved to another constituency, or whose name is written otherwise.
    assert (len(ours), len(set(theirs.values()))) == (1268, 1160)


def test_real_changes_of_party() -> None:
    made = real_files("parlparse/members-1997-2015.csv")
    assert counts(made.rows) == [1160, 789, 2671, 2709, 21]
    spink = next(row for row in made.rows.persons if row.name == "Bob Spink")
    own = [(row.party, row.since, row.until) for row in made.rows.affiliations if row.person == spink.id]
    assert own == [
        ("conservative", "2001-06-07", "2005-04-12"),
        ("conservative", "2005-05-05", "2008-03-13"),
        ("independent-conservative", "2008-03-13", "2008-04-22"),
        ("ukip", "2008-04-22", "2008-11-25"),
        ("independent", "2008-11-25", "2010-04-13"),
    ]
    assert [(row.since, row.until) for row in made.rows.tenures if row.person == spink.id] == [
        ("2001-06-07", "2005-04-12"),
        ("2005-05-05", "2010-04-13"),
    ]
    winchester = sorted(
        (row.since or "", row.until, row.began, row.ended) for row in made.rows.tenures if row.seat == "winchester"
    )
    assert winchester[:2] == [
        ("1997-05-01", "1997-10-07", "general election", "election void"),
        ("1997-11-20", "2001-05-15", "by-election", "dissolution"),
    ]


def test_real_party_spells_of_theyworkforyou() -> None:
    made = real_files("party-changes/twfy-2019-10-party-spells.csv")
    assert made.skipped == ()
    assert counts(made.rows) == [652, 0, 0, 746, 13]
    names = {row.id: row.name for row in made.rows.persons}
    left = {day: sorted(names[row.person] for row in made.rows.affiliations if row.until == day) for day in TWFY_DAYS}
    assert left == TWFY_DAYS
    roll = Roll(made.rows)
    umunna = next(key for key, name in names.items() if name == "Chuka Umunna")
    parties = [roll.party_of(umunna, date(2019, 2, day)) for day in (17, 18)]
    assert [party.id for party in parties if party] == ["labour", "independent"]


TWFY_DAYS = {
    "2019-02-17": [],
    "2019-02-18": [
        "Angela Smith", "Ann Coffey", "Chris Leslie", "Chuka Umunna", "Gavin Shuker", "Luciana Berger", "Mike Gapes",
    ],
    "2019-02-19": ["Joan Ryan"],
    "2019-02-20": ["Anna Soubry", "Heidi Allen", "Sarah Wollaston"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("parlparse/all-members.xml", [948, 694, 2000, 2037, 19]),
        ("parlparse/all-members-2010.xml", [669, 650, 671, 672, 14]),
        ("parlparse/person-members.csv", [12129, 0, 0, 0, 0]),
        ("parlparse/constituency-names.csv", [0, 2227, 0, 0, 0]),
    ],
)
def test_real_files_by_themselves(name: str, expected: list[int]) -> None:
    made = real_files(name)
    assert made.skipped == ()
    assert counts(made.rows) == expected


@pytest.mark.parametrize("name", ["person-mnis", "member-aliases", "people-json-commits"])
def test_real_files_that_are_no_roll_by_themselves(name: str) -> None:
    with pytest.raises(BadInput, match=rf"^parlparse/{name}\.csv: "):
        real_files(f"parlparse/{name}.csv")
