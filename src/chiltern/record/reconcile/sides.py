"""Sides of a conflict out of the claims of one topic, always in the same order, and whether claims are of one time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from rapidfuzz.distance import OSA

from chiltern.dates import PartialDate, day_after, first_day
from chiltern.names import name_key
from chiltern.record.model import Entity, Found, Words
from chiltern.record.parts import day_of
from chiltern.record.reconcile.model import Side
from chiltern.record.reconcile.topics import topics_of
from chiltern.register.roll import Roll

# Reports so near in time speak of the same holders of offices.
NEAR_DAYS = 31
_COMPASS = frozenset({"north", "south", "east", "west", "mid", "upper", "lower"})

# With more answers than these a question is put too widely for two of them to be at odds.
MOST_ANSWERS = 12

Answers = dict[str, list[Found]]


def in_order(claims: Iterable[Found]) -> list[Found]:
    """Oldest report first, undated ones last, then as they stand in the text; each claim once."""
    once = {found.words.claim: found for found in claims}

    def place(found: Found) -> tuple[str, int, str, int, str]:
        words = found.words
        return (words.report.published or "~", words.report.id, words.report.name, words.start, words.claim)

    return sorted(once.values(), key=place)


def answers(key: str, claims: Sequence[Found]) -> Answers:
    """The claims of a topic by value, values sorted."""
    made: Answers = {}
    for found in in_order(claims):
        for topic in topics_of(found):
            if topic.key == key:
                made.setdefault(topic.value, []).append(found)
    return dict(sorted(made.items()))


def pairs(made: Answers) -> Iterator[tuple[str, str]]:
    """Every two values of a topic; none of a topic with more than `MOST_ANSWERS`."""
    return combinations(made if len(made) <= MOST_ANSWERS else (), 2)


def side(value: str, claims: Iterable[Found], *names: str, roll: str | None = None) -> Side:
    """A side with the words of its claims, narrowed to the first of `names` that they hold."""
    once: dict[tuple[int, int, int], Words] = {}
    for found in in_order(claims):
        words = narrow(found.words, *names)
        once.setdefault((words.report.id, words.start, words.end), words)
    return Side(value, tuple(once.values()), roll)


def narrow(words: Words, *names: str) -> Words:
    """The part of the words that is one of the names; all of them where none is there."""
    for name in names:
        at = words.text.find(name) if name else -1
        if at >= 0:
            return Words(words.claim, name, words.start + at, words.start + at + len(name), words.report)
    return words


def by_value(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Sides that somebody says before one that only the roll gives."""
    return tuple(sorted(sides, key=lambda side: (not side.words, side.value)))


def day_out(found: Found) -> date | None:
    """The day of the report."""
    published = day_of(found.words.report.published)
    return first_day(published) if published and len(published) == 10 else None


def together(a: Found, b: Found) -> bool | None:
    """Whether two claims are of one time: of one report, or of reports near in time; None where nobody can tell."""
    if a.words.report.id == b.words.report.id:
        return True
    one, other = day_out(a), day_out(b)
    if one is None or other is None:
        return None
    return abs((one - other).days) <= NEAR_DAYS


def any_together(one: Iterable[Found], others: Sequence[Found]) -> bool | None:
    """Whether any two of both sides are of one time; None where it is not known of any and known to fail of none."""
    found = {together(a, b) for a in one for b in others}
    return True if True in found else None if None in found else False


def same_spelling(a: str, b: str) -> bool:
    """Whether two names are one but for a slip: one or two letters in long names, one in shorter ones.

    Points of the compass are never slips of each other.
    """
    one, other = name_key(a), name_key(b)
    mine, theirs = set(one.split()), set(other.split())
    if _COMPASS & (mine - theirs) and _COMPASS & (theirs - mine):
        return False
    allowed = 2 if min(len(one), len(other)) >= 10 else 1 if min(len(one), len(other)) >= 6 else 0
    return int(OSA.distance(one, other, score_cutoff=allowed)) <= allowed


def short_form(a: str, b: str) -> bool:
    """Whether one name's words are all in the other: "Wavertree" in "Liverpool Wavertree"."""
    one, other = set(name_key(a).split()), set(name_key(b).split())
    return one <= other or other <= one


def roll_source(roll: Roll, sources: Iterable[str] = ()) -> str:
    """What the roll calls its source; its own title where the row names none."""
    for source in sources:
        if source in roll.sources:
            return roll.sources[source].name
    return roll.title


def shared(made: Answers, part: str) -> Entity | None:
    """The entity that all claims of the topic share."""
    return next((found.one(part) for founds in made.values() for found in founds), None)


def named(founds: Sequence[Found], part: str) -> str:
    """The name of the entity in that part of the first claim."""
    entity = founds[0].one(part)
    return entity.name if entity is not None else ""


def apart(one: PartialDate, other: PartialDate) -> bool:
    """Whether two partial dates have no day in common."""
    return day_after(one) <= first_day(other) or day_after(other) <= first_day(one)
