"""Where versions of one statement differ in their words: misquotations, house spellings, a plan given to another.

What stands inside quotation marks is what was said, so two versions that differ there cannot both be right, unless
dots or brackets say that words were left out or put in. A shorter quotation is no difference, nor are marks.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations
from typing import Literal, NamedTuple

from chiltern.claims import Span
from chiltern.record.reconcile.aligned import Alignment, Placed
from chiltern.record.reconcile.evidence import excused
from chiltern.record.reconcile.model import Conflict, Side, Strength
from chiltern.record.reconcile.places import Place, gathered
from chiltern.record.reconcile.said import Said, View
from chiltern.record.reconcile.spelling import plain_case, spelt_apart
from chiltern.record.reconcile.statements import aligned
from chiltern.record.reconcile.subjects import other_subject
from chiltern.record.reconcile.wording import is_content, negations, number_of

Level = Literal["hard", "slip", "spelling"]
# Different versions of one statement that are compared with each other, the oldest first, and their words together.
_MOST_VERSIONS = 16
_MOST_WORDS = 4000
# A change at either end of a piece is believed up to so many words: beyond it, the place is in doubt.
_LONGEST_END = 2
# So many words in a row are nobody else's.
_CERTAIN = 8
# A longer run that one side lacks must stand between two runs of some length.
_LONGEST_LOOSE = 4
_REASONS: dict[Level, tuple[Strength, str]] = {
    "hard": ("hard", "The words inside the quotation marks differ: only one wording can be what was said."),
    "slip": ("wording", "Little words inside the quotation marks differ; the sense is the same."),
    "spelling": ("spelling", "The same words in another spelling or with other capital letters."),
}
_SUBJECT = "The same words are quoted, but one report gives them to somebody else to do."


# For each version and each other one, by their numbers: where equal words begin and end, and how far away they stand.
_Runs = defaultdict[int, dict[int, list[tuple[int, int, int]]]]
_FAR = 1 << 60


class _Edge(NamedTuple):
    level: Level
    one: Place
    other: Place


def wording_conflicts(group: Sequence[Said]) -> tuple[Conflict, ...]:
    """The places at which the versions of one statement differ, a conflict each; the group's order is no matter."""
    members = _versions(group)
    listed = [same[0] for same in members]
    alignments: dict[tuple[int, int], Alignment] = {}
    for i, j in combinations(range(_affordable(listed)), 2):
        found = aligned(listed[i], listed[j])
        if found is not None and found.a_view is found.a.quoted:
            alignments[(i, j) if found.a is listed[i] else (j, i)] = found
    runs = _equal_runs(alignments)
    edges: list[_Edge] = []
    conflicts: list[Conflict] = []
    for (i, j), found in alignments.items():
        edges += [edge for edge in _edges(found, i, j) if not _two_places(edge, runs)]
    for level in _REASONS:
        for hulls in gathered((edge.one, edge.other) for edge in edges if edge.level == level):
            conflict = _conflict(level, _carried(hulls, runs), members)
            conflicts += [conflict] if conflict else []
    conflicts += _subjects(alignments.values(), {same[0].claim: same for same in members})
    return tuple(sorted({found.digest: found for found in conflicts}.values(), key=lambda found: found.digest))


def _affordable(listed: Sequence[Said]) -> int:
    """How many versions are compared, so that the work for one group stays within some tenths of a second."""
    words = list(accumulate(len(each.quoted.norms) for each in listed[:_MOST_VERSIONS]))
    return max(min(2, len(words)), bisect_right(words, _MOST_WORDS))


def _versions(group: Iterable[Said]) -> list[list[Said]]:
    """The members that print the same characters together, oldest first: a hundred papers may print one wire text."""
    versions: defaultdict[tuple[object, ...], list[Said]] = defaultdict(list)
    for member in sorted(group, key=lambda each: each.order):
        speaker = member.speaker
        inside = tuple(Span(part.start - member.start, part.end - member.start) for part in member.segments)
        versions[member.kind, member.text, inside, speaker and (speaker.name, speaker.kind, speaker.id)].append(member)
    return list(versions.values())


def _edges(found: Alignment, a: int, b: int) -> Iterable[_Edge]:
    """The differing places of two versions, by their numbers."""
    # Of two reports that may mean different speakers, words that only nearly agree prove nothing.
    one_speaker = found.agreement == "same" or found.a.report.id == found.b.report.id
    for piece in found.placed:
        if not one_speaker and not (piece.full and piece.equal >= _CERTAIN):
            continue
        for number, code in enumerate(piece.codes):
            if code.equal:
                for i, j in spelt_apart(found, code):
                    yield _Edge("spelling", Place(a, i, i + 1), Place(b, j, j + 1))
            elif (level := _level(found, piece, number)) is not None:
                yield _Edge(level, Place(a, code.a0, code.a1), Place(b, code.b0, code.b1))


