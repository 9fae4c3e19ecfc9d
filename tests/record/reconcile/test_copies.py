"""Copies: what two reports share outside quotation marks, who had it first, and how many origins that leaves."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.claims import Span
from chiltern.record.reconcile.copies import Copy, Passage, shared_passages
from chiltern.record.reconcile.fingerprints import GUARANTEE, ReportText, is_furniture, own_words, shingles
from chiltern.record.reconcile.origins import Evidence, origins

WIRE = (
    "Nine councillors left the Harbour Union on Monday over the sale of the old ferry and sat down together on the "
    "benches beside the door, where no group had sat for thirty years. “We could not stay,” said Ann Fell, who led "
    "them out of the chamber and into the rain before the vote on the budget was called."
)
OWN = (
    "Our reporter found the ferry office locked on Tuesday and a queue of passengers in the rain. Nobody answered the "
    "telephone, and the timetable on the wall was that of last summer."
)
QUOTE = (
    "“We could not stay in a union that sells the ferry by night and tells the crews of it in the morning, and I will "
    "not ask anybody to stand where I would not stand myself, whatever it may cost me and mine.”"
)


def report(number: int, body: str, published: str | None = None, **fields: str) -> ReportText:
    return ReportText(number, body, published, **fields)


def shared(one: ReportText, other: ReportText) -> Copy:
    found = shared_passages(one, other)
    assert found is not None
    assert {key for key, *_ in shingles(one.body)} & {key for key, *_ in shingles(other.body)}, "the index must find it"
    return found


def test_a_passage_has_its_extent_in_both() -> None:
    one, other = report(1, f"{WIRE}\n{OWN}"), report(2, f"WEXCOMBE — {WIRE}")
    found = shared(one, other)
    (passage,) = found.passages
    assert one.body[passage.first.start : passage.first.end] == WIRE.rstrip(".")
    assert other.body[passage.second.start : passage.second.end] == WIRE.rstrip(".")
    assert found.second_share > 0.9 > found.first_share
    assert shared_passages(other, one) == found


def test_an_edited_copy_is_one_passage() -> None:
    found = shared(report(1, WIRE), report(2, WIRE.replace("on the benches", "in the seats")))
    assert len(found.passages) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two reporters heard one speech.
        (f"At the quay Ann Fell said: {QUOTE}", f"In the hall she told us: {QUOTE} Then she left."),
        (f"{OWN}\nSign up to our newsletter and get the latest harbour news every morning.",
         f"{WIRE}\nSign up to our newsletter and get the latest harbour news every morning."),
        ("By Nell Quay, Harbour Editor\nShare on all your favourite harbour networks today\nThe ferry sank.",
         "By Nell Quay, Harbour Editor\nShare on all your favourite harbour networks today\nThe mayor resigned."),
        (OWN, WIRE),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_no_copy(one: str, other: str) -> None:
    assert shared_passages(report(1, one), report(2, other)) is None


@pytest.mark.parametrize(
    ("one", "other", "source", "reason"),
    [
        ({"published": "2030-02-18T09:00:00Z"}, {"published": "2030-02-18T12:00:00+02:00"}, 1, "published first"),
        ({"published": "2030-02-19"}, {"published": "2030-02-18T23:00:00Z"}, 2, "published first"),
        ({"published": "2030-02-18"}, {"published": "2030-02-18T23:00:00Z"}, None, "common source"),
        ({"published": "2030-02-18", "author": "Quay"}, {"published": "2030-02-19", "publisher": "Quay"}, 2, "credit"),
        ({"published": "2030"}, {"published": "2030-02-18"}, None, "common source"),
        ({"publisher": "PA Media"}, {"author": "PA"}, 1, "agency"),
        ({"author": "PA", "published": "2030-02-18"}, {"published": "2030-02-19"}, None, "common source"),
    ],
)  # fmt: skip
def test_who_had_it_first(one: dict[str, str], other: dict[str, str], source: int | None, reason: str) -> None:
    found = shared(report(1, WIRE, **one), report(2, WIRE, **other))
    assert (found.source, found.reason) == (source, reason)


def test_the_words_name_the_source() -> None:
    credited = report(1, f"{WIRE}\nThis story first appeared in the Quay News.", "2030-02-18")
    assert shared(credited, report(2, WIRE, "2030-02-19", publisher="Quay News")).source == 2
    assert shared(report(1, WIRE), report(2, f"{WIRE} {OWN} {OWN}")).reason == "fuller"
    assert shared(report(1, WIRE.replace("Nine", "(PA) Nine")), report(2, WIRE)).agency == "pa"


def test_lines_that_nobody_wrote_about_the_matter() -> None:
    assert is_furniture("By Nell Quay, Harbour Editor")
    assert is_furniture("Read more: the ferry and the town.")
    assert not is_furniture("The ferry sank on Monday.")
    assert own_words("The ferry sank on Monday.\nThe ferry sank on Monday.").words == [
        "the",
        "ferry",
        "sank",
        "on",
        "monday",
    ]


@given(st.integers(0, 2**32), st.integers(0, 40), st.integers(0, 40))
def test_thirteen_shared_words_share_a_fingerprint(seed: int, before: int, after: int) -> None:
    chance = random.Random(seed)
    words = [f"w{chance.randrange(10_000)}" for _ in range(200)]
    common = " ".join(words[:GUARANTEE])
    one = f"{' '.join(words[20 : 20 + before])} {common} {' '.join(words[60 : 60 + after])}."
    other = f"{' '.join(words[100 : 100 + after])} {common} {' '.join(words[140 : 140 + before])}."
    assert {key for key, *_ in shingles(one)} & {key for key, *_ in shingles(other)}


TEXTS = st.lists(st.sampled_from([*WIRE.split(), "\n", QUOTE, OWN, "“", "İ"]), max_size=120).map(" ".join)


@given(TEXTS, TEXTS)
def test_spans_are_valid_and_the_order_is_no_matter(one: str, other: str) -> None:
    first, second = report(1, f"{one} {WIRE}"), report(2, f"{WIRE} {other}")
    for body in (first.body, second.body):
        assert all(0 <= start < end <= len(body) for _, start, end in shingles(body))
    found = shared_passages(first, second)
    assert found == shared_passages(second, first)
    for passage in found.passages if found else ():
        assert 0 <= passage.first.start < passage.first.end <= len(first.body)
        assert 0 <= passage.second.start < passage.second.end <= len(second.body)


# -- origins


def copy(first: int, second: int, start: int = 0, end: int = 100) -> Copy:
    return Copy(first, second, (Passage(Span(start, end), Span(start, end), 20),), 20, 1.0, 1.0, None, "common source")


def test_reports_that_copy_one_another_count_once() -> None:
    evidence = [Evidence(number, Span(10, 30)) for number in (1, 2, 3, 4)]
    found = origins(evidence, [copy(1, 2), copy(2, 3)])
    assert (found.kind, found.reports, found.origins, found.groups) == ("independent", 4, 2, ((1, 2, 3), (4,)))
    assert origins(evidence[::-1], [copy(2, 3), copy(1, 2)]) == found


def test_words_of_its_own_make_a_report_count() -> None:
    both = [
        Evidence(1, Span(10, 30)),
        Evidence(1, Span(200, 220)),
        Evidence(2, Span(10, 30)),
        Evidence(2, Span(300, 320)),
    ]
    assert origins(both, [copy(1, 2)]).origins == 2
    assert origins(both[:3], [copy(1, 2)]).origins == 1
    assert origins([Evidence(1, Span(150, 170)), Evidence(2, Span(10, 30))], [copy(1, 2)]).origins == 2


def test_one_publisher_one_report_one_statement() -> None:
    assert origins([Evidence(1, Span(1, 2), "Quay News"), Evidence(2, Span(5, 9), "Quay News")], []).kind == "copies"
    assert origins([Evidence(1, Span(1, 2))], []).kind == "one report"
    heard = [Evidence(1, Span(1, 2), statement="s"), Evidence(2, Span(5, 9), statement="s")]
    assert (origins(heard, []).kind, origins(heard, []).origins) == ("same statement", 2)
    with pytest.raises(ValueError, match="evidence"):
        origins([], [])
