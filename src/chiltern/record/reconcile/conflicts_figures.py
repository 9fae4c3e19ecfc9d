"""Conflicts over figures: two reports that count one thing differently, and reports against the roll's results.

A figure names no contest, so only what is plainly meant for the roll's contest is held against it: a number near to
what the roll has (rounded, or a slip of one digit), or a majority that belongs to no other seat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from chiltern.claims import Figure, Position
from chiltern.dates import first_day
from chiltern.names import name_key
from chiltern.record.model import Entity, Found
from chiltern.record.parts import day_of
from chiltern.record.reconcile.model import Conflict, Side, Strength
from chiltern.record.reconcile.sides import (
    Answers,
    answers,
    any_together,
    by_value,
    day_out,
    pairs,
    roll_source,
    side,
)
from chiltern.record.reconcile.topics import topics_of
from chiltern.register.model import Contest, Seat
from chiltern.register.roll import Roll

# Measures that stand once and for all: two values cannot both hold, whenever they were reported.
_FIXED = frozenset({"age at joining", "age at election", "founded", "MP since", "member since"})
# Measures of one contest or one vote: they can be compared where the reports are of one time.
_CONTEST = frozenset({"majority", "votes", "vote share", "turnout", "swing", "tally"})
# A number with an "about" before it may be this far from what it stands for.
_ABOUT = 0.1
# "grew from 1,086": a number of another contest.
_CHANGE = re.compile(
    r"\b(?:grew|rose|fell|cut|up|down|increased|reduced|overturned|previous\w*|earlier|before|then)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_LARGEST = 10**15  # beyond it there is nothing to count
_DIGITS = 4  # a slip of one digit shows only in a number this long


def figure_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Values of one measure about one thing that cannot both hold, and values that are not the roll's."""
    measure = key.split("|")[1]
    made = answers(key, claims)
    about = _about(key, claims, roll)
    if about is None:
        return ()
    by_roll, told = _against_roll(key, measure, about, made, roll)
    between = () if by_roll else tuple(_between(key, measure, about.name, made, told))
    return (*by_roll, *between)


