"""Which country a report is about, as far as its words tell, and the short names that mean a party there.

In: a text and its names. Out: the country whose parties and telling words it names most, None where it names none; and
the same names with those read as that country reads them ("Congress" in India, "National" in New Zealand).
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import msgspec

from chiltern import words
from chiltern.reading.chunks import Chunk
from chiltern.reading.lexicon import Known, telling_words
from chiltern.reading.text import Text


def country_of(text: Text, chunks: list[Chunk]) -> str | None:
    """The country of most party names, each telling word of `words/countries.yml` counting twice."""
    counts = Counter(chunk.known.country for chunk in chunks if chunk.known is not None and chunk.known.country)
    countries, finder = telling_words()
    counts.update(dict.fromkeys(countries, 0))
    for number in {match[0] for match in finder.find_matches_as_indexes(text.body, overlapping=True)}:
        counts[countries[number]] += 2
    return counts.most_common(1)[0][0] if counts else None


def as_at_home(text: Text, chunks: list[Chunk], country: str | None) -> list[Chunk]:
    """The chunks, the short names among them that mean a party or body of the country known as that."""
    names = _names_in(country) if country is not None else {}
    if not names:
        return chunks
    return [
        msgspec.structs.replace(chunk, kind="party" if known.kind == "party" else "body", known=known)
        if chunk.kind != "person" and (known := names.get(text.words(chunk.first, chunk.end))) is not None
        else chunk
        for chunk in chunks
    ]


@cache
def _names_in(country: str) -> dict[str, Known]:
    parties = words.load("parties").get(country, {})
    told: dict[str, str] = words.load("countries").get(country, {}).get("names", {})
    return {
        short: Known(name, "party", None, country) if name in parties else Known(name, "body")
        for short, name in told.items()
    }
