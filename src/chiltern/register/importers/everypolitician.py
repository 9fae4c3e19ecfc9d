"""EveryPolitician's CSV: terms of a legislature go in, a file each; who sat, when and for whom comes out.

A blank date means the term's own first or last day, which the file does not say. It is taken from the first of these
that knows: EveryPolitician's terms.csv or Popolo JSON (its `events`) given along; the table `terms.yml`; a year in the
term's name, as in "2011" or "2011-15". A term of unknown end ends where the next one given begins. The last day is
counted in. A file fetched within its term (`wish.retrieved`) cannot know the end, so blank ends stay open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.names import fold
from chiltern.register.importers.base import Imported, InFile, Skipped, Wish
from chiltern.register.importers.draft import Draft, after, day, gender
from chiltern.register.importers.legislatures import Term, known_terms, parties_of
from chiltern.register.importers.partybook import PartyBook
from chiltern.register.importers.popolo_names import own_identifier
from chiltern.register.importers.sittings import Sitting, add_tenures, set_places
from chiltern.register.importers.tables import Row, header_of, json_of, table
from chiltern.register.model import Source

EXPECTED = "a term's CSV with the columns id, name, group and term"
_COLUMNS = ("id", "name", "group", "term")
_TERMS = ("id", "start_date", "end_date")
_YEARS = re.compile(r"((?:1[6-9]|20)\d\d)(?:\D{1,3}(?:\d{4}|\d{2})?)?", re.ASCII)
_ANOTHER_COUNTRY = re.compile(r"country:(?!gb)")
_NO_GROUP = frozenset(("", "unknown"))

_Found = Sequence[tuple[InFile, Row]]


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The rows of the chamber wanted, else of the one with most rows; terms.csv and Popolo give dates of terms."""
    tables: list[InFile] = []
    said: dict[str, Term] = {}
    skipped: list[Skipped] = []
    for file in files:
        if file.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
            said |= _dated(file, _terms_of_popolo(file), skipped)
        elif set(_TERMS) <= (header := set(header_of(file))) and "group" not in header:
            said |= _dated(file, _terms_of_table(file), skipped)
        else:
            tables.append(file)
    if not tables:
        raise BadInput(f"{', '.join(file.name for file in files)}: only dates of terms; give {EXPECTED} as well")
    rows = [(file, row) for file in tables for row in table(file, _COLUMNS)]
    chamber = _chamber(rows, wish)
    wanted = [
        (file, row)
        for file, row in rows
        if row.fault or fold(row.fields.get("chamber", "") or chamber) == fold(chamber)
    ]
    source = Source("everypolitician", "EveryPolitician", publisher="mySociety", retrieved=wish.retrieved)
    draft = Draft(source, chamber, _parties(chamber, wanted))
    draft.skipped += skipped
    terms = _Terms(chamber, said, wanted, wish.retrieved)
    _Reader(draft, terms).read(wanted)
    return draft.imported("everypolitician", f"{chamber}, EveryPolitician" if chamber else "")


def _chamber(rows: _Found, wish: Wish) -> str:
    """The chamber wanted as the files write it; raises `BadInput` where they hold others only."""
    held = Counter(row.fields["chamber"] for _, row in rows if row.fields.get("chamber"))
    if wish.chamber is None:
        return held.most_common(1)[0][0] if held else ""
    for name in held:
        if fold(name) == fold(wish.chamber):
            return name
    if held:
        raise BadInput(f"no chamber {wish.chamber!r} in these files: they have {', '.join(sorted(held))}")
    return wish.chamber


def _parties(chamber: str, rows: _Found) -> PartyBook | None:
    """The book of the chamber's parties. Canada has a House of Commons too; its areas name the country."""
    if any(_ANOTHER_COUNTRY.search(row.fields.get("area_id", "")) for _, row in rows):
        return None
    return parties_of(chamber)


# When the terms were


def _terms_of_popolo(file: InFile) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = json_of(file)
    events = found.get("events") if isinstance(found, dict) else None
    if not isinstance(events, list):
        raise BadInput(f"{file.name}: no list of terms (events); give {EXPECTED}, or import it as popolo")
    yield from enumerate((event for event in events if isinstance(event, dict)), start=1)


def _terms_of_table(file: InFile) -> Iterator[tuple[int, Mapping[str, Any]]]:
    yield from ((row.line, row.fields) for row in table(file, _TERMS))


def _dated(file: InFile, rows: Iterable[tuple[int, Mapping[str, Any]]], skipped: list[Skipped]) -> dict[str, Term]:
    """The days of each term that a file dates; a row without an id or with no dates of the calendar is noted."""
    made = {}
    for line, row in rows:
        try:
            made[_term(row["id"])] = Term(day(row.get("start_date")), day(row.get("end_date")))
        except (BadInput, KeyError, AttributeError, TypeError) as error:
            skipped.append(Skipped(file.name, line, f"no term with its days: {error}"))
    return made


