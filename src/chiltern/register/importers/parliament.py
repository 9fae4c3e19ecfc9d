"""One house of the United Kingdom's Parliament as its registers tell of it: people, seats, spells and posts.

The Members API, MNIS and the Data Platform share a shape. An importer gathers it in a `House`, in the source's own
keys; `house_rows.fill` turns that into the rows of a roll.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from chiltern.errors import BadInput
from chiltern.names import fold
from chiltern.register.importers.base import InFile, Wish
from chiltern.register.importers.spells import NO_FILE, Spell

COMMONS, LORDS = "House of Commons", "House of Lords"
LICENCE = "Open Parliament Licence v3.0"
PostKind = Literal["government", "opposition", "parliamentary", "committee", "parliament"]
_CHAMBERS = dict.fromkeys(("1", "commons", "house of commons"), COMMONS)
_CHAMBERS |= dict.fromkeys(("2", "lords", "house of lords"), LORDS)

# Why a membership ended, in a roll's words; what is not listed stays in the source's.
_ENDS = {
    "death": "died", "died": "died", "deceased": "died",
    "dissolution": "dissolution", "general election": "general election",
    "resignation": "resigned the seat", "resigned": "resigned the seat",
    "peerage": "became a peer", "elevation to the peerage": "became a peer",
    "disqualification": "disqualified", "disqualified": "disqualified",
    "void election": "election void", "election void": "election void",
    "recall": "recall petition", "recall petition": "recall petition",
}  # fmt: skip


def chamber_of(word: object) -> str | None:
    """The house that a source's or a user's word or number means; None for any other."""
    return _CHAMBERS.get(" ".join(str(word).split()).casefold())


def wished_chamber(wish: Wish) -> str:
    """The house wanted, the Commons where nothing is said; raises `BadInput` for a chamber of another parliament."""
    found = chamber_of(wish.chamber or COMMONS)
    if found is None:
        raise BadInput(f"no chamber {wish.chamber!r} in these files: choose {COMMONS} or {LORDS}")
    return found


def how_ended(reason: str, notes: str = "") -> str | None:
    """Why a membership ended: a word of the roll for a known reason, else the source's words; None for no words."""
    return _ENDS.get(reason.casefold()) or reason or notes or None


def listed(names: Iterable[str]) -> str:
    """The first names of columns or keys, as a message lists them: short, and without control characters."""
    shown = ", ".join(name[:30] for name in list(names)[:6])
    return "".join(letter for letter in shown if letter.isprintable()) or "nothing"


class Post(NamedTuple):
    """An office as a source names it; `body` is the committee or parliament that it is of."""

    person: str
    name: str
    kind: PostKind
    since: str | None
    until: str | None
    body: str = ""
    file: InFile = NO_FILE
    line: int | None = None


@dataclass
class Known:
    """What is said of one person. `name` is the present one; `names` are those of given days."""

    name: str = ""
    names: dict[tuple[str | None, str | None, str], None] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)
    houses: set[str] = field(default_factory=set)


@dataclass
class SeatInfo:
    name: str
    identifiers: dict[str, str] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None


@dataclass
class House:
    """What was gathered. Spells of both houses are taken in, for who sat in the other one is left out by them.

    `scheme` is what the keys of people are identifiers of. `labels` are all parties that anybody named, `listed` those
    that the roll holds even if nobody sat for them.
    """

    chamber: str
    scheme: str = "mnis"
    people: dict[str, Known] = field(default_factory=dict)
    seats: dict[str, SeatInfo] = field(default_factory=dict)
    sittings: dict[str, list[tuple[str, Spell]]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, list[Spell]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    posts: list[Post] = field(default_factory=list)

    def person(self, key: str, name: str = "", **more: Any) -> Known:
        """Notes what is known of somebody; blanks are passed over, what is known already stays."""
        known = self.people.get(key)
        if known is None:
            known = self.people[key] = Known(identifiers={self.scheme: key})
        known.name = known.name or name
        for item, value in more.items():
            if value not in (None, ""):
                known.more.setdefault(item, value)
        return known

    def sat(self, house: str, spell: Spell) -> None:
        """Notes a time in a house; `spell.of` is the key of the seat."""
        self.person(spell.person).houses.add(house)
        self.sittings[spell.person].append((house, spell))

    def belonged(self, spell: Spell, **label: str) -> None:
        """Notes a party spell, `of` a label; `label` says what is known of the party."""
        self.person(spell.person)
        self.label(spell.of, **label)
        self.parties[spell.person].append(spell)

    def label(self, label: str, **known: str) -> None:
        """Notes a party by its label, with its `mnis` number, `short` form, `colour` and `kind` where given."""
        have = self.labels.setdefault(label, {})
        for item, value in known.items():
            if value:
                have.setdefault(item, value)

    def seat(self, key: str, name: str, **more: Any) -> str:
        """Notes a seat and gives back its key; what is known of it already stays."""
        have = self.seats.setdefault(key, SeatInfo(name))
        have.identifiers |= {scheme: value for scheme, value in more.get("identifiers", {}).items() if value}
        have.since, have.until = have.since or more.get("since"), have.until or more.get("until")
        return key

    def seat_named(self, name: str) -> str:
        """The key of a seat of which the source gives the name alone; the seat of that name and day takes its place."""
        return self.seat(f"={fold(name)}", name)
