"""Passages that two reports share outside quotation marks: how much, and which of the two likely had it first.

What both quote is no copying: two reporters heard one speech. Where neither the dates nor the words say who copied, the
passage has a common source: wire text, or a press release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from chiltern.claims import Span
from chiltern.names import fold
from chiltern.record.reconcile.fingerprints import GUARANTEE, RUN, OwnWords, ReportText, agencies
from chiltern.words import load

Reason = Literal["credit", "agency", "published first", "fuller", "common source"]

# Words that two reports must share in all, beside one run of 13; fewer are a stock phrase.
_FEWEST = 20
# One paper tells the story so far in the same words again and again: that is no copy.
_FEWEST_OF_A_HOUSE = 30
# Changed words that a passage may have between two equal runs, on either side.
_LONGEST_CHANGE = 12
# How much longer a report must be to be taken for the fuller one.
_FULLER = 1.5
# A credit names its source within so many characters.
_CREDIT_REACH = 80
_DATELINE = re.compile(r"[(\[]([^()\[\]\n]{2,40})[)\]]")


class Passage(NamedTuple):
    """Characters of the first and the second report that say the same; `words` of them are equal."""

    first: Span
    second: Span
    words: int


class Copy(NamedTuple):
    """What two reports share; `first` is the one with the smaller id.

    `first_share` and `second_share` are of each report's own words. `source` is the report that likely had it first,
    None where `reason` is a common source; `agency` is the news agency that either names.
    """

    first: int
    second: int
    passages: tuple[Passage, ...]
    words: int
    first_share: float
    second_share: float
    source: int | None
    reason: Reason
    agency: str | None = None


def shared_passages(one: ReportText, other: ReportText) -> Copy | None:
    """What two reports share outside quotation marks; None where that is nothing, or no more than a phrase.

    The order of the two makes no difference.
    """
    first, second = sorted((one, other), key=lambda report: (report.id, report.body))
    ours, theirs = first.own, second.own
    runs = _runs(ours, theirs)
    passages = tuple(_passages(ours, theirs, runs))
    words = sum(passage.words for passage in passages)
    if words < _FEWEST:
        return None
    if _house(first, second) and words < max(_FEWEST_OF_A_HOUSE, 0.2 * min(len(ours.words), len(theirs.words))):
        return None
    source, reason, agency = _direction(first, second)
    first_share, second_share = (round(words / len(own.words), 3) for own in (ours, theirs))
    return Copy(first.id, second.id, passages, words, first_share, second_share, source, reason, agency)


def _house(one: ReportText, other: ReportText) -> bool:
    return bool(one.publisher and other.publisher) and fold(one.publisher or "") == fold(other.publisher or "")


class _Run(NamedTuple):
    a: int
    b: int
    length: int


def _runs(ours: OwnWords, theirs: OwnWords) -> list[_Run]:
    """Equal runs of at least six words, in the order of the first report, each word used once."""
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(ours.words) - RUN, -1, -1):
        places[tuple(ours.words[at : at + RUN])] = at
    found: list[_Run] = []
    at = 0
    while at + RUN <= len(theirs.words):
        start = places.get(tuple(theirs.words[at : at + RUN]))
        if start is None:
            at += 1
            continue
        length = RUN
        while (
            start + length < len(ours.words)
            and at + length < len(theirs.words)
            and ours.words[start + length] == theirs.words[at + length]
        ):
            length += 1
        found.append(_Run(start, at, length))
        at += length
    return _apart(found)


def _apart(runs: list[_Run]) -> list[_Run]:
    """Of runs that share words of the first report the longest."""
    kept: list[_Run] = []
    for run in sorted(runs):
        if kept and run.a < kept[-1].a + kept[-1].length:
            if run.length > kept[-1].length:
                kept[-1] = run
            continue
        kept.append(run)
    return kept


def _passages(ours: OwnWords, theirs: OwnWords, runs: list[_Run]) -> Iterator[Passage]:
    """Runs that follow each other closely in both, as one passage, where one of them is long enough."""
    group: list[_Run] = []
    for run in [*runs, None]:
        if group and (run is None or not _follows(group[-1], run)):
            if max(each.length for each in group) >= GUARANTEE:
                end = group[-1]
                spans = (
                    ours.span(group[0].a, end.a + end.length),
                    theirs.span(group[0].b, end.b + end.length),
                )
                yield Passage(*spans, sum(each.length for each in group))
            group = []
        if run is not None:
            group.append(run)


def _follows(run: _Run, following: _Run) -> bool:
    gaps = (following.a - run.a - run.length, following.b - run.b - run.length)
    return all(0 <= gap <= _LONGEST_CHANGE for gap in gaps)


# -- who had it first


def _direction(first: ReportText, second: ReportText) -> tuple[int | None, Reason, str | None]:
    """Which report likely had it first, and what says so."""
    credited = [_credits(first, second), _credits(second, first)]
    if credited[0] != credited[1]:
        return (second.id if credited[0] else first.id), "credit", None
    signed = [_agency(report) for report in (first, second)]
    agency = signed[0] or signed[1]
    if agency is not None:
        publishers = [_is_agency(report.publisher) for report in (first, second)]
        if publishers[0] != publishers[1]:
            return (first.id if publishers[0] else second.id), "agency", agency
        return None, "common source", agency
    earlier = _earlier(_time(first.published), _time(second.published))
    if earlier is not None:
        return (first, second)[earlier].id, "published first", None
    lengths = [len(report.body) for report in (first, second)]
    if max(lengths) >= _FULLER * min(lengths):
        return (first if lengths[0] > lengths[1] else second).id, "fuller", None
    return None, "common source", None


def _credits(report: ReportText, other: ReportText) -> bool:
    """Whether a report names the other's publisher as its author or as where it first appeared."""
    if not other.publisher or not (publisher := fold(other.publisher)):
        return False
    if report.publisher and fold(report.publisher) == publisher:
        return False
    if report.author and publisher in fold(report.author):
        return True
    return any(publisher in fold(report.body[at : at + _CREDIT_REACH]) for at in _credit_ends(report.body))


