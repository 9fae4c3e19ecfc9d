"""Whom a pronoun means: the one in mind where it stands, of the right number and gender.

In: a pronoun, who speaks the words it stands in, and who was in mind before. Out: an entity, or None rather than a
guess between kinds.
"""

from __future__ import annotations

from collections.abc import Sequence

from chiltern import words
from chiltern.reading.cast import Entity
from chiltern.reading.mention import Mention, MentionIndex

FIRST_PERSON = frozenset(["i", "me", "my", "myself", "we", "us", "our", "ourselves"])
_GENDERED: dict[str, list[str]] = words.load("people")["gendered"]
_PLURAL = frozenset(["they", "them", "their", "themselves"])
_BODIES = ("party", "local_party", "body")


def meant_by(
    index: MentionIndex,
    mention: Mention,
    speaker: Entity | None,
    previous: Sequence[Entity],
    others: Sequence[Entity | None] = (),
) -> Entity | None:
    """The entity meant. `speaker` is whoever speaks the words around it, `previous` who was in mind, latest last.

    `others` are people whom it cannot mean ("X asked her": not X).
    """
    word = index.text.tokens[mention.first].lower.partition("'")[0]
    if word in FIRST_PERSON:
        return speaker
    begin = index.text.units[index.text.unit_of[mention.first]][0]
    here = [
        m.entity
        for m in index.outermost(begin, mention.first)
        if m.kind != "pronoun" and m.entity is not None and m.entity is not speaker and m.entity not in others
    ]
    if word in _PLURAL:
        return _several(here, previous, word == "they")
    gender = next((gender for gender, forms in _GENDERED.items() if word in forms), None)
    if gender is None:
        return next((e for e in reversed(previous) if e.kind in _BODIES), None) if word in ("it", "its") else None
    kinds = ("person", "described") if word in ("he", "she") else ("person",)
    opening = here[0] if here and here[0].kind == "described" and _opens(index, begin, here[0]) else None
    if opening is not None and opening.gender in (None, gender) and word in ("he", "she"):
        return opening
    fitting = [e for e in here if e.kind == "person" and e.gender in (None, gender)]
    if fitting:
        return fitting[0]
    recent: list[Entity] = list(reversed(previous))
    if word in ("him", "her", "his") or speaker is not None:
        recent = [*_named_just_before(index, mention), *recent]
    out = (speaker, *others)
    found = next((e for e in recent if e not in out and e.kind in kinds and e.gender in (None, gender)), None)
    if found is None:
        told = {e for e in _named_just_before(index, mention) if e not in out and e.kind == "person"}
        fitting = [e for e in told if e.gender == gender]
        found = fitting[0] if len(fitting) == 1 else None
    return found


def _opens(index: MentionIndex, begin: int, entity: Entity) -> bool:
    """ "The Taoiseach said he …": somebody not named is the subject with which the sentence begins."""
    definite = index.text.lowers[begin] == "the"
    return definite and any(m.entity is entity and m.first == begin for m in index.between(begin, begin + 1))


def _named_just_before(index: MentionIndex, mention: Mention) -> list[Entity]:
    """Everybody named in the sentence before, the last first."""
    unit = index.text.unit_of[mention.first]
    last = index.between(*index.text.units[unit - 1]) if unit else []
    return [m.entity for m in reversed(last) if m.entity is not None and m.kind == "name"]


def _several(here: list[Entity], previous: Sequence[Entity], subject: bool) -> Entity | None:
    """Whom "they", "them" or "their" means: people before bodies, but a body that "they" follows as subject."""
    if subject and here and here[0].kind in _BODIES:
        return here[0]
    plural = [e for e in here if e.plural or e.kind == "group"]
    if plural:
        return plural[0]
    found = next((e for e in reversed(previous) if e.plural or e.kind == "group"), None)
    return found or next((e for e in (*here, *reversed(previous)) if e.kind in _BODIES), None)
