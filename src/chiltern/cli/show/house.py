"""The page of `chiltern house`: the seats, the vacancies, the majority step by step, and what a hypothesis changes."""

from __future__ import annotations

from collections.abc import Sequence

from chiltern.cli.show.bars import show_bars
from chiltern.cli.show.count import show_outside_roll
from chiltern.cli.show.page import Page, long_date
from chiltern.house.hypotheses import Abstain, Join, Move, Vacate
from chiltern.house.model import House, Majority, PartySeats, Step
from chiltern.house.replay import Replay, Tally
from chiltern.house.whatif import Effect, Moved, WhatIf
from chiltern.phrases import listed, plural
from chiltern.register.model import Source

_RESULTS = ("voting", "with", "others", "majority", "needed", "over")
_NAMES = 12  # more names than these are a number


def show_house(page: Page, house: House, day: str | None = None) -> None:
    """`day` says which day it is, where nobody asked for one."""
    _heading(page, house, day)
    if not house.members:
        return
    _show_seats(page, house)
    _show_majority(page, house, "Working majority")
    _show_sources(page, house)
    _show_unknown(page, house)


def show_what_if(page: Page, what_if: WhatIf, day: str | None = None) -> None:
    _heading(page, what_if.before, day)
    page.blank()
    page.heading("Supposed")
    for effect in what_if.effects:
        _show_effect(page, effect)
    if not what_if.before.members:
        return
    _show_seats(page, what_if.after)
    for change in what_if.changes:
        number = change.after - change.before
        more = "more" if number > 0 else "fewer"
        page.line(f"{change.party}: {plural(change.after, 'seat')}, {abs(number)} {more}", indent=2)
    _show_majority(page, what_if.after, "Working majority, as supposed")
    before = what_if.before.majority
    if what_if.difference is not None and before is not None:
        by = f"a difference of {what_if.difference:+}" if what_if.difference else "no difference"
        page.line(f"Without what is supposed it is {before.number}: {by}.", indent=2)
    for division in what_if.divisions:
        _show_replay(page, division)
    _show_sources(page, what_if.after)
    _show_unknown(page, what_if.after)


def _heading(page: Page, house: House, day: str | None) -> None:
    held = f"{house.members:,} of {plural(house.seats, 'seat')} held; " if house.members else ""
    page.heading(
        f"{house.legislature or 'The House'}, {long_date(house.on.isoformat())}",
        f"{held}roll {house.roll}{f'; {day}' if day else ''}",
    )
    show_outside_roll(page, house.outside_roll)
    if house.members:
        return
    ended = f" ({house.ended})" if house.ended else ""
    since = f" Nobody has sat since {long_date(house.members_until)}{ended}." if house.members_until else ""
    if house.state == "dissolved":
        page.line(f"The House is dissolved: there is no majority.{since}")
    else:
        page.line(f"The roll knows of nobody who sat on this day.{since}")


def _show_seats(page: Page, house: House) -> None:
    page.blank()
    page.heading("Seats")
    show_bars(page, [(party.name, party.seats, _note(party)) for party in house.parties])
    for party in house.parties:
        for group in party.within:
            page.line(
                f"{group.group}, within {party.name}: {len(group.members)}",
                (f"  {listed(group.members)}", "dim"),
                hang=2,
            )
    for vacancy in house.vacancies:
        since = f" since {long_date(vacancy.since)}" if vacancy.since else ""
        last = f": {vacancy.last}{f', {vacancy.why}' if vacancy.why else ''}" if vacancy.last else ""
        page.line(f"Vacant{since}: {vacancy.seat}{last}" if not last else f"Vacant{since}: {vacancy.seat} ({last[2:]})")


def _note(party: PartySeats) -> str:
    """Its part that day, and how many of its members do not vote."""
    if party.side == "chair":
        return "in the chair"
    away = f"{party.not_voting} without a vote" if party.not_voting else ""
    return ", ".join(filter(None, (party.standing, away)))


def _show_majority(page: Page, house: House, title: str) -> None:
    page.blank()
    if house.majority is None:
        lacks = f"The roll has {house.members} members that day, far fewer than the House: no majority can be told."
        page.line(lacks)
        return
    known = house.majority.number is not None
    page.heading(title if known else "What a majority needs", "" if known else "the rules name no government")
    places = [source.id for source in _sources(house.majority)]
    for step in house.majority.steps:
        _show_step(page, step, [places.index(source.id) + 1 for source in step.sources])
    _show_also(page, house.majority)


