"""The Members API's tables as CSV: members, spells in the houses and parties, names, snapshots, earlier readings."""

from __future__ import annotations

from datetime import date

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.members_api import read
from chiltern.register.roll import Roll

MEMBERS = """\
mnis_id,gender,name,is_mp,is_peer,is_current,party,membership_from,membership_from_id,status,status_notes,status_start_date
9001,F,Ms Nell Ashworth,true,false,true,Independent,Calder Mills,5001,Current Member,,2017-06-08
9002,M,Lord Brook of Calder,false,true,true,Conservative,Life peer,4,Current Member,,2016-09-02
9003,M,Lord Pike,false,true,false,Crossbench,Hereditary,2,,,
"""
HOUSES = """\
mnis_id,start_date,end_date,membership_from,membership_from_id,house
9001,2005-05-05,2010-05-06,Calder Mills,4001,Commons
9001,2010-05-06,2015-03-30,Calder Mills,5001,Commons
9001,2017-06-08,,Calder Mills,5001,Commons
9002,2010-05-06,2015-03-30,Aire North,5002,Commons
9002,2016-09-02,,Life peer,4,Lords
9003,1990-01-01,1999-11-11,Hereditary,2,Lords
9003,1999-11-17,2003-01-01,Life peer,4,Lords
9004,,,Hereditary,2,
"""
PARTIES = """\
mnis_id,start_date,end_date,party
9001,1900-01-01,2015-03-30,Labour
9001,2017-06-08,2019-02-17,Labour
9001,2019-02-18,,Independent
9002,2010-05-06,2015-03-30,Conservative
9002,2016-09-02,2019-01-01,Conservative
9002,2019-01-01,,Crossbench
9003,1990-01-01,2003-01-01,Crossbench
9004,,,Not known
"""
NAMES = """\
mnis_id,start_date,end_date,name
9001,1970-01-01,2012-01-01,Nell Carter
9001,2012-01-01,,Ms Nell Ashworth
9002,1960-01-01,2016-09-02,Sir Tom Brook
9002,2016-09-02,,Lord Brook of Calder
"""


def files(*texts: str) -> list[InFile]:
    return [InFile(f"table-{number}.csv", text.encode()) for number, text in enumerate(texts, 1)]


def imported(*texts: str, chamber: str | None = None, retrieved: str | None = None) -> Imported:
    return read(files(*texts), Wish(chamber, retrieved))


def party_on(roll: Roll, person: str, day: str) -> str | None:
    party = roll.party_of(person, date.fromisoformat(day))
    return party.id if party else None


def test_the_commons_come_out_of_tables_of_both_houses() -> None:
    made = imported(MEMBERS, HOUSES, PARTIES, NAMES)
    roll = Roll(made.rows)
    assert made.skipped == ()
    assert roll.legislature == "House of Commons"
    assert [(tie.person, tie.since, tie.until) for tie in roll.tenures] == [
        ("nell-ashworth", "2005-05-05", "2010-05-06"),
        ("nell-ashworth", "2010-05-06", "2015-03-30"),
        ("nell-ashworth", "2017-06-08", None),
        ("tom-brook", "2010-05-06", "2015-03-30"),
    ]
    assert roll.persons["nell-ashworth"].identifiers == {"mnis": "9001"}
    assert roll.persons["nell-ashworth"].gender == "female"
    (source,) = made.rows.sources
    assert (source.id, source.licence) == ("members-api", "Open Parliament Licence v3.0")


def test_a_seat_of_other_boundaries_is_another_seat() -> None:
    roll = Roll(imported(MEMBERS, HOUSES, PARTIES).rows)
    assert [seat.identifiers["mnis"] for seat in roll.seats_by_name("calder mills")] == ["4001", "5001"]


def test_the_day_of_change_belongs_to_the_new_party() -> None:
    roll = Roll(imported(MEMBERS, HOUSES, PARTIES).rows)
    days = {day: party_on(roll, "nell-ashworth", day) for day in ("2019-02-17", "2019-02-18")}
    assert days == {"2019-02-17": "labour", "2019-02-18": "independent"}


