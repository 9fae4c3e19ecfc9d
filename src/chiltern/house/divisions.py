"""One division, counted: who voted how for the party of that day, who stayed away, who went against their party.

A roll and a division go in, a typed result comes out. The party is always the one that the roll gives for the day of
the division; where the source's own totals are other than ours, each difference is listed with its reasons
(`house/division_differences.py`). Nothing here knows of whips: a party's lobby is that of the majority of its voters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

import msgspec

from chiltern.dates import first_day
from chiltern.house.composition import compose
from chiltern.house.division_differences import differences, unlisted
from chiltern.house.division_model import DivisionResult, Lobby, PartyVotes, Voter
from chiltern.house.rules import in_force, rules_for
from chiltern.register.history import named
from chiltern.register.index import Member, party_key
from chiltern.register.model import Division, Party, Vote
from chiltern.register.roll import Roll

FREE_VOTES = (
    "A rebel is somebody who voted against the majority of their party's voters. Whips are not in the records: on a "
    "free vote nobody rebels, and where a party splits its majority need not be its whip."
)
ABSENCE = (
    "Absence is not abstention: the records do not tell who stayed away to abstain from who was ill, paired or abroad."
)


def analyse_division(roll: Roll, division: Division) -> DivisionResult:
    """The division counted by the parties of its day. Without a list of votes there are only the declared totals."""
    on = first_day(division.date)
    sitting = {member.person.id: member for member in roll.members(on)}
    votes = tuple(_voter(roll, vote, on, sitting.get(vote.person)) for vote in division.votes)
    voted = [voter for voter in votes if voter.lobby != "absent"]
    both = _twice(voted)
    lobbies = {key: party_lobby(roll, division, key) for key in {voter.party_id for voter in voted} if key}
    rebels = tuple(
        voter
        for voter in voted
        if voter.id not in both and lobbies.get(voter.party_id or "") not in (None, voter.lobby)
    )
    away, unknown = _away(roll, division, votes, sitting)
    excused = never_voting(roll, on)
    never = tuple(msgspec.structs.replace(voter, why=excused[voter.id]) for voter in away if voter.id in excused)
    absent = tuple(voter for voter in away if voter.id not in excused)
    strangers = tuple(voter for voter in voted if sitting and voter.id not in sitting)
    return DivisionResult(
        id=division.id,
        date=division.date,
        title=division.title,
        number=division.number,
        ayes=division.ayes,
        noes=division.noes,
        outcome=outcome(division),
        listed=(_listed(voted, "aye"), _listed(voted, "no")),
        sitting=len(sitting),
        parties=_parties(roll, sitting, voted, lobbies, {"absent": absent, "never": never, "rebels": rebels}, unknown),
        votes=votes,
        rebels=rebels,
        absent=absent,
        never_vote=never,
        both=tuple(voter for voter in voted if voter.id in both and voter.lobby == "aye"),
        strangers=strangers,
        unknown=len(unknown),
        differences=differences(roll, division),
        notes=_notes(roll, division, sitting, rebels, absent, unknown),
        sources=named(roll, division.sources),
    )


def party_lobby(roll: Roll, division: Division, party_id: str, without: frozenset[str] = frozenset()) -> Lobby | None:
    """The lobby of most of the party's voters, tellers and proxies with them, leaving out the persons of `without`.

    None for a tie, for a party that nobody voted for, for a label that is no party (Independent, Speaker), and where
    those of the party whom the list of votes leaves out could turn it.
    """
    party = roll.parties.get(party_id)
    if party is None or not has_line(party):
        return None
    on = first_day(division.date)
    counts = Counter(
        vote.lobby
        for vote in division.votes
        if vote.lobby != "absent" and vote.person not in without and _is(roll.party_of(vote.person, on), party_id)
    )
    lobby = _majority(counts["aye"], counts["no"])
    if lobby is None:
        return None
    missing = unlisted(division, "no" if lobby == "aye" else "aye")
    if missing:
        said = {vote.person for vote in division.votes}
        silent = sum(_is(member.party, party_id) and member.person.id not in said for member in roll.members(on))
        missing = min(missing, silent)
    return lobby if abs(counts["aye"] - counts["no"]) > missing else None


def outcome(division: Division) -> Literal["aye", "no", "tie"] | None:
    """Which side won; None where the source gives neither totals nor votes."""
    if division.ayes is not None and division.noes is not None:
        return carried(division.ayes, division.noes)
    votes = [vote for vote in division.votes if vote.lobby != "absent" and not vote.teller]
    ayes = sum(vote.lobby == "aye" for vote in votes)
    return carried(ayes, len(votes) - ayes) if votes else None


def carried(ayes: int, noes: int) -> Literal["aye", "no", "tie"]:
    """Which side won. The chair decides a tie, by precedent, not by party: that is beyond counting."""
    return _majority(ayes, noes) or "tie"


def has_line(party: Party) -> bool:
    """Whether those who sit under the label are a party: independents and the Speaker have no common line."""
    return party.kind != "other" and party_key(party.name) not in ("independent", "independents")


def _majority(ayes: int, noes: int) -> Lobby | None:
    if ayes == noes:
        return None
    return "aye" if ayes > noes else "no"


def _is(party: Party | None, party_id: str) -> bool:
    return party is not None and party.id == party_id


def _voter(roll: Roll, vote: Vote, on: date, member: Member | None) -> Voter:
    party = roll.party_of(vote.person, on)
    return Voter(
        id=vote.person,
        name=roll.persons[vote.person].name,
        lobby=vote.lobby,
        party_id=party.id if party else None,
        party=party.name if party else None,
        seat=member.seat.name if member else None,
        teller=vote.teller,
        proxy=vote.proxy,
    )


def _twice(voted: Iterable[Voter]) -> frozenset[str]:
    """Who is in both lobbies: the one way of recording an abstention in the Commons."""
    return frozenset(person for person, times in Counter(voter.id for voter in voted).items() if times > 1)


def _listed(voted: Iterable[Voter], lobby: Lobby) -> int:
    return sum(voter.lobby == lobby and not voter.teller for voter in voted)


def _away(
    roll: Roll, division: Division, votes: Iterable[Voter], sitting: Mapping[str, Member]
) -> tuple[tuple[Voter, ...], list[Member]]:
    """Members who did not vote, and those of whom that is not known because the list of votes is not whole."""
    said = {voter.id for voter in votes}
    away = [voter for voter in votes if voter.lobby == "absent" and voter.id in sitting]
    rest = [member for person, member in sitting.items() if person not in said]
    if not unlisted(division, "aye") + unlisted(division, "no"):
        on = first_day(division.date)
        away += [_voter(roll, Vote(member.person.id, "absent"), on, member) for member in rest]
        rest = []
    return tuple(sorted(away, key=lambda voter: voter.name)), rest


def _parties(
    roll: Roll,
    sitting: Mapping[str, Member],
    voted: Iterable[Voter],
    lobbies: Mapping[str, Lobby | None],
    groups: Mapping[str, Iterable[Voter]],
    unknown: Iterable[Member],
) -> tuple[PartyVotes, ...]:
    """One row for each party that somebody sits or voted for, the largest first."""
    seats = Counter(member.party.id if member.party else None for member in sitting.values())
    cast = Counter((voter.party_id, voter.lobby, voter.teller) for voter in voted)
    more = {name: Counter(voter.party_id for voter in group) for name, group in groups.items()}
    left = Counter(member.party.id if member.party else None for member in unknown)
    keys = {*seats, *(key for key, _, _ in cast)}
    made = [
        PartyVotes(
            id=key,
            name=roll.parties[key].name if key else "No party known",
            sitting=seats[key],
            ayes=cast[key, "aye", False],
            noes=cast[key, "no", False],
            aye_tellers=cast[key, "aye", True],
            no_tellers=cast[key, "no", True],
            absent=more["absent"][key],
            never_vote=more["never"][key],
            unknown=left[key],
            lobby=lobbies.get(key or ""),
            rebels=more["rebels"][key],
        )
        for key in keys
    ]
    return tuple(sorted(made, key=lambda row: (-row.sitting, -row.ayes - row.noes, row.name)))


def _notes(
    roll: Roll,
    division: Division,
    sitting: Mapping[str, Member],
    rebels: Iterable[Voter],
    absent: Iterable[Voter],
    unknown: Iterable[Member],
) -> tuple[str, ...]:
    """What the numbers cannot say."""
    notes = []
    if not division.votes:
        notes.append("The source gives the totals alone: who voted how is not in the roll.")
    if not sitting:
        notes.append(f"The roll has nobody sitting on that day{_span(roll)}: parties and absences are not known.")
    if division.votes and any(True for _ in unknown):
        notes.append("The list of votes is not whole: how those voted who are not in it is not known.")
    if any(True for _ in rebels):
        notes.append(FREE_VOTES)
    if any(True for _ in absent):
        notes.append(ABSENCE)
    return tuple(notes)


def _span(roll: Roll) -> str:
    ends = " ".join(f"{word} {day}" for word, day in (("from", roll.since), ("until", roll.until)) if day)
    return f" (it covers the time {ends})" if ends else ""


def never_voting(roll: Roll, on: date) -> dict[str, str]:
    """Members who do not vote whatever the question, by id, and why: those in the chair, those who take no seat."""
    house = compose(roll, on)
    rules = rules_for(roll.legislature)
    if rules is None:
        return {one.person: one.chair for one in house.sitting if one.chair}
    unseated = {entry.party: entry.why for entry in in_force(rules.unseated, on)}
    found = {}
    for one in house.sitting:
        party = house.parties[one.party] if one.party else None
        why = one.chair or unseated.get((rules.party_key(party) if party else None) or "")
        if why:
            found[one.person] = why
    return found
