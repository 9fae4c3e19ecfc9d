"""Divisions in tables: Commons Votes downloads, the Commons Library's tables of that service, the Guardian's tracker.

A file whose columns say which table it is goes in, sheets come out (`divisions_sheets.py`). A table that gives one
member's votes, or only tellers, makes sheets that know no more than that.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.divisions_sheets import Ballot, Form, Sheet, count_of, vote_of
from chiltern.register.importers.draft import Draft, day
from chiltern.register.importers.tables import header_of, table, text_of

# A download's preamble is some ten lines long; the search for its header ends here.
_LONGEST_PREAMBLE = 40
_SHOWN = 200  # letters of the columns of a file that is refused
_PREAMBLE = re.compile(r"[\"']?division (?:number|date)\b", re.IGNORECASE)
_SAID = re.compile(
    r"(?P<what>division number|division date|ayes? count|noe?s? count)\s*:\s*(?P<value>.*)", re.IGNORECASE
)
_BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
# Before 2019 the service wrote some letters as question marks; the Guardian has short forms of its own.
_LABELS = {"Sinn F?in": "Sinn Féin", "Grn": "Green Party", "Oth": "", "Other": ""}
_POLICIES = frozenset(("policy_id",))


def table_form(file: InFile) -> Form:
    """What kind of table the file is; raises `BadInput` for one that is none of divisions."""
    listed = header_of(file)
    header = frozenset(listed)
    for columns, form in _TABLES:
        if header.issuperset(columns):
            return form
    if header >= _POLICIES:
        raise BadInput(f"{file.name}: a table of voting policies, not of votes; policies are not imported")
    if any(_PREAMBLE.match(line.strip()) for line in text_of(file).splitlines()[:_LONGEST_PREAMBLE]):
        return Form("commons-votes", "named", _download)
    found = " ".join(", ".join(listed[:8]).split())[:_SHOWN] or "nothing"
    raise BadInput(
        f"{file.name}: no table of divisions (it has {found}); give a Commons Votes download, "
        "or one of the tables that docs/how-to/import-divisions.md lists"
    )


# The CSV that votes.parliament.uk offers for one division


def _download(draft: Draft, file: InFile) -> Iterator[Sheet]:
    lines = text_of(file).splitlines()
    at = next((n for n, line in enumerate(lines[:_LONGEST_PREAMBLE]) if _is_header(line)), None)
    if at is None:
        raise BadInput(f"{file.name}: no line with the columns Member, Party, Constituency, Vote")
    sheet = _preamble(file, lines[:at])
    for row in table(file, needs=("Member", "Vote"), skip=at):
        with draft.row(file, row):
            values = row.values
            lobby, teller = vote_of(values["Vote"])
            party, proxy = label(values.get("Party", "")), values.get("Proxy Member", "")
            seat = values.get("Constituency", "")
            sheet.ballots.append(
                Ballot(file, row.line, lobby, values["Member"], teller, seat=seat, party=party, proxy=proxy)
            )
    yield sheet


def _is_header(line: str) -> bool:
    return {"Member", "Vote"} <= {name.strip() for name in next(csv.reader([line]), [])}


def _preamble(file: InFile, lines: list[str]) -> Sheet:
    """What stands above the table; lines that say nothing else are the title."""
    said, title = {}, []
    for line in lines:
        words = line.strip().strip('"').rstrip(",").strip()
        found = _SAID.fullmatch(words)
        if found is not None:
            said[found["what"].lower().split()[0 if "count" in found["what"].lower() else 1]] = found["value"].strip()
        elif words and words.lower() != "members recorded":
            title.append(words)
    try:
        return Sheet(
            file,
            None,
            "commons",
            date=_british_day(said.get("date", "")),
            number=count_of(said.get("number")),
            title=" ".join(title),
            ayes=count_of(said.get("aye", said.get("ayes"))),
            noes=count_of(said.get("no", said.get("noes"))),
        )
    except BadInput as error:
        raise BadInput(f"{file.name}: above the table: {error}") from None


def _british_day(text: str) -> str:
    """15/01/2019 or 2019-01-15, with or without a time."""
    found = _BRITISH_DAY.fullmatch(text)
    if found is not None:
        try:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        except ValueError:
            raise BadInput(f"{text!r} is no day of the calendar") from None
    made = day(text)
    if made is None:
        raise BadInput("no Division Date")
    return made


def label(text: str) -> str:
    """The party label, mended where the source garbles it; empty where it names no party."""
    return _LABELS.get(text, text)


# Tables made from the service's answers by the Commons Library's R package clvotes


def _sheet(file: InFile, line: int, values: Mapping[str, str]) -> Sheet:
    key = values["division_id"]
    if not key:
        raise BadInput("no division_id")
    when = day(values.get("division_date") or values.get("date"))
    title = values.get("division_title") or values.get("title") or ""
    return Sheet(file, line, "commons", key, when, count_of(values.get("number")), title)


def _totals_table(draft: Draft, file: InFile) -> Iterator[Sheet]:
    for row in table(file, needs=("division_id",)):
        with draft.row(file, row):
            sheet = _sheet(file, row.line, row.values)
            sheet.ayes, sheet.noes = count_of(row.values["aye_count"]), count_of(row.values["no_count"])
            yield sheet


def _ballots_table(draft: Draft, file: InFile) -> Iterator[Sheet]:
    """Rows of votes or of tellers; the column of the vote says which."""
    for row in table(file, needs=("division_id", "mnis_id")):
        with draft.row(file, row):
            values = row.values
            sheet = _sheet(file, row.line, values)
            teller = "division_lobby" in values
            lobby, _ = vote_of(values["division_lobby"] if teller else values["vote_direction"])
            sheet.ballots.append(_ballot(file, row.line, values, lobby, teller))
            yield sheet


def _member_table(draft: Draft, file: InFile) -> Iterator[Sheet]:
    for row in table(file, needs=("division_id", "mnis_id")):
        with draft.row(file, row):
            values = row.values
            sheet = _sheet(file, row.line, values)
            aye, teller = _yes(values["member_voted_aye"]), _yes(values.get("member_was_teller", "false"))
            sheet.ballots.append(_ballot(file, row.line, values, "aye" if aye else "no", teller))
            yield sheet


def _ballot(file: InFile, line: int, values: Mapping[str, str], lobby: str, teller: bool) -> Ballot:
    if not values["mnis_id"]:
        raise BadInput("no mnis_id")
    return Ballot(
        file,
        line,
        vote_of(lobby)[0],
        values.get("member_name", ""),
        teller,
        (("mnis", values["mnis_id"]),),
        party=label(values.get("member_party", "")),
        proxy=values.get("member_proxy_name", ""),
    )


def _yes(text: str) -> bool:
    known = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False, "": False}
    if text.lower() not in known:
        raise BadInput(f"{text!r} is neither true nor false")
    return known[text.lower()]


# The Guardian's tracker: party is that of the day the file was made, and tellers are counted


def _guardian_divisions(draft: Draft, file: InFile) -> Iterator[Sheet]:
    for row in table(file, needs=("division_id",)):
        with draft.row(file, row):
            values = row.values
            sheet = _sheet(file, row.line, values)
            sheet.tellers_counted = True
            ayes, noes = (_less_tellers(values, side) for side in ("aye", "no"))
            sheet.ayes, sheet.noes = ayes, noes
            yield sheet


def _less_tellers(values: Mapping[str, str], side: str) -> int | None:
    counted = count_of(values[f"{side}{'s' if side == 'aye' else 'es'}_with_tellers"])
    tellers = count_of(values.get(f"{side}_tellers"))
    return None if counted is None else max(counted - (tellers or 0), 0)


def _guardian_votes(draft: Draft, file: InFile) -> Iterator[Sheet]:
    for row in table(file, needs=("division_id", "mnis_id", "vote")):
        with draft.row(file, row):
            values = row.values
            sheet = _sheet(file, row.line, values)
            lobby, teller = vote_of(values["vote"])
            if not values["mnis_id"]:
                raise BadInput("no mnis_id")
            party = next((label(text) for name, text in values.items() if name.startswith("party")), "")
            sheet.ballots.append(
                Ballot(
                    file,
                    row.line,
                    lobby,
                    values.get("name", ""),
                    teller or _yes(values.get("teller", "")),
                    (("mnis", values["mnis_id"]),),
                    party=party,
                )
            )
            yield sheet


def _guardian_parties(draft: Draft, file: InFile) -> Iterator[Sheet]:
    sheets: dict[str, Sheet] = {}
    for row in table(file, needs=("division_id", "side", "party", "votes")):
        with draft.row(file, row):
            values = row.values
            lobby, _ = vote_of(values["side"])
            made = _sheet(file, row.line, values)
            sheet = sheets.setdefault(made.key, made)
            sheet.add_total(label(values["party"]), lobby, count_of(values["votes"]))
            sheet.tellers_counted = True
    yield from sheets.values()


# The columns that tell a table, and what it is.
_TABLES = (
    (("division_id", "ayes_with_tellers", "noes_with_tellers"), Form("guardian-brexit", "none", _guardian_divisions)),
    (("division_id", "side", "party", "votes"), Form("guardian-brexit", "none", _guardian_parties)),
    (("division_id", "mnis_id", "vote", "teller"), Form("guardian-brexit", "numbered", _guardian_votes)),
    (("division_id", "division_date", "aye_count", "no_count"), Form("commons-votes", "none", _totals_table)),
    (("division_id", "division_date", "division_lobby", "mnis_id"), Form("commons-votes", "numbered", _ballots_table)),
    (("division_id", "division_date", "vote_direction", "mnis_id"), Form("commons-votes", "numbered", _ballots_table)),
    (("division_id", "division_date", "mnis_id", "member_voted_aye"), Form("commons-votes", "numbered", _member_table)),
)
