"""The Members API's JSON: files of answers go in, what they say is gathered; seats, parties and results are read here.

An answer is known by its keys. A search shows what is so now: the spells it makes are marked as seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from chiltern.errors import BadInput
from chiltern.names import same_person_name
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft, after, day
from chiltern.register.importers.house_rows import party_id
from chiltern.register.importers.members_api_answers import (
    Answer,
    Document,
    Item,
    count,
    documents,
    items,
    number,
    parts,
    party,
    text,
    unwrapped,
)
from chiltern.register.importers.members_api_csv import membership_seat
from chiltern.register.importers.members_api_people import biography, history, member
from chiltern.register.importers.parliament import COMMONS, House, listed
from chiltern.register.model import Candidacy, Contest

_OF_SEAT = re.compile(r"Constituency/(\d+)(?:/|$)", re.IGNORECASE)


class Answers:
    """Answers read so far, and what can only be said once all are read: results, and pages that are missing."""

    def __init__(self, draft: Draft, house: House) -> None:
        self.draft, self.house = draft, house
        self._results: dict[tuple[str, str], Item] = {}
        self._searches: dict[str, tuple[InFile, int, set[str]]] = {}

    def gather(self, file: InFile) -> None:
        """Reads one file. Raises `BadInput` where it is no JSON, or where nothing in it is a known answer."""
        known, strange = 0, ""
        for document in documents(file):
            if document.fault:
                self.draft.skip(file, document.line, document.fault)
                continue
            found = items(file, document)
            self._note_pages(file, document, found)
            for item in found:
                kind = kind_of(item.value)
                if kind is None:
                    strange = listed(item.value)
                    self.draft.skip(file, item.line, f"no answer of the Members API (it has {strange})")
                    continue
                known += 1
                with self.draft.row(file, item.line):
                    self._read(kind, item)
        if strange and not known:
            raise BadInput(
                f"{file.name}: no answer of the Members API (it has {strange}); give members, their history or "
                "biography, constituencies, results or the state of the parties"
            )

    def _read(self, kind: str, item: Item) -> None:
        if kind == "result":
            self._result(item)
        else:
            _READERS[kind](self.draft, self.house, item)

    def _note_pages(self, file: InFile, document: Document, found: list[Item]) -> None:
        content = document.content
        total = count(content, "totalResults") if isinstance(content, dict) else None
        kind = kind_of(found[0].value) if found else None
        if total is None or kind is None:
            return
        first, most, keys = self._searches.get(kind, (file, total, set()))
        numbers = {str(item.value.get("id", index)) for index, item in enumerate(found)}
        self._searches[kind] = (first, max(most, total), keys | numbers)

    def note_missing_pages(self) -> None:
        """Notes a search of which not every page was given."""
        for file, total, keys in self._searches.values():
            if len(keys) < total:
                self.draft.skip(file, None, f"{len(keys)} of {total} results: give the other pages too")

    # Results

    def _result(self, item: Item) -> None:
        """Notes a result; of two answers about one contest that with more candidates is kept."""
        held = day(text(item.value, "electionDate"))
        if held is None:
            raise BadInput("no date of the election")
        if item.value.get("isNotional") is True:
            raise BadInput("a notional result: no election was held")
        key = (self._seat(item), held)
        have = self._results.get(key)
        if have is None or len(parts(have.value, "candidates")) < len(parts(item.value, "candidates")):
            self._results[key] = item

    def _seat(self, item: Item) -> str:
        """The key of the seat, whose number stands in the links only."""
        numbers = [match[1] for link in item.links if (match := _OF_SEAT.search(link))]
        return membership_seat(self.house, COMMONS, text(item.value, "constituencyName"), "".join(numbers[:1]))

    def write_contests(self) -> None:
        """Writes the results, once people and seats are in the draft."""
        if self.house.chamber != COMMONS:
            return
        begun: dict[tuple[str, str | None], list[str]] = {}
        for person, sittings in self.house.sittings.items():
            for _, spell in sittings:
                begun.setdefault((spell.of, spell.since), []).append(person)
        for (seat, held), item in self._results.items():
            with self.draft.row(item.file, item.line):
                self.draft.contest(self._contest(seat, held, item.value, begun.get((seat, held), ())))

    def _contest(self, seat: str, held: str, value: Answer, winners: Sequence[str]) -> Contest:
        info = self.house.seats[seat]
        ranked = sorted(parts(value, "candidates"), key=_place)
        first = next((part for part in ranked if _place(part) != _place({})), None)
        return Contest(
            seat=self.draft.seat(seat, info.name, identifiers=info.identifiers),
            date=held,
            kind="general" if value.get("isGeneralElection") is True else "by-election",
            candidates=tuple(self._candidacy(part, part is first, winners) for part in ranked),
            electorate=count(value, "electorate"),
            valid_votes=count(value, "turnout"),
            majority=count(value, "majority"),
        )

    def _candidacy(self, part: Answer, elected: bool, winners: Sequence[str]) -> Candidacy:
        """A candidate. A result rarely numbers even the winner: it is the member of that name who then began."""
        name, key = text(part, "name"), text(part, "memberId")
        if not name:
            raise BadInput("a candidate without a name")
        label, known = party(part.get("party"))
        if elected and not key:
            key = next((key for key in winners if self._is_named(key, name)), "")
        person = self.draft.person(key, name, identifiers={"mnis": key}) if key else None
        return Candidacy(name, party_id(self.draft, label, **known), count(part, "votes"), person, elected)

    def _is_named(self, key: str, name: str) -> bool:
        known = self.house.people[key]
        names = (known.name, *(one for _, _, one in known.names))
        return self.draft.knows_person(key) and any(same_person_name(one, name) for one in names)


def _place(part: Answer) -> tuple[int, int]:
    """Where a candidate came: by rank, where it is given, else by votes."""
    return count(part, "rankOrder") or 10**6, -(count(part, "votes") or 0)


# Seats and parties


def constituency(draft: Draft, house: House, item: Item) -> None:
    """`/Location/Constituency`: the seat, who holds it now, and its boundaries, whose last day is counted in."""
    value = item.value
    if house.chamber != COMMONS:
        return
    seat = membership_seat(house, COMMONS, text(value, "name"), number(value, "id"))
    house.seat(seat, "", since=day(text(value, "startDate")), until=after(text(value, "endDate")))
    present = value.get("currentRepresentation")
    if isinstance(present, dict) and isinstance(present.get("member"), dict):
        for holder, links in unwrapped(present["member"], ()):
            member(draft, house, Item(holder, links, item.file, item.line))


def state(draft: Draft, house: House, item: Item) -> None:
    """`/Parties/StateOfTheParties`: the party. Its numbers are left: a roll counts them from who sits."""
    label, known = party(item.value["party"])
    house.label(label, **known)
    house.listed.add(label)


_READERS: dict[str, Callable[[Draft, House, Item], None]] = {
    "history": history, "member": member, "biography": biography, "state": state, "constituency": constituency,
}  # fmt: skip
_KEYS = {
    "history": ("partyHistory", "houseMembershipHistory"),
    "member": ("nameDisplayAs", "latestHouseMembership"),
    "biography": ("representations", "houseMemberships", "partyAffiliations"),
    "result": ("electionDate", "constituencyName"),
    "state": ("total", "party"),
    "constituency": ("id", "name", "startDate", "currentRepresentation"),
}


def kind_of(value: Answer) -> str | None:
    """Which answer has these keys; None for one that is not known."""
    return next((kind for kind, keys in _KEYS.items() if value.keys() >= set(keys)), None)
