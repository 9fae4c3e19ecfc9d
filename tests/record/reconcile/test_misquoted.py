"""Where versions of one statement differ: what is a conflict, how grave it is, and what is none."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiltern.record.reconcile.attribution import attribution_conflicts
from chiltern.record.reconcile.misquoted import wording_conflicts
from chiltern.record.reconcile.model import Conflict
from tests.record.reconcile.speakers import COUNCIL, FELL, MARSH, stated

SPEECH = (
    "She has carried this town for forty years and will be sorely missed on the quay. "
    "I will work with my crews to get through this winter together."
)


def strengths(one: str, other: str, kind: str = "direct") -> list[str]:
    found = wording_conflicts([stated(one), stated(other, kind)])  # type: ignore[arg-type]
    return [conflict.strength for conflict in found]


def values(conflict: Conflict) -> list[str]:
    return [side.value for side in conflict.sides]


def test_another_word_inside_the_marks_is_a_hard_conflict() -> None:
    standfirst = stated('the ferry will be "greatly missed on the quay"', "mixed", COUNCIL, report=1)
    body = stated(SPEECH, report=1, at=400)
    elsewhere = stated("the ferry would be “sorely missed”", "mixed", report=2)
    (conflict,) = wording_conflicts([standfirst, body, elsewhere])
    assert (conflict.kind, conflict.strength) == ("wording", "hard")
    assert values(conflict) == ["greatly missed", "sorely missed"]
    assert [len(side.words) for side in conflict.sides] == [1, 2]
    assert conflict.about.startswith("Ann Fell")


def test_a_word_dropped_unmarked_inside_a_fragment_is_a_hard_conflict() -> None:
    whole = stated("I am ashamed that our union is now regarded as a closed, bitter shop.")
    fragment = stated("she is “ashamed” that it is regarded as a “closed shop”", "mixed")
    (conflict,) = wording_conflicts([whole, fragment])
    assert (conflict.strength, values(conflict)) == ("hard", ["closed shop", "closed, bitter shop"])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("I left the Harbour Union in the spring", "I left the Harbour union in the spring", ["spelling"]),
        ("They organise anti-Union marches here", "They organize antiunion marches here", ["spelling"] * 2),
        ("I joined the ferry crew fifty years ago", "I joined the ferry crew 50 years ago", ["spelling"]),
        ("We will never sell the old ferry office", "We will sell the old ferry office", ["hard"]),
        ("We will sell off the old ferry office", "We will sell the old ferry office", ["wording"]),
    ],
)
def test_how_grave(one: str, other: str, expected: list[str]) -> None:
    assert strengths(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SPEECH, SPEECH.replace(".", ",")),
        (SPEECH, "She has carried this town for forty years"),
        (SPEECH, "I will work with my crews … to get through this winter together"),
        (SPEECH, "[The ferry] has carried this town for forty years and will be sorely missed"),
        (SPEECH, "I will work with [them] to get through this winter together"),
        ("the crews are tired", "“The crews are tired,”"),
        ("It’s a “good” ferry, she’s ‘right’", 'It\'s a "good" ferry, she\'s "right"'),
    ],
)
def test_what_is_no_conflict(one: str, other: str) -> None:
    assert strengths(one, other) == []


def test_a_plan_given_to_another_is_a_paraphrase_that_changes_who() -> None:
    text = 'the ferry goes, but Wexcombe Council plans to "get through this winter together"'
    (conflict,) = wording_conflicts([stated(SPEECH), stated(SPEECH), stated(text, "mixed")])
    assert conflict.strength == "wording"
    assert values(conflict)[1] == 'Wexcombe Council plans to "get through this winter together"'
    assert [len(side.words) for side in conflict.sides] == [2, 1]
    assert wording_conflicts([stated(SPEECH), stated("she will “get through this winter together”", "mixed")]) == ()
    assert (
        wording_conflicts([stated(SPEECH), stated("Mrs Fell will “get through this winter together”", "mixed")]) == ()
    )


def test_two_sentences_that_a_third_report_has_both_are_no_conflict() -> None:
    one, other = "We will save every last ferry on this river.", "We will save every last job on this river."
    assert len(wording_conflicts([stated(one), stated(other)])) == 1
    assert wording_conflicts([stated(one), stated(other), stated(f"{one} {other}")]) == ()


def test_the_order_of_the_group_is_no_matter() -> None:
    group = [
        stated(SPEECH, published="2030-02-02"),
        stated(SPEECH.replace("sorely", "badly")),
        stated("the ferry will be “sorely missed on the Quay”", "mixed", published="2030-02-01"),
    ]
    assert len({tuple(map(str, wording_conflicts(list(order)))) for order in permutations(group)}) == 1


def test_a_further_report_on_one_side_is_no_new_conflict() -> None:
    group = [stated(SPEECH, report=1), stated(SPEECH.replace("sorely", "badly"), report=2)]
    (before,) = wording_conflicts(group)
    (after,) = wording_conflicts([*group, stated(SPEECH, report=3)])
    assert before.digest == after.digest


EDITS = st.sampled_from(["", "sorely", "Town", "…", "[the quay]", "forty-two", "won’t", "“so”", "antisemitic"])


@given(st.lists(st.tuples(st.integers(0, 28), EDITS), max_size=4), st.sampled_from(["direct", "mixed"]))
def test_sides_quote_their_reports_exactly(edits: list[tuple[int, str]], kind: str) -> None:
    words = SPEECH.split()
    for at, edit in edits:
        words[at % len(words)] = edit
    text = " ".join(words)
    one, other = stated(SPEECH), stated(f"she said “{text}”" if kind == "mixed" else text, kind, at=77)  # type: ignore[arg-type]
    by_claim = {each.claim: each for each in (one, other)}
    for conflict in wording_conflicts([one, other]):
        assert len(conflict.sides) >= 2
        for passage in (words for side in conflict.sides for words in side.words):
            assert passage.text == by_claim[passage.claim].characters(passage.start, passage.end)
            assert passage.text


# -- the same words given to two people


def test_the_same_words_given_to_two_people() -> None:
    words = "The harbour belongs to the town and shall never be sold to strangers"
    group = [stated(words), stated(f"“{words}”", "mixed", MARSH), stated(words)]
    (conflict,) = attribution_conflicts(group)
    assert (conflict.kind, conflict.strength, values(conflict)) == ("attribution", "hard", ["Ann Fell", "Bob Marsh"])
    assert [len(side.words) for side in conflict.sides] == [2, 1]
    assert attribution_conflicts(group[::-1]) == (conflict,)


def test_quoting_somebody_slogans_and_joint_statements_are_no_conflict() -> None:
    words = "The harbour belongs to the town and shall never be sold to strangers"
    assert attribution_conflicts([stated(words), stated(f"Ann told me ‘{words}’ and I agree", speaker=MARSH)]) == ()
    assert attribution_conflicts([stated("Harbour for the town"), stated("Harbour for the town", speaker=MARSH)]) == ()
    joint = [stated(words, speaker=speaker, report=5) for speaker in (FELL, MARSH)]
    assert attribution_conflicts([*joint, stated(words)]) == ()
    assert attribution_conflicts([stated(words), stated(words, speaker=COUNCIL)]) == ()
