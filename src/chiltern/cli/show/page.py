"""A page of text on a terminal, or plain text 100 characters wide where the output goes elsewhere.

No text is ever read as markup, and what comes from a report is made clean before it is printed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

import click
import msgspec
from rich.console import Console
from rich.text import Text

from chiltern.claims import Span
from chiltern.cli.plain import LONGEST, clean, one_line
from chiltern.dates import first_day
from chiltern.record.parts import day_of

WIDTH = 100
_WIDEST = 120
_RULE = 60
_WHOLE = 60  # characters of a note that stay on one line
_GLUE = "\ue000"  # stands for a space that no line breaks at; clean text holds no such character
_CONTROL = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def json_text(value: object) -> str:
    """JSON in which the characters that a terminal could obey are written as escapes."""
    made = msgspec.json.encode(value).decode()
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", made)


def show_json(value: object) -> None:
    click.echo(msgspec.json.format(json_text(value), indent=2))


def long_date(text: str | None) -> str:
    """18 February 2019, of any date or date-time; "no date" for none."""
    day = day_of(text)
    if day is None:
        return "no date"
    made = first_day(day)
    month = f"{made:%B} {made.year}"
    return {4: str(made.year), 7: month}.get(len(day), f"{made.day} {month}")


class _Console(Console):
    """Leaves it to the program what to do when nobody reads on; rich would end it with status 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Page:
    """Lines on standard output, or on standard error."""

    def __init__(self, *, error: bool = False) -> None:
        stream = sys.stderr if error else sys.stdout
        terminal = stream.isatty()
        # Nothing but the stream decides: FORCE_COLOR and COLUMNS would make a file differ from run to run.
        self.console = _Console(
            file=stream,
            force_terminal=terminal,
            color_system="auto" if terminal else None,
            width=None if terminal else WIDTH,
            highlight=False,
            markup=False,
            emoji=False,
        )
        self.width = min(self.console.width, _WIDEST)

    def blank(self) -> None:
        self.console.print()

    def parting(self) -> None:
        """What stands between two reports: a rule, of a character that every terminal has."""
        self.blank()
        self.console.print("=" * _RULE)
        self.blank()

    def heading(self, title: str, note: str = "") -> None:
        """A line in bold, with a note after it."""
        self.line((title, "bold"), (f"  {note}" if note else "", "dim"))

    def line(self, *pieces: str | tuple[str, str], indent: int = 0, hang: int = 0) -> None:
        """One paragraph of pieces, plain or (text, style), wrapped; further lines stand `hang` deeper."""
        text = Text()
        for piece in pieces:
            words, style = piece if isinstance(piece, tuple) else (piece, "")
            plain = clean(words).replace("\n", " ")
            text.append(_whole(plain) if style == "dim" else plain, style or None)
        self._print(text, " " * indent, " " * (indent + hang))

    def passage(self, label: str, words: str, origin: str, indent: int = 4, longest: int = LONGEST) -> None:
        """Words with what they open with (a claim's number) before them and where they stand after them."""
        text = Text(one_line(words, longest))
        text.append(_whole(f"  ({one_line(origin)})"), "dim")
        self._print(text, " " * indent + label + "  ", " " * (indent + len(label) + 2))

    def prose(self, text: str, marks: Iterable[Span], indent: int = 2) -> None:
        """A paragraph with marked characters: in bold on a terminal, and between these two marks: »…«."""
        made, at = Text(), 0
        for mark in marks:
            made.append(_prose(text[at : mark.start]))
            made.append("»" + _prose(text[mark.start : mark.end]) + "«", "bold")
            at = mark.end
        made.append(_prose(text[at:]))
        self._print(made, " " * indent, " " * indent)

    def _print(self, text: Text, first: str, rest: str) -> None:
        # Labels are dim; the wrapped words carry their own styles.
        width = max(self.width - len(rest), 20)
        for number, row in enumerate(text.wrap(self.console, width)):
            row.rstrip()
            row.plain = row.plain.replace(_GLUE, " ")
            margin = Text.assemble((first if number == 0 else rest, "dim"))
            self.console.print(margin.append_text(row), soft_wrap=True)


def _whole(note: str) -> str:
    """A short note that no line breaks inside of; it may still begin a line."""
    bare = note.lstrip()
    return note[: len(note) - len(bare)] + bare.replace(" ", _GLUE) if len(bare) <= _WHOLE else note


def _prose(text: str) -> str:
    return clean(text).replace("\n", " ")
