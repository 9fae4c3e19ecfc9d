"""The page of `chiltern compare`: a claim, then all that say the same, with the words that differ."""

from __future__ import annotations

from collections.abc import Sequence

from chiltern.cli.show.count import origin, reports_told
from chiltern.cli.show.page import Page
from chiltern.phrases import plural
from chiltern.record.queries.results import Compared, Difference, Version

_KINDS = {
    "one report": "said by one report",
    "independent": "reports that found it out for themselves",
    "copies": "reports that copy one another",
    "same statement": "reports of one statement: well attested as said, whether or not it is so",
}
# Words that stand on either side of a difference.
_AROUND = 4


def show_compared(page: Page, found: Compared) -> None:
    if found.words is None:
        page.line(f"{found.claim[:10]} no longer stands: a newer version or reading of its report replaced it.")
    else:
        page.heading(reports_told(found.reports, found.independent), _KINDS[found.kind])
        page.passage(found.words.handle, found.words.text, origin(found.words.report), indent=2)
    if found.versions:
        page.blank()
        page.heading(plural(len(found.versions), "other passage"))
    for version in found.versions:
        _show_version(page, version)


def _show_version(page: Page, version: Version) -> None:
    page.blank()
    speaker = version.speaker.name if version.speaker else ""
    if version.match:
        page.line((speaker or "somebody", "bold"), (f"  {version.match}", "dim"), indent=2)
    page.passage(version.words.handle, version.words.text, origin(version.words.report), indent=2)
    for line in _differing(version.differences):
        page.line(line, indent=14, hang=2)


def _differing(differences: Sequence[Difference]) -> list[str]:
    """One line for each change inside the words that both have: what stands before and after it, and both wordings."""
    lines = []
    for number, one in enumerate(differences):
        inside = 0 < number < len(differences) - 1
        if one.change == "equal" or not inside:
            continue
        before = " ".join(differences[number - 1].after.split()[-_AROUND:])
        after = " ".join(differences[number + 1].after.split()[:_AROUND])
        lines.append(f"… {before} [{one.before or '–'} → {one.after or '–'}] {after} …")
    return lines
