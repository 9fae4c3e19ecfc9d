"""Sources that cannot both be right are listed with their sides; those that can, are not."""

from __future__ import annotations

from msgspec.structs import replace

from chiltern.register.conflicts import Conflict, conflicts
from chiltern.register.merge import merge_rows
from chiltern.register.model import Candidacy, Contest, Division, Party, RollRows, Seat, Source
from chiltern.register.roll import Roll
from tests.register.lines import roll_rows

SAT = "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-06"
LEFT = """
Nell Ashworth | Blue Party | 2017-06-08 | {day}
Nell Ashworth | Independent | {day} | 2019-11-06
"""


def found(*rows: RollRows) -> list[Conflict]:
    return list(conflicts(Roll(merge_rows(rows, "merged"))))


def sides(conflict: Conflict) -> list[tuple[str, tuple[str, ...]]]:
    return [(side.value, side.sources) for side in conflict.sides]


def test_one_change_on_two_days() -> None:
    rows = [roll_rows(name, SAT, LEFT.format(day=day)) for name, day in (("a", "2019-02-18"), ("b", "2019-02-20"))]
    (conflict,) = found(*rows)
    assert (conflict.kind, conflict.what, conflict.person) == ("date", "change to Independent", "Nell Ashworth")
    assert sides(conflict) == [("2019-02-18", ("a",)), ("2019-02-20", ("b",))]


def test_a_third_source_takes_a_side() -> None:
    days = (("a", "2019-02-18"), ("b", "2019-02-20"), ("c", "2019-02-18"), ("d", "2019-02-21"))
    (conflict,) = found(*(roll_rows(name, SAT, LEFT.format(day=day)) for name, day in days))
    assert sides(conflict) == [("2019-02-18", ("a", "c")), ("2019-02-20", ("b",)), ("2019-02-21", ("d",))]


def test_two_parties_for_the_same_days() -> None:
    one = roll_rows("a", SAT, "Nell Ashworth | Blue Party | 2017-06-08 | 2019-11-06")
    other = roll_rows("b", SAT, "Nell Ashworth | Blue and Co-operative | 2017-06-08 | 2019-11-06")
    (conflict,) = found(one, other)
    assert (conflict.kind, conflict.since, conflict.until) == ("party", "2017-06-08", "2019-11-06")
    assert sides(conflict) == [("Blue Party", ("a",)), ("Blue and Co-operative", ("b",))]


def test_what_a_source_did_not_live_to_see_is_no_conflict() -> None:
    early = roll_rows("a", SAT, "Nell Ashworth | Blue Party | 2017-06-08", retrieved="2018-12-06")
    late = roll_rows("b", SAT, LEFT.format(day="2019-02-18"))
    assert found(early, late) == []
    assert found(late, early) == []


def test_an_open_end_and_a_spell_told_in_two_parts_are_no_conflict() -> None:
    whole = roll_rows("a", "Nell Ashworth | Northcliff | 2015-05-07 | 2019-11-06")
    parts = roll_rows(
        "b", "Nell Ashworth | Northcliff | 2015-05-07 | 2017-05-03\nNell Ashworth | Northcliff | 2017-06-08"
    )
    assert found(whole, parts) == []
    assert found(parts, whole) == []


def test_a_tenure_that_ends_on_two_days() -> None:
    other = roll_rows("b", "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-05")
    (conflict,) = found(roll_rows("a", SAT), other)
    assert (conflict.what, conflict.seat) == ("end of the tenure", "Northcliff")
    assert sides(conflict) == [("2019-11-06", ("a",)), ("2019-11-05", ("b",))]


def test_a_date_on_which_a_whole_chamber_differs_is_one_conflict() -> None:
    def house(source: str, end: str) -> RollRows:
        return roll_rows(source, "\n".join(f"Member {at} | Seat {at} | 2017-06-08 | {end}" for at in range(30)))

    (conflict,) = found(house("a", "2019-12-12"), house("b", "2019-11-06"))
    assert (conflict.what, conflict.person) == ("end of 30 tenures", None)
    assert sides(conflict) == [("2019-12-12", ("a",)), ("2019-11-06", ("b",))]


def test_two_seats_for_one_member() -> None:
    ids = {"Nell Ashworth": {"mnis": "1"}}
    other = roll_rows("b", "Nell Ashworth | Southcliff | 2017-06-08 | 2019-11-06", ids=ids)
    (conflict,) = found(roll_rows("a", SAT, ids=ids), other)
    assert (conflict.kind, sides(conflict)) == ("seat", [("Northcliff", ("a",)), ("Southcliff", ("b",))])


def test_two_members_for_one_seat() -> None:
    other = roll_rows("b", "Tom Pym | Northcliff | 2017-06-08 | 2019-11-06")
    (conflict,) = found(roll_rows("a", SAT), other)
    assert (conflict.kind, conflict.seat) == ("holder", "Northcliff")
    assert {side.value for side in conflict.sides} == {"Nell Ashworth", "Tom Pym"}


def test_a_seat_with_two_places_has_two_members() -> None:
    seats = {"Northcliff": Seat("northcliff", "Northcliff", "House of Keys", places=2)}
    rows = [
        roll_rows("a", SAT, seats=seats),
        roll_rows("b", "Tom Pym | Northcliff | 2017-06-08 | 2019-11-06", seats=seats),
    ]
    assert found(*rows) == []


def test_other_boundaries_are_no_other_seat() -> None:
    old = Seat("old", "Northcliff", "House of Keys", identifiers={"mnis": "1"})
    new = Seat("new", "Northcliff", "House of Keys", identifiers={"mnis": "2"})
    assert found(roll_rows("a", SAT, seats={"Northcliff": old}), roll_rows("b", SAT, seats={"Northcliff": new})) == []


def test_votes_that_differ() -> None:
    def counted(source: str, majority: int, ayes: int) -> RollRows:
        return RollRows(
            name=source,
            sources=(Source(source, source),),
            parties=(Party("blue", "Blue Party"),),
            seats=(Seat("northcliff", "Northcliff", "House of Keys"),),
            contests=(
                Contest(
                    "northcliff",
                    "2017-06-08",
                    "general",
                    (Candidacy("N", "blue"),),
                    majority=majority,
                    sources=(source,),
                ),
            ),
            divisions=(Division("d1", "2018-01-01", "Tides", 7, ayes, 5, sources=(source,)),),
        )

    told = {conflict.what: sides(conflict) for conflict in found(counted("a", 10, 202), counted("b", 11, 204))}
    assert told == {
        "majority": [("10", ("a",)), ("11", ("b",))],
        "ayes, division 7": [("202", ("a",)), ("204", ("b",))],
    }
    assert found(counted("a", 10, 202), replace(counted("b", 10, 202))) == []
