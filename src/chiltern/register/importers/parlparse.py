"""parlparse and TheyWorkForYou: all-members*.xml, or tables made from it; who sat when, where and for whom comes out.

A row is a spell in one party, the last day counted in; rows of one person and seat that meet are one tenure. People are
told apart by number where a row or a table given along (person-members, person-mnis) has one, else by name and
constituency. Further tables give other names of people, and the dates of constituencies. TheyWorkForYou's table of
party spells gives affiliations without seats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chiltern.errors import BadInput
from chiltern.names import fold
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.draft import Draft, after, day
from chiltern.register.importers.legislatures import known_terms
from chiltern.register.importers.parlparse_names import (
    Days,
    Known,
    Member,
    Places,
    add_aliases,
    add_places,
    person_keys,
)
from chiltern.register.importers.parlparse_tables import EXPECTED, Rows, Tables, sorted_tables
from chiltern.register.importers.partybook import party_book
from chiltern.register.importers.sittings import Sitting, add_tenures, set_places
from chiltern.register.importers.tables import Row
from chiltern.register.model import Source
from chiltern.register.spans import span_of

COMMONS = "House of Commons"
_HOUSES = {
    "": COMMONS, "commons": COMMONS, "lords": "House of Lords", "scotland": "Scottish Parliament",
    "ni": "Northern Ireland Assembly", "wales": "Senedd", "london-assembly": "London Assembly",
}  # fmt: skip
GENERAL = "general election"
_BEGAN = {"general_election": GENERAL, "by_election": "by-election"}
_ENDED = {
    "died": "died", "resigned": "resigned the seat", "became_peer": "became a peer", "disqualified": "disqualified",
    "declared_void": "election void", "recall_petition": "recall petition", "by_election": "by-election",
}  # fmt: skip
# A change of party within a tenure, or nothing that the source says.
_NO_REASON = frozenset(("", "unknown", "still_in_office", "changed_party"))
# The label says what a member became who sits for no party.
_BECAME = {"SPK": "became Speaker", "CWM": "became Deputy Speaker", "DCWM": "became Deputy Speaker"}


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The rows of the chamber wanted, else of the Commons, else of the one with most rows."""
    tables = sorted_tables(files)
    if not (tables.members or tables.spells or tables.persons or tables.constituencies):
        names = ", ".join(file.name for file in files)
        raise BadInput(f"{names}: numbers or names of people without the people; give {EXPECTED} as well")
    chamber = _chamber(tables, wish)
    source = Source("parlparse", "parlparse", publisher="mySociety", retrieved=wish.retrieved)
    if tables.spells:
        name, key = ("parlparse and TheyWorkForYou", "parlparse") if tables.members else ("TheyWorkForYou", "twfy")
        source = Source(key, name, publisher="mySociety", retrieved=wish.retrieved)
    draft = Draft(source, chamber, party_book("uk"))
    numbers = _Numbers(draft, tables)
    places = add_places(draft, tables.constituencies)
    known = _add_members(draft, tables.members, numbers, places)
    _add_spells(draft, tables.spells, numbers)
    if not (tables.members or tables.spells):
        numbers.add_persons(draft)
    add_aliases(draft, tables.aliases, known, places)
    return draft.imported(source.id, f"{chamber}, {source.name}")


def _house(fields: Mapping[str, str]) -> str:
    said = fields.get("house", "")
    return _HOUSES.get(said.casefold(), said)


def _chamber(tables: Tables, wish: Wish) -> str:
    """The chamber to read; rows of another are left out of `tables`."""
    held = Counter(_house(row.fields) for _, row in tables.members if not row.fault)
    chamber = COMMONS if COMMONS in held or not held else held.most_common(1)[0][0]
    if wish.chamber is not None:
        fitting = [name for name in (*held, *(() if held else _HOUSES.values())) if fold(name) == fold(wish.chamber)]
        if not fitting:
            choices = ", ".join(sorted(held)) or COMMONS
            raise BadInput(f"no chamber {wish.chamber!r} in these files: they have {choices}")
        chamber = fitting[0]
    tables.members = [(file, row) for file, row in tables.members if row.fault or _house(row.fields) == chamber]
    return chamber


def _number(text: str) -> str:
    """ "uk.org.publicwhip/person/10001" is "10001"."""
    return text.rpartition("/")[2]


class _Numbers:
    """What the tables of persons join: membership to person, person to MNIS and to a name."""

    def __init__(self, draft: Draft, tables: Tables) -> None:
        self.person: dict[str, str] = {}
        self.mnis: dict[str, str] = {}
        self.name: dict[str, str] = {}
        self._rows: list[tuple[InFile, Row]] = []
        for file, row in tables.persons:
            with draft.row(file, row):
                person = _number(row.values["person_id"])
                self.person[_number(row.values["member_id"])] = person
                self.name.setdefault(person, row.values.get("latest_name", ""))
                self._rows.append((file, row))
        for file, row in tables.numbers:
            with draft.row(file, row):
                self.mnis[_number(row.values["person_id"])] = _number(row.values["mnis_id"])

    def of(self, row: Mapping[str, str]) -> tuple[str, str]:
        """The numbers of a row's person, TheyWorkForYou's and that of MNIS; empty for none."""
        person = _number(row.get("person_id", "")) or self.person.get(_number(row.get("member_id", "")), "")
        return person, _number(row.get("mnis_id", "")) or self.mnis.get(person, "")

    def add_persons(self, draft: Draft) -> None:
        """The persons themselves, for a table of them that came without members."""
        for file, row in self._rows:
            with draft.row(file, row):
                person, mnis = self.of(row.values)
                if not person:
                    raise BadInput("no person_id")
                draft.person(f"twfy:{person}", self.name[person], identifiers={"twfy": person, "mnis": mnis})


