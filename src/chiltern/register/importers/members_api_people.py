"""Answers of the Members API about people: a member, a history, a biography go in, what they say is gathered."""

from __future__ import annotations

import re
from typing import Any

from chiltern.errors import BadInput
from chiltern.register.importers.draft import Draft, after, day, gender
from chiltern.register.importers.members_api_answers import Answer, Item, number, parts, party, spell_days, text
from chiltern.register.importers.members_api_csv import membership_seat
from chiltern.register.importers.parliament import COMMONS, House, Post, PostKind, chamber_of, how_ended
from chiltern.register.importers.spells import Spell

# Where several answers tell of one person: the history, the biography, what a search shows.
HISTORY, BIOGRAPHY, PRESENT = 0, 1, 2
_OF_MEMBER = re.compile(r"Members/(\d+)(?:/|$)", re.IGNORECASE)
_POSTS: dict[str, PostKind] = {
    "governmentPosts": "government", "oppositionPosts": "opposition",
    "otherPosts": "parliamentary", "committeeMemberships": "committee",
}  # fmt: skip


def member(draft: Draft, house: House, item: Item) -> None:
    """`/Members/{id}` and each of `/Members/Search`: who it is, and what is so now."""
    value = item.value
    person, family = number(value, "id"), text(value, "nameListAs").partition(",")[0]
    known = house.person(person, text(value, "nameDisplayAs"), gender=gender(text(value, "gender")), family=family)
    latest = value.get("latestHouseMembership")
    if not isinstance(latest, dict):
        return
    chamber = _chamber(latest)
    known.houses.add(chamber)
    since, until = spell_days(latest, "membershipStartDate", "membershipEndDate")
    at: dict[str, Any] = {"file": item.file, "line": item.line, "rank": PRESENT}
    status = latest.get("membershipStatus")
    if isinstance(status, dict) and chamber == COMMONS and until is None:
        # One membership runs through several parliaments and seats. The status is of the seat held now: mostly it
        # begins with the parliament.
        since = max(since or "", day(text(status, "statusStartDate")) or "") or None
    if chamber == house.chamber:
        house.sat(chamber, Spell(person, _seat(house, latest), since, until, chamber == COMMONS, _end(latest), **at))
    if value.get("latestParty"):
        label, more = party(value["latestParty"])
        read = draft.source.retrieved if until is None else None
        house.belonged(Spell(person, label, read or since, until, seen=True, **at), **more)


def history(draft: Draft, house: House, item: Item) -> None:
    """`/Members/History`: every spell in a house, every party, every name. A part that cannot be read is left out."""
    value, person = item.value, number(item.value, "id")
    known = house.person(person)
    at: dict[str, Any] = {"file": item.file, "line": item.line, "rank": HISTORY}
    for part in parts(value, "nameHistory"):
        with draft.row(item.file, item.line):
            if text(part, "nameDisplayAs"):
                known.names[(*spell_days(part), text(part, "nameDisplayAs"))] = None
                known.more.setdefault("family", text(part, "nameListAs").partition(",")[0])
    for part in parts(value, "houseMembershipHistory"):
        with draft.row(item.file, item.line):
            chamber = _chamber(part)
            since, until = spell_days(part, "membershipStartDate", "membershipEndDate")
            seat = _seat(house, part) if chamber == house.chamber else ""
            house.sat(chamber, Spell(person, seat, since, until, ended=_end(part), **at))
    for part in parts(value, "partyHistory"):
        with draft.row(item.file, item.line):
            label, more = party(part.get("party"))
            house.belonged(Spell(person, label, *spell_days(part), **at), **more)


def biography(draft: Draft, house: House, item: Item) -> None:
    """`/Members/{id}/Biography`, which names nobody: its links do. One with nothing in it says nothing."""
    value = item.value
    if not any(value.get(key) for key in ("representations", "houseMemberships", "partyAffiliations", *_POSTS)):
        return
    numbers = [match[1] for link in item.links if (match := _OF_MEMBER.search(link))]
    if not numbers:
        raise BadInput("a biography that does not say whose it is: keep its links (…/Members/4514/Biography)")
    person = str(int(numbers[0]))
    known = house.person(person)
    at: dict[str, Any] = {"file": item.file, "line": item.line, "rank": BIOGRAPHY}
    for part in parts(value, "houseMemberships"):
        with draft.row(item.file, item.line):
            known.houses.add(_chamber(part))
            if text(part, "additionalInfo"):
                known.names[(*spell_days(part), text(part, "additionalInfo"))] = None
    for part in parts(value, "representations"):
        with draft.row(item.file, item.line):
            house.sat(COMMONS, Spell(person, _represented(house, part), *spell_days(part), **at))
    for part in parts(value, "partyAffiliations"):
        with draft.row(item.file, item.line):
            label, more = party(part)
            house.belonged(Spell(person, label, *spell_days(part), **at), **more)
    for key, kind in _POSTS.items():
        for part in parts(value, key):
            with draft.row(item.file, item.line):
                house.posts.append(_post(person, kind, part, item))


def _chamber(part: Answer) -> str:
    chamber = chamber_of(text(part, "house"))
    if chamber is None:
        raise BadInput(f"no house {text(part, 'house')!r}: 1 or 2")
    return chamber


def _seat(house: House, part: Answer) -> str:
    return membership_seat(house, house.chamber, text(part, "membershipFrom"), text(part, "membershipFromId"))


def _end(part: Answer) -> str | None:
    return how_ended(text(part, "membershipEndReason"), text(part, "membershipEndReasonNotes"))


def _represented(house: House, part: Answer) -> str:
    """The seat of a representation, with the life of its boundaries; their last day is counted in."""
    if _chamber(part) != COMMONS:
        raise BadInput("a representation that is not of the House of Commons")
    seat = membership_seat(house, COMMONS, text(part, "name"), text(part, "id"))
    since, until = day(text(part, "constituencyStart")), after(text(part, "constituencyEnd"))
    return house.seat(seat, text(part, "name"), since=since, until=until)


def _post(person: str, kind: PostKind, part: Answer, item: Item) -> Post:
    name = text(part, "name")
    if not name:
        raise BadInput("no name for an office")
    role, body = ("Member", name) if kind == "committee" else (name, "")
    return Post(person, role, kind, *spell_days(part), body, item.file, item.line)
