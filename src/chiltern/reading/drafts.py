"""An act phrase with its stance and its actors, before it is a position: groups are opened only when all are read."""

from __future__ import annotations

import re

from chiltern.claims import Span, Stance
from chiltern.reading.acts import Trigger
from chiltern.reading.cast import Entity
from chiltern.reading.clauses import Line
from chiltern.reading.mentions import Mention
from chiltern.reading.said import Said

# Stances of the one who would act; all others are views of somebody else's act.
OWN: frozenset[Stance] = frozenset(["done", "intends", "rules_out", "leaves_open", "conditional"])
EVALUATIONS: frozenset[Stance] = frozenset(["regrets", "welcomes", "condemns"])
_AGO = re.compile(r"(?:\S+ )?(?:years|decades) ago|in the (?:19|20)\d0 ?s\b|in (?P<year>(?:19|20)\d\d)\b")


class Draft:
    """An act phrase with its stance, while a group in it may still be unresolved."""

    __slots__ = ("act", "history", "holders", "line", "said", "span", "stance", "subjects", "trigger")

    def __init__(self, line: Line, trigger: Trigger, stance: Stance, said: Said | None, span: Span) -> None:
        self.line, self.trigger, self.stance, self.said, self.span = line, trigger, stance, said, span
        self.act = trigger.act
        self.holders: list[Mention | Entity] = []
        self.subjects: list[Mention | Entity] = []
        self.history = False


def is_history(line: Line, trigger: Trigger, year: int | None) -> bool:
    """Whether the words put the act behind the events reported: "50 years ago", "in 1981"."""
    after = line.text[trigger.end :].partition(" , ")[0]
    match = _AGO.search(" ".join(after.split()[:9])) or _AGO.match(line.text[: trigger.start].lstrip(", "))
    if match is None:
        return False
    return match["year"] is None or (year is not None and int(match["year"]) < year - 1)
