"""The page of an act: who stands where on it, with filters, an order and the same as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient


def cards(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    found = client.get(f"/count/leave.json{query}").json()
    return [card for column in found["columns"] for card in column["cards"]]


def test_a_count_shows_who_stands_where(client: TestClient) -> None:
    answer = client.get("/count/leave")
    assert answer.status_code == 200
    assert '<a href="/people/ian-austin">Ian Austin</a>' in answer.text
    assert "Stood elsewhere before (1)" in answer.text


def test_all_acts_are_listed_with_their_numbers(client: TestClient) -> None:
    lines = {line["act"]: line for line in client.get("/count.json").json()["acts"]}
    assert lines["leave"]["stances"]["done"] == 12
    assert 'href="/count/leave?stance=done"' in client.get("/count").text


def test_filters_narrow_what_is_shown(client: TestClient) -> None:
    everybody = cards(client)
    assert {card["row"]["stance"] for card in cards(client, "?stance=done&stance=rules_out")} == {"done", "rules_out"}
    tories = cards(client, "?party=Conservative+Party")
    assert 0 < len(tories) < len(everybody)
    assert {card["row"]["party"] for card in tories} == {"Conservative Party"}
    assert all(card["sitting"] for card in cards(client, "?role=sits+in+the+House"))
    assert [card["row"]["holder"]["name"] for card in cards(client, "?role=councillor")] == ["Jas Athwal"]


def test_of_a_party_is_what_the_command_shows(client: TestClient) -> None:
    rows = cards(client, "?of=Conservative+Party&stance=done")
    assert {card["row"]["holder"]["name"] for card in rows} == {"Heidi Allen", "Anna Soubry", "Sarah Wollaston"}


def test_the_order_can_be_chosen(client: TestClient) -> None:
    reports = [card["row"]["reports"] for card in cards(client, "?sort=reports&stance=done")]
    assert reports == sorted(reports, reverse=True)
    assert reports[0] > reports[-1]


def test_the_table_has_exactly_what_is_shown(client: TestClient) -> None:
    query = "?stance=conditional"
    answer = client.get(f"/count/leave.csv{query}")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = [row for row in csv.DictReader(io.StringIO(answer.text)) if row["state"] == "stands"]
    assert {row["holder"] for row in rows} == {card["row"]["holder"]["name"] for card in cards(client, query)}
    claims = {position["words"]["claim"] for card in cards(client, query) for position in card["row"]["positions"]}
    assert {row["claim"] for row in rows} == claims


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/count/wander", "is no act"),
        ("/count/leave?on=someday", "is no date"),
        ("/count/leave?sort=colour", "is none of"),
        ("/count/leave?from=-1", "no whole number"),
        ("/count/leave?known=never", "is no date"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(client: TestClient, address: str, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert said in answer.text


def test_a_party_that_nobody_knows_is_not_found(client: TestClient) -> None:
    assert client.get("/count/leave?of=Moon+Party").status_code == 404


def test_the_twin_has_the_permalink(client: TestClient) -> None:
    page = client.get("/count/leave.json").json()["page"]
    assert page["path"] == "count/leave"
    assert "known=" in page["permalink"]
    assert client.get(page["permalink"]).status_code == 200
