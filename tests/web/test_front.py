"""The front page: the state of play, each number with a way to the words."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_it_says_who_is_out_wavers_and_stays(client: TestClient) -> None:
    found = client.get("/index.json").json()
    by_key = {one["key"]: one for one in found["standing"]}
    assert list(by_key) == ["out", "wavering", "staying", "by-elections"]
    counted = client.get("/count/leave.json?stance=done").json()
    named = {card["row"]["holder"]["name"] for column in counted["columns"] for card in column["cards"]}
    assert by_key["out"]["named"] + by_key["out"]["unnamed"] == len(named)
    assert by_key["out"]["rows"][0]["holder"]["name"] == "Ian Austin", "the one who left last"


def test_changes_are_counted_from_the_day_before(client: TestClient) -> None:
    found = client.get("/index.json").json()
    assert (found["day"], found["since"]) == ("2019-02-22", "2019-02-21")
    out = next(one for one in found["standing"] if one["key"] == "out")
    assert out["named"] - out["before"] == 1


def test_one_who_leaves_and_joins_on_a_day_moves_once(client: TestClient) -> None:
    moved = client.get("/index.json").json()["moved"]
    allen = [[row["act"] for row in move["rows"]] for move in moved if move["holder"]["name"] == "Heidi Allen"]
    assert allen == [["leave", "join"]]


def test_each_link_of_the_numbers_opens(client: TestClient) -> None:
    page = client.get("/").text
    assert 'href="/count/leave?stance=done"' in page
    assert client.get("/count/leave?stance=done").status_code == 200


def test_an_earlier_day_shows_that_day(client: TestClient) -> None:
    page = client.get("/?on=2019-02-19")
    assert "What held on <b>19 February 2019</b>" in page.text
    assert 'href="/count/leave?on=2019-02-19&amp;stance=done"' in page.text, "links keep the day"
    names = [row["holder"]["name"] for row in client.get("/index.json?on=2019-02-19").json()["standing"][0]["rows"]]
    assert "Ian Austin" not in names
