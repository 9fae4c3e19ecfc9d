"""EveryPolitician's and Wikidata's Popolo: terms, seats of several members, names by language, ids of a file's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chiltern.register.roll import Roll
from tests.register.importers.popolo_files import imported, parties, rows, tenures

ADA, BEN = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
TERMS = (
    {"id": "term/1", "start_date": "2003-05-01", "end_date": "2007-04-02"},
    {"id": "term/2", "start_date": "2007-04-03"},
)


def diet(*memberships: dict[str, Any], name: str = "Diet", **lists: Any) -> dict[str, Any]:
    """EveryPolitician's Popolo of a diet with two terms, two persons, a constituency and a region."""
    return {
        "persons": [{"id": ADA, "name": "Ada Moss"}, {"id": BEN, "name": "Ben Sallow"}],
        "organizations": [
            {"id": "legislature", "name": name, "classification": "legislature", "seats": 2},
            {"id": "party/blue", "name": "Blue", "classification": "party"},
            {"id": "party/red", "name": "Red", "classification": "party"},
            {"id": "party/ind", "name": "Independent", "classification": "party"},
            {"id": "party/none", "name": "None", "classification": "party"},
        ],
        "areas": [{"id": "area/weir", "name": "Weir"}, {"id": "area/north", "name": "North"}],
        "events": list(TERMS),
        "memberships": list(memberships),
        **lists,
    }


def sat(who: str, party: str = "blue", term: int = 1, area: str | None = "area/weir", **dates: str) -> dict[str, Any]:
    row = {"person_id": who, "organization_id": "legislature", "role": "member", "on_behalf_of_id": f"party/{party}"}
    row |= {"legislative_period_id": f"term/{term}", **dates}
    return row | ({"area_id": area} if area else {})


def test_blank_dates_are_those_of_the_term() -> None:
    made = rows(diet(sat(ADA), sat(BEN, term=2)))
    assert tenures(made) == [
        ("ada-moss", "weir", "2003-05-01", "2007-04-03"),
        ("ben-sallow", "weir", "2007-04-03", None),
    ]


def test_two_rows_in_a_term_are_one_tenure_and_two_terms_are_two() -> None:
    made = rows(
        diet(
            sat(ADA, end_date="2005-03-09"),
            sat(ADA, "ind", start_date="2005-03-10", end_date="2006-01-01"),
            sat(ADA, "red", start_date="2006-01-01"),
            sat(ADA, "red", term=2),
        )
    )
    assert [row[2:] for row in tenures(made)] == [("2003-05-01", "2007-04-03"), ("2007-04-03", None)]
    assert [row[1:] for row in parties(made)] == [
        ("blue", "2003-05-01", "2005-03-10"),
        ("independent", "2005-03-10", "2006-01-01"),
        ("red", "2006-01-01", None),
    ]


def test_an_absence_in_a_term_is_no_part_of_the_tenure() -> None:
    made = rows(diet(sat(ADA, end_date="2004-01-01"), sat(ADA, start_date="2004-06-01")))
    assert len(made.tenures) == len(made.affiliations) == 2


def test_a_term_that_the_file_does_not_know_leaves_out_rows_without_dates() -> None:
    made = imported(diet(sat(ADA, term=9), sat(BEN, term=9, start_date="2001-01-01", end_date="2002-01-01")))
    assert [row[0] for row in tenures(made.rows)] == ["ben-sallow"]
    assert [fault.reason for fault in made.skipped] == [
        "membership: no event 'term/9' in the files, nor dates of its own"
    ]


def test_a_seat_has_as_many_places_as_members_sat_at_once() -> None:
    both = rows(diet(sat(ADA), sat(BEN, start_date="2004-01-01")))
    in_turn = rows(diet(sat(ADA, end_date="2004-01-01"), sat(BEN, start_date="2004-01-01")))
    assert (both.seats[0].places, in_turn.seats[0].places) == (2, 1)
    assert len(Roll(both).members(date(2005, 1, 1))) == 2
    assert [one.person.id for one in Roll(in_turn).members(date(2004, 1, 1))] == ["ben-sallow"]


def test_a_change_of_party_does_not_make_a_seat_larger() -> None:
    made = rows(diet(sat(ADA, end_date="2005-03-10"), sat(ADA, "red", start_date="2005-03-10")))
    assert made.seats[0].places == 1


def test_none_is_no_party_and_independent_is_a_label() -> None:
    made = rows(diet(sat(ADA, "none"), sat(BEN, "ind")))
    assert [(party.name, party.kind) for party in made.parties] == [("Independent", "other")]
    assert Roll(made).party_of("ada-moss", date(2005, 1, 1)) is None


def test_members_without_an_area_sit_for_the_chamber_as_a_whole() -> None:
    made = rows(diet(sat(ADA, area=None), sat(BEN, area=None)))
    assert [(seat.name, seat.places) for seat in made.seats] == [("Diet", 2)]


def test_an_ocd_id_says_in_which_region_a_seat_lies() -> None:
    region = "ocd-division/country:xx/region:north"
    areas = [{"id": region, "name": "North"}, {"id": f"{region}/constituency:weir", "name": "Weir"}]
    made = rows(diet(sat(ADA, area=f"{region}/constituency:weir"), sat(BEN, area=region), areas=areas))
    assert [(seat.name, seat.region) for seat in made.seats] == [("North", None), ("Weir", "North")]


