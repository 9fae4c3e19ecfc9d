"""Reading reports: Chiltern's whole reading against a quotation pattern and against spaCy, and where its time goes.

The reports are the built-in sample, or the text files of the folder that the environment variable REPORTS names. The
pattern only finds what stands between quotation marks: the floor, which no reader can be quicker than. spaCy's blank
English pipeline only splits text into words; an installed model parses sentences too, the first step of a reader built
on it. Chiltern gives statements, positions, roles and figures.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec

from bench.timing import Contestant, measure, table, versions
from chiltern.claims import Reading
from chiltern.reading.attributed import Attributed
from chiltern.reading.author import find_author
from chiltern.reading.figures import find_figures
from chiltern.reading.mentions import Mentions
from chiltern.reading.positions import Positions
from chiltern.reading.read import published_day, read, read_by_rules
from chiltern.reading.roles import find_roles
from chiltern.reading.statements import Statements
from chiltern.reading.tagger import shipped
from chiltern.reading.text import Text
from chiltern.register.model import Person
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.load import load
from chiltern.reports.model import Report
from chiltern.sample import reports_dir

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
# So much text is read in one turn: in characters.
ENOUGH = 70_000
SEED = 20190218
T = TypeVar("T")
NAMES = 20_000
SYLLABLES = (
    "an",
    "bar",
    "cor",
    "del",
    "fil",
    "gor",
    "hal",
    "jor",
    "kel",
    "lan",
    "mor",
    "per",
    "ros",
    "sil",
    "tan",
    "wil",
)
LENGTHS = (20_000, 200_000, 2_000_000)


def main() -> None:
    """Prints ratios of processor time, reports a second, the shares of the stages, and how the time grows."""
    folder = Path(os.environ["REPORTS"]) if os.environ.get("REPORTS") else reports_dir()
    reports = [item for item in load([folder]) if isinstance(item, Report)]
    reports *= 1 + ENOUGH // max(1, sum(len(report.body) for report in reports))
    roll = load_roll("uk-commons-2017")
    size = sum(len(report.body) for report in reports) / len(reports)
    print(f"{len(reports)} reports of {size:,.0f} characters on average, {len(roll.persons)} persons in the roll")
    spacy = _against_others(reports, roll)
    _profile(reports, roll)
    _larger_roll(reports, roll)
    _lengths(reports, roll)
    print(versions(*(["spacy"] if spacy else [])))


def _against_others(reports: list[Report], roll: Roll) -> bool:
    """The table of ratios; gives whether spaCy is there."""
    ways = [Contestant("quotation pattern", lambda: [QUOTED.findall(report.body) for report in reports])]
    pipelines = _spacy()
    for name, pipeline in pipelines.items():
        ways.append(Contestant(name, partial(_run_on_bodies, pipeline, reports), rounds=3))
    ways.append(Contestant("Chiltern, rules alone", lambda: [read_by_rules(report, roll) for report in reports]))
    ways.append(Contestant("Chiltern, everything", partial(_read_all, reports, roll)))
    timings = measure(ways)
    print(table("All reports", timings))
    ours = timings[-1].best
    print(f"  {len(reports) / ours:,.0f} reports a second on one core, {1000 * ours / len(reports):.2f} ms a report")
    for timing in timings[:-1]:
        print(f"  against {timing.name}: {ours / timing.best:,.2f} times its time")
    if len(pipelines) < 2:
        print(f"  spaCy: {'no model' if pipelines else 'not'} installed, so not measured")
    return bool(pipelines)


def _run_on_bodies(pipeline: Callable[[str], object], reports: list[Report]) -> None:
    for report in reports:
        pipeline(report.body)


def _spacy() -> dict[str, Callable[[str], object]]:
    """spaCy's English tokeniser, and a pipeline that parses, as far as they are installed."""
    try:
        import spacy  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return {}
    found: dict[str, Callable[[str], object]] = {"spaCy, words only": spacy.blank("en")}
    model = next((name for name in spacy.util.get_installed_models() if name.startswith("en_")), None)
    if model is not None:
        found[f"spaCy, {model}"] = spacy.load(model)
    return found


# -- where the time goes


class _Stages:
    """Reads as `read` does, noting the processor time of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, stage: str, run: Callable[[], T]) -> T:
        began = time.process_time()
        made = run()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began
        return made

    def read(self, report: Report, roll: Roll) -> Reading:
        published = published_day(report)
        text = self.timed("words, sentences, quotations", lambda: Text(report))
        mentions = self.timed("names and mentions", lambda: Mentions(text, roll, published))
        author = find_author(mentions)
        statements = self.timed("statements", lambda: Statements(mentions, author))
        attributed = self.timed("the tagger", lambda: Attributed(mentions, statements, shipped()))
        positions = self.timed("positions", lambda: Positions(mentions, statements))
        return Reading(
            report=report.name,
            statements=attributed.statements,
            positions=self.timed("positions", positions.claims),
            roles=self.timed("roles", lambda: find_roles(mentions, published, author)),
            figures=self.timed("figures", lambda: find_figures(mentions, published)),
            attributions=attributed.others,
        )


def _profile(reports: list[Report], roll: Roll) -> None:
    """The share of each step; what remains is finding the author and letting go of everything."""
    for report in reports:
        if _Stages().read(report, roll) != read(report, roll):
            raise SystemExit("read_reports: the steps timed here are no longer those of `read`")
    runs = []
    for _ in range(5):
        stages = _Stages()
        began = time.process_time()
        for report in reports:
            stages.read(report, roll)
        runs.append((time.process_time() - began, stages.seconds))
    total, seconds = min(runs, key=lambda run: run[0])
    print("profile: where the time goes")
    for stage, spent in {**seconds, "the rest": total - sum(seconds.values())}.items():
        print(f"  {stage:30} {spent / total:>6.1%}  {1000 * spent / len(reports):>6.2f} ms a report")


# -- how it grows


def _larger_roll(reports: list[Report], roll: Roll) -> None:
    """The same reports against a roll of 20,000 names, made up from syllables around the built-in one's."""
    random = Random(SEED)
    persons = list(roll.rows.persons)
    while len(persons) < NAMES:
        given, family = ("".join(random.sample(SYLLABLES, count)).title() for count in (2, 3))
        persons.append(Person(f"made-up-{len(persons)}", f"{given} {family}", given, family))
    large = Roll(msgspec.structs.replace(roll.rows, name="made-up", persons=tuple(persons)))
    dated = [msgspec.structs.replace(report, published="2019-02-20") for report in reports]
    ways = [Contestant(f"{len(one.persons):,} persons", partial(_read_all, dated, one)) for one in (roll, large)]
    print(table("The size of the roll", measure(ways)))


def _lengths(reports: list[Report], roll: Roll) -> None:
    """The time for each character where the same text, the reports joined, is cut into reports of several lengths."""
    whole = max(LENGTHS)
    joined = "\n\n".join(report.body for report in reports)
    joined = "\n\n".join([joined] * (1 + whole // len(joined)))[:whole]
    print("The length of a report")
    for length in LENGTHS:
        pieces = [Report("joined", joined[at : at + length]) for at in range(0, whole, length)]
        began = time.process_time()
        _read_all(pieces, roll)
        print(f"  {length:>9,} characters  {1e6 * (time.process_time() - began) / whole:.2f} µs a character")


def _read_all(reports: list[Report], roll: Roll) -> None:
    for report in reports:
        read(report, roll)


if __name__ == "__main__":
    main()
