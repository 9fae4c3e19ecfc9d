"""Which seats of several rolls are one: by number in a register, else by name and time.

A seat's boundaries change, and each set of boundaries has its dates; many sources give only the name. So a seat
without dates of its own goes, tie by tie, to the version of that name in force when the tie began.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from chiltern.names import fold, name_key
from chiltern.register.index import name_keys, word_set
from chiltern.register.joining.rows import conflicting, dated_ties, made_one, new_id, own_identifiers
from chiltern.register.model import RollRows, Seat
from chiltern.register.spans import ALWAYS, NEVER_ENDS, Span, span_of


@dataclass
class SeatMap:
    """Where the seats of one roll went: to one seat, or to several versions of it with the days of each."""

    versions: dict[str, list[tuple[str, Span]]] = field(default_factory=dict)

    def seat(self, seat: str, since: str | None, until: str | None) -> str:
        """The seat that a tie of these days belongs to."""
        choices = self.versions[seat]
        if len(choices) == 1:
            return choices[0][0]
        days = _span(since, until)
        # An election is on one day; of the versions that touch it the later one is being elected.
        first = Span(days.start, days.start + 1)
        return max(choices, key=lambda choice: (choice[1].overlap(first), choice[1].overlap(days), choice[1].start))[0]


def join_seats(rolls: Sequence[RollRows]) -> tuple[tuple[Seat, ...], list[SeatMap]]:
    """The seats of all rolls, and for each roll where its seats went."""
    joined = _Joined()
    maps = [SeatMap() for _ in rolls]
    # Dated versions first, so that the seats without dates find them.
    for dated in (True, False):
        for place, (rows, own) in enumerate(zip(rolls, maps, strict=True)):
            joined.take(place, rows, own, dated)
    return _called(joined.made, {match: seat for match, (_, seat) in joined.first.items()}, maps)


class _Joined:
    """The seats so far, with what finds them; `first` is the first roll, by place, that has a seat whole."""

    def __init__(self) -> None:
        self.made: dict[str, Seat] = {}
        self.first: dict[str, tuple[int, Seat]] = {}
        self._active: dict[str, Span] = {}
        self._names: defaultdict[str, list[str]] = defaultdict(list)

    def take(self, place: int, rows: RollRows, own: SeatMap, dated: bool) -> None:
        """Joins one roll's seats, those with dates of their own or those without, to those so far."""
        used = _used(rows)
        numbered = set(own_identifiers(rows.seats))
        versions: defaultdict[str, list[Span | None]] = defaultdict(list)
        for seat in rows.seats:
            versions[_key(seat)].append(_days_of(seat, used))
        for seat in rows.seats:
            if (seat.since is not None) != dated:
                continue
            days = _days_of(seat, used)
            numbers = {item for item in seat.identifiers.items() if item in numbered}
            matches = self._matches(seat, days, numbers, versions[_key(seat)])
            if matches:
                self._add(matches, seat, days)
            else:
                matches = [new_id(seat.id, self.made)]
                self.made[matches[0]] = replace(seat, id=matches[0])
                self._active[matches[0]] = days or Span(ALWAYS, NEVER_ENDS)
            if len(matches) == 1:
                known = self.first.get(matches[0], (place, seat))
                self.first[matches[0]] = min(known, (place, seat), key=lambda one: one[0])
            for match in matches:
                for key in _keys(seat):
                    if match not in self._names[key]:
                        self._names[key].append(match)
            own.versions[seat.id] = [(match, self._active[match]) for match in matches]

    def _matches(
        self, seat: Seat, days: Span | None, numbers: set[tuple[str, str]], versions: Sequence[Span | None]
    ) -> list[str]:
        """The seats that this one is: one by its number, or the versions of its name that were in force meanwhile.

        `versions` are the days of all seats of that name in its roll: each of them is another seat.
        """
        named = [match for key in _keys(seat) for match in self._names.get(key, ())]
        alike = [self.made[match] for match in dict.fromkeys(named) if _same_house(self.made[match], seat)]
        by_number = [row.id for row in alike if numbers & row.identifiers.items()]
        if len(by_number) == 1:
            return by_number
        left = [row for row in alike if not conflicting(row.identifiers, seat.identifiers)]
        if len(versions) > 1:
            left = [row for row in left if days and self._nearest(row.id, days, versions)]
        elif seat.since is not None or len(left) > 1:
            left = [row for row in left if days is None or self._active[row.id].overlap(days)] or (
                [] if seat.since is not None else left
            )
        if seat.since is not None or len(versions) > 1:
            # One version: the one it shares most days with.
            left.sort(key=lambda row: days.overlap(self._active[row.id]) if days else 0, reverse=True)
            return [row.id for row in left[:1]]
        return [row.id for row in left if row.since is None or days is None or self._active[row.id].overlap(days)]

    def _nearest(self, match: str, days: Span, versions: Sequence[Span | None]) -> bool:
        """Whether, of the versions of a name, the one of these days shares most with the seat."""
        shared = days.overlap(self._active[match])
        return shared > 0 and all(shared >= other.overlap(self._active[match]) for other in versions if other)

    def _add(self, matches: Sequence[str], seat: Seat, days: Span | None) -> None:
        if len(matches) > 1:
            return
        (match,) = matches
        self.made[match] = made_one(self.made[match], seat)
        if not self.made[match].since and days:
            was = self._active[match]
            self._active[match] = Span(min(was.start, days.start), max(was.end, days.end))


