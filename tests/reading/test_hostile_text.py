"""No text makes the reader raise, hang or lie about where words stand: odd characters, odd marks, odd sizes.

The property tests build texts from pieces that mean something to the reader, mixed with characters of every kind. The
size tests compare the time for one text with the time for eight copies of it: work that grows with the square of
the length would take 64 times as long, and must stay under 16.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chiltern.claims import Reading, Statement, canonical_json, digest, spans_of
from chiltern.reading.read import read
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.model import Report

SETTINGS = settings(
    max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)

MARKS = "“”‘’\"'«»„‚"
ODD = (
    "\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u00ad\u0300\u20dd\x00\x07\x1b\x7f\u2028\u2029\x85"
    "\r\t\v\f\ud7ff\U000e0041"
)
_PIECES = """
said that told reporters accused of called on urged to leave left Labour the Labour Party joined quit resign her his
seat by-election will not refused rule out Mr Mrs Dr Sir MP MPs Ilford South Dana Marsh Rowan Pike leader of council
the seven they he she I we who which and , . ; : ? ! – — ( ) … ... 1992 31,647 £3.5m 71% “ ” ‘ ’ " ' 's n't if unless
majority votes by 94 to 92 in September 2018 CLP Momentum no confidence vote lost passed according
"""
WORDS = _PIECES.split()
TINY = [
    *("", " ", "\n", "A", "1", "“", "”", "‘", "’", '"', "'", ".", "…", "£", "-"),
    *("a.", "“a", "a”", "I", "said", "’s", "\u200b", "é", "🦉"),
    "a majority of 1,322 in May",
]

texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=MARKS + " aB.,\n", max_size=120),
    st.text(alphabet=ODD + MARKS + "aé א ع 中.,\n", max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=70).map(" ".join),
    st.lists(st.sampled_from([*WORDS, "\n\n", "", *ODD]), max_size=90).map("".join),
    st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=90).map(" ".join),
)


@cache
def roll() -> Roll:
    return load_roll("uk-commons-2017")


def read_text(body: str, **fields: str) -> Reading:
    return read(Report("hostile.txt", body, published="2019-02-18", **fields), roll())


def check(body: str, found: Reading) -> None:
    """Every span lies in the body, every quote is the text there, every claim has JSON and a stable digest."""
    for claim in found.claims():
        for span in spans_of(claim):
            assert 0 <= span.start < span.end <= len(body), claim
        if isinstance(claim, Statement):
            assert claim.quote == " ".join(body[span.start : span.end] for span in claim.segments)
            for place, words in ((claim.cue_at, claim.cue), (claim.speaker_at, claim.speaker_text)):
                assert (place is None) == (words is None)
                assert place is None or body[place.start : place.end] == words
        assert msgspec.json.decode(canonical_json(claim), type=type(claim)) == claim
        assert digest(claim, "v") == digest(claim, "v")


@SETTINGS
@given(texts)
@example("“‘“‘“‘")
@example("\u202eDana Marsh left Labour\u202c")
@example("“A,” he said, “b,” she said, “c.")
def test_any_text_is_read_and_every_claim_keeps_to_it(body: str) -> None:
    found = read_text(body)
    check(body, found)
    assert found == read_text(body)


@SETTINGS
@given(texts, st.text(max_size=30))
def test_any_author_will_do(body: str, author: str) -> None:
    whole = f"I know. I left. I said so.\n\n{body}"
    check(whole, read_text(whole, author=author))


@SETTINGS
@given(
    st.integers(1, 60), st.sampled_from(["“‘", "\"'", "«“‘", "‘“", "(“", "“"]), st.text(alphabet="aB .,", max_size=8)
)
def test_marks_within_marks(depth: int, marks: str, inside: str) -> None:
    closing = {"“": "”", "‘": "’", "«": "»", "(": ")"}
    opened = "".join(f"{marks[level % len(marks)]}{inside}" for level in range(depth))
    closed = "".join(
        closing.get(marks[level % len(marks)], marks[level % len(marks)]) for level in reversed(range(depth))
    )
    for body in (opened + closed, opened, closed, f"{opened} Dana Marsh said. {closed}"):
        check(body, read_text(body))


@pytest.mark.parametrize("body", TINY)
def test_the_shortest_texts(body: str) -> None:
    check(body, read_text(body))


# -- sizes

PLAIN = (
    "Dana Marsh, the MP for Ilford South, has left the Labour Party and will sit with the Liberal Democrats. “I have "
    "thought about it for months,” she said. “It is time to go.” Rowan Pike, 51, the leader of Redbridge Council, said "
    "that he was “saddened” and called on her to resign her seat. Three former ministers, among them Eve Holt and Tom "
    "Field, warned that more could follow unless the party changed its mind about the ferry. Ms Marsh won the seat in "
    "2017 with a majority of 1,322. Members of Ilford South CLP will meet on Friday in the library.\n\n"
)
PROSE = (
    "The ferry was late again on Thursday and nobody on the quay could say why. It had rained for a week, the river "
    "was high, and the timetable in the window was two years old. Rowan Pike said that the council would look into "
    "it.\n\n"
)
PEOPLE = ["Dana Marsh", "Rowan Pike", "Eve Holt", "Tom Field", "Ravi Menon", "Sunita Rao"]


def times(piece: str, length: int) -> str:
    return piece * (length // len(piece) + 1)


def letters(number: int) -> str:
    """A name of its own for each number."""
    return "B" + "".join(chr(97 + number // 26**place % 26) for place in range(4))


# What is repeated, and how long one text of it is: eight copies must cost less than sixteen times as much.
GROWING: dict[str, tuple[Callable[[int], str], int]] = {
    "ordinary sentences": (lambda n: times(PLAIN, n), 20_000),
    "one endless paragraph": (lambda n: times(PLAIN.replace("\n", " "), n), 5_000),
    "one mark a word": (lambda n: times("“a ", n), 5_000),
    "possessives": (lambda n: times("s’ ", n), 5_000),
    "single marks": (lambda n: "‘" * n, 10_000),
    "stops": (lambda n: "." * n, 10_000),
    "white space": (lambda n: "a" + " " * n + "b", 50_000),
    "names in one sentence": (lambda n: ", ".join(PEOPLE[i % 6] for i in range(n // 11)) + " left Labour.", 2_500),
    "other names each time": (lambda n: ", ".join(f"{letters(i)} X{letters(i)}" for i in range(n // 13)), 5_000),
    "new people each sentence": (lambda n: " ".join(f"Mr {letters(i)} left." for i in range(n // 15)), 5_000),
    "short lines": (lambda n: times("a\n", n), 2_500),
    "offices": (lambda n: times("the MP for ", n), 5_000),
    "groups": (lambda n: times("The seven MPs left the party. ", n), 2_500),
    "figures": (lambda n: times("by 94 votes to 92, a majority of 1,322 in September 2018, ", n), 5_000),
    "she said": (lambda n: times("She said she would leave. ", n), 2_500),
    "quoted sentences": (lambda n: times("“Aa b c d e.” ", n), 2_500),
    "to leave to leave": (lambda n: times("to leave ", n), 1_500),
    "to leave Labour": (lambda n: times("to leave Labour ", n), 1_500),
    "relative clauses": (lambda n: times("Dana Marsh, who left Labour, ", n), 1_500),
    "conditions": (lambda n: times("if he would leave ", n), 1_500),
    "said that": (lambda n: times("he said that ", n), 2_500),
    "said said": (lambda n: times("said ", n), 2_500),
    "he he": (lambda n: times("he ", n), 2_500),
}


def seconds(body: str) -> float:
    start = time.perf_counter()
    read_text(body)
    return time.perf_counter() - start


@pytest.mark.parametrize("kind", GROWING)
def test_eight_times_the_text_costs_less_than_sixteen_times_as_much(kind: str) -> None:
    make, length = GROWING[kind]
    read_text("Dana Marsh left.")  # the word lists are loaded once
    one, eight = make(length), make(length * 8)
    # One quick pass in three will do, each against a reading of the one copy just before it: a busy machine slows both.
    # A floor of four milliseconds keeps what is too fast to measure from looking steep.
    for _ in range(3):
        limit = 16 * max(0.004, seconds(one), seconds(one))
        if seconds(eight) < limit:
            return
    pytest.fail("eight copies took more than sixteen times as long as one, three times over")


HUGE: dict[str, str] = {
    "a million quotation marks": "\"“”‘’«»'" * 125_000,
    "200 KB without a space": "x" * 200_000,
    "2 MB of ordinary sentences": times(PROSE, 2_000_000),
    "marks a thousand deep": "“‘" * 500 + "a" + "’”" * 500,
    "10,000 names in one sentence": " and ".join(f"{letters(i)} X{letters(i)}" for i in range(10_000)) + " met.",
    "10,000 people of one surname": " and ".join(f"{letters(i)} Xavier" for i in range(10_000)) + " met.",
    "5,000 acts in one sentence": times("to leave ", 45_000),
}
# Not run until the reader is mended: the mark says what is in the way.
TOO_SLOW: dict[str, str] = {
    "10,000 people of one surname": "each name is compared with every other bearer of the surname: 13 s",
}


def huge() -> list[Any]:
    marks = {kind: [pytest.mark.xfail(reason=reason, run=False)] for kind, reason in TOO_SLOW.items()}
    return [pytest.param(body, id=kind, marks=marks.get(kind, [])) for kind, body in HUGE.items()]


@pytest.mark.parametrize("body", huge())
def test_sizes_that_no_report_has(body: str) -> None:
    found = read_text(body)
    check(
        body,
        msgspec.structs.replace(found, **{name: getattr(found, name)[:200] for name in found.__struct_fields__[1:]}),
    )
