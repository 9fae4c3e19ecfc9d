"""Reactions that name no act: "he was “saddened”", "I'm relieved" are about what the report is about.

In: the statements of a report whose act is known, and the people who did it. Out: a position for each short statement
that says how its speaker feels, about the person it names, or else about those who acted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from chiltern import words
from chiltern.claims import Act, Position, Ref, Span
from chiltern.reading.cast import Entity
from chiltern.reading.mentions import Mentions
from chiltern.reading.said import Said

_FEELINGS: dict[str, str] = {
    word: stance for stance, listed in words.load("stances")["feelings"].items() for word in listed
}
_SELF = r"(?:he|she|it|they|we|i|himself|herself|themselves)"
_REACTION = re.compile(
    rf"^\W*(?:{_SELF}\W+)?(?:(?:was|is|are|were|am|felt|feels|feel|m|re|s|been|has|have)\W+)*"
    rf"(?:(?:very|deeply|so|extremely|especially|particularly|both|absolutely|bitterly|personally)\W+)*"
    rf"(?P<feeling>{'|'.join(_FEELINGS)})\b",
    re.IGNORECASE,
)
_VERDICTS: dict[str, str] = {
    word: stance for stance, listed in words.load("stances")["verdicts"].items() for word in listed
}
_VERDICT = re.compile(
    r"^\W*(?:(?:it|this|that|(?:the|this|his|her|their) (?:move|decision|news|step))\b\W*)?(?:(?:is|was|s|as)\b\W*)?"
    r"(?:(?:a|an|very|simply|nothing but|nothing less than|utterly|deeply|pure)\b\W*)*"
    rf"(?P<feeling>{'|'.join(_VERDICTS)})\b",
    re.IGNORECASE,
)
# A longer statement says what it is about itself.
_LONGEST = 14


def reactions(
    mentions: Mentions,
    said: Sequence[Said],
    taken: Sequence[Span],
    acting: Sequence[Entity],
    act: Act,
    object_: Ref | None,
) -> Iterator[Position]:
    """One position for each short reaction whose words no other position was read from."""
    covered = _Covered(taken)
    for statement in said:
        span = statement.segments[0]
        content = mentions.text.body[span.start : span.end]
        match = _REACTION.match(content) or _VERDICT.match(content)
        if match is None or statement.speaker is None or len(content.split()) > _LONGEST:
            continue
        if covered.meets(span):
            continue
        subjects = _named(mentions, span, acting) or [who for who in acting if who is not statement.speaker]
        if not subjects or statement.speaker in acting:
            continue
        yield Position(
            holder=statement.speaker.ref,
            stance=(_FEELINGS | _VERDICTS)[match["feeling"].lower()],  # type: ignore[arg-type]  # the list has stances only
            act=act,
            span=Span(span.start, span.end),
            subject=tuple(entity.ref for entity in subjects),
            object=object_,
        )


class _Covered:
    """Stretches of a body, sorted once, so that a long report's statements are not each held against all of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def meets(self, span: Span) -> bool:
        """Whether one of them begins inside the span, or holds its first character."""
        following = bisect_left(self._starts, span.start)
        if following < len(self._starts) and self._starts[following] < span.end:
            return True
        begun = bisect_right(self._starts, span.start)
        return begun > 0 and self._reach[begun - 1] > span.start


def _named(mentions: Mentions, span: Span, acting: Sequence[Entity]) -> list[Entity]:
    """The people who acted that the statement itself names."""
    inside = mentions.between(*mentions.text.tokens_in(span))
    return list(dict.fromkeys(m.entity for m in inside if m.entity is not None and m.entity in acting))
