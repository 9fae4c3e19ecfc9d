"""Divisions in Hansard as parlparse writes it: the XML of a day's debates in, sheets out.

The Commons have <mplist> and <mpname>, the Lords <lordlist> and <lord>; the title is made of the headings above.
Entities are never fetched or expanded by the parser: those for characters are written out here, others stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from chiltern.errors import BadInput
from chiltern.register.importers.base import InFile
from chiltern.register.importers.divisions_sheets import Ballot, House, Sheet, count_of, vote_of
from chiltern.register.importers.draft import Draft, day
from chiltern.register.importers.tables import header_of, table

# uk.org.publicwhip/debate/2009-10-27d.195.2
_ID = re.compile(r"uk\.org\.publicwhip/(?P<kind>\w+)/(?P<value>[\w.-]+)")
_HOUSES: dict[str, House] = {"debate": "commons", "lords": "lords"}
_SCHEMES = {"member": "parlparse-member", "lord": "parlparse-member", "person": "twfy"}
_TELLER = re.compile(r"\s*\[\s*teller\s*\]\s*$", re.IGNORECASE)
# "Smith, Angela E. (Basildon)": Hansard tells namesakes apart by their seats.
_SEAT = re.compile(r"\s*\((?P<seat>[^()]+)\)\s*$")
_HONOUR = re.compile(r"^(?:(?:rh|hon|the)\b\.?\s*)+", re.IGNORECASE)
_BILL = re.compile(r"\bbill\b", re.IGNORECASE)
_PEERS = {
    "L": "Lord", "B": "Baroness", "V": "Viscount", "E": "Earl", "C": "Countess", "D": "Duke", "M": "Marquess",
    "Bp": "Bishop of", "Abp": "Archbishop of", "Ly": "Lady",
}  # fmt: skip


def is_numbers(file: InFile) -> bool:
    """Whether the file is a table that says whose the numbers of Hansard are, such as parlparse's person-members."""
    header = header_of(file)
    return "person_id" in header and ("member_id" in header or "mnis_id" in header)


def numbers_of(draft: Draft, files: Iterable[InFile]) -> dict[str, dict[str, str]]:
    """For each member number of Hansard the person's own, which last beyond one Parliament."""
    persons: dict[str, str] = {}
    mnis: dict[str, str] = {}
    for file in files:
        for row in table(file, needs=("person_id",)):
            with draft.row(file, row):
                person = _bare(row.values["person_id"])
                member, own = _bare(row.values.get("member_id", "")), row.values.get("mnis_id", "")
                if person and member:
                    persons[member] = person
                if person and own:
                    mnis[person] = own
    return {
        member: {"twfy": person} | ({"mnis": mnis[person]} if person in mnis else {})
        for member, person in persons.items()
    }


def _bare(number: str) -> str:
    """1857 of uk.org.publicwhip/member/1857."""
    return number.rpartition("/")[2]


def read_hansard(draft: Draft, file: InFile) -> Iterator[Sheet]:
    headings: list[str] = []
    for node in _parsed(file).iter("major-heading", "minor-heading", "division"):
        if node.tag == "major-heading":
            headings = [_text(node)]
        elif node.tag == "minor-heading":
            headings.append(_text(node))
        else:
            with draft.row(file, node.sourceline):
                yield _division(draft, file, node, _title(headings))


def _title(headings: list[str]) -> str:
    """What was debated and the point of it. A bill often stands under the major heading of the item before it."""
    bills = [heading for heading in headings if _BILL.search(heading)]
    subject = bills[-1:] or headings[:1]
    return ": ".join(dict.fromkeys(heading for heading in (*subject, *headings[-1:]) if heading))


def _parsed(file: InFile) -> Any:
    """The root of the XML; raises `BadInput` for anything else."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(file.content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"{file.name}: no XML that can be read: {error}") from None


def _division(draft: Draft, file: InFile, node: Any, title: str) -> Sheet:
    counts = node.find("divisioncount")
    said = {} if counts is None else dict(counts.attrib)
    sheet = Sheet(
        file,
        node.sourceline,
        _house(node),
        date=day(node.get("divdate")),
        number=count_of(node.get("divnumber")),
        title=title,
        ayes=count_of(said.get("ayes", said.get("content"))),
        noes=count_of(said.get("noes", said.get("not-content"))),
    )
    for vote in node.iter("mpname", "lord"):
        with draft.row(file, vote.sourceline):
            sheet.ballots += _ballots(file, vote)
    return sheet


def _house(node: Any) -> House:
    found = _ID.match(node.get("id") or "")
    house = _HOUSES.get(found["kind"]) if found else None
    return house or ("lords" if node.find("lordlist") is not None else "commons")


def _ballots(file: InFile, node: Any) -> list[Ballot]:
    """One ballot; two of somebody listed as having been in both lobbies."""
    parent = node.getparent()
    words = node.get("vote") or (parent.get("vote") if parent is not None else None) or ""
    given = _TELLER.sub("", _text(node))
    seat = _SEAT.search(given)
    bare = _SEAT.sub("", given)
    name = _peer(bare) if node.tag == "lord" else _member(bare)
    identifiers = tuple(
        (_SCHEMES[found["kind"]], found["value"])
        for found in (_ID.fullmatch(node.get(attribute) or "") for attribute in ("person_id", "id"))
        if found and found["kind"] in _SCHEMES
    )
    teller = node.get("teller") == "yes" or bool(_TELLER.search(_text(node)))
    return [
        Ballot(file, node.sourceline, vote_of(word)[0], name, teller, identifiers, seat["seat"].strip() if seat else "")
        for word in (("aye", "no") if words == "both" else (words,))
    ]


def _member(name: str) -> str:
    """ "Ancram, rh Mr. Michael" is "Mr Michael Ancram"."""
    family, _, rest = name.partition(",")
    return f"{_HONOUR.sub('', rest.strip())} {family}".strip() if rest else name


def _peer(name: str) -> str:
    """ "Anelay of St Johns, B." is "Baroness Anelay of St Johns"; whether an earl is one "of" it does not say."""
    family, _, rank = name.rpartition(",")
    title = _PEERS.get(rank.strip().rstrip("."))
    return f"{title} {family.strip()}" if title and family else name


def _text(node: Any) -> str:
    """All text inside, character entities written out, other markup left away."""
    parts = [node.text or ""] if isinstance(node.tag, str) else [html.unescape(node.text or "")]
    if isinstance(node.tag, str):
        for child in node:
            if child.tag is etree.Entity or isinstance(child.tag, str):
                parts.append(_text(child))
            parts.append(child.tail or "")
    return " ".join("".join(parts).split())
