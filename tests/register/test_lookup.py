"""Names as reports write them, looked up in the built-in roll as of a date."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from chiltern.names import name_key
from chiltern.register.lookup import Ambiguous, Found, bearer, lookup
from chiltern.register.model import Role, Seat
from chiltern.register.roll import Roll, load_roll
from tests.register.lines import roll_rows

ROLL = load_roll("uk-commons-2017")
SPLIT = date(2019, 2, 18)


@pytest.mark.parametrize(
    ("written", "name", "how"),
    [
        ("Mr Umunna", "Chuka Umunna", "surname"),
        ("Chuka Umunna", "Chuka Umunna", "name"),
        ("Umunna's", "Chuka Umunna", "surname"),
        ("Chuka Umunna MP", "Chuka Umunna", "name"),
        ("Jared O’Mara", "Jared O'Mara", "name"),
        ("Ken Clarke", "Kenneth Clarke", "name"),
        ("Ed Vaizey", "Ed Vaizey", "name"),
        ("Rebecca Long Bailey", "Rebecca Long-Bailey", "name"),
        ("Rees-Mogg", "Jacob Rees-Mogg", "surname"),
        ("Duncan Smith", "Iain Duncan Smith", "surname"),
        ("Lady Hermon", "Sylvia Hermon", "name"),
        ("Lord Owen", "David Owen", "name"),
        ("Mrs May", "Theresa May", "surname"),
        ("Stewart McDonald", "Stewart McDonald", "name"),
        ("Barry McElduff", "Barry McElduff", "name"),
        ("the Streatham MP", "Chuka Umunna", "member"),
        ("MP for Ilford South", "Mike Gapes", "member"),
        ("the Labour MP for Wigan", "Lisa Nandy", "member"),
        ("Walthamstow’s MP", "Stella Creasy", "member"),
        ("the member for Dulwich and West Norwood", "Helen Hayes", "member"),
        ("Ilford South MP Mike Gapes", "Mike Gapes", "name"),
        ("Ilford South MP Mr Gapes", "Mike Gapes", "surname"),
        ("Labour MP Stella Creasy", "Stella Creasy", "name"),
        ("Luciana Berger, MP for Liverpool Wavertree", "Luciana Berger", "name"),
        ("Penistone and Stocksbridge MP Ms Smith", "Angela Smith", "surname"),
        ("former MP for West Tyrone", "Barry McElduff", "member"),
        ("the Prime Minister", "Theresa May", "office"),
        ("the shadow chancellor", "John McDonnell", "office"),
        ("the home secretary", "Sajid Javid", "office"),
        ("shadow Brexit secretary", "Keir Starmer", "office"),
        ("the Labour leader", "Jeremy Corbyn", "office"),
        ("Labour’s deputy leader", "Tom Watson", "office"),
        ("the Speaker", "John Bercow", "office"),
        ("leader of the SNP", "Nicola Sturgeon", "office"),
        ("the SNP's Westminster leader", "Ian Blackford", "office"),
        ("Conservative Party chairman", "Brandon Lewis", "office"),
        ("chair of the Home Affairs Committee", "Yvette Cooper", "office"),
        ("Tory chancellor", "Philip Hammond", "office"),
        ("Chancellor Philip Hammond", "Philip Hammond", "name"),
        ("Speaker Bercow", "John Bercow", "surname"),
        ("former Labour prime minister Tony Blair", "Tony Blair", "name"),
    ],
)
def test_a_person_found(written: str, name: str, how: str) -> None:
    answer = lookup(ROLL, written, SPLIT)
    assert isinstance(answer, Found), answer
    assert (answer.entity.name, answer.kind, answer.how) == (name, "person", how)


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("Tories", "Conservative Party", "party"),
        ("the Tory party", "Conservative Party", "party"),
        ("Labour", "Labour Party", "party"),
        ("Lib Dems", "Liberal Democrats", "party"),
        ("TIG", "The Independent Group", "party"),
        ("the Independent Group", "The Independent Group", "party"),
        ("Sinn Fein", "Sinn Féin", "party"),
        ("Ilford South", "Ilford South", "seat"),
        ("Liverpool, Wavertree", "Liverpool Wavertree", "seat"),
        ("Antrim East", "East Antrim", "seat"),
        ("Hull North", "Kingston upon Hull North", "seat"),
    ],
)
def test_a_party_or_seat_found(written: str, name: str, kind: str) -> None:
    answer = lookup(ROLL, written, SPLIT)
    assert isinstance(answer, Found), answer
    assert (answer.entity.name, answer.kind) == (name, kind)


@pytest.mark.parametrize(
    "written",
    [
        "John Umunna",
        "Mr May",
        "Donald Trump",
        "The Independence Group",
        "the MP for Newport West",
        "Conservative MP Stella Creasy",
        "MP for Narnia",
        "Labour MP",
        "MPs",
        "McElduff",
        "Jo Cox",
        "her",
        "the",
        "",
    ],
)
def test_nobody(written: str) -> None:
    assert lookup(ROLL, written, SPLIT) is None


def test_several_smiths_can_be_told_apart() -> None:
    answer = lookup(ROLL, "Smith", SPLIT)
    assert isinstance(answer, Ambiguous)
    assert len(answer.candidates) == 12
    assert str(answer.candidates[0]) == "Angela Smith (Penistone and Stocksbridge, Independent)"


def test_a_title_narrows() -> None:
    women = lookup(ROLL, "Ms Smith", SPLIT)
    assert isinstance(women, Ambiguous)
    assert {row.entity.name for row in women.candidates} == {
        "Angela Smith",
        "Cat Smith",
        "Chloe Smith",
        "Eleanor Smith",
        "Laura Smith",
    }


def test_a_wrong_seat_is_shown_with_both_people() -> None:
    answer = lookup(ROLL, "Ilford North MP Mike Gapes", SPLIT)
    assert isinstance(answer, Ambiguous)
    assert [row.entity.name for row in answer.candidates] == ["Mike Gapes", "Wes Streeting"]


def test_a_seat_and_a_surname_are_not_confused() -> None:
    answer = lookup(ROLL, "Crawley", SPLIT)
    assert isinstance(answer, Ambiguous)
    assert {row.kind for row in answer.candidates} == {"person", "seat"}
    titled = lookup(ROLL, "Ms Crawley", SPLIT)
    assert isinstance(titled, Found)
    assert titled.entity.id == "angela-crawley"


def test_a_member_and_an_office_holder_of_one_surname() -> None:
    answer = lookup(ROLL, "Khan", SPLIT)
    assert isinstance(answer, Ambiguous)
    assert {row.entity.name for row in answer.candidates} == {"Afzal Khan", "Sadiq Khan"}


@pytest.mark.parametrize(
    ("written", "day", "name"),
    [
        ("the Prime Minister", date(2019, 7, 23), "Theresa May"),
        ("the Prime Minister", date(2019, 7, 24), "Boris Johnson"),
        ("Lib Dem leader", date(2017, 7, 1), "Tim Farron"),
        ("Lib Dem leader", date(2019, 7, 21), "Vince Cable"),
        ("Lib Dem leader", date(2019, 8, 1), "Jo Swinson"),
        ("the Speaker", date(2019, 11, 5), "Lindsay Hoyle"),
        ("Change UK leader", date(2019, 5, 1), "Heidi Allen"),
        ("Change UK leader", date(2019, 6, 10), "Anna Soubry"),
        ("the home secretary", date(2018, 4, 1), "Amber Rudd"),
        ("the Brecon and Radnorshire MP", date(2019, 9, 1), "Jane Dodds"),
        ("the Labour MP for Streatham", date(2019, 3, 1), "Chuka Umunna"),
    ],
)
def test_the_day_decides(written: str, day: date, name: str) -> None:
    answer = lookup(ROLL, written, day)
    assert isinstance(answer, Found), answer
    assert answer.entity.name == name


def test_former_holders_are_offered() -> None:
    answer = lookup(ROLL, "former Labour leader", SPLIT)
    assert isinstance(answer, Ambiguous)
    names = {row.entity.name for row in answer.candidates}
    assert {"Ed Miliband", "Tony Blair", "Gordon Brown"} <= names
    assert "Jeremy Corbyn" not in names


def test_every_member_is_found_by_full_name_and_by_seat() -> None:
    for member in ROLL.members(SPLIT):
        by_name = lookup(ROLL, member.person.name, SPLIT)
        by_seat = lookup(ROLL, f"the MP for {member.seat.name}", SPLIT)
        assert isinstance(by_name, Found), member.person.name
        assert isinstance(by_seat, Found), member.seat.name
        assert by_name.entity == by_seat.entity == member.person


def test_a_bare_surname_never_guesses() -> None:
    for member in ROLL.members(SPLIT):
        answer = lookup(ROLL, f"Mr {member.person.family}", SPLIT)
        bearers = ROLL.people_by_surname(name_key(member.person.family))
        men = [row for row in bearers if row.gender == "male"]
        there = [row for row in men if ROLL.seat_of(row.id, SPLIT) or ROLL.roles_of(row.id, SPLIT)]
        if isinstance(answer, Found):
            assert there == [answer.entity]
        elif isinstance(answer, Ambiguous):
            assert [row.entity for row in answer.candidates] == there
        else:
            assert there == []


# Several of one name: versions of a seat, namesakes


def two_versions() -> Roll:
    seats = {
        "Old": Seat("old", "Northcliff", "House of Keys", since="1997-04-09", until="2010-04-13"),
        "New": Seat("new", "Northcliff", "House of Keys", since="2010-04-13"),
    }
    tenures = "Nell Ashworth | Old | 2005-05-05 | 2010-04-12\nTom Pym | New | 2010-05-06"
    return Roll(roll_rows("a", tenures, seats=seats))


@pytest.mark.parametrize(
    ("day", "seat", "member"), [("2009-01-01", "old", "Nell Ashworth"), ("2019-01-01", "new", "Tom Pym")]
)
def test_a_seat_s_name_means_the_boundaries_of_the_day(day: str, seat: str, member: str) -> None:
    roll, on = two_versions(), date.fromisoformat(day)
    found = lookup(roll, "Northcliff", on)
    assert isinstance(found, Found)
    assert found.entity.id == seat
    held = lookup(roll, "the Northcliff MP", on)
    assert isinstance(held, Found)
    assert held.entity.name == member
    assert len(roll.seats_by_name("northcliff")) == 2


def test_somebody_s_own_name_goes_before_one_of_several() -> None:
    rows = roll_rows("a", "Nell Ashworth | Northcliff | 2017-06-08\nNell M Ashworth | Southcliff | 2017-06-08")
    other = replace(rows.persons[1], other_names=("Nell Ashworth",))
    roll = Roll(replace(rows, persons=(rows.persons[0], other)))
    found = lookup(roll, "Nell Ashworth", date(2018, 1, 1))
    assert isinstance(found, Found)
    assert found.entity.id == "nell-ashworth"


def test_of_namesakes_the_bearer_is_who_sits_on_the_day() -> None:
    rows = roll_rows("a", "Ian Pym | Northcliff | 1970-06-18 | 2010-04-12\nIan Pym Jnr | Northcliff | 2010-05-06")
    younger = replace(rows.persons[1], name="Ian Pym")
    roll = Roll(replace(rows, persons=(rows.persons[0], younger)))
    assert bearer(roll, "Ian Pym", date(1990, 1, 1)) == rows.persons[0]
    assert bearer(roll, "Ian Pym", date(2015, 1, 1)) == younger
    assert bearer(roll, "Ian Pym", None) is None
    assert bearer(roll, "Nobody Else", None) is None


def test_a_post_is_known_by_its_first_title() -> None:
    rows = roll_rows("a", "Nell Ashworth | Northcliff | 2017-06-08")
    post = Role("nell-ashworth", "Chief Minister, First Lord of the Harbour", "HM Government", "2018-01-01")
    found = lookup(Roll(replace(rows, roles=(post,))), "the Chief Minister", date(2018, 6, 1))
    assert isinstance(found, Found)
    assert found.entity.name == "Nell Ashworth"
