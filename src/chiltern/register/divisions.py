"""Every division once: what several sources claim about the divisions of a chamber goes in, one row for each comes out.

The totals of one file, the votes of another and the tellers of a third are one division: the preferred claim, its
blanks filled, with every vote that any of them lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from chiltern.names import fold
from chiltern.register.model import Division, Vote
from chiltern.register.resolve import Preference

_DAY = len("2019-01-15")
_AGAIN = re.compile(r"-\d+$", re.ASCII)


def divisions_once(rows: Sequence[Division], preference: Preference) -> tuple[Division, ...]:
    """Every division once, in time order."""
    groups: dict[object, list[Division]] = {}
    claims = sorted(rows, key=preference.rank)
    for claim in claims:
        if claim.number is not None:
            groups.setdefault((claim.date[:_DAY], claim.number), []).append(claim)
    numbered = [(group[0].date[:_DAY], group) for group in groups.values()]
    for claim in claims:
        if claim.number is None:
            same = _same([group for day, group in numbered if day == claim.date[:_DAY]], claim)
            (groups.setdefault(claim.id, []) if same is None else same).append(claim)
    made = (_one(sorted(group, key=preference.rank)) for group in groups.values())
    return tuple(sorted(made, key=lambda row: (row.date[:_DAY], row.number or 0, row.id)))


def _same(groups: Sequence[list[Division]], claim: Division) -> list[Division] | None:
    """The division of the day that a claim without a number is about: that of its id, else the one of its title."""
    # A merge that meets an id twice puts a number behind it.
    stem = _AGAIN.sub("", claim.id)
    by_id = [group for group in groups if any(own.id in (claim.id, stem) for own in group)]
    by_title = [group for group in groups if any(fold(own.title) == fold(claim.title) for own in group)]
    found = by_id or by_title
    return found[0] if len(found) == 1 else None


def _one(claims: Sequence[Division]) -> Division:
    """The first claim, its blanks filled by the later ones; votes and the totals by party from the longest list."""
    if len(claims) == 1:
        return claims[0]
    whole = max(claims, key=named_votes)
    blanks = {
        field: next((value for claim in claims if (value := getattr(claim, field)) is not None), None)
        for field in ("number", "ayes", "noes")
    }
    return replace(
        claims[0],
        **blanks,
        votes=_votes((whole, *(claim for claim in claims if claim is not whole))),
        party_totals=whole.party_totals,
        tellers_counted=whole.tellers_counted,
        sources=tuple(dict.fromkeys(source for claim in claims for source in claim.sources)),
    )


def named_votes(claim: Division) -> int:
    """How many votes the claim has names for."""
    return sum(vote.lobby != "absent" for vote in claim.votes)


def _votes(claims: Sequence[Division]) -> tuple[Vote, ...]:
    """The votes of the first list, and those of people whom only a later one has voting."""
    found: dict[str, list[Vote]] = {}
    for claim in claims:
        own: dict[str, list[Vote]] = {}
        for vote in claim.votes:
            own.setdefault(vote.person, []).append(vote)
        for person, votes in own.items():
            have = found.get(person)
            if have is None or (have[0].lobby == "absent" and votes[0].lobby != "absent"):
                found[person] = votes
    return tuple(vote for votes in found.values() for vote in votes)
