"""Election results of the UK Parliament: what each table gives, alone and together, and what is no contest."""

from __future__ import annotations

from datetime import date

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.psephology import read
from chiltern.register.model import Person
from chiltern.register.roll import Roll

ELECTIONS = """\
election_id,kind,polling_on,parliament_id,constituency_id,constituency,constituency_code,electorate,valid_vote_count,majority
1,general,2017-06-08,57,10,Chalkford,E14000901,70000,50000,1000
2,by-election,2018-05-03,57,10,Chalkford,E14000901,69000,30000,
"""
CANDIDACIES = """\
candidacy_id,election_id,polling_on,constituency,position,won,given_name,family_name,gender,party_id,party,party_abbr,\
adjunct_party,is_standing_as_independent,is_standing_as_commons_speaker,vote_count,mnis_id,democracy_club_id
100,1,2017-06-08,Chalkford,1,true,Nell,Ashworth,Female,3,Labour,Lab,Co-operative Party,false,false,25500,9001,501
101,1,2017-06-08,Chalkford,2,false,Owen,Pike,Male,1,Conservative,Con,,false,false,24500,9002,
102,1,2017-06-08,Chalkford,3,false,Ivy,Marsh,Female,,Independent,,,true,false,,,777
103,2,2018-05-03,Chalkford,1,true,Owen,Pike,Male,,Independent,,,true,false,20000,9002,
"""
CONSTITUENCIES = """\
constituency_id,name,geographic_code,is_geographic_code_issued_by_ons,area_mnis_id,country,english_region,\
boundary_set_start,boundary_set_end
9,Chalkford,S19970001,false,50,Scotland,,1997-04-09,2010-04-12
10,Chalkford,E14000901,true,3300,England,South East,2010-04-13,2024-05-30
11,Chalkford,E14001901,true,4300,England,South East,2024-05-31,
"""
PARTIES = """\
party_id,name,abbreviation,mnis_id
3,Labour,Lab,15
"""
REGISTRATIONS = """\
electoral_commission_id,start_on,end_on,political_party_name_last_updated_on,political_party_id,country_id
PP53,1999-01-14,,,3,1
"""
ONE_ELECTION = """\
ons_id,constituency_name,declaration_time,first_party,electorate,valid_votes,majority,con,lab,other,other_winner
E14000901,Chalkford,2017-06-09T02:41:00,Lab,70000,50000,1000,24500,25500,0,0
"""
SINCE_1918 = """\
constituency_id,seats,constituency,country/region,electorate,con_votes,oth_votes,total_votes,election,boundary_set
1,1,HARBOUR,South East,30000,9000,0,9000,1918,1918-1935
"""
NOTIONAL = """\
election_id,kind,polling_on,constituency_id,constituency,constituency_code,electorate,valid_vote_count,majority
55,notional general,2019-12-12,11,Chalkford,E14001901,70000,50000,10
"""
NOTIONAL_VOTES = """\
candidacy_id,election_id,constituency,position,won,party_id,party,party_abbr,vote_count,vote_share
9,55,Chalkford,1,true,3,Labour,Lab,30000,0.6
"""


def imported(*texts: str | bytes, wish: Wish | None = None) -> Imported:
    files = [
        InFile(f"{number}.csv", text.encode() if isinstance(text, str) else text) for number, text in enumerate(texts)
    ]
    return read(files, wish or Wish())


def person(made: Imported, name: str) -> Person:
    return next(row for row in made.rows.persons if row.name == name)


# Elections and their candidates


def test_elections_and_candidacies_give_contests() -> None:
    made = imported(ELECTIONS, CANDIDACIES)
    general, by_election = made.rows.contests
    assert (general.kind, general.date, general.electorate) == ("general", "2017-06-08", 70000)
    assert (general.valid_votes, general.majority, general.sources) == (50000, 1000, ("psephology",))
    ran = [(row.name, row.party, row.votes, row.elected) for row in general.candidates]
    assert ran == [
        ("Nell Ashworth", "labour", 25500, True),
        ("Owen Pike", "conservative", 24500, False),
        ("Ivy Marsh", "independent", None, False),
    ]
    assert (by_election.kind, by_election.majority) == ("by-election", None)
    assert general.seat == by_election.seat
    assert not made.skipped


def test_a_result_vouches_for_its_winner_on_the_polling_day_alone() -> None:
    made = imported(ELECTIONS, CANDIDACIES)
    first, second = made.rows.tenures
    assert (first.person, first.since, first.until, first.began) == (
        "nell-ashworth",
        "2017-06-08",
        "2017-06-09",
        "general election",
    )
    assert (second.person, second.since, second.began) == ("owen-pike", "2018-05-03", "by-election")
    assert all(tie.seen for tie in made.rows.tenures)
    assert all(tie.seen for tie in made.rows.affiliations)
    assert [(tie.person, tie.party, tie.kind) for tie in made.rows.affiliations] == [
        ("nell-ashworth", "labour", "elected"),
        ("owen-pike", "independent", "elected"),
    ]
    roll = Roll(made.rows)
    assert len(roll.members(date(2017, 6, 8))) == 1
    assert not roll.members(date(2017, 6, 9))


