"""The English of acts, stances and numbers, one table for every page, on a terminal and in a browser.

A phrase for an act reads after "a position on" and after a stance: "leaving the Labour Party", "giving up a seat:
Ilford South".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chiltern.claims import Act, Stance
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
# What holders of a stance do, in a reader's words.
MEANING: Mapping[Stance, str] = {
    "done": "did it, or are reported to have",
    "intends": "say they will",
    "rules_out": "say they will not",
    "leaves_open": "do not rule it out",
    "conditional": "would, if",
    "demands": "call on somebody to",
    "supports": "are for it",
    "opposes": "are against it",
    "welcomes": "are glad of it",
    "regrets": "are sorry about it",
    "condemns": "blame it",
    "expects": "predict it",
}
# What those did who moved.
DID: Mapping[str, str] = {"leave": "left", "join": "joined", "form": "formed", "resign_seat": "gave up the seat"}
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


def plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A, B and C"; nothing for none."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def spoken(word: str) -> str:
    """An act or stance as words: `resign_seat` is "resign seat"."""
    return word.replace("_", " ")
