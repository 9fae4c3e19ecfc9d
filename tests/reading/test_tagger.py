"""The trained tagger: what it sees of a text, what it makes of likelihoods, and that it says the same each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chiltern.claims import Statement
from chiltern.reading.read import read, read_by_rules
from chiltern.reading.tagger import Tagged, shipped, tag
from chiltern.reading.tagger.decode import best_runs, decode
from chiltern.reading.tagger.features import BREAK, Rows, rule_labels
from chiltern.reading.tagger.tables import FIRST, UNKNOWN, Tables, pieces, shape
from chiltern.reading.tagger.vectors import Vectors
from chiltern.reading.tagger.windows import DISTANCES, Cue, lay_out, window_of
from chiltern.reading.text import Text
from chiltern.register.roll import load_roll
from chiltern.reports.model import Report

BODY = """The bridge is late.

Eve Holt said that it would open in May.

“It is a disgrace,” said Ravi Menon. He wants the council to buy a ferry."""


def report(body: str = BODY) -> Report:
    return Report("bridge.txt", body, published="2018-10-05")


def text(body: str = BODY) -> Text:
    return Text(report(body))


def by_rules(body: str = BODY) -> tuple[Statement, ...]:
    return read_by_rules(report(body), load_roll("uk-commons-2017")).statements


# -- what it sees


@pytest.mark.parametrize(
    ("word", "outline"), [("McDonald", "XxXx"), ("1,322", "d,d"), ("MP", "X"), ("said", "x"), ("’s", "’x"), ("é", "é")]
)
def test_a_words_outline(word: str, outline: str) -> None:
    assert shape(word) == outline


def test_a_word_is_looked_up_by_its_pieces() -> None:
    assert pieces("Announced") == ("announced", "ced", "annou", "Xx")
    assert pieces("don’t")[0] == "don't"
    assert max(map(len, pieces("x" * 10_000_000))) == 40


def test_every_paragraph_begins_with_empty_rows() -> None:
    rows = Rows(text(), ())
    assert len(rows.paragraphs) == 3
    assert rows.place[0] == BREAK
    for (_, end), (begin, _) in zip(rows.paragraphs, rows.paragraphs[1:], strict=False):
        assert end == begin
        assert rows.place[begin] - rows.place[end - 1] == BREAK + 1
    assert rows.count == len(rows.text.tokens) + BREAK * 3


def test_long_texts_come_in_portions_and_long_paragraphs_in_pieces() -> None:
    rows = Rows(text("word " * 7000 + "\n\n" + "other " * 10), ())
    assert [end - begin for begin, end in rows.paragraphs] == [3000, 3000, 1000, 10]
    assert [paragraph for portion in rows.parts() for paragraph in portion] == rows.paragraphs
    assert all(portion[-1][1] - portion[0][0] <= 3010 for portion in rows.parts())


def test_it_sees_what_the_rules_made_of_each_token() -> None:
    labels = rule_labels(text(), by_rules())
    words = {token.text: label for token, label in zip(text().tokens, labels, strict=True)}
    assert (words["bridge"], words["Holt"], words["open"], words["disgrace"]) == (0, 4, 2, 1)


def test_it_sees_where_a_quotation_stands() -> None:
    columns = Rows(text(), ()).categories
    at = {token.text: columns[row] for token, row in zip(text().tokens, Rows(text(), ()).place, strict=True)}
    assert at["May"][0] == 0
    assert (at["It"][0], at["disgrace"][0]) == (2, 5)
    assert at["disgrace"][2] == 1  # part of the sentence is quoted
    assert at["disgrace"][3] == 2  # of middling length, opened with a capital


def test_unknown_words_have_a_number_of_their_own() -> None:
    tables = Tables([["said", "the"], ["the"], ["said"], ["x", "Xx"]])
    assert tables.of("The") == [FIRST + 1, FIRST, UNKNOWN, FIRST + 1]
    assert tables.of("zebra") == [UNKNOWN, UNKNOWN, UNKNOWN, FIRST]
    assert tables.of("said") == [FIRST, UNKNOWN, FIRST, FIRST]


def test_a_words_vector_is_the_sum_of_its_pieces_vectors() -> None:
    tables = Tables([["said"], [], [], ["x"]])
    ones = [np.full((size, 2), 10.0**power, dtype=np.float32) for power, size in enumerate((3, 2, 2, 3))]
    ones[0][UNKNOWN] = 0
    vectors = Vectors(tables, ones)
    numbers = vectors.numbers(text("said zebra said").tokens)
    assert vectors.sums[numbers].tolist() == [[1111.0] * 2, [1110.0] * 2, [1111.0] * 2]
    assert vectors.sums[0].tolist() == [1111.0] * 2


def test_words_without_end_are_forgotten_again() -> None:
    vectors = Vectors(Tables([[], [], [], []]), [np.ones((2, 3), dtype=np.float32)] * 4)
    for first in range(0, 120_000, 2000):
        numbers = vectors.numbers(text(" ".join(f"w{number}" for number in range(first, first + 2000))).tokens)
        assert (vectors.sums[numbers] == 4).all()
    assert len(vectors.sums) <= 65_536


# -- windows


def test_a_window_is_the_cues_sentence_within_its_reach() -> None:
    rows = Rows(text("It is late. Eve Holt said that it would open. She left.\n\n" + "word " * 190), ())
    said = rows.text.lowers.index("said")
    assert rows.text.words(*window_of(rows, (said, said + 1), rows.paragraphs[0])).startswith("Eve Holt said")
    assert rows.text.words(*window_of(rows, (said, said + 1), rows.paragraphs[0])).endswith("would open.")
    begin, end = rows.paragraphs[1]
    assert window_of(rows, (begin + 90, begin + 92), (begin, end)) == (begin + 20, begin + 162)


def test_a_window_is_all_within_reach_where_something_is_quoted() -> None:
    rows = Rows(text("It is late. “A disgrace,” Eve Holt said. “It can open.” She left.\n\n“Now,” he added."), ())
    said = rows.text.lowers.index("said")
    assert window_of(rows, (said, said + 1), rows.paragraphs[0]) == rows.paragraphs[0]


def test_windows_stand_one_after_another_with_gaps() -> None:
    rows = Rows(text(), ())
    second, third = rows.paragraphs[1:]
    cues = [Cue((second[0] + 2, second[0] + 3), second), Cue((third[0], third[0] + 1), third)]
    laid = lay_out(rows, cues, gap=4)
    size = second[1] - second[0]
    assert laid.starts.tolist() == [0, size + 4]
    assert laid.at[:size].tolist() == rows.place[slice(*second)].tolist()
    assert laid.at[size : size + 4].tolist() == [-1] * 4
    assert laid.apart[2] == DISTANCES - 1
    assert laid.apart[3] == 1
    assert laid.apart[1] == 17
    assert laid.heads.tolist() == rows.place[[second[0] + 2, third[0]]].tolist()
    assert 0 <= laid.apart.min() <= laid.apart.max() < DISTANCES


# -- decoding


def test_the_best_run_is_the_one_with_the_greatest_sum() -> None:
    first, end, gain = best_runs(np.array([[-1, 2, -1, 3, -5, 1], [-1, -2, -1, -1, -1, -1]], dtype=np.float32))
    assert (first[0], end[0], gain[0]) == (1, 4, 4.0)
    assert gain[1] == 0


def decoded(body: str, cue: str, labels: list[int]) -> list[tuple[str | None, list[str]]]:
    """Source and content of one cue where the model is all but sure of a label for each token."""
    one = text(body)
    rows = Rows(one, ())
    likely = np.full((len(labels), 5), 0.001, dtype=np.float32)
    likely[np.arange(len(labels)), labels] = 0.996
    at = next(number for number, token in enumerate(one.tokens) if token.text == cue)
    cues = [Cue((at, at + 1), (0, len(one.tokens)), 0.9)]
    found = decode(rows, cues, lay_out(rows, cues, 0), likely)
    return [
        (one.words(*tagged.source) if tagged.source else None, [one.words(*piece) for piece in tagged.content])
        for tagged in found
    ]


def test_decoding_gives_source_and_content_around_the_cue() -> None:
    found = decoded("The bridge, Eve Holt said, would open.", "said", [3, 4, 0, 1, 2, 0, 0, 4, 4, 0])
    assert found == [("Eve Holt", ["The bridge,", ", would open"])]


def test_a_quotation_is_taken_whole() -> None:
    found = decoded("“It is a great disgrace,” said Menon.", "said", [0, 3, 4, 4, 4, 4, 0, 0, 0, 1, 0])
    assert found == [("Menon", ["“It is a great disgrace,”"])]


def test_a_cue_without_content_is_none() -> None:
    assert decoded("Eve Holt spoke.", "spoke", [1, 2, 0, 0]) == []


# -- the shipped model


def test_the_shipped_model_is_small() -> None:
    file = Path(__file__).parents[2] / "src" / "chiltern" / "reading" / "tagger" / "attribution.npz"
    assert file.stat().st_size < 6_000_000
    assert file.with_suffix(".md").is_file()


def test_it_finds_plain_attributions() -> None:
    found = [one for one in tag(text(), by_rules(), shipped()) if one.score >= shipped().threshold]
    contents = [" ".join(text().words(*piece) for piece in one.content) for one in found]
    assert any("would open in May" in content for content in contents)
    assert any("disgrace" in content for content in contents)
    sources = [text().words(*one.source) for one in found if one.source]
    assert "Eve Holt" in sources


def test_attitudes_stand_apart_from_what_was_said() -> None:
    reading = read(report(), load_roll("uk-commons-2017"))
    assert [said.speaker.name for said in reading.statements if said.speaker] == ["Eve Holt", "Ravi Menon"]
    assert all(said.speech for said in reading.statements)
    assert [(held.cue, held.speech) for held in reading.attributions] == [("wants", False)]


def test_the_same_text_gives_the_same_attributions() -> None:
    runs: list[list[Tagged]] = [tag(text(), by_rules(), shipped()) for _ in range(3)]
    assert runs[0] == runs[1] == runs[2]


def test_an_empty_text_has_none() -> None:
    assert tag(text(""), (), shipped()) == []
