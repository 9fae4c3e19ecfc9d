"""Who sat for whom, source by source: a roll's claims go in, each person's spells by each source come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from chiltern.register.model import Affiliation
from chiltern.register.resolve import Preference
from chiltern.register.spans import NEVER_ENDS, Span, span_of

PartyLine = tuple["PartySpell", ...]


class PartySpell(NamedTuple):
    """Days for which a source, or the roll's answer, has somebody sit for a party."""

    span: Span
    party: str
    seen: bool = False


class PartyStep(NamedTuple):
    """A change of party: the first day of the new one."""

    day: int
    before: str
    after: str


def party_line(rows: Iterable[Affiliation]) -> PartyLine:
    """Spells in time order, touching ones of one party joined."""
    made: list[PartySpell] = []
    for spell in sorted(PartySpell(span_of(row), row.party, row.seen) for row in rows):
        last = made[-1] if made else None
        if last is not None and last.party == spell.party and spell.span.start <= last.span.end:
            end = max(last.span.end, spell.span.end)
            made[-1] = PartySpell(Span(last.span.start, end), last.party, last.seen and spell.seen)
        else:
            made.append(spell)
    return tuple(made)


def lines_by_source(rows: Iterable[Affiliation], preference: Preference) -> dict[str, PartyLine]:
    """One person's spells by the id of each source, an open one up to the last day that the source knows."""
    found: defaultdict[str, list[Affiliation]] = defaultdict(list)
    for row in rows:
        for source in row.sources:
            found[source].append(row)
    return {source: _known(party_line(own), preference.last_known(source)) for source, own in found.items()}


def _known(line: PartyLine, last: int) -> PartyLine:
    *closed, spell = line
    if spell.span.end != NEVER_ENDS or last <= spell.span.start:
        return line
    return (*closed, spell._replace(span=Span(spell.span.start, last)))


def steps(line: PartyLine) -> list[PartyStep]:
    """The changes of party, an absence from the chamber passed over; what was only seen has no day of change."""
    made = []
    for before, after in pairwise(line):
        if before.party != after.party and not after.seen:
            made.append(PartyStep(after.span.start, before.party, after.party))
    return made
