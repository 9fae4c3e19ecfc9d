"""A file that is cut short or has flipped bits: one clear line or a right answer, and `verify` says what is hurt."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import chiltern
from tests.record.damage import QUESTIONS, answers, asked, hurt
from tests.record.lines import READER, ROLL, text

FLIPS, CUTS, SEED = 200, 12, 20190218


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from chiltern.register.roll import save_roll

    folder = tmp_path_factory.mktemp("whole")
    save_roll(ROLL, folder / "roll.json")
    for number in range(12):
        claims = [
            "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She has left.",
            f"@position holder=described:source {number}; stance=expects; act=leave; subject=Tom Okafor @ He goes.",
            f"@figure measure=majority; value={1200 + number % 2}; about=Harrow Vale @ {1200 + number % 2} votes",
            "@role person=Lena Brandt; role=leader; of=Moorland Labour @ Lena Brandt, the leader",
            *(f"@statement speaker=Ada Merrin; cue=said @ Word {n} of report {number}, and no more." for n in range(8)),
        ]
        told = text(*claims, publisher=f"Paper {number % 4}", published=f"2030-02-{number + 1:02}", title=f"{number}")
        (folder / f"{number:03}.txt").write_text(told)
    with chiltern.new(folder / "whole.db", roll=folder / "roll.json") as record:
        record.add([folder / "*.txt"], reader=READER)
    return folder / "whole.db"


@pytest.fixture
def right(whole: Path) -> list[tuple[int, str]]:
    found = list(answers(whole))
    assert [status for status, _ in found] == [0] * len(found)
    assert hurt(whole) == []
    return found


def test_flipped_bits(whole: Path, right: list[tuple[int, str]], tmp_path: Path) -> None:
    """Whatever bit flips: no traceback, and `verify` knows where an answer is not the right one."""
    chance, content, path = random.Random(SEED), whole.read_bytes(), tmp_path / "flipped.db"
    told = wrong = 0
    for number in range(FLIPS):
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = bytearray(content)
        flipped[at] ^= 1 << bit
        path.write_bytes(flipped)
        damage = hurt(path)
        told += bool(damage)
        # Two of the questions in turn: all of them would take a minute.
        for place in (number % len(right), (number + 3) % len(right)):
            given, wanted = asked(path, *QUESTIONS[place]), right[place]
            if given != wanted:
                assert damage, f"byte {at}, bit {bit}: {given}"
                wrong += given[0] == 0
    # Much of a file is empty room, where a bit says nothing.
    print(f"{FLIPS} flips: verify told of {told}; {wrong} of {2 * FLIPS} answers were wrong without a word")
    assert told > FLIPS / 5
    assert wrong < FLIPS / 20


def test_cut_short(whole: Path, right: list[tuple[int, str]], tmp_path: Path) -> None:
    content, path = whole.read_bytes(), tmp_path / "cut.db"
    for number in range(CUTS):
        path.write_bytes(content[: len(content) * number // CUTS])
        for given, wanted in zip(answers(path), right, strict=True):
            assert given == wanted or given[0] != 0
        assert hurt(path)


def test_zeroed_pages(whole: Path, right: list[tuple[int, str]], tmp_path: Path) -> None:
    """A page that the disk lost: every third one, in turn."""
    content, path, page = whole.read_bytes(), tmp_path / "zeroed.db", 4096
    for start in range(0, len(content), 3 * page):
        path.write_bytes(content[:start] + bytes(page) + content[start + page :])
        found = list(answers(path))
        assert hurt(path), f"page {start // page}"
        assert all(given == wanted or given[0] != 0 for given, wanted in zip(found, right, strict=True)), start // page


def test_adding_to_a_damaged_record(whole: Path, tmp_path: Path) -> None:
    """What is added goes in whole, or one line says why not."""
    chance, content, path = random.Random(SEED + 1), whole.read_bytes(), tmp_path / "flipped.db"
    report = tmp_path / "more.txt"
    report.write_text("Title: More\nPublished: 2030-03-01\n\n“I stay,” said Ada Merrin.\n")
    for _ in range(25):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        for left in tmp_path.glob("flipped.db-*"):
            left.unlink()
        status, output = asked(path, "add", str(report), "--reader", "rules")
        assert status != 0 or "1 added" in output


def test_a_read_only_file(whole: Path, right: list[tuple[int, str]], tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    shutil.copy(whole, path)
    path.chmod(0o444)
    assert list(answers(path)) == right
    assert hurt(path) == []
