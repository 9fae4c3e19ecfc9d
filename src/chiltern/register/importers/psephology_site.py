"""The election results service's own CSV: its one wide table goes in, tables of the results database come out.

The service (https://electionresults.parliament.uk) gives the candidacies of an election with election, seat and party
on every row, under headings in words. `taken_apart` makes of them what `psephology` reads. Each row keeps its line,
so that what is wrong with it is told with the line of the file as it was downloaded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chiltern.register.importers.base import InFile, Skipped
from chiltern.register.importers.results import true
from chiltern.register.importers.tables import Row, header_of, table

_NEEDS = ("Election polling date", "Constituency name", "Candidate family name", "Candidate vote count")
_NUMBER = re.compile(r"/(\d+)/?$")

Columns = Mapping[str, str]
# Their columns by ours. Those that end in "URL" give the number at the end of the address.
_ELECTIONS: Columns = {
    "election_id": "Election URL",
    "polling_on": "Election polling date",
    "constituency_id": "Constituency URL",
    "constituency": "Constituency name",
    "constituency_code": "Constituency geographic code",
    "electorate": "Electorate",
    "valid_vote_count": "Election valid vote count",
    "majority": "Majority",
}
_CONSTITUENCIES: Columns = {
    "constituency_id": "Constituency URL",
    "name": "Constituency name",
    "geographic_code": "Constituency geographic code",
    "country": "Country name",
    "english_region": "English region name",
    "boundary_set_start": "Boundary set start date",
    "boundary_set_end": "Boundary set end date",
}
_PARTIES: Columns = {
    "party_id": "Main party URL",
    "name": "Main party name",
    "abbreviation": "Main party abbreviation",
    "mnis_id": "Main party MNIS ID",
}
_REGISTRATIONS: Columns = {
    "electoral_commission_id": "Main party Electoral Commission ID",
    "political_party_id": "Main party URL",
}
_CANDIDACIES: Columns = {
    "election_id": "Election URL",
    "polling_on": "Election polling date",
    "constituency": "Constituency name",
    "given_name": "Candidate given name",
    "family_name": "Candidate family name",
    "mnis_id": "Candidate MNIS ID",
    "party_id": "Main party URL",
    "party": "Main party name",
    "party_abbr": "Main party abbreviation",
    "adjunct_party": "Adjunct party name",
    "is_standing_as_commons_speaker": "Candidate is standing as Commons Speaker",
    "is_standing_as_independent": "Candidate is standing as independent",
    "vote_count": "Candidate vote count",
}


class Apart(NamedTuple):
    """The tables that one file became, and its rows that do not fit its header."""

    tables: tuple[InFile, ...]
    skipped: tuple[Skipped, ...]


def is_site(file: InFile) -> bool:
    """Whether the file is a table of candidacies as the service gives it."""
    return set(_NEEDS) <= set(header_of(file))


def taken_apart(file: InFile) -> Apart:
    """The file as tables of elections, candidacies, constituencies, parties and registrations, all under its name."""
    rows = list(table(file, _NEEDS))
    good = [_with_election(row) for row in rows if row.fault is None and not _of_nobody(row.fields)]
    elections = _first(sorted(good, key=lambda row: not _won(row)), "Election URL")  # the winner has the majority
    parties = _first(good, "Main party URL")
    registered = [row for row in parties if row.fields.get("Main party Electoral Commission ID")]
    made = (
        _table(file, ("kind", *_ELECTIONS), {row.line: [_kind(row), *_fields(row, _ELECTIONS)] for row in elections}),
        _table(file, ("won", *_CANDIDACIES), {row.line: [str(_won(row)), *_fields(row, _CANDIDACIES)] for row in good}),
        _table(file, _CONSTITUENCIES, _picked(_first(good, "Constituency URL"), _CONSTITUENCIES)),
        _table(file, _PARTIES, _picked(parties, _PARTIES)),
        _table(file, _REGISTRATIONS, _picked(registered, _REGISTRATIONS)),
    )
    return Apart(made, tuple(Skipped(file.name, row.line, row.fault) for row in rows if row.fault is not None))


def _with_election(row: Row) -> Row:
    """The row, with day and seat to tell its election by where the file gives no address of it."""
    if row.fields.get("Election URL"):
        return row
    seat = row.fields.get("Constituency geographic code") or row.fields["Constituency name"]
    return row._replace(fields={**row.fields, "Election URL": f"{row.fields['Election polling date']} {seat}"})


def _kind(row: Row) -> str:
    kind = "by-election" if true(row.fields.get("Election is by-election")) else "general"
    notional = any(true(row.fields.get(f"{what} is notional")) for what in ("General election", "Election"))
    return f"notional {kind}" if notional else kind


def _of_nobody(fields: Mapping[str, str]) -> bool:
    """Whether the row is the notional sum of a party's votes."""
    return true(fields.get("Candidate is notional political party aggregate"))


def _won(row: Row) -> bool:
    return row.fields.get("Candidate result position") == "1"


def _first(rows: Iterable[Row], column: str) -> list[Row]:
    """The first row of each value of a column; rows without one are left out."""
    found: dict[str, Row] = {}
    for row in rows:
        if row.fields.get(column):
            found.setdefault(row.fields[column], row)
    return list(found.values())


def _picked(rows: Iterable[Row], columns: Columns) -> dict[int, list[str]]:
    return {row.line: _fields(row, columns) for row in rows}


def _fields(row: Row, columns: Columns) -> list[str]:
    return [_field(row.fields, column) for column in columns.values()]


def _field(fields: Mapping[str, str], column: str) -> str:
    # On one line, since a row's line is what it is known by.
    text = " ".join(fields.get(column, "").split())
    number = _NUMBER.search(text) if column.endswith("URL") else None
    return number.group(1) if number else text


def _table(file: InFile, header: Iterable[str], rows: Mapping[int, list[str]]) -> InFile:
    """A CSV file with each row on the line given, and nothing on the others."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    last = 1
    for line, fields in sorted(rows.items()):
        text.write("\n" * (line - last - 1))
        writer.writerow(fields)
        last = line
    return InFile(file.name, text.getvalue().encode())
