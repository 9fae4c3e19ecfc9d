"""From who sits to the majority, one step a line: a composition and the rules go in, the sum comes out.

The seats, less the vacant ones, less the chair, less those who do not take their seats, are the members who vote. Those
of the governing parties, and of parties bound to support them, stand against all others; what is over is the working
majority. Without rules, or on a day of which they name no government, the sum ends with what a majority needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from chiltern.house.model import Composition, Definition, Majority, Side, Sitting, Standing, Step
from chiltern.house.rules import Rules, Unseated, in_force
from chiltern.register.model import Source


class Sides:
    """Which parties govern, support and do not take their seats on the composition's day."""

    def __init__(self, house: Composition, rules: Rules | None) -> None:
        self.rules = rules
        sitting = dict.fromkeys(member.party for member in house.sitting if member.party is not None)
        self._keys = {party: rules.party_key(house.parties[party]) for party in sitting} if rules is not None else {}
        self.unseated: tuple[Unseated, ...] = in_force(rules.unseated, house.on) if rules is not None else ()
        self.government = rules.government(house.on) if rules is not None else None
        self.support = in_force(rules.support, house.on) if rules is not None and self.government is not None else ()
        self.opposition = {entry.party for entry in in_force(rules.oppositions, house.on)} if rules is not None else ()

    def key(self, party: str | None) -> str | None:
        return self._keys.get(party) if party is not None else None

    def is_unseated(self, member: Sitting) -> bool:
        key = self.key(member.party)
        return key is not None and key in {entry.party for entry in self.unseated}

    def governs(self, party: str | None) -> bool:
        key = self.key(party)
        return self.government is not None and key is not None and key in self.government.parties

    def supports(self, party: str | None) -> bool:
        key = self.key(party)
        return key is not None and key in {entry.party for entry in self.support}

    def standing(self, party: str | None) -> Standing | None:
        if self.governs(party):
            return "governs"
        if self.supports(party):
            return "supports the government"
        return "official opposition" if self.key(party) in self.opposition else None

    def votes(self, member: Sitting) -> bool:
        return member.chair is None and not member.away and not self.is_unseated(member)

    def side(self, house: Composition, party: str | None) -> Side:
        """Where a party sits in a picture: without a known government nobody takes sides."""
        if self.government is None:
            return "cross"
        if self.governs(party) or self.supports(party):
            return "government"
        key = self.key(party)
        if key is not None and key in {entry.party for entry in self.unseated}:
            return "cross"
        return "opposition" if party is not None and house.parties[party].kind != "other" else "cross"


def majority(house: Composition, rules: Rules | None) -> Majority:
    """The working majority of a sitting House, with every step."""
    sides = Sides(house, rules)
    voting = [member for member in house.sitting if sides.votes(member)]
    steps = [*_seats(house), *_not_voting(house, sides)]
    steps.append(Step("voting", "members who vote" if rules is not None else "members", len(voting)))
    if sides.government is None:
        return Majority((*steps, *_needed(house, rules, voting)), voting=len(voting))
    backers = [*_governing(house, sides, voting), *_supporting(house, sides, voting)]
    ours = sum(step.number for step in backers)
    theirs = len(voting) - ours
    steps += [
        *backers,
        Step("with", "with the government", ours),
        Step("others", "all others who vote", theirs),
        Step("majority", "working majority", ours - theirs),
    ]
    return Majority(tuple(steps), ours - theirs, len(voting), ours, theirs, _also(house, sides, voting))


def _seats(house: Composition) -> Iterator[Step]:
    yield Step("seats", "seats", house.seats)
    if house.vacancies:
        names = tuple(vacancy.seat for vacancy in house.vacancies)
        yield Step("vacant", "vacant", -len(names), names)


