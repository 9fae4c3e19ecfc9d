"""A whole fetch of an invented House: what is asked for, what the roll holds, what an incomplete answer does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from chiltern.errors import BadInput, FetchError
from chiltern.fetch.client import Watch
from chiltern.fetch.run import Outcome, fetch_roll, make_again
from chiltern.fetch.uk_commons import Wanted, address
from chiltern.register.roll import load_roll
from tests.fetch.conftest import NOW, QUICK, Handler, Server, cut_off, status
from tests.fetch.house import HEADINGS, House

SAMPLES = Path(__file__).parents[2] / "../shared/data/api-samples"
Fetch = Callable[..., Outcome]


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Fetch:
    """Fetches the server's House into roll.json: `fetch(since=…, now=…)`."""

    def run(since: date | None = None, results: bool = True, **how: object) -> Outcome:
        wanted = Wanted(server.base, (server.results,) if results else (), since)
        given: dict[str, object] = {"now": NOW, "agent": "chiltern/test", "replacing": True, "manners": QUICK}
        return fetch_roll(tmp_path / "roll.json", wanted, cache=tmp_path / "cache", **{**given, **how})  # type: ignore[arg-type]

    return run


@pytest.fixture
def roll_file(tmp_path: Path) -> Path:
    """A roll of an earlier day, which a failure must leave as it is."""
    path = tmp_path / "roll.json"
    path.write_text("the roll of yesterday")
    return path


