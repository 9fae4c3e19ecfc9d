"""What a report or a roll claims, as plain values: statements, positions, roles and figures, each with its words.

A claim never stands alone: it names the characters that say it, as offsets into the report's body (Unicode code
points, start included, end excluded). Claims are frozen and hashable; `digest` identifies one by its canonical
JSON together with the report version it was read from, so that reading the same words twice gives the same claim.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

EntityKind = Literal["person", "party", "local_party", "seat", "legislature", "body", "group", "described", "event"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "done",
    "intends",
    "rules_out",
    "leaves_open",
    "conditional",
    "demands",
    "supports",
    "opposes",
    "welcomes",
    "regrets",
    "condemns",
    "expects",
]
Act = Literal[
    "leave",
    "join",
    "form",
    "remove",
    "resign_seat",
    "confidence_vote",
    "select",
    "stand",
    "lead",
    "referendum",
    "election",
]

# Claims hold no way back to themselves, so the collector of rubbish need not look at millions of them: `gc=False`.


class Span(msgspec.Struct, frozen=True, gc=False, order=True, array_like=True):
    """Characters [start, end) of a report's body; written as a pair in JSON."""

    start: int
    end: int


class Ref(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Whom or what a claim means: a name, what kind of thing it is, and its id in the register where it has one.

    Kind `described` is a source that the report names only by a noun phrase ("a Labour source"), `group` a
    collective whose members the report does not name, `event` a public vote.
    """

    name: str
    kind: EntityKind
    id: str | None = None


class Statement(msgspec.Struct, frozen=True, gc=False, tag_field="claim", tag="statement", omit_defaults=True):
    """Somebody said something. `quote` is the exact content: the text of the segments, joined by one space.

    `speech` is false where the words that give it to the speaker are no verb or noun of saying: what somebody thinks,
    feels or means to do.
    """

    kind: StatementKind
    quote: str
    segments: tuple[Span, ...]
    speaker: Ref | None = None
    speaker_text: str | None = None
    speaker_at: Span | None = None
    cue: str | None = None
    cue_at: Span | None = None
    speech: bool = True


class Position(msgspec.Struct, frozen=True, gc=False, tag_field="claim", tag="position", omit_defaults=True):
    """Where a holder stands on an act. `when` is the day or time of the act (ISO, partial) where the words give one.

    `attributed_to` is who says so, where that is not the report itself nor the holder; `historical` marks an act
    that lies behind the events reported.
    """

    holder: Ref
    stance: Stance
    act: Act
    span: Span
    subject: tuple[Ref, ...] = ()
    object: Ref | None = None
    on_behalf_of: Ref | None = None
    attributed_to: Ref | None = None
    result: Literal["won", "lost", "called"] | None = None
    tally: str | None = None
    when: str | None = None
    historical: bool = False


class RoleClaim(msgspec.Struct, frozen=True, gc=False, tag_field="claim", tag="role", omit_defaults=True):
    """A person holds, or held, an office. `of` is the seat, else the chamber or organisation."""

    person: Ref
    role: str
    span: Span
    of: Ref | None = None
    since: str | None = None
    former: bool = False


class Figure(msgspec.Struct, frozen=True, gc=False, tag_field="claim", tag="figure", omit_defaults=True):
    """A measure, a value and what it is about. Dates are ISO text, counts are numbers, vague counts are words.

    The measures are a closed list, in `words/measures.yml`. `unit` stands where the value is no plain count: years,
    %, a currency.
    """

    measure: str
    value: int | float | str
    span: Span
    about: Ref | None = None
    approximate: bool = False
    unit: str | None = None


Claim = Statement | Position | RoleClaim | Figure


def spans_of(claim: Claim) -> tuple[Span, ...]:
    """The characters that say it, in order."""
    return claim.segments if isinstance(claim, Statement) else (claim.span,)


def canonical_json(claim: Claim) -> bytes:
    """The one JSON text of a claim: keys sorted, defaults left out, UTF-8."""
    return msgspec.json.encode(claim, order="sorted")


def digest(claim: Claim, report_version: str) -> str:
    """SHA-256 over the report version's digest and the claim's canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(report_version.encode() + b"\n" + canonical_json(claim)).hexdigest()


class Reading(msgspec.Struct, frozen=True):
    """All that one report claims, in the order of the text.

    `attributions` are what is given to somebody without being said in the report's own words: attitudes, intentions,
    and what a speaker says of others' words. They are no claims of the record.
    """

    report: str
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    roles: tuple[RoleClaim, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Statement, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        return (*self.statements, *self.positions, *self.roles, *self.figures)
