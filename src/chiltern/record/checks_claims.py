"""What `verify` looks at claim by claim: its digest, its words, and whom it is linked to."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from chiltern.claims import Claim, Position, Ref, Statement, canonical_json, digest, spans_of
from chiltern.errors import RecordError
from chiltern.record.checks import ADD_AGAIN, RESTORE, Done, Hurt, is_time, rows_or_hurt
from chiltern.record.parts import in_one_report, key_of, kind_of, parts, valid_time
from chiltern.record.scan import highest
from chiltern.record.store import Store

# Claims of one report follow each other, so a few versions at hand are enough.
_VERSIONS_AT_HAND = 64
_NAMES_AT_HAND = 100_000
_SHOWN = 10

_decode = msgspec.json.Decoder(Claim).decode


class _Version(NamedTuple):
    report_id: int
    digest: str
    published: str | None
    body: str


class _Row(NamedTuple):
    id: int
    digest: str
    version_id: int
    kind: str
    act: str | None
    json: str
    start: int
    end: int
    valid_from: str | None
    valid_to: str | None
    reader: str
    known_at: str


_COLUMNS = 'digest, version_id, kind, act, json, start, "end", valid_from, valid_to, reader, known_at'


def claims(store: Store) -> Iterator[Hurt | Done]:
    """Every claim has the digest of what it says, says it in the words it names, and is linked to whom it names."""
    of, seen = highest(store, "claims") or 0, _Seen(store)
    for found in rows_or_hurt(store, "claims", _COLUMNS, ADD_AGAIN):
        if isinstance(found, Hurt):
            yield found
            continue
        rows = [_Row(*row) for row in found]
        links = _links(store, rows[0].id, rows[-1].id)
        for row in rows:
            for table, what, do in _claim(seen, row, links):
                yield Hurt(table, f"{row.id} ({str(row.digest)[:_SHOWN]})", what, do)
        yield Done(rows[-1].id, of)


class _Seen:
    """Versions and names that were looked up lately."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._versions: OrderedDict[int, _Version | None] = OrderedDict()
        self._names: dict[tuple[int, str], bool] = {}

    def version(self, number: int) -> _Version | None:
        """None where it cannot be read or is not there; that is told of the version, and of each of its claims."""
        if number not in self._versions:
            if len(self._versions) >= _VERSIONS_AT_HAND:
                self._versions.popitem(last=False)
            self._versions[number] = self._read(number)
        return self._versions[number]

    def _read(self, number: int) -> _Version | None:
        try:
            row = self._store.row(
                "SELECT report_id, digest, published, body FROM report_versions WHERE id = ?", (number,)
            )
        except RecordError:
            return None
        return _Version(*row) if row else None

    def named(self, entity: int, written: str) -> bool:
        """Whether the entity is found under the name as it is written."""
        asked = entity, written
        if asked not in self._names:
            if len(self._names) >= _NAMES_AT_HAND:
                self._names.clear()
            row = self._store.row("SELECT key FROM names WHERE entity_id = ? AND written = ?", asked)
            self._names[asked] = row == (key_of(written),)
        return self._names[asked]


_Links = dict[int, list[tuple[Any, ...]]] | None
_Told = tuple[str, str, str]


def _links(store: Store, first: int, last: int) -> _Links:
    """By claim; None where they cannot be read."""
    made: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    try:
        rows = store.rows(
            "SELECT link.claim_id, link.part, link.place, link.entity_id, entity.kind, entity.key,"
            " entity.register_id, entity.report_id FROM links AS link"
            " LEFT JOIN entities AS entity ON entity.id = link.entity_id WHERE link.claim_id BETWEEN ? AND ?",
            (first, last),
        )
    except RecordError:
        return None if first < last else {}
    for claim, *link in rows:
        made[claim].append(tuple(link))
    return made


def _claim(seen: _Seen, row: _Row, links: _Links) -> Iterator[_Told]:
    try:
        claim = _decode(row.json)
    except (msgspec.MsgspecError, RecursionError):
        yield "claims", "what it says cannot be read", ADD_AGAIN
        return
    version = seen.version(row.version_id)
    if version is None:
        yield "claims", f"its version, report_versions {row.version_id}, is not there or cannot be read", ADD_AGAIN
    else:
        if digest(claim, version.digest) != row.digest or canonical_json(claim).decode() != row.json:
            yield "claims", "what it says, or of which version, has another digest", ADD_AGAIN
        yield from (("claims", what, ADD_AGAIN) for what in _fields(claim, row, version))
    try:
        yield from _linked(seen, claim, row.id, version, links)
    except RecordError as error:
        yield "links", f"cannot be read: {error.__cause__ or error}", RESTORE


def _fields(claim: Claim, row: _Row, version: _Version) -> Iterator[str]:
    """What stands beside a claim is what follows from it."""
    spans = spans_of(claim)
    if not all(0 <= span.start < span.end <= len(version.body) for span in spans) or not spans:
        yield "the characters that say it lie outside its report"
    elif (min(span.start for span in spans), max(span.end for span in spans)) != (row.start, row.end):
        yield f"it stands at other characters than {row.start} to {row.end}"
    elif isinstance(claim, Statement) and _text(claim, version.body) != claim.quote:
        yield "the quotation is not what stands in its report"
    if row.kind != kind_of(claim) or row.act != (claim.act if isinstance(claim, Position) else None):
        yield f"it is filed as {row.kind} {row.act or ''}".rstrip() + ", which it is not"
    if tuple(valid_time(claim, version.published)) != (row.valid_from, row.valid_to):
        yield "the time for which it holds is not the one that it says"
    if not is_time(row.known_at):
        yield "the time at which the record learnt it is no time"


def _text(statement: Statement, body: str) -> str:
    return " ".join(body[span.start : span.end] for span in statement.segments)


def _linked(seen: _Seen, claim: Claim, number: int, version: _Version | None, links: _Links) -> Iterator[_Told]:
    """It is linked to whom it names, part by part, and nobody else."""
    if links is None:
        # Those of its neighbours may be what cannot be read.
        links = _links(seen._store, number, number)
    there = {(part, place): rest for part, place, *rest in (links or {}).get(number, ())}
    for part, place, ref in parts(claim):
        link = there.pop((part, place), None)
        if link is None:
            yield "links", f"its {part} {ref.name!r} is not linked", RESTORE
        elif not _means(link, ref, version):
            yield "links", f"its {part} {ref.name!r} is linked to another, entities {link[0]}", RESTORE
        elif not seen.named(link[0], ref.name):
            yield "names", f"{ref.name!r} is not among the names of entities {link[0]}", RESTORE
    for part, _ in there:
        yield "links", f"somebody is linked as its {part} whom it does not name", RESTORE


def _means(link: Sequence[Any], ref: Ref, version: _Version | None) -> bool:
    """Whether an entity is the one that the reference was linked to when it was added."""
    _, kind, key, register_id, report_id = link
    if ref.id is not None:
        # Of a party that a report calls a body or a group, the register knows better.
        kinds = (ref.kind, "party") if ref.kind in ("body", "group") else (ref.kind,)
        return register_id == ref.id and kind in kinds
    if version is None:
        return bool(register_id is None and kind == ref.kind)
    home = version.report_id if in_one_report(ref) else None
    return (register_id, kind, key, report_id) == (None, ref.kind, key_of(ref.name), home)
