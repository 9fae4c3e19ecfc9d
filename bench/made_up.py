"""Made-up reports with their claims, any number of them, from a seed: the sample's reports, varied.

Each sample report is read once. What is varied is cut out of its text as slots: names of people and seats (others of
the roll, or of nobody), numbers, plain words, and the last words of quotations. A variation fills the slots and
moves the offsets of all claims with them, so that no reader is needed and every quotation is still the very words of
its report, which is asserted. Reports of one event share their people and, where they copy the wire, their wording too.
Dates in words, and people who are in the text but in no claim, stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import accumulate, cycle
from random import Random
from typing import Any, NamedTuple

import msgspec

from bench.read_reports import SYLLABLES
from chiltern.claims import Claim, Figure, Position, Reading, Ref, RoleClaim, Span, Statement, spans_of
from chiltern.ingest import ReadReport
from chiltern.register.roll import Roll
from chiltern.reports.model import Report

CLAIMS = 30
PUBLISHERS = 200
DAYS = 730
FIRST_DAY = date(2018, 1, 1)
# Of all reports, these are new versions of earlier ones.
REVISED = 0.02
# Of its words, a report that is no copy changes these, and it shortens these of its quotations.
_REWORDED, _TRIMMED = 0.05, 0.3
_WORD = re.compile(r"(?<![-’'])\b[a-z]{4,}\b(?![-’'])")
_NUMBER = re.compile(r"\b\d{1,2},\d{3}\b")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Slot(NamedTuple):
    """Characters [start, end) of a template: `kind` says by what they are replaced, `key` by which of those."""

    start: int
    end: int
    kind: str
    key: str


class Template:
    """A report of the sample with its claims, ready to be varied."""

    def __init__(self, body: str, claims: tuple[Claim, ...], published: str, roll: Roll) -> None:
        self.body, self.claims = body, claims
        self.day = date.fromisoformat(published[:10])
        self.title = body.split("\n", 1)[0][:60].strip()
        self.people = sorted({ref.id or ref.name for ref in _refs(claims) if _is_person(ref)})
        self.seats = sorted({ref.id for ref in _refs(claims) if ref.kind == "seat" and ref.id})
        self.bounds = sorted({at for claim in claims for span in _spans(claim) for at in span_pair(span)})
        self.slots = tuple(self._slots(roll))
        self.ends = [slot.end for slot in self.slots]

    def _slots(self, roll: Roll) -> Iterator[Slot]:
        """Where they meet, a name goes before the end of a quotation, and that before a word."""
        found = [
            *self._names(roll),
            *self._ends(),
            *(Slot(*at.span(), "word", at[0]) for at in _WORD.finditer(self.body)),
        ]
        taken = [False] * len(self.body)
        chosen = []
        for slot in found:
            inside = bisect_right(self.bounds, slot.start) != bisect_right(self.bounds, slot.end - 1)
            if not inside and not any(taken[slot.start : slot.end]):
                taken[slot.start : slot.end] = [True] * (slot.end - slot.start)
                chosen.append(slot)
        yield from sorted(chosen)

    def _names(self, roll: Roll) -> Iterator[Slot]:
        words: dict[str, tuple[str, str]] = {}
        for person in self.people:
            name = roll.persons[person].name if person in roll.persons else person
            words[name.rsplit(" ", 1)[-1]] = ("family", person)
            words[name] = ("person", person)
        words |= {roll.seats[seat].name: ("seat", seat) for seat in self.seats}
        either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        yield from (Slot(*at.span(), *words[at[0]]) for at in re.finditer(rf"\b(?:{either})\b", self.body))
        yield from (Slot(*at.span(), "number", at[0]) for at in _NUMBER.finditer(self.body))

    def _ends(self) -> Iterator[Slot]:
        """The last three words of longer quotations."""
        for claim in self.claims:
            if isinstance(claim, Statement) and len(claim.segments) == 1 and claim.quote.count(" ") >= 8:
                (segment,) = claim.segments
                last = segment.end
                for _ in range(3):
                    last = self.body.rfind(" ", 0, last)
                yield Slot(last, segment.end, "trim", "")

    def filled(self, pieces: list[str]) -> tuple[str, dict[int, int]]:
        """The text with a piece in the place of each slot, and where every bound of a claim has come to."""
        text: list[str] = []
        at, shifts = 0, [0]
        for slot, piece in zip(self.slots, pieces, strict=True):
            text += (self.body[at : slot.start], piece)
            at = slot.end
            shifts.append(len(piece) - (slot.end - slot.start))
        moved = list(accumulate(shifts))
        return "".join([*text, self.body[at:]]), {at: at + moved[bisect_right(self.ends, at)] for at in self.bounds}


class _Event(NamedTuple):
    """What the reports of one event share: a template, a day, and who stands for whom."""

    template: Template
    day: date
    refs: Mapping[str, Ref]
    numbers: Mapping[str, str]
    words: Mapping[str, str]
    number: int


def made_up(read: list[ReadReport], roll: Roll, seed: int = 20190218) -> Iterator[ReadReport]:
    """Reports without end, each with 30 claims and its reading; `read` is the sample, read once."""
    random = Random(seed)
    templates = cycle(_templates(read, roll))
    vocabulary = sorted({word for one in read for word in _WORD.findall(one.report.body)})
    papers = [f"{''.join(random.sample(SYLLABLES, 2)).title()} Post {number}" for number in range(PUBLISHERS)]
    number, event = 0, 0
    while True:
        event += 1
        about = _event(random, next(templates), roll, vocabulary, event)
        wire = [_piece(random, slot, about, vocabulary) for slot in about.template.slots]
        for paper in random.sample(papers, random.randint(1, 6)):
            # A third copies the wire, down to its words.
            copies = random.random() < 1 / 3
            pieces = wire if copies else [_piece(random, slot, about, vocabulary) for slot in about.template.slots]
            number += 1
            revised = number > 50 and random.random() < REVISED
            yield _report(about, pieces, paper, number - random.randint(1, 50) if revised else number, revised)


def _templates(read: list[ReadReport], roll: Roll) -> list[Template]:
    """A template for each report that is read; one with few claims goes on with those of the next."""
    made = []
    for place, (report, reading) in enumerate(read):
        body, claims, following = report.body, list(reading.claims()), place
        while len(claims) < CLAIMS:
            following = (following + 1) % len(read)
            shift = len(body) + 2
            body += "\n\n" + read[following].report.body
            claims += [_moved(claim, lambda at, shift=shift: at + shift) for claim in read[following].reading.claims()]
        chosen = sorted(Random(place).sample(range(len(claims)), CLAIMS))
        made.append(Template(body, tuple(claims[one] for one in chosen), report.published or "2019-02-18", roll))
    return made


def _event(random: Random, template: Template, roll: Roll, vocabulary: list[str], number: int) -> _Event:
    refs: dict[str, Ref] = {}
    persons, seats = list(roll.persons.values()), list(roll.seats.values())
    for person in template.people:
        if person in roll.persons:
            # A few are in the news every day, most now and then.
            one = persons[int(len(persons) * random.random() ** 2)]
            refs[person] = Ref(one.name, "person", one.id)
        else:
            words = ("".join(random.choices(SYLLABLES, k=length)).title() for length in (2, 3))
            refs[person] = Ref(" ".join(words), "person")
    for seat in template.seats:
        other = seats[random.randrange(len(seats))]
        refs[seat] = Ref(other.name, "seat", other.id)
    numbers = {slot.key: f"{random.randint(1, 40)},{random.randint(0, 999):03}" for slot in template.slots}
    # Other words in each event: two speeches are not the same one because they come from one report of the sample.
    chosen = {slot.key: random.choice(vocabulary) for slot in template.slots if slot.kind == "word"}
    return _Event(template, FIRST_DAY + timedelta(days=random.randrange(DAYS)), refs, numbers, chosen, number)


def _piece(random: Random, slot: Slot, event: _Event, vocabulary: list[str]) -> str:
    """What one report has in the place of the slot: now and then another word, or a shorter quotation."""
    match slot.kind:
        case "person" | "seat":
            return event.refs[slot.key].name
        case "family":
            return event.refs[slot.key].name.rsplit(" ", 1)[-1]
        case "number":
            return event.numbers[slot.key]
        case "word":
            return random.choice(vocabulary) if random.random() < _REWORDED else event.words[slot.key]
    return "" if random.random() < _TRIMMED else event.template.body[slot.start : slot.end]


def _report(event: _Event, pieces: list[str], paper: str, number: int, revised: bool) -> ReadReport:
    template = event.template
    body, moved = template.filled(pieces)
    shift = event.day - template.day
    claims = tuple(dict.fromkeys(_varied(claim, event, body, moved, shift) for claim in template.claims))
    for claim in claims:
        if isinstance(claim, Statement):
            assert claim.quote == " ".join(body[span.start : span.end] for span in claim.segments)
    report = Report(
        name=f"{number}.txt",
        body=body,
        title=f"{template.title} ({event.number})",
        publisher=paper,
        published=event.day.isoformat(),
        modified=(event.day + timedelta(days=1)).isoformat() if revised else None,
        url=f"https://news.example/{number}",
    )
    kinds: dict[type, list[Any]] = {Statement: [], Position: [], RoleClaim: [], Figure: []}
    for claim in claims:
        kinds[type(claim)].append(claim)
    return ReadReport(report, Reading(report.version, *(tuple(rows) for rows in kinds.values())))


def _varied(claim: Claim, event: _Event, body: str, moved: Mapping[int, int], shift: timedelta) -> Claim:
    """The claim in its varied text: other names, values and dates, at the places where its words have come to."""
    made = _moved(claim, moved.__getitem__)
    changes: dict[str, Any] = {}
    for name in ("speaker", "holder", "object", "on_behalf_of", "attributed_to", "person", "of", "about"):
        ref = getattr(made, name, None)
        if ref is not None:
            changes[name] = event.refs.get(ref.id or ref.name, ref)
    match made:
        case Statement():
            changes["quote"] = " ".join(body[span.start : span.end] for span in made.segments)
            if made.speaker_at is not None:
                changes["speaker_text"] = body[made.speaker_at.start : made.speaker_at.end]
            if made.cue_at is not None:
                changes["cue"] = body[made.cue_at.start : made.cue_at.end]
        case Position():
            changes["subject"] = tuple(event.refs.get(ref.id or ref.name, ref) for ref in made.subject)
            changes["when"] = _day(made.when, shift)
        case Figure():
            written = f"{made.value:,}" if isinstance(made.value, int) else ""
            if written in event.numbers:
                changes["value"] = int(event.numbers[written].replace(",", ""))
            elif isinstance(made.value, str):
                changes["value"] = _day(made.value, shift)
    return msgspec.structs.replace(made, **changes)


def _day(text: str | None, shift: timedelta) -> str | None:
    """A full date, so many days later; anything else as it is."""
    return (date.fromisoformat(text) + shift).isoformat() if text and _ISO_DAY.fullmatch(text) else text


def _moved(claim: Claim, to: Any) -> Claim:
    changes: dict[str, Any] = {}
    for name in ("span", "speaker_at", "cue_at"):
        span = getattr(claim, name, None)
        if span is not None:
            changes[name] = Span(to(span.start), to(span.end))
    if isinstance(claim, Statement):
        changes["segments"] = tuple(Span(to(span.start), to(span.end)) for span in claim.segments)
    return msgspec.structs.replace(claim, **changes)


def _spans(claim: Claim) -> Iterator[Span]:
    yield from spans_of(claim)
    if isinstance(claim, Statement):
        yield from (span for span in (claim.speaker_at, claim.cue_at) if span is not None)


def span_pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _refs(claims: tuple[Claim, ...]) -> Iterator[Ref]:
    for claim in claims:
        for value in msgspec.structs.asdict(claim).values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Ref):
                    yield one


def _is_person(ref: Ref) -> bool:
    """Somebody with a full name, in the roll or not."""
    return ref.kind == "person" and (ref.id is not None or " " in ref.name)
