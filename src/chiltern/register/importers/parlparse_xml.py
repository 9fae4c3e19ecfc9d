"""The XML of Public Whip and parlparse as tables: a file's bytes go in, the rows of each kind of element come out.

Elements keep what they say in attributes, so an element is a row. A file that declares entities is refused: the rolls
have none, and a few lines of them can fill a memory or read another file.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.tables import Row

_CONSTITUENCY = {"fromdate": "start_date", "todate": "end_date"}
_MEMBER = {"id": "member_id", "datadotparl_id": "mnis_id"}


def xml_tables(file: InFile) -> dict[str, list[Row]]:
    """Rows by kind: `members`, `persons` (a person's memberships), `aliases`, `constituencies` (a name each).

    Columns are those of the tables made from these files. Raises `BadInput` for what is no XML, or not of that kind.
    """
    reader = _Reader(file.name)
    try:
        reader.parser.Parse(file.content, True)
    except expat.ExpatError as error:
        raise BadInput(f"{file.name}, line {error.lineno}: no XML: {expat.ErrorString(error.code)}") from None
    except (ValueError, LookupError) as error:  # an encoding that does not exist, or that expat does not know
        raise BadInput(f"{file.name}: no XML that can be read: {error}") from None
    if not any(reader.tables.values()):
        raise BadInput(
            f"{file.name}: XML without members (it has {', '.join(reader.seen) or 'nothing'});"
            " expected parlparse's all-members.xml, with people.xml and the like beside it"
        )
    return reader.tables


class _Reader:
    """Collects rows while expat reads; it refuses entities as soon as they are declared."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tables: dict[str, list[Row]] = {"members": [], "persons": [], "aliases": [], "constituencies": []}
        self.seen: dict[str, None] = {}
        self._open: list[tuple[str, Mapping[str, str]]] = []
        self._named: set[str] = set()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._entity

    def _entity(self, *declared: object) -> None:
        line = self.parser.CurrentLineNumber
        raise BadInput(
            f"{self.name}, line {line}: it declares an entity ({declared[0]}); a roll has none: take that out"
        )

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _start(self, tag: str, found: dict[str, str]) -> None:
        said = {name: " ".join(value.split()) for name, value in found.items()}
        outer = self._open[-1] if self._open else ("", {})
        self._open.append((tag, said))
        if len(self.seen) < 6:
            self.seen.setdefault(f"<{tag[:40]}>")
        # <member> is the Commons; <member_sp>, <member_ni> are other houses.
        if tag == "member" or tag.startswith("member_"):
            self._add("members", {_MEMBER.get(name, name): value for name, value in said.items()})
        elif tag == "office" and outer[0] == "person":
            person = {"person_id": outer[1].get("id", ""), "latest_name": outer[1].get("latestname", "")}
            self._add("persons", {**person, "member_id": said.get("id", "")})
        elif tag == "alias":
            self._add("aliases", said)
        elif tag == "name" and outer[0] == "constituency":
            self._constituency(outer[1], said)

    def _constituency(self, place: Mapping[str, str], said: Mapping[str, str]) -> None:
        key = place.get("id", "").rpartition("/")[2]
        kind = "other" if key in self._named else "main"
        self._named.add(key)
        days = {_CONSTITUENCY[name]: place[name] for name in _CONSTITUENCY if name in place}
        self._add("constituencies", {"cons_id": key, "name": said.get("text", ""), "name_kind": kind, **days})

    def _add(self, kind: str, fields: dict[str, str]) -> None:
        self.tables[kind].append(Row(self.parser.CurrentLineNumber, fields))
