"""Figures of political interest: majorities, votes, numbers of members, ages, years, tallies and dates of acts.

In: the mentions of a report and its date. Out: `Figure`s in the order of the text, each with a measure of the closed
vocabulary in `words/measures.yml`, a typed value, whether it is approximate, and whom or what it is about. A number
without a measure is no figure; a date is one only beside the act or event that it dates.
"""

from __future__ import annotations

from datetime import date

from chiltern.claims import Figure, Ref
from chiltern.reading.figure_counts import Count, Counts
from chiltern.reading.figure_times import Times
from chiltern.reading.mentions import Mentions
from chiltern.reading.role_subjects import Subjects

_ABOUT = ("person", "party", "seat", "local_party", "body", "legislature")
_OF_PERSON = frozenset(["age", "MP since", "majority", "member since"])


def find_figures(mentions: Mentions, published: date | None) -> tuple[Figure, ...]:
    """The figures of a report. The same measure and value about the same is one figure: the first."""
    subjects = Subjects(mentions, None)
    counts = list(Counts(mentions.text).all())
    times = Times(mentions, published, counts)
    found = sorted([*counts, *times.all()], key=lambda c: (c.first, c.end))
    figures: list[Figure] = []
    seen: set[tuple[str, int | float | str]] = set()
    taken = -1
    for count in found:
        if count.first < taken or (count.measure, count.value) in seen:
            continue
        seen.add((count.measure, count.value))
        taken = count.end
        span = mentions.text.span(count.first, count.end)
        about = _about(mentions, subjects, count)
        figures.append(Figure(count.measure, count.value, span, about, count.approximate))
    return tuple(figures)


def _about(mentions: Mentions, subjects: Subjects, count: Count) -> Ref | None:
    """The one named last before the figure in its sentence; for a person's figure, the person."""
    begin = mentions.text.sentences[mentions.text.sentence_of[count.first]][0]
    for mention in reversed(mentions.between(begin, count.first)):
        if mention.kind == "pronoun":
            lower = mentions.text.tokens[mention.first].lower.partition("'")[0]
            person = subjects.pronoun(mention.first) if lower in ("he", "she", "his", "her") else None
            if person is not None:
                return person.ref
            continue
        entity = mention.entity
        if entity is None or entity.kind not in _ABOUT or mention.end > count.first:
            continue
        if count.measure in _OF_PERSON and entity.kind not in ("person", "described"):
            continue
        return entity.ref
    return None
