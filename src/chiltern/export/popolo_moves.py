"""What reports say that members did, and the roll does not have: pure, from positions and the roll to moves.

A move is a member who left the party of the roll, joined or formed another, or gave up the seat, where that is reported
as done and no later report denies it. What cannot be taken into a roll (no day, no seat, a party they did not sit for)
is given with the reason, so that nothing is lost in silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from chiltern.claims import Position
from chiltern.dates import first_day
from chiltern.export.rows import Sourced
from chiltern.record.model import Entity
from chiltern.record.parts import day_of
from chiltern.record.queries.results import Stood
from chiltern.record.queries.standing import standing
from chiltern.record.queries.typed import as_stood
from chiltern.register.index import is_independent, one_label, party_key
from chiltern.register.model import Affiliation, Party, Tenure
from chiltern.register.roll import Roll

ACTS = ("leave", "join", "form", "resign_seat")
_JOINS = ("join", "form")
# A roll that has a change of this member so near has this one, perhaps on another day.
NEAR = timedelta(days=31)
_SAT_FOR = ("party", "group")
_DAY = len("2019-02-18")


class Done(NamedTuple):
    """An act of a member with every report that says so. `stated` tells whether their words give the day; else it is
    that of the first report. `other_days` are further days that they give."""

    person: str
    act: str
    object: Entity | None
    day: date | None
    stated: bool
    other_days: tuple[str, ...]
    said: tuple[Stood, ...]


class Move(NamedTuple):
    """A member who sat for `before`, from `since` until `day`; then for `after`, None where the seat is given up."""

    person: str
    tenure: Tenure
    before: Entity
    since: str | None
    after: Entity | None
    day: date
    done: tuple[Done, ...]


class LeftOut(NamedTuple):
    done: Done
    reason: str


def done_acts(rows: Iterable[Sourced], roll: Roll) -> list[Done]:
    """What members are reported to have done to their own seats and parties, as it stands, by day."""
    stood: dict[str, Stood] = {}
    stated: set[str] = set()
    for row in rows:
        claim = row.claim
        if isinstance(claim, Position) and claim.act in ACTS and not claim.historical and _own(row, roll):
            position = as_stood(row.found)
            stood[position.words.claim] = position
            if day_of(claim.when):
                stated.add(position.words.claim)
    acts: defaultdict[tuple[str, str, str], list[Stood]] = defaultdict(list)
    for holding in standing(stood.values()):
        if holding.stance == "done":
            for position in holding.positions:
                acts[holding.holder.register_id or "", holding.act, _key(position.object)].append(position)
    made = [_done(person, act, positions, stated) for (person, act, _), positions in acts.items()]
    return sorted(made, key=lambda one: (one.day or date.max, one.person, one.act))


def moves(acts: Iterable[Done], roll: Roll) -> tuple[list[Move], list[LeftOut]]:
    """The changes that the acts make to the roll, by member and day, and the acts that make none, with the reason."""
    found: list[Move] = []
    left_out: list[LeftOut] = []
    by_person: defaultdict[str, dict[date, list[Done]]] = defaultdict(dict)
    for done in acts:
        if done.day is None:
            left_out.append(LeftOut(done, "no report gives its day"))
        else:
            by_person[done.person].setdefault(done.day, []).append(done)
    for person, days in by_person.items():
        last: Move | None = None
        for day in sorted(days):
            move, faults = _move(person, day, days[day], roll, last)
            left_out += faults
            if move is not None:
                found.append(move)
                last = move
    return found, left_out


def _own(row: Sourced, roll: Roll) -> bool:
    """Whether a member of the roll is the holder, and the act is the holder's own."""
    holder, subjects = row.found.one("holder"), row.found.linked.get("subject", ())
    known = holder is not None and holder.kind == "person" and holder.register_id in roll.persons
    return known and (not subjects or holder in subjects)


def _key(entity: Entity | None) -> str:
    return "" if entity is None else entity.register_id or party_key(entity.name)


def _done(person: str, act: str, positions: list[Stood], stated: set[str]) -> Done:
    """The day is the one that most reports state, the first of several; else the day of the first report."""
    said = [one for one in positions if one.words.claim in stated]
    counts = Counter(str(one.since)[:_DAY] for one in said if one.since and len(one.since) >= _DAY)
    if counts:
        day = min(counts, key=lambda one: (-counts[one], one))
    else:
        published = (day_of(one.words.report.published) for one in positions)
        day = min((one for one in published if one and len(one) == _DAY), default="")
    others = tuple(sorted(one for one in counts if one != day))
    return Done(
        person, act, positions[0].object, date.fromisoformat(day) if day else None, bool(counts), others,
        tuple(positions),
    )  # fmt: skip


