"""The page of an act: who stands where on it."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_a_count_shows_who_stands_where(client: TestClient) -> None:
    answer = client.get("/count/leave")
    assert answer.status_code == 200
    assert "Ian Austin" in answer.text


def test_its_twin_is_the_same_as_data(client: TestClient) -> None:
    answer = client.get("/count/leave.json").json()
    assert answer["count"]["act"] == "leave"
    assert answer["page"]["path"] == "count/leave"


def test_an_unknown_act_is_refused(client: TestClient) -> None:
    answer = client.get("/count/wander")
    assert answer.status_code == 400
    assert "is no act" in answer.text
