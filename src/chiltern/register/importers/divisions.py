"""Divisions in: who voted how, from files of one provider in any mix of its forms; rows of a roll come out.

A file is told by its content: JSON of the votes services, their CSV downloads, tables made from them, the Guardian's
tracker, Hansard XML. Voters are told by a register's number; where a list has only names and constituencies, each
gets a tenure that was seen on the day, by which a merge finds whom an official roll has in that seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from chiltern.dates import day_after
from chiltern.errors import BadInput
from chiltern.names import fold, name_key
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.divisions_hansard import is_numbers, numbers_of, read_hansard
from chiltern.register.importers.divisions_json import json_form
from chiltern.register.importers.divisions_sheets import CHAMBERS, PROVIDERS, Ballot, Form, House, Lobby, Sheet, joined
from chiltern.register.importers.divisions_tables import table_form
from chiltern.register.importers.draft import Draft, plain_name, slug
from chiltern.register.importers.partybook import party_book
from chiltern.register.model import Division, Vote


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The divisions of one House. Raises `BadInput` for files of several providers, and where none has a division."""
    helping = [file for file in files if _is_table(file) and is_numbers(file)]
    forms = [(file, form_of(file)) for file in files if file not in helping]
    provider = _only_provider(forms)
    draft = Draft(msgspec.structs.replace(PROVIDERS[provider], retrieved=wish.retrieved), parties=party_book("uk"))
    sheets = [sheet for file, form in forms for sheet in form.read(draft, file)]
    _renumber(sheets, numbers_of(draft, helping))
    house = _house(sheets, wish, files)
    draft.legislature = CHAMBERS[house]
    kept = joined(
        (sheet for sheet in sheets if sheet.house == house),
        lambda sheet, reason: draft.skip(sheet.file, sheet.line, f"division {_called(sheet)}: {reason}"),
    )
    if not any(sheet.date for sheet in kept):
        raise BadInput(
            f"{kept[0].file.name}: it does not say when its divisions were: give the table that does with it"
        )
    names = _names(kept)
    taken: set[str] = set()
    for sheet in kept:
        with draft.row(sheet.file, sheet.line):
            draft.division(_division(draft, sheet, slug(_called(sheet), taken), names))
    return draft.imported("divisions", f"Divisions of the {CHAMBERS[house]}: {PROVIDERS[provider].name}")


def form_of(file: InFile) -> Form:
    """What the file is, by its content; raises `BadInput` for one that holds no divisions."""
    if _is_table(file):
        return table_form(file)
    return Form("hansard", "either", read_hansard) if _start(file) == b"<" else json_form(file)


def _is_table(file: InFile) -> bool:
    return _start(file) not in (b"<", b"{", b"[")


def _start(file: InFile) -> bytes:
    return file.content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]


def _only_provider(forms: Sequence[tuple[InFile, Form]]) -> str:
    """The provider of all files; raises `BadInput` for files whose members nothing joins."""
    found = {form.provider: file.name for file, form in reversed(forms)}
    if not found:
        raise BadInput("no file of divisions given")
    if len(found) > 1:
        whose = ", ".join(f"{name} is of {PROVIDERS[provider].name}" for provider, name in sorted(found.items()))
        raise BadInput(f"{whose}: give the files of one provider at a time")
    told = {form.voters: file.name for file, form in reversed(forms)}
    if "named" in told and "numbered" in told:
        raise BadInput(
            f"{told['named']} has members by name, {told['numbered']} by number: "
            "import one file, then the other into its roll"
        )
    return next(iter(found))


def _house(sheets: Sequence[Sheet], wish: Wish, files: Sequence[InFile]) -> House:
    """The House wished for, else the Commons where the files have it."""
    houses = {sheet.house for sheet in sheets}
    if not houses:
        raise BadInput(f"{', '.join(file.name for file in files[:3])}: no division that can be read")
    if wish.chamber is None:
        return "commons" if "commons" in houses else "lords"
    for house in houses:
        if fold(wish.chamber) in (house, fold(CHAMBERS[house])):
            return house
    has = " and the ".join(CHAMBERS[house] for house in sorted(houses))
    raise BadInput(f"no division of the {wish.chamber}: these files are of the {has}")


