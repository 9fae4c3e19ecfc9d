"""Democracy Club's candidates: both exports, one chamber of several, parties by id, and what is not kept."""

from __future__ import annotations

import msgspec
import pytest

from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.democracy_club import read
from chiltern.register.model import Contest, Person
from chiltern.register.roll import Roll

# The columns of today's export (its core, and the groups "results" and "person"), candidates invented.
NOW = """\
person_id,person_name,election_id,ballot_paper_id,election_date,election_current,by_election,party_name,party_id,gss,\
post_id,post_label,cancelled_poll,seats_contested,votes_cast,elected,total_electorate,email,mnis_id,twfy_id,birth_date
501,Nell Ashworth,parl.2019-12-12,parl.chalkford.2019-12-12,2019-12-12,f,f,Labour and Co-operative Party,\
joint-party:53-119,E14000901,gss:E14000901,Chalkford,f,1,24000,f,70000,nell@example.org,9001,\
uk.org.publicwhip/person/19001,1980
502,Owen Pike,parl.2019-12-12,parl.chalkford.2019-12-12,2019-12-12,f,f,Conservative and Unionist Party,PP52,E14000901,\
gss:E14000901,Chalkford,f,1,25000,t,70000,,9002,,
502,Owen Pike,parl.2018-05-03,parl.chalkford.by.2018-05-03,2018-05-03,f,t,Independent,ynmp-party:2,E14000901,\
gss:E14000901,Chalkford,f,1,20000,t,,,9002,,
503,Ivy Marsh,local.harbour.2018-05-03,local.harbour.quayside.2018-05-03,2018-05-03,f,f,Green Party,PP63,,\
HRB:quayside,Quayside,f,3,300,t,,,,,
504,Tom Reed,local.harbour.2018-05-03,local.harbour.quayside.2018-05-03,2018-05-03,f,f,Labour Party,PP53,,\
HRB:quayside,Quayside,f,3,200,f,,,,,
"""

# The export of 2015 to 2021, with the columns that its own tests list.
OLD = """\
id,name,honorific_prefix,honorific_suffix,gender,birth_date,election,party_id,party_name,post_id,post_label,mapit_url,\
elected,email,twitter_username,wikipedia_url,election_date,election_current,party_lists_in_use,party_list_position,\
old_person_ids,gss_code,parlparse_id,theyworkforyou_url,party_ec_id,favourite_biscuits,cancelled_poll,wikidata_id
501,Nell Ashworth,Ms,,female,1980,2015,party:53,Labour Party,66135,Chalkford,,True,nell@example.org,nell,,2015-05-07,\
False,False,,12;56,,uk.org.publicwhip/person/19001,http://www.theyworkforyou.com/mp/19001,PP53,,False,Q990001
56,Nell Ashworth,,,,,parl.2017-06-08,party:53,Labour Party,WMC:E14000901,Chalkford,,,,,,2017-06-08,False,False,,,,,,,,\
False,
502,Owen Pike,,,,,parl.2017-02-23,party:52,Conservative Party,WMC:E14000901,Chalkford,,,,,,2017-02-23,False,False,,,,,,\
,,False,
"""

HEADER = (
    "person_id,person_name,election_id,ballot_paper_id,election_date,party_id,party_name,post_label,votes_cast,elected"
)


def imported(*texts: str | bytes, chamber: str | None = None) -> Imported:
    files = [
        InFile(f"{number}.csv", text.encode() if isinstance(text, str) else text) for number, text in enumerate(texts)
    ]
    return read(files, Wish(chamber))


def rows(*lines: str) -> str:
    return "\n".join((HEADER, *lines)) + "\n"


def only(made: Imported) -> Contest:
    (contest,) = made.rows.contests
    return contest


def person(made: Imported, name: str) -> Person:
    return next(row for row in made.rows.persons if row.name == name)


# Today's export


def test_ballot_papers_are_contests_of_persons() -> None:
    by_election, general = imported(NOW).rows.contests
    assert (general.kind, by_election.kind) == ("general", "by-election")
    assert (general.date, general.electorate, general.majority) == ("2019-12-12", 70000, None)
    ran = [(row.name, row.person, row.party, row.votes, row.elected) for row in general.candidates]
    assert ran == [
        ("Owen Pike", "owen-pike", "conservative", 25000, True),
        ("Nell Ashworth", "nell-ashworth", "labour-co-operative", 24000, False),
    ]


