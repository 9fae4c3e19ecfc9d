"""UK Parliament's results database as CSV: elections, candidacies, constituencies, parties go in, a roll comes out.

Any of its tables will do, told apart by their columns; so will the wide table that its site offers, and the House of
Commons Library's tables of results. A candidate with Parliament's number is a person, and so is whoever was elected;
others are names in their contest. A result vouches for its winner on the polling day alone. A notional result was
never held and makes no contest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from chiltern.dates import PartialDate, day_after
from chiltern.errors import BadInput
from chiltern.names import fold
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.commons_library import header_key, read_one_election, read_since_1918
from chiltern.register.importers.draft import Draft, day, gender
from chiltern.register.importers.partybook import party_book
from chiltern.register.importers.psephology_parties import Parties
from chiltern.register.importers.psephology_seats import Seats, read_constituencies, read_mnis
from chiltern.register.importers.psephology_site import Apart, is_site, taken_apart
from chiltern.register.importers.results import (
    PollKind,
    Recess,
    by_votes,
    chosen,
    number,
    poll_kind,
    read_recesses,
    true,
)
from chiltern.register.importers.tables import header_of, table
from chiltern.register.model import Candidacy, Contest, Source

CHAMBER = "House of Commons"

# What tells each table apart; the first that fits counts.
_TABLES: tuple[tuple[str, frozenset[str]], ...] = (
    ("candidacies", frozenset(("election_id", "family_name"))),
    ("notional", frozenset(("election_id", "candidacy_id", "vote_count"))),
    ("elections", frozenset(("election_id", "polling_on"))),
    ("mnis", frozenset(("constituency_id", "name", "start_date"))),
    ("constituencies", frozenset(("constituency_id", "name"))),
    ("parties", frozenset(("party_id", "name"))),
    ("registrations", frozenset(("electoral_commission_id", "political_party_id"))),
    ("parliaments", frozenset(("summoned_on", "dissolved_on"))),
    ("speeches", frozenset(("made_on", "mnis_id", "constituency"))),
    ("overlaps", frozenset(("from_constituency_area_id", "to_constituency_area_id"))),
    ("since_1918", frozenset(("constituency", "election", "boundary_set"))),
)
_ONE_ELECTION = frozenset(("ons_id", "constituency_name", "first_party", "majority"))
_UNUSED = {
    "notional": "notional votes, not those of a contest that was held",
    "overlaps": "how boundaries overlap, which a roll has no place for",
}


class Election(NamedTuple):
    """A row of elections.csv."""

    seat: str
    day: PartialDate
    kind: PollKind | None
    electorate: int | None
    valid_votes: int | None
    majority: int | None


class Stood(NamedTuple):
    """A row of candidacies.csv, with the numbers that are its candidate's own."""

    file: InFile
    line: int
    values: Mapping[str, str]
    name: str
    votes: int | None
    mnis: str
    club: str

    @property
    def won(self) -> bool:
        return true(self.values.get("won"))


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The rows of the files; raises `BadInput` for a file of another kind, or where no file gives rows for a roll."""
    if wish.chamber is not None and fold(wish.chamber) not in (fold(CHAMBER), "commons"):
        raise BadInput(f"election results of Parliament are of the {CHAMBER}, not of {wish.chamber!r}")
    source = Source(
        "psephology",
        "UK Parliament election results",
        publisher="UK Parliament",
        url="https://electionresults.parliament.uk/",
        licence="Open Parliament Licence v3.0",
        retrieved=wish.retrieved,
    )
    draft = Draft(source, CHAMBER, party_book("uk"))
    found: defaultdict[str, list[InFile]] = defaultdict(list)
    for file in files:
        apart = taken_apart(file) if is_site(file) else Apart((file,), ())
        draft.skipped += apart.skipped
        for each in apart.tables:
            found[_table_of(each)].append(each)
    for kind, why in _UNUSED.items():
        for file in found[kind]:
            draft.skip(file, None, why)
    seats, parties = Seats(draft), Parties(draft)
    parties.read(found["parties"], found["registrations"])
    read_constituencies(seats, draft, found["constituencies"])
    read_mnis(seats, draft, found["mnis"])
    elections = _elections(draft, seats, found["elections"])
    stood = _own_numbers(draft, _candidacies(draft, found["candidacies"]))
    held = _contests(draft, seats, parties, elections, stood, read_recesses(draft, found["parliaments"]))
    for file in found["one_election"]:
        read_one_election(draft, seats, file, held)
    for file in found["since_1918"]:
        read_since_1918(draft, seats, file, held)
    _speeches(draft, seats, found["speeches"])
    made = draft.imported("psephology")
    if not (made.rows.contests or made.rows.seats or made.rows.parties or made.rows.persons):
        names = ", ".join(file.name for file in files)
        raise BadInput(f"{names}: no contest, seat or party in it; give elections.csv with candidacies.csv")
    return made


def _table_of(file: InFile) -> str:
    header = header_of(file)
    for kind, needs in _TABLES:
        if needs <= set(header):
            return kind
    if set(map(header_key, header)) >= _ONE_ELECTION:
        return "one_election"
    has = " ".join(", ".join(header[:8]).split()) or "nothing"
    raise BadInput(
        f"{file.name}: no table of election results (it has {has[:120]}); "
        "give elections.csv, candidacies.csv, constituencies.csv or another of psephology's tables"
    )


def _elections(draft: Draft, seats: Seats, files: Iterable[InFile]) -> dict[str, Election | None]:
    """The elections by number; None for a notional one."""
    found: dict[str, Election | None] = {}
    for file in files:
        notional = 0
        for row in table(file, needs=("election_id", "polling_on")):
            with draft.row(file, row):
                values = row.values
                key, label = values["election_id"], values.get("kind", "").lower()
                if "notional" in label or true(values.get("is_notional")):
                    notional += 1
                    found[key] = None
                    continue
                kind: PollKind | None = "by-election" if label.startswith("by") else "general" if label else None
                polled = _polled(values)
                counts = [number(values.get(name), name) for name in ("electorate", "valid_vote_count", "majority")]
                code = values.get("constituency_code", "")
                place, name = values.get("constituency_id", ""), values.get("constituency", "")
                found[key] = Election(seats.of_election(place, name, code, polled), polled, kind, *counts)
        if notional:
            results = "result" if notional == 1 else "results"
            draft.skip(file, None, f"{notional} notional {results}, for no election that was held")
    return found


def _candidacies(draft: Draft, files: Iterable[InFile]) -> list[Stood]:
    found = []
    for file in files:
        for row in table(file, needs=("election_id", "family_name")):
            with draft.row(file, row):
                values = row.values
                name = " ".join(f"{values.get('given_name', '')} {values['family_name']}".split())
                if not fold(name):
                    raise BadInput("no name for the candidate")
                votes = number(values.get("vote_count"))
                mnis = number(values.get("mnis_id"), "a member")
                club = number(values.get("democracy_club_id"), "a candidate")
                found.append(Stood(file, row.line, values, name, votes, str(mnis or ""), str(club or "")))
    return found


def _own_numbers(draft: Draft, stood: Sequence[Stood]) -> list[Stood]:
    """The candidacies without the numbers of Parliament that are somebody else's, newest first.

    Two candidates of 2019 bear the numbers of the members they stood against: Adam Cleary that of Dominic Grieve,
    Michael Boyle that of Ivan Lewis. A number is that of the name that won with it, and of names that share a word.
    """
    names: dict[str, set[str]] = {}
    for one in sorted(stood, key=lambda one: not one.won):
        if one.mnis:
            words = set(fold(one.name).split())
            if not names.setdefault(one.mnis, words).isdisjoint(words):
                names[one.mnis] |= words
    clubs = {one.club: one.mnis for one in stood if one.club and one.mnis}
    made = []
    for one in sorted(stood, key=lambda one: one.values.get("polling_on", ""), reverse=True):
        mnis = one.mnis or clubs.get(one.club, "")
        if mnis and names[mnis].isdisjoint(fold(one.name).split()):
            if one.mnis:
                draft.skip(one.file, one.line, f"the mnis_id {mnis} of {one.name[:80]}, which is another person's")
            mnis = ""
        made.append(one._replace(mnis=mnis))
    return made


def _contests(
    draft: Draft,
    seats: Seats,
    parties: Parties,
    elections: Mapping[str, Election | None],
    stood: Sequence[Stood],
    recesses: Sequence[Recess],
) -> set[tuple[str, PartialDate]]:
    """Adds the contests, with those of which only candidacies tell; gives their seats and days."""
    known: dict[str, Election | None] = dict(elections)
    candidates: defaultdict[str, list[Stood]] = defaultdict(list)
    for one in stood:
        with draft.row(one.file, one.line):
            key = one.values["election_id"]
            if key not in known:
                place, polled = one.values.get("constituency", ""), _polled(one.values)
                known[key] = Election(seats.of_election("", place, "", polled), polled, None, None, None, None)
            candidates[key].append(one)
    contests = {key: election for key, election in known.items() if election is not None}
    days = Counter(election.day for election in contests.values())
    held = set()
    # Newest first, so that a person goes by the latest name.
    for key, election in sorted(contests.items(), key=lambda item: item[1].day, reverse=True):
        kind = election.kind or poll_kind(election.day, days[election.day], recesses)
        ran = _ran(draft, parties, election, kind, candidates[key])
        counts = election.electorate, election.valid_votes, election.majority
        draft.contest(Contest(election.seat, election.day, kind, ran, *counts))
        held.add((election.seat, election.day))
    return held


def _ran(
    draft: Draft, parties: Parties, election: Election, kind: PollKind, stood: Sequence[Stood]
) -> tuple[Candidacy, ...]:
    """The candidates in order of votes; adds the persons among them, and the winner's ties."""
    made = []
    for one in stood:
        with draft.row(one.file, one.line):
            party = parties.of(one.values)
            person = _person(draft, one)
            if one.won and person is not None:
                adjunct = one.values.get("adjunct_party")
                reason = f"stood for {one.values.get('party', '')} and {adjunct}" if adjunct else None
                chosen(draft, person, party, election.seat, election.day, kind, reason)
            made.append(Candidacy(one.name, party, one.votes, person, one.won))
    return by_votes(made)


