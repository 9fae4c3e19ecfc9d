"""Where the words that a verb gives begin and end.

In: a verb of saying and its sentence. Out: token numbers: the first after "that", an addressee or a circumstance, and
the end before the reporter's next clause.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.cues import CueHit
from chiltern.reading.lexicon import AUXILIARIES, DETERMINERS, NOMINATIVE, PREPOSITIONS, WEEKDAYS
from chiltern.reading.mentions import Mentions

_CIRCUMSTANCES = words.word_set("speech", "circumstances")
_ENDS = frozenset([".", "!", "?", "…", "...", ";"])
_TAILS = frozenset(["which", "who", "as", "when", "while", "although", "though"])
_DASHES = frozenset(["–", "—", "-"])
_PROMISES = frozenset(["threaten", "promise", "vow", "pledge"])
_LATER = frozenset(["today", "yesterday", "later", "tonight"])
# How many tokens may stand between a verb and its "that".
_THAT_WINDOW = 22


class Bounds:
    """Finds the two ends of a content that follows its verb."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text = mentions, mentions.text

    def start(self, hit: CueHit, start: int, unit: tuple[int, int], after: CueHit | None) -> int | None:
        tokens = self.text.tokens
        limit = min(unit[1], start + _THAT_WINDOW, after.first if after is not None else unit[1])
        if hit.cue.kinds & {"charge", "label", "request", "demand"} and not hit.cue.kinds & {"clause", "address"}:
            if hit.passive and start < unit[1] and self.text.quote_of[start] >= 0:
                return start  # "was called “a folly” by"
            if hit.passive:
                return (
                    next((i + 1 for i in range(start, limit) if tokens[i].lower in ("as", "of")), None)
                    if (start < unit[1] and tokens[start].lower != "as")
                    else start + 1
                )
            return start
        for index in range(start, limit):
            if tokens[index].lower == "that" and self.text.quote_of[index] < 0:
                determiner = index > start and tokens[index - 1].lower in PREPOSITIONS
                between = {token.lower for token in tokens[start:index]} - DETERMINERS
                clause = bool(between & (AUXILIARIES | NOMINATIVE))
                if not determiner and not clause:
                    return index + 1
            if self.text.quote_of[index] >= 0 or tokens[index].text in (";", "–", "—"):
                break
        at = start
        if hit.cue.lemma in _PROMISES:
            to = next((i for i in range(start, min(start + 6, limit)) if tokens[i].lower == "to"), None)
            if to is not None:
                return to
        if "address" in hit.cue.kinds:
            asked = self._past_addressee(at, limit)
            if "request" in hit.cue.kinds and asked < unit[1] and tokens[asked].lower == "to":
                return start
            at = self._past_addressee(at, limit)
        if "quoted_only" in hit.cue.kinds:
            return at
        return self._past_circumstance(at, min(unit[1], start + _THAT_WINDOW))

    def _past_addressee(self, at: int, limit: int) -> int:
        tokens = self.text.tokens
        if at >= limit:
            return at
        starting = list(self.mentions.between(at, at + 1))
        if starting:
            return max(m.end for m in starting)
        if tokens[at].lower in DETERMINERS and at + 1 < limit:
            starting = self.mentions.between(at + 1, at + 2)
            return max((m.end for m in starting), default=at + 2)
        return at + 1

    def _past_circumstance(self, at: int, limit: int) -> int:
        """Past "in a statement on Monday", up to the clause that is said."""
        tokens = self.text.tokens
        while at < limit and (
            tokens[at].lower in WEEKDAYS
            or tokens[at].text in ",:"
            or tokens[at].lower in ("today", "yesterday", "later", "tonight")
        ):
            at += 1
        if at >= limit or tokens[at].lower not in _CIRCUMSTANCES:
            return at
        for index in range(at + 1, limit):
            if tokens[index].lower in NOMINATIVE and tokens[index - 1].lower not in PREPOSITIONS:
                return index
            if self.text.quote_of[index] >= 0 or tokens[index].text in ":;":
                return index + 1 if tokens[index].text == ":" else at
        return at

    def end(self, hit: CueHit, first: int, unit: tuple[int, int], after: CueHit | None) -> int:
        tokens = self.text.tokens
        end = unit[1]
        if after is not None and after.first > first:
            end = self._before_next(hit, first, after, end)
        end = self._before_tail(hit, first, end)
        for index in range(first + 2, end - 2):
            if tokens[index].lower == "but" and self.text.quote_of[index] < 0:
                dashed = tokens[index - 1].text in _DASHES or tokens[index - 1].text == ","
                subject = tokens[index + 1].lower in NOMINATIVE or self.mentions.chunk_of[index + 1] >= 0
                # "will be “missed”, but Labour plans to “go on”": with words in marks on both sides both are said.
                sides = (range(first, index), range(index, end))
                both = all(any(self.text.quote_of[at] >= 0 for at in side) for side in sides)
                if dashed and subject and not both:
                    end = index - 1
                    break
        while end > first and (tokens[end - 1].text in _ENDS or tokens[end - 1].text in (",", "–", "—", ":")):
            if self.text.quote_of[end - 1] >= 0:
                break
            end -= 1
        return end

    def _before_tail(self, hit: CueHit, first: int, end: int) -> int:
        """Where the reporter goes on: after a dash, or after what was asked, charged or demanded."""
        tokens = self.text.tokens
        spaced = [
            i
            for i in range(first + 1, end - 1)
            if tokens[i].text in _DASHES
            and tokens[i - 1].end < tokens[i].start
            and tokens[i].end < tokens[i + 1].start
            and self.text.quote_of[i] < 0
        ]
        if len(spaced) == 1 and tokens[spaced[0] + 1].lower not in ("and", "but"):
            end = spaced[0]
        if hit.cue.kinds & {"charge", "label", "request", "demand"}:
            end = self._before_clause(first, end)
        if not hit.cue.kinds & {"charge", "request", "demand"} or "clause" in hit.cue.kinds:
            return end
        for index in range(first + 2, end):
            if self.text.quote_of[index] >= 0:
                continue
            after_comma = tokens[index - 1].text == ","
            if tokens[index].lower in ("after", "amid", "following") or (after_comma and tokens[index].lower in _TAILS):
                return index - 1 if after_comma else index
        return end

    def _before_clause(self, first: int, end: int) -> int:
        """ "called it “a sad day”, and I agree": where a clause with a subject of its own follows."""
        tokens = self.text.tokens
        for index in range(first + 2, end - 1):
            joins = tokens[index].lower in ("and", "but") and tokens[index - 1].text == ","
            if joins and tokens[index + 1].lower in NOMINATIVE and self.text.quote_of[index] < 0:
                return index - 1
        return end

    def _before_next(self, hit: CueHit, first: int, after: CueHit, end: int) -> int:
        """Where the content ends because the next verb begins a clause of its own."""
        tokens = self.text.tokens
        start = after.verb
        if (
            after.subject is not None
            and first < after.subject.first < after.verb
            and not after.behind
            and not after.participle
        ):
            start = after.subject.first
        shared = after.subject is hit.subject and hit.subject is not None and hit.subject.first < hit.first
        if shared and not after.participle:
            for index in range(after.verb - 1, max(first, after.verb - 7), -1):
                if tokens[index].lower in ("and", "but") or tokens[index].text in (",", ";"):
                    return index - 1 if tokens[index - 1].text == "," and index - 1 > first else index
            if tokens[hit.verb - 1].lower in ("who", "which"):
                return after.verb
        at = start - 1
        while at > first and tokens[at].lower in ("while", "then", "also", "by", "before", "after", "without", "whom"):
            at -= 1
        if at <= first:
            return end
        if tokens[at].lower in ("and", "but", "though") or tokens[at].text in (",", "–", "—", ";"):
            if after.participle and tokens[at].lower == "and":
                return at if hit.participle else end
            trailing = tokens[at].text == ","
            if trailing and not after.participle and after.subject is not None and after.subject.first == start:
                return at
            if tokens[at].lower in ("and", "but") and not after.participle:
                own = after.subject is not None and after.subject.first == start
                at = at - 1 if tokens[at - 1].text in (",", "–", "—") else at
                return at if own or tokens[start].lower not in ("to",) else end
            if after.participle:
                return at
            return at if tokens[at].text in ("–", "—", ";") else end
        return end
