"""One roll from several: rolls go in, the first one preferred; one set of rows with every source's claims comes out.

Parties, seats and persons that several rolls have become one row each (`register/joining/`). The same tie from four
sources is one row with four sources; where sources differ, each keeps its row, and the order of the sources, which is
that of the rolls, gives the answer (`register/resolve.py`). Merging a merged roll with a third gives what merging all
three gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from chiltern.register.joining.parties import join_parties
from chiltern.register.joining.persons import join_persons
from chiltern.register.joining.rows import new_id
from chiltern.register.joining.seats import SeatMap, join_seats
from chiltern.register.model import Affiliation, Contest, Division, Role, RollRows, Source, Tenure

Row = TypeVar("Row", Tenure, Affiliation, Role, Contest, Division)


def merge_rows(rolls: Sequence[RollRows], name: str, title: str = "") -> RollRows:
    """The rolls as one, in order of preference; raises ValueError for none."""
    if not rolls:
        raise ValueError("no roll to merge")
    sources, source_maps = _join_sources(rolls)
    parties, party_maps = join_parties(rolls)
    seats, seat_maps = join_seats(rolls)
    persons, person_maps = join_persons(rolls, seats, seat_maps)
    moved = [
        _Moved(rows, *maps)
        for rows, maps in zip(rolls, zip(source_maps, party_maps, seat_maps, person_maps, strict=True), strict=True)
    ]
    bounded = [rows for rows in rolls if any(not tie.seen for tie in rows.tenures)]
    return RollRows(
        name=name,
        title=title or next((rows.title for rows in rolls if rows.title), name),
        legislature=next((rows.legislature for rows in rolls if rows.legislature), ""),
        since=_bound(min, (rows.since for rows in bounded)),
        until=_bound(max, (rows.until for rows in bounded)),
        sources=sources,
        parties=parties,
        seats=seats,
        persons=persons,
        tenures=_united(chain.from_iterable(one.tenures() for one in moved)),
        affiliations=_united(chain.from_iterable(one.affiliations() for one in moved)),
        roles=_united(chain.from_iterable(one.roles() for one in moved)),
        contests=_united(chain.from_iterable(one.contests() for one in moved)),
        divisions=_numbered(_united(chain.from_iterable(one.divisions() for one in moved))),
    )


class _Moved:
    """One roll's ties, with the ids of the joined rows in place of its own."""

    def __init__(
        self,
        rows: RollRows,
        sources: dict[str, str],
        parties: dict[str, str],
        seats: SeatMap,
        persons: dict[str, str],
    ) -> None:
        self._rows, self._sources, self._parties, self._seats, self._persons = rows, sources, parties, seats, persons

    def tenures(self) -> Iterable[Tenure]:
        for tie in self._rows.tenures:
            seat = self._seats.seat(tie.seat, tie.since, tie.until)
            yield replace(tie, person=self._persons[tie.person], seat=seat, sources=self._from(tie))

    def affiliations(self) -> Iterable[Affiliation]:
        for tie in self._rows.affiliations:
            yield replace(
                tie, person=self._persons[tie.person], party=self._parties[tie.party], sources=self._from(tie)
            )

    def roles(self) -> Iterable[Role]:
        for tie in self._rows.roles:
            of = self._parties.get(tie.of or "", tie.of)
            if tie.of in self._seats.versions:
                of = self._seats.seat(tie.of, tie.since, tie.until)
            yield replace(tie, person=self._persons[tie.person], of=of, sources=self._from(tie))

    def contests(self) -> Iterable[Contest]:
        for contest in self._rows.contests:
            candidates = tuple(
                replace(one, party=self._parties[one.party], person=self._persons.get(one.person or ""))
                for one in contest.candidates
            )
            seat = self._seats.seat(contest.seat, contest.date, contest.date)
            yield replace(contest, seat=seat, candidates=candidates, sources=self._from(contest))

    def divisions(self) -> Iterable[Division]:
        for division in self._rows.divisions:
            votes = tuple(
                replace(
                    vote,
                    person=self._persons[vote.person],
                    party=None if vote.party is None else self._parties[vote.party],
                )
                for vote in division.votes
            )
            totals = {self._parties[party]: counts for party, counts in division.party_totals.items()}
            yield replace(division, votes=votes, party_totals=totals, sources=self._from(division))

    def _from(self, row: Tenure | Affiliation | Role | Contest | Division) -> tuple[str, ...]:
        return tuple(self._sources[source] for source in row.sources)


def _join_sources(rolls: Sequence[RollRows]) -> tuple[tuple[Source, ...], list[dict[str, str]]]:
    """The sources in order of preference; one that was read on two days is two."""
    made: dict[str, Source] = {}
    maps = []
    for rows in rolls:
        found = {}
        for source in rows.sources:
            same = next((one.id for one in made.values() if replace(one, id=source.id) == source), None)
            if same is None:
                dated = f"{source.id}-{source.retrieved}" if source.id in made and source.retrieved else source.id
                same = new_id(dated, made)
                made[same] = replace(source, id=same)
            found[source.id] = same
        maps.append(found)
    return tuple(made.values()), maps


def _united(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Equal rows as one, with the sources of all and whatever one of them knows besides."""
    made: dict[object, Any] = {}
    row: Any
    for row in rows:
        key = _bare(row)
        have: Any = made.setdefault(key, row)
        if have is not row:
            sources = tuple(dict.fromkeys((*have.sources, *row.sources)))
            more = {field: getattr(row, field) for field in _details(row) if getattr(have, field) is None}
            made[key] = replace(have, sources=sources, **more)
    return tuple(made.values())


def _bare(row: Tenure | Affiliation | Role | Contest | Division) -> object:
    """What makes two rows one claim."""
    bare = replace(row, sources=(), **dict.fromkeys(_details(row)))
    # The party totals of a division are a dict, which no set holds.
    return msgspec.json.encode(bare) if isinstance(bare, Division) else bare


def _details(row: object) -> tuple[str, ...]:
    """What one source may know of a tie and another not."""
    if isinstance(row, Tenure):
        return ("began", "ended")
    return ("kind", "reason") if isinstance(row, Affiliation) else ()


def _numbered(divisions: Sequence[Division]) -> tuple[Division, ...]:
    """The divisions with ids of their own, where two sources use one id for different content."""
    made: dict[str, Division] = {}
    for division in divisions:
        match = new_id(division.id, made)
        made[match] = replace(division, id=match)
    return tuple(made.values())


def _bound(pick: Callable[[list[str]], str], dates: Iterable[str | None]) -> str | None:
    listed = list(dates)
    known = [day for day in listed if day is not None]
    return pick(known) if known and len(known) == len(listed) else None
