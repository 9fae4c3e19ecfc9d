"""What Democracy Club's ids say: of an election its chamber, of a ballot paper its place, of a party whose it is.

Ids go in, as its election-id standard and its party list write them: "sp.c.2016-05-05", "parl.streatham.2019-12-12",
"local.sheffield.walkley.by.2018-05-03", "PP53", "party:53", "joint-party:53-119", "ynmp-party:2".
"""

from __future__ import annotations

import re

from chiltern.names import fold
from chiltern.register.importers.draft import Draft
from chiltern.register.model import Party

COMMONS = "House of Commons"
# Chambers by the first part of an election's id.
_CHAMBERS = {
    "parl": COMMONS,
    "commons": COMMONS,
    "sp": "Scottish Parliament",
    "senedd": "Senedd",
    "naw": "National Assembly for Wales",
    "nia": "Northern Ireland Assembly",
    "gla": "London Assembly",
    "europarl": "European Parliament",
}
# Each council, mayor and commissioner is a body of its own, called by its id: "local.sheffield".
_BODIES = frozenset(("local", "mayor", "pcc"))

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_REGISTERED = re.compile(r"(?:party:|PP)(\d+)", re.ASCII)
_LABOUR_CO_OPERATIVE = frozenset(("53", "119"))
_INDEPENDENT, _SPEAKER = "ynmp-party:2", "ynmp-party:12522"


def date_in(*ids: str) -> str:
    """The date that an election's or a ballot paper's id ends in; empty for none."""
    return next(iter(_DATE.findall(" ".join(ids))), "")


def chamber_of(election: str) -> str:
    """The chamber of "parl.2019-12-12", "local.sheffield.2018-05-03", or of the "2015" of the first export."""
    parts = [part for part in election.lower().split(".") if not _DATE.fullmatch(part)]
    if not parts or parts[0].isdigit():
        return COMMONS
    if parts[0] in _BODIES:
        return ".".join(parts[:2])
    return _CHAMBERS.get(parts[0], parts[0])


def chamber_named(wanted: str) -> str:
    """The chamber that a user means by its name or by the first part of its ids."""
    return _CHAMBERS.get(wanted.strip().lower(), wanted)


def seat_sort(ballot: str) -> str:
    """The sort of seat where a chamber has several: "c" for a constituency, "r" for a region, "a" for London's list."""
    return next((part for part in ballot.split(".")[1:2] if len(part) == 1), "")


def place_of(ballot: str) -> str:
    """The place in "parl.brecon-and-radnorshire.by.2019-08-01"; empty where the id names none."""
    parts = [part for part in ballot.split(".")[1:] if len(part) > 2 and not _DATE.search(part)]
    return parts[-1].replace("-", " ").title() if parts and not parts[-1].isdigit() else ""


class Parties:
    """The parties so far, by name and number of the register."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._owners: dict[str, str] = {}
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def of(self, number: str, name: str) -> str:
        """The id of a row's party. Ask for the newest rows first: a number that two names share is the newer one's."""
        if (number, name) not in self._known:
            self._known[number, name] = self._label(number, name)
        label, ec = self._known[number, name]
        owner = self._owners.setdefault(ec, label) if ec else label
        club = number if ":" in number and not _REGISTERED.fullmatch(number) else ""
        return self._draft.party(label, identifiers={"ec": ec if owner == label else "", "democracy-club": club})

    def _label(self, number: str, name: str) -> tuple[str, str]:
        """What the party is called here, and its registration number unless the book gives that to another party."""
        if number == _SPEAKER or fold(name) == "speaker seeking re election":
            return "Speaker", ""
        if number == _INDEPENDENT:
            return "Independent", ""
        if frozenset(re.findall(r"\d+", number, re.ASCII)) == _LABOUR_CO_OPERATIVE:
            return "Labour and Co-operative", ""
        registered = _REGISTERED.fullmatch(number)
        ec = f"PP{registered[1]}" if registered else ""
        owner = self._draft.book.numbered("ec", ec)
        found = self._by_name_or_number(name, owner)
        return (found.name if found else name or number), (ec if owner in (None, found) else "")

    def _by_name_or_number(self, name: str, owner: Party | None) -> Party | None:
        """A renamed party keeps its number, so the name decides, but not between two that have numbers.

        The Brexit Party of 2019 bears the number of Reform UK; Northern Ireland's "Green Party" is not England's.
        """
        named = self._draft.book.find(name)
        if named is None or (owner is not None and owner != named and "ec" in named.identifiers):
            return owner
        return named