def fails(fetch: Fetch, roll_file: Path, **how: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(**how)
    assert roll_file.read_text() == "the roll of yesterday"
    assert "\n" not in str(caught.value)
    return str(caught.value)


# The roll


def test_the_roll_holds_everybody_with_their_histories(fetch: Fetch, tmp_path: Path) -> None:
    outcome = fetch()
    roll = load_roll(tmp_path / "roll.json")
    assert outcome.made.members == len(roll.members(date(2010, 3, 1))) == 45
    (nell,) = (person for person in roll.persons.values() if person.identifiers["mnis"] == "1001")
    parties = [roll.party_of(nell.id, date(2010, 2, day)) for day in (17, 18)]
    assert [party and party.name for party in parties] == ["Labour Party", "Independent"]
    assert {seat.name for seat in roll.seats.values()} >= {"Vale of Ab", "Old Mill"}
    assert (outcome.made.skipped, outcome.made.differences) == ((), ())


def test_both_sources_are_named_with_the_day(fetch: Fetch) -> None:
    roll = fetch().made.roll
    assert [(source.id, source.retrieved) for source in roll.rows.sources] == [
        ("members-api", "2010-03-01"),
        ("psephology", "2010-03-01"),
    ]


def test_results_join_the_members(fetch: Fetch) -> None:
    roll = fetch().made.roll
    (nell,) = (person for person in roll.persons.values() if person.identifiers.get("mnis") == "1001")
    assert len(roll.contests) == 3
    (tenure,) = roll.tenures_of(nell.id)
    (contest,) = roll.contests_of(tenure.seat)
    assert (contest.date, contest.kind, contest.majority, contest.electorate) == ("2009-05-03", "general", 1322, 70000)
    assert [(one.name, one.votes, one.elected, one.person) for one in contest.candidates] == [
        ("Nell Ashworth", 20661, True, nell.id),
        ("Ada Quill", 19339, False, None),
    ]


def test_without_results_nothing_is_asked_of_their_service(fetch: Fetch, server: Server) -> None:
    assert fetch(results=False).made.roll.contests == ()
    assert not any("candidacies" in path for path in server.paths())


def test_a_malformed_row_of_the_results_is_told_with_its_line(fetch: Fetch, server: Server) -> None:
    lines = server.house.results().splitlines()
    lines[2] = "only,three,fields"
    lines[4] = lines[4].replace("19339", "many")
    server.plan("candidacies", status(200, "\r\n".join(lines).encode("utf-8-sig")))
    made = fetch().made
    assert [(Path(one.file).name, one.line) for one in made.skipped] == [
        ("candidacies-0001.csv", 3),
        ("candidacies-0001.csv", 5),
    ]
    assert [one.reason for one in made.skipped] == [
        f"3 fields where the header has {len(HEADINGS.split(','))}",
        "'many' is no number of votes",
    ]
    assert len(made.roll.contests) == 3


def test_a_count_that_differs_from_the_official_one_is_told(fetch: Fetch, server: Server) -> None:
    items = [{"value": {"party": {"id": 15, "name": "Labour"}, "total": 31}}]
    server.plan("StateOfTheParties", status(200, json.dumps({"items": items}).encode()))
    assert fetch().made.differences == (
        "Labour Party: 30 in the roll, 31 in the state of the parties",
        "Conservative Party: 14 in the roll, 0 in the state of the parties",
        "Independent: 1 in the roll, 0 in the state of the parties",
    )


# What is asked


def test_lists_come_page_by_page_and_histories_twenty_at_a_time(fetch: Fetch, server: Server) -> None:
    fetch()
    asked = [(one.path.rpartition("/")[2], parse_qs(one.query)) for one in server.asked]
    searches = [query for name, query in asked[:3] if name == "Search"]
    assert [(query["skip"], query["take"]) for query in searches] == [
        (["0"], ["20"]),
        (["20"], ["20"]),
        (["40"], ["20"]),
    ]
    assert searches[0] | {"skip": [], "take": []} == {
        "House": ["1"],
        "IsCurrentMember": ["true"],
        "skip": [],
        "take": [],
    }
    assert [len(query["ids"]) for name, query in asked if name == "History"] == [20, 20, 5]
    assert asked[-2][0] == "2010-03-01"
    assert len(asked) == 3 + 3 + 3 + 1 + 1


def test_those_who_left_are_asked_for_by_the_house_of_that_time(fetch: Fetch, server: Server) -> None:
    fetch(since=date(2009, 5, 3))
    query = parse_qs(server.asked[0].query)
    assert query["MembershipInDateRange.WasMemberOnOrAfter"] == ["2009-05-03"]
    assert query["MembershipInDateRange.WasMemberOfHouse"] == ["1"]
    assert "House" not in query
    assert "IsCurrentMember" not in query


def test_whoever_looks_on_sees_each_part_grow(fetch: Fetch) -> None:
    class Seen(Watch):
        steps: list[tuple[str, int, int]] = []  # noqa: RUF012  # one use

        def step(self, part: str, done: int, total: int) -> None:
            self.steps.append((part, done, total))

    fetch(watch=Seen())
    assert Seen.steps[:6] == [
        *(("members", 20, 45), ("members", 40, 45), ("members", 45, 45)),
        *(("histories", 20, 45), ("histories", 40, 45), ("histories", 45, 45)),
    ]
    assert {part for part, _, _ in Seen.steps} == {"members", "histories", "seats", "state of the parties", "results"}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "members",
        "ftp://x/",
        "https://",
        "https://x/?a=1",
        "https://u:p@x/",
        "http://[",
        "http://a b/",
        "http://x:0/",
    ],
)
def test_an_address_is_one_of_the_web(url: str) -> None:
    with pytest.raises(BadInput, match="no address to fetch from"):
        address(url)


# Lists that are not what they say


def test_a_total_that_is_too_small_cuts_nobody_off(fetch: Fetch, server: Server) -> None:
    server.house.said = 3
    assert fetch().made.members == 45


def test_a_total_that_is_too_large_is_no_roll(fetch: Fetch, server: Server, roll_file: Path) -> None:
    server.house.said = 10**12
    assert "Members/Search: not all members came (1,000,000,000,000 announced, 45 given)" in fails(fetch, roll_file)
    assert len(server.asked) == 4


def test_a_list_that_repeats_itself_ends(fetch: Fetch, server: Server, roll_file: Path) -> None:
    page = server.house.answer("/api/Members/Search", "skip=0&take=20")
    assert page is not None
    server.plan("Members/Search", *[status(200, page.encode())] * 9)
    assert "(45 announced, 20 given)" in fails(fetch, roll_file)
    assert len(server.asked) == 2


