"""A quoted fragment whose subject the reporter changed: "I will work on it", told as: the party plans to "work on it".

Only the plain case is judged: the speaker says "I", the reporter names a party or body before a verb of planning or
doing, and the fragment follows it. Everything else is left alone.
"""

from __future__ import annotations

import re
from functools import cache

from chiltern.claims import Span
from chiltern.record.reconcile.aligned import Alignment, Placed
from chiltern.record.reconcile.said import Said
from chiltern.record.reconcile.wording import is_content, plain
from chiltern.words import word_set

# Where the clause that holds the fragment begins.
_CLAUSE = re.compile(
    r"[,;:.!?“”\"()\n]|\b(?:and|but|while|that|as|because|if|when|although|though|so)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w'’‑-]*")
# The reporter's words before a fragment that are looked at, in characters.
_LEAD = 160
# A subject is short.
_LONGEST_SUBJECT = 5
_PERSONS = frozenset(["i", "we", "he", "she", "they", "it", "you"])


def other_subject(found: Alignment, piece: Placed) -> tuple[Span, Span] | None:
    """The reporter's clause and the speaker's, as characters of both bodies, where the subject was changed."""
    if found.a.kind != "mixed" or found.b.kind != "direct" or not piece.full or piece.equal < 3:
        return None
    subject = _reported(found.a, found.a_view.words[piece.unit[0]].start, found)
    spoken = _spoken(found, piece.codes[0].b0)
    if subject is None or spoken is None:
        return None
    last_a, last_b = found.a_view.words[piece.codes[0].a1 - 1], found.b_view.words[piece.codes[0].b1 - 1]
    mark = found.a.characters(last_a.end, last_a.end + 1) in ("”", '"', "’", "'")
    return Span(subject, last_a.end + mark), Span(spoken, last_b.end)


def _reported(statement: Said, fragment: int, found: Alignment) -> int | None:
    """Where the reporter's subject begins, if it is a name that is not the speaker's and a verb of doing follows it."""
    lead = statement.characters(max(statement.start, fragment - _LEAD), fragment).rstrip(" \"“‘'")
    clause = max((match.end() for match in _CLAUSE.finditer(lead)), default=0)
    words = list(_WORD.finditer(lead, clause))
    verb = next((number for number, word in enumerate(words) if plain(word[0]) in _undertakings()), 0)
    rest = [plain(word[0]) for word in words[verb + 1 :]]
    if not 0 < verb <= _LONGEST_SUBJECT or any(is_content(word) and word not in _undertakings() for word in rest):
        return None
    subject = [word[0] for word in words[:verb]]
    named = [word for word in subject if word[0].isupper() and is_content(plain(word))]
    if not named or {plain(word) for word in named} & _names(found) or plain(subject[0]) in _PERSONS:
        return None
    return fragment - len(statement.characters(max(statement.start, fragment - _LEAD), fragment)) + words[0].start()


def _names(found: Alignment) -> set[str]:
    """The words of the names of both speakers, as far as they are people's."""
    speakers = (found.a.speaker, found.b.speaker)
    names = [speaker.name for speaker in speakers if speaker is not None and speaker.kind == "person"]
    return {plain(word) for name in names for word in _WORD.findall(name)}


def _spoken(found: Alignment, place: int) -> int | None:
    """Where the "I" stands that governs the words at a place of the quotation; None where it is anybody else."""
    words = found.b_view.words
    for index in range(place, -1, -1):
        if index < place and words[index].norm in _PERSONS:
            return words[index].start if words[index].norm == "i" else None
        if words[index].opens or words[index].gap:
            break
    return None


@cache
def _undertakings() -> frozenset[str]:
    return word_set("wording", "undertakings")