def _called(sheet: Sheet) -> str:
    """commons-562 by the provider's number, commons-2009-10-27-231 by day and number of the House."""
    parts = (sheet.key,) if sheet.key else (sheet.date or "", "" if sheet.number is None else str(sheet.number))
    return "-".join(filter(None, (sheet.house, *parts)))


# Who voted


def _renumber(sheets: Iterable[Sheet], numbers: Mapping[str, Mapping[str, str]]) -> None:
    """Puts a person's own numbers in place of Hansard's, which are of one membership, where a table tells them."""
    for sheet in sheets:
        for at, ballot in enumerate(sheet.ballots):
            known = numbers.get(dict(ballot.identifiers).get("parlparse-member", ""))
            if known:
                sheet.ballots[at] = ballot._replace(identifiers=tuple(known.items()))


def _key(ballot: Ballot) -> str:
    """What tells a voter: a register's number, or else name and constituency."""
    if ballot.identifiers:
        return ":".join(ballot.identifiers[0])
    # Not `name_key`: all that it leaves of "Lady Hermon" is a family name.
    return f"{fold(plain_name(ballot.name))} @ {name_key(ballot.seat)}"


def _names(sheets: Sequence[Sheet]) -> dict[str, str]:
    """A name for each voter: some tables give only the number of a member whom another file names."""
    ballots = [ballot for sheet in sheets for ballot in sheet.ballots if name_key(ballot.name)]
    return {_key(ballot): ballot.name for ballot in reversed(ballots)}


def _voter(draft: Draft, ballot: Ballot, date: str, names: Mapping[str, str]) -> str:
    key = _key(ballot)
    name = names.get(key) or (f"Member {ballot.identifiers[0][1]}" if ballot.identifiers else "")
    person = draft.person(key, name, identifiers=dict(ballot.identifiers))
    if ballot.seat:
        seat = draft.seat(name_key(ballot.seat), ballot.seat)
        draft.tenure(person, seat, date, day_after(date).isoformat(), seen=True)
    return person


# The division


def _division(draft: Draft, sheet: Sheet, id_: str, names: Mapping[str, str]) -> Division:
    if sheet.date is None:
        raise BadInput(f"division {_called(sheet)}: no file says when it was")
    votes: dict[tuple[str, Lobby], Vote] = {}
    for ballot in sheet.ballots:
        with draft.row(ballot.file, ballot.line):
            person = _voter(draft, ballot, sheet.date, names)
            party = draft.party(ballot.party) if ballot.party else None
            vote = Vote(person, ballot.lobby, ballot.teller, party, ballot.proxy or None)
            have = votes.get((person, ballot.lobby))
            votes[person, ballot.lobby] = _both(have, vote) if have else vote
    voted = {person for person, lobby in votes if lobby != "absent"}
    return Division(
        id_,
        sheet.date,
        sheet.title or f"Division {sheet.number or sheet.key}",
        sheet.number,
        sheet.ayes,
        sheet.noes,
        tuple(vote for vote in votes.values() if vote.lobby != "absent" or vote.person not in voted),
        _party_totals(draft, sheet),
        sheet.tellers_counted and bool(sheet.totals),
    )


def _both(have: Vote, other: Vote) -> Vote:
    """One vote of two mentions: a list may name its tellers twice."""
    return Vote(
        have.person, have.lobby, have.teller or other.teller, have.party or other.party, have.proxy or other.proxy
    )


def _party_totals(draft: Draft, sheet: Sheet) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for label, (ayes, noes) in (sheet.totals or _label_totals(sheet.ballots)).items():
        party = draft.party(label)
        more = found.get(party, (0, 0))
        found[party] = (more[0] + ayes, more[1] + noes)
    return dict(sorted(found.items()))


def _label_totals(ballots: Sequence[Ballot]) -> dict[str, tuple[int, int]]:
    """What a source that gives each voter a party, but no totals, would count; tellers left out."""
    found: dict[str, list[int]] = {}
    for ballot in ballots:
        if ballot.party and ballot.lobby != "absent" and not ballot.teller:
            found.setdefault(ballot.party, [0, 0])[ballot.lobby == "no"] += 1
    return {party: (ayes, noes) for party, (ayes, noes) in found.items()}
