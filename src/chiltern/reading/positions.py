"""Who stands where on which act: each act phrase of a sentence, judged, with its holder, subject and object.

In: a text's mentions and statements. Out: `Position`s in the order of the text. A claim about a group becomes one
position for each member whom the report names; a first-person report's holder is its author.
"""

from __future__ import annotations

from collections.abc import Sequence

import re

from chiltern.claims import Position, Span
from chiltern.reading.acts import Trigger, find_triggers
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line, line_of
from chiltern.reading.drafts import EVALUATIONS, OWN, Draft, Meanings, is_history
from chiltern.reading.groups import Groups
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.stances import Judged, judge
from chiltern.reading.statements import Said, Statements

_FIRST_PERSON = frozenset(["i", "we", "my", "me", "our", "us", "myself"])
_HELD = frozenset(["of", "in", "to", "for", "by", "with", "from", "at", "on", "against"])
_WORD = re.compile(r"\S+")


def _is_marker(word: str) -> bool:
    return word[0].isupper() and word[1:2].isdigit()


class Positions:
    """Reads the positions of one text."""

    def __init__(self, mentions: Mentions, statements: Statements) -> None:
        self.mentions, self.text, self.statements = mentions, mentions.text, statements
        self.groups = Groups(mentions)
        self.drafts: list[Draft] = []
        self._covers = self._statement_index()
        for sentence in self.text.sentences:
            self._read(sentence)
        self.groups.movers = self._movers()

    def _statement_index(self) -> list[tuple[int, int, Said]]:
        return sorted(
            ((s.start, s.end, said) for said in self.statements.said for s in said.segments), key=lambda row: row[:2]
        )

    def said_at(self, offset: int) -> Said | None:
        """The statement whose words stand at the offset; the innermost where one holds another."""
        found = None
        for start, end, said in self._covers:
            if start > offset:
                break
            if offset < end:
                found = said
        return found

    # -- one sentence

    def _read(self, sentence: tuple[int, int]) -> None:
        line = line_of(self.mentions, sentence)
        triggers = find_triggers(line)
        before: tuple[Trigger, Judged] | None = None
        for trigger in triggers:
            judged = judge(line, trigger)
            if before is not None and self._goes_with(line, before[0], trigger, judged):
                judged = before[1]._replace(end=trigger.end)
            if judged is None:
                judged = self._plain(trigger)
            if judged is None or self._hypothetical(line, trigger, judged):
                continue
            before = (trigger, judged)
            self._draft(line, trigger, judged)

    def _goes_with(self, line: Line, before: Trigger, trigger: Trigger, judged: Judged | None) -> bool:
        """"to stand down and allow a by-election": the second act shares what was said of the first."""
        between = line.text[before.end : trigger.start].split()
        if not between or len(between) > 3 or before.form != trigger.form:
            return judged is None and before.form == trigger.form == "to" and between == ["to"]
        return between[0] in ("and", "or", ",") and (judged is None or between == ["and"]) and len(between) <= 2

    def _plain(self, trigger: Trigger) -> Judged | None:
        """Phrases that say by themselves that the act was done ("the seat vacated by …", "lost a confidence vote")."""
        if "person" in trigger.groups and trigger.phrase.startswith("seat vacated"):
            marker = trigger.groups["person"]
            return Judged("done", None, marker, trigger.start, trigger.end, "")
        return None

    def _hypothetical(self, line: Line, trigger: Trigger, judged: Judged) -> bool:
        """Nobody in particular ("if someone resigns"), or a question."""
        words = line.text[max(0, judged.start - 24) : judged.start].split()
        if words and words[-1] in ("if", "whether") and judged.stance in ("done", "intends"):
            return True
        return line.text.endswith("?") and judged.stance in _OWN

    def _draft(self, line: Line, trigger: Trigger, judged: Judged) -> None:
        token = line.token_of(trigger.start)
        said = self.said_at(self.text.tokens[token].start)
        draft = Draft(line, trigger, judged.stance, said, self._span(line, trigger, judged))
        draft.history = is_history(line, trigger, self.mentions.on.year if self.mentions.on else None)
        subjects = self._named(line, judged.subject)
        holders: Sequence[Mention | Entity] = self._named(line, judged.holder)
        if judged.stance in OWN:
            if not subjects and not holders:
                subjects = self._clause_subject(line, judged.start, said)
            holders = holders or subjects
            subjects = subjects or list(holders)
        else:
            holders = holders or self._voice(line, judged, said)
            subjects = subjects or self._acting(line, trigger, judged, said, holders)
        draft.holders, draft.subjects = list(holders), list(subjects)
        self.drafts.append(draft)
        if judged.stance in EVALUATIONS and judged.subject is not None and trigger.form in ("to", "done"):
            done = Draft(line, trigger, "done", said, draft.span)
            done.holders = done.subjects = self._named(line, judged.subject)
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
        if last[:1].isupper() and last[1:2].isdigit():
            return self.text.tokens[line.mention(last).end - 1].end
        return 0

    def _named(self, line: Line, markers: str | None) -> list[Mention | Entity]:
        if not markers:
            return []
        found: list[Mention | Entity] = []
        for marker in markers.replace(",", " ").split():
            if _is_marker(marker):
                found.append(line.mention(marker))
        if len(found) > 1 and isinstance(found[0], Mention) and found[0].plural:
            return found[1:]
        return found

    # -- who it is where the words leave it open

    def _voice(self, line: Line, judged: Judged, said: Said | None) -> list[Mention | Entity]:
        """The holder of a view that names none: the speaker, else the clause's subject."""
        if said is not None and said.speaker is not None:
            return [said.speaker]
        if judged.template.startswith("H"):
            return self._clause_subject(line, judged.start, said)
        if self.statements.author is not None and self._first_person(line):
            return [self.statements.author]
        return []

    def _first_person(self, line: Line) -> bool:
        return any(self._word(index) in _FIRST_PERSON for index in range(line.begin, line.end))

    def _word(self, index: int) -> str:
        return self.text.tokens[index].lower.partition("'")[0]

    def _clause_subject(self, line: Line, at: int, said: Said | None) -> list[Mention | Entity]:
        """The first mention before a place that no preposition or possessive holds, inside the same words said."""
        begin = 0
        if said is not None:
            inside = [s for s in said.segments if s.start <= self.text.tokens[line.token_of(at)].start < s.end]
            if inside:
                first = self.text.token_at(inside[0].start)
                begin = next((m.start() for m in _WORD.finditer(line.text) if line.token_of(m.start()) >= first), 0)
        words_before = line.text[begin:at].split()
        for number, word in enumerate(words_before):
            if not _is_marker(word):
                continue
            before = words_before[number - 1] if number else ""
            after = words_before[number + 1] if number + 1 < len(words_before) else ""
            if before in _HELD or after == "'s" or word[0] in "SB":
                continue
            mention = line.mention(word)
            if mention.kind == "pronoun" and mention.owner:
                continue
            return [mention]
        if said is not None and said.kind == "direct" and self._first_person(line) and said.speaker is not None:
            return [said.speaker]
        return []

    def _acting(
        self, line: Line, trigger: Trigger, judged: Judged, said: Said | None, holders: Sequence[Mention | Entity]
    ) -> list[Mention | Entity]:
        """Who would do the act: named after it ("departure of X"), else nearest before it, else who is talked of."""
        behind = line.text[trigger.end :].split()[:4]
        if behind[:1] in (["of"], ["by"]):
            for word in behind[1:]:
                if _is_marker(word):
                    return [line.mention(word)]
        ahead = line.text[judged.start : trigger.start].split()
        for word in reversed(ahead):
            if word[0] in "PGDX" and word[1:2].isdigit() and line.mention(word) not in holders:
                mention = line.mention(word)
                if not self._is_first_person(mention):
                    return [mention]
        if trigger.act in ("referendum", "election"):
            return []
        found = self._clause_subject(line, trigger.start, said)
        found = [m for m in found if m not in holders and not (isinstance(m, Mention) and self._is_first_person(m))]
        return found or self._talked_of(line, holders)

    def _is_first_person(self, mention: Mention) -> bool:
        return mention.kind == "pronoun" and self._word(mention.first) in _FIRST_PERSON

    def _talked_of(self, line: Line, holders: Sequence[Mention | Entity]) -> list[Mention | Entity]:
        """The person last named before, with a seat to give up, who is not the holder: "called for a by-election"."""
        named = {h.entity if isinstance(h, Mention) else h for h in holders}
        people = [
            m.entity
            for m in self.mentions.between(0, line.begin)
            if m.entity is not None and m.entity.kind == "person" and m.entity not in named
        ]
        seated = [e for e in people if e.seat is not None or "MP" in e.offices]
        return [seated[-1]] if seated else [people[-1]] if people else []

    # -- out

    def _movers(self) -> list[Entity]:
        """The people whom the report shows leaving, joining, forming, or asked to give up their seats."""
        moving: dict[Entity, None] = {}
        for draft in self.drafts:
            own = draft.stance in ("done", "intends") and draft.act in ("leave", "join", "form", "resign")
            asked = draft.act in ("resign_seat", "resign", "keep_seat", "confidence_vote")
            if not draft.history and (own or asked):
                for subject in draft.subjects if not own else draft.holders:
                    entity = self._entity(subject, draft)
                    if entity is not None and entity.kind == "person":
                        moving[entity] = None
        return list(moving)

    def _entity(self, who: Mention | Entity, draft: Draft) -> Entity | None:
        if isinstance(who, Entity):
            return who
        if who.kind != "pronoun":
            return who.entity
        said = draft.said
        if self._is_first_person(who):
            return said.speaker if said is not None and said.speaker is not None else self.statements.author
        speaker = said.speaker if said is not None and said.kind == "direct" else None
        return self.mentions.pronoun(who, speaker, self.statements.previous_at[self.text.unit_of[who.first]])

    def _people(self, listed: list[Mention | Entity], draft: Draft) -> list[Entity]:
        """The entities meant, groups opened to the members whom the report names."""
        found: dict[Entity, None] = {}
        for who in listed:
            entity = self._entity(who, draft)
            if isinstance(who, Mention) and self.groups.is_collective(who) and (entity is None or entity.kind != "person"):
                members = self.groups.members(who)
                if members:
                    found.update(dict.fromkeys(members))
                    continue
                if who.kind == "pronoun" and entity is None:
                    continue
            if entity is not None:
                found[entity] = None
        return list(found)

    def claims(self) -> tuple[Position, ...]:
        """The positions, one for each holder, in the order of the text."""
        meanings = Meanings(self.mentions, self.drafts)
        out: dict[Position, None] = {}
        for draft in sorted(self.drafts, key=lambda d: d.span):
            holders, subjects = self._people(draft.holders, draft), self._people(draft.subjects, draft)
            out.update(dict.fromkeys(meanings.positions(draft, holders, subjects)))
        return tuple(out)
