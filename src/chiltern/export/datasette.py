"""A copy for Datasette: a folder with `record.db`, an SQLite file with readable tables, and `metadata.json`.

    datasette record.db -m metadata.json

The tables are those of all exports, with keys between them and a full-text index of each; the views leave out what
editors rejected or replaced. Whole texts of reports are not in it, only the words of claims: it can be published.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from chiltern.export.columns import Table
from chiltern.export.rows import Selection
from chiltern.export.tables import TABLES
from chiltern.record.store import new_database

_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "flag": "INTEGER"}
_ENTITY_KEYS = (
    "speaker_id",
    "holder_id",
    "object_id",
    "on_behalf_of_id",
    "attributed_to_id",
    "person_id",
    "of_id",
    "about_id",
)
# Tables of claims have the claim's number for their key.
_KEYS = {"reports": "id", "entities": "id", "conflicts": "id", "conflict_sides": "", "decisions": "id"}
# What is searched of each table, what names a row of it, what it is divided by.
_SEARCHED = {
    "reports": ("title", "publisher"),
    "entities": ("name", "names"),
    "statements": ("quote", "speaker"),
    "positions": ("words", "holder", "subject", "object"),
    "roles": ("words", "person", "role", "of"),
    "figures": ("words", "measure", "about"),
    "conflicts": ("about", "reason"),
}
_LABELS = {"reports": "title", "entities": "name", "conflicts": "about"}
_FACETS = {
    "reports": ("publisher",),
    "entities": ("kind",),
    "statements": ("publisher", "kind"),
    "positions": ("act", "stance"),
    "roles": ("role",),
    "figures": ("measure",),
    "conflicts": ("kind", "strength"),
    "decisions": ("action", "editor"),
}


class _View(NamedTuple):
    name: str
    table: str
    description: str
    columns: str
    facets: tuple[str, ...]


_IN_FORCE = "(decision IS NULL OR decision NOT LIKE '%rejected%' AND decision NOT LIKE '%corrected%')"
_SOURCE = "publisher, published, title, url, claim, rowid AS row"
_VIEWS = (
    _View(
        "who_said_what",
        "statements",
        "Who said what, with the report",
        f"speaker, cue, quote, {_SOURCE}",
        ("publisher", "speaker"),
    ),
    _View(
        "who_stands_where",
        "positions",
        "Who stands where on which act, with the words",
        f"holder, stance, act, subject, object, words, valid_from AS since, {_SOURCE}",
        ("act", "stance"),
    ),
    _View(
        "who_holds_which_office",
        "roles",
        "Which office somebody holds or held, as reports say",
        f'person, role, "of", since, former, words, {_SOURCE}',
        ("role",),
    ),
    _View(
        "which_figures_are_told",
        "figures",
        "Measures and values, with the words",
        f"measure, about, value, unit, approximate, words, {_SOURCE}",
        ("measure",),
    ),
)
_COUNTS = f"""CREATE VIEW stances_counted AS
SELECT act, stance, count(DISTINCT holder_id) AS holders, count(DISTINCT report_id) AS reports, count(*) AS positions
FROM positions WHERE {_IN_FORCE} GROUP BY act, stance ORDER BY act, holders DESC"""


def write(selection: Selection, folder: Path) -> None:
    """Writes both files into the folder."""
    with new_database(folder / "record.db") as run:
        for table in TABLES:
            run(_create(table))
            marks = ", ".join("?" * len(table.columns))
            run(f"INSERT INTO {table.name} VALUES ({marks})", table.rows(selection))
            for sql in _indexes(table):
                run(sql)
        for view in _VIEWS:
            run(f"CREATE VIEW {view.name} AS SELECT {view.columns} FROM {view.table} WHERE {_IN_FORCE}")
        run(_COUNTS)
    content = msgspec.json.format(msgspec.json.encode(metadata(selection)), indent=2)
    (folder / "metadata.json").write_bytes(content + b"\n")


def metadata(selection: Selection) -> dict[str, Any]:
    """What Datasette shows of the file: licence, sources, and what each column means."""
    roll = selection.view.roll.rows
    publishers = list(dict.fromkeys(row.publisher or "unnamed" for row in selection.reports()))
    licences = list(dict.fromkeys(source.licence for source in roll.sources if source.licence))
    shown = publishers[:20] + ([f"{len(publishers) - 20} more"] if len(publishers) > 20 else [])
    when = f" What held on {selection.on}." if selection.on else ""
    known = f" As the record stood at {selection.known}." if selection.known else ""
    return {
        "title": f"What reports say of the {roll.title or roll.name}",
        "description": f"Each row is a claim of one report, with its exact words.{when}{known}",
        "license": "; ".join([*(f"roll: {one}" for one in licences), "words of reports: their publishers’"]),
        "source": f"Reports of {', '.join(shown)}. Roll: {', '.join(source.name for source in roll.sources)}",
        "about": "Chiltern",
        "databases": {"record": {"tables": {**dict(_described()), **dict(_views())}}},
    }


def _described() -> Iterator[tuple[str, dict[str, Any]]]:
    for table in TABLES:
        about: dict[str, Any] = {
            "description": table.title,
            "columns": {column.name: column.meaning for column in table.columns},
        }
        if table.name in _LABELS:
            about["label_column"] = _LABELS[table.name]
        if table.name in _FACETS:
            about["facets"] = list(_FACETS[table.name])
        yield table.name, about


def _views() -> Iterator[tuple[str, dict[str, Any]]]:
    for view in _VIEWS:
        # A view has no index of its own: it is searched by that of its table.
        searched = {"fts_table": f"{view.table}_fts", "fts_pk": "row"}
        yield view.name, {"description": view.description, "facets": list(view.facets), **searched}
    yield "stances_counted", {"description": "How many holders and reports there are for each stance on each act"}


def _create(table: Table) -> str:
    columns = []
    for column in table.columns:
        made = f'"{column.name}" {_TYPES[column.kind]}'
        if column.name == _KEYS.get(table.name, "claim"):
            made += " PRIMARY KEY"
        elif column.name == "conflict_id":
            made += " REFERENCES conflicts (id)"
        elif column.name == "report_id":
            made += " REFERENCES reports (id)"
        elif column.name in _ENTITY_KEYS or column.name == "merged_into":
            made += " REFERENCES entities (id)"
        columns.append(made)
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


def _indexes(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.name in _FACETS.get(table.name, ()) or column.name in (
            "report_id",
            "conflict_id",
            "published",
            *_ENTITY_KEYS,
        ):
            yield f'CREATE INDEX "{table.name} by {column.name}" ON {table.name} ("{column.name}")'
    searched = ", ".join(f'"{name}"' for name in _SEARCHED.get(table.name, ()))
    if searched:
        yield (
            f"CREATE VIRTUAL TABLE {table.name}_fts USING fts5 ({searched}, content = '{table.name}',"
            " tokenize = 'unicode61 remove_diacritics 2')"
        )
        yield f"INSERT INTO {table.name}_fts ({table.name}_fts) VALUES ('rebuild')"
