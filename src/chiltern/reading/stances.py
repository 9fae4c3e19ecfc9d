"""Where a sentence stands on an act that it names: templates such as "H <call> on S to A.to".

In: a `Line` and one of its act phrases. Out: `Judged`: the stance, and the markers of the holder and of the act's
subject where the template names them. The templates are data: `words/stances.yml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from chiltern import words
from chiltern.claims import Stance
from chiltern.reading.acts import Trigger
from chiltern.reading.clauses import Line, is_marker
from chiltern.reading.lexicon import inflect

_AUXILIARY = r"(?:(?:has|have|had|'ve|'s|'d|is|are|been|now|also) )*"
# People go with people, bodies with bodies; a seat does nothing itself.
_PEOPLE, _BODIES = r"[PXDG]\d+(?::[\w-]+)?", r"[OBL]\d+(?::[\w-]+)?"


def _listed(who: str) -> str:
    company = "along with|together with|alongside|accompanied by|joined by"
    return rf"{who}(?:(?: , {who}){{0,12}}(?: ,)? (?:and|{company}) (?:the )?{who}(?= ))?"


_NAME = rf"(?:G\d+(?::\w+)? )?(?:{_listed(_PEOPLE)}|{_listed(_BODIES)})(?: 's)?(?: [,–—-](?= ))?"
# What "…" lets pass: no further clause of another subject, so no full stop, colon or semicolon.
# How far around an act the words about it may stand: in characters of the line, some sixty words.
_WINDOW = 360
_GAP = r"(?:(?![.;:] )\S+ ){0,9}?"
_FORM = {
    "A": r"@\w+",
    "A.to": "@to",
    "A.ing": "@ing",
    "A.done": "@done",
    "A.now": "@now",
    "A.noun": "(?:(?:a|an|the|any|another) )?@noun",
}

# What of these elements stands in the words around an act: its form, or the letter of a name's marker.
_NEEDED: dict[str, set[str]] = {form: {f"@{form[2:]}"} for form in _FORM if "." in form} | {
    "A": set(),
    "S": set("PXDGOBL"),
}


# Before a welcome or an endorsement that was not given.
_UNSAID = frozenset(["not", "never", "refused", "refuse", "declined", "yet", "if", "whether", "might"])
_SAYING = frozenset(["will", "'ll", "would", "decided", "to"])
# Before a verb that shares the subject of the one before: "… and has since joined".
_JOINED = re.compile(r"\b(?:and|but|then)(?: (?:has|have|had|now|since|then|later))* $")


class Judged(NamedTuple):
    """A stance with the markers met; places are in the line's text. `template` says which rule it was."""

    stance: Stance
    holder: str | None
    subject: str | None
    start: int
    end: int
    template: str


# An act is named and nobody is said to stand anywhere on it ("speculation over whether …").
NOBODY = Judged("done", None, None, 0, 0, "none")


class _Template(NamedTuple):
    """`needs` are sets of words of which one each must stand around an act that the template fits."""

    stance: Stance | None
    text: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


def _compile(stance: Stance | None, template: str) -> _Template:
    parts = re.findall(r"[(<][^)>]*[)>]\??|\S+", template)
    pattern = "".join(map(_part, parts))
    if parts[:2] == ["H", "…"]:
        # The gap belongs to the holder: without one the words begin at the next element.
        pattern = rf"(?:(?P<H>{_NAME}) {_AUXILIARY}{_GAP})?" + "".join(map(_part, parts[2:]))
    # Words before markers: most lines fail for want of a word.
    needs = tuple(sorted((need for part in parts if (need := _need(part))), key=_any_marker))
    return _Template(stance, template, re.compile(r"(?<!\S)" + pattern), needs)


def _any_marker(need: frozenset[str]) -> bool:
    """Whether a marker meets the need."""
    return any(len(word) == 1 or word[0] == "@" for word in need)


def _need(part: str) -> frozenset[str]:
    """The words of which one must stand for an element; none for one that may be missing or be any act."""
    if part in ("…", "H") or part.endswith("?"):
        return frozenset()
    if part.startswith("<"):
        return frozenset(form for verb in part[1:-1].split("|") for form in inflect(verb))
    needs = [_NEEDED.get(choice.split()[0], {choice.split()[0]}) for choice in part.strip("()").split("|")]
    return frozenset().union(*needs) if all(needs) else frozenset()