def _carried(hulls: dict[int, Place], runs: _Runs) -> dict[int, Place]:
    """The same place also in versions that agree with one of the sides, so that each side names all its reports."""
    carried = dict(hulls)
    for place in hulls.values():
        for there in _elsewhere(place, runs):
            carried.setdefault(there.text, there)
    return carried


def _equal_runs(alignments: dict[tuple[int, int], Alignment]) -> _Runs:
    """The runs that each version shares with each other one, in order."""
    runs: _Runs = defaultdict(dict)
    for (a, b), found in sorted(alignments.items()):
        equal = [code for piece in found.placed for code in piece.codes if code.equal]
        runs[a][b] = sorted((code.a0, code.a1, code.b0 - code.a0) for code in equal)
        runs[b][a] = sorted((code.b0, code.b1, code.a0 - code.b0) for code in equal)
    return runs


def _elsewhere(place: Place, runs: _Runs) -> Iterator[Place]:
    """The same words in the versions that have them in place."""
    # Of an empty place, between two words, both words must be there.
    edge = place.first == place.end
    for other, shared in runs[place.text].items():
        at = bisect_right(shared, (place.first - edge, _FAR, 0)) - 1
        if at >= 0 and place.end + edge <= shared[at][1]:
            yield Place(other, place.first + shared[at][2], place.end + shared[at][2])


def _two_places(edge: _Edge, runs: _Runs) -> bool:
    """Whether a third version has both wordings, each at a place of its own: two sentences that are alike."""
    if edge.level == "spelling":
        return False
    ours = {there.text: there for there in _elsewhere(edge.one, runs)}
    return any(ours.get(there.text, there) != there for there in _elsewhere(edge.other, runs))


def _level(found: Alignment, piece: Placed, number: int) -> Level | None:
    """How grave a difference is; None for one that no report need answer for."""
    code = piece.codes[number]
    ours, theirs = found.a_view.norms[code.a0 : code.a1], found.b_view.norms[code.b0 : code.b1]
    if excused(found, code):
        return None
    if number in (0, len(piece.codes) - 1):
        if not (0 < len(ours) <= _LONGEST_END and 0 < len(theirs) <= _LONGEST_END and piece.longest >= 2):
            return None
        if not any(map(is_content, (*ours, *theirs))):
            return None
    elif found.a.kind == "direct" and any(word.opens for word in found.b_view.words[code.b0 + 1 : code.b1 + 1]):
        # The words of two sentences run together: the one between them need not be a version of anything.
        return None
    elif max(len(ours), len(theirs)) > _LONGEST_LOOSE:
        around = (piece.codes[number - 1], piece.codes[number + 1])
        if any(run.a1 - run.a0 < 3 for run in around):
            return None
    return _gravity(ours, theirs)


def _gravity(ours: Sequence[str], theirs: Sequence[str]) -> Level:
    if "".join(ours) == "".join(theirs) or [number_of(norm) for norm in ours] == [number_of(norm) for norm in theirs]:
        return "spelling"
    if set(ours) & negations() != set(theirs) & negations():
        return "hard"
    return "hard" if any(map(is_content, (*ours, *theirs))) else "slip"


# -- from places to conflicts


def _conflict(level: Level, hulls: dict[int, Place], members: Sequence[Sequence[Said]]) -> Conflict | None:
    sides = _neighbours([(members[number][0].quoted, place) for number, place in hulls.items()])
    by_value: defaultdict[str, list[tuple[Said, Span]]] = defaultdict(list)
    for number, place in sorted(hulls.items()):
        key = _key(level, members[number][0], place)
        for member in members[number]:
            by_value[key].append((member, _widened(member.quoted, place, *sides)))
    strength, reason = _REASONS[level]
    sentences = [_sentence(members[number][0].quoted, place) for number, place in hulls.items()]
    return made(strength, reason, by_value.values(), max(sentences, key=lambda norms: (len(norms), norms)))


def _key(level: Level, shown: Said, place: Place) -> str:
    """What the sides of a conflict are told apart by: the words, or where only spelling differs the characters."""
    words = shown.quoted.words[place.first : place.end]
    if level == "spelling":
        return plain_case(shown.characters(words[0].start, words[-1].end))
    return " ".join(word.norm for word in words)


