"""Places of several texts that lie against each other, brought together: a small union-find over ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Place(NamedTuple):
    """Words [first, end) of text number `text`; an empty range stands between two words."""

    text: int
    first: int
    end: int


class Sets(Generic[T]):
    """Things and which of them belong together; the first added of each set stands for it."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def find(self, thing: T) -> T:
        root = self._parent.setdefault(thing, thing)
        while self._parent[root] != root:
            root = self._parent[root]
        while thing != root:
            thing, self._parent[thing] = self._parent[thing], root
        return root

    def join(self, one: T, other: T) -> None:
        self._parent[self.find(other)] = self.find(one)

    def all(self) -> list[list[T]]:
        found: defaultdict[T, list[T]] = defaultdict(list)
        for thing in self._parent:
            found[self.find(thing)].append(thing)
        return list(found.values())


def gathered(edges: Iterable[tuple[Place, Place]]) -> list[dict[int, Place]]:
    """Places that an edge ties, or that share words of one text: each set as one place for each text, in order."""
    sets: Sets[Place] = Sets()
    for one, other in edges:
        sets.join(one, other)
    listed = sorted(place for group in sets.all() for place in group)
    reach = None
    for place in listed:
        if reach is not None and place.text == reach.text and (place.first < reach.end or place[1:] == reach[1:]):
            sets.join(reach, place)
            place = max(reach, place, key=lambda each: each.end)
        reach = place
    return sorted((_hulls(group) for group in sets.all()), key=lambda hulls: sorted(hulls.values()))


def _hulls(group: Iterable[Place]) -> dict[int, Place]:
    hulls: dict[int, Place] = {}
    for place in sorted(group):
        known = hulls.get(place.text, place)
        hulls[place.text] = Place(place.text, min(known.first, place.first), max(known.end, place.end))
    return hulls
