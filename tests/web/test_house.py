"""The page of the House: any day, the sum, who moved, and what if, all of it in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest
from starlette.testclient import TestClient

import chiltern
from chiltern.register.roll import save_roll
from chiltern.web.app import application
from tests.house.made import roll
from tests.web.documents import Document

GAPES = {"move": "Mike Gapes:Liberal Democrats"}


@pytest.fixture(scope="module")
def moorland(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A House whose rules nobody has written, with divisions and without a report."""
    folder = tmp_path_factory.mktemp("moorland")
    save_roll(roll(), folder / "roll.json")
    chiltern.new(folder / "made.db", roll=folder / "roll.json").close()
    with TestClient(application(folder / "made.db"), raise_server_exceptions=True) as made:
        yield made


def said(
    client: TestClient, fields: Mapping[str, str | list[str]] = MappingProxyType({}), status: int = 200
) -> Document:
    answer = client.get("/house", params=fields)
    assert answer.status_code == status
    document = Document(answer.content)
    assert document.faults() == []
    return document


def test_without_a_day_it_is_that_of_the_newest_report(client: TestClient) -> None:
    found = client.get("/house.json").json()
    assert (found["on"], found["since"], found["elected"]) == ("2019-02-22", "2019-02-17", "2017-06-08")
    assert found["house"]["majority"]["number"] == 8


def test_seats_are_compared_with_those_before_the_reports_and_at_the_election(client: TestClient) -> None:
    lines = {line["seats"]["name"]: line for line in client.get("/house.json").json()["parties"]}
    labour = lines["Labour Party"]
    assert (labour["seats"]["seats"], labour["before"], labour["elected"]) == (246, 255, 262)
    assert sum(line["elected"] for line in lines.values()) == 650


def test_a_party_whose_last_member_went_still_has_its_line(client: TestClient) -> None:
    found = client.get("/house.json?on=2019-07-10").json()["parties"]
    assert all(line["seats"]["seats"] or line["elected"] or line["before"] for line in found)


def test_the_days_on_which_somebody_moved_are_marked_and_lead_on(client: TestClient) -> None:
    found = client.get("/house.json?on=2019-02-19").json()
    assert (found["earlier"], found["later"]) == ("2019-02-18", "2019-02-20")
    assert {"2019-02-18", "2019-02-19", "2019-02-20", "2019-02-22"} <= set(found["turns"])
    document = said(client, {"on": "2019-02-19"})
    options = [one.get("value") for one in document.all("option") if one.get("value", "").isdigit()]
    assert len(options) == len(found["turns"])
    assert "/house?on=2019-02-20" in document.links


def test_changes_that_are_alike_are_told_once(client: TestClient) -> None:
    near = client.get("/house.json").json()["near"]
    (seven,) = [alike for alike in near if alike[0]["date"] == "2019-02-18"]
    assert len(seven) == 7
    assert len({(one["kind"], one["reason"]) for one in seven}) == 1


def test_around_a_day_whole_days_are_shown(client: TestClient) -> None:
    near = client.get("/house.json?on=2019-04-10").json()["near"]
    (formed,) = [alike for alike in near if alike[0]["kind"] == "group formed"]
    assert len(formed) == 11


def test_it_works_as_a_form(client: TestClient) -> None:
    document = said(client)
    day = next(one for one in document.all("input") if one.get("name") == "on" and one.get("type") == "date")
    assert (day.get("value"), day.get("min"), day.get("max")) == ("2019-02-22", "2017-06-08", "2019-11-05")
    slider = next(one for one in document.all("input") if one.get("type") == "range")
    assert slider.get("name") is None, "the date is what the form sends"


def test_what_if_is_in_the_address(client: TestClient) -> None:
    found = client.get("/house.json", params=GAPES | {"abstain": "DUP"}).json()
    assert found["what_if"]["difference"] == found["what_if"]["after"]["majority"]["number"] - 8
    text = said(client, GAPES | {"abstain": "DUP"}).text
    assert "Mike Gapes (Ilford South) sits for the Liberal Democrats, not for Independent." in " ".join(text.split())
    assert "Without what is supposed it is 8" in text


