"""What follows from claims and decisions, kept beside them: findings and conflicts.

The rules are in `reconcile` and are pure. Here they are applied to what a reading or a decision touches, at the moment
it is learnt, in the transaction that adds it; `rebuild` does the same for everything, in the order it was learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from chiltern.record.derive_statements import GIVEN, SAID, file_statements
from chiltern.record.model import Found
from chiltern.record.reconcile.attribution import attribution_conflicts
from chiltern.record.reconcile.conflicts import conflicts_of
from chiltern.record.reconcile.misquoted import wording_conflicts
from chiltern.record.reconcile.model import Conflict
from chiltern.record.reconcile.said import said
from chiltern.record.reconcile.topics import topics_of
from chiltern.record.rows import EDITOR, STANDS, claims_by_id
from chiltern.record.view import View

# Of more answers to one question only the newest are compared: a measure with hundreds is no single question.
MOST_ANSWERS = 200

_REPRESENTATIVE = f"""
SELECT finding.id, (
    SELECT claim.id FROM finding_claims AS filed
    JOIN claims AS claim ON claim.id = filed.claim_id
    JOIN report_versions AS version ON version.id = claim.version_id
    WHERE filed.finding_id = finding.id AND claim.id NOT IN (SELECT value FROM json_each(?3)) AND {STANDS}
        AND (claim.reader != '{EDITOR}' OR claim.id IN (SELECT value FROM json_each(?4)))
    LIMIT 1
) FROM json_each(?2) AS wanted JOIN findings AS finding ON finding.id = wanted.value
"""


def settle_claims(view: View, new: Iterable[Found], gone: Iterable[int]) -> None:
    """Files what now stands, takes up what no longer does, and compares anew where the answers to a topic changed."""
    touched = set(topics_filed(view, gone))
    standing = [found for found in new if found.words.in_force]
    touched |= _file(view, standing)
    touched |= file_statements(view, standing)
    for topic in sorted(touched):
        settle(view, topic)


def settle(view: View, topic: str) -> None:
    """Opens and closes the conflicts of one topic, as of the view's moment."""
    wanted = {conflict.digest: conflict for conflict in compare(view, topic, answers(view, topic))}
    rows = view.rows("SELECT id, digest, strength FROM conflicts WHERE topic = ? AND closed_at IS NULL", (topic,))
    there = {digest: (row, strength) for row, digest, strength in rows}
    for digest, (row, strength) in there.items():
        if digest not in wanted or wanted[digest].strength != strength:
            view.store.change("UPDATE conflicts SET closed_at = ? WHERE id = ?", (view.known, row))
    for digest, conflict in wanted.items():
        if digest not in there or there[digest][1] != conflict.strength:
            _open(view, topic, conflict)


def compare(view: View, topic: str, claims: Sequence[Found]) -> tuple[Conflict, ...]:
    """The conflicts among claims that answer one topic."""
    if topic.startswith(SAID):
        return wording_conflicts([said(found) for found in claims])
    if topic.startswith(GIVEN):
        return tuple(one for one in attribution_conflicts([said(found) for found in claims]) if one.topic == topic)
    return conflicts_of(topic, claims, view.roll)


def answers(view: View, topic: str) -> list[Found]:
    """One claim that stands for each answer to the topic."""
    rows = view.rows("SELECT id FROM findings WHERE topic = ? ORDER BY id DESC LIMIT ?", (topic, MOST_ANSWERS))
    stand = _representatives(view, [row[0] for row in rows])
    return claims_by_id(view, stand.values())


def topics_filed(view: View, claims: Iterable[int]) -> list[str]:
    """The topics under which claims, by row, were filed."""
    ids = msgspec.json.encode(list(claims)).decode()
    rows = view.rows(
        "SELECT DISTINCT finding.topic FROM json_each(?) AS wanted"
        " JOIN finding_claims AS filed ON filed.claim_id = wanted.value"
        " JOIN findings AS finding ON finding.id = filed.finding_id ORDER BY 1",
        (ids,),
    )
    return [topic for (topic,) in rows]


def _file(view: View, claims: Sequence[Found]) -> set[str]:
    """Files claims under their findings; gives the topics that have an answer which none had that stands."""
    findings: dict[int, str] = {}
    fresh: set[str] = set()
    filed: list[tuple[int, int]] = []
    for found in claims:
        for topic, value in topics_of(found):
            made = view.store.insert("INSERT OR IGNORE INTO findings (topic, value) VALUES (?, ?)", (topic, value))
            if made is None:
                (made,) = view.row("SELECT id FROM findings WHERE topic = ? AND value = ?", (topic, value))
                findings[made] = topic
            else:
                fresh.add(topic)
            filed.append((made, found.id))
    known = _representatives(view, [finding for finding, topic in findings.items() if topic not in fresh])
    fresh |= {topic for finding, topic in findings.items() if topic not in fresh and finding not in known}
    view.store.insert_all("INSERT OR IGNORE INTO finding_claims (finding_id, claim_id) VALUES (?, ?)", filed)
    return fresh


def refile(view: View, claims: Sequence[Found]) -> None:
    """Files claims whose entities are no longer the same, and settles all topics that they left or came to."""
    touched = set(topics_filed(view, [found.id for found in claims]))
    view.store.insert_all("DELETE FROM finding_claims WHERE claim_id = ?", [(found.id,) for found in claims])
    settle_claims(view, claims, ())
    for topic in sorted(touched):
        settle(view, topic)


def _representatives(view: View, findings: Sequence[int]) -> dict[int, int]:
    """By finding, a claim that stands; findings without one are left out."""
    out, corrections = [], []
    for claim, rulings in view.rulings.items():
        effects = {ruling.effect for ruling in rulings}
        if effects & {"rejected", "corrected"}:
            out.append(claim)
        if "correction" in effects:
            corrections.append(claim)
    values = (view.known, *(msgspec.json.encode(ids).decode() for ids in (findings, out, corrections)))
    return {finding: claim for finding, claim in view.rows(_REPRESENTATIVE, values) if claim is not None}


def _open(view: View, topic: str, conflict: Conflict) -> None:
    view.store.insert(
        "INSERT INTO conflicts (digest, kind, strength, topic, json, opened_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            conflict.digest,
            conflict.kind,
            conflict.strength,
            topic,
            msgspec.json.encode(conflict, order="sorted").decode(),
            view.known,
        ),
    )
