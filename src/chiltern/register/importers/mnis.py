"""MNIS and the Parliamentary Data Platform: tables of memberships and posts go in, a roll of a house comes out.

MNIS is Parliament's Members' Names Information Service, the Data Platform was to follow it. Tables made of
either are known by their columns; they are two sources, so that each is imported for itself. MNIS's own answers, XML
or JSON, are read as well (`mnis_answers.py`). How members came and went is inferred as for the Members API.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from chiltern.dates import parse_date
from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.draft import Draft, day, gender
from chiltern.register.importers.house_rows import fill
from chiltern.register.importers.members_api import whole
from chiltern.register.importers.mnis_answers import gather_answer, is_answer
from chiltern.register.importers.parliament import (
    COMMONS,
    LICENCE,
    LORDS,
    House,
    Post,
    PostKind,
    listed,
    wished_chamber,
)
from chiltern.register.importers.partybook import party_book
from chiltern.register.importers.spells import Spell, days
from chiltern.register.importers.tables import Row, header_of, table
from chiltern.register.model import Source
from chiltern.register.spans import span_of

MNIS = ("mnis", "Members' Names Information Service", "https://data.parliament.uk/membersdataplatform/")
PDP = ("pdp", "Parliamentary Data Platform", "https://api.parliament.uk/")
_SEAT, _PARTY, _COMMITTEE = "seat_incumbency", "party_membership", "committee_membership"
_POSTS: dict[str, PostKind] = {
    "government": "government", "opposition": "opposition", "parliamentary": "parliamentary",
    "other_parliaments": "parliament",
}  # fmt: skip
_POST = re.compile(rf"(?P<kind>{'|'.join(_POSTS)})(?P<role>_role)?_incumbency_start_date")

Reader = Callable[[House, InFile, Row], None]


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The roll of one house; raises `BadInput` for a file that is none of the tables, and for tables of two sources."""
    chamber = wished_chamber(wish)
    tables = [(file, header_of(file)) for file in files if not is_answer(file)]
    platform = {"person_id" in header for _, header in tables} | {False for file in files if is_answer(file)}
    if len(platform) > 1:
        raise BadInput("files of MNIS and of the Data Platform, which are two sources: import each for itself")
    key, name, url = PDP if platform == {True} else MNIS
    source = Source(
        id=key,
        name=name,
        publisher="UK Parliament",
        url=url,
        licence=LICENCE,
        retrieved=parse_date(wish.retrieved) if wish.retrieved else None,
    )
    draft, house = Draft(source, chamber, party_book("uk")), House(chamber, "pdp" if key == "pdp" else "mnis")
    # The table of members goes first: its names are the ones to keep.
    readers = [(file, *_reader(file, header)) for file, header in tables]
    for file, _, reader in sorted(readers, key=lambda item: item[1]):
        for row in table(file, ("mnis_id",) if key == "mnis" else ("person_id",)):
            with draft.row(file, row):
                reader(house, file, row)
    for file in files:
        if is_answer(file):
            gather_answer(draft, house, file)
    for person, spells in house.parties.items():
        house.parties[person] = finest(spells)
    fill(draft, house)
    return whole(draft, f"{key}-{chamber.split()[-1].lower()}", f"{chamber}: {name}")


def finest(spells: Sequence[Spell]) -> list[Spell]:
    """One person's party spells without those that another table divides.

    The tables come "collapsed" too, consecutive spells of one party made one: of two tables of one source the finer
    says more, and the coarser would contradict it. A spell goes that holds another table's of the same party within.
    """
    if len({spell.file.name for spell in spells}) < 2:
        return list(spells)
    spans = [(spell, span_of(spell)) for spell in spells]
    return [
        spell
        for spell, span in spans
        if not any(
            other.of == spell.of and other.file is not spell.file and inner != span
            and span.start <= inner.start and inner.end <= span.end
            for other, inner in spans
        )
    ]  # fmt: skip


# Which table it is


