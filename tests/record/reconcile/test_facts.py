"""What claims answer, and where positions, roles and figures of invented reports contradict each other or the roll."""

from __future__ import annotations

from typing import Any

import pytest

from chiltern.claims import Claim, Figure, Position, RoleClaim, Span
from chiltern.record.model import Found
from chiltern.record.reconcile.conflicts_figures import rounds_to, slipped
from chiltern.record.reconcile.topics import topics_of
from chiltern.register.model import Affiliation, Candidacy, Contest, Party, Person, RollRows, Seat, Source, Tenure
from chiltern.register.roll import Roll
from tests.record.reconcile.facts import World, conflicts

ROLL = Roll(
    RollRows(
        name="moorland",
        title="the Assembly of Moorland",
        legislature="Assembly of Moorland",
        since="2028-05-04",
        sources=(Source("gazette", "Moorland Gazette"),),
        parties=(
            Party("reform", "Reform Union"),
            Party("bench", "The Independent Bench", kind="group"),
            Party("green", "Green League"),
        ),
        seats=tuple(
            Seat(name.lower().replace(" ", "-"), name, "Assembly of Moorland")
            for name in ("Harrow Vale", "Moor North", "Moor South", "Stone Bridge and Quay")
        ),
        persons=tuple(
            Person(f"p{n}", name) for n, name in enumerate(("Ada Merrin", "Tom Okafor", "Jane Smith", "Rob Late"), 1)
        ),
        tenures=(
            Tenure("p1", "moor-south", "2028-05-04", sources=("gazette",)),
            Tenure("p2", "moor-north", "2028-05-04", sources=("gazette",)),
            Tenure("p3", "stone-bridge-and-quay", "2028-05-04", sources=("gazette",)),
            Tenure("p4", "harrow-vale", "2029-09-06", sources=("gazette",)),
        ),
        affiliations=(
            Affiliation("p1", "reform", "2028-05-04", "2030-02-18"),
            Affiliation("p1", "bench", "2030-02-18"),
            Affiliation("p2", "reform", "2028-05-04"),
        ),
        contests=(
            Contest(
                "moor-south",
                "2028-05-04",
                "general",
                (
                    Candidacy("Ada Merrin", "reform", 24717, "p1", True),
                    Candidacy("Ed Low", "green", 20394),
                ),
                electorate=70000,
                valid_votes=45111,
                majority=4323,
                sources=("gazette",),
            ),
        ),
    )
)
WORLD = World(ROLL)
AT = Span(10, 40)
DAY = "2030-02-18"


def mp(person: str, seat: str, report: int = 1, day: str | None = DAY, text: str = "the MP", **more: Any) -> Found:
    claim = RoleClaim(WORLD.ref(person), "MP", AT, of=WORLD.ref(seat, "seat"), **more)
    return WORLD.found(claim, text, report, day)


def office(person: str, role: str, body: str, report: int = 1, day: str | None = DAY, text: str = "the words") -> Found:
    return WORLD.found(RoleClaim(WORLD.ref(person), role, AT, of=WORLD.ref(body, "body")), text, report, day)


def stands(
    holder: str,
    stance: Any,
    act: Any,
    *subject: str,
    report: int = 1,
    day: str | None = DAY,
    kind: str = "person",
    text: str = "the words",
    party: str | None = None,
    **more: Any,
) -> Found:
    claim: Claim = Position(
        WORLD.ref(holder, kind),
        stance,
        act,
        AT,
        subject=tuple(WORLD.ref(name) for name in (subject or (holder,))),
        object=WORLD.ref(party, "party") if party else None,
        **more,
    )
    return WORLD.found(claim, text, report, day)


def figure(
    measure: str,
    value: Any,
    about: str | None,
    kind: str = "person",
    report: int = 1,
    day: str | None = DAY,
    text: str = "1",
    **more: Any,
) -> Found:
    claim = Figure(measure, value, AT, WORLD.ref(about, kind) if about else None, **more)
    return WORLD.found(claim, text, report, day)


