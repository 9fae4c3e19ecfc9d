"""Results as the House of Commons Library tabulates them: votes by group of parties, a row for each constituency.

Two tables are read: all general elections since 1918 (CBP-8647), and one election's results by constituency
(HoC-GE2017-constituency-results and its successors). Neither names candidates, so a group of parties stands in a
contest as its candidate. Contests come out; one that another file has with its candidates is not made again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from chiltern.dates import PartialDate, first_day
from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft, day
from chiltern.register.importers.psephology_seats import Seats, seat_key
from chiltern.register.importers.results import GENERAL_ELECTIONS, GSS, by_votes, number
from chiltern.register.importers.tables import table
from chiltern.register.model import Candidacy, Contest

_GROUPS = ("con", "lib", "lab", "natSW", "oth")
_UNOPPOSED = re.compile(r"-[1-9]")
_SMALL = frozenset(("and", "of", "the", "on", "in", "upon", "under", "le", "by", "next", "with"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Results are declared within days; the last of 2024 came two days after the poll.
_DECLARED_WITHIN = 14


def header_key(name: str) -> str:
    """A column's name whichever way an edition writes it: "ONS ID" is "ons_id"."""
    return "_".join(name.lower().split())


class _Line(NamedTuple):
    """A row of the table since 1918."""

    line: int
    values: Mapping[str, str]
    polled: PartialDate


def read_since_1918(draft: Draft, seats: Seats, file: InFile, held: set[tuple[str, PartialDate]]) -> None:
    """Reads the table of all general elections; `held` are the contests there are, and grows.

    The table names no winners, and its groups may hold several candidates, so nobody is marked as elected but those
    returned unopposed: it counts them below nought (-1 for one member, -2 for two).
    """
    sets: dict[str, PartialDate] = {}
    rows = []
    for row in table(file, needs=("constituency_id", "constituency", "election", "boundary_set")):
        with draft.row(file, row):
            polled = _polled(row.values["election"])
            name = row.values["boundary_set"]
            sets[name] = min(sets.get(name, polled), polled)
            rows.append(_Line(row.line, row.values, polled))
    begins = sorted(sets.values())
    known = _known_seats(seats, rows)
    for line, values, polled in rows:
        with draft.row(file, line):
            candidates = by_votes(_groups(draft, values, polled))
            total = values.get("total_votes", "")
            electorate = number(values.get("electorate"), "electors")
            valid = None if _UNOPPOSED.fullmatch(total) else number(total)
            since = sets[values["boundary_set"]]
            later = begins[bisect_right(begins, since) :]
            places = number(values.get("seats"), "seats") or 1
            seat = known.get(line) or _own_seat(seats, values, since, later[0] if later else None)
            seats.returns(seat, places)
            _hold(draft, held, Contest(seat, polled, "general", candidates, electorate, valid))


def _known_seats(seats: Seats, rows: Sequence[_Line]) -> dict[int, str]:
    """The seats that other files have, by line: by ONS code, else by a name that was one seat's on the day.

    Two rows of one election never share a seat: in 1918 a Louth elected in Lincolnshire, another in Ireland.
    """
    found: dict[int, str] = {}
    for line, values, polled in rows:
        code = values["constituency_id"]
        seat = seats.find("gss", code, polled) if GSS.fullmatch(code) else None
        seat = seat or seats.find("name", seat_key(values["constituency"]), polled)
        if seat is not None:
            found[line] = seat
    uses = Counter((seat, polled) for line, _, polled in rows if (seat := found.get(line)))
    return {line: found[line] for line, _, polled in rows if line in found and uses[found[line], polled] == 1}


def read_one_election(draft: Draft, seats: Seats, file: InFile, held: set[tuple[str, PartialDate]]) -> None:
    """Reads the table of one general election by constituency, whose day is that before its declarations."""
    polled: PartialDate | None = None
    waiting = []
    for row in table(file, needs=()):
        with draft.row(file, row):
            values = {header_key(name): value for name, value in row.values.items()}
            declared = day(values.get("declaration_time"))
            polled = polled or (_polled_before(declared) if declared else None)
            waiting.append((row.line, values))
    if polled is None:
        raise BadInput(f"{file.name}: no declaration_time in any row, so which election it is cannot be told")
    for line, values in waiting:
        with draft.row(file, line):
            name, code = values["constituency_name"], values["ons_id"]
            candidates = by_votes(_parties(draft, values))
            electorate, valid = number(values.get("electorate"), "electors"), number(values.get("valid_votes"))
            majority = number(values["majority"])
            seat = seats.find("gss", code, polled)
            if seat is None:
                identifiers = {"gss": code} if GSS.fullmatch(code) else {}
                seat = seats.add(f"library:{code or name}", name, identifiers, region=values.get("region_name"))
            _hold(draft, held, Contest(seat, polled, "general", candidates, electorate, valid, majority))


