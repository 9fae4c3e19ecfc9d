"""Whom and what a membership names, put into a draft: rows of persons, places and bodies go in, their ids come out.

A row that cannot be used takes those whom only it named out of the draft again. So persons and seats are asked for
before the party, and one kept from an earlier row is used only while the draft still has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiltern.errors import BadDate, BadInput
from chiltern.names import fold
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft, after, day, gender
from chiltern.register.importers.popolo_claims import Claim, Persons, Tables, is_official
from chiltern.register.importers.popolo_names import (
    everypolitician_identifier,
    identifiers,
    names_of_membership,
    other_texts,
    own_identifier,
    person_names,
    place_name,
    text,
    texts,
)
from chiltern.register.importers.popolo_rows import Area, Organization, PersonRow
from chiltern.register.model import PartyKind

_MNIS = re.compile(r"uk\.parliament\.data/Member/(\d+)/")
# Labels of organisations that stand for none: the Presiding Officer of the Scottish Parliament sits for "None".
_NO_PARTY = frozenset(("none", "unknown", "no party", "n a"))
# Labels that are no party's; their kind is "other", by which the House knows independents and its chair.
_NO_PARTYS_LABELS = ("independent", "independents", "independent politician", "nonpartisan politician")
_SPEAKER = re.compile(r"speaker(?: of .*)?")
_CHAIR = re.compile(r"(?:initial |deputy |lord )?(?:speaker|presiding officer)(?: of .*)?")


class Named:
    """The persons, seats and parties of the claims, each made once."""

    def __init__(self, draft: Draft, files: Sequence[InFile], tables: Sequence[Tables], people: Persons) -> None:
        self._draft, self._files, self._tables, self._people = draft, files, tables, people
        # EveryPolitician's first identifiers are TheyWorkForYou's wherever it took its areas from there.
        self._legacy_is_twfy = [any(key.startswith("uk.org.publicwhip/") for key in one.areas) for one in tables]
        self._persons: dict[str, str] = {}
        self._parties: dict[tuple[int, str], str | None] = {}
        self.seats: dict[str, str] = {}
        # The parties that are no party but the Speaker's label.
        self.speakers: set[str] = set()

    # Persons

    def person(self, claim: Claim, last_day: str) -> str:
        """The claim's person, by the name of `last_day` (ISO; "" is the latest). Raises `BadInput` for nobody known."""
        if claim.row.person_id is None:
            raise BadInput("membership: no person_id")
        key = self._people.current(claim.row.person_id)
        if key not in self._persons or not self._draft.knows_person(key):
            row = self._people.row(key)
            if row is None and len(self._people):
                raise BadInput(f"membership: no person {key!r} in the files")
            self._persons[key] = self._made_person(claim, row or PersonRow(key), last_day)
        return self._persons[key]

    def _made_person(self, claim: Claim, row: PersonRow, last_day: str) -> str:
        name, given, family, others = person_names(row, last_day)
        if not name:
            name, given, family = names_of_membership(claim.row.name)
        return self._draft.person(
            row.id,
            # Where no file has the name, the number stands for it until a roll that has it is merged.
            name or f"person {row.id.rpartition('/')[2]}",
            given=given,
            family=family,
            gender=gender(text(row.gender)),
            born=self._life(claim, row.birth_date, "birth_date"),
            died=self._life(claim, row.death_date, "death_date"),
            other_names=others,
            identifiers=self._numbers(claim, row),
        )

    def _numbers(self, claim: Claim, row: PersonRow) -> dict[str, str]:
        found = identifiers(row.identifiers) | own_identifier(row.id, {"person": "twfy"})
        if is_official(claim.row):
            mnis = _MNIS.match(claim.row.id or "")
            found |= {"mnis": mnis[1]} if mnis else {}
        if self._tables[claim.file].kind == "everypolitician":
            found |= everypolitician_identifier(row.id)
            legacy = found.get("everypolitician_legacy", "")
            if self._legacy_is_twfy[claim.file] and legacy.isdecimal():
                found.setdefault("twfy", legacy)
        return found

    def _life(self, claim: Claim, written: str | None, what: str) -> str | None:
        """A date of birth or death; a bad one is noted, and the person stays."""
        try:
            return day(written)
        except BadDate as error:
            self._draft.skip(self._files[claim.file], claim.number, f"{what} of the person: {error}")
            return None

    # Seats

    def seat(self, claim: Claim) -> str:
        """The claim's seat: the place of its post, its area, or the chamber as a whole."""
        row, post = claim.row, claim.post
        place = (post.area if post else None) or row.area
        area_id = (post.area_id if post else None) or row.area_id or (place.id if place else None)
        key = f"post {post.id}" if post else f"area {area_id or (text(place.name) if place else '')}"
        if key not in self.seats or not self._draft.knows_seat(key):
            place = place or self._tables[claim.file].areas.get(area_id or "")
            if place is None and area_id:
                raise BadInput(f"membership: no area {area_id!r} in the files")
            if place is None:
                # A post without an area, or a chamber elected or appointed as a whole, such as the House of Lords.
                self.seats[key] = self._draft.seat(
                    key, (text(post.label) if post else "") or claim.chamber or "At large"
                )
            else:
                self.seats[key] = self._made_seat(key, claim, place, area_id or "")
        return self.seats[key]

    def _made_seat(self, key: str, claim: Claim, place: Area, area_id: str) -> str:
        post, name = claim.post, text(place.name)
        own = identifiers(place.identifiers) | own_identifier(post.id if post else area_id, {"cons": "parlparse"})
        return self._draft.seat(
            key,
            place_name(name),
            region=self._region(area_id, place, self._tables[claim.file]),
            since=day(post.start_date) if post else None,
            until=after(post.end_date) if post else None,
            other_names=(*other_texts(place.other_names), *(other for other in texts(place.name) if other != name)),
            identifiers=own | (identifiers(post.identifiers) if post else {}),
        )

    def _region(self, area_id: str, place: Area, tables: Tables) -> str | None:
        """The area that the seat lies in: its parent, or the one whose OCD id the seat's own begins with."""
        parent = tables.areas.get(place.parent_id or area_id.rpartition("/")[0])
        return place_name(text(parent.name)) or None if parent is not None and parent is not place else None

    # Parties

    def party(self, file: int, party_id: str | None) -> str | None:
        """The organisation as the file names it; None for none, and for a label that says so."""
        if not party_id:
            return None
        key = (file, party_id)
        if key not in self._parties:
            organization = self._tables[file].organizations.get(party_id)
            if organization is None:
                raise BadInput(f"membership: no organization {party_id!r} in the files")
            self._parties[key] = self._made_party(organization)
        return self._parties[key]

    def _made_party(self, row: Organization) -> str | None:
        label = text(row.name) or row.id
        if is_no_party(label):
            return None
        party = self._draft.party(
            label,
            kind=party_kind(label, row.classification),
            other_names=(*other_texts(row.other_names), *(other for other in texts(row.name) if other != label)),
            identifiers=identifiers(row.identifiers) | own_identifier(row.id, {}),
        )
        if _SPEAKER.fullmatch(fold(label)):
            self.speakers.add(party)
        return party


def is_no_party(label: str) -> bool:
    """Whether the label says that somebody sits for nobody at all, not even as an independent."""
    return fold(label) in _NO_PARTY


def party_kind(label: str, classification: str | None = None) -> PartyKind:
    """What an organisation is, by its label and by what the source calls it."""
    folded, classified = fold(label), (classification or "").casefold()
    if folded in _NO_PARTYS_LABELS or _CHAIR.fullmatch(folded):
        return "other"
    return "group" if "group" in classified else "faction" if classified in ("faction", "caucus") else "party"