def listed(*claims: Found) -> list[tuple[str, str]]:
    """Kind and strength of what is listed; the same whichever way round the claims come."""
    made = conflicts(claims, ROLL)
    assert conflicts(tuple(reversed(claims)), ROLL) == made
    return sorted((conflict.kind, conflict.strength) for conflict in made)


def test_one_finding_has_one_key_and_value_in_every_report() -> None:
    assert topics_of(mp("Ada Merrin", "Moor South", 1)) == topics_of(mp("Ada Merrin", "Moor South", 2, "2030-03-01"))
    left = [stands("Ada Merrin", "done", "leave", party="Reform Union", report=n, day=f"2030-02-1{n}") for n in (1, 2)]
    assert topics_of(left[0]) == topics_of(left[1])
    open_ = [stands("Ada Merrin", "leaves_open", "leave", report=n, day=f"2030-02-1{n}") for n in (1, 2)]
    assert topics_of(open_[0]) != topics_of(open_[1])


def test_an_unnamed_holder_is_one_only_within_a_report() -> None:
    claims = [stands("members", "demands", "leave", "Ada Merrin", report=n, kind="group") for n in (1, 2)]
    assert not {topic.key for topic in topics_of(claims[0])} & {topic.key for topic in topics_of(claims[1])}


def test_two_seats_and_two_members_at_once() -> None:
    claims = [mp("Ada Merrin", "Moor North"), mp("Ada Merrin", "Moor South", 2), mp("Tom Okafor", "Moor North", 2)]
    assert listed(*claims) == [("seat", "hard"), ("seat", "hard")]
    two = next(one for one in conflicts(claims, ROLL) if one.about == "Ada Merrin")
    assert [(one.value, one.roll) for one in two.sides] == [
        ("Moor North", None),
        ("Moor South", "the Assembly of Moorland"),
    ]
    assert two.reason == "Ada Merrin cannot sit for Moor North and for Moor South at once."


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([mp("Ada Merrin", "Moor North", day=None)], [("seat", "roll")], id="against the roll"),
        pytest.param([mp("Ada Merrin", "Moor Suoth")], [("name", "spelling")], id="the seat misspelled"),
        pytest.param([mp("Ada Merrin", "Moor")], [], id="the seat's short form"),
        pytest.param([mp("Ada Merrin", "Moor North", former=True)], [], id="a former seat"),
        pytest.param([mp("Ada Merrin", "Moor North", text="she was MP")], [], id="the words tell of the past"),
        pytest.param([mp("Ada Mérrin", "Moor South"), mp("Ada Merrin", "Moor South", 2)], [], id="an accent"),
        pytest.param(
            [mp("Ida Merrin", "Moor South"), mp("Ada Merrin", "Moor South", 2)],
            [("name", "spelling")],
            id="a name misspelled",
        ),
        pytest.param([mp("Rob Late", "Harrow Vale", since="2028")], [("date", "roll")], id="in too early"),
        pytest.param([mp("Ada Merrin", "Moor South", since="2011")], [], id="before the roll begins"),
        pytest.param(
            [mp("Ada Merrin", "Moor South", since="2011"), mp("Ada Merrin", "Moor South", 2, since="2012-05")],
            [("date", "hard")],
            id="two years of coming",
        ),
        pytest.param(
            [mp("Ada Merrin", "Moor South", since="2012"), mp("Ada Merrin", "Moor South", 2, since="2012-05")],
            [],
            id="a year and its month",
        ),
    ],
)
def test_seats(claims: list[Found], expected: list[tuple[str, str]]) -> None:
    assert listed(*claims) == expected


