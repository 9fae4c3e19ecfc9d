"""Figures of political interest: majorities, votes, numbers of members, ages, years, tallies and dates of acts.

In: the mentions of a report and its date. Out: `Figure`s in the order of the text, each with a measure of the closed
vocabulary in `words/measures.yml`, a typed value, whether it is approximate, and whom or what it is about. A number
without a measure is no figure; a date is one only beside the act or event that it dates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from chiltern import words
from chiltern.claims import Figure, Ref
from chiltern.reading.dated import number_starts
from chiltern.reading.figure_counts import Count, Counts
from chiltern.reading.figure_majorities import Majorities
from chiltern.reading.figure_times import Times
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.role_subjects import Subjects

_ABOUT = ("person", "party", "seat", "local_party", "body", "legislature")
_OF_PERSON = frozenset(
    ["age", "age at joining", "age at election", "years since joining", "MP since", "majority", "member since"]
)
# Of a person's own are none of these: "Jo Bloggs, joined by six other MPs" counts the others.
_OF_PEOPLE = frozenset(["MPs", "lawmakers", "councillors", "members", "office holders", "candidates", "people"])
# What stands behind these is an office, and the sentence's subject holds it ("has served as the Quill MP since").
_PREDICATES = frozenset(["as", "is", "was", "been", "be", "became", "become", "remains", "remained"])
_UNITS: dict[str, str] = words.load("measures")["units"]


def find_figures(mentions: Mentions, published: date | None) -> tuple[Figure, ...]:
    """The figures of a report. The same measure and value about the same is one figure: the first."""
    subjects = Subjects(mentions, None)
    numbers = number_starts(mentions.text)
    majorities = list(Majorities(mentions, numbers).all())
    counts = _in_order([*majorities, *_apart(Counts(mentions.text, numbers).all(), majorities)])
    found = _in_order([*counts, *Times(mentions, published, counts, numbers).all()])
    figures: list[Figure] = []
    seen: set[tuple[str, int | float | str]] = set()
    taken = -1
    for count in found:
        if count.first < taken or (count.measure, count.value) in seen:
            continue
        seen.add((count.measure, count.value))
        taken = count.end
        span = mentions.text.span(count.first, count.end)
        about = count.about or _about(mentions, subjects, count)
        measure = _measure(mentions, count, about)
        unit = count.unit or _UNITS.get(measure)
        figures.append(Figure(measure, count.value, span, about, count.approximate, unit))
    return tuple(figures)


def _in_order(counts: list[Count]) -> list[Count]:
    return sorted(counts, key=lambda c: (c.first, c.end))


def _apart(counts: Iterable[Count], majorities: list[Count]) -> Iterator[Count]:
    """The counts that do not lie in a majority's words: its number counts nothing else."""
    firsts = [majority.first for majority in majorities]
    for count in counts:
        at = bisect_left(firsts, count.end) - 1
        if at < 0 or majorities[at].end <= count.first:
            yield count


def _measure(mentions: Mentions, count: Count, about: Ref | None) -> str:
    """The members of a parliamentary group are members of parliament."""
    if count.measure != "members" or about is None or about.id is None or about.kind != "party":
        return count.measure
    party = mentions.roll.parties.get(about.id)
    return "MPs" if party is not None and party.kind == "group" else count.measure


def _about(mentions: Mentions, subjects: Subjects, count: Count) -> Ref | None:
    """The one named last before the figure in its sentence; for a person's figure, the person."""
    begin = mentions.text.sentences[mentions.text.sentence_of[count.first]][0]
    place = _voters_of(mentions, count)
    if place is not None:
        return place
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
        if entity.kind == "person" and (count.measure in _OF_PEOPLE or _is_predicate(mentions, mention)):
            continue
        if count.measure in _OF_PERSON and entity.kind not in ("person", "described"):
            place = place or (entity.ref if count.measure == "majority" and entity.kind == "seat" else None)
            continue
        return entity.ref
    return place


def _is_predicate(mentions: Mentions, mention: Mention) -> bool:
    """An office without a name, which the sentence gives to its subject."""
    phrase = mention.phrase
    if phrase is None or mention.end > phrase.end or mention.first < phrase.first or not mention.first:
        return False
    return mentions.text.tokens[mention.first - 1].lower in _PREDICATES


def _voters_of(mentions: Mentions, count: Count) -> Ref | None:
    """ "35,000 people in Wavertree voted": the seat whose people these are."""
    if count.measure not in ("votes", "people"):
        return None
    inside = (m.entity for m in mentions.between(count.first, count.end) if m.entity is not None)
    return next((entity.ref for entity in inside if entity.kind == "seat"), None)
