"""From the answers of a fetch to a roll: answers go in, the importers read them, one merged roll comes out.

The Members API is preferred to the election results. The roll is checked against the state of the parties that the
Members API counts itself; a difference is told, not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from chiltern.errors import BadInput, FetchError
from chiltern.fetch.cache import Answer
from chiltern.fetch.uk_commons import KIND, STATE, Fetched
from chiltern.names import name_key
from chiltern.register.importers import importer
from chiltern.register.importers.base import Imported, InFile, Skipped, Wish
from chiltern.register.importers.psephology_site import Apart, is_site, taken_apart
from chiltern.register.importing import merge_rolls
from chiltern.register.roll import Roll

CHAMBER = "House of Commons"


class Made(NamedTuple):
    """A roll, the rows left out of it, and where it differs from the official count."""

    roll: Roll
    members: int
    skipped: tuple[Skipped, ...]
    differences: tuple[str, ...]


class _Party(msgspec.Struct, frozen=True):
    id: int
    name: str


class _Count(msgspec.Struct, frozen=True):
    party: _Party
    total: int


class _Item(msgspec.Struct, frozen=True):
    value: _Count


class _State(msgspec.Struct, frozen=True):
    items: list[_Item]


def made_of(fetched: Fetched) -> Made:
    """The roll of a fetch; raises `FetchError` where the answers, each well formed, make none."""
    wish = Wish(chamber=CHAMBER, retrieved=fetched.day.isoformat())
    try:
        members = importer("members-api")([_file(answer) for answer in fetched.members], wish)
        parts = [members, *_results(fetched.results, wish)]
        roll = merge_rolls([Roll(part.rows) for part in parts], KIND, f"{CHAMBER}, fetched on {fetched.day}")
    except BadInput as error:
        raise FetchError(f"the answers make no roll: {error}") from None
    sitting = len(roll.members(fetched.day))
    if not sitting:
        raise FetchError(f"the answers make no roll: nobody sits on {fetched.day}")
    skipped = tuple(one for part in parts for one in part.skipped)
    return Made(roll, sitting, skipped, differences(roll, fetched))


def _results(answers: Sequence[Answer], wish: Wish) -> Iterator[Imported]:
    """The roll of the election results, none where none were asked for."""
    if not answers:
        return
    files: list[InFile] = []
    skipped: list[Skipped] = []
    for file in map(_file, answers):
        apart = taken_apart(file) if is_site(file) else Apart((file,), ())
        files += apart.tables
        skipped += apart.skipped
    found = importer("psephology")(files, wish)
    yield found._replace(skipped=(*skipped, *found.skipped))


def differences(roll: Roll, fetched: Fetched) -> tuple[str, ...]:
    """A line for each party of which the roll has more or fewer members than the state of the parties says."""
    announced: dict[str, int] = {}
    for count in _state(fetched.members):
        key = _party(roll, count.party) or count.party.name
        announced[key] = announced.get(key, 0) + count.total
    have = roll.totals(fetched.day)
    found = []
    for key in dict.fromkeys((*announced, *have)):
        ours, theirs = have.get(key, 0), announced.get(key, 0)
        if ours != theirs:
            name = roll.parties[key].name if key in roll.parties else key
            found.append(f"{name}: {ours:,} in the roll, {theirs:,} in the state of the parties")
    return tuple(found)


def _state(answers: Iterable[Answer]) -> Iterable[_Count]:
    for answer in answers:
        if answer.path.name == STATE:
            try:
                state = msgspec.json.decode(answer.content.removeprefix(b"\xef\xbb\xbf"), type=_State)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise FetchError(f"the state of the parties is not as the Members API answers: {error}") from None
            yield from (item.value for item in state.items)


def _party(roll: Roll, party: _Party) -> str | None:
    """The roll's id of a party as the Members API names it."""
    named = roll.parties_by_name(name_key(party.name))
    if len(named) == 1:
        return named[0].id
    numbered = (one.id for one in roll.parties.values() if one.identifiers.get("mnis") == str(party.id))
    return next(numbered, None)


def _file(answer: Answer) -> InFile:
    return InFile(str(answer.path), answer.content)
