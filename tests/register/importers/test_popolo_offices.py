"""Offices in Popolo: posts that parlparse copies from Parliament, committees, a party's leader."""

from __future__ import annotations

from chiltern.register.model import Role
from tests.register.importers.popolo_files import WHIP, parties, people, rows, spell


def test_posts_are_offices_whose_end_is_the_first_day_out() -> None:
    def office(key: str, role: str | None, body: str = "house-of-commons", **more: str) -> dict[str, str | None]:
        return {
            "id": f"uk.parliament.data/Member/77/{key}",
            "person_id": f"{WHIP}/person/9001",
            "organization_id": body,
            "role": role,
            **more,
        }

    posts = {
        "organizations": [
            {"id": "house-of-commons", "name": "House of Commons"},
            {"id": "tea-committee", "name": "Tea Committee"},
        ],
        "memberships": [
            office(
                "GovernmentPost/1",
                "Minister for Tea",
                source="datadotparl/governmentpost",
                start_date="2018-01-09",
                end_date="2019-07-24",
            ),
            office("Committee/2", None, "tea-committee", source="datadotparl/committee", start_date="2019-09-01"),
        ],
    }
    source = ("parlparse-posts",)
    alone = rows(posts)
    assert [(one.name, one.identifiers) for one in alone.persons] == [("person 9001", {"twfy": "9001", "mnis": "77"})]
    together = rows(people(spell(9001, 801, "labour", "2017-06-08")), posts)
    assert [one.name for one in together.persons] == ["Nell Ashworth"]
    assert alone.roles == (
        Role("person-9001", "Minister for Tea", "HM Government", "2018-01-09", "2019-07-24", source),
        Role("person-9001", "Member", "Tea Committee", "2019-09-01", None, source),
    )
    assert [role.role for role in together.roles] == ["Minister for Tea", "Member"]


def test_memberships_of_a_party_are_affiliations_and_its_posts_offices() -> None:
    body = {"id": "labour", "name": "Labour", "classification": "party"}
    rows_of_party = [
        {"person_id": f"{WHIP}/person/9001", "organization_id": "labour", "start_date": "2009"},
        {
            "person_id": f"{WHIP}/person/9002",
            "organization_id": "labour",
            "role": "Leader",
            "start_date": "2011",
            "end_date": "2012",
        },
    ]
    made = rows(people(*rows_of_party, organizations=[body]))
    assert (made.tenures, parties(made)) == ((), [("nell-ashworth", "labour", "2009", None)])
    assert [(role.person, role.role, role.of, role.until) for role in made.roles] == [
        ("owen-garth", "Leader", "labour", "2013-01-01")
    ]