def test_a_list_without_an_end_ends(
    fetch: Fetch, server: Server, roll_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chiltern.fetch.uk_commons._MOST_PAGES", 5)
    server.house.ids = list(range(1, 1000))
    assert "more than 5 pages of members" in fails(fetch, roll_file)
    assert len(server.asked) == 5


def test_an_empty_house_is_no_roll(fetch: Fetch, server: Server, roll_file: Path) -> None:
    server.house.ids = []
    assert "not all members came (0 announced, 0 given)" in fails(fetch, roll_file)


def test_a_member_without_a_history_is_no_roll(fetch: Fetch, server: Server, roll_file: Path) -> None:
    server.house.forgotten = {1021}
    assert "Members/History: no history of the member 1021" in fails(fetch, roll_file)


@pytest.mark.parametrize("body", [b"[]", b'{"items": null}', b'{"items": [{}], "totalResults": 1}', b"1", b'"x"'])
def test_another_shape_is_one_line(body: bytes, fetch: Fetch, server: Server, roll_file: Path) -> None:
    server.plan("Members/Search", status(200, body))
    assert "Members/Search: not as the Members API answers" in fails(fetch, roll_file)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("StateOfTheParties", b'{"message": "sorry"}'),
        ("candidacies", b"Name,Votes\nNell Ashworth,1\n"),
        ("candidacies", b"\xff\xfe"),
        ("History", b'[{"value": {"id": 1}}]'),
    ],
)
def test_whichever_answer_is_of_no_use_nothing_is_written(
    path: str, body: bytes, fetch: Fetch, server: Server, roll_file: Path
) -> None:
    server.plan(path, status(200, body))
    fails(fetch, roll_file)


# Stopped, and run again


@pytest.mark.parametrize("failure", [status(500), cut_off])
def test_a_stopped_fetch_goes_on_where_it_was(
    failure: Callable[[Handler], None], fetch: Fetch, server: Server, roll_file: Path
) -> None:
    server.plan("Members/History", *[failure] * 6)
    fails(fetch, roll_file)
    before = len(server.asked)
    outcome = fetch(now=NOW + timedelta(hours=1))
    assert outcome.made.members == 45
    assert server.paths()[before] == "/api/Members/History"
    assert sum(answer.cached for answer in outcome.fetched.answers) == 3


def test_ctrl_c_leaves_the_cache_whole_and_the_roll_alone(
    fetch: Fetch, server: Server, roll_file: Path, tmp_path: Path
) -> None:
    class Impatient(Watch):
        def step(self, part: str, done: int, total: int) -> None:
            if (part, done) == ("seats", 40):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(watch=Impatient())
    assert roll_file.read_text() == "the roll of yesterday"
    names = {path.name for path in (tmp_path / "cache" / "uk-commons").iterdir()}
    assert len(names) == 2 * 8
    before = len(server.asked)
    fetch()
    assert server.paths()[before:] == [
        "/api/Location/Constituency/Search",
        "/api/Parties/StateOfTheParties/Commons/2010-03-01",
        "/general-elections/9/candidacies.csv",
    ]


def test_the_same_day_costs_no_request(fetch: Fetch, server: Server) -> None:
    fetch()
    before = len(server.asked)
    outcome = fetch()
    assert len(server.asked) == before
    assert all(answer.cached for answer in outcome.fetched.answers)


def test_refresh_asks_for_what_changed(fetch: Fetch, server: Server) -> None:
    fetch()
    before = len(server.asked)
    server.house.ids.remove(1045)
    outcome = fetch(refresh=True)
    assert len(server.asked) == 2 * before
    assert outcome.made.members == 44
    assert sum(not answer.cached for answer in outcome.fetched.answers) == 3 + 1 + 3


def test_a_roll_is_as_old_as_its_oldest_answer(fetch: Fetch, server: Server, roll_file: Path) -> None:
    server.plan("StateOfTheParties", *[status(500)] * 6)
    fails(fetch, roll_file)
    outcome = fetch(now=NOW + timedelta(hours=13))
    assert outcome.fetched.day == date(2010, 3, 1)
    assert outcome.made.roll.rows.sources[0].retrieved == "2010-03-01"


