"""Parties of Parliament's results database: its tables of parties go in, the party of a candidacy comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.draft import Draft
from chiltern.register.importers.results import true
from chiltern.register.importers.tables import table

_UK_WIDE = "1"  # country_id of the register for Great Britain; "4" is that of Northern Ireland


class _Registration(NamedTuple):
    """One registration of a party with the Electoral Commission."""

    number: str
    party: str
    start: str
    end: str
    renamed: str
    country: str

    @property
    def standing(self) -> tuple[bool, bool, str]:
        """What sorts a party's registrations: the one in force, the one for Great Britain, the newest comes last."""
        return (not self.end, self.country == _UK_WIDE, self.start)


class Parties:
    """The parties so far: `of` gives that of a candidacy, by its number in the database where it has one."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._labels: dict[str, str] = {}

    def read(self, parties: Sequence[InFile], registrations: Sequence[InFile]) -> None:
        """Reads parties.csv, and party-registrations.csv for the parties that it names."""
        numbers = _numbers(self._draft, registrations)
        for file in parties:
            for row in table(file, needs=("party_id", "name")):
                with self._draft.row(file, row):
                    values = row.values
                    party = values["party_id"]
                    if not party:
                        raise KeyError("party_id")
                    self._add(party, values["name"], values.get("abbreviation", ""), values.get("mnis_id", ""), numbers)

    def of(self, values: Mapping[str, str]) -> str:
        """The party's id for a row of candidacies; standing as an independent goes before a party named beside it."""
        if true(values.get("is_standing_as_commons_speaker")):
            return self._named("Speaker")
        if true(values.get("is_standing_as_independent")):
            return self._named("Independent")
        party, name = values.get("party_id", ""), values.get("party", "") or values.get("party_abbr", "")
        if party in self._labels:
            return self._named(self._labels[party])
        if not name:
            raise BadInput(
                f"no name for the party {party}; give parties.csv" if party else "no party for the candidate"
            )
        if party:
            self._add(party, name, values.get("party_abbr", ""), "", {})
        return self._named(self._labels.get(party, name))

    def _named(self, label: str) -> str:
        return self._draft.party(label)

    def _add(self, party: str, name: str, short: str, mnis: str, numbers: Mapping[str, str]) -> None:
        book = self._draft.book
        found = book.numbered("mnis", mnis) or book.find(name)
        if found is not None and mnis and found.identifiers.get("mnis", mnis) != mnis:
            found, name = None, f"{name} ({short or party})"  # another party of the same name
        number = numbers.get(party, "")
        owner = book.numbered("ec", number)
        if owner is not None and owner != found:
            number = ""
        label = found.name if found else name
        identifiers = {"psephology": party, "mnis": mnis, "ec": number}
        self._draft.party(label, short=short, other_names=(name,), identifiers=identifiers)
        self._labels[party] = label


def _numbers(draft: Draft, files: Sequence[InFile]) -> dict[str, str]:
    """The registration number of each party: that of its registration in force, or else of its last one.

    A party that changes its name keeps its number, and the database has it as two parties with one number. It goes
    to the one whose name is the newer; where the table does not tell, to neither.
    """
    listed: list[_Registration] = []
    for file in files:
        for row in table(file, needs=("electoral_commission_id", "political_party_id")):
            with draft.row(file, row):
                values = row.values
                columns = ("start_on", "end_on", "political_party_name_last_updated_on", "country_id")
                rest = [values.get(column, "") for column in columns]
                listed.append(_Registration(values["electoral_commission_id"], values["political_party_id"], *rest))
    owners: defaultdict[str, list[_Registration]] = defaultdict(list)
    for one in sorted(listed, key=lambda one: one.renamed, reverse=True):
        owners[one.number].append(one)
    numbers = {}
    for one in sorted(listed, key=lambda one: one.standing):
        first, *others = owners[one.number]
        newest = all(other.renamed < first.renamed or other.party == first.party for other in others)
        if one.party and one.number and newest and one.party == first.party:
            numbers[one.party] = one.number
    return numbers
