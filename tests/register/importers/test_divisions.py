"""Divisions in every form they come in: what each file gives, alone and together, and what is no division."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.divisions import read
from chiltern.register.model import Division, Person, Vote
from chiltern.register.roll import Roll

DATA = Path(__file__).parents[3] / "../shared/data"
REAL = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official tables in ../shared/data")

DOWNLOAD = """\
Division Number: 12\r
Division Date: 04/03/2031 19:15\r
\r
Harbour Dues Bill: Second Reading\r
\r
Aye Count: 2\r
Noes Count: 1\r
\r
Members recorded\r
Member,Party,Constituency,Vote,Proxy Member\r
"Nell Ashworth","Labour","Chalkford","Aye",""\r
"Owen Pike","Conservative","Marl, East","No","Ivy Marsh"\r
"Lady Thorne","Sinn F?in","Holm","Aye",""\r
"Ivy Marsh","Labour","Quarry Hill","Teller - Ayes",""\r
"Sam Orr","Speaker","Dunmere","No Vote Recorded",""\r
"""
TOTALS = """\
division_id,number,division_date,division_time,division_title,aye_count,no_count,deferred
77,12,2031-03-04,2031-03-04T19:15:00,Harbour Dues Bill: Second Reading,2,1,false
78,13,2031-03-04,2031-03-04T19:30:00,Harbour Dues Bill: programme,3,0,false
"""
TELLERS = """\
division_id,division_date,division_lobby,mnis_id,member_name,member_party
77,2031-03-04,Aye,9003,Ivy Marsh,Labour
"""
VOTES = """\
division_id,division_date,division_title,vote_direction,mnis_id,member_name,member_party,member_proxy_name
77,2031-03-04,Harbour Dues Bill: Second Reading,Aye,9001,Nell Ashworth,Labour,
77,2031-03-04,Harbour Dues Bill: Second Reading,No,9002,Owen Pike,Conservative,Ivy Marsh
77,2031-03-04,Harbour Dues Bill: Second Reading,No vote recorded,9005,Sam Orr,Speaker,
"""
ONE_MEMBER = """\
division_id,division_date,division_title,mnis_id,member_voted_aye,member_was_teller
77,2031-03-04,Harbour Dues Bill: Second Reading,9001,true,false
78,2031-03-04,Harbour Dues Bill: programme,9001,false,true
"""
TRACKER = """\
division_id,number,date,title,ayes_with_tellers,noes_with_tellers,aye_tellers,no_tellers
77,12,2031-03-04T19:15:00,Harbour Dues Bill: Second Reading,3,1,1,0
"""
TRACKER_VOTES = """\
division_id,mnis_id,name,party_feb_2031,constituency,vote,teller
77,9001,Ms Nell Ashworth,Ind,Chalkford,For,false
77,9003,Ivy Marsh,Lab,Quarry Hill,For,true
77,9002,Owen Pike,Con,"Marl, East",Against,false
77,9005,Sam Orr,Oth,Dunmere,Did not vote,false
99,9001,Ms Nell Ashworth,Ind,Chalkford,For,false
"""
TRACKER_PARTIES = """\
division_id,side,party,votes
77,ayes,Lab,2
77,ayes,Grn,1
77,noes,Con,1
77,noes,Lab,0
"""
HANSARD = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE publicwhip [<!ENTITY Ouml "&#214;"><!ENTITY mdash "&#8212;">]>
<publicwhip>
<major-heading>Points of Order</major-heading>
<minor-heading>Harbour Dues Bill</minor-heading>
<minor-heading>Clause 2 &mdash; <i>Rates</i></minor-heading>
<division id="uk.org.publicwhip/debate/2031-03-04a.195.2" divdate="2031-03-04" divnumber="12">
 <divisioncount ayes="2" noes="1" tellerayes="1" tellernoes="0"/>
 <mplist vote="aye">
  <mpname id="uk.org.publicwhip/member/501" vote="aye">Ashworth, rh Ms Nell</mpname>
  <mpname id="uk.org.publicwhip/member/504" vote="aye">&Ouml;rn, Mr. Lars (Holm)</mpname>
  <mpname id="uk.org.publicwhip/member/503" vote="aye" teller="yes">Mrs. Ivy Marsh</mpname>
 </mplist>
 <mplist vote="no">
  <mpname person_id="uk.org.publicwhip/person/40002" vote="no">Owen Pike</mpname>
 </mplist>
</division>
</publicwhip>
"""
LORDS = """\
<publicwhip>
<major-heading>Harbour Dues Bill</major-heading>
<division id="uk.org.publicwhip/lords/2031-03-05a.1229.0" divdate="2031-03-05" divnumber="1">
 <divisioncount content="2" not-content="1"/>
 <lordlist vote="content">
  <lord id="uk.org.publicwhip/lord/100601" vote="content">Dunmere, L.</lord>
  <lord id="uk.org.publicwhip/lord/100602" vote="content" teller="yes">Thorne of Holm, B. [Teller]</lord>
 </lordlist>
 <lordlist vote="not-content"><lord id="uk.org.publicwhip/lord/100603" vote="not-content">Marl, Bp.</lord></lordlist>
</division>
</publicwhip>
"""


