"""The page of `chiltern who`: first what the roll has, then what reports say."""

from __future__ import annotations

import sys
from itertools import groupby

from chiltern.cli.show.count import origin, show_holding, show_outside_roll, show_rejected, time_span
from chiltern.cli.show.desk import decision_told
from chiltern.cli.show.page import Page, long_date
from chiltern.cli.show.quotes import show_quote
from chiltern.phrases import plural
from chiltern.record.queries.results import RoleSaid, Who
from chiltern.register.history import Office, PartyHeld, SeatHeld


def show_who(page: Page, who: Who) -> None:
    on = f"as of {long_date(who.on.isoformat())}" if who.on else ""
    page.heading(who.entity.name, on)
    show_outside_roll(page, who.outside_roll)
    if who.entity.register_id is None:
        page.line(f"{_kind(who.entity.kind)} whom the roll does not know; what follows is what reports say.")
    if who.unclear:
        page.line(f"Unclear who this is: {who.unclear} `chiltern decide RECORD merge` makes two one, `split` one two.")
    if who.seat:
        page.line(f"Member for {who.seat.seat}", f", {who.party.party}" if who.party else "")
    _show_roll(page, who)
    if who.roles:
        page.blank()
        page.heading("Roles in reports")
        for role in who.roles:
            _show_role(page, role)
    if who.positions:
        page.blank()
        page.heading("Positions")
        for _, holdings in groupby(who.positions, key=lambda row: row.act):
            for holding in holdings:
                show_holding(page, holding, by_act=True, words=sys.maxsize)
    if who.statements:
        page.blank()
        page.heading("Statements")
        for quote in who.statements:
            show_quote(page, quote, named=False)
    show_rejected(page, who.rejected)
    if who.decisions:
        page.blank()
        page.heading("Decided")
        for made in who.decisions:
            page.line(decision_told(made), indent=2, hang=2)
    if not (who.roles or who.positions or who.statements):
        page.blank()
        page.line("No report in the record quotes them or says where they stand.")


def _show_roll(page: Page, who: Who) -> None:
    for title, ties in (("Seats", who.seats), ("Parties", who.parties), ("Roles in the roll", who.offices)):
        if ties:
            page.blank()
            page.heading(title)
        for tie in ties:
            show_tie(page, tie)


def show_tie(page: Page, tie: SeatHeld | PartyHeld | Office) -> None:
    """One tie of the roll: what, from when to when, why, and on whose word."""
    what, why = _tie(tie)
    page.line(what, f"  {time_span(tie.since, tie.until)}", why, (_sources(tie.sources), "dim"), indent=2, hang=2)


def _tie(tie: SeatHeld | PartyHeld | Office) -> tuple[str, str]:
    match tie:
        case SeatHeld():
            return tie.seat, "".join(f"; {why}" for why in (tie.began, tie.ended) if why)
        case PartyHeld():
            return tie.party, "".join(f"; {why}" for why in (tie.kind, tie.reason) if why)
        case Office():
            return f"{tie.role}{f', {tie.of}' if tie.of else ''}", ""


def _show_role(page: Page, role: RoleSaid) -> None:
    former = "former " if role.former else ""
    of = f", {role.of}" if role.of else ""
    since = f" since {long_date(role.since)}" if role.since else ""
    page.line(f"{former}{role.role}{of}{since}", (f"  · {plural(role.reports, 'report')}", "dim"), indent=2, hang=2)
    for words in {words.report.id: words for words in reversed(role.words)}.values():
        page.passage(words.handle, words.text, origin(words.report), indent=6)


def _sources(sources: tuple[str, ...]) -> str:
    return f"  ({'; '.join(sources)})" if sources else ""


def _kind(kind: str) -> str:
    return {"person": "Somebody", "described": "Somebody unnamed"}.get(kind, f"A {kind.replace('_', ' ')}")
