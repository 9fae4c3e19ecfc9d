"""The same words given to two different people: somebody is named as the speaker of what another said."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from chiltern.claims import Span
from chiltern.names import surname
from chiltern.reading.quotations import find_quotations
from chiltern.record.model import Entity
from chiltern.record.reconcile.model import Conflict, Side
from chiltern.record.reconcile.places import Place, gathered
from chiltern.record.reconcile.said import Said, View
from chiltern.record.reconcile.statements import same_speaker
from chiltern.record.reconcile.wording import is_content, words_of

# Words in a row that nobody says by chance, and how many of them must have a sense and be rare.
SHORTEST_RUN = 8
_FEWEST_CONTENT = 4
_FEWEST_TELLING = 3
# Words that more people than this are quoted with are a slogan, or a text that all of them signed.
_MOST_SPEAKERS = 3
# Statements that share one run and are compared with each other.
_MOST_ALIKE = 40
_REASON = "The same words stand in quotation marks as said by different people."


def attribution_conflicts(statements: Sequence[Said]) -> tuple[Conflict, ...]:
    """The runs of words in quotation marks that different named people are given as having said, a conflict each.

    Speakers who are quoted jointly, somebody who quotes another, and slogans of many make none. The order of the
    statements is no matter; the time grows with their words.
    """
    listed = sorted((each for each in statements if _named(each)), key=lambda each: each.order)
    jointly = _joint(listed)
    edges = [
        (Place(i, *ours), Place(j, *theirs))
        for i, j in sorted(_pairs(listed))
        if _differ(listed[i], listed[j], jointly) and (runs := _longest_run(listed[i].quoted, listed[j].quoted))
        for ours, theirs in (runs,)
        if not _nested(listed[i], ours) and not _nested(listed[j], theirs)
    ]
    conflicts = [_conflict([(listed[place.text], place) for place in hulls.values()]) for hulls in gathered(edges)]
    return tuple(sorted((found for found in conflicts if found), key=lambda found: found.digest))


def _named(statement: Said) -> bool:
    return statement.speaker is not None and statement.speaker.kind == "person"


def _joint(listed: Iterable[Said]) -> dict[tuple[int, tuple[Span, ...]], list[Entity]]:
    """Everybody whom a report gives one passage to."""
    found: defaultdict[tuple[int, tuple[Span, ...]], list[Entity]] = defaultdict(list)
    for each in listed:
        if each.speaker is not None:
            found[each.report.id, each.segments].append(each.speaker)
    return found


def _pairs(listed: Sequence[Said]) -> set[tuple[int, int]]:
    """Statements of which each has a run of the same six words in marks."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, each in enumerate(listed):
        norms = each.quoted.norms
        for run in {tuple(norms[at : at + SHORTEST_RUN]) for at in range(len(norms) - SHORTEST_RUN + 1)}:
            if len(holders[run]) < _MOST_ALIKE:
                holders[run].append(number)
    return {(i, j) for found in holders.values() for at, i in enumerate(found) for j in found[at + 1 :]}


def _differ(one: Said, other: Said, jointly: dict[tuple[int, tuple[Span, ...]], list[Entity]]) -> bool:
    """Whether no speaker of one can be a speaker of the other, and neither quotes the other.

    One report that gives its own words to two people has somebody quote the other, or is misread.
    """
    if one.report.id == other.report.id or _names(one, other) or _names(other, one):
        return False
    ours, theirs = (jointly[each.report.id, each.segments] for each in (one, other))
    return all(same_speaker(first, second) is None for first in ours for second in theirs)


def _names(statement: Said, other: Said) -> bool:
    """Whether a statement names the other's speaker, as one does who quotes somebody."""
    assert other.speaker is not None
    named = {word.norm for word in words_of(surname(other.speaker.name))}
    return not named.isdisjoint(statement.whole.norms) or not {f"{norm}s" for norm in named}.isdisjoint(
        statement.whole.norms
    )


def _longest_run(one: View, other: View) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The longest run of both that says enough, as ranges of words."""
    best: tuple[int, int, int] | None = None
    reached: dict[int, int] = {}
    for first, norm in enumerate(one.norms):
        for second in other.places.get(norm, ()):
            if reached.get(second - first, -1) > first:
                continue
            low, high = _grown(one.norms, other.norms, first, second)
            reached[second - first] = first + high
            ranked = (low + high, low - first, low - second)
            if (best is None or ranked > best) and _says_enough(one, first - low, first + high):
                best = ranked
    if best is None:
        return None
    length, first, second = best[0], -best[1], -best[2]
    return (first, first + length), (second, second + length)


def _grown(ours: Sequence[str], theirs: Sequence[str], first: int, second: int) -> tuple[int, int]:
    """How many words before and from a place on both have in common."""
    low = high = 0
    while first > low and second > low and ours[first - low - 1] == theirs[second - low - 1]:
        low += 1
    while first + high < len(ours) and second + high < len(theirs) and ours[first + high] == theirs[second + high]:
        high += 1
    return low, high


def _says_enough(view: View, first: int, end: int) -> bool:
    content = sum(map(is_content, view.norms[first:end]))
    return end - first >= SHORTEST_RUN and content >= _FEWEST_CONTENT and view.telling(first, end) >= _FEWEST_TELLING


def _nested(statement: Said, run: tuple[int, int]) -> bool:
    """Whether the run stands in marks inside the quotation: the speaker quotes somebody."""
    start, end = statement.quoted.words[run[0]].start, statement.quoted.words[run[1] - 1].end
    for segment in statement.segments:
        if not segment.start <= start < segment.end:
            continue
        text = statement.characters(segment.start, segment.end)
        marks = find_quotations(text, [Span(0, len(text))])
        least = 0 if statement.kind == "direct" else 1
        inner = [mark.inner for mark in marks if mark.depth >= least]
        return any(mark.start <= start - segment.start and end - segment.start <= mark.end for mark in inner)
    return False


def _conflict(found: Sequence[tuple[Said, Place]]) -> Conflict | None:
    sides: defaultdict[str, list[tuple[Said, Span]]] = defaultdict(list)
    for each, place in found:
        assert each.speaker is not None
        words = each.quoted.words[place.first : place.end]
        sides[each.speaker.name].append((each, Span(words[0].start, words[-1].end)))
    if not 2 <= len(sides) <= _MOST_SPEAKERS:
        return None
    listed = []
    for name, passages in sorted(sides.items()):
        ordered = sorted(passages, key=lambda pair: pair[0].order)
        listed.append(Side(name, tuple(each.passage(span) for each, span in ordered)))
    run = min(" ".join(each.quoted.norms[place.first : place.end]) for each, place in found)
    shown = min(" ".join(passage.text.split()) for side in listed for passage in side.words)
    mark = hashlib.blake2b(run.encode(), digest_size=6).hexdigest()
    about = f"“{shown[:200]}”: " + " or ".join(side.value for side in listed)
    return Conflict("attribution", "hard", f"words:{mark}", about, _REASON, tuple(listed))
