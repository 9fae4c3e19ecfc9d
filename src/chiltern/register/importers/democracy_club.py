"""Democracy Club's candidates as CSV: today's export or that of 2015 to 2021 goes in, a roll of one chamber comes out.

Both have a row for each candidate on each ballot paper, under different column names (`_COLUMNS`). Of a candidate only
the name and the numbers of registers are kept: the files also hold addresses, birthdays and pictures of private people.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chiltern.dates import PartialDate
from chiltern.errors import BadInput
from chiltern.names import fold
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.democracy_club_ids import (
    COMMONS,
    Parties,
    chamber_named,
    chamber_of,
    date_in,
    place_of,
    seat_sort,
)
from chiltern.register.importers.draft import Draft, day
from chiltern.register.importers.partybook import party_book
from chiltern.register.importers.results import PollKind, by_votes, chosen, gss, number, poll_kind, true
from chiltern.register.importers.tables import header_of, table
from chiltern.register.model import Candidacy, Contest, Source

# What we call a column, and what the exports call it, today's name first.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "person": ("person_id", "id"),
    "name": ("person_name", "name"),
    "election": ("election_id", "election"),
    "ballot": ("ballot_paper_id",),
    "date": ("election_date",),
    "by_election": ("by_election",),
    "party": ("party_id", "party_ec_id", "legacy_party_id"),
    "party_name": ("party_name",),
    "post": ("post_label",),
    "post_id": ("post_id",),
    "gss": ("gss", "gss_code"),
    "places": ("seats_contested",),
    "cancelled": ("cancelled_poll",),
    "votes": ("votes_cast",),
    "elected": ("elected",),
    "electorate": ("total_electorate",),
    "mnis": ("mnis_id",),
    "twfy": ("twfy_id", "theyworkforyou_url", "parlparse_id"),
    "wikidata": ("wikidata_id",),
    "merged": ("old_person_ids",),
}
_NEEDED = ("person", "name", "election", "party_name")

_NAMED = 4  # chambers left out that a message names
_PERSON = re.compile(r"(?:person/|/mp/|^)(\d+)(?=$|/)", re.ASCII)
_NUMBERS = {"mnis": re.compile(r"\d+", re.ASCII), "wikidata": re.compile(r"Q\d+", re.ASCII)}
_MEMBER_FOR = re.compile(r"^(?:Assembly )?Member(?: of [a-z ]+?)? for (?=\S)", re.IGNORECASE)


class Stood(NamedTuple):
    """A row: one candidate on one ballot paper. `kind` is None where the row does not say."""

    file: InFile
    line: int
    values: Mapping[str, str]
    chamber: str
    ballot: str
    day: PartialDate
    kind: PollKind | None
    votes: int | None
    places: int
    electorate: int | None

    @property
    def elected(self) -> bool:
        return true(self.values["elected"])


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The rows of one chamber; raises `BadInput` for a file of another kind, or without a row of the chamber wished."""
    source = Source(
        "democracy-club",
        "Democracy Club candidates",
        publisher="Democracy Club",
        url="https://candidates.democracyclub.org.uk/",
        licence="CC BY-SA",
        retrieved=wish.retrieved,
    )
    draft = Draft(source, parties=party_book("uk"))
    stood = [one for file in files for one in _rows(draft, file)]
    draft.legislature = _chamber(stood, wish, files)
    for file in files:
        _tell_left_out(draft, file, [one for one in stood if one.file is file])
    here = [one for one in stood if one.chamber == draft.legislature]
    here.sort(key=lambda one: one.day, reverse=True)  # newest first, so that a person goes by the latest name
    ballots: defaultdict[str, list[Stood]] = defaultdict(list)
    for one in here:
        ballots[one.ballot].append(one)
    people, parties = _People(draft, here), Parties(draft)
    days = Counter(rows[0].day for rows in ballots.values())
    for rows in ballots.values():
        _contest(draft, people, parties, rows, days[rows[0].day])
    return draft.imported("democracy-club")


def _rows(draft: Draft, file: InFile) -> list[Stood]:
    header = header_of(file)
    columns = {ours: next((name for name in theirs if name in header), None) for ours, theirs in _COLUMNS.items()}
    missing = [" or ".join(_COLUMNS[ours]) for ours in _NEEDED if columns[ours] is None]
    if missing:
        raise BadInput(
            f"{file.name}: no candidates of Democracy Club (no column {', '.join(missing)}); "
            "give the CSV that candidates.democracyclub.org.uk exports"
        )
    found = []
    for row in table(file, needs=()):
        with draft.row(file, row):
            values = {ours: row.values[name] if name else "" for ours, name in columns.items()}
            # The twfy columns and the party columns each may stand in for another that is empty.
            for ours in ("twfy", "party"):
                values[ours] = next((row.values[name] for name in _COLUMNS[ours] if row.values.get(name)), "")
            found.append(_stood(file, row.line, values))
    return found