def test_answers_of_an_earlier_fetch_do_not_stay(fetch: Fetch, server: Server, tmp_path: Path) -> None:
    fetch()
    server.house.ids = server.house.ids[:5]
    fetch(refresh=True)
    names = sorted(path.name for path in (tmp_path / "cache" / "uk-commons").glob("*.json"))
    assert names == ["histories-0001.json", "members-0001.json", "seats-0001.json", "state-of-the-parties.json"]


# Without a network


def test_the_last_fetch_makes_the_same_roll_again(fetch: Fetch, server: Server, tmp_path: Path) -> None:
    fetch()
    asked = len(server.asked)
    outcome = make_again(tmp_path / "again.json", cache=tmp_path / "cache")
    assert len(server.asked) == asked
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "roll.json").read_bytes()
    assert outcome.fetched.day == date(2010, 3, 1)


@pytest.mark.parametrize(
    "name", ["members-0002.json", "histories-0001.json.meta", "complete.meta", "candidacies-0001.csv"]
)
def test_a_fetch_that_is_not_whole_any_more_is_refused(name: str, fetch: Fetch, tmp_path: Path) -> None:
    fetch()
    (tmp_path / "cache" / "uk-commons" / name).write_text("[]")
    with pytest.raises(BadInput, match="run without --offline"):
        make_again(tmp_path / "again.json", cache=tmp_path / "cache")
    assert not (tmp_path / "again.json").exists()


@pytest.mark.parametrize("name", ["../../roll.json", "", "a/b", "\0"])
def test_a_listed_name_does_not_lead_out_of_the_cache(name: str, fetch: Fetch, tmp_path: Path) -> None:
    fetch()
    listed = [{"name": name, "form": "json", "url": "http://x/"}]
    (tmp_path / "cache" / "uk-commons" / "complete.meta").write_text(json.dumps(listed))
    with pytest.raises(BadInput, match="no whole fetch is kept here"):
        make_again(tmp_path / "again.json", cache=tmp_path / "cache")


def test_where_the_roll_goes_is_settled_before_the_first_request(
    fetch: Fetch, server: Server, tmp_path: Path, roll_file: Path
) -> None:
    with pytest.raises(BadInput, match=r"is there already: choose another name, or give --replace"):
        fetch(replacing=False)
    wanted = Wanted(server.base)
    for place, words in (
        (tmp_path, "is there already: choose another name$"),
        (tmp_path / "no" / "x.json", "no folder"),
    ):
        with pytest.raises(BadInput, match=words):
            fetch_roll(place, wanted, NOW, "chiltern/test", replacing=True, cache=tmp_path / "cache")
    assert server.asked == []


# Real answers


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the answers in ../shared/data/api-samples")
def test_real_answers_make_a_roll(fetch: Fetch, server: Server) -> None:
    """One member, as the Members API answered for him; the state of the parties is that of another day."""

    class Replayed(House):
        def answer(self, path: str, query: str) -> str | None:
            names = {"Members/Search": "members.json", "Members/History": "members-history.json"}
            names |= {"Constituency/Search": "location-constituency-search.json"}
            names |= {"Commons/2024-01-08": "parties-stateoftheparties-commons.json"}
            (name,) = (name for end, name in names.items() if path.endswith(end))
            text = (SAMPLES / name).read_text(encoding="utf-8")
            return text if end_of(path) != "Members/Search" else f'{{"items": [{text}], "totalResults": 1}}'

    def end_of(path: str) -> str:
        return "/".join(path.split("/")[-2:])

    server.house = Replayed()
    made = fetch(results=False, now=NOW.replace(year=2024, month=1, day=8)).made
    (member,) = made.roll.members(date(2024, 1, 8))
    assert (member.person.name, member.seat.name) == ("Peter Bone", "Wellingborough")
    assert member.person.identifiers["mnis"] == "1581"
    parties = [made.roll.party_of(member.person.id, date(2023, 10, day)) for day in (16, 17)]
    assert [party and party.name for party in parties] == ["Conservative Party", "Independent"]
    assert "Labour Party: 0 in the roll, 402 in the state of the parties" in made.differences
