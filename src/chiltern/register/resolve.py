"""From claims to one answer: the ties of several sources go in, those that hold come out.

The order of a roll's sources is the order of preference. For each person the source that stands first is heard
first, and a later one only for days of which no earlier one speaks. Three rules go with that:

- Where two have the same spell, the first one's beginning and end stand, and what sticks out of the other's is no spell
  of its own; unless it only sticks out of the time that the first source covers, from one election to a dissolution.
- An open end means "still so on the last day that the source knows". Of later days another source is heard.
- A spell that a source only saw to hold (`seen`) fills what is left.

Nothing is thrown away: the claims stay in the roll's rows, and `register/conflicts.py` lists where they differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import msgspec

from chiltern.dates import PartialDate, day_after, first_day
from chiltern.register.model import Affiliation, Contest, Division, Role, RollRows, Tenure
from chiltern.register.spans import ALWAYS, NEVER_ENDS, SAME_EVENT, Span, same_event, span_of, without

Tie = TypeVar("Tie", Tenure, Affiliation, Role)
# Of the fields that only some sources fill, those about the beginning of a spell and those about its end.
_OF_BEGINNING = ("began", "kind", "reason")
_OF_END = ("ended",)
_TOGETHER = 10  # ties that begin or end on one day: an election or a dissolution


class _Piece(NamedTuple):
    """The days for which one claim is the answer."""

    span: Span
    claim: Any


class Preference:
    """Which source of a roll is heard first, and until when an open claim of it is known to hold."""

    def __init__(self, rows: RollRows) -> None:
        self._rows = rows
        self._rank = {source.id: rank for rank, source in enumerate(rows.sources)}

    def rank(self, claim: Tenure | Affiliation | Role | Contest | Division) -> int:
        best = min((self._rank[source] for source in claim.sources), default=len(self._rank))
        return best + len(self._rank) + 1 if getattr(claim, "seen", False) else best

    def last_known(self, source: str) -> int:
        """The day after the last one of which the source can know: that of reading it, else the last it mentions."""
        return self._last_known.get(source, NEVER_ENDS)

    def known_until(self, claim: Tenure | Affiliation | Role) -> int:
        """The day up to which an open claim was seen to hold."""
        return max(map(self.last_known, claim.sources), default=NEVER_ENDS)

    def begins(self, claim: Tenure | Affiliation | Role) -> bool:
        """Whether the claim says when the tie began, and not only when its source does."""
        start = span_of(claim).start
        return start != ALWAYS and not any(same_event(start, self._covers[source].start) for source in claim.sources)

    def ends(self, claim: Tenure | Affiliation | Role) -> bool:
        """Whether the claim says when the tie ended, and not only when its source does."""
        end = span_of(claim).end
        return end != NEVER_ENDS and not any(same_event(end, self._covers[source].end) for source in claim.sources)

    @cached_property
    def _covers(self) -> dict[str, Span]:
        """From the election to the dissolution with which each source begins and ends; of one that does not, always."""
        starts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        ends: defaultdict[str, Counter[str]] = defaultdict(Counter)
        ties: tuple[Tenure | Affiliation, ...] = (*self._rows.tenures, *self._rows.affiliations)
        for row in ties:
            for source in row.sources:
                starts[source][row.since or ""] += 1
                ends[source][row.until or "9999-12-31"] += 1
        made = {}
        for source in self._rank:
            first, last = min(starts[source], default=""), max(ends[source], default="")
            start = first_day(first).toordinal() if first and starts[source][first] >= _TOGETHER else ALWAYS
            end = first_day(last).toordinal() if last and ends[source][last] >= _TOGETHER else NEVER_ENDS
            made[source] = Span(start, end if same_event(end, self.last_known(source)) else NEVER_ENDS)
        return made

    @cached_property
    def _last_known(self) -> dict[str, int]:
        latest: dict[str, PartialDate] = {}
        ties: tuple[Tenure | Affiliation | Role, ...]
        ties = (*self._rows.tenures, *self._rows.affiliations, *self._rows.roles)
        for row in ties:
            day = max(row.since or "", row.until or "")
            for source in row.sources:
                if day > latest.get(source, ""):
                    latest[source] = day
        latest |= {source.id: source.retrieved for source in self._rows.sources if source.retrieved}
        return {source: day_after(day).toordinal() for source, day in latest.items()}


def answers(
    claims: Sequence[Tie], group: Callable[[Tie], Hashable], value: Callable[[Tie], Hashable], preference: Preference
) -> tuple[Tie, ...]:
    """The claims as one answer: within a group (one person's ties of a kind) no two days' spells overlap.

    A claim that holds as it stands comes back as it is, with the sources that agree with it added.
    """
    groups: defaultdict[Hashable, list[Tie]] = defaultdict(list)
    for claim in claims:
        groups[group(claim)].append(claim)
    made: list[Tie] = []
    for rows in groups.values():
        made += rows if _apart(rows) else _resolved(rows, value, preference)
    return tuple(made)


def elections_once(claims: Sequence[Contest], preference: Preference) -> tuple[Contest, ...]:
    """Of the claims about one election, that of the preferred source; all in the order given."""
    best: dict[Hashable, Contest] = {}
    for claim in sorted(claims, key=preference.rank):
        best.setdefault((claim.seat, claim.date), claim)
    kept = {id(claim) for claim in best.values()}
    return tuple(claim for claim in claims if id(claim) in kept)


def _apart(rows: Sequence[Tie]) -> bool:
    """Whether no two spells overlap, which is how nearly all of a single source's are."""
    if len(rows) == 1:
        return True
    spans = sorted(span_of(row) for row in rows)
    return all(one.end <= other.start for one, other in pairwise(spans))


def _resolved(rows: Sequence[Tie], value: Callable[[Tie], Hashable], preference: Preference) -> list[Tie]:
    spans = {row: span_of(row) for row in rows}
    taken: list[_Piece] = []
    # Within one source a later spell ends an earlier one that the source forgot to end.
    for row in sorted(rows, key=lambda row: (preference.rank(row), -spans[row].start)):
        _fill(taken, row, spans[row], preference)
    for row in sorted(rows, key=preference.rank):
        _extend(taken, row, spans[row], preference.known_until(row), value)
    return [_answer(piece, rows, spans, value, preference) for piece in _joined(taken, value)]


def _fill(taken: list[_Piece], row: Any, span: Span, preference: Preference) -> None:
    """Gives the row the days, up to the last one known, that nobody has.

    What is left of it beside a better claim is dropped where it is short (the same event, dated otherwise), where it
    has no end (that a tie was not seen to end says nothing against a source that has its end), and where the better
    claim says when the tie began or ended.
    """
    end = span.end if span.end != NEVER_ENDS else max(preference.known_until(row), span.start)
    known = Span(span.start, end)
    better = [piece for piece in taken if preference.rank(piece.claim) < preference.rank(row)]
    for left in without(known, [piece.span for piece in taken]):
        cut = any(
            (piece.span.end == left.start and preference.ends(piece.claim))
            or (piece.span.start == left.end and preference.begins(piece.claim))
            for piece in better
        )
        if left == known or (SAME_EVENT < left.days < NEVER_ENDS - left.start and not cut):
            taken.append(_Piece(left, row))
    taken.sort(key=lambda piece: piece.span)


def _extend(taken: list[_Piece], row: Any, span: Span, known_until: int, value: Callable[[Tie], Hashable]) -> None:
    """An open claim that holds on the last day known goes on until somebody says otherwise.

    Who only saw it hold later does not say otherwise.
    """
    if span.end != NEVER_ENDS or not any(piece.claim is row and piece.span.end == known_until for piece in taken):
        return
    at, end = known_until, NEVER_ENDS
    made = []
    for piece in taken:
        if piece.span.start < known_until:
            continue
        made.append(_Piece(Span(at, piece.span.start), row))
        at = piece.span.end
        if not (getattr(piece.claim, "seen", False) and value(piece.claim) == value(row)):
            end = at
            break
    made.append(_Piece(Span(at, end), row))
    taken += [piece for piece in made if piece.span.days > 0]
    taken.sort(key=lambda piece: piece.span)


def _joined(pieces: list[_Piece], value: Callable[[Tie], Hashable]) -> list[_Piece]:
    """Pieces that meet where an open claim was only cut off, and go on with the same, are one."""
    made: list[_Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if (
            last is not None
            and last.span.end == piece.span.start
            and last.claim.until is None
            and value(last.claim) == value(piece.claim)
        ):
            made[-1] = _Piece(Span(last.span.start, piece.span.end), last.claim)
        else:
            made.append(piece)
    return made


def _answer(
    piece: _Piece,
    rows: Sequence[Tie],
    spans: Mapping[Tie, Span],
    value: Callable[[Tie], Hashable],
    preference: Preference,
) -> Tie:
    """The claim with the days it holds for, the sources that agree, and what these know of its beginning and end."""
    claim: Tie = piece.claim
    agreeing: list[Tie] = [
        row
        for row in sorted(rows, key=preference.rank)
        if value(row) == value(claim) and spans[row].overlap(piece.span)
    ]
    agreeing.insert(0, claim)
    sources = tuple(dict.fromkeys(source for row in agreeing for source in row.sources))
    changes: dict[str, Any] = {} if sources == claim.sources else {"sources": sources}
    if piece.span != spans[claim]:
        changes |= {
            "since": claim.since if piece.span.start == spans[claim].start else _text(piece.span.start),
            "until": claim.until if piece.span.end == spans[claim].end else _text(piece.span.end),
        }
    for field in (*_OF_BEGINNING, *_OF_END):
        if getattr(claim, field, "none of its own") is None:
            side = 1 if field in _OF_END else 0
            changes |= _first_known(field, (row for row in agreeing if same_event(spans[row][side], piece.span[side])))
    return msgspec.structs.replace(claim, **changes) if changes else claim


def _first_known(field: str, rows: Iterable[Tie]) -> dict[str, Any]:
    return next(({field: known} for row in rows if (known := getattr(row, field)) is not None), {})


def _text(ordinal: int) -> PartialDate | None:
    return None if ordinal in (ALWAYS, NEVER_ENDS) else date.fromordinal(ordinal).isoformat()
