"""Whether two words that are the same in normal form are spelt apart: hyphens, house spellings, capitals of names."""

from __future__ import annotations

from collections.abc import Iterator

from chiltern.record.reconcile.aligned import Alignment, Code
from chiltern.record.reconcile.said import Said, View
from chiltern.record.reconcile.wording import plain

_MARKS = str.maketrans("’‘ʼ`´‐‑", "'''''--")


def spelt_apart(found: Alignment, code: Code) -> Iterator[tuple[int, int]]:
    """The words of an equal run that the two sides spell differently, by their places in both views.

    Marks and contractions make no difference, nor does a capital that begins a sentence or a quotation, or that a
    headline gives to every word.
    """
    ours, theirs = found.a_view, found.b_view
    for i, j in zip(range(code.a0, code.a1), range(code.b0, code.b1), strict=True):
        first, second = ours.words[i], theirs.words[j]
        texts = found.a.characters(first.start, first.end), found.b.characters(second.start, second.end)
        if texts[0] == texts[1] or _contracted(ours, i) or _contracted(theirs, j):
            continue
        free = any(word.opens or word.gap or word.editor for word in (first, second))
        if not _alike(*texts, free or _headline(found.a, ours, i) or _headline(found.b, theirs, j)):
            yield i, j


def _contracted(view: View, index: int) -> bool:
    """Whether a word is half of a contraction."""
    around = (*view.words[max(0, index - 1) : index], *view.words[index + 1 : index + 2])
    return any(word.start == view.words[index].start for word in around)


def _headline(shown: Said, view: View, index: int) -> bool:
    """Whether the piece around a word has a capital on nearly all its words."""
    low, high = next(unit for unit in view.units if unit[0] <= index < unit[1])
    texts = [shown.characters(word.start, word.end) for word in view.words[low + 1 : high]]
    long = [text for text in texts if len(text) > 3]
    return len(long) > 1 and sum(text[0].isupper() for text in long) >= 0.7 * len(long)


def _alike(first: str, second: str, free: bool) -> bool:
    """Whether two words are the same but for marks, or for a capital letter that begins a sentence or a quotation."""
    ours, theirs = plain_case(first), plain_case(second)
    if ours == theirs or plain(first) != plain(second):
        return ours == theirs
    # From here on only capitals differ. A word in capitals throughout is set so by the page.
    return free or first.isupper() or second.isupper()


def plain_case(text: str) -> str:
    """A word with one kind of apostrophe and hyphen, its capitals kept."""
    return text.translate(_MARKS)
