"""Who speaks in the first person outside quotation marks: the author of a statement, an open letter, a blog post.

In: a text and its mentions. Out: the author's entity: the named author, or the member for the seat that the writer
claims ("serving as the Member of Parliament for …"), or whoever a line "By X" or a signature names, or an unnamed
"author"; None for a report in the third person.
"""

from __future__ import annotations

import re

from chiltern.reading.branches import holder_of
from chiltern.reading.cast import Entity
from chiltern.reading.mentions import Mentions

_SINGULAR = frozenset(["i", "me", "my", "myself"])
# A report by a reporter says "I" hardly ever; a member's statement does so in most sentences: (times, share of words),
# for a text that names its author and for one that does not.
_NAMED, _UNNAMED = (1, 0.02), (3, 0.008)
# A line with the writer's name: so many words at most, and no sentence.
_LONGEST_LINE = 12
_SENTENCE_ENDS = frozenset([".", "!", "?", ":", "…"])
_SEVERAL = re.compile(r",| and | & |;")


def find_author(mentions: Mentions) -> Entity | None:
    """The first person of the text, if it has one."""
    text = mentions.text
    contracted = {word for word in text.mixed_words if word.partition("'")[0] in _SINGULAR}
    spoken = sum(1 for index in text.where(_SINGULAR | contracted) if text.quote_of[index] < 0)
    named = text.report.author
    plain = spoken >= _UNNAMED[0] and spoken >= _UNNAMED[1] * len(text.tokens)
    signed = bool(named) and spoken >= _NAMED[0] and spoken >= _NAMED[1] * len(text.tokens)
    if not (plain or signed) or _cited(mentions):
        return None
    if named and not _SEVERAL.search(named):
        return _by_name(mentions, named)
    found = _signature(mentions) or _by_line(mentions) or _by_seat(mentions)
    return found or mentions.cast.entity("author", "described", 0)


def _cited(mentions: Mentions) -> bool:
    """Whether the text quotes people as a reporter does."""
    text = mentions.text
    quoted = sum(1 for number in text.quote_of if number >= 0)
    return quoted > 0.25 * len(text.tokens)


def _by_name(mentions: Mentions, named: str) -> Entity:
    plain = re.sub(r"^by\s+", "", named.strip(), flags=re.IGNORECASE)
    plain = re.sub(r",?\s+M\.?P\.?$", "", plain)
    people = mentions.roll.people_by_name(plain.lower())
    if len(people) == 1:
        made = mentions.cast.entity(people[0].name, "person", 0, people[0].id)
        made.gender = people[0].gender
        return made
    return mentions.cast.entity(plain, "person", 0)


def _by_line(mentions: Mentions) -> Entity | None:
    """ "Why I am leaving, by Jo Bloggs MP": the name that a headline ends with."""
    end = mentions.text.sentences[0][1] if mentions.text.sentences else 0
    for mention in mentions.between(0, end):
        before = mentions.text.tokens[mention.first - 1].lower if mention.first else ""
        person = mention.entity is not None and mention.entity.kind == "person"
        if person and before == "by" and mention.end + 2 >= end:
            return mention.entity
    return None


def _signature(mentions: Mentions) -> Entity | None:
    """Whoever a line "By X" at the top or a name alone at the end gives as the writer."""
    tokens = mentions.text.tokens
    for begin, end in mentions.text.units[:3]:
        if tokens[begin].lower == "by" and end - begin <= _LONGEST_LINE:
            return _person_at(mentions, begin + 1)
    for begin, end in mentions.text.units[-2:]:
        if end - begin <= _LONGEST_LINE and tokens[end - 1].text not in _SENTENCE_ENDS:
            found = _person_at(mentions, begin)
            if found is not None:
                return found
    return None


def _person_at(mentions: Mentions, at: int) -> Entity | None:
    named = (m.entity for m in mentions.between(at, at + 1) if m.first == at)
    return next((entity for entity in named if entity is not None and entity.kind == "person"), None)


def _by_seat(mentions: Mentions) -> Entity | None:
    """The holder of a seat that the writer serves or represents."""
    text = mentions.text
    for phrase in mentions.phrases:
        if phrase.noun.office != "MP" or phrase.noun.plural or text.quote_of[phrase.head] >= 0:
            continue
        before = [token.lower for token in text.tokens[max(0, phrase.first - 4) : phrase.first]]
        begin, end = text.sentences[text.sentence_of[phrase.head]]
        first = any(text.tokens[i].lower.partition("'")[0] in _SINGULAR for i in range(begin, end))
        if not first or not ({"as", "am", "being", "be"} & set(before) or phrase.determiner in ("your", "the")):
            continue
        for number in (*phrase.complement, *phrase.before):
            seat = mentions.cast.of_chunk[number]
            if seat is not None and seat.kind == "seat":
                holder = holder_of(mentions.cast, seat)
                if holder is not None:
                    return holder
    return None
