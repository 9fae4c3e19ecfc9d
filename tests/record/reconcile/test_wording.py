"""Words in normal form keep their places, and a difference covers both sides."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chiltern.record.reconcile.wording import difference, words_of

SAID = st.text(st.sampled_from("ab AB.'’-…[](),\n“”1é%"), max_size=80)


def norms(text: str) -> list[str]:
    return [word.norm for word in words_of(text)]


def test_marks_case_and_house_spelling_are_no_words() -> None:
    assert norms("He won’t recognise ANTI-SEMITIC jibes") == norms("he will not recognize antisemitic jibes")
    assert norms("1,322 votes at the Labor centre") == norms("1322 votes at the labour center")


def test_brackets_are_the_editors_and_dots_leave_words_out() -> None:
    words = words_of("[Ms Fell] is … a friend. She stays")
    assert [word.norm for word in words if word.editor] == ["ms", "fell"]
    assert [word.norm for word in words if word.gap] == ["ms", "a"]
    assert [word.norm for word in words if word.opens] == ["ms", "she"]


def test_a_bracket_that_never_closes_is_no_insertion() -> None:
    assert not any(word.editor for word in words_of("the [harbour is ours"))


def test_a_difference_names_what_was_replaced_dropped_and_added() -> None:
    before, after = "The old harbour was sold cheaply", "The harbour was given away cheaply again"
    shown = [
        (found.change, before[found.before.start : found.before.end] if found.before else None)
        for found in difference(words_of(before), words_of(after))
    ]
    assert ("dropped", "old") in shown
    assert ("replaced", "sold") in shown
    assert shown[0] == ("equal", "The")
    assert shown[-1] == ("added", None)


@given(SAID, st.integers(0, 500))
def test_every_word_stands_where_it_says(text: str, offset: int) -> None:
    for word in words_of(text, offset):
        written = text[word.start - offset : word.end - offset]
        assert written.strip() == written
        assert written
        assert offset <= word.start < word.end <= offset + len(text)


@given(SAID, SAID)
def test_a_difference_covers_every_word_once(before: str, after: str) -> None:
    ours, theirs = words_of(before), words_of(after)
    found = difference(ours, theirs)
    covered = [span for each in found if (span := each.before) is not None]
    # The two words of a contraction stand at one place, so neighbours may touch there.
    assert all(one.start <= other.start for one, other in pairwise(covered))
    assert {word.start for word in ours} <= {at for span in covered for at in range(span.start, span.end)}
    assert sum(each.change == "equal" for each in difference(ours, ours)) == bool(ours)