def test_a_party_in_the_lords_is_none_in_the_commons() -> None:
    rows = imported(MEMBERS, HOUSES, PARTIES, NAMES).rows
    ties = [(tie.party, tie.since, tie.until) for tie in rows.affiliations if tie.person == "tom-brook"]
    assert ties == [("conservative", "2010-05-06", "2015-03-30")]
    assert "crossbench" not in {party.id for party in rows.parties}


def test_a_placeholder_is_no_day() -> None:
    rows = imported(MEMBERS, HOUSES, PARTIES).rows
    assert next(tie for tie in rows.affiliations if tie.person == "nell-ashworth").since is None


def test_a_member_goes_by_the_name_borne_in_the_house() -> None:
    commons = Roll(imported(MEMBERS, HOUSES, PARTIES, NAMES).rows)
    assert commons.persons["tom-brook"].other_names == ("Lord Brook of Calder",)
    assert commons.persons["nell-ashworth"].other_names == ("Nell Carter",)
    lords = Roll(imported(MEMBERS, HOUSES, PARTIES, NAMES, chamber="lords").rows)
    assert lords.persons["lord-brook-of-calder"].other_names == ("Tom Brook",)


@pytest.mark.parametrize("chamber", ["House of Lords", "LORDS", "lords"])
def test_the_lords_are_kinds_of_membership_with_many_places(chamber: str) -> None:
    made = imported(MEMBERS, HOUSES, PARTIES, chamber=chamber)
    seats = {seat.name: (seat.places, seat.identifiers) for seat in made.rows.seats}
    assert seats == {"Hereditary": (1, {"mnis-lords": "2"}), "Life peer": (1, {"mnis-lords": "4"})}
    assert [str(row) for row in made.skipped] == ["table-2.csv, line 9: no date of a membership"]


def test_another_chamber_is_refused() -> None:
    with pytest.raises(BadInput, match="no chamber 'Senedd' in these files: choose House of Commons or House of Lords"):
        imported(MEMBERS, chamber="Senedd")


def test_without_a_table_of_houses_every_party_spell_is_kept() -> None:
    rows = imported(MEMBERS, PARTIES).rows
    assert len(rows.affiliations) == 3  # of the one whom the table of members calls an MP
    assert len(imported(NAMES, PARTIES).rows.affiliations) == 6  # of all with a name, where nothing says of which house


def test_faulty_rows_are_told_and_left_out() -> None:
    faulty = HOUSES + "9001,2001-02-30,,Calder Mills,5001,Commons\n,2001-01-01,,Calder Mills,5001,Commons\n9001,2019\n"
    faulty += "9001,2001-06-07,2000-01-01,Calder Mills,5001,Commons\n9001,2001-06-07,,Calder Mills,5001,Keys\n"
    made = imported(MEMBERS, faulty, PARTIES)
    assert [(row.line, row.reason) for row in made.skipped] == [
        (10, "'2001-02-30' is no day of the calendar"),
        (11, "no member's number"),
        (12, "2 fields where the header has 6"),
        (13, "it ends (2000-01-01) before it begins (2001-06-07)"),
        (14, "no house 'Keys': Commons or Lords"),
    ]
    assert made.rows == imported(MEMBERS, HOUSES, PARTIES).rows


def test_tables_without_names_come_in_by_number() -> None:
    rows = imported(HOUSES).rows
    assert {person.name for person in rows.persons} == {"Member 9001", "Member 9002"}
    assert all(person.name == f"Member {person.identifiers['mnis']}" for person in rows.persons)


def test_a_file_that_is_no_table_of_the_api_is_one_line() -> None:
    with pytest.raises(
        BadInput, match=r"^table-1.csv: no table of the Members API \(it has the columns day, name\); give"
    ):
        imported("day,name\n2019-01-01,x\n")
    with pytest.raises(BadInput, match="no table of the Members API"):  # TheyWorkForYou's: ends are last days
        imported("person_id,mnis_id,name,party,start_date,end_date\n1,9001,Nell,Labour,2017-06-08,\n")


