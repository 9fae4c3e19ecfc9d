"""A statement while it is being read: it grows when the next paragraph goes on with the same quotation."""

from __future__ import annotations

from chiltern.claims import Span, StatementKind
from chiltern.reading.cast import Entity
from chiltern.reading.cues import CueHit
from chiltern.reading.mentions import Mention


class Said:
    """Who says what, with the verb that tells it (`hit`) and the sentence where it ends (`unit`)."""

    __slots__ = ("cue", "hit", "kind", "mention", "segments", "speaker", "unit")

    def __init__(
        self, kind: StatementKind, segments: list[Span], speaker: Entity | None, mention: Mention | None, unit: int
    ) -> None:
        self.kind, self.segments, self.speaker, self.mention, self.unit = kind, segments, speaker, mention, unit
        self.hit: CueHit | None = None
