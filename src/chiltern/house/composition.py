"""Who sits on a day: a roll and a date go in, the composition of the House and all that is said of it come out.

`compose` takes the members from the roll, finds the seats in force that nobody holds, and who is in the chair.
`house_on` adds the seats by party and the working majority; `described` does the same for a composition that a
hypothesis changed. What neither can know is stated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from chiltern.dates import PartialDate, covers, day_after, first_day
from chiltern.errors import BadInput
from chiltern.house.arithmetic import Sides, majority
from chiltern.house.chairs import InChair, in_the_chair
from chiltern.house.model import Composition, House, PartySeats, Sitting, State, Vacancy, Within
from chiltern.house.rules import Rules, in_force, rules_for
from chiltern.names import name_key
from chiltern.record.parts import day_of
from chiltern.record.queries.results import RollTime
from chiltern.register.index import Member
from chiltern.register.model import Seat, Tenure
from chiltern.register.roll import Roll

# A House that lacks more than this share of its members is one that the roll does not know whole: the Commons of 1979
# to 2024 never had more than ten vacancies outside a dissolution.
_PATCHY = 0.1
_UNKNOWN = (
    "a seat or a whip that changed hands and that the roll's sources do not record",
    "how anybody will vote: members count with their party, whatever they said",
)


def house_on(roll: Roll, on: date) -> House:
    """The House on the day, as the roll and the rules of its legislature have it."""
    return described(compose(roll, on), roll)


def compose(roll: Roll, on: date) -> Composition:
    """Who sits on the day, and which seats are vacant; nobody and none where the House is dissolved."""
    rules = rules_for(roll.legislature)
    members = roll.members(on)
    chairs = in_the_chair(roll, rules, members, on) if rules is not None else {}
    seats = _seats_in_force(roll, members, on)
    return Composition(
        legislature=roll.legislature,
        on=on,
        seats=sum(seat.places for seat in seats),
        sitting=tuple(_sitting(roll, member, chairs, on) for member in members),
        vacancies=tuple(_vacancies(roll, seats, members, on)) if members else (),
        parties=dict(roll.parties),
    )


def described(composition: Composition, roll: Roll) -> House:
    """All that is said of a composition of this roll's House."""
    rules, on = rules_for(roll.legislature), composition.on
    state = _state(composition, roll, rules)
    members_until, ended = _ended(roll, on) if not composition.sitting else (None, None)
    return House(
        legislature=composition.legislature,
        roll=roll.name,
        on=on,
        state=state,
        seats=composition.seats,
        members=len(composition.sitting),
        parties=_by_party(composition, rules),
        vacancies=composition.vacancies if state == "sitting" else (),
        majority=majority(composition, rules) if state == "sitting" else None,
        unknown=tuple(_unknown(composition, rules)) if composition.sitting else (),
        layout=rules.layout if rules is not None else "hemicycle",
        members_until=members_until,
        ended=ended,
        outside_roll=None if covers(roll.since, roll.until, on) else RollTime(roll.since, roll.until),
    )


# Which day, where nobody says one


def last_day(roll: Roll) -> date:
    """The last full day of a roll; of one without an end, the day on which its newest source was read.

    Raises `BadInput` for a roll without any date.
    """
    ends = [roll.until] if roll.until is not None else [tie.until for tie in roll.tenures]
    if ends and None not in ends:
        return max(first_day(end) for end in ends if end is not None) - timedelta(days=1)
    read = [day for source in roll.sources.values() if (day := day_of(source.retrieved)) is not None]
    known = read or [tie.since for tie in roll.tenures if tie.since is not None]
    if not known:
        raise BadInput(f"the roll {roll.name} has no dates: say which day with --on")
    return max(day_after(day) - timedelta(days=1) for day in known)


def _sitting(roll: Roll, member: Member, chairs: Mapping[str, InChair], on: date) -> Sitting:
    chair = chairs.get(member.person.id)
    party = member.party
    groups = dict.fromkeys(
        role.of
        for role in roll.roles_of(member.person.id, on)
        if name_key(role.role) == "member" and role.of in roll.parties and (party is None or role.of != party.id)
    )
    return Sitting(
        person=member.person.id,
        name=member.person.name,
        seat=member.seat.id,
        place=member.seat.name,
        party=party.id if party is not None else None,
        chair=chair.office if chair is not None else None,
        sources=chair.sources if chair is not None else (),
        groups=tuple(group for group in groups if group is not None and roll.parties[group].kind == "group"),
    )


# Seats that nobody holds


def _seats_in_force(roll: Roll, members: Sequence[Member], on: date) -> list[Seat]:
    """The seats of the day: those whose dates say so; of the others, those held, or left since the House was elected.

    A seat without dates whose last member left before may be abolished, or may have a member whom the roll lacks.
    """
    began = _elected(roll, members, on)
    return [
        seat
        for seat in roll.seats.values()
        if covers(seat.since, seat.until, on)
        and (seat.since is not None or seat.until is not None or _in_use(roll.tenures_in(seat.id), began, on))
    ]


