"""`quotes`: who said what; by a speaker, about somebody or something, or with certain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from chiltern.claims import Statement
from chiltern.errors import BadInput
from chiltern.record.model import Entity, Found
from chiltern.record.queries.finding import find, names_of
from chiltern.record.queries.results import Quote
from chiltern.record.queries.rows import claims_where, linked_to
from chiltern.record.store import Store
from chiltern.register.roll import Roll

# A term of a search: "a phrase", in any quotation marks, or a word; a star asks for all words that begin so.
_TERM = re.compile(r'["“”«»„]([^"“”«»„]*)["“”«»„]?|([^\s"“”«»„]+)')

# Statements whose characters meet those of a position or figure about the entity: "I am sorry that he leaves".
_ABOUT = """claim.id IN (
    SELECT said.id FROM links
    JOIN claims AS meant ON meant.id = links.claim_id
    JOIN claims AS said ON said.version_id = meant.version_id AND said.start < meant."end"
        AND said."end" > meant.start AND said.kind = 'statement'
    WHERE links.entity_id = ? AND links.part IN ('subject', 'object', 'about')
)"""


def quotes(
    store: Store,
    roll: Roll,
    *,
    by: str | None = None,
    about: str | None = None,
    search: str | None = None,
    on: date | None = None,
) -> tuple[Quote, ...]:
    """The statements that meet every condition given, by publication, then place in the text.

    `search` takes words, "phrases" and beginnings*; all must occur. Raises `NotFound` or `AmbiguousName` for a
    name, `BadInput` for a search without words.
    """
    conditions, values = ["claim.kind = 'statement'"], list[object]()
    if on is not None:
        conditions.append("(claim.valid_from IS NULL OR claim.valid_from <= ?)")
        values.append(on.isoformat())
    if by is not None:
        condition, more = linked_to(find(store, roll, by, on), "speaker")
        conditions.append(condition)
        values += more
    if search is not None:
        conditions.append("claim.id IN (SELECT rowid FROM quotes WHERE quotes MATCH ?)")
        values.append(match_expression(search))
    if about is not None:
        return _about(store, roll, find(store, roll, about, on), conditions, values)
    return tuple(as_quote(found) for found in claims_where(store, " AND ".join(conditions), values))


def as_quote(found: Found) -> Quote:
    """A statement with its speaker; its claim must be one."""
    claim = found.claim
    assert isinstance(claim, Statement)
    return Quote(claim.quote, claim.kind, found.words, found.one("speaker"), claim.speaker_text, claim.cue)


def match_expression(search: str) -> str:
    """What FTS5 takes for a reader's words: every term quoted, so that no character has a meaning of its own."""
    terms = []
    for phrase, word in _TERM.findall(search):
        text = (phrase or word).replace("\0", " ")
        if any(character.isalnum() for character in text):
            star = " *" if word.endswith("*") else ""
            terms.append(f'"{text}"{star}')
    if not terms:
        raise BadInput(f'{search!r} holds no word to search for: give words, "a phrase" or a beginning*')
    return " AND ".join(terms)


def _about(store: Store, roll: Roll, entity: Entity, conditions: list[str], values: list[object]) -> tuple[Quote, ...]:
    """Statements that name the entity, or that hold a position or a figure about it."""
    meant = {found.words.claim for found in claims_where(store, _ABOUT, [entity.id])}
    names = [name for name in names_of(store, roll, entity) if any(letter.isalnum() for letter in name)]
    either, more = [_ABOUT], list[object]([entity.id])
    if names:
        either.append("claim.id IN (SELECT rowid FROM quotes WHERE quotes MATCH ?)")
        more.append(" OR ".join(match_expression(f'"{name}"') for name in _without_marks(names)))
    found = claims_where(store, " AND ".join([*conditions, f"({' OR '.join(either)})"]), [*values, *more])
    named = _naming(names)
    made = (as_quote(item) for item in found)
    return tuple(quote for quote in made if quote.words.claim in meant or named.search(quote.quote))


def _without_marks(names: Iterable[str]) -> list[str]:
    return [re.sub(r'["“”«»„]', " ", name) for name in names]


def _naming(names: Iterable[str]) -> re.Pattern[str]:
    """The names as they are written: the index folds case, and "may" is not Mrs May."""
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or r"(?!)")
