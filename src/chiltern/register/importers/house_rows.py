"""From what a register says of a house to the rows of a roll: a gathered `House` goes in, a `Draft` is filled.

The roll holds the people of one chamber, each by the name borne there; tenures and affiliations are made to meet
(`spells.py`); of the parties it keeps the spells that touch somebody's time in the chamber, uncut, for a member
who later sat in the Lords for another party did not do so in the Commons.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chiltern.dates import covers, first_day
from chiltern.names import fold, name_key
from chiltern.register.importers.draft import Draft, plain_name
from chiltern.register.importers.parliament import COMMONS, LORDS, House, Known, SeatInfo
from chiltern.register.importers.posts import office
from chiltern.register.importers.spells import (
    GAP_OF_PARTY,
    GAP_OF_SEAT,
    Polls,
    Spell,
    days,
    meet,
    most_at_once,
    polls,
    sat_once,
)
from chiltern.register.spans import Span, span_of

_PEERAGE = re.compile(
    r"(?:the )?(?:(?:rt|right) (?:hon|rev(?:eren)?d)\.? )?(?:the )?"
    r"(?:lord|lady|baron(?:ess)?|(?:vis)?count(?:ess)?|earl|marquess|marchioness|duke|duchess)\b",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"[0-9a-f]{6}")
# Labels of those who sit for no party, mostly in the Lords.
_NO_PARTIES = frozenset(("other", "non-affiliated", "bishops", "lord speaker"))

Tenures = Mapping[str, Sequence[Spell]]


def fill(draft: Draft, house: House) -> None:
    """Writes everything gathered into the draft."""
    tenures = _tenures(draft, house)
    people = _people(draft, house, tenures)
    seats = _seats(draft, house, tenures)
    labels = {label: party_id(draft, label, **house.labels[label]) for label in sorted(house.listed)}
    elected = polls(spell for spells in tenures.values() for spell in spells) if house.chamber == COMMONS else None
    sat_for: dict[str, list[tuple[Spell, str]]] = {}
    for key, person in people.items():
        began = _write_tenures(draft, person, tenures.get(key, ()), seats, elected)
        sat_for[key] = []
        for spell in _affiliations(house, key, tenures.get(key, ())):
            party = labels[spell.of] = labels.get(spell.of) or party_id(draft, spell.of, **house.labels[spell.of])
            sat_for[key].append((spell, party))
            kind = "elected" if began.get(spell.since) else "became Speaker" if party == "speaker" else None
            draft.affiliation(person, party, spell.since, spell.until, kind=kind, seen=spell.seen)
    _write_posts(draft, house, people, sat_for)


def party_id(draft: Draft, label: str, mnis: str = "", short: str = "", colour: str = "", kind: str = "") -> str:
    """The party of a label, or of its number in the register where the book does not know the label."""
    named = draft.book.find(label) or (draft.book.numbered("mnis", mnis) if mnis else None)
    other = label.casefold() in _NO_PARTIES
    return draft.party(
        named.name if named else label,
        other_names=(label,) if named and draft.book.find(label) is None else (),
        identifiers={"mnis": mnis},
        short=short,
        colour=colour.lower() if _COLOUR.fullmatch(colour.lower()) else None,
        kind="other" if other else kind or None,
    )


# Tenures and seats


def _tenures(draft: Draft, house: House) -> dict[str, list[Spell]]:
    """The chamber's tenures by person, each person's from the best kind of answer that the files hold."""
    found: list[Spell] = []
    for sittings in house.sittings.values():
        mine = [spell for chamber, spell in sittings if chamber == house.chamber]
        best = min((spell.rank for spell in mine), default=0)
        for spell in mine:
            if spell.since is None and spell.until is None:
                draft.skip(spell.file, spell.line, "no date of a membership")
            elif spell.rank == best:
                found.append(spell)
    if house.chamber == LORDS:
        found = sat_once(found, lambda spell, reason: draft.skip(spell.file, spell.line, reason))
    by_person: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in _dated_seats(house, found):
        by_person[spell.person].append(spell)
    return {person: meet(spells, GAP_OF_SEAT) for person, spells in by_person.items()}


def _dated_seats(house: House, spells: Sequence[Spell]) -> list[Spell]:
    """The spells with a numbered seat in place of a mere name, where one of that name was there on their first day."""
    numbered: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for spell in spells:
        if not spell.of.startswith("="):
            numbered[f"={fold(house.seats[spell.of].name)}"].append((span_of(spell), spell.of))
    for key, info in house.seats.items():
        if not key.startswith("=") and info.since:
            numbered[f"={fold(info.name)}"].append((span_of(info), key))
    return [replace(spell, of=_seat_on(numbered[spell.of], span_of(spell).start) or spell.of)
            if spell.of.startswith("=") and spell.of in numbered else spell for spell in spells]  # fmt: skip


def _seat_on(seats: Sequence[tuple[Span, str]], day: int) -> str | None:
    """The seat that somebody holds on the day, or the last one held before; None for a day before all of them."""
    held = [(span.end > day, span.start, key) for span, key in seats if span.start <= day]
    return max(held)[2] if held else None


def _seats(draft: Draft, house: House, tenures: Tenures) -> dict[str, str]:
    """The ids of the seats held, and of those that an answer of their own describes."""
    holders: defaultdict[str, list[Spell]] = defaultdict(list)
    for spells in tenures.values():
        for spell in spells:
            holders[spell.of].append(spell)
    made = {}
    for key, info in house.seats.items():
        if key in holders or (info.since and house.chamber == COMMONS):
            places = most_at_once(holders[key]) if house.chamber == LORDS else 1
            made[key] = _seat(draft, key, info, max(places, 1))
    return made


def _seat(draft: Draft, key: str, info: SeatInfo, places: int) -> str:
    more = {"identifiers": info.identifiers, "since": info.since, "until": info.until, "places": places}
    return draft.seat(key, info.name, **more)


def _write_tenures(
    draft: Draft, person: str, spells: Sequence[Spell], seats: Mapping[str, str], elected: Polls | None
) -> dict[str | None, str | None]:
    """Writes one person's tenures; gives back how each began, by its first day."""
    began: dict[str | None, str | None] = {}
    for spell in spells:
        known = elected if elected and not spell.seen else None
        began[spell.since] = known.began(spell.since) if known else None
        ended = spell.ended or (known.ended(spell.until) if known else None)
        more = {"began": began[spell.since], "ended": ended, "seen": spell.seen}
        draft.tenure(person, seats[spell.of], spell.since, spell.until, **more)
    return began


