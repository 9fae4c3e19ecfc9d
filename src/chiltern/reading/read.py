"""Report to claims, the one entry point: a pure function of the report and the roll.

In: a `Report` and a `Roll`. Out: a `Reading` with every statement, position, role and figure, each with its span. No
clock, no network, no store: the same input gives the same claims in the same order.
"""

from __future__ import annotations

from datetime import date

from chiltern.claims import Reading
from chiltern.dates import first_day
from chiltern.reading.attributed import Attributed
from chiltern.reading.author import find_author
from chiltern.reading.figures import find_figures
from chiltern.reading.mentions import Mentions
from chiltern.reading.positions import Positions
from chiltern.reading.roles import find_roles
from chiltern.reading.statements import Statements
from chiltern.reading.tagger import Model, shipped
from chiltern.reading.text import Text
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

# Raised when a change of rules, words or model changes what any report is read to claim.
READER_VERSION = "tagger-2"
RULES_VERSION = "rules-3"


def read(report: Report, roll: Roll) -> Reading:
    """All that the report claims. People are looked up in the roll as of the day it was published."""
    return _read(report, roll, shipped())


def read_by_rules(report: Report, roll: Roll) -> Reading:
    """The same with rules and lists of words alone: no trained model says what a statement is."""
    return _read(report, roll, None)


def _read(report: Report, roll: Roll, model: Model | None) -> Reading:
    published = published_day(report)
    mentions = Mentions(Text(report), roll, published)
    author = find_author(mentions)
    statements = Statements(mentions, author)
    attributed = Attributed(mentions, statements, model) if model else None
    return Reading(
        report=report.name,
        statements=attributed.statements if attributed else statements.claims(),
        positions=Positions(mentions, statements).claims(),
        roles=find_roles(mentions, published, author),
        figures=find_figures(mentions, published),
        attributions=attributed.others if attributed else (),
    )


def published_day(report: Report) -> date | None:
    """The day that the report gives as its own; None where it gives none."""
    return first_day(report.published[:10]) if report.published else None
