"""Editors' decisions: they rule, can be undone, survive later versions and readings, and are never lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import chiltern
from chiltern.claims import Reading
from chiltern.ingest import Reader
from tests.record.conftest import Add
from tests.record.lines import READER, read

LEFT = "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ Ada Merrin has left the Union."
STAYS = "@position holder=Tom Okafor; stance=rules_out; act=leave; object=Reform Union @ Tom Okafor says he will stay."

Decide = Callable[..., object]


@pytest.fixture
def decide(record: chiltern.Record) -> Decide:
    def make(action: str, target: str, why: str = "as the words say", **more: object) -> object:
        return record.decide(action, target, by="R. Editor", why=why, **more)  # type: ignore[arg-type]  # tests of bad ones

    return make


def standing(record: chiltern.Record, known: str | None = None) -> dict[str, str]:
    """Holder to stance, as the count has it."""
    count = record.count("leave", known=known)
    return {row.holder.name: row.stance for group in count.groups for row in group.holdings}


def handle(record: chiltern.Record, holder: str) -> str:
    rows = [row for group in record.count("leave").groups for row in group.holdings if row.holder.name == holder]
    return rows[0].positions[-1].words.handle


def at(record: chiltern.Record) -> str:
    """The moment of the last event."""
    return record.log()[-1].at


def test_a_rejected_claim_is_not_counted_and_stays_visible(add: Add, record: chiltern.Record, decide: Decide) -> None:
    add(LEFT, STAYS, published="2030-02-18")
    number = handle(record, "Ada Merrin")
    decide("reject", number, "she left the committee")
    assert standing(record) == {"Tom Okafor": "rules_out"}
    (gone,) = record.count("leave").rejected
    assert gone.words.handle == number
    (ruling,) = gone.words.rulings
    assert (ruling.effect, ruling.editor, ruling.reason) == ("rejected", "R. Editor", "she left the committee")
    assert record.source(number).rulings == (ruling,)
    assert [words.handle for words in record.who("Ada Merrin").rejected] == [number]


def test_an_undone_decision_no_longer_rules_and_an_undone_undoing_rules_again(
    add: Add, record: chiltern.Record, decide: Decide
) -> None:
    add(LEFT, published="2030-02-18")
    decide("reject", handle(record, "Ada Merrin"))
    rejected = at(record)
    decide("undo", "1")
    undone = at(record)
    assert standing(record) == {"Ada Merrin": "done"}
    decide("undo", "2")
    assert standing(record) == {}
    assert standing(record, known=rejected) == {}
    assert standing(record, known=undone) == {"Ada Merrin": "done"}
    with pytest.raises(chiltern.BadInput, match="undone already"):
        decide("undo", "2")


def test_a_correction_stands_in_the_place_of_the_claim(add: Add, record: chiltern.Record, decide: Decide) -> None:
    add(LEFT, published="2030-02-18")
    number = handle(record, "Ada Merrin")
    decide("correct", number, fields={"stance": "intends", "holder": "Paul Smith"})
    assert standing(record) == {"Paul Smith": "intends"}
    passage = record.source(number)
    assert [ruling.effect for ruling in passage.rulings] == ["corrected"]
    made = record.source(passage.rulings[0].corrected or "")
    assert [ruling.effect for ruling in made.rulings] == ["correction"]
    assert made.paragraphs == passage.paragraphs
    decide("undo", "1")
    assert standing(record) == {"Ada Merrin": "done"}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stance": "left"}, "does not fit"),
        ({"colour": "red"}, "'colour' is no field of this claim"),
        ({"span": "1"}, "'span' is no field"),
        ({}, "what to correct"),
        ({"stance": "done"}, "changes nothing"),
        ({"historical": "perhaps"}, "say yes or no"),
        ({"when": "soon"}, "'soon' is no date"),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing(
    add: Add, record: chiltern.Record, decide: Decide, fields: dict[str, str], why: str
) -> None:
    add(LEFT, published="2030-02-18")
    with pytest.raises(chiltern.BadInput, match=why):
        decide("correct", handle(record, "Ada Merrin"), fields=fields)
    assert standing(record) == {"Ada Merrin": "done"}
    assert len(record.log()) == 1


MAJORITY = "@figure about=Harrow Vale; measure=majority; value=1322 @ a majority of 1,322"


def figure(record: chiltern.Record) -> str:
    """The digits of the only figure."""
    (line,) = [line for line in record.changes("2001").claims if line.kind == "figure"]
    return line.words.handle


@pytest.mark.parametrize("value", ["inf", "nan", "1e400", "9" * 40, "9" * 5000, "\udcff"])
def test_a_value_that_is_no_number_stays_text(add: Add, record: chiltern.Record, decide: Decide, value: str) -> None:
    add(MAJORITY, published="2030-02-18")
    made = decide("correct", figure(record), fields={"value": value})
    assert isinstance(made, chiltern.Decision)
    assert record.verify() == ()
    claim = record.source(record.source(made.target).rulings[0].corrected or "").claim
    assert isinstance(claim, chiltern.Figure)
    assert isinstance(claim.value, str)


def test_a_measure_is_one_of_the_list(add: Add, record: chiltern.Record, decide: Decide) -> None:
    add(MAJORITY, published="2030-02-18")
    with pytest.raises(chiltern.BadInput, match="'luck' is no measure: the measures are majority, votes"):
        decide("correct", figure(record), fields={"measure": "luck"})
    decide("correct", figure(record), fields={"measure": "votes", "value": "1,322"})


def test_bytes_that_are_no_text_end_in_no_traceback(add: Add, record: chiltern.Record) -> None:
    add(LEFT, published="2030-02-18")
    number = handle(record, "Ada Merrin")
    record.decide("note", number, by="R. \udcff", why="\udcff")
    (decided,) = [entry.decision for entry in record.log() if entry.decision]
    assert (decided.editor, decided.reason) == ("R. \ufffd", "\ufffd")
    with pytest.raises(chiltern.NotFound):
        record.decide("split", "Ada Merrin", report="\udcff", by="R", why="x")
    with pytest.raises(chiltern.NotFound):
        record.decide("undo", "9" * 30, by="R", why="x")


def test_an_unknown_name_in_a_correction_is_refused_and_a_new_one_says_its_kind(
    add: Add, record: chiltern.Record, decide: Decide
) -> None:
    add(LEFT, published="2030-02-18")
    number = handle(record, "Ada Merrin")
    with pytest.raises(chiltern.NotFound, match="Una Known"):
        decide("correct", number, fields={"holder": "Una Known"})
    decide("correct", number, fields={"holder": "person:Una Known"})
    assert standing(record) == {"Una Known": "done"}


def test_a_decision_rules_on_the_same_claim_in_a_later_version(
    add: Add, record: chiltern.Record, decide: Decide
) -> None:
    url = "https://example.org/a"
    add(LEFT, published="2030-02-18", url=url)
    decide("reject", handle(record, "Ada Merrin"))
    add("A line before it.", LEFT, published="2030-02-18", url=url, name="second.txt")
    assert standing(record) == {}
    assert len(record.count("leave").rejected) == 1
    assert not any(entry.what == "open again" for entry in record.log())


def test_a_correction_is_made_at_the_new_place_of_the_words(add: Add, record: chiltern.Record, decide: Decide) -> None:
    url = "https://example.org/a"
    add(LEFT, published="2030-02-18", url=url)
    decide("correct", handle(record, "Ada Merrin"), fields={"stance": "intends"})
    add("A line before it.", LEFT, published="2030-02-18", url=url, name="second.txt")
    assert standing(record) == {"Ada Merrin": "intends"}
    (row,) = record.count("leave").groups[0].holdings
    words = row.positions[0].words
    assert record.source(words.claim).paragraphs[0].text.endswith(words.text)


def test_a_decision_whose_words_are_gone_is_open_again(add: Add, record: chiltern.Record, decide: Decide) -> None:
    url = "https://example.org/a"
    add(LEFT, published="2030-02-18", url=url)
    decide("reject", handle(record, "Ada Merrin"))
    before = at(record)
    other = LEFT.replace("has left", "has now left")
    add(other, published="2030-02-18", url=url, name="second.txt")
    assert standing(record) == {"Ada Merrin": "done"}
    (decided,) = [entry.decision for entry in record.log() if entry.what == "decided"]
    assert decided is not None
    assert decided.open_again
    assert [entry.what for entry in record.log()][-1] in ("revised", "open again")
    assert [one.id for one in record.changes(before).open_again] == [1]
    # The words come back: so does the ruling.
    add("Once more.", LEFT, published="2030-02-18", url=url, name="third.txt")
    assert standing(record) == {}


def test_reading_again_adds_and_supersedes_and_rewrites_nothing(
    add: Add, record: chiltern.Record, decide: Decide
) -> None:
    add(LEFT, STAYS, published="2030-02-18")
    decide("confirm", handle(record, "Ada Merrin"))
    decide("reject", handle(record, "Tom Okafor"))
    yesterday = at(record)

    def blind(report: chiltern.Report, roll: chiltern.Roll) -> Reading:
        found = read(report, roll)
        only = tuple(one for one in found.positions if one.holder.name == "Ada Merrin")
        return Reading(found.report, positions=only)

    (outcome,) = record.reading_again(Reader("lines-2", blind))
    assert (outcome.status, outcome.claims, outcome.superseded) == ("read again", 0, 1)
    assert standing(record) == {"Ada Merrin": "done"}
    assert record.count("leave").rejected == ()
    assert len(record.count("leave", known=yesterday).rejected) == 1
    assert [entry.decision.id for entry in record.log() if entry.decision and entry.decision.open_again] == [2, 2]
    assert list(record.reading_again(Reader("lines-2", blind))) == []
    (again,) = record.reading_again(READER)
    assert (again.claims, again.superseded) == (1, 0)
    assert len(record.count("leave").rejected) == 1


def test_two_names_are_merged_and_parted_again(add: Add, record: chiltern.Record, decide: Decide) -> None:
    one = "@position holder=Bea Quill; stance=demands; act=leave; subject=Ada Merrin @ Bea Quill asks her to go."
    two = "@position holder=Beatrice Quill-Moss; stance=regrets; act=leave; subject=Ada Merrin @ She is sorry she goes."
    add(one, published="2030-02-18", name="a.txt")
    add(two, published="2030-02-18", name="b.txt")
    apart = at(record)
    decide("merge", "Bea Quill", into="Beatrice Quill-Moss")
    held = {row.stance for row in record.who("Bea Quill").positions}
    assert held == {"demands", "regrets"}
    assert record.who("Beatrice Quill-Moss").entity == record.who("Bea Quill").entity
    assert {row.stance for row in record.who("Bea Quill", known=apart).positions} == {"demands"}
    with pytest.raises(chiltern.BadInput, match="are one already"):
        decide("merge", "Bea Quill", into="Beatrice Quill-Moss")
    decide("undo", "1")
    assert {row.stance for row in record.who("Bea Quill").positions} == {"demands"}


def test_one_name_of_two_offices_is_in_doubt_until_it_is_split(
    add: Add, record: chiltern.Record, decide: Decide
) -> None:
    add("@role person=Bea Quill; role=chair; of=body:Dockers Union @ Bea Quill, the dockers’ chair", name="a.txt")
    assert record.who("Bea Quill").unclear is None
    add("@role person=Bea Quill; role=chair; of=body:Millers Union @ Bea Quill, the millers’ chair", name="b.txt")
    assert "two people of one name, two offices, or a mistake" in (record.who("Bea Quill").unclear or "")
    number = record.who("Bea Quill").entity.id
    decide("split", "Bea Quill", report="b.txt")
    assert record.who(f"#{number}").unclear is None


def test_a_name_is_split_in_one_report(add: Add, record: chiltern.Record, decide: Decide) -> None:
    for name, stance in (("a.txt", "demands"), ("b.txt", "regrets")):
        add(
            f"@position holder=Bea Quill; stance={stance}; act=leave; subject=Ada Merrin @ Bea Quill says so of her.",
            published="2030-02-18",
            name=name,
        )
    decide("split", "Bea Quill", report="b.txt")
    with pytest.raises(chiltern.AmbiguousName, match="fits several"):
        record.who("Bea Quill")
    rows = [row for group in record.count("leave").groups for row in group.holdings]
    assert len({row.holder.id for row in rows}) == 2
    decide("undo", "1")
    assert {row.stance for row in record.who("Bea Quill").positions} == {"demands", "regrets"}


@pytest.mark.parametrize(
    ("action", "target", "more", "why"),
    [
        ("reject", "zzz", {}, "'zzz' is no claim or conflict"),
        ("reject", "abcdef0123", {}, "no claim and no conflict begins with"),
        ("merge", "Ada Merrin", {}, "two names"),
        ("merge", "Ada Merrin", {"into": "Tom Okafor"}, "the roll knows"),
        ("split", "Ada Merrin", {"report": "none.txt"}, "is no report of the record"),
        ("undo", "7", {}, "no decision 7"),
        ("undo", "x", {}, "is no decision"),
        ("merge", "Jane Smith", {"into": "Ada Merrin"}, "no report names Jane Smith"),
    ],
)
def test_what_cannot_be_decided_says_why(
    add: Add, record: chiltern.Record, decide: Decide, action: str, target: str, more: dict[str, str], why: str
) -> None:
    add(LEFT, STAYS, published="2030-02-18")
    with pytest.raises(chiltern.ChilternError, match=why):
        decide(action, target, **more)


def test_a_decision_says_who_and_why(add: Add, record: chiltern.Record) -> None:
    add(LEFT, published="2030-02-18")
    number = handle(record, "Ada Merrin")
    with pytest.raises(chiltern.BadInput, match="who makes it"):
        record.decide("reject", number, by=" ", why="x")
    with pytest.raises(chiltern.BadInput, match="its reason"):
        record.decide("reject", number, by="R. Editor", why="")


def test_a_note_on_a_name_is_shown_with_it(add: Add, record: chiltern.Record, decide: Decide) -> None:
    add(LEFT, published="2030-02-18")
    decide("note", "Ada Merrin", "ask her office")
    (note,) = record.who("Ada Merrin").decisions
    assert (note.action, note.reason) == ("note", "ask her office")
    assert record.who("Ada Merrin", known="2001").decisions == ()


def test_the_file_refuses_to_change_a_decision(add: Add, record: chiltern.Record, decide: Decide) -> None:
    add(LEFT, published="2030-02-18")
    decide("note", handle(record, "Ada Merrin"), "ask her")
    with closing(sqlite3.connect(record.path)) as file:
        for change in ("UPDATE decisions SET reason = ''", "DELETE FROM decisions", "DELETE FROM rulings"):
            with pytest.raises(sqlite3.IntegrityError):
                file.execute(change)


def test_a_clock_that_is_set_back_does_not_disorder_what_was_learnt(
    add: Add, record: chiltern.Record, decide: Decide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add(LEFT, published="2030-02-18")
    before = at(record)
    monkeypatch.setattr("chiltern.record.write.utc_now", lambda: "2001-01-01T00:00:00.000000+00:00")
    decide("reject", handle(record, "Ada Merrin"))
    assert standing(record) == {}
    assert standing(record, known=before) == {"Ada Merrin": "done"}
