"""Whose a speech verb is: the mention that is its subject, before it or, after a quotation, behind it.

In: the speech verbs of one of the reporter's sentences. Out: the same with their subjects: across asides, relative
clauses and shared subjects ("said X and added Y").
"""

from __future__ import annotations

from chiltern.reading.cues import CueHit, verbs_of_saying
from chiltern.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    person_nouns,
)
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.text import Text, Token

# Before a name that stands as the subject of its own clause.
_BREAKS = frozenset(
    [",", "and", "but", "that", "–", "—", "”", '"', "’", ":", "as", "when", "while", "after", "because"]
)
_ASIDES = RELATIVES | DETERMINERS | PREPOSITIONS | POSSESSIVES | ADVERBS | {"himself", "herself", "themselves"}
_INTERRUPTS = frozenset([",", "–", "—", "-", ")", "(", "”", '"', "’"])


def find_cues(mentions: Mentions, unit: tuple[int, int]) -> list[CueHit]:
    """The speech verbs of one unit, left to right, each with its subject where one is found."""
    hits = verbs_of_saying(mentions, unit)
    for number, hit in enumerate(hits):
        earlier = hits[number - 1] if number else None
        hit.subject, hit.behind = _subject(mentions, hit, unit, earlier)
        if earlier is not None and _main_verb_after(mentions, earlier, hit, unit[0]):
            hit.subject, hit.behind = earlier.subject, False
        if earlier is not None and _quoted_as(mentions.text, earlier, hit):
            earlier.subject = hit.subject  # "the paper quoted X as saying": the words are X's
        hit.verb = _verb_start(mentions.text, hit.first, unit[0])
    return hits


def _main_verb_after(mentions: Mentions, earlier: CueHit, hit: CueHit, begin: int) -> bool:
    """ "Shaibu, who described him as his friend, said": the verb behind a relative clause has its antecedent."""
    tokens = mentions.text.tokens
    relative = tokens[earlier.verb - 1].lower in ("who", "which") if earlier.verb > begin else False
    between = {token.lower for token in tokens[earlier.end : hit.first]}
    own = hit.subject is not None and hit.subject.kind == "pronoun" and hit.subject.first >= earlier.end
    return relative and not hit.participle and not between & {"that", "and", "but"} and not own


def _quoted_as(text: Text, earlier: CueHit, hit: CueHit) -> bool:
    return earlier.cue.lemma == "quote" and hit.participle and text.tokens[hit.first - 1].lower == "as"


def _verb_start(text: Text, first: int, begin: int) -> int:
    """The first of the auxiliaries and adverbs before the verb."""
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
    if hit.participle and earlier is not None and earlier.subject is not None and text.tokens[at].text == ",":
        return earlier.subject, False  # "demanded that X go, saying": whoever demanded it
    if hit.participle:
        return _clause_subject(mentions, unit[0], hit.first) or (earlier.subject if earlier else None), False
    if at < unit[0]:
        return inverted, inverted is not None
    before = text.tokens[at].lower
    if before in ("and", "but", "then", "or") or (before == "," and earlier is not None and at == earlier.end):
        return (earlier.subject if earlier else _clause_subject(mentions, unit[0], at)), False
    if before in RELATIVES:
        found = _ending_at(mentions, at, unit[0]) or (_ending_at(mentions, at - 1, unit[0]) if at > unit[0] else None)
        if found is not None and found.entity is not None and found.entity.kind == "seat":
            # "the secretary in Enfield North, who": a place is never the one who speaks.
            found = earlier.subject if earlier is not None else None
        return found or _clause_subject(mentions, unit[0], at), False
    found = _before_place(mentions, at, unit[0])
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


def _agent(mentions: Mentions, end: int, limit: int) -> Mention | None:
    """Who did what a passive tells: "described as “hypocritical” by critics"."""
    for mention in mentions.between(end, limit):
        if mention.kind != "pronoun" and mentions.text.tokens[mention.first - 1].lower == "by":
            return mention
    return None


