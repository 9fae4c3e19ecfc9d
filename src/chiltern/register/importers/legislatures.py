"""What is known of a legislature by its name: the book that lists its parties, and when its terms were.

The table is `terms.yml` beside this module. A name that several countries use ("House of Commons") means the one in
the table; the caller says if another country is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from chiltern.dates import PartialDate
from chiltern.names import fold
from chiltern.register.importers.partybook import PartyBook, party_book


class Term(msgspec.Struct, frozen=True):
    """The days of a term, the last one counted in; None is not known, or not over."""

    since: PartialDate | None = None
    last_day: PartialDate | None = None


class Legislature(msgspec.Struct, frozen=True):
    """A legislature of the table: `book` names the book of its parties, `terms` go by the number or year of each."""

    name: str
    other_names: tuple[str, ...] = ()
    book: str | None = None
    terms: dict[str, Term] = {}


def parties_of(legislature: str) -> PartyBook | None:
    """The book of the legislature's parties; None where there is none."""
    found = _legislatures().get(fold(legislature))
    return party_book(found.book) if found is not None and found.book else None


def known_terms(legislature: str) -> Mapping[str, Term]:
    """The terms of the legislature that are known, by number or year."""
    found = _legislatures().get(fold(legislature))
    return found.terms if found is not None else {}


@cache
def _legislatures() -> Mapping[str, Legislature]:
    text = files("chiltern").joinpath("register/importers/terms.yml").read_text(encoding="utf-8")
    listed = msgspec.convert(yaml.safe_load(text), tuple[Legislature, ...])
    return {fold(name): row for row in listed for name in (row.name, *row.other_names)}
