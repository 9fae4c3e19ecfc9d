"""The sample reports are sound: each loads, is short, dated and plainly sourced, and holds what is expected of it.

`data/sample_expected.yml` says by hand what the reports say; here its words are checked to stand in them.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from chiltern.claims import Act, Stance, StatementKind
from chiltern.reports import Report, load
from chiltern.sample import reports_dir

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "sample_expected.yml").read_text(encoding="utf-8")
)["reports"]
WEEK = date(2019, 2, 18), date(2019, 2, 22)
MARKED_WORDS = re.compile(r"“([^”]*)”|‘([^’]*)’|\"([^\"]*)\"")


@cache
def sample() -> dict[str, Report]:
    loaded = list(load([reports_dir()]))
    assert all(isinstance(item, Report) for item in loaded), loaded
    return {item.name: item for item in loaded if isinstance(item, Report)}


EVERY_REPORT = pytest.mark.parametrize("name", EXPECTED)


def test_every_report_has_its_expectations() -> None:
    assert sorted(sample()) == sorted(EXPECTED)
    assert len(EXPECTED) >= 10


@EVERY_REPORT
def test_a_report_is_short_dated_and_from_an_invented_publisher(name: str) -> None:
    report = sample()[name]
    assert 150 <= len(report.body.split()) <= 400
    assert report.title
    assert report.publisher
    assert report.published
    assert WEEK[0] <= date.fromisoformat(report.published[:10]) <= WEEK[1]
    assert report.url
    assert re.match(r"https://[a-z-]+\.example/", report.url)


@EVERY_REPORT
def test_no_more_than_a_few_words_are_put_in_marks(name: str) -> None:
    pieces = [piece for found in MARKED_WORDS.findall(sample()[name].body) for piece in found if piece]
    titles = {report.title for report in sample().values()}
    assert [piece for piece in pieces if len(piece.split()) > 8 and piece not in titles] == []


@EVERY_REPORT
def test_the_expected_words_stand_in_the_report(name: str) -> None:
    body = sample()[name].body
    rows = chain.from_iterable(EXPECTED[name][kind] for kind in ("statements", "positions", "figures"))
    assert [row["words"] for row in rows if row["words"] not in body] == []


@EVERY_REPORT
def test_the_expectations_keep_to_the_domain_and_to_the_text(name: str) -> None:
    body, author = sample()[name].body, EXPECTED[name].get("author")
    assert all(row["kind"] in get_args(StatementKind) for row in EXPECTED[name]["statements"])
    for row in EXPECTED[name]["positions"]:
        assert row["act"] in get_args(Act)
        assert {row["stance"], *row.get("stance_alt", [])} <= set(get_args(Stance))
    for row in EXPECTED[name]["roles"]:
        assert row["person"] == author or row["person"].split()[-1] in body


def test_the_sample_holds_the_cases_it_promises() -> None:
    wire, copy = sample()["northern-wire-seven.txt"], sample()["thames-evening-news-seven.txt"]
    paragraphs = copy.body.split("\n\n")
    assert all(paragraph.strip() in wire.body for paragraph in paragraphs)
    assert len(copy.body) < len(wire.body)
    assert copy.title != wire.title
    correction = sample()["northern-wire-correction.txt"].body
    assert wire.title is not None
    assert wire.title in correction
    assert "2,322" in wire.body
    assert "1,322 votes, not 2,322" in correction
    assert "Mike Gapes, the MP for Ilford North" in sample()["island-live-three-conservatives.html"].body
    statement = sample()["ashworth-statement.txt"]
    assert statement.author == "Nell Ashworth"
    assert not MARKED_WORDS.search(statement.body)
    assert any("superseded_by" in row for row in EXPECTED["dudley-beacon-austin-undecided.txt"]["positions"])
