"""Several who say the same: "A, B and C said …", "both A and B", "the two councillors", "they" for two who were named.

In: the mention that is the subject of a verb of saying. Out: the people who speak, in the order of the text; empty
where the mention is of one alone, or the report does not name them all.
"""

from __future__ import annotations

from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import NUMBERS
from chiltern.reading.mentions import Mention, Mentions

# What may stand before the first of several subjects.
_OPENERS = frozenset([",", "both", "but", "while", "”", '"', "’", ":", "–", "—", "that", "as", "when", "after"])
_AND = frozenset(["and", "&"])
_WHO_ARE_MEANT = frozenset(["they", "both"])
# More than this many named at once are a list in the report, not voices that speak together.
_MOST = 4


def joint_speakers(mentions: Mentions, subject: Mention, unit: tuple[int, int]) -> tuple[Entity, ...]:
    """Everybody who speaks where the subject is one of several, or stands for several."""
    if subject.entity is not None and subject.entity.kind in ("person", "party", "body", "described"):
        return _joined(mentions, subject, unit)
    return _meant(mentions, subject)


def _joined(mentions: Mentions, last: Mention, unit: tuple[int, int]) -> tuple[Entity, ...]:
    """The subjects that "and" and commas join to the last of them, if the first opens its clause."""
    found, before = [last], _before(mentions, last, unit, first=True)
    while before is not None and len(found) <= _MOST:
        found.insert(0, before)
        before = _before(mentions, before, unit, first=False)
    at = found[0].first
    opens = at == unit[0] or mentions.text.tokens[at - 1].lower in _OPENERS
    people = [mention.entity for mention in found if mention.entity is not None]
    return tuple(dict.fromkeys(people)) if 1 < len(found) <= _MOST and opens else ()


def _before(mentions: Mentions, mention: Mention, unit: tuple[int, int], *, first: bool) -> Mention | None:
    """The mention that "and", or within a list a comma, joins to this one."""
    tokens = mentions.text.tokens
    at = mention.first - 1
    joined = at > unit[0] and tokens[at].lower in _AND
    at -= joined
    comma = at > unit[0] and tokens[at].text == ","
    at -= comma
    if not (joined or (comma and not first)) or at < unit[0] or mentions.text.quote_of[at] >= 0:
        return None
    ending = [m for m in mentions.between(max(unit[0], at - 30), at + 1) if m.end == at + 1]
    named = next(
        (m for m in ending if m.entity is not None and m.entity.kind == "person" and m.kind != "pronoun"), None
    )
    return named if named is not None and not named.owner else None


def _meant(mentions: Mentions, subject: Mention) -> tuple[Entity, ...]:
    """The two or three people named last as subjects together, whom "they" or "the two" means."""
    text = mentions.text
    word = text.lowers[subject.first].partition("'")[0]
    phrase = subject.phrase
    number = phrase.number if phrase is not None else None
    if phrase is not None and text.lowers[phrase.head] in ("pair", "duo"):
        number = NUMBERS["pair"]
    definite = phrase is not None and phrase.determiner in ("the", "both") and not phrase.complement
    if not (word in _WHO_ARE_MEANT or (definite and number is not None)):
        return ()
    here = text.sentence_of[subject.first]
    for sentence in range(here - 1, max(-1, here - (2 if phrase is None else 6)), -1):
        people = _listed(mentions, text.sentences[sentence])
        if people and number in (None, len(people)):
            return people
    return ()


def _goes_on(mentions: Mentions, at: int) -> bool:
    """Whether "and" or a comma leads to a further name."""
    lowers = mentions.text.lowers
    if lowers[at] in _AND:
        return True
    return lowers[at] == "," and at + 1 < len(lowers) and (lowers[at + 1] in _AND or mentions.chunk_of[at + 1] >= 0)


def _listed(mentions: Mentions, sentence: tuple[int, int]) -> tuple[Entity, ...]:
    """The people whom a sentence names together as subjects."""
    text = mentions.text
    for mention in mentions.between(*sentence):
        entity = mention.entity
        last = mention.end < sentence[1] and not mention.owner and not _goes_on(mentions, mention.end)
        if entity is not None and entity.kind == "person" and text.quote_of[mention.first] < 0 and last:
            return _joined(mentions, mention, sentence)
    return ()
