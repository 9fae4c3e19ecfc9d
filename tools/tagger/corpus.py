"""Reads an annotated corpus: reports, and in each the attributions that annotators marked.

A corpus is a folder in PolNeAR's form: `text/NAME.txt` and, for each annotator of it, `attributions/NAME_ANNOTATOR.ann`
in BRAT's standoff format, whose events join a Source, a Cue and a Content. Every annotator's reading of a report is one
example: where two disagree, the model learns how unsure the matter is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chiltern.claims import Span, Statement
from chiltern.reading.read import read_by_rules
from chiltern.reading.tagger.features import Rows, tokens_over
from chiltern.reading.tagger.windows import Range
from chiltern.reading.text import Text
from chiltern.register.roll import load_roll
from chiltern.reports.load import load
from chiltern.reports.model import Report

_SPAN = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)")
_EVENT = re.compile(r"E\d+\t(.+)")


class Gold(NamedTuple):
    """One attribution that an annotator marked, as token ranges."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]


class Example(NamedTuple):
    """One report as one annotator read it."""

    name: str
    found: tuple[Statement, ...]
    rows: Rows
    gold: tuple[Gold, ...]


def examples(corpus: Path) -> Iterator[Example]:
    """Every report of the corpus with each annotator's attributions, in the order of the files' names."""
    roll = load_roll("uk-commons-2017")
    marked: dict[str, list[Path]] = {}
    for path in sorted((corpus / "attributions").glob("*.ann")):
        marked.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for item in load([corpus / "text"]):
        if isinstance(item, Report):
            text = Text(item)
            found = read_by_rules(item, roll).statements
            rows = Rows(text, found)
            for path in marked.get(Path(item.name).stem, ()):
                yield Example(Path(item.name).stem, found, rows, tuple(_gold(text, path.read_text(encoding="utf-8"))))


def _gold(text: Text, standoff: str) -> Iterator[Gold]:
    spans = {
        match[1]: [Span(*map(int, piece.split())) for piece in match[2].split(";")]
        for match in _SPAN.finditer(standoff)
    }
    for event in _EVENT.finditer(standoff):
        parts: dict[str, list[Span]] = {"Cue": [], "Source": [], "Content": []}
        for argument in event[1].split():
            part, _, name = argument.partition(":")
            parts.get(part.rstrip("0123456789"), []).extend(spans.get(name, ()))
        cues, sources, contents = (_ranges(text, parts[part]) for part in ("Cue", "Source", "Content"))
        if cues and contents:
            yield Gold(cues[0], sources[0] if sources else None, tuple(contents))


def _ranges(text: Text, spans: list[Span]) -> list[Range]:
    ranges = (tokens_over(text, span) for span in sorted(spans))
    return [(first, end) for first, end in ranges if first < end]
