"""Which invented people and bodies of several reports are one, and which stay apart."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from chiltern.record.reconcile.entities import Ambiguity, Held, Merge, Profile, merges, namesakes

QUAY = (Held("councillor", "Quay Council"),)


def person(id: int, name: str, *roles: Held, report: int | None = None, **more: Any) -> Profile:
    return Profile(id, "person", name, roles=roles, reports=(report or id,), **more)


def outcome(entity: Profile, *candidates: Profile) -> Merge | Ambiguity | None:
    """What comes of it, the same for every order of the candidates."""
    made = {merges(entity, order) for order in permutations(candidates)}
    (one,) = made
    return one


def test_a_surname_with_the_same_office_is_the_one_who_holds_it() -> None:
    made = outcome(person(9, "Cllr Hill", *QUAY), person(3, "Ann Hill", *QUAY), person(4, "Bo Hill"))
    assert made == Merge(9, 3, "“Cllr Hill” and “Ann Hill” agree in name, and both are councillor of Quay Council.")


def test_two_holders_of_the_office_stay_open() -> None:
    made = outcome(person(9, "Cllr Hill", *QUAY), person(4, "Bo Hill", *QUAY), person(3, "Ann Hill", *QUAY))
    assert made == Ambiguity(9, (3, 4), "“Ann Hill”, “Bo Hill” hold the same office under a name that agrees.")


@pytest.mark.parametrize(
    "other",
    [
        person(3, "Ann Hill"),
        person(3, "Ann Hill", Held("councillor")),
        person(3, "Ann Hill", Held("councillor", "Moor Council")),
    ],
)
def test_a_name_alone_merges_nobody(other: Profile) -> None:
    assert isinstance(outcome(person(9, "Ann Hill", *QUAY), other), Ambiguity)


def test_the_same_name_in_two_places_says_so() -> None:
    made = outcome(person(9, "Ann Hill", *QUAY), person(3, "Ann Hill", Held("councillor", "Moor Council")))
    assert made == Ambiguity(9, (3,), "“Ann Hill” bears the same name and holds offices elsewhere.")


def test_the_later_or_shorter_goes_into_the_earlier_or_fuller() -> None:
    full, short = person(9, "Ann Hill", *QUAY), person(3, "Hill", *QUAY)
    assert outcome(full, short) is None
    assert isinstance(outcome(short, full), Merge)
    known = person(12, "Ann Hill", *QUAY, register_id="p7")
    assert outcome(known, full) is None
    assert isinstance(outcome(full, known), Merge)


def test_titles_and_one_report_keep_people_apart() -> None:
    assert outcome(person(9, "Mr Hill", *QUAY), person(3, "Mrs Hill", *QUAY)) is None
    assert outcome(person(9, "Hill", *QUAY, report=1), person(3, "Ann Hill", *QUAY, report=1)) is None
    assert outcome(person(9, "Ann Vale", *QUAY), person(3, "Ann Hill", *QUAY)) is None


def test_bodies_are_one_by_name_but_a_local_party_is_not_its_party() -> None:
    council = Profile(5, "body", "Quay Council")
    assert isinstance(outcome(council, Profile(2, "party", "Quay Council")), Merge)
    assert outcome(council, Profile(2, "body", "Moor Council")) is None
    assert outcome(Profile(5, "local_party", "Quay Reform"), Profile(2, "party", "Quay Reform")) is None
    known = Profile(8, "party", "Green League", register_id="green")
    assert isinstance(outcome(Profile(5, "body", "Green League"), known), Merge)


def test_nobody_described_is_ever_merged() -> None:
    source = Profile(5, "described", "a party source", roles=QUAY)
    assert outcome(source, Profile(2, "described", "a party source", roles=QUAY)) is None


def test_one_name_with_offices_that_exclude_each_other_is_in_doubt() -> None:
    here, before = (
        person(9, "Ann Hill", Held("chair", "Dockers Union")),
        person(9, "Ann Hill", Held("chair", "Mill CLP")),
    )
    found = namesakes(here, before)
    assert found is not None
    assert (found.entity, found.candidates) == (9, ())
    assert "chair of Dockers Union in one report, chair of Mill CLP in another" in found.reason
    assert namesakes(here, person(9, "Ann Hill", Held("secretary", "Mill CLP"))) is None
    assert namesakes(here, person(9, "Ann Hill", Held("chair", "the Dockers Union"))) is None
