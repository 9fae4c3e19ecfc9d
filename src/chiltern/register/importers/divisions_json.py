"""Divisions as the Commons Votes and Lords Votes services answer them: JSON in, sheets out.

Understands one division or a list of them, with or without the lists of who voted; totals grouped by party; and one
member's votes (`membervoting`). Both services have the same fields under names that differ in case and in the words
of the House: AyeCount and ayes, content and notContent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.divisions_sheets import Ballot, Form, House, Lobby, Sheet, count_of, vote_of
from chiltern.register.importers.divisions_tables import label
from chiltern.register.importers.draft import Draft, day
from chiltern.register.importers.tables import json_of

# The lists of a division: what they hold.
_LISTS: dict[str, tuple[Lobby, bool]] = {
    "ayes": ("aye", False), "noes": ("no", False), "contents": ("aye", False), "notcontents": ("no", False),
    "content": ("aye", False), "notcontent": ("no", False), "ayetellers": ("aye", True), "notellers": ("no", True),
    "contenttellers": ("aye", True), "notcontenttellers": ("no", True), "novoterecorded": ("absent", False),
}  # fmt: skip
_AYES = ("ayecount", "authoritativecontentcount", "contentcount", "membercontentcount")
_NOES = ("nocount", "authoritativenotcontentcount", "notcontentcount", "membernotcontentcount")

Fields = Mapping[str, Any]


def json_form(file: InFile) -> Form:
    """Of which service the answer is; raises `BadInput` for JSON that holds no division."""
    value = json_of(file)
    entries = value if isinstance(value, list) else [value]
    divisions = [_fields(_fields(entry).get("publisheddivision", entry)) for entry in entries]
    if entries and not any("divisionid" in division for division in divisions):
        raise BadInput(f"{file.name}: no divisions in this JSON: expected DivisionId, Date, AyeCount, Ayes, Noes …")
    lords = any("content" in name for division in divisions for name in division)
    house: House = "lords" if lords else "commons"
    return Form(f"{house}-votes", "numbered", partial(_read, entries, house))


def _read(entries: list[Any], house: House, draft: Draft, file: InFile) -> Iterator[Sheet]:
    for number, entry in enumerate(entries, 1):
        with draft.row(file, number):
            fields = _fields(entry)
            if "publisheddivision" in fields:
                yield _of_member(file, number, house, fields)
            else:
                yield _division(draft, file, number, house, fields)


def _fields(entry: Any) -> dict[str, Any]:
    """An object's fields, names in lower case; none for anything else."""
    return {str(name).lower(): value for name, value in entry.items()} if isinstance(entry, dict) else {}


def _sheet(file: InFile, number: int, house: House, fields: Fields) -> Sheet:
    key = count_of(fields["divisionid"])
    if key is None:
        raise BadInput("no DivisionId")
    return Sheet(
        file,
        number,
        house,
        str(key),
        day(_text(fields, "date")),
        count_of(fields.get("number")),
        _text(fields, "title") or _text(fields, "friendlytitle"),
        _first_count(fields, _AYES),
        _first_count(fields, _NOES),
    )


def _division(draft: Draft, file: InFile, number: int, house: House, fields: Fields) -> Sheet:
    sheet = _sheet(file, number, house, fields)
    for name, (lobby, teller) in _LISTS.items():
        for entry in fields.get(name) or ():
            with draft.row(file, number):
                member = _fields(entry)
                if "partyname" in member:
                    sheet.add_total(label(_text(member, "partyname")), lobby, count_of(member.get("votecount")))
                else:
                    sheet.ballots.append(_ballot(file, number, lobby, teller, member))
    return sheet


def _ballot(file: InFile, number: int, lobby: Lobby, teller: bool, member: Fields) -> Ballot:
    who = count_of(member["memberid"])
    if who is None:
        raise BadInput("no MemberId")
    return Ballot(
        file,
        number,
        lobby,
        _text(member, "name"),
        teller,
        (("mnis", str(who)),),
        party=label(_text(member, "party")),
        proxy=_text(member, "proxyname"),
    )


def _of_member(file: InFile, number: int, house: House, fields: Fields) -> Sheet:
    """One member's vote. Commons answers of late say of both lobbies whether the member was there."""
    sheet = _sheet(file, number, house, _fields(fields["publisheddivision"]))
    aye = fields.get("membervotedaye", fields.get("memberwascontent"))
    no = fields.get("membervotedno", fields.get("memberwasnotcontent", not aye))
    teller = fields.get("memberwasteller") is True
    for there, word in ((aye, "aye"), (no, "no")):
        if there is True:
            sheet.ballots.append(_ballot(file, number, vote_of(word)[0], teller, fields))
    return sheet


def _first_count(fields: Fields, names: tuple[str, ...]) -> int | None:
    return next((count_of(fields[name]) for name in names if fields.get(name) is not None), None)


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{name} is no text")
    return (value or "").strip()
