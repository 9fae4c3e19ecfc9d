"""What FollowTheMoney calls the record's people, bodies, reports and claims: values in, things with properties out.

People are `Person`, parties and bodies `Organization`, legislatures `PublicBody`, unnamed sources `LegalEntity`. An
office is a `Position` that an `Occupancy` fills, belonging to a party is a `Membership`; quotations, positions and
figures are `Note`s on whom they concern, proven by the report, an `Article`. Ids are digests of what does not change
from one record to the next. Ends of spells are the last day in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chiltern.claims import Claim, Figure, Position, RoleClaim, Statement
from chiltern.export.rows import EntityRow, ReportRow, Sourced
from chiltern.names import name_key
from chiltern.record.model import Entity
from chiltern.record.parts import day_of, instant
from chiltern.register.importers.draft import last_day

SCHEMAS = {
    "person": "Person",
    "party": "Organization",
    "local_party": "Organization",
    "body": "Organization",
    "legislature": "PublicBody",
    "described": "LegalEntity",
    "group": "LegalEntity",
}
# What each property is of, in FollowTheMoney's types; all others are strings.
TYPES = {
    **dict.fromkeys(("name", "alias", "abbreviation"), "name"),
    **dict.fromkeys(("summary", "description", "notes"), "text"),
    **dict.fromkeys(("holder", "post", "member", "organization", "entity", "proof", "document", "resolved"), "entity"),
    **dict.fromkeys(("startDate", "endDate", "date", "publishedAt", "birthDate", "deathDate"), "date"),
    "sourceUrl": "url",
    "wikidataId": "identifier",
    "gender": "gender",
}
# The longest values that its types take.
_LONGEST = {"name": 384, "text": 65_000, "string": 1024}
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

Values = tuple[tuple[str, str], ...]


class Thing(NamedTuple):
    """An entity of FollowTheMoney. `seen` is when the record learnt it, `origin` where it comes from."""

    id: str
    schema: str
    values: Values
    seen: str
    origin: str = "reports"


class Known(NamedTuple):
    """What an entity of the record is there."""

    id: str
    schema: str


def thing_id(*parts: str | None) -> str:
    """The same parts always give the same id."""
    return "ch-" + hashlib.sha1("\x1f".join(part or "" for part in parts).encode()).hexdigest()


def values(*pairs: tuple[str, str | None]) -> Values:
    """The properties that have a value fit to be one, each once."""
    made = ((prop, _fit(prop, value)) for prop, value in pairs if value)
    return tuple(dict.fromkeys((prop, value) for prop, value in made if value))


def _fit(prop: str, value: str) -> str:
    kind = TYPES.get(prop, "string")
    if kind not in _LONGEST:
        return value
    seen = _UNSEEN.sub("", value)
    return (seen.strip() if kind == "text" else " ".join(seen.split()))[: _LONGEST[kind]].strip()


def party(row: EntityRow, roll: str) -> Known | None:
    """The id and schema of an entity; None for what FollowTheMoney has no schema: seats and public votes."""
    one = row.entity
    schema = SCHEMAS.get(one.kind)
    if schema is None:
        return None
    if one.register_id is not None:
        return Known(in_register(roll, one.kind, one.register_id), schema)
    if one.kind == "legislature":
        return Known(legislature_id(one.name), schema)
    return Known(thing_id("entity", one.kind, row.key, row.only_in), schema)


def in_register(roll: str, kind: str, register_id: str) -> str:
    return thing_id("register", roll, kind, register_id)


def legislature_id(name: str) -> str:
    return thing_id("legislature", name_key(name) or name)


def article(row: ReportRow) -> Thing:
    return Thing(
        article_id(row.version),
        "Article",
        values(
            ("fileName", row.name),
            ("title", row.title),
            ("author", row.author),
            ("publisher", row.publisher),
            ("publishedAt", instant(row.published)),
            ("sourceUrl", row.url),
        ),
        row.known_at,
    )


def article_id(version: str) -> str:
    return thing_id("report", version)


def sourced(row: Sourced) -> tuple[tuple[str, str | None], ...]:
    """What every thing made of a claim has."""
    words, report = row.found.words, row.found.words.report
    return (
        ("description", words.text),
        ("proof", article_id(row.version)),
        ("publisher", report.publisher),
        ("sourceUrl", report.url),
    )


def note(row: Sourced, known: Mapping[int, Known]) -> Thing:
    """A quotation, position or figure, on whom it concerns."""
    about = (known.get(one.id or 0) for linked in row.found.linked.values() for one in linked)
    summary, keywords = _said(row.claim, row)
    return Thing(
        thing_id("note", row.found.words.claim),
        "Note",
        values(
            ("summary", summary),
            *(("keywords", word) for word in keywords),
            *(("entity", one.id) for one in about if one is not None),
            *sourced(row),
        ),
        row.found.known_at,
    )


def _said(claim: Claim, row: Sourced) -> tuple[str, tuple[str | None, ...]]:
    match claim:
        case Statement():
            speaker = claim.speaker.name if claim.speaker else "unnamed"
            return f"{speaker} {claim.cue or 'said'}: {claim.quote}", ("statement", claim.kind)
        case Position():
            about = _names(row.found.linked.get("subject", ()))
            of = f", {claim.object.name}" if claim.object else ""
            summary = f"{claim.holder.name}: {claim.stance}, {claim.act}{of}{f' ({about})' if about else ''}"
            return summary, ("position", claim.stance, claim.act)
        case Figure():
            about = f", {claim.about.name}" if claim.about else ""
            unit = f" {claim.unit}" if claim.unit else ""
            return f"{claim.measure}{about}: {claim.value}{unit}", ("figure", claim.measure)
        case RoleClaim():
            of = f", {claim.of.name}" if claim.of else ""
            return f"{claim.person.name}: {claim.role}{of}", ("role", claim.role)


def _names(entities: Iterable[Entity]) -> str:
    return ", ".join(one.name for one in entities)


def membership(row: Sourced, known: Mapping[int, Known]) -> Thing | None:
    """What a person's leaving or joining says of membership; None for any other claim."""
    claim, holder, body = row.claim, row.found.one("holder"), row.found.one("object")
    if not isinstance(claim, Position) or claim.act not in ("leave", "join") or claim.stance != "done":
        return None
    member = known.get(holder.id or 0) if holder else None
    organization = known.get(body.id or 0) if body else None
    if member is None or member.schema != "Person" or organization is None or organization.schema == "LegalEntity":
        return None
    subjects = row.found.linked.get("subject", ())
    if subjects and holder not in subjects:
        return None
    day = row.found.valid_from
    dated = ("startDate", day) if claim.act == "join" else ("endDate", last_day(day) if day else None)
    return Thing(
        thing_id("membership", row.found.words.claim),
        "Membership",
        values(
            ("member", member.id),
            ("organization", organization.id),
            dated,
            ("status", "joined" if claim.act == "join" else "left"),
            ("recordId", row.found.words.claim),
            *sourced(row),
        ),
        row.found.known_at,
    )


def occupancy(row: Sourced, post: str, holder: str, constituency: str | None) -> Thing:
    claim = row.claim
    assert isinstance(claim, RoleClaim)
    until = row.found.valid_to
    return Thing(
        thing_id("occupancy", row.found.words.claim),
        "Occupancy",
        values(
            ("holder", holder),
            ("post", post),
            ("constituency", constituency),
            ("startDate", row.found.valid_from),
            # Of a former office the report's day is the first that is known to be after it.
            ("endDate", None if claim.former or not until else last_day(until)),
            ("status", "ended" if claim.former else "current"),
            ("recordId", row.found.words.claim),
            ("date", day_of(row.found.words.report.published)),
            *sourced(row),
        ),
        row.found.known_at,
    )


def mention(version: str, name: str, resolved: Known, seen: str) -> Thing:
    return Thing(
        thing_id("mention", version, name, resolved.id),
        "Mention",
        values(
            ("document", article_id(version)), ("name", name), ("resolved", resolved.id),
            ("detectedSchema", resolved.schema),
        ),
        seen,
    )  # fmt: skip