def _person(draft: Draft, one: Stood) -> str | None:
    """The candidate as a person: one who sat at some time, or is elected here.

    Nobody else is made a person, though some have Democracy Club's number: they never held a public office that the
    database knows of, and their names are often those of former members.
    """
    if not one.mnis and not one.won:
        return None
    own = one.values.get("candidacy_id") or f"{one.file.name}:{one.line}"
    key = f"mnis:{one.mnis}" if one.mnis else f"club:{one.club}" if one.club else f"candidacy:{own}"
    given: dict[str, Any] = {field: one.values.get(f"{field}_name", "") for field in ("given", "family")}
    sex = "other" if one.values.get("gender", "").lower() == "non-binary" else gender(one.values.get("gender"))
    return draft.person(key, one.name, gender=sex, identifiers={"mnis": one.mnis, "democracy-club": one.club}, **given)


def _speeches(draft: Draft, seats: Seats, files: Iterable[InFile]) -> None:
    """Reads maiden-speeches.csv: on the day of the speech the speaker held the seat."""
    for file in files:
        for row in table(file, needs=("made_on", "mnis_id", "constituency")):
            with draft.row(file, row):
                values = row.values
                made_on = day(values["made_on"])
                if made_on is None or not values["mnis_id"]:
                    raise KeyError("mnis_id" if made_on else "made_on")
                name = f"{values.get('given_name', '')} {values.get('family_name', '')}"
                seat = seats.named(values["constituency"], made_on)
                person = draft.person(f"mnis:{values['mnis_id']}", name, identifiers={"mnis": values["mnis_id"]})
                draft.tenure(person, seat, made_on, day_after(made_on).isoformat(), seen=True)


def _polled(values: Mapping[str, str]) -> PartialDate:
    polled = day(values.get("polling_on"))
    if polled is None:
        raise KeyError("polling_on")
    return polled
