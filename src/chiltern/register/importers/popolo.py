"""Popolo JSON of any publisher becomes a roll: parlparse's people.json, EveryPolitician, Wikidata, and others alike.

Files of one publisher go in together, whatever they hold (persons in one, posts in another); out come the tenures,
affiliations and offices of one chamber. The last day in, which Popolo gives, becomes the first day out; Wikidata and
the posts that parlparse copies from Parliament give the first day out already. A file names its parties itself, and
they are taken as it names them. `docs/how-to/import-popolo.md` says what becomes of every field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Skipped, Wish
from chiltern.register.importers.draft import Draft
from chiltern.register.importers.popolo_claims import (
    Claim,
    FileKind,
    Persons,
    Tables,
    chamber_of,
    claim_of,
    is_official,
    tables_of,
)
from chiltern.register.importers.popolo_named import Named
from chiltern.register.importers.popolo_names import text
from chiltern.register.importers.popolo_rows import PopoloFile, lines_of_memberships, rows_of
from chiltern.register.importers.popolo_spells import BECAME_SPEAKER, Moment, Spell, begin, end, in_order, tie
from chiltern.register.importers.posts import GOVERNMENT
from chiltern.register.model import Source

WIKIDATA = Source("wikidata", "Wikidata", "Wikimedia Foundation", "https://www.wikidata.org/", "CC0")
_SOURCES: dict[FileKind, Source] = {
    "parlparse": Source("parlparse", "parlparse people.json", "mySociety", "https://parser.theyworkforyou.com/"),
    "everypolitician": Source("everypolitician", "EveryPolitician", "mySociety", "https://everypolitician.org/"),
    "wikidata": WIKIDATA,
    "popolo": Source("popolo", "Popolo file"),
}
_POSTS = Source("parlparse-posts", "parlparse posts", "mySociety", "https://parser.theyworkforyou.com/")

_GOVERNMENT_POSTS = "datadotparl/governmentpost"


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The roll that the files make; raises `BadInput` for a file that is no Popolo, or a chamber that none has."""
    loaded = [rows_of(file) for file in files]
    names = ", ".join(file.name for file in files)
    skipped = [fault for one in loaded for fault in one.skipped]
    if not skipped and not any(one.memberships.rows for one in loaded):
        raise BadInput(f"{names}: no memberships, so nobody sits; give the file that has them as well")
    tables = tables_of(loaded)
    faults: list[Skipped] = []
    claims = _claims(loaded, tables, faults)
    chamber = _chamber(claims, loaded, tables, wish, names)
    source = _source(claims, tables)
    draft = Draft(msgspec.structs.replace(source, retrieved=wish.retrieved), chamber)
    draft.skipped += faults
    _Reader(draft, loaded, tables).take(claims, chamber)
    draft.skipped[:] = [*skipped, *_at_lines(draft.skipped, files)]
    return draft.imported(source.id, f"{chamber}, {source.name}" if chamber else source.name)


def _at_lines(faults: Sequence[Skipped], files: Sequence[InFile]) -> list[Skipped]:
    """Faults of memberships with the line of the file in place of the membership's number.

    Two files of one name cannot be told apart in a fault, so they keep the numbers.
    """
    named = Counter(file.name for file in files)
    faulty = {fault.file for fault in faults if named[fault.file] == 1}
    lines = {file.name: lines_of_memberships(file) for file in files if file.name in faulty}
    return [
        fault._replace(line=lines[fault.file][fault.line - 1]) if fault.line and fault.file in lines else fault
        for fault in faults
    ]


def _claims(loaded: Sequence[PopoloFile], tables: Sequence[Tables], faults: list[Skipped]) -> list[Claim]:
    """What every membership is; those that refer to nothing are added to `faults`."""
    claims: list[Claim] = []
    for index, one in enumerate(loaded):
        for number, row in one.memberships:
            if row.redirect is not None:
                continue
            try:
                claims.append(claim_of(index, number, row, tables[index]))
            except BadInput as error:
                faults.append(Skipped(one.file.name, number, str(error)))
    return claims


