"""Addresses of every kind of page of a record: what the checks of all pages walk through.

A page whose route is new must have examples here: the checks fail until it has.
"""

from __future__ import annotations

from collections.abc import Iterator

import chiltern
from chiltern.record.model import HANDLE, Entity
from chiltern.web.address import entity_path
from chiltern.web.routes import ROUTES

ACTS = ("leave", "join", "form", "resign_seat", "confidence_vote", "referendum")
# Entities of a kind on the pages that are looked at: enough to meet the odd ones.
_SOME = 4
# What a reader can ask of a kind of page besides its bare address.
ASKED: dict[str, tuple[str, ...]] = {
    "": ("?on=2019-02-19",),
    "count/{act}": ("?stance=done&sort=newest", "?of=Labour&on=2019-02-20", "?party=nobody", "?from=99999"),
    "people": ("?from=20", "?from=99999"),
    "reports": ("?from=99999",),
    "conflicts": ("?from=99999",),
    "house": ("?on=2019-02-22", "?on=2017-06-08", "?on=1900-01-01", "?move=Wes Streeting:new:A Group&abstain=DUP"),
    "search": ("?q=Ilford", "?q=nothing-has-this", "?q=%22"),
    "changes": ("?since=2019-02-01", "?since=2099-01-01"),
}


def addresses(record: chiltern.Record) -> dict[str, tuple[str, ...]]:
    """By the path of each route, addresses of pages of that kind."""
    found = _parts(record)
    made = {}
    for route in ROUTES:
        prefix, brace, _ = route.path.partition("/{")
        bare = tuple(f"/{prefix}/{part}" for part in found[prefix]) if brace else (f"/{route.path}",)
        made[route.path] = bare + tuple(bare[0] + query for query in ASKED.get(route.path, ()))
    return made


def all_addresses(record: chiltern.Record) -> tuple[str, ...]:
    return tuple(one for several in addresses(record).values() for one in several)


def _parts(record: chiltern.Record) -> dict[str, tuple[str, ...]]:
    """By what stands before it, what may stand in the braces of a path."""
    view = record.view()
    paths = list(_entity_paths(record))
    kept = {
        prefix: tuple(path.partition("/")[2] for path in paths if path.startswith(f"{prefix}/"))
        for prefix in ("people", "parties", "local-parties", "seats", "bodies")
    }
    statements = view.rows("SELECT substr(digest, 1, ?) FROM claims WHERE kind = 'statement' ORDER BY id", (HANDLE,))
    return kept | {
        "count": ACTS,
        "reports": tuple(str(number) for (number,) in view.rows("SELECT id FROM reports ORDER BY id")),
        "statements": tuple(handle for (handle,) in statements[:_SOME]),
        "conflicts": tuple(dispute.handle for dispute in record.conflicts()),
    }


def _entity_paths(record: chiltern.Record) -> Iterator[str]:
    """Some of every kind: those of the roll, those of the record alone, and one whom no report names."""
    for known in ("register_id IS NOT NULL", "register_id IS NULL"):
        rows = record.view().rows(
            "SELECT name, kind, register_id, id FROM (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY id) AS n"
            f" FROM entities WHERE {known}) WHERE n <= ? ORDER BY id",
            (_SOME,),
        )
        for name, kind, register_id, number in rows:
            path = entity_path(Entity(name, kind, register_id, number))
            if path is not None:
                yield path
    named = {one for (one,) in record.view().rows("SELECT register_id FROM entities WHERE kind = 'person'")}
    unmet = next(person for person in record.roll.persons.values() if person.id not in named)
    yield f"people/{unmet.id}"
