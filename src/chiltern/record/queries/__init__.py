"""Every named read of a record: what goes in is a view of it, what comes out is a frozen value.

`count` says who stands where on an act, `who` what is known of somebody, `quotes` who said what, `source` shows the
words behind a claim. Each takes the day to answer for, or None for all that the record holds. Claims of report
versions that a newer one replaced are left out of all but `source`.
"""

from chiltern.record.queries.changes import changes
from chiltern.record.queries.count import count
from chiltern.record.queries.disputes import conflict, conflicts
from chiltern.record.queries.elsewhere import compare
from chiltern.record.queries.finding import newest_report_day
from chiltern.record.queries.history import log
from chiltern.record.queries.passages import source
from chiltern.record.queries.people import who
from chiltern.record.queries.quotes import quotes

__all__ = [
    "changes",
    "compare",
    "conflict",
    "conflicts",
    "count",
    "log",
    "newest_report_day",
    "quotes",
    "source",
    "who",
]
