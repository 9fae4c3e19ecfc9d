"""What a speech verb gives: the words said, as spans, and whether they are direct, indirect or mixed.

In: a verb with its subject, its sentence and the quotations in it. Out: the kind and the segments, or None where the
verb introduces nothing ("he said little", "the claims").
"""

from __future__ import annotations

from chiltern import words
from chiltern.claims import Span, StatementKind
from chiltern.reading.cues import CueHit
from chiltern.reading.lexicon import AUXILIARIES, DETERMINERS, POSSESSIVES, PREPOSITIONS, WEEKDAYS
from chiltern.reading.mentions import Mentions
from chiltern.reading.quotations import Quotation

Content = tuple[StatementKind, list[Span]]

_CIRCUMSTANCES = words.word_set("speech", "circumstances")
_NOMINATIVE = frozenset(["he", "she", "they", "it", "we", "i", "there", "this", "these", "those", "you"])
_ENDS = frozenset([".", "!", "?", "…", "...", ";"])
_NAMED_AS = frozenset(
    ["called", "dubbed", "named", "titled", "entitled", "rival", "new", "the", "a", "from", "of", "form", "join"]
)
_TAILS = frozenset(["which", "who", "as", "when", "while", "although", "though"])
_DASHES = frozenset(["–", "—", "-"])
_THAT_WINDOW = 22


