"""Report to claims, the one entry point: a pure function of the report and the roll.

In: a `Report` and a `Roll`. Out: a `Reading` with every statement, position, role and figure, each with its span. No
clock, no network, no store: the same input gives the same claims in the same order.
"""

from __future__ import annotations

from datetime import date

from chiltern.claims import Reading
from chiltern.dates import first_day
from chiltern.reading.author import find_author
from chiltern.reading.figures import find_figures
from chiltern.reading.mentions import Mentions
from chiltern.reading.positions import Positions
from chiltern.reading.roles import find_roles
from chiltern.reading.statements import Statements
from chiltern.reading.text import Text
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

# Raised when a change of rules or words changes what any report is read to claim.
READER_VERSION = "rules-1"


def read(report: Report, roll: Roll) -> Reading:
    """All that the report claims. People are looked up in the roll as of the day it was published."""
    published = published_day(report)
    mentions = Mentions(Text(report), roll, published)
    author = find_author(mentions)
    statements = Statements(mentions, author)
    positions = Positions(mentions, statements)
    return Reading(
        report=report.name,
        statements=statements.claims(),
        positions=positions.claims(),
        roles=find_roles(mentions, published, author),
        figures=find_figures(mentions, published),
    )


def published_day(report: Report) -> date | None:
    """The day that the report gives as its own; None where it gives none."""
    return first_day(report.published[:10]) if report.published else None
