"""parlparse's people.json: names, redirects, posts, reasons, offices and the day of a change."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.people_json import people_json
from chiltern.register.importers.draft import after, last_day
from chiltern.register.roll import Roll
from tests.register.importers.popolo_files import (
    BODIES,
    CALDER,
    NELL,
    OWEN,
    TARN,
    WHIP,
    imported,
    main_name,
    parties,
    people,
    person,
    post,
    rows,
    spell,
    tenures,
)

GENERAL = "general_election"


def test_a_change_of_party_is_one_tenure_and_two_affiliations() -> None:
    made = rows(
        people(
            spell(9001, 801, "labour", "2017-06-08", "2019-02-17", GENERAL, "changed_party"),
            spell(9001, 801, "independent", "2019-02-18", "2019-11-06", "changed_party", "general_election_standing"),
        )
    )
    assert tenures(made) == [("nell-ashworth", "calder-vale", "2017-06-08", "2019-11-07")]
    assert parties(made) == [
        ("nell-ashworth", "labour", "2017-06-08", "2019-02-18"),
        ("nell-ashworth", "independent", "2019-02-18", "2019-11-07"),
    ]
    assert (made.tenures[0].began, made.tenures[0].ended) == ("general election", "dissolution")
    assert [tie.kind for tie in made.affiliations] == ["elected", None]


def test_a_day_of_change_belongs_to_the_new_party() -> None:
    roll = Roll(
        rows(
            people(
                spell(9001, 801, "labour", "2017-06-08", "2019-02-17"),
                spell(9001, 801, "independent", "2019-02-18"),
            )
        )
    )
    days = [date(2019, 2, 17), date(2019, 2, 18)]
    assert [roll.totals(day) for day in days] == [{"labour": 1}, {"independent": 1}]


@given(st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30)))
def test_the_last_day_in_comes_back_from_the_first_day_out(day: date) -> None:
    written = day.isoformat()
    if written != "1900-01-01":  # written where a register does not know
        assert last_day(after(written)) == written


def test_a_day_that_both_spells_claim_is_the_later_ones() -> None:
    made = rows(
        people(spell(9001, 801, "labour", "2017-06-08", "2019-02-18"), spell(9001, 801, "independent", "2019-02-18"))
    )
    assert parties(made)[0] == ("nell-ashworth", "labour", "2017-06-08", "2019-02-18")
    assert len(made.tenures) == 1


def test_an_election_between_two_spells_makes_two_tenures_of_them() -> None:
    made = rows(
        people(
            spell(9001, 801, "labour", "2010-05-06", "2014-08-28", GENERAL, "resigned"),
            spell(9001, 801, "labour", "2014-08-29", "", "by_election"),
        )
    )
    assert [(tie.until, tie.began, tie.ended) for tie in made.tenures] == [
        ("2014-08-29", "general election", "resigned the seat"),
        (None, "by-election", None),
    ]
    assert parties(made) == [("nell-ashworth", "labour", "2010-05-06", None)]


@pytest.mark.parametrize(
    ("reason", "ended"),
    [
        ("died", "died"), ("resigned", "resigned the seat"), ("became_peer", "became a peer"),
        ("declared_void", "election void"), ("recall_petition", "recall petition"), ("disqualified", "disqualified"),
        ("dissolution", "dissolution"), ("general_election_not_standing", "dissolution"), ("retired", "retired"),
        ("unknown", None), ("", None), ("changed_party", None),
    ],
)  # fmt: skip
def test_a_reason_of_ending_is_in_the_rolls_words_or_the_sources(reason: str, ended: str | None) -> None:
    made = rows(people(spell(9001, 801, "labour", "2010-05-06", "2012-01-01", GENERAL, reason)))
    assert made.tenures[0].ended == ended


@pytest.mark.parametrize(
    ("party", "reason", "kind"),
    [
        ("independent", "whip_removed", "whip removed"),
        ("conservative", "whip_restored", "whip restored"),
        ("speaker", "changed_party", "became Speaker"),
        ("conservative", "changed_party", None),
    ],
)
def test_the_kind_of_a_change_is_what_the_file_says_of_it(party: str, reason: str, kind: str | None) -> None:
    made = rows(
        people(
            spell(9001, 801, "labour", "2017-06-08", "2019-02-17", GENERAL, reason),
            spell(9001, 801, party, "2019-02-18", "", reason),
        )
    )
    assert made.affiliations[1].kind == kind
    assert len(made.tenures) == 1


def test_labour_and_co_operative_is_a_party_of_its_own() -> None:
    made = rows(people(spell(9001, 801, "labour"), spell(9002, 802, "labourco-operative")))
    assert [party.name for party in made.parties] == ["Labour", "Labour/Co-operative"]


def test_the_ties_of_a_redirected_person_belong_to_the_target() -> None:
    old, older = (
        {"id": f"{WHIP}/person/{number}", "redirect": f"{WHIP}/person/{to}"}
        for number, to in ((9901, 9001), (9902, 9901))
    )
    made = rows(
        people(
            spell(9902, 801, "labour", "2001-06-07", "2005-04-11", GENERAL),
            spell(9001, 801, "labour", "2005-05-05", "", GENERAL),
            {"id": f"{WHIP}/member/1", "redirect": f"{WHIP}/member/2"},
            persons=[older, old, NELL],
        )
    )
    assert [(one.name, one.identifiers) for one in made.persons] == [("Nell Ashworth", {"twfy": "9001"})]
    assert len(made.tenures) == 2


def test_somebody_goes_by_the_name_of_the_time_in_the_seat() -> None:
    names = (
        main_name("Nell", "Ashworth", end_date="2015-09-30"),
        {
            "note": "Main",
            "honorific_prefix": "Baroness",
            "lordname": "Ashworth",
            "lordofname": "Wye",
            "start_date": "2015-10-01",
        },
        {"note": "Alternate", "name": "Ellen Ashworth"},
    )
    peerage = {"id": f"{WHIP}/lord/1", "person_id": f"{WHIP}/person/9001", "organization_id": "house-of-lords"}
    peerage |= {"role": "Peer", "label": "Peer", "on_behalf_of_id": "labour", "start_date": "2015-10-01"}
    content = people(spell(9001, 801, "labour", "2010-05-06", "2015-03-30"), peerage, persons=[person(9001, *names)])
    commons, lords = rows(content), rows(content, chamber="house of lords")
    assert commons.persons[0].name == "Nell Ashworth"
    assert commons.persons[0].other_names == ("Baroness Ashworth of Wye", "Ellen Ashworth")
    assert lords.persons[0].name == "Baroness Ashworth of Wye"
    assert tenures(lords) == [("baroness-ashworth-of-wye", "house-of-lords", "2015-10-01", None)]
    assert (lords.legislature, lords.title) == ("House of Lords", "House of Lords, parlparse people.json")


def test_numbers_of_persons_seats_and_parties_are_kept() -> None:
    made = rows(
        people(
            spell(9001, 801, "conservative", "2010-05-06"),
            persons=[
                person(
                    9001,
                    main_name("Nell", "Ashworth"),
                    identifiers=[
                        {"scheme": "datadotparl_id", "identifier": 4711},
                        {"scheme": "historichansard_id", "identifier": "mrs-nell-ashworth"},
                    ],
                    gender="female",
                    birth_date="1970-04",
                )
            ],
            posts=[post(801, "Calder Vale", identifiers=[{"scheme": "gss", "identifier": "E14009999"}])],
        )
    )
    nell, seat = made.persons[0], made.seats[0]
    assert nell.identifiers == {"mnis": "4711", "historichansard_id": "mrs-nell-ashworth", "twfy": "9001"}
    assert (nell.given, nell.family, nell.gender, nell.born) == ("Nell", "Ashworth", "female", "1970-04")
    assert seat.identifiers == {"parlparse": "801", "gss": "E14009999"}
    assert made.parties[0].identifiers == {"ec": "PP9"}


def test_a_seat_has_the_dates_and_the_spellings_of_its_post() -> None:
    old = post(801, "Calder Vale", start_date="1918", end_date="2010-04-12", other_names=["Calder Vale, The"])
    new = post(803, "Calder Vale", start_date="2010-05-06")
    made = rows(people(spell(9001, 801, None, "1997"), spell(9002, 803, None, "2010-05-06"), posts=[old, new]))
    assert [(seat.id, seat.since, seat.until) for seat in made.seats] == [
        ("calder-vale", "1918", "2010-04-13"),
        ("calder-vale-2", "2010-05-06", None),
    ]
    assert made.seats[0].other_names == ("Calder Vale, The",)


def test_partial_dates_stay_partial() -> None:
    made = rows(people(spell(9001, 801, "labour", "1832-12", "1835")))
    assert tenures(made) == [("nell-ashworth", "calder-vale", "1832-12", "1836-01-01")]


def test_of_several_chambers_the_commons_are_read_unless_another_is_wished_for() -> None:
    regions = [post(901, "Far Isles", "scottish-parliament")]
    body = {"id": "scottish-parliament", "name": "Scottish Parliament", "classification": "chamber"}
    list_seats = [spell(9002, 901, "labour", "2016-05-05"), spell(9001, 901, "labour", "2016-05-06")]
    content = people(
        spell(9001, 801, "labour", "2001-06-07", "2005-04-11"),
        *list_seats,
        posts=[CALDER, *regions],
        organizations=[*BODIES, body],
    )
    assert [tie.seat for tie in rows(content).tenures] == ["calder-vale"]
    scotland = rows(content, chamber="Scottish Parliament")
    assert (scotland.legislature, scotland.seats[0].places) == ("Scottish Parliament", 2)
    assert len(Roll(scotland).members(date(2016, 5, 6))) == 2


def test_an_old_file_has_the_names_in_its_memberships() -> None:
    row = spell(9001, 801, "labour", "2005-05-05") | {"name": {"given_name": "Nell", "family_name": "Ashworth"}}
    made = rows(people(row, persons=[{"id": f"{WHIP}/person/9001"}]))
    assert (made.persons[0].name, made.persons[0].family) == ("Nell Ashworth", "Ashworth")


def test_the_source_says_when_it_was_read() -> None:
    made = imported(people(spell(9001, 801, None)), retrieved="2026-01-31").rows
    assert [(one.id, one.retrieved) for one in made.sources] == [("parlparse", "2026-01-31")]
    assert made.affiliations == ()


def test_posts_that_nobody_holds_and_persons_who_hold_none_are_left_out() -> None:
    made = rows(people(spell(9001, 801, "labour"), posts=[CALDER, TARN], persons=[NELL, OWEN]))
    assert ([one.name for one in made.persons], [seat.name for seat in made.seats]) == (
        ["Nell Ashworth"],
        ["Calder Vale"],
    )


def test_a_made_up_file_of_many_terms_has_no_faults() -> None:
    content = people_json(terms=12, seats=20)
    made = rows(content)
    assert content == people_json(terms=12, seats=20)
    assert made.legislature == "House of Commons"
    assert all(len(Roll(made).members(date(year, 12, 1))) in (19, 20) for year in range(1826, 1870, 4))
