"""What the roll says of the people that reports name, as FollowTheMoney has it: seats, offices and parties."""

from __future__ import annotations

from collections.abc import Iterator

from chiltern.export.ftm_things import SCHEMAS, Thing, in_register, legislature_id, thing_id, values
from chiltern.names import fold
from chiltern.record.model import Entity
from chiltern.register.importers.draft import last_day
from chiltern.register.index import is_chair, is_independent
from chiltern.register.model import Affiliation, Role, Tenure
from chiltern.register.roll import Roll

MEMBER = "Member"


class RollThings:
    """`given` are the ids of what is there already, `named` the kinds and register ids of those whom reports name;
    `seen` is when the record was made."""

    def __init__(self, roll: Roll, seen: str) -> None:
        self._roll, self._seen = roll, seen
        self.name = roll.name
        self.given: set[str] = set()
        self.named: list[tuple[str, str]] = []
        self.legislature = legislature_id(roll.rows.legislature)
        self._sources = {source.id: source for source in roll.rows.sources}
        self._posts: set[str] = set()

    def details(self, one: Entity) -> tuple[tuple[str, str | None], ...]:
        """What the roll has of a person or a party beside the name."""
        person = self._roll.persons.get(one.register_id or "") if one.kind == "person" else None
        if person is not None:
            return (
                *(("alias", name) for name in person.other_names),
                ("firstName", person.given),
                ("lastName", person.family),
                ("gender", person.gender),
                ("birthDate", person.born),
                ("deathDate", person.died),
                ("wikidataId", person.identifiers.get("wikidata")),
            )
        party = self._roll.parties.get(one.register_id or "") if one.kind == "party" else None
        if party is not None:
            aliases = (("alias", name) for name in party.other_names)
            return (*aliases, ("abbreviation", party.short), ("wikidataId", party.identifiers.get("wikidata")))
        return ()

    def ties(self) -> Iterator[Thing]:
        """The legislature, the parties that no report names but its members sat for, and the members' spells."""
        if self._roll.rows.legislature and self.legislature not in self.given:
            name = values(("name", self._roll.rows.legislature))
            yield Thing(self.legislature, "PublicBody", name, self._seen, "roll")
        people = [number for kind, number in self.named if kind == "person" and number in self._roll.persons]
        parties = {number for kind, number in self.named if kind == "party"}
        for person in people:
            for tie in self._roll.affiliations_of(person):
                party = self._roll.parties[tie.party]
                if is_independent(party) or is_chair(party):
                    continue
                if tie.party not in parties:
                    parties.add(tie.party)
                    one = Entity(party.name, "party", party.id)
                    made = values(("name", party.name), *self.details(one))
                    yield Thing(in_register(self.name, "party", party.id), SCHEMAS["party"], made, self._seen, "roll")
                yield self._membership(person, tie)
            for seat in self._roll.tenures_of(person):
                yield from self._occupancy(person, MEMBER, self.legislature, self._roll.seats[seat.seat].name, seat)
            for office in self._roll.roles_of(person):
                body = in_register(self.name, "party", office.of) if office.of in parties else None
                yield from self._occupancy(person, office.role, body, office.of if body is None else None, office)

    def post(self, role: str, body: str | None, of: Entity | None) -> tuple[str, Thing | None]:
        """The office's id, and the office itself where it was not given before."""
        place = self._roll.rows.legislature if body == self.legislature else of.name if of is not None else ""
        number = thing_id("post", fold(role), body or fold(place))
        if number in self._posts:
            return number, None
        self._posts.add(number)
        name = f"{role}, {place}" if place else role
        return number, Thing(number, "Position", values(("name", name), ("organization", body)), self._seen)

    def _occupancy(
        self, person: str, role: str, body: str | None, place: str | None, tie: Tenure | Role
    ) -> Iterator[Thing]:
        of = self._body_named(place, tie)
        post, fresh = self.post(role, body, of)
        if fresh is not None:
            yield fresh._replace(origin="roll")
        key = thing_id("roll occupancy", self.name, person, post, place, tie.since)
        constituency = place if isinstance(tie, Tenure) else None
        made = values(
            ("holder", in_register(self.name, "person", person)),
            ("post", post),
            ("constituency", constituency),
            *self._spell(tie),
        )
        yield Thing(key, "Occupancy", made, self._seen, "roll")

    def _body_named(self, place: str | None, tie: Tenure | Role) -> Entity | None:
        if isinstance(tie, Tenure) or tie.of is None:
            return None
        for rows in (self._roll.parties, self._roll.seats):
            if tie.of in rows:
                return Entity(rows[tie.of].name, "body")
        return Entity(tie.of, "body")

    def _membership(self, person: str, tie: Affiliation) -> Thing:
        made = values(
            ("member", in_register(self.name, "person", person)),
            ("organization", in_register(self.name, "party", tie.party)),
            *self._spell(tie),
        )
        return Thing(
            thing_id("roll membership", self.name, person, tie.party, tie.since), "Membership", made, self._seen, "roll"
        )

    def _spell(self, tie: Tenure | Affiliation | Role) -> tuple[tuple[str, str | None], ...]:
        sources = [self._sources[one] for one in tie.sources if one in self._sources]
        return (
            ("startDate", tie.since),
            ("endDate", last_day(tie.until)),
            *(("publisher", source.publisher or source.name) for source in sources),
            *(("sourceUrl", source.url) for source in sources),
        )
