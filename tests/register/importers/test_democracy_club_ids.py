"""What Democracy Club's ids say of elections, ballot papers and parties, by what is made of rows that bear them."""

from __future__ import annotations

import pytest

from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.democracy_club import read
from chiltern.register.model import Contest

HEADER = (
    "person_id,person_name,election_id,ballot_paper_id,election_date,party_id,party_name,post_label,votes_cast,elected"
)


def imported(text: str, chamber: str | None = None) -> Imported:
    return read([InFile("candidates.csv", text.encode())], Wish(chamber))


def rows(*lines: str) -> str:
    return "\n".join((HEADER, *lines)) + "\n"


def parties_of(*parties: str) -> list[str]:
    """The party of one candidate for each id and name, in that order."""
    day = "parl.2019-12-12,parl.ely.2019-12-12,2019-12-12"
    made = imported(rows(*(f"{at},Owen P{at}ke,{day},{ids},Ely,," for at, ids in enumerate(parties))))
    return [row.party for row in only(made).candidates]


def only(made: Imported) -> Contest:
    (contest,) = made.rows.contests
    return contest


@pytest.mark.parametrize(
    ("election", "chamber"),
    [
        ("parl.2019-12-12", "House of Commons"),
        ("sp.c.2016-05-05", "Scottish Parliament"),
        ("sp.r.2016-05-05", "Scottish Parliament"),
        ("naw.c.2016-05-05", "National Assembly for Wales"),
        ("senedd.r.2021-05-06", "Senedd"),
        ("nia.2017-03-02", "Northern Ireland Assembly"),
        ("gla.a.2016-05-05", "London Assembly"),
        ("mayor.london.2016-05-05", "mayor.london"),
        ("pcc.avon-and-somerset.2016-05-05", "pcc.avon-and-somerset"),
        ("local.sheffield.2018-05-03", "local.sheffield"),
        ("europarl.2019-05-23", "European Parliament"),
    ],
)
def test_an_elections_id_says_which_chamber(election: str, chamber: str) -> None:
    made = imported(rows(f"1,Owen Pike,{election},,,PP52,Conservative Party,Ely,,"))
    assert made.rows.legislature == chamber
    assert only(made).date == election[-10:]


def test_a_region_and_a_constituency_of_one_name_are_two_seats() -> None:
    made = imported(
        rows(
            "1,Owen Pike,sp.c.2016-05-05,sp.c.ely.2016-05-05,2016-05-05,PP52,Conservative Party,Ely,,",
            "2,Ivy Marsh,sp.r.2016-05-05,sp.r.ely.2016-05-05,2016-05-05,PP130,Scottish Green Party,Ely,,",
        ),
        chamber="sp",
    )
    assert len(made.rows.seats) == 2


# Parties


def test_parties_come_by_number_in_any_spelling() -> None:
    assert parties_of(
        "PP53,Labour Party",
        "party:53,Labour",
        "party:85,UK Independence Party (UKIP)",
        "joint-party:53-119,Labour and Co-operative Party",
        "PP53&PP119,Labour Co-op candidate",
        "ynmp-party:2,Independent",
        "ynmp-party:12522,Speaker seeking re-election",
    ) == ["labour", "labour", "ukip", "labour-co-operative", "labour-co-operative", "independent", "speaker"]


def test_a_renamed_party_goes_by_its_name_of_then() -> None:
    assert parties_of("PP7931,The Brexit Party", "PP7931,Reform UK") == ["brexit-party", "reform-uk"]


def test_two_parties_of_one_name_go_by_their_numbers() -> None:
    assert parties_of("PP63,Green Party", "PP305,Green Party") == ["green", "green-party-northern-ireland"]


def test_a_number_that_two_names_share_is_the_newer_ones() -> None:
    made = imported(
        rows(
            "1,Owen Pike,parl.2015-05-07,parl.ely.2015-05-07,2015-05-07,PP9701,Old Harbour Party,Ely,,",
            "1,Owen Pike,parl.2017-06-08,parl.ely.2017-06-08,2017-06-08,PP9701,New Harbour Party,Ely,,",
        )
    )
    assert {row.name: row.identifiers for row in made.rows.parties} == {
        "New Harbour Party": {"ec": "PP9701"},
        "Old Harbour Party": {},
    }