# Parties and posts


def _affiliations(house: House, key: str, tenures: Sequence[Spell]) -> list[Spell]:
    """A person's party spells of the chamber: those that touch a tenure, or all where no file says when anybody sat."""
    mine = house.parties.get(key, [])
    best = min((spell.rank for spell in mine), default=0)
    inside = [span_of(spell) for spell in tenures]
    spells = meet((spell for spell in mine if spell.rank == best), GAP_OF_PARTY, inside if tenures else None)
    if not tenures:
        return spells
    return [spell for spell in spells if any(span_of(spell).overlap(span) for span in inside)]


def _write_posts(
    draft: Draft, house: House, people: Mapping[str, str], sat_for: Mapping[str, Sequence[tuple[Spell, str]]]
) -> None:
    def find_party(label: str) -> str | None:
        return party_id(draft, label) if draft.book.find(label) else None

    for post in house.posts:
        if post.person not in people:
            continue
        day = None if post.since is None else first_day(post.since)
        parties = [party for spell, party in sat_for[post.person] if day and covers(spell.since, spell.until, day)]
        with draft.row(post.file, post.line):
            role, of = office(post, parties[-1] if parties else None, find_party)
            draft.role(people[post.person], role, of, post.since, post.until)


# People


def _people(draft: Draft, house: House, tenures: Tenures) -> dict[str, str]:
    """The ids of the chamber's people: who sat there, and whom no file puts in another house."""
    tied = house.parties.keys() | {post.person for post in house.posts}
    wanted = {
        key: known
        for key, known in house.people.items()
        if key in tenures or ((key in tied or not house.sittings) and _may_belong(house, key, known))
    }
    named = {key: _names(house, known, tenures.get(key, ())) for key, known in wanted.items()}
    if not any(named.values()):
        # Numbers are enough to be joined by, so tables without names come in, as the divisions of members do.
        named = {key: [f"Member {key}"] for key in wanted}
    made = {}
    for key, names in named.items():
        spells = [*tenures.get(key, ()), *house.parties.get(key, ())]
        file, line = (spells[0].file, spells[0].line) if spells else (None, None)
        if names:
            others = tuple(names[1:])
            more = {"identifiers": house.people[key].identifiers, "other_names": others, **house.people[key].more}
            made[key] = draft.person(key, names[0], **more)
        elif file is not None:
            draft.skip(file, line, f"no file names the member {key}: {len(spells)} rows left out")
    return made


def _may_belong(house: House, key: str, known: Known) -> bool:
    """Whether somebody without a dated seat here is of this chamber for all that the files say."""
    sat = {chamber for chamber, _ in house.sittings.get(key, ())} or known.houses
    return not sat or house.chamber in sat


def _names(house: House, known: Known, tenures: Sequence[Spell]) -> list[str]:
    """A person's names, the one borne in the chamber first: there, a peerage is a name of later days."""
    inside = [span_of(spell) for spell in tenures]
    dated = sorted((days(since, until), name) for since, until, name in known.names)
    borne = [name for span, name in dated if any(span.overlap(one) for one in inside)]
    first = borne[-1:] or [known.name]
    given, family = known.more.get("given", ""), known.more.get("family", "")
    if house.chamber == COMMONS and given and family and _PEERAGE.match(first[0]):
        first.insert(0, f"{given} {family}")
    every = dict.fromkeys(plain_name(name) for name in (*first, known.name, *(name for _, name in dated)))
    return [name for name in every if name_key(name)]
