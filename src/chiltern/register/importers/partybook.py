"""Parties that a country's registers name in many ways: a label goes in, the party comes out.

The books are YAML beside this module, one for each country, each entry with every name and number that an official
register gives the party. Only an importer of that country's registers uses its book: "Labour" elsewhere is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from chiltern.register.index import party_key
from chiltern.register.model import Party


class PartyBook:
    """Parties by label. An entry's own name goes before another entry's other names."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self._by_name: dict[str, Party] = {}
        self._by_identifier: dict[tuple[str, str], Party] = {}
        listed = tuple(parties)
        for party in listed:
            self._by_name.setdefault(party_key(party.name), party)
            for item in party.identifiers.items():
                self._by_identifier[item] = party
        for party in listed:
            for name in (party.short, *party.other_names):
                if name:
                    self._by_name.setdefault(party_key(name), party)

    @property
    def ids(self) -> set[str]:
        return {party.id for party in self._by_name.values()}

    def find(self, label: str) -> Party | None:
        """The party of this label, short form or other name."""
        return self._by_name.get(party_key(label))

    def numbered(self, scheme: str, value: str) -> Party | None:
        """The party with this number in a register ("mnis", "ec", "wikidata", "democracy-club")."""
        return self._by_identifier.get((scheme, value))


@cache
def party_book(country: str) -> PartyBook:
    """The book of a country, by its file's name: `uk`."""
    text = files("chiltern").joinpath(f"register/importers/parties/{country}.yml").read_text(encoding="utf-8")
    return PartyBook(msgspec.convert(yaml.safe_load(text), tuple[Party, ...]))
