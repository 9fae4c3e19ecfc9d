"""The page of `chiltern count`, and the rows of positions that `chiltern who` shows too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chiltern.cli.plain import LONGEST
from chiltern.cli.show.page import Page, long_date
from chiltern.dates import PartialDate
from chiltern.phrases import MEANING, act_and_objects, act_and_party, listed, plural, says_more, spoken
from chiltern.record.model import HANDLE, Entity, ReportLine, Ruling, Words
from chiltern.record.queries.results import Count, Holding, RollTime, Stood

# More words of one holder are a page of their own: `chiltern who`.
_WORDS_SHOWN = 3
_LETTERS_SHOWN = 200


def show_count(page: Page, count: Count) -> None:
    about = act_and_party(count.act, count.of.name if count.of else None)
    on = f", by {long_date(count.on.isoformat())}" if count.on else ""
    if not count.groups:
        page.line(f"No report takes a position on {about}{on}.")
        show_outside_roll(page, count.outside_roll)
        show_rejected(page, [position.words for position in count.rejected])
        return
    page.heading(
        f"{about[0].upper()}{about[1:]}{on}",
        f"{_tally(plural(count.holders, 'holder'), count.unnamed)}, {plural(count.reports, 'report')}",
    )
    show_outside_roll(page, count.outside_roll)
    for group in count.groups:
        page.blank()
        unnamed = sum(row.holder.unnamed for row in group.holdings)
        tally = _tally(str(len(group.holdings) - unnamed), unnamed)
        page.heading(f"{spoken(group.stance)}: {tally}", MEANING[group.stance])
        for holding in group.holdings:
            show_holding(page, holding, of=count.of, longest=_LETTERS_SHOWN)
    show_rejected(page, [position.words for position in count.rejected])


def show_rejected(page: Page, rejected: Sequence[Words]) -> None:
    """What editors took out of the count, with their reasons."""
    if not rejected:
        return
    page.blank()
    page.heading(f"Not counted: {len(rejected)}", "rejected, corrected or taken back")
    for words in rejected:
        page.passage(words.handle, words.text, origin(words.report), indent=2, longest=_LETTERS_SHOWN)
        show_rulings(page, words.rulings, indent=4)


def show_rulings(page: Page, rulings: Sequence[Ruling], indent: int) -> None:
    """Who decided what, when and why."""
    for ruling in rulings:
        decision = f", {long_date(ruling.made_at)} (decision {ruling.decision})" if ruling.decision else ""
        by = f"{ruling.effect} by {ruling.editor}{decision}"
        put = f"; see {ruling.corrected[:HANDLE]}" if ruling.corrected else ""
        page.line((f"{by}: {ruling.reason}{put}", "italic"), indent=indent, hang=2)


def _tally(named: str, unnamed: int) -> str:
    """Those with a name, and apart from them the unnamed, who may be among them."""
    return f"{named} and {unnamed:,} unnamed" if unnamed else named


def show_outside_roll(page: Page, covered: RollTime | None) -> None:
    """A line where the roll knows nothing of the day asked for."""
    if covered is not None:
        page.line(f"The roll covers the time {time_span(covered.since, covered.until)}, not this day.")


def time_span(since: PartialDate | None, until: PartialDate | None) -> str:
    """From and until; the end is the first day that no longer belongs to it."""
    began = f"from {long_date(since)}" if since else ""
    ended = f"until {long_date(until)}" if until else ""
    return " ".join(filter(None, (began, ended)))


def show_holding(
    page: Page,
    holding: Holding,
    *,
    of: Entity | None = None,
    by_act: bool = False,
    words: int = _WORDS_SHOWN,
    longest: int = LONGEST,
) -> None:
    """A row: who, for which party, about whom, in how many reports; then the words, then what was superseded.

    `of` is the party that the whole page is about; `by_act` is for a page about one holder; `words` is the
    most reports whose words are shown, `longest` the most characters of each.
    """
    objects = [one for one in holding.objects if not one.same_as(of) and one.name != holding.left]
    if by_act:
        title = f"{spoken(holding.stance)}: {act_and_objects(holding.act, [one.name for one in holding.objects])}"
        pieces = ["", _scope(holding, ())]
    else:
        title = holding.holder.name
        pieces = [_sits_for(holding), _scope(holding, objects)]
    facts = [reports_told(holding.reports, holding.independent)] + (
        [f"since {long_date(holding.since)}"] if holding.since else []
    )
    page.line((title, "bold"), *pieces, (f"  · {', '.join(facts)}", "dim"), indent=2, hang=2)
    positions = one_a_report(holding.positions)
    for position in positions[:words]:
        show_words(page, position, longest=longest)
    if len(positions) > words:
        page.line((f"and {plural(len(positions) - words, 'report')} more: see `chiltern who`", "dim"), indent=6)
    for position in holding.superseded:
        page.line((f"superseded, {long_date(position.since)}: {spoken(position.stance)}", "dim"), indent=6)
        show_words(page, position, indent=8, longest=longest)


def reports_told(reports: int, independent: int) -> str:
    """How many reports, and how many of them did not copy one another where that is fewer."""
    told = plural(reports, "report")
    return f"{told}, {independent} independent" if independent < reports else told


def show_words(page: Page, position: Stood, indent: int = 6, longest: int = LONGEST) -> None:
    words = position.words
    notes = [origin(words.report)]
    if position.attributed_to is not None:
        notes.append(f"according to {position.attributed_to.name}")
    if position.result is not None:
        notes.append(" ".join(filter(None, (position.result, position.tally))))
    page.passage(words.handle, words.text, "; ".join(notes), indent, longest)
    show_rulings(page, words.rulings, indent + 2)


def one_a_report(positions: Iterable[Stood]) -> list[Stood]:
    """The first position of each report: one that repeats itself is still one report."""
    return list({position.words.report.id: position for position in reversed(list(positions))}.values())[::-1]


def origin(report: ReportLine) -> str:
    """Publisher, or title, or file name; and the date."""
    return f"{report.publisher or report.title or report.name}, {long_date(report.published)}"


def names(entities: Iterable[Entity]) -> str:
    return listed([entity.name for entity in entities])


def _sits_for(holding: Holding) -> str:
    """The party of the day, and the one left by this very act: "(was Labour Party, now Independent)"."""
    now = holding.party
    if holding.left:
        return f"  (was {holding.left}, now {now})" if now else f"  (was {holding.left})"
    return f"  ({now})" if now else ""


def _scope(holding: Holding, objects: Sequence[Entity]) -> str:
    """For whom, about whom and what, as far as the words say and the page has not said yet."""
    behalf = f", for {names(holding.on_behalf_of)}" if holding.on_behalf_of else ""
    about = f", about {names(holding.about)}" if holding.about else ""
    telling = [one for one in objects if says_more(holding.act, one.name)]
    return behalf + about + (f": {names(telling)}" if telling else "")
