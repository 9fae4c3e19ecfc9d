"""People, parties, local parties, seats and other bodies: what the roll and the reports know of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import structs

from chiltern.dates import PartialDate, first_day
from chiltern.house.composition import last_day
from chiltern.record.model import Entity
from chiltern.record.queries.entity import entity_of, listed, said_of
from chiltern.record.queries.people import who_is
from chiltern.record.queries.results import Holding
from chiltern.register.changes import Change, changes
from chiltern.register.history import MemberLine, members, offices_held, seat_histories
from chiltern.register.roll import Roll
from chiltern.web.address import KIND_OF, entity_path, register_id
from chiltern.web.ask import Ask
from chiltern.web.pages import Band, EntitiesPage, EntityPage

_LISTED, _STATEMENTS, _WORDS, _OTHERS, _CHANGES = 100, 30, 3, 60, 60
_WIDTH = 1000
TITLES = {
    "people": "People",
    "parties": "Parties",
    "local-parties": "Local parties",
    "seats": "Seats",
    "bodies": "Other bodies",
}


def entity_page(ask: Ask, key: str, *, prefix: str) -> EntityPage:
    """Raises `NotFound` for a key that means nobody of this kind."""
    view, roll = ask.view, ask.record.roll
    own = register_id(key)
    number = int(key[1:]) if own is None and len(key) < 19 else None
    entity = entity_of(view, KIND_OF[prefix], own, number)
    found = who_is(view, entity, on=ask.on)
    of = said_of(view, entity)
    start = ask.number("from", 0, 10_000_000)
    ties = _ties(roll, entity)
    first, last = _years(ties, roll)
    party = entity.register_id if entity.kind == "party" and entity.register_id in roll.parties else None
    seat = roll.seats.get(entity.register_id or "") if entity.kind == "seat" else None
    return EntityPage(
        title=entity.name,
        entity=entity,
        who=structs.replace(
            found,
            positions=_shortened(found.positions),
            statements=found.statements[::-1][start : start + _STATEMENTS],
            roles=tuple(structs.replace(role, words=role.words[:_WORDS]) for role in found.roles),
        ),
        of=structs.replace(
            of,
            positions=_shortened(of.positions)[:_OTHERS],
            figures=of.figures[:_OTHERS],
            officers=of.officers[:_OTHERS],
        ),
        statements=len(found.statements),
        size=_STATEMENTS,
        start=start,
        bands=tuple(_placed(tie, first, last) for tie in ties),
        first=first,
        last=last,
        members=_members(ask, party) if party else (),
        changes=_changes(roll, party) if party else (),
        histories=seat_histories(roll, [seat] if seat else []),
    )


def entities_page(ask: Ask, *, prefix: str) -> EntitiesPage:
    start = ask.number("from", 0, 10_000_000)
    found = listed(ask.view, KIND_OF[prefix], start, _LISTED + 1)
    return EntitiesPage(
        title=TITLES[prefix],
        prefix=prefix,
        entities=found[:_LISTED],
        size=_LISTED,
        start=start,
        more=len(found) > _LISTED,
    )


def entities_of(prefix: str) -> Callable[[Ask], EntitiesPage]:
    """The builder of the list of one kind."""

    def build(ask: Ask) -> EntitiesPage:
        return entities_page(ask, prefix=prefix)

    return build


def entity_in(prefix: str) -> Callable[[Ask, str], EntityPage]:
    """The builder of the pages of one kind."""

    def build(ask: Ask, key: str) -> EntityPage:
        return entity_page(ask, key, prefix=prefix)

    return build


def _shortened(rows: Iterable[Holding]) -> tuple[Holding, ...]:
    return tuple(
        structs.replace(row, positions=row.positions[:_WORDS], superseded=row.superseded[:_WORDS]) for row in rows
    )


def _ties(roll: Roll, entity: Entity) -> list[Band]:
    """The seats, parties and offices of a person, and the holders of a seat, as the roll has them."""
    own = entity.register_id or ""
    made: list[Band] = []
    if entity.kind == "person" and own in roll.persons:
        for seat in roll.tenures_of(own):
            path = entity_path(Entity("", "seat", seat.seat))
            note = ", ".join(filter(None, (seat.began, seat.ended)))
            made.append(_band("Seat", roll.seats[seat.seat].name, seat.since, seat.until, note, path=path))
        for spell in roll.affiliations_of(own):
            party, path = roll.parties[spell.party], entity_path(Entity("", "party", spell.party))
            made.append(
                _band("Party", party.name, spell.since, spell.until, spell.reason or spell.kind, party.colour, path)
            )
        for held in offices_held(roll, own):
            made.append(_band("Office", f"{held.role}{f', {held.of}' if held.of else ''}", held.since, held.until))
    if entity.kind == "seat" and own in roll.seats:
        for tie in roll.tenures_in(own):
            path = entity_path(Entity("", "person", tie.person))
            note = ", ".join(filter(None, (tie.began, tie.ended)))
            made.append(_band("Member", roll.persons[tie.person].name, tie.since, tie.until, note, path=path))
    return made


def _band(
    lane: str, who: str, since: PartialDate | None, until: PartialDate | None, note: str | None = None,
    colour: str | None = None, path: str | None = None,
) -> Band:  # fmt: skip
    return Band(lane, who, 0, 0, since, until, note or None, colour, path)


def _years(ties: Iterable[Band], roll: Roll) -> tuple[int, int]:
    """The first and the last year of the chart: of the ties, and of the roll."""
    known = [first_day(day).year for tie in ties for day in (tie.since, tie.until) if day]
    last = last_day(roll).year
    return min([*known, last]), max([*known, last]) + 1


def _placed(tie: Band, first: int, last: int) -> Band:
    begin, end = date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal()

    def place(day: PartialDate | None, without: int) -> int:
        return without if day is None else round(_WIDTH * (first_day(day).toordinal() - begin) / (end - begin))

    left = min(max(place(tie.since, 0), 0), _WIDTH)
    return structs.replace(tie, left=left, right=max(min(place(tie.until, _WIDTH), _WIDTH), min(left + 4, _WIDTH)))


def _members(ask: Ask, party: str) -> tuple[MemberLine, ...]:
    roll = ask.record.roll
    day = ask.on or ask.record.newest_report_day or last_day(roll)
    name = roll.parties[party].name
    return tuple(line for line in members(roll, min(day, last_day(roll))) if line.party == name)


def _changes(roll: Roll, party: str) -> tuple[Change, ...]:
    """Who came and went, the last ones."""
    return changes(roll, party=party)[-_CHANGES:]
