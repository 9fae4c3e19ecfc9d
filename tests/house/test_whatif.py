"""What if: whom a hypothesis means, what it does to the House, and how a division would have gone."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from chiltern.errors import AmbiguousName, BadInput, NotFound
from chiltern.house.composition import compose
from chiltern.house.division_lists import find_division
from chiltern.house.hypotheses import (
    Abstain,
    Hypothesis,
    Join,
    Move,
    Vacate,
    join,
    members_called,
    move,
    parties_called,
)
from chiltern.house.picture import picture
from chiltern.house.replay import Replay, Tally
from chiltern.house.whatif import WhatIf, suppose
from chiltern.register.model import Vote
from chiltern.register.roll import Roll, load_roll
from tests.house.made import DAY, roll, rows

COMMONS = load_roll("uk-commons-2017")
MADE = roll()


def supposed(*hypotheses: Hypothesis, made: Roll = MADE) -> WhatIf:
    return suppose(made, DAY, hypotheses)


def seats(what_if: WhatIf) -> dict[str, int]:
    return {row.name: row.seats for row in what_if.after.parties}


def replayed(*hypotheses: Hypothesis, made: Roll = MADE, which: str = "7") -> Replay:
    (found,) = suppose(made, DAY, hypotheses, [find_division(made, which)]).divisions
    return found


def test_a_move_changes_seats_and_majority() -> None:
    found = supposed(Move("Nell Ashworth", "Conservative Party"))
    assert (seats(found)["Conservative Party"], seats(found)["Labour Party"]) == (5, 2)
    assert [(row.party, row.before, row.after) for row in found.changes] == [
        ("Conservative Party", 4, 5),
        ("Labour Party", 3, 2),
    ]
    assert found.before.majority is not None
    assert found.after.majority is not None
    assert (found.before.majority.number, found.after.majority.number, found.difference) == (0, 2, 2)
    (effect,) = found.effects
    (member,) = effect.members
    assert (member.name, member.seat, member.before, member.after) == (
        "Nell Ashworth",
        "Mill Lane",
        "Labour Party",
        "Conservative Party",
    )


def test_the_house_before_is_untouched() -> None:
    before = msgspec.json.encode(MADE.rows)
    found = supposed(Move("Ashworth", "Tories"), Vacate("Old Quay"), Abstain("Ivo Lund"))
    assert found.before == supposed(Move("Ashworth", "lab")).before
    assert msgspec.json.encode(MADE.rows) == before


def test_a_move_to_the_party_one_sits_for_is_said_and_does_nothing() -> None:
    found = supposed(Move("Nell Ashworth", "Labour"))
    assert found.before == found.after
    assert [effect.note for effect in found.effects] == ["Nell Ashworth sits for Labour Party already: nothing changes"]
    assert found.difference == 0


def test_a_member_is_known_by_surname_by_seat_and_by_office() -> None:
    for name in ("Ashworth", "the Mill Lane MP", "Ms Ashworth"):
        (effect,) = supposed(Move(name, "DUP")).effects
        assert effect.members[0].name == "Nell Ashworth"
    (effect,) = suppose(COMMONS, date(2019, 2, 18), [Move("the Prime Minister", "SNP")]).effects
    assert effect.members[0].name == "Theresa May"


def test_a_name_that_several_bear_gives_the_candidates() -> None:
    with pytest.raises(AmbiguousName, match=r"Jane Smith \(Moor North, Conservative Party\); Paul Smith") as caught:
        supposed(Move("Smith", "DUP"))
    assert len(caught.value.candidates) == 2
    with pytest.raises(AmbiguousName, match=r"Rosa Green \(East Moor, Labour Party\); Green Party \(party\)"):
        supposed(Abstain("Green"))


def test_who_holds_no_seat_is_not_meant_where_others_do() -> None:
    (effect,) = suppose(COMMONS, date(2019, 2, 18), [Move("Khan", "SNP")]).effects
    assert effect.members[0].name == "Afzal Khan"
    with pytest.raises(NotFound, match="Gordon Brown holds no seat on 2019-02-18"):
        suppose(COMMONS, date(2019, 2, 18), [Move("Gordon Brown", "SNP")])


def test_a_member_stands_for_the_seat_to_give_up() -> None:
    (by_name,), (by_seat,) = (supposed(Vacate(one)).effects for one in ("Nell Ashworth", "Mill Lane"))
    assert by_name.members == by_seat.members
    assert by_name.members[0].name == "Nell Ashworth"


@pytest.mark.parametrize(
    ("hypothesis", "message"),
    [
        (Move("Nel Ashworth", "DUP"), "nobody called 'Nel Ashworth' sits on 2018-03-01; did you mean Nell Ashworth"),
        (Move("Zog", "DUP"), "nobody called 'Zog' sits on 2018-03-01"),
        (Move("Ashworth", "Labor"), "no party 'Labor'; did you mean Labour Party.*write new:Labor"),
        (Vacate("Mil Lane"), "no seat 'Mil Lane' on 2018-03-01; did you mean Mill Lane"),
        (Abstain("Whigs"), "nobody called 'Whigs'"),
        (Join("Whigs", "Labour"), "no party 'Whigs'"),
    ],
)
def test_an_unknown_name_offers_near_ones(hypothesis: Hypothesis, message: str) -> None:
    with pytest.raises(NotFound, match=message):
        supposed(hypothesis)


def test_a_new_group_is_named_on_purpose_and_is_one_group() -> None:
    found = supposed(Move("Ashworth", "new:Centre Group"), Move("Tom Okafor", "NEW: centre group"))
    assert seats(found)["Centre Group"] == 2
    (row,) = [row for row in found.after.parties if row.name == "Centre Group"]
    assert (row.side, row.kind, row.colour) == ("opposition", "group", None)
    assert found.difference == -2
    with pytest.raises(BadInput, match="'new:' names no group"):
        supposed(Move("Ashworth", "new:"))


def test_a_party_joins_another_whole() -> None:
    found = supposed(Join("DUP", "Labour"))
    assert seats(found) == {
        "Conservative Party": 4,
        "Labour Party": 4,
        "Independent": 1,
        "Sinn Féin": 1,
        "Speaker": 1,
    }
    assert found.difference == -2
    assert found.effects[0].of == "Democratic Unionist Party"


def test_a_group_under_another_label_joins_without_the_others_of_that_label() -> None:
    found = suppose(COMMONS, date(2019, 2, 20), [Join("TIG", "Lib Dems")])
    assert (seats(found)["Independent"], seats(found)["Liberal Democrats"]) == (8, 22)
    assert [row.within for row in found.after.parties if row.name == "Independent"] == [()]
    assert found.difference == 0


def test_a_party_for_which_nobody_sits_cannot_join_or_stay_away() -> None:
    (away,) = supposed(Abstain("Moor Group")).effects
    assert [member.name for member in away.members] == ["Ivo Lund"], "a group under another label"
    (none,) = supposed(Abstain("Green Party")).effects
    assert none.note == "Nobody sits for Green Party: nothing changes"
    (effect,) = supposed(Join("Green Party", "Labour")).effects
    assert effect.note == "Nobody sits for Green Party: nothing changes"


def test_a_seat_given_up_is_vacant() -> None:
    found = supposed(Vacate("Mill Lane"))
    assert [(row.seat, row.last, row.why) for row in found.after.vacancies] == [
        ("Mill Lane", "Nell Ashworth", "as supposed")
    ]
    assert found.after.members == 10
    assert found.difference == 1
    assert found.after.majority is not None
    assert ("vacant", -1) in [(step.kind, step.number) for step in found.after.majority.steps]
    (effect,) = suppose(COMMONS, date(2019, 2, 18), [Vacate("Newport West")]).effects
    assert effect.note == "Newport West is vacant already: nothing changes"


def test_who_stays_away_is_a_step_of_the_sum() -> None:
    found = supposed(Abstain("Labour"))
    assert found.after.majority is not None
    (step,) = [step for step in found.after.majority.steps if step.kind == "away"]
    assert (step.number, step.names) == (-3, ("Nell Ashworth (Lab)", "Jas Teller (Lab)", "Rosa Green (Lab)"))
    assert found.difference == 3
    assert seats(found)["Labour Party"] == 3
    assert supposed(Abstain("Nell Ashworth")).difference == 1
    assert supposed(Abstain("Ada Merrin")).difference == -1


def test_who_never_votes_changes_nothing_by_staying_away() -> None:
    assert supposed(Abstain("Sinn Féin")).difference == 0
    assert supposed(Abstain("Paul Smith")).difference == 0
    assert supposed(Vacate("West Moor")).difference == 0


def test_the_office_stays_with_a_deputy_who_moves_and_the_seat_is_taken_by_who_leaves_sinn_fein() -> None:
    assert supposed(Move("Paul Smith", "Labour")).difference == 0
    assert supposed(Move("Finn Doran", "Labour")).difference == -1
    assert supposed(Move("Nell Ashworth", "Sinn Fein")).difference == 1


def test_moves_come_before_joins_and_those_before_seats_given_up_and_absences() -> None:
    asked = (Abstain("Labour"), Vacate("Old Quay"), Join("DUP", "Labour"), Move("Ivo Lund", "DUP"))
    found = supposed(*asked)
    assert [type(effect.asked) for effect in found.effects] == [Move, Join, Vacate, Abstain]
    assert seats(found)["Labour Party"] == 4
    away = [member.name for effect in found.effects for member in effect.members if isinstance(effect.asked, Abstain)]
    assert away == ["Nell Ashworth", "Jas Teller", "Rosa Green", "Ivo Lund"]


@pytest.mark.parametrize(
    "asked",
    [
        (Move("Ashworth", "DUP"), Move("the Mill Lane MP", "Tories")),
        (Move("Ashworth", "DUP"), Vacate("Mill Lane")),
        (Vacate("Mill Lane"), Abstain("Nell Ashworth")),
        (Join("DUP", "Labour"), Join("Democratic Unionist Party", "Tories")),
        (Abstain("Labour"), Abstain("lab")),
    ],
)
def test_two_that_cannot_both_be_are_bad_use(asked: tuple[Hypothesis, ...]) -> None:
    with pytest.raises(BadInput, match=r"are about the same (member|party)"):
        supposed(*asked)


def test_a_member_who_stays_away_with_the_party_is_counted_once() -> None:
    found = supposed(Abstain("Nell Ashworth"), Abstain("Labour"))
    assert [len(effect.members) for effect in found.effects] == [1, 2]
    again = supposed(Abstain("Labour"), Abstain("Nell Ashworth"))
    assert again.effects[1].note == "Nell Ashworth stays away already: nothing changes"
    assert again.after.majority == found.after.majority


@pytest.mark.parametrize("text", ["Mike Gapes", ":Labour", "Mike Gapes:", "", ":"])
def test_a_pair_has_two_sides(text: str) -> None:
    with pytest.raises(BadInput, match="is not of the form NAME:PARTY"):
        move(text)


def test_the_first_colon_divides() -> None:
    assert move(" Mike Gapes : new:Centre Group ") == Move("Mike Gapes", "new:Centre Group")
    assert join("TIG:Lib Dems") == Join("TIG", "Lib Dems")


def test_hypotheses_on_a_house_without_rules() -> None:
    found = supposed(Move("Ashworth", "Tories"), made=roll("Assembly of Moorland"))
    assert (found.difference, seats(found)["Conservative Party"]) == (None, 5)


# Divisions: ayes 5 and noes 3 declared, of which the list has four and two, and a teller for the noes.


def test_a_division_with_the_new_party_and_without_who_moves() -> None:
    found = replayed(Move("Nell Ashworth", "Tories"))
    assert found.declared == Tally(5, 3)
    assert found.with_party == Tally(6, 2)
    assert found.away == Tally(5, 2)
    assert found.outcomes == ("aye", "aye", "aye")
    (vote,) = found.votes
    assert (vote.was, vote.then, vote.why) == ("no", "aye", None)


def test_the_new_partys_majority_is_without_those_who_move_in() -> None:
    found = replayed(Move("Ada Merrin", "Labour"), Move("Tom Okafor", "Labour"), Move("Jane Smith", "Labour"))
    assert found.with_party == Tally(2, 6)
    assert found.outcomes == ("aye", "no", "no")


def test_a_tie_is_said() -> None:
    assert replayed(Move("Ada Merrin", "Labour")).outcomes == ("aye", "tie", "aye")


def test_who_was_absent_votes_with_the_new_party() -> None:
    found = replayed(Move("Ivo Lund", "Labour"))
    assert (found.with_party, found.away) == (Tally(5, 4), Tally(5, 3))
    assert replayed(Move("Finn Doran", "DUP")).with_party == Tally(6, 3)


def test_who_leaves_or_stays_away_is_away_in_both() -> None:
    found = replayed(Vacate("Harrow Vale"), Abstain("DUP"))
    assert found.with_party == found.away == Tally(3, 3)


def test_tellers_and_the_chair_are_untouched() -> None:
    found = replayed(Move("Rosa Green", "Tories"), Move("Paul Smith", "Labour"))
    assert found.with_party == found.away == found.declared
    assert {vote.name: vote.why for vote in found.votes} == {
        "Rosa Green": "told the votes",
        "Paul Smith": "Deputy Speaker that day",
    }


def test_who_sat_later_has_no_vote_to_change() -> None:
    old = rows()
    tenures = tuple(replace(tie, since="2018-02-20") if tie.person == "nell-ashworth" else tie for tie in old.tenures)
    votes = tuple(vote for vote in old.divisions[0].votes if vote.person != "nell-ashworth")
    made = Roll(replace(old, tenures=tenures, divisions=(replace(old.divisions[0], votes=votes),)))
    found = replayed(Move("Nell Ashworth", "Tories"), made=made)
    assert [vote.why for vote in found.votes] == ["did not sit that day"]
    assert found.with_party == found.declared


def test_a_party_without_a_lobby_leaves_the_vote_as_it_was() -> None:
    found = replayed(Move("Nell Ashworth", "new:Centre Group"))
    assert found.with_party == found.declared
    assert found.away == Tally(5, 2)
    assert [vote.why for vote in found.votes] == ["Centre Group had no majority lobby: the vote stays"]
    assert [vote.then for vote in replayed(Move("Nell Ashworth", "Independent")).votes] == ["no"]
    assert [vote.then for vote in replayed(Move("Nell Ashworth", "Sinn Féin")).votes] == ["absent"]


def test_without_a_list_of_votes_nothing_can_be_told() -> None:
    found = replayed(Move("Nell Ashworth", "Tories"), which="8")
    assert (found.with_party, found.note) == (None, "the roll does not say who voted how in it")


def test_without_declared_totals_the_listed_votes_are_the_base() -> None:
    old = rows()
    made = Roll(replace(old, divisions=(replace(old.divisions[0], ayes=None, noes=None),)))
    assert replayed(Move("Nell Ashworth", "Tories"), made=made).declared == Tally(4, 2)


def test_who_was_in_both_lobbies_leaves_both() -> None:
    old = rows()
    votes = (*old.divisions[0].votes, Vote("nell-ashworth", "aye"))
    made = Roll(replace(old, divisions=(replace(old.divisions[0], votes=votes),)))
    found = replayed(Abstain("Nell Ashworth"), made=made)
    assert (found.votes[0].was, found.away) == ("both", Tally(4, 2))


def test_the_picture_marks_who_moved() -> None:
    found = supposed(Move("Nell Ashworth", "Tories"), Abstain("Ivo Lund"))
    drawn = picture(found.after, found.effects)
    assert drawn.startswith(("<svg", "<?xml"))
    assert "as supposed" in drawn
    assert "Nell Ashworth" in drawn
    assert "Ivo Lund" not in drawn
    assert "as supposed" not in picture(found.before)


def test_of_a_house_where_nobody_sits_there_is_no_picture() -> None:
    with pytest.raises(BadInput, match="nobody sat on 2020-01-01"):
        picture(suppose(MADE, date(2020, 1, 1), []).before)


def test_two_members_of_one_name_are_told_apart_by_their_ids() -> None:
    old = rows()
    persons = tuple(replace(one, name="Jane Smith") if one.id == "paul-smith" else one for one in old.persons)
    made = Roll(replace(old, persons=persons))
    with pytest.raises(AmbiguousName):
        supposed(Move("Jane Smith", "lab"), made=made)
    called = members_called(compose(made, DAY))
    assert (called["jane-smith"], called["paul-smith"], called["ada-merrin"]) == (
        "jane-smith",
        "paul-smith",
        "Ada Merrin",
    )
    for hypothesis in (Move("jane-smith", "lab"), Vacate("jane-smith"), Abstain("jane-smith")):
        (effect,) = supposed(hypothesis, made=made).effects
        assert [(one.id, one.seat) for one in effect.members] == [("jane-smith", "Moor North")]


def test_of_several_members_of_a_seat_the_one_who_is_named_goes() -> None:
    old = rows()
    seats_of = tuple(
        replace(one, places=2) if one.id == "moor-north" else one for one in old.seats if one.id != "moor-south"
    )
    tenures = tuple(replace(one, seat="moor-north") if one.seat == "moor-south" else one for one in old.tenures)
    made = Roll(replace(old, seats=seats_of, tenures=tenures))
    assert len(supposed(Vacate("Moor North"), made=made).effects[0].members) == 2
    assert [one.name for one in supposed(Vacate("Jane Smith"), made=made).effects[0].members] == ["Jane Smith"]


def test_two_parties_of_one_name_are_called_by_their_ids() -> None:
    old = rows()
    twin = replace(old.parties[0], id="con2")
    called = parties_called(compose(Roll(replace(old, parties=(*old.parties, twin))), DAY))
    assert (called["con"], called["con2"], called["lab"]) == ("con", "con2", "Labour Party")
