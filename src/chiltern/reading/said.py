"""A statement while it is being read: it grows when the next paragraph goes on with the same quotation."""

from __future__ import annotations

from chiltern.claims import Span, Statement, StatementKind
from chiltern.reading.cast import Entity
from chiltern.reading.cues import CueHit
from chiltern.reading.mentions import Mention, Mentions


class Said:
    """Who says what, with the verb that tells it (`hit`) and the sentence where it ends (`unit`)."""

    __slots__ = ("hit", "kind", "mention", "segments", "speaker", "speakers", "unit")

    def __init__(
        self, kind: StatementKind, segments: list[Span], speaker: Entity | None, mention: Mention | None, unit: int
    ) -> None:
        self.kind, self.segments, self.speaker, self.mention, self.unit = kind, segments, speaker, mention, unit
        self.hit: CueHit | None = None
        self.speakers: tuple[Entity, ...] = ()  # all of them, where several say it together

    def claims(self, mentions: Mentions, segments: tuple[Span, ...]) -> list[Statement]:
        """The statement, once for each who makes it."""
        text = mentions.text
        spoken = mentions.span(self.mention) if self.mention is not None else None
        cue = text.span(self.hit.first, self.hit.end) if self.hit else None
        return [
            Statement(
                kind=self.kind,
                quote=" ".join(text.body[segment.start : segment.end] for segment in segments),
                segments=segments,
                speaker=speaker.ref if speaker else None,
                speaker_text=text.body[spoken.start : spoken.end] if spoken else None,
                speaker_at=spoken,
                cue=text.body[cue.start : cue.end] if cue else None,
                cue_at=cue,
            )
            for speaker in self.speakers or (self.speaker,)
        ]
