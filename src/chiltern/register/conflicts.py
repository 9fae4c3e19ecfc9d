"""Where the sources of a roll differ: a roll goes in, each disagreement comes out with its sides, the answer's first.

Sources differ about the day of a change, about the party for some days, about the seat, about who held it, and about
the votes of an election or a division. What only one source has is no conflict, and neither is an open end, a spell
told in two parts, or a day between dissolution and election.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import msgspec

from chiltern.dates import PartialDate
from chiltern.register.index import name_keys, word_set
from chiltern.register.model import Affiliation, Contest, Division, Tenure
from chiltern.register.roll import Roll
from chiltern.register.spans import ALWAYS, NEVER_ENDS, SAME_EVENT, Span, same_event, span_of
from chiltern.register.timeline import PartyLine, lines_by_source, party_line, steps

_MANY = 20  # members who share a difference of dates, from which on it is their chamber's
ConflictKind = Literal["date", "party", "seat", "holder", "votes"]


class Side(msgspec.Struct, frozen=True):
    """What some sources say: a day, a party, a seat, a person, or numbers, as words."""

    value: str
    sources: tuple[str, ...]


class Conflict(msgspec.Struct, frozen=True, omit_defaults=True):
    """One disagreement. `what` says about which fact; the first side is the roll's answer, by its order of sources.

    `since` and `until` are the days on which the sides cannot both be right.
    """

    kind: ConflictKind
    what: str
    sides: tuple[Side, ...]
    person: str | None = None
    person_id: str | None = None
    seat: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None


def conflicts(roll: Roll) -> tuple[Conflict, ...]:
    """Every disagreement of the roll's sources, in time order."""
    found = [*_of_parties(roll), *_told_once(_of_tenures(roll)), *_of_holders(roll), *_of_votes(roll)]
    return tuple(sorted(found, key=lambda one: (one.since or "", one.kind, one.what, one.person or "", one.seat or "")))


# For whom somebody sat


def _of_parties(roll: Roll) -> Iterator[Conflict]:
    claims: defaultdict[str, list[Affiliation]] = defaultdict(list)
    for row in roll.rows.affiliations:
        claims[row.person].append(row)
    for person, rows in claims.items():
        if len({source for row in rows for source in row.sources}) > 1:
            yield from _of_one_person(roll, person, rows)


def _of_one_person(roll: Roll, person: str, rows: list[Affiliation]) -> Iterator[Conflict]:
    answer = party_line(roll.affiliations_of(person))
    lines = lines_by_source(rows, roll.preference)
    dates: defaultdict[tuple[int, str], dict[str, list[str]]] = defaultdict(dict)
    parties: list[tuple[Span, str, str, str]] = []
    for source, line in lines.items():
        for days, ours, theirs in _differences(answer, line):
            step = _same_step(answer, line, days)
            if step is None:
                parties.append((days, ours, theirs, source))
            else:
                dates[step[0], ours if ours == step[2] else theirs].setdefault(_iso(step[1]), []).append(source)
    name = roll.persons[person].name
    for (day, party), others in dates.items():
        agree = [
            source for source, line in lines.items() if (day, party) in {(own.day, own.after) for own in steps(line)}
        ]
        what = f"change to {roll.parties[party].name}"
        yield Conflict("date", what, _sides(roll, _iso(day), agree, others), name, person, since=_iso(day))
    for days, ours, others in _overlapping(parties):
        agree = [
            source
            for source, line in lines.items()
            if any(spell.party == ours and spell.span.overlap(days) for spell in line)
        ]
        named = {roll.parties[party].name: sources for party, sources in others.items()}
        sides = _sides(roll, roll.parties[ours].name, agree, named)
        yield Conflict("party", "sat for", sides, name, person, since=_text(days.start), until=_text(days.end))


