"""`quotes`: who said what; by a speaker, about somebody or something, or with certain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from chiltern.claims import Statement
from chiltern.errors import BadInput
from chiltern.record.model import Entity, Found
from chiltern.record.queries.finding import find, names_of
from chiltern.record.queries.results import Quote
from chiltern.record.rows import claims_where, linked_to, members, names
from chiltern.record.view import View

# A term of a search: "a phrase", in any quotation marks, or a word; a star asks for all words that begin so.
_TERM = re.compile(r'["“”«»„]([^"“”«»„]*)["“”«»„]?|([^\s"“”«»„]+)')

# Statements whose characters meet those of a position or figure about the entity: "I am sorry that he leaves".
_ABOUT = """claim.id IN (
    SELECT said.id FROM links
    JOIN claims AS meant ON meant.id = links.claim_id
    JOIN claims AS said ON said.version_id = meant.version_id AND said.start < meant."end"
        AND said."end" > meant.start AND said.kind = 'statement'
    WHERE links.entity_id IN (SELECT value FROM json_each(?)) AND links.part IN ('subject', 'object', 'about')
)"""


def quotes(
    view: View,
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
    speaker: Entity | None = None
    if on is not None:
        conditions.append("(claim.valid_from IS NULL OR claim.valid_from <= ?)")
        values.append(on.isoformat())
    if by is not None:
        speaker = find(view, by, on)
        condition, more = linked_to(view, speaker, "speaker")
        conditions.append(condition)
        values += more
    if search is not None:
        conditions.append("claim.id IN (SELECT rowid FROM quotes WHERE quotes MATCH ?)")
        values.append(match_expression(search))
    if about is not None:
        found = _about(view, find(view, about, on), conditions, values)
    else:
        found = claims_where(view, " AND ".join(conditions), values)
    return tuple(as_quote(item) for item in found if speaker is None or names(item, speaker, "speaker"))


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


def _about(view: View, entity: Entity, conditions: list[str], values: list[object]) -> list[Found]:
    """Statements that name the entity, or that hold a position or a figure about it."""
    ids = msgspec.json.encode(members(view, entity)).decode()
    meant = {found.words.claim for found in claims_where(view, _ABOUT, [ids])}
    written = [name for name in names_of(view, entity) if any(letter.isalnum() for letter in name)]
    either, more = [_ABOUT], list[object]([ids])
    if written:
        either.append("claim.id IN (SELECT rowid FROM quotes WHERE quotes MATCH ?)")
        more.append(" OR ".join(match_expression(f'"{name}"') for name in _without_marks(written)))
    found = claims_where(view, " AND ".join([*conditions, f"({' OR '.join(either)})"]), [*values, *more])
    named = _naming(written)
    return [item for item in found if item.words.claim in meant or named.search(as_quote(item).quote)]


def _without_marks(names: Iterable[str]) -> list[str]:
    return [re.sub(r'["“”«»„]', " ", name) for name in names]


def _naming(names: Iterable[str]) -> re.Pattern[str]:
    """The names as they are written: the index folds case, and "may" is not Mrs May."""
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or r"(?!)")
