"""Documents in: files, folders, globs, standard input; plain text, web pages and JSON lines become reports.

`load` yields each report, or an `UnreadableReport` in its place that names the file and the reason.
"""

from __future__ import annotations

from chiltern.reports.find import FoundFile, find_files
from chiltern.reports.html import html_report
from chiltern.reports.load import LIMIT, load, read_file, read_path
from chiltern.reports.model import Defaults, Report
from chiltern.reports.text import text_report

__all__ = [
    "LIMIT",
    "Defaults",
    "FoundFile",
    "Report",
    "find_files",
    "html_report",
    "load",
    "read_file",
    "read_path",
    "text_report",
]
