"""Who stands where on which act: each act phrase of a sentence, judged, with its holder, subject and object.

In: a text's mentions and statements. Out: `Position`s in the order of the text. A claim about a group becomes one
position for each member whom the report names; a first-person report's holder is its author.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from chiltern.claims import Position, Span
from chiltern.reading.actors import Actors
from chiltern.reading.acts import Trigger, find_triggers, phrases_by_sentence
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line, bodies_as_parties, is_marker, line_of
from chiltern.reading.drafts import EVALUATIONS, OWN, Draft, is_history
from chiltern.reading.groups import Groups
from chiltern.reading.meanings import Meanings
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.movers import find_movers
from chiltern.reading.reactions import reactions
from chiltern.reading.said import Said
from chiltern.reading.sequels import answer, echo, echoing_sentences
from chiltern.reading.stances import NOBODY, Judged, greeting, judge, shared
from chiltern.reading.statements import Statements
from chiltern.reading.surroundings import (
    behind_aside,
    goes_with,
    hypothetical,
    inside_another,
    past_aside,
    plain,
    somebody_elses,
)
from chiltern.reading.who import Actor, Who

# "will sit as an independent": how somebody goes on; of one who has left it says nothing new.
_AFTERWARDS = frozenset(["sit", "become"])
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
        phrases = phrases_by_sentence(self.text)
        echoing = echoing_sentences(self.text)
        for number in sorted({*phrases, *echoing}):
            line = line_of(self.mentions, self.text.sentences[number], self._parties)
            self._read(line, phrases.get(number, []))
            if number in echoing:
                self._echo(line)
        self.groups.movers = find_movers(self.who, self.drafts)
        self.groups.settle()

    def said_at(self, offset: int) -> Said | None:
        """The statement whose words stand at the offset; the innermost where one holds another."""
        after = bisect_right(self._starts, offset)
        for start, end, said in reversed(self._covers[max(0, after - _NESTED) : after]):
            if start <= offset < end:
                return said
        return None

    # -- one sentence

    def _echo(self, line: Line) -> None:
        """ "Her call was echoed by X": the demand made before has another holder."""
        marker = echo(line)
        called = next((d for d in reversed(self.drafts) if d.stance == "demands"), None)
        if marker is None or called is None or called.line is line:
            return
        who = line.mention(marker)
        again = Draft(called.line, called.trigger, "demands", None, self.text.span(who.first, who.end))
        again.holders, again.subjects = [who], called.subjects
        self.drafts.append(again)

    def _read(self, line: Line, phrases: list[int]) -> None:
        triggers = find_triggers(line, phrases)
        before: tuple[Trigger, Judged] | None = None
        for trigger in triggers:
            if before is not None and before[0].act in ("resign", "resign_seat") and trigger.verb == "fight":
                trigger.act = "stand"  # "to resign and fight by-elections": the second is to stand in them
            judged = greeting(line, trigger) or judge(line, trigger)
            if before is not None and goes_with(line, before[0], trigger, judged):
                judged = before[1]._replace(end=trigger.end)
            judged = past_aside(line, judged) if judged is not None else None
            if judged is None:
                judged = plain(trigger) or behind_aside(line, trigger) or shared(line, trigger)
            if judged is None or judged is NOBODY or somebody_elses(line, trigger):
                continue
            if hypothetical(line, trigger, judged):
                continue
            if judged.holder is not None and inside_another(line, judged, judged.holder, trigger, triggers):
                judged = judged._replace(holder=None, start=judged.start + len(judged.holder) + 1)
            relative = "who" in judged.template  # "unseat members who defected": the antecedent may be an object
            if (
                judged.subject is not None
                and not relative
                and inside_another(line, judged, judged.subject, trigger, triggers)
            ):
                judged = behind_aside(line, trigger)
                if judged is None:
                    continue
            before = (trigger, judged)
            if judged.template.startswith("(asked") and judged.subject is not None and judged.subject[0] == "X":
                # "Asked whether she would follow, …": what she answered tells.
                answered = answer(line, trigger, trigger is not triggers[-1])
                if answered is None:
                    continue
                judged = Judged(answered[0], answered[1], None, trigger.start, trigger.end, "H")
            self._draft(line, trigger, judged)

    def _draft(self, line: Line, trigger: Trigger, judged: Judged) -> None:
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
        if judged.stance == "done" and trigger.form == "noun" and "person" in trigger.groups:
            holders, subjects = [], [line.mention(trigger.groups["person"])]  # "announced the defection of X"
        if (
            judged.stance == "expects"
            and said is None
            and judged.template.startswith("S ")
            and subjects
            and trigger.verb not in _AFTERWARDS
        ):
            judged = judged._replace(stance="intends")  # "X is expected to follow", and nobody is said to expect it
            draft.stance = "intends"
        own = judged.stance in OWN and not judged.template.startswith("(should")
        if own:
            if not subjects and not holders:
                subjects = self.actors.clause_subject(line, judged.start, said)
                own_words = judged.template[0] not in "HS" or self.actors.is_it(line, judged)
                if not subjects and own_words and said is not None and said.speaker is not None:
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
        subjects = self._departing(draft, subjects)
        told = draft.trigger.form == "noun" and draft.act in ("leave", "join") and draft.stance in EVALUATIONS
        if not subjects and not own and (told or draft.act in ("resign", "resign_seat", "going")):
            subjects = sorted(self.groups.movers, key=lambda e: e.first)
        if draft.stance in EVALUATIONS and draft.act == "going" and subjects and set(subjects) <= set(holders):
            # Nobody judges a leaving of their own: "I am sorry that they have gone".
            left = (d for d in self.drafts if d.act == "leave" and d.stance == "done")
            subjects = [who for d in left for who in self._people(d.holders, d) if who not in holders]
            subjects = list(dict.fromkeys(subjects))
        return subjects

    def _departing(self, draft: Draft, subjects: list[Entity]) -> list[Entity]:
        """ "Her departure", "they should stand down": those whom the report shows moving."""
        movers = self.groups.movers
        if not subjects or not movers or set(subjects) & set(movers):
            return subjects
        plain = [who for who in draft.subjects if isinstance(who, Mention) and who.kind == "pronoun"]
        if draft.trigger.form == "noun" and plain and len(movers) == 1 and draft.act in ("leave", "join", "resign"):
            same = subjects[0].gender is None or movers[0].gender in (None, subjects[0].gender)
            return list(movers) if same else subjects
        personal = draft.act in ("resign_seat", "resign") and draft.stance not in OWN
        if personal and all(who.kind not in ("person", "described", "group") for who in subjects):
            # No party gives up a seat: "called on the commission to hold a by-election".
            return sorted(movers, key=lambda e: e.first)
        return subjects

    def claims(self) -> tuple[Position, ...]:
        """The positions, one for each holder, in the order of the text."""
        meanings = Meanings(self.mentions, self.drafts, self.who.entity)
        for draft in self.drafts:
            if draft.act == "resign_seat":
                meanings.seated.update(self._people(draft.subjects, draft))
            if draft.stance == "done" and not draft.history:
                meanings.did.setdefault(draft.act, set()).update(self._people(draft.holders, draft))
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
        joining = {
            p.span for p in found if p.act == "join"
        }  # "the Labour member defected to …" is a leaving by the way
        moves = [p for p in found if p.stance == "done" and p.act in ("leave", "join") and not p.historical]
        acts = Counter(p.act for p in moves if p.act == "join" or p.span not in joining)
        if not acts:
            return
        act = acts.most_common(1)[0][0]
        done = [p for p in found if p.act == act and p.stance == "done" and not p.historical]
        names = {p.holder.name for p in done if p.holder.kind == "person"}
        acting = [e for e in self.mentions.cast.entities if e.kind == "person" and e.name in names]
        object_ = next((p.object for p in done if p.object is not None), None)
        yield from reactions(self.mentions, self.statements.said, [p.span for p in found], acting, act, object_)
