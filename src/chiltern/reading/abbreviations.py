"""Short names that a report introduces: "African Action Congress (AAC)", "a new party called Veritas".

In: a text and its names. Out: each short name with the chunk that names it in full and the kind of thing it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from chiltern.claims import EntityKind
from chiltern.reading.chunks import Chunk
from chiltern.reading.text import Text


def introduced(text: Text, chunks: list[Chunk]) -> Iterator[tuple[str, Chunk, EntityKind]]:
    """Capitals that spell a longer name's initials, and names that the report calls a party's."""
    spelt: dict[str, Chunk] = {}
    for chunk in chunks:
        if chunk.kind in ("party", "body", "other") and chunk.end - chunk.first > 1:
            letters = [t.text[0] for t in text.tokens[chunk.first : chunk.end] if t.capital]
            spelt.setdefault("".join(letters), chunk)
    for chunk in chunks:
        written = text.words(chunk.first, chunk.end)
        if chunk.kind == "other" and 2 <= len(written) <= 5 and written.isupper() and written in spelt:
            full = spelt[written]
            yield written, full, "party" if full.kind == "party" else "body"
        elif chunk.kind in ("other", "body") and _called_a_party(text, chunk):
            yield written, chunk, "party"


def _called_a_party(text: Text, chunk: Chunk) -> bool:
    before = text.lowers[max(0, chunk.first - 4) : chunk.first]
    called = len(before) > 1 and before[-1] in ("called", "named") and "party" in before
    return called or before[-2:] == ["party", "("]
