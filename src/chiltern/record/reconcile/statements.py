"""The same statement in several reports: whether two versions are one, and how they differ.

A statement is known again by words in a row, never by its subject: a letter and a speech that make the same point are
two. How many words are asked for depends on who is named as their speaker in both, and on what else agrees.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from chiltern.claims import Span
from chiltern.names import same_person_name
from chiltern.record.model import Entity
from chiltern.record.reconcile.aligned import Agreement, Alignment, Placed, place_all
from chiltern.record.reconcile.evidence import convincing
from chiltern.record.reconcile.said import Said, View, keys, said
from chiltern.record.reconcile.wording import hull, plain

__all__ = ["Match", "Said", "aligned", "keys", "said", "same_speaker", "same_statement"]

MatchKind = Literal["exact", "trimmed", "repunctuated", "paraphrased"]


class Match(NamedTuple):
    """Two versions of one statement. `score` is the share of the shorter one's words that the other has in place.

    `shared` are the runs of equal words, as characters of the first and of the second body.
    """

    kind: MatchKind
    score: float
    shared: tuple[tuple[Span, Span], ...]


def same_statement(one: Said, other: Said) -> Match | None:
    """Whether two statements are versions of one. The order of the two changes nothing but the order of `shared`."""
    alignment = aligned(one, other)
    if alignment is None:
        return None
    a_view, b_view, placed = alignment.a_view, alignment.b_view, alignment.placed
    equal = sum(piece.equal for piece in placed)
    runs = [code for piece in placed for code in piece.codes if code.equal]
    spans = [(_span(a_view, code.a0, code.a1), _span(b_view, code.b0, code.b1)) for code in runs]
    shared = tuple(spans if alignment.a is one else [(second, first) for first, second in spans])
    return Match(_kind(alignment), round(equal / max(1, len(a_view.norms)), 3), tuple(sorted(shared)))


def aligned(one: Said, other: Said) -> Alignment | None:
    """The alignment of two versions of one statement; None where they are two statements."""
    agreement = same_speaker(one.speaker, other.speaker)
    if agreement is None or _overlap(one, other):
        return None
    in_marks = one.kind != "indirect" and other.kind != "indirect"
    views = [(each, each.quoted if in_marks else each.whole) for each in (one, other)]
    (a, a_view), (b, b_view) = sorted(views, key=lambda pair: (len(pair[1].norms), pair[0].claim))
    if not a_view.norms:
        return None
    placed = place_all(a_view, b_view)
    alignment = Alignment(a, b, a_view, b_view, tuple(placed), agreement)
    kept = convincing(alignment) if in_marks else _same_words(alignment)
    return alignment._replace(placed=tuple(kept)) if kept else None


def same_speaker(one: Entity | None, other: Entity | None) -> Agreement | None:
    """`same` where both are one, `loose` where they may be: a body and a person who may speak for it, or nobody named.

    Two people of different names are never one, nor two parties.
    """
    if one is None or other is None:
        return "loose"
    if one.same_as(other):
        return "same"
    if one.kind == other.kind == "person":
        both_known = one.register_id is not None and other.register_id is not None
        return "same" if not both_known and same_person_name(one.name, other.name) else None
    if one.kind == other.kind and not one.unnamed:
        return "same" if plain(one.name) == plain(other.name) else None
    return "loose"


def _overlap(one: Said, other: Said) -> bool:
    """Whether both are the same characters of one report: joint speakers, or one statement inside another."""
    if one.report.id != other.report.id:
        return False
    return any(p.start < q.end and q.start < p.end for p in one.segments for q in other.segments)


def _same_words(alignment: Alignment) -> list[Placed]:
    """Where one side has no marks: nearly all its words must stand in the other, in a long run."""
    kept = [
        piece
        for piece in alignment.placed
        if piece.share >= 0.8 and piece.telling >= 2 and (piece.longest >= 6 or (piece.full and piece.equal >= 4))
    ]
    covered = sum(piece.equal for piece in kept)
    return kept if covered >= 0.8 * len(alignment.a_view.norms) else []


def _span(view: View, first: int, end: int) -> Span:
    span = hull(view.words[first:end])
    assert span is not None
    return span


def _kind(alignment: Alignment) -> MatchKind:
    a, b, a_view, b_view, placed, _ = alignment
    if a_view.norms == b_view.norms and a.whole.norms == b.whole.norms:
        return "exact" if _marks(a) == _marks(b) else "repunctuated"
    if a.kind != b.kind or a.kind == "mixed" or any(not piece.full for piece in placed):
        return "paraphrased"
    return "trimmed"


def _marks(statement: Said) -> list[str]:
    """The characters with one kind of quotation mark and apostrophe, without those at either end."""
    joined = " ".join(statement.characters(segment.start, segment.end) for segment in statement.segments)
    return joined.translate(_ONE_KIND).strip(" .,;:'").split()


_ONE_KIND = str.maketrans('’‘ʼ“”„"‐‑', "'''''''--")