def test_places_of_one_name_are_two_seats() -> None:
    areas = [{"id": "area/weir", "name": "Weir"}, {"id": "region/weir", "name": "Weir"}]
    made = rows(diet(sat(ADA), sat(BEN, area="region/weir"), areas=areas))
    assert [seat.id for seat in made.seats] == ["weir", "weir-2"]


@pytest.mark.parametrize(("area", "twfy"), [("uk.org.publicwhip/cons/7-NI", "13769"), ("area/weir", None)])
def test_first_ids_are_theyworkforyous_where_the_areas_are(area: str, twfy: str | None) -> None:
    legacy = [{"scheme": "everypolitician_legacy", "identifier": "13769"}]
    made = rows(
        diet(
            sat(ADA, area=area),
            persons=[{"id": ADA, "name": "Ada Moss", "identifiers": legacy}],
            areas=[{"id": area, "name": "Weir"}],
        )
    )
    assert made.persons[0].identifiers.get("twfy") == twfy
    assert made.persons[0].identifiers["everypolitician"] == ADA


def test_names_in_every_language_are_other_names() -> None:
    others = [{"lang": "en", "name": "Ada Moss"}, {"lang": "el", "name": "Άντα Μος"}, {"lang": "xx"}]
    body = {"id": "party/blue", "name": "Blue", "other_names": [{"lang": "fr", "name": "Bleu"}, "Blues"]}
    made = rows(diet(sat(ADA), persons=[{"id": ADA, "name": "Ada Moss", "other_names": others}], organizations=[body]))
    assert (made.persons[0].other_names, made.parties[0].other_names) == (("Άντα Μος",), ("Bleu", "Blues"))


def test_ids_of_a_files_own_do_not_mix_two_legislatures() -> None:
    other = diet(sat(BEN), sat(ADA), name="Upper Diet", areas=[{"id": "area/weir", "name": "Holm"}])
    both = (diet(sat(ADA)), other)
    assert [seat.name for seat in rows(*both, chamber="Diet").seats] == ["Weir"]
    assert [seat.name for seat in rows(*both).seats] == ["Holm"]


def test_ministers_hold_offices_and_no_seats() -> None:
    executive = {"id": "executive", "name": "Council of Ministers", "classification": "executive"}
    minister = {"person_id": ADA, "organization_id": "executive", "role": "Minister", "legislative_period_id": "term/1"}
    content = diet(minister, sat(BEN))
    content["organizations"].append(executive)
    made = rows(content)
    assert [(role.person, role.role, role.of) for role in made.roles] == [
        ("ada-moss", "Minister", "Council of Ministers")
    ]
    assert len(made.tenures) == 1


# Wikidata

STATEMENT = "http://www.wikidata.org/entity/statement/Q1-A"


def house(*memberships: dict[str, Any], area: str = "Calder Vale Co Const") -> dict[str, Any]:
    boundaries = [{"scheme": "MS_FB", "identifier": "country:gb/westminster-constituency:e14009999"}]
    member = {"id": STATEMENT, "person_id": "Q1", "organization_id": "Q10", "role": {"lang:en": "Member of Parliament"}}
    return {
        "persons": [{"id": "Q1", "name": {"lang:cy": "Nel Ashworth", "lang:en": "Nell Ashworth"}, "identifiers": []}],
        "organizations": [
            {"id": "Q10", "name": {"lang:en": "House of Keys"}, "classification": "branch"},
            {"id": "Q11", "name": {"lang:en": "Blue Party", "lang:cy": "Y Blaid Las"}, "classification": "party"},
            {"id": "Q12", "name": {"lang:en": "independent politician"}, "classification": "party"},
        ],
        "areas": [
            {"id": "Q20", "name": {"lang:en": area}, "parent_id": "Q21", "identifiers": boundaries},
            {"id": "Q21", "name": {"lang:en": "Northland"}, "parent_id": None},
        ],
        "memberships": [member | row for row in memberships],
    }


def test_wikidata_ends_a_spell_on_the_day_it_begins_the_next() -> None:
    made = rows(
        house(
            {"area_id": "Q20", "on_behalf_of_id": "Q12", "start_date": "2018-04-30"},
            {"area_id": "Q20", "on_behalf_of_id": "Q11", "start_date": "2017-06-08", "end_date": "2018-04-30"},
        )
    )
    assert tenures(made) == [("nell-ashworth", "calder-vale", "2017-06-08", None)]
    assert [row[1:] for row in parties(made)] == [
        ("blue-party", "2017-06-08", "2018-04-30"),
        ("independent-politician", "2018-04-30", None),
    ]
    assert made.persons[0].identifiers == {"wikidata": "Q1"}
    assert made.persons[0].other_names == ("Nel Ashworth",)
    assert made.parties[0].other_names == ("Y Blaid Las",)
    assert made.seats[0].identifiers == {"gss": "E14009999", "wikidata": "Q20"}
    assert made.seats[0].region == "Northland"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Calder Vale Co Const", "Calder Vale"),
        ("Calder Vale Boro Const", "Calder Vale"),
        ("Lothian PER", "Lothian"),
        ("CALDER AND VALE-UPON-TARN", "Calder and Vale-upon-Tarn"),
        ("Constance", "Constance"),
    ],
)
def test_marks_of_boundary_line_are_no_part_of_a_name(written: str, name: str) -> None:
    assert rows(house({"area_id": "Q20"}, area=written)).seats[0].name == name


def test_a_membership_without_party_area_or_dates_is_a_seat_in_the_chamber() -> None:
    made = rows(house({"on_behalf_of_id": None, "area_id": None}))
    assert tenures(made) == [("nell-ashworth", "house-of-keys", None, None)]
    assert made.affiliations == ()
