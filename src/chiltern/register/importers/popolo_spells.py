"""Spells as Popolo and Wikidata give them, each in one seat for one party, become tenures and affiliations.

A source of this kind has one row for each stretch in one seat for one party, so a member who changed party has two.
Rows that meet in one seat are one tenure, unless an election or a new term lies between; rows that meet in one party
are one affiliation. Where two rows share one day, it belongs to the later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

import msgspec

from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.register.importers.draft import Draft, after, day

# Before and after every day that a date can write.
ALWAYS, NEVER_ENDS = 0, 10**7

# A change of party to the Speaker's label; parlparse has no word of its own for it.
BECAME_SPEAKER = "became_speaker"

# How a tenure begins and ends, in the words of parlparse (`MembershipReason` in mySociety's validator) and in ours.
_BEGAN = {
    **dict.fromkeys(("general_election", "general_election_probably", "election"), "general election"),
    "by_election": "by-election",
}
_ENDED = {
    "died": "died",
    "resigned": "resigned the seat",
    "became_peer": "became a peer",
    "declared_void": "election void",
    "recall_petition": "recall petition",
    **dict.fromkeys(
        ("general_election", "general_election_standing", "general_election_not_standing", "general_election_probably"),
        "dissolution",
    ),
}
_KIND = {
    **dict.fromkeys(
        ("general_election", "general_election_probably", "election", "by_election", "regional_election"), "elected"
    ),
    "whip_removed": "whip removed",
    "whip_restored": "whip restored",
    "became_presiding_officer": "became presiding officer",
    BECAME_SPEAKER: "became Speaker",
}
_OF_PARTY = frozenset(("changed_party", "whip_removed", "whip_restored", "became_presiding_officer", BECAME_SPEAKER))
_UNSAID = frozenset(("", "unknown", "still_in_office"))


class Moment(msgspec.Struct, frozen=True, gc=False):
    """A day as it is written and as a number; an open side is None."""

    written: str | None
    ordinal: int


class Spell(msgspec.Struct, frozen=True, gc=False):
    """One person in one seat for one party, by the draft's ids; without a seat it is a party's membership alone.

    `term` is the term of the chamber, where the source counts them; the reasons are the source's words.
    """

    person: str
    seat: str | None
    party: str | None
    since: Moment
    until: Moment
    term: str | None = None
    began: str | None = None
    ended: str | None = None


@lru_cache(maxsize=65536)
def begin(written: str | None) -> Moment:
    """The first day in, of a source's date."""
    found = day(written)
    return Moment(found, ALWAYS if found is None else first_day(found).toordinal())


@lru_cache(maxsize=65536)
def end(written: str | None, inclusive: bool) -> Moment:
    """The first day out; `inclusive` says that the source gives the last day in."""
    found = after(written) if inclusive else day(written)
    return Moment(found, NEVER_ENDS if found is None else first_day(found).toordinal())


def in_order(since: Moment, until: Moment) -> None:
    """Raises `BadInput` where a spell ends before it begins."""
    if until.ordinal < since.ordinal:
        raise BadInput(f"it ends (first day out {until.written}) before it begins ({since.written})")


def tie(draft: Draft, spells: Iterable[Spell]) -> dict[str, int]:
    """Puts the tenures and affiliations that the spells make into the draft; gives how many members each seat returns.

    That is the most who sat for it on one day; a day on which one hands over to another counts once.
    """
    of_person: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        of_person[spell.person].append(spell)
    # Comings and goings of each seat as one number: twice the day, and one more for a coming.
    steps: defaultdict[str, list[int]] = defaultdict(list)
    for person, listed in of_person.items():
        if len(listed) > 1:
            listed.sort(key=lambda spell: spell.since.ordinal)
        for seat in dict.fromkeys(spell.seat for spell in listed if spell.seat is not None):
            for first, last in _stretches([spell for spell in listed if spell.seat == seat], _one_tenure):
                began, ended = _word(first.began, _BEGAN), _word(last.ended, _ENDED)
                draft.tenure(person, seat, first.since.written, last.until.written, began=began, ended=ended)
                steps[seat].append(2 * first.since.ordinal + 1)
                steps[seat].append(2 * max(last.until.ordinal - 1, first.since.ordinal + 1))
        _tie_parties(draft, person, [spell for spell in listed if spell.party is not None])
    return {seat: _most(numbers) for seat, numbers in steps.items()}


def _tie_parties(draft: Draft, person: str, spells: list[Spell]) -> None:
    stretches = _stretches(spells, _one_affiliation)
    for number, (first, last) in enumerate(stretches, start=1):
        until = last.until
        if number < len(stretches):
            following = stretches[number][0].since
            if first.since.ordinal < following.ordinal == until.ordinal - 1:
                until = following
        kind = _KIND.get(first.began or "")
        draft.affiliation(person, first.party or "", first.since.written, until.written, kind=kind)


def _stretches(spells: list[Spell], one: Callable[[Spell, Spell], bool]) -> list[tuple[Spell, Spell]]:
    """Spells in time order as stretches of those that meet and are `one`: the spell that begins each, that ends it."""
    made: list[tuple[Spell, Spell]] = []
    for spell in spells:
        if made:
            first, last = made[-1]
            if spell.since.ordinal <= last.until.ordinal and one(last, spell):
                made[-1] = (first, spell if spell.until.ordinal >= last.until.ordinal else last)
                continue
        made.append((spell, spell))
    return made


def _one_tenure(last: Spell, spell: Spell) -> bool:
    same_term = None in (last.term, spell.term) or last.term == spell.term
    return same_term and (spell.began in _OF_PARTY or (spell.began or "") in _UNSAID)


def _one_affiliation(last: Spell, spell: Spell) -> bool:
    return last.party == spell.party


def _most(steps: list[int]) -> int:
    """The most members who sat at once. On one day goings come before comings, so a hand-over counts once."""
    sitting, most = 0, 1
    for step in sorted(steps):
        sitting += 1 if step % 2 else -1
        most = max(most, sitting)
    return most


def _word(reason: str | None, known: dict[str, str]) -> str | None:
    """A reason in our words, else in the source's; None where it says nothing of the seat."""
    if reason is None or reason in _UNSAID or reason in _OF_PARTY:
        return None
    return known.get(reason) or reason.replace("_", " ")
