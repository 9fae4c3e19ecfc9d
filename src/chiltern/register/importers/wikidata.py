"""Results of a SPARQL query to Wikidata become a roll: who held a seat, for which party, between which days.

In goes SPARQL 1.1 JSON, or the plain list that the query service's own "JSON" download gives; out come tenures and
affiliations. No query is prescribed; variables are found by their names (`wikidata_results.py`). An end is the first
day out: Wikidata ends one spell and begins the next on one day. A value that Wikidata marks as unknown is none. Rows
that say the same are one, however many labels they repeat it with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from chiltern.errors import BadDate, BadInput
from chiltern.names import fold
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.draft import Draft, day, gender
from chiltern.register.importers.popolo import WIKIDATA
from chiltern.register.importers.popolo_claims import chamber_of
from chiltern.register.importers.popolo_named import is_no_party, party_kind
from chiltern.register.importers.popolo_names import place_name
from chiltern.register.importers.popolo_spells import Spell, begin, end, in_order, tie
from chiltern.register.importers.wikidata_results import Results, Row, results_of

_GENDERS = {"Q6581072": "female", "Q6581097": "male"}
_AT_LARGE = "at large"


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The roll that the results make; raises `BadInput` for a file that holds none, or names no persons."""
    tables = [results_of(file) for file in files]
    names = ", ".join(file.name for file in files)
    counts = Counter(row.thing("org").name for table in tables for row in table.rows)
    if not counts:
        raise BadInput(f"{names}: the query found nothing")
    chamber = chamber_of(counts, wish.chamber, names)
    reader = _Reader(Draft(msgspec.structs.replace(WIKIDATA, retrieved=wish.retrieved), chamber))
    for table in tables:
        reader.take(table)
    return reader.imported()


class _Reader:
    """Puts the rows of one chamber into a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._seats: dict[str, str] = {}
        self._spells: dict[Spell, None] = {}

    def take(self, table: Results) -> None:
        self.draft.skipped += table.skipped
        for row in table.rows:
            if fold(row.thing("org").name) in ("", fold(self.draft.legislature)):
                with self.draft.row(table.file, row.line):
                    self._spells[self._spell(table.file, row)] = None

    def imported(self) -> Imported:
        places = tie(self.draft, self._spells)
        for key, seat in self._seats.items():
            if places.get(seat, 1) > 1 and self.draft.knows_seat(key):
                self.draft.seat(key, places=places[seat])
        title = f"{self.draft.legislature}, {WIKIDATA.name}" if self.draft.legislature else WIKIDATA.name
        return self.draft.imported(WIKIDATA.id, title)

    def _spell(self, file: InFile, row: Row) -> Spell:
        since, until = begin(row.text("start")), end(row.text("end"), inclusive=False)
        in_order(since, until)
        person = self._person(file, row)
        seat = self._seat(row)
        return Spell(person, seat, self._party(row), since, until, row.thing("term").key or None)

    def _person(self, file: InFile, row: Row) -> str:
        thing = row.thing("person")
        if not thing.key:
            raise BadInput("no person (none, or one that Wikidata marks as unknown)")
        of_gender = row.thing("gender")
        return self.draft.person(
            thing.key,
            thing.name,
            gender=gender(_GENDERS.get(of_gender.item, of_gender.name)),
            born=self._life(file, row, "born"),
            died=self._life(file, row, "died"),
            other_names=thing.others,
            identifiers={"wikidata": thing.item, "mnis": row.text("mnis"), "twfy": row.text("twfy")},
        )

    def _life(self, file: InFile, row: Row, what: str) -> str | None:
        """A date of birth or death; a bad one is noted, and the person stays."""
        try:
            return day(row.text(what))
        except BadDate as error:
            self.draft.skip(file, row.line, f"{what}: {error}")
            return None

    def _seat(self, row: Row) -> str:
        """The constituency; a member without one sits for the chamber as a whole."""
        thing = row.thing("seat")
        key = thing.key or _AT_LARGE
        name = place_name(thing.name) or self.draft.legislature or "At large"
        numbers = {"wikidata": thing.item, "gss": row.text("gss")}
        self._seats[key] = self.draft.seat(key, name, other_names=thing.others, identifiers=numbers)
        return self._seats[key]

    def _party(self, row: Row) -> str | None:
        thing = row.thing("party")
        if not thing.key or is_no_party(thing.name):
            return None
        kind = party_kind(thing.name)
        return self.draft.party(thing.name, kind=kind, other_names=thing.others, identifiers={"wikidata": thing.item})