def member(number: int, name: str, party: str, **more: str) -> dict[str, object]:
    return {"MemberId": number, "Name": name, "Party": party, "MemberFrom": "Chalkford", "ProxyName": None, **more}


ANSWER = {
    "DivisionId": 77,
    "Date": "2031-03-04T19:15:00",
    "Number": 12,
    "Title": "Harbour Dues Bill: Second Reading",
    "AyeCount": 2,
    "NoCount": 1,
    "AyeTellers": [member(9003, "Ivy Marsh", "Labour")],
    "NoTellers": [],
    "Ayes": [member(9001, "Nell Ashworth", "Labour"), member(9004, "Lady Thorne", "Green Party")],
    "Noes": [member(9002, "Owen Pike", "Conservative", ProxyName="Ivy Marsh")],
    "NoVoteRecorded": [member(9005, "Sam Orr", "Speaker")],
}


def brought(*texts: str | bytes | object, wish: Wish | None = None) -> Imported:
    contents = [
        text.encode() if isinstance(text, str) else text if isinstance(text, bytes) else msgspec.json.encode(text)
        for text in texts
    ]
    found = read([InFile(f"{number}.in", each) for number, each in enumerate(contents, 1)], wish or Wish())
    Roll(found.rows)  # the rows hold together
    return found


def only(found: Imported) -> Division:
    (division,) = found.rows.divisions
    return division


def by_name(found: Imported) -> dict[str, Person]:
    return {person.name: person for person in found.rows.persons}


def cast(found: Imported) -> dict[str, tuple[str, bool]]:
    names = {person.id: person.name for person in found.rows.persons}
    return {names[vote.person]: (vote.lobby, vote.teller) for vote in only(found).votes}


# The download of votes.parliament.uk


def test_a_download_gives_the_division_and_every_vote() -> None:
    found = brought(b"\xef\xbb\xbf" + DOWNLOAD.encode())
    division = only(found)
    assert (division.id, division.date, division.number) == ("commons-2031-03-04-12", "2031-03-04", 12)
    assert division.title == "Harbour Dues Bill: Second Reading"
    assert (division.ayes, division.noes) == (2, 1)
    assert cast(found) == {
        "Nell Ashworth": ("aye", False),
        "Owen Pike": ("no", False),
        "Lady Thorne": ("aye", False),
        "Ivy Marsh": ("aye", True),
        "Sam Orr": ("absent", False),
    }
    assert found.rows.legislature == "House of Commons"
    assert [source.id for source in found.rows.sources] == ["commons-votes"]
    assert not found.skipped


def test_a_name_and_a_constituency_are_seen_on_the_day_of_the_division() -> None:
    found = brought(DOWNLOAD)
    seats = {seat.id: seat.name for seat in found.rows.seats}
    held = {(tie.person, seats[tie.seat]): tie for tie in found.rows.tenures}
    tie = held[by_name(found)["Owen Pike"].id, "Marl, East"]
    assert (tie.since, tie.until, tie.seen) == ("2031-03-04", "2031-03-05", True)


