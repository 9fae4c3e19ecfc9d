"""Spells made to meet, and elections read off the dates of a house."""

from __future__ import annotations

import pytest

from chiltern.register.importers.spells import GAP_OF_PARTY, Spell, days, meet, most_at_once, polls, sat_once


def spell(of: str, since: str | None, until: str | None, person: str = "1", seen: bool = False) -> Spell:
    return Spell(person, of, since, until, seen=seen)


def met(
    *spells: Spell, inside: tuple[tuple[str, str | None], ...] | None = None
) -> list[tuple[str, str | None, str | None]]:
    within = None if inside is None else [days(*pair) for pair in inside]
    return [(one.of, one.since, one.until) for one in meet(spells, GAP_OF_PARTY, within)]


def test_an_end_on_the_day_before_is_a_last_day() -> None:
    found = met(spell("Labour", "2017-06-08", "2018-12-19"), spell("Independent", "2018-12-20", "2019-05-01"))
    assert found == [("Labour", "2017-06-08", "2018-12-20"), ("Independent", "2018-12-20", "2019-05-01")]


def test_an_overlap_ends_where_the_later_spell_begins() -> None:
    found = met(spell("Independent", "2019-02-20", "2019-04-23"), spell("Change UK", "2019-04-18", "2019-07-05"))
    assert found == [("Independent", "2019-02-20", "2019-04-18"), ("Change UK", "2019-04-18", "2019-07-05")]


def test_an_end_that_was_forgotten_is_the_next_beginning() -> None:
    found = met(spell("Labour", None, None), spell("Labour", "1990-05-30", "2008-07-29"))
    assert found == [("Labour", None, "1990-05-30"), ("Labour", "1990-05-30", "2008-07-29")]


@pytest.mark.parametrize(("end", "closed"), [("2019-10-23", True), ("2019-10-22", False)])
def test_a_gap_of_up_to_a_week_is_closed(end: str, closed: bool) -> None:
    first, _ = met(spell("A", "2019-09-04", end), spell("B", "2019-10-30", None))
    assert (first[2] == "2019-10-30") is closed


def test_a_gap_outside_the_house_stays() -> None:
    pair = (spell("A", "2010-05-06", "2014-01-01"), spell("B", "2014-01-04", None))
    assert met(*pair, inside=(("2010-05-06", "2014-01-01"), ("2014-01-04", None)))[0][2] == "2014-01-01"
    assert met(*pair, inside=(("2010-05-06", "2015-03-30"),))[0][2] == "2014-01-04"


def test_a_dissolution_is_no_gap_to_close() -> None:
    pair = (spell("A", "2010-05-06", "2015-03-30"), spell("A", "2015-05-07", None))
    assert met(*pair) == [("A", "2010-05-06", "2015-03-30"), ("A", "2015-05-07", None)]


def test_of_two_that_begin_together_the_ended_one_stands() -> None:
    found = met(spell("Labour", "2004-01-10", None), spell("Labour", "2004-01-10", "2016-04-28"))
    assert found == [("Labour", "2004-01-10", "2016-04-28")]


def test_two_parties_from_one_day_stay_side_by_side() -> None:
    found = met(spell("Speaker", "2000-10-23", "2009-06-22"), spell("Independent", "2000-10-23", "2009-06-22"))
    assert sorted(of for of, _, _ in found) == ["Independent", "Speaker"]


def test_what_was_only_seen_is_left_alone() -> None:
    found = met(spell("A", "2024-03-01", "2024-03-03", seen=True), spell("B", "2024-03-05", None))
    assert ("A", "2024-03-01", "2024-03-03") in found


def test_nobody_sits_twice_on_the_same_days() -> None:
    rows = [spell("Hereditary", "1999-01-01", None, person) for person in "123"]
    rows += [spell("Excepted Hereditary", "1999-01-01", None, "2")]
    noted: list[Spell] = []
    stand = sat_once(rows, lambda one, reason: noted.append(one))
    assert [(one.person, one.of) for one in stand] == [
        ("1", "Hereditary"),
        ("2", "Excepted Hereditary"),
        ("3", "Hereditary"),
    ]
    assert [(one.person, one.of) for one in noted] == [("2", "Hereditary")]


def test_elections_and_dissolutions_are_read_off_a_whole_house() -> None:
    house = [spell(f"s{n}", "2015-05-07", "2017-05-03", f"p{n}") for n in range(120)]
    house += [spell(f"s{n}", "2017-06-08", None, f"p{n}") for n in range(120)]
    house.append(spell("s0", "2016-10-20", "2017-05-03", "new"))
    found = polls(house)
    assert (sorted(found.general), sorted(found.dissolved)) == (["2015-05-07", "2017-06-08"], ["2017-05-03"])
    assert found.began("2015-05-07") == "general election"
    assert found.began("2016-10-20") == "by-election"
    assert found.began("2014-10-20") is None  # before the first election in the rows
    assert (found.ended("2017-05-03"), found.ended("2017-06-08"), found.ended("2016-01-01")) == (
        "dissolution", "general election", None,
    )  # fmt: skip


def test_a_part_of_a_house_shows_no_election() -> None:
    assert polls(spell(f"s{n}", "2015-05-07", None, f"p{n}") for n in range(99)).began("2015-05-07") is None
    # 95 of those who sit since 2017 are neither a general election's worth nor a by-election's.
    rows = [spell(f"s{n}", "2015-05-07", None, f"p{n}") for n in range(150)]
    rows += [spell(f"t{n}", "2017-06-08", None, f"q{n}") for n in range(95)]
    assert polls(rows).began("2017-06-08") is None


def test_places_are_the_most_who_sat_at_once() -> None:
    rows = [spell("x", "2000", "2005", "a"), spell("x", "2005", "2010", "b"), spell("x", "2004", None, "c")]
    assert most_at_once(rows) == 2
    assert most_at_once([]) == 0