def test_those_elected_are_seen_in_the_seat_on_the_polling_day() -> None:
    made = imported(NOW)
    ties = [(tie.person, tie.since, tie.until, tie.began, tie.seen) for tie in made.rows.tenures]
    assert ties == [
        ("owen-pike", "2018-05-03", "2018-05-04", "by-election", True),
        ("owen-pike", "2019-12-12", "2019-12-13", "general election", True),
    ]
    assert [tie.party for tie in made.rows.affiliations] == ["independent", "conservative"]
    Roll(made.rows)


def test_of_a_candidate_only_name_and_numbers_are_kept() -> None:
    made = imported(NOW)
    nell = person(made, "Nell Ashworth")
    assert nell.identifiers == {"democracy-club": "501", "mnis": "9001", "twfy": "19001"}
    assert (nell.born, nell.gender) == (None, None)
    assert b"example.org" not in msgspec.json.encode(made.rows)


def test_a_seat_has_its_code() -> None:
    (seat,) = imported(NOW).rows.seats
    assert (seat.name, seat.legislature, seat.identifiers) == ("Chalkford", "House of Commons", {"gss": "E14000901"})


def test_boundaries_of_one_name_with_two_codes_are_two_seats() -> None:
    later = NOW.replace("2019-12-12", "2024-07-04").replace("E14000901", "E14001901")
    assert len(imported(NOW, later).rows.seats) == 2


def test_a_candidate_listed_twice_stands_once() -> None:
    line = "501,Nell Ashworth,parl.2019-12-12,parl.ely.2019-12-12,2019-12-12,PP53,Labour Party,Ely,9,t"
    assert len(only(imported(rows(line, line))).candidates) == 1


# The older export


def test_the_older_columns_are_read_by_their_names() -> None:
    first, by_election, general = imported(OLD).rows.contests
    assert [row.kind for row in (first, by_election, general)] == ["general", "by-election", "general"]
    assert [(row.name, row.party, row.votes, row.elected) for row in first.candidates] == [
        ("Nell Ashworth", "labour", None, True)
    ]


def test_a_person_entered_twice_goes_by_the_number_kept() -> None:
    made = imported(OLD)
    assert [row.name for row in made.rows.persons] == ["Nell Ashworth", "Owen Pike"]
    assert person(made, "Nell Ashworth").identifiers == {
        "democracy-club": "501",
        "twfy": "19001",
        "wikidata": "Q990001",
    }


def test_an_election_called_by_its_year_is_of_the_commons() -> None:
    made = imported(OLD)
    assert made.rows.legislature == "House of Commons"
    assert [row.date for row in made.rows.contests] == ["2015-05-07", "2017-02-23", "2017-06-08"]


def test_a_code_in_the_post_is_the_seats() -> None:
    assert {row.identifiers.get("gss") for row in imported(OLD).rows.seats} == {None, "E14000901"}


# Chambers


def test_the_chamber_with_most_rows_comes_in_and_the_rest_is_told_in_one_line() -> None:
    made = imported(NOW)
    assert made.rows.legislature == "House of Commons"
    assert [str(row) for row in made.skipped] == ["0.csv: 2 rows of other chambers: local.harbour (2)"]


@pytest.mark.parametrize("wish", ["local.harbour", "Local.Harbour"])
def test_another_chamber_comes_in_when_wished_for(wish: str) -> None:
    made = imported(NOW, chamber=wish)
    assert made.rows.legislature == "local.harbour"
    assert [(row.name, row.places) for row in made.rows.seats] == [("Quayside", 3)]
    assert [row.person for row in made.rows.tenures] == ["ivy-marsh"]
    assert [row.name for row in made.rows.persons] == ["Ivy Marsh", "Tom Reed"]


def test_a_chamber_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadInput, match=r"'Senedd'; the files hold House of Commons \(3\), local\.harbour \(2\)"):
        imported(NOW, chamber="Senedd")


# Polls and places