def test_party_totals_are_those_of_the_labels_without_tellers() -> None:
    found = brought(DOWNLOAD)
    assert only(found).party_totals == {"conservative": (0, 1), "labour": (1, 0), "sinn-fein": (1, 0)}
    assert not only(found).tellers_counted
    (proxy,) = (vote for vote in only(found).votes if vote.proxy)
    assert (proxy.proxy, proxy.party) == ("Ivy Marsh", "conservative")


def test_columns_may_come_in_any_order_and_with_others() -> None:
    shuffled = 'Division Date: 2031-03-04\nA title\nVote,Extra,Member\nAye,x,"Nell Ashworth"\n'
    found = brought(shuffled)
    assert (only(found).number, only(found).ayes, only(found).title) == (None, None, "A title")
    assert cast(found) == {"Nell Ashworth": ("aye", False)}


def test_a_row_that_says_no_vote_is_told_with_its_line() -> None:
    found = brought(DOWNLOAD.replace('"Holm","Aye"', '"Holm","Perhaps"'))
    (skipped,) = found.skipped
    assert (skipped.line, "no vote 'Perhaps'" in skipped.reason) == (13, True)
    assert "Lady Thorne" not in by_name(found)
    assert len(only(found).votes) == 4


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("04/03/2031 19:15", "31/02/2031", "no day of the calendar"),
        ("Division Date: 04/03/2031 19:15\r\n", "", "no Division Date"),
        ("Aye Count: 2", "Aye Count: two", "no count 'two'"),
        ("Member,Party", "Somebody,Party", "no line with the columns"),
    ],
)
def test_a_download_that_cannot_be_used_is_one_clear_line(old: str, new: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as error:
        brought(DOWNLOAD.replace(old, new))
    assert str(error.value).startswith("1.in: ")


# JSON of the votes services


def test_one_answer_and_a_list_of_answers_give_the_same() -> None:
    assert brought(ANSWER).rows == brought([ANSWER]).rows
    found = brought(ANSWER)
    assert only(found).id == "commons-77"
    assert by_name(found)["Nell Ashworth"].identifiers == {"mnis": "9001"}
    assert cast(found)["Ivy Marsh"] == ("aye", True)
    assert only(found).party_totals == {"conservative": (0, 1), "green": (1, 0), "labour": (1, 0)}
    assert not found.rows.tenures  # a number joins members better than a seat that may be of another day


def test_an_answer_without_votes_gives_totals_alone() -> None:
    bare = {key: value for key, value in ANSWER.items() if not isinstance(value, list)}
    found = brought([bare | {"Ayes": None}])
    assert (only(found).ayes, only(found).votes, found.rows.persons) == (2, (), ())


def test_totals_grouped_by_party_are_the_party_totals() -> None:
    grouped = ANSWER | {
        "Ayes": [{"PartyName": "Labour", "VoteCount": 2}, {"PartyName": "Plaid Cymru", "VoteCount": 0}],
        "Noes": [{"PartyName": "Conservative", "VoteCount": 1}],
        "AyeTellers": [],
        "NoVoteRecorded": [],
    }
    assert only(brought([grouped])).party_totals == {"conservative": (0, 1), "labour": (2, 0)}


def test_one_member_s_record_is_joined_by_number() -> None:
    record = {"MemberId": 9001, "MemberVotedAye": True, "MemberWasTeller": False, "PublishedDivision": ANSWER}
    bare = {"MemberId": 9001, "MemberVotedAye": False, "PublishedDivision": {"DivisionId": 78, "Date": "2031-03-04"}}
    found = brought([record, bare])
    assert [(division.id, len(division.votes)) for division in found.rows.divisions] == [
        ("commons-78", 1),
        ("commons-77", 1),
    ]
    assert [person.name for person in found.rows.persons] == ["Member 9001"]


def test_the_lords_have_contents_and_not_contents() -> None:
    answer = {
        "divisionId": 5,
        "date": "2031-03-05T16:00:00",
        "number": 1,
        "title": "Harbour Dues Bill",
        "authoritativeContentCount": 2,
        "authoritativeNotContentCount": 0,
        "contents": [{"memberId": 1, "name": "Lord Dunmere", "party": "Crossbench"}],
        "contentTellers": [{"memberId": 2, "name": "Baroness Thorne", "party": "Labour"}],
        "notContents": [],
    }
    found = brought(answer)
    assert found.rows.legislature == "House of Lords"
    assert (only(found).id, only(found).ayes) == ("lords-5", 2)
    assert cast(found) == {"Lord Dunmere": ("aye", False), "Baroness Thorne": ("aye", True)}


def test_an_entry_that_is_no_division_is_left_out_and_the_rest_kept() -> None:
    broken = ANSWER | {"DivisionId": 79, "Number": "twelve"}
    nobody = ANSWER | {"DivisionId": 80, "Number": 14, "Ayes": [{"Name": "Somebody"}, 7]}
    found = brought([broken, 5, ANSWER, nobody])
    assert [division.id for division in found.rows.divisions] == ["commons-77", "commons-80"]
    assert [(row.line, row.reason.split(":")[0]) for row in found.skipped] == [
        (1, "no count 'twelve'"),
        (2, "no divisionid"),
        (4, "no memberid"),
        (4, "no memberid"),
    ]


@pytest.mark.parametrize("content", ["[{}]", '{"items": []}', "[1, 2]", "{"])
def test_other_json_is_refused(content: str) -> None:
    with pytest.raises(BadInput, match=r"^1\.in: no (divisions in this )?JSON"):
        brought(content)


# Tables


def test_tables_of_one_provider_fill_one_another() -> None:
    found = brought(TOTALS, TELLERS, VOTES, ONE_MEMBER)
    first, second = found.rows.divisions
    assert (first.id, first.number, first.ayes, first.noes) == ("commons-77", 12, 2, 1)
    assert [(vote.lobby, vote.teller) for vote in first.votes] == [
        ("aye", True),
        ("aye", False),
        ("no", False),
        ("absent", False),
    ]
    assert second.votes == (Vote(by_name(found)["Nell Ashworth"].id, "no", teller=True),)
    assert len(found.rows.persons) == 4
    assert brought(ONE_MEMBER, VOTES, TELLERS, TOTALS).rows.divisions[0].party_totals == first.party_totals


def test_a_download_is_joined_to_the_totals_by_day_and_number() -> None:
    found = brought(TOTALS, DOWNLOAD)
    assert [(division.id, len(division.votes)) for division in found.rows.divisions] == [
        ("commons-77", 5),
        ("commons-78", 0),
    ]


def test_files_that_differ_about_a_division_are_told_and_the_first_stands() -> None:
    found = brought(TOTALS, DOWNLOAD.replace("Aye Count: 2", "Aye Count: 4"))
    assert [str(row) for row in found.skipped] == [
        "2.in: division commons-2031-03-04-12: its ayes is 4, in 1.in 2; the latter stands"
    ]
    assert found.rows.divisions[0].ayes == 2


def test_rows_that_cannot_be_used_are_left_out() -> None:
    found = brought(TOTALS.replace("78,13,2031-03-04,", "78,13,tomorrow,") + "79,14\n,15,2031-03-04,,x,1,1,false\n")
    assert [row.line for row in found.skipped] == [3, 4, 5]
    assert only(found).id == "commons-77"


def test_members_by_name_and_members_by_number_do_not_mix() -> None:
    with pytest.raises(BadInput, match=r"2\.in has members by name, 1\.in by number: import one file, then the other"):
        brought(VOTES, DOWNLOAD)


def test_policies_are_no_divisions() -> None:
    with pytest.raises(BadInput, match="policies are not imported"):
        brought("policy_id,chamber,date,division_number,alignment,strength\n1,commons,2031-03-04,12,agree,strong\n")


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "\x00\x01", "name,party\nNell Ashworth,Labour\n"])
def test_a_table_of_something_else_is_refused(content: str) -> None:
    with pytest.raises(BadInput, match=r"^1\.in: no table of divisions"):
        brought(content)


