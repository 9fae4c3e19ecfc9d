"""What commands print: typed values in, plain pages or JSON out. Commands import it when they run, not before."""

from chiltern.cli.show.adding import complain, counted, follow, show_new, show_outcomes, show_rebuilt, watched
from chiltern.cli.show.compared import show_compared
from chiltern.cli.show.count import show_count
from chiltern.cli.show.desk import show_decided, show_dispute, show_disputes, show_log, show_news
from chiltern.cli.show.house import show_house, show_what_if
from chiltern.cli.show.keeping import show_verified
from chiltern.cli.show.page import Page, show_json
from chiltern.cli.show.quotes import show_quotes
from chiltern.cli.show.reading import attributions_line, jsonl_line, show_reading
from chiltern.cli.show.roll import (
    complain_of_rows,
    show_changes,
    show_conflicts,
    show_history,
    show_made,
    show_members,
    show_seats,
    show_totals,
)
from chiltern.cli.show.source import show_source
from chiltern.cli.show.who import show_who

__all__ = [
    "Page",
    "attributions_line",
    "complain",
    "complain_of_rows",
    "counted",
    "follow",
    "jsonl_line",
    "show_changes",
    "show_compared",
    "show_conflicts",
    "show_count",
    "show_decided",
    "show_dispute",
    "show_disputes",
    "show_history",
    "show_house",
    "show_json",
    "show_log",
    "show_made",
    "show_members",
    "show_new",
    "show_news",
    "show_outcomes",
    "show_quotes",
    "show_reading",
    "show_rebuilt",
    "show_seats",
    "show_source",
    "show_totals",
    "show_verified",
    "show_what_if",
    "show_who",
    "watched",
]
