"""A CSV that a reporter writes by hand: who sat or sits for whom, where, since when, why, and who says so.

A row is about one person: a party, a seat, or both, on the days of the row; or an office. Each source that a row names
is a source of the roll; rows without one have the file itself. Rows of one person in one seat that meet are one tenure.
A spell without an end ends where the person's next one begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

import msgspec

from chiltern.dates import first_day
from chiltern.errors import BadInput
from chiltern.names import fold, name_key
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.draft import Draft, after, gender
from chiltern.register.importers.legislatures import parties_of
from chiltern.register.importers.plain_people import Identity, person_keys
from chiltern.register.importers.plain_sources import Sources
from chiltern.register.importers.plain_spells import Spell, places, until_the_next
from chiltern.register.importers.plain_table import rows_of, written_day
from chiltern.register.importers.sittings import Sitting, add_tenures
from chiltern.register.importers.tables import Row
from chiltern.register.model import Affiliation, Role, Tenure

_PREFIXES = re.compile(r"^(?:uk\.org\.publicwhip/person/|https?://www\.wikidata\.org/(?:entity|wiki)/)")
_SCHEMES = ("mnis", "twfy", "wikidata")

_Found = Sequence[tuple[InFile, Row]]


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The rows of the legislature wanted, else of the one with most rows; those that name none belong to it."""
    rows = [(file, row) for file in files for row in rows_of(file)]
    legislature = _legislature(rows, wish)
    wanted = [
        (file, row) for file, row in rows if fold(row.fields.get("legislature") or legislature) == fold(legislature)
    ]
    names = ", ".join(dict.fromkeys(PurePath(file.name).name for file in files))
    sources = Sources(wish.retrieved)
    draft = Draft(sources.of(files[0], ""), legislature, parties_of(legislature))
    reader = _Reader(draft, sources, wanted)
    reader.read()
    made = draft.imported("by-hand", f"By hand: {names}")
    roles = tuple(msgspec.structs.replace(role, sources=reader.roles[_bare(role)]) for role in made.rows.roles)
    ties: tuple[Tenure | Affiliation | Role, ...] = (*made.rows.tenures, *made.rows.affiliations, *roles)
    used = {source for tie in ties for source in tie.sources}
    listed = tuple(source for source in sources.all if source.id in used)
    return made._replace(rows=msgspec.structs.replace(made.rows, roles=roles, sources=listed))


def _legislature(rows: _Found, wish: Wish) -> str:
    """The legislature wanted as the files write it; raises `BadInput` where they hold others only."""
    held = Counter(row.fields["legislature"] for _, row in rows if row.fields.get("legislature"))
    if wish.chamber is None:
        return held.most_common(1)[0][0] if held else ""
    for name in held:
        if fold(name) == fold(wish.chamber):
            return name
    if held and all(row.fields.get("legislature") for _, row in rows if not row.fault):
        raise BadInput(f"no chamber {wish.chamber!r} in these files: they have {', '.join(sorted(held))}")
    return wish.chamber


class _Days(NamedTuple):
    since: str | None
    until: str | None


def _days(row: Mapping[str, str]) -> _Days:
    """The days of a row, the last one given in either way."""
    since, until = written_day(row.get("since", "")), written_day(row.get("until", ""))
    last = after(written_day(row.get("last day", "")))
    if until is not None and last is not None and until != last:
        raise BadInput(f"until {until} and a last day before {last} differ: give one of them")
    until = until or last
    if since is not None and until is not None and first_day(until) < first_day(since):
        raise BadInput(f"it ends ({until}) before it begins ({since})")
    return _Days(since, until)


def _key(name: str) -> str:
    return fold(name) or name.casefold()


def _bare(role: Role) -> Role:
    return msgspec.structs.replace(role, sources=())


def _number(text: str) -> str:
    """A number without the address in front of it."""
    return _PREFIXES.sub("", text)


def _identity(row: Mapping[str, str]) -> Identity:
    return Identity(row.get("name", ""), {scheme: _number(row[scheme]) for scheme in _SCHEMES if row.get(scheme)})


def _person(row: Mapping[str, str]) -> dict[str, Any]:
    others = re.split(r"[;|]", row.get("other names", ""))
    return {
        "gender": gender(row.get("gender")),
        "identifiers": dict(_identity(row).numbers),
        "other_names": tuple(" ".join(other.split()) for other in others if other.strip()),
    }


# An election is a change of the seat; for the party the member was elected.
_ELECTIONS = {"by election": "by-election", "byelection": "by-election", "general election": "general election"}