def _overlapping(found: list[tuple[Span, str, str, str]]) -> list[tuple[Span, str, dict[str, list[str]]]]:
    """Differences from one spell of the answer that share days are one, over all the days of any of them."""
    made: list[tuple[Span, str, dict[str, list[str]]]] = []
    for days, ours, theirs, source in sorted(found):
        last = made[-1] if made else None
        if last is not None and last[1] == ours and last[0].overlap(days):
            last[2].setdefault(theirs, []).append(source)
            made[-1] = (Span(last[0].start, max(last[0].end, days.end)), ours, last[2])
        else:
            made.append((days, ours, {theirs: [source]}))
    return made


def _differences(answer: PartyLine, line: PartyLine) -> Iterator[tuple[Span, str, str]]:
    """The days on which a source has another party than the answer."""
    for ours in answer:
        for theirs in line:
            days = Span(max(ours.span.start, theirs.span.start), min(ours.span.end, theirs.span.end))
            if ours.party != theirs.party and days.start < days.end:
                yield days, ours.party, theirs.party


def _same_step(answer: PartyLine, line: PartyLine, days: Span) -> tuple[int, int, str] | None:
    """Our day, their day and the new party, where the two only date one change differently."""
    for own in steps(answer):
        for other in steps(line):
            between = {own.day, other.day} == {days.start, days.end}
            if own.after == other.after and between and same_event(own.day, other.day):
                return own.day, other.day, own.after
    return None


# Who held which seat


def _of_tenures(roll: Roll) -> Iterator[Conflict]:
    claims: defaultdict[str, list[Tenure]] = defaultdict(list)
    for tie in roll.rows.tenures:
        if not tie.seen:
            claims[tie.person].append(tie)
    for person, rows in claims.items():
        if len({source for tie in rows for source in tie.sources}) > 1:
            yield from _of_one_member(roll, person, rows)


def _of_one_member(roll: Roll, person: str, claims: list[Tenure]) -> Iterator[Conflict]:
    answer = roll.tenures_of(person)
    name = roll.persons[person].name
    bounds = {span_of(tie).start for tie in answer} | {span_of(tie).end for tie in answer}
    for ours in answer:
        mine, seat = _known_span(roll, ours), roll.seats[ours.seat].name
        near = [(tie, days) for tie in claims if (days := _known_span(roll, tie)).overlap(mine)]
        elsewhere: dict[str, list[str]] = {}
        for tie, days in near:
            if days.overlap(mine) > SAME_EVENT and not _one_name(roll, tie.seat, ours.seat):
                elsewhere.setdefault(roll.seats[tie.seat].name, []).extend(tie.sources)
        if elsewhere:
            agree = [source for tie, _ in near if _one_name(roll, tie.seat, ours.seat) for source in tie.sources]
            sides = _sides(roll, seat, agree, elsewhere)
            yield Conflict("seat", "held the seat", sides, name, person, seat, ours.since, ours.until)
        for side, what in enumerate(("beginning", "end")):
            own = span_of(ours)[side]
            others: dict[str, list[str]] = {}
            for tie, _ in near:
                other = span_of(tie)[side]
                if other not in bounds and same_event(own, other) and {own, other}.isdisjoint((ALWAYS, NEVER_ENDS)):
                    others.setdefault(_iso(other), []).extend(tie.sources)
            if others:
                agree = [source for tie, _ in near if span_of(tie)[side] == own for source in tie.sources]
                said = _sides(roll, _iso(own), agree, others)
                yield Conflict("date", f"{what} of the tenure", said, name, person, seat, since=_iso(own))


def _told_once(found: Iterable[Conflict]) -> Iterator[Conflict]:
    """A difference of dates that a whole chamber shares is one about the term, not one about each member.

    One register has members sit until the dissolution, another until the next election.
    """
    alike: defaultdict[tuple[str, tuple[str, ...]], list[Conflict]] = defaultdict(list)
    for conflict in found:
        alike[conflict.what, tuple(side.value for side in conflict.sides)].append(conflict)
    for (what, _), same in alike.items():
        if same[0].kind != "date" or len(same) < _MANY:
            yield from same
        else:
            sides = [
                Side(side.value, tuple(dict.fromkeys(source for one in same for source in one.sides[at].sources)))
                for at, side in enumerate(same[0].sides)
            ]
            told = what.replace("the tenure", f"{len(same):,} tenures")
            yield Conflict("date", told, tuple(sides), since=same[0].since)


