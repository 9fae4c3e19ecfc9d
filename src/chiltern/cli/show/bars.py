"""A bar chart on a page of text: rows of label, number and note go in, lines with bars of one scale come out.

The bars are drawn with block characters, in eighths or halves of a column, or with "#": what the stream's encoding has.
Labels and numbers stand in columns, so that the chart reads without the bars and without colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from chiltern.cli.plain import one_line
from chiltern.cli.show.page import Page

Row = tuple[str, int, str]

# A whole column, then its parts: the first that the encoding has. The second is for terminals of code page 437.
_INKS = ("█▏▎▍▌▋▊▉", "█▌", "#")
_GAP = "  "
_LABEL_SHARE = 0.4  # of the width, at most, for the labels
_SHORTEST = 16  # columns that the longest bar has at least, as far as the page has them
_LONGEST = 60  # longer bars tell no more


def show_bars(page: Page, rows: Sequence[Row]) -> None:
    """A line for each (label, number, note), in the order given; nothing for no rows.

    A note follows its bar where the whole line fits the page, and stands on a line of its own where it does not. A
    number below nought has no bar.
    """
    cleaned = [(_written(page, label), number, _written(page, note)) for label, number, note in rows]
    if not cleaned:
        return
    ink = next(ink for ink in _INKS if _has(page, ink))
    cut = "…" if _has(page, "…") else ".."
    labels = min(max(cell_len(label) for label, _, _ in cleaned), max(int(page.width * _LABEL_SHARE), 1))
    numbers = max(len(f"{number:,}") for _, number, _ in cleaned)
    room = page.width - labels - numbers - 2 * len(_GAP)
    beside = [cell_len(note) for _, _, note in cleaned if room - cell_len(note) - len(_GAP) >= _SHORTEST]
    longest = max(1, min(_LONGEST, room - (max(beside) + len(_GAP) if any(beside) else 0)))
    most = max(number for _, number, _ in cleaned)
    for label, number, note in cleaned:
        drawn = _bar(number, most, longest, ink)
        head = f"{_fitted(label, labels, cut)}{_GAP}{number:>{numbers},}{_GAP}"
        _show(page, head, drawn, note, beside=cell_len(note) + len(_GAP) + longest <= room)


def _show(page: Page, head: str, drawn: str, note: str, beside: bool) -> None:
    line = Text(head)
    line.append(drawn)
    if note and beside:
        line.append(f"{_GAP if drawn else ''}{note}", "dim")
    line.rstrip()
    page.console.print(line, soft_wrap=True)
    if note and not beside:
        page.line((note, "dim"), indent=min(cell_len(head), page.width // 2))


def _bar(number: int, most: int, longest: int, ink: str) -> str:
    """The bar of a number: for the largest `longest` columns, for the smallest above nought what one can just see."""
    if number <= 0:
        return ""
    whole, part = divmod(max(1, round(len(ink) * longest * number / most)), len(ink))
    return ink[0] * whole + (ink[part] if part else "")


def _fitted(label: str, width: int, cut: str) -> str:
    """The label in so many columns, cut where it is too long."""
    if cell_len(label) <= width:
        return set_cell_size(label, width)
    return set_cell_size(set_cell_size(label, max(width - len(cut), 0)).rstrip() + cut, width)


def _written(page: Page, text: str) -> str:
    """The text as the stream will show it: with escapes for letters that its encoding lacks, so that columns align."""
    line = one_line(text)
    encoding = page.console.encoding
    return line if _has(page, line) else line.encode(encoding, "backslashreplace").decode(encoding)


def _has(page: Page, characters: str) -> bool:
    try:
        characters.encode(page.console.encoding)
    except UnicodeEncodeError:
        return False
    return True
