"""A count as a table: what its page shows and nothing else, one row for each report behind a card."""

from __future__ import annotations

import csv
import io

from chiltern.export.csv_cells import safe
from chiltern.record.queries.results import Holding, Stood
from chiltern.web.pages import CountPage

_HEADER = (
    "holder", "kind", "party", "left", "stance", "act", "object", "about", "on_behalf_of", "since", "reports",
    "independent", "state", "words", "publisher", "title", "published", "url", "start", "end", "claim",
)  # fmt: skip


def count_csv(page: CountPage) -> bytes:
    """CSV in UTF-8 with a header, safe to open in a spreadsheet; `state` tells what was superseded."""
    file = io.StringIO(newline="")
    made = csv.writer(file)
    made.writerow(_HEADER)
    for column in page.columns:
        for card in column.cards:
            for state, positions in (("stands", card.row.positions), ("superseded", card.row.superseded)):
                made.writerows(_row(card.row, position, state) for position in positions)
    return file.getvalue().encode("utf-8", "replace")


def _row(row: Holding, position: Stood, state: str) -> list[str]:
    words, report = position.words, position.words.report
    cells = (
        row.holder.name, row.holder.kind, row.party, row.left, position.stance, row.act,
        position.object.name if position.object else None, "; ".join(one.name for one in position.about),
        position.on_behalf_of.name if position.on_behalf_of else None, position.since, row.reports, row.independent,
        state, words.text, report.publisher, report.title, report.published, report.url, words.start, words.end,
        words.claim,
    )  # fmt: skip
    return ["" if cell is None else safe(str(cell)) for cell in cells]
