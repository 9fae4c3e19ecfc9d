"""What the importers of election results share: figures and flags as values, a winner's ties, the kind of a poll.

Text of a results file goes in; numbers, the order of candidates, and the ties that a result vouches for come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from chiltern.dates import PartialDate, day_after
from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft, day
from chiltern.register.importers.tables import table
from chiltern.register.model import Candidacy

PollKind = Literal["general", "by-election"]

# Polling days of general elections since 1918 (House of Commons Library, UK election statistics, CBP-7529).
GENERAL_ELECTIONS = (
    *("1918-12-14", "1922-11-15", "1923-12-06", "1924-10-29", "1929-05-30", "1931-10-27", "1935-11-14", "1945-07-05"),
    *("1950-02-23", "1951-10-25", "1955-05-26", "1959-10-08", "1964-10-15", "1966-03-31", "1970-06-18", "1974-02-28"),
    *("1974-10-10", "1979-05-03", "1983-06-09", "1987-06-11", "1992-04-09", "1997-05-01", "2001-06-07", "2005-05-05"),
    *("2010-05-06", "2015-05-07", "2017-06-08", "2019-12-12", "2024-07-04"),
)
# More contests than this on one day are a general election: by-elections never came in more than fifteen (1986).
MANY = 100

GSS = re.compile(r"[A-Z]\d{8}", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,3}|\d{1,12}", re.ASCII)
_TRUE = frozenset(("true", "t", "yes", "y", "1"))


class Recess(NamedTuple):
    """The days without a parliament, [dissolved, summoned]: a poll on one of them is a general election's."""

    dissolved: PartialDate
    summoned: PartialDate


def read_recesses(draft: Draft, files: Iterable[InFile]) -> list[Recess]:
    """Reads parliaments.csv: when each parliament was summoned, and when it was dissolved."""
    found: list[tuple[PartialDate, PartialDate | None]] = []
    for file in files:
        for row in table(file, needs=("summoned_on", "dissolved_on")):
            with draft.row(file, row):
                summoned = day(row.values["summoned_on"])
                if summoned is None:
                    raise KeyError("summoned_on")
                found.append((summoned, day(row.values["dissolved_on"])))
    found.sort(key=lambda one: one[0])
    return [Recess(dissolved, after) for (_, dissolved), (after, _) in pairwise(found) if dissolved is not None]


def number(text: str | None, what: str = "votes") -> int | None:
    """A count as a file writes it ("1,322"), None for none; raises `BadInput` for other words."""
    made = (text or "").strip()
    if not made:
        return None
    if _NUMBER.fullmatch(made) is None:
        raise BadInput(f"{made[:40]!r} is no number of {what}")
    return int(made.replace(",", ""))


def true(text: str | None) -> bool:
    return (text or "").strip().lower() in _TRUE


def gss(text: str | None) -> str | None:
    """The ONS code where the text is one or ends in one ("WMC:E14000793"), else None."""
    code = (text or "").strip().rpartition(":")[2]
    return code if GSS.fullmatch(code) else None


def poll_kind(polled: PartialDate, contests: int, recesses: Sequence[Recess] = ()) -> PollKind:
    """Whether a poll for the Commons was a general election's, for a source that does not say.

    `contests` is how many seats polled on the day, as far as the files tell.
    """
    general = (
        polled in GENERAL_ELECTIONS
        or contests > MANY
        or any(recess.dissolved < polled <= recess.summoned for recess in recesses)
    )
    return "general" if general else "by-election"


def by_votes(candidates: Iterable[Candidacy]) -> tuple[Candidacy, ...]:
    """Candidates in order of votes, those without a count last, else as they come."""
    return tuple(sorted(candidates, key=lambda row: -1 if row.votes is None else row.votes, reverse=True))


def chosen(
    draft: Draft, person: str, party: str, seat: str, polled: PartialDate, kind: PollKind, reason: str | None = None
) -> None:
    """Adds what a result says of its winner: on the polling day chosen for the seat, and for the party.

    How long either tie held a result does not say, so both are only seen on that day.
    """
    until = day_after(polled).isoformat()
    began = "by-election" if kind == "by-election" else "general election"
    draft.tenure(person, seat, polled, until, began=began, seen=True)
    draft.affiliation(person, party, polled, until, kind="elected", reason=reason, seen=True)