def _term(name: str) -> str:
    return name.strip().removeprefix("term/")


class _Terms:
    """The days of every term that the rows name, as [since, until)."""

    def __init__(self, chamber: str, said: Mapping[str, Term], rows: _Found, retrieved: str | None) -> None:
        known = {**known_terms(chamber), **said}
        named = dict.fromkeys(_term(row.fields["term"]) for _, row in rows if not row.fault)
        terms = {name: known.get(name) or _by_year(name) for name in named}
        blank = {_term(row.fields["term"]) for _, row in rows if not row.fault and _has_blank_date(row.fields)}
        self.unknown = [name for name, term in terms.items() if term is None and name in blank]
        if self.unknown and len(named) > 1:
            first = self.unknown[0]
            where = next(file.name for file, row in rows if not row.fault and _term(row.fields["term"]) == first)
            raise BadInput(
                f"{where}: when the term {first or 'without a name'} was is not known, and the files hold others;"
                " give its terms.csv (id,start_date,end_date) or Popolo JSON along, or one term at a time"
            )
        begins = sorted(term.since for term in (*known.values(), *terms.values()) if term and term.since)
        self._days = {name: _bounded(term or Term(), begins, retrieved) for name, term in terms.items()}

    def days(self, name: str) -> tuple[str | None, str | None]:
        return self._days[_term(name)]


def _bounded(term: Term, begins: Sequence[str], retrieved: str | None) -> tuple[str | None, str | None]:
    """The term as [since, until). It is over when the next one begins; before its end nobody knows who stays."""
    until = after(term.last_day)
    if until is None and term.since is not None:
        until = next((later for later in begins if later > term.since), None)
    if until and retrieved and first_day(retrieved[:10]) < first_day(until):
        until = None
    return term.since, until


def _has_blank_date(row: Mapping[str, str]) -> bool:
    return not row.get("start_date") or not row.get("end_date")


def _by_year(name: str) -> Term | None:
    found = _YEARS.fullmatch(name)
    return Term(found[1]) if found else None


# Who sat


class _Reader:
    def __init__(self, draft: Draft, terms: _Terms) -> None:
        self.draft = draft
        self.terms = terms
        self.sittings: list[Sitting] = []
        self.seats: dict[str, str] = {}

    def read(self, rows: _Found) -> None:
        noted: set[str] = set()
        for file, row in rows:
            with self.draft.row(file, row):
                self._row(row.values)
            if not row.fault and file.name not in noted and _term(row.fields["term"]) in self.terms.unknown:
                noted.add(file.name)
                name = row.fields["term"] or "without a name"
                reason = (
                    f"the days of the term {name}, which no file says, so blank dates are open;"
                    " give its terms.csv (id,start_date,end_date) or Popolo JSON along"
                )
                self.draft.skip(file, None, reason)
        add_tenures(self.draft, self.sittings)
        set_places(self.draft, self.sittings, self.seats)

    def _row(self, row: Mapping[str, str]) -> None:
        first, end = self.terms.days(row["term"])
        since, until = day(row.get("start_date")) or first, after(row.get("end_date")) or end
        seen = since is None and until is None
        if not row["id"]:
            raise BadInput("no id")
        person = self.draft.person(row["id"], row["name"], **_person(row))
        seat = self._seat(row)
        sitting = Sitting(person, seat, since, until, seen=seen, term=row["term"])
        group = row["group"]
        if fold(group) not in _NO_GROUP:
            party = self.draft.party(group, identifiers=_identifiers(row, "group"))
            self.draft.affiliation(person, party, since, until, seen=seen)
        self.sittings.append(sitting)

    def _seat(self, row: Mapping[str, str]) -> str:
        """The seat of the row's area. Members without one sit for the legislature as a whole."""
        name = row.get("area") or self.draft.legislature or "at large"
        key = row.get("area_id") or fold(name)
        seat = self.draft.seat(key, name, identifiers=_identifiers(row, "area"))
        self.seats[seat] = key
        return seat


def _person(row: Mapping[str, str]) -> dict[str, Any]:
    """What a row says of its person; only a sort name with a comma tells the family name from the given ones."""
    family, comma, given = row.get("sort_name", "").partition(",")
    return {
        "given": given.strip() if comma else "",
        "family": family.strip() if comma else "",
        "gender": gender(row.get("gender")),
        "identifiers": {"everypolitician": row["id"], "wikidata": row.get("wikidata", "")},
    }


def _identifiers(row: Mapping[str, str], of: str) -> dict[str, str]:
    """The numbers of a group or an area: those of Public Whip, Wikidata and others, and EveryPolitician's own."""
    key = row.get(f"{of}_id", "")
    own = own_identifier(key, {"cons": "parlparse"}) or {"everypolitician": key}
    return own | {"wikidata": row.get(f"wikidata_{of}", "")}
