"""Claims as they are filed: under which topics, and which of a finding's claims stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from chiltern.record.rows import EDITOR, STANDS
from chiltern.record.view import View

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


def representatives(view: View, findings: Sequence[int]) -> dict[int, int]:
    """By finding, a claim that stands; findings without one are left out."""
    out, corrections = [], []
    for claim, rulings in view.rulings.items():
        effects = {ruling.effect for ruling in rulings}
        if effects & {"rejected", "corrected", "taken back"}:
            out.append(claim)
        if "correction" in effects:
            corrections.append(claim)
    values = (view.known, *(msgspec.json.encode(ids).decode() for ids in (findings, out, corrections)))
    return {finding: claim for finding, claim in view.rows(_REPRESENTATIVE, values) if claim is not None}
