"""Reading a people.json of 20 MB: Chiltern's importer against `json` with dataclasses and against mysoc-validator.

The file is made up (`bench/people_json.py`) and the same for all. Typed rows are one thing: every row of the file as an
object with fields, nothing done with them. A roll is more: redirects followed, names and dates chosen, spells joined to
tenures, seats and parties looked up. mysoc-validator gives typed rows and checks that ids refer to something.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.people_json import people_json
from bench.timing import Contestant, measure, table, versions
from chiltern.register.importers.base import InFile, Wish
from chiltern.register.importers.popolo import read
from chiltern.register.importers.popolo_rows import rows_of

MYSOC = "mysoc-validator"


def main() -> None:
    """Prints processor time and ratios, best and median of several alternating rounds."""
    content = people_json()
    file = InFile("people.json", content)
    print(f"{len(content) / 1e6:.1f} MB: {_sizes(file)}")
    validator = _mysoc_validator()
    theirs = [Contestant("json + dataclasses, typed rows", lambda: _dataclasses(content))]
    if validator is not None:
        theirs.append(Contestant(f"{MYSOC}, typed rows and ids checked", lambda: validator(content), rounds=2))
    print(table("A roll", measure([Contestant("Chiltern, the whole roll", lambda: read([file], Wish())), *theirs])))
    print(table("Typed rows", measure([Contestant("Chiltern, typed rows", lambda: rows_of(file)), *theirs])))
    if validator is None:
        print(f"{MYSOC}: not installed, so not measured (pip install {MYSOC})")
    print(versions("msgspec", *([MYSOC] if validator is not None else [])))


def _sizes(file: InFile) -> str:
    """What comes out, in words. The rows are not kept: the garbage collector would look at them in every round."""
    rows = read([file], Wish()).rows
    counts = {kind: len(getattr(rows, kind)) for kind in ("persons", "seats", "tenures", "affiliations")}
    return "the roll has " + ", ".join(f"{count:,} {kind}" for kind, count in counts.items())


def _mysoc_validator() -> Callable[[bytes], object] | None:
    """mySociety's own reader of the format, where it is installed."""
    try:
        from mysoc_validator import Popolo  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    return lambda content: Popolo.from_json_str(content.decode())


# The same typed rows with nothing but the standard library.


@dataclass(slots=True)
class _Identifier:
    identifier: str
    scheme: str


@dataclass(slots=True)
class _Name:
    note: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    honorific_prefix: str | None = None
    surname: str | None = None
    lordname: str | None = None
    lordofname: str | None = None
    start_date: str | None = None
    end_date: str | None = None


@dataclass(slots=True)
class _Person:
    id: str
    redirect: str | None = None
    identifiers: list[_Identifier] = field(default_factory=list)
    other_names: list[_Name] = field(default_factory=list)


@dataclass(slots=True)
class _Area:
    name: str
    other_names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Post:
    id: str
    area: _Area
    label: str
    organization_id: str
    role: str
    start_date: str | None = None
    end_date: str | None = None


@dataclass(slots=True)
class _Organization:
    id: str
    name: str
    classification: str | None = None


@dataclass(slots=True)
class _Membership:
    id: str
    person_id: str | None = None
    redirect: str | None = None
    organization_id: str | None = None
    post_id: str | None = None
    on_behalf_of_id: str | None = None
    role: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    start_reason: str | None = None
    end_reason: str | None = None


def _dataclasses(content: bytes) -> tuple[list[_Person], list[_Post], list[_Organization], list[_Membership]]:
    found = json.loads(content)
    persons = [
        _Person(
            row["id"],
            row.get("redirect"),
            [_Identifier(**one) for one in row.get("identifiers", ())],
            [_Name(**_known(one, _Name)) for one in row.get("other_names", ())],
        )
        for row in found["persons"]
    ]
    posts = [_Post(**{**_known(row, _Post), "area": _Area(**row["area"])}) for row in found["posts"]]
    organizations = [_Organization(**_known(row, _Organization)) for row in found["organizations"]]
    return persons, posts, organizations, [_Membership(**_known(row, _Membership)) for row in found["memberships"]]


def _known(row: Mapping[str, Any], kind: type[Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key in kind.__dataclass_fields__}


if __name__ == "__main__":
    main()
