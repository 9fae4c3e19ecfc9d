"""Acts done to somebody by somebody: votes of confidence, removals, the founding of a party.

In: a `Draft` whose people are known. Out: positions whose holder is the one who acts, whatever the words put first
("X was suspended", "X's expulsion", "lost a vote of no confidence"). Who removed whom is known for the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from chiltern import words
from chiltern.claims import Position
from chiltern.reading.branches import local_party_of
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import is_marker
from chiltern.reading.drafts import OWN, Draft
from chiltern.reading.lexicon import inflect
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.said import Said

_RESULTS: dict[str, Literal["won", "lost"]] = {"lose": "lost", "win": "won", "survive": "won", "pass": "lost"}
# What only somebody's own party does to them.
_BY_PARTIES = frozenset(["suspend", "expel", "deselect", "turf", "strip", "lose", "have", "kick", "boot", "drum"])
_JUDGING = frozenset(form for verb in words.load("stances")["judging"] for form in inflect(verb))
_PASSIVE = re.compile(r"(?:was|were|been|be|being|is|are|get|got|has|have|had) $")
_HOUSE = re.compile(r"\bin (?:the )?(parliament|assembly|senate|commons|legislature|council)\b")
_TALLY = re.compile(r"by (\d+) (?:votes )?to (\d+)")


class Dealings:
    """Positions on acts that one does to another."""

    def __init__(
        self, mentions: Mentions, drafts: list[Draft], entity: Callable[[Mention, Said | None], Entity | None]
    ) -> None:
        self.mentions, self._entity = mentions, entity
        self.removed: dict[Entity, Entity] = {}
        for draft in drafts:
            if draft.act in ("remove", "removed"):
                person, agent = self._removed_person(draft), self._agent(draft)
                agent = agent or self._acting(draft)
                if person is not None and agent is not None:
                    self.removed.setdefault(person, agent)

    def _acting(self, draft: Draft) -> Entity | None:
        """The body that is said to have removed somebody: "the party has expelled X"."""
        if draft.stance != "done" or "person" not in draft.trigger.groups or not draft.holders:
            return None
        who = draft.holders[0]
        agent = self._entity(who, draft.said) if isinstance(who, Mention) else who
        return agent if agent is not None and agent.kind not in ("person", "described", "group") else None

    def founding(self, draft: Draft, subjects: list[Entity]) -> Iterator[Position]:
        """ "The party was founded by X": X did it, and each of X where X is a group."""
        founder = self._agent(draft)
        if founder is None or not subjects or subjects[0] is founder or subjects[0].kind not in ("party", "body"):
            return
        for who in founder.members or (founder,):
            yield Position(who.ref, "done", "form", draft.span, (who.ref,), subjects[0].ref, historical=draft.history)

    # -- votes of confidence

    def confidence(self, draft: Draft, subjects: list[Entity]) -> Iterator[Position]:
        """The body that voted holds it; the one voted on is the object."""
        line, trigger = draft.line, draft.trigger
        person = (
            self._person_before(draft)
            if "person" not in trigger.groups
            else self._entity_of(draft, trigger.groups["person"])
        )
        body = next((e for e in subjects if e.kind in ("local_party", "body", "legislature")), None)
        if body is None and person is not None:
            body = self._branch_in(draft) or local_party_of(self.mentions.cast, person)
        body = body or self._house_in(draft) or next((e for e in subjects if e is not person), None)
        if body is None or person is None:
            return
        result = _RESULTS.get(trigger.verb)
        tally = _TALLY.search(line.text)
        yield Position(
            holder=body.ref,
            stance="done" if result else draft.stance if draft.stance in OWN else "intends",
            act="confidence_vote",
            span=draft.span,
            subject=(body.ref,),
            object=person.ref,
            result=result or "called",
            tally=f"{tally[1]}-{tally[2]}" if tally else None,
        )

    def _person_before(self, draft: Draft) -> Entity | None:
        for word in reversed(draft.line.text[: draft.trigger.start].split()):
            if word[0] in "PX" and is_marker(word):
                return self._entity_of(draft, word)
        return None

    def _entity_of(self, draft: Draft, marker: str) -> Entity | None:
        return self._entity(draft.line.mention(marker), draft.said)

    def _branch_in(self, draft: Draft) -> Entity | None:
        """A local party that the sentence names."""
        for word in draft.line.text.split():
            if word[0] == "L" and is_marker(word):
                return self._entity_of(draft, word)
        return None

    def _house_in(self, draft: Draft) -> Entity | None:
        """The chamber that the sentence names in a word: "a no-confidence vote in parliament"."""
        found = _HOUSE.search(draft.line.text)
        if found is None:
            return None
        return self.mentions.cast.entity(found[1], "body", draft.line.token_of(found.start(1)))

    # -- removals

    def removal(self, draft: Draft, holders: list[Entity], subjects: list[Entity]) -> Iterator[Position]:
        """`subject` is who removes, `object` who is removed, whatever the words put first."""
        line, trigger, stance = draft.line, draft.trigger, draft.stance
        agent = self._agent(draft)
        if trigger.act == "removed":
            if trigger.verb != "lose" and not _PASSIVE.search(line.text[: trigger.start]):
                return
            person = subjects[0] if subjects else None
        elif "person" in trigger.groups:
            person = self._removed_person(draft)
            if agent is None and stance in OWN and subjects:
                agent = subjects[0]
        else:
            person = self._removed_person(draft)
            if person is None and len(self.removed) == 1 and stance not in OWN:
                person = next(iter(self.removed))
        if person is None or person.kind != "person":
            return
        agent = agent or self.removed.get(person)
        if agent is None and (trigger.form == "noun" or trigger.act == "removed"):
            agent = self._party_in(draft)
        if agent is None and trigger.act == "removed" and len(set(self.removed.values())) == 1:
            agent = next(iter(self.removed.values()))  # whoever removed the others of whom the report tells
        if agent is None and trigger.verb in _BY_PARTIES:
            agent = self.party_of(person)
        if agent is None or agent is person:
            return
        self.removed.setdefault(person, agent)
        others = subjects[1:] if trigger.act == "removed" else self._listed(draft)
        for holder in [agent] if stance in OWN else holders:
            for gone in dict.fromkeys((person, *(who for who in others if who.kind == "person"))):
                yield Position(
                    holder=holder.ref,
                    stance=stance,
                    act="remove",
                    span=draft.span,
                    subject=(agent.ref,),
                    object=gone.ref,
                    historical=draft.history,
                )

    def _listed(self, draft: Draft) -> list[Entity]:
        """Those named after the one removed: "expelled A, B and C"."""
        found: list[Entity] = []
        for word in draft.line.text[draft.trigger.end :].split():
            if word[0] == "P" and is_marker(word):
                entity = draft.line.mention(word).entity
                found += [entity] if entity is not None else []
            elif word not in (",", "and"):
                break
        return found if "person" in draft.trigger.groups else []

    def _removed_person(self, draft: Draft) -> Entity | None:
        """The object of the verb, the owner of the noun, or who stands behind "of"."""
        trigger, line = draft.trigger, draft.line
        if "person" in trigger.groups:
            mention = line.mention(trigger.groups["person"])
            return mention.entity or (self._pronoun(draft, mention) if mention.kind == "pronoun" else None)
        after = line.text[trigger.end :].split()
        if after[:1] == ["of"]:
            for word in after[1:4]:
                if word[0] in "PX" and is_marker(word):
                    return self._entity_of(draft, word) if word[0] == "P" else self._pronoun(draft, line.mention(word))
        before = line.text[: trigger.start].split()
        if len(before) > 1 and before[-1] == "'s" and before[-2][0] == "P":
            return line.mention(before[-2]).entity
        if before and before[-1][0] == "X" and is_marker(before[-1]):
            return self._pronoun(draft, line.mention(before[-1]))
        return None

    def _pronoun(self, draft: Draft, mention: Mention) -> Entity | None:
        previous = tuple(self.removed)
        found = self.mentions.pronoun(mention, None, previous)
        return found if found is not None and found.kind == "person" else None

    def _agent(self, draft: Draft) -> Entity | None:
        """Who is named behind "by" after the act."""
        after = draft.line.text[draft.trigger.end :].split()[:6]
        for number, word in enumerate(after[:-1]):
            if word in _JUDGING:
                return None  # "his expulsion was condemned by X"
            if word == "by":
                for following in after[number + 1 : number + 4]:
                    if following[0] in "OBPLDG" and is_marker(following):
                        return draft.line.mention(following).entity
        return None

    def _party_in(self, draft: Draft) -> Entity | None:
        """The party that the act phrase names, or "from" behind it: "expulsion from the party"."""
        if "party" in draft.trigger.groups:
            return draft.line.mention(draft.trigger.groups["party"]).entity
        after = draft.line.text[draft.trigger.end :].split()[:7]
        for word in after[after.index("from") + 1 :] if "from" in after else ():
            if word[0] == "O" and is_marker(word):
                return draft.line.mention(word).entity
        return None

    def party_of(self, person: Entity) -> Entity | None:
        """The party that stands before the person's office: "Labour MP Dana Marsh"."""
        for mention in self.mentions.all:
            if mention.entity is person and mention.phrase is not None:
                for number in mention.phrase.before:
                    party = self.mentions.cast.of_chunk[number]
                    if party is not None and party.kind == "party":
                        return party
        return None
