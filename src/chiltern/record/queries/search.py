"""`search`: names, acts, publishers, days and the words of quotations, by one line of text; bounded in all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from chiltern.claims import Act
from chiltern.errors import BadDate, BadInput
from chiltern.names import fold, name_key
from chiltern.phrases import ACTS
from chiltern.record.model import Entity, in_force
from chiltern.record.queries.quotes import as_quote, match_expression
from chiltern.record.queries.results import Quote
from chiltern.record.rows import STANDS, claims_by_id
from chiltern.record.view import View
from chiltern.register.roll import Roll
from chiltern.reports.fields import iso_date

_COUNTED = 1000
_NAMED = """SELECT DISTINCT entity.name, entity.kind, entity.register_id, entity.id FROM (
    SELECT id FROM entities WHERE key >= ?2 AND key < ?3
    UNION SELECT entity_id FROM names WHERE key >= ?2 AND key < ?3
    UNION SELECT entity_id FROM family_names WHERE key >= ?2 AND key < ?3
) AS found LEFT JOIN merges AS merged ON merged.entity_id = found.id AND merged.since <= ?1
    AND (merged.until IS NULL OR merged.until > ?1)
JOIN entities AS entity ON entity.id = coalesce(merged.into_id, found.id)
WHERE entity.kind NOT IN ('described', 'group', 'event') AND EXISTS (
    SELECT 1 FROM links AS link JOIN claims AS claim ON claim.id = link.claim_id
    WHERE link.entity_id = found.id AND claim.known_at <= ?1)
ORDER BY entity.register_id IS NULL, length(entity.name), entity.id LIMIT ?4"""


class SearchFound(msgspec.Struct, frozen=True, omit_defaults=True):
    """What fits a line of text. `said` is how many quotations have its words, counted up to 1,000."""

    entities: tuple[Entity, ...] = ()
    acts: tuple[Act, ...] = ()
    publishers: tuple[str, ...] = ()
    day: date | None = None
    quotes: tuple[Quote, ...] = ()
    said: int = 0


def search(view: View, text: str, most: int = 20) -> SearchFound:
    """What fits the text; of each kind no more than `most`, the newest quotations first."""
    quotes, said = _quotes(view, text, most)
    return SearchFound(
        entities=_entities(view, text, most),
        acts=tuple(act for act, phrase in ACTS.items() if _fits(text, (act.replace("_", " "), phrase))),
        publishers=_publishers(view, text, most),
        day=_day(text),
        quotes=quotes,
        said=said,
    )


def _entities(view: View, text: str, most: int) -> tuple[Entity, ...]:
    """Those of the record whose name, or last name, begins so, then those of the roll with words that do."""
    key = name_key(text)
    if not key:
        return ()
    own = [Entity(*row) for row in view.rows(_NAMED, (view.known, key, key + "\U0010ffff", most))]
    known = {(one.kind, one.register_id) for one in own}
    rest = [one for one in _in_roll(view.roll, text) if (one.kind, one.register_id) not in known]
    return tuple([*own, *rest][:most])


def _in_roll(roll: Roll, text: str) -> Iterable[Entity]:
    tables = (("person", roll.persons), ("party", roll.parties), ("seat", roll.seats))
    for kind, table in tables:
        for row in table.values():
            if any(_fits(text, (name,)) for name in (row.name, *row.other_names)):
                yield Entity(row.name, kind, row.id)


def _fits(text: str, names: Iterable[str]) -> bool:
    """Whether each word of the text begins a word of one of the names."""
    asked = fold(text).split()
    return bool(asked) and any(_begins(asked, fold(name).split()) for name in names)


def _begins(asked: Iterable[str], words: Iterable[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in asked)


def _publishers(view: View, text: str, most: int) -> tuple[str, ...]:
    rows = view.rows(
        "SELECT name FROM sources AS source WHERE EXISTS (SELECT 1 FROM report_versions WHERE source_id = source.id"
        " AND known_at <= ?) ORDER BY name",
        (view.known,),
    )
    return tuple(name for (name,) in rows if _fits(text, (name,)))[:most]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(iso_date(text)[:10])
    except (BadDate, ValueError):
        return None


def _quotes(view: View, text: str, most: int) -> tuple[tuple[Quote, ...], int]:
    try:
        asked = match_expression(text)
    except BadInput:
        return (), 0
    rows = view.rows(
        "SELECT claim.id FROM quotes JOIN claims AS claim ON claim.id = quotes.rowid"
        " JOIN report_versions AS version ON version.id = claim.version_id"
        f" WHERE quotes MATCH ?2 AND {STANDS} ORDER BY quotes.rowid DESC LIMIT ?3",
        (view.known, asked, _COUNTED + 1),
    )
    stand = [claim for (claim,) in rows if in_force(view.rulings.get(claim, ()))]
    found = {one.id: one for one in claims_by_id(view, stand[:most])}
    return tuple(as_quote(found[claim]) for claim in stand[:most] if claim in found), len(stand)
