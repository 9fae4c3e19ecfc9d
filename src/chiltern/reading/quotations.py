"""Quotation marks: which characters open and close a quotation, in any of the styles that reports mix.

In: a report's body and its paragraphs. Out: `Quotation`s in the order of the text, nested ones after the one that
holds them. Marks may be straight or curly, double or single, of two styles in one pair; a quotation that runs over
paragraphs is one Quotation for each paragraph, the first ones marked `runs_on`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from chiltern.claims import Span

_DOUBLE_OPEN = "“„«"
_DOUBLE_CLOSE = "”»"
_SINGLE_OPEN = "‘‚"
_MARKS = re.compile("[\"“”„«»‘’‚']")
_BEFORE_OPEN = "([{—–-/…“\"‘'«„\u2060"
_FILLER = "\u2060"
_SENTENCE_END = ".,!?…;:"
# How many marks ahead an ambiguous one may look: keeps a page of nothing but marks linear.
_LOOK_AHEAD = 40


class Quotation(msgspec.Struct, frozen=True):
    """`outer` includes the marks, `inner` does not. `depth` is 0 outside any other quotation.

    `closed` is false where the paragraph ends before a closing mark; `runs_on` says that the next paragraph
    reopens the marks, so that the same words go on.
    """

    outer: Span
    inner: Span
    paragraph: int
    depth: int
    closed: bool
    runs_on: bool


def find_quotations(body: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """All quotations of a body, paragraph by paragraph."""
    found: list[Quotation] = []
    spans = list(paragraphs)
    plain = _with_double_marks(body)
    for number, paragraph in enumerate(spans):
        following = spans[number + 1] if number + 1 < len(spans) else None
        found += _in_paragraph(plain, paragraph, number, following)
    return tuple(found) if plain is body else tuple(_widened(quotation, plain) for quotation in found)


def _with_double_marks(body: str) -> str:
    """The same length with two single marks side by side (''so'', ``so'') written as one double mark and a filler."""
    if "''" not in body and "``" not in body:
        return body
    opened = re.sub(r"(?<![^\s([{—–-])(?:''|``)(?=\S)", f'{_FILLER}"', body)
    return opened.replace("''", f'"{_FILLER}')


def _widened(quotation: Quotation, plain: str) -> Quotation:
    """The quotation with both characters of such marks outside its words."""
    start, end = quotation.outer.start, quotation.outer.end
    outer = Span(start - (plain[start - 1 : start] == _FILLER), end + (plain[end : end + 1] == _FILLER))
    return msgspec.structs.replace(quotation, outer=outer)


def _in_paragraph(body: str, paragraph: Span, number: int, following: Span | None) -> list[Quotation]:
    marks = list(_marks(body, paragraph))
    if not marks:
        return []
    reopened = following is not None and _opens_paragraph(body, following)
    found: list[Quotation] = []
    open_marks: list[tuple[int, bool]] = []
    for index, (at, single) in enumerate(marks):
        is_open = any(was_single == single for _, was_single in open_marks)
        if is_open and _closes(body, marks, index, paragraph.end):
            while open_marks:
                start, was_single = open_marks.pop()
                if was_single == single:
                    depth = len(open_marks)
                    found.append(Quotation(Span(start, at + 1), Span(start + 1, at), number, depth, True, False))
                    break
        elif not is_open and _opens(body, at, single, paragraph):
            open_marks.append((at, single))
    for depth, (start, single) in enumerate(open_marks):
        # An apostrophe that looked like an opening single mark ('cause, ’tis) must not swallow the paragraph.
        introduced = start == paragraph.start or body[start - 2 : start] in (": ", ", ")
        if single and (body[start] != "‘" or not (reopened or introduced)):
            continue
        if depth == 0:
            end = paragraph.start + len(body[paragraph.start : paragraph.end].rstrip())
            found.append(Quotation(Span(start, end), Span(start + 1, end), number, 0, False, reopened))
    found = [q for q in found if q.inner.start < q.inner.end]
    return sorted(_levelled(found), key=lambda q: (q.outer.start, q.depth))


def _levelled(found: list[Quotation]) -> Iterator[Quotation]:
    """Drop depths that an unclosed outer mark left behind, so that every top-level quotation has depth 0."""
    outer_end = -1
    for quotation in sorted(found, key=lambda q: (q.outer.start, -q.outer.end)):
        if quotation.outer.start >= outer_end:
            outer_end = quotation.outer.end
            if quotation.depth:
                quotation = msgspec.structs.replace(quotation, depth=0)
            yield quotation
        else:
            yield quotation if quotation.depth else msgspec.structs.replace(quotation, depth=1)


def _marks(body: str, paragraph: Span) -> Iterator[tuple[int, bool]]:
    """Positions that can be marks, with whether they are single ones; apostrophes inside words are left out."""
    for match in _MARKS.finditer(body, paragraph.start, paragraph.end):
        at, mark = match.start(), match[0]
        single = mark in "‘’‚'"
        inside = paragraph.start < at < paragraph.end - 1
        if not (single and inside and body[at - 1].isalnum() and body[at + 1].isalnum()):
            yield at, single


def _opens_paragraph(body: str, paragraph: Span) -> bool:
    head = body[paragraph.start : paragraph.end].lstrip().lstrip(_FILLER)
    return len(head) > 1 and head[0] in "“\"„«‘'" and not head[1].isspace()


def _opens(body: str, at: int, single: bool, paragraph: Span) -> bool:
    mark = body[at]
    if at + 1 >= paragraph.end or body[at + 1].isspace():
        return False
    if mark in _DOUBLE_OPEN:
        return True
    if mark in _DOUBLE_CLOSE or mark == "’":
        return False
    before = body[at - 1] if at > paragraph.start else " "
    fits = before.isspace() or before in _BEFORE_OPEN or (not single and before in _SENTENCE_END)
    return fits and (not single or body[at + 1].isalnum() or body[at + 1] in '[(…£$“"')


def _closes(body: str, marks: list[tuple[int, bool]], index: int, end: int) -> bool:
    at, single = marks[index]
    mark = body[at]
    after = body[at + 1] if at + 1 < end else " "
    if mark in _DOUBLE_OPEN or mark in _SINGLE_OPEN:
        return False
    if not single:
        # A straight mark glued to a word on its right and to a space on its left opens; it cannot close.
        return mark in _DOUBLE_CLOSE or not (body[at - 1].isspace() and after.isalnum())
    before = body[at - 1]
    if before.isspace() or after.isalnum():
        return False
    if before in _SENTENCE_END or before != "s":
        return True
    # "s’ " is a plural possessive where another mark still closes the quotation before a new one opens.
    return not (after.isspace() and _closed_later(body, marks, index + 1, end))


def _closed_later(body: str, marks: list[tuple[int, bool]], first: int, end: int) -> bool:
    for at, single in islice(marks, first, first + _LOOK_AHEAD):
        if not single:
            continue
        if body[at] in _SINGLE_OPEN:
            return False
        after = body[at + 1] if at + 1 < end else " "
        if body[at - 1].isspace() and after.isalnum():
            return False
        if not body[at - 1].isspace() and not after.isalnum():
            return True
    return False
