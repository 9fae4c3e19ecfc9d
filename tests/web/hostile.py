"""A record of reports whose every part tries to be more than text."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import chiltern

SCRIPT = "<script>window.ran=1;document.title='ran'</script>"
IMAGE = "<img src=x onerror=\"window.ran=2\"><svg onload='window.ran=3'>"
_BREAKOUT = "\"'--></title></script></style></textarea>"
# A mark that turns what follows, one that hides, and ends of lines that no line has.
_TURNED = "\u202eevil\u2066 \u200bhidden\u2028line\x85"
_FORMULA = '=HYPERLINK("http://evil.example","x")'
_TEMPLATE = "{{ 7 * 7 }}{% raw %}${7*7}"
_PARTS = (SCRIPT, IMAGE, _BREAKOUT, _TURNED, _FORMULA, _TEMPLATE, "javascript:window.ran=4", "\ud83e\udd8a")


def hostile_record(path: Path) -> Path:
    """Reports that name people of the roll and say such things of them, a long one, and an editor of the same kind."""
    source = path.parent / "hostile.jsonl"
    source.write_bytes(b"\n".join(json.dumps(one).encode() for one in [*_reports(), *_long()]))
    with chiltern.new(path) as record:
        outcomes = record.add([source])
        assert {one.status for one in outcomes} == {"added"}
        said = record.quotes()[0].words.handle
        for action in ("confirm", "note"):
            record.decide(action, said, by=f"Ed {SCRIPT}"[:60], why=f"{IMAGE} {_TEMPLATE}")
        assert record.conflicts()
        assert record.count("leave").groups
    # Reading refuses such an address, so it is put there by another hand.
    with closing(sqlite3.connect(path)) as file, file:
        guards = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'report_versions'")
        for (name,) in guards.fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.execute("UPDATE report_versions SET url = 'javascript:window.ran=5' WHERE id % 2")
    return path


def _reports() -> list[dict[str, str]]:
    return [
        {
            "title": f"{part} Austin leaves",
            "publisher": f"{part} Paper {number}",
            "author": part,
            "url": f"https://evil.example/{number}?q=<script>&a=\"'",
            "published": f"2019-02-{10 + number}",
            "body": _body(part, number),
        }
        for number, part in enumerate(_PARTS)
    ]


def _body(part: str, number: int) -> str:
    return "\n\n".join(
        [
            f"Ian Austin, the Dudley North MP whose majority in 2017 was just {22 + number % 2}, has resigned from the"
            f" Labour Party, {part} reported.",
            f"“I am leaving the Labour Party because of {part} and nothing else,” Mr Austin said.",
            f"The {part} Dudley North Labour Party called on him to stand down. A {part} source said he would go.",
            f"Angela Smith said that she would not leave the Labour Party over “{part}”.",
        ]
    )


def _long() -> list[dict[str, str]]:
    title = {"title": "T" * 1_000_000, "publisher": "P" * 100_000, "published": "2019-03-01"}
    body = "\n\n".join(
        [_body("<b>", 1), *("Nothing was said about it in the House that day. " * 20 for _ in range(800))]
    )
    return [title | {"body": _body(SCRIPT, 2)}, {"title": "Long", "published": "2019-03-02", "body": body}]
