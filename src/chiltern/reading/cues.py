"""Speech verbs in the reporter's own words, and whose they are.

In: a text and its mentions. Out: `CueHit`s for each of the reporter's sentences: the verb, whether it is passive or a
participle, and the mention that is its subject, before it or, after a quotation, behind it.
"""

from __future__ import annotations

from chiltern.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
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
# Before a name that stands as the subject of its own clause.
_BREAKS = frozenset(
    [",", "and", "but", "that", "–", "—", "”", '"', "’", ":", "as", "when", "while", "after", "because"]
)
_INTERRUPTS = frozenset([",", "–", "—", "-", ")", "(", "”", '"', "’"])


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


def find_cues(mentions: Mentions, unit: tuple[int, int]) -> list[CueHit]:
    """The cues of one unit outside quotations, left to right, each with its subject where one is found."""
    text = mentions.text
    hits: list[CueHit] = []
    index = unit[0]
    while index < unit[1]:
        hit = _cue_at(mentions, index, unit)
        if hit is not None:
            hits.append(hit)
            index = hit.end
        else:
            index += 1
    hits = [hit for hit in hits if not _opens(mentions, hit, unit)]
    for number, hit in enumerate(hits):
        earlier = hits[number - 1] if number else None
        hit.subject, hit.behind = _subject(mentions, hit, unit, earlier)
        if earlier is not None and _main_verb_after(mentions, earlier, hit, unit[0]):
            hit.subject, hit.behind = earlier.subject, False
        hit.verb = _verb_start(text, hit.first, unit[0])
    return hits


def _opens(mentions: Mentions, hit: CueHit, unit: tuple[int, int]) -> bool:
    """ "Reacting to the news, …", "Asked about it, …": a frame around the sentence, whose main verb comes later."""
    return hit.first == unit[0] and hit.cue.form in ("ing", "past")


def _main_verb_after(mentions: Mentions, earlier: CueHit, hit: CueHit, begin: int) -> bool:
    """ "Shaibu, who described him as his friend, said": the verb behind a relative clause has its antecedent."""
    tokens = mentions.text.tokens
    relative = tokens[earlier.verb - 1].lower in ("who", "which") if earlier.verb > begin else False
    between = {token.lower for token in tokens[earlier.end : hit.first]}
    own = hit.subject is not None and hit.subject.kind == "pronoun" and hit.subject.first >= earlier.end
    return relative and not hit.participle and not between & {"that", "and", "but"} and not own


def _cue_at(mentions: Mentions, index: int, unit: tuple[int, int]) -> CueHit | None:
    text = mentions.text
    token = text.tokens[index]
    if token.lower not in cue_first_words() or text.quote_of[index] >= 0 or mentions.chunk_of[index] >= 0:
        return None
    for length in range(min(_LONGEST, unit[1] - index), 0, -1):
        key = tuple(t.lower for t in text.tokens[index : index + length])
        cue = cue_forms().get(key)
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
        plural = any(
            m.end == first and (m.plural or _is_plural_pronoun(mentions, m)) for m in mentions.between(unit[0], first)
        )
        modal = before in (
            "will",
            "would",
            "to",
            "can",
            "could",
            "should",
            "may",
            "might",
            "must",
            "did",
            "not",
            "n't",
        )
        collective = any(
            m.end == first and m.entity is not None and m.entity.plural for m in mentions.between(unit[0], first)
        )
        after_and = (
            before == "and" and bool(cue.kinds & {"label", "charge"}) and after not in ("for", "from", "to", "of")
        )
        return not (
            after_and
            or plural
            or collective
            or (modal and before != "to")
            or before == "who"
            or _headline(mentions, first, unit)
        )
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


def _verb_start(text, first: int, begin: int) -> int:  # type: ignore[no-untyped-def]
    at = first
    while at > begin and (text.tokens[at - 1].lower in AUXILIARIES or text.tokens[at - 1].lower in ADVERBS):
        at -= 1
    return at


def _subject(
    mentions: Mentions, hit: CueHit, unit: tuple[int, int], earlier: CueHit | None
) -> tuple[Mention | None, bool]:
    if hit.passive:
        return _agent(mentions, hit.end, unit[1]), True
    text = mentions.text
    at = _verb_start(text, hit.first, unit[0]) - 1
    inverted = _inverted(mentions, hit, unit)
    if inverted is not None and (
        at < unit[0] or _after_quotation(mentions, at) or _closes_unit(mentions, inverted, unit)
    ):
        return inverted, True
    if hit.participle and text.tokens[at].lower == "as" and at > unit[0]:
        return _ending_at(mentions, at, unit[0]), False  # "quoted Moore as saying"
    if hit.participle and hit.first - unit[0] <= 1:
        return _behind_opening(mentions, hit, unit), False
    if hit.participle:
        return _clause_subject(mentions, unit[0], hit.first) or (earlier.subject if earlier else None), False
    if at < unit[0]:
        return inverted, inverted is not None
    before = text.tokens[at].lower
    if before in ("and", "but", "then", "or") or (
        before == "," and earlier is not None and _joins(text, at, earlier)
    ):
        return (earlier.subject if earlier else _clause_subject(mentions, unit[0], at)), False
    if before in RELATIVES:
        found = _ending_at(mentions, at, unit[0]) or (_ending_at(mentions, at - 1, unit[0]) if at > unit[0] else None)
        return found or _clause_subject(mentions, unit[0], at), False
    found = _ending_at(mentions, at + 1, unit[0])
    if found is None and text.tokens[at].text in _INTERRUPTS:
        near = _ending_at(mentions, at, unit[0])
        alone = near is not None and (near.first == unit[0] or text.tokens[near.first - 1].text in _BREAKS)
        found = near if alone else _before_aside(mentions, at, unit[0]) or near
    return found or _clause_subject(mentions, unit[0], hit.first) or inverted, False


