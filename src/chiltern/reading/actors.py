"""Who acts, and who speaks, where the words of a position leave it open.

In: a line, an act phrase and how it was judged. Out: the holder of a view that names none (the speaker, the clause's
subject, the author), and the subject of an act that names none (behind the act, before it, or who is talked of).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chiltern.reading.acts import Trigger
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import OTHERS, Line, is_marker
from chiltern.reading.drafts import EVALUATIONS
from chiltern.reading.mentions import Mention
from chiltern.reading.said import Said
from chiltern.reading.stances import Judged
from chiltern.reading.who import Actor, Who

_HELD = frozenset(["of", "in", "to", "for", "by", "with", "from", "at", "on", "against"])
# What follows the subject of a clause.
_VERBAL = frozenset(
    [
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "should",
        "must",
        "could",
        "may",
        "might",
        "'m",
        "'ve",
        "'s",
        "'d",
        "'re",
        "am",
    ]
)
_GENDERS = {"he": "male", "she": "female"}
_WORD = re.compile(r"\S+")


class Actors:
    """Finds the actors of one report's positions."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self.mentions, self.text, self.statements = who.mentions, who.text, who.statements

    # -- what the template names

    def named(self, line: Line, markers: str | None) -> list[Actor]:
        """The actors behind the markers of a template's H or S."""
        if not markers:
            return []
        found: list[Actor] = []
        for marker in markers.replace(",", " ").split():
            if is_marker(marker):
                found.append(line.mention(marker))
        if len(found) == 1:
            return [self._named_before(line, found[0], markers)]
        if len(found) > 1 and isinstance(found[0], Mention) and found[0].plural:
            return found[1:]
        # "A Conservative MP and former minister" is one person.
        return [*found[:1], *(who for who in found[1:] if not _second_office(who))]

    def _named_before(self, line: Line, who: Actor, marker: str) -> Actor:
        """ "Moore, a Christian and former chief justice, has refused": the person described."""
        if not isinstance(who, Mention) or who.entity is None or who.entity.kind != "described":
            return who
        before = line.text[: line.text.find(marker)].split()
        if before[-1:] not in ([","], ["and"]):
            return who
        for word, after in reversed(list(pairwise(before))):
            if word[0] == "P" and is_marker(word) and after == ",":
                return line.mention(word)
        return who

    def behind_preposition(self, line: Line, at: int, marker: str | None) -> bool:
        """Whether the name that begins at a place only belongs to the one before ("MPs from both parties would")."""
        if marker is None or not line.text.startswith(marker, at) or line.mention(marker).owner:
            return False
        before = line.text[:at].split()
        return bool(before) and before[-1] in _HELD - {"with"} and before[-2:] != ["one", "of"]

    def held(self, line: Line, who: Actor) -> bool:
        """Whether a seat or body stands behind a preposition and so does nothing itself ("X of Owan West, dumped")."""
        if not isinstance(who, Mention) or who.entity is None or who.entity.kind not in ("seat", "body"):
            return False
        return self.text.tokens[who.first - 1].lower in _HELD if who.first > line.begin else False

    def speaking(self, actors: list[Actor], said: Said | None) -> list[Actor]:
        """ "X said she had no plans …": the pronoun that opens what somebody is reported to say is that somebody."""
        if said is None or said.kind == "direct" or said.speaker is None or len(actors) != 1:
            return actors
        who = actors[0]
        if not isinstance(who, Mention) or who.kind != "pronoun" or said.speaker.kind not in ("person", "described"):
            return actors
        gender = _GENDERS.get(self.who.word(who.first))
        opens = who.first == self.text.token_at(said.segments[0].start)
        return [said.speaker] if opens and gender and said.speaker.gender in (None, gender) else actors

    def forecast(self, line: Line, judged: Judged, trigger: Trigger) -> list[Actor]:
        """ "More legislators will follow": those of whom it is foretold, as the words call them."""
        found = [(m.start() + judged.start, m[0]) for m in _WORD.finditer(line.text[judged.start : trigger.start])]
        for (at, word), (_, after) in pairwise([*found, (0, "")]):
            if word in OTHERS:
                first = line.token_of(at)
                end = line.mention(after).end if after and is_marker(after) else first + 1
                return [self.mentions.cast.entity(self.text.words(first, end), "group", first)]
        return []

    # -- what it leaves open

    def voice(self, line: Line, judged: Judged, said: Said | None) -> list[Actor]:
        """The holder of a view that names none: the speaker, else the clause's subject."""
        if said is not None and said.speaker is not None:
            return [said.speaker]
        if judged.template.startswith("H") or judged.stance == "expects":
            return self.clause_subject(line, judged.start, said) or self._it(line, judged)
        if self.statements.author is not None and self.who.speaks_in(line):
            return [self.statements.author]
        return []

    def is_it(self, line: Line, judged: Judged) -> bool:
        """Whether "it" stands before what was judged: "One Nation confirmed it would …"."""
        return line.text[: judged.start].split()[-1:] == ["it"]

    def _it(self, line: Line, judged: Judged) -> list[Actor]:
        """ "It called on her …": the body last in mind."""
        if not self.is_it(line, judged):
            return []
        previous = self.statements.previous_at[self.text.unit_of[line.begin]]
        body = next((e for e in reversed(previous) if e.kind in ("party", "local_party", "body")), None)
        return [body] if body is not None else []

    def clause_subject(self, line: Line, at: int, said: Said | None) -> list[Actor]:
        """The first mention before a place that no preposition or possessive holds, inside the same words said."""
        begin = 0
        if said is not None:
            inside = [s for s in said.segments if s.start <= self.text.tokens[line.token_of(at)].start < s.end]
            if inside:
                first = self.text.token_at(inside[0].start)
                begin = next((m.start() for m in _WORD.finditer(line.text) if line.token_of(m.start()) >= first), 0)
        words_before = line.text[begin:at].split()
        for number, word in enumerate(words_before):
            if not is_marker(word):
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
        if said is not None and said.kind == "direct" and self.who.speaks_in(line) and said.speaker is not None:
            return [said.speaker]
        return []

    def _listed_after(self, line: Line, words: list[str], number: int) -> list[Actor]:
        """The names that follow a plural noun: "Senators A, B and C"."""
        if words[number][0] != "G" or number + 1 >= len(words) or words[number + 1][0] != "P":
            return []
        found: list[Actor] = []
        for word in words[number + 1 :]:
            if is_marker(word) and word[0] == "P":
                found.append(line.mention(word))
            elif word not in (",", "and"):
                break
        return found

    def acting(
        self, line: Line, trigger: Trigger, judged: Judged, said: Said | None, holders: Sequence[Actor]
    ) -> list[Actor]:
        """Who would do the act: named after it ("departure of X"), else nearest before it, else who is talked of."""
        if trigger.act in ("referendum", "election"):
            return []
        if "person" in trigger.groups and trigger.act in ("going", "leave", "join"):
            return [line.mention(trigger.groups["person"])]
        behind = line.text[trigger.end :].split()[:4]
        if behind[:1] in (["of"], ["by"]):
            for word in behind[1:]:
                if is_marker(word):
                    return [line.mention(word)]
        if judged.stance in EVALUATIONS and trigger.form == "noun" and trigger.act in ("leave", "join", "resign"):
            owner = line.text[: trigger.start].removesuffix(" 's ").split()[-1:]
            # "Condemned the defection": whoever the report shows to defect.
            return [line.mention(owner[0])] if owner and is_marker(owner[0]) and owner[0][0] in "PGDX" else []
        ahead = line.text[judged.start : trigger.start].split()
        whole = line.text[: trigger.start].split()
        acting = [word for word, after in pairwise([*whole, ""]) if is_marker(word) and after in _VERBAL]
        for word in (*reversed(ahead), *reversed(acting)):
            if word[0] in "PGDX" and word[1:2].isdigit() and self._is_other(line.mention(word), said, holders):
                return [line.mention(word)]
        if "by-elections" in line.text[trigger.start : trigger.end]:
            return []
        found = [m for m in self.clause_subject(line, trigger.start, said) if self._is_other(m, said, holders)]
        return found or self._talked_of(line, holders)

    def _is_other(self, who: Actor, said: Said | None, holders: Sequence[Actor]) -> bool:
        """Whether somebody is neither a holder nor the one who speaks."""
        if self.who.is_first_person(who):
            return False
        holding = [self.who.entity(holder, said) for holder in holders]
        entity = self.who.entity(who, said, holding)
        return who not in holders and (entity is None or entity not in holding)

    def _talked_of(self, line: Line, holders: Sequence[Actor]) -> list[Actor]:
        """The person last named before, with a seat to give up, who is not the holder: "called for a by-election"."""
        named = {holder.entity if isinstance(holder, Mention) else holder for holder in holders}
        people = [
            m.entity
            for m in self.mentions.before(line.begin)
            if m.entity is not None
            and m.entity.kind == "person"
            and m.entity not in named
            and self.text.tokens[m.first - 1].lower != "the"  # "told the Wakefield Echo"
        ]
        seated = [
            entity for entity in people if entity.seat is not None or "MP" in entity.offices or self._sits(entity)
        ]
        return [*seated[:1]] or [*people[:1]]

    def _sits(self, entity: Entity) -> bool:
        """Whether the roll has the person in a seat on the report's day; without a day, on any."""
        on, roll = self.mentions.on, self.mentions.roll
        if entity.id is None or not self.mentions.cast.at_home:
            return False
        return bool(roll.tenures_of(entity.id)) if on is None else roll.seat_of(entity.id, on) is not None


def _second_office(who: Actor) -> bool:
    phrase = who.phrase if isinstance(who, Mention) else None
    return phrase is not None and not phrase.noun.plural and phrase.determiner is None and not phrase.before