def test_offices() -> None:
    council = "Quay Council"
    both = [office("Ann Hill", role, council, 1) for role in ("leader", "councillor", "group leader")]
    assert listed(*both) == []
    assert listed(*both, office("Ann Hill", "council leader", council, 2)) == []
    assert listed(*both, office("Bo Day", "leader", council, 2)) == [("role", "hard")]
    assert listed(*both, office("Bo Day", "leader", council, 2, "2033-01-01")) == []
    assert listed(*both, office("Bo Day", "leader", council, 2, None)) == []
    assert listed(*both, office("Bo Day", "leader", council, 2, text="when he was leader")) == []


def test_parties_and_days() -> None:
    left = stands("Ada Merrin", "done", "leave", party="Reform Union")
    assert listed(left) == []
    assert listed(stands("Ada Merrin", "done", "leave", party="Green League")) == [("party", "roll")]
    assert listed(left, stands("Ada Merrin", "done", "leave", party="Green League", report=2)) == [("party", "hard")]
    days = [
        stands("Bo Day", "done", "leave", party="Green League", report=n, when=when)
        for n, when in enumerate(("2030-02-18", "2030-02-19", "2030-02", "2024-03-01"), 1)
    ]
    assert listed(*days) == [("date", "hard")]
    on_day = stands("Ada Merrin", "done", "leave", party="Reform Union", when="2030-02-18")
    assert listed(on_day) == []
    assert listed(stands("Ada Merrin", "done", "leave", party="Reform Union", when="2030-02-21")) == [("date", "roll")]


