"""Which rows of a hand-written table are one person: names and numbers go in, a key for each row comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chiltern.names import fold
from chiltern.register.importers.draft import plain_name


class Identity(NamedTuple):
    """Who a row is about: the name, and the numbers that it gives, by scheme."""

    name: str
    numbers: Mapping[str, str]


def person_keys(rows: Sequence[Identity]) -> list[str | None]:
    """The same key for rows of one person; None where a bare name may be several.

    Rows that share a number are one person, and so are rows of one name unless a register numbers them differently.
    """
    groups = _Groups()
    for row in rows:
        groups.join(_tokens(row))
    named: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        named[_key(row.name)].update(_tokens(row))
    for tokens in named.values():
        if not groups.differ(tokens):
            groups.join(tokens)
    keys: list[str | None] = []
    for row in rows:
        bearers = {groups.root(token) for token in _tokens(row) or named[_key(row.name)]}
        keys.append(min(bearers, default=f"name:{_key(row.name)}") if len(bearers) < 2 else None)
    return keys


def _key(name: str) -> str:
    # Not `name_key`, which leaves out "Jnr": a father and a son are two.
    return fold(plain_name(name))


def _tokens(row: Identity) -> list[str]:
    return [f"{scheme}:{value}" for scheme, value in row.numbers.items()]


class _Groups:
    """Numbers of one person, joined as they are found together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._below: defaultdict[str, set[str]] = defaultdict(set)

    def root(self, token: str) -> str:
        while (above := self._above.get(token, token)) != token:
            token = above
        return token

    def join(self, tokens: Iterable[str]) -> None:
        first, *others = sorted({self.root(token) for token in tokens}) or [""]
        for other in others:
            self._above[other] = first
            self._below[first] |= {other, *self._below.pop(other, set())}

    def differ(self, tokens: Iterable[str]) -> bool:
        """Whether the groups of these numbers, joined, would have two of one scheme."""
        roots = {self.root(token) for token in tokens}
        members = {token for root in roots for token in (root, *self._below.get(root, ()))}
        schemes = [token.partition(":")[0] for token in members]
        return len(roots) > 1 and len(set(schemes)) < len(schemes)
