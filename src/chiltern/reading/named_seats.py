"""Seats that no roll knows: "the Mt Cargill MP", "MLA for Peace Foothills", "who represents Darling Plains".

In: the chunks of a text. Out: the same chunks, those that the words beside them make a seat known as one, wherever
the same name stands. A party, a body of the lists and a name before "MP" that may be the member's own are left alone.
"""

from __future__ import annotations

import msgspec

from chiltern import words
from chiltern.reading.chunks import Chunk
from chiltern.reading.given_names import GivenNames
from chiltern.reading.lexicon import Known
from chiltern.reading.text import Text

_MEMBERS = frozenset(
    form.lower()
    for noun, forms in words.load("people")["offices"].items()
    if noun in words.load("roles")["seat_members"]
    for form in forms
)
_TITLES = frozenset(
    title
    for title, told in words.load("people")["titles"].items()
    if told.get("office") in ("senator", "representative")
)
_FOR = words.word_set("roles", "sitting_for")
_HELD = frozenset(["holds", "held", "won", "took"])
_LEGISLATURES = words.word_set("roles", "legislatures")


def name_seats(text: Text, chunks: list[Chunk], given: GivenNames) -> list[Chunk]:
    """The chunks, with the seats among them known as seats. `given` are given names: "Mike Gapes MP" is no seat."""
    firsts = {chunk.first: chunk for chunk in chunks}
    names = {
        _name(text, chunk)
        for chunk in chunks
        if _may_be(text, chunk) and (_after_member(text, chunk) or _before_member(text, chunk, firsts, given))
    }
    titled = {chunk.end for chunk in chunks if chunk.title in _TITLES}
    names |= {_name(text, chunk) for chunk in chunks if _may_be(text, chunk) and _in_brackets(text, chunk, titled)}
    names |= {name for chunk in chunks if (name := _of_branch(text, chunk))}
    if not names:
        return chunks
    return [
        msgspec.structs.replace(chunk, kind="seat", known=Known(name, "seat"))
        if _may_be(text, chunk) and (name := _name(text, chunk)) in names
        else chunk
        for chunk in chunks
    ]


def _in_brackets(text: Text, chunk: Chunk, titled: set[int]) -> bool:
    """ "Senator Jo Bloggs (Anambra North)": a name in brackets behind a member's."""
    tokens = text.tokens
    closed = chunk.end < len(tokens) and tokens[chunk.end].text == ")"
    return closed and chunk.end - chunk.first > 1 and tokens[chunk.first - 1].text == "(" and chunk.first - 1 in titled


def _of_branch(text: Text, chunk: Chunk) -> str:
    """ "Luton Hills" of "Luton Hills CLP"; empty for any other name."""
    named = chunk.known is None and chunk.end - chunk.first > 1 and text.tokens[chunk.end - 1].lower == "clp"
    return " ".join(text.words(chunk.first, chunk.end - 1).split()) if named else ""


def _name(text: Text, chunk: Chunk) -> str:
    return " ".join(text.words(chunk.first, chunk.end).split())


def _may_be(text: Text, chunk: Chunk) -> bool:
    if chunk.known is not None or chunk.title is not None:
        return False
    last = text.tokens[chunk.end - 1]
    return last.lower not in _LEGISLATURES and not last.text.isupper()


def _after_member(text: Text, chunk: Chunk) -> bool:
    """ "MP for X", "the member for X", "who has represented X", "sits for X"."""
    tokens = text.tokens
    at = chunk.first - 1
    if at > 0 and tokens[at].lower == "the":
        at -= 1
    if at < 1 or chunk.first - 1 < text.sentences[text.sentence_of[chunk.first]][0]:
        return False
    if tokens[at].lower == "for":
        return tokens[at - 1].lower in _MEMBERS | {"member", "sits", "sat", "sit", "sitting"}
    if tokens[at].lower == "from" and tokens[at - 1].lower in _MEMBERS and not tokens[at - 1].text.endswith("s"):
        return chunk.kind != "body"
    held = tokens[at].lower in _HELD and any(token.lower == "majority" for token in tokens[chunk.end : chunk.end + 4])
    return (held or tokens[at].lower in _FOR) and chunk.end - chunk.first > 1 and chunk.kind != "body"


def _before_member(text: Text, chunk: Chunk, firsts: dict[int, Chunk], given: GivenNames) -> bool:
    """ "Mt Cargill MP Aroha Te Whare", "the Mt Cargill MP": not "Mike Gapes MP", not "Ontario MPs"."""
    tokens = text.tokens
    at = chunk.end
    if at >= len(tokens) or tokens[at].lower not in _MEMBERS or tokens[at].text.endswith("s"):
        return False
    if tokens[chunk.first].lower in given:
        return False
    holder = firsts.get(at + 1)
    before = tokens[chunk.first - 1].lower if chunk.first else ""
    if before == "the":
        return True
    return holder is not None and holder.kind == "person" and chunk.end - chunk.first > 1