def _show_step(page: Page, step: Step, sources: Sequence[int]) -> None:
    result = step.kind in _RESULTS
    names = f": {listed(step.names)}" if step.names and len(step.names) <= _NAMES else ""
    since = f" since {long_date(step.since)}" if step.since else ""
    note = f"; {step.note}" if step.note else ""
    why = f"; {step.why}" if step.why and names else f": {step.why}" if step.why else ""
    mark = "=" if result else " "
    number = f"{mark} {step.number:>6,}  "
    page.line(
        (number + step.label, "bold") if result else number + step.label,
        names + why + since + note,
        (f"  {''.join(f'[{number}]' for number in sources)}" if sources else "", "dim"),
        indent=2,
        hang=len(number),
    )


def _sources(majority: Majority) -> list[Source]:
    """Every source once, in the order of the steps that name it."""
    return list({source.id: source for step in majority.steps for source in step.sources}.values())


def _show_sources(page: Page, house: House) -> None:
    sources = _sources(house.majority) if house.majority is not None else []
    if sources:
        page.blank()
        page.heading("Sources")
    for number, source in enumerate(sources, start=1):
        cited = ", ".join(filter(None, (source.publisher, source.name, source.url)))
        page.line(f"[{number}] {cited}", hang=4)


def _show_also(page: Page, majority: Majority) -> None:
    if majority.also:
        others = "; ".join(f"{one.number} {one.label}" for one in majority.also)
        page.line((f"By other definitions: {others}.", "dim"), indent=2, hang=2)


def _show_unknown(page: Page, house: House) -> None:
    page.blank()
    page.heading("What the roll cannot know")
    for line in house.unknown:
        page.line(f"- {line}", indent=2, hang=2)


def _show_effect(page: Page, effect: Effect) -> None:
    if effect.note is not None:
        page.line(effect.note, indent=2, hang=2)
        return
    members = effect.members
    match effect.asked:
        case Move():
            page.line(f"{members[0].name} ({members[0].seat}) sits for {members[0].after}", _was(members[0]), indent=2)
        case Join():
            joined = f"{effect.of} sits with {members[0].after}: {plural(len(members), 'member')}"
            page.line(joined, _few(members), indent=2, hang=2)
        case Vacate():
            page.line(f"{members[0].seat} falls vacant: {listed([one.name for one in members])}", indent=2, hang=2)
        case Abstain() if effect.of is None:
            page.line(f"{members[0].name} ({members[0].before}) stays away", indent=2)
        case Abstain():
            page.line(f"{effect.of} stays away: {plural(len(members), 'member')}", _few(members), indent=2, hang=2)


def _was(member: Moved) -> tuple[str, str]:
    return f"  (was {member.before})", "dim"


def _few(members: Sequence[Moved]) -> tuple[str, str]:
    return (f"  {listed([one.name for one in members])}" if len(members) <= _NAMES else "", "dim")


def _show_replay(page: Page, division: Replay) -> None:
    page.blank()
    number = f"Division {division.number}" if division.number is not None else f"Division {division.id}"
    page.heading(f"{number}, {long_date(division.date)}", division.title)
    if division.note is not None:
        page.line(f"It cannot be told how it would have gone: {division.note}.", indent=2)
        return
    for label, tally in (
        ("as declared", division.declared),
        ("with the new party's majority", division.with_party),
        ("with everybody concerned away", division.away),
    ):
        if tally is not None:
            page.line(f"{label}: ayes {tally.ayes}, noes {tally.noes}{_won(tally)}", indent=2)
    for vote in division.votes:
        then = "" if vote.was == vote.then else f", then {_spoken(vote.then)}"
        page.line(f"{vote.name}: {_spoken(vote.was)}{then}", (f"  {vote.why}" if vote.why else "", "dim"), indent=4)


def _won(tally: Tally) -> str:
    return {"aye": "; the ayes have it", "no": "; the noes have it", "tie": "; a tie"}[tally.outcome]


def _spoken(cast: str) -> str:
    return {"both": "both lobbies"}.get(cast, cast)
