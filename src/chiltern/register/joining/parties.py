"""Which parties of several rolls are one: by number in a register, then by name. Rolls go in; rows and ids come out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chiltern.register.index import party_key
from chiltern.register.joining.rows import conflicting, made_one, new_id, own_identifiers
from chiltern.register.model import Party, RollRows


def join_parties(rolls: Sequence[RollRows]) -> tuple[tuple[Party, ...], list[dict[str, str]]]:
    """The parties of all rolls, and for each roll where its own went; what one roll tells apart stays apart."""
    made: dict[str, Party] = {}
    maps: list[dict[str, str]] = []
    for rows in rolls:
        found: dict[str, str] = {}
        for party in rows.parties:
            match = _match(made, party, rows, set(found.values()))
            if match is None:
                match = new_id(party.id, made)
                made[match] = replace(party, id=match)
            else:
                made[match] = made_one(made[match], party)
            found[party.id] = match
        maps.append(found)
    return tuple(made.values()), maps


def _match(made: dict[str, Party], party: Party, rows: RollRows, used: set[str]) -> str | None:
    left = [row for row in made.values() if row.id not in used]
    numbered = own_identifiers(rows.parties)
    own = {item for item in party.identifiers.items() if item in numbered}
    by_number = [row.id for row in left if own & row.identifiers.items()]
    if len(by_number) == 1:
        return by_number[0]
    left = [row for row in left if not conflicting(row.identifiers, party.identifiers)]
    key = party_key(party.name)
    for named in (
        [row for row in left if party_key(row.name) == key],
        [row for row in left if key in _keys(row)],
        [row for row in left if party_key(row.name) in _keys(party)],
    ):
        if len(named) == 1:
            return named[0].id
    return None


def _keys(party: Party) -> set[str]:
    return {party_key(name) for name in (party.short, *party.other_names) if name}
