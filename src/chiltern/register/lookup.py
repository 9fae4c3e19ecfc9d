"""A written name, as of a date, to the person, party or seat that it means: one, several to choose from, or none.

In go a roll, words as a report wrote them and a day; out comes `Found`, `Ambiguous` with its candidates, or None.
Nothing is guessed: a bare "Smith" while several sit is ambiguous, and a full name that fits nobody is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple, TypeVar

from chiltern.names import fold, name_key, same_person_name, title_gender
from chiltern.register.model import Party, Person, Seat
from chiltern.register.offices import Phrase, bare_phrase, ever_held, office_holders
from chiltern.register.roll import Roll

Kind = Literal["person", "party", "seat"]
How = Literal["name", "surname", "party", "seat", "office", "member"]

_PEERS = frozenset(("lord", "lady", "baron", "baroness", "viscount", "viscountess", "earl", "countess"))
_INNER_POSSESSIVE = re.compile(r"[’']s(?=\s)|(?<=s)[’'](?=\s)")
_MEMBER = re.compile(
    r"(?:(?P<before>.+?) )??\b(?:mp|member of parliament|member(?= for ))(?: for (?P<seat>.+?)| (?P<name>.+))?"
)


class Found(NamedTuple):
    """The one entity meant. `how` says by what: a full name, a surname, an office, a seat's member, …"""

    entity: Person | Party | Seat
    kind: Kind
    how: How


class Candidate(NamedTuple):
    """One of several that a name can mean; seat and party are those of the day, for telling people apart."""

    entity: Person | Party | Seat
    kind: Kind
    seat: Seat | None = None
    party: Party | None = None

    def __str__(self) -> str:
        ties = ", ".join(tie.name for tie in (self.seat, self.party) if tie is not None)
        return f"{self.entity.name} ({ties or self.kind})"


class Ambiguous(NamedTuple):
    """Several entities fit; nothing in the words or the day decides between them."""

    text: str
    candidates: tuple[Candidate, ...]


Row = TypeVar("Row")
Answer = Found | Ambiguous | None


def lookup(roll: Roll, text: str, on: date) -> Answer:
    """Whom or what the written name means on the day.

    Understands names with or without titles, bare surnames of those who sit or hold office, parties and seats by
    any of their names, "the Streatham MP", "the Labour MP for Wigan", "Ilford South MP Mike Gapes", and offices:
    "the Prime Minister", "Labour's deputy leader", "former leader of the SNP", "Chancellor Philip Hammond".
    """
    answer = _phrase(roll, text, on)
    if answer is None and _INNER_POSSESSIVE.search(text):
        return _phrase(roll, _INNER_POSSESSIVE.sub("", text), on)
    return answer


def bearer(roll: Roll, name: str, on: date | None) -> Person | None:
    """The person of a full name: the only one who ever bore it, else the only one whom it can mean on the day."""
    named = roll.people_by_name(name_key(name))
    if len(named) > 1:
        named = _people(roll, name, on)[0] if on is not None else ()
    return named[0] if len(named) == 1 else None


def _phrase(roll: Roll, text: str, on: date) -> Answer:
    phrase = bare_phrase(fold(text))
    if not phrase.text:
        return None
    member = _MEMBER.fullmatch(phrase.text)
    if member is not None:
        return _member(roll, member, phrase.former, on, text)
    holders = office_holders(roll, phrase, on)
    if holders:
        return _one_of(roll, text, holders, "office", on)
    if phrase.former:
        return _named(roll, phrase.text, on, text)
    return _named(roll, text, on, text) or _office_and_name(roll, phrase, on, text)


def _named(roll: Roll, name: str, on: date, text: str) -> Answer:
    """A person, party or seat by name."""
    key = name_key(name)
    people, how = _people(roll, name, on)
    titled = title_gender(name) is not None
    parties = () if titled else roll.parties_by_name(key) or roll.parties_by_name(key.removesuffix(" party"))
    seats = () if titled else roll.seats_by_name(key, on)
    if people and not parties and not seats:
        return _one_of(roll, text, people, how, on)
    found = [Found(row, "party", "party") for row in parties] + [Found(row, "seat", "seat") for row in seats]
    if len(found) == 1 and not people:
        return found[0]
    if not found:
        return None
    return Ambiguous(text, (*_candidates(roll, people, on), *(Candidate(row.entity, row.kind) for row in found)))


def _people(roll: Roll, name: str, on: date) -> tuple[tuple[Person, ...], How]:
    """The people whom a name can mean on the day, those present before those past."""
    key, folded = name_key(name), fold(name)
    words = folded.split()
    if words and words[0] in _PEERS and f"{words[0]} {key}" == folded and roll.people_by_surname(key):
        return tuple(row for row in roll.people_by_surname(key) if _bears(row, folded)), "name"
    exact = _agreeing((row for row in roll.people_by_name(key) if " " in key or _bears(row, folded)), name)
    bearers = roll.people_by_surname(key)
    if bearers and not exact:
        return tuple(row for row in _agreeing(bearers, name) if _present(roll, row, on)), "surname"
    full = exact or _by_given_name(roll, name, key.split())
    present = tuple(row for row in full if _present(roll, row, on)) or full
    # Whose own name it is goes before whom it is one of several names of.
    return tuple(row for row in present if name_key(row.name) == key) or present, "name"


