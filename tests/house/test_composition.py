"""Who sits on a day: seats by party, vacancies, the chair, and what the roll cannot know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

import chiltern
from chiltern.house.composition import compose, house_on, last_day
from chiltern.house.rules import Rules, in_force, known_rules, read_rules, rules_for
from chiltern.register.model import Affiliation, Party, Person, RollRows, Seat, Tenure
from chiltern.register.roll import Roll, load_roll
from tests.house.made import DAY, MOORLAND, person_id, roll, rows

COMMONS = load_roll("uk-commons-2017")
MADE = roll()


def without(name: str, left: str, ended: str = "died") -> Roll:
    """The made House after somebody left the seat."""
    tenures = tuple(
        replace(tie, until=left, ended=ended) if tie.person == person_id(name) else tie for tie in rows().tenures
    )
    return Roll(replace(rows(), tenures=tenures))


def test_seats_by_party_largest_first_with_what_each_does_that_day() -> None:
    found = [(row.name, row.seats, row.side, row.standing, row.not_voting) for row in house_on(MADE, DAY).parties]
    assert found == [
        ("Conservative Party", 4, "government", "governs", 1),
        ("Labour Party", 3, "opposition", "official opposition", 0),
        ("Democratic Unionist Party", 1, "government", "supports the government", 0),
        ("Independent", 1, "cross", None, 0),
        ("Sinn Féin", 1, "cross", None, 1),
        ("Speaker", 1, "chair", None, 1),
    ]


def test_a_group_that_sits_under_another_label_is_shown_within_it() -> None:
    def within(day: date) -> list[tuple[str, tuple[str, ...]]]:
        (row,) = [row for row in house_on(MADE, day).parties if row.id == "ind"]
        return [(group.group, group.members) for group in row.within]

    assert within(date(2018, 1, 31)) == []
    assert within(date(2018, 2, 1)) == [("Moor Group", ("Ivo Lund",))]


@pytest.mark.parametrize(("day", "members"), [(17, 0), (18, 7), (19, 8), (20, 11), (22, 11)])
def test_the_independent_group_is_shown_within_independent(day: int, members: int) -> None:
    rows = house_on(COMMONS, date(2019, 2, day)).parties
    (independent,) = [row for row in rows if row.id == "independent"]
    assert sum(len(group.members) for group in independent.within) == members
    assert not any(group.group != "The Independent Group" for group in independent.within)


def test_a_vacancy_says_since_when_who_and_why() -> None:
    found = house_on(COMMONS, date(2019, 2, 18))
    assert (found.seats, found.members) == (650, 649)
    (vacancy,) = found.vacancies
    assert (vacancy.seat, vacancy.since, vacancy.last, vacancy.why) == (
        "Newport West",
        "2019-02-17",
        "Paul Flynn",
        "died",
    )
    assert house_on(COMMONS, date(2019, 4, 4)).vacancies == ()
    assert house_on(COMMONS, date(2019, 2, 16)).vacancies == ()


def test_two_vacancies_at_once() -> None:
    found = house_on(COMMONS, date(2019, 11, 4)).vacancies
    assert [row.seat for row in found] == ["Bassetlaw", "Buckingham"]


def test_the_day_somebody_leaves_is_the_first_day_of_the_vacancy() -> None:
    made = without("Tom Okafor", "2018-03-01")
    assert house_on(made, date(2018, 2, 28)).vacancies == ()
    assert [row.seat for row in house_on(made, DAY).vacancies] == ["Stone Bridge"]


def test_a_seat_without_dates_that_fell_empty_before_the_election_is_gone() -> None:
    old = rows()
    made = Roll(
        replace(
            old,
            seats=(*old.seats, Seat("old", "Old Sarum", MOORLAND)),
            persons=(*old.persons, Person("gone", "Una Gone")),
            tenures=(*old.tenures, Tenure("gone", "old", "2015-05-07", "2017-05-03", ended="dissolution")),
        )
    )
    assert (house_on(made, DAY).seats, house_on(made, DAY).vacancies) == (11, ())


def test_a_seat_with_dates_is_there_without_a_member() -> None:
    old = rows()
    made = Roll(replace(old, seats=(*old.seats, Seat("new", "New Town", MOORLAND, since="2017-06-08"))))
    (vacancy,) = house_on(made, DAY).vacancies
    assert (vacancy.seat, vacancy.since, vacancy.last) == ("New Town", None, None)
    assert house_on(made, DAY).seats == 12


def test_a_seat_may_return_several_members() -> None:
    old = rows("Council of Moorland")
    seats = tuple(replace(seat, places=2) if seat.name == "Mill Lane" else seat for seat in old.seats)
    found = house_on(Roll(replace(old, seats=seats)), DAY)
    assert (found.seats, found.members) == (12, 11)
    assert [row.seat for row in found.vacancies] == ["Mill Lane"]


def test_the_chair_by_role_by_label_and_by_the_rules() -> None:
    def chairs(made: Roll) -> dict[str, str | None]:
        return {member.name: member.chair for member in compose(made, DAY).sitting if member.chair}

    by_role = {"Sam Chair": "Speaker", "Paul Smith": "Deputy Speaker"}
    assert chairs(MADE) == by_role
    assert chairs(Roll(replace(rows(), roles=()))) == {"Sam Chair": "Speaker"}
    labelled = tuple(replace(tie, party="dep") if tie.person == "paul-smith" else tie for tie in rows().affiliations)
    parties = (*rows().parties, Party("dep", "DCWM", kind="other"))
    made = Roll(replace(rows(), roles=(), affiliations=labelled, parties=parties))
    assert chairs(made) == by_role
    (deputy,) = [row for row in house_on(made, DAY).parties if row.id == "dep"]
    assert (deputy.side, deputy.standing) == ("chair", None)


def test_where_a_roll_names_nobody_the_rules_say_who_was_in_the_chair() -> None:
    known = tuple(
        replace(one, name="E. Laing", identifiers={"mnis": "36"}) if one.id == "jane-smith" else one
        for one in rows().persons
    )
    named = tuple(replace(one, name="Lindsay Hoyle") if one.id == "ada-merrin" else one for one in known)
    other = tuple(
        replace(one, name="Rosie Winterton", identifiers={"mnis": "1"}) if one.id == "rosa-green" else one
        for one in named
    )
    found = compose(Roll(replace(rows(), roles=(), persons=other)), DAY)
    chairs = {member.person: (member.chair, [source.id for source in member.sources]) for member in found.sitting}
    assert chairs["jane-smith"] == ("Deputy Speaker", ["mnis", "deputies-2020", "deputies-2024"])
    assert chairs["ada-merrin"][0] == "Deputy Speaker"
    assert chairs["rosa-green"][0] is None, "another number is another person, whatever the name"


def test_a_role_in_another_body_keeps_nobody_from_voting() -> None:
    made = Roll(replace(rows(), roles=tuple(replace(role, of="Synod of Moorland") for role in rows().roles)))
    assert {member.chair for member in compose(made, DAY).sitting} == {None, "Speaker"}


def test_between_dissolution_and_election_nobody_sits_and_there_is_no_majority() -> None:
    old = rows()
    later = tuple(replace(tie, since="2019-12-12", until=None, ended=None) for tie in old.tenures)
    made = Roll(replace(old, tenures=(*old.tenures, *later), until=None))
    found = house_on(made, date(2019, 11, 20))
    assert (found.state, found.members, found.majority) == ("dissolved", 0, None)
    assert (found.members_until, found.ended) == ("2019-11-06", "dissolution")
    assert found.vacancies == ()
    assert house_on(made, date(2019, 12, 12)).state == "sitting"


def test_a_day_that_the_roll_does_not_cover_is_said() -> None:
    late = house_on(COMMONS, date(2019, 11, 6))
    assert (late.state, late.members_until, late.ended) == ("unknown", "2019-11-06", "dissolution")
    assert late.outside_roll is not None
    assert late.outside_roll.until == "2019-11-06"
    early = house_on(COMMONS, date(2010, 1, 1))
    assert (early.state, early.members_until, early.majority) == ("unknown", None, None)


def test_a_roll_that_lacks_many_members_gives_no_majority() -> None:
    old = rows()
    few = Roll(
        replace(old, seats=tuple(replace(seat, since="2017-06-08") for seat in old.seats), tenures=old.tenures[:5])
    )
    found = house_on(few, DAY)
    assert (found.state, found.members, found.seats, found.majority) == ("patchy", 5, 11, None)
    assert found.vacancies == ()


def test_what_cannot_be_known_is_stated() -> None:
    unknown = house_on(MADE, DAY).unknown
    assert any("suspended from the service of the House" in line for line in unknown)
    excerpt = house_on(roll("House of Commons"), DAY)
    assert excerpt.state == "patchy"
    assert any("the House had 650 that day, the roll has 11" in line for line in excerpt.unknown)
    no_rules = house_on(roll("Assembly of Moorland"), DAY).unknown
    assert "who governs, who supports the government and who does not vote in the Assembly of Moorland" in no_rules
    old = rows()
    half = Roll(replace(old, affiliations=old.affiliations[2:]))
    assert "for whom 2 of the members sit" in house_on(half, DAY).unknown


def test_days_after_the_rules_were_checked_are_marked() -> None:
    old = rows()
    made = Roll(replace(old, until=None, tenures=tuple(replace(tie, until=None) for tie in old.tenures)))
    lines = house_on(made, date(2099, 1, 1)).unknown
    assert any("after 2026-06, when they were last checked" in line for line in lines)
    assert not any("last checked" in line for line in house_on(made, DAY).unknown)


def test_the_last_day_of_a_roll() -> None:
    assert last_day(COMMONS) == date(2019, 11, 5)
    old = replace(rows(), until=None)
    assert last_day(Roll(old)) == date(2019, 11, 5)
    going_on = tuple(replace(tie, until=None) for tie in old.tenures)
    assert last_day(Roll(replace(old, tenures=going_on))) == date(2018, 6, 30), "the day its source was read"
    unread = tuple(replace(source, retrieved=None) for source in old.sources)
    assert last_day(Roll(replace(old, tenures=going_on, sources=unread))) == date(2017, 6, 8)
    with pytest.raises(chiltern.BadInput, match="the roll empty has no dates"):
        last_day(Roll(RollRows("empty")))


def test_the_last_report_of_a_record(tmp_path: Path) -> None:
    record = tmp_path / "split.db"
    with chiltern.new(record) as made:
        assert made.newest_report_day is None
        for number, day in enumerate(("2019-02-18", "2019-02", "no day at all")):
            (tmp_path / f"{number}.txt").write_text(
                f"Title: A\nPublished: {day}\n\nNothing was said on day {number}.\n"
            )
        made.add([tmp_path / "0.txt"])
        assert made.newest_report_day == date(2019, 2, 18)
        made.add([tmp_path / "1.txt"])
        assert made.newest_report_day == date(2019, 2, 28)


def test_members_without_a_party_are_members() -> None:
    old = rows()
    found = house_on(Roll(replace(old, affiliations=())), DAY)
    (row,) = [row for row in found.parties if row.id is None and row.side != "chair"]
    assert (row.seats, row.side, row.short) == (10, "cross", "?"), "the deputy among them"
    named = [(row.name, row.side) for row in found.parties]
    assert ("Speaker", "chair") in named


@pytest.mark.parametrize("rules", known_rules(), ids=lambda rules: rules.legislature)
def test_rules_are_whole(rules: Rules) -> None:
    sources = {source.id for source in rules.sources}
    cited = [chair.sources for chair in rules.chairs] + [entry.sources for entry in rules.unseated]
    cited += [entry.sources for entry in rules.governments] + [entry.sources for entry in rules.support]
    cited += [entry.sources for entry in rules.oppositions] + [entry.sources for entry in rules.sizes]
    assert all(cited)
    assert {one for ids in (*cited, *(chair.holders_sources for chair in rules.chairs)) for one in ids} == sources
    assert all(source.url is not None and len(source.url) <= 110 for source in rules.sources)


@pytest.mark.parametrize("rules", known_rules(), ids=lambda rules: rules.legislature)
def test_rules_name_parties_that_they_know_and_one_government_a_day(rules: Rules) -> None:
    named = {party for entry in rules.governments for party in entry.parties}
    named |= {entry.party for entry in rules.unseated} | {entry.party for entry in rules.support}
    assert named | {entry.party for entry in rules.oppositions} == set(rules.parties)
    governments = sorted(rules.governments, key=lambda entry: entry.since)
    assert [entry.until for entry in governments[:-1]] == [entry.since for entry in governments[1:]]
    for day in (date(year, 7, 1) for year in range(1950, 2027)):
        assert len(in_force(rules.sizes, day)) <= 1


def test_rules_are_found_by_any_name_of_the_legislature() -> None:
    assert rules_for("house of commons") is rules_for("House of Commons of the United Kingdom")
    assert rules_for("Assembly of Moorland") is None


def test_every_label_of_a_party_is_the_party() -> None:
    rules = read_rules(
        "legislature: Moot\nchecked: 2020\nparties: {Lab: [Labour Party, Labour and Co-operative]}\n"
        "governments: [{parties: [Lab], since: 2000-01-01}]"
    )
    assert rules.party_key(Party("a", "Labour and Co-operative")) == "Lab"
    assert rules.party_key(Party("b", "The Labour Party")) == "Lab"
    assert rules.party_key(Party("c", "Independent Labour")) is None
    assert rules.party_key(Party("d", "Moor Workers", other_names=("Labour Party",))) == "Lab"


def test_the_lord_speaker_is_not_the_speaker() -> None:
    parties = (*rows().parties, Party("lords", "Lord Speaker", kind="other"))
    affiliations = tuple(
        replace(tie, party="lords") if tie.person == "ivo-lund" else tie for tie in rows().affiliations
    )
    found = compose(Roll(replace(rows(), parties=parties, affiliations=affiliations)), DAY)
    assert {member.name for member in found.sitting if member.chair == "Speaker"} == {"Sam Chair"}


def test_a_change_of_party_holds_from_its_day() -> None:
    ties = (
        *(tie for tie in rows().affiliations if tie.person != "nell-ashworth"),
        Affiliation("nell-ashworth", "lab", "2017-06-08", "2018-03-01"),
        Affiliation("nell-ashworth", "green", "2018-03-01", None),
    )
    made = Roll(replace(rows(), affiliations=ties))
    for day, party in ((date(2018, 2, 28), "lab"), (DAY, "green")):
        assert {m.name: m.party for m in compose(made, day).sitting}["Nell Ashworth"] == party


def test_a_roll_without_colours_has_those_of_the_book() -> None:
    made = RollRows(
        name="r",
        legislature="Scottish Parliament",
        parties=(Party("p1", "Scottish National Party"), Party("p2", "Harbour Party")),
        seats=(Seat("s1", "Northcliff", "Scottish Parliament"), Seat("s2", "Southcliff", "Scottish Parliament")),
        persons=(Person("a", "Nell Ashworth"), Person("b", "Tom Pym")),
        tenures=(Tenure("a", "s1", "2011-05-06"), Tenure("b", "s2", "2011-05-06")),
        affiliations=(Affiliation("a", "p1", "2011-05-06"), Affiliation("b", "p2", "2011-05-06")),
    )
    told = {row.name: (row.short, row.colour) for row in house_on(Roll(made), date(2012, 1, 1)).parties}
    assert told == {"Scottish National Party": ("SNP", "fff685"), "Harbour Party": ("Harbour Party", None)}
