"""What reconciling gives: topics that group claims, and conflicts with their sides."""

from __future__ import annotations

import hashlib
from typing import Literal, NamedTuple

import msgspec

from chiltern.record.model import HANDLE, Words

ConflictKind = Literal["seat", "role", "party", "figure", "date", "name", "wording", "attribution", "position"]
# From a contradiction down to what only looks like one.
Strength = Literal["hard", "wording", "roll", "scope", "time", "rounding", "spelling"]


class Topic(NamedTuple):
    """What a claim is an answer to, and its answer: claims with one key and one value say the same thing.

    A claim may answer several: that Ann Coffey is MP for Stockport is about her and about Stockport.
    """

    key: str
    value: str


class Side(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer. `words` are the passages that give it, the decisive characters only, oldest report first.

    `roll` names the source where the roll gives it; then there may be no words.
    """

    value: str
    words: tuple[Words, ...] = ()
    roll: str | None = None


class Conflict(msgspec.Struct, frozen=True, omit_defaults=True):
    """Sides that cannot all be right, or that differ; `reason` says why, in a sentence.

    `topic` and the sides' values make its identity, so that a further report on one side is no new conflict.
    """

    kind: ConflictKind
    strength: Strength
    topic: str
    about: str
    reason: str
    sides: tuple[Side, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over kind, topic and the sides' values, as 64 hexadecimal digits."""
        values = (self.kind, self.topic, sorted(side.value for side in self.sides))
        return hashlib.sha256(msgspec.json.encode(values)).hexdigest()

    @property
    def handle(self) -> str:
        return self.digest[:HANDLE]