def test_order_of_columns_line_ends_and_a_mark_at_the_head_do_not_matter() -> None:
    lines = [line.split(",") for line in HOUSES.splitlines()]
    turned = "\r\n".join(",".join([*reversed(line), "more"]) for line in lines)
    made = read([InFile("b.csv", b"\xef\xbb\xbf" + turned.encode()), *files(MEMBERS, PARTIES)], Wish())
    assert made.rows == imported(MEMBERS, HOUSES, PARTIES).rows


# Snapshots and earlier readings

SNAPSHOTS = """\
source,mnis_id,name,party,constituency,status,first_seen,last_seen,at_last_snapshot
web,9001,Nell Ashworth,Labour,Calder Mills,Current Member,2019-02-01,2019-02-16,gone
web,9001,Nell Ashworth,Independent,Calder Mills,Current Member,2019-02-19,2019-03-01,present
"""
OBSERVED = """\
mnis_id,name,constituency,from_party,to_party,last_seen_before,first_seen_after,source
9001,Nell Ashworth,Calder Mills,Labour,Independent,2019-02-16,2019-02-19,web
"""
DELTAS = """\
snapshot_before,snapshot_after,change,mnis_id,start_date,end_date,party
2019-01-01,2019-02-20,removed,9001,2017-06-08,,Labour
2019-01-01,2019-02-20,added,9001,2017-06-08,2019-02-17,Labour
2019-01-01,2019-02-20,added,9001,2019-02-18,,Independent
2019-02-20,2019-03-01,added,9001,2019-02-01,,Nowhere
"""


def test_snapshots_are_marked_as_seen() -> None:
    rows = imported(SNAPSHOTS).rows
    assert [(tie.party, tie.since, tie.until, tie.seen) for tie in rows.affiliations] == [
        ("labour", "2019-02-01", "2019-02-17", True),
        ("independent", "2019-02-19", "2019-03-02", True),
    ]
    assert all(tie.seen for tie in rows.tenures)


def test_changes_between_snapshots_are_single_days() -> None:
    rows = imported(OBSERVED).rows
    assert [(tie.since, tie.until) for tie in rows.affiliations] == [
        ("2019-02-16", "2019-02-17"),
        ("2019-02-19", "2019-02-20"),
    ]
    assert imported(OBSERVED, SNAPSHOTS).rows == imported(SNAPSHOTS).rows


def test_a_snapshot_finds_the_seat_of_its_day() -> None:
    rows = imported(MEMBERS, HOUSES, PARTIES, SNAPSHOTS).rows
    seats = {seat.id: seat.identifiers["mnis"] for seat in rows.seats}
    assert {seats[tie.seat] for tie in rows.tenures if tie.seen} == {"5001"}


def test_differences_give_the_register_as_it_was_known() -> None:
    def ties(retrieved: str | None) -> tuple[tuple[str, str | None, str | None], ...]:
        rows = imported(MEMBERS, HOUSES, PARTIES, DELTAS, retrieved=retrieved).rows
        return tuple((tie.party, tie.since, tie.until) for tie in rows.affiliations if (tie.since or "") > "2017")

    assert ties("2019-02-19") == (("labour", "2017-06-08", None),)
    assert ties("2019-03-01") == ties(None) != ties("2019-02-19")
    made = imported(MEMBERS, HOUSES, PARTIES, DELTAS, retrieved="2019-02-20")
    assert [row.reason for row in made.skipped] == ["a row added that the table does not have"]
    with pytest.raises(BadInput, match="goes back to 2019-01-01, not to 2018-01-01"):
        imported(MEMBERS, HOUSES, PARTIES, DELTAS, retrieved="2018-01-01")
    with pytest.raises(BadInput, match="differences without the table that they are of"):
        imported(MEMBERS, HOUSES, DELTAS)
