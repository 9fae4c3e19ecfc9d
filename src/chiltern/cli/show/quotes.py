"""The page of `chiltern quotes`, and the statements that `chiltern who` shows too."""

from __future__ import annotations

from collections.abc import Sequence

from chiltern.cli.show.count import origin, show_rulings
from chiltern.cli.show.page import Page
from chiltern.phrases import plural
from chiltern.record.queries.results import Quote


def show_quotes(page: Page, quotes: Sequence[Quote]) -> None:
    if not quotes:
        page.line("No statement fits.")
        return
    page.heading(plural(len(quotes), "statement"))
    for quote in quotes:
        page.blank()
        show_quote(page, quote)


def show_quote(page: Page, quote: Quote, *, named: bool = True) -> None:
    """Who said it and how, then the words; words in the reporter's own sentence stand without marks."""
    if named:
        name = quote.speaker.name if quote.speaker else quote.speaker_text or "unnamed"
        page.line((name, "bold"), f" {quote.cue}:" if quote.cue else ":", hang=2)
    text = f"“{quote.quote}”" if quote.kind == "direct" else quote.quote
    page.passage(quote.words.handle, text, origin(quote.words.report), indent=2)
    show_rulings(page, quote.words.rulings, indent=4)
