"""What `verify` looks at, apart from the file itself and the claims: the roll, report versions, names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

import msgspec

from chiltern.claims import EntityKind
from chiltern.record.parts import instant, key_of
from chiltern.record.scan import Unread, highest, scan
from chiltern.record.store import Store
from chiltern.register.roll import builtin_rolls
from chiltern.reports.model import Report

ADD_AGAIN = "restore the record from a copy, or make a new one and add the report again"
RESTORE = "restore the record from a copy"


class Hurt(msgspec.Struct, frozen=True):
    """One thing that is not as it was put in: `row` is its number in the table, with a claim's digits where known.

    `what` says how it differs, `do` what helps.
    """

    table: str
    row: str
    what: str
    do: str


class Done(msgspec.Struct, frozen=True):
    """So many rows of so many have been looked at."""

    rows: int
    of: int


def rows_or_hurt(store: Store, table: str, columns: str, do: str, batch: int = 500) -> Iterator[list[Any] | Hurt]:
    """The rows of a table in portions; what cannot be read comes as a finding."""
    for found in scan(store, table, columns, batch=batch):
        if isinstance(found, Unread):
            rows = str(found.first) if found.first == found.last else f"{found.first} to {found.last}"
            yield Hurt(table, rows, f"cannot be read: {found.reason}", do)
        else:
            yield found


def roll(store: Store) -> Iterator[Hurt | Done]:
    """What the record says of itself: the roll it keeps has the digest it had."""
    meta = dict(store.rows("SELECT key, value FROM meta"))
    rows = meta.get("roll_rows")
    if rows is not None:
        if hashlib.sha256(rows.encode()).hexdigest() != meta.get("roll_digest"):
            yield Hurt("meta", "roll_rows", "the roll has another digest than when it was put in", RESTORE)
    elif meta.get("roll") not in builtin_rolls():
        yield Hurt("meta", "roll", f"names no roll that there is: {meta.get('roll')!r}", RESTORE)
    if not is_time(meta.get("created")):
        yield Hurt("meta", "created", "is no time", RESTORE)


def is_time(text: object) -> bool:
    """Whether it is a time as the record keeps it: UTC, to the microsecond."""
    if not isinstance(text, str):
        return False
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment.isoformat(timespec="microseconds") == text


_VERSION = (
    "report_id, digest, name, title, (SELECT name FROM sources WHERE id = source_id), published, modified, url, author,"
    " body, revised, known_at, (SELECT identity FROM reports WHERE id = report_id), source_id"
)


def versions(store: Store) -> Iterator[Hurt | Done]:
    """Every version has the digest of its words, belongs to its report, and has the time it gives."""
    of = highest(store, "report_versions") or 0
    for found in rows_or_hurt(store, "report_versions", _VERSION, ADD_AGAIN, batch=20):
        if isinstance(found, Hurt):
            yield found
            continue
        for row in found:
            for what in _version(*row[1:]):
                yield Hurt("report_versions", str(row[0]), what, ADD_AGAIN)
        yield Done(found[-1][0], of)
    for found in rows_or_hurt(store, "reports", "identity", ADD_AGAIN):
        if isinstance(found, Hurt):
            yield found


def _version(report_id: int, digest: str, *fields: Any) -> Iterator[str]:
    name, title, publisher, published, modified, url, author, body, revised, known_at, identity, source_id = fields
    report = Report(name, body, title, publisher, published, modified, url, author)
    if source_id is not None and publisher is None:
        yield f"its publisher, sources {source_id}, is not there"
    if report.version != digest:
        yield f"its words, title, date, address or publisher are not those of its digest {digest[:10]}"
    elif report.identity != identity:
        yield f"reports {report_id} is another report than the one its words belong to"
    if (instant(modified) or instant(published) or "") != revised:
        yield "the time of its revision is not the one that its dates give"
    if not is_time(known_at):
        yield "the time at which the record learnt it is no time"


def entities(store: Store) -> Iterator[Hurt | Done]:
    """Every name is found under the key that it gives."""
    of, kinds = highest(store, "entities") or 0, get_args(EntityKind)
    for found in rows_or_hurt(store, "entities", "kind, name, key, register_id, report_id", RESTORE):
        if isinstance(found, Hurt):
            yield found
            continue
        for number, kind, name, key, register_id, report_id in found:
            if kind not in kinds:
                yield Hurt("entities", str(number), f"{kind!r} is no kind of entity", RESTORE)
            if key_of(name) != key:
                yield Hurt("entities", str(number), f"{name!r} is not found under the key {key!r}", RESTORE)
            if register_id is not None and report_id is not None:
                yield Hurt("entities", str(number), "is of the register and of one report", RESTORE)
        yield Done(found[-1][0], of)
