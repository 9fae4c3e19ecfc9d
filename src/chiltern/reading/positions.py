"""Who stands where on which act: each act phrase of a sentence, judged, with its holder, subject and object.

In: a text's mentions and statements. Out: `Position`s in the order of the text. A claim about a group becomes one
position for each member whom the report names; a first-person report's holder is its author.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from chiltern.claims import Position, Span
from chiltern.dates import first_day
from chiltern.reading.acts import Trigger, find_triggers
from chiltern.reading.branches import branch_of
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line, line_of
from chiltern.reading.drafts import EVALUATIONS, OWN, Draft, Meanings, is_history
from chiltern.reading.groups import Groups
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.reactions import reactions
from chiltern.reading.stances import Judged, judge
from chiltern.reading.statements import Said, Statements

_FIRST_PERSON = frozenset(["i", "we", "my", "me", "our", "us", "myself"])
_HELD = frozenset(["of", "in", "to", "for", "by", "with", "from", "at", "on", "against"])
# What follows the subject of a clause.
_VERBAL = frozenset("has have had is are was were will would should must could may might 'm 've 's 'd 're am".split())
_COMPANY = re.compile(
    r"(P\d+)(?::\w+)? (?:, )?(?:joined by|along with|together with|alongside|accompanied by|and) ([PG]\d+)"
)
# A move in the roll this long before a report is the one that it speaks of.
_RECENT = timedelta(days=7)
_WORD = re.compile(r"\S+")


def _is_marker(word: str) -> bool:
    return word[0].isupper() and word[1:2].isdigit()


def _second_office(who: Mention | Entity) -> bool:
    phrase = who.phrase if isinstance(who, Mention) else None
    return phrase is not None and not phrase.noun.plural and phrase.determiner is None and not phrase.before


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
        self.groups.settle()

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
            if judged.holder is not None and self._inside_another(line, judged, judged.holder, trigger, triggers):
                judged = judged._replace(holder=None)
            if judged.subject is not None and self._inside_another(line, judged, judged.subject, trigger, triggers):
                continue
            before = (trigger, judged)
            self._draft(line, trigger, judged)

    def _goes_with(self, line: Line, before: Trigger, trigger: Trigger, judged: Judged | None) -> bool:
        """ "to stand down and allow a by-election": the second act shares what was said of the first."""
        between = line.text[before.end : trigger.start].split()
        if judged is None and between and trigger.form == before.form and trigger.form in ("done", "now"):
            return between[-1] in ("and", "but", "then")
        if between == ["to"]:
            return trigger.form == "to" and before.form in ("to", "done") and judged is None
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
        subjects = [who for who in subjects if not self._held(line, who)]
        own = judged.stance in OWN and not judged.template.startswith("(should")
        if own:
            if not subjects and not holders:
                subjects = self._clause_subject(line, judged.start, said)
            holders = holders or subjects
            subjects = subjects or list(holders)
        else:
            holders = holders or self._voice(line, judged, said)
            if judged.stance != "expects":
                subjects = subjects or self._acting(line, trigger, judged, said, holders)
        draft.holders, draft.subjects = list(holders), list(subjects)
        self.drafts.append(draft)
        if judged.stance in EVALUATIONS and draft.subjects and trigger.form in ("to", "done"):
            done = Draft(line, trigger, "done", said, draft.span)
            done.holders = done.subjects = draft.subjects
            self.drafts.append(done)

    def _held(self, line: Line, who: Mention | Entity) -> bool:
        """Whether a seat or body stands behind a preposition and so does nothing itself ("X of Owan West, dumped")."""
        if not isinstance(who, Mention) or who.entity is None or who.entity.kind not in ("seat", "body"):
            return False
        return self.text.tokens[who.first - 1].lower in _HELD if who.first > line.begin else False

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
        # "A Conservative MP and former minister" is one person.
        return [who for who in found[:1]] + [who for who in found[1:] if not _second_office(who)]

    # -- who it is where the words leave it open

    def _voice(self, line: Line, judged: Judged, said: Said | None) -> list[Mention | Entity]:
        """The holder of a view that names none: the speaker, else the clause's subject."""
        if said is not None and said.speaker is not None:
            return [said.speaker]
        if judged.template.startswith("H"):
            return self._clause_subject(line, judged.start, said) or self._it(line, judged)
        if self.statements.author is not None and self._first_person(line):
            return [self.statements.author]
        return []

    def _it(self, line: Line, judged: Judged) -> list[Mention | Entity]:
        """ "It called on her …": the body last in mind."""
        if line.text[: judged.start].split()[-1:] != ["it"]:
            return []
        previous = self.statements.previous_at[self.text.unit_of[line.begin]]
        body = next((e for e in reversed(previous) if e.kind in ("party", "local_party", "body")), None)
        return [body] if body is not None else []

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
            if self.text.quote_of[mention.first] >= 0 > self.text.quote_of[line.token_of(at)]:
                continue
            if mention.kind == "pronoun" and mention.owner:
                continue
            return [mention, *self._listed_after(line, words_before, number)]
        if said is not None and said.kind == "direct" and self._first_person(line) and said.speaker is not None:
            return [said.speaker]
        return []

    def _listed_after(self, line: Line, words: list[str], number: int) -> list[Mention | Entity]:
        """The names that follow a plural noun: "Senators A, B and C"."""
        if words[number][0] != "G" or number + 1 >= len(words) or words[number + 1][0] != "P":
            return []
        found: list[Mention | Entity] = []
        for word in words[number + 1 :]:
            if _is_marker(word) and word[0] == "P":
                found.append(line.mention(word))
            elif word not in (",", "and"):
                break
        return found

    def _acting(
        self, line: Line, trigger: Trigger, judged: Judged, said: Said | None, holders: Sequence[Mention | Entity]
    ) -> list[Mention | Entity]:
        """Who would do the act: named after it ("departure of X"), else nearest before it, else who is talked of."""
        if trigger.act in ("referendum", "election"):
            return []
        if "person" in trigger.groups and trigger.act == "going":
            return [line.mention(trigger.groups["person"])]
        behind = line.text[trigger.end :].split()[:4]
        if behind[:1] in (["of"], ["by"]):
            for word in behind[1:]:
                if _is_marker(word):
                    return [line.mention(word)]
        ahead = line.text[judged.start : trigger.start].split()
        whole = line.text[: trigger.start].split()
        acting = [word for word, after in pairwise([*whole, ""]) if _is_marker(word) and after in _VERBAL]
        for word in (*reversed(ahead), *reversed(acting)):
            if word[0] in "PGDX" and word[1:2].isdigit() and self._is_other(line.mention(word), said, holders):
                return [line.mention(word)]
        if "by-elections" in line.text[trigger.start : trigger.end]:
            return []
        found = [m for m in self._clause_subject(line, trigger.start, said) if self._is_other(m, said, holders)]
        return found or self._talked_of(line, holders)

    def _is_other(self, who: Mention | Entity, said: Said | None, holders: Sequence[Mention | Entity]) -> bool:
        """Whether somebody is neither a holder nor the one who speaks."""
        if isinstance(who, Mention) and self._is_first_person(who):
            return False
        holding = [self._entity(holder, said) for holder in holders]
        entity = self._entity(who, said, holding)
        return who not in holders and (entity is None or entity not in holding)

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
                for subject in draft.holders if own else self._asked(draft):
                    entity = self._entity(subject, draft.said)
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

    def _asked(self, draft: Draft) -> list[Mention | Entity]:
        """Who should go: the subjects of a demand; the one voted on in a vote of confidence."""
        if draft.act != "confidence_vote":
            return draft.subjects
        before = [
            word for word in draft.line.text[: draft.trigger.start].split() if word[0] == "P" and word[1:2].isdigit()
        ]
        return [draft.line.mention(before[-1])] if before else []

    def _entity(
        self, who: Mention | Entity, said: Said | None, others: Sequence[Entity | None] = ()
    ) -> Entity | None:
        if isinstance(who, Entity):
            return who
        if who.kind != "pronoun":
            if who.entity is not None and who.entity.kind == "seat":
                return branch_of(self.mentions.cast, who.entity.name)
            return who.entity
        if self._word(who.first) in ("himself", "herself", "themselves") and said is not None:
            return said.speaker
        if self._is_first_person(who):
            return said.speaker if said is not None and said.speaker is not None else self.statements.author
        speaker = said.speaker if said is not None and said.kind == "direct" else None
        return self.mentions.pronoun(who, speaker, self.statements.previous_at[self.text.unit_of[who.first]], others)

    def _people(
        self, listed: list[Mention | Entity], draft: Draft, others: Sequence[Entity | None] = ()
    ) -> list[Entity]:
        """The entities meant, groups opened to the members whom the report names."""
        found: dict[Entity, None] = {}
        for who in listed:
            entity = self._entity(who, draft.said, others)
            if isinstance(who, Mention) and self._one_of(who):
                found.update(dict.fromkeys(self.groups.movers if len(self.groups.movers) == 1 else ()))
                continue
            if entity is not None and entity.members:
                found.update(dict.fromkeys(entity.members))
                continue
            if (
                isinstance(who, Mention)
                and self.groups.is_collective(who)
                and (entity is None or entity.kind == "group")
            ):
                found.update(dict.fromkeys(self.groups.members(who)))
                if found or who.kind == "pronoun":
                    continue
            if entity is not None:
                found[entity] = None
                found.update(dict.fromkeys(self._company(draft, entity)))
        return list(found)

    def _one_of(self, who: Mention) -> bool:
        before = [token.lower for token in self.text.tokens[max(0, who.first - 2) : who.first]]
        return before == ["one", "of"]

    def _company(self, draft: Draft, entity: Entity) -> tuple[Entity, ...]:
        """Those who do it with somebody: "Mr Gapes, joined by six other MPs, …"."""
        for match in _COMPANY.finditer(draft.line.text):
            if draft.line.mention(match[1]).entity is entity and match.start() < draft.trigger.start:
                company = draft.line.mention(match[2])
                if company.entity is not None and company.entity.kind == "person":
                    return (company.entity,)
                return self.groups.members(company)
        return ()

    def claims(self) -> tuple[Position, ...]:
        """The positions, one for each holder, in the order of the text."""
        meanings = Meanings(self.mentions, self.drafts, self._entity)
        for draft in self.drafts:
            if draft.act == "resign_seat":
                meanings.seated.update(self._people(draft.subjects, draft))
        out: dict[Position, None] = {}
        for draft in sorted(self.drafts, key=lambda d: d.span):
            holders = self._people(draft.holders, draft)
            own = draft.stance in OWN
            subjects = self._people(draft.subjects, draft, () if own else holders)
            if not subjects and not own and draft.act in ("resign", "resign_seat", "going"):
                subjects = sorted(self.groups.movers, key=lambda e: e.first)
            out.update(dict.fromkeys(meanings.positions(draft, holders, subjects)))
        out.update(dict.fromkeys(self._reactions(list(out))))
        return tuple(sorted(out, key=lambda position: position.span))

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
