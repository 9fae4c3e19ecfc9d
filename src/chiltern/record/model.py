"""What stands for a claim, its words and its entities once they are out of the store: plain values.

Dates are ISO text and may be partial; intervals are half-open. `claim` is always the digest of the claim behind a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from chiltern.claims import Claim
from chiltern.dates import PartialDate

# Digits of a digest that are shown: enough for millions of claims, short enough to type.
HANDLE = 10


class Entity(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Somebody or something that claims name. Without a `register_id` it is provisional: the roll does not know it.

    `id` is the record's own number, None for somebody in the roll whom no report names.
    """

    name: str
    kind: str
    register_id: str | None = None
    id: int | None = None

    @property
    def unnamed(self) -> bool:
        """Called by a report's own words: nobody can tell whether two of them are one."""
        return self.kind in ("described", "group")

    def same_as(self, other: Entity | None) -> bool:
        """Whether both are one: by the register where both stand in it, else by the record's number."""
        if other is None:
            return False
        if self.register_id is not None or other.register_id is not None:
            return (self.register_id, self.kind) == (other.register_id, other.kind)
        return self.id == other.id


class ReportLine(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Which report; `id` is the same for all its versions, `name` is the file's."""

    id: int
    name: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


class Ruling(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What an editor's decision makes of a claim. `corrected` replaces it, and is the number of what does.

    Of the claim that a correction put in the place of another, the effect is `correction`. What its own publisher took
    back in a notice is `taken back`: then `editor` is the publisher, `reason` the notice's title, and there is no
    decision (0).
    """

    effect: Literal["confirmed", "rejected", "corrected", "correction", "noted", "taken back"]
    decision: int
    editor: str
    made_at: str
    reason: str
    corrected: str | None = None


def in_force(rulings: Iterable[Ruling]) -> bool:
    """Whether no editor has rejected or replaced the claim, and its publisher has not taken it back."""
    return not any(ruling.effect in ("rejected", "corrected", "taken back") for ruling in rulings)


class Words(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The words that make a claim: characters [start, end) of a report's body, and what editors decided of it."""

    claim: str
    text: str
    start: int
    end: int
    report: ReportLine
    rulings: tuple[Ruling, ...] = ()

    @property
    def in_force(self) -> bool:
        return in_force(self.rulings)

    @property
    def handle(self) -> str:
        """The digits of the digest that `chiltern source` takes."""
        return self.claim[:HANDLE]


class Found(NamedTuple):
    """A claim of a report as it stood; `linked` gives the entities by the part they play, `id` is the row's number."""

    claim: Claim
    words: Words
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    linked: Mapping[str, tuple[Entity, ...]]
    id: int = 0
    known_at: str = ""

    def one(self, part: str) -> Entity | None:
        entities = self.linked.get(part)
        return entities[0] if entities else None


Action = Literal["confirm", "reject", "correct", "merge", "split", "note", "undo"]
TargetKind = Literal["claim", "entity", "conflict", "decision"]


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row. `target` is the digest of a claim or conflict, or the number of an entity or another decision.

    `open_again` says that the words it judged are gone, `undone` that a later decision took it back.
    """

    id: int
    made_at: str
    editor: str
    action: Action
    kind: TargetKind
    target: str
    reason: str
    other: str | None = None
    report: int | None = None
    undone: bool = False
    open_again: bool = False
