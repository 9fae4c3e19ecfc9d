"""Where a division's source and the roll count otherwise, and why: a roll and a division in, differences out.

The roll counts by the party of the day and leaves tellers out. A source may count tellers, or label members by the
party of the day on which its file was made. What these, votes without a name and two labels of one party cannot
explain is said to be unexplained.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from chiltern.dates import first_day
from chiltern.house.division_model import Difference, Kind, Lobby, Reason
from chiltern.register.index import one_label
from chiltern.register.model import Division, Party, Vote
from chiltern.register.roll import Roll

_ANY = 10**6  # votes left out of a list of which nobody knows how long it should be
_LOBBIES: tuple[Lobby, Lobby] = ("aye", "no")


def differences(roll: Roll, division: Division) -> tuple[Difference, ...]:
    """Every total that differs, those of the whole House first; none for a division without votes.

    Parties are not compared where the roll has nobody sitting on the day.
    """
    if not any(vote.lobby != "absent" for vote in division.votes):
        return ()
    covered = roll.members(first_day(division.date))
    return (*_declared(division), *(_by_party(roll, division) if covered else ()))


def unlisted(division: Division, lobby: Lobby) -> int:
    """How many votes of a lobby the list leaves out.

    Without a declared total the list is whole only if it also names who did not vote.
    """
    declared = division.ayes if lobby == "aye" else division.noes
    tellers = sum(vote.lobby == lobby and vote.teller for vote in division.votes)
    listed = sum(vote.lobby == lobby for vote in division.votes) - tellers
    if declared is None:
        return 0 if any(vote.lobby == "absent" for vote in division.votes) else _ANY
    return 0 if declared == listed + tellers else max(declared - listed, 0)


def _declared(division: Division) -> Iterator[Difference]:
    for lobby, declared in zip(_LOBBIES, (division.ayes, division.noes), strict=True):
        votes = [vote for vote in division.votes if vote.lobby == lobby]
        tellers = sum(vote.teller for vote in votes)
        listed = len(votes) - tellers
        if declared is None or declared == listed:
            continue
        reasons: list[Reason] = []
        if declared == listed + tellers:
            reasons.append(Reason("tellers", tellers, f"the declared total counts the {_count(tellers, 'teller')}"))
        elif declared > listed:
            missing = declared - listed
            reasons.append(Reason("not listed", missing, f"{_count(missing, 'vote')} without a name in the list"))
        yield _difference(lobby, declared, listed, reasons)


def _by_party(roll: Roll, division: Division) -> Iterator[Difference]:
    """By party: the source's own totals, else those that follow from the labels it gives the voters."""
    on = first_day(division.date)
    labelled = any(vote.party for vote in division.votes)
    totals = division.party_totals or (_label_totals(division) if labelled else {})
    if not totals:
        return
    mine = {vote.person: roll.party_of(vote.person, on) for vote in division.votes}
    ours: Counter[tuple[str, Lobby]] = Counter()
    for vote in division.votes:
        party = mine[vote.person]
        if vote.lobby != "absent" and not vote.teller and party is not None:
            ours[party.id, vote.lobby] += 1
    # Votes whose names the list leaves out may be of any party: each explains one vote, in whatever party.
    spare = {lobby: unlisted(division, lobby) for lobby in _LOBBIES}
    for key in sorted({*totals, *(key for key, _ in ours)}, key=lambda key: (-sum(totals.get(key, (0, 0))), key)):
        for at, lobby in enumerate(_LOBBIES):
            source, own = totals.get(key, (0, 0))[at], ours[key, lobby]
            if source != own:
                reasons = _reasons(roll, division, key, lobby, source - own, mine)
                left = source - own - sum(reason.votes for reason in reasons)
                if 0 < left <= spare[lobby]:
                    spare[lobby] -= left
                    reasons.append(Reason("not listed", left, f"{_count(left, 'vote')} without a name in the list"))
                yield _difference(lobby, source, own, reasons, roll.parties[key])


def _reasons(
    roll: Roll, division: Division, key: str, lobby: Lobby, gap: int, mine: Mapping[str, Party | None]
) -> list[Reason]:
    """Tellers first; labels of another day only where tellers alone do not close the gap."""
    cast = [vote for vote in division.votes if vote.lobby == lobby]
    reasons = []
    if division.tellers_counted:
        tellers = [vote for vote in cast if vote.teller and _id(mine[vote.person]) == key]
        if tellers:
            names = ", ".join(roll.persons[vote.person].name for vote in tellers)
            reasons.append(Reason("tellers", len(tellers), f"the source counts tellers: {names}"))
    if gap == sum(reason.votes for reason in reasons):
        return reasons
    counted = [vote for vote in cast if division.tellers_counted or not vote.teller]
    return reasons + _labels(roll, first_day(division.date), counted, key, mine)


def _labels(roll: Roll, on: date, votes: Iterable[Vote], key: str, mine: Mapping[str, Party | None]) -> list[Reason]:
    """Members whom the source counts under another label than the roll; two labels of one party in one line."""
    made: list[Reason] = []
    same: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for vote in votes:
        own = mine[vote.person]
        if vote.party is None or vote.party == _id(own) or key not in (vote.party, _id(own)):
            continue
        label, sign = roll.parties[vote.party], 1 if vote.party == key else -1
        if own is not None and one_label(own, label):
            same[label.name, own.name, sign] += 1
            continue
        kind, says = _moved(roll, vote.person, on, own, label)
        made.append(Reason(kind, sign, f"{roll.persons[vote.person].name}: {says}"))
    for (label_name, own_name, sign), number in same.items():
        says = f"{_count(number, 'member')} whom the source calls {label_name} and the roll {own_name}"
        made.append(Reason("label", sign * number, says))
    return made


def _moved(roll: Roll, person: str, on: date, own: Party | None, label: Party) -> tuple[Kind, str]:
    """When the member sat for the party that the source gives, if ever."""
    that_day = f"{own.name if own else 'no party'} that day"
    spells = [row for row in roll.affiliations_of(person) if row.party == label.id]
    later = next((row for row in spells if row.since and first_day(row.since) > on), None)
    if later is not None:
        return "moved", f"{that_day}; the source has {label.name}, which is right from {later.since}"
    earlier = next((row for row in reversed(spells) if row.until and first_day(row.until) <= on), None)
    if earlier is not None:
        return "moved", f"{that_day}; the source has {label.name}, which was right until {earlier.until}"
    return "label", f"{that_day} by the roll; the source has {label.name}, which the roll never has"


def _difference(
    lobby: Lobby, source: int, ours: int, reasons: Iterable[Reason], party: Party | None = None
) -> Difference:
    given = tuple(reasons)
    left = source - ours - sum(reason.votes for reason in given)
    return Difference(lobby, source, ours, party.id if party else None, party.name if party else None, given, left)


def _label_totals(division: Division) -> dict[str, tuple[int, int]]:
    counts = Counter((vote.party, vote.lobby) for vote in division.votes if vote.party and not vote.teller)
    return {key: (counts[key, "aye"], counts[key, "no"]) for key, _ in counts if key}


def _id(party: Party | None) -> str | None:
    return party.id if party else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
