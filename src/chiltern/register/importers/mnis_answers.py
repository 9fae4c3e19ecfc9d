"""MNIS's own answers, as its service of members' queries gives them: XML or JSON goes in, what it says is gathered.

`<Members>` holds a `<Member Member_Id="…">` each, with the present state (DisplayAs, Gender, Party, House, MemberFrom,
HouseStartDate, HouseEndDate) and, where the query asked for them, lists: Constituencies, HouseMemberships, Parties,
GovernmentPosts, OppositionPosts, ParliamentaryPosts, OtherParliaments, Committees. The JSON is the same, attributes
written with "@". The shape is that which public programs read (houseofcommonslibrary/clmnis, olihawkins/mnis).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft, day, gender
from chiltern.register.importers.members_api_csv import membership_seat
from chiltern.register.importers.parliament import COMMONS, LORDS, House, Post, PostKind, chamber_of, how_ended
from chiltern.register.importers.spells import Spell, days
from chiltern.register.importers.tables import json_of

Part = dict[str, Any]
_BOM = b"\xef\xbb\xbf"
STATED, PRESENT = 0, 2  # what a list of spells says is heard before the present state
_POSTS: dict[str, tuple[str, PostKind]] = {
    "GovernmentPosts": ("GovernmentPost", "government"), "OppositionPosts": ("OppositionPost", "opposition"),
    "ParliamentaryPosts": ("ParliamentaryPost", "parliamentary"), "Committees": ("Committee", "committee"),
    "OtherParliaments": ("OtherParliament", "parliament"),
}  # fmt: skip


def is_answer(file: InFile) -> bool:
    """Whether a file is XML or JSON, not a table."""
    return file.content.removeprefix(_BOM).lstrip()[:1] in (b"<", b"{", b"[")


def gather_answer(draft: Draft, house: House, file: InFile) -> None:
    """Reads one answer. Raises `BadInput` for XML or JSON that holds no members."""
    found = 0
    for line, member in _members(file):
        found += 1
        with draft.row(file, line):
            _member(draft, house, file, line, member)
    if not found:
        raise BadInput(f"{file.name}: no members; give an answer of MNIS's service with <Members> or its tables as CSV")


def _members(file: InFile) -> Iterator[tuple[int, Part]]:
    if file.content.removeprefix(_BOM).lstrip()[:1] != b"<":
        document = json_of(file)
        inner = document.get("Members") if isinstance(document, dict) else None
        yield from enumerate(_listed(inner, "Member"), 1)
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(file.content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"{file.name}: no XML: {' '.join(str(error).split())}") from None
    for element in root.iter("Member"):
        yield element.sourceline, _part(element)


def _part(element: Any) -> Part:
    """An element as its JSON would be: attributes with "@", text as "#text", what stands several times as a list."""
    made: Part = {f"@{name}": value for name, value in element.attrib.items()}
    for child in element.iterchildren(tag=etree.Element):
        inner: Any = _part(child) if len(child) or child.attrib else (child.text or "").strip()
        name = etree.QName(child).localname
        if name in made:
            made[name] = [*(made[name] if isinstance(made[name], list) else [made[name]]), inner]
        else:
            made[name] = inner
    if element.text and element.text.strip():
        made["#text"] = element.text.strip()
    return made


# Fields


def _listed(part: Any, name: str) -> list[Part]:
    """The parts of this name: one that stands alone is no list in MNIS's JSON."""
    found = part.get(name) if isinstance(part, dict) else None
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]


def _text(part: Part, name: str) -> str:
    """The text of a field, none for one that is nil ({"@xsi:nil": "true"})."""
    found = part.get(name)
    if isinstance(found, dict):
        found = found.get("#text")
    return str(found).strip() if isinstance(found, str | int) and not isinstance(found, bool) else ""


