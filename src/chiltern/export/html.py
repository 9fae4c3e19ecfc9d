"""One page that stands alone: the counts, and every claim with its words and its report.

No script, nothing from elsewhere, and a policy in the page that forbids both. Text from reports is escaped, and
characters that could turn or hide other text are shown as their code points; only http addresses become links.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from chiltern.claims import Figure, Position, RoleClaim, Statement
from chiltern.export.news import day, environment
from chiltern.export.rows import Selection, Sourced
from chiltern.record.parts import ClaimKind
from chiltern.record.queries.count import count
from chiltern.record.queries.results import Count
from chiltern.record.queries.standing import ACTS

# Pieces of the page that are put together before they are written: fewer system calls.
_PIECES = 200


def write(selection: Selection, file: BinaryIO) -> None:
    """One HTML document, written as it is made."""
    made = environment().overlay()
    made.filters |= {"day": day, "address": _address}
    view, roll = selection.view, selection.view.roll
    stream = made.get_template("record.html").stream(
        first=_First(),
        title=roll.title or roll.name,
        on=selection.on,
        known=selection.known,
        reports=list(selection.reports()),
        counts=[found for found in (count(view, act, on=selection.on) for act in ACTS) if _any(found)],
        earlier=[row for row in selection.claims("position") if _historical(row)],
        statements=_rows(selection, "statement"),
        roles=_rows(selection, "role"),
        figures=_rows(selection, "figure"),
    )
    stream.enable_buffering(_PIECES)
    for piece in stream:
        file.write(piece.encode("utf-8", "replace"))


def _any(found: Count) -> bool:
    return bool(found.groups or found.rejected)


class _First:
    """Whether a claim comes for the first time: it can stand in several places, and links lead to the first."""

    def __init__(self) -> None:
        self._come: set[str] = set()

    def __call__(self, claim: str) -> bool:
        new = claim not in self._come
        self._come.add(claim)
        return new


def _historical(row: Sourced) -> bool:
    return isinstance(row.claim, Position) and row.claim.historical


def _rows(selection: Selection, kind: ClaimKind) -> Iterator[Sourced]:
    for row in selection.claims(kind):
        assert isinstance(row.claim, Statement | RoleClaim | Figure)
        yield row


def _address(url: str | None) -> str:
    """The address where it is one of the web, else nothing."""
    return url if url and url.lower().startswith(("https://", "http://")) else ""
