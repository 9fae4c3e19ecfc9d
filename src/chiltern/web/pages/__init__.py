"""What each page shows: one frozen, documented value a page, which its template draws and its `.json` twin prints.

Dates are ISO text. Whatever comes from a report is a `Words`, so that it opens to its place in the report.
"""

from __future__ import annotations

from chiltern.web.pages.counts import (
    ActLine,
    ActsPage,
    Card,
    Column,
    CountPage,
    Filters,
    FrontPage,
    HouseLine,
    Move,
    Standing,
)
from chiltern.web.pages.entities import Band, EntitiesPage, EntityPage
from chiltern.web.pages.finding import ChangesPage, MethodPage, Reader, SearchPage
from chiltern.web.pages.frame import EditPage, ErrorPage, Frame, Page
from chiltern.web.pages.house import Asked, Bench, HousePage, PartyLine, WhatIfForm
from chiltern.web.pages.reports import ConflictPage, ConflictsPage, Piece, ReportPage, ReportsPage, StatementPage

__all__ = [
    "ActLine",
    "ActsPage",
    "Asked",
    "Band",
    "Bench",
    "Card",
    "ChangesPage",
    "Column",
    "ConflictPage",
    "ConflictsPage",
    "CountPage",
    "EditPage",
    "EntitiesPage",
    "EntityPage",
    "ErrorPage",
    "Filters",
    "Frame",
    "FrontPage",
    "HouseLine",
    "HousePage",
    "MethodPage",
    "Move",
    "Page",
    "PartyLine",
    "Piece",
    "Reader",
    "ReportPage",
    "ReportsPage",
    "SearchPage",
    "Standing",
    "StatementPage",
    "WhatIfForm",
]
