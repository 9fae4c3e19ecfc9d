"""Speech verbs in the reporter's own words.

In: a text and its mentions. Out: `CueHit`s for each of the reporter's sentences: the verb, its form, and whether it is
passive. Whose they are is told by `subjects`.
"""

from __future__ import annotations

from chiltern.reading.lexicon import (
    ADVERBS,
    DETERMINERS,
    POSSESSIVES,
    RELATIVES,
    Cue,
    cue_first_words,
    cue_forms,
)
from chiltern.reading.mentions import Mention, Mentions

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m"])
_LONGEST = max(map(len, cue_forms()))
# After these a form that could be a noun is one: "the claims", "his report", "formal calls".
_NOUN_BEFORE = (
    DETERMINERS | POSSESSIVES | frozenset(["'s", "'", "of", "with", "for", "on", "by", "about", "no", "over"])
)
_MODALS = frozenset(["will", "would", "can", "could", "should", "may", "might", "must", "did", "not", "n't"])


class CueHit:
    """Tokens [first, end) of a speech verb. `subject` is the speaker's mention, `behind` says that it follows."""

    __slots__ = ("behind", "cue", "end", "first", "passive", "subject", "verb")

    def __init__(self, first: int, end: int, cue: Cue, passive: bool) -> None:
        self.first, self.end, self.cue, self.passive = first, end, cue, passive
        self.verb = first
        self.subject: Mention | None = None
        self.behind = False

    @property
    def participle(self) -> bool:
        return self.cue.form == "ing"


def verbs_of_saying(mentions: Mentions, unit: tuple[int, int]) -> list[CueHit]:
    """The verbs of one unit outside quotations, left to right, without those that only frame the sentence."""
    hits: list[CueHit] = []
    reach = unit[0]
    for index in mentions.text.within(cue_first_words(), *unit):
        hit = _cue_at(mentions, index, unit) if index >= reach else None
        if hit is not None:
            reach = hit.end
            if not _opens(hit, unit):
                hits.append(hit)
    return hits


def _opens(hit: CueHit, unit: tuple[int, int]) -> bool:
    """ "Reacting to the news, …", "Asked about it, …": a frame around the sentence, whose main verb comes later."""
    return hit.first == unit[0] and hit.cue.form in ("ing", "past")


def _cue_at(mentions: Mentions, index: int, unit: tuple[int, int]) -> CueHit | None:
    text = mentions.text
    if text.quote_of[index] >= 0 or mentions.chunk_of[index] >= 0:
        return None
    for length in range(min(_LONGEST, unit[1] - index), 0, -1):
        cue = cue_forms().get(tuple(text.lowers[index : index + length]))
        if cue is not None and not _is_noun(mentions, index, index + length, cue, unit):
            before = text.tokens[index - 1].lower if index > unit[0] else ""
            at = index - 1
            while at > unit[0] and text.tokens[at].lower in ADVERBS:
                at -= 1
                before = text.tokens[at].lower
            passive = cue.form == "past" and (before in _BE or before == "as")
            return CueHit(index, index + length, cue, passive)
    return None


def _is_noun(mentions: Mentions, first: int, end: int, cue: Cue, unit: tuple[int, int]) -> bool:
    """Whether a form like "claims", "report" or "calls" is a noun here."""
    tokens = mentions.text.tokens
    before = tokens[first - 1].lower if first > unit[0] else ""
    after = tokens[end].lower if end < unit[1] else ""
    if cue.form == "past":
        # "the alleged affair": an adjective; "those asked for comment" stays a verb.
        return before in ("the", "a", "an", "this", "his", "her", "their", "'s") and after not in (",", "that", "on")
    if cue.form == "ing":
        return before in ("the", "a", "an", "of", "'s") or (
            before in ("by", "for", "from", "in", "on") and cue.lemma == "read"
        )
    if before in _NOUN_BEFORE:
        return True
    if cue.form == "base":
        return not _is_plain_verb(mentions, first, before, after, cue, unit)
    if cue.form == "s":
        # "claims" after an adjective is a noun; a verb follows its subject, an adverb or a relative pronoun.
        return first == unit[0] or not (
            before in ADVERBS
            or before in RELATIVES
            or before in (",", "and", "but", ")")
            or mentions.text.quote_of[first - 1] >= 0
            or any(m.end == first for m in mentions.between(unit[0], first))
        )
    return False


def _is_plain_verb(mentions: Mentions, first: int, before: str, after: str, cue: Cue, unit: tuple[int, int]) -> bool:
    """Whether a base form is a verb: after a modal, "who", a plural subject, or as the verb of a headline."""
    if before in _MODALS and " " in cue.lemma:
        return after == "that"  # "his work would go on as before" says nothing
    if before in _MODALS or before == "who" or _headline(mentions, first, unit):
        return True
    if before == "and" and cue.kinds & {"label", "charge"} and after not in ("for", "from", "to", "of"):
        return True
    return any(
        m.plural or _is_plural_pronoun(mentions, m) or (m.entity is not None and m.entity.plural)
        for m in mentions.between(unit[0], first)
        if m.end == first
    )


def _headline(mentions: Mentions, first: int, unit: tuple[int, int]) -> bool:
    """ "Local Labour parties tell …": the first verb of a headline without a full stop."""
    last = mentions.text.tokens[unit[1] - 1].text
    return last not in '.!?”"' and first - unit[0] <= 5 and unit[1] - unit[0] < 20 and first > unit[0]


def _is_plural_pronoun(mentions: Mentions, mention: Mention) -> bool:
    return mention.kind == "pronoun" and mentions.text.tokens[mention.first].lower in (
        "they",
        "we",
        "i",
        "you",
        "some",
        "many",
    )