class Contents:
    """Finds the content of each verb of a text."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text = mentions, mentions.text

    def of(
        self, hit: CueHit, after: CueHit | None, unit: tuple[int, int], tops: list[Quotation], used: set[int]
    ) -> Content | None:
        if hit.passive and not (hit.cue.kinds & {"label", "charge"}):
            return None
        left = None if hit.passive else self._quoted_before(hit, unit, tops, used)
        if left is not None:
            return left
        right = self._after(hit, after, unit, tops, used)
        if right is not None:
            return right
        return self._clause_before(hit, unit, used, tops)

    # -- quotations

    def is_full(self, quotation: Quotation) -> bool:
        """Whether a quotation holds whole sentences and not a fragment, a name or a title."""
        inner = self.text.body[quotation.inner.start : quotation.inner.end].strip()
        first = inner.lstrip("[(…‘“'\"")[:1]
        if not first or not (first.isupper() or first.isdigit()):
            return self._introduced(quotation) and len(inner.split()) > 5
        if not quotation.closed or inner[-1] in ".!?,…" or inner[-1:] in "’'”" and inner[-2:-1] in ".!?,":
            return self._introduced(quotation) or quotation.runs_on
        return self._introduced(quotation) and len(inner.split()) > 3

    def _introduced(self, quotation: Quotation) -> bool:
        """Whether it opens a sentence, or follows a colon, a comma or a verb of saying."""
        at = self.text.token_at(quotation.outer.start)
        if at == 0 or self.text.units[self.text.unit_of[at]][0] == at:
            return True
        before = self.text.tokens[at - 1]
        if before.text in ":,.!?–—" or before.text in '”"’':
            return True
        return before.lower in (
            "that",
            "said",
            "says",
            "tweeted",
            "wrote",
            "replied",
            "added",
            "saying",
            "asked",
            "declared",
        )

    def _is_name(self, quotation: Quotation) -> bool:
        """A name or title in marks ("Independent Group"), which says nothing."""
        inner = self.text.body[quotation.inner.start : quotation.inner.end].strip()
        parts = inner.split()
        if not parts or inner[-1] in ".!?," or len(parts) > 6:
            return False
        if all(part[0].isupper() or part.lower() in ("of", "the", "and", "for", "to", "in") for part in parts):
            return len(parts) > 1 or inner.isupper() is False and self._before_mark(quotation) in _NAMED_AS
        return False

    def _before_mark(self, quotation: Quotation) -> str:
        at = self.text.token_at(quotation.outer.start)
        return self.text.tokens[at - 1].lower if at else ""

    def _kind(self, first: int, end: int, tops: list[Quotation]) -> StatementKind:
        span = self.text.span(first, end)
        inside = [q for q in tops if q.outer.start < span.end and q.outer.end > span.start and not self._is_name(q)]
        return "mixed" if inside else "indirect"

    def _quoted_before(
        self, hit: CueHit, unit: tuple[int, int], tops: list[Quotation], used: set[int]
    ) -> Content | None:
        """“A,” he said. Also “A,” he said, “B.”"""
        if hit.cue.kinds & {"charge", "request"} and "clause" not in hit.cue.kinds and "address" not in hit.cue.kinds:
            return None
        start = hit.verb
        if hit.subject is not None and not hit.behind and unit[0] <= hit.subject.first < hit.verb:
            start = hit.subject.first
        at = start - 1
        if at >= unit[0] and self.text.tokens[at].text in (",", "–", "—", "-") and self.text.quote_of[at] < 0:
            at -= 1
        if at < unit[0] or self.text.quote_of[at] < 0:
            return None
        quotation = self.text.tops[self.text.quote_of[at]]
        index = tops.index(quotation) if quotation in tops else -1
        if index < 0 or index in used:
            return None
        opened = self.text.token_at(quotation.outer.start)
        if opened == unit[0] or self.is_full(quotation):
            segments = [quotation.inner]
            for number, later in enumerate(tops[index + 1 :], index + 1):
                near = self.text.token_at(later.outer.start) - max(
                    hit.end, hit.subject.end if hit.behind and hit.subject else 0
                )
                if number not in used and near <= 12 and (self.is_full(later) or near <= 3):
                    segments.append(later.inner)
            return "direct", segments
        if self.text.tokens[at + 1].text == "," or self.text.body[quotation.inner.end - 1] == ",":
            return "mixed", [self.text.span(unit[0], at + 1)]
        return None

    # -- what follows the verb

    def _after(
        self, hit: CueHit, after: CueHit | None, unit: tuple[int, int], tops: list[Quotation], used: set[int]
    ) -> Content | None:
        start = hit.subject.end if hit.behind and hit.subject is not None and not hit.passive else hit.end
        quotation = self._next_quotation(start, unit, tops, used, after)
        if quotation is not None:
            segments = [quotation.inner]
            for later in tops[tops.index(quotation) + 1 :]:
                if later.outer.start - self.text.tops[
                    self.text.tops.index(later) - 1
                ].outer.end <= 2 and self.is_full(later):
                    segments.append(later.inner)
            return "direct", segments
        if hit.behind and not hit.passive:
            return None
        first = self._content_start(hit, start, unit, after)
        if first is None or first >= unit[1]:
            return None
        end = self._content_end(hit, first, unit, after)
        if end <= first or not self._fits(hit, first, end, tops):
            return None
        segments = [self._content_span(first, end)]
        agent = hit.subject
        if hit.passive and agent is not None and first < agent.first - 1 and agent.end < end:
            # "described as “hypocritical” by critics for …": the one who says it stands between.
            segments = [self._content_span(first, agent.first - 1), self._content_span(agent.end, end)]
        return self._kind(first, end, tops), segments

    def _content_span(self, first: int, end: int) -> Span:
        span = self.text.span(first, end)
        body = self.text.body
        if body[span.end : span.end + 1] in ("”", '"', "’") and self.text.quote_of[end - 1] >= 0:
            return Span(span.start, span.end + 1)
        return span

    def _next_quotation(
        self, start: int, unit: tuple[int, int], tops: list[Quotation], used: set[int], after: CueHit | None
    ) -> Quotation | None:
        """The full quotation that the verb introduces, with at most an addressee or a circumstance between."""
        for index, quotation in enumerate(tops):
            at = self.text.token_at(quotation.outer.start)
            if at < start:
                continue
            if index in used or not self.is_full(quotation):
                return None
            between = self.text.tokens[start:at]
            colon = bool(between) and between[-1].text == ":"
            if after is not None and after.first < at and not (colon and after.participle):
                return None
            if at - start > (30 if colon else 14) or any(t.lower == "that" for t in between if not colon):
                return None
            return quotation
        return None

    def _content_start(self, hit: CueHit, start: int, unit: tuple[int, int], after: CueHit | None) -> int | None:
        tokens = self.text.tokens
        limit = min(unit[1], start + _THAT_WINDOW, after.first if after is not None else unit[1])
        if hit.cue.kinds & {"charge", "label", "request", "demand"} and not hit.cue.kinds & {"clause", "address"}:
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
                clause = any(t.lower in AUXILIARIES or t.lower in _NOMINATIVE for t in tokens[start:index])
                if not determiner and not clause:
                    return index + 1
            if self.text.quote_of[index] >= 0 or tokens[index].text in (";", "–", "—"):
                break
        at = start
        if hit.cue.lemma in ("threaten", "promise", "vow", "pledge"):
            to = next((i for i in range(start, min(start + 6, limit)) if tokens[i].lower == "to"), None)
            if to is not None:
                return to
        if "address" in hit.cue.kinds:
            asked = self._past_addressee(at, limit)
            if "request" in hit.cue.kinds and asked < unit[1] and tokens[asked].lower == "to":
                return start
            at = self._past_addressee(at, limit)
        return self._past_circumstance(at, min(unit[1], start + _THAT_WINDOW))

    def _past_addressee(self, at: int, limit: int) -> int:
        tokens = self.text.tokens
        if at >= limit:
            return at
        starting = [m for m in self.mentions.between(at, at + 1)]
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
            if tokens[index].lower in _NOMINATIVE and tokens[index - 1].lower not in PREPOSITIONS:
                return index
            if self.text.quote_of[index] >= 0 or tokens[index].text in ":;":
                return index + 1 if tokens[index].text == ":" else at
        return at

    def _content_end(self, hit: CueHit, first: int, unit: tuple[int, int], after: CueHit | None) -> int:
        tokens = self.text.tokens
        end = unit[1]
        if after is not None and after.first > first:
            end = self._before_next(hit, first, after, end)
        end = self._before_tail(hit, first, end)
        for index in range(first + 2, end - 2):
            if tokens[index].lower == "but" and self.text.quote_of[index] < 0:
                dashed = tokens[index - 1].text in _DASHES or tokens[index - 1].text == ","
                subject = tokens[index + 1].lower in _NOMINATIVE or self.mentions.chunk_of[index + 1] >= 0
                if dashed and subject:
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
        if not hit.cue.kinds & {"charge", "request", "demand"} or "clause" in hit.cue.kinds:
            return end
        for index in range(first + 2, end):
            if self.text.quote_of[index] >= 0:
                continue
            after_comma = tokens[index - 1].text == ","
            if tokens[index].lower in ("after", "amid", "following") or (
                after_comma and tokens[index].lower in _TAILS
            ):
                return index - 1 if after_comma else index
        return end

    def _before_next(self, hit: CueHit, first: int, after: CueHit, end: int) -> int:
        """Where the content ends because the next verb begins a clause of its own."""
        tokens = self.text.tokens
        start = after.verb
        if after.subject is not None and first < after.subject.first < after.verb and not after.behind:
            start = after.subject.first
        shared = after.subject is hit.subject and hit.subject is not None and hit.subject.first < hit.first
        if shared and not after.participle:
            for index in range(after.verb - 1, max(first, after.verb - 7), -1):
                if tokens[index].lower in ("and", "but") or tokens[index].text in (",", ";"):
                    return index - 1 if tokens[index - 1].text == "," and index - 1 > first else index
            if tokens[hit.verb - 1].lower in ("who", "which"):
                return after.verb
        at = start - 1
        while at > first and tokens[at].lower in ("while", "then", "also", "by", "before", "after", "without"):
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

    def _fits(self, hit: CueHit, first: int, end: int, tops: list[Quotation]) -> bool:
        tokens = self.text.tokens
        kinds = hit.cue.kinds
        mixed = self._kind(first, end, tops) == "mixed"
        lowers = [token.lower for token in tokens[first:end]]
        if "quoted_only" in kinds:
            near = any(self.text.quote_of[i] >= 0 for i in range(first, min(end, first + 4)))
            return mixed and near
        if kinds & {"label", "demand", "charge", "request"} and not kinds & {"clause", "address"} and not hit.passive:
            if not self._is_object(first) and self.text.quote_of[first] < 0:
                return False
        if mixed:
            return True
        if "charge" in kinds:
            return "of" in lowers
        if "label" in kinds:
            naming = hit.cue.lemma in (
                "describe",
                "call",
                "brand",
                "label",
                "dub",
                "term",
                "denounce",
                "hail",
                "portray",
                "attribute",
            )
            return ("as" in lowers or "to" in lowers) if naming else self._is_object(first)
        explicit = tokens[first - 1].lower == "that" and first - 1 >= hit.end
        if explicit:
            return len(lowers) > 1
        if "request" in kinds:
            asked = lowers[1 : 1 + next((i for i, word in enumerate(lowers[1:12]) if word in (",", "that")), 11)]
            if "to" in asked and self._is_object(first):
                return True
        if "request" in kinds and "address" not in kinds and "clause" not in kinds:
            return False
        if "demand" in kinds and "clause" not in kinds:
            return self._is_object(first)
        if hit.cue.lemma in ("deny", "demand", "admit", "predict", "propose") and self._is_object(first):
            return True
        if hit.cue.lemma in ("wonder", "ask", "question", "explain", "recall") and lowers[0] in (
            "why",
            "how",
            "what",
            "whether",
            "if",
        ):
            return True
        if lowers[0] == "to" and hit.cue.lemma in ("threaten", "promise", "vow", "pledge"):
            return True
        return self._is_clause(first, end)

    def _is_object(self, first: int) -> bool:
        token = self.text.tokens[first]
        return (
            token.lower in DETERMINERS
            or token.lower in POSSESSIVES
            or self.mentions.chunk_of[first] >= 0
            or any(m.first == first for m in self.mentions.between(first, first + 1))
            or token.lower.endswith("ing")
        )

    def _is_clause(self, first: int, end: int) -> bool:
        """Whether the words begin with a subject and go on with a verb."""
        tokens = self.text.tokens
        lower = tokens[first].lower
        if lower in _NOMINATIVE and end - first > 2:
            return True
        if end - first < 3 or lower in PREPOSITIONS - {"no"} or not tokens[first].is_word:
            return False
        verbs = [
            t.lower
            for t in tokens[first + 1 : min(end, first + 16)]
            if t.lower in AUXILIARIES
            or t.lower.endswith(("ed", "'t"))
            or t.lower in ("'d", "'ll", "came", "went", "took", "felt", "had", "needs", "means", "meant")
        ]
        return bool(verbs)

    # -- what stands before the verb

    def _clause_before(
        self, hit: CueHit, unit: tuple[int, int], used: set[int], tops: list[Quotation]
    ) -> Content | None:
        """ "There was no policy, he said.": the clause up to the comma before the subject."""
        if not hit.cue.kinds & {"clause"} or hit.participle or hit.subject is None or hit.passive:
            return None
        start = hit.verb if hit.behind else min(hit.subject.first, hit.verb)
        comma = start - 1
        if comma <= unit[0] + 2 or self.text.tokens[comma].text != ",":
            return None
        rest = self.text.tokens[max(hit.end, hit.subject.end if hit.behind else 0) : unit[1]]
        if any(t.text in (",", ":") for t in rest) or len(rest) > 12:
            return None
        first = unit[0] + (self.text.tokens[unit[0]].lower in ("but", "and", "so"))
        if any(
            self.text.span(first, comma).start <= tops[i].outer.start < self.text.span(first, comma).end for i in used
        ):
            return None
        return self._kind(first, comma, tops), [self.text.span(first, comma)]