def _bears(person: Person, folded: str) -> bool:
    """Whether the words, titles and all, are one of the person's names: "Lord Owen" is, "Owen" alone is not."""
    return folded in map(fold, (person.name, *person.other_names))


def _by_given_name(roll: Roll, name: str, words: list[str]) -> tuple[Person, ...]:
    """People with this family name whose given names agree by initial or short form."""
    for cut in range(1, len(words)):
        bearers = _agreeing(roll.people_by_surname(" ".join(words[cut:])), name)
        fits = [row for row in bearers if any(same_person_name(name, own) for own in (row.name, *row.other_names))]
        if fits:
            return tuple(fits)
    return ()


def _agreeing(people: Iterable[Person], name: str) -> tuple[Person, ...]:
    """Those whose gender a title in the name does not deny."""
    gender = title_gender(name)
    return tuple(person for person in people if gender is None or person.gender in (None, gender))


def _present(roll: Roll, person: Person, on: date) -> bool:
    """Whether the person sits or holds an office on the day."""
    return roll.seat_of(person.id, on) is not None or bool(roll.roles_of(person.id, on))


def _office_and_name(roll: Roll, phrase: Phrase, on: date, text: str) -> Answer:
    """ "Chancellor Philip Hammond": the name decides, and the office must be one that the person has held."""
    words = phrase.text.split()
    for cut in range(len(words) - 1, 0, -1):
        office, name = " ".join(words[:cut]), " ".join(words[cut:])
        holders = office_holders(roll, Phrase(office, phrase.former), on)
        if not holders:
            continue
        people, how = _people(roll, name, on)
        held = tuple(person for person in people if ever_held(roll, office, person, on))
        if people:
            return _one_of(roll, text, held or (*people, *holders), how, on)
    return None


def _member(roll: Roll, words: re.Match[str], former: bool, on: date, text: str) -> Answer:
    """ "The Streatham MP", "Labour MP for Wigan", "Ilford South MP Mike Gapes", "Mike Gapes MP"."""
    seat = None
    if words["seat"] is not None:
        seat = _only(roll.seats_by_name(name_key(words["seat"]), on))
        if seat is None:
            return None
    party, own_seat, own_name = _before_member(roll, words["before"] or "", on)
    seat, name = seat or own_seat, words["name"] or own_name
    if name is None and seat is None:
        return None
    if name is None and seat is not None:
        people = _holders(roll, seat, former, on)
        fits = tuple(person for person in people if _ever_in(roll, person, party, on))
        return _one_of(roll, text, fits, "member", on) if fits else None
    people, how = _people(roll, _with_title(text, name or ""), on)
    held = tuple(
        person
        for person in people
        if _ever_in(roll, person, party, on)
        and (seat is None or any(row.seat == seat.id for row in roll.tenures_of(person.id)))
    )
    if held or not people:
        return _one_of(roll, text, held, how, on) if held else None
    if seat is None:
        return None
    return _one_of(roll, text, (*people, *_holders(roll, seat, former, on)), how, on)


def _before_member(roll: Roll, words: str, on: date) -> tuple[Party | None, Seat | None, str | None]:
    """What stands before "MP": a party, a seat, both in either order, or else a name."""
    if not words:
        return None, None, None
    parts = words.split()
    for cut in range(len(parts) + 1):
        left, right = " ".join(parts[:cut]), " ".join(parts[cut:])
        for party_words, seat_words in ((left, right), (right, left)):
            party = _only(roll.parties_by_name(name_key(party_words)))
            seat = _only(roll.seats_by_name(name_key(seat_words), on))
            if (party or not party_words) and (seat or not seat_words):
                return party, seat, None
    return None, None, words


def _with_title(text: str, name: str) -> str:
    """The name with the title that the text gives it, so that its gender counts."""
    gender = title_gender(text)
    return f"{'Mr' if gender == 'male' else 'Ms'} {name}" if gender else name


def _holders(roll: Roll, seat: Seat, former: bool, on: date) -> tuple[Person, ...]:
    holder = roll.holder(seat.id, on)
    if not former:
        return (holder,) if holder else ()
    past = [row for row in roll.tenures if row.seat == seat.id and (row.since or "") <= on.isoformat()]
    return tuple(dict.fromkeys(roll.persons[row.person] for row in past if holder is None or row.person != holder.id))


def _ever_in(roll: Roll, person: Person, party: Party | None, on: date) -> bool:
    """Whether the person sat for the party by the day; reports go on naming the party that somebody has just left."""
    spells = roll.affiliations_of(person.id)
    return party is None or any(row.party == party.id and (row.since or "") <= on.isoformat() for row in spells)


def _one_of(roll: Roll, text: str, people: tuple[Person, ...], how: How, on: date) -> Answer:
    unique = tuple(dict.fromkeys(people))
    if len(unique) == 1:
        return Found(unique[0], "person", how)
    return Ambiguous(text, _candidates(roll, unique, on))


def _candidates(roll: Roll, people: Iterable[Person], on: date) -> tuple[Candidate, ...]:
    return tuple(Candidate(row, "person", roll.seat_of(row.id, on), roll.party_of(row.id, on)) for row in people)


def _only(rows: tuple[Row, ...]) -> Row | None:
    return rows[0] if len(rows) == 1 else None