def _inverted(mentions: Mentions, hit: CueHit, unit: tuple[int, int]) -> Mention | None:
    """The subject behind the verb: "…," said Mr Smith."""
    if hit.end >= unit[1] or (hit.cue.kinds & {"request", "charge"} and "clause" not in hit.cue.kinds):
        return None
    starting = [m for m in mentions.between(hit.end, hit.end + 1) if m.kind != "pronoun" or _nominative(mentions, m)]
    return max(starting, key=lambda m: m.end) if starting else None


def _nominative(mentions: Mentions, mention: Mention) -> bool:
    return mentions.text.tokens[mention.first].lower in ("he", "she", "they", "i", "we")


def _ending_at(mentions: Mentions, end: int, begin: int) -> Mention | None:
    """The longest mention that ends just before token `end`."""
    ending = [m for m in mentions.between(begin, end) if m.end == end and not m.owner]
    return ending[0] if ending else None


def _before_place(mentions: Mentions, last: int, begin: int) -> Mention | None:
    """The mention that ends with token `last`, or the one whose place it names ("Jo Bloggs of Dayton said")."""
    found = _ending_at(mentions, last + 1, begin)
    number = mentions.chunk_of[last]
    if number < 0 or (found is not None and (found.kind != "name" or _is_person(found))):
        return found
    at = mentions.chunks[number].first - 1
    at -= mentions.text.tokens[at].lower == "the"
    if at <= begin or mentions.text.tokens[at].lower not in ("of", "in", "from"):
        return found
    return _ending_at(mentions, at, begin) or found


def _is_person(mention: Mention) -> bool:
    return mention.entity is not None and mention.entity.kind == "person"


def _before_aside(mentions: Mentions, at: int, begin: int) -> Mention | None:
    """The mention before an aside that ends at token `at`: "Bashir, who has …, told"."""
    tokens = mentions.text.tokens
    for index in range(at - 1, begin, -1):
        if tokens[index].text in (",", "–", "—", "(", "-"):
            found = _ending_at(mentions, index, begin)
            # "Alan Moss, one of the dissidents, said"
            of_one = mentions.text.lowers[index + 1 : index + 3] == ["one", "of"]
            if found is not None and (of_one or tokens[at].text == ")" or _opens_aside(tokens[index + 1])):
                return found
    return None


def _opens_aside(token: Token) -> bool:
    """Whether a word can begin what stands between two commas about the name before."""
    return (
        token.lower in _ASIDES
        or token.lower.endswith(("ed", "ing"))
        or token.text[0].isdigit()
        or (token.lower,) in person_nouns()
    )


def _clause_subject(mentions: Mentions, begin: int, end: int) -> Mention | None:
    """The subject of the clause that runs up to `end`: its first mention that no preposition or possessive holds."""
    text = mentions.text
    first = begin
    for index in range(end - 1, begin, -1):
        lower = text.tokens[index].lower
        if (
            lower in ("as", "when", "because", "while", "after", "although", "though", ";") and text.quote_of[index] < 0
        ) and any(
            m.first == index + 1 or (m.first == index + 2 and m.kind != "pronoun") or _one_of(text, index + 1, m)
            for m in mentions.between(index + 1, index + 4)
        ):
            first = index + 1
            break
    for mention in mentions.between(first, end):
        before = text.tokens[mention.first - 1].lower if mention.first > begin else ""
        if text.quote_of[mention.first] >= 0 or mention.owner:
            continue
        of_one = _one_of(text, mention.first - 2, mention)  # "as one of his MPs left, saying"
        if (before in PREPOSITIONS and before not in CONJUNCTIONS and not of_one) or before in ("'s", "'"):
            continue
        return mention
    return None


def _one_of(text: Text, at: int, mention: Mention) -> bool:
    return mention.first == at + 2 and text.tokens[at].lower == "one" and text.tokens[at + 1].lower == "of"