@pytest.mark.parametrize(
    ("value", "more", "expected"),
    [
        (4323, {}, []),
        (4000, {}, [("figure", "rounding")]),
        (4000, {"approximate": True}, []),
        (4332, {}, [("figure", "roll")]),
        (9000, {}, [("figure", "roll")]),
        (9000, {"approximate": True}, []),
        (9000, {"text": "grew from 9,000"}, []),
        (9000, {"text": "won by 9,000 in 2024"}, []),
    ],
)
def test_a_majority_against_the_roll(value: int, more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert listed(figure("majority", value, "Ada Merrin", **more)) == expected
    assert listed(figure("majority", value, "Moor South", "seat", **more)) == expected


@pytest.mark.parametrize(
    ("measure", "value", "unit", "expected"),
    [
        ("turnout", 64.4, "%", []),
        ("turnout", 64, "%", [("figure", "rounding")]),
        ("turnout", 71.2, "%", [("figure", "roll")]),
        ("turnout", 45111, None, []),
        ("vote share", 54.8, "%", []),
        ("vote share", 55, "%", [("figure", "rounding")]),
        ("voters", 70000, None, []),
        ("voters", 83500, None, []),
        ("votes", 24771, None, [("figure", "roll")]),
    ],
)
def test_other_results_against_the_roll(
    measure: str, value: float, unit: str | None, expected: list[tuple[str, str]]
) -> None:
    assert listed(figure(measure, value, "Moor South", "seat", unit=unit)) == expected


def test_votes_are_of_the_seat_that_the_words_name() -> None:
    rounded = figure("votes", 25000, None, text="25,000 people in Moor South voted")
    assert listed(rounded) == [("figure", "rounding")]
    assert listed(figure("votes", 25000, None, text="25,000 people voted")) == []
    assert listed(figure("votes", 3000, "Ada Merrin")) == []  # of another contest, for all that is known


def test_figures_of_two_reports() -> None:
    ages = [figure("age at joining", value, "Bo Day", report=n) for n, value in enumerate((16, 17), 1)]
    assert listed(*ages) == [("figure", "hard")]
    moving = [figure("MPs", value, "Green League", "party", report=n) for n, value in enumerate((6, 7), 1)]
    assert listed(*moving) == []
    old = [figure("majority", 500 + n, "Bo Day", report=n, day=f"203{n}-01-01") for n in (1, 2)]
    assert listed(*old) == []
    assert listed(*(figure("majority", 500 + n, "Bo Day", report=n) for n in (1, 2))) == [("figure", "hard")]


def test_a_vote_has_one_tally() -> None:
    votes = [
        stands("Quay RU", "done", "confidence_vote", kind="local_party", report=n, tally=tally, result="lost")
        for n, tally in enumerate(("94-4", "94-14"), 1)
    ]
    assert listed(*votes) == [("figure", "hard")]


def test_positions_of_one_day_and_of_two() -> None:
    early = stands("Tom Okafor", "rules_out", "leave", report=1, day="2030-02-18")
    same = stands("Tom Okafor", "intends", "leave", report=2, day="2030-02-18")
    late = stands("Tom Okafor", "done", "leave", report=3, day="2030-02-20")
    assert listed(early, same) == [("position", "hard")]
    assert listed(early, late) == [("position", "time")]
    assert listed(early, stands("Tom Okafor", "rules_out", "stand", report=2)) == []
    joins = (("done", "Green League"), ("rules_out", "Reform Union"))
    assert listed(*(stands("Tom Okafor", how, "join", party=to, report=n) for n, (how, to) in enumerate(joins))) == []
    attributed = stands("Tom Okafor", "intends", "leave", report=2, attributed_to=WORLD.ref("Bo Day"))
    assert listed(early, attributed) == []


def test_regret_and_a_later_demand_are_no_contradiction() -> None:
    regret = stands("Ann Hill", "regrets", "leave", "Ada Merrin", day=None)
    demand = stands("Ann Hill", "demands", "resign_seat", "Ada Merrin", report=2, day=None)
    assert listed(regret, demand) == [("position", "time")]
    (conflict,) = conflicts((regret, demand), ROLL)
    assert conflict.about == "whether Ann Hill wants Ada Merrin to give up the seat"
    one_report = stands("Ann Hill", "demands", "resign_seat", "Ada Merrin", day=None)
    assert listed(regret, one_report) == []


def test_all_local_parties_or_some() -> None:
    every = stands("Local parties", "demands", "resign_seat", "Ada Merrin", "Tom Okafor", kind="group")
    one = stands("Moor South RU", "demands", "resign_seat", "Ada Merrin", kind="local_party")
    other = stands("Bo Day", "welcomes", "resign_seat", "Tom Okafor")
    assert listed(every, one, other) == [("position", "scope")]
    assert listed(every, one) == []
    both = stands("Moor North RU", "demands", "resign_seat", "Tom Okafor", kind="local_party")
    assert listed(every, one, both) == []


def test_names_that_the_roll_has_otherwise() -> None:
    claim = Position(
        WORLD.ref("Ada Merrin"), "done", "form", AT, (WORLD.ref("Ada Merrin"),), WORLD.ref("Independence Bench", "body")
    )
    found = WORLD.found(claim, "they formed the Independence Bench", 1)
    assert listed(found) == [("name", "spelling")]
    (conflict,) = conflicts((found,), ROLL)
    said, known = conflict.sides
    assert [words.text for words in said.words] == ["Independence Bench"]
    assert (said.words[0].start, known.value, known.roll) == (26, "The Independent Bench", "the Assembly of Moorland")


@pytest.mark.parametrize(
    ("exact", "given", "expected"),
    [
        (34717, 35000, True),
        (34717, 34700, True),
        (34717, 34000, False),
        (66.34, 66.3, True),
        (66.34, 66, True),
        (7, 7, 0),
    ],
)
def test_rounding(exact: float, given: float, expected: bool) -> None:
    assert rounds_to(exact, given) == bool(expected)


def test_a_slip_of_one_digit() -> None:
    assert slipped(1322, 2322)
    assert slipped(1322, 3122)
    assert not slipped(132, 232)


def test_a_question_with_very_many_answers_is_none() -> None:
    few = [figure("majority", 500 + n, "Bo Day", report=n) for n in range(3)]
    many = [figure("majority", 500 + n, "Bo Day", report=n) for n in range(40)]
    assert len(listed(*few)) == 3
    assert listed(*many) == []