def _not_voting(house: Composition, sides: Sides) -> Iterator[Step]:
    rules = sides.rules
    if rules is not None:
        for office in rules.chairs:
            held = [member for member in house.sitting if member.chair == office.office]
            if held:
                sources = (*(source for member in held for source in member.sources), *rules.cited(office.sources))
                names = (office.office if len(held) == 1 else f"{office.office}s", _named(house, held))
                yield Step("chair", names[0], -len(held), names[1], office.why, sources=_each(sources))
        for entry in sides.unseated:
            out = [m for m in house.sitting if m.chair is None and sides.key(m.party) == entry.party]
            if out:
                label = house.party_name(out[0].party)
                yield Step("unseated", label, -len(out), _bare(out), entry.why, sources=rules.cited(entry.sources))
    away = [m for m in house.sitting if m.away and m.chair is None and not sides.is_unseated(m)]
    if away:
        yield Step("away", "stay away, as supposed", -len(away), _named(house, away))


def _governing(house: Composition, sides: Sides, voting: Sequence[Sitting]) -> Iterator[Step]:
    government, rules = sides.government, sides.rules
    if government is None or rules is None:
        return
    why = f"governs in {government.why}" if government.why else "governs"
    cited = rules.cited(government.sources)
    for party, number in _count(m for m in voting if sides.governs(m.party)):
        note = _less(house, party, number)
        yield Step("government", house.party_name(party), number, (), why, government.since, note, cited)


def _supporting(house: Composition, sides: Sides, voting: Sequence[Sitting]) -> Iterator[Step]:
    if sides.rules is None:
        return
    for entry in sides.support:
        cited = sides.rules.cited(entry.sources)
        for party, number in _count(m for m in voting if sides.key(m.party) == entry.party):
            note = "; ".join(filter(None, (entry.why, _less(house, party, number)))) or None
            yield Step("support", house.party_name(party), number, (), entry.kind, entry.since, note, cited)


def _less(house: Composition, party: str | None, voting: int) -> str | None:
    """What separates a party's seats from its votes: who of it is in the chair or away."""
    members = [member for member in house.sitting if member.party == party]
    out = [member for member in members if member.chair is not None or member.away]
    return f"{len(members)} seats less {_and(_bare(out))}" if out and len(members) - len(out) == voting else None


def _needed(house: Composition, rules: Rules | None, voting: Sequence[Sitting]) -> Iterator[Step]:
    """Without a known government: what a majority needs, and how far the largest party is from it.

    Without rules it is a majority of the seats, since nobody has said who does not vote.
    """
    if not voting:
        return
    needed = (house.seats if rules is None else len(voting)) // 2 + 1
    yield Step("needed", f"needed for a majority of the {'seats' if rules is None else 'votes'}", needed)
    counts = _count(m for m in voting if m.party is not None and house.parties[m.party].kind != "other")
    if counts:
        party, number = counts[0]
        yield Step("largest", house.party_name(party), number, why="the largest party")
        yield Step("over", "over what is needed" if number >= needed else "short of what is needed", number - needed)


def _also(house: Composition, sides: Sides, voting: Sequence[Sitting]) -> tuple[Definition, ...]:
    """The other usual definitions: of the seats, whoever votes; and of the votes, without those who only support."""
    seats = sum(sides.governs(member.party) for member in house.sitting)
    found = [Definition("over all other members, voting or not", 2 * seats - len(house.sitting))]
    supporters = [party for party, _ in _count(m for m in voting if sides.supports(m.party))]
    if supporters:
        alone = sum(sides.governs(member.party) for member in voting)
        names = _and([house.party_name(party) for party in supporters])
        found.append(Definition(f"without the {names}", 2 * alone - len(voting)))
    return tuple(found)


def _each(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources without repetition."""
    return tuple({source.id: source for source in sources}.values())


def _count(members: Iterable[Sitting]) -> list[tuple[str | None, int]]:
    """Members by party, largest first."""
    counts = Counter(member.party for member in members)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))


def _named(house: Composition, members: Iterable[Sitting]) -> tuple[str, ...]:
    """Each with the short name of the party, where there is one: "Eleanor Laing (Con)"."""
    made = []
    for member in members:
        party = house.parties[member.party] if member.party is not None else None
        label = (party.short or party.name) if party is not None and party.kind != "other" else ""
        made.append(f"{member.name} ({label})" if label else member.name)
    return tuple(made)


def _bare(members: Iterable[Sitting]) -> tuple[str, ...]:
    return tuple(member.name for member in members)


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
