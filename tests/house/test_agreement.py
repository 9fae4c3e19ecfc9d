"""Who votes with whom: counts of divisions where both voted, and the members ordered by their share."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from chiltern.errors import AmbiguousName, BadInput, NotFound
from chiltern.house.agreement import Agreement, agreement, between, find_voter, likeness, most_like
from chiltern.house.divisions import party_lobby
from chiltern.register.importing import import_roll
from chiltern.register.model import Affiliation, Division, Party, Person, RollRows, Seat, Tenure, Vote
from chiltern.register.roll import Roll, load_roll

DATA = Path(__file__).parents[2] / "../shared/data"
REAL = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official tables in ../shared/data")

NAMES = {"ada": "Ada Merrin", "tom": "Tom Okafor", "jane": "Jane Smith", "paul": "Paul Smith", "lena": "Lena Brandt"}
# One letter for each division: + aye, - no, . absent, 2 both lobbies; a capital letter is a teller.
CAST = {"ada": "++-+", "tom": "+--T", "jane": "-+..", "paul": "...+", "lena": "2---"}


def divisions(cast: dict[str, str], declared: bool = True) -> tuple[Division, ...]:
    made = []
    for at in range(len(next(iter(cast.values())))):
        votes: list[Vote] = []
        for person, letters in cast.items():
            match letters[at]:
                case "+" | "T":
                    votes.append(Vote(person, "aye", teller=letters[at] == "T"))
                case "-":
                    votes.append(Vote(person, "no"))
                case "2":
                    votes += [Vote(person, "aye"), Vote(person, "no")]
                case _:
                    votes.append(Vote(person, "absent"))
        counts = [sum(vote.lobby == lobby and not vote.teller for vote in votes) for lobby in ("aye", "no")]
        ayes, noes = counts if declared else (None, None)
        made.append(Division(f"d{at}", f"2030-02-{at + 10}", f"Question {at}", at, ayes, noes, tuple(votes)))
    return tuple(made)


def house(made: tuple[Division, ...], parties: dict[str, str] | None = None) -> Roll:
    sits = parties or {"ada": "reform", "tom": "reform", "jane": "reform", "paul": "labour", "lena": "independent"}
    return Roll(
        RollRows(
            name="moorland",
            legislature="Assembly of Moorland",
            parties=(
                Party("reform", "Reform Union", other_names=("Reform",)),
                Party("labour", "Labour Party"),
                Party("independent", "Independent", kind="other"),
            ),
            seats=tuple(Seat(f"seat-{one}", f"Seat of {NAMES[one]}", "Assembly of Moorland") for one in NAMES),
            persons=tuple(Person(one, name, family=name.split()[1]) for one, name in NAMES.items()),
            tenures=tuple(Tenure(one, f"seat-{one}", "2028-05-04") for one in NAMES),
            affiliations=(
                *(
                    Affiliation(one, party, "2028-05-04", "2030-02-12" if one == "jane" else None)
                    for one, party in sits.items()
                ),
                Affiliation("jane", "labour", "2030-02-12"),
            ),
            divisions=made,
        )
    )


ALL = divisions(CAST)
ROLL = house(ALL)


def test_only_divisions_where_both_voted_count() -> None:
    assert agreement(ROLL, ALL, "ada", "jane") == Agreement("jane", "Jane Smith", 1, 2, 0.5, "Reform Union")
    assert agreement(ROLL, ALL, "jane", "paul") == Agreement("paul", "Paul Smith", 0, 0, None, "Labour Party")


def test_a_teller_votes_with_the_lobby_and_who_was_in_both_with_none() -> None:
    assert (agreement(ROLL, ALL, "ada", "tom").same, agreement(ROLL, ALL, "ada", "tom").both) == (3, 4)
    assert (agreement(ROLL, ALL, "ada", "lena").same, agreement(ROLL, ALL, "ada", "lena").both) == (1, 3)


def test_agreement_is_the_same_from_either_side() -> None:
    for one, other in combinations(NAMES, 2):
        there, back = agreement(ROLL, ALL, one, other), agreement(ROLL, ALL, other, one)
        assert (there.same, there.both, there.share) == (back.same, back.both, back.share)


def test_members_are_ordered_by_share_then_by_the_number_of_divisions() -> None:
    found = most_like(ROLL, ALL, ROLL.persons["ada"], least=1)
    assert [(row.id, row.same, row.both) for row in found.members] == [
        ("paul", 1, 1),
        ("tom", 3, 4),
        ("jane", 1, 2),
        ("lena", 1, 3),
    ]
    assert (found.divisions, found.too_few) == (4, 0)


def test_who_shares_too_few_divisions_is_counted_and_left_out() -> None:
    found = most_like(ROLL, ALL, ROLL.persons["ada"], least=3)
    assert ([row.id for row in found.members], found.too_few, found.least) == (["tom", "lena"], 2, 3)


def test_a_quarter_of_the_divisions_is_the_least_where_nothing_else_is_said() -> None:
    many = divisions({"ada": "+" * 12, "tom": "++" + "." * 10, "jane": "+++" + "." * 9})
    found = most_like(ROLL, many, ROLL.persons["ada"])
    assert (found.least, [row.id for row in found.members], found.too_few) == (3, ["jane"], 1)


def test_a_party_s_lobby_is_that_of_its_other_members() -> None:
    made = divisions({"ada": "++", "tom": "-+", "jane": "..", "paul": "-+", "lena": ".."})
    found = most_like(house(made), made, ROLL.parties["reform"], least=1)
    rows = {row.id: (row.same, row.both) for row in found.members}
    # In the first division the party is tied: beside the other, each was against it.
    assert rows == {"ada": (1, 2), "tom": (1, 2), "paul": (1, 1)}
    assert found.divisions == 1


def test_a_party_is_who_sat_for_it_on_the_day() -> None:
    # Jane Smith sits for the Reform Union until 11 February and for Labour from the 12th, the third division.
    made = divisions({"ada": "..+", "jane": "---", "tom": "..+", "paul": "-.-", "lena": "---"})
    found = most_like(house(made), made, ROLL.parties["labour"], least=1)
    rows = {row.id: (row.same, row.both) for row in found.members}
    assert rows == {"jane": (2, 2), "lena": (2, 2), "paul": (1, 1), "ada": (0, 1), "tom": (0, 1)}


def test_every_way_of_counting_a_party_s_lobby_agrees() -> None:
    made = divisions({"ada": "++-+-", "tom": "+--T.", "jane": "-+..-", "paul": "...+-", "lena": "2---+"})
    roll = house(made)
    for party in ("reform", "labour"):
        found = {row.id: (row.same, row.both) for row in most_like(roll, made, roll.parties[party], least=1).members}
        for person in NAMES:
            same = both = 0
            for one in made:
                own = [vote.lobby for vote in one.votes if vote.person == person and vote.lobby != "absent"]
                lobby = party_lobby(roll, one, party, frozenset((person,)))
                if len(own) == 1 and lobby is not None:
                    both += 1
                    same += lobby == own[0]
            assert found.get(person, (0, 0)) == (same, both)


def test_a_list_that_is_not_whole_gives_a_party_no_lobby() -> None:
    made = divisions({"ada": "+", "paul": "-"})
    open_list = tuple(msgspec.structs.replace(one, ayes=5, noes=5) for one in made)
    assert most_like(house(open_list), open_list, ROLL.parties["reform"]).divisions == 0


def test_independents_have_no_lobby() -> None:
    with pytest.raises(NotFound, match="Independent is no party"):
        most_like(ROLL, ALL, ROLL.parties["independent"])


def test_without_divisions_nobody_is_compared() -> None:
    found = most_like(ROLL, (), ROLL.persons["ada"])
    assert (found.divisions, found.members, found.too_few) == (0, (), 0)
    assert agreement(ROLL, (), "ada", "tom").share is None


# Names


def test_a_name_is_a_member_s_or_a_party_s() -> None:
    assert find_voter(ROLL, ALL, "Ms Merrin").id == "ada"
    assert find_voter(ROLL, ALL, "Reform").id == "reform"
    assert find_voter(ROLL, ALL, "paul").id == "paul"
    with pytest.raises(AmbiguousName, match=r"Jane Smith .*; Paul Smith"):
        find_voter(ROLL, ALL, "Smith")
    with pytest.raises(NotFound, match="no person 'Nobody'"):
        find_voter(ROLL, ALL, "Nobody")


def test_two_names_are_compared_with_each_other() -> None:
    assert likeness(ROLL, "Ada Merrin", "Jane Smith").members == (agreement(ROLL, ALL, "ada", "jane"),)
    there, back = likeness(ROLL, "Reform", "Ada Merrin"), likeness(ROLL, "Ada Merrin", "Reform")
    assert there == back == between(ROLL, ALL, ROLL.parties["reform"], ROLL.persons["ada"])
    with pytest.raises(BadInput, match="two parties"):
        likeness(ROLL, "Reform", "Labour Party")


# The real divisions


@REAL
def test_two_members_of_2017_to_2019_agree_as_the_tracker_has_them() -> None:
    names = ("brexit-divisions.csv", "brexit-votes.csv", "brexit-divisions-by-party.csv")
    files = [DATA / "divisions" / name for name in names]
    roll = import_roll("divisions", files, into=load_roll("uk-commons-2017")).roll
    (field_and_hoey,) = likeness(roll, "Frank Field", "Kate Hoey").members
    assert (field_and_hoey.same, field_and_hoey.both) == (7, 8)
    found = likeness(roll, "Labour Party", least=8)
    assert found.divisions == 9  # of the first of ten, before the election, this roll has no parties
    by_id = {row.id: (row.same, row.both) for row in found.members}
    assert by_id["kate-hoey"] == (3, 8)
    assert len(roll.divisions) == 10
