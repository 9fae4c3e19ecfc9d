"""What a speech verb gives: the words said, as spans, and whether they are direct, indirect or mixed.

In: a verb with its subject, its sentence and the quotations in it. Out: the kind and the segments, or None where the
verb introduces nothing ("he said little", "the claims").
"""

from __future__ import annotations

from chiltern.claims import Span, StatementKind
from chiltern.reading.bounds import Bounds
from chiltern.reading.cues import CueHit
from chiltern.reading.lexicon import AUXILIARIES, cue_forms
from chiltern.reading.mentions import Mentions
from chiltern.reading.quotations import Quotation
from chiltern.reading.shapes import Shapes

Content = tuple[StatementKind, list[Span]]

# A speaker with an aside: "Douglas Hall, an economist and tax expert, told the committee".
_LONGEST_NAME = 16
_NAMED_AS = frozenset(
    ["called", "dubbed", "named", "titled", "entitled", "rival", "new", "the", "a", "from", "of", "form", "join"]
)
# "Asked if …, she said": what stands before the verb's comma is no part of what she says.
_FRAMES = frozenset(["asked", "pressed", "questioned", "speaking", "writing", "responding", "reacting", "addressing"])


class Contents:
    """Finds the content of each verb of a text."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text = mentions, mentions.text
        self._bounds, self._shapes = Bounds(mentions), Shapes(mentions)

    def of(
        self, hit: CueHit, after: CueHit | None, unit: tuple[int, int], tops: list[Quotation], used: set[int]
    ) -> Content | None:
        if hit.passive and not (hit.cue.kinds & {"label", "charge"}):
            return None
        left = None if hit.passive else self._quoted_before(hit, unit, tops, used)
        if left is not None:
            return left
        inserted = self._around(hit, unit, tops)
        if inserted is not None:
            return inserted
        right = self._after(hit, after, unit, tops, used)
        if right is not None:
            return right
        return self._clause_before(hit, unit, used, tops)

    def around_source(self, unit: tuple[int, int], start: int, end: int, tops: list[Quotation]) -> Content | None:
        """The rest of a sentence that names its source apart, as "according to X" at tokens [start, end)."""
        first, last = (end, unit[1]) if start == unit[0] else (unit[0], start)
        tokens = self.text.tokens
        while first < last and tokens[first].text == ",":
            first += 1
        while first < last and tokens[last - 1].text in ",.;":
            last -= 1
        return (self._kind(first, last, tops), [self._content_span(first, last)]) if last - first > 2 else None

    # -- quotations

    def is_full(self, quotation: Quotation) -> bool:
        """Whether a quotation holds whole sentences and not a fragment, a name or a title."""
        inner = self.text.body[quotation.inner.start : quotation.inner.end].strip()
        first = inner.lstrip("[(…‘“'\"")[:1]
        if not first or not (first.isupper() or first.isdigit()):
            return self._introduced(quotation) and len(inner.split()) > 5
        if not quotation.closed or inner[-1] in ".!?,…" or (inner[-1:] in "’'”" and inner[-2:-1] in ".!?,"):
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
            return len(parts) > 1 or (inner.isupper() is False and self._before_mark(quotation) in _NAMED_AS)
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
            at = self._past_name(hit, unit)
        if at < unit[0]:
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

    def _past_name(self, hit: CueHit, unit: tuple[int, int]) -> int:
        """The end of a quotation before a speaker whose name is not known for one; -1 where there is none."""
        tokens = self.text.tokens
        for at in range(hit.verb - 1, max(unit[0] - 1, hit.verb - _LONGEST_NAME), -1):
            if self.text.quote_of[at] >= 0:
                return at if self.text.token_at(self.text.tops[self.text.quote_of[at]].outer.start) == unit[0] else -1
            if tokens[at].lower in AUXILIARIES or tokens[at].text in ";:" or (tokens[at].lower,) in cue_forms():
                return -1
        return -1

    # -- what follows the verb

    def _after(
        self, hit: CueHit, after: CueHit | None, unit: tuple[int, int], tops: list[Quotation], used: set[int]
    ) -> Content | None:
        start = hit.subject.end if hit.behind and hit.subject is not None and not hit.passive else hit.end
        quotation = self._next_quotation(start, unit, tops, used, after)
        if quotation is not None:
            segments = [quotation.inner]
            for later in tops[tops.index(quotation) + 1 :]:
                if later.outer.start - self.text.tops[self.text.tops.index(later) - 1].outer.end <= 2 and self.is_full(
                    later
                ):
                    segments.append(later.inner)
            return "direct", segments
        if hit.behind and not hit.passive:
            return None
        first = self._bounds.start(hit, start, unit, after)
        if first is None or first >= unit[1]:
            return None
        end = self._bounds.end(hit, first, unit, after)
        if end <= first or not self._shapes.fits(hit, first, end, self._kind(first, end, tops) == "mixed"):
            return None
        segments = [self._content_span(first, end)]
        agent = hit.subject
        if hit.passive and agent is not None and first < agent.first - 1:
            # "described as “hypocritical” by critics for …": the one who says it stands between.
            segments = [self._content_span(first, agent.first - 1)]
            if agent.end < end:
                segments.append(self._content_span(agent.end, end))
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

    # -- what stands before the verb

    def _around(self, hit: CueHit, unit: tuple[int, int], tops: list[Quotation]) -> Content | None:
        """ "His work, he said, would go on.": the verb stands between two commas inside the words said."""
        if "clause" not in hit.cue.kinds or hit.participle or hit.passive or hit.subject is None:
            return None
        start = hit.verb if hit.behind else min(hit.subject.first, hit.verb)
        end = max(hit.end, hit.subject.end if hit.behind else 0)
        tokens = self.text.tokens
        if end - start > 8 or start - 1 <= unit[0] or end + 2 >= unit[1]:
            return None
        if tokens[start - 1].text != "," or tokens[end].text != "," or self.text.quote_of[start - 2] >= 0:
            return None
        last = self._bounds.end(hit, end + 1, unit, None)
        segments = [self.text.span(unit[0], start - 1), self._content_span(end + 1, last)]
        return self._kind(unit[0], last, tops), segments

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
        if self.text.tokens[first].lower in _FRAMES:
            return None
        if any(
            self.text.span(first, comma).start <= tops[i].outer.start < self.text.span(first, comma).end for i in used
        ):
            return None
        return self._kind(first, comma, tops), [self.text.span(first, comma)]
