"""Figures: sentences with the measures and values they give, a third of them with none.

Each case is (text, figures); a figure is "measure | value", with "about" behind the value where it is approximate.
The report's day is Wednesday 22 May 2019 unless a test says otherwise.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from chiltern import words
from chiltern.claims import Figure, canonical_json
from chiltern.reading.figures import find_figures
from chiltern.reading.mentions import Mentions
from chiltern.reading.text import Text
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.model import Report

PUBLISHED = date(2019, 5, 22)
READERS = Path(__file__).parents[2] / "src/chiltern/reading"
SAMPLE = Path(__file__).parents[2] / "src/chiltern/sample/reports"

VOTES = [
    ("She held the seat with a majority of just 412.", ["majority | 412"]),
    ("She has a majority of about 5,000.", ["majority | 5000 about"]),
    ("He won by 1,204 votes.", ["majority | 1204"]),
    ("He polled 1,204 more votes than the Tory.", ["majority | 1204"]),
    ("The 3,310-vote majority was cut.", ["majority | 3310"]),
    ("The Senate's two-seat majority shrank.", ["majority | 2"]),
    ("Turnout was 67.3 per cent.", ["turnout | 67.3"]),
    ("Labour took 41% of the vote.", ["vote share | 41"]),
    ("Some 55 percent of ballots went to the Greens.", ["vote share | 55 about"]),
    ("There was a swing of 4.5% to the Greens.", ["swing | 4.5"]),
    ("In the poll 46 percent backed her.", ["poll share | 46"]),
    ("The motion was carried by 94 votes to 4.", ["tally | 94-4"]),
    ("The house voted 212-198 to expel him.", ["tally | 212-198"]),
    ("She won 12,431 votes.", ["votes | 12431"]),
    ("20,500 people in Salford voted for the party.", ["votes | 20500"]),
    ("The party took 44 seats.", ["seats | 44"]),
    ("Selections start in the nine constituencies.", ["constituencies | 9"]),
]

MAJORITIES = [
    ("Her majority in 2017 was just 214.", ["majority | 214"]),
    (
        "Her majority at the general election of 8 June 2017 was 1,322 votes, not 2,322.",
        ["date | 2017-06-08", "majority | 1322"],
    ),
    ("His majority grew from 1,086 in 2015 to 10,247 in 2017.", ["majority | 1086", "majority | 10247"]),
    ("Majorities ran from 31,647 in Stroud, a Labour seat, to 322 in Lewes.", ["majority | 31647", "majority | 322"]),
    ("A majority of 5,508 in Lewes, or 9,466 in Stroud, is large.", ["majority | 5508", "majority | 9466"]),
    ("Lewes has a majority of 5,508. Stroud has one of 687.", ["majority | 5508", "majority | 687"]),
    (
        "The majorities follow. Eve Holt had 5,508 in Lewes. Tom Field had 687 in Stroud.",
        ["majority | 5508", "majority | 687"],
    ),
    ("He had a majority of 9,000. Eve Holt’s is 312.", ["majority | 9000", "majority | 312"]),
    ("She was returned with a margin of 863.", ["majority | 863"]),
    ("He won Stroud by just 48.", ["majority | 48"]),
    ("The party holds 31 seats, and its majority falls from 12 to 6.", ["seats | 31", "majority | 12", "majority | 6"]),
    ("She took 11,033 votes, 5,629 more than the Liberal Democrat.", ["votes | 11033", "majority | 5629"]),
    ("She won 2,310 votes, a lead of 904 over the Greens.", ["votes | 2310", "majority | 904"]),
    ("Stroud, Tom Field’s seat, has the largest majority: 9,963.", ["majority | 9963"]),
    ("Fine Gael holds 50 seats and Fianna Fáil 44.", ["seats | 50", "seats | 44"]),
    ("The APC has 53 senators, the PDP 48 and the Greens two.", ["lawmakers | 53", "lawmakers | 48", "lawmakers | 2"]),
    ("Labour is down to 248 MPs and the Conservatives to 314.", ["MPs | 248", "MPs | 314"]),
    ("The Independent Group now has eleven members.", ["MPs | 11"]),
    ("The party now has nine members in the Senate.", ["lawmakers | 9"]),
    ("Eve Holt has held Stroud since 2015.", ["MP since | 2015"]),
]

PEOPLE = [
    ("Four other rebel MPs left.", ["MPs | 4"]),
    ("Nearly 200 councillors have left.", ["councillors | 200 about"]),
    ("About two dozen MPs rebelled.", ["MPs | 24 about"]),
    ("The five splitters met.", ["MPs | 5"]),
    ("The 1,204 people who voted for her feel let down.", ["votes | 1204"]),
    ("Up to 30 lawmakers may go.", ["lawmakers | 30 about"]),
    ("More than 60,000 people signed the petition.", ["people | 60000 about"]),
    ("Thousands of members have left.", ["members | thousands about"]),
    ("Hundreds of complaints were filed.", ["cases | hundreds about"]),
    ("Dozens of protesters gathered outside.", ["people | dozens about"]),
    ("Twenty-five delegates walked out.", ["members | 25"]),
    ("He needed 48 letters from colleagues.", ["letters | 48"]),
    ("At least 100,000 signatures are needed.", ["signatures | 100000 about"]),
    ("Eight governors dumped the party.", ["office holders | 8"]),
]

TIMES = [
    ("Eve Holt, 47, joined the Greens.", ["age | 47"]),
    ("She joined the Greens aged 16.", ["age at joining | 16"]),
    ("I joined the party at the age of 19.", ["age at joining | 19"]),
    ("The 41-year-old quit.", ["age | 41"]),
    ("He was elected when he was 23 years old.", ["age at election | 23"]),
    ("She served for 12 years as a councillor.", ["years | 12"]),
    ("He left after nearly three decades in the party.", ["years | 30 about"]),
    ("She joined the Greens almost twenty years ago.", ["years since joining | 20 about"]),
    ("They kept the party in power for 18 long years.", ["years in power | 18"]),
    ("He quit after nine months.", ["months | 9"]),
    ("There are 38 days to go.", ["days until | 38"]),
    ("I have been in this party for 30 years.", ["years | 30"]),
    ("She has represented Easterby ward since 2015.", ["in office since | 2015"]),
    ("With 40 days until the election, nothing is settled.", ["days until | 40"]),
    ("She has represented Rotherham since 1992.", ["MP since | 1992"]),
    ("He has been MP for Rotherham since 2001.", ["MP since | 2001"]),
    ("It was the worst result since 1935.", ["largest since | 1935"]),
    ("The coalition has governed since 2010.", ["in office since | 2010"]),
    ("The Green Party was founded in 1985.", ["founded | 1985"]),
    ("Since its creation in 1905 the party has split often.", ["founded | 1905"]),
]

DATES = [
    ("Dana Marsh quit on 18 February 2019.", ["date | 2019-02-18"]),
    ("Dana Marsh quit on February 18, 2019.", ["date | 2019-02-18"]),
    ("Dana Marsh quit on the 18th of February.", ["date | 2019-02-18"]),
    ("Dana Marsh quit on Monday.", ["date | 2019-05-20"]),
    ("Dana Marsh quit this morning (May 22).", ["date | 2019-05-22"]),
    ("Dana Marsh quit yesterday.", ["date | 2019-05-21"]),
    ("Dana Marsh lost a confidence vote in September.", ["date | 2018-09"]),
    ("Dana Marsh lost a confidence vote last year.", ["date | 2018"]),
    ("Dana Marsh resigned last week.", ["date | 2019-W20"]),
    ("Several resigned this week.", ["date | 2019-W21"]),
    ("The split of the 1930s haunts the party.", ["date | 1930s about"]),
    ("The vote will take place on June 23.", ["date | 2019-06-23"]),
    ("Dana Marsh lost her seat at the 2015 election.", ["date | 2015"]),
    ("Ravi Menon was sworn in on 20 May 2018.", ["date | 2018-05-20"]),
    ("The by-election will be held next Thursday.", ["date | 2019-05-23"]),
]

NONE = [
    "The council meets at 7.30 on BBC Radio 4.",
    "He lives at No 10 with two dogs.",
    "Call 020 7946 0000 for details.",
    "He finished third in the 10km race.",
    "He bought a book for $40.",
    "Chapter 12 is long.",
    "The A57 was closed for 3 hours.",
    "One MP spoke.",
    "Nobody left.",
    "She has two children and 3 cats.",
    "The film opens on Friday.",
    "He said on Tuesday that he was tired.",
    "“I was tired,” she told reporters on 4 May 2019.",
    "He was born near the River Don.",
    "They walked 12 miles in the rain.",
    "Profits rose 12 per cent.",
    "Growth was 2.4%.",
    "It will cost £12.",
    "The next five years will be hard.",
    "She reads every single day.",
    "The team won 3-1 at home.",
    "He has a 30-minute commute.",
    "Seven hills surround the town.",
    "Nearly eight of 10 voters said yes.",
    "A 4-4 ruling would leave the vote as it was.",
    "Parents get six weeks of paid leave.",
    "The temperature fell to 5 degrees.",
    "Many members left.",
    "She spoke in Room 12.",
    "May is a fine name, and so is March.",
    "The profit margin of 863 pounds pleased the owner.",
    "The margin of error was 3 points.",
    "Kate Doyle had 12 in Leeds and Tom Field had 20 in York.",
    "The grand majority, 12 of 15, had eaten.",
    "A majority of people in Leeds, 41 in all, liked the tram.",
    "Its lead of 20 seconds was cut to 12.",
    "The team won the match by 3.",
    "The majority of the guests had gone by 11.",
    "Eve Holt has two dogs and Tom Field 12.",
    "The other five majorities are large.",
]


@cache
def roll() -> Roll:
    return load_roll("uk-commons-2017")


def figures(text: str, published: date | None = PUBLISHED) -> tuple[Figure, ...]:
    return find_figures(Mentions(Text(Report("case", text)), roll(), None), published)


def written(figure: Figure) -> str:
    return f"{figure.measure} | {figure.value}{' about' if figure.approximate else ''}"


@pytest.mark.parametrize(("text", "expected"), [*VOTES, *MAJORITIES, *PEOPLE, *TIMES, *DATES])
def test_a_figure_is_read(text: str, expected: list[str]) -> None:
    assert [written(figure) for figure in figures(text)] == expected


@pytest.mark.parametrize("text", NONE)
def test_no_figure_is_read(text: str) -> None:
    assert [written(figure) for figure in figures(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Dana Marsh quit on Monday.",
        "Dana Marsh quit on February 18.",
        "Dana Marsh lost a vote in September.",
        "Several resigned this week.",
        "She quit last year.",
    ],
)
def test_a_date_that_nothing_settles_is_none(text: str) -> None:
    assert figures(text, None) == ()


def test_a_full_date_in_the_report_settles_the_others() -> None:
    found = figures("Dana Marsh quit on Monday 18 February 2019. Eve Holt resigned on Tuesday.", None)
    assert [figure.value for figure in found] == ["2019-02-18", "2019-02-19"]


def test_no_measure_is_read_that_the_vocabulary_lacks() -> None:
    measures = set(words.load("measures")["measures"])
    cases = [text for text, _ in (*VOTES, *MAJORITIES, *PEOPLE, *TIMES, *DATES)]
    sample = [path.read_text(encoding="utf-8") for path in SAMPLE.glob("*.txt")]
    assert len(sample) > 5
    assert {figure.measure for text in (*cases, *sample) for figure in figures(text)} <= measures
    # What the readers can say at all: the measures that stand in their code and in their words.
    written = {m for path in READERS.glob("figure_*.py") for m in re.findall(r'Count\(\s*"([^"]+)"', path.read_text())}
    tables = {m for key in ("nouns", "percent_words", "chambers") for m in words.load("measures")[key]}
    assert len(written) >= 5
    assert written | tables | set(words.load("measures")["units"]) <= measures


def test_the_reference_lists_every_measure_with_its_unit() -> None:
    page = (READERS.parents[2] / "docs/reference/claims.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Za-z ]+)` \| (.+?) \| ?(.*?) ?\|$", page, re.MULTILINE)
    units = words.load("measures")["units"] | {"money": "the currency"}
    listed = [(name, why, units.get(name, "")) for name, why in words.load("measures")["measures"].items()]
    assert [row for row in rows if row[0] in words.load("measures")["measures"]] == listed


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The party was fined £1.5m.", "£"),
        ("He received 40,000 naira from a donor.", "naira"),
        ("Turnout was 67.3 per cent.", "%"),
        ("She has been in the party for 12 years.", "years"),
        ("There are 38 days to go.", "days"),
        ("Eve Holt, 47, joined the Greens.", "years"),
        ("She won 12,431 votes.", None),
    ],
)
def test_the_unit_of_what_is_no_plain_count(text: str, unit: str | None) -> None:
    assert [figure.unit for figure in figures(text)] == [unit]


def test_a_plain_count_has_the_digest_that_it_had_before_units() -> None:
    assert b"unit" not in canonical_json(figures("She won 12,431 votes.")[0])


def test_the_same_figure_is_given_once() -> None:
    assert len(figures("Seven MPs left. The seven MPs met. Seven MPs spoke.")) == 1


def test_about_is_the_one_named_before() -> None:
    found = figures("Dana Marsh, 51, left. The Green Party won 44 seats.")
    assert [figure.about.name if figure.about else None for figure in found] == ["Dana Marsh", "Green Party"]


def test_spans_say_the_figure() -> None:
    text = "Four other rebel MPs left a party that more than 20,000 members had joined."
    assert [text[f.span.start : f.span.end] for f in figures(text)] == [
        "Four other rebel MPs",
        "more than 20,000 members",
    ]


@pytest.mark.parametrize(
    "text",
    ["² MPs on ² May", "9" * 5000 + " votes", "£" + "9" * 5000 + " donated", "Nobody left by the 31 June 2019 vote"],
)
def test_odd_numbers_are_no_error(text: str) -> None:
    figures(text)


def test_a_majority_is_about_the_seat_that_follows_it() -> None:
    found = figures("Majorities ran from 31,647 in Ilford South, which Mike Gapes holds, to 1,322 in Stroud.")
    assert [figure.about.name if figure.about else None for figure in found] == ["Ilford South", "Stroud"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dana Marsh, joined by six other rebel MPs, has left.", {"MPs": None}),
        (
            "Dana Marsh has served as Stroud’s MP since 1987 and joined Labour 40 years ago, aged 19.",
            {"MP since": "Dana Marsh", "years since joining": "Dana Marsh", "age at joining": "Dana Marsh"},
        ),
    ],
)
def test_whom_a_figure_is_about(text: str, expected: dict[str, str | None]) -> None:
    assert {figure.measure: figure.about.name if figure.about else None for figure in figures(text)} == expected
