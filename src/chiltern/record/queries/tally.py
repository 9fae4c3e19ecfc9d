"""Who stands where without the words: for a page that shows some rows of a large count, and the numbers of all.

`tally` is `count` with positions that hold no text, from a few columns of each claim; `worded` gives some of its rows
their words and says how independent their reports are. Both agree with `count`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from chiltern.claims import Act
from chiltern.record.model import Entity, ReportLine, Words
from chiltern.record.queries.count import counted, known_act
from chiltern.record.queries.independence import with_independence
from chiltern.record.queries.results import Count, Holding, Stood
from chiltern.record.queries.typed import as_stood
from chiltern.record.rows import EDITOR, STANDS, claims_by_id
from chiltern.record.view import View

# Positions of one row that are kept, by which its reports are told to be independent, and whose words a page shows.
MOST, SHOWN = 100, 20

_POSITIONS = f"""SELECT claim.id, claim.digest, json_extract(claim.json, '$.stance'),
    coalesce(json_extract(claim.json, '$.historical'), 0), claim.start, claim."end", claim.valid_from, claim.reader,
    version.id
FROM claims AS claim JOIN report_versions AS version ON version.id = claim.version_id
WHERE claim.act = ?2 AND {STANDS}"""
_VERSIONS = """SELECT version.id, version.report_id, version.name, version.title, source.name, version.published,
    version.url
FROM json_each(?) AS wanted JOIN report_versions AS version ON version.id = wanted.value
LEFT JOIN sources AS source ON source.id = version.source_id"""
_LINKS = """SELECT link.claim_id, link.part, link.entity_id FROM claims AS claim JOIN links AS link
    ON link.claim_id = claim.id AND link.part IN ('holder', 'subject', 'object', 'on_behalf_of')
WHERE claim.act = ? ORDER BY link.claim_id, link.part, link.place"""
_SPAN = "since <= ?1 AND (until IS NULL OR until > ?1)"


def tally(view: View, act: str, *, of: str | None = None, on: date | None = None) -> Count:
    """As `count`, but positions have no words, of a row no more than `MOST` are kept, and none is called independent.

    Numbers of holders and reports are those of all. Raises what `count` does.
    """
    known = known_act(act)
    found = counted(view, known, _positions(view, known), of=of, on=on)
    return msgspec.structs.replace(
        found,
        groups=tuple(
            msgspec.structs.replace(group, holdings=tuple(map(_shortened, group.holdings))) for group in found.groups
        ),
        rejected=found.rejected[:MOST],
    )


def worded(view: View, rows: Sequence[Holding], most: int = MOST) -> tuple[Holding, ...]:
    """Some rows of a tally with the words of their first positions; `reports` stays that of all."""
    kept = [_shortened(row, most) for row in rows]
    digests = {one.words.claim for row in kept for one in (*row.positions, *row.superseded)}
    found = {one.words.claim: one for one in positions_by_digest(view, digests)}

    def filled(positions: Iterable[Stood]) -> tuple[Stood, ...]:
        return tuple(found[one.words.claim] for one in positions if one.words.claim in found)

    independent = with_independence(view, rows)
    return tuple(
        msgspec.structs.replace(
            row, positions=positions, superseded=filled(row.superseded), independent=whole.independent
        )
        for row, whole in zip(kept, independent, strict=True)
        # Of an older tally, what has gone since is left out.
        if (positions := filled(row.positions))
    )


def positions_by_digest(view: View, digests: Iterable[str]) -> list[Stood]:
    ids = view.rows(
        "SELECT claim.id FROM json_each(?) AS wanted JOIN claims AS claim ON claim.digest = wanted.value",
        (msgspec.json.encode(sorted(digests)).decode(),),
    )
    return [as_stood(found) for found in claims_by_id(view, [row[0] for row in ids])]


def _shortened(row: Holding, most: int = MOST) -> Holding:
    if len(row.positions) <= most and len(row.superseded) <= most:
        return row
    return msgspec.structs.replace(row, positions=row.positions[:most], superseded=row.superseded[:most])


def _positions(view: View, act: Act) -> list[Stood]:
    rows = [row for row in view.rows(_POSITIONS, (view.known, act)) if row[7] != EDITOR or _corrects(view, row[0])]
    reports = _reports(view, {row[8] for row in rows})
    linked = _linked(view, act, {row[0]: reports[row[8]].id for row in rows})
    made = []
    for claim, digest, stance, historical, start, end, valid_from, _, version in rows:
        parts = linked[claim]
        objects, behalf = parts.get("object"), parts.get("on_behalf_of")
        made.append(
            Stood(
                holder=parts["holder"][0],
                stance=stance,
                act=act,
                words=Words(digest, "", start, end, reports[version], view.rulings.get(claim, ())),
                since=valid_from,
                about=tuple(dict.fromkeys(parts.get("subject", ()))),
                object=objects[0] if objects else None,
                on_behalf_of=behalf[0] if behalf else None,
                historical=bool(historical),
            )
        )
    return made


def _corrects(view: View, claim: int) -> bool:
    return any(ruling.effect == "correction" for ruling in view.rulings.get(claim, ()))


def _reports(view: View, versions: Iterable[int]) -> Mapping[int, ReportLine]:
    rows = view.rows(_VERSIONS, (msgspec.json.encode(sorted(versions)).decode(),))
    return {version: ReportLine(*fields) for version, *fields in rows}


def _linked(view: View, act: Act, reports: Mapping[int, int]) -> Mapping[int, Mapping[str, tuple[Entity, ...]]]:
    """By claim, the entities of each part, with names that are split or merged as the view has them."""
    merged = dict(view.rows(f"SELECT entity_id, into_id FROM merges WHERE {_SPAN}", (view.known,)))
    split = {
        (entity, report): into
        for entity, report, into in view.rows(
            f"SELECT entity_id, report_id, into_id FROM splits WHERE {_SPAN}", (view.known,)
        )
    }
    rows = []
    for claim, part, entity in view.rows(_LINKS, (act,)):
        if claim in reports:
            named = split.get((entity, reports[claim]), entity) if split else entity
            rows.append((claim, part, merged.get(named, named)))
    entities = _entities(view, {row[2] for row in rows})
    made: defaultdict[int, dict[str, tuple[Entity, ...]]] = defaultdict(dict)
    for claim, part, number in rows:
        parts = made[claim]
        parts[part] = (*parts.get(part, ()), entities[number])
    return made


def _entities(view: View, numbers: Iterable[int]) -> Mapping[int, Entity]:
    rows = view.rows(
        "SELECT entity.name, entity.kind, entity.register_id, entity.id FROM json_each(?) AS wanted"
        " JOIN entities AS entity ON entity.id = wanted.value",
        (msgspec.json.encode(sorted(numbers)).decode(),),
    )
    return {row[3]: Entity(*row) for row in rows}