def _move(person: str, day: date, acts: list[Done], roll: Roll, last: Move | None) -> tuple[Move | None, list[LeftOut]]:
    tenure = next((tie for tie in roll.tenures_of(person) if _holds(tie, day)), None)
    if tenure is None or (last is not None and last.after is None):
        return None, [LeftOut(one, "no member on the day before, as the roll has it") for one in acts]
    known = _known(roll, person, tenure, day, acts)
    if known:
        return None, [LeftOut(one, known) for one in acts]
    before, since = _before(roll, person, tenure, day, last)
    if before is None:
        return None, [LeftOut(one, "the roll has no party of this member on the day before") for one in acts]
    by_act: Mapping[str, list[Done]] = {act: [one for one in acts if one.act == act] for act in ACTS}
    if by_act["resign_seat"]:
        return Move(person, tenure, before, since, None, day, tuple(acts)), []
    left = [one for one in by_act["leave"] if one.object is None or _same(roll, one.object, before)]
    faults = [
        LeftOut(one, f"as the roll has it, this member sat for {before.name}")
        for one in by_act["leave"]
        if one not in left
    ]
    joins = [one for act in _JOINS for one in by_act[act]]
    # Who left before, as reports say, may join a group later.
    joined, more = _joined(roll, joins, before, bool(left) or last is not None)
    if not left and not joined:
        return None, [*faults, *more]
    after = joined[0].object if joined else independent(roll)
    if after is None or _same(roll, after, before):
        return None, [*faults, *more, *(LeftOut(one, "this member sat as an independent already") for one in left)]
    return Move(person, tenure, before, since, after, day, (*left, *joined)), [*faults, *more]


def _joined(roll: Roll, joins: list[Done], before: Entity, left: bool) -> tuple[list[Done], list[LeftOut]]:
    """The party or group joined, of several the one in most reports; joining a group alone is no change of party."""
    fit: list[Done] = []
    faults: list[LeftOut] = []
    for one in sorted(joins, key=lambda one: -len({position.words.report.id for position in one.said})):
        party = roll.parties.get(one.object.register_id or "") if one.object is not None else None
        kind = party.kind if party is not None else one.object.kind if one.object is not None else None
        if one.object is None or kind not in (*_SAT_FOR, "body"):
            faults.append(LeftOut(one, "nobody sits for what was joined"))
        elif _same(roll, one.object, before):
            faults.append(LeftOut(one, f"the roll has this member with {before.name} already"))
        elif not left and (kind != "party" or one.act == "form"):
            faults.append(LeftOut(one, "joining a group is no change of party where none is left"))
        elif fit and _key(fit[0].object) != _key(one.object):
            faults.append(LeftOut(one, "another party was joined on the same day, in more reports"))
        else:
            fit.append(one)
    return fit, faults


def _known(roll: Roll, person: str, tenure: Tenure, day: date, acts: list[Done]) -> str | None:
    """What the roll has of it already, perhaps on another day."""
    if any(one.act == "resign_seat" for one in acts):
        ended = _day(tenure.until)
        if ended is not None and tenure.ended not in (None, "dissolution") and abs(ended - day) <= NEAR:
            return f"the roll has it: the seat was held until {tenure.until}"
        return None
    for tie in roll.affiliations_of(person):
        began = _day(tie.since)
        if began is not None and tie.since != tenure.since and abs(began - day) <= NEAR:
            return f"the roll has a change of party: {roll.parties[tie.party].name} from {tie.since}"
    return None


def _before(roll: Roll, person: str, tenure: Tenure, day: date, last: Move | None) -> tuple[Entity | None, str | None]:
    """Whom the member sat for on the day before, and since when in this seat."""
    if last is not None and last.after is not None:
        return last.after, last.day.isoformat()
    tie = next((tie for tie in reversed(roll.affiliations_of(person)) if _holds(tie, day)), None)
    party = roll.parties.get(tie.party) if tie is not None else None
    if tie is None or party is None:
        return None, None
    return Entity(party.name, "party", party.id), max(filter(None, (tie.since, tenure.since)), default=None)


def independent(roll: Roll) -> Entity:
    """The roll's label for those who sit for no party."""
    label = next((party for party in roll.parties.values() if is_independent(party)), None)
    return Entity(label.name, "party", label.id) if label else Entity("Independent", "party", "independent")


def _same(roll: Roll, one: Entity, other: Entity) -> bool:
    """Whether both are one party, or one is the other with more to its label (Labour, Labour and Co-operative)."""
    if one.register_id is not None and one.register_id == other.register_id:
        return True
    first, second = _party(roll, one), _party(roll, other)
    return one_label(first, second) or party_key(one.name) in map(party_key, (second.name, *second.other_names))


def _party(roll: Roll, entity: Entity) -> Party:
    return roll.parties.get(entity.register_id or "") or Party("", entity.name)


def _holds(tie: Tenure | Affiliation, day: date) -> bool:
    """Whether it holds on the day before, or begins on the day itself."""
    since, until, eve = _day(tie.since), _day(tie.until), day - timedelta(days=1)
    return (since is None or since <= eve) and (until is None or until > eve)


def _day(written: str | None) -> date | None:
    return first_day(written) if written else None
