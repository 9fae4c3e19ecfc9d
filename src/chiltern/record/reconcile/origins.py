"""How many of the reports that say the same found it out for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from chiltern.claims import Span
from chiltern.names import fold
from chiltern.record.reconcile.copies import Copy
from chiltern.record.reconcile.places import Sets

Independence = Literal["one report", "independent", "copies", "same statement"]


class Evidence(NamedTuple):
    """A passage of a report that says it. `statement` is the group of the statement it stands in, None for none."""

    report: int
    span: Span
    publisher: str | None = None
    statement: str | int | None = None


class Origins(NamedTuple):
    """How independent a finding's reports are: `origins` of `reports` count.

    `groups` are the reports that go back to one, by id. With `same statement` all that is known comes from the words
    of one speaker: several reporters heard them, so who said what is well attested, but not that it is so.
    """

    kind: Independence
    reports: int
    origins: int
    groups: tuple[tuple[int, ...], ...]


def origins(evidence: Sequence[Evidence], copies: Sequence[Copy]) -> Origins:
    """The independent origins of a finding. Raises ValueError without evidence.

    Two reports are one origin where all that either says of it lies in a passage the other has too, and where one
    publisher printed both. A report with words of its own on the matter counts.
    """
    if not evidence:
        raise ValueError("a finding has evidence")
    by_report: dict[int, list[Evidence]] = {}
    for each in sorted(evidence, key=lambda found: (found.report, found.span)):
        by_report.setdefault(each.report, []).append(each)
    sets: Sets[int] = Sets()
    for report in by_report:
        sets.find(report)
    for copy in copies:
        if copy.first in by_report and copy.second in by_report and _only_copied(copy, by_report):
            sets.join(copy.first, copy.second)
    publishers: dict[str, int] = {}
    for report, (first, *_) in by_report.items():
        if first.publisher:
            sets.join(publishers.setdefault(_publisher(first.publisher), report), report)
    groups = tuple(sorted(tuple(sorted(group)) for group in sets.all()))
    return Origins(_kind(evidence, len(by_report), len(groups)), len(by_report), len(groups), groups)


def _kind(evidence: Sequence[Evidence], reports: int, groups: int) -> Independence:
    if reports == 1:
        return "one report"
    statements = {each.statement for each in evidence}
    if len(statements) == 1 and None not in statements:
        return "same statement"
    return "independent" if groups > 1 else "copies"


def _only_copied(copy: Copy, by_report: dict[int, list[Evidence]]) -> bool:
    """Whether one of the two reports says nothing of it outside a passage in which the other says it too."""
    first, second = by_report[copy.first], by_report[copy.second]
    shared = [
        passage
        for passage in copy.passages
        if any(_within(each.span, passage.first) for each in first)
        and any(_within(each.span, passage.second) for each in second)
    ]
    all_first = all(any(_within(each.span, passage.first) for passage in shared) for each in first)
    all_second = all(any(_within(each.span, passage.second) for passage in shared) for each in second)
    return bool(shared) and (all_first or all_second)


def _within(span: Span, passage: Span) -> bool:
    """Whether most of a passage's characters stand in a shared one: a full stop outside it does not matter."""
    common = min(span.end, passage.end) - max(span.start, passage.start)
    return common >= 0.8 * (span.end - span.start) > 0


@lru_cache(maxsize=4096)
def _publisher(name: str) -> str:
    """What spellings of one publisher share: few names, met in every report."""
    return fold(name)