def _part(part: str) -> str:
    """One element of a template as an expression that ends with the space behind it."""
    if part == "…":
        return _GAP
    if part == "H":
        return rf"(?:(?P<H>{_NAME}) (?:(?:who|which) )?{_AUXILIARY})?"
    optional = part.endswith("?")
    part = part.removesuffix("?")
    if part == "S":
        made = rf"(?P<S>{_NAME}) "
    elif part.startswith("<"):
        made = f"(?:{'|'.join(form for verb in part[1:-1].split('|') for form in inflect(verb))}) "
    else:
        made = f"(?:{'|'.join(_choice(choice) for choice in part.strip('()').split('|'))}) "
    return f"(?:{made})?" if optional else made


def _choice(choice: str) -> str:
    """One alternative; it may hold several words, an act or a subject."""
    words_ = (_FORM.get(word) or (rf"(?P<S>{_NAME})" if word == "S" else re.escape(word)) for word in choice.split())
    return " ".join(words_)


@cache
def _templates() -> tuple[_Template, ...]:
    entries = dict(words.load("stances")["templates"])
    first = entries.pop("first")
    return tuple(
        _compile(None if stance == "none" else stance, template)
        for group in (first, entries)
        for stance, templates in group.items()
        for template in templates
    )


@cache
def _templates_for(form: str) -> tuple[tuple[_Template, ...], dict[str, list[int]]]:
    """The templates that fit an act in this form, and their places by the words of a need; "" has those without."""
    marker = f"@{form}"
    fitting = tuple(
        t for t in _templates() if all(marker in need for need in t.needs if any(w[0] == "@" for w in need))
    )
    by_word: dict[str, list[int]] = {}
    for number, template in enumerate(fitting):
        plain = [need for need in template.needs if not _any_marker(need)]
        for word in min(plain, key=len, default=("",)):
            by_word.setdefault(word, []).append(number)
    return fitting, by_word


def judge(line: Line, trigger: Trigger) -> Judged | None:
    """The first template that fits the act phrase where it stands, or None."""
    first = line.text.rfind(" ", 0, max(0, trigger.start - _WINDOW)) + 1
    marked = f"{line.text[first : trigger.start]}@{trigger.form}{line.text[trigger.end : trigger.end + _WINDOW]} "
    at = trigger.start - first
    shift = first + len(line.text[trigger.start : trigger.end]) - len(f"@{trigger.form}")
    words_ = set(marked.split())
    words_.update([word[0] for word in words_ if is_marker(word)])
    templates, by_word = _templates_for(trigger.form)
    near = {number for word in by_word.keys() & words_ for number in by_word[word]}
    for template in [templates[number] for number in sorted(near.union(by_word.get("", ())))]:
        if any(map(words_.isdisjoint, template.needs)):
            continue
        for match in template.pattern.finditer(marked):
            if not match.start() <= at < match.end():
                continue
            if template.stance is None:
                return NOBODY
            named = match.groupdict()
            end = match.end() - 1
            return Judged(
                template.stance,
                named.get("H"),
                named.get("S"),
                first + match.start(),
                max(trigger.end, end + shift if end > at else first + end),
                template.text,
            )
    return None


def greeting(line: Line, trigger: Trigger) -> Judged | None:
    """ "Welcomed X to the party", "endorsed X": a stance by itself, unless denied or left open."""
    if trigger.act not in ("greeted", "backed"):
        return None
    before = line.text[: trigger.start].split()[-3:]
    if not _UNSAID.isdisjoint(before) or (
        trigger.act == "backed" and trigger.form == "to" and _SAYING.isdisjoint(before)
    ):
        return NOBODY
    stance: Stance = "welcomes" if trigger.act == "greeted" else "supports"
    return Judged(stance, None, trigger.groups["person"], trigger.start, trigger.end, "H")


def shared(line: Line, trigger: Trigger) -> Judged | None:
    """ "X won the seat but defected to …": the second verb has the clause's subject."""
    joined = _JOINED.search(line.text[: trigger.start])
    loses = trigger.act == "removed" and trigger.verb in ("lose", "have")
    if joined is None or trigger.form not in ("done", "now"):
        return None
    if not loses and trigger.act not in ("leave", "join", "form", "resign_seat", "lead"):
        return None
    return Judged("done", None, None, trigger.start, trigger.end, "A")
