"""Acts as English words, one table for every page: an act and what it is of go in, a phrase comes out.

The phrase reads after "a position on" and after a stance: "leaving the Labour Party", "giving up a seat: Ilford South".
"""

from __future__ import annotations

from collections.abc import Sequence

from chiltern.claims import Act
from chiltern.cli.plain import listed
from chiltern.names import fold

ACTS: dict[Act, str] = {
    "leave": "leaving",
    "join": "joining",
    "form": "forming a party",
    "remove": "removals",
    "resign_seat": "giving up a seat",
    "confidence_vote": "votes of confidence",
    "select": "selecting candidates",
    "stand": "standing for election",
    "lead": "leading",
    "referendum": "a referendum",
    "election": "an election",
}
# Of these the object stands right after the word: one leaves a party, and gives up a seat: Ilford South.
_WITH_OBJECT: dict[Act, str] = {"leave": "leaving", "join": "joining", "form": "forming", "lead": "leading"}
# Names that end in a common noun take "the": the Labour Party, but Change UK, Plaid Cymru.
_NOUNS = """
alliance association bench bloc coalition congress conservatives democrats federation front greens group league movement
party union
"""
_COMMON = frozenset(_NOUNS.split())


def with_article(name: str) -> str:
    """A name as it stands in a sentence: "the Labour Party", "Change UK"."""
    words = fold(name).split()
    return f"the {name}" if len(words) > 1 and words[-1] in _COMMON and words[0] != "the" else name


def act_and_party(act: Act, party: str | None) -> str:
    """An act as far as it concerns a party. Only leaving is sure to be of that party itself."""
    if party is None:
        return ACTS[act]
    return f"leaving {with_article(party)}" if act == "leave" else f"{ACTS[act]} ({party})"


def says_more(act: Act, name: str) -> bool:
    """Whether an object's name tells anything beside the act: a referendum called "referendum" does not."""
    return fold(name) != act


def act_and_objects(act: Act, objects: Sequence[str]) -> str:
    """An act with what it is of."""
    named = [name for name in objects if says_more(act, name)]
    if not named:
        return ACTS[act]
    if act in _WITH_OBJECT:
        return f"{_WITH_OBJECT[act]} {listed([with_article(name) for name in named])}"
    return f"{ACTS[act]}: {listed(named)}"