def _hold(draft: Draft, held: set[tuple[str, PartialDate]], contest: Contest) -> None:
    """Adds a contest that no file before this one has."""
    if (contest.seat, contest.date) not in held:
        draft.contest(contest)
        held.add((contest.seat, contest.date))


def _own_seat(seats: Seats, values: Mapping[str, str], since: PartialDate, until: PartialDate | None) -> str:
    """A seat of the row's own boundary set, under the table's own number.

    A set begins with its first election in the table and ends with the next set's first.
    """
    code, name = values["constituency_id"], _capitals(values["constituency"])
    identifiers = {"gss": code} if GSS.fullmatch(code) else {}
    key = f"library:{values['boundary_set']}:{code or name}"
    region = values.get("country/region")
    return seats.add(key, name, identifiers, region=region, since=since, until=until)


def _groups(draft: Draft, values: Mapping[str, str], polled: PartialDate) -> Iterator[Candidacy]:
    for group in _GROUPS:
        text = values.get(f"{group}_votes", "")
        label = _label(group, polled, f"{values.get('country/region', '')} {values['constituency']}")
        if _UNOPPOSED.fullmatch(text):
            yield Candidacy(label, _party(draft, label), elected=True)
        elif votes := number(text):
            yield Candidacy(label, _party(draft, label), votes)


def _label(group: str, polled: PartialDate, where: str) -> str:
    """The party that a column stands for at that election, there."""
    if group == "lib":
        return "Liberal" if polled < "1983" else "SDP–Liberal Alliance" if polled < "1988" else "Liberal Democrat"
    if group == "natSW":
        place = where.casefold()
        welsh, scottish = "wales" in place or "welsh" in place, "scot" in place
        return "Plaid Cymru" if welsh else "Scottish National Party" if scottish else "Plaid Cymru or SNP"
    return {"con": "Conservative", "lab": "Labour"}.get(group, "Others")


def _parties(draft: Draft, values: Mapping[str, str]) -> Iterator[Candidacy]:
    """The columns of parties, which stand after the majority; "other" holds the winner where other_winner has votes."""
    columns = list(values)
    if "majority" not in values:
        raise KeyError("majority")
    winner = draft.book.find(values.get("first_party", ""))
    others = winning = 0
    for column in columns[columns.index("majority") + 1 :]:
        votes = number(values[column])
        if column in ("other", "all_other_candidates"):
            others = votes or 0
        elif column in ("other_winner", "of_which_other_winner"):
            winning = votes or 0
        elif votes:
            party = draft.book.find(column)
            label = party.name if party else column
            yield Candidacy(label, _party(draft, label), votes, elected=party is not None and party == winner)
    if winning:
        label = winner.name if winner else values.get("first_party") or "Others"
        yield Candidacy(label, _party(draft, label), winning, elected=True)
    if others > winning:
        yield Candidacy("Others", _party(draft, "Others"), others - winning)


def _party(draft: Draft, label: str) -> str:
    return draft.party(label, kind="other") if label == "Others" else draft.party(label)


def _polled(label: str) -> PartialDate:
    """The polling day of an election called "1951" or "1974F"; the year alone where it is not known."""
    year, month = label[:4], {"F": "02", "O": "10"}.get(label[4:].upper(), "")
    days = [polled for polled in GENERAL_ELECTIONS if polled.startswith(f"{year}-{month}")]
    if len(days) == 1:
        return days[0]
    made = day(f"{year}-{month}" if month else label)
    if made is None:
        raise KeyError("election")
    return made


def _polled_before(declared: PartialDate) -> PartialDate:
    """The polling day of results declared on a day; the year of the declaration where it is not known."""
    for polled in reversed(GENERAL_ELECTIONS):
        days = (first_day(declared) - date.fromisoformat(polled)).days
        if 0 <= days <= _DECLARED_WITHIN:
            return polled
    return declared[:4]


def _capitals(name: str) -> str:
    """A name in capitals as it is written elsewhere: "STOKE-ON-TRENT NORTH" is "Stoke-on-Trent North"."""
    if sum(map(str.islower, name)) * 2 > sum(map(str.isupper, name)):
        return name

    def word(match: re.Match[str]) -> str:
        small = match[0].lower()
        inside = match.start() and match.end() < len(name)
        return small if inside and small in _SMALL else small[0].upper() + small[1:]

    return _WORD.sub(word, name)