def _reader(file: InFile, header: Sequence[str]) -> tuple[int, Reader]:
    """The order in which a table is read, and what reads its rows; raises `BadInput` for another table."""
    have = set(header)
    posts = [match for name in header if (match := _POST.fullmatch(name))]
    if f"{_SEAT}_start_date" in have:
        return 1, _sitting
    if {f"{_PARTY}_start_date", "party_name"} <= have:
        return 2, _party
    if posts:
        kind = posts[0]["kind"]
        own = f"{kind}{posts[0]['role'] or ''}_name"
        column = own if own in have else "position_name"
        if column in have:
            return 3, _post_reader(_POSTS[kind], column, posts[0][0].removesuffix("_start_date"))
    if {f"{_COMMITTEE}_start_date", "committee_name"} <= have:
        return 3, _post_reader("committee", "committee_name", _COMMITTEE)
    if "display_name" in have and have & {"given_name", "family_name", "full_title"}:
        return 0, _member
    raise BadInput(
        f"{file.name}: no table of MNIS or the Data Platform (it has the columns {listed(header)}); "
        "give members, commons-memberships, party-memberships, or government, opposition or parliamentary roles"
    )


# Rows


def _person(house: House, values: dict[str, str]) -> str:
    """The key of a row's person: the number in MNIS, or that of the Data Platform, whose rows carry both."""
    number = values.get("mnis_id", "")
    if house.scheme == "mnis" or not values.get("person_id"):
        if not number.isdecimal():
            raise BadInput("no member's number")
        key = str(int(number))
    else:
        key = _last(values["person_id"])
    known = house.person(key, values.get("display_name", ""))
    if number.isdecimal():
        known.identifiers["mnis"] = str(int(number))
    return key


def _last(address: str) -> str:
    """The id at the end of an address of the Data Platform, or the id alone."""
    return address.rstrip("/").rpartition("/")[2]


def _days(values: dict[str, str], prefix: str) -> tuple[str | None, str | None]:
    since, until = day(values[f"{prefix}_start_date"]), day(values.get(f"{prefix}_end_date"))
    if days(since, until).days < 0:
        raise BadInput(f"it ends ({until}) before it begins ({since})")
    return since, until


def _member(house: House, file: InFile, row: Row) -> None:
    values = row.values
    known = {
        "given": values.get("given_name"),
        "family": values.get("family_name"),
        "gender": gender(values.get("gender")),
        "born": day(values.get("date_of_birth")),
        "died": day(values.get("date_of_death")),
    }
    house.person(_person(house, values), values["display_name"], **known)


def _sitting(house: House, file: InFile, row: Row) -> None:
    """A time in the Commons for a constituency, or in the Lords by a kind of membership."""
    values = row.values
    person, (since, until) = _person(house, values), _days(values, _SEAT)
    if "constituency_name" in values:
        house.sat(COMMONS, Spell(person, _constituency(house, values), since, until, file=file, line=row.line))
    else:
        seat = house.seat_named(values.get("seat_type_name") or LORDS)
        house.sat(LORDS, Spell(person, seat, since, until, file=file, line=row.line))


def _constituency(house: House, values: dict[str, str]) -> str:
    """The key of a seat: its number, which changes with the boundaries, or its name where there is none."""
    name = values["constituency_name"]
    if not name:
        raise BadInput("no constituency")
    number, platform = values.get("constituency_mnis_id", ""), _last(values.get("constituency_id", ""))
    if not (number or platform):
        return house.seat_named(name)
    known = {"mnis": number, "pdp": platform, "gss": values.get("constituency_ons_id", "")}
    return house.seat(f"mnis {number}" if number else f"pdp {platform}", name, identifiers=known)


def _party(house: House, file: InFile, row: Row) -> None:
    values = row.values
    person, (since, until) = _person(house, values), _days(values, _PARTY)
    if not values["party_name"]:
        raise BadInput("no party")
    spell = Spell(person, values["party_name"], since, until, file=file, line=row.line)
    house.belonged(spell, mnis=values.get("party_mnis_id", ""))


def _post_reader(kind: PostKind, column: str, prefix: str) -> Reader:
    def post(house: House, file: InFile, row: Row) -> None:
        values = row.values
        person, (since, until) = _person(house, values), _days(values, prefix)
        name = values[column]
        if not name:
            raise BadInput("no name for an office")
        role, body = ("Member", name) if kind in ("committee", "parliament") else (name, "")
        house.posts.append(Post(person, role, kind, since, until, body, file, row.line))

    return post
