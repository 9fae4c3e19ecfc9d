"""Several rolls as one: one person, party and seat for each, whatever the sources call them, and nothing mixed up."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from chiltern.errors import BadInput
from chiltern.register.importing import merge_rolls
from chiltern.register.merge import merge_rows
from chiltern.register.model import (
    Affiliation,
    Candidacy,
    Contest,
    Division,
    Party,
    Person,
    Role,
    RollRows,
    Seat,
    Source,
    Tenure,
    Vote,
)
from chiltern.register.roll import Roll
from tests.register.lines import roll_rows

SAT = "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-06"


def merged(*rows: RollRows) -> Roll:
    return Roll(merge_rows(rows, "merged"))


def names(roll: Roll) -> list[str]:
    return sorted(person.name for person in roll.persons.values())


# Persons


def test_a_shared_number_joins_persons_whatever_their_names() -> None:
    one = roll_rows("a", SAT, ids={"Nell Ashworth": {"mnis": "1"}})
    other = roll_rows(
        "b", "Eleanor Ashworth-Pym | Southcliff | 2020-01-01", ids={"Eleanor Ashworth-Pym": {"mnis": "1"}}
    )
    roll = merged(one, other)
    assert names(roll) == ["Nell Ashworth"]
    assert roll.persons["nell-ashworth"].other_names == ("Eleanor Ashworth-Pym",)


@pytest.mark.parametrize("numbered_first", [True, False])
def test_a_number_in_place_of_a_name_gives_way_to_the_name(numbered_first: bool) -> None:
    named = roll_rows("a", SAT, ids={"Nell Ashworth": {"mnis": "172"}})
    numbered = roll_rows("b", "Member 172 | Northcliff | 2017-06-08", ids={"Member 172": {"mnis": "172"}})
    (person,) = merged(*((numbered, named) if numbered_first else (named, numbered))).persons.values()
    assert (person.name, person.family, person.other_names) == ("Nell Ashworth", "Ashworth", ())


def test_numbers_of_several_registers_come_together() -> None:
    one = roll_rows("a", SAT, ids={"Nell Ashworth": {"mnis": "1"}})
    bridge = roll_rows(
        "b", "Nell Ashworth | Northcliff | 2017-06-08", ids={"Nell Ashworth": {"mnis": "1", "twfy": "9"}}
    )
    other = roll_rows("c", "N Ashworth | Northcliff | 2017-06-08", ids={"N Ashworth": {"twfy": "9", "wikidata": "Q5"}})
    (person,) = merged(one, bridge, other).persons.values()
    assert person.identifiers == {"mnis": "1", "twfy": "9", "wikidata": "Q5"}


def test_one_seat_on_the_same_days_joins_names_that_agree() -> None:
    roll = merged(roll_rows("a", SAT), roll_rows("b", "Eleanor M Ashworth | Northcliff | 2017-06-08 | 2019-11-06"))
    assert names(roll) == ["Nell Ashworth"]


def test_different_numbers_of_one_register_are_different_persons() -> None:
    one = roll_rows("a", SAT, ids={"Nell Ashworth": {"mnis": "1"}})
    other = roll_rows("b", SAT, ids={"Nell Ashworth": {"mnis": "2"}})
    assert len(merged(one, other).persons) == 2


def test_namesakes_in_other_seats_stay_apart() -> None:
    one = roll_rows("a", "Ian Paisley | North Antrim | 1970-06-18 | 2010-04-12")
    other = roll_rows(
        "b", "Ian Paisley | North Antrim | 2010-05-06\nNell Ashworth | Northcliff | 2010-05-06",
        ids={"Ian Paisley": {"mnis": "4129"}},
    )  # fmt: skip
    roll = merged(replace(one, persons=(replace(one.persons[0], identifiers={"mnis": "1"}),)), other)
    assert len([person for person in roll.persons.values() if person.name == "Ian Paisley"]) == 2


def test_two_of_one_name_in_one_roll_are_not_joined_by_name() -> None:
    rows = roll_rows("a", "Nell Ashworth | Northcliff | 2017-06-08")
    twins = RollRows(
        name="b",
        sources=(Source("b", "B"),),
        persons=(Person("x", "Nell Ashworth"), Person("y", "Nell Ashworth")),
    )
    assert len(merged(rows, twins).persons) == 3


def test_a_full_name_that_is_the_only_one_joins_somebody_without_a_seat() -> None:
    spells = RollRows(
        name="b",
        sources=(Source("b", "B"),),
        parties=(Party("blue", "Blue Party"),),
        persons=(Person("p9", "Nell Ashworth", identifiers={"twfy": "9"}),),
        affiliations=(Affiliation("p9", "blue", "2017-06-08", sources=("b",)),),
    )
    roll = merged(roll_rows("a", SAT), spells)
    assert len(roll.persons) == 1
    assert roll.party_of("nell-ashworth", date(2018, 1, 1)) is not None


def test_a_candidate_who_never_sat_is_not_joined_by_name() -> None:
    stood = RollRows(
        name="b",
        sources=(Source("b", "B"),),
        parties=(Party("blue", "Blue Party"),),
        seats=(Seat("east", "Eastcliff", "House of Keys"),),
        persons=(Person("p9", "Nell Ashworth"),),
        contests=(Contest("east", "2017-06-08", "general", (Candidacy("Nell Ashworth", "blue", 9, "p9"),)),),
    )
    assert len(merged(roll_rows("a", SAT), stood).persons) == 2


def test_a_surname_alone_joins_only_in_a_seat_with_one_place() -> None:
    one = roll_rows("a", SAT)
    other = roll_rows("b", "Victoria Ashworth | Northcliff | 2017-06-08 | 2019-11-06")
    assert len(merged(one, other).persons) == 1
    several = {"Northcliff": Seat("northcliff", "Northcliff", "House of Keys", places=2)}
    one, other = (
        roll_rows("a", SAT, seats=several),
        roll_rows("b", "Victoria Ashworth | Northcliff | 2017-06-08 | 2019-11-06", seats=several),
    )
    assert len(merged(one, other).persons) == 2


def test_a_new_family_name_is_the_same_person_in_the_same_seat_from_the_same_day() -> None:
    other = roll_rows("b", "Nell Pym | Northcliff | 2017-06-09 | 2019-11-06\nTom Pym | Southcliff | 2017-06-08")
    assert names(merged(roll_rows("a", SAT), other)) == ["Nell Ashworth", "Tom Pym"]
    later = roll_rows("b", "Nell Pym | Northcliff | 2019-12-12")
    assert len(merged(roll_rows("a", SAT), later).persons) == 2


# Parties


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (Party("a", "Labour Party", other_names=("Labour",)), Party("b", "Labour"), True),
        (Party("a", "Labour"), Party("b", "Labour Party"), True),
        (Party("a", "Labour"), Party("b", "Labour and Co-operative"), False),
        (
            Party("a", "The Greens", identifiers={"wikidata": "Q1"}),
            Party("b", "Verts", identifiers={"wikidata": "Q1"}),
            True,
        ),
        (
            Party("a", "Greens", identifiers={"wikidata": "Q1"}),
            Party("b", "Greens", identifiers={"wikidata": "Q2"}),
            False,
        ),
        (Party("a", "Speaker", kind="other"), Party("b", "Lord Speaker", kind="other"), False),
        (Party("a", "Scottish National Party", short="SNP"), Party("b", "SNP"), True),
    ],
)
def test_parties_join_by_number_and_by_name(one: Party, other: Party, joined: bool) -> None:
    rows = [RollRows(name=name, parties=(party,)) for name, party in (("x", one), ("y", other))]
    assert len(merged(*rows).parties) == (1 if joined else 2)


def test_parties_that_one_roll_tells_apart_stay_apart() -> None:
    known = Party("labour", "Labour", other_names=("Labour Co-op",))
    two = (Party("l", "Labour"), Party("c", "Labour Co-op"))
    assert len(merged(RollRows(name="x", parties=(known,)), RollRows(name="y", parties=two)).parties) == 2


# Seats


def version(key: str, since: str | None, until: str | None, **identifiers: str) -> Seat:
    return Seat(key, "Northcliff", "House of Keys", since=since, until=until, identifiers=identifiers)


def test_a_seat_without_dates_goes_to_the_version_in_force() -> None:
    dated = RollRows(
        name="a",
        sources=(Source("a", "A"),),
        seats=(version("old", "1997-04-09", "2010-04-13"), version("new", "2010-04-13", None)),
    )
    plain = roll_rows(
        "b", "Nell Ashworth | Northcliff | 2005-05-05 | 2010-04-12\nNell Ashworth | Northcliff | 2010-05-06"
    )
    roll = merged(dated, plain)
    assert [tie.seat for tie in roll.tenures_of("nell-ashworth")] == ["old", "new"]


def test_versions_of_a_seat_join_by_their_numbers() -> None:
    one = RollRows(name="a", seats=(version("old", None, None, mnis="1"), version("new", None, None, mnis="2")))
    other = RollRows(name="b", seats=(version("x", "2010-04-13", None, mnis="2"),))
    roll = merged(one, other)
    assert {key: seat.since for key, seat in roll.seats.items()} == {"old": None, "new": "2010-04-13"}


def test_of_versions_without_dates_the_one_used_on_the_same_days_is_meant() -> None:
    versions = {
        "Old": version("old", None, None, mnis="1"),
        "New": version("new", None, None, mnis="2"),
        "Newest": version("newest", None, None, mnis="3"),
    }
    many = roll_rows(
        "a",
        "Nell Ashworth | Old | 1983-06-09 | 1997-05-01\nNell Ashworth | New | 2010-05-06 | 2024-05-30\n"
        "Tom Pym | Newest | 2024-07-04",
        seats=versions,
    )
    plain = roll_rows("b", "N Ashworth | Northcliff | 2017-06-08")
    for first, second in ((many, plain), (plain, many)):
        roll = merged(first, second)
        assert len(roll.seats) == 3
        assert {tie.seat for tie in roll.tenures if "b" in tie.sources} <= {"new", "northcliff"}
        assert roll.seats[
            next(tie.seat for tie in roll.tenures if tie.sources == ("b", "a") or tie.sources == ("a", "b"))
        ].identifiers == {"mnis": "2"}
        assert len(roll.persons) == 2


def test_a_seat_is_known_by_its_words_in_any_order() -> None:
    roll = merged(
        roll_rows("a", "Nell Ashworth | East Antrim | 2017-06-08"),
        roll_rows("b", "Nell Ashworth | Antrim, East | 2017-06-08"),
    )
    assert list(roll.seats) == ["east-antrim"]
    assert len(roll.tenures) == 1


def test_the_first_roll_gives_the_id_and_the_name() -> None:
    plain = roll_rows("a", "Nell Ashworth | Northcliff | 2017-06-08")
    dated = RollRows(name="b", seats=(replace(version("b-7", "2010-04-13", None), name="Northcliff, The"),))
    assert set(merged(plain, dated).seats) == {"northcliff", "b-7"}
    dated = RollRows(name="b", seats=(version("b-7", "2010-04-13", None),))
    (seat,) = merged(plain, dated).seats.values()
    assert (seat.id, seat.name, seat.since) == ("northcliff", "Northcliff", "2010-04-13")


# The rest


def test_everything_that_names_a_row_follows_it() -> None:
    first = roll_rows("a", SAT, "Nell Ashworth | Blue Party | 2017-06-08")
    second = RollRows(
        name="b",
        sources=(Source("b", "B"),),
        parties=(Party("p1", "Blue Party"), Party("p2", "Red Party")),
        seats=(Seat("s1", "Northcliff", "House of Keys"),),
        persons=(Person("x1", "Nell Ashworth"),),
        tenures=(Tenure("x1", "s1", "2017-06-08", "2019-11-06", "general election", sources=("b",)),),
        roles=(Role("x1", "Leader", "p1", "2018-01-01", sources=("b",)), Role("x1", "Chair", "Harbour Board")),
        contests=(
            Contest(
                "s1", "2017-06-08", "general", (Candidacy("Nell Ashworth", "p1", 9, "x1", True), Candidacy("B", "p2"))
            ),
        ),
        divisions=(
            Division("d1", "2018-01-01", "Tides", votes=(Vote("x1", "aye", party="p1"),), party_totals={"p1": (1, 0)}),
        ),
    )
    roll = merged(first, second)
    assert [(role.person, role.of) for role in roll.roles] == [
        ("nell-ashworth", "blue-party"),
        ("nell-ashworth", "Harbour Board"),
    ]
    (contest,) = roll.contests
    assert (contest.seat, contest.candidates[0].person) == ("northcliff", "nell-ashworth")
    assert [one.party for one in contest.candidates] == ["blue-party", "p2"]
    (division,) = roll.divisions
    assert division.votes == (Vote("nell-ashworth", "aye", party="blue-party"),)
    assert division.party_totals == {"blue-party": (1, 0)}
    assert [(tie.began, tie.sources) for tie in roll.tenures] == [("general election", ("a", "b"))]


def test_one_source_read_on_two_days_is_two() -> None:
    roll = merged(roll_rows("a", SAT, retrieved="2018-01-01"), roll_rows("a", SAT, retrieved="2019-01-01"))
    assert list(roll.sources) == ["a", "a-2019-01-01"]
    assert list(merged(roll_rows("a", SAT), roll_rows("a", SAT)).sources) == ["a"]


def test_merging_in_two_steps_gives_what_one_step_gives() -> None:
    rows = [
        roll_rows("a", SAT, "Nell Ashworth | Blue Party | 2017-06-08 | 2019-11-06"),
        roll_rows(
            "b", SAT, "Nell Ashworth | Blue Party | 2017-06-08 | 2019-02-18\nNell Ashworth | Independent | 2019-02-18"
        ),
        roll_rows("c", "Nell Ashworth | Northcliff | 2017-06-09 | 2019-11-06\nTom Pym | Southcliff | 2017-06-08"),
    ]
    steps = merge_rows([merge_rows(rows[:2], "m"), rows[2]], "m")
    assert steps == merge_rows(rows, "m")
    assert Roll(steps).tenures == merged(*rows).tenures


def test_a_merged_roll_keeps_its_bounds_beside_lists_that_have_none() -> None:
    bounded = replace(roll_rows("a", SAT), since="2017-06-08", until="2019-11-06")
    division = RollRows(name="d", divisions=(Division("d1", "2018-01-01", "Tides"),))
    assert (merged(bounded, division).since, merged(bounded, division).until) == ("2017-06-08", "2019-11-06")
    assert merged(bounded, roll_rows("b", SAT)).since is None


def test_rolls_of_two_chambers_do_not_merge() -> None:
    keys = Roll(roll_rows("a", SAT))
    other = Roll(RollRows(name="b", legislature="Senedd"))
    with pytest.raises(BadInput, match="House of Keys, Senedd"):
        merge_rolls([keys, other])
