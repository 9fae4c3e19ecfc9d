"""A CSV that somebody wrote by hand, as rows with known columns: a file's bytes go in, its rows come out.

Column names may be written in several ways, in any case and order; columns with other names are passed over. Commas,
semicolons, tabs or bars part the fields, whichever makes most sense of the header, as spreadsheets of many countries
write them. A row may leave out the fields at its end. Dates are read as people write them, the day before the month.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date

from chiltern.dates import parse_date
from chiltern.errors import BadDate, BadInput
from chiltern.names import fold
from chiltern.register.importers.base import InFile
from chiltern.register.importers.tables import Row, text_of

# What a column is called, as `fold` leaves it: without case, hyphens and underscores.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("member", "person", "full name", "mp", "politician"),
    "party": ("group", "affiliation"),
    "seat": ("constituency", "area", "ward", "district"),
    "since": ("from", "start", "start date", "since date"),
    "until": ("first day out", "until date"),
    "last day": ("last day in",),
    "why": ("kind", "change", "kind of change"),
    "reason": ("explanation",),
    "source": ("sources", "source url", "url", "link"),
    "office": ("role", "post"),
    "of": ("office of", "body"),
    "gender": ("sex",),
    "began": ("how it began",),
    "ended": ("how it ended",),
    "region": (),
    "places": (),
    "legislature": ("chamber", "house", "council"),
    "other names": ("other name", "also known as", "aliases"),
    "mnis": ("mnis id",),
    "twfy": ("twfy id", "theyworkforyou", "theyworkforyou id"),
    "wikidata": ("wikidata id",),
    "gss": ("gss code", "ons code"),
}
_MEANINGS = {word: column for column, words in COLUMNS.items() for word in (column, *words)}
# Half of those who write these mean the last day in, half the first day out.
_TWO_MEANINGS = frozenset(("to", "end", "ends", "end date", "left", "finish"))
_DELIMITERS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_PARTIAL = re.compile(r"\d{4}(?:-\d{2})?", re.ASCII)
# A month in letters and a year in full: without them a date would be a guess ("02/18/2019", "18 February").
_WORDS_AND_YEAR = re.compile(r"(?=.*[a-z]{3}).*(?<!\d)\d{4}(?!\d)", re.ASCII | re.IGNORECASE)
_MONTH_ALONE = re.compile(r"[a-z]+\.?,? \d{4}", re.ASCII | re.IGNORECASE)
_LONGEST_DATE = 60  # "Wednesday the 18th of September 2019" has 36 characters
# As a report's dates are read (reports/fields.py): full dates only, nothing relative to today.
_WORDS = {"DATE_ORDER": "DMY", "PARSERS": ["absolute-time"], "STRICT_PARSING": True}


def rows_of(file: InFile) -> Iterator[Row]:
    """The rows, by the names of `COLUMNS`; empty ones are passed over.

    Raises `BadInput` where there is no column `name`, or none of a party, a seat and an office.
    """
    text = text_of(file, "utf-16" if file.content[:2] in _UTF_16 else "utf-8-sig")
    columns: list[str | None] | None = None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            if columns is None:
                columns = _columns(file, fields)
            else:
                yield _row(columns, fields, reader.line_num)
    except csv.Error as error:
        raise BadInput(f"{file.name}, line {reader.line_num}: no CSV: {error}") from None
    if columns is None:
        raise BadInput(f"{file.name}: empty; write a header such as name,party,seat,since,until")


def _delimiter(text: str) -> str:
    """The sign that parts most known columns in the first line with words."""
    first = next((line for line in io.StringIO(text) if line.strip(" \r\n,;|\t")), "")

    def known(sign: str) -> int:
        return len({fold(name) for name in first.rstrip("\r\n").replace('"', "").split(sign)} & _MEANINGS.keys())

    return max(_DELIMITERS, key=known)


def _columns(file: InFile, header: Sequence[str]) -> list[str | None]:
    """What each column means; None for one with another name."""
    found: dict[str, str] = {}
    columns: list[str | None] = []
    for written in header:
        word = fold(written)
        column = _MEANINGS.get(word)
        if word in _TWO_MEANINGS:
            raise BadInput(
                f"{file.name}: a column {written.strip()!r} may be the last day in or the first day out:"
                " call it last_day or until"
            )
        if column in found:
            raise BadInput(f"{file.name}: columns {found[column]} and {written.strip()} both mean {column}: keep one")
        if column:
            found[column] = written.strip()
        columns.append(column)
    if "name" not in found or not {"party", "seat", "office"} & found.keys():
        shown = ", ".join(name.strip() for name in header[:8])[:200]
        raise BadInput(f"{file.name}: it needs the columns name, and party, seat or office (it has {shown})")
    return columns


def _row(columns: Sequence[str | None], fields: Sequence[str], line: int) -> Row:
    if any(field.strip() for field in fields[len(columns) :]):
        return Row(line, {}, f"{len(fields)} fields where the header has {len(columns)}")
    return Row(line, {column: field.strip() for column, field in zip(columns, fields, strict=False) if column})


def written_day(text: str) -> str | None:
    """ISO text of a year, a month or a day as somebody wrote it; None for nothing. Raises `BadDate`.

    >>> written_day("18/02/2019"), written_day("Monday 18 February 2019"), written_day("Feb 2019")
    ('2019-02-18', '2019-02-18', '2019-02')
    """
    made = " ".join(text.split())
    if not made:
        return None
    found = _from_numbers(made)
    if found is None and len(made) <= _LONGEST_DATE and _WORDS_AND_YEAR.match(made):
        found = _from_words(made)
    if found is None:
        shown = made[:_LONGEST_DATE]
        raise BadDate(f"{shown!r} is no date: write 2019-02-18, 18/02/2019 (the day first) or 18 February 2019")
    return found


def _from_numbers(text: str) -> str | None:
    """A date in figures; None for words, and for a day that no calendar has."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        return parse_date(text) if _PARTIAL.fullmatch(text) else None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _from_words(text: str) -> str | None:
    """A date in English words, or a month and its year."""
    import dateparser  # 0.1 s to import, and most dates are numbers

    month = _MONTH_ALONE.fullmatch(text) is not None
    try:
        found = dateparser.parse(f"1 {text}" if month else text, languages=["en"], settings=_WORDS)
    except (ValueError, OverflowError):  # such as a year 0
        return None
    return found.date().isoformat()[: 7 if month else 10] if found else None
