"""Which parties of several rolls are one: by number in a register, then by name. Rolls go in; rows and ids come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from chiltern.register.index import party_key
from chiltern.register.joining.rows import conflicting, made_one, new_id, own_identifiers
from chiltern.register.model import Party, RollRows


def join_parties(rolls: Sequence[RollRows]) -> tuple[tuple[Party, ...], list[dict[str, str]]]:
    """The parties of all rolls, and for each roll where its own went; what one roll tells apart stays apart."""
    joined = _Joined()
    maps = [joined.take(rows) for rows in rolls]
    return tuple(joined.made.values()), maps


class _Joined:
    """The parties so far, with what finds them."""

    def __init__(self) -> None:
        self.made: dict[str, Party] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._other_names: defaultdict[str, set[str]] = defaultdict(set)
        self._numbers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def take(self, rows: RollRows) -> dict[str, str]:
        """Joins one roll's parties to those so far; gives where each went."""
        unique = own_identifiers(rows.parties)
        found: dict[str, str] = {}
        used: set[str] = set()
        for party in rows.parties:
            match = self._match(party, {item for item in party.identifiers.items() if item in unique}, used)
            if match is None:
                match = new_id(party.id, self.made)
                self.made[match] = replace(party, id=match)
            else:
                self.made[match] = made_one(self.made[match], party)
            self._index(match, party)
            found[party.id] = match
            used.add(match)
        return found

    def _match(self, party: Party, numbers: set[tuple[str, str]], used: set[str]) -> str | None:
        by_number = {match for item in numbers for match in self._numbers[item]} - used
        if len(by_number) == 1:
            return by_number.pop()
        key = party_key(party.name)
        others = {match for other in _other_keys(party) for match in self._names[other]}
        for matches in (self._names[key], self._other_names[key], others):
            left = {
                match for match in matches - used if not conflicting(self.made[match].identifiers, party.identifiers)
            }
            if len(left) == 1:
                return left.pop()
        return None

    def _index(self, match: str, party: Party) -> None:
        self._names[party_key(self.made[match].name)].add(match)
        for key in (party_key(party.name), *_other_keys(party)):
            self._other_names[key].add(match)
        for item in party.identifiers.items():
            self._numbers[item].add(match)


def _other_keys(party: Party) -> set[str]:
    return {party_key(name) for name in (party.short, *party.other_names) if name}
