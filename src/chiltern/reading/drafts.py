"""What an act phrase and a stance mean together: "refused to withdraw" is standing, "stay in his seat" is not resigning.

In: a `Draft` whose people are known. Out: the `Position`s of the domain. Here the everyday verbs become acts: a bare
"resign" is the seat, the party, the office or the race, by what the report says of the one who resigns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from chiltern.claims import Act, Position, Ref, Span, Stance
from chiltern.reading.acts import Trigger
from chiltern.reading.branches import local_party_of, seat_called
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line
from chiltern.reading.lexicon import SEATED
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.statements import Said

OWN: frozenset[Stance] = frozenset(["done", "intends", "rules_out", "leaves_open", "conditional"])
EVALUATIONS: frozenset[Stance] = frozenset(["regrets", "welcomes", "condemns"])
_CANDIDATE = frozenset(["candidate", "nominee", "aspirant"])
_HEADS = frozenset(["leader", "deputy leader", "majority leader", "minority leader", "floor leader", "president", "prime minister",
                    "first minister", "chair", "governor", "speaker"])  # fmt: skip
# What a stance on not doing the act says of doing it.
_OPPOSITE: dict[Stance, Stance] = {
    "done": "rules_out",
    "intends": "rules_out",
    "rules_out": "intends",
    "demands": "opposes",
    "opposes": "demands",
    "supports": "opposes",
}
_RESULTS = {"lose": "lost", "lost": "lost", "win": "won", "won": "won", "survive": "won", "pass": "lost"}
_AGO = re.compile(r"(?:\S+ )?(?:years|decades) ago|in the (?:19|20)\d0s|in (?P<year>(?:19|20)\d\d)\b")


class Draft:
    """An act phrase with its stance, while a group in it may still be unresolved."""

    __slots__ = ("act", "history", "holders", "judged", "line", "said", "span", "stance", "subjects", "trigger")

    def __init__(self, line: Line, trigger: Trigger, stance: Stance, said: Said | None, span: Span) -> None:
        self.line, self.trigger, self.stance, self.said, self.span = line, trigger, stance, said, span
        self.act = trigger.act
        self.judged = ""
        self.holders: list[Mention | Entity] = []
        self.subjects: list[Mention | Entity] = []
        self.history = False


def is_history(line: Line, trigger: Trigger, year: int | None) -> bool:
    """Whether the words put the act behind the events reported: "50 years ago", "in 1981"."""
    match = _AGO.search(" ".join(line.text[trigger.end :].split()[:8]))
    if match is None:
        return False
    return match["year"] is None or (year is not None and int(match["year"]) < year - 1)


class Meanings:
    """Turns drafts into positions; knows from the whole report which party is left and who removed whom."""

    def __init__(
        self, mentions: Mentions, drafts: list[Draft], entity: Callable[[Mention, Said | None], Entity | None]
    ) -> None:
        self.mentions, self._entity = mentions, entity
        explicit = [d for d in drafts if d.act == "leave" and "party" in d.trigger.groups and not d.history]
        self.leaving = bool(explicit)
        self.seated: set[Entity] = set()
        self.removed: dict[Entity, Entity] = {}
        for draft in drafts:
            if draft.act in ("remove", "removed"):
                person, agent = self._removed_person(draft), self._agent(draft)
                if person is not None and agent is not None:
                    self.removed.setdefault(person, agent)

    def positions(self, draft: Draft, holders: list[Entity], subjects: list[Entity]) -> Iterator[Position]:
        """The positions of one draft, one for each holder."""
        if draft.stance == "none":
            return
        if draft.act == "confidence_vote":
            yield from self._confidence(draft, subjects)
        elif draft.act == "formed":
            founder = self._agent(draft)
            for who in (founder.members or (founder,)) if founder is not None and subjects else ():
                yield Position(
                    who.ref, "done", "form", draft.span, (who.ref,), subjects[0].ref, historical=draft.history
                )
        elif draft.act in ("remove", "removed"):
            yield from self._removal(draft, holders, subjects)
        else:
            act, stance = self._meaning(draft, subjects)
            if act is None:
                return
            for holder in holders:
                own = stance in OWN and (holder in subjects or not subjects)
                if stance == "done" and act in ("referendum", "election", "select"):
                    continue
                target = [holder] if own else subjects
                yield self._made(draft, holder, stance, act, target)
                second = draft.trigger.groups.get("other_party")
                if second is not None and act == "leave":
                    joined = self._party(draft.line, second)
                    yield self._made(draft, holder, stance, "join", target, joined)

    def _made(
        self, draft: Draft, holder: Entity, stance: Stance, act: Act, subjects: list[Entity], obj: Ref | None = None
    ) -> Position:
        said = draft.said
        speaker = said.speaker if said is not None else None
        return Position(
            holder=holder.ref,
            stance=stance,
            act=act,
            span=draft.span,
            subject=tuple(entity.ref for entity in subjects),
            object=obj or self._object(draft, act, subjects),
            on_behalf_of=self._body(draft, holder),
            attributed_to=speaker.ref if speaker is not None and speaker is not holder else None,
            historical=draft.history,
        )

    # -- which act, which stance

    def _meaning(self, draft: Draft, subjects: list[Entity]) -> tuple[Act | None, Stance]:
        stance = draft.stance
        if draft.act == "resign":
            return self._resigning(draft, subjects)
        if draft.act == "going":
            about = stance in EVALUATIONS or stance == "expects"
            return ("leave" if about and self.leaving else None), stance
        if draft.act == "withdraw":
            return "stand", "opposes" if stance == "demands" else _OPPOSITE.get(stance, stance)
        if draft.act == "keep_seat":
            return "resign_seat", _OPPOSITE.get(stance, stance)
        if draft.act == "stay":
            return "leave", _OPPOSITE.get(stance, stance)
        return draft.act, stance  # type: ignore[return-value]

    def _resigning(self, draft: Draft, subjects: list[Entity]) -> tuple[Act | None, Stance]:
        """A bare "resign", "stand down", "step aside": from what?"""
        offices = set().union(*(entity.offices for entity in subjects)) if subjects else set()
        stance = draft.stance
        if offices & _CANDIDATE and not offices & SEATED:
            return "stand", "opposes" if stance == "demands" else _OPPOSITE.get(stance, stance)
        if stance not in ("done", *EVALUATIONS) and set(subjects) & self.seated:
            return "resign_seat", stance
        if offices & _HEADS and (not offices & {"MP"} or draft.trigger.phrase.startswith("step")):
            return "lead", stance
        looks_back = (
            stance == "done" or stance in EVALUATIONS or (stance == "opposes" and draft.trigger.form == "noun")
        )
        if looks_back:
            return ("leave", stance) if self.leaving else (None, stance)
        return "resign_seat", stance

    def _object(self, draft: Draft, act: Act, subjects: list[Entity]) -> Ref | None:
        groups = draft.trigger.groups
        if act in ("leave", "join", "form") and ("party" in groups or "called" in groups):
            return self._party(draft.line, groups.get("called") or groups["party"])
        if act == "resign_seat" and len(subjects) == 1 and subjects[0].seat is not None:
            return seat_called(self.mentions.cast, subjects[0].seat).ref
        if act in ("stand", "election"):
            words = draft.trigger.phrase
            name = "by-election" if "by-election" in words else "general election" if "{election}" in words else None
            return Ref(name, "event") if name else None
        if act == "referendum":
            return Ref("referendum", "event")
        return None

    def _party(self, line: Line, marker: str) -> Ref | None:
        entity = line.mention(marker).entity
        return entity.ref if entity is not None else None

    def _body(self, draft: Draft, holder: Entity) -> Ref | None:
        """The body that the holder is named as speaking for: the local party of its chair."""
        for who in draft.holders:
            phrase = who.phrase if isinstance(who, Mention) else None
            if phrase is None and draft.said is not None and draft.said.mention is not None:
                phrase = draft.said.mention.phrase if draft.said.speaker is holder else None
            if phrase is not None:
                for number in phrase.complement:
                    body = self.mentions.cast.of_chunk[number]
                    if body is not None and body.kind == "local_party":
                        return body.ref
        return None

    # -- votes of confidence

    def _confidence(self, draft: Draft, subjects: list[Entity]) -> Iterator[Position]:
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
        if body is None or person is None:
            return
        verb = trigger.verb
        result = _RESULTS.get(verb)
        tally = re.search(r"by (\d+) (?:votes )?to (\d+)", line.text)
        yield Position(
            holder=body.ref,
            stance="done" if result else draft.stance if draft.stance in OWN else "intends",
            act="confidence_vote",
            span=draft.span,
            subject=(body.ref,),
            object=person.ref,
            result=result or "called",  # type: ignore[arg-type]
            tally=f"{tally[1]}-{tally[2]}" if tally else None,
        )

    def _person_before(self, draft: Draft) -> Entity | None:
        for word in reversed(draft.line.text[: draft.trigger.start].split()):
            if word[0] in "PX" and word[1:2].isdigit():
                return self._entity_of(draft, word)
        return None

    def _entity_of(self, draft: Draft, marker: str) -> Entity | None:
        return self._entity(draft.line.mention(marker), draft.said)

    def _branch_in(self, draft: Draft) -> Entity | None:
        """A local party that the sentence names."""
        for word in draft.line.text.split():
            if word[0] == "L" and word[1:2].isdigit():
                return self._entity_of(draft, word)
        return None

    # -- removals

    def _removal(self, draft: Draft, holders: list[Entity], subjects: list[Entity]) -> Iterator[Position]:
        """`subject` is who removes, `object` who is removed, whatever the words put first."""
        line, trigger, stance = draft.line, draft.trigger, draft.stance
        agent = self._agent(draft)
        if trigger.act == "removed":
            if (
                not re.search(r"(?:was|were|been|be|being|is|are|get|got|has|have|had) $", line.text[: trigger.start])
                and not trigger.verb == "lose"
            ):
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
        if agent is None and trigger.form == "noun":
            agent = self._party_in(draft)
        if agent is None or agent is person:
            return
        self.removed.setdefault(person, agent)
        holder_list = [agent] if stance in OWN else holders
        for holder in holder_list:
            yield Position(
                holder=holder.ref, stance=stance, act="remove", span=draft.span, subject=(agent.ref,), object=person.ref,
                historical=draft.history,
            )  # fmt: skip

    def _removed_person(self, draft: Draft) -> Entity | None:
        """The object of the verb, the owner of the noun, or who stands behind "of"."""
        trigger, line = draft.trigger, draft.line
        if "person" in trigger.groups:
            mention = line.mention(trigger.groups["person"])
            return mention.entity or (self._pronoun(draft, mention) if mention.kind == "pronoun" else None)
        after = line.text[trigger.end :].split()
        if after[:1] == ["of"]:
            for word in after[1:4]:
                if word[0] in "PX" and word[1:2].isdigit():
                    return (
                        self._entity_of(draft, word) if word[0] == "P" else self._pronoun(draft, line.mention(word))
                    )
        before = line.text[: trigger.start].split()
        if len(before) > 1 and before[-1] == "'s" and before[-2][0] == "P":
            return line.mention(before[-2]).entity
        if before and before[-1][0] == "X" and before[-1][1:2].isdigit():
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
            if word == "by":
                for following in after[number + 1 : number + 4]:
                    if following[0] in "OBPLDG" and following[1:2].isdigit():
                        return draft.line.mention(following).entity
        return None

    def _party_in(self, draft: Draft) -> Entity | None:
        """The party that "from" names behind the act: "expulsion from the party"."""
        after = draft.line.text[draft.trigger.end :].split()[:3]
        for word in after[1:] if after[:1] == ["from"] else ():
            if word[0] == "O" and word[1:2].isdigit():
                return draft.line.mention(word).entity
        return None
