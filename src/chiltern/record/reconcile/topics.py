"""What a position, a role or a figure is an answer to: the topics that bring claims of many reports together.

A key names the question by canonical entities, so that a new report touches only the topics of its own claims, and
every conflict can be told from the claims of one topic. The first word of a key is its family:

    stand|HOLDER|ACT|ABOUT|OBJECT where somebody stands on an act; leaving and giving up a seat need no object, for
                                  there is one party and one seat to leave
    departing|HOLDER|WHO          what somebody holds of another's going, whichever of the linked acts is named
    calls|ACT|REPORT              who, in one report, holds what of others' acts: a group and its members
    left|HOLDER, joined|HOLDER    which party
    day|HOLDER|ACT|OBJECT         on which day
    vote|HOLDER|OBJECT            how a vote of confidence ended
    seat-of|ROLE|PERSON, holder|SEAT, office|ROLE|BODY, since|PERSON|ROLE, role|PERSON|ROLE|BODY, former|...
    figure|MEASURE|ABOUT          which number
    name|KIND|BLURRED             how a name that the roll does not know is spelled
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chiltern.claims import Figure, Position, RoleClaim
from chiltern.names import fold, name_key
from chiltern.record.model import Entity, Found
from chiltern.record.parts import day_of
from chiltern.record.reconcile.model import Topic

# What is done here stays done, on whichever day it is told.
FINAL = frozenset({"leave", "join", "form", "remove", "resign_seat"})
OWN = frozenset({"done", "intends", "rules_out", "leaves_open", "conditional"})
LINKED = frozenset({"leave", "resign_seat"})
# A person has one seat in each of these chambers at a time.
SEATED = frozenset({"mp", "mep", "msp", "ms", "td", "mla", "senator", "representative"})
# Offices that one person holds at a time, by `name_key`.
SINGLE = frozenset(
    {
        *("leader", "deputy leader", "president", "mayor", "governor", "chief whip", "general secretary"),
        *("prime minister", "deputy prime minister", "first minister", "majority leader", "minority leader"),
        *("chancellor", "shadow chancellor", "home secretary", "shadow home secretary"),
        *("foreign secretary", "shadow foreign secretary"),
    }
)
_SAME_OFFICE = {"council leader": "leader", "leader of the council": "leader", "member of parliament": "mp"}
_SPELLED = frozenset({"party", "body", "seat"})
_CAPITAL = re.compile(r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")
# "when he was chancellor": the words tell of another time, whatever the reading made of them.
_PAST = re.compile(r"\b(?:was|were|been|then|once|former|formerly|previously|previous|ex)\b", re.IGNORECASE)
_SMALL = frozenset({"the", "and", "of", "for", "in", "a"})


def topics_of(found: Found) -> tuple[Topic, ...]:
    """The topics that the claim answers, each once; a statement has none here."""
    match found.claim:
        case Position():
            made = _position(found, found.claim)
        case RoleClaim():
            made = _role(found, found.claim)
        case Figure():
            made = _figure(found, found.claim)
        case _:
            return ()
    return tuple(dict.fromkeys((*made, *_spelled(found))))


def identity(entity: Entity, report: int) -> str:
    """Short text that is the same for one entity in every report, and its own in each report for an unnamed one.

    A seat goes by its name: whether the roll knew it on the report's day is no matter.
    """
    if entity.kind == "seat":
        return f"seat:{name_key(entity.name)}"
    if entity.unnamed:
        return f"r{report}:{entity.kind}:{fold(entity.name)}"
    if entity.register_id is not None:
        return f"{entity.kind}:{entity.register_id}"
    return f"entity:{entity.id}" if entity.id is not None else f"{entity.kind}:{name_key(entity.name)}"


def office(role: str) -> str:
    """The key of an office: "Council leader" and "leader" (of a council) are one."""
    key = fold(role)
    return _SAME_OFFICE.get(key, key)


def day_told(found: Found) -> str:
    """The day that the claim's words give for what they tell, else the report's; "" where neither is known."""
    when = found.claim.when if isinstance(found.claim, Position) else None
    return day_of(when) or day_of(found.words.report.published) or ""


def blurred(name: str) -> str:
    """The start of each word that counts: names that differ in an ending or a slip share it."""
    return " ".join(word[:5] for word in name_key(name).split() if word not in _SMALL)


def concerns(found: Found) -> tuple[Entity | None, ...]:
    """Whom the act of a position is about: its subjects, else its object, else nobody."""
    return tuple(dict.fromkeys(found.linked.get("subject", ()))) or (found.one("object"),)


def third_party(found: Found) -> bool:
    """Whether a position judges what others do."""
    holder = found.one("holder")
    return holder is not None and not any(holder.same_as(subject) for subject in found.linked.get("subject", ()))


def _position(found: Found, claim: Position) -> Iterator[Topic]:
    holder = found.one("holder")
    if holder is None:
        return
    report = found.words.report.id
    who, day = identity(holder, report), day_told(found)
    final = claim.stance == "done" and claim.act in FINAL
    held = claim.stance if final or not day else f"{claim.stance}@{day}"
    past = "|past" if claim.historical else ""
    object_ = found.one("object")
    what = f"|{identity(object_, report)}" if object_ is not None and claim.act not in LINKED else ""
    for about in concerns(found):
        whom = identity(about, report) if about is not None else ""
        yield Topic(f"stand|{who}|{claim.act}|{whom}{what}{past}", held)
        if claim.act in LINKED and claim.stance not in OWN and about is not None and third_party(found):
            yield Topic(f"departing|{who}|{whom}{past}", f"{claim.act}:{held}")
    subjects = found.linked.get("subject", ())
    if claim.stance not in OWN and len(subjects) > 0 and third_party(found):
        whom = ",".join(sorted(identity(subject, report) for subject in subjects))
        yield Topic(f"calls|{claim.act}|r{report}", f"{who}:{claim.stance}:{whom}")
    if claim.stance == "done" and not claim.historical:
        yield from _done(found, claim, who)


def _done(found: Found, claim: Position, who: str) -> Iterator[Topic]:
    object_, report = found.one("object"), found.words.report.id
    what = identity(object_, report) if object_ is not None else ""
    if claim.act == "leave" and object_ is not None and object_.kind == "party":
        yield Topic(f"left|{who}", what)
    if claim.act == "join" and object_ is not None and object_.kind == "party":
        yield Topic(f"joined|{who}", what)
    told = day_of(claim.when)
    if claim.act in FINAL and told:
        yield Topic(f"day|{who}|{claim.act}|{what}", told)
    if claim.act == "confidence_vote" and (claim.result or claim.tally):
        yield Topic(f"vote|{who}|{what}", f"{claim.result or ''} {claim.tally or ''}@{told or ''}")


def _role(found: Found, claim: RoleClaim) -> Iterator[Topic]:
    person, body = found.one("person"), found.one("of")
    if person is None:
        return
    report = found.words.report.id
    who, role = identity(person, report), office(claim.role)
    where = identity(body, report) if body is not None else ""
    if claim.former or (claim.since is None and _PAST.search(found.words.text)):
        yield Topic(f"former|{who}|{role}|{where}", "was")
        return
    yield Topic(f"role|{who}|{role}|{where}", "is")
    since = day_of(claim.since)
    if since:
        yield Topic(f"since|{who}|{role}" + ("" if role in SEATED else f"|{where}"), since)
    if body is None or person.unnamed:
        return
    if role in SEATED and body.kind == "seat":
        yield Topic(f"seat-of|{role}|{who}", where)
        if role == "mp":
            yield Topic(f"holder|{where}", who)
    elif role in SINGLE:
        yield Topic(f"office|{role}|{where}", who)


def _figure(found: Found, claim: Figure) -> Iterator[Topic]:
    report = found.words.report.id
    about = found.one("about")
    # Words that name one place tell what a figure is about where the reading does not.
    named = dict.fromkeys(match.group() for match in _CAPITAL.finditer(found.words.text))
    if about is not None:
        what = identity(about, report)
    else:
        what = f"named:{name_key(next(iter(named)))}" if len(named) == 1 else f"r{report}"
    unit = f" {claim.unit}" if claim.unit else ""
    yield Topic(f"figure|{claim.measure}|{what}", f"{'about ' if claim.approximate else ''}{claim.value}{unit}")


def _spelled(found: Found) -> Iterator[Topic]:
    """Names of bodies and seats that the roll does not know: it may know them by another spelling."""
    for entities in found.linked.values():
        for entity in entities:
            if entity.register_id is None and entity.kind in _SPELLED and blurred(entity.name):
                kind = "seat" if entity.kind == "seat" else "body"
                yield Topic(f"name|{kind}|{blurred(entity.name)}", name_key(entity.name))
