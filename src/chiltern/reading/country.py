"""Which country a report is about, as far as its words tell.

In: a text and its names. Out: the country whose parties and telling words it names most; None where it names none.
"""

from __future__ import annotations

from collections import Counter

from chiltern import words
from chiltern.reading.chunks import Chunk
from chiltern.reading.text import Text


def country_of(text: Text, chunks: list[Chunk]) -> str | None:
    """The country of most party names, each telling word of `words/countries.yml` counting twice."""
    counts = Counter(chunk.known.country for chunk in chunks if chunk.known is not None and chunk.known.country)
    for country, entry in words.load("countries").items():
        counts[country] += sum(2 for word in entry["words"] if word in text.body)
    return counts.most_common(1)[0][0] if counts else None
