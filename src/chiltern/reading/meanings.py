"""What an act and a stance mean together: "refused to withdraw" is standing, "kept his seat" is not resigning.

In: a `Draft` whose people are known. Out: the `Position`s of the domain. Here the everyday verbs become acts: a bare
"resign" is the seat, the party, the office or the race, by what the report says of the one who resigns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from chiltern.claims import Act, Position, Ref, Stance
from chiltern.reading.branches import seat_called
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line
from chiltern.reading.dealings import Dealings
from chiltern.reading.drafts import EVALUATIONS, OWN, Draft
from chiltern.reading.lexicon import SEATED
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.said import Said

_CANDIDATE = frozenset(["candidate", "nominee", "aspirant"])
_HEADS = frozenset(
    ["leader", "deputy leader", "majority leader", "minority leader", "floor leader", "president", "prime minister"]
) | {"first minister", "chair", "governor", "speaker"}
# Behind a bare "go" or "leave": it is no "go to the conference".
_AFTER_GOING = frozenset(
    [
        ".",
        ",",
        "and",
        "but",
        "or",
        "now",
        "before",
        "until",
        "unless",
        "if",
        "either",
        "immediately",
        "despite",
        "it",
        "?",
        ";",
    ]
)
_AT_THE_TOP = frozenset(["prime minister", "first minister", "premier", "taoiseach"])
# "Resigned as health secretary", "resigned from the cabinet": no party and no seat.
_FROM_OFFICE = re.compile(r" (?:as|from) (?!S\d)")
# In a contest for a leadership these are about leading.
_RUNNING = frozenset(
    ["run", "candidacy", "candidature", "be a candidate", "enter the race", "launch (my|his|her|their) campaign"]
    + [f"{verb} (my|his|her|their) {noun}" for verb in ("declare", "announce") for noun in ("candidacy",)]
    + ["throw (my|his|her|their) hat into|in the ring", "put (my|his|her|their) name forward"]
    + ["put (himself|herself|themselves) forward", "throw in the ring"]
)
_RACE = re.compile(
    r"\bleadership (?:contest|race|election|ballot|bid|battle|challenge)\b|\b(?:party|tory|labour) leadership\b"
)
_SWITCHES = frozenset(["defection", "defections", "move", "switch", "the", "about-face"])
_CROSSING = frozenset(["defect", "switch", "cross", "decamp", "go", "jump", "come", "move"])
_PRESSING = frozenset(["resign", "resign_seat", "confidence_vote", "lead", "going", "remove", "removed"])
_WAYS_OUT = frozenset(["departure", "departures", "exit", "walkout", "exodus"])
_DECLARING = re.compile(r"\b(?:announc|declar|confirm|launch|unveil)\w*\b")
_THE_SAME = frozenset(["do the same", "do likewise", "follow suit"])
_ALIKE = frozenset(["a similar move", "similar moves", "the same move", "make a similar move|decision"])
# What a stance on not doing the act says of doing it.
_OPPOSITE: dict[Stance, Stance] = {
    "done": "rules_out",
    "intends": "rules_out",
    "rules_out": "intends",
    "demands": "opposes",
    "opposes": "demands",
    "supports": "opposes",
}


class Meanings:
    """Turns drafts into positions; knows from the whole report whether a party is left and who removed whom."""

    def __init__(
        self, mentions: Mentions, drafts: list[Draft], entity: Callable[[Mention, Said | None], Entity | None]
    ) -> None:
        self.mentions = mentions
        self.leaving = any(d.act == "leave" and "party" in d.trigger.groups and not d.history for d in drafts)
        named = Counter(
            party
            for d in drafts
            if d.act == "leave" and not d.history and (marker := d.trigger.groups.get("party"))
            if (party := self._party(d.line, marker)) is not None
        )
        self._left = named.most_common(1)[0][0] if named else None
        self.seated: set[Entity] = set()
        self.did: dict[str, set[Entity]] = {}  # who did what, as far as the report has read it as done
        self._race = "leadership" in mentions.text.places and _RACE.search(mentions.text.body.lower()) is not None
        self._pressed = any(d.act in _PRESSING for d in drafts)
        self._dealings = Dealings(mentions, drafts, entity)

    def positions(self, draft: Draft, holders: list[Entity], subjects: list[Entity]) -> Iterator[Position]:
        """The positions of one draft, one for each holder."""
        if draft.act == "confidence_vote":
            yield from self._dealings.confidence(draft, subjects)
        elif draft.act == "formed":
            yield from self._dealings.founding(draft, subjects)
        elif draft.act in ("remove", "removed"):
            yield from self._dealings.removal(draft, holders, subjects)
        else:
            yield from self._plain(draft, holders, subjects)

    def _plain(self, draft: Draft, holders: list[Entity], subjects: list[Entity]) -> Iterator[Position]:
        act, stance = self._meaning(draft, subjects)
        act = self._in_context(draft, act, stance, subjects)
        # That a public vote was held is no position of whoever stands before the words.
        if act is None or (stance == "done" and act in ("referendum", "election")):
            return
        if stance == "done" and act == "select":
            holders = [holder for holder in holders if holder.kind in ("party", "local_party")]
        second = draft.trigger.groups.get("other_party")
        for holder in holders:
            own = stance in OWN and (holder in subjects or not subjects)
            target = [holder] if own else subjects
            yield self._made(draft, holder, stance, act, target)
            left = self._party_left(draft, holder) if act == "join" and stance == "done" else None
            if left is not None:
                yield self._made(draft, holder, stance, "leave", target, left)
            if second is not None and act == "leave":
                yield self._made(draft, holder, stance, "join", target, self._party(draft.line, second))

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

    def _party_left(self, draft: Draft, holder: Entity) -> Ref | None:
        """ "The sitting Conservative MP defected to …": the party before the office is the one left."""
        if draft.history or draft.trigger.verb not in _CROSSING or holder.kind != "person":
            return None
        party = self._dealings.party_of(holder)
        joined = draft.trigger.groups.get("party")
        if party is None or joined is None or self._party(draft.line, joined) == party.ref:
            return None
        return party.ref

    # -- which act, which stance

    def _in_context(self, draft: Draft, act: Act | None, stance: Stance, subjects: list[Entity]) -> Act | None:
        """What a general word means in this report: "the move", "his departure", "she will not run"."""
        did, verb, among = self.did, draft.trigger.verb, set(subjects)
        if stance == "done" and draft.trigger.form == "noun" and act in ("stand", "leave"):
            before = draft.line.text[: draft.trigger.start]
            out = draft.trigger.phrase in _WAYS_OUT and not self.leaving and not among & did.get("leave", set())
            if out or (act == "stand" and _DECLARING.search(before) is None):
                return None  # "his candidacy", "her departure": of something that the report does not tell
        if act == "stand" and self._race and draft.trigger.phrase in _RUNNING:
            return "lead"
        if stance in EVALUATIONS and draft.trigger.form == "noun" and subjects and "party" not in draft.trigger.groups:
            joined = among <= did.get("join", set()) and not among & did.get("form", set())
            if draft.act in ("leave", "going") and verb in _SWITCHES and joined:
                return "join"
            if act == "leave" and not among & did.get("leave", set()) and among <= did.get("resign_seat", set()):
                return "resign_seat"
        return act

    def _meaning(self, draft: Draft, subjects: list[Entity]) -> tuple[Act | None, Stance]:
        stance = draft.stance
        if draft.act == "resign":
            return self._resigning(draft, subjects)
        if draft.act == "backed":
            return ("lead" if self._race or "lead" in draft.trigger.phrase else "stand"), stance
        if draft.act == "greeted":
            known = "party" in draft.trigger.groups or (subjects and set(subjects) <= self.did.get("join", set()))
            return ("join" if known else None), stance
        if draft.act == "going":
            return self._going(draft, subjects)
        if draft.act == "stand" and draft.trigger.phrase == "run" and (stance == "done" or self._goes_on(draft)):
            return None, stance
        if draft.act == "waver" and any(isinstance(who, Mention) and who.plural for who in draft.holders):
            return None, stance
        if draft.act in ("stay_on", "waver") and not any(who.kind in ("person", "group") for who in subjects):
            return None, stance
        if draft.act == "stay_on":
            if self.leaving:
                return "leave", _OPPOSITE.get(stance, stance)
            draft.stance = _OPPOSITE.get(stance, stance)
            return self._resigning(draft, subjects) if self._pressed else (None, stance)
        if draft.act == "waver":
            stance = stance if stance == "demands" else "leaves_open"
            return ("leave", stance) if self.leaving else self._resigning(draft, subjects)
        if draft.act == "keep_lead":
            return "lead", _OPPOSITE.get(stance, stance)
        if draft.act == "withdraw":
            return "stand", "opposes" if stance == "demands" else _OPPOSITE.get(stance, stance)
        if draft.act == "keep_seat":
            return "resign_seat", _OPPOSITE.get(stance, stance)
        if draft.act == "stay":
            return "leave", _OPPOSITE.get(stance, stance)
        return draft.act, stance  # type: ignore[return-value]  # the acts that are no claim are gone by here

    def _going(self, draft: Draft, subjects: list[Entity]) -> tuple[Act | None, Stance]:
        """ "I would not follow them", "she must go": the act that the report tells of."""
        stance, verb = draft.stance, draft.trigger.verb
        if stance in EVALUATIONS or stance == "expects":
            return ("leave" if self.leaving else None), stance
        on = self._goes_on(draft)
        if verb == "go" and draft.trigger.form != "noun":
            if on and draft.trigger.phrase == "go":
                return None, stance
            if stance == "demands":
                return self._resigning(draft, subjects)
        whole = verb in ("follow", "be", "go", "do", "make", "take", "join") or (verb == "leave" and not on)
        if draft.trigger.phrase in _ALIKE:
            return (
                "leave" if self.leaving or self.did.get("leave") else "join" if self.did.get("join") else None
            ), stance
        if draft.trigger.phrase in _THE_SAME and self.did.get("leave"):
            return "leave", stance
        if draft.trigger.form == "noun" or stance == "done" or not whole:
            return None, stance
        if verb == "join" and not set(subjects) & (self.did.get("leave", set()) | self.did.get("join", set())):
            return None, stance
        return ("leave" if self.leaving else None), stance

    def _goes_on(self, draft: Draft) -> bool:
        """Whether a bare verb has an object or a direction: "go to the conference", "run the country"."""
        ends = draft.line.text[draft.trigger.end :].split()[:1]
        return bool(ends) and ends[0] not in _AFTER_GOING

    def _resigning(self, draft: Draft, subjects: list[Entity]) -> tuple[Act | None, Stance]:
        """A bare "resign", "stand down", "step aside": from what?"""
        offices = set().union(*(entity.offices for entity in subjects)) if subjects else set()
        stance = draft.stance
        if _FROM_OFFICE.match(draft.line.text[draft.trigger.end :]):
            return None, stance
        if offices & _CANDIDATE and not offices & SEATED:
            return "stand", "opposes" if stance == "demands" else _OPPOSITE.get(stance, stance)
        if stance not in ("done", *EVALUATIONS) and set(subjects) & self.seated:
            return "resign_seat", stance
        leading = [e for e in subjects if e.offices & _AT_THE_TOP or any(o.endswith(" leader") for o in e.offices)]
        if leading and len(leading) == len(subjects):
            return "lead", stance
        if offices & _HEADS and (not offices & {"MP"} or draft.trigger.phrase.startswith("step")):
            return "lead", stance
        looks_back = stance == "done" or stance in EVALUATIONS
        looks_back = looks_back or (stance == "opposes" and draft.trigger.form == "noun" and self.leaving)
        if looks_back:
            unseated = stance == "done" and not any(e.kind == "person" or e.offices & SEATED for e in subjects)
            if self.leaving:
                return ("leave" if not unseated else None), stance
            return ("resign_seat" if stance == "done" and offices and offices <= SEATED else None), stance
        return "resign_seat", stance

    def _object(self, draft: Draft, act: Act, subjects: list[Entity]) -> Ref | None:
        groups = draft.trigger.groups
        if act in ("leave", "join", "form") and ("party" in groups or "called" in groups):
            return self._party(draft.line, groups.get("called") or groups["party"])
        if act == "leave" and draft.act in ("going", "stay_on", "waver"):
            return self._left  # the party that the report tells of
        if act == "resign_seat" and len(subjects) == 1 and subjects[0].seat is not None:
            return seat_called(self.mentions.cast, subjects[0].seat).ref
        if act in ("stand", "election"):
            words = draft.trigger.phrase
            spoken = draft.line.text[draft.trigger.start : draft.trigger.end]
            name = "by-election" if "by-election" in spoken else "general election" if "{election}" in words else None
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
