"""The public names of the package, pinned: adding or dropping one is a decision."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import chiltern

PUBLIC = """
Abstain AmbiguousName BadDate BadInput Change Changes ChilternError Claim Compared Conflict Count DayTotals Decision
Defaults Dispute DivisionResult Entity FetchError Figure History Holding House Hurt ImportedRoll Join Likeness
LogEntry MemberLine Move NewerRecord NotARecord NotFound Outcome Paragraph Passage Position QueryTooLong Quote
ReadReport Reader Reading Record RecordBusy RecordError Ref Report ReportLine RoleClaim Roll Ruling SeatHistory Side
Span StanceGroup Statement Stood UnreadableReport Vacate Version WhatIf Who Words
__version__ analyse_division builtin_rolls digest export_record find_division house_on import_roll likeness load_roll
merge_rolls new open read roll_changes roll_conflicts roll_history roll_members roll_seats roll_totals save_roll
suppose
"""


def test_the_public_names_are_these() -> None:
    assert sorted(chiltern.__all__) == sorted(PUBLIC.split())
    assert dir(chiltern) == sorted(PUBLIC.split())


def test_each_name_is_there_and_is_what_its_module_calls_so() -> None:
    from chiltern import errors, records

    for name in chiltern.__all__:
        assert getattr(chiltern, name) is not None
    assert chiltern.open is records.open
    assert chiltern.NotFound is errors.NotFound


def test_every_error_is_public() -> None:
    from chiltern import errors

    tree = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert tree <= set(chiltern.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(chiltern, "shut")


def test_importing_loads_no_library() -> None:
    code = (
        "import sys, chiltern; print(sorted(m for m in sys.modules if m.startswith(('chiltern', 'msgspec', 'rich'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(Path(chiltern.__file__).parents[1])},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout == "['chiltern']\n"
