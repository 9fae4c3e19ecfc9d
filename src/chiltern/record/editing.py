"""From what an editor says to a decision: finds what is meant by a handle, a name or a number, and makes the decision.

Handles are those that the commands show: the first digits of a claim or conflict; names are as reporters write them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args, get_type_hints

import msgspec

from chiltern.claims import Claim, EntityKind, Ref
from chiltern.dates import parse_date
from chiltern.errors import AmbiguousName, BadInput, NotFound
from chiltern.names import fold, name_key
from chiltern.record.decisions import NewDecision, corrected, decision_of
from chiltern.record.events import decide
from chiltern.record.model import Action, Decision, Entity, Found, TargetKind
from chiltern.record.queries.disputes import conflict
from chiltern.record.queries.finding import find
from chiltern.record.queries.passages import digest_of
from chiltern.record.rows import claims_where
from chiltern.record.view import View
from chiltern.words import load

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_FLAGS = ("historical", "former", "approximate", "speech")


def make(
    view: View,
    action: Action,
    target: str,
    *,
    editor: str,
    reason: str,
    into: str | None = None,
    report: str | None = None,
    fields: Mapping[str, str] | None = None,
) -> Decision:
    """Makes the decision and gives it back.

    `confirm`, `reject` and `note` take the number of a claim or conflict, `note` also a name; `correct` a claim, and
    `fields` as text ("stance": "intends"; "holder": a name, or kind:NAME for somebody new; "" for nothing); `merge` a
    name and `into` another; `split` a name and the `report` (its number, file or title) in which it means somebody
    else; `undo` the number of a decision. Raises `BadInput`, `NotFound`, `AmbiguousName` or `RecordBusy`.
    """
    target, editor, reason = map(_sound, (target, editor, reason))
    match action:
        case "merge":
            return _merge(view, target, _sound(into or ""), editor, reason)
        case "split":
            return _split(view, target, _sound(report or ""), editor, reason)
        case "undo":
            return _undo(view, target, editor, reason)
    kind, digest = _target(view, action, target)
    new = NewDecision(editor, action, kind, digest, reason)
    if kind != "claim":
        return decide(view, new)
    claim = _standing(view, digest, target)
    if action == "correct":
        if not fields:
            raise BadInput("a correction needs what to correct, as field=value: stance=intends")
        return decide(view, new, claim, corrected(claim.claim, _values(view, claim.claim, fields)))
    return decide(view, new, claim)


def _target(view: View, action: Action, target: str) -> tuple[TargetKind, str]:
    """What a handle or a name means."""
    text = target.strip().lower()
    if len(text) >= 6 and not set(text) - set("0123456789abcdef"):
        try:
            return "claim", digest_of(view, text)
        except AmbiguousName:
            raise
        except NotFound:
            if action == "correct":
                raise
        try:
            return "conflict", conflict(view, text).digest
        except NotFound:
            raise NotFound(f"no claim and no conflict begins with {target!r}") from None
    if action != "note":
        raise BadInput(f"{target!r} is no claim or conflict: give the first digits of its number")
    return "entity", str(_in_record(find(view, target)).id)


def _standing(view: View, digest: str, target: str) -> Found:
    found = claims_where(view, "claim.digest = ?", [digest])
    if not found:
        raise NotFound(f"{target!r} no longer stands: a newer version or reading of its report has replaced it")
    if not found[0].words.in_force:
        number = max(one.decision for one in found[0].words.rulings)
        undo = f": undo decision {number} first" if number else ""
        raise BadInput(f"{target!r} is rejected, corrected or taken back already{undo}")
    return found[0]


def _merge(view: View, target: str, into: str, editor: str, reason: str) -> Decision:
    if not into:
        raise BadInput("a merge needs two names: who is the same as whom")
    one, other = _in_record(find(view, target)), _in_record(find(view, into))
    if one.id == other.id:
        raise BadInput(f"{one.name} and {other.name} are one already")
    if one.kind != other.kind:
        raise BadInput(f"{one.name} is a {one.kind} and {other.name} a {other.kind}: only like can be merged")
    if one.register_id is not None:
        if other.register_id is not None:
            raise BadInput(f"the roll knows {one.name} and {other.name} apart")
        one, other = other, one  # whom the roll knows stands for both
    return decide(view, NewDecision(editor, "merge", "entity", str(one.id), reason, str(other.id)))


def _split(view: View, target: str, report: str, editor: str, reason: str) -> Decision:
    if not report:
        raise BadInput("a split needs the report in which the name means somebody else")
    one, number = _in_record(find(view, target)), _report(view, report)
    with view.store.transaction():
        key = name_key(one.name) or fold(one.name)
        values = (one.kind, one.name, key, number)
        view.store.insert("INSERT OR IGNORE INTO entities (kind, name, key, report_id) VALUES (?, ?, ?, ?)", values)
        (made,) = view.row(
            "SELECT id FROM entities WHERE kind = ? AND key = ? AND report_id = ?", (one.kind, key, number)
        )
    if made == one.id:
        raise BadInput(f"{one.name} stands for a name of this report alone: there is nothing to split")
    return decide(view, NewDecision(editor, "split", "entity", str(one.id), reason, str(made), number))


def _undo(view: View, target: str, editor: str, reason: str) -> Decision:
    if not target.strip().isdecimal():
        raise BadInput(f"{target!r} is no decision: `chiltern log` shows their numbers")
    judged = decision_of(view, int(target))
    if judged.undone:
        raise BadInput(f"decision {judged.id} is undone already")
    return decide(view, NewDecision(editor, "undo", "decision", str(judged.id), reason))


def _in_record(entity: Entity) -> Entity:
    if entity.id is None:
        raise NotFound(f"no report names {entity.name}: there is nothing to decide")
    return entity


def _report(view: View, report: str) -> int:
    rows = view.rows(
        "SELECT DISTINCT report_id, name FROM report_versions WHERE CAST(report_id AS TEXT) = ?1 OR name = ?1"
        " OR title = ?1 ORDER BY report_id",
        (report.strip(),),
    )
    if not rows:
        raise NotFound(f"{report!r} is no report of the record: give its file, its title or its number")
    if len({row[0] for row in rows}) > 1:
        several = [f"{number} ({name})" for number, name in rows]
        raise AmbiguousName(f"{report!r} fits several reports: {', '.join(several[:8])}", several)
    return int(rows[0][0])


def _values(view: View, claim: Claim, fields: Mapping[str, str]) -> dict[str, object]:
    """What the text of each field means: a name, several, a number, yes or no, or plain text."""
    hints, values = get_type_hints(type(claim)), dict[str, object]()
    for name, given in fields.items():
        text = _sound(given)
        hint = str(hints.get(name, ""))
        if "Ref" in hint and "tuple" in hint:
            values[name] = [_ref(view, one) for one in text.split(",") if one.strip()]
        elif not text.strip():
            values[name] = None
        elif "Ref" in hint:
            values[name] = _ref(view, text)
        elif name in _FLAGS:
            values[name] = _flag(name, text)
        elif name == "value":
            values[name] = _number(text)
        elif name == "when":
            values[name] = parse_date(text)
        elif name == "measure":
            values[name] = _measure(text)
        else:
            values[name] = text.strip()
    return values


def _ref(view: View, text: str) -> object:
    """`kind:NAME` is somebody new; any other name is one that the roll or the record knows."""
    kind, colon, name = text.strip().partition(":")
    if colon and kind in get_args(EntityKind) and name.strip():
        return msgspec.to_builtins(Ref(name.strip(), kind))  # type: ignore[arg-type]  # checked above
    found = find(view, text.strip())
    return msgspec.to_builtins(Ref(found.name, found.kind, found.register_id))  # type: ignore[arg-type]  # of the record


def _flag(name: str, text: str) -> bool:
    if text.strip().lower() not in ("yes", "no"):
        raise BadInput(f"{name}={text}: say yes or no")
    return text.strip().lower() == "yes"


def _number(text: str) -> int | float | str:
    """A number as figures have them; anything else, and what no figure is as large as, stays text."""
    bare = text.strip().replace(",", "")
    if not _NUMBER.fullmatch(bare):
        return text.strip()
    return float(bare) if "." in bare else int(bare)


def _measure(text: str) -> str:
    measures = load("measures")["measures"]
    if text.strip() not in measures:
        raise BadInput(f"{text.strip()!r} is no measure: the measures are {', '.join(measures)}")
    return text.strip()


def _sound(text: str) -> str:
    """The text with what is no character, such as a stray byte of the command line, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