def _called(
    made: dict[str, Seat], first: dict[str, Seat], maps: list[SeatMap]
) -> tuple[tuple[Seat, ...], list[SeatMap]]:
    """The seats under the id and name of the first roll that has them."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for match, seat in made.items():
        ids[match] = new_id(first.get(match, seat).id, taken)
        taken.add(ids[match])
    seats = []
    for match, seat in made.items():
        name = first.get(match, seat).name
        others = tuple(other for other in (*seat.other_names, seat.name) if other != name)
        seats.append(replace(seat, id=ids[match], name=name, other_names=tuple(dict.fromkeys(others))))
    for own in maps:
        own.versions = {
            seat: [(ids[match], days) for match, days in versions] for seat, versions in own.versions.items()
        }
    return tuple(seats), maps


def _same_house(one: Seat, other: Seat) -> bool:
    return not one.legislature or not other.legislature or fold(one.legislature) == fold(other.legislature)


def _keys(seat: Seat) -> Iterator[str]:
    """What spellings of the name share, whatever the order of its words; and its numbers, for those that have none."""
    yield from {word_set(key) for key in name_keys(seat)}
    yield from (f"{scheme}={value}" for scheme, value in seat.identifiers.items())


def _key(seat: Seat) -> str:
    return word_set(name_key(seat.name))


def _days_of(seat: Seat, used: dict[str, Span]) -> Span | None:
    return span_of(seat) if seat.since is not None else used.get(seat.id)


def _used(rows: RollRows) -> dict[str, Span]:
    """The days from the first to the last use of each seat, an open one up to the last day that the roll mentions."""
    found: dict[str, Span] = {}
    uses = dated_ties(rows)
    last = _span(max((day for _, *days in uses for day in days if day), default=None), None).start
    for seat, since, until in uses:
        days = _span(since, until)
        if days.end == NEVER_ENDS:
            days = Span(days.start, max(days.start, last) + 1)
        was = found.get(seat, days)
        found[seat] = Span(min(was.start, days.start), max(was.end, days.end))
    return found


@dataclass(frozen=True)
class _Days:
    since: str | None
    until: str | None


def _span(since: str | None, until: str | None) -> Span:
    days = span_of(_Days(since, until))
    return days if days.days else Span(days.start, days.start + 1)
