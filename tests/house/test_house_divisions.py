"""One division counted: parties of the day, rebels, absences, tellers, and what the source counts otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from chiltern.errors import AmbiguousName, NotFound
from chiltern.house.division_lists import called, division_lines, find_division
from chiltern.house.division_model import DivisionResult, PartyVotes
from chiltern.house.divisions import analyse_division, carried, outcome, party_lobby
from chiltern.register.importing import import_roll, merge_rolls
from chiltern.register.model import (
    Affiliation,
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
from chiltern.register.roll import Roll, load_roll

DATA = Path(__file__).parents[2] / "../shared/data"
REAL = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official tables in ../shared/data")

# Eleven members: a1 to a5 sit for the Reform Union, b1 to b3 for Labour, c1 for Labour and Co-operative, i1 for nobody,
# s1 is in the chair. a5 left the Reform Union on 18 February 2030 and sits as an independent.
PEOPLE = {
    **dict.fromkeys(("a1", "a2", "a3", "a4", "a5"), "reform"),
    **dict.fromkeys(("b1", "b2", "b3"), "labour"),
    "c1": "labour-co-operative",
    "i1": "independent",
    "s1": "speaker",
}
PARTIES = (
    Party("reform", "Reform Union"),
    Party("labour", "Labour Party"),
    Party("labour-co-operative", "Labour and Co-operative"),
    Party("independent", "Independent", kind="other"),
    Party("speaker", "Speaker", kind="other"),
)
LEFT = "2030-02-18"


def house(*divisions: Division, **more: object) -> Roll:
    fields: dict[str, object] = {
        "name": "moorland",
        "legislature": "House of Commons",
        "sources": (Source("votes", "Votes"), Source("totals", "Totals")),
        "parties": PARTIES,
        "seats": tuple(Seat(f"seat-{one}", f"Seat {one}", "House of Commons") for one in PEOPLE),
        "persons": tuple(Person(one, f"Member {one.upper()}") for one in PEOPLE),
        "tenures": tuple(Tenure(one, f"seat-{one}", "2028-05-04", "2032-05-06") for one in PEOPLE),
        "affiliations": (
            *(Affiliation(one, party, "2028-05-04", LEFT if one == "a5" else None) for one, party in PEOPLE.items()),
            Affiliation("a5", "independent", LEFT),
        ),
        "roles": (Role("s1", "Speaker", "House of Commons", "2028-05-04"),),
        "divisions": divisions,
    }
    return Roll(msgspec.convert(fields | more, RollRows, from_attributes=True))


def votes(
    ayes: str, noes: str, absent: str = "", tellers: str = "", labels: dict[str, str] | None = None
) -> list[Vote]:
    said = labels or {}
    return [
        Vote(one, lobby, one in tellers.split(), said.get(one))  # type: ignore[arg-type]  # the three are lobbies
        for lobby, people in (("aye", ayes), ("no", noes), ("absent", absent))
        for one in people.split()
    ]


def division(cast: list[Vote], ayes: int | None = None, noes: int | None = None, **more: object) -> Division:
    counts = {
        lobby: sum(vote.lobby == lobby and not vote.teller for vote in cast) if given is None else given
        for lobby, given in (("aye", ayes), ("no", noes))
    }
    made = Division("d1", "2030-02-17", "Harbour Dues Bill", 12, counts["aye"], counts["no"], tuple(cast))
    return msgspec.structs.replace(made, **more)


WHOLE = votes("a1 a2 a3 a5", "b1 b2 c1 i1 a4", absent="b3 s1", tellers="a1 b1")


def result(one: Division, roll: Roll | None = None) -> DivisionResult:
    return analyse_division(roll or house(), one)


def party(found: DivisionResult, key: str | None) -> PartyVotes:
    return next(row for row in found.parties if row.id == key)


def test_parties_are_those_of_the_day_of_the_division() -> None:
    before = result(division(WHOLE))
    assert (party(before, "reform").ayes, party(before, "independent").ayes) == (3, 0)
    after = result(division(WHOLE, date=LEFT))
    assert (party(after, "reform").ayes, party(after, "independent").ayes) == (2, 1)
    assert (party(after, "reform").sitting, party(after, "independent").sitting) == (4, 2)


def test_tellers_are_apart_and_count_for_their_party_s_lobby() -> None:
    found = result(division(votes("a1", "a2 b1", absent="a3 a4 a5 b2 b3 c1 i1 s1", tellers="a1 a2")))
    reform = party(found, "reform")
    assert (reform.ayes, reform.noes, reform.aye_tellers, reform.no_tellers) == (0, 0, 1, 1)
    assert reform.lobby is None  # one each: a tie
    assert found.listed == (0, 1)


def test_rebels_voted_against_most_of_their_party() -> None:
    found = result(division(WHOLE))
    assert [(voter.id, voter.lobby, voter.party) for voter in found.rebels] == [("a4", "no", "Reform Union")]
    assert party(found, "reform").rebels == 1
    assert any("free vote" in note for note in found.notes)


def test_nobody_rebels_against_independents_or_a_party_in_a_tie() -> None:
    tied = result(division(votes("a1 a2 i1 a5", "a3 a4 b1", absent="b2 b3 c1 s1"), date=LEFT))
    assert (party(tied, "reform").lobby, party(tied, "independent").lobby) == (None, None)
    assert tied.rebels == ()


def test_who_sits_and_is_not_in_a_whole_list_did_not_vote() -> None:
    found = result(division(votes("a1 a2", "b1 b2", absent="b3")))
    assert [voter.id for voter in found.absent] == ["a3", "a4", "a5", "b3", "c1", "i1"]
    assert [(voter.id, voter.why) for voter in found.never_vote] == [("s1", "Speaker")]
    assert (party(found, "reform").absent, party(found, "speaker").never_vote) == (3, 1)
    assert any("Absence is not abstention" in note for note in found.notes)


def test_of_a_list_that_is_not_whole_the_rest_is_not_known() -> None:
    found = result(division(votes("a1", "", absent="b3"), 4, 5))
    assert ([voter.id for voter in found.absent], found.unknown) == (["b3"], 9)
    assert party(found, "reform").unknown == 4
    assert party(found, "reform").lobby is None  # the four could turn it
    assert [(one.lobby, one.source, one.ours, one.unexplained) for one in found.differences] == [
        ("aye", 4, 1, 0),
        ("no", 5, 0, 0),
    ]
    assert any("not whole" in note for note in found.notes)


def test_a_lobby_that_the_missing_votes_cannot_turn_is_known() -> None:
    found = result(division(votes("a1 a2 a3 a4", ""), 5, 1))
    assert party(found, "reform").lobby == "aye"


def test_without_totals_only_a_list_that_names_the_absent_is_whole() -> None:
    bare = msgspec.structs.replace(division(votes("a1", "b1")), ayes=None, noes=None)
    assert result(bare).unknown == 9
    told = msgspec.structs.replace(division(votes("a1", "b1", absent="b2")), ayes=None, noes=None)
    assert (result(told).unknown, result(told).outcome) == (0, "tie")


def test_somebody_in_both_lobbies_is_no_rebel() -> None:
    found = result(division(votes("a1 a2 a4", "a4 b1", absent="a3")))
    assert [voter.id for voter in found.both] == ["a4"]
    assert found.rebels == ()
    assert found.listed == (3, 2)


def test_who_votes_without_a_seat_that_day_is_told() -> None:
    gone = house(tenures=tuple(Tenure(one, f"seat-{one}", "2028-05-04") for one in PEOPLE if one != "a2"))
    found = result(division(WHOLE), gone)
    assert [voter.id for voter in found.strangers] == ["a2"]


def test_a_roll_that_has_nobody_that_day_says_so_and_compares_no_parties() -> None:
    found = result(division(WHOLE, date="1990-01-01", party_totals={"reform": (1, 1)}))
    assert (found.sitting, found.strangers, found.differences) == (0, (), ())
    assert any("nobody sitting on that day" in note for note in found.notes)


def test_totals_alone_give_the_outcome_and_say_what_is_missing() -> None:
    found = result(Division("d1", "2030-02-17", "Harbour Dues Bill", 12, 4, 5))
    assert (found.outcome, found.unknown, found.differences) == ("no", 11, ())
    assert any("totals alone" in note for note in found.notes)


# Where the source counts otherwise


def test_party_totals_of_the_day_leave_no_difference() -> None:
    totals = {"reform": (3, 1), "labour": (0, 1), "labour-co-operative": (0, 1), "independent": (0, 1)}
    assert result(division(WHOLE, party_totals=totals)).differences == ()


def test_a_label_of_the_day_of_download_is_explained_by_the_move() -> None:
    cast = votes("a1 a2 a5", "b1", labels={"a1": "reform", "a2": "reform", "a5": "independent", "b1": "labour"})
    (reform, independent) = result(division(cast)).differences
    assert (reform.party, reform.source, reform.ours, reform.unexplained) == ("Reform Union", 2, 3, 0)
    says = "Member A5: Reform Union that day; the source has Independent, which is right from 2030-02-18"
    assert [(one.kind, one.votes, one.says) for one in reform.reasons] == [("moved", -1, says)]
    assert [(one.kind, one.votes) for one in independent.reasons] == [("moved", 1)]


def test_a_label_of_an_earlier_day_is_explained_too() -> None:
    cast = votes("a5", "b1", labels={"a5": "reform", "b1": "labour"})
    found = result(division(cast, date="2030-03-01")).differences
    assert {one.reasons[0].says for one in found} == {
        "Member A5: Independent that day; the source has Reform Union, which was right until 2030-02-18"
    }


def test_two_labels_of_one_party_are_one_reason() -> None:
    cast = votes("a1", "b1 c1", labels={"a1": "reform", "b1": "labour", "c1": "labour"})
    first, second = result(division(cast)).differences
    says = "1 member whom the source calls Labour Party and the roll Labour and Co-operative"
    assert [(one.kind, one.votes, one.says) for one in first.reasons] == [("label", 1, says)]
    assert (second.party, second.source, second.ours, second.unexplained) == ("Labour and Co-operative", 0, 1, 0)


def test_a_label_that_never_was_is_named_as_such() -> None:
    cast = votes("a1", "b1", labels={"a1": "labour", "b1": "labour"})
    (difference, _) = result(division(cast)).differences
    assert (
        difference.reasons[0].says
        == "Member A1: Reform Union that day by the roll; the source has Labour Party, which the roll never has"
    )


def test_tellers_that_the_source_counts_are_named() -> None:
    counted = {"reform": (4, 1), "labour": (0, 2), "labour-co-operative": (0, 1), "independent": (0, 1)}
    found = result(division(WHOLE, party_totals=counted, tellers_counted=True)).differences
    assert [(one.party_id, one.reasons[0].votes, one.reasons[0].says, one.unexplained) for one in found] == [
        ("reform", 1, "the source counts tellers: Member A1", 0),
        ("labour", 1, "the source counts tellers: Member B1", 0),
    ]


def test_a_declared_total_that_counts_tellers_is_explained() -> None:
    found = result(division(WHOLE, 4, 5)).differences
    assert [(one.lobby, one.source, one.ours, one.reasons[0].kind, one.unexplained) for one in found] == [
        ("aye", 4, 3, "tellers", 0),
        ("no", 5, 4, "tellers", 0),
    ]
    assert result(division(WHOLE, 4, 5)).unknown == 0


def test_votes_without_a_name_explain_up_to_their_number() -> None:
    totals = {"reform": (3, 0), "labour": (1, 1)}
    found = result(division(votes("a1 a2", "b1"), 3, 1, party_totals=totals)).differences
    assert [(one.party_id, one.unexplained) for one in found] == [(None, 0), ("reform", 0), ("labour", 1)]


def test_what_nothing_explains_is_unexplained() -> None:
    totals = {"reform": (1, 1), "labour": (0, 1), "labour-co-operative": (0, 1), "independent": (0, 1)}
    (found,) = result(division(WHOLE, party_totals=totals)).differences
    assert (found.source, found.ours, found.reasons, found.unexplained) == (1, 3, (), -2)
    more = result(division(WHOLE, 2, 4)).differences
    assert [(one.source, one.ours, one.unexplained) for one in more] == [(2, 3, -1)]


# Lobbies and outcomes


def test_a_lobby_can_leave_somebody_out() -> None:
    roll, one = house(), division(votes("a1 a2", "a3", absent="a4 a5"))
    assert party_lobby(roll, one, "reform") == "aye"
    assert party_lobby(roll, one, "reform", frozenset(("a1",))) is None
    assert party_lobby(roll, one, "reform", frozenset(("a1", "a2"))) == "no"
    assert party_lobby(roll, one, "nobody") is None


def test_a_tie_is_the_chair_s() -> None:
    assert [carried(2, 1), carried(1, 2), carried(3, 3)] == ["aye", "no", "tie"]
    assert outcome(division(votes("a1", "b1"))) == "tie"
    assert outcome(Division("d1", "2030-02-17", "A title")) is None


def test_a_result_is_json_whole() -> None:
    made = msgspec.json.decode(msgspec.json.encode(result(division(WHOLE))))
    assert made["listed"] == [3, 4]
    assert {row["name"] for row in made["parties"]} == {one.name for one in PARTIES}
    assert len(made["votes"]) == len(WHOLE)


# The divisions of a roll


def test_several_claims_about_a_division_are_one() -> None:
    totals = Division("d1", "2030-02-17", "Harbour Dues Bill", 12, 3, 4, sources=("totals",))
    tellers = Division("d1-2", "2030-02-17", "Division 9", 12, votes=tuple(votes("a1", "b1", tellers="a1 b1")))
    listed = division([vote for vote in WHOLE if not vote.teller], id="other", number=None, sources=("votes",))
    found = house(listed, totals, tellers).divisions
    (one,) = found
    assert (one.number, one.ayes, one.noes, len(one.votes)) == (12, 3, 4, 11)
    assert one.sources == ("votes", "totals")
    assert result(one).differences == ()


def test_divisions_of_one_day_and_one_title_stay_apart() -> None:
    made = [Division(f"d{n}", "2030-02-17", "Harbour Dues Bill", n) for n in (1, 2)]
    bare = Division("d9", "2030-02-17", "Harbour Dues Bill", votes=tuple(WHOLE))
    assert [one.id for one in house(*made, bare).divisions] == ["d9", "d1", "d2"]
    again = Division("d2-2", "2030-02-17", "", votes=tuple(WHOLE))
    assert [(one.id, len(one.votes)) for one in house(*made, again).divisions] == [("d1", 0), ("d2", 11)]


SEVERAL = house(
    Division("commons-7", "2030-02-17", "Harbour Dues Bill", 12),
    Division("commons-8", "2030-02-17", "Harbour Dues Bill: programme", 13),
    Division("commons-9", "2031-05-01", "Ferry Bill", 12),
)


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ("commons-8", "commons-8"),
        ("13", "commons-8"),
        ("2031-05-01", "commons-9"),
        ("2031-05", "commons-9"),
        ("1 May 2031", "commons-9"),
        ("2031", "commons-9"),
        ("2030-02-17/12", "commons-7"),
        ("17/02/2030/13", "commons-8"),
    ],
)
def test_a_division_is_found_by_id_number_or_day(which: str, found: str) -> None:
    assert find_division(SEVERAL, which).id == found


def test_a_name_of_several_divisions_lists_them() -> None:
    with pytest.raises(AmbiguousName, match="'12' fits 2 divisions: 2030-02-17/12 Harbour Dues Bill; 2031-05-01/12"):
        find_division(SEVERAL, "12")
    with pytest.raises(AmbiguousName) as error:
        find_division(SEVERAL, "2030-02-17")
    assert len(error.value.candidates) == 2


@pytest.mark.parametrize("which", ["99", "2029-01-01", "nonsense", "2030-02-17/99", "/", "", "9" * 5000])
def test_a_division_that_is_not_there_is_not_found(which: str) -> None:
    with pytest.raises(NotFound, match="it has 3 divisions"):
        find_division(SEVERAL, which)


def test_the_list_says_how_many_votes_have_names() -> None:
    lines = division_lines(house(division(WHOLE)))
    assert [(one.date, one.number, one.ayes, one.noes, one.named) for one in lines] == [("2030-02-17", 12, 3, 4, 9)]
    assert called(Division("x", "2030-02-17", "t")) == "x"


# The real divisions


@cache
def with_divisions(*names: str) -> Roll:
    """The built-in roll, and after it the divisions of the files."""
    files = [DATA / f"divisions/{name}" for name in names]
    return import_roll("divisions", files, into=load_roll("uk-commons-2017")).roll


TRACKER = ("brexit-divisions.csv", "brexit-votes.csv", "brexit-divisions-by-party.csv")


@REAL
def test_the_download_of_15_january_2019_is_reproduced_exactly() -> None:
    roll = with_divisions("commonsvotes-division-562.csv")
    assert len(roll.persons) == len(load_roll("uk-commons-2017").persons)  # all 649 are members that the roll has
    found = analyse_division(roll, find_division(roll, "2019-01-15/293"))
    assert found.differences == ()
    assert (found.ayes, found.noes, found.listed, found.outcome) == (202, 432, (202, 432), "no")
    assert {row.id: (row.ayes, row.noes) for row in found.parties if row.ayes + row.noes} == {
        "conservative": (196, 118),
        "labour": (3, 248),
        "snp": (0, 35),
        "liberal-democrats": (0, 11),
        "dup": (0, 10),
        "independent": (3, 5),
        "plaid-cymru": (0, 4),
        "green": (0, 1),
    }
    assert (party(found, "conservative").rebels, party(found, "labour").rebels, len(found.rebels)) == (118, 3, 121)
    # The download leaves out Paul Flynn, who was ill; 650 less 634 voters, 4 tellers and 11 who never vote.
    assert [voter.name for voter in found.absent] == ["Paul Flynn"]
    assert len(found.never_vote) == 11
    assert [voter.name for voter in found.votes if voter.teller and voter.lobby == "no"] == [
        "Vicky Foxcroft",
        "Nick Smith",
    ]


@REAL
def test_every_party_total_of_the_tracker_since_the_election_is_explained() -> None:
    roll = with_divisions(*TRACKER)
    results = [analyse_division(roll, one) for one in roll.divisions if one.date > "2017-06-08"]
    assert len(results) == 9
    by_party = [one for found in results for one in found.differences if one.party_id is not None]
    assert len(by_party) == 31
    assert all(one.unexplained == 0 for one in by_party)
    kinds = [reason.kind for one in by_party for reason in one.reasons]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"tellers": 18, "moved": 27, "not listed": 2}
    moved = {reason.says.partition(":")[0] for one in by_party for reason in one.reasons if reason.kind == "moved"}
    assert moved == {
        *("Charlie Elphicke", "Andrew Griffiths", "Fiona Onasanya", "Frank Field", "John Woodcock", "Stephen Lloyd"),
    }


@REAL
def test_the_tracker_s_lists_and_declared_totals_differ_by_one_in_five_divisions() -> None:
    roll = with_divisions(*TRACKER)
    found = {
        one.id: [
            (row.lobby, row.source, row.ours, row.unexplained)
            for row in analyse_division(roll, one).differences
            if not row.party
        ]
        for one in roll.divisions
        if one.date > "2017-06-08"
    }
    assert {key: rows for key, rows in found.items() if rows} == {
        "commons-335": [("no", 305, 304, 0)],
        "commons-446": [("no", 126, 127, -1)],  # one name more than the tellers counted
        "commons-458": [("aye", 303, 304, -1)],
        "commons-542": [("no", 293, 292, 0)],
        "commons-543": [("no", 299, 298, 0)],
    }


@REAL
def test_a_division_before_the_roll_is_counted_without_parties() -> None:
    roll = with_divisions(*TRACKER)
    found = analyse_division(roll, find_division(roll, "2017-02-01"))
    assert (found.ayes, found.noes, found.sitting) == (498, 114, 0)
    assert any("from 2017-06-08" in note for note in found.notes)


@REAL
def test_division_219_is_reproduced_exactly_from_the_members_api() -> None:
    folder = DATA / "members-api-2024-07-31"
    tables = [folder / f"{name}.csv" for name in ("members", "names", "house-memberships", "party-memberships")]
    members = import_roll("members-api", tables, chamber="House of Commons").roll
    files = ("votes-division-219.csv", "commons-divisions.csv", "commons-division-tellers.csv")
    roll = import_roll("divisions", [DATA / "divisions" / name for name in files], into=members).roll
    assert len(roll.persons) == len(members.persons)
    found = analyse_division(roll, find_division(roll, "2017-02-08/152"))
    assert found.differences == ()
    assert (found.ayes, found.noes, found.listed, found.sitting) == (291, 336, (291, 336), 648)
    assert {row.id: (row.ayes, row.noes, row.rebels) for row in found.parties if row.ayes + row.noes} == {
        "conservative": (1, 322, 1),
        "labour": (214, 5, 5),
        "snp": (54, 0, 0),
        "liberal-democrats": (9, 0, 0),
        "dup": (0, 8, 0),
        "independent": (4, 0, 0),
        "plaid-cymru": (3, 0, 0),
        "sdlp": (3, 0, 0),
        "uup": (2, 0, 0),
        "green": (1, 0, 0),
        "ukip": (0, 1, 0),
    }
    assert (len(found.absent), len(found.never_vote)) == (9, 8)


@REAL
def test_two_sources_of_one_division_are_one_division() -> None:
    tracker, download = with_divisions(*TRACKER), with_divisions("commonsvotes-division-562.csv")
    both = merge_rolls([tracker, download])
    assert len(both.divisions) == 10
    found = analyse_division(both, find_division(both, "2019-01-15/293"))
    assert (found.listed, len(found.sources)) == ((202, 432), 2)
