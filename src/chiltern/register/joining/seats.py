"""Which seats of several rolls are one: by number in a register, else by name and time.

A seat's boundaries change, and each set of boundaries has its dates; many sources give only the name. So a seat
without dates of its own goes, tie by tie, to the version of that name in force when the tie began.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from chiltern.names import fold
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
    made: dict[str, Seat] = {}
    active: dict[str, Span] = {}
    names: defaultdict[str, list[str]] = defaultdict(list)
    maps = [SeatMap() for _ in rolls]
    first: dict[str, tuple[int, Seat]] = {}
    # Dated versions first, so that the seats without dates find them.
    for dated in (True, False):
        for place, (rows, own) in enumerate(zip(rolls, maps, strict=True)):
            used = _used(rows)
            numbered = set(own_identifiers(rows.seats))
            for seat in (row for row in rows.seats if (row.since is not None) == dated):
                days = span_of(seat) if dated else used.get(seat.id)
                matches = _matches(seat, days, made, active, names, numbered)
                if not matches:
                    match = new_id(seat.id, made)
                    made[match] = replace(seat, id=match)
                    active[match] = days or Span(ALWAYS, NEVER_ENDS)
                    matches = [match]
                elif len(matches) == 1:
                    made[matches[0]] = made_one(made[matches[0]], seat)
                    if not made[matches[0]].since and days:
                        was = active[matches[0]]
                        active[matches[0]] = Span(min(was.start, days.start), max(was.end, days.end))
                if len(matches) == 1:
                    first[matches[0]] = min(first.get(matches[0], (place, seat)), (place, seat), key=lambda one: one[0])
                for match in matches:
                    for key in _keys(seat):
                        if match not in names[key]:
                            names[key].append(match)
                own.versions[seat.id] = [(match, active[match]) for match in matches]
    return _called(made, {match: seat for match, (_, seat) in first.items()}, maps)


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


def _matches(
    seat: Seat,
    days: Span | None,
    made: dict[str, Seat],
    active: dict[str, Span],
    names: dict[str, list[str]],
    numbered: set[tuple[str, str]],
) -> list[str]:
    """The seats that this one is: one by its number, or the versions of its name that were in force meanwhile."""
    named = [match for key in _keys(seat) for match in names.get(key, ())]
    alike = [made[match] for match in dict.fromkeys(named) if _same_house(made[match], seat)]
    own = {item for item in seat.identifiers.items() if item in numbered}
    by_number = [row.id for row in alike if own & row.identifiers.items()]
    if len(by_number) == 1:
        return by_number
    left = [row for row in alike if not conflicting(row.identifiers, seat.identifiers)]
    fitting = [row.id for row in left if _meets(row, active[row.id], seat, days)]
    if seat.since is not None or seat.identifiers.keys() & {scheme for row in left for scheme in row.identifiers}:
        # One version: the one it shares most days with.
        fitting.sort(key=lambda match: days.overlap(active[match]) if days else 0, reverse=True)
        return fitting[:1]
    return fitting


def _meets(row: Seat, active: Span, seat: Seat, days: Span | None) -> bool:
    if days is None or (row.since is None and seat.since is None):
        return True
    return active.overlap(days) > 0


def _same_house(one: Seat, other: Seat) -> bool:
    return not one.legislature or not other.legislature or fold(one.legislature) == fold(other.legislature)


def _keys(seat: Seat) -> Iterator[str]:
    """What spellings of the name share, whatever the order of its words; and its numbers, for those that have none."""
    yield from {word_set(key) for key in name_keys(seat)}
    yield from (f"{scheme}={value}" for scheme, value in seat.identifiers.items())


def _used(rows: RollRows) -> dict[str, Span]:
    """The days from the first to the last use of each seat."""
    found: dict[str, Span] = {}
    for seat, since, until in dated_ties(rows):
        days = _span(since, until)
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