def _elected(roll: Roll, members: Sequence[Member], on: date) -> date | None:
    """The day since which most of the members sit; None where nobody sits or no day is known."""
    days = Counter(
        first_day(tie.since)
        for member in members
        for tie in roll.tenures_of(member.person.id)
        if tie.since is not None and covers(tie.since, tie.until, on)
    )
    return max(days, key=lambda day: (days[day], day), default=None)


def _in_use(tenures: Sequence[Tenure], elected: date | None, on: date) -> bool:
    if any(covers(tie.since, tie.until, on) for tie in tenures):
        return True
    left = [end for tie in tenures if tie.until is not None and (end := first_day(tie.until)) <= on]
    return bool(left) and elected is not None and max(left) > elected


def _vacancies(roll: Roll, seats: Iterable[Seat], members: Iterable[Member], on: date) -> Iterator[Vacancy]:
    filled = Counter(member.seat.id for member in members)
    for seat in seats:
        past = [tie for tie in roll.tenures_in(seat.id) if tie.until is not None and first_day(tie.until) <= on]
        past.sort(key=lambda tie: first_day(tie.until or ""))
        for number in range(seat.places - filled[seat.id]):
            tie = past[-1 - number] if number < len(past) else None
            last = roll.persons[tie.person].name if tie is not None else None
            yield Vacancy(seat.name, tie.until, last, tie.ended) if tie is not None else Vacancy(seat.name)


def _state(composition: Composition, roll: Roll, rules: Rules | None) -> State:
    on = composition.on
    if composition.sitting:
        missing = max(composition.seats, _size(rules, on) or 0) - len(composition.sitting)
        return "patchy" if missing > max(composition.seats * _PATCHY, 3) else "sitting"
    before = any(tie.until is not None and first_day(tie.until) <= on for tie in roll.tenures)
    after = any(tie.since is not None and first_day(tie.since) > on for tie in roll.tenures)
    return "dissolved" if before and after else "unknown"


def _the(legislature: str) -> str:
    return f"the {legislature}" if legislature else "this House"


def _ended(roll: Roll, on: date) -> tuple[PartialDate | None, str | None]:
    """The last day on which tenures ended, before a day on which nobody sits, and by what most of them did."""
    ends: defaultdict[PartialDate, list[str | None]] = defaultdict(list)
    for tie in roll.tenures:
        if tie.until is not None and first_day(tie.until) <= on:
            ends[tie.until].append(tie.ended)
    last = max(ends, key=first_day, default=None)
    return last, Counter(ends[last]).most_common(1)[0][0] if last is not None else None


def _size(rules: Rules | None, on: date) -> int | None:
    sizes = in_force(rules.sizes, on) if rules is not None else ()
    return sizes[0].seats if sizes else None


# What is said of it


def _by_party(composition: Composition, rules: Rules | None) -> tuple[PartySeats, ...]:
    """The seats of each party, largest first; who gave up a party for the chair stands apart from it."""
    sides = Sides(composition, rules)
    apart = {office.office for office in rules.chairs if office.leaves_party} if rules is not None else set()
    members: defaultdict[tuple[str | None, bool], list[Sitting]] = defaultdict(list)
    for member in composition.sitting:
        members[member.party, member.chair in apart].append(member)
    made = []
    for (party_id, gave_up), sitting in members.items():
        party = composition.parties[party_id] if party_id is not None else None
        if party is not None and rules is not None:
            party = rules.known_party(party)
        # Some rolls name the office in place of the party, and some give its holder none.
        offices = {member.chair for member in sitting}
        only_chair = None not in offices and (party is None or party.kind == "other")
        office = sitting[0].chair if gave_up and party is None else None
        made.append(
            PartySeats(
                id=party_id,
                name=office or composition.party_name(party_id),
                short=office or ((party.short or party.name) if party is not None else "?"),
                seats=len(sitting),
                side="chair" if gave_up or only_chair else sides.side(composition, party_id),
                standing=None if gave_up or only_chair else sides.standing(party_id),
                kind=party.kind if party is not None else "other",
                colour=party.colour if party is not None else None,
                not_voting=sum(not sides.votes(member) for member in sitting),
                within=_within(composition, sitting),
            )
        )
    return tuple(sorted(made, key=lambda row: (-row.seats, row.name)))


def _within(composition: Composition, sitting: Iterable[Sitting]) -> tuple[Within, ...]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for member in sitting:
        for group in member.groups:
            groups[group].append(member.name)
    return tuple(Within(composition.parties[group].name, tuple(names)) for group, names in groups.items())


def _unknown(composition: Composition, rules: Rules | None) -> Iterator[str]:
    if rules is None:
        yield f"who governs, who supports the government and who does not vote in {_the(composition.legislature)}"
    else:
        yield from rules.unknown
        if day_after(rules.checked) <= composition.on:
            yield f"what changed in the rules after {rules.checked}, when they were last checked"
    yield from _UNKNOWN
    size = _size(rules, composition.on)
    if size is not None and size != composition.seats:
        yield f"all of the seats: the House had {size} that day, the roll has {composition.seats}"
    without = sum(member.party is None and member.chair is None for member in composition.sitting)
    if without:
        yield f"for whom {without} of the members sit"