def test_a_second_party_on_the_ballot_is_the_reason_of_the_tie() -> None:
    (tie, _) = imported(ELECTIONS, CANDIDACIES).rows.affiliations
    assert tie.reason == "stood for Labour and Co-operative Party"


def test_members_past_and_present_are_persons_and_other_candidates_are_names() -> None:
    made = imported(ELECTIONS, CANDIDACIES)
    assert [row.name for row in made.rows.persons] == ["Nell Ashworth", "Owen Pike"]
    assert person(made, "Nell Ashworth").identifiers == {"mnis": "9001", "democracy-club": "501"}
    assert (person(made, "Nell Ashworth").family, person(made, "Nell Ashworth").gender) == ("Ashworth", "female")
    assert [row.person for row in made.rows.contests[0].candidates] == ["nell-ashworth", "owen-pike", None]


def test_a_winner_without_a_number_is_a_person_all_the_same() -> None:
    made = imported("election_id,polling_on,constituency,party,family_name,won\n1,2017-06-08,Ely,Labour,Pike,true\n")
    assert person(made, "Pike").identifiers == {}
    assert made.rows.tenures[0].person == "pike"


def test_one_person_has_all_numbers_that_any_row_gives() -> None:
    made = imported(
        "election_id,polling_on,constituency,party,given_name,family_name,won,mnis_id,democracy_club_id\n"
        "1,2017-06-08,Ely,Labour,Owen,Pike,true,9002,\n"
        "2,2019-12-12,Ely,Labour,Owen,Pike,false,9002,600\n"
        "3,2024-07-04,Ely,Labour,Owen,Pike,false,,600\n"
    )
    assert [row.identifiers for row in made.rows.persons] == [{"mnis": "9002", "democracy-club": "600"}]
    assert {row.person for contest in made.rows.contests for row in contest.candidates} == {"owen-pike"}


def test_a_person_goes_by_the_latest_name() -> None:
    made = imported(
        "election_id,polling_on,constituency,party,given_name,family_name,won,mnis_id\n"
        "1,2017-06-08,Ely,Labour,Nell,Ashworth,true,9001\n"
        "2,2019-12-12,Ely,Labour,Nell,Marsh,true,9001\n"
    )
    (row,) = made.rows.persons
    assert (row.name, row.other_names) == ("Nell Marsh", ("Nell Ashworth",))


def test_a_number_borne_by_another_name_is_told_and_left_out() -> None:
    made = imported(
        "election_id,polling_on,constituency,party,given_name,family_name,won,mnis_id\n"
        "1,2019-12-12,Ely,Labour,Ivy,Marsh,false,9002\n"
        "2,2017-06-08,Ely,Labour,Owen,Pike,true,9002\n"
    )
    assert [row.name for row in made.rows.persons] == ["Owen Pike"]
    assert [str(row) for row in made.skipped] == [
        "0.csv, line 2: the mnis_id 9002 of Ivy Marsh, which is another person's"
    ]
    assert made.rows.contests[1].candidates[0].name == "Ivy Marsh"


def test_a_candidate_without_a_party_is_told_and_left_out() -> None:
    made = imported(
        "election_id,polling_on,constituency,family_name,party_id,party\n"
        "1,2017-06-08,Ely,Pike,,\n1,2017-06-08,Ely,Marsh,44,\n1,2017-06-08,Ely,Ashworth,3,Labour\n"
    )
    assert [row.name for row in made.rows.contests[0].candidates] == ["Ashworth"]
    assert [row.reason for row in made.skipped] == [
        "no party for the candidate",
        "no name for the party 44; give parties.csv",
    ]


def test_standing_as_speaker_or_independent_goes_before_a_party_named() -> None:
    made = imported(
        "election_id,polling_on,constituency,family_name,party_id,party,is_standing_as_independent,"
        "is_standing_as_commons_speaker\n"
        "1,2017-06-08,Ely,Pike,3,Labour,true,false\n1,2017-06-08,Ely,Ashworth,1,Conservative,false,true\n"
    )
    assert [row.party for row in made.rows.contests[0].candidates] == ["independent", "speaker"]


# Candidacies alone


def test_candidacies_alone_give_candidates_and_winners() -> None:
    made = imported(CANDIDACIES)
    general, by_election = made.rows.contests
    assert (general.kind, by_election.kind) == ("general", "by-election")
    assert (general.majority, general.valid_votes, general.electorate) == (None, None, None)
    assert [row.name for row in made.rows.seats] == ["Chalkford"]
    assert len(made.rows.tenures) == 2