def vote_conflicts(key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """One vote of confidence with two results or two tallies."""
    made = answers(key, claims)
    conflicts = []
    for one, other in pairs(made):
        a, b = made[one][0], made[other][0]
        if any_together(made[one], made[other]) is not True or a.words.report.id == b.words.report.id:
            continue
        first, second = a.claim, b.claim
        assert isinstance(first, Position)
        assert isinstance(second, Position)
        days = {day for day in (day_of(first.when), day_of(second.when)) if day}
        if len(days) > 1 and len({day[:7] for day in days}) > 1:
            continue  # two votes
        differ = [(x, y) for x, y in ((first.tally, second.tally), (first.result, second.result)) if x and y and x != y]
        if differ:
            x, y = differ[0]
            holder = a.one("holder")
            about = f"the vote of {holder.name}" if holder else "the vote"
            sides = (side(x, made[one], x), side(y, made[other], y))
            reason = f"One vote cannot have ended both {x} and {y}."
            conflicts.append(Conflict("figure", "hard", key, about, reason, by_value(sides)))
    return tuple(conflicts)


def rounds_to(exact: float, given: float) -> bool:
    """Whether `given` is `exact` rounded to fewer digits, one or more of them zeros."""
    if exact == given or given == 0:
        return False
    if float(given).is_integer() and float(exact).is_integer():
        zeros = len(str(int(given))) - len(str(int(given)).rstrip("0"))
        unit: int = 10**zeros
        return zeros > 0 and abs(exact - given) <= unit / 2 and unit <= max(abs(exact), 1)
    places = len(str(given).partition(".")[2]) if not float(given).is_integer() else 0
    return abs(exact - given) <= 0.5 * 10.0**-places + 1e-9


def slipped(one: float, other: float) -> bool:
    """Whether two whole numbers of four digits or more are one but for a digit, or two digits that changed places."""
    if not (float(one).is_integer() and float(other).is_integer()):
        return False
    a, b = str(int(one)), str(int(other))
    return len(a) == len(b) >= _DIGITS and int(OSA.distance(a, b)) == 1


def _against_roll(
    key: str, measure: str, about: Entity, made: Answers, roll: Roll
) -> tuple[tuple[Conflict, ...], frozenset[str]]:
    """Conflicts with the roll, and the values that the roll bears out or that are only rounded."""
    conflicts, told = [], set()
    for value, founds in made.items():
        given = _number(founds[0])
        contest = _contest(roll, about, founds[0])
        if given is None or contest is None or _of_another(founds, contest):
            continue
        known = dict(_results(measure, about, contest, roll))
        if any(abs(exact - given) < 1e-9 for exact in known):
            told.add(value)
            continue
        strength, exact = _nearest(measure, given, known, founds[0], roll)
        if strength is None:
            continue
        told.add(value)
        if strength == "rounding":
            reason = f"{_show(given)} is {_show(exact)}, rounded; both can stand."
        else:
            reason = f"The roll gives {_show(exact)}, not {_show(given)}: {known[exact]} of {contest.date[:4]}."
        source = roll_source(roll, contest.sources)
        sides = (side(_show(given), founds), Side(_show(exact), roll=source))
        title = f"{measure} in {roll.seats[contest.seat].name}, {contest.date[:4]}"
        conflicts.append(Conflict("figure", strength, key, title, reason, by_value(sides)))
    return tuple(conflicts), frozenset(told)


def _nearest(
    measure: str, given: float, known: dict[float, str], found: Found, roll: Roll
) -> tuple[Strength | None, float]:
    """The roll's number that a figure must be meant for, and how the two differ; None where it may mean another."""
    claim = found.claim
    assert isinstance(claim, Figure)
    near = sorted(known, key=lambda exact: (abs(exact - given), exact))
    for exact in near:
        if rounds_to(exact, given):
            return (None if claim.approximate else "rounding"), exact
    if claim.approximate and any(abs(exact - given) <= _ABOUT * exact for exact in near):
        return None, 0
    for exact in near:
        if slipped(exact, given):
            return "roll", exact
    belongs = any(contest.majority == given for contest in roll.contests)
    plain = measure == "majority" or (measure == "turnout" and claim.unit == "%")
    if plain and near and not claim.approximate and not belongs:
        return "roll", near[0]
    return None, 0


def _results(measure: str, about: Entity, contest: Contest, roll: Roll) -> Iterator[tuple[float, str]]:
    """The roll's numbers for a measure, each with what it counts; the person's own where the figure is about one."""
    if measure == "majority" and contest.majority is not None:
        yield contest.majority, "the majority in the result"
    if measure == "voters" and contest.electorate is not None:
        yield contest.electorate, "the electorate at the election"
    if measure == "turnout" and contest.electorate and contest.valid_votes is not None:
        yield round(100 * contest.valid_votes / contest.electorate, 1), "the turnout at the election"
        yield contest.valid_votes, "the valid votes of the election"
    if measure not in ("votes", "vote share"):
        return
    if measure == "votes" and contest.valid_votes is not None:
        yield contest.valid_votes, "the valid votes of the election"
    for candidate in contest.candidates:
        if candidate.votes is None or (about.kind == "person" and candidate.person != about.register_id):
            continue
        what = f"the votes for {candidate.name} ({roll.parties[candidate.party].name}) at the election"
        if measure == "votes":
            yield candidate.votes, what
        elif contest.valid_votes:
            yield round(100 * candidate.votes / contest.valid_votes, 1), what.replace("votes", "share", 1)


def _between(key: str, measure: str, about: str, made: Answers, told: frozenset[str]) -> Iterator[Conflict]:
    if measure not in _FIXED | _CONTEST:
        return
    for one, other in pairs(made):
        reports = {found.words.report.id for found in (*made[one], *made[other])}
        if len(reports) < 2 or (measure in _CONTEST and any_together(made[one], made[other]) is not True):
            continue
        if one in told and other in told:
            continue
        a, b = made[one][0], made[other][0]
        first, second = a.claim, b.claim
        assert isinstance(first, Figure)
        assert isinstance(second, Figure)
        strength = _differ(first, second)
        if strength is None:
            continue
        reason = (
            f"{one} and {other} are one number, one of them rounded."
            if strength == "rounding"
            else f"{measure[:1].upper()}{measure[1:]} of {about} cannot be both {one} and {other}."
        )
        sides = (side(one, made[one]), side(other, made[other]))
        yield Conflict("figure", strength, key, f"{measure}: {about}", reason, by_value(sides))


def _differ(first: Figure, second: Figure) -> Strength | None:
    """How two values of one measure differ; None where they can both hold, or cannot be compared."""
    if (first.unit or "") != (second.unit or ""):
        return None
    a, b = first.value, second.value
    if isinstance(a, str) or isinstance(b, str):
        days = [day_of(str(value)) for value in (a, b)]
        one, other = days
        if one is None or other is None:
            return None if measure_text(a) or measure_text(b) else "hard"
        return None if one.startswith(other) or other.startswith(one) else "hard"
    if a == b or max(abs(a), abs(b)) >= _LARGEST:
        return None
    if first.approximate or second.approximate:
        return None if abs(a - b) <= _ABOUT * max(abs(a), abs(b)) else "hard"
    return "rounding" if rounds_to(a, b) or rounds_to(b, a) else "hard"


def measure_text(value: float | str) -> bool:
    """Whether a value is words or a plain number, which no tally is: "94-4" is one."""
    return not isinstance(value, str) or "-" not in value


def _of_another(founds: Sequence[Found], contest: Contest) -> bool:
    """Whether the words speak of a change, or of another year, so that the number may be of an earlier contest."""
    texts = [found.words.text for found in founds]
    years = {year for text in texts for year in _YEAR.findall(text)}
    return any(map(_CHANGE.search, texts)) or bool(years and contest.date[:4] not in years)


def _number(found: Found) -> float | None:
    claim = found.claim
    value = claim.value if isinstance(claim, Figure) else ""
    return value if not isinstance(value, str) and abs(value) < _LARGEST else None


def _show(number: float) -> str:
    return f"{number:,}" if not float(number).is_integer() else f"{int(number):,}"


def _about(key: str, claims: Sequence[Found], roll: Roll) -> Entity | None:
    """What the figures are about: as read, else the one seat that the words name; None for anything vague."""
    for found in claims:
        if any(topic.key == key for topic in topics_of(found)):
            about = found.one("about")
            if about is not None:
                return None if about.unnamed else about
    _, _, named = key.rpartition("|named:")
    seat = _seat_named(roll, named) if "|named:" in key else None
    return Entity(name=seat.name, kind="seat", register_id=seat.id) if seat is not None else None


def _seat_named(roll: Roll, key: str) -> Seat | None:
    """The only seat of the roll with these words in its name."""
    words = set(key.split())
    found = roll.seats_by_name(key) or tuple(
        seat for seat in roll.seats.values() if words <= set(name_key(seat.name).split())
    )
    return found[0] if len(found) == 1 and words else None


def _contest(roll: Roll, about: Entity, found: Found) -> Contest | None:
    """The last contest before the report that the figure can be of; for an undated report the only one there is."""
    seat = None
    if about.kind == "seat":
        known = roll.seats.get(about.register_id or "") or _seat_named(roll, name_key(about.name))
        seat = known.id if known is not None else None
    elif about.kind == "person" and about.register_id in roll.persons:
        seats = {tenure.seat for tenure in roll.tenures_of(about.register_id or "")}
        seat = seats.pop() if len(seats) == 1 else None
    if seat is None:
        return None
    day = day_out(found)
    contests = roll.contests_of(seat)
    past = [contest for contest in contests if day is None or first_day(contest.date) <= day]
    return past[-1] if past and (day is not None or len(past) == 1) else None
