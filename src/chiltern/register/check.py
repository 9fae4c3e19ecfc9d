"""Whether the rows of a roll hold together: ids are unique, ties point to rows that are there, no tie ends early.

Rows go in; nothing comes out, or a `BadInput` of one line that names the roll and the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.register.model import Affiliation, Contest, Division, Role, RollRows, Tenure


class _Named(Protocol):
    @property
    def id(self) -> str: ...


NamedRow = TypeVar("NamedRow", bound=_Named)


def by_id(rows: RollRows, named: Iterable[NamedRow]) -> dict[str, NamedRow]:
    """The rows by id, in their order; raises `BadInput` where two have one id."""
    found: dict[str, NamedRow] = {}
    for row in named:
        if row.id in found:
            raise BadInput(f"roll {rows.name}: two {type(row).__name__.lower()} rows have the id {row.id!r}")
        found[row.id] = row
    return found


def check_rows(rows: RollRows) -> None:
    """Raises `BadInput` for a tie to a row that is not there, a date no calendar has, or a tie that ends early."""
    persons, parties = by_id(rows, rows.persons), by_id(rows, rows.parties)
    seats, sources = by_id(rows, rows.seats), by_id(rows, rows.sources)
    ties: tuple[Tenure | Affiliation | Role, ...] = (*rows.tenures, *rows.affiliations, *rows.roles)
    for tie in ties:
        _refer(rows, persons, tie.person, "person", tie)
        _ordered(rows, tie)
    for tenure in rows.tenures:
        _refer(rows, seats, tenure.seat, "seat", tenure)
    for affiliation in rows.affiliations:
        _refer(rows, parties, affiliation.party, "party", affiliation)
    for contest in rows.contests:
        _refer(rows, seats, contest.seat, "seat", contest)
        for candidate in contest.candidates:
            _refer(rows, parties, candidate.party, "party", candidate)
            if candidate.person is not None:
                _refer(rows, persons, candidate.person, "person", candidate)
    by_id(rows, rows.divisions)
    for division in rows.divisions:
        for vote in division.votes:
            _refer(rows, persons, vote.person, "person", division.id)
        labels = {vote.party for vote in division.votes if vote.party is not None} | division.party_totals.keys()
        for party in sorted(labels):
            _refer(rows, parties, party, "party", division.id)
    sourced: tuple[Tenure | Affiliation | Role | Contest | Division, ...] = (*ties, *rows.contests, *rows.divisions)
    for row in sourced:
        for source in row.sources:
            _refer(rows, sources, source, "source", row)


def _refer(rows: RollRows, known: Mapping[str, object], key: str, kind: str, row: object) -> None:
    if key not in known:
        raise BadInput(f"roll {rows.name}: {row} names the {kind} {key!r}, which the roll does not hold")


def _ordered(rows: RollRows, row: Tenure | Affiliation | Role) -> None:
    try:
        days = [first_day(bound) for bound in (row.since, row.until) if bound is not None]
    except ValueError as error:
        raise BadInput(f"roll {rows.name}: {row} has no real date: {error}") from None
    if len(days) == 2 and days[1] < days[0]:
        raise BadInput(f"roll {rows.name}: {row} ends before it begins")
