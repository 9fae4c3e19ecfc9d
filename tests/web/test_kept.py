"""Pages that are kept: made once for all who ask at once, and never shown of a record that has changed."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

import chiltern
from chiltern.web.app import application
from chiltern.web.kept import Document, Kept, document

ASKED = ("/count/leave", b"")


@pytest.fixture
def copy(record_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(record_path, tmp_path / "copy.db"))


@pytest.fixture
def kept(copy: Path) -> Iterator[Kept]:
    made = Kept(chiltern.open(copy), most=1000)
    yield made
    made.close()


def _change(path: Path) -> None:
    with chiltern.open(path) as record:
        record.decide("note", record.quotes()[0].words.handle, by="Ed", why="a change")


def _reject(path: Path) -> None:
    with chiltern.open(path) as record:
        position = record.count("leave").groups[0].holdings[0].positions[0].words.handle
        record.decide("reject", position, by="Ed Itor", why="it says otherwise")


def _maker(size: int = 10) -> tuple[list[int], Callable[[], Document]]:
    made: list[int] = []

    def make() -> Document:
        number = len(made)
        made.append(number)
        time.sleep(0.02)
        return document(b"%d" % number * size)

    return made, make


def test_those_who_ask_at_once_or_again_get_what_was_made_once(kept: Kept) -> None:
    made, make = _maker()

    async def ask() -> list[Document | Response]:
        at_once = await asyncio.gather(*(kept.answer(ASKED, make) for _ in range(5)))
        return [*at_once, await kept.answer(ASKED, make)]

    assert len(set(asyncio.run(ask()))) == 1
    assert made == [0]


def test_a_change_of_the_record_forgets_all(kept: Kept, copy: Path) -> None:
    made, make = _maker()
    asyncio.run(kept.answer(ASKED, make))
    _change(copy)
    asyncio.run(kept.answer(ASKED, make))
    assert made == [0, 1]


def test_what_was_begun_before_a_change_answers_nobody_after_it(kept: Kept, copy: Path) -> None:
    made, make = _maker()

    async def ask() -> None:
        begun = asyncio.create_task(kept.answer(ASKED, make))
        await asyncio.sleep(0)
        _change(copy)
        after = await kept.answer(ASKED, make)
        assert await begun != after
        assert await kept.answer(ASKED, make) == after

    asyncio.run(ask())
    assert made == [0, 1]


def test_a_page_that_is_behind_already_is_not_kept(kept: Kept) -> None:
    made: list[int] = []

    def make() -> Document:
        made.append(1)
        return document(b"as it was", current=len(made) > 1)

    for _ in range(3):
        asyncio.run(kept.answer(ASKED, make))
    assert len(made) == 2


def test_a_count_that_is_behind_is_made_again_in_time(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chiltern.web.tallies._PATIENCE", 1e9)
    with TestClient(application(copy)) as client:
        client.get("/count/leave")
        _reject(copy)
        assert "Not counted" not in client.get("/count/leave").text
        monkeypatch.setattr("chiltern.web.tallies._PATIENCE", 0.0)
        assert "Not counted" in client.get("/count/leave").text


def test_of_many_the_least_asked_are_forgotten(kept: Kept) -> None:
    made, make = _maker(size=300)

    async def ask() -> None:
        for path in ("/a", "/b", "/a", "/c", "/d", "/a"):
            await kept.answer((path, b""), make)

    asyncio.run(ask())
    assert len(made) == 4


def test_a_failure_is_told_to_all_and_kept_for_nobody(kept: Kept) -> None:
    def broken() -> Document:
        raise RuntimeError("broken")

    async def ask() -> list[BaseException | Document | Response]:
        return await asyncio.gather(*(kept.answer(ASKED, broken) for _ in range(3)), return_exceptions=True)

    assert [str(one) for one in asyncio.run(ask())] == ["broken"] * 3
    made, make = _maker()
    asyncio.run(kept.answer(ASKED, make))
    assert made == [0]


def test_a_reader_who_leaves_takes_nothing_from_the_others(kept: Kept) -> None:
    made, make = _maker()

    async def ask() -> None:
        first = asyncio.create_task(kept.answer(ASKED, make))
        second = asyncio.create_task(kept.answer(ASKED, make))
        await asyncio.sleep(0)
        first.cancel()
        assert isinstance(await second, Document)

    asyncio.run(ask())
    assert made == [0]


def test_the_server_shows_a_change_at_once(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chiltern.web.tallies._PATIENCE", 0.0)
    with TestClient(application(copy)) as client:
        before = client.get("/count/leave")
        _reject(copy)
        after = client.get("/count/leave")
    assert before.headers["etag"] != after.headers["etag"]
    assert "Ed Itor" in after.text
