"""What the record keeps beside a claim so that it can be found: whom it is of and about, and when it held.

Pure functions of a claim: `parts` lists its references with the part each plays, `valid_time` gives the dates,
`instant` brings the dates that sources write to one form that sorts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from chiltern.claims import Claim, Figure, Position, Ref, RoleClaim, Statement
from chiltern.dates import PartialDate, day_after, first_day, parse_date
from chiltern.errors import BadDate
from chiltern.names import fold, name_key

# A longer one first: of "2019-02-18T09:30" the day counts.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4}")


ClaimKind = Literal["statement", "position", "role", "figure"]


class Part(NamedTuple):
    """`ref` plays `part` in a claim; `place` numbers several that play the same one."""

    part: str
    place: int
    ref: Ref


class ValidTime(NamedTuple):
    """Half-open; an open or unknown side is None."""

    since: PartialDate | None
    until: PartialDate | None


def kind_of(claim: Claim) -> ClaimKind:
    """The claim's tag."""
    kind: ClaimKind = claim.__struct_config__.tag  # type: ignore[assignment]  # a tag may be any text
    return kind


def parts(claim: Claim) -> tuple[Part, ...]:
    """Whom and what the claim names, in the order of its fields."""
    return tuple(Part(part, place, ref) for part, place, ref in _parts(claim) if ref is not None)


def _parts(claim: Claim) -> Iterator[tuple[str, int, Ref | None]]:
    match claim:
        case Statement():
            yield "speaker", 0, claim.speaker
        case Position():
            yield "holder", 0, claim.holder
            for place, subject in enumerate(claim.subject):
                yield "subject", place, subject
            yield "object", 0, claim.object
            yield "on_behalf_of", 0, claim.on_behalf_of
            yield "attributed_to", 0, claim.attributed_to
        case RoleClaim():
            yield "person", 0, claim.person
            yield "of", 0, claim.of
        case Figure():
            yield "about", 0, claim.about


def key_of(name: str) -> str:
    """What spellings of a name share; names that are all title or punctuation keep what they have."""
    return name_key(name) or fold(name) or name.casefold()


def in_one_report(ref: Ref) -> bool:
    """Whether the name means something in its report only: "Smith" or "a source", unlike a body or a full name."""
    return ref.kind in ("described", "group") or (ref.kind == "person" and " " not in key_of(ref.name))


def valid_time(claim: Claim, published: str | None) -> ValidTime:
    """When the claim held, as far as its words and the report's date say.

    What is done held since the day of the act, where that is given and not after the report; other positions and
    statements since the report. A former role ended no later than the report; when it began is often unsaid.
    """
    said = day_of(published)
    match claim:
        case Position():
            when = day_of(claim.when)
            if when and claim.stance == "done" and (said is None or first_day(when) <= first_day(said)):
                return ValidTime(when, None)
            return ValidTime(said, None)
        case Statement():
            return ValidTime(said, None)
        case RoleClaim():
            return ValidTime(day_of(claim.since), said if claim.former else None)
        case Figure():
            return ValidTime(None, None)


@lru_cache(maxsize=65536)
def day_of(text: str | None) -> PartialDate | None:
    """The date that a date or date-time begins with; None where there is none."""
    found = _DATE.match(text) if text else None
    try:
        day = parse_date(found.group()) if found else None
        if day:
            day_after(day)  # the calendar ends with 9999, and so must what it covers
    except (BadDate, ValueError, OverflowError):
        return None
    return day


def known_by(text: str) -> str:
    """The last moment that a date or date-time means, as the record keeps times: of a day, a month or a year its end.

    A time without an offset is UTC. Raises `BadDate`.
    """
    try:
        if len(text.strip()) <= len("2019-02-18"):
            return f"{day_after(parse_date(text)) - timedelta(days=1)}T23:59:59.999999+00:00"
        moment = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        raise BadDate(
            f"{text!r} is no time: write 2019-02-18, 2019-02-18T09:30 or 2019-02-18T09:30:00+01:00"
        ) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=65536)
def instant(text: str | None) -> str | None:
    """A date-time with its offset as UTC; a bare date, or a time without an offset, as it is; None for no date."""
    if day_of(text) is None or text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return day_of(text)
    if moment.tzinfo is None:
        return text
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
