"""How many of the reports behind a finding found it out for themselves: reports that copy one another count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from chiltern.claims import Span
from chiltern.record.derive_copies import copies_among
from chiltern.record.derive_statements import SAID
from chiltern.record.model import Words
from chiltern.record.queries.results import Holding
from chiltern.record.reconcile.copies import Copy
from chiltern.record.reconcile.origins import Evidence, Origins, origins
from chiltern.record.view import View


def with_independence(view: View, holdings: Sequence[Holding]) -> tuple[Holding, ...]:
    """The rows with how many of their reports are independent."""
    reports = {position.words.report.id for row in holdings for position in row.positions if row.reports > 1}
    by_report = _by_report(copies_among(view, reports)) if reports else {}
    return tuple(_with(row, by_report) for row in holdings)


def origins_of(view: View, words: Sequence[Words]) -> Origins:
    """The independent origins of what these words say, and whether all of them stand in one statement."""
    copies = copies_among(view, {one.report.id for one in words})
    inside = _statements(view, words)
    return origins([_evidence(one, inside.get(one.claim)) for one in words], copies)


def _with(row: Holding, copies: Mapping[int, Sequence[Copy]]) -> Holding:
    if row.reports == 1:
        return row
    own = {position.words.report.id for position in row.positions}
    among = {(copy.first, copy.second): copy for report in own for copy in copies.get(report, ()) if copy.second in own}
    found = origins([_evidence(position.words) for position in row.positions], list(among.values()))
    return msgspec.structs.replace(row, independent=found.origins)


def _by_report(copies: Iterable[Copy]) -> Mapping[int, Sequence[Copy]]:
    made: defaultdict[int, list[Copy]] = defaultdict(list)
    for copy in copies:
        made[copy.first].append(copy)
    return made


def _evidence(words: Words, statement: str | None = None) -> Evidence:
    return Evidence(words.report.id, Span(words.start, words.end), words.report.publisher, statement)


def _statements(view: View, words: Sequence[Words]) -> dict[str, str]:
    """By claim, the group of the statement that it stands in or is."""
    rows = view.rows(
        "SELECT claim.digest, min(finding.topic) FROM json_each(?) AS wanted"
        " JOIN claims AS claim ON claim.digest = wanted.value"
        " JOIN claims AS said ON said.version_id = claim.version_id AND said.kind = 'statement'"
        '  AND said.start <= claim.start AND said."end" >= claim."end"'
        " JOIN finding_claims AS filed ON filed.claim_id = said.id"
        " JOIN findings AS finding ON finding.id = filed.finding_id AND substr(finding.topic, 1, ?) = ?"
        " GROUP BY claim.digest",
        (msgspec.json.encode([one.claim for one in words]).decode(), len(SAID), SAID),
    )
    return dict(rows)
