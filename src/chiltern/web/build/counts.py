"""The count of an act: who stands where, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs

from chiltern.names import fold
from chiltern.phrases import act_and_party
from chiltern.record.model import Entity
from chiltern.record.queries.offices import roles_of
from chiltern.record.queries.results import Count, Holding
from chiltern.record.queries.standing import ACTS, STANCES
from chiltern.record.queries.tally import SHOWN, positions_by_digest, worded
from chiltern.web.ask import Ask
from chiltern.web.pages import ActLine, ActsPage, Card, Column, CountPage, Filters

SORTS = ("name", "reports", "newest")
MEMBERS = "sits in the House"
NO_PARTY = "no party known"
# Cards on a page, and holders of whom roles are looked up.
_CARDS, _MOST_ROLES = 120, 400


def acts_page(ask: Ask) -> ActsPage:
    found = [ask.tally(act) for act in ACTS]
    return ActsPage(title="Who stands where", acts=tuple(act_line(count) for count in found if count.groups))


def act_line(found: Count) -> ActLine:
    named = {group.stance: {row.holder for row in group.holdings if not row.holder.unnamed} for group in found.groups}
    return ActLine(found.act, {stance: len(holders) for stance, holders in named.items()}, found.reports)


def count_page(ask: Ask, act: str) -> CountPage:
    """Raises `BadInput` for an unknown act or filter, `NotFound` or `AmbiguousName` for the party of `of`."""
    filters = Filters(
        of=ask.text("of"),
        stances=tuple(stance for stance in STANCES if stance in ask.texts("stance")),
        party=ask.text("party"),
        role=ask.text("role"),
        sort=ask.choice("sort", SORTS) or "name",
    )
    found = ask.tally(act, of=filters.of)
    cards = _cards(ask, found)
    chosen = [card for card in cards if _meets(card, filters)]
    start = ask.number("from", 0, 10_000_000)
    shown = _worded(ask, _sorted(chosen, filters.sort)[start : start + _CARDS])
    phrase = act_and_party(found.act, found.of.name if found.of else None)
    return CountPage(
        title=f"Who stands where on {phrase}",
        act=found.act,
        filters=filters,
        columns=_columns(found, shown),
        holders=found.holders,
        unnamed=found.unnamed,
        reports=found.reports,
        total=len(chosen),
        shown=len(shown),
        size=_CARDS,
        start=start,
        parties=_distinct(card.row.party or NO_PARTY for card in cards if card.row.holder.kind == "person"),
        roles=_distinct(
            [*(MEMBERS for card in cards if card.sitting), *(role for card in cards for role in card.roles)]
        ),
        rejected=tuple(positions_by_digest(ask.view, [one.words.claim for one in found.rejected])),
        outside_roll=found.outside_roll,
    )


def _cards(ask: Ask, found: Count) -> list[Card]:
    rows = [row for group in found.groups for row in group.holdings]
    people = {row.holder for row in rows if row.holder.kind == "person"}
    roles = roles_of(ask.view, people) if len(people) <= _MOST_ROLES else {}
    sitting = _sitting(ask, people)
    return [Card(row, roles.get(row.holder, ()), row.holder in sitting) for row in rows]


def _worded(ask: Ask, cards: Sequence[Card]) -> list[Card]:
    by_row = {(card.row.holder, card.row.stance): card for card in cards}
    rows = worded(ask.view, [card.row for card in cards], SHOWN)
    return [structs.replace(by_row[row.holder, row.stance], row=row) for row in rows]


def _sitting(ask: Ask, people: Iterable[Entity]) -> set[Entity]:
    """Those who hold a seat on the day, without one on that of the newest report."""
    day = ask.on or ask.record.newest_report_day
    members = {member.person.id for member in ask.record.roll.members(day)} if day else set()
    return {one for one in people if one.register_id in members}


def _meets(card: Card, filters: Filters) -> bool:
    row = card.row
    if filters.stances and row.stance not in filters.stances:
        return False
    if filters.party is not None and not (
        row.holder.kind == "person" and fold(row.party or NO_PARTY) == fold(filters.party)
    ):
        return False
    role = filters.role
    return role is None or (card.sitting if role == MEMBERS else fold(role) in map(fold, card.roles))


def _sorted(cards: Sequence[Card], sort: str) -> list[Card]:
    """By name is how they come."""
    if sort == "reports":
        return sorted(cards, key=lambda card: -card.row.reports)
    if sort == "newest":
        return sorted(cards, key=lambda card: _newest(card.row), reverse=True)
    return list(cards)


def _newest(row: Holding) -> str:
    return max(position.words.report.published or "" for position in row.positions)


def _columns(found: Count, shown: Iterable[Card]) -> tuple[Column, ...]:
    cards = list(shown)
    return tuple(
        Column(
            group.stance,
            len({row.holder for row in group.holdings}),
            tuple(card for card in cards if card.row.stance == group.stance),
        )
        for group in found.groups
        if any(card.row.stance == group.stance for card in cards)
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names), key=fold))
