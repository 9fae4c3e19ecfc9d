"""Importers of official rolls: the bytes of files go in, the rows of one source and its faults come out.

Each kind has a module of its own with one function, `read(files, wish)`; `importer` loads it when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from chiltern.errors import BadInput
from chiltern.register.importers.base import Importer


class Kind(NamedTuple):
    """One format: the module that reads it, and what a user should give it."""

    module: str
    reads: str


KINDS: dict[str, Kind] = {
    "popolo": Kind("popolo", "Popolo JSON: parlparse people.json, EveryPolitician, Wikidata"),
    "members-api": Kind("members_api", "UK Parliament Members API: JSON answers, or its tables as CSV"),
    "mnis": Kind("mnis", "UK Parliament MNIS and Data Platform: memberships, parties and posts as CSV"),
    "psephology": Kind("psephology", "UK Parliament election results: elections, candidacies, constituencies as CSV"),
    "democracy-club": Kind("democracy_club", "Democracy Club: candidates as CSV"),
    "wikidata": Kind("wikidata", "Wikidata: SPARQL results as JSON"),
    "everypolitician": Kind("everypolitician", "EveryPolitician: a term of a legislature as CSV"),
    "parlparse": Kind("parlparse", "parlparse and TheyWorkForYou: all-members XML, and tables made from it"),
    "divisions": Kind("divisions", "Divisions: Commons Votes JSON or CSV, Hansard XML, tables of votes"),
    "table": Kind("plain", "A CSV written by hand: name, party, seat, since, until"),
}


def importer(kind: str) -> Importer:
    """The importer of a kind; raises `BadInput` for a kind that is not known."""
    if kind not in KINDS:
        raise BadInput(f"no importer {kind!r}: choose from {', '.join(KINDS)}")
    read: Importer = import_module(f"{__name__}.{KINDS[kind].module}").read
    return read