def _known_span(roll: Roll, tie: Tenure) -> Span:
    """The days of a claim, an open one up to the last day that its sources know."""
    days = span_of(tie)
    return Span(days.start, max(days.start, min(days.end, roll.preference.known_until(tie))))


def _one_name(roll: Roll, one: str, other: str) -> bool:
    """Whether the two are versions of one seat: other boundaries are no disagreement about the seat."""
    if one == other:
        return True
    keys = [{word_set(key) for key in name_keys(roll.seats[seat])} for seat in (one, other)]
    return bool(keys[0] & keys[1])


def _of_holders(roll: Roll) -> Iterator[Conflict]:
    """Two persons in a seat that has one place."""
    for seat in roll.seats.values():
        ties = roll.tenures_in(seat.id) if seat.places == 1 else ()
        for at, one in enumerate(ties):
            for other in ties[at + 1 :]:
                days = _known_span(roll, one).overlap(_known_span(roll, other))
                if one.person != other.person and days and not set(one.sources) & set(other.sources):
                    first, second = (roll.persons[tie.person].name for tie in (other, one))
                    said = (Side(first, other.sources), Side(second, one.sources))
                    yield Conflict(
                        "holder", "who held the seat", said, seat=seat.name, since=other.since, until=one.until
                    )


# Votes


def _of_votes(roll: Roll) -> Iterator[Conflict]:
    contests: defaultdict[tuple[str, str], list[Contest]] = defaultdict(list)
    for contest in roll.rows.contests:
        contests[contest.seat, contest.date].append(contest)
    for (seat, day), rows in contests.items():
        numbers = {
            "majority": [(row.majority, row.sources) for row in rows],
            "valid votes": [(row.valid_votes, row.sources) for row in rows],
            "electorate": [(row.electorate, row.sources) for row in rows],
        }
        for what, said in numbers.items():
            yield from _of_numbers(what, said, seat=roll.seats[seat].name, since=day)
    divisions: defaultdict[tuple[str, object], list[Division]] = defaultdict(list)
    for division in roll.rows.divisions:
        divisions[division.date[:10], division.number or division.id].append(division)
    for (day, number), same in divisions.items():
        title = f"division {number}"
        yield from _of_numbers(f"ayes, {title}", [(row.ayes, row.sources) for row in same], since=day)
        yield from _of_numbers(f"noes, {title}", [(row.noes, row.sources) for row in same], since=day)


def _of_numbers(
    what: str, said: Iterable[tuple[int | None, tuple[str, ...]]], seat: str | None = None, since: str | None = None
) -> Iterator[Conflict]:
    by_value: dict[int, list[str]] = {}
    for value, sources in said:
        if value is not None:
            by_value.setdefault(value, []).extend(sources)
    if len(by_value) > 1:
        sides = tuple(Side(f"{value:,}", tuple(dict.fromkeys(sources))) for value, sources in by_value.items())
        yield Conflict("votes", what, sides, seat=seat, since=since)


def _sides(roll: Roll, value: str, agree: Iterable[str], others: dict[str, list[str]]) -> tuple[Side, ...]:
    """The answer's side and the others, the sources of each in the roll's order."""
    against = {source for sources in others.values() for source in sources}
    first = Side(value, tuple(source for source in roll.sources if source in set(agree) - against))
    rest = (
        Side(other, tuple(source for source in roll.sources if source in said))
        for other, said in sorted(others.items())
    )
    return (first, *rest)


def _iso(ordinal: int) -> PartialDate:
    return date.fromordinal(ordinal).isoformat()


def _text(ordinal: int) -> PartialDate | None:
    return None if ordinal in (ALWAYS, NEVER_ENDS) else _iso(ordinal)
