"""Who is meant where a position names a holder or a subject: pronouns, groups, company and branches resolved.

In: mentions as they stand in a line, and the statement around them. Out: entities, a group opened to the members
whom the report names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chiltern.reading.branches import branch_of
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line
from chiltern.reading.groups import Groups
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.said import Said
from chiltern.reading.statements import Statements

# A holder or subject as the words give it: a mention still to be resolved, or an entity already known.
Actor = Mention | Entity

_FIRST_PERSON = frozenset(["i", "we", "my", "me", "our", "us", "myself"])
_COMPANY = re.compile(
    r"(P\d+)(?::\w+)? (?:, )?(?:joined by|along with|together with|alongside|accompanied by|and) ([PG]\d+)"
)


class Who:
    """Resolves the actors of one report."""

    def __init__(self, mentions: Mentions, statements: Statements, groups: Groups) -> None:
        self.mentions, self.text, self.statements, self.groups = mentions, mentions.text, statements, groups

    def word(self, token: int) -> str:
        """A token in lower case, without a contraction."""
        return self.text.tokens[token].lower.partition("'")[0]

    def is_first_person(self, who: Actor) -> bool:
        return isinstance(who, Mention) and who.kind == "pronoun" and self.word(who.first) in _FIRST_PERSON

    def speaks_in(self, line: Line) -> bool:
        """Whether the line holds a first person."""
        return any(self.word(index) in _FIRST_PERSON for index in range(line.begin, line.end))

    def entity(self, who: Actor, said: Said | None, others: Sequence[Entity | None] = ()) -> Entity | None:
        """The entity meant; `others` are people whom a pronoun cannot mean here."""
        if isinstance(who, Entity):
            return who
        if who.kind != "pronoun":
            if who.entity is not None and who.entity.kind == "seat":
                return branch_of(self.mentions.cast, who.entity.name)
            return who.entity
        if self.word(who.first) in ("himself", "herself", "themselves") and said is not None:
            return said.speaker
        if self.is_first_person(who):
            return said.speaker if said is not None and said.speaker is not None else self.statements.author
        speaker = said.speaker if said is not None and said.kind == "direct" else None
        return self.mentions.pronoun(who, speaker, self.statements.previous_at[self.text.unit_of[who.first]], others)

    def people(
        self,
        listed: Iterable[Actor],
        said: Said | None,
        line: Line,
        before: int,
        others: Sequence[Entity | None] = (),
        left: Entity | None = None,
    ) -> list[Entity]:
        """The entities meant, groups opened to the members whom the report names; `before` is where the act stands.

        Where the act is to leave a party, `left`, only those who can have belonged to it are of the group.
        """
        found: dict[Entity, None] = {}
        for who in listed:
            entity = self.entity(who, said, others)
            if isinstance(who, Mention) and self._one_of(who):
                found.update(dict.fromkeys(self.groups.movers if len(self.groups.movers) == 1 else ()))
                continue
            if entity is not None and entity.members:
                found.update(dict.fromkeys(self._leavers(entity.members, left)))
                continue
            if (
                isinstance(who, Mention)
                and self.groups.is_collective(who)
                and (entity is None or entity.kind == "group")
            ):
                found.update(dict.fromkeys(self._leavers(self.groups.members(who), left)))
                if found or who.kind == "pronoun":
                    continue
            if entity is not None:
                found[entity] = None
                found.update(dict.fromkeys(self._company(line, before, entity)))
        return list(found)

    def _leavers(self, members: tuple[Entity, ...], left: Entity | None) -> tuple[Entity, ...]:
        """Without those who by the roll never sat for the party that was left."""
        if left is None or left.id is None:
            return members
        roll = self.mentions.roll
        return tuple(
            who
            for who in members
            if who.id is None or any(spell.party == left.id for spell in roll.affiliations_of(who.id))
        )

    def _one_of(self, who: Mention) -> bool:
        before = [token.lower for token in self.text.tokens[max(0, who.first - 2) : who.first]]
        return before == ["one", "of"]

    def _company(self, line: Line, before: int, entity: Entity) -> tuple[Entity, ...]:
        """Those who do it with somebody: "Mr Gapes, joined by six other MPs, …"."""
        for match in _COMPANY.finditer(line.text):
            if line.mention(match[1]).entity is entity and match.start() < before:
                company = line.mention(match[2])
                if company.entity is not None and company.entity.kind == "person":
                    return (company.entity,)
                return self.groups.members(company)
        return ()
