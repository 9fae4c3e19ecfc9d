"""The demo: builds the record of the sample reports in build/sample.db, asks what a reporter would, writes its pages.

It runs the public commands, as anyone would type them, and ends with what to try next. `make demo` calls it.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from chiltern.sample import reports_dir

ROOT = Path(__file__).resolve().parents[1]
CHILTERN = Path(sys.executable).parent / "chiltern"
RECORD = Path("build") / "sample.db"
PAGES = Path("build") / "site"
REPORTS = Path(os.path.relpath(reports_dir(), ROOT))
PERSON = "Ian Austin"  # wavered on Tuesday, left on Friday
NEXT = (
    ("the same pages from a server, with filters and what if", ["serve", RECORD, "--open"]),
    ("who demands a by-election, and of whom", ["count", RECORD, "resign_seat"]),
    ("the same as it stood on the Tuesday", ["count", RECORD, "leave", "--of", "Labour Party", "--on", "2019-02-19"]),
    ("one member: seat, parties, words", ["who", RECORD, "Mike Gapes"]),
    ("every quotation with a word in it", ["quotes", RECORD, "--search", "by-election"]),
    ("one report, without a record", ["read", REPORTS / "ashworth-statement.txt"]),
    ("what the record has learnt, as a page", ["changes", RECORD, "--since", "2019", "--format", "html"]),
    ("tables for a spreadsheet", ["export", RECORD, "csv", "build/tables"]),
    ("the majority that Friday, step by step", ["house", RECORD, "--on", "2019-02-22"]),
    ("your own reports", ["add", RECORD, "my-reports/"]),
)


def command(*words: object) -> list[str]:
    return [str(CHILTERN), *map(str, words)]


def as_typed(*words: object) -> str:
    return shlex.join([os.path.relpath(CHILTERN, ROOT), *map(str, words)])


def say(text: str) -> None:
    print(text, flush=True)


def run(title: str, *words: object) -> None:
    """Says what comes and the command as one would type it, and lets its output through."""
    say(f"\n── {title}\n$ {as_typed(*words)}")
    subprocess.run(command(*words), cwd=ROOT, check=True)


def claim_of(person: str) -> str:
    """The short name of the first claim that says where a person stands on leaving Labour."""
    asked = command("count", RECORD, "leave", "--of", "Labour Party", "--json")
    count = json.loads(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout)
    for group in count["groups"]:
        for holding in group["holdings"]:
            if holding["holder"]["name"] == person:
                return str(holding["positions"][0]["words"]["claim"])[:10]
    raise LookupError(f"the sample record does not say where {person} stands on leaving Labour")


def main() -> int:
    (ROOT / RECORD).parent.mkdir(exist_ok=True)
    for ending in ("", "-wal", "-shm"):
        (ROOT / f"{RECORD}{ending}").unlink(missing_ok=True)
    say("The week of 18 February 2019, from fourteen short reports. The events are real, the publishers invented.")
    try:
        run("An empty record that knows the House of Commons of 2017", "new", RECORD, "--roll", "uk-commons-2017")
        run("Reports in", "add", RECORD, REPORTS)
        run("Who leaves Labour, who stays, who wavers", "count", RECORD, "leave", "--of", "Labour Party")
        run("Where the sources cannot all be right", "conflicts", RECORD)
        run(f"A person: {PERSON}", "who", RECORD, PERSON)
        run("The words behind a claim", "source", RECORD, claim_of(PERSON))
        run("All of it as pages, to publish", "site", RECORD, PAGES)
    except subprocess.CalledProcessError as error:
        print(f"demo: {shlex.join(error.cmd)} ended with status {error.returncode}", file=sys.stderr)
        return 1
    say(f"\n── Open this file in a browser\n  {PAGES / 'index.html'}")
    say("\n── Try next")
    for about, words in NEXT:
        say(f"  # {about}\n  {as_typed(*words)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
