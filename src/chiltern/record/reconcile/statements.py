"""The same statement in several reports: whether two versions are one, and how they differ.

A statement is known again by words in a row, never by its subject: a letter and a speech that make the same point are
two. How many words are asked for depends on who is named as their speaker in both, and on what else agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from chiltern.claims import Span
from chiltern.names import same_person_name
from chiltern.record.model import Entity
from chiltern.record.reconcile.aligned import Code, Placed, place_all
from chiltern.record.reconcile.said import Said, View, keys, said
from chiltern.record.reconcile.wording import Word, common_words, hull, is_content, plain

__all__ = ["Alignment", "Match", "Said", "aligned", "keys", "said", "same_speaker", "same_statement"]

MatchKind = Literal["exact", "trimmed", "repunctuated", "paraphrased"]
Agreement = Literal["same", "loose"]
# Characters around a fragment's place in which the reporter's own words are looked for.
_NEARBY = 240
# A short phrase may come back another day; a long one does not by chance.
_LONGEST_APART = 21


class Match(NamedTuple):
    """Two versions of one statement. `score` is the share of the shorter one's words that the other has in place.

    `shared` are the runs of equal words, as characters of the first and of the second body.
    """

    kind: MatchKind
    score: float
    shared: tuple[tuple[Span, Span], ...]


class Alignment(NamedTuple):
    """Two versions laid side by side: `a` is the one with fewer words in the view that was compared."""

    a: Said
    b: Said
    a_view: View
    b_view: View
    placed: tuple[Placed, ...]


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
    alignment = Alignment(a, b, a_view, b_view, tuple(placed))
    kept = _convincing(alignment, agreement) if in_marks else _same_words(alignment)
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


def _convincing(alignment: Alignment, agreement: Agreement) -> list[Placed]:
    """The pieces in marks that prove both to be one statement, and with them the weaker ones; none where none does."""
    close = _close(alignment.a, alignment.b)
    firm: list[Placed] = []
    doubtful: list[Placed] = []
    weak: list[Placed] = []
    for piece in alignment.placed:
        if _is_firm(piece, close) and (agreement == "same" or piece.telling >= 3 or _is_long(alignment, piece)):
            (doubtful if _two_utterances(alignment, piece) else firm).append(piece)
        elif close and _is_weak(piece):
            weak.append(piece)
    if firm:
        return sorted([*firm, *doubtful, *weak])
    supported = [piece for piece in weak if _context(alignment, piece)]
    if agreement == "loose":
        return [piece for piece in supported if piece.longest >= 3]
    words = {norm for piece in weak for norm in _equal_words(alignment.a_view, piece) if is_content(norm)}
    return weak if supported or len(words - common_words()) >= 2 else []


def _is_firm(piece: Placed, close: bool) -> bool:
    if piece.full:
        return piece.telling >= 2 if close else piece.telling >= 4
    return piece.share >= 0.7 and piece.longest >= 4 and piece.telling >= (3 if close else 5)


def _is_long(alignment: Alignment, piece: Placed) -> bool:
    """Whether a piece can be told from a phrase that anybody might use: by its length, or by standing in one report."""
    return piece.equal >= 4 or alignment.a.report.id == alignment.b.report.id


def _is_weak(piece: Placed) -> bool:
    if piece.telling < 1:
        return False
    short = all(code.a1 - code.a0 <= 2 and code.b1 - code.b0 <= 2 for code in piece.inner)
    return piece.full or (piece.share >= 0.6 and short and piece.unit[1] - piece.unit[0] <= 8)


def _two_utterances(alignment: Alignment, piece: Placed) -> bool:
    """Whether two whole sentences differ by a run of words that no reporter drops unmarked: said on two occasions."""
    if alignment.a.kind != "direct" or alignment.b.kind != "direct":
        return False
    return any(max(code.a1 - code.a0, code.b1 - code.b0) >= 3 and not excused(alignment, code) for code in piece.inner)


def excused(alignment: Alignment, code: Code) -> bool:
    """Whether a difference is marked: dots on the side that lacks the words, or an editor's brackets on either."""
    a, b = alignment.a_view.words, alignment.b_view.words
    sides = (a[code.a0 : code.a1], b[code.b0 : code.b1])
    if any(word.editor for words in sides for word in words):
        return True
    return _gap(a, code.a0, code.a1) or _gap(b, code.b0, code.b1)


def _gap(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether words are left out somewhere between the words before and after a run."""
    return any(word.gap for word in words[max(first, 1) : end + 1])


def _close(one: Said, other: Said) -> bool:
    """Whether two reports are of the same weeks; without a date nothing speaks against it."""
    days = [_day(each.report.published) for each in (one, other)]
    return None in days or abs((days[0] or 0) - (days[1] or 0)) <= _LONGEST_APART


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _context(alignment: Alignment, piece: Placed) -> bool:
    """Whether a reporter's own word beside a fragment stands near its place on the other side too."""
    a, b = alignment.a, alignment.b
    inside = set(_equal_words(alignment.a_view, piece))
    code = next(code for code in piece.codes if code.equal)
    return bool(_near(a, alignment.a_view.words[code.a0]) & _near(b, alignment.b_view.words[code.b0]) - inside)


def _near(statement: Said, at: Word) -> set[str]:
    """The telling words of a statement around a place."""
    common = common_words()
    return {
        word.norm
        for word in statement.whole.words
        if abs(word.start - at.start) <= _NEARBY and is_content(word.norm) and word.norm not in common
    }


def _equal_words(view: View, piece: Placed) -> list[str]:
    return [norm for code in piece.codes if code.equal for norm in view.norms[code.a0 : code.a1]]


def _span(view: View, first: int, end: int) -> Span:
    span = hull(view.words[first:end])
    assert span is not None
    return span


def _kind(alignment: Alignment) -> MatchKind:
    a, b, a_view, b_view, placed = alignment
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
