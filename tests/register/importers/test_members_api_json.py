"""The Members API's JSON: each answer alone, answers together, pages, lines, and what is no answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.members_api import read

SAMPLES = Path(__file__).parents[3] / "../shared/data/api-samples"
real = pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the answers in ../shared/data/api-samples")

LABOUR = {"id": 15, "name": "Labour", "abbreviation": "Lab", "backgroundColour": "D50000", "isIndependentParty": False}
TORY = {"id": 4, "name": "Conservative"}
NEW = {"id": 1999, "name": "Mill Party", "abbreviation": "Mill", "backgroundColour": "0A0B0C"}


def membership(since: str, until: str | None = None, seat: int = 5001, **more: Any) -> dict[str, Any]:
    known = {"membershipFrom": "Calder Mills", "membershipFromId": seat, "house": 1}
    return known | {"membershipStartDate": f"{since}T00:00:00", "membershipEndDate": until} | more


MEMBER = {
    "id": 9001,
    "nameListAs": "Ashworth, Ms Nell",
    "nameDisplayAs": "Ms Nell Ashworth",
    "latestParty": LABOUR,
    "gender": "F",
    "latestHouseMembership": membership(
        "2005-05-05",
        membershipStatus={"statusDescription": "Current Member", "statusStartDate": "2017-06-08T00:00:00"},
    ),
}
HISTORY = {
    "id": 9001,
    "nameHistory": [
        {"startDate": "1970-01-01", "nameDisplayAs": "Ms Nell Ashworth", "nameListAs": "Ashworth, Ms Nell"}
    ],
    "houseMembershipHistory": [
        membership("2010-05-06", "2014-01-01", membershipEndReason="Resignation"),
        membership("2017-06-08"),
    ],
    "partyHistory": [
        {"startDate": "2010-05-06", "endDate": "2014-01-01", "party": LABOUR},
        {"startDate": "2017-06-08", "endDate": "2019-02-18", "party": LABOUR},
        {"startDate": "2019-02-18", "endDate": None, "party": NEW},
    ],
}
BIOGRAPHY = {
    "representations": [
        {"house": 1, "name": "Calder Mills", "id": 5001, "startDate": "2010-05-06", "endDate": "2014-01-01",
         "constituencyStart": "2010-04-13", "constituencyEnd": "2024-05-30"},
    ],
    "houseMemberships": [{"house": 1, "name": "Commons", "startDate": "2010-05-06", "additionalInfo": "Nell Ashworth"}],
    "governmentPosts": [{"house": 1, "name": "Assistant Whip (HM Treasury)", "startDate": "2011-01-01"}],
    "oppositionPosts": [{"house": 1, "name": "SNP Whip", "startDate": "2012-01-01", "endDate": None}],
    "otherPosts": [{"house": 1, "name": "Leader of the Scottish National Party", "startDate": "2013-01-01"}],
    "committeeMemberships": [{"house": 1, "name": "Mills Committee", "startDate": "2011-02-03", "endDate": None}],
    "partyAffiliations": [{"house": 1, "name": "Scottish National Party", "id": 29, "startDate": "2010-05-06"}],
}  # fmt: skip
RESULT = {
    "constituencyName": "Calder Mills", "electionDate": "2017-06-08T00:00:00", "isGeneralElection": True,
    "electorate": 70000, "turnout": 50000, "majority": 1000, "isNotional": False,
    "candidates": [
        {"memberId": None, "name": "Tom Brook", "party": TORY, "rankOrder": 2, "votes": 24500},
        {"memberId": None, "name": "Nell Ashworth", "party": LABOUR, "rankOrder": 1, "votes": 25500},
    ],
}  # fmt: skip
CONSTITUENCY = {
    "id": 5001, "name": "Calder Mills", "startDate": "2010-04-13T00:00:00", "endDate": "2024-05-30T00:00:00",
    "currentRepresentation": {"member": {"value": MEMBER, "links": []}, "representation": membership("2017-06-08")},
}  # fmt: skip


def links(address: str) -> list[dict[str, str]]:
    return [{"rel": "self", "href": address, "method": "GET"}]


def imported(*answers: Any, chamber: str | None = None, retrieved: str | None = None) -> Imported:
    found = [InFile(f"answer-{number}.json", json.dumps(answer).encode()) for number, answer in enumerate(answers, 1)]
    return read(found, Wish(chamber, retrieved))


def test_a_history_is_every_spell() -> None:
    rows = imported([{"value": HISTORY, "links": []}]).rows
    assert [(tie.since, tie.until, tie.ended, tie.seen) for tie in rows.tenures] == [
        ("2010-05-06", "2014-01-01", "resigned the seat", False),
        ("2017-06-08", None, None, False),
    ]
    assert [(tie.party, tie.since) for tie in rows.affiliations][-1] == ("mill-party", "2019-02-18")
    party = next(party for party in rows.parties if party.id == "mill-party")
    assert (party.short, party.colour, party.identifiers) == ("Mill", "0a0b0c", {"mnis": "1999"})
    (person,) = rows.persons
    assert (person.name, person.family, person.identifiers) == ("Nell Ashworth", "Ashworth", {"mnis": "9001"})


def test_a_search_shows_what_is_so_now() -> None:
    rows = imported({"items": [{"value": MEMBER, "links": []}], "totalResults": 1}).rows
    (tenure,), (affiliation,) = rows.tenures, rows.affiliations
    assert (tenure.since, tenure.until, tenure.seen) == ("2017-06-08", None, True)
    assert (affiliation.party, affiliation.since, affiliation.seen) == ("labour", "2017-06-08", True)
    (dated,) = imported({"value": MEMBER}, retrieved="2018-01-15").rows.affiliations
    assert dated.since == "2018-01-15"  # the party of the day of fetching
    assert rows.persons[0].gender == "female"


@pytest.mark.parametrize("wrap", [lambda answer: answer, lambda answer: {"value": answer}, lambda answer: [[answer]],
                                  lambda answer: {"items": [{"value": answer}]}])  # fmt: skip
def test_an_answer_may_be_wrapped_or_bare(wrap: Any) -> None:
    assert imported(wrap(HISTORY)).rows == imported(HISTORY).rows


def test_a_history_is_heard_before_a_search_and_a_biography() -> None:
    biography = {"value": BIOGRAPHY, "links": links("/Members/9001/Biography")}
    together = imported(MEMBER, biography, HISTORY).rows
    assert together.tenures == imported(HISTORY).rows.tenures
    assert together.persons[0].gender == "female"


def test_a_biography_gives_seats_posts_and_the_life_of_boundaries() -> None:
    rows = imported({"value": BIOGRAPHY, "links": links("/Members/9001/Biography")}).rows
    assert [(seat.since, seat.until) for seat in rows.seats] == [("2010-04-13", "2024-05-31")]
    assert {(role.role, role.of) for role in rows.roles} == {
        ("Assistant Whip (HM Treasury)", "HM Government"),
        ("SNP Whip", "snp"),
        ("Leader", "snp"),
        ("Member", "Mills Committee"),
    }
    assert rows.persons[0].name == "Nell Ashworth"


def test_a_biography_of_nobody_is_told() -> None:
    with pytest.raises(
        BadInput, match=r"answer-1\.json, line 1: a biography that does not say whose it is: keep its links"
    ):
        imported({"value": BIOGRAPHY, "links": []})
    empty = {"value": {key: [] for key in BIOGRAPHY}, "links": []}
    assert imported(HISTORY, empty).skipped == ()


def test_a_result_is_a_contest() -> None:
    answer = {"value": RESULT, "links": links("Constituency/5001/ElectionResult/422")}
    (contest,) = imported(answer, HISTORY).rows.contests
    assert (contest.date, contest.kind, contest.electorate, contest.valid_votes) == (
        "2017-06-08",
        "general",
        70000,
        50000,
    )
    assert [(one.name, one.party, one.votes, one.elected, one.person) for one in contest.candidates] == [
        ("Nell Ashworth", "labour", 25500, True, "nell-ashworth"),
        ("Tom Brook", "conservative", 24500, False, None),
    ]
    (alone,) = imported(answer).rows.contests
    assert alone.candidates[0].person is None


def test_a_list_of_results_gives_way_to_the_result() -> None:
    listed = {"value": [RESULT | {"candidates": []}], "links": links("Constituency/5001/ElectionResults")}
    whole = {"value": RESULT, "links": links("Constituency/5001/ElectionResult/422")}
    for answers in ((listed, whole), (whole, listed)):
        (contest,) = imported(*answers).rows.contests
        assert len(contest.candidates) == 2


def test_a_notional_result_is_no_election() -> None:
    made = imported(HISTORY, RESULT | {"isNotional": True})
    assert made.rows.contests == ()
    assert [row.reason for row in made.skipped] == ["a notional result: no election was held"]


def test_a_constituency_is_a_seat_and_who_holds_it() -> None:
    rows = imported({"value": CONSTITUENCY, "links": links("/Constituency/5001")}).rows
    (seat,) = rows.seats
    assert (seat.name, seat.since, seat.until, seat.identifiers) == (
        "Calder Mills", "2010-04-13", "2024-05-31", {"mnis": "5001"},
    )  # fmt: skip
    assert [tie.person for tie in rows.tenures] == ["nell-ashworth"]


def test_the_state_of_the_parties_gives_parties() -> None:
    rows = imported({"items": [{"value": {"male": 1, "total": 1, "party": NEW}}], "totalResults": 0}).rows
    assert [(party.name, party.colour) for party in rows.parties] == [("Mill Party", "0a0b0c")]


def test_missing_pages_are_told() -> None:
    page = {"items": [{"value": MEMBER}], "totalResults": 650, "skip": 0, "take": 20}
    assert [str(row) for row in imported(page).skipped] == ["answer-1.json: 1 of 650 results: give the other pages too"]


def test_answers_may_stand_one_on_a_line() -> None:
    lines = [json.dumps(MEMBER), "{broken", "", json.dumps(HISTORY), json.dumps({"billId": 1})]
    made = read([InFile("all.jsonl", "\n".join(lines).encode())], Wish())
    assert [str(row) for row in made.skipped] == [
        "all.jsonl, line 2: no JSON",
        "all.jsonl, line 5: no answer of the Members API (it has billId)",
    ]
    assert len(made.rows.tenures) == 2


def test_a_part_that_cannot_be_read_leaves_the_rest() -> None:
    spoilt = HISTORY | {"houseMembershipHistory": [membership("2010-02-31"), membership("2017-06-08")]}
    made = imported(spoilt)
    assert [tie.since for tie in made.rows.tenures] == ["2017-06-08"]
    assert [str(row) for row in made.skipped] == ["answer-1.json, line 1: '2010-02-31' is no day of the calendar"]


@pytest.mark.parametrize("answer", [{"billId": 1}, [1, 2], {}, [{"value": None}]])
def test_what_is_no_answer_is_one_line(answer: Any) -> None:
    with pytest.raises(BadInput, match=r"^answer-1\.json: no answer of the Members API"):
        imported(answer)


def test_a_peer_sits_from_the_day_that_a_search_gives() -> None:
    peer = {"membershipFrom": "Life peer", "membershipFromId": 4, "house": 2, "membershipStartDate": "2015-09-30"}
    member = MEMBER | {"nameDisplayAs": "Baroness Ashworth", "latestHouseMembership": peer}
    (tenure,) = imported(member, chamber="lords").rows.tenures
    assert (tenure.seat, tenure.since, tenure.seen) == ("life-peer", "2015-09-30", False)
    with pytest.raises(BadInput, match="nothing of the House of Commons"):
        imported(member)


@real
def test_the_official_answers() -> None:
    names = sorted(path.name for path in SAMPLES.glob("*.json"))
    every = [InFile(name, (SAMPLES / name).read_bytes()) for name in names if name != "members-paged-response.json"]
    assert len(every) == 10
    made = read(every, Wish(retrieved="2024-11-28"))
    rows = made.rows
    counts = (len(rows.persons), len(rows.parties), len(rows.tenures), len(rows.affiliations), len(rows.roles))
    assert (*counts, len(rows.contests), made.skipped) == (3, 17, 8, 7, 6, 1, ())
    (contest,) = rows.contests
    assert (contest.candidates[0].person, contest.candidates[0].votes) == ("angus-macdonald", 18159)
    with pytest.raises(BadInput, match="it has billId"):
        read([InFile("bills.json", (SAMPLES / "members-paged-response.json").read_bytes())], Wish())
