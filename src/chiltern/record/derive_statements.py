"""The same statement in several reports, as they come: each new one is laid beside those that share words with it.

A statement's topic is its group, numbered by its first claim; its finding is its exact wording. Two groups that a new
version joins become one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from chiltern.claims import Statement
from chiltern.record.filed import representatives, topics_filed
from chiltern.record.model import Found
from chiltern.record.reconcile.attribution import attribution_conflicts
from chiltern.record.reconcile.statements import Said, keys, said, same_statement
from chiltern.record.rows import claims_by_id
from chiltern.record.view import View

# Topics: of versions of one statement, and of words that several people are given as having said.
SAID = "said:"
GIVEN = "words:"
# Statements that a key leads to: one that more share tells little.
_MOST_SHARERS = 16
# Statements that are laid beside a new one, those with most keys in common first.
_MOST_COMPARED = 8
# With fewer words the same person may say the same again.
_FEWEST_WORDS = 6

_CANDIDATES = """
SELECT shared.claim_id FROM json_each(?) AS wanted JOIN statement_keys AS shared ON shared.key = wanted.value
GROUP BY shared.claim_id ORDER BY count(*) DESC, shared.claim_id LIMIT ?
"""
_ADD_CLAIM = "INSERT OR IGNORE INTO finding_claims (finding_id, claim_id) VALUES (?, ?)"
_ADD_KEY = f"""
INSERT OR IGNORE INTO statement_keys (key, claim_id) SELECT ?1, ?2
WHERE (SELECT count(*) FROM (SELECT 1 FROM statement_keys WHERE key = ?1 LIMIT {_MOST_SHARERS})) < {_MOST_SHARERS}
"""


def file_statements(view: View, claims: Sequence[Found]) -> set[str]:
    """Files statements under their groups; gives the topics with a new wording, and those that were joined."""
    touched: set[str] = set()
    for found in claims:
        if isinstance(found.claim, Statement):
            touched |= _file(view, found)
    return touched


def _file(view: View, found: Found) -> set[str]:
    statement, wording = said(found), _wording(found)
    known = _same_characters(view, statement, wording)
    if known is not None:
        finding, topic = known
        stands = bool(representatives(view, [finding]))
        view.store.insert_all(_ADD_CLAIM, [(finding, found.id)])
        return set() if stands else {topic}
    wanted = (wording, *keys(statement))
    rows = view.rows(_CANDIDATES, (msgspec.json.encode(wanted).decode(), _MOST_COMPARED))
    sharers = claims_by_id(view, [row[0] for row in rows])
    matched = [other for other in sharers if same_statement(statement, said(other)) is not None]
    topics = {topic for topic in topics_filed(view, [other.id for other in matched]) if topic.startswith(SAID)}
    topic = min(topics, key=_number, default=f"{SAID}{found.id}")
    for other in sorted(topics - {topic}):
        _join(view, topic, other)
    made = view.store.insert("INSERT OR IGNORE INTO findings (topic, value) VALUES (?, ?)", (topic, str(wording)))
    finding = made if made is not None else _finding(view, topic, wording)
    view.store.insert_all(_ADD_CLAIM, [(finding, found.id)])
    view.store.insert_all(_ADD_KEY, [(key, found.id) for key in wanted])
    given = _given(view, found, [other for other in sharers if other not in matched])
    return given | ({topic, *topics} if matched else set())


def _same_characters(view: View, statement: Said, wording: int) -> tuple[int, str] | None:
    """The finding and topic of a statement of somebody in these very characters; a few words may be said twice."""
    if len(statement.whole.norms) < _FEWEST_WORDS:
        return None
    row = view.row(
        "SELECT finding.id, finding.topic FROM statement_keys AS shared"
        " JOIN finding_claims AS filed ON filed.claim_id = shared.claim_id"
        " JOIN findings AS finding ON finding.id = filed.finding_id AND finding.value = ?"
        " WHERE shared.key = ? LIMIT 1",
        (str(wording), wording),
    )
    return tuple(row) if row else None


def _join(view: View, topic: str, other: str) -> None:
    """The second group becomes part of the first."""
    view.store.change("UPDATE OR IGNORE findings SET topic = ? WHERE topic = ?", (topic, other))
    # What is left has a wording that the first group has too.
    for finding, value in view.rows("SELECT id, value FROM findings WHERE topic = ?", (other,)):
        kept = _finding(view, topic, int(value))
        view.store.change("UPDATE OR IGNORE finding_claims SET finding_id = ? WHERE finding_id = ?", (kept, finding))
        view.store.change("DELETE FROM finding_claims WHERE finding_id = ?", (finding,))
        view.store.change("DELETE FROM findings WHERE id = ?", (finding,))


def _finding(view: View, topic: str, wording: int) -> int:
    return int(view.row("SELECT id FROM findings WHERE topic = ? AND value = ?", (topic, str(wording)))[0])


def _given(view: View, found: Found, others: Sequence[Found]) -> set[str]:
    """Files statements with the same words under what each speaker is given as having said; gives those topics."""
    listed = {one.words.claim: one for one in (found, *others)}
    topics = set()
    for conflict in attribution_conflicts([said(one) for one in listed.values()]) if others else ():
        topics.add(conflict.topic)
        for side in conflict.sides:
            values = (conflict.topic, side.value)
            view.store.insert("INSERT OR IGNORE INTO findings (topic, value) VALUES (?, ?)", values)
            view.store.insert_all(
                "INSERT OR IGNORE INTO finding_claims"
                " SELECT finding.id, ? FROM findings AS finding WHERE topic = ? AND value = ?",
                [(listed[words.claim].id, *values) for words in side.words],
            )
    return topics


def _number(topic: str) -> int:
    return int(topic.removeprefix(SAID))


def _wording(found: Found) -> int:
    """A number for whom it is given to and its very characters, marks and white space aside."""
    speaker = found.one("speaker")
    text = " ".join(found.words.text.translate(_ONE_KIND).split())
    hashed = hashlib.blake2b(f"{speaker.id if speaker else 0}|{text}".encode(), digest_size=8)
    return int.from_bytes(hashed.digest(), "little", signed=True)


_ONE_KIND = str.maketrans("’‘“”", "''\"\"")
