"""The official tables of the UK Parliament's registers, whole: how much comes in, and who sat for whom on given days.

Needs the tables in ../shared/data beside the repository; without them the tests are skipped and say so.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from chiltern.register.importers import members_api, mnis
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official tables in ../shared/data")


def official(*names: str, chamber: str | None = None, retrieved: str | None = "2024-07-31") -> Imported:
    paths = [DATA / f"{name}.csv" for name in names]
    read = members_api.read if names[0].startswith("members-api") else mnis.read
    return read([InFile(path.name, path.read_bytes()) for path in paths], Wish(chamber, retrieved))


READING = tuple(
    f"members-api-2024-07-31/{name}" for name in ("members", "house-memberships", "party-memberships", "names")
)


def sizes(made: Imported) -> tuple[int, int, int, int, int]:
    """How many persons, seats, tenures, affiliations and roles."""
    rows = made.rows
    return len(rows.persons), len(rows.seats), len(rows.tenures), len(rows.affiliations), len(rows.roles)


def party_on(roll: Roll, day: str) -> str | None:
    """The party of Chuka Umunna, who left his own with six others on 18 February 2019."""
    party = roll.party_of("chuka-umunna", date.fromisoformat(day))
    return party.id if party else None


def totals(roll: Roll, day: str) -> dict[str, int]:
    return roll.totals(date.fromisoformat(day))


def test_the_official_commons_of_2024() -> None:
    made = official(*READING)
    roll = Roll(made.rows)
    assert (sizes(made), made.skipped) == ((2735, 3718, 10398, 4989, 0), ())
    began = Counter(tie.began for tie in made.rows.tenures)
    assert (began["general election"], began["by-election"], began[None]) == (9884, 318, 196)
    assert all((tie.since or "") < "1959-10-08" for tie in made.rows.tenures if tie.began is None)
    assert totals(roll, "2017-06-09") == {
        "conservative": 317, "labour": 262, "snp": 35, "liberal-democrats": 12, "dup": 10, "sinn-fein": 7,
        "plaid-cymru": 4, "green": 1, "independent": 1, "speaker": 1,
    }  # fmt: skip
    assert totals(roll, "2019-02-17")["labour"] == 255
    assert sum(totals(roll, "2019-02-18").values()) == 649
    assert {party: totals(roll, "2019-02-18")[party] for party in ("labour", "independent")} == {
        "labour": 248, "independent": 15,
    }  # fmt: skip
    assert sum(totals(roll, "2024-07-05").values()) == 650
    assert {party: totals(roll, "2024-07-05")[party] for party in ("labour", "conservative", "liberal-democrats")} == {
        "labour": 411, "conservative": 121, "liberal-democrats": 72,
    }  # fmt: skip
    for day, party in {"2019-02-17": "labour", "2019-02-18": "independent", "2019-04-18": "change-uk"}.items():
        assert party_on(roll, day) == party


def test_the_official_lords_of_2024() -> None:
    made = official(*READING, chamber="lords")
    reasons = Counter(row.reason.split("(")[0].strip() for row in made.skipped)
    assert reasons == {
        "no date of a membership": 217,
        "the same days as another kind of membership of this person, which stands": 47,
        "it ends": 5,
    }
    roll = Roll(made.rows)
    assert (len(made.rows.tenures), len(roll.members(date(2024, 7, 5)))) == (2570, 816)
    assert {seat.name: seat.places for seat in roll.seats.values()}["Bishops"] == 27


def test_the_official_register_as_it_was_known_before_the_election() -> None:
    deltas = ("members-api-2024-07-31/house-memberships-deltas", "members-api-2024-07-31/party-memberships-deltas")
    for day, tenures, sitting in (("2024-04-18", 9747, 649), ("2024-07-03", 9748, 0), ("2024-07-31", 10398, 0)):
        made = official(*READING, *deltas, retrieved=day)
        assert (len(made.rows.tenures), len(made.skipped)) == (tenures, 0)
        assert len(Roll(made.rows).members(date(2024, 6, 10))) == sitting


def test_the_official_snapshots() -> None:
    made = official("members-api-snapshots/mp-spells", retrieved=None)
    assert sizes(made) == (1003, 861, 2073, 2073, 0)
    roll = Roll(made.rows)
    assert len(roll.members(date(2026, 4, 3))) == 650
    both = Roll(official(*READING, "members-api-snapshots/mp-spells").rows)
    assert all("mnis" in seat.identifiers for seat in both.seats.values())
    assert totals(both, "2026-04-03") == totals(roll, "2026-04-03")


TABLES = ("members", "commons-memberships", "party-memberships", "government-roles", "opposition-roles")
MNIS = tuple(f"mnis-2021/{name}" for name in (*TABLES, "parliamentary-roles", "other-parliaments"))
PDP = tuple(f"pdp-2018/{name}" for name in TABLES)


def test_the_official_commons_of_mnis() -> None:
    made = official(*MNIS, retrieved="2021-03")
    roll = Roll(made.rows)
    assert sizes(made) == (2378, 3068, 9725, 4245, 5840)
    assert [str(row) for row in made.skipped] == [
        "opposition-roles.csv, line 685: it ends (2002-06-01) before it begins (2011-04-20)"
    ]
    began, ended = Counter(tie.began for tie in made.rows.tenures), Counter(tie.ended for tie in made.rows.tenures)
    assert (began["general election"], began["by-election"], ended["dissolution"]) == (9234, 295, 8689)
    of = Counter(role.of for role in made.rows.roles)
    assert (of["HM Government"], of["Official Opposition"], of["European Parliament"]) == (2796, 1690, 79)
    assert totals(roll, "2019-02-18")["independent"] == 15
    assert [party_on(roll, day) for day in ("2019-02-17", "2019-02-18")] == ["labour", "independent"]
    assert not [person for person in roll.persons.values() if person.name.startswith(("Lord ", "Baroness "))]


def test_mnis_and_the_members_api_agree_on_every_day_asked() -> None:
    api, mnis_ = Roll(official(*READING).rows), Roll(official(*MNIS, retrieved="2021-03").rows)
    for day in ("1979-05-04", "1997-05-02", "2017-06-09", "2019-02-18", "2019-10-29", "2020-12-01"):
        assert totals(api, day) == totals(mnis_, day), day


def test_collapsed_spells_add_nothing_to_the_fine_ones() -> None:
    collapsed = "mnis-2021/party-memberships-collapsed"
    assert official(*MNIS, collapsed).rows == official(*MNIS).rows
    alone = official("mnis-2021/members", "mnis-2021/commons-memberships", collapsed)
    assert len(alone.rows.affiliations) == 2666
    assert totals(Roll(alone.rows), "2019-02-18")["independent"] == 15


def test_the_official_commons_of_the_data_platform() -> None:
    made = official(*PDP, retrieved="2018-12-10")
    roll = Roll(made.rows)
    assert sizes(made) == (2235, 3068, 9072, 3493, 4828)
    assert [row.line for row in made.skipped] == [2025]
    assert sum("gss" in seat.identifiers for seat in roll.seats.values()) == 650
    assert sum(totals(roll, "2018-12-06").values()) == 650
    assert totals(roll, "2017-06-09")["conservative"] == 317


@pytest.mark.parametrize(
    ("column", "tables", "number"),
    [("members_api_2024_07_31", READING, 103), ("mnis_2021", MNIS, 103), ("pdp_2018", PDP, 15)],
)
def test_every_change_of_party_of_2017_to_2019_is_found_on_its_day(
    column: str, tables: tuple[str, ...], number: int
) -> None:
    with (DATA / "party-changes/changes-2017-2019-compared.csv").open(encoding="utf-8", newline="") as lines:
        theirs = {(row["mnis_id"], row[column]) for row in csv.DictReader(lines) if row[column]}
    roll = Roll(official(*tables).rows)
    ours = {
        (person.identifiers["mnis"], new.since)
        for person in roll.persons.values()
        for old, new in pairwise(roll.affiliations_of(person.id))
        if old.party != new.party and "2017-06-08" < (new.since or "") < "2019-11-06"
    }
    assert (len(theirs), ours) == (number, theirs)
