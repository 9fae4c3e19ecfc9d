"""Local parties: "Wavertree CLP", "Luton South Labour", "Luciana Berger's CLP, Liverpool Wavertree".

In: the chunks of a text. Out: the chunks with each branch's parts joined into one, known by seat and party. A branch
named by its member only takes the seat that the words add, or the one that the roll gives the member.
"""

from __future__ import annotations

from functools import cache

from chiltern import words
from chiltern.names import name_key
from chiltern.reading.chunks import Chunk
from chiltern.reading.lexicon import Known
from chiltern.reading.text import Text
from chiltern.register.roll import Roll

# Names that mean the whole party unless a seat stands before them.
_ONLY_AFTER_SEAT = frozenset(
    ["labour", "labour party", "conservatives", "liberal democrats", "lib dems", "snp", "momentum"]
)


@cache
def _terms() -> dict[tuple[str, ...], str]:
    """The words for a branch, in lower case, with the short name used in claims."""
    terms: dict[tuple[str, ...], str] = {}
    for entry in words.load("local_parties").values():
        for term in entry["terms"]:
            terms.setdefault(tuple(term.lower().split()), entry["name"])
    return terms


@cache
def _first_words() -> frozenset[str]:
    return frozenset(term[0] for term in _terms())


def merge_local_parties(text: Text, chunks: list[Chunk], roll: Roll) -> list[Chunk]:
    """The chunks, with local parties as chunks of kind `body` known as `local_party`."""
    merged: list[Chunk] = []
    skip = -1
    by_first = {chunk.first: chunk for chunk in chunks}
    for chunk in chunks:
        if chunk.first < skip:
            continue
        made = _of_seat(text, chunk) or _of_person(text, chunk, by_first, roll)
        if made is None:
            merged.append(chunk)
            continue
        owner, local = made
        if owner is not None:
            merged.append(owner)
        merged.append(local)
        skip = local.end
    return merged


def _local(first: int, end: int, name: str) -> Chunk:
    return Chunk(first, end, "body", first, Known(name, "local_party"))


def _of_seat(text: Text, chunk: Chunk) -> tuple[None, Chunk] | None:
    """ "Ilford South CLP", "Luton South Labour", "Stockport Momentum": a place, then the word for the branch."""
    if chunk.kind not in ("seat", "body", "other") or (chunk.known is not None and chunk.known.kind != "seat"):
        return None
    if _first_words().isdisjoint(text.lowers[max(0, chunk.end - 3) : chunk.end + 1]):
        return None
    tokens = text.tokens
    limit = text.sentences[text.sentence_of[chunk.first]][1]
    if tokens[chunk.end - 1].lower == "constituency" and chunk.end - chunk.first > 1 and chunk.end + 2 <= limit:
        term = _term(text, chunk.end - 1, 3)  # "Wakefield Constituency Labour Party"
        if term:
            return None, _local(chunk.first, chunk.end + 2, f"{text.words(chunk.first, chunk.end - 1)} {term}")
    for length in (3, 2, 1):
        inside = chunk.end - length
        term = _term(text, inside, length)
        if inside > chunk.first and term and tuple(t.lower for t in tokens[inside : chunk.end]) == ("clp",):
            return None, _local(chunk.first, chunk.end, f"{text.words(chunk.first, inside)} {term}")
        after = chunk.end + length
        term = _term(text, chunk.end, length) if after <= limit else None
        if term:
            written = tuple(t.lower for t in tokens[chunk.end : after])
            place = chunk.known.name if chunk.known else text.words(chunk.first, chunk.end)
            follows = tokens[after].lower if after < limit else ""
            whole_party = " ".join(written) in _ONLY_AFTER_SEAT
            if whole_party and (
                (chunk.known is None and written != ("momentum",)) or _goes_on(text, after, limit, follows)
            ):
                continue
            return None, _local(chunk.first, after, f"{place} {term}")
    return None


def _goes_on(text: Text, after: int, limit: int, follows: str) -> bool:
    """Whether the party's name only describes what comes next ("the Luton South Labour MP")."""
    if after >= limit or not text.tokens[after].is_word:
        return False
    return follows in ("mp", "mps", "group", "leader", "councillor", "councillors", "candidate", "members", "member",
                       "activists", "colleagues", "voters", "chair")  # fmt: skip


def _of_person(text: Text, chunk: Chunk, by_first: dict[int, Chunk], roll: Roll) -> tuple[Chunk, Chunk] | None:
    """ "Luciana Berger's CLP, Liverpool Wavertree": the member, the word for the branch, the seat if added."""
    tokens = text.tokens
    limit = text.sentences[text.sentence_of[chunk.first]][1]
    at = chunk.end
    if chunk.kind not in ("person", "other") or at + 1 >= limit or tokens[at].lower not in ("'s", "'"):
        return None
    for length in (3, 2, 1):
        term = _term(text, at + 1, length) if at + 1 + length <= limit else None
        if not term or " ".join(t.lower for t in tokens[at + 1 : at + 1 + length]) in _ONLY_AFTER_SEAT:
            continue
        end = at + 1 + length
        if end + 1 < limit and tokens[end].text == "," and end + 1 in by_first:
            added = by_first[end + 1]
            place = _seat_named(text, added, roll)
            if place is not None:
                return chunk, _local(at + 1, added.end, f"{place} {term}")
        seat = _seat_before(text, chunk, by_first, roll) or _seat_of(text, chunk, roll)
        owner = text.words(chunk.bare, chunk.end)
        return chunk, _local(at + 1, end, f"{seat} {term}" if seat else f"{owner}'s {term}")
    return None


def _seat_before(text: Text, chunk: Chunk, by_first: dict[int, Chunk], roll: Roll) -> str | None:
    """ "Luton South Labour, Gavin Shuker's CLP": the branch just named is the same one."""
    if chunk.first < 2 or text.tokens[chunk.first - 1].text != ",":
        return None
    for first in range(chunk.first - 2, max(-1, chunk.first - 9), -1):
        if first in by_first:
            place = _seat_named(text, by_first[first], roll)
            if place is not None:
                return place
    return None


def _seat_named(text: Text, chunk: Chunk, roll: Roll) -> str | None:
    if chunk.known is not None:
        return chunk.known.name if chunk.known.kind == "seat" else None
    key = name_key(text.words(chunk.first, chunk.end))
    return next((seat.name for seat in roll.seats_by_name(key) if name_key(seat.name) == key), None)


def _seat_of(text: Text, chunk: Chunk, roll: Roll) -> str | None:
    people = roll.people_by_name(name_key(text.words(chunk.bare, chunk.end)))
    seats = {tenure.seat for person in people for tenure in roll.tenures_of(person.id)}
    return roll.seats[seats.pop()].name if len(seats) == 1 else None


def _term(text: Text, first: int, length: int) -> str | None:
    if not 0 <= first <= len(text.tokens) - length or text.lowers[first] not in _first_words():
        return None
    return _terms().get(tuple(text.lowers[first : first + length]))
