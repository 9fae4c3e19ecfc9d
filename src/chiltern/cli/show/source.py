"""The page of `chiltern source`: the passage in its paragraphs, then where it comes from."""

from __future__ import annotations

from chiltern.claims import Claim, Figure, Position, RoleClaim, Statement
from chiltern.cli.plain import clean
from chiltern.cli.show.count import names, show_rulings
from chiltern.cli.show.page import Page, long_date
from chiltern.phrases import ACTS, says_more, spoken
from chiltern.record.model import Entity
from chiltern.record.queries.results import Passage


def show_source(page: Page, passage: Passage) -> None:
    report = passage.report
    page.heading(report.title or report.name)
    page.line(", ".join(filter(None, (report.publisher, long_date(report.published), report.url))))
    for paragraph in passage.paragraphs:
        page.blank()
        page.prose(paragraph.text, paragraph.marks)
    page.blank()
    for label, value in _facts(passage):
        page.line((f"{label:<10}", "dim"), value, hang=10)
    show_rulings(page, passage.rulings, indent=0)


def _facts(passage: Passage) -> list[tuple[str, str]]:
    facts = [("Claim", passage.digest), (passage.kind.capitalize(), claim_in_words(passage.claim))]
    held = f"from {long_date(passage.valid_from)}" if passage.valid_from else ""
    ended = f"until {long_date(passage.valid_to)}" if passage.valid_to else ""
    if held or ended:
        facts.append(("Held", " ".join(filter(None, (held, ended)))))
    facts.append(("Report", f"{passage.report.name}, version {passage.version[:10]}"))
    if passage.replaced:
        facts.append(("", "A newer version of the report has come since; this claim is no longer counted."))
    facts.append(("Read", f"{passage.known_at[:19].replace('T', ' ')} UTC by reader {passage.reader}"))
    return facts


def claim_in_words(claim: Claim) -> str:
    """A claim as one phrase: "Jane Roe: demands: giving up a seat, about John Doe"."""
    match claim:
        case Statement():
            speaker = claim.speaker.name if claim.speaker else claim.speaker_text or "somebody"
            return clean(f"{speaker} {claim.cue or 'said'} ({claim.kind})")
        case Position():
            about = names(Entity(ref.name, ref.kind) for ref in claim.subject if ref != claim.holder)
            of = f", {claim.object.name}" if claim.object and says_more(claim.act, claim.object.name) else ""
            when = f", {claim.when}" if claim.when else ""
            told = f"{claim.holder.name}: {spoken(claim.stance)}: {ACTS[claim.act]}"
            return clean(told + (f", about {about}" if about else "") + of + when)
        case RoleClaim():
            of = f", {claim.of.name}" if claim.of else ""
            since = f", since {claim.since}" if claim.since else ""
            return clean(f"{claim.person.name}: {'former ' if claim.former else ''}{claim.role}{of}{since}")
        case Figure():
            about = f", {claim.about.name}" if claim.about else ""
            return clean(f"{claim.measure}: {figure_value(claim)}{about}")


def figure_value(figure: Figure) -> str:
    """35,000, with "about" where the report says so; years and dates as they are; per cent and sums with their unit."""
    grouped = isinstance(figure.value, int) and (figure.value < 1000 or figure.value > 2100)
    value = f"{figure.value:,}" if grouped else str(figure.value)
    if figure.unit in ("%", "points"):
        value = f"{value} {figure.unit}"
    elif figure.unit is not None and figure.measure == "money":
        value = f"{figure.unit}{value}" if len(figure.unit) == 1 else f"{value} {figure.unit}"
    return f"about {value}" if figure.approximate else value
