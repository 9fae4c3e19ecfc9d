"""The House of Commons: which answers make up its roll, and where they are.

A client goes in, the answers come out: from the Members API everybody who sits (or sat since a day), their histories
of parties and seats, the seats and the state of the parties; from the election results service the candidacies of
the last general election. An answer that leaves out what it announced is a `FetchError`: part of a House is no roll.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import msgspec

from chiltern.errors import BadInput, FetchError
from chiltern.fetch.cache import Answer, AnswerCache
from chiltern.fetch.client import Client
from chiltern.fetch.faults import place

KIND = "uk-commons"
MEMBERS_API = "https://members-api.parliament.uk/api"
# The general election of 4 July 2024, one row a candidate. The next one will have another number.
RESULTS = "https://electionresults.parliament.uk/general-elections/6/candidacies.csv"
STATE = "state-of-the-parties.json"
_PAGE = 20  # the most that the Members API gives at once
_MOST_PAGES = 500  # 10,000 members or seats; some 5,000 have sat since 1918


@dataclass(frozen=True)
class Wanted:
    """What to fetch. `since` adds everybody who sat on or after that day; `results` are addresses of CSV files."""

    base: str = MEMBERS_API
    results: tuple[str, ...] = (RESULTS,)
    since: date | None = None


class Fetched(NamedTuple):
    """The answers of a whole fetch."""

    members: tuple[Answer, ...]
    results: tuple[Answer, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self.members + self.results

    @property
    def day(self) -> date:
        """The day as of which all of it holds: that of the oldest answer."""
        return min(answer.at for answer in self.answers).date()


class _Value(msgspec.Struct, frozen=True):
    id: int


class _Item(msgspec.Struct, frozen=True):
    value: _Value


class _Page(msgspec.Struct, frozen=True, rename="camel"):
    items: list[_Item]
    total_results: int


def fetch(client: Client, wanted: Wanted, today: date) -> Fetched:
    """Everything, in the order: members, histories, seats, state of the parties, results."""
    base = address(wanted.base).rstrip("/")
    results = [address(url) for url in wanted.results]
    found: list[Answer] = []
    ids: list[int] = []
    who = {"House": "1", "IsCurrentMember": "true"}
    if wanted.since is not None:
        # `House` would mean the House of today: a member who is now a peer would be left out.
        who = {
            "MembershipInDateRange.WasMemberOnOrAfter": wanted.since.isoformat(),
            "MembershipInDateRange.WasMemberOfHouse": "1",
        }
    for answer, here in _pages(client, "members", f"{base}/Members/Search", who):
        found.append(answer)
        ids += here
    found += _histories(client, f"{base}/Members/History", ids)
    found += [answer for answer, _ in _pages(client, "seats", f"{base}/Location/Constituency/Search", {})]
    state = f"{base}/Parties/StateOfTheParties/Commons/{today.isoformat()}"
    found.append(client.get(STATE, state, "json"))
    client.watch.step("state of the parties", 1, 1)
    candidacies = []
    for number, url in enumerate(results, 1):
        candidacies.append(client.get(f"candidacies-{number:04}.csv", url, "csv"))
        client.watch.step("results", number, len(results))
    fetched = Fetched(tuple(found), tuple(candidacies))
    client.cache.complete(fetched.answers)
    return fetched


def last_fetched(cache: AnswerCache) -> Fetched:
    """The last whole fetch, from the disk."""
    answers = cache.last()
    members = tuple(answer for answer in answers if answer.form == "json")
    if not members:
        raise BadInput(f"{cache.folder}: the last whole fetch has no members; run without --offline")
    return Fetched(members, tuple(answer for answer in answers if answer.form == "csv"))


def address(url: str) -> str:
    """The address, which must be one of the web; raises `BadInput` for another."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.query or parts.fragment or parts.username is not None or not url.isprintable() or " " in url:
        raise BadInput(f"{url!r} is no address to fetch from: write it as https://host/path")
    return url


def _pages(client: Client, part: str, url: str, query: dict[str, str]) -> Iterator[tuple[Answer, list[int]]]:
    """Page after page of a list, each with the ids that are new on it, until nothing more comes.

    A full page is followed by another whatever the total says, and an empty one ends the list, so that a wrong total
    neither cuts the list off nor makes it endless.
    """
    seen: dict[int, None] = {}
    skip = 0
    for number in range(_MOST_PAGES):
        asked = f"{url}?{urlencode({**query, 'skip': skip, 'take': _PAGE})}"
        answer = client.get(f"{part}-{number + 1:04}.json", asked, "json")
        page = _typed(answer, _Page)
        fresh = [item.value.id for item in page.items if item.value.id not in seen]
        seen.update(dict.fromkeys(fresh))
        skip += len(page.items)
        client.watch.step(part, len(seen), max(page.total_results, len(seen)))
        if fresh:
            yield answer, fresh
        if not fresh or (len(page.items) < _PAGE and skip >= page.total_results):
            if len(seen) < page.total_results or not seen:
                said = f"{page.total_results:,} announced, {len(seen):,} given"
                raise FetchError(f"{place(url)}: not all {part} came ({said}); run it again with --refresh")
            return
    raise FetchError(f"{place(url)}: more than {_MOST_PAGES} pages of {part}; that is not the House of Commons")


def _histories(client: Client, url: str, ids: Sequence[int]) -> Iterator[Answer]:
    """The histories of all members, twenty members an answer."""
    for number, start in enumerate(range(0, len(ids), _PAGE), 1):
        batch = ids[start : start + _PAGE]
        asked = f"{url}?{urlencode([('ids', one) for one in batch])}"
        answer = client.get(f"histories-{number:04}.json", asked, "json")
        missing = set(batch) - {item.value.id for item in _typed(answer, list[_Item])}
        if missing:
            raise FetchError(f"{place(url)}: no history of the member {min(missing)}; run it again with --refresh")
        client.watch.step("histories", start + len(batch), len(ids))
        yield answer


def _typed(answer: Answer, shape: Any) -> Any:
    try:
        return msgspec.json.decode(answer.content.removeprefix(b"\xef\xbb\xbf"), type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FetchError(f"{place(answer.url)}: not as the Members API answers: {error}") from None
