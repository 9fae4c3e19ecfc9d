"""What Popolo calls people, places and bodies: its rows go in; one name, the other names and the identifiers come out.

A name may be text, text by language, or in parts. A person of parlparse has a Main name for each stretch of time
(a member who became a peer has two) and Alternates; the one that was in use on a given day is the name, the rest are
other names. Identifiers go under the schemes that join rolls of several sources: mnis, twfy, wikidata, gss and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chiltern.register.importers.popolo_rows import Identifier, Name, PersonRow, Words

# Schemes of several publishers that mean one register; any other scheme keeps its own name.
_SCHEMES = {
    **dict.fromkeys(("datadotparl_id", "datadotparl", "data.parliament.uk", "mnis_id", "parliament_id"), "mnis"),
    **dict.fromkeys(("wikidata_id", "wikidata_qid"), "wikidata"),
    **dict.fromkeys(("gss_code", "ons", "ons_code", "gss-code", "ons-code"), "gss"),
    **dict.fromkeys(("electoral_commission", "electoralcommission", "electoral-commission", "ec_id"), "ec"),
    **dict.fromkeys(("theyworkforyou", "twfy_id", "publicwhip"), "twfy"),
    **dict.fromkeys(("democracyclub", "democracy_club", "popit-person", "ynmp"), "democracy-club"),
}
_QID = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GSS = re.compile(r"(?:^|[:/])([ENSWKJ]\d{8})$", re.IGNORECASE)
_PUBLIC_WHIP = "uk.org.publicwhip/"
# The Ordnance Survey's Boundary-Line marks what kind of constituency each is: "Dover Co Const", "Lothian PER".
_BOUNDARY_LINE = re.compile(r"(?: \S+ Const| PER| Assembly Region)$")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_SMALL = frozenset(("and", "of", "the", "upon", "on", "in", "y", "a", "with", "by"))


def text(words: Words) -> str:
    """One text: the English one where there are several languages, else the first."""
    if not isinstance(words, dict):
        return words or ""
    for language in ("lang:en", "en", "lang:en-gb", "en-gb"):
        if words.get(language):
            return words[language] or ""
    return next((value for value in words.values() if value), "")


def texts(words: Words) -> Iterator[str]:
    """The text in every language."""
    if isinstance(words, dict):
        yield from (value for value in words.values() if value)
    elif words:
        yield words


def other_texts(rows: Any) -> tuple[str, ...]:
    """The names in a list of other names, each text or an object with a `name`; anything else is passed over."""
    found = [row.get("name") if isinstance(row, dict) else row for row in rows] if isinstance(rows, list) else []
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str) and name))


# Persons


def person_names(row: PersonRow, on: str) -> tuple[str, str, str, tuple[str, ...]]:
    """The name on a day (an ISO date; "" is the latest), its given and family parts, and all other names."""
    listed = (*(row.other_names or ()), *(row.names or ()))
    name, given, family = text(row.name), row.given_name or "", row.family_name or ""
    if not name and given and family:
        name = f"{given} {family}"
    if not name and listed:
        main = _main(listed, on)
        name = text(main.name) or _written(main)
        given, family = main.given_name or "", main.family_name or main.lordname or main.surname or ""
        if len(listed) == 1 and main.name is None:
            return name, given, family, ()
    others = [*(other for one in listed for other in (*texts(one.name), _written(one)) if other), *texts(row.name)]
    return name, given, family, tuple(dict.fromkeys(other for other in others if other != name))


def _main(names: Sequence[Name], on: str) -> Name:
    """The Main name in use on the day; where none was, the one that was used last."""
    if len(names) == 1:
        return names[0]
    names = [one for one in names if one.note == "Main"] or names
    then = [one for one in names if on and (one.start_date or "") <= on <= (one.end_date or "9999")]
    return max(then or names, key=lambda one: one.start_date or "")


def _written(name: Name) -> str:
    """A name in parts as it is written: "Nell Ashworth", "Lord Ashworth of Wye", "Bishop of Wye"."""
    if name.lordname or name.lordofname:
        parts = [name.honorific_prefix, name.lordname, f"of {name.lordofname}" if name.lordofname else None]
    else:
        parts = [name.given_name, name.family_name or name.surname]
    return " ".join(part for part in parts if part)


def names_of_membership(name: Any) -> tuple[str, str, str]:
    """The name that a membership of old parlparse files gives its person: whole, given and family."""
    if isinstance(name, str):
        return name, "", ""
    if not isinstance(name, dict):
        return "", "", ""
    fields = {key: value for key, value in name.items() if isinstance(value, str) and key in Name.__struct_fields__}
    made = Name(**fields)
    return text(made.name) or _written(made), made.given_name or "", made.family_name or made.lordname or ""


# Places


def place_name(name: str) -> str:
    """A constituency's name without the marks of Boundary-Line, which also writes some all in capitals."""
    name = _BOUNDARY_LINE.sub("", " ".join(name.split()))
    if not name.isupper() or len(name) < 4:
        return name
    return _WORD.sub(lambda word: word[0] if word.start() and word[0] in _SMALL else word[0].capitalize(), name.lower())


# Identifiers


def identifiers(rows: Iterable[Identifier] | None) -> dict[str, str]:
    """Identifiers by scheme; of two under one scheme the first."""
    found: dict[str, str] = {}
    for row in rows or ():
        scheme, value = (row.scheme or "").strip().casefold(), str(row.identifier or "").strip()
        gss = _GSS.search(value) if scheme == "ms_fb" else None
        if gss is not None:
            scheme, value = "gss", gss[1].upper()
        if scheme and value:
            found.setdefault(_SCHEMES.get(scheme, scheme), value)
    return found


def own_identifier(key: str, schemes: dict[str, str]) -> dict[str, str]:
    """What a row's own id says, where it is one of a known register. `schemes` are those of Public Whip's kinds of id,
    such as {"person": "twfy"}."""
    wikidata = _QID.fullmatch(key)
    if wikidata is not None:
        return {"wikidata": wikidata[1]}
    if key.startswith(_PUBLIC_WHIP):
        kind, _, number = key.removeprefix(_PUBLIC_WHIP).partition("/")
        return {schemes[kind]: number} if number and kind in schemes else {}
    if key.startswith("ocd-division/"):
        return {"ocd": key}
    return {}


def everypolitician_identifier(key: str) -> dict[str, str]:
    return {"everypolitician": key} if _UUID.fullmatch(key) else {}
