"""What each membership of Popolo files is (a seat in a chamber, a party's membership, an office) and refers to.

Files go in; tables of what their ids mean, and one claim for each membership, come out. Ids of persons mean the same in
all files given together. Those of bodies, places and terms ("legislature", "term/4") are a file's own; another file is
asked only where it has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from chiltern.errors import BadInput
from chiltern.names import fold
from chiltern.register.importers.popolo_names import text
from chiltern.register.importers.popolo_rows import (
    Area,
    Event,
    Membership,
    Organization,
    PersonRow,
    PopoloFile,
    Post,
    Words,
)

ClaimKind = Literal["seat", "party", "office"]
FileKind = Literal["parlparse", "wikidata", "everypolitician", "popolo"]

_CHAMBERS = frozenset(
    ("legislature", "chamber", "branch", "parliament", "house", "upper house", "lower house", "assembly", "council")
)
_PARTIES = frozenset(
    ("party", "political party", "party list", "political group", "parliamentary group", "group", "faction", "caucus")
)
# Of several chambers in the files, the one that is meant unless the user says otherwise.
_DEFAULT_CHAMBER = "house of commons"
# A role that says no more than that somebody sits.
_MEMBER = frozenset(
    ("member", "peer", "mp", "msp", "mla", "ms", "am", "mhk", "td", "lord", "senator", "deputy", "representative")
)


class Tables(NamedTuple):
    """What the ids in one file mean."""

    organizations: dict[str, Organization]
    posts: dict[str, Post]
    areas: dict[str, Area]
    events: dict[str, Event]
    parties: frozenset[str]
    legislature: str
    kind: FileKind


class Claim(msgspec.Struct, frozen=True, gc=False):
    """One membership: row `number` of file `file`. `chamber` is the name of the chamber that a seat is of."""

    file: int
    number: int
    row: Membership
    kind: ClaimKind
    chamber: str
    post: Post | None


class Persons:
    """The persons of all files, by any id that they have or had."""

    def __init__(self, files: Sequence[PopoloFile]) -> None:
        self._rows: dict[str, PersonRow] = {}
        self._redirects: dict[str, str] = {}
        for one in files:
            for row in one.persons.rows:
                if row.redirect is None:
                    self._rows.setdefault(row.id, row)
                else:
                    self._redirects.setdefault(row.id, row.redirect)

    def __len__(self) -> int:
        return len(self._rows)

    def current(self, key: str) -> str:
        """The id that an id was replaced by, over however many steps; the id itself where it was not."""
        seen = {key}
        while key not in self._rows and key in self._redirects:
            key = self._redirects[key]
            if key in seen:
                raise BadInput(f"the person {key!r} is redirected in a circle")
            seen.add(key)
        return key

    def row(self, key: str) -> PersonRow | None:
        return self._rows.get(key)


def tables_of(files: Sequence[PopoloFile]) -> tuple[Tables, ...]:
    """What the ids mean, for each file: its own meaning first."""
    return tuple(_tables([one, *files[:index], *files[index + 1 :]]) for index, one in enumerate(files))


def _tables(files: Sequence[PopoloFile]) -> Tables:
    organizations = _by_id(files, "organizations")
    legislatures = {text(row.name) for row in files[0].organizations.rows if _class(row) in _CHAMBERS}
    return Tables(
        organizations=organizations,
        posts=_by_id(files, "posts"),
        areas=_by_id(files, "areas"),
        events=_by_id(files, "events"),
        parties=frozenset(row.on_behalf_of_id for row in files[0].memberships.rows if row.on_behalf_of_id)
        | {key for key, row in organizations.items() if _class(row) in _PARTIES},
        legislature=legislatures.pop() if len(legislatures) == 1 else "",
        kind=_file_kind(files[0]),
    )


def _by_id(files: Sequence[PopoloFile], key: str) -> dict[str, Any]:
    return {row.id: row for one in reversed(files) for row in reversed(getattr(one, key).rows) if row.id}


def _file_kind(one: PopoloFile) -> FileKind:
    """Whose Popolo it is, by its first rows."""
    ids = {row.id for row in one.persons.rows[:3]} | {row.person_id for row in one.memberships.rows[:3]}
    if any(key is not None and key.startswith("uk.org.publicwhip/") for key in ids):
        return "parlparse"
    statements = [row.id or "" for row in one.memberships.rows[:3]]
    if any("wikidata.org/" in key for key in statements) or any(isinstance(row.name, dict) for row in one.persons.rows):
        return "wikidata"
    return "everypolitician" if any(row.legislative_period_id for row in one.memberships.rows[:3]) else "popolo"


def claim_of(file: int, number: int, row: Membership, tables: Tables) -> Claim:
    """What a membership is; raises `BadInput` where it refers to a post that no file has."""
    post = None
    if row.post_id:
        post = tables.posts.get(row.post_id)
        if post is None:
            raise BadInput(f"membership: no post {row.post_id!r} in the files")
    body = (post.organization_id if post else None) or row.organization_id
    organization = tables.organizations.get(body or "")
    kind = _kind(row, post, organization, body in tables.parties)
    chamber = ""
    if kind == "seat":
        chamber = (text(organization.name) if organization else body) or tables.legislature
    return Claim(file, number, row, kind, chamber, post)


def _kind(row: Membership, post: Post | None, organization: Organization | None, is_party: bool) -> ClaimKind:
    if post is not None and (post.area is not None or post.area_id):
        return "seat"
    role = row.role or (post.role if post else None)
    office = bool(text(role)) and not is_member(role)
    classified = _class(organization)
    if is_party:
        return "office" if office else "party"
    if is_official(row) or not (classified is None or classified in _CHAMBERS):
        return "office"
    if row.area_id or row.area is not None:
        return "seat"
    sits = classified is not None or row.on_behalf_of_id or row.legislative_period_id
    return "seat" if sits and not office else "office"


def _class(organization: Organization | None) -> str | None:
    """What the file calls the organisation; None where it does not say."""
    return organization.classification.casefold() if organization and organization.classification else None


def is_member(role: Words) -> bool:
    """Whether the role says only that somebody is a member."""
    words = text(role).strip().casefold()
    return words in _MEMBER or words.startswith("member of ")


def is_official(row: Membership) -> bool:
    """Whether parlparse took the row from Parliament's list of posts."""
    return isinstance(row.source, str) and row.source.startswith("datadotparl/")


def chamber_of(counts: Mapping[str, int], wanted: str | None, names: str) -> str:
    """Of the chambers in the files, by their rows: the one wanted, the House of Commons, or the one with most rows.

    Raises `BadInput` where the one wanted is not there. A chamber without a name goes by the name wanted.
    """
    named = [name for name in counts if name]
    if wanted is not None:
        found = next((name for name in named if fold(name) == fold(wanted)), None)
        if found is None and named:
            raise BadInput(f"{names}: no chamber {wanted!r}; there is {', '.join(sorted(named))[:300]}")
        return found or wanted
    return max(counts, key=lambda name: (fold(name) == _DEFAULT_CHAMBER, counts[name], name), default="")
