"""What follows from claims and decisions, kept beside them: findings and conflicts.

The rules are in `reconcile` and are pure. Here they are applied to what a reading or a decision touches, at the moment
it is learnt, in the transaction that adds it; `rebuild` does the same for everything, in the order it was learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from chiltern.claims import Statement
from chiltern.record.derive_statements import GIVEN, SAID, file_statements
from chiltern.record.filed import representatives, topics_filed
from chiltern.record.model import Found
from chiltern.record.reconcile.attribution import attribution_conflicts
from chiltern.record.reconcile.conflicts import conflicts_of
from chiltern.record.reconcile.misquoted import wording_conflicts
from chiltern.record.reconcile.model import Conflict
from chiltern.record.reconcile.said import said
from chiltern.record.reconcile.topics import topics_of
from chiltern.record.rows import claims_by_id
from chiltern.record.view import View

# Of more answers to one question only the newest are compared: a measure with hundreds is no single question.
MOST_ANSWERS = 200


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
        return wording_conflicts([said(found) for found in claims if _in_marks(found)])
    if topic.startswith(GIVEN):
        return tuple(one for one in attribution_conflicts([said(found) for found in claims]) if one.topic == topic)
    return conflicts_of(topic, claims, view.roll)


def _in_marks(found: Found) -> bool:
    """Whether the report gives any of it as the speaker's very words."""
    return isinstance(found.claim, Statement) and found.claim.kind != "indirect"


def answers(view: View, topic: str) -> list[Found]:
    """One claim that stands for each answer to the topic."""
    rows = view.rows("SELECT id FROM findings WHERE topic = ? ORDER BY id DESC LIMIT ?", (topic, MOST_ANSWERS))
    stand = representatives(view, [row[0] for row in rows])
    return claims_by_id(view, stand.values())


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
    known = representatives(view, [finding for finding, topic in findings.items() if topic not in fresh])
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