def test_the_picture_is_of_what_is_supposed(client: TestClient) -> None:
    document = said(client, GAPES)
    (image,) = [one.get("src", "") for one in document.all("img")]
    drawn = client.get(image)
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "as supposed" in drawn.text
    assert "Mike Gapes (Liberal Democrats)" in drawn.text
    assert "Chuka Umunna (Independent)" in drawn.text, "who had moved is marked too"


def test_ticks_become_hypotheses(client: TestClient) -> None:
    fields = {"tick": ["Wes Streeting", "Phillip Lee"], "to": "a new group", "name": "Centre Group"}
    found = client.get("/house.json", params=fields).json()
    assert found["asked"]["move"] == ["Wes Streeting:new:Centre Group", "Phillip Lee:new:Centre Group"]
    assert [line["supposed"] for line in found["parties"] if line["seats"]["name"] == "Centre Group"] == [2]
    away = client.get("/house.json", params={"tick": "Wes Streeting", "all": "Sinn Féin", "to": "stay away"}).json()
    assert away["asked"]["abstain"] == ["Wes Streeting", "Sinn Féin"]
    joined = client.get("/house.json", params={"all": "Plaid Cymru", "to": "Liberal Democrats"}).json()
    assert joined["asked"]["join"] == ["Plaid Cymru:Liberal Democrats"]
    vacant = client.get("/house.json", params={"tick": "Wes Streeting", "to": "give up the seat"}).json()
    assert [one["seat"] for one in vacant["what_if"]["after"]["vacancies"]] == ["Newport West", "Ilford North"]


def test_the_address_to_share_has_all_of_it(client: TestClient) -> None:
    document = said(client, {"tick": "Wes Streeting", "to": "Liberal Democrats", "abstain": "DUP"})
    (share,) = [one.get("href", "") for one in document.all("a") if "share" in "".join(one.itertext())]
    assert "tick" not in share
    again, first = client.get(share), client.get("/house?move=Wes+Streeting:Liberal+Democrats&abstain=DUP")
    assert re.findall(r'class="lede">(.*?)</p>', again.text) == re.findall(r'class="lede">(.*?)</p>', first.text)


def test_what_is_supposed_can_be_unticked(client: TestClient) -> None:
    document = said(client, GAPES)
    ticked = [one for one in document.all("input") if one.get("name") == "move" and one.get("type") == "checkbox"]
    assert [(one.get("value"), one.get("checked") is not None) for one in ticked] == [(GAPES["move"], True)]


def test_those_whom_reports_name_come_first(client: TestClient) -> None:
    form = client.get("/house.json").json()["form"]
    assert [one["name"] for one in form["wavering"]][:1] == ["Dominic Grieve"]
    names = {one["name"] for one in form["wavering"]}
    assert not names & {one["name"] for one in form["benches"]}
    assert len(form["benches"]) + len(names) == 649


def test_the_list_is_narrowed_and_ticks_out_of_sight_stay(client: TestClient) -> None:
    form = client.get("/house.json", params={"find": "ILFORD", "tick": "Kenneth Clarke"}).json()["form"]
    assert {one["place"] for one in form["benches"]} == {"Ilford South"}, "Ilford North's is among those named"
    assert [one["name"] for one in form["hidden"]] == ["Kenneth Clarke"]
    document = said(client, {"find": "ILFORD", "tick": "Kenneth Clarke"})
    checked = [one.get("value") for one in document.all("input") if one.get("checked") is not None]
    assert checked == ["Kenneth Clarke"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"move": "Smith:Labour"}, "fits several"),
        ({"move": "Nobody Atall:Labour"}, "nobody called"),
        ({"move": "Mike Gapes"}, "is not of the form NAME:PARTY"),
        ({"move": "Mike Gapes:Whigs"}, "no party"),
        ({"move": ["Mike Gapes:Labour", "Gapes:Plaid Cymru"]}, "are about the same member"),
        ({"move": "Mike Gapes:Labour", "vacate": "Ilford South"}, "are about the same member"),
        ({"join": ["SNP:Labour", "SNP:Plaid Cymru"]}, "are about the same party"),
        ({"vacate": "Narnia"}, "no seat"),
        ({"abstain": "Narnia"}, "nobody called"),
        ({"division": "99"}, "has no division"),
        ({"tick": "Mike Gapes"}, "say what the ticked ones do"),
        ({"to": "Labour Party"}, "tick the members"),
        ({"tick": "Mike Gapes", "to": "a new group"}, "give the new group a name"),
        ({"all": "Labour Party", "to": "give up the seat"}, "a party holds none itself"),
        ({"move": [f"Mike Gapes:new:{number}" for number in range(101)]}, "more than 100"),
    ],
)
def test_what_cannot_be_is_one_sentence_in_the_page(
    client: TestClient, fields: dict[str, str | list[str]], told: str
) -> None:
    document = said(client, fields, 400)
    (fault,) = ["".join(one.itertext()) for one in document.all("p") if one.get("role") == "alert"]
    assert told in fault
    assert "majority of 8" in " ".join(document.text.split()), "the House is still there"
    twin = client.get("/house.json", params=fields)
    assert (twin.status_code, told in twin.json()["fault"]) == (400, True)


