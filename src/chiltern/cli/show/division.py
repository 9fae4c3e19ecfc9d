"""The pages of `chiltern division` and `chiltern agreement`: lists of divisions, one division, who votes with whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.table import Table

from chiltern.cli.plain import one_line
from chiltern.cli.show.page import Page, long_date
from chiltern.house.agreement import Agreement, Likeness
from chiltern.house.division_lists import DivisionLine
from chiltern.house.division_model import Difference, DivisionResult, PartyVotes, Voter
from chiltern.names import fold, surname
from chiltern.phrases import listed, plural

_OUTCOME = {"aye": "The ayes have it", "no": "The noes have it", "tie": "A tie, which the chair decides by precedent"}
_NONE = "Bring some in: chiltern roll import divisions FILE… --into ROLL -o ROLL"
_ENDS = 10  # members shown at each end of a list of likenesses


def show_divisions(page: Page, lines: Sequence[DivisionLine]) -> None:
    page.heading(plural(len(lines), "division"))
    if not lines:
        page.line(_NONE)
        return
    page.blank()
    table = _table("Date", "Number", "Ayes", "Noes", "Named", "Title", right=("Number", "Ayes", "Noes", "Named"))
    for line in lines:
        numbers = (_number(line.number), _number(line.ayes), _number(line.noes), _number(line.named or None))
        table.add_row(line.date, *numbers, one_line(line.title))
    page.console.print(table)


def show_division(page: Page, result: DivisionResult) -> None:
    number = f", division {result.number}" if result.number is not None else ""
    page.heading(result.title, f"{long_date(result.date)}{number}")
    page.line(_totals(result))
    for lobby, word in (("aye", "ayes"), ("no", "noes")):
        tellers = [voter.name for voter in result.votes if voter.teller and voter.lobby == lobby]
        if tellers:
            page.line(f"Tellers for the {word}: {listed(tellers)}")
    if result.votes:
        _show_parties(page, result.parties)
        _show_voters(page, "Against most of their party", result.rebels, voted=True)
        _show_voters(page, "In both lobbies", result.both)
        _show_voters(page, "Did not vote", result.absent)
        _show_voters(page, "Never vote", result.never_vote, why=True)
        _show_voters(page, "Voted, but have no seat that day in the roll", result.strangers, voted=True)
    if result.differences:
        page.blank()
        page.heading("Where the source counts otherwise")
        for difference in result.differences:
            _show_difference(page, difference)
    if result.notes:
        page.blank()
    for note in result.notes:
        page.line(note)
    if result.sources:
        page.blank()
        page.line((f"Source: {'; '.join(result.sources)}", "dim"))


def show_likeness(page: Page, found: Likeness, *, whole: bool) -> None:
    """`whole` shows one row in words, whatever it is."""
    if whole:
        for row in found.members:
            share = f", {row.share:.0%}" if row.share is not None else ""
            page.line(
                f"{found.name} and {row.name} both voted in {plural(row.both, 'division')}: "
                f"in the same lobby in {row.same:,}{share}."
            )
        return
    page.heading(
        f"Voting with {found.name}", f"{plural(found.divisions, 'division')}; shared by others: at least {found.least}"
    )
    if not found.divisions:
        page.line(_NONE)
    elif len(found.members) <= 2 * _ENDS:
        _show_agreements(page, "Most alike first", found.members)
    else:
        _show_agreements(page, "Most alike", found.members[:_ENDS])
        _show_agreements(page, "Least alike", found.members[-_ENDS:][::-1])
    if found.too_few:
        page.blank()
        page.line(f"{plural(found.too_few, 'member')} with fewer divisions in common left out (--least).")


def _totals(result: DivisionResult) -> str:
    if result.outcome is None:
        return "The source gives no totals."
    ayes, noes = (result.ayes, result.noes) if result.ayes is not None and result.noes is not None else result.listed
    return f"{_OUTCOME[result.outcome]}: {plural(ayes, 'aye')}, {noes:,} {'no' if noes == 1 else 'noes'}"


def _show_parties(page: Page, parties: Sequence[PartyVotes]) -> None:
    """A row for each party; a column in which nobody is counted is left out."""
    page.blank()
    columns = {
        "Sit": [row.sitting for row in parties],
        "Aye": [row.ayes for row in parties],
        "No": [row.noes for row in parties],
        "Tellers": [row.aye_tellers + row.no_tellers for row in parties],
        "Absent": [row.absent for row in parties],
        "Never vote": [row.never_vote for row in parties],
        "Not known": [row.unknown for row in parties],
    }
    kept = {title: numbers for title, numbers in columns.items() if any(numbers)}
    table = _table("Party that day", *kept, "Majority", "Against it", right=(*kept, "Against it"))
    for at, row in enumerate(parties):
        counts = (_number(numbers[at] or None) for numbers in kept.values())
        table.add_row(one_line(row.name), *counts, row.lobby or "", _number(row.rebels or None))
    page.console.print(table)


def _show_voters(page: Page, title: str, voters: Sequence[Voter], *, voted: bool = False, why: bool = False) -> None:
    """Names by party, each kind of vote or reason on its own line."""
    if not voters:
        return
    page.blank()
    page.heading(f"{title}: {len(voters):,}")

    def group(voter: Voter) -> tuple[str, str]:
        return (voter.why or "", "") if why else (voter.party or "No party known", voter.lobby if voted else "")

    for (head, lobby), members in groupby(
        sorted(voters, key=lambda voter: (*group(voter), *_by_family(voter))), key=group
    ):
        names = [voter.name for voter in members]
        label = f"{head}, {lobby}" if lobby else head
        page.line(f"{label}, {len(names):,}: ", ", ".join(names), indent=2, hang=2)


def _by_family(voter: Voter) -> tuple[str, str]:
    return fold(surname(voter.name)), voter.name


def _show_difference(page: Page, difference: Difference) -> None:
    what = f"{difference.party}, " if difference.party else "Declared "
    lobby = "ayes" if difference.lobby == "aye" else "noes"
    page.line(f"{what}{lobby}: {difference.source:,} in the source, {difference.ours:,} here", indent=2, hang=2)
    for reason in difference.reasons:
        page.line(f"{reason.votes:+,}  {reason.says}", indent=4, hang=4)
    if difference.unexplained:
        page.line(f"{difference.unexplained:+,}  not explained", indent=4, hang=4)


def _show_agreements(page: Page, title: str, rows: Sequence[Agreement]) -> None:
    page.blank()
    table = _table(title, "Party", "Same", "Of", "Share", right=("Same", "Of", "Share"))
    for row in rows:
        share = f"{row.share:.0%}" if row.share is not None else ""
        table.add_row(one_line(row.name), one_line(row.party or ""), f"{row.same:,}", f"{row.both:,}", share)
    page.console.print(table)


def _table(*titles: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in titles:
        table.add_column(title, justify="right" if title in right else "left")
    return table


def _number(number: int | None) -> str:
    return "" if number is None else f"{number:,}"