def test_a_cancelled_poll_is_told_and_makes_no_contest() -> None:
    made = imported(NOW.replace("Chalkford,f,1,20000,t", "Chalkford,t,1,,"))
    assert [row.date for row in made.rows.contests] == ["2019-12-12"]
    assert str(made.skipped[-1]) == "0.csv, line 4: the poll parl.chalkford.by.2018-05-03, which was cancelled"


def test_a_cancelled_poll_that_elected_somebody_unopposed_is_a_contest() -> None:
    made = imported(NOW.replace("Chalkford,f,1,20000,t", "Chalkford,t,1,,t"))
    contest = made.rows.contests[0]
    assert [(row.name, row.votes, row.elected) for row in contest.candidates] == [("Owen Pike", None, True)]


@pytest.mark.parametrize("label", ["Brecon and Ely", "Member of Parliament for Brecon and Ely", ""])
def test_a_seats_name_is_the_posts_or_the_ballot_papers(label: str) -> None:
    ballot = "parl.2019-08-01,parl.brecon-and-ely.by.2019-08-01,2019-08-01"
    made = imported(rows(f"1,Owen Pike,{ballot},PP52,Conservative Party,{label},,"))
    assert made.rows.seats[0].name.casefold() == "brecon and ely"
    assert only(made).kind == "by-election"


# Files as they come


@pytest.mark.parametrize("flag", ["t", "True", "1", "true", "yes"])
def test_elected_is_written_in_many_ways(flag: str) -> None:
    line = "1,Owen Pike,parl.2019-12-12,parl.ely.2019-12-12,2019-12-12,PP52,Conservative Party,Ely,10,"
    assert only(imported(rows(line + flag))).candidates[0].elected
    assert not only(imported(rows(line + "f"))).candidates[0].elected


def test_byte_order_mark_and_line_ends_do_not_matter() -> None:
    assert imported(b"\xef\xbb\xbf" + NOW.replace("\n", "\r\n").encode()).rows == imported(NOW).rows


def test_a_malformed_row_is_told_with_its_line_and_the_rest_kept() -> None:
    day = "parl.2019-12-12,parl.ely.2019-12-12,2019-12-12"
    made = imported(
        rows(
            f"1,Owen Pike,{day},PP52,Conservative Party,Ely,10,t",
            f"2,Ivy Marsh,{day},PP63,Green Party,Ely,lots,f",
            f",Tom Reed,{day},PP53,Labour Party,Ely,5,f",
            f"4,,{day},PP53,Labour Party,Ely,5,f",
            "5,Nell Ashworth",
            f"6,Ann Lee,{day},,,Ely,5,f",
            "7,Ann Lee,parl,parl.ely,,PP53,Labour Party,Ely,5,f",
            "8,Ann Lee,parl.2019-12-12,parl.65813.2019-12-12,2019-12-12,PP53,Labour Party,,5,f",
        )
    )
    assert [row.name for row in only(made).candidates] == ["Owen Pike"]
    assert [(row.line, row.reason) for row in made.skipped] == [
        (3, "'lots' is no number of votes"),
        (4, "no person_id"),
        (5, "no person_name"),
        (6, "2 fields where the header has 10"),
        (8, "no election_date"),
        (7, "no name for a party"),
        (9, "no place for the ballot paper 'parl.65813.2019-12-12'"),
    ]
    Roll(made.rows)


def test_rows_that_fail_leave_no_tie_to_what_is_not_there() -> None:
    noise = ["", "x", "-1", "9" * 40, "2017-06-08", "=1+1", "\x1b[2J", "٣", "local.x.2018-05-03"]
    for text in (NOW, OLD):
        header, first, *rest = text.splitlines()
        fields = first.split(",")
        spoilt = [",".join((*fields[:at], value, *fields[at + 1 :])) for at in range(len(fields)) for value in noise]
        Roll(imported("\n".join((header, *spoilt, *rest))).rows)


def test_another_file_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match=r"^0\.csv: no candidates of Democracy Club \(no column person_id or id, "):
        imported("when,where\n1,2\n")
    with pytest.raises(BadInput, match=r"^0\.csv: no row with a candidate in it$"):
        imported(HEADER + "\n")
