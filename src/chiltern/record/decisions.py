"""Editors' decisions: rows that say who decided what, when and why, each undone by another, none ever changed.

A decision on a claim also rules on the same claim in later versions of the report. Where a later version or reading
no longer has it, the decision is open again: an editor is asked to look at what took its place.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from chiltern.claims import Claim
from chiltern.errors import BadInput, NotFound
from chiltern.record.model import Action, Decision, Found, TargetKind
from chiltern.record.rows import EDITOR, claims_where
from chiltern.record.view import View
from chiltern.record.write import ClaimWriter, NewReading, ReadVersion, claims_of, moment

_DECISIONS = "SELECT id, made_at, editor, action, kind, target, reason, other, report FROM decisions WHERE made_at <= ?"
# Of what SQLite can number.
_LARGEST = 2**63 - 1


class NewDecision(msgspec.Struct, frozen=True):
    """A decision before it is made."""

    editor: str
    action: Action
    kind: TargetKind
    target: str
    reason: str
    other: str | None = None
    report: int | None = None

    def __post_init__(self) -> None:
        if not self.editor.strip():
            raise BadInput("a decision needs the name of who makes it: give --by NAME, or set CHILTERN_EDITOR")
        if not self.reason.strip():
            raise BadInput("a decision needs its reason: give --why TEXT")


def add_decision(view: View, new: NewDecision) -> tuple[int, str]:
    """Adds the row, inside a transaction; gives its number and time."""
    made_at = moment(view.store)
    row = view.store.insert(
        "INSERT INTO decisions (made_at, editor, action, kind, target, other, report, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (made_at, new.editor.strip(), new.action, new.kind, new.target, new.other, new.report, new.reason.strip()),
    )
    assert row is not None
    return row, made_at


def rule(view: View, decision: int, made_at: str, claim: Found, corrected: Claim | None = None) -> None:
    """The decision rules on this claim; a correction puts another in its place."""
    row = _correction(view, claim, corrected, made_at) if corrected is not None else None
    view.store.insert(
        "INSERT INTO rulings (claim_id, decision_id, corrected_id, known_at) VALUES (?, ?, ?, ?)",
        (claim.id, decision, row, made_at),
    )


def _correction(view: View, claim: Found, corrected: Claim, known_at: str) -> int:
    version = view.row(
        "SELECT version.id, version.report_id, version.digest, version.published FROM claims AS claim"
        " JOIN report_versions AS version ON version.id = claim.version_id WHERE claim.id = ?",
        (claim.id,),
    )
    row = ClaimWriter(view.store, view.roll, ReadVersion(*version)).add(corrected, EDITOR, known_at)
    if row == claim.id:
        raise BadInput("the correction changes nothing")
    return row


def corrected(claim: Claim, fields: Mapping[str, object]) -> Claim:
    """The claim with some fields replaced; the characters that say it stay. Raises `BadInput` for what does not fit."""
    known = [name for name in claim.__struct_fields__ if name not in _PLACES and name not in ("kind", "quote")]
    for name in fields:
        if name not in known:
            raise BadInput(f"{name!r} is no field of this claim: it has {', '.join(known)}")
    try:
        made: Claim = msgspec.convert(msgspec.to_builtins(claim) | dict(fields), Claim, strict=False)
    except msgspec.ValidationError as error:
        raise BadInput(f"the correction does not fit: {error}") from None
    return made


# Where it is said, and in what words: as the report has it, whatever an editor makes of it.
_PLACES = ("span", "segments", "speaker_text", "speaker_at", "cue", "cue_at")


def carry_over(view: View, new: NewReading) -> None:
    """After a reading: decisions rule on the same claims of the report as it is now, or are open again."""
    before = {found.id for found in new.before}
    now = {found.id: found for found in claims_of(view, new.report_id)}
    by_content: dict[bytes, Found] = {}
    for found in now.values():
        by_content.setdefault(_content(found.claim, found.words.text), found)
    for decision, ruled in _decisions_on(view, new.report_id).items():
        if ruled.keys() & now.keys():
            continue
        again = next((by_content[key] for key in ruled.values() if key in by_content), None)
        if again is not None:
            rule(view, decision, new.known_at, again, _same_correction(view, decision, again.claim))
        elif ruled.keys() & before:
            view.store.insert(
                "INSERT INTO reopenings (decision_id, reading_id, known_at) VALUES (?, ?, ?)",
                (decision, new.reading_id, new.known_at),
            )


def _content(claim: Claim, text: str) -> bytes:
    """What a claim says and in what words, wherever they stand: the same in every version that keeps both."""
    fields = msgspec.to_builtins(claim)
    said = {name: value for name, value in fields.items() if name not in ("span", "segments", "speaker_at", "cue_at")}
    return msgspec.json.encode([said, " ".join(text.split())], order="sorted")


def _decisions_on(view: View, report_id: int) -> dict[int, dict[int, bytes]]:
    """The decisions in force on claims of a report, each with the claims it rules on in any version."""
    rows = view.rows(
        "SELECT ruling.decision_id, claim.id, claim.json,"
        ' substr(version.body, claim.start + 1, claim."end" - claim.start)'
        " FROM report_versions AS version JOIN claims AS claim ON claim.version_id = version.id"
        " JOIN rulings AS ruling ON ruling.claim_id = claim.id WHERE version.report_id = ? ORDER BY 1, 2",
        (report_id,),
    )
    made: dict[int, dict[int, bytes]] = {}
    for decision, claim, json, text in rows:
        if decision not in view.undone:
            made.setdefault(decision, {})[claim] = _content(msgspec.json.decode(json, type=Claim), text)
    return made


def _same_correction(view: View, decision: int, claim: Claim) -> Claim | None:
    """What the decision put in the place of the claim before, at the place of this one; None for other decisions."""
    row = view.row(
        "SELECT corrected.json FROM rulings AS ruling JOIN claims AS corrected ON corrected.id = ruling.corrected_id"
        " WHERE ruling.decision_id = ? ORDER BY ruling.claim_id LIMIT 1",
        (decision,),
    )
    if row is None:
        return None
    places = {name: value for name, value in msgspec.to_builtins(claim).items() if name in (*_PLACES, "quote")}
    made: Claim = msgspec.convert(msgspec.json.decode(row[0]) | places, Claim)
    return made


def decisions(view: View) -> tuple[Decision, ...]:
    """All decisions by the view's moment, in the order they were made."""
    rows = view.rows(f"{_DECISIONS} ORDER BY id", (view.known,))
    waiting = open_again(view)
    made = (Decision(*row) for row in rows)
    return tuple(
        msgspec.structs.replace(one, undone=one.id in view.undone, open_again=one.id in waiting) for one in made
    )


def open_again(view: View) -> frozenset[int]:
    """The decisions in force on claims of which none stands any more: their words are gone."""
    rows = view.rows(
        "SELECT DISTINCT decision_id FROM reopenings WHERE known_at <= ? ORDER BY decision_id", (view.known,)
    )
    found = set()
    for (decision,) in rows:
        ruled = "claim.id IN (SELECT claim_id FROM rulings WHERE decision_id = ? AND known_at <= ?1)"
        if decision not in view.undone and not claims_where(view, ruled, [decision]):
            found.add(decision)
    return frozenset(found)


def decision_of(view: View, number: int) -> Decision:
    """One decision, and whether it is undone. Raises `NotFound`."""
    row = view.row(f"{_DECISIONS} AND id = ?", (view.known, number)) if number <= _LARGEST else None
    if row is None:
        raise NotFound(f"no decision {number}; `chiltern log` shows their numbers")
    return msgspec.structs.replace(Decision(*row), undone=number in view.undone)
