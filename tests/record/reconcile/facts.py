"""Claims as the record would give them back, made without a store; and the conflicts among a handful of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from chiltern.claims import Claim, Figure, Position, Ref, RoleClaim, Span, digest
from chiltern.names import name_key
from chiltern.record.model import Entity, Found, ReportLine, Words
from chiltern.record.parts import parts, valid_time
from chiltern.record.reconcile.conflicts import conflicts_of
from chiltern.record.reconcile.model import Conflict
from chiltern.record.reconcile.topics import topics_of
from chiltern.register.roll import Roll

_REGISTERED = {"person": "persons", "party": "parties", "seat": "seats"}


class World:
    """A roll, and provisional entities that get the same number wherever they are named."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self._ids: dict[tuple[str, str], int] = {}
        self._known = {
            (kind, name_key(row.name)): row.id
            for kind, table in _REGISTERED.items()
            for row in getattr(roll, table).values()
        }

    def ref(self, name: str, kind: str = "person") -> Ref:
        return Ref(name, kind, self._known.get((kind, name_key(name))))  # type: ignore[arg-type]

    def entity(self, ref: Ref, report: int) -> Entity:
        place = f"{ref.name} {report}" if ref.kind in ("group", "described") else name_key(ref.name)
        number = self._ids.setdefault((ref.kind, place), len(self._ids) + 1)
        return Entity(ref.name, ref.kind, ref.id, number)

    def found(self, claim: Claim, text: str, report: int = 1, day: str | None = None) -> Found:
        span = claim.span if isinstance(claim, Position | RoleClaim | Figure) else Span(0, 1)
        line = ReportLine(report, f"r{report}.txt", published=day)
        words = Words(digest(claim, str(report)), text, span.start, span.end, line)
        linked: dict[str, tuple[Entity, ...]] = {}
        for part, _, ref in parts(claim):
            linked[part] = (*linked.get(part, ()), self.entity(ref, report))
        valid = valid_time(claim, day)
        return Found(claim, words, valid.since, valid.until, linked)


def conflicts(claims: Iterable[Found], roll: Roll) -> tuple[Conflict, ...]:
    """Those of every topic that the claims answer."""
    return tuple(
        conflict for key, founds in sorted(by_topic(claims).items()) for conflict in conflicts_of(key, founds, roll)
    )


def by_topic(claims: Iterable[Found]) -> Mapping[str, list[Found]]:
    made: defaultdict[str, list[Found]] = defaultdict(list)
    for found in claims:
        for key in dict.fromkeys(topic.key for topic in topics_of(found)):
            made[key].append(found)
    return made
