"""Chiltern turns news reports and official rolls into one sourced record of a parliament.

    import chiltern

    with chiltern.new("split.db") as record:
        record.add(["reports/"])
        count = record.count("leave", of="Labour Party")

The names in `__all__` are the public ones; each is loaded when it is first used, so that importing costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from chiltern.claims import Claim, Figure, Position, Reading, Ref, RoleClaim, Span, Statement, digest
    from chiltern.errors import (
        AmbiguousName,
        BadDate,
        BadInput,
        ChilternError,
        FetchError,
        NewerRecord,
        NotARecord,
        NotFound,
        QueryTooLong,
        RecordBusy,
        RecordError,
        UnreadableReport,
    )
    from chiltern.export.run import export_record
    from chiltern.house.agreement import Likeness, likeness
    from chiltern.house.composition import house_on
    from chiltern.house.division_lists import find_division
    from chiltern.house.division_model import DivisionResult
    from chiltern.house.divisions import analyse_division
    from chiltern.house.hypotheses import Abstain, Join, Move, Vacate
    from chiltern.house.model import House
    from chiltern.house.whatif import WhatIf, suppose
    from chiltern.ingest import Outcome, Reader, ReadReport, read
    from chiltern.record.checks import Hurt
    from chiltern.record.model import Decision, Entity, ReportLine, Ruling, Words
    from chiltern.record.queries.results import (
        Changes,
        Compared,
        Count,
        Dispute,
        Holding,
        LogEntry,
        Paragraph,
        Passage,
        Quote,
        StanceGroup,
        Stood,
        Version,
        Who,
    )
    from chiltern.record.reconcile.model import Side
    from chiltern.records import Record, new, open
    from chiltern.register.changes import Change
    from chiltern.register.conflicts import Conflict
    from chiltern.register.history import History, MemberLine, SeatHistory
    from chiltern.register.importing import ImportedRoll, import_roll, merge_rolls
    from chiltern.register.questions import roll_changes, roll_conflicts, roll_history, roll_members, roll_seats
    from chiltern.register.roll import Roll, builtin_rolls, load_roll, save_roll
    from chiltern.register.totals import DayTotals, roll_totals
    from chiltern.reports.model import Defaults, Report

__all__ = [
    "Abstain",
    "AmbiguousName",
    "BadDate",
    "BadInput",
    "Change",
    "Changes",
    "ChilternError",
    "Claim",
    "Compared",
    "Conflict",
    "Count",
    "DayTotals",
    "Decision",
    "Defaults",
    "Dispute",
    "DivisionResult",
    "Entity",
    "FetchError",
    "Figure",
    "History",
    "Holding",
    "House",
    "Hurt",
    "ImportedRoll",
    "Join",
    "Likeness",
    "LogEntry",
    "MemberLine",
    "Move",
    "NewerRecord",
    "NotARecord",
    "NotFound",
    "Outcome",
    "Paragraph",
    "Passage",
    "Position",
    "QueryTooLong",
    "Quote",
    "ReadReport",
    "Reader",
    "Reading",
    "Record",
    "RecordBusy",
    "RecordError",
    "Ref",
    "Report",
    "ReportLine",
    "RoleClaim",
    "Roll",
    "Ruling",
    "SeatHistory",
    "Side",
    "Span",
    "StanceGroup",
    "Statement",
    "Stood",
    "UnreadableReport",
    "Vacate",
    "Version",
    "WhatIf",
    "Who",
    "Words",
    "__version__",
    "analyse_division",
    "builtin_rolls",
    "digest",
    "export_record",
    "find_division",
    "house_on",
    "import_roll",
    "likeness",
    "load_roll",
    "merge_rolls",
    "new",
    "open",
    "read",
    "roll_changes",
    "roll_conflicts",
    "roll_history",
    "roll_members",
    "roll_seats",
    "roll_totals",
    "save_roll",
    "suppose",
]

_HOMES = {
    "chiltern.claims": "Claim Figure Position Reading Ref RoleClaim Span Statement digest",
    "chiltern.errors": "AmbiguousName BadDate BadInput ChilternError FetchError NewerRecord NotARecord NotFound"
    " QueryTooLong RecordBusy RecordError UnreadableReport",
    "chiltern.export.run": "export_record",
    "chiltern.house.agreement": "Likeness likeness",
    "chiltern.house.composition": "house_on",
    "chiltern.house.division_lists": "find_division",
    "chiltern.house.division_model": "DivisionResult",
    "chiltern.house.divisions": "analyse_division",
    "chiltern.house.hypotheses": "Abstain Join Move Vacate",
    "chiltern.house.model": "House",
    "chiltern.house.whatif": "WhatIf suppose",
    "chiltern.ingest": "Outcome ReadReport Reader read",
    "chiltern.records": "Record new open",
    "chiltern.record.checks": "Hurt",
    "chiltern.record.model": "Decision Entity ReportLine Ruling Words",
    "chiltern.record.queries.results": "Changes Compared Count Dispute Holding LogEntry Paragraph Passage Quote"
    " StanceGroup Stood Version Who",
    "chiltern.record.reconcile.model": "Side",
    "chiltern.register.changes": "Change",
    "chiltern.register.conflicts": "Conflict",
    "chiltern.register.history": "History MemberLine SeatHistory",
    "chiltern.register.importing": "ImportedRoll import_roll merge_rolls",
    "chiltern.register.questions": "roll_changes roll_conflicts roll_history roll_members roll_seats",
    "chiltern.register.totals": "DayTotals roll_totals",
    "chiltern.register.roll": "Roll builtin_rolls load_roll save_roll",
    "chiltern.reports.model": "Defaults Report",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'chiltern' has no attribute {name!r}")
    # Here, not above, where it would become a name of the package.
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
