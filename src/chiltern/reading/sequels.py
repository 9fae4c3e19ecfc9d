"""What is said to something that names an act: the answer to a question, the echo of a demand.

In: "Asked whether she would leave, she said “no comment”"; "Her call was echoed by Jo Bloggs". Out: the stance and the
holder of the answer; the holders of an echo. Neither names the act again.
"""

from __future__ import annotations

import re

from chiltern.claims import Stance
from chiltern.reading.acts import Trigger
from chiltern.reading.clauses import Line
from chiltern.reading.text import Text

_MARKER = r"[PXDG]\d+(?::[\w-]+)?"
# Who answers: named behind the question, or before it ("Jo Bloggs, asked whether …, said").
_ANSWERER = re.compile(
    rf"^ (?:(?![.;:] )\S+ )*?, (?:(?P<who>{_MARKER}) (?:, (?:\S+ ){{1,8}}, )?)?(?:has |had |was |would )?"
    r"(?P<reply>(?:said|replied|answered|told|responded|declined|refused|paused|smiled|laughed|did|would|insisted|added"
    r"|shrugged|quipped|joked|repeated|described)\b.*)"
)
_ASKED = re.compile(r"(?P<who>[PXD]\d+(?::[\w-]+)?) , (?:when )?(?:asked|pressed|questioned) ")
_REPLIED = r"(?:: |said |replied |answered |insisted )"
_ANSWERS: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    (
        "leaves_open",
        re.compile(
            r"\b(?:no comment|declined|refused|not (?:\.|,|yet|ruling|decided|made|answer|say|respond|comment|discuss)"
            r"|never say never|wait and see|(?:will|'ll|shall) see|see what|premature|cross that bridge|who knows|maybe"
            r"|perhaps|consider\w*|time will tell|watch this space|off the table|think(?:ing)? about|options|open mind"
            r"|too early|do not know)"
        ),
    ),
    (
        "rules_out",
        re.compile(
            rf"{_REPLIED}(?:no|never|not at all|not a chance|certainly not|of course not|definitely not|not in|nope"
            r"|under no circumstances|X\d+ (?:am|'m|was|is) (?:staying|loyal|happy)"
            r"|X\d+ (?:am|'m|is|was|will|would) not)\b"
        ),
    ),
    ("intends", re.compile(rf"{_REPLIED}(?:yes|of course|certainly|definitely|X\d+ (?:will|would)) [.,]")),
)
_CALL = r"(?:call|calls|demand|demands|plea|appeal)"
_ECHOED = r"(?:echoed|backed|repeated|supported|endorsed|joined)"
_BODY = r"[POBLDG]\d+(?::[\w-]+)?"
_ECHO = re.compile(
    rf"(?:{_CALL} (?:was|were|has been|have been) (?:later )?{_ECHOED} by (?:the )?(?:[A-Z]\d+(?::[\w-]+)? 's )?"
    rf"|(?={_BODY} (?:, )?(?:has |have |had )?{_ECHOED} (?:the|that|this|those|these|X\d+|{_BODY} 's) {_CALL} [.,]))"
    rf"(?P<behind>{_BODY})"
)
_ECHOING = frozenset(["echoed", "backed", "repeated", "supported", "endorsed", "joined"])
_CALLS = frozenset(["call", "calls", "demand", "demands", "plea", "appeal"])


def answer(line: Line, trigger: Trigger, later: bool) -> tuple[Stance, str] | None:
    """The stance and the marker of the one who answers; None where the answer does not tell, or names an act itself."""
    if later:
        return None
    match = _ANSWERER.match(line.text[trigger.end :])
    if match is None:
        return None
    asked = _ASKED.search(line.text[: trigger.start])
    marker = match["who"] or (asked["who"] if asked is not None else None)
    if marker is None:
        return None
    return next(((stance, marker) for stance, words in _ANSWERS if words.search(f"{match['reply']} ")), None)


def echoing_sentences(text: Text) -> list[int]:
    """The sentences that may echo a demand."""
    found: set[int] = set()
    for word in _ECHOING & text.places.keys():
        found.update(text.sentence_of[at] for at in text.places[word])
    return sorted(n for n in found if not _CALLS.isdisjoint(text.lowers[slice(*text.sentences[n])]))


def echo(line: Line) -> str | None:
    """The marker of the one who echoes a demand that was reported before."""
    match = _ECHO.search(f"{line.text} ")
    return match["behind"] if match is not None else None
