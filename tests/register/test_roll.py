"""A small roll made by hand: what it answers, and what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from chiltern.errors import BadInput
from chiltern.register.model import (
    Affiliation,
    Candidacy,
    Contest,
    Party,
    Person,
    Role,
    RollRows,
    Seat,
    Source,
    Tenure,
)
from chiltern.register.roll import Roll, builtin_rolls, load_roll, save_roll

ROWS = RollRows(
    name="newport",
    legislature="House of Commons",
    sources=(Source("hand", "By hand"),),
    parties=(Party("labour", "Labour Party", other_names=("Labour",)), Party("independent", "Independent")),
    seats=(
        Seat("newport-west", "Newport West", "House of Commons"),
        Seat("streatham", "Streatham", "House of Commons"),
    ),
    persons=(
        Person("paul-flynn", "Paul Flynn", family="Flynn"),
        Person("ruth-jones", "Ruth Jones", family="Jones"),
        Person("chuka-umunna", "Chuka Umunna", family="Umunna"),
    ),
    tenures=(
        Tenure("ruth-jones", "newport-west", "2019-04-04"),
        Tenure("paul-flynn", "newport-west", "1987-06-11", "2019-02-17", sources=("hand",)),
        Tenure("chuka-umunna", "streatham", "2010-05", "2019-11-06"),
    ),
    affiliations=(
        Affiliation("paul-flynn", "labour"),
        Affiliation("ruth-jones", "labour"),
        Affiliation("chuka-umunna", "labour", "2010-05", "2019-02-18"),
        Affiliation("chuka-umunna", "independent", "2019-02-18", kind="resigned the whip"),
    ),
    roles=(Role("chuka-umunna", "Shadow Business Secretary", "labour", "2011-10-07", "2015-09-14"),),
    contests=(
        Contest("newport-west", "2019-04-04", "by-election", (Candidacy("Ruth Jones", "labour", 9308, "ruth-jones"),)),
        Contest("newport-west", "2017-06-08", "general", majority=5658),
    ),
)


@pytest.fixture(scope="module")
def newport() -> Roll:
    return Roll(ROWS)


def test_a_seat_is_vacant_between_its_holders(newport: Roll) -> None:
    days = [date(2019, 2, 16), date(2019, 2, 17), date(2019, 4, 3), date(2019, 4, 4)]
    holders = [newport.holder("newport-west", day) for day in days]
    assert [holder and holder.name for holder in holders] == ["Paul Flynn", None, None, "Ruth Jones"]


def test_party_changes_on_the_day(newport: Roll) -> None:
    parties = [newport.party_of("chuka-umunna", date(2019, 2, day)) for day in (17, 18)]
    assert [party and party.id for party in parties] == ["labour", "independent"]
    assert newport.totals(date(2019, 2, 18)) == {"independent": 1}
    assert newport.totals(date(2019, 2, 16)) == {"labour": 2}


def test_a_partial_start_is_its_first_day(newport: Roll) -> None:
    seats = [newport.seat_of("chuka-umunna", day) for day in (date(2010, 4, 30), date(2010, 5, 1))]
    assert [seat and seat.name for seat in seats] == [None, "Streatham"]


def test_members_stand_in_the_order_of_the_seats(newport: Roll) -> None:
    names = [(row.seat.id, row.person.name) for row in newport.members(date(2019, 5, 1))]
    assert names == [("newport-west", "Ruth Jones"), ("streatham", "Chuka Umunna")]


def test_offices(newport: Roll) -> None:
    held = newport.office_holders("shadow business secretary", date(2013, 1, 1), of="labour")
    assert [person.name for person in held] == ["Chuka Umunna"]
    assert newport.office_holders("shadow business secretary", date(2013, 1, 1), of="independent") == ()
    assert newport.roles_of("chuka-umunna", date(2019, 1, 1)) == ()
    assert len(newport.roles_of("chuka-umunna")) == 1


def test_histories_are_in_time_order(newport: Roll) -> None:
    assert [row.date for row in newport.contests_of("newport-west")] == ["2017-06-08", "2019-04-04"]
    before = newport.contest_before("newport-west", date(2019, 4, 3))
    assert before is not None
    assert before.majority == 5658
    assert newport.contest_before("newport-west", date(2017, 6, 7)) is None
    assert [row.party for row in newport.affiliations_of("chuka-umunna")] == ["labour", "independent"]
    assert [row.seat for row in newport.tenures_of("paul-flynn")] == ["newport-west"]


def test_unknown_ids_hold_nothing(newport: Roll) -> None:
    day = date(2019, 2, 18)
    assert newport.holder("ilford-south", day) is None
    assert newport.party_of("nobody", day) is None
    assert newport.affiliations_of("nobody") == ()


def test_rows_are_values(newport: Roll) -> None:
    assert len({*newport.persons.values(), *Roll(ROWS).persons.values()}) == 3
    with pytest.raises(TypeError):
        newport.persons["x"] = newport.persons["paul-flynn"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"persons": ROWS.persons[:1]}, "names the person 'ruth-jones'"),
        ({"seats": ROWS.seats[:1]}, "names the seat 'streatham'"),
        ({"parties": ROWS.parties[:1]}, "names the party 'independent'"),
        ({"sources": ()}, "names the source 'hand'"),
        ({"persons": (*ROWS.persons, Person("paul-flynn", "Another"))}, "two person rows have the id 'paul-flynn'"),
        ({"tenures": (Tenure("paul-flynn", "streatham", "2019-02-18", "2019-02-17"),)}, "ends before it begins"),
        ({"tenures": (Tenure("paul-flynn", "streatham", "2019-02-30"),)}, "has no real date"),
    ],
)
def test_rows_that_do_not_hold_together(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message) as caught:
        Roll(msgspec.structs.replace(ROWS, **change))
    assert "\n" not in str(caught.value)


def test_saved_and_read_again(newport: Roll, tmp_path: Path) -> None:
    path = tmp_path / "newport.json"
    save_roll(newport, path)
    assert load_roll(path).rows == ROWS
    lines = path.read_text(encoding="utf-8").splitlines()
    assert '{"person":"chuka-umunna","seat":"streatham","since":"2010-05","until":"2019-11-06"}' in lines
    first = path.read_bytes()
    save_roll(load_roll(path), path)
    assert path.read_bytes() == first


def test_an_unknown_roll_names_what_there_is() -> None:
    assert builtin_rolls() == ("uk-commons-2017",)
    with pytest.raises(BadInput, match=r"no roll 'us-house'.*uk-commons-2017"):
        load_roll("us-house")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1, 2]", b'{"title": "no name"}', b'{"name": "x", "since": "soon"}']
)
def test_a_file_that_is_no_roll(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"broken\.json: no roll in Chiltern's format") as caught:
        load_roll(path)
    assert "\n" not in str(caught.value)
