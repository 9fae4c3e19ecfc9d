"""What changed in a chamber between two days: who came, who left, who sat for whom from when, why, on whose word.

A roll goes in; changes come out in time order. A general election and a dissolution change everybody and are left out,
but for members who come back under another label. Where no source says what kind of change it was, the kind is
inferred from the labels alone, and marked so: that somebody became independent is known, not who wanted it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import msgspec

from chiltern.dates import PartialDate, first_day
from chiltern.register.index import is_chair, is_independent, one_label
from chiltern.register.model import Affiliation, Tenure
from chiltern.register.roll import Roll
from chiltern.register.spans import same_event, span_of
from chiltern.register.terms import Terms, terms_of
from chiltern.register.timeline import PartyLine, PartyStep, lines_by_source, party_line, steps


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One change of one person's ties. `dates` is the first day of the new state by each source that has the change.

    `kind` is one of: elected, resigned the whip, whip removed, whip suspended, whip restored, joined, group formed,
    group renamed, label changed, became independent, became Speaker, left the chair, died, resigned the seat, left the
    seat, or the source's own words. `inferred` where no source says it.
    """

    date: PartialDate
    kind: str
    person: str
    person_id: str
    seat: str | None = None
    from_party: str | None = None
    to_party: str | None = None
    from_party_id: str | None = None
    to_party_id: str | None = None
    reason: str | None = None
    inferred: bool = False
    sources: tuple[str, ...] = ()
    dates: dict[str, PartialDate] = {}

    @property
    def dates_differ(self) -> bool:
        return len(set(self.dates.values())) > 1


def changes(
    roll: Roll, since: date | None = None, until: date | None = None, party: str | None = None
) -> tuple[Change, ...]:
    """The changes of the days [since, until), in time order; `party` is the id of the one left or joined."""
    found = [*_of_party(roll), *_of_seats(roll)]
    kept = [
        change
        for change in found
        if (since is None or first_day(change.date) >= since)
        and (until is None or first_day(change.date) < until)
        and (party is None or party in (change.from_party_id, change.to_party_id))
    ]
    return tuple(sorted(kept, key=lambda change: (change.date, change.person, change.to_party or "")))


def _of_party(roll: Roll) -> Iterator[Change]:
    terms = terms_of(roll)
    claims: defaultdict[str, list[Affiliation]] = defaultdict(list)
    for row in roll.rows.affiliations:
        claims[row.person].append(row)
    moved: list[tuple[str, PartyStep, list[PartyStep]]] = []
    for person in roll.persons:
        if not roll.tenures_of(person):
            continue
        own = steps(party_line(roll.affiliations_of(person)))
        moved += [(person, step, own) for step in own if _sits(roll, person, step.day)]
    together = Counter(step for _, step, _ in moved)
    for person, step, own in moved:
        row = next(tie for tie in roll.affiliations_of(person) if span_of(tie).start == step.day)
        kind = row.kind or _kind(roll, terms, person, step, own, together[step])
        dates = {
            source: day
            for source, line in lines_by_source(claims[person], roll.preference).items()
            if (day := _dated(line, step))
        }
        before, after = roll.parties[step.before], roll.parties[step.after]
        seat = roll.seat_of(person, date.fromordinal(step.day))
        yield Change(
            date=row.since or "",
            kind=kind,
            person=roll.persons[person].name,
            person_id=person,
            seat=seat.name if seat else None,
            from_party=before.name,
            to_party=after.name,
            from_party_id=before.id,
            to_party_id=after.id,
            reason=row.reason,
            inferred=row.kind is None,
            sources=row.sources,
            dates=dates,
        )


def _sits(roll: Roll, person: str, day: int) -> bool:
    return any(span.start <= day < span.end for span in map(span_of, roll.tenures_of(person)))


def _dated(line: PartyLine, step: PartyStep) -> PartialDate | None:
    """The day on which a source has the same change."""
    near = [own.day for own in steps(line) if own.after == step.after and same_event(own.day, step.day)]
    return date.fromordinal(min(near, key=lambda day: abs(day - step.day))).isoformat() if near else None


def _kind(roll: Roll, terms: Terms, person: str, step: PartyStep, own: list[PartyStep], together: int) -> str:
    """What the labels alone say."""
    before, after = roll.parties[step.before], roll.parties[step.after]
    if any(span_of(tie).start == step.day for tie in roll.tenures_of(person)):
        return "elected"
    if is_chair(after):
        return "became Speaker"
    if is_chair(before):
        return "left the chair"
    if one_label(before, after):
        return "label changed"
    eve, day = date.fromordinal(step.day - 1), date.fromordinal(step.day)
    if together > 1 and not is_independent(after) and not roll.totals(eve).get(after.id):
        return "group formed" if is_independent(before) or roll.totals(day).get(before.id) else "group renamed"
    if is_independent(after):
        return "became independent"
    earlier = [other.before for other in own if other.day < step.day]
    return "whip restored" if is_independent(before) and after.id in earlier[-1:] else "joined"


def _of_seats(roll: Roll) -> Iterator[Change]:
    """Members who came or left when the whole chamber did not."""
    terms = terms_of(roll)
    for tie in roll.tenures:
        if tie.seen:
            continue
        days = span_of(tie)
        if tie.since is not None and days.start not in terms.elected and not _goes_on(roll, tie, before=True):
            yield _seat_change(roll, tie, tie.since, "elected", None)
        if tie.until is not None and days.end not in terms.dissolved and not _goes_on(roll, tie, before=False):
            known = tie.ended or ""
            kind = next((kind for kind in ("died", "resigned the seat") if known.startswith(kind)), known)
            yield _seat_change(roll, tie, tie.until, kind or "left the seat", known if known != kind else None)


def _goes_on(roll: Roll, tie: Tenure, before: bool) -> bool:
    """Whether the same person sits on the other side of the day, in whatever seat: another row, not another member."""
    own = span_of(tie)
    day = own.start - 1 if before else own.end
    return any(
        other is not tie and span_of(other).start <= day < span_of(other).end for other in roll.tenures_of(tie.person)
    )


def _seat_change(roll: Roll, tie: Tenure, day: PartialDate, kind: str, reason: str | None) -> Change:
    came = day == tie.since
    on = first_day(day) if came else date.fromordinal(first_day(day).toordinal() - 1)
    party = roll.party_of(tie.person, on)
    name, key = (party.name, party.id) if party else (None, None)
    known = tie.began if came else tie.ended
    field = "since" if came else "until"
    dates = {
        source: text
        for row in roll.rows.tenures
        if row.person == tie.person and row.seat == tie.seat and not row.seen
        for source in row.sources
        if (text := getattr(row, field)) and same_event(first_day(text).toordinal(), first_day(day).toordinal())
    }
    return Change(
        date=day,
        kind=kind,
        person=roll.persons[tie.person].name,
        person_id=tie.person,
        seat=roll.seats[tie.seat].name,
        from_party=None if came else name,
        to_party=name if came else None,
        from_party_id=None if came else key,
        to_party_id=key if came else None,
        reason=reason or (known if came and known not in ("by-election", "elected") else None),
        inferred=known is None,
        sources=tie.sources,
        dates=dates,
    )
