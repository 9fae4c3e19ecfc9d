"""A small invented House: eleven seats, a Speaker, one deputy, a government that another party supports.

Its rules are those of the House of Commons but for the number of seats; `with_its_rules` makes them known.
"""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from chiltern.house import rules as rules_module
from chiltern.house.rules import known_rules
from chiltern.register.model import (
    Affiliation,
    Division,
    Party,
    Person,
    Role,
    RollRows,
    Seat,
    Source,
    Tenure,
    Vote,
)
from chiltern.register.roll import Roll

DAY = date(2018, 3, 1)
MOORLAND = "House of Moorland"
PARTIES = (
    Party("con", "Conservative Party", "Con", colour="0063ba", other_names=("Tories",)),
    Party("lab", "Labour Party", "Lab", other_names=("Labour",)),
    Party("dup", "Democratic Unionist Party", "DUP"),
    Party("sf", "Sinn Féin", "SF"),
    Party("ind", "Independent", "Ind", kind="other"),
    Party("spk", "Speaker", "Spk", kind="other"),
    Party("green", "Green Party", "Green"),
    Party("moor", "Moor Group", "MG", kind="group"),
)
# Name, party, seat.
MEMBERS = (
    ("Ada Merrin", "con", "Harrow Vale"),
    ("Tom Okafor", "con", "Stone Bridge"),
    ("Jane Smith", "con", "Moor North"),
    ("Paul Smith", "con", "Moor South"),
    ("Lena Brandt", "dup", "Old Quay"),
    ("Nell Ashworth", "lab", "Mill Lane"),
    ("Jas Teller", "lab", "Long Field"),
    ("Rosa Green", "lab", "East Moor"),
    ("Finn Doran", "sf", "West Moor"),
    ("Ivo Lund", "ind", "Far Point"),
    ("Sam Chair", "spk", "High Seat"),
)


def person_id(name: str) -> str:
    return name.lower().replace(" ", "-")


def rows(legislature: str = MOORLAND) -> RollRows:
    """Everybody sits from the election of 8 June 2017 to the dissolution of 6 November 2019."""
    return RollRows(
        name="made",
        title="a made House",
        legislature=legislature,
        since="2017-06-08",
        until="2019-11-06",
        sources=(Source("gazette", "Gazette", retrieved="2018-06-30"),),
        parties=PARTIES,
        seats=tuple(Seat(person_id(seat), seat, legislature) for _, _, seat in MEMBERS),
        persons=tuple(
            Person(person_id(name), name, given=name.split(" ")[0], family=name.split(" ")[1]) for name, _, _ in MEMBERS
        ),
        tenures=tuple(
            Tenure(
                person_id(name),
                person_id(seat),
                "2017-06-08",
                "2019-11-06",
                "general election",
                "dissolution",
                sources=("gazette",),
            )
            for name, _, seat in MEMBERS
        ),
        affiliations=tuple(
            Affiliation(person_id(name), party, "2017-06-08", "2019-11-06", "elected", sources=("gazette",))
            for name, party, _ in MEMBERS
        ),
        roles=(
            Role("sam-chair", "Speaker", MOORLAND, "2017-06-08", None, ("gazette",)),
            Role("paul-smith", "Deputy Speaker", MOORLAND, "2017-06-08", None, ("gazette",)),
            Role("ivo-lund", "Member", "moor", "2018-02-01", None, ("gazette",)),
        ),
        divisions=(
            Division(
                "d1",
                "2018-02-10",
                "A motion",
                7,
                ayes=5,
                noes=3,
                votes=(
                    Vote("ada-merrin", "aye"),
                    Vote("tom-okafor", "aye"),
                    Vote("jane-smith", "aye"),
                    Vote("lena-brandt", "aye"),
                    Vote("nell-ashworth", "no"),
                    Vote("jas-teller", "no"),
                    Vote("rosa-green", "no", teller=True),
                    Vote("ivo-lund", "absent"),
                ),
            ),
            Division("d2", "2018-02-11", "Totals alone", 8, ayes=4, noes=4),
        ),
    )


def roll(legislature: str = MOORLAND) -> Roll:
    return Roll(rows(legislature))


def with_its_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """For one test the rules know of the House of Moorland."""
    known = known_rules()
    (commons,) = [one for one in known if one.legislature == "House of Commons"]
    moorland = replace(commons, legislature=MOORLAND, other_names=(), sizes=())
    monkeypatch.setattr(rules_module, "known_rules", lambda: (*known, moorland))
