"""Which country a report is about, as far as its words tell.

In: a text and its names. Out: the country whose parties and telling words it names most; None where it names none.
"""

from __future__ import annotations

from collections import Counter

from chiltern.reading.chunks import Chunk
from chiltern.reading.lexicon import telling_words
from chiltern.reading.text import Text


def country_of(text: Text, chunks: list[Chunk]) -> str | None:
    """The country of most party names, each telling word of `words/countries.yml` counting twice."""
    counts = Counter(chunk.known.country for chunk in chunks if chunk.known is not None and chunk.known.country)
    countries, finder = telling_words()
    counts.update(dict.fromkeys(countries, 0))
    for number in {match[0] for match in finder.find_matches_as_indexes(text.body, overlapping=True)}:
        counts[countries[number]] += 2
    return counts.most_common(1)[0][0] if counts else None
