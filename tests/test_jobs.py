"""Several processes read what one reads, in the same order, and a process that dies is told."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

import chiltern
from chiltern.claims import Reading
from chiltern.errors import ChilternError, UnreadableReport
from chiltern.jobs import Fault, Item, read_all
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.model import Report
from chiltern.sample import reports_dir

ROLL = load_roll("uk-commons-2017")


def nothing(report: Report, roll: Roll) -> Reading:
    return Reading(report.name)


def breaks(report: Report, roll: Roll) -> Reading:
    raise ValueError(f"no luck with {report.name}")


def dies(report: Report, roll: Roll) -> Reading:
    os._exit(1)


def reports(number: int) -> list[Item]:
    return [Report(f"r{at}.txt", f"Report {at}.") for at in range(number)]


def test_two_processes_give_what_one_gives() -> None:
    def told(jobs: int) -> list[object]:
        return [
            (item.where, item.reason) if isinstance(item, UnreadableReport) else (item.report.name, item.reading)
            for item in chiltern.read([str(reports_dir()), "no-such-file.txt"], jobs=jobs)
        ]

    assert len(told(1)) == 15
    assert told(2) == told(1)


def test_what_cannot_be_loaded_keeps_its_place() -> None:
    items = reports(40)
    items[17] = UnreadableReport("bad.txt", "it is empty")
    found = list(read_all(items, nothing, ROLL, 2))
    assert [item for item, _ in found] == items
    assert [reading for _, reading in found] == [None if at == 17 else Reading(f"r{at}.txt") for at in range(40)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_breaks_stops_nobody_else(jobs: int) -> None:
    found = [reading.reason for _, reading in read_all(reports(3), breaks, ROLL, jobs) if isinstance(reading, Fault)]
    assert [reason.split(";")[0] for reason in found] == [
        f"the reader broke on it (ValueError: no luck with r{at}.txt)" for at in range(3)
    ]


def test_a_process_that_dies_is_one_line() -> None:
    with pytest.raises(ChilternError, match="try again with --jobs 1"):
        list(read_all(reports(3), dies, ROLL, 2))


def test_no_more_is_taken_than_is_under_way() -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield Report(f"r{taken}.txt", "Words.")

    found = read_all(endless(), nothing, ROLL, 2)  # type: ignore[arg-type]  # a generator of reports
    assert len(list(islice(found, 10))) == 10
    found.close()  # type: ignore[attr-defined]  # it is a generator
    assert taken < 200


def test_the_order_of_files_is_the_order_of_lines(tmp_path: Path) -> None:
    for at in range(30):
        (tmp_path / f"{at:02}.txt").write_text(f"Nell Ashworth said number {at} was wrong.", encoding="utf-8")
    names = [
        item.report.name for item in chiltern.read([str(tmp_path)], jobs=2) if not isinstance(item, UnreadableReport)
    ]
    assert names == [f"{at:02}.txt" for at in range(30)]
