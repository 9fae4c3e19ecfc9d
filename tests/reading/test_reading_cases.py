"""The map of what the reader knows: the tables in `cases/`, one case a sentence or a short passage.

A case gives the text and all that must come out: rows beyond those listed fail unless the case says `more: true`.
`absent` names the tempting wrong rows. `xfail` says what the reader does not get yet; once it does, the case fails
until the mark is taken off, so that the map stays honest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from chiltern.claims import Act, Position, Reading, Ref, Span, Stance, Statement, spans_of
from chiltern.reading.chunks import find_chunks
from chiltern.reading.lexicon import gazetteer
from chiltern.reading.mentions import Mentions
from chiltern.reading.read import read
from chiltern.reading.text import Text
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.model import Report

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2018-10-05"
TABLES = ("positions", "statements", "quotations", "sentences", "units", "tokens", "names", "phrases")

Case = dict[str, Any]


def all_cases() -> Iterator[tuple[str, str, Case]]:
    """Every case with the table and the phenomenon that it stands under."""
    for path in sorted(CASES.glob("*.yml")):
        for phenomenon, cases in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for case in cases:
                yield path.stem, phenomenon, case


def cases_with(key: str) -> list[Any]:
    """The cases that say something of `key`, as parameters; what is not got yet is expected to fail."""
    made = []
    for table, phenomenon, case in all_cases():
        if key in case:
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            made.append(pytest.param(case, id=f"{table}: {phenomenon}: {case['text'][:70]}", marks=marks))
    return made


@cache
def roll() -> Roll:
    return load_roll("uk-commons-2017")


def report(case: Case) -> Report:
    return Report("case.txt", case["text"], published=case.get("published", PUBLISHED), author=case.get("author"))


@cache
def _read(text: str, published: str, author: str | None) -> Reading:
    return read(Report("case.txt", text, published=published, author=author), roll())


def reading(case: Case) -> Reading:
    return _read(case["text"], case.get("published", PUBLISHED), case.get("author"))


def name(ref: Ref | None) -> str | None:
    return ref.name if ref is not None else None


# -- positions


def meets(position: Position, row: list[Any]) -> bool:
    """Whether a position is the one of a row: [holder, stance, act, {subject, object, …}]."""
    holder, stance, act, *more = row
    wanted = more[0] if more else {}
    if (position.holder.name, position.stance, position.act) != (holder, stance, act):
        return False
    if "subject" in wanted and {ref.name for ref in position.subject} != set(wanted["subject"]):
        return False
    refs = {key: name(getattr(position, key)) for key in ("object", "on_behalf_of", "attributed_to") if key in wanted}
    plain = {key: getattr(position, key) for key in ("result", "tally") if key in wanted}
    return all(wanted[key] == value for key, value in {**refs, **plain}.items())


def written(position: Position) -> str:
    parts = [position.holder.name, position.stance, position.act, ", ".join(ref.name for ref in position.subject)]
    extra = (position.object, position.on_behalf_of, position.attributed_to)
    return " | ".join([*parts, *(name(ref) or "" for ref in extra), position.result or "", position.tally or ""])


@pytest.mark.parametrize("case", cases_with("positions"))
def test_who_stands_where(case: Case) -> None:
    # What lies behind the events is no position of today; the record leaves it out of every count.
    found = [position for position in reading(case).positions if not position.historical]
    shown = [written(position) for position in found]
    missing = [row for row in case["positions"] if not any(meets(position, row) for position in found)]
    assert missing == [], shown
    wrong = [row for row in case.get("absent", ()) if any(meets(position, row) for position in found)]
    assert wrong == [], shown
    expected = {tuple(row[:3]) for row in case["positions"]}
    beyond = {(position.holder.name, position.stance, position.act) for position in found} - expected
    assert case.get("more") or beyond == set(), shown


# -- statements


@pytest.mark.parametrize("case", cases_with("statements"))
def test_who_said_what(case: Case) -> None:
    found = [[name(said.speaker), said.kind, said.quote] for said in reading(case).statements]
    assert found == case["statements"]


# -- beneath them: marks, sentences, words, names


@pytest.mark.parametrize("case", cases_with("quotations"))
def test_quotation_marks(case: Case) -> None:
    text = case["text"]
    found = [
        [text[q.inner.start : q.inner.end], q.depth, {"closed": q.closed, "runs_on": q.runs_on}]
        for q in Text(report(case)).quotations
    ]
    plain = {"closed": True, "runs_on": False}
    assert found == [[*row[:2], {**plain, **(row[2] if len(row) > 2 else {})}] for row in case["quotations"]]


@pytest.mark.parametrize("case", cases_with("sentences"))
def test_where_sentences_end(case: Case) -> None:
    text = Text(report(case))
    assert [text.words(*sentence) for sentence in text.sentences] == case["sentences"]


@pytest.mark.parametrize("case", cases_with("units"))
def test_which_sentences_one_quotation_joins(case: Case) -> None:
    text = Text(report(case))
    assert [text.words(*unit) for unit in text.units] == case["units"]
    assert [text.unit_of[first] for first, _ in text.units] == list(range(len(text.units)))


@pytest.mark.parametrize("case", cases_with("tokens"))
def test_words_and_where_they_stand(case: Case) -> None:
    tokens = Text(report(case)).tokens
    assert [token.text for token in tokens] == case["tokens"]
    assert all(case["text"][token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize("case", cases_with("names"))
def test_names(case: Case) -> None:
    text = Text(report(case))
    chunks = find_chunks(text, gazetteer(roll()))
    assert [[text.words(chunk.first, chunk.end), chunk.kind] for chunk in chunks] == case["names"]


@pytest.mark.parametrize("case", cases_with("phrases"))
def test_noun_phrases(case: Case) -> None:
    mentions = Mentions(Text(report(case)), roll(), None)
    found = [[mentions.text.words(p.first, p.end), p.noun.office, p.noun.plural, p.number] for p in mentions.phrases]
    assert found == case["phrases"]


# -- the map itself


def spans(claims: Iterable[Statement | Position]) -> Iterator[Span]:
    for claim in claims:
        yield from spans_of(claim)


def test_every_claim_of_every_case_keeps_to_its_text() -> None:
    for _, _, case in all_cases():
        found = reading(case)
        for span in spans((*found.statements, *found.positions)):
            assert 0 <= span.start < span.end <= len(case["text"]), case["text"]
        for said in found.statements:
            assert said.quote == " ".join(case["text"][s.start : s.end] for s in said.segments)


def test_the_map_is_wide_and_honest() -> None:
    cases = [case for _, _, case in all_cases()]
    assert len(cases) >= 160
    assert all(len([key for key in TABLES if key in case]) >= 1 for case in cases)
    texts = Counter((case["text"], case.get("author"), tuple(key for key in TABLES if key in case)) for case in cases)
    assert [text for text, times in texts.items() if times > 1] == []
    # Fewer than a quarter may wait for the reader, and a third of the position cases have nobody stand anywhere.
    assert 4 * sum("xfail" in case for case in cases) < len(cases)
    read_cases = [case for case in cases if "positions" in case]
    barren = [case for case in read_cases if not case["positions"] or "absent" in case]
    assert len(barren) * 3 >= len(read_cases), (len(barren), len(read_cases))


def test_the_map_has_every_act_and_every_stance() -> None:
    acts: Counter[str] = Counter()
    stances: Counter[str] = Counter()
    for _, _, case in all_cases():
        rows = {(row[1], row[2]) for row in case.get("positions", ())}
        acts.update({act for _, act in rows})
        stances.update({stance for stance, _ in rows})
    assert [act for act in get_args(Act) if acts[act] < 4] == []
    assert [stance for stance in get_args(Stance) if stances[stance] < 6] == []
