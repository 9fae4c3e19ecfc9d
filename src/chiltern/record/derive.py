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
from chiltern.record.reconcile.conflicts import conflicts_of, needs_two, never_conflicts
from chiltern.record.reconcile.misquoted import wording_conflicts
from chiltern.record.reconcile.model import Conflict, Topic
from chiltern.record.reconcile.said import said
from chiltern.record.reconcile.topics import topics_of
from chiltern.record.rows import claims_by_id
from chiltern.record.view import View

# Of more answers to one question only the newest are compared: a measure with hundreds is no single question.
MOST_ANSWERS = 60


def settle_claims(view: View, new: Iterable[Found], gone: Iterable[int]) -> None:
    """Files what now stands, takes up what no longer does, and compares anew where the answers to a topic changed."""
    touched = set(topics_filed(view, gone))
    standing = [found for found in new if found.words.in_force]
    touched |= _file(view, standing)
    touched |= file_statements(view, standing)
    for topic in sorted(touched):
        if not never_conflicts(topic):
            settle(view, topic)


def settle(view: View, topic: str) -> None:
    """Opens and closes the conflicts of one topic, as of the view's moment."""
    rows = view.rows("SELECT id, digest, strength FROM conflicts WHERE topic = ? AND closed_at IS NULL", (topic,))
    given = _answers(view, topic)
    if len(given) < 2 and not rows and needs_two(topic):
        return
    stand = claims_by_id(view, representatives(view, given).values())
    wanted = {conflict.digest: conflict for conflict in compare(view, topic, stand)}
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


def _answers(view: View, topic: str) -> list[int]:
    """The findings that answer a topic, the newest first."""
    rows = view.rows("SELECT id FROM findings WHERE topic = ? ORDER BY id DESC LIMIT ?", (topic, MOST_ANSWERS))
    return [row[0] for row in rows]


def _file(view: View, claims: Sequence[Found]) -> set[str]:
    """Files claims under their findings; gives the topics that have an answer which none had that stands."""
    answers_of = {found.id: topics_of(found) for found in claims}
    wanted = sorted({topic for topics in answers_of.values() for topic in topics})
    known = _findings(view, wanted)
    stand = representatives(view, list(known.values()))
    missing = [topic for topic in wanted if topic not in known]
    view.store.insert_all("INSERT INTO findings (topic, value) VALUES (?, ?)", missing)
    fresh = {topic.key for topic in missing} | {topic.key for topic, row in known.items() if row not in stand}
    known |= _findings(view, missing)
    filed = [(known[topic], claim) for claim, topics in answers_of.items() for topic in topics]
    view.store.insert_all("INSERT OR IGNORE INTO finding_claims (finding_id, claim_id) VALUES (?, ?)", filed)
    return fresh


def _findings(view: View, wanted: Sequence[Topic]) -> dict[Topic, int]:
    """The rows of those answers that were given before."""
    rows = view.rows(
        "SELECT finding.topic, finding.value, finding.id FROM json_each(?) AS wanted JOIN findings AS finding"
        " ON finding.topic = wanted.value ->> 0 AND finding.value = wanted.value ->> 1",
        (msgspec.json.encode(wanted).decode(),),
    )
    return {Topic(topic, value): row for topic, value, row in rows}


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
