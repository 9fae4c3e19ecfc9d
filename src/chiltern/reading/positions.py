"""Who stands where on which act: each act phrase of a sentence, judged, with its holder, subject and object.

In: a text's mentions and statements. Out: `Position`s in the order of the text. A claim about a group becomes one
position for each member whom the report names; a first-person report's holder is its author.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from chiltern.claims import Position, Span
from chiltern.dates import first_day
from chiltern.reading.actors import Actors
from chiltern.reading.acts import Trigger, find_triggers, phrases_by_sentence
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line, bodies_as_parties, is_marker, line_of
from chiltern.reading.drafts import EVALUATIONS, OWN, Draft, is_history
from chiltern.reading.groups import Groups
from chiltern.reading.meanings import Meanings
from chiltern.reading.mentions import Mentions
from chiltern.reading.reactions import reactions
from chiltern.reading.said import Said
from chiltern.reading.stances import NOBODY, Judged, greeting, judge, shared
from chiltern.reading.statements import Statements
from chiltern.reading.who import Actor, Who

# A move in the roll this long before a report is what it speaks of.
_RECENT = timedelta(days=7)
# "will sit as an independent": how somebody goes on; of one who has left it says nothing new.
_AFTERWARDS = frozenset(["sit", "become"])
# A name, an aside between commas, and the auxiliaries before an act.
_ASIDE = re.compile(
    r"([POLGDX]\d+(?::[\w-]+)?) , (?:who|whose|which|where|a|an|the|one|formerly|once|now|elected|first"
    r"|led|having|along|together|alongside|accompanied|including|seen|known|aged|until|backed|considered|described) "
    r"(?:(?![.;:] )\S+ ){1,40}?, (?:(?:has|have|had|is|are|was|were|'s|now) )*$"
)
# How many statements may lie inside one another.
_NESTED = 6


class Positions:
    """Reads the positions of one text."""

    def __init__(self, mentions: Mentions, statements: Statements) -> None:
        self.mentions, self.text, self.statements = mentions, mentions.text, statements
        self.groups = Groups(mentions)
        self.who = Who(mentions, statements, self.groups)
        self.actors = Actors(self.who)
        self.drafts: list[Draft] = []
        rows = [(span.start, span.end, said) for said in statements.said for span in said.segments]
        self._covers = sorted(rows, key=lambda row: row[:2])
        self._starts = [row[0] for row in self._covers]
        self._parties = bodies_as_parties(mentions)
        for number, phrases in phrases_by_sentence(self.text).items():
            self._read(self.text.sentences[number], phrases)
        self.groups.movers = self._movers()
        self.groups.settle()

    def said_at(self, offset: int) -> Said | None:
        """The statement whose words stand at the offset; the innermost where one holds another."""
        after = bisect_right(self._starts, offset)
        for start, end, said in reversed(self._covers[max(0, after - _NESTED) : after]):
            if start <= offset < end:
                return said
        return None

    # -- one sentence

    def _read(self, sentence: tuple[int, int], phrases: list[int]) -> None:
        line = line_of(self.mentions, sentence, self._parties)
        triggers = find_triggers(line, phrases)
        before: tuple[Trigger, Judged] | None = None
        for trigger in triggers:
            if before is not None and before[0].act in ("resign", "resign_seat") and trigger.verb == "fight":
                trigger.act = "stand"  # "to resign and fight by-elections": the second is to stand in them
            judged = greeting(trigger) or judge(line, trigger)
            if before is not None and self._goes_with(line, before[0], trigger, judged):
                judged = before[1]._replace(end=trigger.end)
            if judged is None:
                judged = self._plain(trigger) or self._behind_aside(line, trigger) or shared(line, trigger)
            if judged is None or judged is NOBODY or self._somebody_elses(line, trigger):
                continue
            if self._hypothetical(line, trigger, judged):
                continue
            if judged.holder is not None and self._inside_another(line, judged, judged.holder, trigger, triggers):
                judged = judged._replace(holder=None, start=judged.start + len(judged.holder) + 1)
            relative = "who" in judged.template  # "unseat members who defected": the antecedent may be an object
            if (
                judged.subject is not None
                and not relative
                and self._inside_another(line, judged, judged.subject, trigger, triggers)
            ):
                judged = self._behind_aside(line, trigger)
                if judged is None:
                    continue
            before = (trigger, judged)
            self._draft(line, trigger, judged)

    def _goes_with(self, line: Line, before: Trigger, trigger: Trigger, judged: Judged | None) -> bool:
        """ "to stand down and allow a by-election": the second act shares what was said of the first."""
        between = line.text[before.end : trigger.start].split()
        if judged is None and between and trigger.form == before.form and trigger.form in ("done", "now"):
            return between[-1] in ("and", "but", "then")
        if between[-1:] == ["to"] and len(between) <= 4 and before.form in ("to", "done"):
            return trigger.form == "to" and judged is None
        if not between or len(between) > 3 or before.form != trigger.form:
            return False
        return between[0] in ("and", "or", ",") and (judged is None or between == ["and"]) and len(between) <= 2

    def _inside_another(
        self, line: Line, judged: Judged, marker: str, trigger: Trigger, triggers: list[Trigger]
    ) -> bool:
        """Whether the name before the verb is the object of a clause between ("MPs who quit to form X are calling")."""
        at = line.text.find(marker, judged.start)
        return any(
            other is not trigger and other.form != "noun" and other.start <= at < other.end for other in triggers
        )

    def _plain(self, trigger: Trigger) -> Judged | None:
        """Phrases that say by themselves that the act was done ("the seat vacated by …", "lost a confidence vote")."""
        told = trigger.act in ("leave", "join") and trigger.form == "noun"
        if trigger.act == "confidence_vote" and trigger.form in ("done", "now"):
            return Judged("done", None, None, trigger.start, trigger.end, "A")
        if "person" in trigger.groups and (told or trigger.phrase.startswith("seat vacated")):
            marker = trigger.groups["person"]
            return Judged("done", None, marker, trigger.start, trigger.end, "")
        return None

    def _behind_aside(self, line: Line, trigger: Trigger) -> Judged | None:
        """ "Mr X, whose majority is 22, has left …": the subject stands before what the commas hold."""
        if trigger.form not in ("done", "now", "ing"):
            return None
        match = _ASIDE.search(line.text[: trigger.start])
        return Judged("done", None, match[1], match.start(1), trigger.end, "S") if match is not None else None

    def _hypothetical(self, line: Line, trigger: Trigger, judged: Judged) -> bool:
        """Nobody in particular ("if someone resigns"), or a question."""
        words = line.text[max(0, judged.start - 24) : judged.start].split()
        if words and words[-1] in ("if", "whether") and judged.stance in ("done", "intends"):
            return True
        if judged.stance == "done" and (line.text.startswith("had ") or self._anybody(line, judged)):
            return True
        return line.text.endswith("?") and judged.stance in OWN

    def _anybody(self, line: Line, judged: Judged) -> bool:
        """ "Any member who joins …": whoever does it, not somebody who did."""
        if judged.subject is None or judged.subject[0] == "P":
            return False
        phrase = line.mention(judged.subject).phrase
        return phrase is not None and "who" in judged.template and phrase.determiner in ("a", "an", "any", "every")

    def _somebody_elses(self, line: Line, trigger: Trigger) -> bool:
        """ "The rival's decision": a decision whose owner is not known for anybody is not the act reported."""
        before = line.text[: trigger.start].split()[-2:]
        return trigger.act == "going" and before[1:] == ["'s"] and not is_marker(before[0])

    def _draft(self, line: Line, trigger: Trigger, judged: Judged) -> None:
        if judged.template.startswith("(asked") and judged.subject is not None and judged.subject[0] == "X":
            return  # "Asked whether she would follow, …": what she answered tells
        token = line.token_of(trigger.start)
        said = self.said_at(self.text.tokens[token].start)
        draft = Draft(line, trigger, judged.stance, said, self._span(line, trigger, judged))
        draft.history = is_history(line, trigger, self.mentions.on.year if self.mentions.on else None)
        if self.actors.behind_preposition(line, judged.start, judged.holder):
            # "Speaking to reporters, X regretted …": whoever the sentence is about.
            judged = judged._replace(holder=None, start=trigger.start)
        relative = "who" in judged.template
        if not relative and self.actors.behind_preposition(line, judged.start, judged.subject):
            judged = judged._replace(subject=None)
        subjects = self.actors.named(line, judged.subject)
        holders = self.actors.named(line, judged.holder)
        subjects = [who for who in subjects if not self.actors.held(line, who)]
        own = judged.stance in OWN and not judged.template.startswith("(should")
        if own:
            if not subjects and not holders:
                subjects = self.actors.clause_subject(line, judged.start, said)
                if not subjects and said is not None and said.speaker is not None and judged.template[0] not in "HS":
                    subjects = [said.speaker]
            holders = holders or subjects
            subjects = subjects or list(holders)
        else:
            holders = holders or self.actors.voice(line, judged, said)
            if judged.stance == "expects" and "person" in trigger.groups:
                subjects = subjects or [line.mention(trigger.groups["person"])]
            elif judged.stance == "expects":
                subjects = self.actors.forecast(line, judged, trigger) or subjects
            else:
                subjects = subjects or self.actors.acting(line, trigger, judged, said, holders)
        draft.holders, draft.subjects = holders, subjects
        self.drafts.append(draft)
        if judged.stance in EVALUATIONS and draft.subjects and trigger.form in ("to", "done"):
            done = Draft(line, trigger, "done", said, draft.span)
            done.holders = done.subjects = draft.subjects
            self.drafts.append(done)

    def _span(self, line: Line, trigger: Trigger, judged: Judged) -> Span:
        """From the first word of what was judged to the last of the act phrase."""
        start = line.token_of(judged.start)
        end = line.token_of(max(judged.start, trigger.end - 1)) + 1
        span = self.text.span(start, end)
        return Span(span.start, max(span.end, self._marker_end(line, trigger)))

    def _marker_end(self, line: Line, trigger: Trigger) -> int:
        """Where the last name inside the act phrase ends in the body."""
        last = line.text[trigger.start : trigger.end].split()[-1]
        if is_marker(last):
            return self.text.tokens[line.mention(last).end - 1].end
        return 0

    # -- out

    def _movers(self) -> list[Entity]:
        """The people whom the report shows leaving, joining, forming, or asked to give up their seats."""
        moving: dict[Entity, None] = {}
        for draft in self.drafts:
            own = draft.stance in ("done", "intends") and draft.act in ("leave", "join", "form", "resign")
            asked = draft.act in ("resign_seat", "resign", "keep_seat", "confidence_vote")
            if not draft.history and (own or asked):
                for subject in draft.holders if own else self._asked(draft):
                    entity = self.who.entity(subject, draft.said)
                    if entity is not None and entity.kind == "person":
                        moving[entity] = None
        for entity in self.mentions.cast.entities:
            if entity.kind == "person" and entity.id is not None and self._moved(entity.id):
                moving[entity] = None
        return list(moving)

    def _moved(self, person: str) -> bool:
        """Whether the roll has the person change party in the days before the report."""
        on = self.mentions.on
        if on is None:
            return False
        spells = self.mentions.roll.affiliations_of(person)
        return any(
            spell.since is not None and timedelta(0) <= on - first_day(spell.since) <= _RECENT
            for spell in spells
            if spell.kind != "elected"
        )

    def _asked(self, draft: Draft) -> list[Actor]:
        """Who should go: the subjects of a demand; the one voted on in a vote of confidence."""
        if draft.act != "confidence_vote":
            return draft.subjects
        before = [word for word in draft.line.text[: draft.trigger.start].split() if word[0] == "P" and is_marker(word)]
        return [draft.line.mention(before[-1])] if before else []

    def _people(self, listed: list[Actor], draft: Draft, others: list[Entity] | None = None) -> list[Entity]:
        marker = draft.trigger.groups.get("party") if draft.act == "leave" else None
        left = draft.line.mention(marker).entity if marker is not None else None
        if draft.stance in OWN or listed is draft.holders:
            listed = self.actors.speaking(listed, draft.said)
        return self.who.people(listed, draft.said, draft.line, draft.trigger.start, others or [], left)

    def _subjects(self, draft: Draft, holders: list[Entity]) -> list[Entity]:
        """Whose act it is; where nobody is named for it, those whom the report shows moving."""
        against = draft.stance == "opposes" and draft.act == "resign_seat" and bool(holders)
        if against and all(holder in self.groups.movers for holder in holders):
            draft.stance = "rules_out"  # "there is no need for a by-election", says who would cause it
            return holders
        own = draft.stance in OWN
        subjects = self._people(draft.subjects, draft, [] if own else holders)
        told = draft.trigger.form == "noun" and draft.act in ("leave", "join") and draft.stance in EVALUATIONS
        if not subjects and not own and (told or draft.act in ("resign", "resign_seat", "going")):
            subjects = sorted(self.groups.movers, key=lambda e: e.first)
        if draft.stance in EVALUATIONS and draft.act == "going" and subjects and set(subjects) <= set(holders):
            # Nobody judges a leaving of their own: "I am sorry that they have gone".
            left = (d for d in self.drafts if d.act == "leave" and d.stance == "done")
            subjects = [who for d in left for who in self._people(d.holders, d) if who not in holders]
            subjects = list(dict.fromkeys(subjects))
        return subjects

    def claims(self) -> tuple[Position, ...]:
        """The positions, one for each holder, in the order of the text."""
        meanings = Meanings(self.mentions, self.drafts, self.who.entity)
        for draft in self.drafts:
            if draft.act == "resign_seat":
                meanings.seated.update(self._people(draft.subjects, draft))
        out: dict[Position, None] = {}
        for draft in sorted(self.drafts, key=lambda d: d.span):
            holders = self._people(draft.holders, draft)
            subjects = self._subjects(draft, holders)
            out.update(dict.fromkeys(meanings.positions(draft, holders, subjects)))
        out.update(dict.fromkeys(self._reactions(list(out))))
        after = {draft.span for draft in self.drafts if draft.act == "leave" and draft.trigger.verb in _AFTERWARDS}
        gone = {p.holder for p in out if p.act == "leave" and p.stance == "done" and p.span not in after}
        gone |= {p.object for p in out if p.act == "remove" and p.stance == "done" and p.object is not None}
        kept = (p for p in out if not (p.act == "leave" and p.span in after and p.holder in gone))
        return tuple(sorted(kept, key=lambda position: position.span))

    def _reactions(self, found: list[Position]) -> Iterator[Position]:
        """Feelings about the act that most people of the report did."""
        acts = Counter(p.act for p in found if p.stance == "done" and p.act in ("leave", "join") and not p.historical)
        if not acts:
            return
        act = acts.most_common(1)[0][0]
        done = [p for p in found if p.act == act and p.stance == "done" and not p.historical]
        names = {p.holder.name for p in done if p.holder.kind == "person"}
        acting = [e for e in self.mentions.cast.entities if e.kind == "person" and e.name in names]
        object_ = next((p.object for p in done if p.object is not None), None)
        yield from reactions(self.mentions, self.statements.said, [p.span for p in found], acting, act, object_)
