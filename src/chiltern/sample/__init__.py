"""The built-in sample: fourteen short reports on the week of 18 February 2019, written for Chiltern.

`README.md` beside the reports says what is fact and what is invented. `reports_dir` is where they lie, so that
`chiltern add split.db` and the tests can read them like any other folder.
"""

from __future__ import annotations

from pathlib import Path


def reports_dir() -> Path:
    """The folder of the sample reports: plain text, one HTML page, one file of JSON lines."""
    return Path(__file__).parent / "reports"
