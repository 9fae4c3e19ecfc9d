"""What the queries answer with: frozen values that print, compare and encode as JSON.

Dates are ISO text and may be partial; intervals are half-open. `claim` is always the digest of the claim behind a
row, so that every row opens to its words with `source`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from chiltern.claims import Act, Claim, Span, Stance, StatementKind
from chiltern.dates import PartialDate
from chiltern.record.model import HANDLE, Decision, Entity, ReportLine, Ruling, Words
from chiltern.record.parts import ClaimKind
from chiltern.record.reconcile.model import Conflict
from chiltern.register.history import Office, PartyHeld, SeatHeld


class Stood(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One position as one report words it. `since` is the day from which the report says that it held."""

    holder: Entity
    stance: Stance
    act: Act
    words: Words
    since: PartialDate | None = None
    about: tuple[Entity, ...] = ()
    object: Entity | None = None
    on_behalf_of: Entity | None = None
    attributed_to: Entity | None = None
    result: str | None = None
    tally: str | None = None
    historical: bool = False


class Holding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where one holder stands on an act, with every report that says so and what it superseded, oldest first.

    `about` is whom it concerns, empty for the holder's own doing; `reports` counts distinct reports, `independent`
    those that did not copy one another. `party` is the one of the day, `left` the one that the holder left by this very
    act, both as the roll has them.
    """

    holder: Entity
    stance: Stance
    act: Act
    reports: int
    positions: tuple[Stood, ...]
    party: str | None = None
    left: str | None = None
    since: PartialDate | None = None
    about: tuple[Entity, ...] = ()
    objects: tuple[Entity, ...] = ()
    on_behalf_of: tuple[Entity, ...] = ()
    superseded: tuple[Stood, ...] = ()
    independent: int = 1


class StanceGroup(msgspec.Struct, frozen=True):
    stance: Stance
    holdings: tuple[Holding, ...]


class RollTime(msgspec.Struct, frozen=True, omit_defaults=True):
    """The time that a roll covers: what it knows of other days is nothing."""

    since: PartialDate | None = None
    until: PartialDate | None = None


class Count(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who stands where on an act: a group for each stance, in the domain's order.

    `holders` are those with a name; `unnamed` are called by a report's own words. `outside_roll` is what the
    roll covers, where the day asked for lies outside it.
    """

    act: Act
    groups: tuple[StanceGroup, ...]
    holders: int
    unnamed: int
    reports: int
    of: Entity | None = None
    on: date | None = None
    outside_roll: RollTime | None = None
    rejected: tuple[Stood, ...] = ()


class RoleSaid(msgspec.Struct, frozen=True, omit_defaults=True):
    """A role as reports have it; `since` is as they write it."""

    role: str
    reports: int
    words: tuple[Words, ...]
    of: str | None = None
    since: str | None = None
    former: bool = False


class Quote(msgspec.Struct, frozen=True, omit_defaults=True):
    """One statement. `quote` is its exact content, `words` the passage from its first character to its last."""

    quote: str
    kind: StatementKind
    words: Words
    speaker: Entity | None = None
    speaker_text: str | None = None
    cue: str | None = None


class Who(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the roll and the reports know of somebody, as of a day or, without one, at any time.

    `seat` and `party` are those of the day; without a day, the last ones known. `outside_roll` is what the roll covers,
    where the day lies outside it. `unclear` says why nobody can tell whom the name means;
    `decisions` are what editors noted of the name, merged or split.
    """

    entity: Entity
    on: date | None = None
    outside_roll: RollTime | None = None
    other_names: tuple[str, ...] = ()
    seat: SeatHeld | None = None
    party: PartyHeld | None = None
    seats: tuple[SeatHeld, ...] = ()
    parties: tuple[PartyHeld, ...] = ()
    offices: tuple[Office, ...] = ()
    roles: tuple[RoleSaid, ...] = ()
    positions: tuple[Holding, ...] = ()
    statements: tuple[Quote, ...] = ()
    rejected: tuple[Words, ...] = ()
    unclear: str | None = None
    decisions: tuple[Decision, ...] = ()


class Paragraph(msgspec.Struct, frozen=True):
    """One paragraph of a report, and the characters of it that say the claim, as offsets into `text`."""

    start: int
    text: str
    marks: tuple[Span, ...]


class Passage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim in its place: the words, the report, and how and when the record came by it.

    `replaced` says that a newer version of the report has come since.
    """

    digest: str
    kind: ClaimKind
    claim: Claim
    paragraphs: tuple[Paragraph, ...]
    report: ReportLine
    version: str
    reader: str
    known_at: str
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    replaced: bool = False
    rulings: tuple[Ruling, ...] = ()


class Dispute(msgspec.Struct, frozen=True, omit_defaults=True):
    """A conflict as the record has it: when it was found, when it no longer was one, and what editors say of it."""

    digest: str
    conflict: Conflict
    opened_at: str
    closed_at: str | None = None
    rulings: tuple[Ruling, ...] = ()

    @property
    def handle(self) -> str:
        return self.digest[:HANDLE]


class ClaimLine(msgspec.Struct, frozen=True, omit_defaults=True):
    kind: ClaimKind
    claim: Claim
    words: Words


class ReportChange(msgspec.Struct, frozen=True):
    """A report that came, came in a newer version, or was read again, and by which reader."""

    report: ReportLine
    what: Literal["added", "revised", "read again"]
    known_at: str
    reader: str


class PositionChange(msgspec.Struct, frozen=True):
    """Where a holder stood on an act, and stands now; empty for nowhere."""

    holder: Entity
    act: Act
    before: tuple[Holding, ...]
    now: tuple[Holding, ...]


class Changes(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a record learnt after `since`, up to `until` or now.

    `claims` are the new ones that stand, `moved` who has since left, joined, formed or given up a seat; `opened` and
    `closed` are conflicts, `open_again` decisions whose words are gone.
    """

    since: str
    until: str | None = None
    reports: tuple[ReportChange, ...] = ()
    claims: tuple[ClaimLine, ...] = ()
    positions: tuple[PositionChange, ...] = ()
    moved: tuple[Holding, ...] = ()
    opened: tuple[Dispute, ...] = ()
    closed: tuple[Dispute, ...] = ()
    decisions: tuple[Decision, ...] = ()
    open_again: tuple[Decision, ...] = ()


class LogEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that happened to the record: a report with its reader, or a decision."""

    at: str
    what: Literal["added", "revised", "read again", "decided", "open again"]
    report: ReportLine | None = None
    reader: str | None = None
    decision: Decision | None = None


class Difference(msgspec.Struct, frozen=True):
    """A run of words of two versions; empty on a side that lacks it."""

    change: Literal["equal", "replaced", "dropped", "added"]
    before: str
    after: str


class Version(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another claim that says the same; of a statement, how it is the same and how its words differ."""

    words: Words
    match: Literal["exact", "trimmed", "repunctuated", "paraphrased"] | None = None
    speaker: Entity | None = None
    differences: tuple[Difference, ...] = ()


class Compared(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim and all that say the same. `words` is empty where the claim no longer stands.

    `independent` of `reports` reports did not copy one another. With `same statement` all that is known comes from the
    words of one speaker.
    """

    claim: str
    words: Words | None
    kind: Literal["one report", "independent", "copies", "same statement"]
    reports: int
    independent: int
    versions: tuple[Version, ...] = ()
