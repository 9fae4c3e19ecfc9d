"""The pages of `chiltern conflicts`, `changes`, `log` and `decide`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chiltern.cli.show.count import names, one_a_report, origin, show_rulings
from chiltern.cli.show.page import Page, long_date
from chiltern.cli.show.source import claim_in_words
from chiltern.phrases import act_and_objects, plural, spoken
from chiltern.record.model import Decision, Entity
from chiltern.record.queries.results import Changes, Dispute, Holding, LogEntry, PositionChange
from chiltern.record.reconcile.model import Side, Strength

# What stands over the conflicts of each strength.
STRENGTHS: dict[Strength, str] = {
    "hard": "They cannot all be right",
    "wording": "Words that are not quite the same",
    "roll": "Against the roll",
    "scope": "Of more or fewer than others say",
    "time": "Of another time",
    "rounding": "Rounded",
    "spelling": "Spelt otherwise",
}
_WORDS_SHOWN = 3
_CLAIMS_SHOWN = 3


def show_disputes(page: Page, found: Sequence[Dispute]) -> None:
    if not found:
        page.line("No conflict.")
        return
    page.heading(plural(len(found), "conflict"), _tally(found))
    strength = None
    for one in found:
        if one.conflict.strength != strength:
            strength = one.conflict.strength
            page.blank()
            page.heading(STRENGTHS[strength])
        show_dispute(page, one)


def show_dispute(page: Page, one: Dispute, *, whole: bool = False) -> None:
    """Its number, what it is about and why; then each side with the words that give it."""
    conflict = one.conflict
    page.blank()
    page.line((one.handle, "dim"), "  ", (f"{spoken(conflict.kind)}: {conflict.about}", "bold"), indent=2, hang=2)
    page.line(conflict.reason, indent=6)
    for side in conflict.sides:
        _show_side(page, side, None if whole else _WORDS_SHOWN)
    show_rulings(page, one.rulings, indent=6)
    if one.closed_at is not None:
        page.line((f"closed {_time(one.closed_at)}", "dim"), indent=6)


def _show_side(page: Page, side: Side, most: int | None) -> None:
    roll = [("  · the roll" + (f", by {side.roll}" if side.roll else ""), "dim")] if side.roll is not None else []
    page.line(f"– {spoken(side.value)}", *roll, indent=6, hang=2)
    for words in side.words[:most]:
        page.passage(words.handle, words.text, origin(words.report), indent=8)
    if most is not None and len(side.words) > most:
        page.line((f"and {len(side.words) - most} more: give the conflict's number", "dim"), indent=8)


def show_news(page: Page, news: Changes) -> None:
    until = f" until {_time(news.until)}" if news.until else ""
    tally = Counter(line.kind for line in news.claims)
    claims = ", ".join(plural(tally[kind], kind) for kind in ("statement", "position", "role", "figure") if tally[kind])
    page.heading(
        f"Since {_time(news.since)}{until}", f"{plural(len(news.reports), 'report')}; {claims or 'no new claim'}"
    )
    _section(page, "Moved", news.moved)
    for row in news.moved:
        party = f" ({row.party})" if row.party else ""
        page.line((row.holder.name, "bold"), f"{party}: {act_and_objects(row.act, _names(row.objects))}", indent=2)
        for position in one_a_report(row.positions)[:_WORDS_SHOWN]:
            page.passage(position.words.handle, position.words.text, origin(position.words.report), indent=6)
    _section(page, "Stand elsewhere", news.positions)
    for change in news.positions:
        _show_change(page, change)
    for title, found in (("Conflicts found", news.opened), ("Conflicts settled", news.closed)):
        _section(page, title, found)
        for one in found:
            show_dispute(page, one)
    for title, made in (("Decided", news.decisions), ("To be decided again: their words are gone", news.open_again)):
        _section(page, title, made)
        for decision in made:
            page.line(decision_told(decision), indent=2, hang=2)
    _show_reports(page, news)


def _show_reports(page: Page, news: Changes) -> None:
    _section(page, "Reports", news.reports)
    for change in news.reports:
        page.line(
            change.report.title or change.report.name, (f"  {change.what}; {origin(change.report)}", "dim"), indent=2
        )
        new = [line for line in news.claims if line.words.report.id == change.report.id]
        for line in new[:_CLAIMS_SHOWN]:
            page.passage(line.words.handle, line.words.text, claim_in_words(line.claim), indent=4)
        if len(new) > _CLAIMS_SHOWN:
            page.line((f"and {plural(len(new) - _CLAIMS_SHOWN, 'claim')} more: see --format json", "dim"), indent=4)


def _show_change(page: Page, change: PositionChange) -> None:
    page.line((change.holder.name, "bold"), indent=2)
    for title, rows in (("was", change.before), ("is", change.now)):
        told = "; ".join(map(_stand, rows)) or "without a position"
        page.line((f"{title:<4}", "dim"), told, indent=4, hang=4)
    for row in change.now:
        for position in row.positions[-1:]:
            page.passage(position.words.handle, position.words.text, origin(position.words.report), indent=8)


def _stand(row: Holding) -> str:
    about = f", about {names(row.about)}" if row.about else ""
    return f"{spoken(row.stance)}: {act_and_objects(row.act, _names(row.objects))}{about}"


def _names(entities: Sequence[Entity]) -> list[str]:
    return [entity.name for entity in entities]


def show_log(page: Page, entries: Sequence[LogEntry]) -> None:
    if not entries:
        page.line("Nothing has happened yet.")
    for entry in entries:
        told = ""
        if entry.report is not None:
            told = f"{entry.report.name}, by reader {entry.reader}"
        elif entry.decision is not None:
            told = decision_told(entry.decision)
        page.line((entry.at[: len("2019-02-18T09:30:00.000000")], "dim"), f"  {entry.what:<10}  {told}", hang=28)


def show_decided(page: Page, made: Decision) -> None:
    page.line(f"Decision {made.id}: {decision_told(made)}")
    page.line((f"Take it back: chiltern decide RECORD undo {made.id}", "dim"))


def decision_told(made: Decision) -> str:
    """Its number, who, what and why, and what became of it."""
    number = made.target[:10] if made.kind in ("claim", "conflict") else f"#{made.target}"
    other = f", #{made.other}" if made.other is not None else ""
    state = " (undone)" if made.undone else " (its words are gone: look again)" if made.open_again else ""
    return f"{made.id}. {made.editor}: {made.action} {made.kind} {number}{other}: {made.reason}{state}"


def _section(page: Page, title: str, rows: Sequence[object]) -> None:
    if rows:
        page.blank()
        page.heading(f"{title}: {len(rows)}")


def _tally(found: Sequence[Dispute]) -> str:
    counts = Counter(one.conflict.strength for one in found)
    return ", ".join(f"{counts[strength]} {strength}" for strength in STRENGTHS if counts[strength])


def _time(text: str) -> str:
    """18 February 2019, 09:30 UTC; of the end of a day, the day."""
    day, _, clock = text.partition("T")
    return long_date(day) + ("" if clock.startswith("23:59:59.99") else f", {clock[:5]} UTC")
