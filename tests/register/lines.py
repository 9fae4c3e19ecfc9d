"""Rolls written as lines, for tests: "Nell Ashworth | Northcliff | 2017-06-08 | 2019-11-06" is a tenure."""

from __future__ import annotations

from chiltern.names import surname
from chiltern.register.importers.draft import slug
from chiltern.register.model import Affiliation, Party, Person, RollRows, Seat, Source, Tenure


def roll_rows(
    source: str,
    tenures: str = "",
    parties: str = "",
    *,
    ids: dict[str, dict[str, str]] | None = None,
    retrieved: str | None = None,
    seats: dict[str, Seat] | None = None,
    name: str = "",
) -> RollRows:
    """Rows of one source. Lines are NAME | SEAT or PARTY | since | until, each date may be empty or missing.

    `ids` are identifiers by name of a person, party or seat; `seats` gives rows for seats that need more than a name.
    """
    ids = ids or {}
    people: dict[str, Person] = {}
    seat_rows: dict[str, Seat] = dict(seats or {})
    party_rows: dict[str, Party] = {}
    taken: dict[str, set[str]] = {"people": set(), "seats": set(), "parties": set()}

    def person(name: str) -> str:
        if name not in people:
            people[name] = Person(
                slug(name, taken["people"]), name, family=surname(name), identifiers=ids.get(name, {})
            )
        return people[name].id

    made_tenures = []
    for who, seat, since, until in _lines(tenures):
        if seat not in seat_rows:
            seat_rows[seat] = Seat(slug(seat, taken["seats"]), seat, "House of Keys", identifiers=ids.get(seat, {}))
        made_tenures.append(Tenure(person(who), seat_rows[seat].id, since, until, sources=(source,)))
    made_affiliations = []
    for who, party, since, until in _lines(parties):
        if party not in party_rows:
            kind = "other" if party in ("Independent", "Speaker") else "party"
            party_rows[party] = Party(slug(party, taken["parties"]), party, kind=kind, identifiers=ids.get(party, {}))  # type: ignore[arg-type]  # the two kinds are literals
        made_affiliations.append(Affiliation(person(who), party_rows[party].id, since, until, sources=(source,)))
    return RollRows(
        name=name or source,
        legislature="House of Keys",
        sources=(Source(source, source.title(), retrieved=retrieved),),
        parties=tuple(party_rows.values()),
        seats=tuple(seat_rows.values()),
        persons=tuple(people.values()),
        tenures=tuple(made_tenures),
        affiliations=tuple(made_affiliations),
    )


def _lines(text: str) -> list[tuple[str, str, str | None, str | None]]:
    made = []
    for line in text.strip().splitlines():
        parts = [part.strip() for part in line.split("|")]
        parts += [""] * (4 - len(parts))
        made.append((parts[0], parts[1], parts[2] or None, parts[3] or None))
    return made
