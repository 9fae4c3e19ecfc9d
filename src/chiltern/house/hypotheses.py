"""What if: what somebody supposes, in their words, and what those words mean in a roll on a day.

A `Move`, `Join`, `Vacate` or `Abstain` goes in with names as people write them; `understood` gives the members, parties
and seats that they mean. Nothing is guessed: a name that several fit comes back with all of them, an unknown party with
those whose names are near. A group that does not exist is supposed on purpose: `new:` stands before its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import msgspec

from chiltern.errors import AmbiguousName, BadInput, NotFound
from chiltern.house.model import Composition, Sitting
from chiltern.names import fold
from chiltern.register.index import party_key
from chiltern.register.lookup import Ambiguous, Candidate, Found, lookup
from chiltern.register.model import Party, Seat
from chiltern.register.roll import Roll

NEW = "new:"


class Move(msgspec.Struct, frozen=True, tag="move"):
    """A member sits for another party."""

    name: str
    party: str

    def __str__(self) -> str:
        return f"{self.name}:{self.party}"


class Join(msgspec.Struct, frozen=True, tag="join"):
    """Everybody who sits for `party` sits with `into`."""

    party: str
    into: str

    def __str__(self) -> str:
        return f"{self.party}:{self.into}"


class Vacate(msgspec.Struct, frozen=True, tag="vacate"):
    """Who holds the seat gives it up; of several members, all. In place of a seat, a member: only they do."""

    seat: str

    def __str__(self) -> str:
        return self.seat


class Abstain(msgspec.Struct, frozen=True, tag="abstain"):
    """A member, or everybody who sits for a party, stays away."""

    who: str

    def __str__(self) -> str:
        return self.who


Hypothesis = Move | Join | Vacate | Abstain


def move(text: str) -> Move:
    """The hypothesis in "NAME:PARTY". Raises `BadInput` where one of them is missing."""
    return Move(*_two(text, "NAME:PARTY"))


def join(text: str) -> Join:
    """The hypothesis in "PARTY:PARTY": the first sits with the second. Raises `BadInput` where one is missing."""
    return Join(*_two(text, "PARTY:PARTY"))


def _two(text: str, form: str) -> tuple[str, str]:
    before, _, after = (part.strip() for part in text.partition(":"))
    if not before or not after:
        raise BadInput(f"{text!r} is not of the form {form}")
    return before, after


@dataclass(frozen=True)
class Understood:
    """A hypothesis in the roll's terms: whom it concerns, and which party they sit for if it is one that changes it.

    `members` are person ids; a `Join` or an abstaining party concerns whoever sits for `of` when it takes effect.
    """

    asked: Hypothesis
    members: tuple[str, ...] = ()
    of: Party | None = None
    into: Party | None = None
    seat: Seat | None = None


def members_called(house: Composition) -> Mapping[str, str]:
    """By the id of each member of this House what a hypothesis calls them: the name, or the id where others bear it."""
    bearers = Counter(fold(member.name) for member in house.sitting)
    return {
        member.person: member.name if bearers[fold(member.name)] == 1 and ":" not in member.name else member.person
        for member in house.sitting
    }


def parties_called(house: Composition) -> Mapping[str, str]:
    """By the id of each party what a hypothesis calls it: the name, or the id where another bears the name too."""
    bearers = Counter(key for party in house.parties.values() for key in set(map(party_key, _names(party))))
    return {
        number: party.name if bearers[party_key(party.name)] == 1 and ":" not in party.name else number
        for number, party in house.parties.items()
    }


def understood(roll: Roll, house: Composition, asked: Iterable[Hypothesis]) -> list[Understood]:
    """What the hypotheses mean on the composition's day.

    Raises `NotFound` for a name that nobody bears, `AmbiguousName` for one that several do, `BadInput` for two that
    cannot both be: one person moved twice, one party joined to two others, a member who leaves and stays away.
    """
    names = _Names(roll, house)
    found = [names.meaning(one) for one in asked]
    _refuse_conflicts(found)
    return found


class _Names:
    """Names as people write them, on one day of a roll."""

    def __init__(self, roll: Roll, house: Composition) -> None:
        self._roll = roll
        self._on = house.on
        self._sitting: Mapping[str, Sitting] = {member.person: member for member in house.sitting}
        self._new: dict[str, Party] = {}

    def meaning(self, asked: Hypothesis) -> Understood:
        match asked:
            case Move():
                return Understood(asked, (self._member(asked.name).person,), into=self._party(asked.party))
            case Join():
                return Understood(asked, of=self._party(asked.party), into=self._party(asked.into))
            case Vacate():
                return self._vacated(asked)
            case Abstain():
                who = self._member_or_party(asked.who)
                return Understood(asked, of=who) if isinstance(who, Party) else Understood(asked, (who.person,))

    def _vacated(self, asked: Vacate) -> Understood:
        rows = self._candidates(asked.seat)
        if asked.seat in self._sitting or (
            any(row.kind == "person" for row in rows) and not any(row.kind == "seat" for row in rows)
        ):
            return Understood(asked, (self._member(asked.seat).person,))
        seat = self._seat(asked.seat)
        return Understood(asked, tuple(one.person for one in self._sitting.values() if one.seat == seat.id), seat=seat)

    def _member(self, text: str) -> Sitting:
        """The member of this id or name; who does not sit that day cannot be meant where others do."""
        if text in self._sitting:
            return self._sitting[text]
        named = [row for row in self._candidates(text) if row.kind == "person"]
        sitting = [row for row in named if row.entity.id in self._sitting]
        if len(sitting) > 1:
            raise _several(text, sitting)
        if sitting:
            return self._sitting[sitting[0].entity.id]
        if named:
            raise NotFound(f"{named[0].entity.name} holds no seat on {self._on}")
        near = _near(text, {fold(member.name): member.name for member in self._sitting.values()})
        raise NotFound(f"nobody called {text!r} sits on {self._on}{near}")

    def _seat(self, text: str) -> Seat:
        """The seat of this name; of several, those that somebody holds."""
        named = [row for row in self._candidates(text) if row.kind == "seat"]
        held = {member.seat for member in self._sitting.values()}
        rows = [row for row in named if row.entity.id in held] or named
        if not rows:
            near = _near(text, {fold(seat.name): seat.name for seat in self._roll.seats.values() if seat.id in held})
            raise NotFound(f"no seat {text!r} on {self._on}{near}")
        if len(rows) > 1:
            raise _several(text, rows)
        return self._roll.seats[rows[0].entity.id]

    def _member_or_party(self, text: str) -> Sitting | Party:
        parties = [Candidate(party, "party") for party in self._parties(text)]
        if text in self._sitting and not parties:
            return self._sitting[text]
        members = [row for row in self._candidates(text) if row.kind == "person" and row.entity.id in self._sitting]
        if parties and members:
            raise _several(text, [*members, *parties])
        return self._party(text) if parties else self._member(text)

    def _party(self, text: str) -> Party:
        """A party of the roll, or with `new:` before its name one that is supposed."""
        if text.strip().lower().startswith(NEW):
            name = text.strip()[len(NEW) :].strip()
            if not name:
                raise BadInput(f"{text!r} names no group: write {NEW} and its name")
            return self._new.setdefault(party_key(name), Party(f"{NEW}{party_key(name)}", name, kind="group"))
        parties = self._parties(text)
        if len(parties) > 1:
            raise _several(text, [Candidate(party, "party") for party in parties])
        if parties:
            return parties[0]
        known = {fold(name): party.name for party in self._roll.parties.values() for name in _names(party)}
        raise NotFound(f"no party {text!r}{_near(text, known)}; for a group that does not exist write {NEW}{text}")

    def _parties(self, text: str) -> list[Party]:
        """The parties of this id, name or short form; of several, those for whom somebody sits."""
        key = party_key(text)
        rows = [
            party for party in self._roll.parties.values() if party.id == text or key in map(party_key, _names(party))
        ]
        present = {member.party for member in self._sitting.values()}
        return [party for party in rows if party.id in present] or rows

    def _candidates(self, text: str) -> tuple[Candidate, ...]:
        match lookup(self._roll, text, self._on):
            case Found(entity, "person", _):
                seat, party = self._roll.seat_of(entity.id, self._on), self._roll.party_of(entity.id, self._on)
                return (Candidate(entity, "person", seat, party),)
            case Found(entity, kind, _):
                return (Candidate(entity, kind),)
            case Ambiguous(_, candidates):
                return candidates
            case _:
                return ()


def _names(party: Party) -> tuple[str, ...]:
    return tuple(filter(None, (party.name, party.short, *party.other_names)))


def _several(text: str, rows: Sequence[Candidate]) -> AmbiguousName:
    names = [str(row) for row in rows]
    return AmbiguousName(f"{text!r} fits several: {'; '.join(names)}", names)


def _near(text: str, known: Mapping[str, str]) -> str:
    """Up to three names that may have been meant; `known` has them by their folded form."""
    words = fold(text)
    keys = [key for key in known if words and words in key] or get_close_matches(words, known)
    names = list(dict.fromkeys(known[key] for key in keys))[:3]
    return f"; did you mean {' or '.join(names)}?" if names else ""


def _refuse_conflicts(found: Iterable[Understood]) -> None:
    """Raises `BadInput` for two hypotheses that cannot both be; one that is there twice is one too many."""
    done: dict[tuple[str, str], Hypothesis] = {}
    for one in found:
        subjects = [("member", person) for person in one.members]
        if one.of is not None:
            subjects.append(("party" if one.into is not None else "away", one.of.id))
        for subject in subjects:
            if subject in done:
                raise BadInput(f"{str(done[subject])!r} and {str(one.asked)!r} are about the same {_kind(subject[0])}")
            done[subject] = one.asked


def _kind(subject: str) -> str:
    return "member" if subject == "member" else "party"