@lru_cache(maxsize=64)
def _credit_ends(body: str) -> list[int]:
    return [match.end() for match in _credit_phrases().finditer(body)]


@cache
def _credit_phrases() -> re.Pattern[str]:
    phrases = sorted(load("wording")["credits"], key=len, reverse=True)
    return re.compile("|".join(re.escape(phrase) for phrase in phrases), re.IGNORECASE)


def _agency(report: ReportText) -> str | None:
    """The news agency that a report is signed with: as its publisher or author, or in brackets as in a dateline."""
    for name in (report.publisher, report.author):
        if name and (match := agencies().fullmatch(name.strip().lower())):
            return match[0]
    for bracket in _DATELINE.finditer(report.body):
        if (match := agencies().fullmatch(bracket[1].strip().lower())) is not None:
            return match[0]
    return None


def _is_agency(publisher: str | None) -> bool:
    return publisher is not None and agencies().fullmatch(publisher.strip().lower()) is not None


def _time(published: str | None) -> tuple[datetime, bool] | None:
    """When, in UTC, and whether the time of day is known; None for no date or a partial one."""
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    timed = len(published or "") > len("2019-02-18")
    return (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)), timed


def _earlier(one: tuple[datetime, bool] | None, other: tuple[datetime, bool] | None) -> int | None:
    """0 or 1 for the earlier of two; None where nothing says, as on one day where one has no time of day."""
    if one is None or other is None:
        return None
    left, right = one[0], other[0]
    if not (one[1] and other[1]):
        left, right = (when.replace(hour=0, minute=0, second=0, microsecond=0) for when in (left, right))
    return None if left == right else int(right < left)
