"""Reading reports: Chiltern's whole reading against a quotation pattern and against spaCy's tokeniser.

The reports are the built-in sample. The pattern only finds what stands between quotation marks: the floor, which no
reader can be quicker than. spaCy's blank English pipeline only splits text into words, with no model: the first
step of any reader built on it. Chiltern gives statements, positions, roles and figures.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from bench.timing import Contestant, measure, table, versions
from chiltern.reading.read import read
from chiltern.register.roll import load_roll
from chiltern.reports.load import load
from chiltern.reports.model import Report
from chiltern.sample import reports_dir

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
COPIES = 4


def main() -> None:
    """Prints processor time and ratios for the sample, and reports a second."""
    reports = [item for item in load([reports_dir()]) if isinstance(item, Report)] * COPIES
    roll = load_roll("uk-commons-2017")
    size = sum(len(report.body) for report in reports) / len(reports)
    print(f"{len(reports)} reports of {size:,.0f} characters on average, {len(roll.persons)} persons in the roll")
    ways = [Contestant("quotation pattern", lambda: [QUOTED.findall(report.body) for report in reports])]
    tokeniser = _spacy()
    if tokeniser is not None:
        ways.append(Contestant("spaCy, words only", lambda: [tokeniser(report.body) for report in reports]))
    ways.append(Contestant("Chiltern, everything", lambda: [read(report, roll) for report in reports]))
    print(table("The sample", measure(ways)))
    began = time.process_time()
    for report in reports:
        read(report, roll)
    print(f"  {len(reports) / (time.process_time() - began):,.0f} reports a second on one core")
    if tokeniser is None:
        print("spacy: not installed, so not measured (pip install spacy)")
    print(versions(*(["spacy"] if tokeniser is not None else [])))


def _spacy() -> Callable[[str], object] | None:
    """spaCy's English tokeniser, where it is installed."""
    try:
        import spacy  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    blank: Callable[[str], object] = spacy.blank("en")
    return blank


if __name__ == "__main__":
    main()