# The Guardian's tracker


def test_the_tracker_s_totals_lose_their_tellers_and_its_parties_keep_them() -> None:
    found = brought(TRACKER_VOTES, TRACKER, TRACKER_PARTIES)
    division = only(found)
    assert (division.id, division.ayes, division.noes, division.tellers_counted) == ("commons-77", 2, 1, True)
    assert division.party_totals == {"conservative": (0, 1), "green": (1, 0), "labour": (2, 0)}
    labels = {vote.person: vote.party for vote in division.votes}
    people = by_name(found)
    assert labels[people["Nell Ashworth"].id] == "independent"
    assert labels[people["Sam Orr"].id] is None
    assert cast(found)["Ivy Marsh"] == ("aye", True)
    assert [str(row) for row in found.skipped] == ["1.in, line 6: division commons-99: no file says when it was"]


def test_the_tracker_s_votes_alone_have_no_day() -> None:
    with pytest.raises(BadInput, match="does not say when its divisions were"):
        brought(TRACKER_VOTES)


def test_providers_do_not_mix() -> None:
    with pytest.raises(BadInput, match="give the files of one provider at a time"):
        brought(TOTALS, TRACKER)


# Hansard


def test_hansard_gives_names_in_their_order_and_a_title() -> None:
    found = brought(HANSARD)
    division = only(found)
    assert (division.id, division.title) == ("commons-2031-03-04-12", "Harbour Dues Bill: Clause 2 — Rates")
    assert cast(found) == {
        "Nell Ashworth": ("aye", False),
        "Lars Örn": ("aye", False),
        "Ivy Marsh": ("aye", True),
        "Owen Pike": ("no", False),
    }
    people = by_name(found)
    assert people["Nell Ashworth"].identifiers == {"parlparse-member": "501"}
    assert people["Owen Pike"].identifiers == {"twfy": "40002"}
    # Hansard puts a seat behind a name that two members bear.
    assert [(tie.person, tie.seen) for tie in found.rows.tenures] == [(people["Lars Örn"].id, True)]


