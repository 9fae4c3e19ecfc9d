"""Versions of one statement are known by words in a row; two statements that are alike are not joined."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.claims import Span
from chiltern.record.model import Entity
from chiltern.record.reconcile.said import MOST_KEYS
from chiltern.record.reconcile.statements import Said, keys, same_statement
from tests.record.reconcile.speakers import COUNCIL, FELL, MARSH, stated

SPEECH = (
    "I am sorry to see our ferry go. She has carried this town for forty years and will be sorely missed on the quay. "
    "My first duty is, and always was, to the crews and I will keep fighting for their pensions."
)
LETTER = "I am ashamed that our union is now regarded by some as a closed, bitter shop"


def kind(one: Said, other: Said) -> str | None:
    assert bool(set(keys(one)) & set(keys(other))) or same_statement(one, other) is None, "the index must find it"
    match = same_statement(one, other)
    return match.kind if match else None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (SPEECH, "exact"),
        (SPEECH.replace(",", "").replace("I am", "I’m"), "repunctuated"),
        ("My first duty is, and always was, to the crews", "trimmed"),
        (SPEECH.replace("sorely", "badly"), "paraphrased"),
    ],
)
def test_a_direct_quotation_and_its_versions(other: str, expected: str) -> None:
    assert kind(stated(SPEECH), stated(other)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the ferry would be “sorely missed on the quay”",
        "she would “keep fighting for their pensions”, whatever it cost",
        "she was “sorry” to see the ferry go",
    ],
)
def test_a_fragment_belongs_to_the_quotation_it_condenses(text: str) -> None:
    assert kind(stated(SPEECH), stated(text, "mixed")) == "paraphrased"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A letter and a speech: the one has three words that the other has not.
        (LETTER, LETTER.replace("regarded by some as ", "")),
        # Two sentences of one letter on one subject.
        (
            "A Fell council would be a threat to our harbour and its future.",
            "If she won, it would threaten our harbour.",
        ),
        ("We will build new homes for every family.", "We will build no more roads."),
        ("The Labour Party is the party of government.", "I love the Labour Party and this country."),
    ],
)
def test_two_statements_that_are_alike_stay_two(one: str, other: str) -> None:
    assert same_statement(stated(one), stated(other)) is None


def test_two_named_people_never_said_one_statement() -> None:
    assert same_statement(stated(SPEECH), stated(SPEECH, speaker=MARSH)) is None


def test_two_names_of_one_person_did() -> None:
    assert kind(stated(SPEECH), stated(SPEECH, speaker=Entity("Mrs Ann Fell", "person", id=77))) == "exact"


@pytest.mark.parametrize("speaker", [None, COUNCIL, Entity("a senior councillor", "described", id=9)])
def test_a_body_or_nobody_may_be_the_person(speaker: Entity | None) -> None:
    fragment = stated("the ferry would be “sorely missed on the quay”", "mixed", speaker)
    assert kind(stated(SPEECH), fragment) == "paraphrased"
    assert same_statement(stated(SPEECH), stated("she was “sorry” to go", "mixed", speaker)) is None


def test_a_short_phrase_is_believed_within_weeks_only() -> None:
    whole = stated("I have no intention of closing the ferry office this year.", published="2030-02-01")
    assert kind(whole, stated("she has “no intention of closing”", "mixed", published="2030-02-05")) == "paraphrased"
    assert same_statement(whole, stated("she has “no intention of closing”", "mixed", published="2031-02-05")) is None


def test_one_passage_of_one_report_is_no_second_version() -> None:
    joint = [stated(SPEECH, speaker=speaker, report=7) for speaker in (FELL, COUNCIL)]
    assert same_statement(*joint) is None


def test_what_a_match_shares_stands_in_both() -> None:
    one, other = stated(SPEECH), stated("the ferry, she says, would be “sorely missed on the quay”", "mixed", at=900)
    match = same_statement(one, other)
    assert match is not None
    for ours, theirs in match.shared:
        assert one.characters(*ours_pair(ours)) == other.characters(*ours_pair(theirs)) == "sorely missed on the quay"


def ours_pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


TOKENS = [
    "ferry",
    "harbour",
    "missed",
    "sorely",
    "the",
    "of",
    "quay",
    "and",
    "will,",
    "crews.",
    "“duty”",
    "…",
    "[town]",
]
WORDS = st.lists(st.sampled_from(TOKENS))
KINDS = st.sampled_from(["direct", "mixed", "indirect"])


@given(WORDS, WORDS, KINDS, KINDS, st.integers(0, 2**32))
def test_matching_is_symmetric_and_its_spans_are_valid(
    ours: list[str], theirs: list[str], one_kind: str, other_kind: str, seed: int
) -> None:
    shared = random.Random(seed).sample(ours, len(ours) // 2)
    one = stated(" ".join(ours), one_kind)  # type: ignore[arg-type]
    other = stated(" ".join([*theirs, *shared]), other_kind, at=333)  # type: ignore[arg-type]
    there, back = same_statement(one, other), same_statement(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.kind, there.score) == (back.kind, back.score)
        assert sorted(there.shared) == sorted((b, a) for a, b in back.shared)
        assert all(50 <= a.start < a.end <= 50 + len(one.text) for a, _ in there.shared)
        assert all(333 <= b.start < b.end <= 333 + len(other.text) for _, b in there.shared)


def test_keys_are_bounded_signed_and_skip_what_every_report_has() -> None:
    assert keys(stated("the Labour Party and the Conservative government")) == ()
    many = keys(stated(" ".join(f"word{number} thing{number}" for number in range(2000))))
    assert len(many) == MOST_KEYS
    assert all(-(1 << 63) <= key < 1 << 63 for key in many)


@pytest.mark.parametrize(
    "text", ["lies " * 200_000, '"a" ' * 250_000, "[x " * 300_000, "sorely missed ferry " * 50_000]
)
def test_a_hostile_quotation_costs_little(text: str) -> None:
    one, other = stated(text), stated(f"and {text}")
    assert len(keys(one)) <= MOST_KEYS
    same_statement(one, other)
    same_statement(one, stated(text, "mixed"))
