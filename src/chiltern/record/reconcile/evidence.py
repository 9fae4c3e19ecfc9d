"""Which shared words prove that two statements are one: how many, in what order, and how far apart in time.

Politicians repeat themselves. A fragment that stands whole in the other version needs little else; words that are
nearly the same may be another evening's speech, so more of them are asked for, and within days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chiltern.record.reconcile.aligned import Agreement, Alignment, Code, Placed
from chiltern.record.reconcile.said import Said, View
from chiltern.record.reconcile.wording import Word, common_words, is_content

# Characters around a fragment's place in which the reporter's own words are looked for.
_NEARBY = 240
# Days after which a short phrase may be another occasion's, and after which words that nearly agree are.
_WEEKS, _DAYS = 21, 3


def convincing(alignment: Alignment) -> list[Placed]:
    """The pieces in marks that prove both to be one statement, and with them the weaker ones; none where none does."""
    agreement, days = alignment.agreement, _days_apart(alignment.a, alignment.b)
    firm: list[Placed] = []
    doubtful: list[Placed] = []
    weak: list[Placed] = []
    agrees = any(piece.full and piece.telling >= 3 for piece in alignment.placed)
    for piece in alignment.placed:
        if not piece.full and not _may_differ(alignment, piece, days, agrees):
            continue
        if _is_firm(alignment, piece, agreement, days):
            (doubtful if _two_utterances(alignment, piece) else firm).append(piece)
        elif days <= _WEEKS and _is_weak(alignment, piece):
            weak.append(piece)
    if firm:
        return sorted([*firm, *doubtful, *weak])
    if agreement == "loose":
        return [
            piece
            for piece in weak
            if _condenses(alignment, piece) or (piece.longest >= 3 and len(_context(alignment, piece)) >= 2)
        ]
    words = {norm for piece in weak for norm in _equal_words(alignment.a_view, piece) if is_content(norm)}
    supported = any(_context(alignment, piece) for piece in weak)
    return weak if supported or len(words - common_words()) >= 2 else []


def _may_differ(alignment: Alignment, piece: Placed, days: int, agrees: bool) -> bool:
    """Whether a piece that differs can be the other's words at all, rather than words like them.

    One report prints two quotations that differ because both were said, unless it condenses one of them. `agrees` says
    that another sentence of both is the same.
    """
    a, b = alignment.a, alignment.b
    if a.report.id == b.report.id and a.kind == b.kind:
        return False
    if a.kind == b.kind == "direct" and piece.telling < 3:
        return False
    return days <= _DAYS or (days <= _WEEKS and agrees)


def _is_firm(alignment: Alignment, piece: Placed, agreement: Agreement, days: int) -> bool:
    if agreement == "loose" and piece.telling < 3 and not (piece.equal >= 4 and piece.telling >= 2):
        return alignment.a.report.id == alignment.b.report.id and piece.full and len(_context(alignment, piece)) >= 2
    if piece.full:
        # Four words in a row that every speech has, "make our country great", are no statement of a nameless speaker.
        return piece.telling >= (2 if days <= _WEEKS else 4) and (agreement == "same" or piece.equal >= 5)
    return piece.share >= 0.75 and piece.longest >= 4 and piece.telling >= (2 if agreement == "same" else 3)


def _is_weak(alignment: Alignment, piece: Placed) -> bool:
    """Whether a piece counts beside others: one word, or a fragment of which a word was changed or dropped."""
    if piece.full or piece.telling < 1:
        return piece.full and piece.telling >= 1
    if piece.share == 1:
        return all(code.b1 - code.b0 <= 2 for code in piece.inner)
    if piece.share < 0.75 or piece.longest < 4:
        return False
    return piece.telling >= 2 or _condenses(alignment, piece) or len(_context(alignment, piece)) >= 2


def _condenses(alignment: Alignment, piece: Placed) -> bool:
    """Whether a report repeats in brief, as in a standfirst, what it quotes in full elsewhere."""
    return alignment.a.report.id == alignment.b.report.id and piece.longest >= 4


def _two_utterances(alignment: Alignment, piece: Placed) -> bool:
    """Whether two reports differ by a run of words that no reporter drops unmarked: it was said on two occasions."""
    if alignment.a.report.id == alignment.b.report.id:
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


def _days_apart(one: Said, other: Said) -> int:
    """Days between the two reports; 0 where one has no date, since nothing speaks against one day."""
    first, second = _day(one.report.published), _day(other.report.published)
    return abs(first - second) if first is not None and second is not None else 0


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _context(alignment: Alignment, piece: Placed) -> set[str]:
    """The reporter's own words beside a fragment that stand near its place on the other side too."""
    inside = set(_equal_words(alignment.a_view, piece))
    code = next(code for code in piece.codes if code.equal)
    ours = _near(alignment.a, alignment.a_view.words[code.a0])
    return ours & _near(alignment.b, alignment.b_view.words[code.b0]) - inside


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