def _chamber(
    claims: Sequence[Claim], loaded: Sequence[PopoloFile], tables: Sequence[Tables], wish: Wish, names: str
) -> str:
    """The chamber that the roll is of; with offices alone, the one body that the files name."""
    counts = Counter(claim.chamber for claim in claims if claim.kind == "seat")
    if not counts and wish.chamber is None:
        bodies = {
            text(row.name)
            for one, known in zip(loaded, tables, strict=True)
            for row in one.organizations.rows
            if row.id not in known.parties
        }
        return bodies.pop() if len(bodies) == 1 else ""
    return chamber_of(counts, wish.chamber, names)


def _source(claims: Sequence[Claim], tables: Sequence[Tables]) -> Source:
    kinds = Counter(tables[claim.file].kind for claim in claims)
    kind = kinds.most_common(1)[0][0] if kinds else tables[0].kind
    if kind == "parlparse" and not any(claim.kind == "seat" for claim in claims):
        return _POSTS
    return _SOURCES[kind]


class _Reader:
    """Puts the claims of one chamber into a draft."""

    def __init__(self, draft: Draft, loaded: Sequence[PopoloFile], tables: Sequence[Tables]) -> None:
        self.draft = draft
        self._files = [one.file for one in loaded]
        self._tables = tables
        self._named = Named(draft, self._files, tables, Persons(loaded))
        self._last_day: dict[str, str] = {}

    def take(self, claims: Sequence[Claim], chamber: str) -> None:
        """Reads the claims on seats of the chamber, and those on parties and offices that are no other chamber's."""
        others = {claim.chamber for claim in claims} - {chamber, ""}
        ours = [claim for claim in claims if claim.chamber not in others]
        for claim in ours:
            person, last = claim.row.person_id, claim.row.end_date or "9999"
            if person is not None and last > self._last_day.get(person, ""):
                self._last_day[person] = last
        spells: list[Spell] = []
        for claim in ours:
            with self.draft.row(self._files[claim.file], claim.number):
                if claim.kind != "office":
                    spells.append(self._spell(claim))
                elif self._body(claim) not in others:
                    self._office(claim)
        places = tie(self.draft, spells)
        for key, seat in self._named.seats.items():
            if places.get(seat, 1) > 1:
                self.draft.seat(key, places=places[seat])

    def _spell(self, claim: Claim) -> Spell:
        row, (since, until) = claim.row, self._days(claim)
        person = self._named.person(claim, self._last_day.get(row.person_id or "", ""))
        seat, party_id = None, row.organization_id
        if claim.kind == "seat":
            seat, party_id = self._named.seat(claim), row.on_behalf_of_id
        party = self._named.party(claim.file, party_id)
        began = row.start_reason
        if began == "changed_party" and party in self._named.speakers:
            began = BECAME_SPEAKER
        return Spell(
            person, seat, party, since, until, row.legislative_period_id or row.role_code, began, row.end_reason
        )

    def _days(self, claim: Claim) -> tuple[Moment, Moment]:
        """The days of a claim; those of the term where the row leaves them blank."""
        row, tables = claim.row, self._tables[claim.file]
        first, last = row.start_date, row.end_date
        if row.legislative_period_id and not (first and last):
            term = tables.events.get(row.legislative_period_id)
            if term is None:
                raise BadInput(f"membership: no event {row.legislative_period_id!r} in the files, nor dates of its own")
            first, last = first or term.start_date, last or term.end_date
        since, until = begin(first), end(last, inclusive=tables.kind != "wikidata" and not is_official(row))
        in_order(since, until)
        return since, until

    def _office(self, claim: Claim) -> None:
        row, post, body = claim.row, claim.post, self._body(claim)
        since, until = self._days(claim)
        role = text(row.role) or (text(post.role) or text(post.label) if post else "")
        person = self._named.person(claim, self._last_day.get(row.person_id or "", ""))
        of: str | None = body
        if row.organization_id in self._tables[claim.file].parties:
            of = self._named.party(claim.file, row.organization_id)
        elif row.source == _GOVERNMENT_POSTS:
            of = GOVERNMENT
        elif body == self.draft.legislature:
            of = None
        self.draft.role(person, role.strip() or "Member", of or None, since.written, until.written)

    def _body(self, claim: Claim) -> str:
        """The name of the body that an office is of."""
        key = (claim.post.organization_id if claim.post else None) or claim.row.organization_id or ""
        organization = self._tables[claim.file].organizations.get(key)
        return text(organization.name) if organization else key