def made(
    strength: Strength, reason: str, sides: Iterable[Sequence[tuple[Said, Span]]], sentence: Sequence[str]
) -> Conflict | None:
    """A conflict of wording from its sides; None where there is but one. `sentence` says which place it is."""
    listed: list[Side] = []
    everyone: list[Said] = []
    for side in sides:
        ordered = sorted(side, key=lambda pair: pair[0].order)
        everyone += [member for member, _ in ordered]
        values = sorted(" ".join(member.characters(span.start, span.end).split()) for member, span in ordered)
        listed.append(Side(values[0][:200], tuple(member.passage(span) for member, span in ordered)))
    if len({side.value for side in listed}) < 2:
        return None
    listed.sort(key=lambda side: side.value)
    speaker = _speaker(everyone)
    mark = hashlib.blake2b(" ".join(sentence).encode(), digest_size=6).hexdigest()
    about = f"{speaker or 'the speaker'}: " + " or ".join(f"“{side.value}”" for side in listed)
    return Conflict("wording", strength, f"said:{speaker or ''}:{mark}", about, reason, tuple(listed))


def _speaker(group: Iterable[Said]) -> str | None:
    """Who said it: the person named, else whoever is; of several the first by name."""
    named = [member.speaker for member in group if member.speaker is not None]
    ranked = sorted((entity.unnamed, entity.kind != "person", entity.name) for entity in named)
    return ranked[0][2] if ranked else None


def _sentence(view: View, place: Place) -> tuple[str, ...]:
    """The words of the piece that a place stands in."""
    return next((tuple(view.norms[low:high]) for low, high in view.units if low <= place.first < high), ())


def _neighbours(places: Sequence[tuple[View, Place]]) -> tuple[bool, bool]:
    """Whether the word before and the word after a place are shown with it, so that its sides can be read alone.

    The one after, where all have one; else the one before, where all have the same; both, where some version has no
    word there at all.
    """
    after = all(_following(view, place) is not None for view, place in places)
    before = {view.norms[at] if (at := _preceding(view, place)) is not None else None for view, place in places}
    empty = any(place.first == place.end for _, place in places)
    return empty or (not after and len(before) == 1), empty or after


def _widened(view: View, place: Place, before: bool, after: bool) -> Span:
    """The characters of a place with its neighbours."""
    first, end = place.first, place.end
    following, preceding = _following(view, place), _preceding(view, place)
    if after and following is not None:
        end = following + 1
    if before and preceding is not None:
        first = preceding
    words = view.words[first:end] or view.words[max(0, first - 1) : end + 1]
    return Span(words[0].start, words[-1].end)


def _following(view: View, place: Place) -> int | None:
    end = next((high for low, high in view.units if low <= place.first < high), place.end)
    return _reach(view.norms, range(place.end, min(end, place.end + 3)))


def _preceding(view: View, place: Place) -> int | None:
    start = next((low for low, high in view.units if low <= place.first < high), place.first)
    return _reach(view.norms, range(place.first - 1, max(start, place.first - 3) - 1, -1))


def _reach(norms: Sequence[str], indexes: range) -> int | None:
    """The first word with a sense of its own, else the nearest one."""
    return next((index for index in indexes if is_content(norms[index])), indexes[0] if indexes else None)


def _subjects(alignments: Iterable[Alignment], members: dict[str, list[Said]]) -> list[Conflict]:
    """The conflicts in which a quoted fragment got another subject."""
    places: defaultdict[tuple[str, Span], dict[str, list[tuple[Said, Span]]]] = defaultdict(dict)
    sentences: dict[tuple[str, Span], tuple[str, ...]] = {}
    for found in alignments:
        for piece in found.placed:
            passages = other_subject(found, piece)
            if passages is None:
                continue
            key = (found.a.claim, passages[0])
            sentences[key] = tuple(found.a_view.norms[slice(*piece.unit)])
            sides = places[key]
            for said, span in zip((found.a, found.b), passages, strict=True):
                moved = [(member, _shifted(span, member.start - said.start)) for member in members[said.claim]]
                value = "a" if said is found.a else " ".join(said.characters(span.start, span.end).lower().split())
                sides.setdefault(value, moved)
                known = {member.claim for member, _ in sides[value]}
                sides[value] += [pair for pair in moved if pair[0].claim not in known]
    conflicts = [made("wording", _SUBJECT, sides.values(), sentences[key]) for key, sides in places.items()]
    return [conflict for conflict in conflicts if conflict is not None]


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
