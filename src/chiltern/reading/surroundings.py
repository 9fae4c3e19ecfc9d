"""What the words around an act phrase say where no template of a stance fits, or fits too well.

In: a line, an act phrase and, where there is one, its judgement. Out: a judgement from the phrase itself, the verb
before or the name before an aside; and whether the words are a mere case ("if someone resigns") or somebody else's.
"""

from __future__ import annotations

import re

from chiltern.reading.acts import Trigger
from chiltern.reading.clauses import Line, is_marker
from chiltern.reading.drafts import OWN
from chiltern.reading.stances import Judged

# A name, an aside between commas, and the auxiliaries before an act.
_ASIDE = re.compile(
    r"([POLGDX]\d+(?::[\w-]+)?) , (?:who|whose|which|where|a|an|the|one|formerly|once|now|elected|first"
    r"|led|having|along|together|alongside|accompanied|including|seen|known|aged|until|backed|considered|described) "
    r"(?:(?![.;:] )\S+ ){1,40}?, (?:(?:has|have|had|is|are|was|were|'s|now) )*$"
)


def goes_with(line: Line, before: Trigger, trigger: Trigger, judged: Judged | None) -> bool:
    """ "to stand down and allow a by-election": the second act shares what was said of the first."""
    between = line.text[before.end : trigger.start].split()
    if judged is None and between and trigger.form == before.form and trigger.form in ("done", "now"):
        return between[-1] in ("and", "but", "then")
    if between[-1:] == ["to"] and len(between) <= 4 and before.form in ("to", "done"):
        return trigger.form == "to" and judged is None
    if not between or len(between) > 3 or before.form != trigger.form:
        return False
    return between[0] in ("and", "or", ",") and (judged is None or between == ["and"]) and len(between) <= 2


def inside_another(line: Line, judged: Judged, marker: str, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether the name before the verb is the object of a clause between ("MPs who quit to form X are calling")."""
    at = line.text.find(marker, judged.start)
    return any(other is not trigger and other.form != "noun" and other.start <= at < other.end for other in triggers)


def plain(trigger: Trigger) -> Judged | None:
    """Phrases that say by themselves that the act was done ("the seat vacated by …", "lost a confidence vote")."""
    told = trigger.act in ("leave", "join") and trigger.form == "noun"
    if trigger.act == "confidence_vote" and trigger.form in ("done", "now"):
        return Judged("done", None, None, trigger.start, trigger.end, "A")
    if "person" in trigger.groups and (told or trigger.phrase.startswith("seat vacated")):
        marker = trigger.groups["person"]
        return Judged("done", None, marker, trigger.start, trigger.end, "")
    return None


def past_aside(line: Line, judged: Judged) -> Judged:
    """ "X, who was rumoured to follow the rebels, denied …": the name before the aside, not the last inside it."""
    marker = judged.holder or judged.subject
    if marker is None or not marker.endswith(" ,"):
        return judged
    end = line.text.find(marker, judged.start) + len(marker)
    match = _ASIDE.search(f"{line.text[:end]} ")
    if match is None or match.start(1) >= judged.start:
        return judged
    if judged.holder is not None:
        return judged._replace(holder=match[1], start=match.start(1))
    return judged._replace(subject=match[1], start=match.start(1))


def behind_aside(line: Line, trigger: Trigger) -> Judged | None:
    """ "Mr X, whose majority is 22, has left …": the subject stands before what the commas hold."""
    if trigger.form not in ("done", "now", "ing"):
        return None
    match = _ASIDE.search(line.text[: trigger.start])
    return Judged("done", None, match[1], match.start(1), trigger.end, "S") if match is not None else None


def hypothetical(line: Line, trigger: Trigger, judged: Judged) -> bool:
    """Nobody in particular ("if someone resigns"), or a question."""
    words = line.text[max(0, judged.start - 24) : judged.start].split()
    if (
        words
        and (words[-1] in ("if", "whether") or words[-2:] in (["if", "any"], ["if", "more"]))
        and judged.stance in ("done", "intends")
    ):
        return True
    if judged.stance == "done" and (line.text.startswith("had ") or _anybody(line, judged)):
        return True
    return line.text.endswith("?") and judged.stance in OWN


def _anybody(line: Line, judged: Judged) -> bool:
    """ "Any member who joins …": whoever does it, not somebody who did."""
    if judged.subject is None or judged.subject[0] == "P":
        return False
    phrase = line.mention(judged.subject).phrase
    return phrase is not None and "who" in judged.template and phrase.determiner in ("a", "an", "any", "every")


def somebody_elses(line: Line, trigger: Trigger) -> bool:
    """ "The rival's decision": a decision whose owner is not known for anybody is not the act reported."""
    before = line.text[: trigger.start].split()[-2:]
    return trigger.act == "going" and before[1:] == ["'s"] and not is_marker(before[0])