def test_a_poll_between_two_parliaments_is_a_general_election() -> None:
    rows = "election_id,polling_on,constituency,family_name\n1,1910-01-15,Ely,Pike\n2,1911-01-15,Ely,Marsh\n"
    parliaments = (
        "parliament_id,number,summoned_on,dissolved_on\n29,29,1910-02-15,1910-11-28\n28,28,1906-02-13,1910-01-10\n"
    )
    assert [row.kind for row in imported(rows).rows.contests] == ["by-election", "by-election"]
    assert [row.kind for row in imported(rows, parliaments).rows.contests] == ["general", "by-election"]


# What is no contest


def test_a_notional_result_is_told_in_one_line_and_makes_no_contest() -> None:
    made = imported(ELECTIONS, CANDIDACIES, NOTIONAL, NOTIONAL_VOTES)
    assert len(made.rows.contests) == 2
    assert sorted(map(str, made.skipped)) == [
        "2.csv: 1 notional result, for no election that was held",
        "3.csv: notional votes, not those of a contest that was held",
    ]


@pytest.mark.parametrize(
    "text",
    [
        NOTIONAL,
        NOTIONAL_VOTES,
        "id,from_constituency_area_id,to_constituency_area_id\n1,2,3\n",
        "parliament_id,summoned_on,dissolved_on\n1,1801-01-22,1802-06-29\n",
        REGISTRATIONS,
        ELECTIONS.splitlines()[0] + "\n",
    ],
    ids=["notional elections", "notional votes", "overlaps", "parliaments", "registrations", "no rows"],
)
def test_files_without_a_row_for_a_roll_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"^0\.csv: no contest, seat or party in it; give elections\.csv"):
        imported(text)


def test_a_maiden_speech_shows_the_speaker_in_the_seat_that_day() -> None:
    speeches = "made_on,mnis_id,given_name,family_name,constituency\n2017-07-01,9001,Nell,Ashworth,Chalkford\n"
    made = imported(speeches, CONSTITUENCIES)
    (tie,) = made.rows.tenures
    assert (tie.since, tie.until, tie.seen, tie.began) == ("2017-07-01", "2017-07-02", True, None)
    assert next(row for row in made.rows.seats if row.id == tie.seat).since == "2010-04-13"


def test_a_contest_with_candidates_goes_before_votes_by_party() -> None:
    made = imported(ONE_ELECTION, CANDIDACIES, CONSTITUENCIES)
    chalkford = next(row for row in made.rows.contests if row.candidates[0].name == "Nell Ashworth")
    assert [row.date for row in made.rows.contests if row.seat == chalkford.seat] == ["2017-06-08", "2018-05-03"]


# Files as they come


def test_byte_order_mark_line_ends_and_order_of_columns_do_not_matter() -> None:
    header, *rows = ELECTIONS.splitlines()
    turned = "\r\n".join(",".join(reversed(line.split(","))) for line in (header, *rows))
    plain = imported(ELECTIONS, CANDIDACIES)
    assert imported(b"\xef\xbb\xbf" + turned.encode(), CANDIDACIES).rows == plain.rows


def test_a_malformed_row_is_told_with_its_line_and_the_rest_kept() -> None:
    broken = ELECTIONS + "3,general,2017-13-08,57,10,Chalkford,E14000901,1,1,1\n4,general,2017-06-08,57\n"
    votes = CANDIDACIES.replace("24500", "many")
    made = imported(broken, votes)
    assert len(made.rows.contests) == 2
    assert [str(row) for row in made.skipped] == [
        "0.csv, line 4: '2017-13-08' is no day of the calendar",
        "0.csv, line 5: 4 fields where the header has 10",
        "1.csv, line 3: 'many' is no number of votes",
    ]
    Roll(made.rows)


def test_rows_that_fail_leave_no_tie_to_what_is_not_there() -> None:
    noise = ["", "x", "-1", "9" * 40, "2017-06-08", "=1+1", "\x1b[2J", "٣"]
    texts = []
    for text in (ELECTIONS, CANDIDACIES, CONSTITUENCIES, PARTIES, REGISTRATIONS, SINCE_1918, ONE_ELECTION):
        header, first, *rest = text.splitlines()
        fields = first.split(",")
        spoilt = [",".join((*fields[:at], value, *fields[at + 1 :])) for at in range(len(fields)) for value in noise]
        texts.append("\n".join((header, *spoilt, *rest)))
    made = imported(*texts)
    assert made.skipped
    Roll(made.rows)


def test_another_file_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match=r"0\.csv: no table of election results \(it has when, where\); give elections"):
        imported("when,where\n1,2\n")
    with pytest.raises(BadInput, match=r"0\.csv: no table of election results \(it has nothing\)"):
        imported("")


def test_another_chamber_is_refused() -> None:
    with pytest.raises(BadInput, match="not of 'Senedd'"):
        imported(ELECTIONS, wish=Wish(chamber="Senedd"))
    assert imported(ELECTIONS, wish=Wish("House of Commons", "2026-05-23")).rows.sources[0].retrieved == "2026-05-23"