def _of_party(spell: Spell, party: str, row: Mapping[str, str]) -> Spell:
    """`why` is the change that began the spell; in a row with nothing but an end it can only be why it ended."""
    why, reason = row.get("why", ""), row.get("reason", "")
    if spell.only_an_end:
        why, reason = "", "; ".join(words for words in (why, reason) if words)
    if fold(why) in _ELECTIONS:
        why = "elected"
    return spell._replace(of=party, kind=why or None, reason=reason or None)


def _of_seat(spell: Spell, seat: str, row: Mapping[str, str]) -> Spell:
    """How the seat was won and lost; `why` says it where it cannot be about a party."""
    why, began, ended = row.get("why", ""), row.get("began", ""), row.get("ended", "")
    if spell.only_an_end:
        ended = ended or why
    else:
        began = began or _ELECTIONS.get(fold(why), "" if row.get("party") else why)
    return spell._replace(of=seat, began=began or None, ended=ended or None)


class _Reader:
    """Reads rows into a draft; ties are added at the end, when what each row ends is known."""

    def __init__(self, draft: Draft, sources: Sources, rows: _Found) -> None:
        self.draft = draft
        self.sources = sources
        self.rows = rows
        self.roles: dict[Role, tuple[str, ...]] = {}
        self.parties: list[Spell] = []
        self.seats: list[Spell] = []
        self.seat_keys: dict[str, str] = {}
        # Which words are a party and which a seat, for what an office is of.
        self.party_names = {_key(row.fields["party"]) for _, row in rows if row.fields.get("party")}
        self.seat_names = {_key(row.fields["seat"]) for _, row in rows if row.fields.get("seat")}

    def read(self) -> None:
        keys = person_keys([_identity(row.fields) for _, row in self.rows])
        places_said: dict[str, int] = {}
        for (file, row), key in zip(self.rows, keys, strict=True):
            with self.draft.row(file, row):
                self._row(file, row.values, key, places_said)
        self._add_ties(places_said)

    def _row(self, file: InFile, row: Mapping[str, str], key: str | None, places_said: dict[str, int]) -> None:
        if not name_key(row.get("name", "")):
            raise BadInput("no name")
        if key is None:
            raise BadInput(f"two people are called {row['name']} here: give a number (mnis, twfy or wikidata)")
        if not (row.get("party") or row.get("seat") or row.get("office")):
            raise BadInput("no party, seat or office")
        days = _days(row)
        said = row.get("places", "")
        if said and not (said.isascii() and said.isdigit() and 0 < int(said[:9]) < 1000):
            raise BadInput(f"{said[:20]!r} is no number of places")
        person = self.draft.person(key, row["name"], **_person(row))
        seat = self._seat(row["seat"], row) if row.get("seat") else None
        party = self.draft.party(row["party"]) if row.get("party") else None
        if seat and said:
            places_said[seat] = int(said)
        sources = (self.sources.of(file, row.get("source", "")).id,)
        office = row.get("office", "")
        if office:
            self._role(person, office, row.get("of", ""), days, sources)
        # The days of a row with an office are those of the office: the party and the seat were only seen then.
        spell = Spell(person, "", *days, seen=bool(office), sources=sources)
        if party:
            self.parties.append(_of_party(spell, party, row))
        if seat:
            self.seats.append(_of_seat(spell, seat, row))

    def _seat(self, name: str, row: Mapping[str, str]) -> str:
        identifiers = {"gss": row.get("gss", "")}
        seat = self.draft.seat(_key(name), name, region=row.get("region", ""), identifiers=identifiers)
        self.seat_keys[seat] = _key(name)
        return seat

    def _role(self, person: str, office: str, of: str, days: _Days, sources: tuple[str, ...]) -> None:
        body: str | None = of or None
        if of and (_key(of) in self.party_names or self.draft.book.find(of)):
            body = self.draft.party(of)
        elif of and _key(of) in self.seat_names:
            body = self.draft.seat(_key(of), of)
        self.draft.role(person, office, body, *days)
        role = Role(person, " ".join(office.split()), body, *days)
        self.roles[role] = tuple(dict.fromkeys((*self.roles.get(role, ()), *sources)))

    def _add_ties(self, places_said: Mapping[str, int]) -> None:
        for spell in until_the_next(self.parties):
            self.draft.affiliation(
                spell.person, spell.of, spell.since, spell.until, kind=spell.kind, reason=spell.reason,
                seen=spell.seen, sources=spell.sources,
            )  # fmt: skip
        sittings = [
            Sitting(
                spell.person, spell.of, spell.since, spell.until, spell.began, spell.ended, spell.seen,
                sources=spell.sources,
            )
            for spell in until_the_next(self.seats)
        ]  # fmt: skip
        add_tenures(self.draft, sittings)
        for seat, number in {**places(self.seats), **places_said}.items():
            self.draft.seat(self.seat_keys[seat], places=number)