def _days(part: Part) -> tuple[str | None, str | None]:
    since, until = day(_text(part, "StartDate")), day(_text(part, "EndDate"))
    if days(since, until).days < 0:
        raise BadInput(f"it ends ({until}) before it begins ({since})")
    return since, until


# A member


def _member(draft: Draft, house: House, file: InFile, line: int, part: Part) -> None:
    person = _text(part, "@Member_Id")
    if not person.isdecimal():
        raise BadInput("no member's number")
    person = str(int(person))
    basic = next(iter(_listed(part, "BasicDetails")), {})
    house.person(
        person,
        _text(part, "DisplayAs"),
        gender=gender(_text(part, "Gender")),
        born=day(_text(part, "DateOfBirth")),
        died=day(_text(part, "DateOfDeath")),
        given=_text(basic, "GivenForename"),
        family=_text(basic, "GivenSurname") or _text(part, "ListAs").partition(",")[0],
    )
    at: dict[str, Any] = {"file": file, "line": line, "rank": STATED}
    for spell in _listed(part.get("Constituencies"), "Constituency"):
        with draft.row(file, line):
            seat = membership_seat(house, COMMONS, _text(spell, "Name"), _text(spell, "@Id"))
            ended = how_ended(_text(spell, "EndReason"), _text(spell, "EndNotes"))
            house.sat(COMMONS, Spell(person, seat, *_days(spell), ended=ended, **at))
    for spell in _listed(part.get("HouseMemberships"), "HouseMembership"):
        with draft.row(file, line):
            if chamber_of(_text(spell, "House")) == LORDS:
                ended = how_ended(_text(spell, "EndReason"), _text(spell, "EndNotes"))
                house.sat(LORDS, Spell(person, house.seat_named(_kind(part)), *_days(spell), ended=ended, **at))
    for spell in _listed(part.get("Parties"), "Party"):
        with draft.row(file, line):
            if not _text(spell, "Name"):
                raise BadInput("no party")
            house.belonged(Spell(person, _text(spell, "Name"), *_days(spell), **at), mnis=_text(spell, "@Id"))
    for group, (name, kind) in _POSTS.items():
        for post in _listed(part.get(group), name):
            with draft.row(file, line):
                house.posts.append(_post(person, kind, post, file, line))
    _present(draft, house, person, part, at | {"rank": PRESENT})


def _kind(part: Part) -> str:
    """By what a peer sits; a former member of the Commons who is none now has a constituency there."""
    return (_text(part, "MemberFrom") if chamber_of(_text(part, "House")) == LORDS else "") or LORDS


def _post(person: str, kind: PostKind, part: Part, file: InFile, line: int) -> Post:
    name = _text(part, "Name")
    if not name:
        raise BadInput("no name for an office")
    role, body = ("Member", name) if kind in ("committee", "parliament") else (name, "")
    return Post(person, role, kind, *_days(part), body, file, line)


def _present(draft: Draft, house: House, person: str, part: Part, at: dict[str, Any]) -> None:
    """What is so now, for those of whom no list tells: one membership may run through several parliaments and seats."""
    chamber = chamber_of(_text(part, "House"))
    if chamber is None:
        raise BadInput(f"no house {_text(part, 'House')!r}: Commons or Lords")
    house.person(person).houses.add(chamber)
    since, until = day(_text(part, "HouseStartDate")), day(_text(part, "HouseEndDate"))
    status = next(iter(_listed(part, "CurrentStatus")), {})
    if chamber == COMMONS and until is None:
        since = max(since or "", day(_text(status, "StartDate")) or "") or None
    name = _text(part, "MemberFrom")
    if name and since:
        house.sat(chamber, Spell(person, house.seat_named(name), since, until, chamber == COMMONS, **at))
    if _text(part, "Party"):
        number = _text(part["Party"], "@Id") if isinstance(part["Party"], dict) else ""
        read = draft.source.retrieved if until is None else None
        house.belonged(Spell(person, _text(part, "Party"), read or since, until, seen=True, **at), mnis=number)