def test_a_table_of_numbers_says_whose_the_members_of_hansard_are() -> None:
    numbers = "person_id,latest_name,member_id\n40001,Nell Ashworth,501\n40001,Nell Ashworth,777\n"
    mnis = "person_id,mnis_id\n40001,9001\n"
    found = brought(HANSARD, numbers, mnis)
    assert by_name(found)["Nell Ashworth"].identifiers == {"twfy": "40001", "mnis": "9001"}
    assert by_name(found)["Ivy Marsh"].identifiers == {"parlparse-member": "503"}


def test_somebody_in_both_lobbies_has_two_votes() -> None:
    both = HANSARD.replace('vote="aye">Ashworth', 'vote="both">Ashworth')
    found = brought(both)
    own = [vote.lobby for vote in only(found).votes if vote.person == by_name(found)["Nell Ashworth"].id]
    assert own == ["aye", "no"]


def test_of_two_houses_the_commons_come_in_unless_the_lords_are_wished_for() -> None:
    assert brought(HANSARD, LORDS).rows.legislature == "House of Commons"
    found = brought(HANSARD, LORDS, wish=Wish(chamber="House of Lords"))
    assert found.rows.legislature == "House of Lords"
    assert only(found).id == "lords-2031-03-05-1"
    assert list(cast(found)) == ["Lord Dunmere", "Baroness Thorne of Holm", "Bishop of Marl"]
    with pytest.raises(BadInput, match="these files are of the House of Commons"):
        brought(HANSARD, wish=Wish(chamber="House of Keys"))


def test_a_day_without_a_division_gives_none() -> None:
    with pytest.raises(BadInput, match="no division that can be read"):
        brought("<publicwhip><major-heading>Prayers</major-heading></publicwhip>")


def test_xml_that_is_broken_is_one_clear_line() -> None:
    with pytest.raises(BadInput, match=r"^1\.in: no XML that can be read"):
        brought("<publicwhip><division>")


