"""Every exception that Chiltern raises on purpose, so that a caller can catch one kind or all of them.

    ChilternError
    ├── BadInput            a file or an option that cannot be used as it is
    │   ├── UnreadableReport    a report that yields no text
    │   └── BadDate             words that are no date
    ├── NotFound            a name, an act or a claim that the record or the roll does not hold
    │   └── AmbiguousName       a name that several fit
    ├── FetchError          a server that cannot be reached, or an answer of no use
    └── RecordError         the record file itself
        ├── NotARecord          another kind of file, a damaged one, or none
        ├── NewerRecord         written by a later version of Chiltern
        ├── RecordBusy          locked by another writer
        └── QueryTooLong        a question that was given a limit, and took longer

A message says what was wrong, where, and what to do, in one line.
"""

from __future__ import annotations

from collections.abc import Sequence


class ChilternError(Exception):
    """Anything that Chiltern reports to its user."""


class BadInput(ChilternError):
    """A file or an option cannot be used as it is."""


class UnreadableReport(BadInput):
    """A report yields no text: binary, empty, too large, wrongly encoded, or a page without an article."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class BadDate(BadInput):
    """Words that should be a date are none."""


class NotFound(ChilternError):
    """The record or the roll holds nothing under this name."""


class AmbiguousName(NotFound):
    """Several entities fit a name; `candidates` lists what to choose from."""

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class FetchError(ChilternError):
    """A server cannot be reached, or what it answers is of no use."""


class RecordError(ChilternError):
    """The record file cannot be used."""


class NotARecord(RecordError):
    """The file is missing, damaged, or something other than a Chiltern record."""


class NewerRecord(RecordError):
    """The record was written by a later version of Chiltern."""


class RecordBusy(RecordError):
    """Another program is writing to the record."""


class QueryTooLong(RecordError):
    """A question was given a limit of time and took longer."""
