"""Divisions as their files give them, before anybody is known: sheets with ballots, and which sheets are one division.

Readers of the several forms make a `Sheet` of every division that a file names, whole or in part; `joined` brings the
sheets of one division together. Who the voters are is settled in `divisions.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft
from chiltern.register.model import Source

Lobby = Literal["aye", "no", "absent"]
House = Literal["commons", "lords"]

CHAMBERS: dict[House, str] = {"commons": "House of Commons", "lords": "House of Lords"}
PROVIDERS: dict[str, Source] = {
    source.id: source
    for source in (
        Source(
            "commons-votes",
            "Commons Votes",
            "UK Parliament",
            "https://votes.parliament.uk/",
            "Open Parliament Licence v3.0",
        ),
        Source(
            "lords-votes",
            "Lords Votes",
            "UK Parliament",
            "https://votes.parliament.uk/votes/lords",
            "Open Parliament Licence v3.0",
        ),
        Source("guardian-brexit", "Guardian Brexit vote tracker", "The Guardian", "https://www.theguardian.com/"),
        Source(
            "hansard",
            "Hansard division lists, as parlparse has them",
            "mySociety",
            "https://www.theyworkforyou.com/",
            "Open Parliament Licence v3.0",
        ),
    )
}

# How the forms name a vote; the words are folded to lower case without spaces and marks.
_WORDS: dict[str, tuple[Lobby, bool]] = {
    **dict.fromkeys(("aye", "ayes", "yes", "for", "content", "contents"), ("aye", False)),
    **dict.fromkeys(("no", "noe", "noes", "against", "notcontent", "notcontents"), ("no", False)),
    **dict.fromkeys(("telleraye", "tellerayes", "ayeteller", "ayetellers", "tellercontent"), ("aye", True)),
    **dict.fromkeys(("tellerno", "tellernoes", "noteller", "notellers", "tellernotcontent"), ("no", True)),
    **dict.fromkeys(("novoterecorded", "didnotvote", "absent", "novote"), ("absent", False)),
}
_MARKS = re.compile(r"[\W_]+")
_COUNT = re.compile(r"\d{1,6}")


class Ballot(NamedTuple):
    """How somebody voted, and what the file says of who that is; `party` is the file's own label."""

    file: InFile
    line: int | None
    lobby: Lobby
    name: str
    teller: bool = False
    identifiers: tuple[tuple[str, str], ...] = ()
    seat: str = ""
    party: str = ""
    proxy: str = ""


@dataclass
class Sheet:
    """What one file says of one division. `key` is the provider's own number for it; a count of None is not known."""

    file: InFile
    line: int | None
    house: House
    key: str = ""
    date: str | None = None
    number: int | None = None
    title: str = ""
    ayes: int | None = None
    noes: int | None = None
    ballots: list[Ballot] = field(default_factory=list)
    # The source's own totals by its party labels: ayes and noes.
    totals: dict[str, tuple[int, int]] = field(default_factory=dict)
    tellers_counted: bool = False

    def add_total(self, party: str, lobby: Lobby, votes: int | None) -> None:
        """One party's votes in one lobby, as the source has them; none of a party need not be said."""
        if party and votes:
            ayes, noes = self.totals.get(party, (0, 0))
            self.totals[party] = (ayes + votes, noes) if lobby == "aye" else (ayes, noes + votes)


class Form(NamedTuple):
    """What a file was found to be: whose it is, how it tells its voters, and what reads it into sheets."""

    provider: str
    voters: Literal["numbered", "named", "none", "either"]
    read: Callable[[Draft, InFile], Iterator[Sheet]]


def vote_of(words: str) -> tuple[Lobby, bool]:
    """The lobby that the words name, and whether as a teller; raises `BadInput` for other words."""
    found = _WORDS.get(_MARKS.sub("", words).lower())
    if found is None:
        raise BadInput(f"no vote {words!r}: expected Aye, No, Teller - Ayes, Teller - Noes or No Vote Recorded")
    return found


def count_of(value: object) -> int | None:
    """A number of votes or of a division; None where there is none. Raises `BadInput` for anything else."""
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if not _COUNT.fullmatch(text):
        raise BadInput(f"no count {text[:40]!r}: expected a whole number")
    return int(text)


def joined(sheets: Iterable[Sheet], note: Callable[[Sheet, str], None]) -> list[Sheet]:
    """One sheet for each division: those with one number of the provider's, or with one date and number of the House.

    What one leaves blank another fills. Where they differ the first stands, and `note` is told.
    """
    listed = list(sheets)
    keyed: dict[tuple[House, str | None, int | None], str] = {
        (sheet.house, sheet.date, sheet.number): sheet.key
        for sheet in reversed(listed)
        if sheet.key and sheet.date and sheet.number is not None
    }
    made: dict[tuple[str, ...], Sheet] = {}
    for sheet in listed:
        key = sheet.key or keyed.get((sheet.house, sheet.date, sheet.number), "")
        group = (sheet.house, key) if key else (sheet.house, str(sheet.date), str(sheet.number), sheet.title)
        if group not in made:
            made[group] = sheet
        else:
            _fill(made[group], sheet, note)
    return list(made.values())


def _fill(sheet: Sheet, other: Sheet, note: Callable[[Sheet, str], None]) -> None:
    for name in ("key", "date", "number", "title", "ayes", "noes"):
        have, more = getattr(sheet, name), getattr(other, name)
        if have in (None, ""):
            setattr(sheet, name, more)
        elif name != "title" and more not in (None, "", have):
            note(other, f"its {name} is {more}, in {sheet.file.name} {have}; the latter stands")
    sheet.ballots += other.ballots
    sheet.totals = sheet.totals or other.totals
    sheet.tellers_counted = sheet.tellers_counted or other.tellers_counted