def test_a_hypothesis_that_failed_stays_in_the_form(client: TestClient) -> None:
    document = said(client, {"move": ["Smith:Labour", *GAPES.values()]}, 400)
    values = [one.get("value") for one in document.all("input") if one.get("name") == "move"]
    assert {"Smith:Labour", GAPES["move"]} == set(values)


@pytest.mark.parametrize("on", ["1900-01-01", "2019-12-01", "2025-01-01"])
def test_a_day_without_a_house_has_no_sum(client: TestClient, on: str) -> None:
    document = said(client, {"on": on})
    assert not list(document.all("img"))
    assert "no majority" in document.text or "nobody who sat" in document.text
    assert client.get(f"/house.svg?on={on}").status_code == 400
    assert client.get("/house.json", params={"on": on} | GAPES).status_code == 400


@pytest.mark.parametrize("name", ["move", "join", "vacate", "abstain", "division", "tick", "all", "to", "name", "find"])
@pytest.mark.parametrize(
    "value", ["", ":", "::", "<script>alert(1)</script>", "new:", "\u202e", "a" * 399, "%00", "{{7*7}}"]
)
def test_hostile_fields_are_answered_plainly(client: TestClient, name: str, value: str) -> None:
    for fields in ({name: value}, {name: value, "tick": "Mike Gapes", "to": "a new group"}):
        answer = client.get("/house", params=fields)
        assert answer.status_code in (200, 400)
        assert "<script>alert" not in answer.text
        assert client.get("/house.svg", params=fields).status_code in (200, 400)


def test_a_group_with_markup_in_its_name_is_text(client: TestClient) -> None:
    fields = {"move": "Mike Gapes:new:<b onclick=x>&\"'"}
    document = said(client, fields)
    assert "<b onclick=x>" in document.text
    assert "<b onclick" not in client.get("/house.svg", params=fields).text


def test_a_legislature_without_rules_is_a_hemicycle(moorland: TestClient) -> None:
    found = moorland.get("/house.json?on=2018-03-01").json()
    assert found["house"].get("layout", "hemicycle") == "hemicycle"
    document = said(moorland, {"on": "2018-03-01", "move": "Jane Smith:Green Party"})
    assert "The rules name no government" in document.text
    assert "House of Moorland on 1 March 2018" in document.text
    assert moorland.get("/house.svg?on=2018-03-01").status_code == 200


def test_a_record_without_reports_shows_the_last_day_of_its_roll(moorland: TestClient) -> None:
    found = moorland.get("/house.json").json()
    assert found["on"] == "2019-11-05"
    assert "since" not in found


def test_a_division_is_replayed(moorland: TestClient) -> None:
    fields = {"on": "2018-03-01", "move": "Ada Merrin:Labour Party", "division": "d1"}
    (replayed,) = moorland.get("/house.json", params=fields).json()["what_if"]["divisions"]
    assert (replayed["declared"], replayed["with_party"]) == ({"ayes": 5, "noes": 3}, {"ayes": 4, "noes": 4})
    text = " ".join(said(moorland, fields).text.split())
    assert "with most of the new party 4 4 a tie" in text
    assert "It cannot be told how it would have gone" in said(moorland, fields | {"division": "d2"}).text


def test_divisions_can_be_chosen(moorland: TestClient) -> None:
    document = said(moorland)
    choices = next(one for one in document.all("select") if one.get("name") == "division")
    assert [one.get("value") for one in choices] == ["", "d2", "d1"]
