"""Results of SPARQL queries as rows of named things: a file's bytes go in; people, parties, seats with labels come out.

The format is SPARQL 1.1 Query Results JSON (`head.vars`, `results.bindings`), or a plain list of objects. What a
variable holds is known by its name: `item` or `person`, `party`, `district` or `constituency`, `org`, `term`, `start`,
`end` and others, each thing with labels such as `itemLabel`, `name_en`, `party_name_en` or `org_cy`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile, Skipped
from chiltern.register.importers.popolo_rows import line_numbers
from chiltern.register.importers.tables import json_of

# What queries call each thing, letters only; the first name found is taken.
_NAMES: dict[str, tuple[str, ...]] = {
    "person": ("item", "person", "member", "politician", "human", "mp"),
    "party": ("party", "politicalparty", "group", "parliamentarygroup", "faction"),
    "seat": ("district", "constituency", "electoraldistrict", "seat", "area"),
    "org": ("org", "organization", "organisation", "house", "chamber", "legislature", "parliament", "body"),
    "term": ("term", "parliamentaryterm", "legislativeperiod", "role", "position"),
    "gender": ("gender", "sex", "sexorgender"),
    "start": ("start", "startdate", "starttime", "since", "from"),
    "end": ("end", "enddate", "endtime", "until", "to"),
    "born": ("born", "birth", "dob", "birthdate", "dateofbirth"),
    "died": ("died", "death", "dod", "deathdate", "dateofdeath"),
    "mnis": ("mnis", "mnisid"),
    "twfy": ("twfy", "twfyid", "theyworkforyou", "theyworkforyouid"),
    "gss": ("gss", "gsscode", "ons", "onscode"),
}
_THINGS = ("person", "party", "seat", "org", "term", "gender")
_OTHER_SIGNS = re.compile(r"[^a-z]+")
# What follows a thing's name in that of a label: "Label", "_name_en", "_cy". "_id" is a number, not Indonesian.
_LABEL = re.compile(r"(?:name|label)(?P<language>[a-z]{2,3})?|(?!id$)(?P<bare>[a-z]{2})")
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)")
_UNKNOWN = re.compile(r"https?://www\.wikidata\.org/\.well-known/.*|_:.*|t\d+")


class Thing(NamedTuple):
    """An item: its number ("" for none), the best label, and the labels in other languages."""

    item: str = ""
    name: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from other things: its number, or else its name."""
        return self.item or self.name


class Row(NamedTuple):
    """One solution of the query; `line` is where it begins in the file."""

    line: int
    texts: Mapping[str, str]
    things: Mapping[str, Thing]

    def text(self, what: str) -> str:
        """The plain value; "" where there is none, or where Wikidata marks it as unknown."""
        return self.texts.get(what, "")

    def thing(self, what: str) -> Thing:
        return self.things.get(what, Thing())


@dataclass
class Results:
    """One file's rows, and those that could not be read."""

    file: InFile
    rows: list[Row] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


class _Variables(NamedTuple):
    """Which variable holds a thing, if any does, and which hold its labels, the English one first."""

    value: str | None
    labels: tuple[str, ...]


def results_of(file: InFile) -> Results:
    """The file's rows; raises `BadInput` for a file that holds no results, or none about persons."""
    bindings, names = _bindings(file)
    variables = {what: _variables(names, what) for what in _NAMES}
    if bindings and variables["person"] == _Variables(None, ()):
        listed = ", ".join(names)[:200] or "none"
        raise BadInput(f"{file.name}: no variable for the person; call it item or person (there is {listed})")
    found = Results(file)
    for line, binding in zip(_lines(file), bindings, strict=True):
        if isinstance(binding, dict):
            texts = {what: _text(binding, one.value) for what, one in variables.items()}
            things = {what: _thing(binding, variables[what], texts[what]) for what in _THINGS}
            found.rows.append(Row(line, texts, things))
        else:
            found.skipped.append(Skipped(file.name, line, "no row of results"))
    return found


def _bindings(file: InFile) -> tuple[list[Any], list[str]]:
    """The rows as they are, and the names of all variables."""
    content = json_of(file)
    if isinstance(content, dict) and isinstance(content.get("results"), dict):
        head, bindings = content.get("head"), content["results"].get("bindings")
    else:
        head, bindings = None, content
    if not isinstance(bindings, list):
        hint = "; import it as popolo" if isinstance(content, dict) and "memberships" in content else ""
        raise BadInput(f"{file.name}: no results of a SPARQL query: JSON with head and results was expected{hint}")
    listed = head.get("vars") if isinstance(head, dict) else None
    named = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    used = (key for binding in bindings if isinstance(binding, dict) for key in binding)
    return bindings, list(dict.fromkeys((*named, *used)))


def _lines(file: InFile) -> list[int]:
    """The line on which each row begins."""
    content = file.content.removeprefix(b"\xef\xbb\xbf").strip()
    array = msgspec.Raw(content)
    if content.startswith(b"{"):
        for key in ("results", "bindings"):
            array = msgspec.json.decode(array, type=dict[str, msgspec.Raw])[key]
    return line_numbers(file.content, array)


def _variables(names: Sequence[str], what: str) -> _Variables:
    letters = {_OTHER_SIGNS.sub("", name.casefold()): name for name in reversed(names)}
    for base in _NAMES[what]:
        labels = _labels(letters, base)
        if what == "person" and (base in letters or labels):
            labels += _labels(letters, "")
        if base in letters or labels:
            return _Variables(letters.get(base), tuple(name for _, name in sorted(labels)))
    return _Variables(None, tuple(name for _, name in sorted(_labels(letters, ""))) if what == "person" else ())


def _labels(letters: Mapping[str, str], base: str) -> list[tuple[int, str]]:
    """The variables that are labels of a thing, with their rank: English, the user's own language, another."""
    found = []
    for key, name in letters.items():
        label = _LABEL.fullmatch(key.removeprefix(base)) if key.startswith(base) else None
        if label is not None and (not label["bare"] or (base and name[-3:-2] == "_")):
            language = label["language"] or label["bare"]
            found.append((0 if language == "en" else 1 if language is None else 2, name))
    return found


def _text(binding: Mapping[str, Any], name: str | None) -> str:
    value = binding.get(name) if name is not None else None
    if isinstance(value, dict):
        value = None if value.get("type") == "bnode" else value.get("value")
    text = str(value).strip() if isinstance(value, (str, int)) else ""
    return "" if _UNKNOWN.fullmatch(text) else text


def _thing(binding: Mapping[str, Any], variables: _Variables, value: str) -> Thing:
    item = _ITEM.fullmatch(value)
    if not value and binding.get(variables.value or "") is not None:
        # Unknown; the label service still writes something for it.
        return Thing()
    labels = [text for name in variables.labels if (text := _text(binding, name)) and not _ITEM.fullmatch(text)]
    if not item and value:
        labels.append(value)
    number = item[1] if item else ""
    name = labels[0] if labels else number
    return Thing(number, name, tuple(dict.fromkeys(label for label in labels if label != name)))