def test_an_entity_that_reaches_out_brings_nothing_in(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words", encoding="utf-8")
    reach = f'<!DOCTYPE publicwhip [<!ENTITY mdash SYSTEM "{tmp_path.as_uri()}/secret"><!ENTITY Ouml "O">]>'
    found = brought(reach + HANSARD[HANSARD.index("<publicwhip>") :])
    assert "secret" not in only(found).title


def test_entities_are_not_multiplied() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<!DOCTYPE publicwhip [<!ENTITY e0 "lol">{bomb}]>' + HANSARD[HANSARD.index("<publicwhip>") :]
    with pytest.raises(BadInput, match=r"^1\.in: no XML that can be read"):
        brought(text.replace("Points", "&e8;"))


# Hostile text is data


def test_hostile_names_and_titles_are_only_text() -> None:
    hostile = '=HYPERLINK("x")\x1b[31m'
    answer = ANSWER | {"Title": hostile, "Ayes": [member(1, hostile, hostile)]}
    found = brought(answer)
    assert only(found).title == hostile
    assert hostile in by_name(found)
    with pytest.raises(BadInput, match="no CSV"):
        brought(TOTALS + "80,16,2031-03-04,," + "x" * 200_000 + ",1,1,false\n")


def test_a_number_beyond_all_counts_is_a_fault_of_its_row() -> None:
    found = brought([ANSWER, ANSWER | {"DivisionId": 81, "AyeCount": 10**30}])
    assert only(found).id == "commons-77"
    assert found.skipped[0].line == 2


# The real files


def real(*names: str, chamber: str | None = None) -> Imported:
    return read([InFile(name, (DATA / name).read_bytes()) for name in names], Wish(chamber))


@REAL
@pytest.mark.parametrize(
    ("names", "divisions", "votes", "persons"),
    [
        (("divisions/commons-divisions.csv",), 591, 0, 0),
        (("divisions/commons-division-tellers.csv",), 534, 2136, 154),
        (("divisions/votes-division-219.csv",), 1, 644, 644),
        (("divisions/votes-of-member-172.csv",), 445, 445, 1),
        (("divisions/commonsvotes-division-562.csv",), 1, 649, 649),
        (("divisions/brexit-divisions.csv",), 10, 0, 0),
        (
            tuple(f"divisions/brexit-{name}.csv" for name in ("divisions", "votes", "divisions-by-party")),
            *(10, 6500, 650),
        ),
        (("divisions/debates2009-10-27d.xml",), 1, 473, 473),
        (("divisions/debates2009-10-27d.xml", "parlparse/person-members.csv"), 1, 473, 473),
        (("divisions/lordsdivisions2009-10-28a.xml",), 1, 190, 190),
        (
            tuple(
                f"divisions/{name}.csv"
                for name in (
                    *("commons-divisions", "commons-division-tellers", "votes-division-219", "votes-of-member-172"),
                )
            ),
            *(591, 3224, 664),
        ),
    ],
)
def test_every_real_file_comes_in_whole(names: tuple[str, ...], divisions: int, votes: int, persons: int) -> None:
    found = real(*names)
    Roll(found.rows)
    rows = found.rows
    assert (len(rows.divisions), sum(len(one.votes) for one in rows.divisions)) == (divisions, votes)
    assert len(rows.persons) == persons
    assert not found.skipped


@REAL
def test_the_vote_of_15_january_2019_is_the_same_in_the_download_and_in_the_tracker() -> None:
    download = only(real("divisions/commonsvotes-division-562.csv"))
    assert (download.date, download.number, download.ayes, download.noes) == ("2019-01-15", 293, 202, 432)
    tracker = real("divisions/brexit-divisions.csv").rows.divisions
    (same,) = (row for row in tracker if row.number == 293)
    assert (same.id, same.date, same.ayes, same.noes) == ("commons-562", "2019-01-15", 202, 432)
    assert same.title == download.title


@REAL
def test_hansard_lists_as_many_as_it_counts() -> None:
    division = only(real("divisions/debates2009-10-27d.xml"))
    assert division.title.startswith("Marine and Coastal Access Bill")
    assert division.title.endswith("Clause 2 — General objective")
    listed = [vote.lobby for vote in division.votes if not vote.teller]
    assert (listed.count("aye"), listed.count("no")) == (division.ayes, division.noes) == (200, 269)
    assert sum(vote.teller for vote in division.votes) == 4


@REAL
@pytest.mark.parametrize("name", ["policies", "policy-divisions"])
def test_the_tables_of_policies_are_refused_in_one_line(name: str) -> None:
    with pytest.raises(BadInput, match="policies are not imported"):
        real(f"divisions/{name}.csv")