def _after_quotation(mentions: Mentions, at: int) -> bool:
    """Whether a quotation, or a comma after one, ends at the token."""
    text = mentions.text
    return text.quote_of[at] >= 0 or (text.tokens[at].text == "," and at > 0 and text.quote_of[at - 1] >= 0)


def _closes_unit(mentions: Mentions, subject: Mention, unit: tuple[int, int]) -> bool:
    """Whether nothing but the full stop, or an aside, follows the subject: "…, said Mr Smith."."""
    tokens = mentions.text.tokens
    before = tokens[subject.first - 2].text if subject.first - 2 >= unit[0] else ""
    return before == "," and (subject.end >= unit[1] or tokens[subject.end].text in ".,;")


def _behind_opening(mentions: Mentions, hit: CueHit, unit: tuple[int, int]) -> Mention | None:
    """ "While saying he admired it, he criticised …": the subject stands behind the comma."""
    tokens = mentions.text.tokens
    for index in range(hit.end, unit[1] - 1):
        if tokens[index].text == "," and mentions.text.quote_of[index] < 0:
            starting = mentions.between(index + 1, index + 2)
            if starting:
                return starting[0]
    return None


def _joins(text, at: int, earlier: CueHit) -> bool:  # type: ignore[no-untyped-def]
    return at == earlier.end


def _agent(mentions: Mentions, end: int, limit: int) -> Mention | None:
    """Who did what a passive tells: "described as “hypocritical” by critics"."""
    for mention in mentions.between(end, limit):
        if mention.kind != "pronoun" and mentions.text.tokens[mention.first - 1].lower == "by":
            return mention
    return None


def _inverted(mentions: Mentions, hit: CueHit, unit: tuple[int, int]) -> Mention | None:
    """The subject behind the verb: "…," said Mr Smith."""
    if hit.end >= unit[1] or "request" in hit.cue.kinds or "charge" in hit.cue.kinds:
        return None
    starting = [m for m in mentions.between(hit.end, hit.end + 1) if m.kind != "pronoun" or _nominative(mentions, m)]
    return max(starting, key=lambda m: m.end) if starting else None


def _nominative(mentions: Mentions, mention: Mention) -> bool:
    return mentions.text.tokens[mention.first].lower in ("he", "she", "they", "i", "we")


def _ending_at(mentions: Mentions, end: int, begin: int) -> Mention | None:
    """The longest mention that ends just before token `end`."""
    ending = [m for m in mentions.between(begin, end) if m.end == end and not m.owner]
    return ending[0] if ending else None


def _before_aside(mentions: Mentions, at: int, begin: int) -> Mention | None:
    """The mention before an aside that ends at token `at`: "Bashir, who has …, told"."""
    tokens = mentions.text.tokens
    for index in range(at - 1, begin, -1):
        if tokens[index].text in (",", "–", "—", "(", "-"):
            found = _ending_at(mentions, index, begin)
            follows = tokens[index + 1].lower
            if found is not None and (
                follows in RELATIVES or follows in DETERMINERS or follows in PREPOSITIONS or follows.endswith(("ed", "ing"))
                or follows in POSSESSIVES or tokens[index + 1].text[0].isdigit() or follows in ADVERBS or follows in ("organiser", "himself", "herself")
            ):  # fmt: skip
                return found
    return None


def _clause_subject(mentions: Mentions, begin: int, end: int) -> Mention | None:
    """The subject of the clause that runs up to `end`: its first mention that no preposition or possessive holds."""
    text = mentions.text
    first = begin
    for index in range(end - 1, begin, -1):
        lower = text.tokens[index].lower
        if (
            lower in ("as", "when", "because", "while", "after", "although", "though", ";")
            and text.quote_of[index] < 0
        ):
            if any(
                m.first == index + 1 or (m.first == index + 2 and m.kind != "pronoun")
                for m in mentions.between(index + 1, index + 3)
            ):
                first = index + 1
                break
    for mention in mentions.between(first, end):
        before = text.tokens[mention.first - 1].lower if mention.first > begin else ""
        if text.quote_of[mention.first] >= 0 or mention.owner:
            continue
        if before in PREPOSITIONS and before not in CONJUNCTIONS:
            continue
        return mention
    return None
