"""The built-in sample from end to end: what reading finds of what was expected by hand, and what the record then says.

`data/sample_expected.yml` holds the expectations, `sample_score.py` compares. The floors say how many of them are met.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

import chiltern
from chiltern.claims import spans_of
from chiltern.record.queries.results import Count, Holding
from chiltern.sample import reports_dir
from tests.sample_score import expectations, readings, score

# For each report: how many positions, statements, roles and figures reading finds. Raise them, never lower them.
FLOORS: dict[str, tuple[int, int, int, int]] = {
    "northern-wire-seven.txt": (34, 5, 9, 2),
    "thames-evening-news-seven.txt": (30, 2, 5, 1),
    "northern-wire-correction.txt": (0, 0, 2, 6),
    "ilford-courier-gapes.txt": (6, 5, 7, 4),
    "stockport-evening-post-coffey.txt": (6, 3, 4, 3),
    "red-bench-local-parties.txt": (11, 2, 3, 2),
    "dudley-beacon-austin-undecided.txt": (5, 5, 3, 1),
    "northern-wire-ryan.txt": (7, 4, 4, 2),
    "island-live-three-conservatives.html": (12, 4, 7, 4),
    "capital-ledger-waverers.txt": (8, 7, 7, 2),
    "dudley-beacon-austin-leaves.txt": (9, 5, 2, 2),
    "ashworth-statement.txt": (4, 0, 1, 1),
    "briefs.jsonl:1": (5, 1, 3, 0),
    "briefs.jsonl:2": (1, 2, 3, 0),
}
# The same for all together, of as many as are expected.
TOTALS = {"positions": (139, 151), "statements": (46, 52), "roles": (60, 60), "figures": (30, 30)}
KINDS = ("positions", "statements", "roles", "figures")

SEVEN = {
    "Luciana Berger", "Ann Coffey", "Mike Gapes", "Chris Leslie", "Gavin Shuker", "Angela Smith", "Chuka Umunna",
}  # fmt: skip
THREE = {"Heidi Allen", "Anna Soubry", "Sarah Wollaston"}


# -- reading


@cache
def scored() -> dict[str, dict[str, tuple[int, list[str]]]]:
    expected = expectations()
    return {report.name: score(expected[report.name], report, reading) for report, reading in readings()}


def found(name: str) -> tuple[int, ...]:
    return tuple(wanted - len(missed) for wanted, missed in (scored()[name][kind] for kind in KINDS))


def test_every_report_of_the_sample_has_a_floor() -> None:
    assert FLOORS.keys() == expectations().keys() == scored().keys()


@pytest.mark.parametrize("name", FLOORS)
def test_a_report_is_read_as_well_as_before(name: str) -> None:
    missed = {kind: missed for kind, (_, missed) in scored()[name].items() if missed}
    short = [kind for kind, got, floor in zip(KINDS, found(name), FLOORS[name], strict=True) if got < floor]
    assert short == [], missed


@pytest.mark.parametrize("kind", KINDS)
def test_as_much_is_found_of_each_kind(kind: str) -> None:
    rows = [of_report[kind] for of_report in scored().values()]
    wanted, missed = sum(number for number, _ in rows), sum(len(names) for _, names in rows)
    floor, expected = TOTALS[kind]
    assert wanted == expected
    assert wanted - missed >= floor


# -- the record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chiltern.Record]:
    with chiltern.new(tmp_path_factory.mktemp("sample") / "split.db") as made:
        outcomes = made.add([reports_dir()])
        assert {outcome.status for outcome in outcomes} == {"added"}
        yield made


def leaving(record: chiltern.Record, of: str, day: int) -> dict[str, Holding]:
    """Where each stands on leaving the party on a day of February 2019, for those about whom nobody else speaks."""
    count = record.count("leave", of=of, on=date(2019, 2, day))
    own = [row for group in count.groups for row in group.holdings if not row.about]
    assert len({row.holder.name for row in own}) == len(own)
    return {row.holder.name: row for row in own}


def stances(record: chiltern.Record, of: str, day: int) -> dict[str, str]:
    return {name: row.stance for name, row in leaving(record, of, day).items()}


def test_the_seven_have_left_on_the_eighteenth(record: chiltern.Record) -> None:
    rows = leaving(record, "Labour Party", 18)
    assert {name for name, row in rows.items() if row.stance == "done"} == SEVEN
    assert {rows[name].party for name in SEVEN} == {"Independent"}
    # The wire and its copy: every one of the seven is in both.
    assert all(rows[name].reports >= 2 for name in SEVEN)


def test_the_day_before_nobody_has_left(record: chiltern.Record) -> None:
    assert record.count("leave", on=date(2019, 2, 17)).groups == ()


def test_one_wavers_and_then_goes_and_both_are_kept(record: chiltern.Record) -> None:
    assert leaving(record, "Labour Party", 19)["Ian Austin"].stance == "leaves_open"
    gone = leaving(record, "Labour Party", 22)["Ian Austin"]
    assert gone.stance == "done"
    assert [(earlier.stance, earlier.words.report.published) for earlier in gone.superseded] == [
        ("leaves_open", "2019-02-19")
    ]
    assert "refused to rule out leaving the Labour Party" in gone.superseded[0].words.text


def test_the_eighth_has_left_on_the_twentieth(record: chiltern.Record) -> None:
    assert "Joan Ryan" not in leaving(record, "Labour Party", 18)
    assert leaving(record, "Labour Party", 20)["Joan Ryan"].stance == "done"


def test_three_conservatives_left_and_others_say_on_what_terms_they_would(record: chiltern.Record) -> None:
    assert {name for name, stance in stances(record, "Conservative Party", 20).items() if stance == "done"} == THREE
    later = stances(record, "Conservative Party", 21)
    assert {later[name] for name in ("Justine Greening", "Dominic Grieve")} == {"conditional"}
    assert later["Phillip Lee"] == "rules_out"


def test_adding_the_sample_again_changes_nothing(record: chiltern.Record) -> None:
    before = record.count("leave"), record.quotes(), record.who("Chuka Umunna")
    assert {outcome.status for outcome in record.add([reports_dir()])} == {"unchanged"}
    assert (record.count("leave"), record.quotes(), record.who("Chuka Umunna")) == before


def everything(record: chiltern.Record) -> Iterator[Count]:
    for act in ("leave", "join", "form", "remove", "resign_seat", "confidence_vote", "select", "stand", "referendum"):
        yield record.count(act)


def test_the_words_of_every_row_stand_in_the_report(record: chiltern.Record) -> None:
    bodies = {report.name: report.body for report, _ in readings()}
    rows = [row for count in everything(record) for group in count.groups for row in group.holdings]
    assert len(rows) > 60
    stood = [stood for row in rows for stood in (*row.positions, *row.superseded)]
    passages = [place.words for place in stood] + [quote.words for quote in record.quotes()]
    for words in passages:
        assert words.text == bodies[words.report.name][words.start : words.end] != ""
        passage = record.source(words.claim)
        marked = "".join(part.text[m.start : m.end] for part in passage.paragraphs for m in part.marks)
        assert marked
        assert all(piece in bodies[words.report.name] for piece in (part.text for part in passage.paragraphs))


def test_every_claim_of_every_report_keeps_to_its_words() -> None:
    for report, reading in readings():
        for claim in reading.claims():
            assert all(report.body[s.start : s.end].strip() for s in spans_of(claim))


# -- what the sources disagree on is kept, each with its own words


def figures(value: int) -> dict[str, str]:
    """The reports that give the majority of this value, with the words in which they do."""
    return {
        report.name: report.body[figure.span.start : figure.span.end]
        for report, reading in readings()
        for figure in reading.figures
        if (figure.measure, figure.value) == ("majority", value)
    }


def test_the_wrong_majority_and_its_correction_are_both_there() -> None:
    wrong, right = figures(2322), figures(1322)
    assert {"northern-wire-seven.txt", "thames-evening-news-seven.txt"} <= wrong.keys()
    assert "northern-wire-correction.txt" in right
    assert all("2,322" in words for words in wrong.values())
    assert all("1,322" in words for words in right.values())
    roll = chiltern.load_roll("uk-commons-2017")
    (seat,) = [seat for seat in roll.seats.values() if seat.name == "Penistone and Stocksbridge"]
    assert {c.majority for c in roll.contests_of(seat.id)} >= {1322}


def test_the_wrong_seat_is_the_live_pages_claim_and_the_roll_has_the_right_one(record: chiltern.Record) -> None:
    gapes = record.who("Mike Gapes", on=date(2019, 2, 20))
    assert gapes.seat is not None
    assert gapes.seat.seat == "Ilford South"
    seats = {role.of: {words.report.name for words in role.words} for role in gapes.roles if role.role == "MP"}
    assert seats["Ilford North"] == {"island-live-three-conservatives.html"}
    assert "ilford-courier-gapes.txt" in seats["Ilford South"]
