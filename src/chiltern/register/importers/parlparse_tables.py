"""Files of parlparse and TheyWorkForYou sorted by what they hold: bytes go in, rows of each kind come out.

The XML and the tables made from it come out alike. A file is known by its columns or elements, never by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.parlparse_xml import xml_tables
from chiltern.register.importers.tables import Row, header_of, table

Rows = list[tuple[InFile, Row]]

# Kinds of table, by the columns that make one; the first that fits.
_KINDS: dict[str, tuple[str, ...]] = {
    "members": ("constituency", "party", "fromdate"),
    "spells": ("person_id", "party", "start_date"),
    "persons": ("person_id", "member_id"),
    "numbers": ("person_id", "mnis_id"),
    "aliases": ("fullname", "alternate"),
    "constituencies": ("cons_id", "name"),
}
EXPECTED = "all-members.xml, a table of its members, or a table of party spells"


@dataclass
class Tables:
    """`members` hold a seat, `spells` a party; the others say more of them.

    `persons` and `numbers` join membership to person and person to MNIS, `aliases` are other names of people, and
    `constituencies` the names of seats with their dates.
    """

    members: Rows = field(default_factory=list)
    spells: Rows = field(default_factory=list)
    persons: Rows = field(default_factory=list)
    numbers: Rows = field(default_factory=list)
    aliases: Rows = field(default_factory=list)
    constituencies: Rows = field(default_factory=list)


def sorted_tables(files: Sequence[InFile]) -> Tables:
    """Every row of every file; raises `BadInput` for a file of another kind."""
    found = Tables()
    for file in files:
        start = file.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        # XML in UTF-16 begins with a mark of its own.
        if start == b"<" or file.content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            for kind, rows in xml_tables(file).items():
                getattr(found, kind).extend((file, row) for row in rows)
        elif start in (b"{", b"["):
            raise BadInput(f"{file.name}: JSON; parlparse's people.json is Popolo: import it as popolo")
        else:
            kind = _kind(file)
            getattr(found, kind).extend((file, row) for row in table(file, _KINDS[kind]))
    return found


def _kind(file: InFile) -> str:
    header = header_of(file)
    for kind, columns in _KINDS.items():
        if set(columns) <= set(header):
            return kind
    if "commit" in header:
        raise BadInput(f"{file.name}: a list of changes to people.json, no roll; give {EXPECTED}")
    raise BadInput(f"{file.name}: its columns are {', '.join(header[:8])[:200] or 'none'}; expected {EXPECTED}")
