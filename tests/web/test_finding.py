"""Search, changes and method."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from starlette.testclient import TestClient

from chiltern.words import load

READING = Path(__file__).parents[2] / "docs" / "reading.md"


def found(client: TestClient, query: str) -> dict[str, object]:
    answer = client.get("/search.json", params={"q": query})
    assert answer.status_code == 200
    return dict(answer.json()["found"])


def test_search_finds_names_by_any_word(client: TestClient) -> None:
    for query in ("Ian Austin", "austin", "aus"):
        assert '<a href="/people/ian-austin">' in client.get("/search", params={"q": query}).text
    assert '<a href="/seats/dudley-north">' in client.get("/search", params={"q": "Dudley"}).text


def test_search_finds_acts_publishers_days_and_words(client: TestClient) -> None:
    assert found(client, "leaving")["acts"] == ["leave"]
    assert found(client, "northern")["publishers"] == ["Northern Wire"]
    assert found(client, "19 February 2019")["day"] == "2019-02-19"
    assert found(client, "broken")["said"] == 2
    assert "The Labour Party is broken" in client.get("/search", params={"q": "broken"}).text


def test_a_search_for_nothing_and_for_signs_ends_well(client: TestClient) -> None:
    for query in ("", "%22", "*", '"', "zzzz", "NEAR(", "a" * 399):
        assert client.get("/search", params={"q": query}).status_code == 200
    assert "Nothing in the record fits" in client.get("/search", params={"q": "zzzz"}).text


def test_changes_have_a_page_and_a_feed(client: TestClient) -> None:
    page = client.get("/changes")
    assert "14 reports" in page.text
    assert 'href="/changes.atom"' in page.text
    feed = client.get("/changes.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(feed.content).findall(f"{atom}entry")
    ways = [link.get("href", "") for entry in entries for link in entry.findall(f"{atom}link")]
    assert len(ways) == len(entries) > 14
    assert {client.get(way).status_code for way in ways} == {200}
    assert "0 reports" in client.get("/changes?since=2099-01-01").text
    assert client.get("/changes?since=never").status_code == 400


def test_the_figures_of_the_method_are_those_of_the_documentation(client: TestClient) -> None:
    numbers = set(re.findall(r"(?<!\S)\d+\.\d(?!\S)", READING.read_text(encoding="utf-8")))
    for row in load("measured"):
        assert {str(row[key]) for key in ("week", "others", "polnear") if key in row} <= numbers, row["what"]
    page = client.get("/method").text
    assert "Open Parliament Licence" in page
    assert "tagger-" in page


def test_nothing_is_found_before_the_record_learnt_it(client: TestClient) -> None:
    before = "known=2000-01-01"
    found = client.get(f"/search.json?q=austin&{before}").json()["found"]
    assert [one.get("id") for one in found["entities"]] == [None], "the roll alone knows him"
    assert "quotes" not in client.get(f"/search.json?q=broken&{before}").json()["found"]
    assert "publishers" not in client.get(f"/search.json?q=northern&{before}").json()["found"]
    for path in ("people", "parties", "seats", "bodies", "reports"):
        assert not client.get(f"/{path}.json?{before}").json()[path if path == "reports" else "entities"]
