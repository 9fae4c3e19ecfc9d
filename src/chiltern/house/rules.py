"""The rules of a legislature that a majority needs: who does not vote, who governs, who supports the government.

In goes the name of a legislature; out come its `Rules`, read from the YAML files in `rules/`, or None where nobody has
written a file for it. Everything dated is half-open, as in a roll, and names its sources. Parties are named by a key
that stands for every label a roll may give them (`Rules.party_key`), members by name and identifiers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, Protocol, TypeVar

import msgspec
import yaml

from chiltern.dates import PartialDate, covers
from chiltern.names import name_key
from chiltern.register.importers.partybook import party_book
from chiltern.register.index import party_key
from chiltern.register.model import Party, Source

Layout = Literal["westminster", "hemicycle"]


class Dated(Protocol):
    @property
    def since(self) -> PartialDate | None: ...
    @property
    def until(self) -> PartialDate | None: ...


Entry = TypeVar("Entry", bound=Dated)


class Holder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who held an office, for rolls that do not say so themselves."""

    name: str
    since: PartialDate
    until: PartialDate | None = None
    identifiers: dict[str, str] = {}


class Chair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office whose holder does not vote.

    `roles` are the names that rolls give the office; `labels` are parties that some rolls name in its place.
    `leaves_party` says that whoever holds it sits for no party. `holders` are heard only where a roll names nobody.
    """

    office: str
    why: str
    roles: tuple[str, ...]
    labels: tuple[str, ...] = ()
    leaves_party: bool = False
    sources: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    holders_sources: tuple[str, ...] = ()


class Unseated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party whose members do not take their seats."""

    party: str
    why: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[str, ...] = ()


class Government(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which parties govern; the first leads."""

    parties: tuple[str, ...]
    since: PartialDate
    until: PartialDate | None = None
    why: str | None = None
    sources: tuple[str, ...] = ()


class Support(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party outside the government that has bound itself to vote with it; `kind` says by what."""

    party: str
    kind: str
    since: PartialDate
    until: PartialDate | None = None
    why: str | None = None
    sources: tuple[str, ...] = ()


class Opposition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The party that leads the opposition, where the legislature knows such an office."""

    party: str
    since: PartialDate
    until: PartialDate | None = None
    sources: tuple[str, ...] = ()


class Size(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many seats the legislature had, to tell a roll that lacks some."""

    seats: int
    since: PartialDate
    until: PartialDate | None = None
    sources: tuple[str, ...] = ()


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What one file says. `checked` is the last day for which its facts were looked up.

    `book` names the importers' book of parties, which has colours and short names where a roll has none.
    """

    legislature: str
    checked: PartialDate
    other_names: tuple[str, ...] = ()
    layout: Layout = "hemicycle"
    book: str | None = None
    parties: dict[str, tuple[str, ...]] = {}
    sources: tuple[Source, ...] = ()
    sizes: tuple[Size, ...] = ()
    chairs: tuple[Chair, ...] = ()
    unseated: tuple[Unseated, ...] = ()
    governments: tuple[Government, ...] = ()
    support: tuple[Support, ...] = ()
    oppositions: tuple[Opposition, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The `name_key` of every name of the legislature."""
        return frozenset(map(name_key, (self.legislature, *self.other_names)))

    def party_key(self, party: Party) -> str | None:
        """The key under which the rules know a roll's party; its own name goes before its other names."""
        written = map(party_key, (party.name, *party.other_names))
        return next((self._labels[name] for name in written if name in self._labels), None)

    def known_party(self, party: Party) -> Party:
        """A roll's party with the colour and the short name of the book where it has none of its own."""
        listed = party_book(self.book).find(party.name) if self.book is not None else None
        if listed is None:
            return party
        return msgspec.structs.replace(party, short=party.short or listed.short, colour=party.colour or listed.colour)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {party_key(label): key for key, names in self.parties.items() for label in (key, *names)}

    def cited(self, ids: Iterable[str]) -> tuple[Source, ...]:
        known = {source.id: source for source in self.sources}
        return tuple(known[one] for one in ids)

    def government(self, on: date) -> Government | None:
        return next(iter(in_force(self.governments, on)), None)


def in_force(entries: Iterable[Entry], on: date) -> tuple[Entry, ...]:
    """The entries that hold on the day."""
    return tuple(entry for entry in entries if covers(entry.since, entry.until, on))


def rules_for(legislature: str) -> Rules | None:
    """The rules of a legislature by any of its names."""
    key = name_key(legislature)
    return next((rules for rules in known_rules() if key in rules.names), None)


@cache
def known_rules() -> tuple[Rules, ...]:
    """The rules of every legislature that has a file, in the order of the files' names."""
    entries = sorted(files("chiltern").joinpath("house/rules").iterdir(), key=lambda entry: entry.name)
    return tuple(read_rules(entry.read_text(encoding="utf-8")) for entry in entries if entry.name.endswith(".yml"))


def read_rules(text: str) -> Rules:
    """The rules in a file's text. Raises `msgspec.ValidationError` for a field or a date that is none."""
    # Every value stays text, so that a date is no date object and "No" no truth value.
    return msgspec.convert(yaml.load(text, Loader=yaml.BaseLoader), Rules, strict=False)
