"""The pages of `chiltern roll`: what was made, members, histories, changes, seats, and where the sources differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from chiltern.cli.plain import one_line
from chiltern.cli.show.adding import complain
from chiltern.cli.show.count import time_span
from chiltern.cli.show.page import Page, long_date, show_json
from chiltern.cli.show.who import show_tie
from chiltern.phrases import plural
from chiltern.register.changes import Change
from chiltern.register.conflicts import Conflict, Side
from chiltern.register.history import History, MemberLine, SeatHistory, named
from chiltern.register.importers.base import Skipped
from chiltern.register.roll import Roll

if TYPE_CHECKING:
    from chiltern.register.totals import DayTotals

_ONE = {"parties": "party", **{f"{noun}s": noun for noun in ("person", "seat", "tenure", "affiliation", "role")}}
_ONE |= {f"{noun}s": noun for noun in ("contest", "division", "source")}
_ROWS_TOLD = 20  # of those left out; the JSON has them all
_NAMES_TOLD = 3  # of those whom one disagreement is about


def complain_of_rows(skipped: Sequence[Skipped]) -> None:
    """A line for each row left out, up to a screenful."""
    for row in skipped[:_ROWS_TOLD]:
        complain(f"{row.file}, line {row.line}" if row.line else row.file, f"left out: {row.reason}")
    if len(skipped) > _ROWS_TOLD:
        complain("and", f"{plural(len(skipped) - _ROWS_TOLD, 'row')} more left out; --json lists them all")


def show_made(page: Page | None, path: Path, roll: Roll, skipped: Sequence[Skipped]) -> None:
    """What a roll holds once it is written; as JSON without a page."""
    counts = {
        "persons": len(roll.persons),
        "parties": len(roll.parties),
        "seats": len(roll.seats),
        "tenures": len(roll.tenures),
        "affiliations": len(roll.affiliations),
        "roles": len(roll.roles),
        "contests": len(roll.contests),
        "divisions": len(roll.divisions),
        "sources": len(roll.sources),
    }
    if page is None:
        show_json(
            {"roll": str(path), "chamber": roll.legislature, **counts, "left_out": [row._asdict() for row in skipped]}
        )
        return
    told = ", ".join(
        f"{number:,} {_ONE.get(what, what) if number == 1 else what}" for what, number in counts.items() if number
    )
    page.line(f"Made {path}: {roll.legislature or 'a roll'}: {told}")
    if skipped:
        page.line(f"{plural(len(skipped), 'row')} left out.")


def show_members(page: Page, members: Sequence[MemberLine], on: date) -> None:
    page.heading(plural(len(members), "member"), long_date(on.isoformat()))
    if not members:
        return
    page.blank()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("Seat", "Member", "Party", "Since"):
        table.add_column(title)
    for line in members:
        table.add_row(*(one_line(words) for words in (line.seat, line.name, line.party or "", line.since or "")))
    page.console.print(table)
    page.blank()
    for party, number in Counter(line.party or "no party known" for line in members).most_common():
        page.line(f"{number:5,}  {party}")


def show_totals(page: Page, roll: Roll, totals: Sequence[DayTotals]) -> None:
    """A row for each day, a column for each party, the largest first; what finds no room is under Others."""
    most = Counter[str]()
    for day in totals:
        most |= Counter(day.parties)
    short = {party.name: party.short for party in roll.parties.values() if party.short}
    titles = {name: one_line(short.get(name, name)) for name, _ in most.most_common()}
    shown, room = [], page.width - len("2019-02-18   Members   Others   ")
    for name, title in titles.items():
        room -= max(len(title), len(str(most[name]))) + len("   ")
        if room < 0:
            break
        shown.append(name)
    others = [name for name in titles if name not in shown]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("Day", no_wrap=True)
    for title in ("Members", *(titles[name] for name in shown), *(("Others",) if others else ())):
        table.add_column(title, justify="right", no_wrap=True)
    for day in totals:
        counts = [day.parties.get(name, 0) for name in shown]
        if others:
            counts.append(sum(day.parties.get(name, 0) for name in others))
        table.add_row(day.date.isoformat(), str(day.members), *(str(count) if count else "·" for count in counts))
    page.console.print(table)


def show_history(page: Page, roll: Roll, person: History) -> None:
    page.heading(person.name, ", ".join(f"{scheme} {value}" for scheme, value in sorted(person.identifiers.items())))
    if person.other_names:
        page.line(f"Also: {'; '.join(person.other_names)}")
    for title, ties in (("Seats", person.seats), ("Parties", person.parties), ("Roles", person.offices)):
        if ties:
            page.blank()
            page.heading(title)
        for tie in ties:
            show_tie(page, tie)
    if person.conflicts:
        page.blank()
        page.heading("Where the sources differ")
        for conflict in person.conflicts:
            _show_conflict(page, roll, [conflict], named_above=True)


def show_changes(page: Page, roll: Roll, changes: Sequence[Change]) -> None:
    page.heading(plural(len(changes), "change"))
    for day, group in groupby(changes, key=lambda change: change.date):
        page.blank()
        page.heading(long_date(day))
        for change in group:
            kind = f"[{change.kind}]" if change.inferred else change.kind
            seat = f", {change.seat}" if change.seat else ""
            page.line(
                f"{change.person}{seat}: {_moved(change)}{kind}",
                f". {change.reason}" if change.reason else "",
                (f"  ({_dated(roll, change)})", "dim"),
                indent=2,
                hang=2,
            )


def _moved(change: Change) -> str:
    if change.from_party and change.to_party:
        return f"{change.from_party} → {change.to_party}; "
    party = change.to_party or change.from_party
    return f"{party}; " if party else ""


def _dated(roll: Roll, change: Change) -> str:
    """The sources of a change, each with its day where they differ."""
    if not change.dates_differ:
        return "; ".join(named(roll, change.sources))
    by_day = sorted(
        {day: [key for key in change.dates if change.dates[key] == day] for day in change.dates.values()}.items()
    )
    return "; ".join(f"{long_date(day)}: {', '.join(named(roll, keys))}" for day, keys in by_day)


def show_seats(page: Page, seats: Sequence[SeatHistory]) -> None:
    for number, seat in enumerate(seats):
        if number:
            page.blank()
        days = time_span(seat.since, seat.until)
        page.heading(seat.name, " · ".join(filter(None, (seat.region, days, _numbers(seat), _places(seat)))))
        for held in seat.held:
            parties = f" ({', then '.join(held.parties)})" if held.parties else ""
            why = "".join(f"; {word}" for word in (held.began, held.ended) if word)
            page.line(
                f"{held.person}{parties}  {time_span(held.since, held.until)}{why}",
                (f"  ({'; '.join(held.sources)})", "dim"),
                indent=2,
                hang=2,
            )
        if seat.elections:
            page.line("Elections", indent=2)
        for one in seat.elections:
            won = f": {one.winner}, {one.party}" if one.winner else ""
            lead = f", majority {one.majority:,}" if one.majority is not None else ""
            page.line(
                f"{long_date(one.date)}, {one.kind}{won}{lead}, {plural(one.candidates, 'candidate')}", indent=4, hang=2
            )


def _numbers(seat: SeatHistory) -> str:
    return ", ".join(f"{scheme} {value}" for scheme, value in sorted(seat.identifiers.items()))


def _places(seat: SeatHistory) -> str:
    return f"{seat.places} places" if seat.places > 1 else ""


def show_conflicts(page: Page, roll: Roll, conflicts: Sequence[Conflict]) -> None:
    """One paragraph for each disagreement; the same one about many members is told once."""
    groups: dict[tuple[str, str, tuple[Side, ...]], list[Conflict]] = {}
    for conflict in conflicts:
        groups.setdefault((conflict.kind, conflict.what, conflict.sides), []).append(conflict)
    page.heading(plural(len(conflicts), "conflict"), "the preferred side first" if conflicts else "")
    for group in groups.values():
        page.blank()
        _show_conflict(page, roll, group)


def _show_conflict(page: Page, roll: Roll, group: Sequence[Conflict], named_above: bool = False) -> None:
    first = group[0]
    days = ""
    if first.kind != "date":
        days = f"  {time_span(first.since, first.until)}" if len(group) == 1 else ""
    who = [] if named_above else [_about(group)]
    page.line(": ".join([*filter(None, who), first.what]) + days, indent=2, hang=2)
    for side in first.sides:
        value = long_date(side.value) if first.kind == "date" else side.value
        page.line(value, (f"  {'; '.join(named(roll, side.sources))}", "dim"), indent=6, hang=2)


def _about(group: Sequence[Conflict]) -> str:
    names = [name for one in group if (name := ", ".join(filter(None, (one.person, one.seat))))]
    more = f" and {len(names) - _NAMES_TOLD:,} more" if len(names) > _NAMES_TOLD else ""
    return "; ".join(names[:_NAMES_TOLD]) + more
