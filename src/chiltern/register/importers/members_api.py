"""The UK Parliament's Members API: its JSON answers and tables made of them go in, a roll of one house comes out.

Any mix of answers and tables is one reading of one register; a file is known by its keys or columns, never by its
name. The House of Commons comes out where no chamber is asked for. Where several answers tell of one person, the
history goes before the biography and that before the present state of a search.

How members came and went is said where the answers say it. In the Commons it is also inferred where the dates show a
whole house: a day on which a hundred or more begin, at least half of the house, is a general election; after it, a day
on which few begin is a by-election; a day on which as many stop, and none begin, is a dissolution.
"""

from __future__ import annotations

from collections.abc import Sequence

from chiltern.dates import parse_date
from chiltern.errors import BadInput
from chiltern.register.importers.base import Imported, InFile, Wish
from chiltern.register.importers.draft import Draft
from chiltern.register.importers.house_rows import fill
from chiltern.register.importers.members_api_csv import gather_tables
from chiltern.register.importers.members_api_json import Answers
from chiltern.register.importers.parliament import LICENCE, House, wished_chamber
from chiltern.register.importers.partybook import party_book
from chiltern.register.model import Source


def read(files: Sequence[InFile], wish: Wish) -> Imported:
    """The roll of one house; raises `BadInput` for a file that is nothing of the API's, and where nothing is told."""
    chamber = wished_chamber(wish)
    source = Source(
        id="members-api",
        name="UK Parliament Members API",
        publisher="UK Parliament",
        url="https://members-api.parliament.uk/",
        licence=LICENCE,
        retrieved=parse_date(wish.retrieved) if wish.retrieved else None,
    )
    draft, house = Draft(source, chamber, party_book("uk")), House(chamber)
    answers = Answers(draft, house)
    gather_tables([file for file in files if not is_json(file)], draft, house)
    for file in files:
        if is_json(file):
            answers.gather(file)
    answers.note_missing_pages()
    fill(draft, house)
    answers.write_contests()
    return whole(draft, f"{source.id}-{chamber.split()[-1].lower()}", f"{chamber}: {source.name}")


def is_json(file: InFile) -> bool:
    return file.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def whole(draft: Draft, name: str, title: str) -> Imported:
    """The roll, or `BadInput` with the first fault where the files hold nothing for it."""
    made = draft.imported(name, title)
    if not (made.rows.persons or made.rows.parties or made.rows.seats):
        raise BadInput(str(made.skipped[0]) if made.skipped else f"nothing of the {draft.legislature} in these files")
    return made
