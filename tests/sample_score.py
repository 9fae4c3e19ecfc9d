"""Compares readings of the sample with the hand-written expectations in `data/sample_expected.yml`.

An expected position is met by a claim with the same holder, act and stance; a statement by one of the same speaker
that shares half its letters; a role by person, a word of the office, and seat or body; a figure by value and place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from chiltern.claims import Reading
from chiltern.names import name_key, same_person_name
from chiltern.reading.read import read
from chiltern.register.roll import load_roll
from chiltern.reports import Report, load
from chiltern.sample import reports_dir

Missed = dict[str, list[str]]


def expectations() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "sample_expected.yml"
    reports: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["reports"]
    return reports


def readings() -> Iterator[tuple[Report, Reading]]:
    roll = load_roll("uk-commons-2017")
    for report in load([str(reports_dir())]):
        assert isinstance(report, Report), report
        yield report, read(report, roll)


def score(expected: dict[str, Any], report: Report, reading: Reading) -> dict[str, tuple[int, list[str]]]:
    """For each kind of claim: how many are expected, and which of them are not met."""
    result: dict[str, tuple[int, list[str]]] = {
        "positions": (0, []),
        "statements": (0, []),
        "roles": (0, []),
        "figures": (0, []),
    }
    positions = [(h, row) for row in expected.get("positions", ()) for h in row["holder"]]
    result["positions"] = (
        len(positions),
        [f"{h} {row['stance']} {row['act']}: {row['words']}" for h, row in positions if not _position(h, row, reading)],
    )
    for kind, fits in (("statements", _statement), ("roles", _role), ("figures", _figure)):
        rows = expected.get(kind, ())
        result[kind] = (len(rows), [str(row) for row in rows if not fits(row, report, reading)])
    return result


def _same(left: str, right: str) -> bool:
    a, b = name_key(left).replace("party", "").split(), name_key(right).replace("party", "").split()
    short, long = sorted((a, b), key=len)
    return bool(short) and (long[-len(short) :] == short or same_person_name(left, right))


def _position(holder: str, row: dict[str, Any], reading: Reading) -> bool:
    stances = (row["stance"], *row.get("stance_alt", ()))
    return any(p.act == row["act"] and p.stance in stances and _same(p.holder.name, holder) for p in reading.positions)


def _statement(row: dict[str, Any], report: Report, reading: Reading) -> bool:
    start = report.body.index(row["words"])
    wanted = {i for i in range(start, start + len(row["words"])) if report.body[i].isalnum()}
    for said in reading.statements:
        found = {i for s in said.segments for i in range(s.start, s.end) if report.body[i].isalnum()}
        if len(wanted & found) * 2 >= len(wanted | found) or (row.get("split_by_cue") and wanted <= found):
            return said.speaker is not None and _same(said.speaker.name, row["speaker"])
    return False


def _role(row: dict[str, Any], report: Report, reading: Reading) -> bool:
    words = set(re.findall(r"\w+", row["role"].lower()))
    return any(
        _same(role.person.name, row["person"])
        and words & set(re.findall(r"\w+", role.role.lower()))
        and ("of" not in row or (role.of is not None and _same(role.of.name, row["of"])))
        for role in reading.roles
    )


def _figure(row: dict[str, Any], report: Report, reading: Reading) -> bool:
    return any(
        str(figure.value) == str(row["value"]) and name_key(figure.measure) == name_key(row["measure"])
        for figure in reading.figures
    )
