"""The people whom a report shows moving: leaving, joining, forming, or asked to give up their seats.

In: the drafts of a report's positions. Out: those people, also where the report tells only who is of the group that
moves ("the rebels include A and B", "eight members, led by C, resigned").
"""

from __future__ import annotations

import re
from datetime import timedelta

from chiltern.dates import first_day
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import is_marker
from chiltern.reading.drafts import Draft
from chiltern.reading.mentions import Mention
from chiltern.reading.who import Actor, Who

# A move in the roll this long before a report is what it speaks of.
_RECENT = timedelta(days=7)
_LED = re.compile(r"(G\d+(?::\w+)?) , (?:\S+ ){0,2}(?:led|headed|fronted|spearheaded) by (P\d+)")
_LONGEST = 6  # the tokens of a noun for a group
_NAMING = frozenset(["include", "includes", "included", "including", "are", "were", "namely", ":", "–", "—"])


def find_movers(who: Who, drafts: list[Draft]) -> list[Entity]:
    """Those who move, in the order of the text."""
    moving: dict[Entity, None] = {}
    grouped = False
    for draft in drafts:
        own = draft.stance in ("done", "intends") and draft.act in ("leave", "join", "form", "resign")
        asked = draft.act in ("resign_seat", "resign", "keep_seat", "confidence_vote")
        if draft.history or not (own or asked):
            continue
        for subject in draft.holders if own else _asked(draft):
            if draft.trigger.form == "noun" and isinstance(subject, Mention) and subject.kind == "pronoun":
                continue  # "his exit": of somebody whom the report shows going elsewhere
            entity = who.entity(subject, draft.said)
            if entity is not None and entity.kind == "person":
                moving[entity] = None
            elif own and isinstance(subject, Mention) and who.groups.is_collective(subject):
                grouped = True
                moving.update(dict.fromkeys(_leaders(draft)))
    if grouped:
        moving.update(dict.fromkeys(_named_members(who)))
    for entity in who.mentions.cast.entities:
        if entity.kind == "person" and entity.id is not None and _moved(who, entity.id):
            moving[entity] = None
    return list(moving)


def _leaders(draft: Draft) -> list[Entity]:
    """ "Eight members, led by Jo Bloggs,": she is one of them."""
    leaders = [draft.line.mention(match[2]).entity for match in _LED.finditer(draft.line.text)]
    return [leader for leader in leaders if leader is not None]


def _named_members(who: Who) -> list[Entity]:
    """ "The rebels include A, B and C": the names that a noun for the group brings."""
    tokens = who.text.lowers
    found: list[Entity] = []
    for at, people in who.groups.lists:
        begin = at - 1
        if begin > 1 and tokens[begin] in _NAMING:
            begin -= tokens[begin - 1] == ","
            before = who.mentions.between(max(0, begin - _LONGEST), begin)
            if any(m.end == begin and m.kind == "noun" and who.groups.is_collective(m) for m in before):
                found += people
    return found


def _moved(who: Who, person: str) -> bool:
    """Whether the roll has the person change party in the days before the report."""
    on = who.mentions.on
    if on is None:
        return False
    spells = who.mentions.roll.affiliations_of(person)
    return any(
        spell.since is not None and timedelta(0) <= on - first_day(spell.since) <= _RECENT
        for spell in spells
        if spell.kind != "elected"
    )


def _asked(draft: Draft) -> list[Actor]:
    """Who should go: the subjects of a demand; the one voted on in a vote of confidence."""
    if draft.act != "confidence_vote":
        return draft.subjects
    if "person" in draft.trigger.groups:
        return [draft.line.mention(draft.trigger.groups["person"])]
    before = [word for word in draft.line.text[: draft.trigger.start].split() if word[0] == "P" and is_marker(word)]
    return [draft.line.mention(before[-1])] if before else []