# Members


class _Spell(NamedTuple):
    """A row of a member, read: who, where, for whom, when."""

    file: InFile
    row: Row
    member: Member
    party: str
    days: Days


def _add_members(draft: Draft, rows: Rows, numbers: _Numbers, places: Places) -> list[Known]:
    spells = _closed(_spells(draft, rows, numbers), draft.legislature)
    keys = person_keys([spell.member for spell in spells])
    # Somebody's present name is the one of the latest row.
    names = {
        key: spell.member.name
        for key, spell in sorted(zip(keys, spells, strict=True), key=lambda one: one[1].days.since or "")
    }
    known, sittings, seats = [], [], {}
    for key, spell in zip(keys, spells, strict=True):
        with draft.row(spell.file, spell.row):
            said, (since, until) = spell.row.values, spell.days
            person = draft.person(
                key,
                names[key],
                given=said.get("firstname", ""),
                family=said.get("lastname", ""),
                identifiers={"twfy": spell.member.person, "mnis": spell.member.mnis},
                other_names=(spell.member.name, numbers.name.get(spell.member.person, "")),
            )
            place = places.key(spell.member.place, since)
            seat = draft.seat(place, spell.member.place)
            began, ended = _began(said.get("fromwhy", "")), _ended(said.get("towhy", ""))
            sitting = Sitting(person, seat, since, until, began, ended)
            kind = "elected" if began in _BEGAN.values() else None
            if said.get("fromwhy") == "changed_party":
                kind = _BECAME.get(spell.party)
            draft.affiliation(person, draft.party(spell.party), since, until, kind=kind)
            sittings.append(sitting)
            seats[seat] = place
            known.append(Known(key, names[key], place, span_of(spell.days)))
    add_tenures(draft, sittings)
    if draft.legislature != COMMONS:
        set_places(draft, sittings, seats)
    return known


def _spells(draft: Draft, rows: Rows, numbers: _Numbers) -> list[_Spell]:
    """The rows that can be read; of two with one membership id, from XML and table, the first."""
    made: list[_Spell] = []
    seen: set[str] = set()
    for file, row in rows:
        with draft.row(file, row):
            said = row.values
            name = said.get("name") or f"{said.get('firstname', '')} {said.get('lastname', '')}".strip()
            member = Member(*numbers.of(said), name, said["constituency"])
            if not name or not said["party"]:
                raise BadInput(f"no {'party' if name else 'name'}")
            days = Days(day(said["fromdate"]), after(said.get("todate")))
            key = _number(said.get("member_id", ""))
            if key and key in seen:
                continue
            seen.add(key)
            made.append(_Spell(file, row, member, said["party"], days))
    return made


def _closed(spells: Sequence[_Spell], chamber: str) -> list[_Spell]:
    """The spells, those still open at the next general election in the files ended with the parliament before it.

    A file of 2009 calls members "still in office"; beside one of 2010 that is over. The day of dissolution is looked up
    (`terms.yml`); where it is not known the poll is the end.
    """
    polls = sorted({spell.days.since for spell in spells if spell.days.since and _began(_why(spell)) == GENERAL})
    ends = sorted(after(term.last_day) or "" for term in known_terms(chamber).values())
    made = []
    for spell in spells:
        since, until = spell.days
        poll = next((day for day in polls if since is not None and day > since), None)
        if until is None and poll is not None:
            until = next((end for end in ends if (since or "") < end <= poll), poll)
        made.append(spell._replace(days=Days(since, until)))
    return made


def _why(spell: _Spell) -> str:
    return spell.row.fields.get("fromwhy", "")


def _began(why: str) -> str | None:
    return None if why in _NO_REASON else _BEGAN.get(why, why.replace("_", " "))


def _ended(why: str) -> str | None:
    if why in _NO_REASON:
        return None
    # general_election_standing, general_election_not_standing: what the member did then is another matter.
    return "dissolution" if why.startswith("general_election") else _ENDED.get(why, why.replace("_", " "))


# Party spells of TheyWorkForYou


def _add_spells(draft: Draft, rows: Rows, numbers: _Numbers) -> None:
    for file, row in rows:
        with draft.row(file, row):
            said = row.values
            twfy, mnis = numbers.of(said)
            if not twfy:
                raise BadInput("no person_id")
            since, until = day(said["start_date"]), after(said.get("end_date"))
            identifiers = {"twfy": twfy, "mnis": mnis}
            person = draft.person(
                f"twfy:{twfy}", said.get("name", "") or numbers.name.get(twfy, ""), identifiers=identifiers
            )
            draft.affiliation(person, draft.party(said["party"]), since, until)
