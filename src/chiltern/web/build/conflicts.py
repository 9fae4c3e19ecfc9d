"""The conflict desk: where sources cannot all be right, and each conflict with its sides in context."""

from __future__ import annotations

from chiltern.record.queries.disputes import KINDS, STRENGTHS, conflicts_from
from chiltern.record.queries.passages import source
from chiltern.web.ask import Ask
from chiltern.web.pages import ConflictPage, ConflictsPage

_LISTED, _PASSAGES = 50, 5


def conflicts_page(ask: Ask) -> ConflictsPage:
    """Of a day, or about somebody, all are compared first; else the page's own alone."""
    start, kind, about = ask.number("from", 0, 10_000_000), ask.choice("kind", (*KINDS, *STRENGTHS)), ask.text("about")
    if ask.on is None and about is None:
        found, total = conflicts_from(ask.view, start, _LISTED, kind)
    else:
        every = ask.record.conflicts(kind=kind, about=about, on=ask.on, known=ask.known)
        found, total = every[start : start + _LISTED], len(every)
    return ConflictsPage(
        title="Where sources disagree", conflicts=found, total=total, size=_LISTED, start=start, kind=kind, about=about
    )


def conflict_page(ask: Ask, handle: str) -> ConflictPage:
    """Raises `BadInput`, `NotFound` or `AmbiguousName` for the number."""
    found = ask.record.conflict(handle, known=ask.known)
    return ConflictPage(
        title=found.conflict.about,
        found=found,
        passages=tuple(
            tuple(source(ask.view, words.claim) for words in side.words[:_PASSAGES]) for side in found.conflict.sides
        ),
    )