def _stood(file: InFile, line: int, values: dict[str, str]) -> Stood:
    election, ballot = values["election"], values["ballot"]
    if not values["person"] or not fold(values["name"]):
        raise KeyError("person_id" if not values["person"] else "person_name")
    polled = day(values["date"] or date_in(ballot, election))
    if polled is None:
        raise KeyError("election_date")
    kind: PollKind | None = None
    if ".by." in f"{ballot} {election}" or true(values["by_election"]):
        kind = "by-election"
    elif ballot or values["by_election"]:
        kind = "general"
    values["post"] = _MEMBER_FOR.sub("", values["post"])
    values["code"] = gss(values["gss"]) or gss(values["post_id"]) or ""
    return Stood(
        file,
        line,
        values,
        chamber_of(election or ballot),
        ballot or f"{election} {values['code'] or fold(values['post'])} {polled}",
        polled,
        kind,
        number(values["votes"]),
        number(values["places"], "seats") or 1,
        number(values["electorate"], "electors"),
    )


def _chamber(stood: Sequence[Stood], wish: Wish, files: Sequence[InFile]) -> str:
    """The chamber wished for, by its name or the first part of its ids; else the one with most rows."""
    counts = Counter(one.chamber for one in stood)
    if not counts:
        raise BadInput(f"{', '.join(file.name for file in files)}: no row with a candidate in it")
    if wish.chamber is None:
        return max(counts, key=lambda chamber: (counts[chamber], chamber == COMMONS))
    for chamber in counts:
        if fold(chamber) == fold(chamber_named(wish.chamber)):
            return chamber
    raise BadInput(f"no rows of the chamber {wish.chamber!r}; the files hold {_listed(counts)}")


def _tell_left_out(draft: Draft, file: InFile, stood: Sequence[Stood]) -> None:
    others = Counter(one.chamber for one in stood if one.chamber != draft.legislature)
    if others:
        rows = "row" if others.total() == 1 else "rows"
        draft.skip(file, None, f"{others.total()} {rows} of other chambers: {_listed(others)}")


def _listed(counts: Counter[str]) -> str:
    named = ", ".join(f"{chamber[:40]} ({count})" for chamber, count in counts.most_common(_NAMED))
    more = len(counts) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


class _People:
    """The candidates as persons; somebody entered twice and merged since goes by the number kept."""

    def __init__(self, draft: Draft, stood: Sequence[Stood]) -> None:
        self._draft = draft
        self._merged = {
            old: one.values["person"] for one in stood for old in re.findall(r"\d+", one.values["merged"], re.ASCII)
        }

    def key(self, one: Stood) -> str:
        return self._merged.get(one.values["person"], one.values["person"])

    def id(self, one: Stood) -> str:
        twfy = _PERSON.search(one.values["twfy"])
        identifiers = {
            "democracy-club": self.key(one),
            "twfy": twfy[1] if twfy else "",
            **{scheme: one.values[scheme] for scheme, form in _NUMBERS.items() if form.fullmatch(one.values[scheme])},
        }
        return self._draft.person(self.key(one), one.values["name"], identifiers=identifiers)


def _contest(draft: Draft, people: _People, parties: Parties, rows: Sequence[Stood], contests: int) -> None:
    """Adds one ballot paper's contest, with the persons on it and the ties of those elected."""
    first = rows[0]
    elected = any(one.elected for one in rows)
    if any(true(one.values["cancelled"]) for one in rows) and not elected:
        draft.skip(first.file, first.line, f"the poll {first.ballot[:80]}, which was cancelled")
        return
    kind = next((one.kind for one in rows if one.kind), None)
    if kind is None:
        kind = poll_kind(first.day, contests) if first.chamber == COMMONS else "general"
    seat = None
    with draft.row(first.file, first.line):
        seat = _seat(draft, rows)
    if seat is None:
        return
    candidates = {}
    for one in rows:
        # An export has a candidate twice where a register numbers them twice.
        if people.key(one) in candidates:
            continue
        with draft.row(one.file, one.line):
            party = parties.of(one.values["party"], one.values["party_name"])
            person = people.id(one)
            if one.elected:
                chosen(draft, person, party, seat, one.day, kind)
            name = " ".join(one.values["name"].split())
            candidates[people.key(one)] = Candidacy(name, party, one.votes, person, one.elected)
    electorate = next((one.electorate for one in rows if one.electorate), None)
    draft.contest(Contest(seat, first.day, kind, by_votes(candidates.values()), electorate))


def _seat(draft: Draft, rows: Sequence[Stood]) -> str:
    """The seat of a ballot paper: by ONS code, which is one set of boundaries', else by name.

    Its key has the kind of seat in it: Glasgow is a region of the Scottish Parliament as well as seats of their own.
    """
    label = next((one.values["post"] for one in rows if one.values["post"]), "") or place_of(rows[0].ballot)
    if not label:
        raise BadInput(f"no place for the ballot paper {rows[0].ballot[:80]!r}")
    code = next((one.values["code"] for one in rows if one.values["code"]), "")
    key = f"{seat_sort(rows[0].ballot)}:{code or fold(label)}"
    return draft.seat(key, label, places=max(one.places for one in rows), identifiers={"gss": code} if code else {})
