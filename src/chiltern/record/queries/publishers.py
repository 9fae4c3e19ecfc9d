"""Whose reports the record holds: each publisher with how many, and how many of those copy an earlier one."""

from __future__ import annotations

import msgspec

from chiltern.record.rows import current
from chiltern.record.view import View

_REPORTS = f"""SELECT coalesce(source.name, ''), count(*) FROM report_versions AS version
LEFT JOIN sources AS source ON source.id = version.source_id
WHERE version.known_at <= ?1 AND {current("version")} GROUP BY source.id"""
# Of a copy, the report that did not have the words first; with a common source that is neither of the two.
_COPIES = f"""SELECT coalesce(source.name, ''), count(DISTINCT version.report_id) FROM copies AS copy
JOIN report_versions AS version ON version.id IN (copy.version_id, copy.other_id)
    AND version.report_id != json_extract(copy.json, '$[6]')
LEFT JOIN sources AS source ON source.id = version.source_id
WHERE copy.known_at <= ?1 AND {current("version")} GROUP BY source.id"""


class Publisher(msgspec.Struct, frozen=True):
    """How many reports a publisher has in the record, and how many of them copy one that was there before.

    `name` is empty for reports that do not say whose they are.
    """

    name: str
    reports: int
    copies: int


def publishers(view: View) -> tuple[Publisher, ...]:
    """All of them, those with most reports first."""
    copies = dict(view.rows(_COPIES, (view.known,)))
    made = [Publisher(name, reports, copies.get(name, 0)) for name, reports in view.rows(_REPORTS, (view.known,))]
    return tuple(sorted(made, key=lambda one: (-one.reports, one.name)))
